// Editing an account: fields, draft, Submit, and what the server says to it.
#include <algorithm>

#include "client/editor.h"
#include "client/update.h"
#include "client/update_parts.h"
#include "shared/normalize.h"

namespace client {

using shared::Field;

namespace {

constexpr double draft_delay_ms = 500;

std::size_t index_of(Field field) { return static_cast<std::size_t>(field); }

void edited(Editor& editor, Effects& effects) {
  editor.is_draft_due = true;
  effects.timers.emplace_back(Timer::draft, draft_delay_ms);
}

// What is typed into one field, one letter after the other, is one step.
void note_step(Editor& editor, Field field, std::string_view text) {
  editor.steps.resize(editor.done_steps);
  bool goes_on = editor.is_step_open && !editor.steps.empty() && editor.steps.back().field == field;
  if (goes_on) {
    editor.steps.back().after = text;
  } else {
    if (editor.steps.size() == Editor::steps_max) editor.steps.erase(editor.steps.begin());
    editor.steps.push_back({field, shared::text_of(editor.account, field), std::string(text)});
  }
  editor.done_steps = editor.steps.size();
  editor.is_step_open = true;
}

void go_to_step(Editor& editor, Effects& effects, Field field, const std::string& text) {
  set_text(editor, field, text);
  editor.is_step_open = false;
  edited(editor, effects);
  effects.focus = Target::field;
  effects.focus_field = field;
}

void forget_draft(State& state, Effects& effects) {
  effects.timers.emplace_back(Timer::draft, -1);
  effects.forgotten_texts.push_back(draft_name(state, state.editor.customer_id));
  state.editor.is_draft_due = false;
  state.editor.draft_kept_at_ms = 0;
}

void close_to_account(State& state, Effects& effects) {
  forget_draft(state, effects);
  state.editor.is_open = false;
  go(state, effects, {View::account, state.editor.customer_id, {}}, true);
}

// Sends one profile. The same content sent again carries the same id, so that it counts once.
void put(State& state, Effects& effects, Purpose purpose, std::string_view etag, std::string body) {
  Editor& editor = state.editor;
  bool is_company = purpose == Purpose::put_company;
  std::string& sent = is_company ? editor.company_sent : editor.billing_sent;
  std::string& request_id = is_company ? editor.company_request_id : editor.billing_request_id;
  if (sent != body) {
    sent = body;
    request_id = state.fresh_id;
  }
  platform::Request request{.method = "PUT",
                            .path = "/v1/customers/" + encode_component(editor.customer_id) + "/profiles/" +
                                    (is_company ? "company" : "billing"),
                            .body = std::move(body)};
  request.headers.push_back({"If-Match", "\"" + std::string(etag) + "\""});
  request.headers.push_back({"MS-RequestId", request_id});
  ask(effects, {.purpose = purpose, .customer_id = editor.customer_id}, std::move(request));
}

void finish(State& state, Effects& effects) {
  Editor& editor = state.editor;
  int count = editor.changes_saving;
  const std::string& company = editor.stored.account.billing_profile.company_name;
  effects.announcement = say(count == 1 ? Message::saved_one : Message::saved_many, state.language,
                             {{"count", std::to_string(count)}, {"company", company}});
  editor.is_saving = false;
  state.account.customer = editor.stored;
  state.account.customer_id = editor.customer_id;
  state.account.saved_changes = count;
  state.customers.is_begun = false;
  close_to_account(state, effects);
}

// Sends what differs from the stored version: the company's profile, after its answer the billing profile, then done.
void send_next(State& state, Effects& effects) {
  Editor& editor = state.editor;
  const shared::Account& account = editor.account;
  if (account.company_profile != editor.stored.account.company_profile) {
    std::string body = shared::to_json(account.company_profile, editor.customer_id, editor.stored.company_etag);
    put(state, effects, Purpose::put_company, editor.stored.company_etag, std::move(body));
  } else if (account.billing_profile != editor.stored.account.billing_profile) {
    std::string body = shared::to_json(account.billing_profile, editor.customer_id, editor.stored.billing_etag);
    put(state, effects, Purpose::put_billing, editor.stored.billing_etag, std::move(body));
  } else {
    finish(state, effects);
  }
}

void judge_all(Editor& editor) {
  for (Field field : editor.fields) editor.is_judged[index_of(field)] = true;
  judge(editor);
}

void show_summary(Editor& editor, Effects& effects) {
  editor.shows_summary = true;
  effects.focus = Target::summary;
}

// A refusal with problems is shown at their fields, as if they had been found here.
void receive_refusal(State& state, Effects& effects, const Answer& answer) {
  Editor& editor = state.editor;
  constexpr int stale_etag = 2055;
  auto error = shared::error_from_json(answer.body, editor.server_problems);
  if (error && error->code == stale_etag) {
    editor.is_merging = true;
    ask_customer(effects, editor.customer_id, Purpose::merge);
    return;
  }
  editor.is_saving = false;
  editor.is_refused = {};
  for (const shared::Problem& problem : editor.server_problems) {
    if (problem.severity == shared::Severity::error) editor.is_refused[index_of(problem.field)] = true;
  }
  judge_all(editor);
  if (error_count(editor) > 0) return show_summary(editor, effects);
  editor.fault = Message::save_refused;
  editor.fault_reason = error ? error->description : std::string();
  effects.focus = Target::summary;
}

void take_profile(Editor& editor, const Ask& ask, const Answer& answer) {
  if (ask.purpose == Purpose::put_company) {
    auto document = shared::company_from_json(answer.body);
    editor.stored.account.company_profile = document ? document->profile : editor.account.company_profile;
    editor.account.company_profile = editor.stored.account.company_profile;
    if (document) editor.stored.company_etag = document->etag;
  } else {
    auto document = shared::billing_from_json(answer.body);
    editor.stored.account.billing_profile = document ? document->profile : editor.account.billing_profile;
    editor.account.billing_profile = editor.stored.account.billing_profile;
    if (document) editor.stored.billing_etag = document->etag;
  }
}

}  // namespace

void begin_edit(State& state, Effects& effects) {
  open_editor(state.editor, *state.account.customer);
  if (state.history.restored && state.history.customer_id == state.editor.customer_id) {
    restore(state.editor, *state.history.restored);
    state.history.restored.reset();
    return edited(state.editor, effects);
  }
  effects.wanted_draft = draft_name(state, state.editor.customer_id);
}

void keep_draft(State& state, Effects& effects) {
  Editor& editor = state.editor;
  if (!editor.is_open || !editor.is_draft_due) return;
  if (editor.change_count == 0) return forget_draft(state, effects);
  effects.timers.emplace_back(Timer::draft, -1);
  effects.kept_texts.emplace_back(draft_name(state, editor.customer_id), draft_text(editor, state.clock_ms));
  editor.is_draft_due = false;
  editor.draft_kept_at_ms = state.clock_ms;
}

void offer_draft(State& state, Effects& effects, std::string_view kept_text) {
  Editor& editor = state.editor;
  if (!editor.is_open || kept_text.empty()) return;
  editor.draft = draft_of_text(kept_text);
  bool is_usable = editor.draft && editor.draft->account.id == editor.customer_id &&
                   editor.draft->account != editor.stored.account;
  if (is_usable) return;
  editor.draft.reset();
  forget_draft(state, effects);
}

void use_draft(State& state, Effects& effects) {
  Editor& editor = state.editor;
  if (!editor.draft) return;
  Draft draft = *editor.draft;
  shared::Customer now = editor.stored;
  editor.draft.reset();
  editor.account = draft.account;
  bool is_stale = draft.stored.company_etag != now.company_etag || draft.stored.billing_etag != now.billing_etag;
  editor.fields.clear();
  if (is_stale) {
    editor.stored = draft.stored;
    merge(editor, now);
    effects.focus = Target::conflict;
  } else {
    judge(editor);
    effects.focus = Target::title;
  }
  editor.draft_kept_at_ms = draft.kept_at_ms;
}

void discard_draft(State& state, Effects& effects) {
  state.editor.draft.reset();
  forget_draft(state, effects);
  effects.focus = Target::title;
}

void edit_field(State& state, Effects& effects, Field field, std::string_view text) {
  note_step(state.editor, field, text);
  set_text(state.editor, field, text);
  state.editor.fault.reset();
  edited(state.editor, effects);
}

void leave_field(State& state, Field field) {
  Editor& editor = state.editor;
  if (!editor.is_open) return;
  shared::Account tidied = editor.account;
  shared::normalize_field(tidied, field);
  bool was_refused = editor.is_refused[index_of(field)];
  editor.is_judged[index_of(field)] = true;
  if (editor.is_step_open && editor.steps.back().field == field) editor.steps.back().after = shared::text_of(tidied, field);
  editor.is_step_open = false;
  set_text(editor, field, shared::text_of(tidied, field));
  editor.is_refused[index_of(field)] = was_refused;
}

void take_suggestion(State& state, Effects& effects, Field field) {
  const shared::Problem* problem = problem_at(state.editor, field);
  if (problem == nullptr || problem->suggestion.empty()) return;
  std::string suggestion(problem->suggestion);
  edit_field(state, effects, field, suggestion);
  effects.focus = Target::field;
  effects.focus_field = field;
  state.editor.is_step_open = false;
}

void put_back_field(State& state, Effects& effects, Field field) {
  std::string stored = shared::text_of(state.editor.stored.account, field);
  edit_field(state, effects, field, stored);
  effects.focus = Target::field;
  effects.focus_field = field;
  state.editor.is_step_open = false;
}

void undo_edit(State& state, Effects& effects) {
  Editor& editor = state.editor;
  if (!editor.is_open || editor.is_saving || editor.done_steps == 0) return;
  const EditStep& step = editor.steps[--editor.done_steps];
  go_to_step(editor, effects, step.field, step.before);
}

void redo_edit(State& state, Effects& effects) {
  Editor& editor = state.editor;
  if (!editor.is_open || editor.is_saving || editor.done_steps == editor.steps.size()) return;
  const EditStep& step = editor.steps[editor.done_steps++];
  go_to_step(editor, effects, step.field, step.after);
}

void open_review(State& state) {
  Editor& editor = state.editor;
  if (!editor.is_open || editor.is_saving || editor.change_count == 0) return;
  for (Field field : editor.fields) leave_field(state, field);
  editor.is_reviewing = editor.change_count > 0;
}

void close_review(State& state) { state.editor.is_reviewing = false; }

void show_company_address(State& state) {
  Editor& editor = state.editor;
  editor.shows_company_address = true;
  editor.fields.clear();
  judge(editor);
}

void submit_edit(State& state, Effects& effects) {
  Editor& editor = state.editor;
  if (!editor.is_open || editor.is_saving || editor.asks_discard) return;
  editor.is_reviewing = false;
  editor.fault.reset();
  shared::normalize(editor.account);
  judge_all(editor);
  if (error_count(editor) > 0) return show_summary(editor, effects);
  if (open_conflict_count(editor) > 0) {
    effects.focus = Target::conflict;
    return;
  }
  editor.conflicts.clear();
  editor.has_merged = false;
  if (editor.change_count == 0) return close_to_account(state, effects);
  keep_draft(state, effects);
  editor.is_saving = true;
  editor.changes_saving = editor.change_count;
  send_next(state, effects);
}

void receive_put(State& state, Effects& effects, const Ask& ask, const Answer& answer) {
  Editor& editor = state.editor;
  if (!editor.is_open || !editor.is_saving || ask.customer_id != editor.customer_id) return;
  if (answer.status == 200) {
    take_profile(editor, ask, answer);
    return send_next(state, effects);
  }
  if (answer.status == 400) return receive_refusal(state, effects, answer);
  editor.is_saving = false;
  editor.fault = answer.status == 0     ? Message::save_no_answer
                 : answer.status == 403 ? Message::save_forbidden
                                        : Message::save_server;
  editor.is_draft_due = true;
  keep_draft(state, effects);
  effects.focus = Target::summary;
}

void receive_merge(State& state, Effects& effects, const Ask& ask, const Answer& answer) {
  Editor& editor = state.editor;
  if (!editor.is_open || !editor.is_merging || ask.customer_id != editor.customer_id) return;
  editor.is_merging = editor.is_saving = false;
  auto theirs = shared::customer_from_json(answer.body);
  if (answer.status != 200 || !theirs) {
    editor.fault = answer.status == 0 ? Message::save_no_answer : Message::save_server;
    effects.focus = Target::summary;
    return;
  }
  state.account.customer = *theirs;
  merge(editor, *theirs);
  edited(editor, effects);
  effects.focus = Target::conflict;
}

void choose(State& state, Effects& effects, Field field, Choice choice) {
  Editor& editor = state.editor;
  for (Conflict& conflict : editor.conflicts) {
    if (conflict.field != field) continue;
    conflict.choice = choice;
    set_text(editor, field, choice == Choice::theirs ? conflict.theirs : conflict.mine);
  }
  edited(editor, effects);
}

void cancel_edit(State& state, Effects& effects) {
  if (state.editor.is_saving) return;
  state.editor.is_reviewing = false;
  if (state.editor.change_count == 0) return close_to_account(state, effects);
  state.editor.asks_discard = true;
}

void keep_editing(State& state) { state.editor.asks_discard = false; }

void discard_edit(State& state, Effects& effects) {
  state.editor.asks_discard = false;
  close_to_account(state, effects);
}

}  // namespace client
