#include "server/passwords.h"

#include <sodium.h>

#include <atomic>
#include <semaphore>

namespace server {
namespace {

// 19 MiB and two passes: what OWASP advises for servers, about 40 ms.
constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 19 * 1024 * 1024;

// Each takes a core and its memory for a while: no number of callers may take more than this, nor keep more threads waiting.
constexpr int computed_at_once = 2;
constexpr int waiting_max = 6;

std::counting_semaphore<computed_at_once>& slots() {
  static std::counting_semaphore<computed_at_once> semaphore(computed_at_once);
  return semaphore;
}

class Slot {
 public:
  Slot() { slots().acquire(); }
  ~Slot() { slots().release(); }
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;
};

// How many compute or wait now.
class Place {
 public:
  Place() : taken_(count().fetch_add(1) + 1) {}
  ~Place() { count().fetch_sub(1); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  bool is_free() const { return taken_ <= computed_at_once + waiting_max; }

 private:
  static std::atomic<int>& count() {
    static std::atomic<int> places{0};
    return places;
  }
  int taken_;
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

PasswordCheck check_password(std::string_view stored, std::string_view password) {
  if (sodium_init() < 0 || password.size() > password_bytes_max) return PasswordCheck::wrong;
  const Place place;
  if (!place.is_free()) return PasswordCheck::busy;
  const bool is_known = !stored.empty();
  const std::string compared(is_known ? stored : std::string_view(decoy()));
  bool is_right = false;
  {
    const Slot slot;
    is_right = crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
  }
  if (!is_known || !is_right) return PasswordCheck::wrong;
  return crypto_pwhash_str_needs_rehash(compared.c_str(), passes, memory_bytes) == 0 ? PasswordCheck::right : PasswordCheck::right_but_outdated;
}

}  // namespace server
