// What the files that read documents share; not for others.
#pragma once

#include <cstdint>
#include <string_view>

#include "shared/json_reader.h"
#include "shared/wire.h"

namespace shared {

// Begins with a document, behind a byte-order mark if there is one. True when it is an object, to be read by the caller;
// what is none must be skipped.
bool begin_document(JsonReader& reader, std::string_view text);

// Ends it: true when it was an object and nothing else stands behind it; otherwise `error` says what is wrong.
bool end_document(JsonReader& reader, bool is_object, WireError& error);

// "2026-11-24T09:30:00.123Z", as wire_write.cpp writes it; 0 for anything else.
std::int64_t milliseconds_from_text(std::string_view text);

}  // namespace shared
