#include "server/secrets.h"

#include <sodium.h>

#include <array>
#include <cstring>

namespace server {
namespace {

// Before any other call; cheap when it was done.
void start_sodium() {
  static const int started = sodium_init();
  (void)started;
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string hexadecimal(const unsigned char* bytes, std::size_t count) {
  std::string text(count * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes, count);
  text.pop_back();
  return text;
}

}  // namespace

std::string random_guid() {
  // Many are made for each request, and nothing is secret about them: the system is asked for many at once.
  constexpr std::size_t guids_at_once = 64;
  static thread_local std::array<unsigned char, 16 * guids_at_once> supply;
  static thread_local std::size_t used = supply.size();
  if (used == supply.size()) {
    start_sodium();
    randombytes_buf(supply.data(), supply.size());
    used = 0;
  }
  std::array<unsigned char, 16> bytes;
  std::memcpy(bytes.data(), supply.data() + used, bytes.size());
  used += bytes.size();
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text.push_back('-');
    text.push_back(digits[bytes[i] >> 4]);
    text.push_back(digits[bytes[i] & 15]);
  }
  return text;
}

std::int64_t random_etag() {
  start_sodium();
  std::int64_t number = 0;
  while (number == 0) randombytes_buf(&number, sizeof number);
  return number;
}

std::string random_token() {
  start_sodium();
  std::array<char, 32> bytes;
  randombytes_buf(bytes.data(), bytes.size());
  return base64url({bytes.data(), bytes.size()});
}

std::string random_password() {
  start_sodium();
  constexpr std::string_view letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  std::string password;
  for (int i = 0; i < 20; ++i) password.push_back(letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))]);
  return password;
}

std::string sha256_hex(std::string_view text) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest;
  crypto_hash_sha256(digest.data(), bytes_of(text), text.size());
  return hexadecimal(digest.data(), digest.size());
}

std::string sha256_base64url(std::string_view text) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest;
  crypto_hash_sha256(digest.data(), bytes_of(text), text.size());
  return base64url({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string seal(std::string_view key, std::string_view text) {
  start_sodium();
  std::array<unsigned char, crypto_secretbox_KEYBYTES> box_key;
  crypto_generichash(box_key.data(), box_key.size(), bytes_of(key), key.size(), nullptr, 0);
  std::string sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.size(), '\0');
  auto* bytes = reinterpret_cast<unsigned char*>(sealed.data());
  randombytes_buf(bytes, crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(bytes + crypto_secretbox_NONCEBYTES, bytes_of(text), text.size(), bytes, box_key.data());
  return base64url(sealed);
}

bool unseal(std::string_view key, std::string_view sealed, std::string& text) {
  std::string opened;
  constexpr std::size_t around = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (!from_base64url(sealed, opened) || opened.size() < around) return false;
  std::array<unsigned char, crypto_secretbox_KEYBYTES> box_key;
  crypto_generichash(box_key.data(), box_key.size(), bytes_of(key), key.size(), nullptr, 0);
  text.assign(opened.size() - around, '\0');
  const unsigned char* bytes = bytes_of(opened);
  return crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(text.data()), bytes + crypto_secretbox_NONCEBYTES, opened.size() - crypto_secretbox_NONCEBYTES, bytes,
                                    box_key.data()) == 0;
}

std::string authentication_code(std::string_view key, std::string_view text) {
  crypto_auth_hmacsha256_state state;
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> code;
  crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(text), text.size());
  crypto_auth_hmacsha256_final(&state, code.data());
  return base64url({reinterpret_cast<const char*>(code.data()), code.size()});
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string base64url(std::string_view bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.resize(std::strlen(text.c_str()));
  return text;
}

bool from_base64url(std::string_view text, std::string& bytes) {
  bytes.assign(text.size(), '\0');
  std::size_t size = 0;
  const int code = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                                     nullptr, &size, nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  bytes.resize(code == 0 ? size : 0);
  return code == 0;
}

}  // namespace server
