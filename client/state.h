// All that the editor knows, as plain values. Changed by client/update.h alone, shown by client/screens/. Language is applied
// when drawing, so switching it changes no value here but `language`.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/answers.h"
#include "client/messages.h"
#include "client/route.h"
#include "shared/account.h"
#include "shared/field.h"
#include "shared/problem.h"
#include "shared/wire.h"

namespace client {

struct SignIn {
  std::string user;
  std::string password;
  bool shows_password = false;
  bool busy = false;
  std::optional<Message> problem;
  std::optional<Message> notice;  // Why a person who worked is here again.
  std::string return_to;          // Address wanted before signing in; empty: the customer list.
  bool asked_options = false;     // How one may sign in here.
  std::string openid_address;     // Of the organisation's own sign-in; empty: there is none.
};

// Some rows of the list, asked for together.
struct CustomerWindow {
  int version = 0;  // Of the list when it was asked for; older ones are shown until they come again.
  std::vector<shared::CustomerSummary> rows;
};

struct CustomerList {
  static constexpr int window_rows = 200;
  static constexpr int asked_windows_max = 2;
  static constexpr std::size_t windows_max = 40;

  std::string search;  // As typed.
  std::string asked;   // What `windows` answer to.
  bool is_begun = false;
  int version = 0;     // Counts searches and visits, so that late answers to old ones are known.
  int asked_windows = 0;
  std::map<int, CustomerWindow> windows;  // By number; window n holds rows from n * window_rows.
  std::int64_t matching_count = -1;       // -1: not known yet.
  std::int64_t customer_count = 0;
  std::optional<Message> fault;
};

struct AccountView {
  std::string customer_id;  // Of the customer shown or asked for.
  bool is_loading = false;
  std::optional<shared::Customer> customer;
  std::optional<Message> fault;
  int saved_changes = 0;    // By the last Submit: shown until the next route.
};

// Whether the customer may buy for itself, of the account that is shown. Each switch is sent at once.
struct PurchaseView {
  int version = 0;                       // Counts switches, so that late answers to older questions are known.
  std::optional<PurchasePolicy> policy;  // Nothing: not known yet.
  std::optional<Message> fault;          // Why it could not be read.
  std::optional<Purchase> asking;        // Turning on asks first.
  std::optional<Purchase> saving;
  bool wanted = false;                   // What is being saved, or was when no answer came.
  bool is_unsure = false;                // No answer came: what is stored is being read.
  std::optional<Purchase> told;          // What `notice` is about.
  std::optional<Message> notice;         // What became of the last switch; until the next.
};

struct HistoryView {
  std::string customer_id;               // Of the entries; empty: none were asked for.
  std::vector<HistoryEntry> entries;     // Newest first.
  bool has_more = false;
  bool is_loading = false;
  std::optional<Message> fault;
  std::int64_t restoring = 0;            // Number of the entry that is being fetched.
  std::optional<shared::Account> restored;  // To be edited, once the customer is there.
};

// A field that two people changed.
enum class Choice : std::uint8_t { none, mine, theirs };
struct Conflict {
  shared::Field field = shared::Field::id;
  std::string mine;
  std::string theirs;
  Choice choice = Choice::none;
};

// Changes found on this device that were not submitted.
struct Draft {
  double kept_at_ms = 0;
  shared::Customer stored;    // What they were made to.
  shared::Account account;    // With them.
};

// One field's way from one text to another, until it was left.
struct EditStep {
  shared::Field field = shared::Field::id;
  std::string before;
  std::string after;
};

struct Editor {
  static constexpr std::size_t steps_max = 200;

  bool is_open = false;
  std::string customer_id;
  shared::Customer stored;    // As the server holds it, as far as known.
  shared::Account account;    // As typed; a field is tidied when it is left.
  std::vector<shared::Field> fields;  // That the form shows, in its order.
  std::array<bool, shared::field_count> begins_row{};  // Of fields of an address.
  std::array<bool, shared::field_count> is_required{};
  std::array<bool, shared::field_count> is_judged{};       // Left once, or Submit was pressed.
  std::array<bool, shared::field_count> is_refused{};      // The server named it; not edited since.
  shared::ProblemList problems;         // Of `account`, tidied.
  shared::ProblemList server_problems;  // Of the last refusal.
  int change_count = 0;                 // Of shown fields.
  bool shows_company_address = false;
  bool shows_summary = false;           // After a Submit that found errors, until none is left.
  bool asks_discard = false;
  bool is_reviewing = false;            // The list of changes is open.
  std::vector<EditStep> steps;          // Oldest first.
  std::size_t done_steps = 0;           // Of them; what stands behind was undone.
  bool is_step_open = false;            // The last one goes on while its field is edited.
  bool is_saving = false;
  int changes_saving = 0;
  std::string company_request_id;       // One for every content sent: sent again, it counts once.
  std::string billing_request_id;
  std::string company_sent;
  std::string billing_sent;
  std::optional<Message> fault;         // Why the last Submit stored nothing.
  std::string fault_reason;
  bool is_merging = false;              // The stored version is being read again.
  bool has_merged = false;              // The banner about it is shown.
  std::vector<Conflict> conflicts;
  std::optional<Draft> draft;           // Offered.
  bool is_draft_due = false;            // Edited since it was kept.
  double draft_kept_at_ms = 0;          // 0: none.
};

struct State {
  shared::Language language = shared::Language::english;
  bool is_online = true;
  double clock_ms = 0;          // Since 1970; set by the host before each change.
  std::string fresh_id;         // A UUID that nothing used yet; set by the host before each change.
  bool is_starting = true;      // Who is signed in is not known yet.
  std::optional<Message> start_fault;
  Route route;
  bool menu_is_open = false;    // Of the narrow page.
  bool shows_shortcuts = false; // The sheet of keys.
  std::optional<shared::Session> session;
  SignIn sign_in;
  CustomerList customers;
  AccountView account;
  PurchaseView purchase;
  HistoryView history;
  Editor editor;
};

inline bool may(const State& state, shared::Permission permission) {
  return state.session && state.session->permissions.contains(permission);
}

}  // namespace client
