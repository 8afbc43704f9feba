// Figures for Prometheus (text format 0.0.4): requests by route and status, their durations, the store, who comes in, and
// the process itself.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "server/routes.h"

namespace server {

class RequestMetrics {
 public:
  RequestMetrics();
  ~RequestMetrics();
  RequestMetrics(const RequestMetrics&) = delete;
  RequestMetrics& operator=(const RequestMetrics&) = delete;

  // `route` is nullptr for what no route of the table served: files of the editor, unknown addresses, refused heads.
  void count(const Route* route, int status, double seconds, std::size_t body_bytes);

  // Every family with its help and type. `sessions` below 0: not known.
  std::string text(std::int64_t sessions, bool can_write) const;

 private:
  struct OfRoute;
  std::unique_ptr<OfRoute[]> routes_;  // As the table, and one more for what it does not hold.
};

RequestMetrics& request_metrics();  // The process's own.

}  // namespace server
