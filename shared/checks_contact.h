// Email addresses and domain names.
#pragma once

#include <string_view>

#include "shared/problem.h"
#include "shared/text.h"

namespace shared {

// What is wrong with the form of a domain name, beside what the field around it adds.
enum class DomainFault : std::uint8_t { none, empty_label, trailing_dot, character, hyphen, too_long, one_label, numeric, punycode };

struct DomainVerdict {
  DomainFault fault = DomainFault::none;
  std::string_view top_level;         // The last label as written.
  bool is_top_level_known = true;     // Also for the reserved ones, such as "example".
  bool is_suffix = false;             // "co.uk" or "com": nobody's own.
  bool mixes_scripts = false;         // Latin with Cyrillic or Greek in one label.
  bool looks_latin = false;           // A Cyrillic label that is read as a Latin one.
};

// Judges labels, lengths in octets of the A-label form, hyphens and characters. Expects UTF-8.
DomainVerdict judge_domain(std::string_view domain);

// The domain with Latin letters for the Cyrillic ones that look like them; empty where that leaves two alphabets in a word.
FixedText<80> domain_in_latin(std::string_view domain);

void check_domain(Field field, std::string_view domain, ProblemList& problems);

// Whether `email` has the plain form: one at sign, a dot-atom before it, a right domain behind it.
bool is_plain_address(std::string_view email);

// `is_billing_contact`: addresses at the platform's own domain are refused.
void check_email(Field field, std::string_view email, bool is_billing_contact, ProblemList& problems);

}  // namespace shared
