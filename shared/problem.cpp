#include "shared/problem.h"

#include <algorithm>
#include <utility>

namespace shared {

std::string_view Problem::detail(DetailKey key) const {
  for (const Detail& detail : details) {
    if (detail.key == key) return detail.value;
  }
  return {};
}

Problem& ProblemList::add(Field field, Rule rule, Severity severity) {
  Problem* problem = &scrap_;
  if (size_ < problems_max) {
    problem = &problems_[size_++];
  } else {
    complete_ = false;
  }
  *problem = Problem{};
  problem->field = field;
  problem->rule = rule;
  problem->severity = severity;
  return *problem;
}

std::string_view ProblemList::keep(std::string_view text) {
  if (text.size() > text_bytes_max - text_size_) return {};
  char* copy = text_.data() + text_size_;
  std::copy(text.begin(), text.end(), copy);
  text_size_ += text.size();
  return {copy, text.size()};
}

void ProblemList::clear() {
  size_ = 0;
  text_size_ = 0;
  complete_ = true;
}

void ProblemList::sort_by_field() {
  // Few problems, almost in order: insertion neither allocates nor disturbs equals, as std::stable_sort would.
  for (std::size_t i = 1; i < size_; ++i) {
    for (std::size_t j = i; j > 0 && problems_[j].field < problems_[j - 1].field; --j) std::swap(problems_[j], problems_[j - 1]);
  }
}

bool ProblemList::has_errors() const {
  return std::any_of(begin(), end(), [](const Problem& problem) { return problem.severity == Severity::error; });
}

const Problem* ProblemList::first_of(Field field) const {
  const Problem* found = nullptr;
  for (const Problem& problem : *this) {
    if (problem.field != field) continue;
    if (problem.severity == Severity::error) return &problem;
    if (!found) found = &problem;
  }
  return found;
}

std::string_view code_of(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

}  // namespace shared
