#include "client/editor.h"

#include <algorithm>
#include <charconv>

#include "client/address_form.h"
#include "client/update.h"
#include "shared/normalize.h"
#include "shared/validate.h"

namespace client {

using shared::Field;

namespace {

std::size_t index_of(Field field) { return static_cast<std::size_t>(field); }

// One person answers for the bills: the address carries the same name, and follows where it did so before.
Field follower_of(Field field) {
  switch (field) {
    case Field::billing_first_name: return Field::billing_address_first_name;
    case Field::billing_last_name: return Field::billing_address_last_name;
    default: return field;
  }
}

void add_address(std::vector<Field>& fields, const shared::Account& account, shared::Profile profile) {
  for (const FieldRow& row : address_rows(account, profile)) {
    fields.push_back(row.first);
    if (row.is_pair()) fields.push_back(row.second);
  }
}

shared::Account tidied(const shared::Account& account) {
  shared::Account result = account;
  shared::normalize(result);
  return result;
}

// What is refused when it is empty, is required. Asked of the rules themselves, for this account's country.
void find_required(Editor& editor) {
  shared::Account account = tidied(editor.account);
  shared::ProblemList problems;
  editor.is_required = {};
  for (Field field : editor.fields) {
    std::string text;
    std::swap(text, shared::text_of(account, field));
    shared::validate(account, problems);
    const shared::Problem* problem = problems.first_of(field);
    editor.is_required[index_of(field)] = problem != nullptr && problem->severity == shared::Severity::error;
    std::swap(text, shared::text_of(account, field));
  }
}

bool is_error(const shared::Problem* problem) {
  return problem != nullptr && problem->severity == shared::Severity::error;
}

bool is_company_address(Field field) {
  return field >= Field::company_address_country && field <= Field::company_address_phone_number;
}

void list_fields(Editor& editor) {
  editor.fields = form_fields(editor.account, editor.shows_company_address);
  editor.begins_row = {};
  for (const shared::Profile profile : {shared::Profile::company, shared::Profile::billing}) {
    for (const FieldRow& row : address_rows(editor.account, profile)) editor.begins_row[index_of(row.first)] = true;
  }
  find_required(editor);
}

const shared::Problem* own_problem(const shared::ProblemList& problems, Field field) {
  const shared::Problem* problem = problems.first_of(field);
  return problem ? problem : problems.first_of(follower_of(field));
}

}  // namespace

std::vector<Field> form_fields(const shared::Account& account, bool with_company_address) {
  std::vector<Field> fields{Field::company_company_name, Field::company_organization_registration_number,
                            Field::company_email};
  if (with_company_address) {
    add_address(fields, account, shared::Profile::company);
    fields.push_back(Field::company_address_phone_number);
  }
  fields.insert(fields.end(), {Field::billing_company_name, Field::billing_tax_id});
  add_address(fields, account, shared::Profile::billing);
  fields.insert(fields.end(), {Field::billing_first_name, Field::billing_last_name, Field::billing_email,
                               Field::billing_address_phone_number, Field::billing_language, Field::billing_culture});
  return fields;
}

void open_editor(Editor& editor, const shared::Customer& customer) {
  // A ProblemList is not copied, so each part is set anew.
  editor.is_open = true;
  editor.customer_id = customer.account.id;
  editor.stored = customer;
  editor.account = customer.account;
  editor.is_judged = {};
  editor.is_refused = {};
  editor.server_problems.clear();
  editor.shows_company_address = false;
  editor.shows_summary = editor.asks_discard = editor.is_saving = false;
  editor.is_reviewing = false;
  editor.steps.clear();
  editor.done_steps = 0;
  editor.is_step_open = false;
  editor.company_sent.clear();
  editor.billing_sent.clear();
  editor.fault.reset();
  editor.is_merging = editor.has_merged = false;
  editor.conflicts.clear();
  editor.draft.reset();
  editor.is_draft_due = false;
  editor.draft_kept_at_ms = 0;
  list_fields(editor);
  judge(editor);
}

void judge(Editor& editor) {
  shared::Account account = tidied(editor.account);
  shared::validate(account, editor.problems);
  bool has_company_address_error = false;
  for (const shared::Problem& problem : editor.problems) {
    has_company_address_error |= is_error(&problem) && is_company_address(problem.field);
  }
  bool wants_company_address = editor.shows_company_address || has_company_address_error;
  if (wants_company_address != editor.shows_company_address || editor.fields.empty()) {
    editor.shows_company_address = wants_company_address;
    list_fields(editor);
  }
  shared::Account before = tidied(editor.stored.account);
  editor.change_count = 0;
  for (Field field : form_fields(editor.account, true)) {
    editor.change_count += shared::text_of(account, field) != shared::text_of(before, field);
  }
  if (error_count(editor) == 0) editor.shows_summary = false;
}

void set_text(Editor& editor, Field field, std::string_view text) {
  Field follower = follower_of(field);
  bool follows = shared::text_of(editor.account, follower) == shared::text_of(editor.account, field);
  shared::text_of(editor.account, field) = text;
  if (follows) shared::text_of(editor.account, follower) = text;
  editor.is_refused[index_of(field)] = false;
  editor.is_refused[index_of(follower)] = false;
  judge(editor);
}

const shared::Problem* problem_at(const Editor& editor, Field field) {
  Field follower = follower_of(field);
  bool is_refused = editor.is_refused[index_of(field)] || editor.is_refused[index_of(follower)];
  const shared::Problem* local = editor.is_judged[index_of(field)] ? own_problem(editor.problems, field) : nullptr;
  if (is_error(local) || !is_refused) return local;
  const shared::Problem* refused = own_problem(editor.server_problems, field);
  return refused ? refused : local;
}

bool is_changed(const Editor& editor, Field field) {
  shared::Account now = editor.account;
  shared::normalize_field(now, field);
  if (shared::text_of(now, field) == shared::text_of(editor.stored.account, field)) return false;
  shared::Account before = editor.stored.account;
  shared::normalize_field(before, field);
  return shared::text_of(now, field) != shared::text_of(before, field);
}

int error_count(const Editor& editor) {
  int count = 0;
  for (Field field : editor.fields) count += is_error(problem_at(editor, field));
  return count;
}

int open_conflict_count(const Editor& editor) {
  int count = 0;
  for (const Conflict& conflict : editor.conflicts) count += conflict.choice == Choice::none;
  return count;
}

void merge(Editor& editor, const shared::Customer& theirs) {
  shared::Customer base = editor.stored;
  editor.stored = theirs;
  editor.conflicts.clear();
  editor.has_merged = true;
  std::vector<Field> shown = form_fields(editor.account, true);
  for (Field field : shared::all_fields()) {
    const std::string& before = shared::text_of(base.account, field);
    const std::string& other = shared::text_of(theirs.account, field);
    std::string& mine = shared::text_of(editor.account, field);
    if (other == before || other == mine) continue;
    if (mine == before) {
      mine = other;
    } else if (std::find(shown.begin(), shown.end(), field) != shown.end()) {
      editor.conflicts.push_back({field, mine, other, Choice::none});
    }
  }
  list_fields(editor);
  judge(editor);
}

void restore(Editor& editor, const shared::Account& earlier) {
  shared::CompanyProfile company = earlier.company_profile;
  company.tenant_id = editor.stored.account.company_profile.tenant_id;
  company.domain = editor.stored.account.company_profile.domain;
  editor.account.company_profile = company;
  editor.account.billing_profile = earlier.billing_profile;
  list_fields(editor);
  for (Field field : editor.fields) editor.is_judged[index_of(field)] = true;
  judge(editor);
}

std::string draft_text(const Editor& editor, double clock_ms) {
  shared::Customer mine = editor.stored;
  mine.account = editor.account;
  // Three lines: JSON is written without line breaks.
  return std::to_string(static_cast<long long>(clock_ms)) + "\n" + shared::to_json(editor.stored) + "\n" +
         shared::to_json(mine);
}

std::optional<Draft> draft_of_text(std::string_view text) {
  std::size_t first = text.find('\n');
  std::size_t second = first == text.npos ? first : text.find('\n', first + 1);
  if (second == text.npos) return std::nullopt;
  long long kept_at_ms = 0;
  std::from_chars(text.data(), text.data() + first, kept_at_ms);
  auto stored = shared::customer_from_json(text.substr(first + 1, second - first - 1));
  auto mine = shared::customer_from_json(text.substr(second + 1));
  if (!stored || !mine) return std::nullopt;
  return Draft{static_cast<double>(kept_at_ms), *stored, mine->account};
}

}  // namespace client
