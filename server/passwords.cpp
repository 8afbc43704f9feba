#include "server/passwords.h"

#include <sodium.h>

#include <semaphore>

namespace server {
namespace {

// 19 MiB and two passes: what OWASP advises for servers, about 40 ms.
constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 19 * 1024 * 1024;

// Each takes a core and its memory for a while: no number of callers may take more than this.
std::counting_semaphore<2>& slots() {
  static std::counting_semaphore<2> semaphore(2);
  return semaphore;
}

class Slot {
 public:
  Slot() { slots().acquire(); }
  ~Slot() { slots().release(); }
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;
};

// Of a password that nobody has.
const std::string& decoy() {
  static const std::string stored = hash_password("the stored text of an unknown user");
  return stored;
}

}  // namespace

std::string hash_password(std::string_view password) {
  if (sodium_init() < 0) return {};
  const Slot slot;
  std::string stored(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(stored.data(), password.data(), password.size(), passes, memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) return {};
  stored.resize(stored.find('\0'));
  return stored;
}

bool is_password(std::string_view stored, std::string_view password) {
  if (sodium_init() < 0 || password.size() > password_bytes_max) return false;
  const bool known = !stored.empty();
  const std::string compared(known ? stored : std::string_view(decoy()));
  const Slot slot;
  const bool right = crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
  return known && right;
}

}  // namespace server
