// HTTPS by the server itself: TLS 1.2 and 1.3 by OpenSSL (its sole user), as a channel of the transport, so that a client
// that shakes hands slowly holds no thread either.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "server/channel.h"
#include "shared/result.h"

struct ssl_ctx_st;

namespace server {

class Tls {
 public:
  // A certificate chain and its key, both PEM; the key's file may be read by its owner alone. Else a sentence.
  static shared::Result<std::unique_ptr<Tls>, std::string> open(const std::string& certificate_file, const std::string& key_file);

  // Reads both files again; connections that exist keep what they have. A sentence where they cannot be used, and then the
  // old ones stay.
  std::string reload();

  // nullptr when memory is short.
  std::unique_ptr<Channel> channel(int socket);

 private:
  Tls(std::string certificate_file, std::string key_file) : certificate_file_(std::move(certificate_file)), key_file_(std::move(key_file)) {}

  std::string certificate_file_;
  std::string key_file_;
  std::mutex mutex_;
  std::shared_ptr<ssl_ctx_st> context_;
};

}  // namespace server
