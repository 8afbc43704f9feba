#include "client/answers.h"

#include "shared/json_reader.h"
#include "shared/json_writer.h"
#include "shared/text.h"
#include "shared/wire.h"

namespace client {
namespace {

using shared::JsonReader;
using shared::JsonWriter;

constexpr std::string_view resources[] = {"AzureReservedInstances", "AzureSavingsPlan"};

// Calls `read` with each member of the object that stands next; `read` takes the value, or says false and it is skipped.
template <typename Read>
void each_member(JsonReader& reader, const Read& read) {
  if (reader.kind() != JsonReader::Kind::object) return reader.skip();
  reader.enter_object();
  std::string_view name;
  for (std::uint32_t hash = 0; reader.next_member(name, hash);) {
    if (!read(name)) reader.skip();
  }
}

template <typename Read>
void each_item(JsonReader& reader, const Read& read) {
  if (reader.kind() != JsonReader::Kind::array) return reader.skip();
  reader.enter_array();
  while (reader.next_item()) read();
}

struct TextMember {
  std::string_view name;
  std::string* text;
};

bool read_text(JsonReader& reader, std::string_view name, std::initializer_list<TextMember> members) {
  for (const TextMember& member : members) {
    if (!shared::equal_ignoring_case(name, member.name)) continue;
    reader.read_text(*member.text);
    return true;
  }
  return false;
}

void read_permission(JsonReader& reader, PurchasePolicy& policy) {
  std::string resource, action;
  each_member(reader, [&](std::string_view name) { return read_text(reader, name, {{"resource", &resource}, {"action", &action}}); });
  for (Purchase what : all_purchases) {
    bool is_this = shared::equal_ignoring_case(resource, resources[static_cast<int>(what)]);
    if (is_this && shared::equal_ignoring_case(action, "Purchase")) policy.allowed[static_cast<int>(what)] = true;
  }
}

// A member of a policy.
bool read_policy(JsonReader& reader, std::string_view name, PurchasePolicy& policy) {
  if (shared::equal_ignoring_case(name, "permissions")) {
    each_item(reader, [&] { read_permission(reader, policy); });
    return true;
  }
  if (shared::equal_ignoring_case(name, "attributes")) {
    each_member(reader, [&](std::string_view inner) { return read_text(reader, inner, {{"etag", &policy.etag}}); });
    return true;
  }
  return read_text(reader, name, {{"id", &policy.id}});
}

void read_change(JsonReader& reader, FieldChange& change) {
  each_member(reader, [&](std::string_view name) {
    return read_text(reader, name, {{"field", &change.field}, {"oldValue", &change.before}, {"newValue", &change.after}});
  });
}

// What a policy allowed before and after.
void add_switches(HistoryEntry& entry, std::string_view before_text, std::string_view after_text) {
  auto before = policy_from_json(before_text);
  auto after = policy_from_json(after_text);
  if (!before && !after) return;
  for (Purchase what : all_purchases) {
    bool was = before && before->allows(what);
    bool is = after && after->allows(what);
    if (was != is) entry.fields.push_back({std::string(resources[static_cast<int>(what)]), was ? "on" : "off", is ? "on" : "off"});
  }
}

void read_entry(JsonReader& reader, HistoryEntry& entry) {
  std::string before, after;
  each_member(reader, [&](std::string_view name) {
    if (shared::equal_ignoring_case(name, "number")) {
      reader.read_integer(entry.number);
    } else if (shared::equal_ignoring_case(name, "isMasked")) {
      reader.read_boolean(entry.is_masked);
    } else if (shared::equal_ignoring_case(name, "fields")) {
      each_item(reader, [&] { read_change(reader, entry.fields.emplace_back()); });
    } else {
      return read_text(reader, name, {{"changedAt", &entry.changed_at}, {"changedBy", &entry.who}, {"client", &entry.client},
                                      {"application", &entry.application}, {"operationType", &entry.operation},
                                      {"operationName", &entry.name}, {"operationStatus", &entry.status},
                                      {"resourceOldValue", &before}, {"resourceNewValue", &after}});
    }
    return true;
  });
  if (entry.operation.ends_with("self_serve_policy")) add_switches(entry, before, after);
}

// Reads a whole document by its members; false where it is no object, or broken.
template <typename Read>
bool read_document(JsonReader& reader, std::string_view text, const Read& read) {
  reader.begin(text);
  bool is_object = reader.kind() == JsonReader::Kind::object;
  each_member(reader, read);
  reader.finish();
  return is_object && !reader.has_failed();
}

void write_pair(JsonWriter& writer, std::string_view name, std::string_view type_name, std::string_view type, std::string_view tenant) {
  writer.key(name);
  writer.open('{');
  writer.member(type_name, type);
  writer.member("tenantID", tenant);
  writer.close('}');
}

}  // namespace

std::optional<Purchase> purchase_of_resource(std::string_view name) {
  for (Purchase what : all_purchases) {
    if (name == resources[static_cast<int>(what)]) return what;
  }
  return std::nullopt;
}

std::optional<PurchasePolicy> policy_from_json(std::string_view text) {
  JsonReader reader;
  PurchasePolicy policy;
  bool is_policy = false;
  bool is_collection = false;
  bool is_whole = read_document(reader, text, [&](std::string_view name) {
    if (shared::equal_ignoring_case(name, "items")) {
      is_collection = true;
      each_item(reader, [&] {
        PurchasePolicy one;
        each_member(reader, [&](std::string_view inner) { return read_policy(reader, inner, one); });
        if (policy.id.empty()) policy = std::move(one);
      });
      return true;
    }
    is_policy |= shared::equal_ignoring_case(name, "permissions");
    return !is_collection && read_policy(reader, name, policy);
  });
  if (!is_whole || (!is_policy && !is_collection)) return std::nullopt;
  return policy;
}

std::string to_json(const PurchasePolicy& policy, std::string_view customer_id, std::string_view reseller_id) {
  JsonWriter writer;
  writer.open('{');
  writer.member("id", policy.id);
  write_pair(writer, "selfServeEntity", "selfServeEntityType", "customer", customer_id);
  write_pair(writer, "grantor", "grantorType", "billToPartner", reseller_id);
  writer.key("permissions");
  writer.open('[');
  for (Purchase what : all_purchases) {
    if (!policy.allows(what)) continue;
    writer.open('{');
    writer.member("resource", resources[static_cast<int>(what)]);
    writer.member("action", "Purchase");
    writer.close('}');
  }
  writer.close(']');
  writer.key("attributes");
  writer.open('{');
  writer.member("etag", policy.etag);
  writer.member("objectType", "SelfServePolicy");
  writer.close('}');
  writer.close('}');
  return writer.take();
}

std::optional<HistoryPage> history_from_json(std::string_view text) {
  JsonReader reader;
  HistoryPage page;
  bool has_items = false;
  bool is_whole = read_document(reader, text, [&](std::string_view name) {
    if (shared::equal_ignoring_case(name, "items")) {
      has_items = true;
      each_item(reader, [&] { read_entry(reader, page.entries.emplace_back()); });
      return true;
    }
    if (!shared::equal_ignoring_case(name, "links")) return false;
    each_member(reader, [&](std::string_view link) {
      page.has_more |= shared::equal_ignoring_case(link, "next") && reader.kind() == JsonReader::Kind::object;
      return false;
    });
    return true;
  });
  if (!is_whole || !has_items) return std::nullopt;
  return page;
}

std::string openid_address_from_json(std::string_view text) {
  JsonReader reader;
  std::string address;
  bool is_whole = read_document(reader, text, [&](std::string_view name) { return read_text(reader, name, {{"openid", &address}}); });
  bool is_ours = address.starts_with('/') && !address.starts_with("//");
  return is_whole && is_ours ? address : std::string();
}

std::optional<shared::Account> account_of_entry(std::string_view text) {
  JsonReader reader;
  std::string_view account;
  bool is_whole = read_document(reader, text, [&](std::string_view name) {
    if (!shared::equal_ignoring_case(name, "account")) return false;
    std::size_t begin = reader.position();
    reader.skip();
    account = text.substr(begin, reader.position() - begin);
    return true;
  });
  if (!is_whole || account.empty()) return std::nullopt;
  auto read = shared::account_from_json(account);
  if (!read) return std::nullopt;
  return *read;
}

}  // namespace client
