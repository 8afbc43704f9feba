#include "shared/normalize.h"

namespace shared {

void normalize_field(Account& account, Field field) {
  std::string& text = text_of(account, field);
  while (!text.empty() && text.back() == ' ') text.pop_back();
  text.erase(0, text.find_first_not_of(' ') == std::string::npos ? text.size() : text.find_first_not_of(' '));
}

void normalize(Account& account) {
  for (const Field field : all_fields()) normalize_field(account, field);
}

}  // namespace shared
