// What is wrong with an account: field x rule, with details and, where one is near, a value that would be accepted.
// No sentence is stored or compared; shared/messages.h turns a problem into one where a person reads it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/field.h"
#include "shared/rule.h"

namespace shared {

enum class Severity : std::uint8_t {
  error,    // The account is refused.
  warning,  // A person may insist.
};

struct Detail {
  DetailKey key = DetailKey::none;
  std::string_view value;
};

inline constexpr std::size_t problem_details_max = 3;

// The views point into static tables or into the ProblemList that holds the problem.
struct Problem {
  Field field = Field::id;
  Rule rule = Rule::unrecognized;
  Severity severity = Severity::error;
  std::array<Detail, problem_details_max> details;
  std::string_view suggestion;  // Empty: none is near.

  std::string_view detail(DetailKey key) const;  // Empty when absent.
};

// A list of fixed capacity that never allocates, so that judging does not. When it is full the remaining problems are
// dropped and `is_complete()` is false: the account is refused all the same, since a full list holds errors first.
class ProblemList {
 public:
  static constexpr std::size_t problems_max = 96;
  static constexpr std::size_t text_bytes_max = 8192;

  ProblemList() = default;
  ProblemList(const ProblemList&) = delete;
  ProblemList& operator=(const ProblemList&) = delete;

  // The new problem, to be given details and a suggestion; a scrap object when the list is full.
  Problem& add(Field field, Rule rule, Severity severity = Severity::error);

  // Copies `text` into this list and returns the copy; empty when there is no room left.
  std::string_view keep(std::string_view text);

  void clear();

  // In the order of Field; problems of one field keep their order.
  void sort_by_field();

  const Problem* begin() const { return problems_.data(); }
  const Problem* end() const { return problems_.data() + size_; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  bool is_complete() const { return complete_; }
  bool has_errors() const;
  const Problem* first_of(Field field) const;  // Errors before warnings; nullptr when the field has none.

 private:
  std::array<Problem, problems_max> problems_;
  std::array<char, text_bytes_max> text_;
  Problem scrap_;
  std::size_t size_ = 0;
  std::size_t text_size_ = 0;
  bool complete_ = true;
};

std::string_view code_of(Severity severity);

}  // namespace shared
