// Local users and their sessions: sign-in, who a cookie belongs to, sign-out.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/accounts.h"
#include "server/database.h"

namespace server {

inline constexpr std::int64_t session_idle_ms = 30 * 60 * 1000;
inline constexpr std::int64_t session_absolute_ms = 12 * 60 * 60 * 1000;

enum class SignInFailure : std::uint8_t {
  wrong,        // Unknown, disabled, or another password: the answer and its time do not tell which.
  too_often,    // Wait `retry_after_seconds`.
  unavailable,  // The store does not answer.
};

struct FoundSession {
  Principal principal;
  bool is_due = false;  // Its use is to be noted: note_seen().
};

struct SignedIn {
  std::string token;  // For the cookie; the store keeps only its digest.
  Principal principal;
};

struct NewUser {
  std::string user;
  std::string display_name;
  shared::Role role = shared::Role::helpdesk_agent;
  std::string password;
};

struct ListedUser {
  std::string user;
  std::string display_name;
  std::string role;
  bool disabled = false;
};

class Users {
 public:
  explicit Users(Database& database) : database_(database) {}

  // Failures make the next attempt wait longer and longer: the fifth for one user, the 21st from one address. Nobody is
  // locked out.
  shared::Result<SignedIn, SignInFailure> sign_in(std::string_view user, std::string_view password, std::string_view address, std::int64_t now_ms,
                                                  int& retry_after_seconds);

  // No value: no such session, or it has ended.
  static shared::Result<std::optional<FoundSession>, StoreFailure> find_session(Connection& connection, std::string_view token, std::int64_t now_ms);
  std::optional<Principal> principal_of(std::string_view token, std::int64_t now_ms);
  void note_seen(std::string_view token, std::int64_t now_ms);
  void sign_out(std::string_view token);

  // False where the user exists already (add) or does not exist (others), or the store fails.
  bool add(std::string_view reseller_id, const NewUser& user, std::int64_t now_ms);
  bool set_password(std::string_view user, std::string_view password, std::int64_t now_ms);  // Ends the user's sessions.
  bool disable(std::string_view user, std::int64_t now_ms);                                  // Ends the user's sessions.
  std::vector<ListedUser> list();
  std::int64_t count();

 private:
  struct Attempts {
    int failures = 0;
    std::int64_t next_at_ms = 0;
  };
  bool must_wait(const std::string& key, std::int64_t now_ms, int& retry_after_seconds);
  void note(const std::string& key, int free_failures, bool right, std::int64_t now_ms);

  Database& database_;
  std::mutex mutex_;
  std::unordered_map<std::string, Attempts> attempts_;
};

}  // namespace server
