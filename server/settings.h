// What an operator can set: one member a setting. Names, defaults, bounds and meanings as flags, environment variables and
// lines of a file stand in one table, in configuration.cpp; this is what the rest of the server reads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace server {

enum class LogLevel : std::uint8_t { debug, info, warning, error };

// Where to listen: "127.0.0.1:8080", "[::1]:8080". Port 0 takes a free one; a negative port means: do not listen.
struct ListenAddress {
  std::string host;
  int port = -1;
};

struct Settings {
  // Where.
  ListenAddress listen{"127.0.0.1", 8080};
  ListenAddress admin_listen;                    // Without a port: the operator's addresses are answered on `listen`, to loopback only.
  std::string data_folder;
  std::string database;                          // "postgresql://..."; empty: SQLite in `data_folder`. May hold a password.
  std::string web_folder = "build/web/bundle";
  std::string public_url;                        // "https://accounts.example": how browsers reach us. Empty: from the request's Host.
  bool sample_data = false;

  // Encryption and what stands in front.
  bool behind_proxy = false;                     // HTTPS ends in front of us.
  std::vector<std::string> trusted_proxies;      // Addresses whose X-Forwarded-For is believed; with behind_proxy also loopback.
  std::string tls_certificate_file;              // PEM, the whole chain.
  std::string tls_key_file;                      // PEM.

  // Sign-in by OpenID Connect; off where `oidc_issuer` is empty.
  std::string oidc_issuer;
  std::string oidc_client_id;
  std::string oidc_client_secret;                // Secret.
  std::vector<std::string> oidc_audiences;       // Of bearer tokens; empty: the client id.
  std::string oidc_scopes = "openid profile email";
  std::string oidc_roles_claim = "roles";
  std::vector<std::string> oidc_role_map;        // "AdminAgents=admin_agent".
  std::string oidc_reseller_claim = "tid";
  std::vector<std::string> oidc_token_types;     // "typ" of its access tokens; empty: at+jwt. Some issuers say JWT.
  std::vector<std::string> oidc_applications;    // Programs whose tokens are accepted, by client id; empty: any.
  int oidc_keys_interval_seconds = 300;          // At least between two fetches of keys that unknown ones cause.
  std::vector<std::string> oidc_resellers;       // "claim value=reseller id"; empty: the claim is the reseller's id.

  // Sessions.
  int session_idle_minutes = 30;
  int session_absolute_minutes = 12 * 60;
  int sessions_per_user_max = 20;

  // How much.
  int requests_per_minute_per_reseller = 500;    // Of its programs, with tokens, below /v1 without validations; 0: no limit.
  int requests_per_minute_per_user = 500;        // The same for one user's programs or one application; 0: no limit.
  int requests_per_minute_per_session_user = 30'000;  // Of one user in the editor, or with its cookie; 0: no limit.
  int request_keep_hours = 72;                   // How long answers are kept for a repeated MS-RequestId.
  int workers = 16;                              // Threads that answer.
  int connections_max = 4000;
  int connections_per_address_max = 512;
  int database_connections_max = 16;             // To PostgreSQL.

  // How the API behaves.
  bool legacy_byte_order_mark = false;           // Answers begin with EF BB BF, as old PowerShell modules need.
  bool legacy_address_answer = false;            // Address validation answers as before May 2021.
  bool allow_customer_deletion = false;          // DELETE /v1/customers/{id}, as in a sandbox.
  bool last_write_wins = false;                  // A PUT without any etag overwrites.
  bool lenient_json = false;                     // Trailing commas in requests, as in documented samples.
  bool helpdesk_may_edit_contacts = false;
  bool global_admin_may_switch_permission = false;

  // Running.
  LogLevel log_level = LogLevel::info;
  int shutdown_wait_seconds = 0;                 // Readiness says no for so long before connections are drained.
  int shutdown_deadline_seconds = 20;            // For running requests.

  bool has_tls() const { return !tls_certificate_file.empty(); }
  bool is_secure() const { return has_tls() || behind_proxy; }  // Browsers see HTTPS.
};

}  // namespace server
