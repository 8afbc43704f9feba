// The history of one customer: read page by page, and earlier values taken up as a draft.
#include "client/update.h"
#include "client/update_parts.h"

namespace client {
namespace {

constexpr int page_entries = 50;

void ask_page(State& state, Effects& effects) {
  HistoryView& history = state.history;
  history.is_loading = true;
  history.fault.reset();
  std::string path = "/v1/customers/" + encode_component(history.customer_id) + "/history?size=" + std::to_string(page_entries);
  if (!history.entries.empty()) path += "&before=" + std::to_string(history.entries.back().number);
  ask(effects, {.purpose = Purpose::history, .customer_id = history.customer_id,
                .window = static_cast<int>(history.entries.size())}, {.path = path});
}

}  // namespace

void load_history(State& state, Effects& effects) {
  state.history = {};
  state.history.customer_id = state.route.customer_id;
  ask_page(state, effects);
}

void load_older_history(State& state, Effects& effects) {
  if (!state.history.is_loading && state.history.has_more) ask_page(state, effects);
}

void receive_history(State& state, const Ask& ask, const Answer& answer) {
  HistoryView& history = state.history;
  bool is_expected = ask.customer_id == history.customer_id && ask.window == static_cast<int>(history.entries.size());
  if (!is_expected) return;
  history.is_loading = false;
  history.fault = fault_of(answer.status);
  auto page = history_from_json(answer.body);
  if (!history.fault && !page) history.fault = Message::load_server;
  if (history.fault) return;
  history.has_more = page->has_more;
  for (HistoryEntry& entry : page->entries) history.entries.push_back(std::move(entry));
}

void restore_entry(State& state, Effects& effects, std::int64_t number) {
  HistoryView& history = state.history;
  if (history.restoring != 0) return;
  history.restoring = number;
  history.fault.reset();
  ask(effects, {.purpose = Purpose::history_entry, .customer_id = history.customer_id},
      {.path = "/v1/customers/" + encode_component(history.customer_id) + "/history/" + std::to_string(number)});
}

void receive_history_entry(State& state, Effects& effects, const Ask& ask, const Answer& answer) {
  HistoryView& history = state.history;
  if (ask.customer_id != history.customer_id || history.restoring == 0) return;
  history.restoring = 0;
  auto account = account_of_entry(answer.body);
  if (answer.status != 200 || !account) {
    history.fault = Message::history_restore_fault;
    return;
  }
  history.restored = std::move(*account);
  // The stored version is read anew: the draft is made to what holds now.
  state.account.customer.reset();
  state.editor.is_open = false;
  go(state, effects, {View::edit, history.customer_id, {}}, false);
}

}  // namespace client
