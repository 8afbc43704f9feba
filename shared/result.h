// A value, or why there is none. std::expected is C++23 and missing in Emscripten's library.
#pragma once

#include <cassert>
#include <utility>
#include <variant>

namespace shared {

template <typename Value, typename Failure>
class Result {
 public:
  Result(Value value) : content_(std::in_place_index<0>, std::move(value)) {}
  Result(Failure failure) : content_(std::in_place_index<1>, std::move(failure)) {}

  explicit operator bool() const { return content_.index() == 0; }

  // Only where the result is true.
  Value& operator*() { return *value_pointer(); }
  const Value& operator*() const { return *value_pointer(); }
  Value* operator->() { return value_pointer(); }
  const Value* operator->() const { return value_pointer(); }

  // Only where the result is false.
  const Failure& failure() const {
    const Failure* failure = std::get_if<1>(&content_);
    assert(failure);
    return *failure;
  }

 private:
  Value* value_pointer() {
    Value* value = std::get_if<0>(&content_);
    assert(value);
    return value;
  }
  const Value* value_pointer() const {
    const Value* value = std::get_if<0>(&content_);
    assert(value);
    return value;
  }

  std::variant<Value, Failure> content_;
};

}  // namespace shared
