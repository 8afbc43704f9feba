#include "client/messages.h"

namespace client {

std::string_view say(Message message, shared::Language language) {
  return message_rows[static_cast<std::size_t>(message)][static_cast<std::size_t>(language)];
}

std::string say(Message message, shared::Language language, std::initializer_list<Filling> fillings) {
  std::string_view text = say(message, language);
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::size_t end = text[i] == '{' ? text.find('}', i) : std::string_view::npos;
    if (end == std::string_view::npos) {
      result.push_back(text[i]);
      continue;
    }
    std::string_view gap = text.substr(i + 1, end - i - 1);
    for (const Filling& filling : fillings) {
      if (filling.first == gap) result.append(filling.second);
    }
    i = end;
  }
  return result;
}

}  // namespace client
