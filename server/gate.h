// What is refused by its head alone, before any of its body is read: ambiguous framing, control bytes, strange methods and
// paths. What two programs could understand differently is understood by nobody.
#pragma once

#include <optional>
#include <string_view>

#include "server/http.h"

namespace server {

struct GateRefusal {
  int status = 400;
  std::string_view reason;  // Completes the sentence "The request was not understood: ...".
};

// Fills request.path and request.query where nothing is refused.
std::optional<GateRefusal> refuse_by_head(Request& request, std::size_t body_bytes_max);

}  // namespace server
