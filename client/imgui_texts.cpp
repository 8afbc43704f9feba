// Dear ImGui writes names of windows with printf and reads its settings with scanf, which bring all of the C library's
// numbers along: as much as a tenth of the editor. What is needed of them is this: %s, %d, %u and %X, with leading zeros.
#include <cstdarg>
#include <cstddef>
#include <string_view>

#include "imgui.h"
#include "imgui_internal.h"

namespace {

// Counts all, keeps what there is room for.
class Writer {
 public:
  Writer(char* buffer, std::size_t size) : buffer_(buffer), size_(buffer == nullptr ? 0 : size) {}
  void add(char c) {
    if (length_ + 1 < size_) buffer_[length_] = c;
    ++length_;
  }
  void add(std::string_view text) {
    for (char c : text) add(c);
  }
  void add(unsigned number, unsigned base, int width) {
    char digits[12];
    int count = 0;
    do {
      digits[count++] = "0123456789ABCDEF"[number % base];
      number /= base;
    } while (number != 0 || (count < width && count < 10));
    while (count > 0) add(digits[--count]);
  }
  int end() {
    if (size_ > 0) buffer_[length_ < size_ ? length_ : size_ - 1] = 0;
    return static_cast<int>(length_);
  }

 private:
  char* buffer_;
  std::size_t size_;
  std::size_t length_ = 0;
};

}  // namespace

// As vsnprintf, except that a buffer which is too small gives what was kept of the text, as ImGui's own does.
int ImFormatStringV(char* buffer, std::size_t size, const char* format, std::va_list values) {
  Writer writer(buffer, size);
  for (const char* at = format; *at != 0; ++at) {
    if (*at != '%') {
      writer.add(*at);
      continue;
    }
    int width = 0;
    for (++at; *at >= '0' && *at <= '9'; ++at) width = width * 10 + (*at - '0');
    switch (*at) {
      case 's': writer.add(std::string_view(va_arg(values, const char*))); break;
      case 'd': {
        int number = va_arg(values, int);
        if (number < 0) writer.add('-');
        writer.add(number < 0 ? 0u - static_cast<unsigned>(number) : static_cast<unsigned>(number), 10, width);
        break;
      }
      case 'u': writer.add(va_arg(values, unsigned), 10, width); break;
      case 'x':
      case 'X': writer.add(va_arg(values, unsigned), 16, width); break;
      default: IM_ASSERT(false && "This format is not written here."); return writer.end();
    }
  }
  int length = writer.end();
  return buffer != nullptr && static_cast<std::size_t>(length) >= size ? static_cast<int>(size) - 1 : length;
}

int ImFormatString(char* buffer, std::size_t size, const char* format, ...) {
  std::va_list values;
  va_start(values, format);
  int length = ImFormatStringV(buffer, size, format, values);
  va_end(values);
  return length;
}
