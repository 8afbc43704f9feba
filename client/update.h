// Everything that changes the state: what a person does, and what arrives. What must happen outside is collected in Effects,
// which client/app.cpp carries out. No network, clock or screen here: whole stories run in tests.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/platform.h"
#include "client/state.h"

namespace client {

enum class Purpose : std::uint8_t { session, sign_in_options, sign_in, sign_out, customers, customer, merge, put_company, put_billing, policy, switch_policy, history, history_entry };

// What a request was for; comes back with its answer.
struct Ask {
  Purpose purpose = Purpose::session;
  std::string customer_id{};
  int window = 0;   // customers
  int version = 0;  // customers
};

struct Answer {
  int status = 0;  // 0: none came.
  std::string body;
  std::string etag;
};

enum class Timer : int { search = 1, draft = 2 };

enum class Target : std::uint8_t { none, title, summary, field, conflict, search, user, password };

struct Effects {
  struct Sending {
    Ask ask;
    platform::Request request;
  };
  std::vector<Sending> requests;
  struct Address {
    std::string path;
    bool replaces = false;
  };
  std::vector<Address> addresses;
  std::vector<std::pair<std::string, std::string>> kept_texts;
  std::vector<std::string> forgotten_texts;
  bool forgets_drafts = false;
  bool scrolls_list_up = false;
  std::string opens;         // An address of the server to go to, away from this page.
  std::string wanted_draft;  // Name of a kept text to be given to offer_draft().
  std::vector<std::pair<Timer, double>> timers;  // Negative delay: stop.
  Target focus = Target::none;
  shared::Field focus_field = shared::Field::id;
  std::string announcement;
};

// ---- Beginning, routes, language.
void start(State& state, Effects& effects, std::string_view address, std::string_view language, bool was_signed_in);
void start_again(State& state, Effects& effects);  // After a fault.
void go(State& state, Effects& effects, const Route& route, bool replaces = false);
void follow_address(State& state, Effects& effects, std::string_view address);  // Back, forward.
void set_language(State& state, Effects& effects, shared::Language language);
void set_online(State& state, bool is_online);
void show_shortcuts(State& state, bool shows);

// ---- Arrivals.
void receive(State& state, Effects& effects, const Ask& ask, const Answer& answer);
void timer_ended(State& state, Effects& effects, Timer timer);
void page_hidden(State& state, Effects& effects);
void offer_draft(State& state, Effects& effects, std::string_view kept_text);

// ---- Sign-in.
void submit_sign_in(State& state, Effects& effects);
void sign_in_with_organisation(State& state, Effects& effects);
void sign_out(State& state, Effects& effects);

// ---- Customers.
void type_search(State& state, Effects& effects, std::string_view text);
void clear_search(State& state, Effects& effects);
// The rows that are seen: asks for what is missing.
void want_rows(State& state, Effects& effects, int first, int end);
const shared::CustomerSummary* row_at(const CustomerList& list, int index);  // nullptr: not here yet.
void load_again(State& state, Effects& effects);  // List or account, after a fault.

// ---- Permission to buy.
void switch_purchase(State& state, Effects& effects, Purchase what, bool wanted);  // Turning on asks first.
void allow_purchase(State& state, Effects& effects);   // Yes, to what was asked.
void leave_purchase(State& state);                     // No.
void load_purchase(State& state, Effects& effects);    // Again, after a fault.

// ---- History.
void load_older_history(State& state, Effects& effects);
void restore_entry(State& state, Effects& effects, std::int64_t number);

// ---- Editing.
void edit_field(State& state, Effects& effects, shared::Field field, std::string_view text);
void leave_field(State& state, shared::Field field);
void take_suggestion(State& state, Effects& effects, shared::Field field);
void put_back_field(State& state, Effects& effects, shared::Field field);
void show_company_address(State& state);
void undo_edit(State& state, Effects& effects);
void redo_edit(State& state, Effects& effects);
void open_review(State& state);
void close_review(State& state);
void submit_edit(State& state, Effects& effects);
void cancel_edit(State& state, Effects& effects);
void keep_editing(State& state);
void discard_edit(State& state, Effects& effects);
void use_draft(State& state, Effects& effects);
void discard_draft(State& state, Effects& effects);
void choose(State& state, Effects& effects, shared::Field field, Choice choice);

// What is wrong with a field and may be said now; nullptr: nothing. Lives until the next change.
const shared::Problem* problem_at(const Editor& editor, shared::Field field);
bool is_changed(const Editor& editor, shared::Field field);
int error_count(const Editor& editor);
int open_conflict_count(const Editor& editor);

}  // namespace client
