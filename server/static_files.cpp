#include "server/static_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "server/secrets.h"
#include "shared/text.h"

namespace server {
namespace {

struct Type {
  std::string_view ending;
  std::string_view content_type;
};
constexpr Type types[] = {
    {".html", "text/html; charset=utf-8"},  {".js", "text/javascript; charset=utf-8"}, {".css", "text/css; charset=utf-8"},
    {".wasm", "application/wasm"},          {".svg", "image/svg+xml"},                 {".woff2", "font/woff2"},
    {".png", "image/png"},                  {".txt", "text/plain; charset=utf-8"},     {".webmanifest", "application/manifest+json"},
    {".json", "application/json"},
};

// WebAssembly is compiled, scripts and styles come from our own files alone, nothing else is reached or embeds us.
constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

std::string_view content_type_of(std::string_view name) {
  for (const Type& type : types) {
    if (name.ends_with(type.ending)) return type.content_type;
  }
  return "application/octet-stream";
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream input(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(input), std::istreambuf_iterator<char>()};
}

// A name like editor.FWARDPFA.wasm: eight digits and capital letters between dots, as the bundler writes a digest.
bool has_digest(std::string_view name) {
  std::size_t run = 0;
  for (const char c : name) {
    if (c == '.' && run == 8) return true;
    run = shared::is_ascii_digit(c) || shared::is_ascii_upper(c) ? run + 1 : (c == '.' ? 0 : 100);
  }
  return false;
}

bool accepts_brotli(const Request& request) { return request.header("Accept-Encoding").find("br") != std::string_view::npos; }

}  // namespace

bool StaticFiles::load(const std::string& folder) {
  std::error_code error;
  const std::filesystem::path root(folder);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root, error)) {
    const std::string name = "/" + std::filesystem::relative(entry.path(), root, error).generic_string();
    if (!entry.is_regular_file(error) || name.ends_with(".br") || name.find("/.") != std::string::npos) continue;
    File file;
    file.content_type = content_type_of(name);
    file.content = content_of(entry.path());
    file.compressed = content_of(entry.path().string() + ".br");
    file.etag = "\"" + sha256_hex(file.content).substr(0, 32) + "\"";
    file.never_changes = has_digest(name);
    files_.emplace(name, std::move(file));
  }
  return files_.contains("/index.html");
}

void StaticFiles::add(std::string_view path, std::string_view content) {
  File file;
  file.content_type = content_type_of(path.find('.') == std::string_view::npos ? ".html" : path);
  file.content = content;
  file.etag = "\"" + sha256_hex(file.content).substr(0, 32) + "\"";
  files_.insert_or_assign(std::string(path), std::move(file));
}

Response StaticFiles::answer(const Request& request) const {
  auto found = files_.find(request.path);
  if (found == files_.end()) {
    // A missing file is missing; a view's address has no ending.
    const std::string_view last = std::string_view(request.path).substr(request.path.rfind('/') + 1);
    if (last.find('.') == std::string_view::npos) found = files_.find("/index.html");
  }
  Response response;
  if (found == files_.end()) {
    response.status = 404;
    response.content_type = "text/plain; charset=utf-8";
    response.body = "Nothing is at this address.\n";
    return response;
  }
  const File& file = found->second;
  response.set("ETag", file.etag);
  response.set("Vary", "Accept-Encoding");
  response.set("Cache-Control", file.never_changes ? "public, max-age=31536000, immutable" : "no-cache");
  response.set("Content-Security-Policy", content_security_policy);
  if (request.header("If-None-Match") == file.etag) {
    response.status = 304;
    return response;
  }
  response.content_type = file.content_type;
  if (!file.compressed.empty() && accepts_brotli(request)) {
    response.set("Content-Encoding", "br");
    response.body = file.compressed;
  } else {
    response.body = file.content;
  }
  return response;
}

}  // namespace server
