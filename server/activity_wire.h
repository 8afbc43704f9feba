// The activity log as JSON: a customer's history (ours), and the partner API's audit records (account-api.md 3.12). Personal
// values are masked where the reader may not see them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/activity_store.h"
#include "shared/field.h"

namespace server {

enum class PersonalData : std::uint8_t { shown, masked };

// A value that a person could be known by keeps its first letter, and an address for mail its domain; others are unchanged.
std::string masked(shared::Field field, std::string_view value);

// One page of a history, newest first. `next_uri` is empty on the last page.
std::string history_to_json(const std::vector<ActivityRow>& rows, PersonalData personal_data, std::string_view self_uri, std::string_view next_uri);

// One entry, with the account as it was then as the member "account".
std::string history_entry_to_json(const ActivityRow& row, const shared::Account& account, PersonalData personal_data);

// One page of audit records. `token` continues at `next_uri`; both empty on the last page.
std::string records_to_json(const std::vector<ActivityRow>& rows, PersonalData personal_data, std::string_view self_uri, std::string_view next_uri,
                            std::string_view token);

// {"Field":"ResourceType","Value":"SelfServePolicy","Operator":"equals"} with keys and values in any case, with or without
// underscores. No value: it is not a filter that audit records have.
std::optional<RecordFilter> record_filter_from_json(std::string_view text);

}  // namespace server
