// What the operator of a running server deals with: whether it is ready, what it tells about each request, and the endpoints
// that say so.
#pragma once

#include <atomic>

#include "server/routes.h"

namespace server {

// How far the process is; the same for all its listeners.
struct RunningState {
  std::atomic<bool> is_stopping{false};  // Told to stop: readiness says no, and connections will end.
};
RunningState& running_state();

// Whether the store takes writes: a transaction that writes nothing shows that its writer turns over. Asked at most once a
// second, whoever asks.
bool store_takes_writes(Database& database);

// Who asks: the peer, or, where the peer is a trusted proxy, whom it names last in X-Forwarded-For.
std::string client_address_of(const Request& request, const Settings& settings);

// The identifiers under which this request is answered, logged and recorded: those that were sent, where they are GUIDs,
// else fresh ones.
void give_identifiers(Request& request);

// Whether an address is one that is answered where only the operator comes: the admin address, or without one this machine itself.
bool is_for_operator(std::string_view path);

// Whether a request comes from the operator's side.
bool comes_from_operator(const Request& request, const Settings& settings);

// Counts and logs one answered request: who and what by identifiers and templates alone. `seconds` is from the whole head.
void note_answer(const Request& request, const Response& response, const Trace& trace, double seconds);

}  // namespace server
