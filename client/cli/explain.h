// `kundkonto-check --explain RULE`: what a rule wants, with examples that the rules judge on the spot, and its source.
#pragma once

#include <string_view>

#include "client/cli/stream.h"
#include "shared/messages.h"

namespace client::cli {

// Explains the rule with this code; all rules for "all"; for no code a list, one rule a line. False after a sentence on
// `errors`: there is no such rule.
bool print_explanation(std::string_view code, shared::Language language, Sink& output, Sink& errors);

}  // namespace client::cli
