#include <algorithm>
#include <array>

#include "shared/checks_contact.h"
#include "shared/domain_tables.h"
#include "shared/punycode.h"
#include "shared/text.h"
#include "shared/unicode.h"

namespace shared {
namespace {

constexpr std::size_t domain_bytes_max = 253;
constexpr std::string_view example = "nordanvik.example";

bool is_reserved(std::string_view top_level) { return top_level == "example" || top_level == "test" || top_level == "invalid"; }

bool is_known(std::string_view top_level) {
  static const WordTable known(top_level_domains);
  return is_reserved(top_level) || known.rest_of(top_level).data() != nullptr;
}

bool is_second_level_suffix(std::string_view top_level, std::string_view label) {
  static const WordTable suffixes(second_level_suffixes);
  const std::string_view labels = suffixes.rest_of(top_level);
  return has_word(labels, label) || has_word(labels, "*");
}

// 1 Latin, 2 Cyrillic, 4 Greek: the alphabets whose letters are taken for each other's.
unsigned script_of(char32_t c) {
  if (c < 0x80) return is_ascii_letter(static_cast<char>(c)) ? 1 : 0;
  if ((c >= 0xC0 && c <= 0x24F) || (c >= 0x1E00 && c <= 0x1EFF)) return 1;
  if (c >= 0x400 && c <= 0x52F) return 2;
  if ((c >= 0x370 && c <= 0x3FF) || (c >= 0x1F00 && c <= 0x1FFF)) return 4;
  return 0;
}

// Letters, digits and the hyphen of ASCII.
constexpr std::array<bool, 256> host_characters = [] {
  std::array<bool, 256> result{};
  for (int c = 0; c < 128; ++c) {
    const char character = static_cast<char>(c);
    result[static_cast<std::size_t>(c)] = is_ascii_letter(character) || is_ascii_digit(character) || character == '-';
  }
  return result;
}();

bool is_host_label(std::string_view label) {
  bool is_right = true;
  for (const char c : label) is_right = is_right & host_characters[static_cast<unsigned char>(c)];
  return is_right;
}

// What is wrong with a label beyond ASCII; `ascii_bytes` is its length as an A-label.
DomainFault fault_of_characters(std::string_view label, bool& mixes_scripts, std::size_t& ascii_bytes) {
  unsigned scripts = 0;
  for (std::size_t position = 0; position < label.size();) {
    const char32_t c = next_code_point(label, position);
    const bool is_allowed = c == '-' || is_domain_letter(c) || (c < 0x80 && is_ascii_letter(static_cast<char>(c))) || c == 0xB7 || c == 0x30FB || c == 0x200C || c == 0x200D;
    if (!is_allowed) return DomainFault::character;
    scripts |= script_of(c);
  }
  if ((scripts & (scripts - 1)) != 0) mixes_scripts = true;
  ascii_bytes = a_label(label).size();
  return ascii_bytes == 0 ? DomainFault::too_long : DomainFault::none;
}

DomainFault fault_of_label(std::string_view label, bool& mixes_scripts, std::size_t& ascii_bytes) {
  if (label.empty()) return DomainFault::empty_label;
  ascii_bytes = label.size();
  if (!is_host_label(label)) {
    const DomainFault fault = fault_of_characters(label, mixes_scripts, ascii_bytes);
    if (fault != DomainFault::none) return fault;
  }
  if (ascii_bytes > label_bytes_max) return DomainFault::too_long;
  if (label.front() == '-' || label.back() == '-') return DomainFault::hyphen;
  if (label.size() >= 4 && label[2] == '-' && label[3] == '-') {
    if (!equal_ignoring_case(label.substr(0, 2), "xn")) return DomainFault::hyphen;
    if (!is_punycode(label.substr(4))) return DomainFault::punycode;
  }
  return DomainFault::none;
}

std::string_view keep_without_ends(std::string_view domain, ProblemList& problems) {
  std::string_view rest = domain;
  if (const std::size_t scheme = rest.find("://"); scheme != std::string_view::npos) rest.remove_prefix(scheme + 3);
  if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos) rest.remove_prefix(at + 1);
  rest = rest.substr(0, rest.find_first_of("/?#:"));
  while (rest.starts_with("www.")) rest.remove_prefix(4);
  while (rest.ends_with('.')) rest.remove_suffix(1);
  const DomainVerdict verdict = judge_domain(rest);
  return verdict.fault == DomainFault::none && !verdict.is_suffix ? problems.keep(rest) : std::string_view();
}

// Governments own the ending below which they give names, and use it as their own.
bool is_government(std::string_view domain) {
  return domain.starts_with("gov.") || domain.starts_with("gob.") || domain.starts_with("gouv.") || domain.starts_with("go.");
}

Rule rule_of(DomainFault fault) {
  switch (fault) {
    case DomainFault::trailing_dot: return Rule::domain_trailing_dot;
    case DomainFault::too_long: return Rule::domain_too_long;
    case DomainFault::one_label: return Rule::domain_one_label;
    default: return Rule::domain_format;
  }
}

void refuse(Field field, Rule rule, std::string_view domain, ProblemList& problems) {
  Problem& problem = problems.add(field, rule);
  problem.details[0] = {DetailKey::example, example};
  if (rule == Rule::domain_too_long) problem.details[1] = {DetailKey::expected, "63"};
  if (rule == Rule::domain_too_long && domain.size() > domain_bytes_max) problem.details[1] = {DetailKey::expected, "253"};
  problem.suggestion = keep_without_ends(domain, problems);
}

}  // namespace

DomainVerdict judge_domain(std::string_view domain) {
  DomainVerdict verdict;
  if (domain.ends_with('.') && domain.size() > 1) {
    verdict.fault = DomainFault::trailing_dot;
    return verdict;
  }
  std::size_t bytes = 0;
  int labels = 0;
  std::string_view label, before;
  for (std::size_t start = 0; start <= domain.size();) {
    const std::size_t end = std::min(domain.find('.', start), domain.size());
    before = label;
    label = domain.substr(start, end - start);
    std::size_t ascii_bytes = 0;
    const DomainFault fault = fault_of_label(label, verdict.mixes_scripts, ascii_bytes);
    if (fault != DomainFault::none) {
      verdict.fault = fault;
      return verdict;
    }
    bytes += ascii_bytes + 1;
    ++labels;
    start = end + 1;
  }
  const FixedText<label_bytes_max> top = a_label(label);
  verdict.top_level = label;
  verdict.is_top_level_known = is_known(top.view());
  verdict.is_suffix = labels == 1 ? verdict.is_top_level_known : labels == 2 && is_second_level_suffix(top.view(), a_label(before).view());
  if (bytes - 1 > domain_bytes_max) {
    verdict.fault = DomainFault::too_long;
  } else if (labels < 2) {
    verdict.fault = DomainFault::one_label;
  } else if (is_ascii_digit(label.front()) || label.size() < 2) {
    verdict.fault = DomainFault::numeric;  // No ending begins with a digit: this is an IP address, or a slip.
  }
  return verdict;
}

void check_domain(Field field, std::string_view domain, ProblemList& problems) {
  if (domain.find("://") != std::string_view::npos || domain.find('/') != std::string_view::npos) {
    return refuse(field, Rule::domain_is_url, domain, problems);
  }
  if (domain.find('@') != std::string_view::npos) return refuse(field, Rule::domain_is_email, domain, problems);
  const DomainVerdict verdict = judge_domain(domain);
  if (verdict.fault != DomainFault::none) return refuse(field, rule_of(verdict.fault), domain, problems);
  if (verdict.is_suffix && !is_government(domain)) return refuse(field, Rule::domain_is_suffix, {}, problems);
  if (!verdict.is_top_level_known) {
    problems.add(field, Rule::domain_top_level_unknown, Severity::warning).details[0] = {DetailKey::found, problems.keep(verdict.top_level)};
  }
  if (domain.starts_with("www.")) {
    // "www.yt" is the whole of a company's domain.
    const std::string_view own = keep_without_ends(domain, problems);
    if (!own.empty()) problems.add(field, Rule::domain_www, Severity::warning).suggestion = own;
  }
  if (verdict.mixes_scripts) problems.add(field, Rule::domain_mixed_scripts, Severity::warning);
}

}  // namespace shared
