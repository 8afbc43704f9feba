#include "server/figures.h"

namespace server {

Figures& figures() {
  static Figures all;
  return all;
}

}  // namespace server
