// Beginning, routes, sign-in, and the customer list.
#include "client/update.h"

#include "client/editor.h"
#include "client/update_parts.h"

namespace client {

void ask(Effects& effects, Ask what, platform::Request request) {
  request.headers.push_back({"Accept", "application/json"});
  effects.requests.push_back({std::move(what), std::move(request)});
}

void ask_customer(Effects& effects, std::string_view customer_id, Purpose purpose) {
  ask(effects, {.purpose = purpose, .customer_id = std::string(customer_id)},
      {.path = "/v1/customers/" + encode_component(customer_id)});
}

std::string draft_name(const State& state, std::string_view customer_id) {
  return "draft/" + (state.session ? state.session->user : std::string()) + "/" + std::string(customer_id);
}

std::optional<Message> fault_of(int status) {
  if (status == 200) return std::nullopt;
  if (status == 0) return Message::load_no_answer;
  if (status == 403) return Message::load_forbidden;
  if (status == 404 || status == 400) return Message::load_not_found;
  return Message::load_server;
}

namespace {

void refresh_list(State& state, Effects& effects) {
  CustomerList& list = state.customers;
  // The same search again, on another visit: its rows are shown until they come anew.
  if (list.asked != list.search) {
    list.windows.clear();
    effects.scrolls_list_up = true;
  }
  list.asked = list.search;
  list.is_begun = true;
  list.fault.reset();
  list.asked_windows = 0;
  ++list.version;
  want_rows(state, effects, 0, 1);
}

void enter_customers(State& state, Effects& effects) {
  CustomerList& list = state.customers;
  if (list.search != state.route.search) list.search = state.route.search;
  if (!list.is_begun || list.asked != list.search) list.matching_count = -1;
  refresh_list(state, effects);
}

void load_account(State& state, Effects& effects) {
  AccountView& account = state.account;
  if (account.customer_id != state.route.customer_id) {
    account.customer.reset();
    account.saved_changes = 0;
  }
  account.customer_id = state.route.customer_id;
  account.is_loading = true;
  account.fault.reset();
  if (state.route.view == View::account) load_purchase(state, effects);
  ask_customer(effects, account.customer_id, Purpose::customer);
}

// The customer's name stands above its history.
void enter_history(State& state, Effects& effects) {
  bool is_known = state.account.customer && state.account.customer->account.id == state.route.customer_id;
  if (!is_known) load_account(state, effects);
  load_history(state, effects);
}

void enter_edit(State& state, Effects& effects) {
  Editor& editor = state.editor;
  if (!may(state, shared::Permission::update_billing_profile)) {
    go(state, effects, {View::account, state.route.customer_id, {}}, true);
    return;
  }
  if (editor.is_open && editor.customer_id == state.route.customer_id) return;
  const std::optional<shared::Customer>& customer = state.account.customer;
  if (customer && customer->account.id == state.route.customer_id && !state.account.is_loading) {
    begin_edit(state, effects);
  } else {
    load_account(state, effects);
  }
}

// What the new route needs. A dirty form that is left stays on the device as a draft.
void enter_route(State& state, Effects& effects) {
  state.menu_is_open = false;
  if (state.route.view != View::account) state.account.saved_changes = 0;
  if (state.route.view != View::edit && state.route.view != View::sign_in) state.history.restored.reset();
  if (state.route.view != View::edit && state.route.view != View::sign_in && state.editor.is_open) {
    keep_draft(state, effects);
    state.editor.is_open = false;
  }
  if (state.route.view == View::sign_in) {
    effects.focus = state.sign_in.user.empty() ? Target::user : Target::password;
    if (!state.sign_in.asked_options) ask(effects, {.purpose = Purpose::sign_in_options}, {.path = "/session/options"});
    state.sign_in.asked_options = true;
    return;
  }
  effects.focus = Target::title;
  switch (state.route.view) {
    case View::customers: enter_customers(state, effects); break;
    case View::account: load_account(state, effects); break;
    case View::edit: enter_edit(state, effects); break;
    case View::history: enter_history(state, effects); break;
    case View::sign_in:
    case View::unknown: break;
  }
}

void show_sign_in(State& state, Effects& effects, std::string_view return_to) {
  state.sign_in.return_to = return_to;
  state.route = {View::sign_in, {}, {}};
  effects.addresses.push_back({address_of(state.route), true});
  enter_route(state, effects);
}

void signed_in(State& state, Effects& effects, const shared::Session& session) {
  bool is_other_person = state.session && state.session->user != session.user;
  if (is_other_person || state.sign_in.return_to.empty()) state.editor.is_open = false;
  state.session = session;
  effects.kept_texts.emplace_back("signed-in", "1");
  state.sign_in.password.clear();
  state.sign_in.notice.reset();
  state.sign_in.problem.reset();
  Route wanted = route_of(state.sign_in.return_to.empty() ? "/customers" : state.sign_in.return_to);
  if (wanted.view == View::sign_in) wanted = Route{};
  state.sign_in.return_to.clear();
  go(state, effects, wanted, true);
}

void receive_session(State& state, Effects& effects, const Answer& answer) {
  state.is_starting = false;
  if (answer.status == 200) {
    if (auto session = shared::session_from_json(answer.body)) {
      state.sign_in.return_to = address_of(state.route);
      signed_in(state, effects, *session);
      // A page that was just loaded is read from its start.
      effects.focus = Target::none;
      return;
    }
  }
  state.start_fault = answer.status == 0 ? Message::load_no_answer : Message::load_server;
}

void receive_sign_in(State& state, Effects& effects, const Answer& answer) {
  SignIn& sign_in = state.sign_in;
  sign_in.busy = false;
  bool is_accepted = answer.status >= 200 && answer.status < 300;
  if (is_accepted) {
    if (auto session = shared::session_from_json(answer.body)) return signed_in(state, effects, *session);
  }
  if (answer.status == 401 || answer.status == 403 || answer.status == 400) {
    sign_in.problem = Message::sign_in_wrong;
    effects.focus = Target::password;
  } else if (answer.status == 429) {
    sign_in.problem = Message::sign_in_later;
  } else {
    sign_in.problem = answer.status == 0 ? Message::load_no_answer : Message::load_server;
  }
}

void receive_customers(State& state, const Ask& ask, const Answer& answer) {
  CustomerList& list = state.customers;
  if (ask.version != list.version) return;
  --list.asked_windows;
  list.fault = fault_of(answer.status);
  auto page = shared::customer_page_from_json(answer.body);
  if (!list.fault && !page) list.fault = Message::load_server;
  if (list.fault) {
    list.windows.erase(ask.window);
    return;
  }
  list.matching_count = page->matching_count;
  list.customer_count = page->customer_count;
  list.windows[ask.window] = {list.version, std::move(page->items)};
}

void receive_customer(State& state, Effects& effects, const Ask& ask, const Answer& answer) {
  AccountView& account = state.account;
  if (ask.customer_id != account.customer_id) return;
  account.is_loading = false;
  account.fault = fault_of(answer.status);
  if (account.fault) return;
  auto customer = shared::customer_from_json(answer.body);
  if (!customer) {
    account.fault = Message::load_server;
    return;
  }
  account.customer = *customer;
  if (state.route.view == View::edit && !state.editor.is_open) begin_edit(state, effects);
}

void lose_session(State& state, Effects& effects) {
  // Who it was is kept until somebody signs in: the form that is open belongs to that person.
  effects.forgotten_texts.push_back("signed-in");
  state.is_starting = false;
  state.editor.is_saving = false;
  state.account.is_loading = false;
  forget_purchase(state);
  state.customers.is_begun = false;
  ++state.customers.version;
  if (state.route.view == View::sign_in) return;
  if (state.editor.is_open) keep_draft(state, effects);
  bool worked = state.session.has_value();
  if (worked) {
    state.sign_in.notice = Message::sign_in_again;
    state.sign_in.user = state.session->user;
  }
  show_sign_in(state, effects, address_of(state.route));
}

}  // namespace

void start(State& state, Effects& effects, std::string_view address, std::string_view language, bool was_signed_in) {
  state.language = shared::language_of_tag(language);
  state.route = route_of(address);
  bool is_front = state.route.view == View::sign_in || address == "/";
  if (is_front && !was_signed_in) {
    state.is_starting = false;
    return show_sign_in(state, effects, "");
  }
  start_again(state, effects);
}

void start_again(State& state, Effects& effects) {
  state.is_starting = true;
  state.start_fault.reset();
  ask(effects, {.purpose = Purpose::session}, {.path = "/session"});
}

void go(State& state, Effects& effects, const Route& route, bool replaces) {
  state.route = route;
  effects.addresses.push_back({address_of(route), replaces});
  enter_route(state, effects);
}

void follow_address(State& state, Effects& effects, std::string_view address) {
  Route route = route_of(address);
  if (state.is_starting || route == state.route) return;
  if (state.route.view == View::sign_in) {
    state.sign_in.return_to = address;
    effects.addresses.push_back({address_of(state.route), true});
    return;
  }
  if (route.view == View::sign_in) route = Route{};
  state.route = route;
  enter_route(state, effects);
}

void set_language(State& state, Effects& effects, shared::Language language) {
  state.language = language;
  effects.kept_texts.emplace_back("language", shared::code_of(language));
}

void set_online(State& state, bool is_online) { state.is_online = is_online; }

void show_shortcuts(State& state, bool shows) { state.shows_shortcuts = shows; }

void receive(State& state, Effects& effects, const Ask& ask, const Answer& answer) {
  bool is_of_sign_in = ask.purpose == Purpose::sign_in || ask.purpose == Purpose::sign_out || ask.purpose == Purpose::sign_in_options;
  if (answer.status == 401 && !is_of_sign_in) {
    return lose_session(state, effects);
  }
  switch (ask.purpose) {
    case Purpose::session: return receive_session(state, effects, answer);
    case Purpose::sign_in_options:
      if (answer.status == 200) state.sign_in.openid_address = openid_address_from_json(answer.body);
      return;
    case Purpose::sign_in: return receive_sign_in(state, effects, answer);
    case Purpose::sign_out: return;
    case Purpose::customers: return receive_customers(state, ask, answer);
    case Purpose::customer: return receive_customer(state, effects, ask, answer);
    case Purpose::merge: return receive_merge(state, effects, ask, answer);
    case Purpose::policy: return receive_policy(state, effects, ask, answer);
    case Purpose::switch_policy: return receive_switch(state, effects, ask, answer);
    case Purpose::history: return receive_history(state, ask, answer);
    case Purpose::history_entry: return receive_history_entry(state, effects, ask, answer);
    case Purpose::put_company:
    case Purpose::put_billing: return receive_put(state, effects, ask, answer);
  }
}

void timer_ended(State& state, Effects& effects, Timer timer) {
  if (timer == Timer::draft) return keep_draft(state, effects);
  if (state.route.view != View::customers || state.customers.asked == state.customers.search) return;
  state.route.search = state.customers.search;
  effects.addresses.push_back({address_of(state.route), true});
  refresh_list(state, effects);
}

void page_hidden(State& state, Effects& effects) { keep_draft(state, effects); }

void submit_sign_in(State& state, Effects& effects) {
  SignIn& sign_in = state.sign_in;
  if (sign_in.busy) return;
  sign_in.problem.reset();
  if (sign_in.user.empty()) {
    sign_in.problem = Message::user_missing;
    effects.focus = Target::user;
  } else if (sign_in.password.empty()) {
    sign_in.problem = Message::password_missing;
    effects.focus = Target::password;
  } else {
    sign_in.busy = true;
    ask(effects, {.purpose = Purpose::sign_in},
        {.method = "POST", .path = "/session", .body = shared::credentials_to_json(sign_in.user, sign_in.password)});
  }
}

// The page is left. Coming back, the editor asks who is signed in, and goes where it was to go.
void sign_in_with_organisation(State& state, Effects& effects) {
  if (state.sign_in.openid_address.empty()) return;
  effects.kept_texts.emplace_back("signed-in", "1");
  if (!state.sign_in.return_to.empty()) effects.kept_texts.emplace_back("return-to", state.sign_in.return_to);
  effects.opens = state.sign_in.openid_address;
}

void sign_out(State& state, Effects& effects) {
  ask(effects, {.purpose = Purpose::sign_out}, {.method = "DELETE", .path = "/session"});
  effects.forgotten_texts.push_back("signed-in");
  effects.forgets_drafts = true;
  state.session.reset();
  state.editor.is_open = false;
  state.account = {};
  forget_purchase(state);
  state.history = {};
  int version = state.customers.version + 1;
  state.customers = {};
  state.customers.version = version;
  state.sign_in = {};
  state.menu_is_open = false;
  show_sign_in(state, effects, "");
}

void type_search(State& state, Effects& effects, std::string_view text) {
  state.customers.search = text;
  effects.timers.emplace_back(Timer::search, 300);
}

void clear_search(State& state, Effects& effects) {
  state.customers.search.clear();
  effects.timers.emplace_back(Timer::search, 0);
  effects.focus = Target::search;
}

void want_rows(State& state, Effects& effects, int first, int end) {
  CustomerList& list = state.customers;
  if (list.fault || first >= end) return;
  int last_window = (end - 1) / CustomerList::window_rows;
  for (int window = first / CustomerList::window_rows; window <= last_window; ++window) {
    auto known = list.windows.find(window);
    bool is_fresh = known != list.windows.end() && known->second.version == list.version;
    if (is_fresh || list.asked_windows >= CustomerList::asked_windows_max) continue;
    if (known == list.windows.end() && list.windows.size() >= CustomerList::windows_max) {
      // The one farthest from what is seen.
      bool drops_first = window - list.windows.begin()->first > list.windows.rbegin()->first - window;
      list.windows.erase(drops_first ? list.windows.begin() : std::prev(list.windows.end()));
    }
    list.windows[window].version = list.version;
    ++list.asked_windows;
    std::string path = "/v1/customers?size=" + std::to_string(CustomerList::window_rows) +
                       "&offset=" + std::to_string(window * CustomerList::window_rows);
    if (!list.asked.empty()) path += "&search=" + encode_component(list.asked);
    ask(effects, {.purpose = Purpose::customers, .window = window, .version = list.version}, {.path = path});
  }
}

const shared::CustomerSummary* row_at(const CustomerList& list, int index) {
  auto window = list.windows.find(index / CustomerList::window_rows);
  if (window == list.windows.end()) return nullptr;
  auto place = static_cast<std::size_t>(index % CustomerList::window_rows);
  return place < window->second.rows.size() ? &window->second.rows[place] : nullptr;
}

void load_again(State& state, Effects& effects) {
  if (state.route.view == View::customers) {
    refresh_list(state, effects);
  } else if (state.route.view == View::history) {
    enter_history(state, effects);
  } else {
    load_account(state, effects);
  }
}

}  // namespace client
