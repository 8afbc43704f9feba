// The editor's files: read into memory at start, so that neither links nor ".." can matter, compressed as they were built.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "server/http.h"

namespace server {

class StaticFiles {
 public:
  // Reads every file of `folder`; NAME.br is the compressed form of NAME. False when there is no index.html.
  bool load(const std::string& folder);

  // A page of the server's own, such as "/setup"; its name's ending, or "html", says what it is.
  void add(std::string_view path, std::string_view content);

  // A file by its address, else the editor's page: every view has an address of its own.
  Response answer(const Request& request) const;

 private:
  struct File {
    std::string content_type;
    std::string content;
    std::string compressed;  // Brotli; empty where the file is not compressed.
    std::string etag;
    bool never_changes = false;  // Its name holds a digest of its content.
  };
  std::unordered_map<std::string, File> files_;  // By path, such as "/app.3f6b0c1e.js".
};

}  // namespace server
