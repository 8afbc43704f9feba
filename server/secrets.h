// Random identifiers and tokens, digests and authentication codes, by libsodium. Called from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace server {

std::string random_guid();              // Lower case, version 4.
std::int64_t random_etag();             // Any 64-bit number but 0.
std::string random_token();             // 256 bits, base64url: for cookies and continuation tokens' keys.
std::string random_password();          // 20 letters and digits that cannot be mistaken for each other.
std::string sha256_hex(std::string_view text);

// HMAC-SHA-256 of `text`, base64url.
std::string authentication_code(std::string_view key, std::string_view text);
bool equal_in_constant_time(std::string_view left, std::string_view right);

std::string sha256_base64url(std::string_view text);

// Encrypted and authenticated (XSalsa20-Poly1305), base64url. Any text is a key.
std::string seal(std::string_view key, std::string_view text);
// False when it was not sealed with this key.
bool unseal(std::string_view key, std::string_view sealed, std::string& text);

std::string base64url(std::string_view bytes);
// False when `text` is no base64url.
bool from_base64url(std::string_view text, std::string& bytes);

}  // namespace server
