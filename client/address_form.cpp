#include "client/address_form.h"

#include <algorithm>

#include "shared/country.h"
#include "shared/text.h"

namespace client {

using shared::Field;

namespace {

constexpr std::string_view general_format = "%N%n%O%n%A%n%Z %C%n%S";
constexpr std::string_view places = "DCSZ";

// Letters of the Latin alphabet end with U+024F, and begin again with U+1E00; digits and signs stand before.
bool is_in_latin_letters(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    const char32_t c = shared::next_code_point(text, position);
    const bool is_latin = c <= 0x36F || (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x2000 && c <= 0x206F);
    if (!is_latin) return false;
  }
  return true;
}

bool is_written(const shared::Address& address) {
  return !address.address_line1.empty() || !address.address_line2.empty() || !address.address_line3.empty() || !address.city.empty() ||
         !address.district.empty();
}

struct Fields {
  Field line1, line2, line3, district, city, state, region, postal_code;
};
constexpr Fields company_fields{Field::company_address_address_line1, Field::company_address_address_line2, Field::company_address_address_line3,
                                Field::company_address_district,      Field::company_address_city,          Field::company_address_state,
                                Field::company_address_region,        Field::company_address_postal_code};
constexpr Fields billing_fields{Field::billing_address_address_line1, Field::billing_address_address_line2, Field::billing_address_address_line3,
                                Field::billing_address_district,      Field::billing_address_city,          Field::billing_address_state,
                                Field::billing_address_region,        Field::billing_address_postal_code};

Field field_of(char part, const Fields& fields) {
  switch (part) {
    case 'D': return fields.district;
    case 'C': return fields.city;
    case 'S': return fields.state;
    default: return fields.postal_code;
  }
}

void add_pairs(std::vector<FieldRow>& rows, const std::vector<Field>& fields, std::size_t first) {
  for (std::size_t i = first; i < fields.size(); i += 2) rows.push_back({fields[i], fields[std::min(i + 1, fields.size() - 1)]});
}

// Parts that follow each other, two by two, so that the postal code is beside what stands in its line.
class Run {
 public:
  void add(char part, int line, const Fields& fields) {
    if (part == 'Z') {
      code_at_ = fields_.size();
      code_line_ = line;
    } else if (code_line_ == line && fields_.size() == code_at_ + 1) {
      has_partner_behind_ = true;
    }
    if (part == 'Z') has_partner_in_front_ = !fields_.empty() && last_line_ == line;
    last_line_ = line;
    fields_.push_back(field_of(part, fields));
  }

  void end(std::vector<FieldRow>& rows) {
    std::size_t pair_at = 0;
    if (has_partner_behind_) {
      pair_at = code_at_;
    } else if (has_partner_in_front_) {
      pair_at = code_at_ - 1;
    }
    const std::size_t alone = pair_at % 2;
    if (alone == 1) rows.push_back({fields_[0], fields_[0]});
    add_pairs(rows, fields_, alone);
    *this = Run();
  }

 private:
  std::vector<Field> fields_;
  std::size_t code_at_ = 0;
  int code_line_ = -1;
  int last_line_ = -1;
  bool has_partner_behind_ = false, has_partner_in_front_ = false;
};

// The parts that hold a value though the country does not use them.
void add_unused(std::vector<FieldRow>& rows, const shared::Account& account, std::string_view format, const Fields& fields) {
  std::vector<Field> unused;
  for (const char part : places) {
    const char name[] = {'%', part};
    const bool is_used = format.find(std::string_view(name, 2)) != format.npos;
    if (!is_used && !shared::text_of(account, field_of(part, fields)).empty()) unused.push_back(field_of(part, fields));
  }
  if (!shared::text_of(account, fields.region).empty()) unused.push_back(fields.region);
  add_pairs(rows, unused, 0);
}

}  // namespace

bool is_in_local_letters(const shared::Address& address) {
  for (const std::string* text : {&address.address_line1, &address.address_line2, &address.address_line3, &address.city, &address.district}) {
    if (!is_in_latin_letters(*text)) return true;
  }
  return false;
}

std::string_view address_format_of(const shared::Address& address) {
  const shared::Country* country = shared::find_country(address.country);
  if (!country || country->address_format.empty()) return general_format;
  const bool is_latin = is_written(address) && !is_in_local_letters(address);
  return is_latin ? country->latin_address_format : country->address_format;
}

std::vector<FieldRow> address_rows(const shared::Account& account, shared::Profile profile) {
  const bool is_company = profile == shared::Profile::company;
  const Fields& fields = is_company ? company_fields : billing_fields;
  shared::Address address = is_company ? account.company_profile.address : account.billing_profile.default_address;
  address.country = shared::country_of(account, fields.line1);
  const std::string_view format = address_format_of(address);
  std::vector<FieldRow> rows;
  Run run;
  int line = 0;
  for (std::size_t i = 0; i + 1 < format.size(); ++i) {
    if (format[i] != '%') continue;
    const char part = format[++i];
    if (part == 'n') {
      ++line;
    } else if (part == 'A') {
      run.end(rows);
      rows.push_back({fields.line1, fields.line2});
      if (!address.address_line3.empty()) rows.push_back({fields.line3, fields.line3});
    } else if (places.find(part) != places.npos) {
      run.add(part, line, fields);
    }
  }
  run.end(rows);
  add_unused(rows, account, format, fields);
  return rows;
}

}  // namespace client
