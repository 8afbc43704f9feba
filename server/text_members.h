// The members of one small JSON object whose values are texts: a sign-in, a filter. Strict as all bodies are: UTF-8, no name
// twice, a bounded depth, nothing behind the object.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/result.h"
#include "shared/wire.h"

namespace server {

class TextMembers {
 public:
  static shared::Result<TextMembers, shared::WireError> read(std::string_view json);

  // A member's text, its name in any case, with or without "_" and blanks, as published clients write it; nullptr where it is absent
  // or no text.
  const std::string* find(std::string_view name) const;

  // The same for an enumeration, which may come as its number: then the digits.
  const std::string* find_word(std::string_view name) const;

  // "StartsWith" and "starts_with" are the same.
  static std::string bare(std::string_view name);

 private:
  struct Member {
    std::string name;  // Bare.
    std::string value;
    bool is_number;
  };
  std::vector<Member> members_;
};

}  // namespace server
