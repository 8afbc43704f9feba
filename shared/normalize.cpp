#include "shared/normalize.h"

#include <cstddef>

#include "shared/checks_address.h"
#include "shared/checks_language.h"
#include "shared/checks_numbers.h"
#include "shared/checks_phone.h"
#include "shared/checks_text.h"
#include "shared/domain_labels.h"
#include "shared/text.h"
#include "shared/unicode.h"
#include "shared/written_digits.h"

namespace shared {
namespace {

// White space at the edges goes, inside it becomes one space; letters and marks are composed (NFC).
void tidy_text(std::string& value) {
  const bool is_text = is_utf8(value);  // Taking a mark away must not join stray bytes to a letter.
  std::size_t written = 0;
  bool space_waits = false;
  std::size_t end = value.size();
  // The edge behind: step back over whole code points.
  while (end > 0) {
    std::size_t start = end - 1;
    while (start > 0 && (static_cast<unsigned char>(value[start]) & 0xC0) == 0x80) --start;
    std::size_t position = start;
    const char32_t c = next_code_point(std::string_view(value).substr(0, end), position);
    if (!is_blank(c) || position != end) break;  // Stray bytes behind a blank stay, to be judged.
    end = start;
  }
  const std::string_view text = std::string_view(value).substr(0, end);
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t start = position;
    const char32_t c = next_code_point(text, position);
    if (is_blank(c)) {
      space_waits = written > 0;
      continue;
    }
    if (is_text && is_direction_mark(c)) continue;
    if (space_waits) value[written++] = ' ';
    space_waits = false;
    for (std::size_t i = start; i < position; ++i) value[written++] = text[i];
  }
  value.resize(written);
  if (is_text) compose(value);
}

// Codes are typed in full-width digits and with odd hyphens; names are not touched this way.
void to_plain_characters(std::string& value) {
  if (ascii_form(value) != AsciiForm::other) return;
  FixedText<128> plain;
  for (std::size_t position = 0; position < value.size();) {
    const char32_t c = next_code_point(value, position);
    if (const char character = plain_character(c)) {
      plain.push_back(character);
    } else {
      return;
    }
  }
  if (!plain.is_cut()) value.assign(plain.view());
}

// The address that a field belongs to, and whose country its form depends on.
const Address& address_of(const Account& account, Field field) {
  return profile_of(field) == Profile::company && !account.company_profile.address.country.empty() ? account.company_profile.address
                                                                                                  : account.billing_profile.default_address;
}

// Writes a value as its kind is written; text of other kinds stays as it is.
enum class Form : std::uint8_t { free, written, right };

Form normalize_form(FieldKind kind, std::string& value, std::string_view country) {
  const auto form_of = [](bool is_right) { return is_right ? Form::right : Form::written; };
  switch (kind) {
    case FieldKind::tax_id: to_plain_characters(value); return form_of(normalize_tax_id(value, country));
    case FieldKind::organization_registration_number: to_plain_characters(value); return form_of(normalize_registration_number(value, country));
    case FieldKind::postal_code: return form_of(normalize_postal_code(value, country));
    case FieldKind::phone_number: return form_of(normalize_phone_number(value, country));
    case FieldKind::country: normalize_country(value); return Form::written;
    case FieldKind::state: normalize_state(value, country); return Form::written;
    case FieldKind::language:
    case FieldKind::culture: normalize_language_tag(value); return Form::written;
    case FieldKind::domain: normalize_domain(value, 0, /*folds_width=*/true); return Form::free;
    case FieldKind::email:
      if (const std::size_t at = value.rfind('@'); at != std::string::npos) normalize_domain(value, at, /*folds_width=*/false);
      return Form::free;
    case FieldKind::identifier:
    case FieldKind::relationship:
    case FieldKind::company_name:
    case FieldKind::person_name:
    case FieldKind::region:
    case FieldKind::city:
    case FieldKind::district:
    case FieldKind::address_line: return Form::free;
  }
  return Form::free;
}

void normalize_text(Field field, std::string& value, std::string_view country, Seen& seen) {
  if (kind_of(field) == FieldKind::identifier && is_guid(value)) {
    seen.right.add(field);
    seen.plain.add(field);
    return;
  }
  TextLook look = look_at(value);
  if (look.state == TextState::untidy) tidy_text(value);
  const Form form = normalize_form(kind_of(field), value, country);
  if (form == Form::right) {  // Numbers and codes are letters, digits and signs alone.
    seen.right.add(field);
    if (value.size() <= characters_max(field)) seen.plain.add(field);
    return;
  }
  if (form == Form::written) look = look_at(value);
  if (look.state == TextState::calm && look.characters <= characters_max(field)) seen.plain.add(field);
}

}  // namespace

void normalize_field(Account& account, Field field) {
  Seen seen;
  std::string& value = text_of(account, field);
  if (!value.empty()) normalize_text(field, value, address_of(account, field).country, seen);
}

Seen normalize(Account& account) {
  Seen seen;
  // The form of other fields depends on the countries.
  for (const Field field : {Field::company_address_country, Field::billing_address_country}) {
    if (std::string& value = text_of(account, field); !value.empty()) normalize_text(field, value, {}, seen);
  }
  const std::string_view billing_country = account.billing_profile.default_address.country;
  const std::string_view own_country = account.company_profile.address.country;
  const std::string_view company_country = own_country.empty() ? billing_country : own_country;
  visit_texts(account, [&](Field field, std::string& value) {
    if (kind_of(field) == FieldKind::country) return;
    normalize_text(field, value, profile_of(field) == Profile::company ? company_country : billing_country, seen);
  });
  return seen;
}

}  // namespace shared
