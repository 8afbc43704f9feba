// A disk that fills up: writes are refused with the reason, reading goes on, and writing begins again when there is room.
// Needs a file system of its own, which only the superuser may mount; without one the test says that it was left out.
#include <doctest/doctest.h>
#include <sys/mount.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "server/store.h"
#include "tests/server/store_fixture.h"

namespace {

using namespace server;

class SmallDisk {
 public:
  explicit SmallDisk(const std::string& folder) : folder_(folder), is_mounted_(::mount("none", folder.c_str(), "tmpfs", 0, "size=24m") == 0) {}
  ~SmallDisk() {
    if (is_mounted_) ::umount(folder_.c_str());
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  bool is_mounted() const { return is_mounted_; }

 private:
  std::string folder_;
  bool is_mounted_;
};

// Fills what is left, but for a few pages.
void fill(const std::string& file) {
  std::ofstream output(file, std::ios::binary);
  const std::string block(4096, 'x');
  while (output.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
  }
}

}  // namespace

TEST_CASE("a full disk refuses writes, keeps reading, and recovers") {
  const tests::TemporaryFolder folder;
  const SmallDisk disk(folder.path());
  if (!disk.is_mounted()) {
    MESSAGE("left out: a small file system could not be mounted here");
    return;
  }
  const std::string data = folder.path() + "/data";
  int stored = 0;
  {
    const auto database = open_store(data);
    REQUIRE(database);
    const Principal principal = tests::agent_of(tests::add_reseller(**database, "Reseller"));
    Accounts accounts(**database, "key");
    shared::ProblemList problems;
    const auto add = [&] { return accounts.add(principal.reseller_id, tests::valid_account("Company AB"), tests::change_by("eva"), problems); };
    for (int cycle = 0; cycle < 3; ++cycle) {
      INFO("cycle " << cycle);
      for (int i = 0; i < 20; ++i) {
        REQUIRE(add());
        ++stored;
      }
      fill(folder.path() + "/ballast");
      int refused = 0;
      for (int i = 0; i < 1000 && refused < 5; ++i) {
        const auto added = add();
        if (added) {
          ++stored;
          continue;
        }
        CHECK(added.failure() == Failure::store_full);
        ++refused;
      }
      CHECK(refused == 5);
      ListRequest request;
      const auto page = accounts.list(principal, std::move(request));
      REQUIRE(page);
      CHECK(page->customer_count == stored);
      CHECK((*database)->can_write());
      std::filesystem::remove(folder.path() + "/ballast");
    }
    REQUIRE(add());
    ++stored;
  }
  const auto database = open_store(data);
  REQUIRE(database);
  CHECK(tests::read_number(**database, "select count(*) from customer") == stored);
  CHECK(tests::read_number(**database, "select count(*) from pragma_integrity_check where integrity_check <> 'ok'") == 0);
}
