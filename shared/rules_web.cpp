// The rules as WebAssembly, for the JavaScript package (web/rules) and through it for tests and script/bench. Text comes
// and goes as UTF-8: the caller asks for room, writes there, calls, and reads the answer, which stands until the next call.
// Several texts of one call stand behind each other, with their sizes given. Neither side frees anything: both buffers are
// kept and used again.
#include <emscripten.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "shared/country_rules.h"
#include "shared/json_writer.h"
#include "shared/judge.h"
#include "shared/messages_tables.h"
#include "shared/value.h"
#include "shared/version.h"
#include "shared/wire.h"

namespace {

using shared::Field;

constexpr int room_bytes_max = 4 << 20;

std::string room;
std::string answer;
shared::Account account;
shared::ProblemList problems;
std::array<shared::Account, 16> kept;
int kept_count = 0;

shared::Language language_of(int number) { return number == 1 ? shared::Language::swedish : shared::Language::english; }

// Takes the texts of a call one after the other.
class Texts {
 public:
  std::string_view take(int bytes) {
    const std::string_view text = std::string_view(room).substr(std::min(at_, room.size()), static_cast<std::size_t>(bytes));
    at_ += text.size();
    return text;
  }

 private:
  std::size_t at_ = 0;
};

int answered(std::string text) {
  answer = std::move(text);
  return static_cast<int>(answer.size());
}

int answer_fault(std::string_view code, std::string_view path) {
  shared::JsonWriter writer;
  writer.open('{');
  writer.member("fault", code);
  writer.member("path", path);
  writer.close('}');
  return answered(writer.take());
}

// Reads the account that `json` is into `account`; false after answering what is wrong with it.
bool read_account(std::string_view json) {
  auto read = shared::account_from_json(json);
  if (!read) {
    answer_fault(shared::code_of(read.failure().fault), read.failure().path);
    return false;
  }
  account = std::move(*read);
  return true;
}

// The field of an account whose own country a field's rules ask for.
Field country_field_of(Field field) {
  return shared::profile_of(field) == shared::Profile::company ? Field::company_address_country : Field::billing_address_country;
}

// Judges one field beside the others of `account`.
int judge_in_account(Field field, std::string_view value, std::string_view country, shared::Language language) {
  if (!country.empty() && field != country_field_of(field)) shared::text_of(account, country_field_of(field)) = country;
  shared::text_of(account, field) = value;
  shared::judge(account, problems);
  return answered(shared::verdict_to_json(field, shared::text_of(account, field), shared::country_of(account, field), problems, language));
}

}  // namespace

extern "C" {

// Where the texts of the next call may be written; nullptr for more than a caller may send.
EMSCRIPTEN_KEEPALIVE char* rules_room(int bytes) {
  if (bytes < 0 || bytes > room_bytes_max) return nullptr;
  if (room.size() < static_cast<std::size_t>(bytes)) room.resize(static_cast<std::size_t>(bytes));
  return room.data();
}

// Where the answer of the last call stands. All calls below give its size in bytes.
EMSCRIPTEN_KEEPALIVE const char* rules_answer() { return answer.data(); }

// The verdict on one account, as POST /v1/validations/account answers it; with a language (0 English, 1 Swedish), problems
// have their sentences. What cannot be read is answered by {"fault":...,"path":...}.
EMSCRIPTEN_KEEPALIVE int rules_judge(int bytes, int language) {
  if (!read_account(Texts().take(bytes))) return static_cast<int>(answer.size());
  shared::judge(account, problems);
  if (language < 0) return answered(shared::verdict_to_json(account, problems));
  return answered(shared::verdict_to_json(account, problems, language_of(language)));
}

// The verdict on one field, named by its path or by the short name of its kind; beside the other fields of an account
// where one is given (`account_bytes` above 0). Empty `country`: that of the account.
EMSCRIPTEN_KEEPALIVE int rules_judge_field(int field_bytes, int value_bytes, int country_bytes, int account_bytes, int language) {
  Texts texts;
  const std::string_view name = texts.take(field_bytes);
  const std::string_view value = texts.take(value_bytes);
  const std::string_view country = texts.take(country_bytes);
  const std::string_view json = texts.take(account_bytes);
  const auto kind = shared::value_kind_of(name);
  if (kind && *kind != shared::ValueKind::postal_code_in_state && json.empty()) {
    std::string normalized;
    shared::judge_value(*kind, country, value, problems, &normalized);
    return answered(shared::verdict_to_json(shared::field_of(*kind), normalized, country, problems, language_of(language)));
  }
  const auto field = kind ? shared::field_of(*kind) : shared::field_of_path(name);
  if (!field || kind == shared::ValueKind::postal_code_in_state) return answer_fault("field_unknown", name);
  account = {};
  if (!json.empty() && !read_account(json)) return static_cast<int>(answer.size());
  return judge_in_account(*field, value, country, language_of(language));
}

// The rules of the country with this code; empty when it is none.
EMSCRIPTEN_KEEPALIVE int rules_country(int bytes) {
  const shared::Country* country = shared::find_country_of_any_case(Texts().take(bytes));
  return answered(country ? shared::to_json(shared::country_rules(*country)) : std::string());
}

// The sentence for a problem that is known by its texts; for `country`, or in general where that is empty. Empty when the
// field or the rule is not known.
EMSCRIPTEN_KEEPALIVE int rules_message(int field_bytes, int rule_bytes, int country_bytes, int suggestion_bytes, int example_bytes, int expected_bytes,
                                       int found_bytes, int language) {
  Texts texts;
  const auto field = shared::field_of_path(texts.take(field_bytes));
  const auto rule = shared::rule_of_code(texts.take(rule_bytes));
  if (!field || !rule) return answered({});
  const std::string_view country = texts.take(country_bytes);
  shared::Problem problem;
  problem.field = *field;
  problem.rule = *rule;
  problem.suggestion = texts.take(suggestion_bytes);
  problem.details = {{{shared::DetailKey::example, texts.take(example_bytes)},
                      {shared::DetailKey::expected, texts.take(expected_bytes)},
                      {shared::DetailKey::found, texts.take(found_bytes)}}};
  return answered(shared::sentence(problem, country, language_of(language)));
}

// The label of a field in the country's own terms; empty when there is no such field.
EMSCRIPTEN_KEEPALIVE int rules_label(int field_bytes, int country_bytes, int language) {
  Texts texts;
  const std::string_view name = texts.take(field_bytes);
  const auto kind = shared::value_kind_of(name);
  const auto field = kind ? shared::field_of(*kind) : shared::field_of_path(name);
  const std::string_view country = texts.take(country_bytes);
  return answered(field ? std::string(shared::label(*field, country, language_of(language))) : std::string());
}

// The sentences of all rules with their gaps, {"required":"…"}.
EMSCRIPTEN_KEEPALIVE int rules_messages(int language) {
  shared::JsonWriter writer;
  writer.open('{');
  for (int i = 0; i < shared::sentence_row_count; ++i) {
    writer.member(shared::sentence_rows[i].rule, shared::sentence_rows[i].texts[static_cast<int>(language_of(language))]);
  }
  writer.close('}');
  return answered(writer.take());
}

// The names of all countries by their codes, {"AD":"Andorra",…}.
EMSCRIPTEN_KEEPALIVE int rules_country_names(int language) {
  shared::JsonWriter writer;
  writer.open('{');
  for (const shared::Country& country : shared::countries()) writer.member(country.code, shared::name_of(country, language_of(language)));
  writer.close('}');
  return answered(writer.take());
}

EMSCRIPTEN_KEEPALIVE int rules_version() { return answered(std::string(shared::rules_version)); }

// For script/bench: keeps an account to be judged by rules_judge_kept(), none forgets all; how many are kept.
EMSCRIPTEN_KEEPALIVE int rules_keep(int bytes) {
  if (bytes == 0) kept_count = 0;
  if (bytes > 0 && kept_count < static_cast<int>(kept.size()) && read_account(Texts().take(bytes))) kept[static_cast<std::size_t>(kept_count++)] = account;
  return kept_count;
}

// Judges the kept accounts in turn, `count` in all; the number of problems.
EMSCRIPTEN_KEEPALIVE int rules_judge_kept(int count) {
  int found = 0;
  for (int i = 0; i < count; ++i) {
    account = kept[static_cast<std::size_t>(i % kept_count)];
    shared::judge(account, problems);
    found += static_cast<int>(problems.size());
  }
  return found;
}

}
