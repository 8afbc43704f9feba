#include <array>

#include "shared/checks_contact.h"
#include "shared/domain_labels.h"
#include "shared/email_slips.h"
#include "shared/text.h"
#include "shared/unicode.h"

namespace shared {
namespace {

constexpr std::size_t local_part_bytes_max = 64;
constexpr std::size_t address_bytes_max = 254;
constexpr std::string_view example = "invoices@company.example";
constexpr std::string_view at_signs_of_other_forms[] = {"\xEF\xBC\xA0", "\xEF\xB9\xAB"};  // U+FF20, U+FE6B.

bool is_space(char c) { return c == ' ' || c == '\t'; }

// The local part up to the last at sign outside quotation marks, counting those.
struct Parts {
  int at_signs = 0;
  std::string_view local_part, domain;
};

Parts parts_of(std::string_view email) {
  Parts parts;
  bool quoted = false;
  for (std::size_t i = 0; i < email.size(); ++i) {
    if (email[i] == '\\' && quoted) {
      ++i;
    } else if (email[i] == '"') {
      quoted = !quoted;
    } else if (email[i] == '@' && !quoted) {
      ++parts.at_signs;
      parts.local_part = email.substr(0, i);
      parts.domain = email.substr(i + 1);
    }
  }
  return parts;
}

bool is_quoted(std::string_view local_part) {
  if (local_part.size() < 3 || local_part.front() != '"' || local_part.back() != '"') return false;
  for (std::size_t i = 1; i + 1 < local_part.size(); ++i) {
    if (local_part[i] == '"') return false;
    if (local_part[i] == '\\' && ++i + 1 >= local_part.size()) return false;
  }
  return true;
}

constexpr std::string_view atom_signs = "!#$%&'*+-/=?^_`{|}~.";
constexpr std::array<bool, 256> atom_characters = [] {
  std::array<bool, 256> result{};
  for (int c = 0; c < 128; ++c) {
    const char character = static_cast<char>(c);
    result[static_cast<std::size_t>(c)] = is_ascii_letter(character) || is_ascii_digit(character) || atom_signs.find(character) != std::string_view::npos;
  }
  return result;
}();

// Where the at sign stands in an address as nearly all are: one, ASCII atoms before it, and dots in their places; npos for
// all others, which are looked at piece by piece.
std::size_t at_sign_of_plain(std::string_view email) {
  std::size_t at = std::string_view::npos;
  char before = '.';
  for (std::size_t i = 0; i < email.size(); ++i) {
    const char c = email[i];
    const bool is_at = c == '@';
    if (is_at && at != std::string_view::npos) return std::string_view::npos;
    if (is_at) at = i;
    if (!is_at && !atom_characters[static_cast<unsigned char>(c)]) return std::string_view::npos;
    if ((is_at || c == '.') && (before == '.' || before == '@')) return std::string_view::npos;
    before = c;
  }
  return before == '.' || before == '@' ? std::string_view::npos : at;
}

// The first character that a local part cannot hold; empty when there is none.
std::string_view strange_character(std::string_view local_part) {
  for (std::size_t position = 0; position < local_part.size();) {
    const std::size_t start = position;
    const char32_t c = next_code_point(local_part, position);
    if (c >= 0x80 && !(c >= 0xFF00 && c <= 0xFFEF)) continue;
    if (c >= 0x80 || !atom_characters[c]) return local_part.substr(start, position - start);
  }
  return {};
}

bool has_wrong_dots(std::string_view text) { return text.starts_with('.') || text.ends_with('.') || text.find("..") != std::string_view::npos; }

std::string_view first_beyond_ascii(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t start = position;
    if (next_code_point(text, position) >= 0x80) return text.substr(start, position - start);
  }
  return {};
}

// One address that is judged, and how its problems are made.
class EmailCheck {
 public:
  EmailCheck(Field field, std::string_view email, bool is_billing_contact, ProblemList& problems)
      : field_(field), email_(email), is_billing_contact_(is_billing_contact), problems_(problems) {}

  void run() {
    DomainVerdict verdict;
    if (const std::size_t at = at_sign_of_plain(email_); at != std::string_view::npos) {
      const Parts parts{1, email_.substr(0, at), email_.substr(at + 1)};
      if (!refuse_length(parts.local_part) && !refuse_domain(parts, verdict)) warn_of_domain(parts, verdict);
      return;
    }
    if (refuse_wrapping()) return;
    const Parts parts = parts_of(email_);
    if (refuse_parts(parts)) return;
    if (refuse_length(parts.local_part) || refuse_local_part(parts.local_part) || refuse_domain(parts, verdict)) return;
    warn_of_local_part(parts);
    warn_of_domain(parts, verdict);
  }

 private:
  Problem& add(Rule rule, Severity severity = Severity::error) {
    Problem& problem = problems_.add(field_, rule, severity);
    problem.details[0] = {DetailKey::example, example};
    return problem;
  }
  bool refuse(Rule rule) { return refuse_with(rule, DetailKey::none, {}); }
  bool refuse_with(Rule rule, DetailKey key, std::string_view value) {
    Problem& problem = add(rule);
    if (rule == Rule::email_domain_format) problem.details[0].value = "company.example";
    if (!value.empty()) problem.details[1] = {key, problems_.keep(value)};
    EmailText mended;
    if (write_mended_address(email_, mended) && mended.view() != email_) problem.suggestion = problems_.keep(mended.view());
    return true;
  }

  // What stands around an address when it was copied.
  bool refuse_wrapping() {
    for (const std::string_view sign : at_signs_of_other_forms) {
      if (email_.find(sign) != std::string_view::npos) return refuse(Rule::email_at_sign_form);
    }
    constexpr std::string_view scheme = "mailto:";
    if (email_.size() > scheme.size() && equal_ignoring_case(email_.substr(0, scheme.size()), scheme)) return refuse(Rule::email_mailto);
    const std::size_t open = email_.find('<');
    const std::size_t close = email_.find('>');
    return open != std::string_view::npos && close != std::string_view::npos && open < close && refuse(Rule::email_display_name);
  }

  bool refuse_parts(const Parts& parts) {
    if (parts.at_signs == 0) {
      const bool is_wrapped = email_.find('@') != std::string_view::npos;
      return is_wrapped ? refuse_with(Rule::email_character, DetailKey::found, "\"") : refuse(Rule::email_at_sign_missing);
    }
    if (parts.at_signs > 1) {
      const bool is_doubled = email_.find("@@") != std::string_view::npos && parts.at_signs == 2;
      return is_doubled ? refuse_with(Rule::email_character, DetailKey::found, "@") : refuse(Rule::email_several);
    }
    if (parts.local_part.empty()) return refuse(Rule::email_local_part_missing);
    if (parts.domain.empty()) return refuse(Rule::email_domain_missing);
    for (const char c : parts.domain) {
      if (is_space(c)) return refuse(Rule::email_space);
    }
    return false;
  }

  bool refuse_length(std::string_view local_part) {
    if (local_part.size() > local_part_bytes_max) return refuse_with(Rule::email_too_long, DetailKey::expected, "64");
    return email_.size() > address_bytes_max && refuse_with(Rule::email_too_long, DetailKey::expected, "254");
  }

  bool refuse_local_part(std::string_view local_part) {
    if (is_quoted(local_part)) return false;
    if (local_part.find(' ') != std::string_view::npos) return refuse(Rule::email_space);
    if (has_wrong_dots(local_part)) return refuse(Rule::email_dots);
    const std::string_view strange = strange_character(local_part);
    return !strange.empty() && refuse_with(Rule::email_character, DetailKey::found, strange);
  }

  bool refuse_domain(const Parts& parts, DomainVerdict& verdict) {
    const std::string_view domain = parts.domain;
    if (domain.ends_with('.') && domain.size() > 1) return refuse(Rule::email_trailing_dot);
    if (has_wrong_dots(domain)) return refuse(Rule::email_dots);
    verdict = judge_domain(domain);
    if (verdict.fault == DomainFault::too_long) return refuse_with(Rule::email_too_long, DetailKey::expected, domain.size() > 253 ? "253" : "63");
    if (verdict.fault != DomainFault::none) return refuse(Rule::email_domain_format);
    const bool is_platform = equal_ignoring_case(domain, "microsoft.com");
    return is_platform && is_billing_contact_ && refuse_with(Rule::email_not_allowed, DetailKey::found, "microsoft.com");
  }

  void warn_of_local_part(const Parts& parts) {
    if (is_quoted(parts.local_part)) warn_quoted(parts);
    if (const std::string_view letter = first_beyond_ascii(parts.local_part); !letter.empty()) {
      problems_.add(field_, Rule::email_not_ascii, Severity::warning).details[0] = {DetailKey::found, problems_.keep(letter)};
    }
  }

  void warn_of_domain(const Parts& parts, const DomainVerdict& verdict) {
    warn_look_alike(parts, verdict);
    if (warn_near_miss(parts, verdict) || verdict.is_top_level_known) return;
    problems_.add(field_, Rule::email_top_level_unknown, Severity::warning).details[0] = {DetailKey::found, problems_.keep(verdict.top_level)};
  }

  // Quotation marks around what needs none.
  void warn_quoted(const Parts& parts) {
    EmailText plain;
    plain.append(parts.local_part.substr(1, parts.local_part.size() - 2)).append("@").append(parts.domain);
    Problem& problem = add(Rule::email_quoted, Severity::warning);
    if (is_plain_address(plain.view())) problem.suggestion = problems_.keep(plain.view());
  }

  void warn_look_alike(const Parts& parts, const DomainVerdict& verdict) {
    if (!verdict.mixes_scripts && !verdict.looks_latin) return;
    Problem& problem = add(verdict.mixes_scripts ? Rule::domain_mixed_scripts : Rule::domain_look_alike, Severity::warning);
    EmailText latin;
    latin.append(parts.local_part).append("@").append(domain_in_latin(parts.domain).view());
    if (is_plain_address(latin.view())) problem.suggestion = problems_.keep(latin.view());
  }

  bool warn_near_miss(const Parts& parts, const DomainVerdict& verdict) {
    EmailText domain, near;
    if (!write_meant_domain(parts.domain, verdict.is_top_level_known, domain)) return false;
    near.append(parts.local_part).append("@").append(domain.view());
    problems_.add(field_, Rule::email_near_miss, Severity::warning).suggestion = problems_.keep(near.view());
    return true;
  }

  Field field_;
  std::string_view email_;
  bool is_billing_contact_;
  ProblemList& problems_;
};

}  // namespace

bool is_plain_address(std::string_view email) {
  const Parts parts = parts_of(email);
  return parts.at_signs == 1 && !parts.local_part.empty() && parts.local_part.size() <= local_part_bytes_max && email.size() <= address_bytes_max &&
         !has_wrong_dots(parts.local_part) && strange_character(parts.local_part).empty() && judge_domain(parts.domain).fault == DomainFault::none;
}

void check_email(Field field, std::string_view email, bool is_billing_contact, ProblemList& problems) {
  EmailCheck(field, email, is_billing_contact, problems).run();
}

}  // namespace shared
