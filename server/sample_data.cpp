#include "server/sample_data.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <thread>
#include <atomic>
#include <vector>

#include "server/sample_texts.h"
#include "server/secrets.h"
#include "server/store.h"

namespace server {
namespace {

struct SampleUser {
  const char* name;
  const char* display_name;
  shared::Role role;
};
constexpr SampleUser sample_users[] = {
    {"global.admin@sample.example", "Global admin", shared::Role::global_admin},
    {"admin.agent@sample.example", "Admin agent", shared::Role::admin_agent},
    {"sales.agent@sample.example", "Sales agent", shared::Role::sales_agent},
    {"helpdesk.agent@sample.example", "Helpdesk agent", shared::Role::helpdesk_agent},
    {"billing.admin@sample.example", "Billing admin", shared::Role::billing_admin},
    {"user.admin@sample.example", "User management admin", shared::Role::user_management_admin},
    {"default.user@sample.example", "Default user", shared::Role::default_user},
};
constexpr int loaders = 16;  // So that many customers share one commit.

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end != 0) lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

// Adds every account; the sentence names the first that was refused.
std::string add_customers(Accounts& accounts, std::string_view reseller) {
  const std::vector<std::string_view> lines = lines_of(sample_accounts);
  const Change change{"sample data", "kundkonto serve", "", now_ms()};
  Principal reader;
  reader.reseller_id = reseller;
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> refused{lines.size()};
  const auto load = [&] {
    shared::ProblemList problems;
    for (std::size_t i = next++; i < lines.size(); i = next++) {
      auto account = shared::account_from_json(lines[i]);
      const std::string id = account ? account->id : std::string();
      // One that is there already comes from a first start that was interrupted.
      if (!account || (!accounts.add(reseller, std::move(*account), change, problems) && !accounts.read(reader, id))) refused = i;
    }
  };
  std::vector<std::thread> threads;
  threads.reserve(loaders);
  for (int i = 0; i < loaders; ++i) threads.emplace_back(load);
  for (std::thread& thread : threads) thread.join();
  if (refused == lines.size()) return {};
  return "Sample account " + std::to_string(refused + 1) + " was not stored: the rules refuse it, or the disk does.";
}

bool write_private_file(const std::string& file, const std::string& text) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return false;
  const bool written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(descriptor) == 0;
  return ::close(descriptor) == 0 && written;
}

}  // namespace

std::string load_sample_data(Database& database, Accounts& accounts, Users& users, const std::string& folder) {
  if (users.count() > 0) return {};
  const std::string reseller = reseller_id(database, sample_reseller);
  if (reseller.empty()) return "The sample reseller could not be stored.";
  if (std::string sentence = add_customers(accounts, reseller); !sentence.empty()) return sentence;
  std::string listing = "[";
  for (const SampleUser& sample : sample_users) {
    const std::string password = random_password();
    if (!users.add(reseller, {sample.name, sample.display_name, sample.role, password}, now_ms())) return "A sample user could not be stored.";
    listing += listing.size() > 1 ? ",\n " : "";
    listing += std::string("{\"user\":\"") + sample.name + "\",\"role\":\"" + std::string(shared::code_of(sample.role)) + "\",\"password\":\"" + password + "\"}";
    std::fprintf(stderr, "Sample user %-30s password %s\n", sample.name, password.c_str());
  }
  ::mkdir(folder.c_str(), 0700);  // Where customers are kept elsewhere, nobody made it yet.
  if (!write_private_file(folder + "/sample-users.json", listing + "]\n")) return "The file sample-users.json could not be written in " + folder + ".";
  return {};
}

}  // namespace server
