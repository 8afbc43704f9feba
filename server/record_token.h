// Continuation tokens of audit records: where the next page begins, with dates, size and filter of the first, so that a
// client may send the token alone. Signed, and of use to one reseller.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/activity_store.h"

namespace server {

struct RecordPlace {
  RecordQuery query;         // Without positions.
  RecordPosition first;      // Of the page that the token was given with.
  RecordPosition last;
};

std::string token_of(std::string_view key, const RecordPlace& place);
std::optional<RecordPlace> read_record_token(std::string_view key, std::string_view token, std::string_view reseller);

}  // namespace server
