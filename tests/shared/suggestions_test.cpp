// Suggestions hold what they promise: whoever takes one is rid of that problem and gets no new error in that field. Shown on
// every value of tests/corpus and on copies of them, broken as people and programs break them.
#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "shared/normalize.h"
#include "shared/text.h"
#include "shared/validate.h"
#include "shared/value.h"
#include "shared/wire.h"
#include "tests/shared/corpus.h"

using shared::Field;
using shared::ProblemList;
using shared::Rule;

namespace {

// Rules that can have no suggestion, and why.
struct WithoutSuggestion {
  Rule rule;
  const char* why;
};
const WithoutSuggestion without_suggestion[] = {
    {Rule::unrecognized, "a newer server's rule, whose suggestion comes along on the wire"},
    {Rule::required, "nothing was entered"},
    {Rule::text_encoding, "the letters are lost"},
    {Rule::replacement_character, "the letter is lost"},
    {Rule::unassigned_character, "it means something on one computer alone"},
    {Rule::too_long, "only a person knows what may be left out"},
    {Rule::company_name_one_character, "only the company knows its name"},
    {Rule::company_name_only_symbols, "only the company knows its name"},
    {Rule::company_name_only_abbreviation, "only the company knows its name"},
    {Rule::company_name_contains_domain, "the ending may be part of the name"},
    {Rule::company_name_repeated_character, "only the company knows its name"},
    {Rule::company_name_spaced_characters, "only the company knows its name"},
    {Rule::person_name_no_letter, "only the person knows the name"},
    {Rule::person_name_is_email, "only the person knows the name"},
    {Rule::person_name_is_url, "only the person knows the name"},
    {Rule::email_local_part_missing, "only the owner knows the name before the at sign"},
    {Rule::email_domain_missing, "only the owner knows the domain"},
    {Rule::email_too_long, "only the owner knows what is too much"},
    {Rule::email_top_level_unknown, "where an ending is near, the rule is email_near_miss"},
    {Rule::email_not_ascii, "only the receiver knows whether there is another address"},
    {Rule::email_not_allowed, "only the customer knows an address of its own"},
    {Rule::domain_is_suffix, "only the company knows its own part"},
    {Rule::domain_too_long, "only the owner knows what is too much"},
    {Rule::city_format, "only the person knows the city"},
    {Rule::address_line_format, "only the person knows the street"},
    {Rule::state_not_used, "the field should be empty"},
    {Rule::postal_code_state, "the code may be right and the state wrong"},
    {Rule::postal_code_country, "the code may be right and the country wrong"},
    {Rule::postal_code_not_used, "the field should be empty"},
    {Rule::possible_number, "the number may be right"},
    {Rule::phone_number_premium, "only the owner knows another number"},
    {Rule::phone_number_required, "nothing was entered"},
    {Rule::registration_number_required, "nothing was entered"},
    {Rule::registration_number_check_digit, "any of the digits may be wrong"},
    {Rule::registration_number_mismatch, "either of the two numbers may be wrong"},
    {Rule::tax_id_check_digit, "any of the digits may be wrong"},
    {Rule::tax_id_country, "the number may be right and the country wrong"},
    {Rule::relationship_unknown, "a program sends it, from a list"},
    {Rule::not_checked, "nothing is known of such numbers"},
    {Rule::identifier_format, "identifiers are not to be guessed"},
};

bool may_lack_suggestion(Rule rule) {
  for (const WithoutSuggestion& row : without_suggestion) {
    if (row.rule == rule) return true;
  }
  return false;
}

// Judging stops at a character that must not be there, so what else is wrong shows only when it is gone.
bool hides_others(Rule rule) {
  for (const Rule stopping : {Rule::control_character, Rule::direction_character, Rule::invisible_character, Rule::too_many_marks, Rule::misread_encoding, Rule::markup}) {
    if (rule == stopping) return true;
  }
  return false;
}

// A row of numbers that is the same on every machine and in every run.
class Dice {
 public:
  std::size_t below(std::size_t count) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>(state_ >> 33) % count;
  }

 private:
  std::uint64_t state_ = 20261124;
};

// UTF-8 read as Latin-1 and written as UTF-8.
std::string misread(const std::string& text) {
  std::string result;
  for (const char c : text) shared::append_code_point(result, static_cast<unsigned char>(c));
  return result;
}

std::string full_width(const std::string& text) {
  std::string result;
  for (const char c : text) shared::append_code_point(result, c > ' ' && static_cast<unsigned char>(c) < 0x7F ? static_cast<char32_t>(c) + 0xFEE0 : static_cast<unsigned char>(c));
  return shared::is_utf8(text) && shared::count_code_points(text) == text.size() ? result : text;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

constexpr int breaker_count = 24;

std::string broken(const std::string& value, int breaker, Dice& dice) {
  std::string text = value;
  const std::size_t at = text.empty() ? 0 : dice.below(text.size());
  const bool is_inside = !text.empty() && static_cast<unsigned char>(text[at]) < 0x80;
  switch (breaker) {
    case 0: return is_inside ? text.erase(at, 1) : text;
    case 1: return is_inside ? text.insert(at, 1, text[at]) : text;
    case 2:
      if (is_inside && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0x80) std::swap(text[at], text[at + 1]);
      return text;
    case 3: return is_inside ? text.replace(at, 1, 1, "abcxyz0159OIl"[dice.below(13)]) : text;
    case 4: return text + ",";
    case 5: return text + ".";
    case 6: return "\"" + text + "\"";
    case 7: return is_inside ? text.insert(at, "\xE2\x80\x8B") : text;
    case 8: return misread(text);
    case 9: return misread(misread(text));
    case 10: return full_width(text);
    case 11: return replaced(text, ".", ",");
    case 12: return replaced(text, "-", "_");
    case 13: return "<b>" + text + "</b>";
    case 14: return is_inside ? text.insert(at, " ") : text;
    case 15: return replaced(text, " ", "");
    case 16: return "Tel: " + text;
    case 17: return text + " / " + text;
    case 18: return is_inside ? text.insert(at, "\n") : text;
    case 19: return replaced(text, "@", "@@");
    case 20: return replaced(text, ".com", ".con");
    case 21: return "https://www." + text + "/";
    case 22: return "\xE2\x80\xAA" + text + "\xE2\x80\xAC";
    case 23: return "+" + text;
    default: return text;
  }
}

bool has(const ProblemList& problems, Field field, Rule rule) {
  for (const shared::Problem& problem : problems) {
    if (problem.field == field && problem.rule == rule) return true;
  }
  return false;
}

// Rules of the errors at a field, in their order.
std::vector<Rule> errors_at(const ProblemList& problems, Field field) {
  std::vector<Rule> rules;
  for (const shared::Problem& problem : problems) {
    if (problem.field == field && problem.severity == shared::Severity::error) rules.push_back(problem.rule);
  }
  return rules;
}

struct Totals {
  std::size_t values = 0;
  std::size_t suggestions = 0;
  std::set<Rule> with_suggestion;
};

// Complains where `after`, judged with the suggestion of `problem` in its field, still has it or a new error.
void check_taken(const ProblemList& before, const shared::Problem& problem, const ProblemList& after) {
  CHECK_FALSE(has(after, problem.field, problem.rule));
  if (hides_others(problem.rule)) return;
  for (const Rule rule : errors_at(after, problem.field)) {
    INFO(std::string(code_of(rule)));
    CHECK(has(before, problem.field, rule));
  }
}

// STATE/POSTAL CODE with one of them replaced.
std::string with_part(const std::string& value, Field field, std::string_view part) {
  const std::size_t slash = value.rfind('/');
  if (field == Field::billing_address_state) return std::string(part) + value.substr(slash);
  return value.substr(0, slash + 1) + std::string(part);
}

void check_value(const std::string& name, const std::string& country, const std::string& value, Totals& totals) {
  static ProblemList problems, after;
  const shared::ValueKind kind = *shared::value_kind_of(name);
  shared::judge_value(kind, country, value, problems);
  ++totals.values;
  for (const shared::Problem& problem : problems) {
    if (problem.suggestion.empty()) continue;
    ++totals.suggestions;
    totals.with_suggestion.insert(problem.rule);
    const std::string taken(problem.suggestion);
    const bool is_pair = kind == shared::ValueKind::postal_code_in_state;
    if (is_pair && value.find('/') == std::string::npos) continue;
    shared::judge_value(kind, country, is_pair ? with_part(value, problem.field, taken) : taken, after);
    INFO(name << " " << country << " '" << value << "' " << std::string(code_of(problem.rule)) << " -> '" << taken << "'");
    check_taken(problems, problem, after);
  }
}

// Where a value of `name` stands in an account.
Field field_of(const std::string& name) {
  struct Row {
    const char* name;
    Field field;
  };
  static const Row rows[] = {
      {"companyName", Field::billing_company_name}, {"personName", Field::billing_first_name}, {"email", Field::billing_email}, {"phoneNumber", Field::billing_address_phone_number},
      {"postalCode", Field::billing_address_postal_code}, {"state", Field::billing_address_state}, {"city", Field::billing_address_city},
      {"addressLine", Field::billing_address_address_line1}, {"domain", Field::company_domain}, {"country", Field::billing_address_country}, {"language", Field::billing_language},
      {"culture", Field::billing_culture}, {"taxId", Field::billing_tax_id}, {"organizationRegistrationNumber", Field::company_organization_registration_number},
  };
  for (const Row& row : rows) {
    if (row.name == name) return row.field;
  }
  return Field::id;
}

// Tidying twice changes nothing more, and what is tidy is judged as what was typed.
void check_tidying(const std::string& name, const std::string& country, const std::string& value) {
  static ProblemList typed, tidied;
  const Field field = field_of(name);
  if (field == Field::id) return;
  shared::Account account;
  account.billing_profile.default_address.country = country;
  text_of(account, field) = value;
  shared::normalize_field(account, field);
  const std::string once = text_of(account, field);
  shared::normalize_field(account, field);
  INFO(name << " " << country << " '" << value << "' -> '" << once << "'");
  CHECK(text_of(account, field) == once);
  const shared::ValueKind kind = *shared::value_kind_of(name);
  shared::judge_value(kind, country, value, typed);
  shared::judge_value(kind, country, once, tidied);
  REQUIRE(typed.size() == tidied.size());
  for (std::size_t i = 0; i < typed.size(); ++i) {
    CHECK(typed.begin()[i].rule == tidied.begin()[i].rule);
    CHECK(typed.begin()[i].suggestion == tidied.begin()[i].suggestion);
  }
}

struct Sample {
  std::string name, country, value;
};

// The values of the corpus, those of its accounts, and some of the kinds that it lacks.
std::vector<Sample> samples() {
  std::vector<Sample> result;
  static const char* const names[] = {"companyName", "personName", "email", "phoneNumber", "postalCode", "state", "city", "addressLine", "domain", "country", "language", "culture", "taxId",
                                      "organizationRegistrationNumber", "postalCodeInState"};
  for (const std::string name : names) {
    for (const tests::ValueRow& row : tests::value_rows(name)) result.push_back({name, row.country, row.value});
  }
  for (const std::string& line : tests::lines_of("tests/corpus/accounts.ndjson")) {
    const auto account = shared::account_from_json(line);
    REQUIRE(account);
    for (const std::string name : names) {
      const Field field = field_of(name);
      if (field == Field::id || text_of(*account, field).empty()) continue;
      result.push_back({name, std::string(country_of(*account, field)), text_of(*account, field)});
    }
    result.push_back({"email", "SE", "anna.lind@" + account->company_profile.domain});
  }
  for (const char* domain : {"gmail.com", "hotmail.com", "outlook.com", "yahoo.com", "räksmörgås.se", "пример.рф", "xn--bcher-kva.example"}) {
    result.push_back({"email", "SE", std::string("Anna anna@") + domain});
    result.push_back({"email", "SE", std::string("\"anna\"@") + domain});
    result.push_back({"domain", "SE", domain});
  }
  for (const char* domain : {"pаypal.com", "аррӏе.com"}) result.push_back({"domain", "SE", domain});
  for (const char* language : {"svenska", "dk", "jp", "en_GB", "Français"}) result.push_back({"language", "SE", language});
  for (const char* culture : {"sv", "sv_SE", "en-UK", "Swedish (Sweden)", "sv-FI", "fr"}) result.push_back({"culture", "SE", culture});
  result.push_back({"personName", "SE", "anna_maria"});
  result.push_back({"email", "SE", "annagmail.com"});
  result.push_back({"domain", "SE", "www.skf.com"});
  result.push_back({"domain", "SE", "info@skf.com"});
  result.push_back({"phoneNumber", "BJ", "97 01 12 34"});
  result.push_back({"personName", "SE", "A\u0316\u0316\u0316\u0316\u0316\u0316\u0316\u0316\u0316\u0316"});
  result.push_back({"email", "SE", "anna＠example.com"});
  result.push_back({"email", "SE", "mailto:anna@example.com"});
  result.push_back({"email", "SE", "anna..lind@example.com"});
  return result;
}

Totals& totals() {
  static Totals all;
  return all;
}

}  // namespace

TEST_CASE("taking the suggestion of a value solves the problem") {
  Dice dice;
  for (const Sample& sample : samples()) {
    check_value(sample.name, sample.country, sample.value, totals());
    for (int i = 0; i < 6; ++i) check_value(sample.name, sample.country, broken(sample.value, static_cast<int>(dice.below(breaker_count)), dice), totals());
  }
  CHECK(totals().values > 60000);
  CHECK(totals().suggestions > 10000);
}

TEST_CASE("tidying is done once, and changes no verdict") {
  Dice dice;
  int seen = 0;
  for (const Sample& sample : samples()) {
    check_tidying(sample.name, sample.country, sample.value);
    for (int i = 0; i < 3; ++i) check_tidying(sample.name, sample.country, broken(sample.value, static_cast<int>(dice.below(breaker_count)), dice));
    seen += 4;
  }
  CHECK(seen > 30000);
}

TEST_CASE("taking the suggestion in an account solves the problem") {
  static ProblemList before, after;
  Dice dice;
  int seen = 0;
  for (const char* path : {"tests/corpus/accounts.ndjson", "tests/corpus/accounts-broken.ndjson", "tests/corpus/accounts-without-registration.ndjson"}) {
    for (const std::string& line : tests::lines_of(path)) {
      const auto read = shared::account_from_json(line);
      REQUIRE(read);
      for (const Field field : shared::all_fields()) {
        shared::Account account = *read;
        if (text_of(account, field).empty()) continue;
        text_of(account, field) = broken(text_of(account, field), static_cast<int>(dice.below(breaker_count)), dice);
        shared::normalize(account);
        shared::validate(account, before);
        for (const shared::Problem& problem : before) {
          if (problem.suggestion.empty()) continue;
          shared::Account mended = account;
          text_of(mended, problem.field) = problem.suggestion;
          shared::normalize(mended);
          shared::validate(mended, after);
          INFO(std::string(path_of(problem.field)) << " '" << text_of(account, problem.field) << "' " << std::string(code_of(problem.rule)) << " -> '" << std::string(problem.suggestion) << "'");
          check_taken(before, problem, after);
          totals().with_suggestion.insert(problem.rule);
          ++seen;
        }
      }
    }
  }
  CHECK(seen > 1000);
}

TEST_CASE("every rule has a suggestion, or there is a reason why not") {
  std::size_t reasons = 0;
  for (int i = 0; i < shared::rule_count; ++i) {
    const auto rule = static_cast<Rule>(i);
    INFO(std::string(code_of(rule)));
    const bool was_seen = totals().with_suggestion.count(rule) > 0;
    CHECK(was_seen != may_lack_suggestion(rule));
    if (may_lack_suggestion(rule)) ++reasons;
  }
  CHECK(reasons == std::size(without_suggestion));
}
