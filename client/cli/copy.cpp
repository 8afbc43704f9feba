#include "client/cli/copy.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace client::cli {

Copy::~Copy() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!unfinished_path_.empty()) ::unlink(unfinished_path_.c_str());
}

bool Copy::fail(const char* what) {
  error_ = std::string(what) + ". " + reason_of(errno);
  return false;
}

bool Copy::begin(const std::string& path) {
  path_ = path;
  unfinished_path_ = path + ".XXXXXX";
  descriptor_ = ::mkstemp(unfinished_path_.data());
  if (descriptor_ < 0) {
    unfinished_path_.clear();
    return fail("cannot be written");
  }
  // As for any new file, not for its owner alone as mkstemp has it.
  const mode_t mask = ::umask(0);
  ::umask(mask);
  ::fchmod(descriptor_, 0666 & ~mask);
  return true;
}

bool Copy::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor_, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail("cannot be written further");
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool Copy::finish() {
  if (::fsync(descriptor_) != 0) return fail("cannot be brought to disk");
  ::close(descriptor_);
  descriptor_ = -1;
  if (std::rename(unfinished_path_.c_str(), path_.c_str()) != 0) return fail("cannot be given its name");
  unfinished_path_.clear();
  // The name itself is in the folder.
  const std::size_t slash = path_.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path_.substr(0, slash + 1);
  const int folder_descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder_descriptor < 0) return true;
  ::fsync(folder_descriptor);
  ::close(folder_descriptor);
  return true;
}

}  // namespace client::cli
