// Writes compact JSON: commas come by themselves, broken UTF-8 becomes U+FFFD, so that every answer can be read.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "shared/text.h"

namespace shared {

class JsonWriter {
 public:
  void open(char bracket) {
    comma();
    text_.push_back(bracket);
    first_ = true;
  }
  void close(char bracket) {
    text_.push_back(bracket);
    first_ = false;
  }
  void key(std::string_view name) {
    comma();
    quoted(name);
    text_.push_back(':');
    first_ = true;
  }
  void string(std::string_view value) {
    comma();
    quoted(value);
  }
  void number(std::int64_t value) {
    comma();
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value);
    text_.append(digits, end.ptr);
  }
  void boolean(bool value) {
    comma();
    text_.append(value ? "true" : "false");
  }
  void member(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    key(name);
    string(value);
  }
  std::string take() { return std::move(text_); }

 private:
  void comma() {
    if (!first_) text_.push_back(',');
    first_ = false;
  }
  void escape(char32_t c) {
    static constexpr char hex[] = "0123456789abcdef";
    text_.append("\\u00");
    text_.push_back(hex[(c >> 4) & 15]);
    text_.push_back(hex[c & 15]);
  }
  void quoted(std::string_view value) {
    text_.push_back('"');
    for (std::size_t position = 0; position < value.size();) {
      const char32_t c = next_code_point(value, position);
      if (c == invalid_code_point) {
        text_.append("\xEF\xBF\xBD");
      } else if (c == '"' || c == '\\') {
        text_.push_back('\\');
        text_.push_back(static_cast<char>(c));
      } else if (c == '\n') {
        text_.append("\\n");
      } else if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
        escape(c);
      } else {
        append_code_point(text_, c);
      }
    }
    text_.push_back('"');
  }

  std::string text_;
  bool first_ = true;
};

}  // namespace shared
