#include "server/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509err.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace server {
namespace {

// For TLS 1.2; 1.3 has none that is weak.
constexpr const char* ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20";
constexpr unsigned char protocol[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
constexpr std::size_t send_bytes_max = 16 * 1024;  // One record.

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_size, const unsigned char* offered, unsigned int offered_size, void*) {
  unsigned char* found = nullptr;
  const int outcome = SSL_select_next_proto(&found, chosen_size, protocol, sizeof protocol, offered, offered_size);
  *chosen = found;
  return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

std::string last_reason() {
  const unsigned long code = ERR_peek_last_error();
  const char* reason = code ? ERR_reason_error_string(code) : nullptr;
  ERR_clear_error();
  return reason ? reason : "it cannot be read";
}

std::string fault_of_key(const std::string& certificate_file, const std::string& key_file) {
  const bool is_of_another = ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH;
  const std::string reason = last_reason();
  if (is_of_another) return "The key " + key_file + " does not belong to the certificate " + certificate_file + ".";
  return "The key " + key_file + " cannot be used: " + reason + ".";
}

// Never waits: the socket does not. What was sent in part is sent again from elsewhere in memory.
class TlsChannel final : public Channel {
 public:
  explicit TlsChannel(SSL* session) : session_(session) {}
  ~TlsChannel() override { SSL_free(session_); }
  TlsChannel(const TlsChannel&) = delete;
  TlsChannel& operator=(const TlsChannel&) = delete;

  Moved receive(std::span<char> buffer) override {
    ERR_clear_error();
    std::size_t bytes = 0;
    const int done = SSL_read_ex(session_, buffer.data(), buffer.size(), &bytes);
    // More may wait in the library, where no socket tells of it.
    return done == 1 ? Moved{bytes, Next::more} : Moved{0, next_of(done)};
  }

  Moved send(std::string_view bytes) override {
    ERR_clear_error();
    std::size_t sent = 0;
    const int done = SSL_write_ex(session_, bytes.data(), std::min(bytes.size(), send_bytes_max), &sent);
    return done == 1 ? Moved{sent, Next::more} : Moved{0, next_of(done)};
  }

  void finish() override {
    if (is_broken_ || !SSL_is_init_finished(session_)) return;
    ERR_clear_error();
    SSL_shutdown(session_);
  }

 private:
  Next next_of(int done) {
    switch (SSL_get_error(session_, done)) {
      case SSL_ERROR_WANT_READ: return Next::readable;
      case SSL_ERROR_WANT_WRITE: return Next::writable;
      case SSL_ERROR_ZERO_RETURN: return Next::ended;
      default: is_broken_ = true; return Next::ended;
    }
  }

  SSL* session_;
  bool is_broken_ = false;  // Nothing may be said any more, not even good-bye.
};

// What is wrong with the files goes into `fault`.
std::shared_ptr<SSL_CTX> open_context(const std::string& certificate_file, const std::string& key_file, std::string& fault) {
  struct stat state {};
  if (::stat(key_file.c_str(), &state) != 0) {
    fault = "The key " + key_file + " cannot be used: " + std::strerror(errno) + ".";
    return nullptr;
  }
  if ((state.st_mode & 077) != 0) {
    fault = "The key " + key_file + " may be read by others. Change its mode to 0600.";
    return nullptr;
  }
  ERR_clear_error();
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!context) {
    fault = "HTTPS cannot be set up: " + last_reason() + ".";
    return nullptr;
  }
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
  SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, nullptr);
  if (SSL_CTX_set_cipher_list(context.get(), ciphers) != 1) fault = "HTTPS cannot be set up: " + last_reason() + ".";
  else if (SSL_CTX_use_certificate_chain_file(context.get(), certificate_file.c_str()) != 1) fault = "The certificate " + certificate_file + " cannot be used: " + last_reason() + ".";
  else if (SSL_CTX_use_PrivateKey_file(context.get(), key_file.c_str(), SSL_FILETYPE_PEM) != 1) fault = fault_of_key(certificate_file, key_file);
  return fault.empty() ? context : nullptr;
}

}  // namespace

shared::Result<std::unique_ptr<Tls>, std::string> Tls::open(const std::string& certificate_file, const std::string& key_file) {
  std::unique_ptr<Tls> tls(new Tls(certificate_file, key_file));
  if (std::string fault = tls->reload(); !fault.empty()) return fault;
  return tls;
}

std::string Tls::reload() {
  std::string fault;
  auto context = open_context(certificate_file_, key_file_, fault);
  if (!context) return fault;
  const std::lock_guard lock(mutex_);
  context_ = std::move(context);
  return {};
}

std::unique_ptr<Channel> Tls::channel(int socket) {
  SSL* session = nullptr;
  {
    const std::lock_guard lock(mutex_);
    session = SSL_new(context_.get());
  }
  if (!session) return nullptr;
  if (SSL_set_fd(session, socket) != 1) {
    SSL_free(session);
    return nullptr;
  }
  SSL_set_accept_state(session);
  return std::make_unique<TlsChannel>(session);
}

}  // namespace server
