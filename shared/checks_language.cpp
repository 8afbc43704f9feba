#include "shared/checks_language.h"

#include <algorithm>

#include "shared/fold.h"
#include "shared/language_tables.h"
#include "shared/text.h"

namespace shared {
namespace {

constexpr std::size_t tag_bytes_max = 35;
using Tag = FixedText<tag_bytes_max>;

// What people write for a language: its name, its country, its three-letter code. Folded as fold() does, and sorted.
constexpr std::string_view language_slips =
    "ang en\nara ar\narabic ar\nbul bg\nbulgarian bg\ncat ca\nces cs\ncestina cs\nchi zh\nchinese zh\ncn zh\ncroatian hr\ncz cs\ncze cs\n"
    "czech cs\ndan da\ndanish da\ndansk da\ndanska da\ndeu de\ndeutsch de\ndk da\ndutch nl\neesti et\nell el\neng en\nengelska en\n"
    "english en\nesp es\nespanol es\nest et\nestonian et\nfin fi\nfinnish fi\nfinska fi\nfra fr\nfrancais fr\nfranska fr\nfre fr\n"
    "french fr\ngb en\nger de\ngerman de\ngr el\ngre el\ngreek el\nheb he\nhebrew he\nhin hi\nhindi hi\nhrv hr\nhrvatski hr\nhun hu\n"
    "hungarian hu\nice is\nicelandic is\nind id\nindonesian id\nisl is\nislenska is\nita it\nitalian it\nitaliano it\njapanese ja\njp ja\n"
    "jpn ja\nkor ko\nkorean ko\nlatvian lv\nlav lv\nlietuviu lt\nlit lt\nlithuanian lt\nmagyar hu\nnederlands nl\nnld nl\nnor no\nnorsk no\n"
    "norska no\nnorwegian no\npol pl\npolish pl\npolski pl\npor pt\nportugues pt\nportuguese pt\nromana ro\nromanian ro\nron ro\nrum ro\n"
    "rus ru\nrussian ru\nserbian sr\nslk sk\nslovak sk\nslovencina sk\nslovenian sl\nslv sl\nspa es\nspanish es\nspanska es\nsrp sr\n"
    "suomi fi\nsvensk sv\nsvenska sv\nswe sv\nswedish sv\nthai th\ntur tr\nturkce tr\nturkish tr\ntyska de\nua uk\nukr uk\nukrainian uk\n"
    "us en\nvie vi\nvietnamese vi\nvn vi\nzho zh\nελληνικά el\nбългарски bg\nрусский ru\nукраїнська uk\nעברית he\nالعربية ar\nहिन्दी hi\n"
    "中文 zh\n日本語 ja\n한국어 ko\n";

// What people write for a region: three letters, and parts of old tags of Microsoft's. Sorted.
constexpr std::string_view region_slips =
    "chn CN\nchs CN\ncht TW\ndeu DE\ndnk DK\nesp ES\nfin FI\nfra FR\ngbr GB\nger DE\nita IT\njpn JP\nnld NL\nnor NO\nswe SE\nuk GB\nusa US\n";

// The usual culture of languages that are not named as their country is. Sorted.
constexpr std::string_view language_cultures =
    "ar ar-SA\nca ca-ES\ncs cs-CZ\nda da-DK\nel el-GR\nen en-US\net et-EE\nhe he-IL\nhi hi-IN\nja ja-JP\nko ko-KR\nnb nb-NO\nno nb-NO\n"
    "sl sl-SI\nsr sr-Latn-RS\nsv sv-SE\nuk uk-UA\nvi vi-VN\nzh zh-CN\n";

bool all_of(std::string_view text, bool (*test)(char)) { return std::all_of(text.begin(), text.end(), test); }
bool letter(char c) { return is_ascii_letter(c); }

bool has_bit(const std::uint8_t* bits, std::string_view code) {
  std::size_t index = 0;
  for (const char c : code) index = index * 26 + static_cast<std::size_t>(ascii_lower(c) - 'a');
  return (bits[index >> 3] >> (index & 7) & 1) != 0;
}

bool is_language(std::string_view code) {
  if (!all_of(code, letter)) return false;
  return code.size() == 2 ? has_bit(two_letter_languages, code) : code.size() == 3 && has_bit(three_letter_languages, code);
}

bool is_line(std::string_view lines, std::string_view word) { return rest_of_line(lines, word).data() != nullptr; }

bool is_region(std::string_view code) {
  if (code.size() == 2) return all_of(code, letter) && has_bit(two_letter_regions, code);
  return code.size() == 3 && is_all_digits(code) && is_line(numbered_regions, code);
}

// Which part of a tag a subtag behind the language is, by its form alone.
enum class Part { script, region, variant, none };

Part part_of(std::string_view subtag) {
  if (subtag.size() == 4 && all_of(subtag, letter)) return Part::script;
  if ((subtag.size() == 2 && all_of(subtag, letter)) || (subtag.size() == 3 && is_all_digits(subtag))) return Part::region;
  const bool is_variant = (subtag.size() >= 5 && subtag.size() <= 8) || (subtag.size() == 4 && is_ascii_digit(subtag[0]));
  return is_variant && all_of(subtag, [](char c) { return is_ascii_letter(c) || is_ascii_digit(c); }) ? Part::variant : Part::none;
}

// What is written today instead of a withdrawn subtag, behind a space; empty for all others.
std::string_view preferred_to(std::string_view subtag) {
  static const WordTable preferred(preferred_subtags);
  return preferred.rest_of(subtag);
}

// "sv" and "sv-SE", where nothing in them is withdrawn: the form that nearly all tags have.
bool is_usual_form(std::string_view tag) {
  if (tag.size() != 2 && tag.size() != 5) return false;
  if (!is_ascii_lower(tag[0]) || !is_ascii_lower(tag[1]) || !preferred_to(tag.substr(0, 2)).empty()) return false;
  return tag.size() == 2 || (tag[2] == '-' && is_ascii_upper(tag[3]) && is_ascii_upper(tag[4]) && preferred_to(tag.substr(3)).empty());
}

// Appends a subtag as it is canonically written, a withdrawn one replaced.
void append_subtag(Tag& tag, std::string_view subtag, Part part, bool is_first) {
  FixedText<8> cased;
  for (std::size_t i = 0; i < subtag.size(); ++i) {
    const bool upper = !is_first && (part == Part::region || (part == Part::script && i == 0));
    cased.push_back(upper ? ascii_upper(subtag[i]) : ascii_lower(subtag[i]));
  }
  std::string_view preferred;
  if (is_first || part == Part::region) preferred = preferred_to(cased.view());
  tag.append(preferred.empty() ? cased.view() : preferred.substr(1));
}

// The tag as canonically written, with "_" read as "-" where `forgiving`; empty where it has not the form of one.
Tag canonical(std::string_view text, bool forgiving) {
  Tag tag;
  Part reached = Part::script;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(forgiving ? "-_" : "-", start), text.size());
    const std::string_view subtag = text.substr(start, end - start);
    const bool is_first = start == 0;
    const Part part = is_first ? Part::script : part_of(subtag);
    const bool fits = is_first ? subtag.size() >= 2 && subtag.size() <= 3 && all_of(subtag, letter) : part != Part::none && part >= reached;
    if (!fits) return {};
    if (!is_first) {
      tag.push_back('-');
      // A script and a region come once; variants may be several.
      reached = part == Part::script ? Part::region : Part::variant;
    }
    append_subtag(tag, subtag, part, is_first);
    start = end + 1;
  }
  return tag.is_cut() ? Tag{} : tag;
}

bool is_registered(std::string_view tag) {
  for (std::size_t start = 0; start <= tag.size();) {
    const std::size_t end = std::min(tag.find('-', start), tag.size());
    const std::string_view subtag = tag.substr(start, end - start);
    if (start == 0) {
      if (!is_language(subtag)) return false;
    } else if (subtag.size() == 4 && !is_ascii_digit(subtag[0])) {
      // Also "Latn" against "posix"-like variants of five letters, which are longer.
      if (!is_line(scripts, subtag)) return false;
    } else if (subtag.size() <= 3) {
      if (!is_region(subtag)) return false;
    } else if (!is_line(variants, subtag)) {
      return false;
    }
    start = end + 1;
  }
  return true;
}

// The language code that was meant by `text`, empty when none is near.
std::string_view meant_language(std::string_view text) {
  FoldedText word;
  fold(text, word);
  const std::string_view meant = word.empty() ? std::string_view() : rest_of_line(language_slips, word.view());
  return meant.empty() ? meant : meant.substr(1);
}

bool begins_with_language(std::string_view culture, std::string_view language) {
  return culture.starts_with(language) && culture.size() > language.size() && culture[language.size()] == '-';
}

// The culture of `language` that is usual in `country`, else anywhere; empty when none is known.
std::string_view culture_of_language(std::string_view language, std::string_view country) {
  for (std::string_view cultures = cultures_of(country); !cultures.empty();) {
    const std::size_t end = std::min(cultures.find(' '), cultures.size());
    if (begins_with_language(cultures.substr(0, end), language)) return cultures.substr(0, end);
    cultures.remove_prefix(std::min(end + 1, cultures.size()));
  }
  if (const std::string_view usual = rest_of_line(language_cultures, language); !usual.empty()) return usual.substr(1);
  FixedText<4> namesake;  // fr-FR, de-DE.
  for (const char c : language) namesake.push_back(ascii_upper(c));
  const std::string_view usual = usual_culture(namesake.view());
  return begins_with_language(usual, language) ? usual : std::string_view();
}

// A culture near `text` that is registered: "_" for "-", UK for GB, CZ's language for cz, a name of a language or a country.
std::string_view keep_near_culture(std::string_view text, std::string_view country, ProblemList& problems) {
  constexpr std::string_view dividers = "-_ /()";
  text = text.substr(0, text.find_first_of(".@"));  // What programs append: "sv_SE.UTF-8", "de_DE@euro".
  Tag near;
  FixedText<8> language;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find_first_of(dividers, start), text.size());
    const std::string_view subtag = text.substr(start, end - start);
    start = end + 1;
    if (subtag.empty()) continue;
    FixedText<16> small;
    for (const char c : subtag) small.push_back(ascii_lower(c));
    if (near.empty()) {
      language.append(is_language(subtag) ? small.view() : meant_language(subtag));
      near.append(language.view());
      if (language.empty()) break;
      continue;
    }
    const std::string_view region = rest_of_line(region_slips, small.view());
    near.append("-").append(region.empty() ? subtag : region.substr(1));
  }
  const Tag tag = canonical(near.view(), false);
  const bool is_culture = tag.view().find('-') != std::string_view::npos && is_registered(tag.view());
  if (is_culture) return problems.keep(tag.view());
  if (!language.empty()) return culture_of_language(language.view(), country);
  FixedText<8> code;  // "SE" alone.
  for (const char c : text) code.push_back(ascii_upper(c));
  return usual_culture(code.view());
}

// "zh-Hans": a language and how it is written, without a region.
bool is_language_in_script(std::string_view tag) {
  const std::size_t hyphen = tag.find('-');
  return hyphen != std::string_view::npos && part_of(tag.substr(hyphen + 1)) == Part::script && is_registered(tag);
}

}  // namespace

std::string_view cultures_of(std::string_view country) {
  static const WordTable countries(country_cultures);
  const std::string_view cultures = countries.rest_of(country);
  return cultures.empty() ? cultures : cultures.substr(1);
}

std::string_view usual_culture(std::string_view country) {
  const std::string_view cultures = cultures_of(country);
  return cultures.substr(0, cultures.find(' '));
}

void normalize_language_tag(std::string& tag) {
  if (is_usual_form(tag)) return;
  const Tag written = canonical(tag, false);
  if (!written.empty() && written.view() != tag) tag.assign(written.view());
}

void check_language(Field field, std::string_view language, ProblemList& problems) {
  // The partner API lists these two among the languages of their countries, so its clients send them.
  if (is_language(language) || language == "pt-PT" || language == "zh-CHS") return;
  if (is_language_in_script(canonical(language, false).view())) return;
  const Tag tag = canonical(language, true);
  const std::size_t hyphen = tag.view().find('-');
  if (hyphen != std::string_view::npos && is_registered(tag.view())) {
    problems.add(field, Rule::language_is_culture).suggestion = problems.keep(tag.view().substr(0, hyphen));
    return;
  }
  Problem& problem = problems.add(field, Rule::language_unknown);
  problem.details[0] = {DetailKey::example, "sv"};
  problem.suggestion = meant_language(language);
}

void check_culture(Field field, std::string_view culture, std::string_view country, ProblemList& problems) {
  const std::string_view cultures = cultures_of(country);
  if (!cultures.empty() && has_word(cultures, culture)) return;  // What the tables list is registered.
  const std::string_view usual = usual_culture(country);
  const Detail example = {DetailKey::example, usual.empty() ? std::string_view("sv-SE") : usual};
  const Tag tag = canonical(culture, false);
  if (tag.empty() || !is_registered(tag.view())) {
    Problem& problem = problems.add(field, Rule::culture_unknown);
    problem.details[0] = example;
    problem.suggestion = keep_near_culture(culture, country, problems);
    return;
  }
  if (tag.view().find('-') == std::string_view::npos) {
    Problem& problem = problems.add(field, Rule::culture_region_missing);
    problem.details[0] = example;
    problem.suggestion = culture_of_language(tag.view(), country);
    return;
  }
  if (cultures.empty() || has_word(cultures, tag.view())) return;
  Problem& problem = problems.add(field, Rule::culture_not_listed, Severity::warning);
  problem.details[0] = {DetailKey::expected, usual};
  // The same language as it is written in this country.
  const std::string_view listed = culture_of_language(tag.view().substr(0, tag.view().find('-')), country);
  if (has_word(cultures, listed)) problem.suggestion = listed;
}

}  // namespace shared
