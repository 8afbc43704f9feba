// Writes compact JSON: commas come by themselves, broken UTF-8 becomes U+FFFD, so that every answer can be read.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace shared {

// Appends `value` in quotes, with the escapes of JSON. Bytes that are no UTF-8 become U+FFFD.
void append_json_text(std::string& output, std::string_view value);

class JsonWriter {
 public:
  JsonWriter() { text_.reserve(1024); }
  void open(char bracket) {
    comma();
    text_.push_back(bracket);
    first_ = true;
  }
  void close(char bracket) {
    text_.push_back(bracket);
    first_ = false;
  }
  // `name` is one of ours: it holds nothing that needs an escape.
  void key(std::string_view name) {
    comma();
    text_.push_back('"');
    text_.append(name);
    text_.append("\":");
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
  void null() {
    comma();
    text_.append("null");
  }
  // A value that is JSON already.
  void raw(std::string_view value) {
    comma();
    text_.append(value);
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
  void quoted(std::string_view value) { append_json_text(text_, value); }

  std::string text_;
  bool first_ = true;
};

}  // namespace shared
