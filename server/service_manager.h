// What a service manager such as systemd is told: that the server is ready, that it stops, and that it still turns over.
// Nothing is done where none listens.
#pragma once

#include <string_view>

namespace server {

// One datagram to $NOTIFY_SOCKET, such as "READY=1".
void tell_service_manager(std::string_view state);

// How often "WATCHDOG=1" is due, half of what $WATCHDOG_USEC allows; 0: never.
int watchdog_interval_ms();

}  // namespace server
