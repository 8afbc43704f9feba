#include "shared/messages.h"

#include "shared/country.h"
#include "shared/messages_tables.h"
#include "shared/text.h"

namespace shared {
namespace {

// Countries with terms of their own; all others use the general ones. Those of addresses stand in the tables of countries.
struct Variant {
  std::string_view name;
  std::string_view variant;
  std::string_view countries;
};
constexpr Variant variants[] = {
    {"organizationRegistrationNumber", "organisation", "SE NO"},
    {"taxId", "vat", "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MC MT NL NO PL PT RO SE SI SK"},
};

bool lists(std::string_view countries, std::string_view country) {
  for (std::size_t i = 0; i + 2 <= countries.size(); i += 3) {
    if (countries.substr(i, 2) == country) return true;
  }
  return false;
}

std::string_view variant_of(std::string_view name, std::string_view country_code) {
  if (country_code.size() != 2) return {};
  for (const Variant& row : variants) {
    if (row.name == name && lists(row.countries, country_code)) return row.variant;
  }
  const Country* country = find_country(country_code);
  if (!country) return {};
  if (name == "postalCode") return country->postal_code_kind;
  if (name == "state") return country->state_kind;
  if (name == "district") return country->district_kind;
  return name == "city" ? country->city_kind : std::string_view();
}

const LabelRow* row_named(std::string_view name, std::string_view country) {
  const std::string_view variant = variant_of(name, country);
  const LabelRow* general = nullptr;
  for (int i = 0; i < label_row_count; ++i) {
    const LabelRow& row = label_rows[i];
    if (row.name != name) continue;
    if (row.variant == variant) return &row;
    if (row.variant.empty()) general = &row;
  }
  return general;
}

const LabelRow* row_of(Field field, std::string_view country) {
  const std::string_view path = path_of(field);
  return row_named(path.substr(path.rfind('.') + 1), country);  // The whole path where it has no dot.
}

std::size_t index_of(Language language) { return static_cast<std::size_t>(language); }

// What a person reads for the code in `expected`: the name of a country.
std::string_view readable_expected(const Problem& problem, Language language) {
  const std::string_view expected = problem.detail(DetailKey::expected);
  const Country* country = problem.rule == Rule::postal_code_country ? find_country(expected) : nullptr;
  return country ? name_of(*country, language) : expected;
}

// "a postal code", "ett postnummer": made of the label and of the noun in its definite form, "the postal code", "postnumret".
std::string indefinite(std::string_view label, std::string_view noun, Language language) {
  constexpr std::string_view article = "the ";
  if (language == Language::english) {
    if (noun.starts_with(article)) noun.remove_prefix(article.size());
    const bool has_vowel = !noun.empty() && std::string_view("AEIOaeio").find(noun[0]) != std::string_view::npos;
    return std::string(has_vowel ? "an " : "a ").append(noun);
  }
  std::string text(noun.ends_with('t') ? "ett " : "en ");
  const std::size_t first = text.size();
  text.append(label);
  // As in the noun: "postnummer", but "ZIP-kod".
  if (first < text.size() && ascii_lower(text[first]) == ascii_lower(noun[0])) text[first] = noun[0];
  return text;
}

// Fills the gaps of one sentence.
class Filler {
 public:
  Filler(const Problem& problem, const LabelRow* row, std::string_view country, Language language)
      : problem_(problem), row_(row), country_(country), language_(language), expected_(readable_expected(problem, language)) {
    if (row) a_label_ = indefinite(row->labels[index_of(language)], row->nouns[index_of(language)], language);
  }

  // Appends `text` filled; false, with `output` as it was, when a gap outside brackets has nothing to fill it.
  bool fill(std::string_view text, std::string& output) const {
    const std::size_t before = output.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '{') {
        const std::size_t end = text.find('}', i);
        const std::string_view value = value_of(text.substr(i + 1, end - i - 1));
        if (value.empty()) {
          output.resize(before);
          return false;
        }
        output.append(value);
        i = end;
      } else if (text[i] == '[') {
        const std::size_t end = end_of_bracket(text, i);
        choose(text.substr(i + 1, end - i - 1), output);
        i = end;
      } else {
        output.push_back(text[i]);
      }
    }
    return true;
  }

 private:
  static std::size_t end_of_bracket(std::string_view text, std::size_t start) {
    int depth = 0;
    for (std::size_t i = start; i < text.size(); ++i) {
      if (text[i] == '[') ++depth;
      if (text[i] == ']' && --depth == 0) return i;
    }
    return text.size();
  }

  void choose(std::string_view content, std::string& output) const {
    int depth = 0;
    std::size_t bar = content.size();
    for (std::size_t i = 0; i < content.size() && bar == content.size(); ++i) {
      if (content[i] == '[') ++depth;
      if (content[i] == ']') --depth;
      if (content[i] == '|' && depth == 0) bar = i;
    }
    if (fill(content.substr(0, bar), output) || bar == content.size()) return;
    fill(content.substr(bar + 1), output);
  }

  std::string_view value_of(std::string_view gap) const {
    if (gap == "label") return row_ ? row_->nouns[index_of(language_)] : path_of(problem_.field);
    if (gap == "a_label") return row_ ? std::string_view(a_label_) : path_of(problem_.field);
    if (gap == "state") return row_named("state", country_)->nouns[index_of(language_)];
    if (gap == "if_warning") return problem_.severity == Severity::warning ? " " : "";
    if (gap == "expected") return expected_;
    if (gap == "suggestion") return area_name(problem_.suggestion);
    const auto key = detail_key_of_code(gap);
    const std::string_view value = key ? problem_.detail(*key) : std::string_view();
    return key == DetailKey::example ? area_name(value) : value;
  }

  // A state is chosen by its name, though its code is what is stored.
  std::string_view area_name(std::string_view code) const {
    const Country* country = kind_of(problem_.field) == FieldKind::state ? find_country(country_) : nullptr;
    const AdministrativeArea* area = country ? find_area(*country, code) : nullptr;
    return area ? area->latin_name : code;
  }

  const Problem& problem_;
  const LabelRow* row_;
  std::string_view country_;
  Language language_;
  std::string a_label_;
  std::string_view expected_;
};

// A sentence may begin with a label in lower case.
void capitalize(std::string& text) {
  if (text.empty()) return;
  if (text[0] == '\xC3' && text.size() > 1 && (text[1] == '\xA5' || text[1] == '\xA4' || text[1] == '\xB6')) {
    text[1] = static_cast<char>(text[1] - 0x20);  // å ä ö
  } else {
    text[0] = ascii_upper(text[0]);
  }
}

}  // namespace

std::string_view code_of(Language language) { return language == Language::swedish ? "sv" : "en"; }

Language language_of_tag(std::string_view tag) {
  const bool is_swedish = tag.size() >= 2 && equal_ignoring_case(tag.substr(0, 2), "sv") && (tag.size() == 2 || !is_ascii_letter(tag[2]));
  return is_swedish ? Language::swedish : Language::english;
}

std::string sentence(const Problem& problem, std::string_view country, Language language) {
  const Filler filler(problem, row_of(problem.field, country), country, language);
  std::string text;
  const std::string_view code = code_of(problem.rule);
  for (int i = 0; i < sentence_row_count; ++i) {
    if (sentence_rows[i].rule != code) continue;
    if (filler.fill(sentence_rows[i].texts[index_of(language)], text)) break;
  }
  // A detail that an older or newer server left out must not leave a person without a sentence.
  if (text.empty() && problem.rule != Rule::unrecognized) {
    Problem unknown = problem;
    unknown.rule = Rule::unrecognized;
    return sentence(unknown, country, language);
  }
  capitalize(text);
  return text;
}

std::string_view label(Field field, std::string_view country, Language language) {
  const LabelRow* row = row_of(field, country);
  return row ? row->labels[index_of(language)] : path_of(field);
}

}  // namespace shared
