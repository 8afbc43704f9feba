#include "shared/json_writer.h"

#include "shared/text.h"

namespace shared {
namespace {

void append_escape(std::string& output, char32_t c) {
  static constexpr char hex[] = "0123456789abcdef";
  output.append("\\u00");
  output.push_back(hex[(c >> 4) & 15]);
  output.push_back(hex[c & 15]);
}

constexpr bool is_plain(char c) { return c >= ' ' && c < 0x7F && c != '"' && c != '\\'; }

}  // namespace

void append_json_text(std::string& output, std::string_view value) {
  output.push_back('"');
  for (std::size_t position = 0; position < value.size();) {
    const std::size_t start = position;
    while (position < value.size() && is_plain(value[position])) ++position;
    output.append(value, start, position - start);
    if (position == value.size()) break;
    const char32_t c = next_code_point(value, position);
    if (c == invalid_code_point) {
      output.append("\xEF\xBF\xBD");
    } else if (c == '"' || c == '\\') {
      output.push_back('\\');
      output.push_back(static_cast<char>(c));
    } else if (c == '\n') {
      output.append("\\n");
    } else if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
      append_escape(output, c);
    } else {
      append_code_point(output, c);
    }
  }
  output.push_back('"');
}

}  // namespace shared
