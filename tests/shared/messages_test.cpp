#include <doctest/doctest.h>

#include <string>

#include "shared/messages.h"

using shared::Language;

namespace {

constexpr Language languages[] = {Language::english, Language::swedish};

}  // namespace

TEST_CASE("every rule has a whole sentence in every language") {
  int seen = 0;
  for (int i = 0; i < shared::rule_count; ++i) {
    shared::Problem problem;
    problem.field = shared::Field::billing_address_postal_code;
    problem.rule = static_cast<shared::Rule>(i);
    problem.details = {{{shared::DetailKey::example, "114 55"}, {shared::DetailKey::expected, "5"}, {shared::DetailKey::found, "O"}}};
    problem.suggestion = "852 30";
    for (const Language language : languages) {
      const std::string text = shared::sentence(problem, "SE", language);
      INFO(std::string(code_of(problem.rule)) << ": " << text);
      CHECK(text.size() > 10);
      CHECK((text.back() == '.' || text.back() == '?'));
      CHECK(text.find_first_of("{}[]|!") == std::string::npos);
      CHECK(text.find("  ") == std::string::npos);
      ++seen;
    }
  }
  CHECK(seen == 2 * shared::rule_count);
}

TEST_CASE("a sentence without details is a sentence still") {
  for (int i = 0; i < shared::rule_count; ++i) {
    shared::Problem problem;
    problem.field = shared::Field::billing_address_city;
    problem.rule = static_cast<shared::Rule>(i);
    for (const Language language : languages) {
      const std::string text = shared::sentence(problem, "", language);
      INFO(std::string(code_of(problem.rule)) << ": " << text);
      CHECK(text.size() > 10);
      CHECK(text.find_first_of("{}[]|") == std::string::npos);
    }
  }
}

TEST_CASE("every field has a label in every language") {
  int seen = 0;
  for (const shared::Field field : shared::all_fields()) {
    for (const Language language : languages) {
      for (const char* country : {"", "SE", "US", "JP", "AE", "IE"}) {
        INFO(std::string(path_of(field)));
        CHECK_FALSE(shared::label(field, country, language).empty());
        CHECK(shared::label(field, country, language) != path_of(field));
        ++seen;
      }
    }
  }
  CHECK(seen == shared::field_count * 2 * 6);
}

TEST_CASE("labels are the country's own") {
  struct Row {
    shared::Field field;
    const char* country;
    const char* english;
  };
  const Row rows[] = {
      {shared::Field::billing_address_postal_code, "US", "ZIP code"}, {shared::Field::billing_address_postal_code, "IN", "PIN code"},
      {shared::Field::billing_address_postal_code, "IE", "Eircode"},  {shared::Field::billing_address_postal_code, "SE", "Postal code"},
      {shared::Field::billing_address_state, "JP", "Prefecture"},     {shared::Field::billing_address_state, "CA", "Province"},
      {shared::Field::billing_address_state, "AE", "Emirate"},        {shared::Field::billing_address_city, "GB", "Post town"},
  };
  for (const Row& row : rows) {
    INFO(row.country);
    CHECK(shared::label(row.field, row.country, Language::english) == row.english);
  }
}

TEST_CASE("a language is known by its tag") {
  CHECK(shared::language_of_tag("sv-SE") == Language::swedish);
  CHECK(shared::language_of_tag("SV") == Language::swedish);
  CHECK(shared::language_of_tag("en-US") == Language::english);
  CHECK(shared::language_of_tag("svx") == Language::english);
  CHECK(shared::language_of_tag("") == Language::english);
}
