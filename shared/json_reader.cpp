#include "shared/json_reader.h"

#include <bit>
#include <cstring>

#include "shared/text.h"

namespace shared {
namespace {

constexpr bool is_json_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// How many of the next eight bytes are plain: neither quote nor backslash nor control nor beyond ASCII. The lowest byte
// that a subtraction marks is marked rightly; a borrow can only mark bytes above it.
std::size_t plain_bytes(const char* bytes) {
  static_assert(std::endian::native == std::endian::little, "the first byte is the lowest");
  constexpr std::uint64_t ones = 0x0101010101010101U;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  const std::uint64_t special = (((word ^ (ones * '"')) - ones) | ((word ^ (ones * '\\')) - ones) | (word - ones * 0x20) | word) & (ones * 0x80);
  return static_cast<std::size_t>(std::countr_zero(special)) / 8;  // 8 when nothing is special.
}

int value_of_hex(char c) {
  if (is_ascii_digit(c)) return c - '0';
  const char lower = ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The four hexadecimal digits at `position`; -1 where they are not there.
std::int32_t unit_at(std::string_view text, std::size_t position) {
  if (position > text.size() || text.size() - position < 4) return -1;
  std::int32_t unit = 0;
  for (std::size_t i = position; i < position + 4; ++i) {
    const int digit = value_of_hex(text[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

constexpr bool is_high_surrogate(std::int32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
constexpr bool is_low_surrogate(std::int32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

// The text that `raw`, already found to be right, stands for.
void decode(std::string_view raw, std::string& value) {
  value.clear();
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '\\') {
      value.push_back(raw[i]);
      continue;
    }
    const char c = raw[++i];
    if (c == 'u') {
      auto code_point = static_cast<char32_t>(unit_at(raw, i + 1));
      i += 4;
      if (is_high_surrogate(static_cast<std::int32_t>(code_point))) {
        code_point = 0x10000 + ((code_point - 0xD800) << 10) + (static_cast<char32_t>(unit_at(raw, i + 3)) - 0xDC00);
        i += 6;
      }
      append_code_point(value, code_point);
    } else {
      value.push_back(c == 'b' ? '\b' : c == 'f' ? '\f' : c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c);
    }
  }
}

}  // namespace

void JsonReader::begin(std::string_view text) {
  text_ = text;
  position_ = 0;
  fault_ = Fault::none;
  opened_ = false;
  keys_.clear();
  levels_.clear();
  many_keys_.clear();
  skip_blanks();
}

bool JsonReader::fail(Fault fault) {
  if (fault_ == Fault::none) fault_ = fault;
  position_ = text_.size();
  return false;
}

JsonReader::Fault JsonReader::fault() const {
  if (fault_ == Fault::none) return fault_;
  if (!is_utf8(text_)) return Fault::not_utf8;
  // A NUL means that these bytes are no text at all.
  return text_.find('\0') != std::string_view::npos ? Fault::not_json : fault_;
}

void JsonReader::skip_blanks() {
  while (position_ < text_.size() && is_json_blank(text_[position_])) ++position_;
}

JsonReader::Kind JsonReader::kind() const {
  if (position_ >= text_.size()) return Kind::nothing;
  const char c = text_[position_];
  switch (c) {
    case '{': return Kind::object;
    case '[': return Kind::array;
    case '"': return Kind::text;
    case 't':
    case 'f': return Kind::boolean;
    case 'n': return Kind::null;
    default: return c == '-' || is_ascii_digit(c) ? Kind::number : Kind::nothing;
  }
}

bool JsonReader::enter(char bracket) {
  if (position_ >= text_.size() || text_[position_] != bracket) return fail(Fault::not_json);
  if (levels_.size() >= json_depth_max) return fail(Fault::too_deep);
  levels_.push_back(keys_.size());
  ++position_;
  opened_ = true;
  return true;
}

bool JsonReader::enter_object() { return enter('{'); }

bool JsonReader::enter_array() { return enter('['); }

// Always false: nothing more stands in this object or array.
bool JsonReader::close() {
  ++position_;
  if (keys_.size() - levels_.back() >= compared_keys_max) {
    const char level = static_cast<char>(levels_.size());
    many_keys_.erase(many_keys_.lower_bound(std::string(1, level)), many_keys_.lower_bound(std::string(1, static_cast<char>(level + 1))));
  }
  keys_.resize(levels_.back());
  levels_.pop_back();
  opened_ = false;
  skip_blanks();
  return false;
}

bool JsonReader::next_member(std::string_view& name, std::uint32_t& hash) {
  if (has_failed()) return false;
  skip_blanks();
  if (position_ < text_.size() && text_[position_] == '}') return close();
  if (!opened_) {
    if (position_ >= text_.size() || text_[position_] != ',') return fail(Fault::not_json);
    ++position_;
    skip_blanks();
  }
  opened_ = false;
  bool escaped = false;
  const std::size_t start = position_ + 1;
  std::string_view raw;
  if (!scan_text(raw, escaped)) return false;
  if (escaped) decode(raw, name_);
  name = escaped ? std::string_view(name_) : raw;
  hash = hash_of(name);
  if (!is_new_key(name, {hash, static_cast<std::uint32_t>(raw.size()), start})) return fail(Fault::duplicate_key);
  skip_blanks();
  if (position_ >= text_.size() || text_[position_] != ':') return fail(Fault::not_json);
  ++position_;
  skip_blanks();
  return true;
}

bool JsonReader::is_new_key(std::string_view name, const Key& key) {
  const std::size_t first = levels_.back();
  for (std::size_t i = first; i < keys_.size(); ++i) {
    if (keys_[i].hash != key.hash) continue;
    std::string earlier;
    decode(text_.substr(keys_[i].position, keys_[i].size), earlier);
    if (!equal_ignoring_case(earlier, name)) continue;
    duplicate_name_ = name;
    return false;
  }
  if (keys_.size() - first < compared_keys_max) {
    keys_.push_back(key);
    return true;
  }
  std::string lower(1, static_cast<char>(levels_.size()));
  for (const char c : name) lower.push_back(ascii_lower(c));
  if (many_keys_.insert(std::move(lower)).second) return true;
  duplicate_name_ = name;
  return false;
}

bool JsonReader::next_item() {
  if (has_failed()) return false;
  skip_blanks();
  if (position_ < text_.size() && text_[position_] == ']') return close();
  if (!opened_) {
    if (position_ >= text_.size() || text_[position_] != ',') return fail(Fault::not_json);
    ++position_;
    skip_blanks();
  }
  opened_ = false;
  return true;
}

// From the quote that opens to behind the one that closes.
bool JsonReader::scan_text(std::string_view& raw, bool& escaped) {
  if (position_ >= text_.size() || text_[position_] != '"') return fail(Fault::not_json);
  const std::size_t start = ++position_;
  escaped = false;
  for (;;) {
    while (text_.size() - position_ >= 8) {
      const std::size_t plain = plain_bytes(text_.data() + position_);
      position_ += plain;
      if (plain < 8) break;
    }
    if (position_ >= text_.size()) return fail(Fault::not_json);
    const char c = text_[position_];
    if (c == '"') break;
    if (c == '\\') {
      escaped = true;
      if (!scan_escape()) return false;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      return fail(Fault::not_json);
    } else if (next_code_point(text_, position_) == invalid_code_point) {
      return fail(Fault::not_utf8);
    }
  }
  raw = text_.substr(start, position_ - start);
  ++position_;
  return true;
}

bool JsonReader::scan_escape() {
  constexpr std::string_view single = "\"\\/bfnrt";
  const char c = position_ + 1 < text_.size() ? text_[position_ + 1] : '\0';
  if (c != 'u') {
    if (c == '\0' || single.find(c) == std::string_view::npos) return fail(Fault::not_json);
    position_ += 2;
    return true;
  }
  const std::int32_t unit = unit_at(text_, position_ + 2);
  if (unit < 0 || is_low_surrogate(unit)) return fail(Fault::not_json);
  position_ += 6;
  if (!is_high_surrogate(unit)) return true;
  if (text_.substr(position_, 2) != "\\u" || !is_low_surrogate(unit_at(text_, position_ + 2))) return fail(Fault::not_json);
  position_ += 6;
  return true;
}

bool JsonReader::scan_digits() {
  const std::size_t start = position_;
  while (position_ < text_.size() && is_ascii_digit(text_[position_])) ++position_;
  return position_ > start || fail(Fault::not_json);
}

bool JsonReader::skip_number() {
  const auto is_next = [&](char c) { return position_ < text_.size() && text_[position_] == c; };
  if (is_next('-')) ++position_;
  if (is_next('0')) {
    ++position_;
  } else if (!scan_digits()) {
    return false;
  }
  if (is_next('.')) {
    ++position_;
    if (!scan_digits()) return false;
  }
  if (is_next('e') || is_next('E')) {
    ++position_;
    if (is_next('+') || is_next('-')) ++position_;
    if (!scan_digits()) return false;
  }
  return true;
}

bool JsonReader::skip_word(std::string_view word) {
  if (text_.substr(position_, word.size()) != word) return fail(Fault::not_json);
  position_ += word.size();
  return true;
}

void JsonReader::skip() {
  std::string_view name;
  std::uint32_t hash = 0;
  bool escaped = false;
  switch (kind()) {
    case Kind::nothing: fail(Fault::not_json); return;
    case Kind::object:
      enter_object();
      while (next_member(name, hash)) skip();
      return;
    case Kind::array:
      enter_array();
      while (next_item()) skip();
      return;
    case Kind::text: scan_text(name, escaped); break;
    case Kind::number: skip_number(); break;
    case Kind::boolean: skip_word(text_[position_] == 't' ? "true" : "false"); break;
    case Kind::null: skip_word("null"); break;
  }
}

bool JsonReader::read_text(std::string& value) {
  if (kind() != Kind::text) {
    skip();
    return false;
  }
  std::string_view raw;
  bool escaped = false;
  if (!scan_text(raw, escaped)) return false;
  if (escaped) {
    decode(raw, value);
  } else {
    value.assign(raw);
  }
  return true;
}

bool JsonReader::read_boolean(bool& value) {
  const bool is_boolean = kind() == Kind::boolean;
  if (is_boolean) value = text_[position_] == 't';
  skip();
  return is_boolean && !has_failed();
}

bool JsonReader::read_integer(std::int64_t& value) {
  constexpr std::size_t digits_max = 18;
  const bool is_number = kind() == Kind::number;
  const std::size_t start = position_;
  skip();
  if (!is_number || has_failed()) return false;
  std::string_view digits = text_.substr(start, position_ - start);
  const bool negative = digits.front() == '-';
  if (negative) digits.remove_prefix(1);
  if (digits.size() > digits_max || !is_all_digits(digits)) return false;
  value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  if (negative) value = -value;
  return true;
}

void JsonReader::finish() {
  skip_blanks();
  if (position_ < text_.size()) fail(Fault::not_json);
}

}  // namespace shared
