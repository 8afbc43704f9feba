// What the files update*.cpp share; nobody else includes it.
#pragma once

#include <string>
#include <string_view>

#include "client/update.h"

namespace client {

void ask(Effects& effects, Ask what, platform::Request request);
void ask_customer(Effects& effects, std::string_view customer_id, Purpose purpose);
std::string draft_name(const State& state, std::string_view customer_id);

// Opens the editor on the customer that is shown, and looks for a draft.
void begin_edit(State& state, Effects& effects);
// Keeps what is typed on this device, or forgets it where nothing is changed.
void keep_draft(State& state, Effects& effects);
void receive_merge(State& state, Effects& effects, const Ask& ask, const Answer& answer);
void forget_purchase(State& state);  // Another customer, another person, or nobody.
void receive_policy(State& state, Effects& effects, const Ask& ask, const Answer& answer);
void receive_switch(State& state, Effects& effects, const Ask& ask, const Answer& answer);
void load_history(State& state, Effects& effects);
void receive_history(State& state, const Ask& ask, const Answer& answer);
void receive_history_entry(State& state, Effects& effects, const Ask& ask, const Answer& answer);
std::optional<Message> fault_of(int status);  // Nothing for 200.
void receive_put(State& state, Effects& effects, const Ask& ask, const Answer& answer);

}  // namespace client
