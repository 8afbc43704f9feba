// JSON read in place, piece by piece, without a document in between: strict RFC 8259 in UTF-8, and the limits of the API.
// The caller asks for what kind of value stands next and takes it; what is not taken must be skipped. The first fault
// ends reading: every question after it answers "nothing more".
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace shared {

inline constexpr int json_depth_max = 32;

class JsonReader {
 public:
  enum class Kind : std::uint8_t { nothing, object, array, text, number, boolean, null };
  enum class Fault : std::uint8_t { none, not_utf8, not_json, too_deep, duplicate_key };

  // Begins with `text`, which must stay until reading ends. Memory of an earlier text is used again.
  void begin(std::string_view text);

  // What stands next, where a value may stand; `nothing` after a fault.
  Kind kind() const;

  // An object: enter it, then ask for members until there is none. `name` is valid until the next question, `hash` is
  // hash_of(name). A name that stands twice, in any case of ASCII letters, is a fault.
  bool enter_object();
  bool next_member(std::string_view& name, std::uint32_t& hash);

  // An array: enter it, then ask for items until there is none.
  bool enter_array();
  bool next_item();

  bool read_text(std::string& value);     // False, and skipped, where no text stands.
  bool read_boolean(bool& value);         // False, and skipped, where neither true nor false stands.
  bool read_integer(std::int64_t& value); // False, and skipped, where no whole number of at most 18 digits stands.
  void skip();

  // Only blanks may follow the value that was read.
  void finish();

  // Bytes from the start of the text to what stands next.
  std::size_t position() const { return position_; }

  bool has_failed() const { return fault_ != Fault::none; }

  // Why reading ended. Bytes that are no UTF-8 come before all other faults, wherever they stand.
  Fault fault() const;
  const std::string& duplicate_name() const { return duplicate_name_; }  // As it was written.

  // The same for names that differ in the case of ASCII letters only. Eight bytes are taken at a time.
  static constexpr std::uint32_t hash_of(std::string_view name) {
    std::uint64_t hash = name.size();
    for (; name.size() >= 8; name.remove_prefix(8)) hash = next_hash(hash, word_of(name, 8));
    if (!name.empty()) hash = next_hash(hash, word_of(name, name.size()));
    return static_cast<std::uint32_t>(hash >> 32);
  }

 private:
  struct Key {
    std::uint32_t hash;
    std::uint32_t size;     // With escapes, without quotes.
    std::size_t position;
  };
  // Names of one object up to this number are compared one by one; beyond it a tree keeps the time in bounds.
  static constexpr std::size_t compared_keys_max = 64;

  static constexpr std::uint64_t word_of(std::string_view bytes, std::size_t count) {
    std::uint64_t word = 0;
    if (count == 8 && !std::is_constant_evaluated()) {
      std::memcpy(&word, bytes.data(), 8);
      return word;
    }
    for (std::size_t i = 0; i < count; ++i) word |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    return word;
  }
  static constexpr std::uint64_t next_hash(std::uint64_t hash, std::uint64_t word) {
    hash = (hash ^ (word | 0x2020202020202020U)) * 0x9E3779B97F4A7C15U;
    return hash ^ (hash >> 29);
  }

  bool fail(Fault fault);
  void skip_blanks();
  bool scan_text(std::string_view& raw, bool& escaped);
  bool scan_escape();
  bool scan_digits();
  bool skip_number();
  bool skip_word(std::string_view word);
  bool enter(char bracket);
  bool close();
  bool is_new_key(std::string_view name, const Key& key);

  std::string_view text_;
  std::size_t position_ = 0;
  Fault fault_ = Fault::none;
  bool opened_ = false;  // Nothing stands yet in the object or array that was entered last.
  std::vector<Key> keys_;             // Of all objects that are open.
  std::vector<std::size_t> levels_;   // Where the keys of each open object or array begin.
  std::set<std::string> many_keys_;   // Level and name in lower case, of objects with many members.
  std::string name_;                  // A name with escapes.
  std::string duplicate_name_;
};

}  // namespace shared
