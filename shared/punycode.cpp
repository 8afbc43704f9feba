#include "shared/punycode.h"

#include <array>
#include <cstdint>

#include "shared/unicode.h"

namespace shared {
namespace {

constexpr std::uint32_t base = 36, t_min = 1, t_max = 26, skew = 38, damp = 700, initial_bias = 72, initial_n = 128;

std::uint32_t adapted(std::uint32_t delta, std::uint32_t count, bool first) {
  delta = first ? delta / damp : delta / 2;
  delta += delta / count;
  std::uint32_t k = 0;
  for (; delta > (base - t_min) * t_max / 2; k += base) delta /= base - t_min;
  return k + (base - t_min + 1) * delta / (delta + skew);
}

std::uint32_t threshold(std::uint32_t k, std::uint32_t bias) { return k <= bias ? t_min : k >= bias + t_max ? t_max : k - bias; }

char digit(std::uint32_t value) { return static_cast<char>(value < 26 ? 'a' + value : '0' + (value - 26)); }

int value_of(char c) {
  if (is_ascii_digit(c)) return c - '0' + 26;
  return is_ascii_letter(c) ? ascii_lower(c) - 'a' : -1;
}

void append_delta(FixedText<label_bytes_max>& output, std::uint32_t delta, std::uint32_t bias) {
  std::uint32_t q = delta;
  for (std::uint32_t k = base;; k += base) {
    const std::uint32_t t = threshold(k, bias);
    if (q < t) break;
    output.push_back(digit(t + (q - t) % (base - t)));
    q = (q - t) / (base - t);
  }
  output.push_back(digit(q));
}

}  // namespace

FixedText<label_bytes_max> a_label(std::string_view label) {
  FixedText<label_bytes_max> output;
  if (is_ascii(label)) {
    if (label.size() > label_bytes_max) return {};
    for (const char c : label) output.push_back(ascii_lower(c));
    return output;
  }
  std::array<char32_t, label_bytes_max> points;
  std::uint32_t count = 0;
  for (std::size_t position = 0; position < label.size();) {
    if (count == points.size()) return {};
    points[count] = next_code_point(label, position);
    ++count;
  }
  output.append("xn--");
  std::uint32_t handled = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (points[i] >= 0x80) continue;
    output.push_back(ascii_lower(static_cast<char>(points[i])));
    ++handled;
  }
  const std::uint32_t basic = handled;
  if (basic > 0) output.push_back('-');
  std::uint32_t n = initial_n, delta = 0, bias = initial_bias;
  while (handled < count) {
    std::uint32_t next = 0xFFFFFFFF;
    for (std::uint32_t i = 0; i < count; ++i) {
      if (points[i] >= n && points[i] < next) next = points[i];
    }
    delta += (next - n) * (handled + 1);
    n = next;
    for (std::uint32_t i = 0; i < count; ++i) {
      if (points[i] < n) ++delta;
      if (points[i] != n) continue;
      append_delta(output, delta, bias);
      bias = adapted(delta, handled + 1, handled == basic);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++n;
  }
  if (output.is_cut()) return {};
  return output;
}

bool decode_punycode(std::string_view encoded, std::array<char32_t, label_bytes_max>& points, std::size_t& count) {
  const std::size_t last_hyphen = encoded.rfind('-');
  const std::size_t basic = last_hyphen == std::string_view::npos ? 0 : last_hyphen;
  std::size_t position = last_hyphen == std::string_view::npos ? 0 : last_hyphen + 1;
  // All ASCII needs no encoding, and no label is longer than its encoding.
  if (position >= encoded.size() || encoded.size() > points.size()) return false;
  for (count = 0; count < basic; ++count) points[count] = static_cast<unsigned char>(ascii_lower(encoded[count]));
  std::uint32_t n = initial_n, i = 0, bias = initial_bias;
  while (position < encoded.size()) {
    const std::uint32_t before = i;
    std::uint32_t weight = 1;
    for (std::uint32_t k = base;; k += base) {
      if (position == encoded.size()) return false;
      const int value = value_of(encoded[position++]);
      if (value < 0 || static_cast<std::uint64_t>(value) * weight + i > 0x7FFFFFFF) return false;
      i += static_cast<std::uint32_t>(value) * weight;
      const std::uint32_t t = threshold(k, bias);
      if (static_cast<std::uint32_t>(value) < t) break;
      if (static_cast<std::uint64_t>(weight) * (base - t) > 0x7FFFFFFF) return false;
      weight *= base - t;
    }
    const auto size = static_cast<std::uint32_t>(count + 1);
    bias = adapted(i - before, size, before == 0);
    n += i / size;
    i %= size;
    if (n > 0x10FFFF || count == points.size()) return false;
    const auto place = points.begin() + static_cast<std::ptrdiff_t>(i);
    std::copy_backward(place, points.begin() + static_cast<std::ptrdiff_t>(count), points.begin() + static_cast<std::ptrdiff_t>(count) + 1);
    *place = n;
    ++count;
    ++i;
  }
  return true;
}

}  // namespace shared
