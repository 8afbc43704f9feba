#include <array>

#include "shared/checks_contact.h"
#include "shared/text.h"
#include "shared/unicode.h"

namespace shared {
namespace {

constexpr std::size_t local_part_bytes_max = 64;
constexpr std::size_t address_bytes_max = 254;
constexpr std::string_view example = "invoices@company.example";
constexpr std::string_view at_signs_of_other_forms[] = {"\xEF\xBC\xA0", "\xEF\xB9\xAB"};  // U+FF20, U+FE6B.

using Candidate = FixedText<address_bytes_max + 66>;

// Slips at well-known providers, and endings that are none.
struct Slip {
  std::string_view typed, meant;
};
constexpr Slip domain_slips[] = {
    {"gmial.com", "gmail.com"}, {"gmai.com", "gmail.com"}, {"gamil.com", "gmail.com"}, {"gmal.com", "gmail.com"}, {"gnail.com", "gmail.com"},
    {"gmail.co", "gmail.com"}, {"gmail.cm", "gmail.com"}, {"gmail.om", "gmail.com"}, {"gmaill.com", "gmail.com"}, {"gmail.se", "gmail.com"},
    {"hotmial.com", "hotmail.com"}, {"hotmal.com", "hotmail.com"}, {"hotmai.com", "hotmail.com"}, {"hotmail.co", "hotmail.com"},
    {"hotmaill.com", "hotmail.com"}, {"homtail.com", "hotmail.com"}, {"outlok.com", "outlook.com"}, {"outloo.com", "outlook.com"},
    {"outlook.co", "outlook.com"}, {"yaho.com", "yahoo.com"}, {"yahooo.com", "yahoo.com"}, {"yahoo.co", "yahoo.com"}, {"iclod.com", "icloud.com"},
    {"icloud.co", "icloud.com"},
};
constexpr Slip ending_slips[] = {
    {"con", "com"}, {"cmo", "com"}, {"ocm", "com"}, {"vom", "com"}, {"xom", "com"}, {"comm", "com"}, {"coom", "com"}, {"cim", "com"},
    {"cpm", "com"}, {"nett", "net"}, {"ner", "net"}, {"ogr", "org"}, {"orgg", "org"}, {"see", "se"}, {"dee", "de"},
};

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

// Whether the plain form is right, for suggestions.
bool is_plain_address(std::string_view email) {
  const Parts parts = parts_of(email);
  return parts.at_signs == 1 && !parts.local_part.empty() && email.size() <= address_bytes_max && !has_wrong_dots(parts.local_part) &&
         strange_character(parts.local_part).empty() && judge_domain(parts.domain).fault == DomainFault::none;
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
    warn_of_local_part(parts.local_part);
    warn_of_domain(parts, verdict);
  }

 private:
  Problem& add(Rule rule, Severity severity = Severity::error) {
    Problem& problem = problems_.add(field_, rule, severity);
    problem.details[0] = {DetailKey::example, example};
    return problem;
  }
  bool refuse(Rule rule, std::string_view suggestion = {}) {
    add(rule).suggestion = !suggestion.empty() && is_plain_address(suggestion) ? problems_.keep(suggestion) : std::string_view();
    return true;
  }
  bool refuse_with(Rule rule, DetailKey key, std::string_view value) {
    add(rule).details[1] = {key, problems_.keep(value)};
    return true;
  }

  // The address without every character of `unwanted`, each doubled dot as one, and no dot at an edge.
  std::string_view cleaned(std::string_view unwanted) {
    cleaned_.clear();
    for (std::size_t i = 0; i < email_.size(); ++i) {
      const char c = email_[i];
      if (unwanted.find(c) != std::string_view::npos) continue;
      const bool at_edge = cleaned_.empty() || cleaned_[cleaned_.size() - 1] == '@';
      if (c == '.' && (at_edge || cleaned_[cleaned_.size() - 1] == '.')) continue;
      if (c == '@' && !cleaned_.empty() && cleaned_[cleaned_.size() - 1] == '.') cleaned_.pop_back();
      cleaned_.push_back(c);
    }
    while (!cleaned_.empty() && (cleaned_[cleaned_.size() - 1] == '.' || cleaned_[cleaned_.size() - 1] == ',' || cleaned_[cleaned_.size() - 1] == ';')) cleaned_.pop_back();
    return cleaned_.is_cut() ? std::string_view() : cleaned_.view();
  }

  // What stands around an address when it was copied.
  bool refuse_wrapping() {
    for (const std::string_view sign : at_signs_of_other_forms) {
      const std::size_t found = email_.find(sign);
      if (found == std::string_view::npos) continue;
      cleaned_.clear();
      cleaned_.append(email_.substr(0, found)).append("@").append(email_.substr(found + sign.size()));
      return refuse(Rule::email_at_sign_form, cleaned_.view());
    }
    constexpr std::string_view scheme = "mailto:";
    if (email_.size() > scheme.size() && equal_ignoring_case(email_.substr(0, scheme.size()), scheme)) {
      return refuse(Rule::email_mailto, email_.substr(scheme.size()));
    }
    const std::size_t open = email_.find('<');
    const std::size_t close = email_.find('>');
    if (open != std::string_view::npos && close != std::string_view::npos && open < close) {
      return refuse(Rule::email_display_name, email_.substr(open + 1, close - open - 1));
    }
    return false;
  }

  bool refuse_parts(const Parts& parts) {
    if (parts.at_signs == 0) return refuse(Rule::email_at_sign_missing);
    if (parts.at_signs > 1) return refuse(Rule::email_several);
    if (parts.local_part.empty()) return refuse(Rule::email_local_part_missing);
    if (parts.domain.empty()) return refuse(Rule::email_domain_missing);
    for (const char c : parts.domain) {
      if (is_space(c)) return refuse(Rule::email_space, cleaned(" \t"));
    }
    return false;
  }

  bool refuse_length(std::string_view local_part) {
    if (local_part.size() > local_part_bytes_max) return refuse_with(Rule::email_too_long, DetailKey::expected, "64");
    return email_.size() > address_bytes_max && refuse_with(Rule::email_too_long, DetailKey::expected, "254");
  }

  bool refuse_local_part(std::string_view local_part) {
    if (is_quoted(local_part)) return false;
    if (local_part.find(' ') != std::string_view::npos) return refuse(Rule::email_space, cleaned(" \t"));
    if (has_wrong_dots(local_part)) return refuse(Rule::email_dots, cleaned({}));
    const std::string_view strange = strange_character(local_part);
    return !strange.empty() && refuse_with(Rule::email_character, DetailKey::found, strange);
  }

  bool refuse_domain(const Parts& parts, DomainVerdict& verdict) {
    const std::string_view domain = parts.domain;
    if (domain.ends_with('.') && domain.size() > 1) return refuse(Rule::email_trailing_dot, cleaned({}));
    if (has_wrong_dots(domain)) return refuse(Rule::email_dots, cleaned({}));
    verdict = judge_domain(domain);
    if (verdict.fault == DomainFault::too_long) return refuse_with(Rule::email_too_long, DetailKey::expected, domain.size() > 253 ? "253" : "63");
    if (verdict.fault != DomainFault::none) {
      add(Rule::email_domain_format).details[0] = {DetailKey::example, "company.example"};
      return true;
    }
    const bool is_platform = equal_ignoring_case(domain, "microsoft.com");
    return is_platform && is_billing_contact_ && refuse_with(Rule::email_not_allowed, DetailKey::found, "microsoft.com");
  }

  void warn_of_local_part(std::string_view local_part) {
    if (is_quoted(local_part)) add(Rule::email_quoted, Severity::warning);
    if (const std::string_view letter = first_beyond_ascii(local_part); !letter.empty()) {
      problems_.add(field_, Rule::email_not_ascii, Severity::warning).details[0] = {DetailKey::found, problems_.keep(letter)};
    }
  }

  void warn_of_domain(const Parts& parts, const DomainVerdict& verdict) {
    if (warn_near_miss(parts, verdict) || verdict.is_top_level_known) return;
    problems_.add(field_, Rule::email_top_level_unknown, Severity::warning).details[0] = {DetailKey::found, problems_.keep(verdict.top_level)};
  }

  bool warn_near_miss(const Parts& parts, const DomainVerdict& verdict) {
    cleaned_.clear();
    cleaned_.append(parts.local_part).append("@");
    for (const Slip& slip : domain_slips) {
      if (!equal_ignoring_case(parts.domain, slip.typed)) continue;
      cleaned_.append(slip.meant);
      problems_.add(field_, Rule::email_near_miss, Severity::warning).suggestion = problems_.keep(cleaned_.view());
      return true;
    }
    if (verdict.is_top_level_known) return false;
    for (const Slip& slip : ending_slips) {
      if (!equal_ignoring_case(verdict.top_level, slip.typed)) continue;
      cleaned_.append(parts.domain.substr(0, parts.domain.size() - verdict.top_level.size())).append(slip.meant);
      problems_.add(field_, Rule::email_near_miss, Severity::warning).suggestion = problems_.keep(cleaned_.view());
      return true;
    }
    return false;
  }

  Field field_;
  std::string_view email_;
  bool is_billing_contact_;
  ProblemList& problems_;
  Candidate cleaned_;
};

}  // namespace

void check_email(Field field, std::string_view email, bool is_billing_contact, ProblemList& problems) {
  EmailCheck(field, email, is_billing_contact, problems).run();
}

}  // namespace shared
