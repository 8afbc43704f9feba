#include "client/cli/stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace client::cli {
std::string reason_of(int error) {
  switch (error) {
    case ENOENT: return "There is no such file.";
    case EACCES:
    case EPERM: return "It may not be read or written by you.";
    case EISDIR: return "It is a folder.";
    case ENOSPC: return "The disk is full.";
    default: return std::string(std::strerror(error)) + ".";
  }
}

std::ptrdiff_t TextSource::read(char* to, std::size_t size) {
  const std::size_t count = std::min(size, rest_.size());
  std::copy_n(rest_.data(), count, to);
  rest_.remove_prefix(count);
  return static_cast<std::ptrdiff_t>(count);
}

FileSource::~FileSource() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

bool FileSource::open(const std::string& path) {
  descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) {
    error_ = reason_of(errno);
    return false;
  }
  struct stat status = {};
  if (::fstat(descriptor_, &status) == 0 && S_ISDIR(status.st_mode)) {
    error_ = reason_of(EISDIR);
    return false;
  }
  ::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_SEQUENTIAL);
  return true;
}

std::ptrdiff_t FileSource::read(char* to, std::size_t size) {
  for (;;) {
    const ssize_t count = ::read(descriptor_, to, size);
    if (count >= 0) return count;
    if (errno == EINTR) continue;
    error_ = reason_of(errno);
    return -1;
  }
}

std::int64_t FileSource::size_bytes() const {
  struct stat status = {};
  return ::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode) ? static_cast<std::int64_t>(status.st_size) : -1;
}

bool FileSource::is_same_file(const std::string& path) const {
  struct stat own = {};
  struct stat other = {};
  return ::fstat(descriptor_, &own) == 0 && ::stat(path.c_str(), &other) == 0 && own.st_dev == other.st_dev && own.st_ino == other.st_ino;
}

bool FileSink::write(std::string_view text) {
  if (descriptor_ < 0) return false;
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor_, text.data(), text.size());
    if (count >= 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      if (errno != EPIPE) error_ = reason_of(errno);
      descriptor_ = -1;
      return false;
    }
  }
  return true;
}

}  // namespace client::cli
