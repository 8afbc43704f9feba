// What a screen is given: the state to show, and where to collect what a change asks for.
#pragma once

#include "client/messages.h"
#include "client/update.h"

namespace client {

struct ScreenContext {
  State& state;
  Effects& effects;
  bool acted = false;

  // Calls a change of client/update.h with the state: context.act(edit_field, field, text).
  template <typename... Parameters, typename... Values>
  void act(void (*change)(State&, Effects&, Parameters...), Values&&... values) {
    change(state, effects, static_cast<Values&&>(values)...);
    acted = true;
  }
  template <typename... Parameters, typename... Values>
  void act(void (*change)(State&, Parameters...), Values&&... values) {
    change(state, static_cast<Values&&>(values)...);
    acted = true;
  }

  shared::Language language() const { return state.language; }
  std::string_view say(Message message) const { return client::say(message, state.language); }
  std::string say(Message message, std::initializer_list<Filling> fillings) const {
    return client::say(message, state.language, fillings);
  }
};

}  // namespace client
