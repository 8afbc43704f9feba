#include "server/entity_tag.h"

namespace server {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string_view bare(std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  // Where a body's etag holds quotes of its own, a header has two pairs.
  while (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"') etag = etag.substr(1, etag.size() - 2);
  return etag;
}

}  // namespace

bool names_etag(std::string_view sent, std::string_view etag) {
  for (std::string_view rest = sent; !rest.empty();) {
    const std::size_t comma = rest.find(',');
    const std::string_view one = trimmed(rest.substr(0, comma));
    if (one == "*" || (!one.empty() && bare(one) == etag)) return true;
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  return false;
}

}  // namespace server
