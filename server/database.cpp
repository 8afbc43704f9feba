#include "server/database.h"

#include <algorithm>

#include "shared/text.h"

namespace server {

std::string_view code_of(StoreFailure failure) {
  switch (failure) {
    case StoreFailure::refused: return "refused";
    case StoreFailure::busy: return "busy";
    case StoreFailure::full: return "full";
    case StoreFailure::unavailable: return "unavailable";
    case StoreFailure::unknown: return "unknown";
    case StoreFailure::newer_schema: return "newer_schema";
    case StoreFailure::in_use: return "in_use";
    case StoreFailure::faulty: return "faulty";
  }
  return "faulty";
}

bool are_storable(std::span<const Parameter> parameters) {
  return std::all_of(parameters.begin(), parameters.end(), [](const Parameter& parameter) {
    const auto* text = std::get_if<std::string_view>(&parameter);
    return !text || (text->find('\0') == std::string_view::npos && shared::is_utf8(*text));
  });
}

std::int64_t integer_of(const Value& value) {
  const auto* integer = std::get_if<std::int64_t>(&value);
  return integer ? *integer : 0;
}

const std::string& text_of(const Value& value) {
  static const std::string empty;
  const auto* text = std::get_if<std::string>(&value);
  return text ? *text : empty;
}

}  // namespace server
