// The editor's own texts in every language. Source: client/messages/en.json and sv.json; sentences about fields and rules
// come from shared/messages.h.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "client/message_rows.h"

namespace client {

std::string_view say(Message message, shared::Language language);

// With its gaps, {name}, filled.
using Filling = std::pair<std::string_view, std::string_view>;
std::string say(Message message, shared::Language language, std::initializer_list<Filling> fillings);

}  // namespace client
