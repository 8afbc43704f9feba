#include "shared/domain_labels.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "shared/text.h"
#include "shared/unicode.h"

namespace shared {
namespace {

constexpr bool within(char32_t value, char32_t first, char32_t last) { return value >= first && value <= last; }

enum ScriptBit : unsigned {
  latin = 1, cyrillic = 2, greek = 4, armenian = 8, hebrew = 16, arabic = 32, georgian = 64, hangul = 128, kana = 256, han = 512, bopomofo = 1024,
  cherokee = 2048, thai = 4096, devanagari = 8192, other_indic = 16384,
};

struct ScriptRange {
  char16_t first, last;
  std::uint16_t script;
};
// Letters of other scripts count as none.
constexpr ScriptRange script_ranges[] = {
    {0x00C0, 0x024F, latin},    {0x0250, 0x02AF, latin},      {0x0370, 0x03FF, greek},       {0x0400, 0x052F, cyrillic},    {0x0531, 0x058F, armenian},
    {0x05D0, 0x05F4, hebrew},   {0x0600, 0x077F, arabic},     {0x08A0, 0x08FF, arabic},      {0x0900, 0x097F, devanagari},  {0x0980, 0x0DFF, other_indic},
    {0x0E00, 0x0EFF, thai},     {0x10A0, 0x10FF, georgian},   {0x1100, 0x11FF, hangul},      {0x13A0, 0x13FF, cherokee},    {0x1C80, 0x1C8F, cyrillic},
    {0x1C90, 0x1CBF, georgian}, {0x1E00, 0x1EFF, latin},      {0x1F00, 0x1FFF, greek},       {0x2C60, 0x2C7F, latin},       {0x2DE0, 0x2DFF, cyrillic},
    {0x3005, 0x3007, han},      {0x3041, 0x30FF, kana},       {0x3105, 0x312F, bopomofo},    {0x31F0, 0x31FF, kana},        {0x3400, 0x9FFF, han},
    {0xA640, 0xA69F, cyrillic}, {0xA720, 0xA7FF, latin},      {0xAB70, 0xABBF, cherokee},    {0xAC00, 0xD7A3, hangul},
};

unsigned script_of(char32_t c) {
  if (c < 0x80) return is_ascii_letter(static_cast<char>(c)) ? latin : 0u;
  if (c >= 0x20000) return han;
  if (c == 0x30FB) return 0;
  for (const ScriptRange& range : script_ranges) {
    if (within(c, range.first, range.last)) return range.script;
  }
  return 0;
}

// Chinese, Japanese and Korean mix scripts, and most others stand beside Latin; the alphabets whose letters are taken for
// Latin ones do not.
bool is_mixture(unsigned scripts) {
  if ((scripts & (scripts - 1)) == 0) return false;
  for (const unsigned together : {latin | han | kana, latin | han | hangul, latin | han | bopomofo}) {
    if ((scripts & ~together) == 0) return false;
  }
  const unsigned rest = scripts & ~unsigned{latin};
  return (rest & (rest - 1)) != 0 || (rest & (cyrillic | greek | armenian | cherokee)) != 0;
}

// Cyrillic letters and the Latin ones they are taken for.
constexpr std::u32string_view cyrillic_look_alikes = U"асԁеһіјӏорԛѕԝхуѵ";
constexpr std::string_view latin_look_alikes = "acdehijlopqswxyv";

char latin_for(char32_t c) {
  const std::size_t place = cyrillic_look_alikes.find(c);
  return place == std::u32string_view::npos ? '\0' : latin_look_alikes[place];
}

// The signs that suppress a vowel: behind one a joiner may stand.
constexpr char32_t viramas[] = {0x94D,  0x9CD,  0xA4D,  0xACD,  0xB4D,  0xBCD,  0xC4D,  0xCCD,  0xD3B,  0xD3C,  0xD4D,  0xDCA,  0xE3A,  0xEBA,  0xF84,
                                0x1039, 0x103A, 0x1714, 0x1715, 0x1734, 0x17D2, 0x1A60, 0x1B44, 0x1BAA, 0x1BAB, 0x1BF2, 0x1BF3, 0x2D7F, 0xA806, 0xA82C,
                                0xA8C4, 0xA953, 0xA9C0, 0xAAF6, 0xABED};
bool is_virama(char32_t c) { return std::find(std::begin(viramas), std::end(viramas), c) != std::end(viramas); }

// Arabic letters that join to the one behind them, and those that join only to the one before.
bool joins_only_before(char32_t c) {
  return within(c, 0x622, 0x625) || c == 0x627 || c == 0x629 || within(c, 0x62F, 0x632) || c == 0x648 || within(c, 0x671, 0x673) || within(c, 0x675, 0x677) ||
         within(c, 0x688, 0x699) || c == 0x6C0 || within(c, 0x6C3, 0x6CB) || c == 0x6CD || c == 0x6CF || within(c, 0x6D2, 0x6D3) || c == 0x6D5 ||
         within(c, 0x6EE, 0x6EF) || within(c, 0x759, 0x75B) || within(c, 0x76B, 0x76C) || c == 0x771 || within(c, 0x773, 0x774) || within(c, 0x778, 0x779);
}
bool is_arabic_letter(char32_t c) {
  return (within(c, 0x620, 0x64A) || within(c, 0x66E, 0x6D3) || c == 0x6D5 || within(c, 0x6EE, 0x6EF) || within(c, 0x6FA, 0x6FF) || within(c, 0x750, 0x77F)) && c != 0x621 &&
         c != 0x640 && c != 0x674 && c != 0x6D4;
}
bool joins_both(char32_t c) { return is_arabic_letter(c) && !joins_only_before(c); }

bool may_not_join(const LabelPoints& label, std::size_t at) {
  if (at == 0) return false;
  if (is_virama(label.points[at - 1])) return true;
  std::size_t before = at;
  while (before > 0 && is_combining_mark(label.points[before - 1])) --before;
  std::size_t behind = at + 1;
  while (behind < label.count && is_combining_mark(label.points[behind])) ++behind;
  return before > 0 && joins_both(label.points[before - 1]) && behind < label.count && is_arabic_letter(label.points[behind]);
}

bool any_of(const LabelPoints& label, bool (*test)(char32_t)) {
  return std::any_of(label.points.begin(), label.points.begin() + static_cast<std::ptrdiff_t>(label.count), test);
}

bool is_arabic_digit(char32_t c) { return within(c, 0x660, 0x669); }
bool is_persian_digit(char32_t c) { return within(c, 0x6F0, 0x6F9); }

// Signs that are right only beside certain others (RFC 5892, appendix A).
bool is_right_in_context(const LabelPoints& label, std::size_t at) {
  const char32_t before = at > 0 ? label.points[at - 1] : 0;
  const char32_t behind = at + 1 < label.count ? label.points[at + 1] : 0;
  switch (label.points[at]) {
    case 0xB7: return before == 'l' && behind == 'l';  // Catalan "l·l".
    case 0x375: return script_of(behind) == greek;
    case 0x5F3:
    case 0x5F4: return script_of(before) == hebrew;
    case 0x30FB: return any_of(label, [](char32_t c) { return c != 0x30FB && (script_of(c) & (kana | han)) != 0; });
    case 0x200C: return may_not_join(label, at);
    case 0x200D: return is_virama(before);
    default: return false;
  }
}

bool is_right_to_left(char32_t c) {
  return (within(c, 0x590, 0x8FF) && !is_persian_digit(c)) || within(c, 0xFB1D, 0xFDFF) || within(c, 0xFE70, 0xFEFF) || within(c, 0x10800, 0x10FFF) || within(c, 0x1E800, 0x1EFFF);
}
bool is_digit(char32_t c) { return within(c, '0', '9') || is_persian_digit(c); }

// The rule of RFC 5893 for a label with letters that are written from right to left: no Latin ones among them, a letter first,
// a letter or a digit last, and digits of one kind.
bool keeps_direction(const LabelPoints& label) {
  std::size_t last = label.count;
  while (last > 1 && is_combining_mark(label.points[last - 1])) --last;
  const char32_t end = label.points[last - 1];
  if (!is_right_to_left(label.points[0]) || is_arabic_digit(label.points[0]) || is_persian_digit(label.points[0]) || end == '-') return false;
  const bool has_left = any_of(label, [](char32_t c) { return is_letter(c) && !is_right_to_left(c); });
  return !has_left && !(any_of(label, is_digit) && any_of(label, is_arabic_digit));
}

}  // namespace

void LabelPoints::push_back(char32_t point) {
  if (count < points.size()) {
    points[count++] = point;
  } else {
    is_cut = true;
  }
}

bool is_right_label(const LabelPoints& label, LabelTraits& traits) {
  if (label.count == 0 || is_combining_mark(label.points[0])) return false;
  unsigned scripts = 0;
  bool is_all_alike = true;
  bool has_right_to_left = false;
  for (std::size_t i = 0; i < label.count; ++i) {
    const char32_t c = label.points[i];
    const bool is_host = c == '-' || (c < 0x80 && (is_ascii_letter(static_cast<char>(c)) || is_ascii_digit(static_cast<char>(c))));
    if (!is_host && !(c >= 0x80 && is_domain_letter(c)) && !is_right_in_context(label, i)) return false;
    scripts |= script_of(c);
    is_all_alike = is_all_alike && (c < 0x80 ? !is_ascii_letter(static_cast<char>(c)) : latin_for(c) != '\0');
    has_right_to_left = has_right_to_left || is_right_to_left(c);
  }
  if (any_of(label, is_arabic_digit) && any_of(label, is_persian_digit)) return false;
  if (is_mixture(scripts)) traits.mixes_scripts = true;
  if (is_all_alike && scripts == cyrillic) traits.looks_latin = true;
  if (has_right_to_left) {
    traits.is_right_to_left = true;
    return keeps_direction(label);
  }
  if (is_digit(label.points[0])) traits.breaks_direction = true;
  return true;
}

FixedText<80> latin_look_alike(std::string_view domain) {
  FixedText<80> result;
  bool is_changed = false;
  const auto add = [&](char32_t c) {
    const char latin_letter = latin_for(c);
    is_changed = is_changed || latin_letter != '\0';
    append_code_point(result, latin_letter != '\0' ? static_cast<char32_t>(latin_letter) : c);
  };
  for (std::size_t start = 0; start <= domain.size();) {
    const std::size_t end = std::min(domain.find('.', start), domain.size());
    const std::string_view label = domain.substr(start, end - start);
    LabelPoints points;
    if (label.starts_with("xn--") && decode_punycode(label.substr(4), points.points, points.count)) {
      for (std::size_t i = 0; i < points.count; ++i) add(points.points[i]);
    } else {
      for (std::size_t position = 0; position < label.size();) add(next_code_point(label, position));
    }
    if (end < domain.size()) result.push_back('.');
    start = end + 1;
  }
  if (!is_changed || result.is_cut()) return {};
  return result;
}

char32_t small_letter(char32_t c) {
  if (c < 0x80) return static_cast<char32_t>(ascii_lower(static_cast<char>(c)));
  if (within(c, 0xC0, 0xDE)) return c == 0xD7 ? c : c + 32;
  if (c == 0x178) return 0xFF;
  if (c == 0x1E9E) return 0xDF;
  // Capital and small letters by turns, the capital first on even or on odd places.
  const bool even_first = within(c, 0x100, 0x12F) || within(c, 0x132, 0x137) || within(c, 0x14A, 0x177) || within(c, 0x1A0, 0x1A5) || within(c, 0x1DE, 0x1EF) ||
                          within(c, 0x1F8, 0x21F) || within(c, 0x222, 0x233) || within(c, 0x3D8, 0x3EF) || within(c, 0x460, 0x481) || within(c, 0x48A, 0x4BF) ||
                          within(c, 0x4D0, 0x52F) || within(c, 0x1E00, 0x1E95) || within(c, 0x1EA0, 0x1EFF);
  if (even_first) return c | 1;
  const bool odd_first = within(c, 0x139, 0x148) || within(c, 0x179, 0x17E) || within(c, 0x1CD, 0x1DC) || within(c, 0x4C1, 0x4CE) || c == 0x1AF || c == 0x1B7;
  if (odd_first) return c + (c & 1);
  if (within(c, 0x391, 0x3AB) && c != 0x3A2) return c + 32;
  if (c == 0x386) return 0x3AC;
  if (within(c, 0x388, 0x38A)) return c + 37;
  if (c == 0x38C) return 0x3CC;
  if (within(c, 0x38E, 0x38F)) return c + 63;
  if (within(c, 0x400, 0x40F)) return c + 80;
  if (within(c, 0x410, 0x42F)) return c + 32;
  if (c == 0x4C0) return 0x4CF;
  if (within(c, 0x531, 0x556)) return c + 48;
  return c;
}

void normalize_domain(std::string& text, std::size_t from, bool folds_width) {
  if (is_small_ascii(std::string_view(text).substr(from))) return;
  std::string mapped = text.substr(0, from);
  for (std::size_t position = from; position < text.size();) {
    const std::size_t start = position;
    char32_t c = next_code_point(text, position);
    if (c == invalid_code_point) {
      mapped.push_back(text[start]);
      continue;
    }
    if (folds_width && within(c, 0xFF01, 0xFF5E)) c -= 0xFEE0;
    if (folds_width && (c == 0x3002 || c == 0xFF61)) c = '.';
    append_code_point(mapped, small_letter(c));
  }
  text = std::move(mapped);
}

}  // namespace shared
