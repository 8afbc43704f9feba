#include "client/app.h"

#include <map>
#include <memory>

#include "client/app_context.h"
#include "client/platform.h"
#include "client/screens/screens.h"
#include "client/ui.h"
#include "client/update.h"

namespace client {
namespace {

struct App {
  State state;
  Effects effects;
  std::map<int, Ask> asked;  // By the number of the request.
};

std::unique_ptr<App> the_app;

std::string path_of_target(const State& state, Target target, shared::Field field) {
  bool is_list = state.route.view == View::customers || state.route.view == View::unknown;
  switch (target) {
    case Target::title: return is_list ? "main/page/title" : "main/page/body/title";
    case Target::summary: return "main/page/body/summary";
    case Target::conflict: return "main/page/body/conflict";
    case Target::field: return "main/page/body/" + std::string(shared::path_of(field));
    case Target::search: return "main/page/search/text";
    case Target::user: return "main/sign-in/user";
    case Target::password: return "main/sign-in/password";
    case Target::none: break;
  }
  return {};
}

void keep_texts(const Effects& effects) {
  bool all_kept = true;
  for (const auto& [name, text] : effects.kept_texts) all_kept &= platform::keep(name, text);
  if (!effects.kept_texts.empty()) platform::warn_before_leaving(!all_kept);
  for (const std::string& name : effects.forgotten_texts) platform::forget(name);
  if (effects.forgets_drafts) {
    for (const std::string& name : platform::kept_names("draft/")) platform::forget(name);
  }
}

// Until nothing more is asked for: an offered draft may ask for the next.
void carry_out() {
  App& app = *the_app;
  for (int rounds = 0; rounds < 4; ++rounds) {
    Effects effects;
    std::swap(effects, app.effects);
    for (const Effects::Address& address : effects.addresses) platform::navigate(address.path, address.replaces);
    keep_texts(effects);
    for (const auto& [timer, delay_ms] : effects.timers) {
      if (delay_ms < 0) {
        platform::stop_timer(static_cast<int>(timer));
      } else {
        platform::start_timer(static_cast<int>(timer), delay_ms);
      }
    }
    if (effects.scrolls_list_up) ui::scroll_to(ui::id_of_path("main/page/table/rows"), 0);
    if (!effects.announcement.empty()) ui::announce(ui::Politeness::polite, effects.announcement);
    if (effects.focus != Target::none) {
      ui::Id target = ui::id_of_path(path_of_target(app.state, effects.focus, effects.focus_field));
      ui::request_focus(target);
      if (effects.focus == Target::title) {
        ui::scroll_to(ui::id_of_path("main/page/body"), 0);
      } else {
        ui::scroll_into_view(target);
      }
    }
    for (Effects::Sending& sending : effects.requests) {
      for (const platform::Header& header : sending.request.headers) {
        if (header.value == app.state.fresh_id) app.state.fresh_id = platform::random_id();
      }
      app.asked[platform::send(sending.request)] = std::move(sending.ask);
    }
    if (!effects.opens.empty()) platform::open_address(effects.opens);
    if (effects.wanted_draft.empty()) break;
    offer_draft(app.state, app.effects, platform::kept(effects.wanted_draft));
  }
}

void take_event(platform::Event& event) {
  App& app = *the_app;
  State& state = app.state;
  state.clock_ms = platform::clock_ms();
  switch (event.kind) {
    case platform::EventKind::answer: {
      auto asked = app.asked.extract(event.number);
      if (asked) receive(state, app.effects, asked.mapped(), {event.status, std::move(event.text), std::move(event.etag)});
      break;
    }
    case platform::EventKind::address: follow_address(state, app.effects, event.text); break;
    case platform::EventKind::connection: set_online(state, event.status != 0); break;
    case platform::EventKind::timer: timer_ended(state, app.effects, static_cast<Timer>(event.number)); break;
    case platform::EventKind::hidden: page_hidden(state, app.effects); break;
    case platform::EventKind::visible:
    case platform::EventKind::stored: break;
  }
  carry_out();
}

}  // namespace

void start_editor() {
  the_app = std::make_unique<App>();
  State& state = the_app->state;
  state.is_online = platform::online();
  state.clock_ms = platform::clock_ms();
  state.fresh_id = platform::random_id();
  std::string language = platform::kept("language");
  if (language.empty()) language = platform::language();
  std::string address = platform::address();
  // Back from the organisation's sign-in, which ends at the front.
  if (std::string wanted = platform::kept("return-to"); !wanted.empty()) {
    platform::forget("return-to");
    if (address == "/") address = wanted;
  }
  start(state, the_app->effects, address, language, !platform::kept("signed-in").empty());
  carry_out();
}

void draw_editor() {
  App& app = *the_app;
  platform::Event event;
  while (platform::poll(event)) take_event(event);
  app.state.clock_ms = platform::clock_ms();
  ui::set_language(shared::code_of(app.state.language));
  ScreenContext context{app.state, app.effects};
  draw_screen(context);
  bool acted = context.acted;
  carry_out();
  // What a person did in this frame changed the state after a part of it was drawn.
  if (acted) ui::wake(2, "acted");
}

}  // namespace client
