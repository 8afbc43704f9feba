// Bytes in and out of kundkonto-check, without iostreams: the program reads and writes files, tests read and write texts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace client::cli {

// A sentence on an errno: our words for the usual ones, the system's for all others.
std::string reason_of(int error);

class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  // Up to `size` bytes, at least one unless the end is reached: 0 is the end, -1 a failure with a sentence in `error()`.
  virtual std::ptrdiff_t read(char* to, std::size_t size) = 0;

  // All bytes from the start to the end; -1 where that is not known, as of a pipe.
  virtual std::int64_t size_bytes() const { return -1; }

  const std::string& error() const { return error_; }

 protected:
  std::string error_;
};

class Sink {
 public:
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  virtual ~Sink() = default;

  // False when nothing more can be written: the reader has gone (`error()` is empty) or writing failed (a sentence).
  virtual bool write(std::string_view text) = 0;

  const std::string& error() const { return error_; }

 protected:
  std::string error_;
};

inline Sink& operator<<(Sink& sink, std::string_view text) {
  sink.write(text);
  return sink;
}
inline Sink& operator<<(Sink& sink, char c) { return sink << std::string_view(&c, 1); }

// A text instead of a file.
class TextSource : public Source {
 public:
  explicit TextSource(std::string_view text) : rest_(text) {}
  std::ptrdiff_t read(char* to, std::size_t size) override;

 private:
  std::string_view rest_;
};

class TextSink : public Sink {
 public:
  bool write(std::string_view text) override {
    text_.append(text);
    return true;
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// An open file or pipe, closed with the object unless it is one of the process's own three.
class FileSource : public Source {
 public:
  explicit FileSource(int descriptor) : descriptor_(descriptor) {}
  ~FileSource() override;

  // Opens `path`; false with a sentence in `error()`.
  bool open(const std::string& path);

  std::ptrdiff_t read(char* to, std::size_t size) override;
  std::int64_t size_bytes() const override;

  // Which file it is, to find that two names mean the same one.
  bool is_same_file(const std::string& path) const;

 private:
  int descriptor_ = -1;
};

class FileSink : public Sink {
 public:
  explicit FileSink(int descriptor) : descriptor_(descriptor) {}
  bool write(std::string_view text) override;

 private:
  int descriptor_;
};

// What a process has: standard input, output and error.
struct Console {
  Source& input;
  Sink& output;
  Sink& errors;
  bool errors_are_a_terminal = false;
};

}  // namespace client::cli
