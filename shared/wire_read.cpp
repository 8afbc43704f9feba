#include "shared/wire.h"

#include <array>

#include "shared/text.h"
#include "shared/wire_read.h"

namespace shared {
namespace {

// A name of the wire below an object, and the field that it stands for: the object's first field and `offset` behind it.
struct Member {
  std::string_view name;
  int offset;
};

// The members of one object that are fields. The slot of a name is found from its hash without a search; the multiplier
// that gives each name a slot of its own is found by the compiler.
template <std::size_t count>
struct Shape {
  static constexpr int slot_bits = 6;

  std::array<Member, count> members;
  std::array<std::uint8_t, 1U << slot_bits> slots = {};  // Number of the member, from 1; 0: none.
  std::uint32_t multiplier = 1;

  constexpr explicit Shape(const std::array<Member, count>& names) : members(names) {
    while (!fill()) multiplier += 2;
  }

  const Member* find(std::string_view name, std::uint32_t hash) const {
    const std::uint8_t number = slots[slot_of(hash)];
    if (number == 0) return nullptr;
    const Member& member = members[number - 1U];
    return member.name == name || equal_ignoring_case(member.name, name) ? &member : nullptr;
  }

 private:
  constexpr std::size_t slot_of(std::uint32_t hash) const { return (hash * multiplier) >> (32 - slot_bits); }
  constexpr bool fill() {
    slots = {};
    for (std::size_t i = 0; i < count; ++i) {
      std::uint8_t& slot = slots[slot_of(JsonReader::hash_of(members[i].name))];
      if (slot != 0) return false;
      slot = static_cast<std::uint8_t>(i + 1);
    }
    return true;
  }
};

constexpr int offset_of(Field field, Field first) { return static_cast<int>(field) - static_cast<int>(first); }
constexpr int of_address(Field field) { return offset_of(field, Field::billing_address_country); }
constexpr int of_company(Field field) { return offset_of(field, Field::company_tenant_id); }
constexpr int of_billing(Field field) { return offset_of(field, Field::billing_id); }

// Both addresses have the same members in the same order.
static_assert(of_address(Field::billing_address_phone_number) == offset_of(Field::company_address_phone_number, Field::company_address_country));

constexpr Shape<14> address_shape({{
    {"country", of_address(Field::billing_address_country)},
    {"region", of_address(Field::billing_address_region)},
    {"city", of_address(Field::billing_address_city)},
    {"state", of_address(Field::billing_address_state)},
    {"district", of_address(Field::billing_address_district)},
    {"addressLine1", of_address(Field::billing_address_address_line1)},
    {"addressLine2", of_address(Field::billing_address_address_line2)},
    {"addressLine3", of_address(Field::billing_address_address_line3)},
    {"postalCode", of_address(Field::billing_address_postal_code)},
    {"firstName", of_address(Field::billing_address_first_name)},
    {"middleName", of_address(Field::billing_address_middle_name)},
    {"lastName", of_address(Field::billing_address_last_name)},
    {"emailAddress", of_address(Field::billing_address_email_address)},
    {"phoneNumber", of_address(Field::billing_address_phone_number)},
}});

constexpr Shape<6> company_shape({{
    {"tenantId", of_company(Field::company_tenant_id)},
    {"domain", of_company(Field::company_domain)},
    {"companyName", of_company(Field::company_company_name)},
    {"organizationRegistrationNumber", of_company(Field::company_organization_registration_number)},
    {"email", of_company(Field::company_email)},
    {"address", of_company(Field::company_address_country)},
}});

constexpr Shape<9> billing_shape({{
    {"id", of_billing(Field::billing_id)},
    {"companyName", of_billing(Field::billing_company_name)},
    {"taxId", of_billing(Field::billing_tax_id)},
    {"firstName", of_billing(Field::billing_first_name)},
    {"lastName", of_billing(Field::billing_last_name)},
    {"email", of_billing(Field::billing_email)},
    {"culture", of_billing(Field::billing_culture)},
    {"language", of_billing(Field::billing_language)},
    {"defaultAddress", of_billing(Field::billing_address_country)},
}});

constexpr Shape<4> account_shape({{
    {"id", static_cast<int>(Field::id)},
    {"relationshipToPartner", static_cast<int>(Field::relationship_to_partner)},
    {"companyProfile", static_cast<int>(Field::company_tenant_id)},
    {"billingProfile", static_cast<int>(Field::billing_id)},
}});

// Enumerations may come as their number.
std::string relationship_of_number(std::int64_t number) {
  static constexpr std::string_view names[] = {"unknown", "reseller", "advisor", "syndication", "microsoft_support", "none"};
  if (number < 0 || number >= static_cast<std::int64_t>(std::size(names))) return std::to_string(number);
  return std::string(names[number]);
}

// What stands beside the fields.
struct Extras {
  std::string company_etag;
  std::string billing_etag;
  bool allow_delegated_access = true;
  std::string changed_at;
  std::string changed_by;
};

// Reads the fields of one document. Members of another type than theirs are told when the whole document is known to be
// JSON; of several the one whose field comes first, whatever their order in the document.
class FieldReader {
 public:
  FieldReader(JsonReader& reader, Account& account, FieldSpans* spans, Extras* extras) : reader_(reader), account_(account), spans_(spans), extras_(extras) {}

  void read_account() {
    read_members(account_shape, Field::id, [&](Field field, bool is_field, std::string_view name) {
      if (!is_field) return read_account_extra(name);
      if (field == Field::company_tenant_id) return read_company();
      if (field == Field::billing_id) return read_billing();
      if (field == Field::relationship_to_partner && reader_.kind() == JsonReader::Kind::number) return read_relationship_number();
      read_field(field);
    });
  }

  void read_company() {
    if (!is_object(Field::company_tenant_id, "companyProfile")) return;
    read_members(company_shape, Field::company_tenant_id, [&](Field field, bool is_field, std::string_view name) {
      if (!is_field) return read_etag(name, extras_ ? &extras_->company_etag : nullptr);
      field == Field::company_address_country ? read_address(field, "companyProfile.address") : read_field(field);
    });
  }

  void read_billing() {
    if (!is_object(Field::billing_id, "billingProfile")) return;
    read_members(billing_shape, Field::billing_id, [&](Field field, bool is_field, std::string_view name) {
      if (!is_field) return read_etag(name, extras_ ? &extras_->billing_etag : nullptr);
      field == Field::billing_address_country ? read_address(field, "billingProfile.defaultAddress") : read_field(field);
    });
  }

  // An address by itself is read into the billing profile's.
  void read_address_alone() {
    read_members(address_shape, Field::billing_address_country, [&](Field field, bool is_field, std::string_view) { is_field ? read_field(field) : reader_.skip(); });
  }

  bool has_failed() const { return fault_field_ < field_count; }
  WireError error() const { return {fault_, std::string(fault_path_)}; }

 private:
  template <typename AnyShape, typename Read>
  void read_members(const AnyShape& shape, Field first, const Read& read) {
    reader_.enter_object();
    std::string_view name;
    for (std::uint32_t hash = 0; reader_.next_member(name, hash);) {
      const Member* member = shape.find(name, hash);
      read(member ? static_cast<Field>(static_cast<int>(first) + member->offset) : first, member != nullptr, name);
    }
  }

  void read_address(Field first, std::string_view path) {
    if (!is_object(first, path)) return;
    read_members(address_shape, first, [&](Field field, bool is_field, std::string_view) { is_field ? read_field(field) : reader_.skip(); });
  }

  // null is absent; what is neither is a fault.
  bool is_object(Field first, std::string_view path) {
    const JsonReader::Kind kind = reader_.kind();
    if (kind == JsonReader::Kind::object) return true;
    if (kind != JsonReader::Kind::null) tell(WireFault::not_object, first, path);
    reader_.skip();
    return false;
  }

  void read_field(Field field) {
    const JsonReader::Kind kind = reader_.kind();
    const std::size_t begin = reader_.position();
    if (reader_.read_text(text_of(account_, field))) {
      if (spans_) (*spans_)[static_cast<std::size_t>(field)] = {begin, reader_.position()};
    } else if (kind != JsonReader::Kind::null) {
      tell(WireFault::not_text, field, path_of(field));
    }
  }

  void read_relationship_number() {
    std::int64_t number = 0;
    if (reader_.read_integer(number)) {
      account_.relationship_to_partner = relationship_of_number(number);
    } else {
      tell(WireFault::not_text, Field::relationship_to_partner, path_of(Field::relationship_to_partner));
    }
  }

  void read_account_extra(std::string_view name) {
    if (extras_ && equal_ignoring_case(name, "allowDelegatedAccess")) {
      reader_.read_boolean(extras_->allow_delegated_access);
    } else if (extras_ && equal_ignoring_case(name, "changedAt")) {
      reader_.read_text(extras_->changed_at);
    } else if (extras_ && equal_ignoring_case(name, "changedBy")) {
      reader_.read_text(extras_->changed_by);
    } else {
      reader_.skip();
    }
  }

  void read_etag(std::string_view name, std::string* etag) {
    if (!etag || !equal_ignoring_case(name, "attributes") || reader_.kind() != JsonReader::Kind::object) return reader_.skip();
    reader_.enter_object();
    std::string_view attribute;
    for (std::uint32_t hash = 0; reader_.next_member(attribute, hash);) {
      equal_ignoring_case(attribute, "etag") ? static_cast<void>(reader_.read_text(*etag)) : reader_.skip();
    }
  }

  void tell(WireFault fault, Field field, std::string_view path) {
    if (static_cast<int>(field) >= fault_field_) return;
    fault_field_ = static_cast<int>(field);
    fault_ = fault;
    fault_path_ = path;
  }

  JsonReader& reader_;
  Account& account_;
  FieldSpans* spans_;
  Extras* extras_;
  int fault_field_ = field_count;
  WireFault fault_ = WireFault::not_json;
  std::string_view fault_path_;
};

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

enum class Document : std::uint8_t { account, company, billing, address };

// True when the document is one and its fields are read.
bool read_document(JsonReader& reader, std::string_view text, Document document, FieldReader fields, WireError& error) {
  const bool is_object = begin_document(reader, text);
  if (!is_object) {
    reader.skip();
  } else if (document == Document::account) {
    fields.read_account();
  } else if (document == Document::address) {
    fields.read_address_alone();
  } else {
    document == Document::company ? fields.read_company() : fields.read_billing();
  }
  if (!end_document(reader, is_object, error)) return false;
  if (fields.has_failed()) error = fields.error();
  return !fields.has_failed();
}

}  // namespace

bool begin_document(JsonReader& reader, std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  reader.begin(text);
  return reader.kind() == JsonReader::Kind::object;
}

bool end_document(JsonReader& reader, bool is_object, WireError& error) {
  reader.finish();
  switch (reader.fault()) {
    case JsonReader::Fault::none: break;
    case JsonReader::Fault::not_utf8: error = {WireFault::not_utf8, ""}; return false;
    case JsonReader::Fault::not_json: error = {WireFault::not_json, ""}; return false;
    case JsonReader::Fault::too_deep: error = {WireFault::too_deep, ""}; return false;
    case JsonReader::Fault::duplicate_key: error = {WireFault::duplicate_key, reader.duplicate_name()}; return false;
  }
  if (!is_object) error = {WireFault::not_object, ""};
  return is_object;
}

bool AccountReader::read(std::string_view text, Account& account, FieldSpans* spans) {
  for (const Field field : all_fields()) text_of(account, field).clear();
  if (spans) *spans = {};
  const bool is_read = read_document(reader_, text, Document::account, FieldReader(reader_, account, spans, nullptr), error_);
  if (spans && text.starts_with(byte_order_mark)) {
    for (FieldSpan& span : *spans) {
      if (span.end > 0) span = {span.begin + byte_order_mark.size(), span.end + byte_order_mark.size()};
    }
  }
  return is_read;
}

Result<Account, WireError> account_from_json(std::string_view text) {
  JsonReader reader;
  Account account;
  WireError error;
  if (!read_document(reader, text, Document::account, FieldReader(reader, account, nullptr, nullptr), error)) return error;
  return account;
}

Result<BillingDocument, WireError> billing_from_json(std::string_view text) {
  JsonReader reader;
  Account account;
  Extras extras;
  WireError error;
  if (!read_document(reader, text, Document::billing, FieldReader(reader, account, nullptr, &extras), error)) return error;
  return BillingDocument{std::move(account.billing_profile), std::move(extras.billing_etag)};
}

Result<CompanyDocument, WireError> company_from_json(std::string_view text) {
  JsonReader reader;
  Account account;
  Extras extras;
  WireError error;
  if (!read_document(reader, text, Document::company, FieldReader(reader, account, nullptr, &extras), error)) return error;
  return CompanyDocument{std::move(account.company_profile), std::move(extras.company_etag)};
}

Result<Address, WireError> address_from_json(std::string_view text) {
  JsonReader reader;
  Account account;
  WireError error;
  if (!read_document(reader, text, Document::address, FieldReader(reader, account, nullptr, nullptr), error)) return error;
  return std::move(account.billing_profile.default_address);
}

Result<Customer, WireError> customer_from_json(std::string_view text) {
  JsonReader reader;
  Customer customer;
  Extras extras;
  WireError error;
  if (!read_document(reader, text, Document::account, FieldReader(reader, customer.account, nullptr, &extras), error)) return error;
  customer.company_etag = std::move(extras.company_etag);
  customer.billing_etag = std::move(extras.billing_etag);
  customer.allow_delegated_access = extras.allow_delegated_access;
  customer.changed_at_ms = milliseconds_from_text(extras.changed_at);
  customer.changed_by = std::move(extras.changed_by);
  return customer;
}

}  // namespace shared
