#include <string_view>

#include <nlohmann/json.hpp>

#include "client/cli/explanation_text.h"
#include "client/cli/explanations.h"
#include "shared/normalize.h"

namespace client::cli {
namespace {

using json = nlohmann::ordered_json;

// "<0xF6>" stands for a byte that JSON cannot hold.
std::string with_bytes(std::string text) {
  constexpr std::string_view beginning = "<0x";
  const std::size_t start = text.find(beginning);
  if (start == std::string::npos || start + 6 > text.size()) return text;
  const int byte = std::stoi(text.substr(start + beginning.size(), 2), nullptr, 16);
  return text.replace(start, 6, 1, static_cast<char>(byte));
}

std::string text_of(const json& object, const char* name) {
  const auto member = object.find(name);
  return member == object.end() ? std::string() : member->get<std::string>();
}

Example example_of(const json& object) {
  Example example;
  example.field = shared::field_of_path(text_of(object, "field")).value_or(shared::Field::id);
  example.country = text_of(object, "country");
  example.wrong = with_bytes(text_of(object, "wrong"));
  example.right = text_of(object, "right");
  if (const auto with = object.find("with"); with != object.end()) {
    for (const auto& [path, value] : with->items()) {
      if (const auto field = shared::field_of_path(path)) example.with.emplace_back(*field, value.get<std::string>());
    }
  }
  return example;
}

}  // namespace

std::vector<Explanation> read_explanations() {
  std::vector<Explanation> explanations;
  const json document = json::parse(explanation_text, nullptr, /*allow_exceptions=*/false);
  if (!document.is_object()) return explanations;
  for (const auto& [code, object] : document.items()) {
    Explanation& explanation = explanations.emplace_back();
    explanation.rule = shared::rule_of_code(code).value_or(shared::Rule::unrecognized);
    explanation.texts[0] = text_of(object, "en");
    explanation.texts[1] = text_of(object, "sv");
    explanation.source = text_of(object, "source");
    for (const json& example : object["examples"]) explanation.examples.push_back(example_of(example));
  }
  return explanations;
}

shared::Account account_of(const Example& example, const std::string& value) {
  shared::Account account;
  account.billing_profile.default_address.country = example.country;
  for (const auto& [field, text] : example.with) shared::text_of(account, field) = text;
  shared::text_of(account, example.field) = value;
  shared::normalize(account);
  return account;
}

}  // namespace client::cli
