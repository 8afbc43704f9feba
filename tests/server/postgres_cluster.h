// A PostgreSQL cluster of the test's own: made in a scratch folder, reached by a socket there, ended with the object. It
// sorts by Swedish rules, so that a store that relies on the database's own order is seen.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

#include "server/database.h"
#include "tests/server/store_fixture.h"

namespace tests {

class PostgresCluster {
 public:
  PostgresCluster();  // Ends the program with a sentence where PostgreSQL is not installed or does not start.
  ~PostgresCluster();
  PostgresCluster(const PostgresCluster&) = delete;
  PostgresCluster& operator=(const PostgresCluster&) = delete;

  std::string new_database();                                      // The address of one that is empty.
  std::string administrator() const { return address_of("postgres"); }

  void start();
  void kill();  // At once, without finishing anything.

 private:
  std::string address_of(const std::string& name) const;

  TemporaryFolder folder_;
  pid_t server_ = -1;
  int databases_ = 0;
};

// The one that the tests of a run share; started at first use.
PostgresCluster& postgres_cluster();

// Runs one statement at `address`, past all of ours, as an administrator would; the first value of its first row.
std::string run_at(const std::string& address, const std::string& sql);

}  // namespace tests
