#include "server/exchange.h"

#include <string>
#include <vector>

#include "server/account_store.h"
#include "server/accounts.h"
#include "server/relationships.h"
#include "server/resellers.h"
#include "server/secrets.h"
#include "server/store.h"
#include "shared/judge.h"

namespace server {
namespace {

constexpr std::string_view command_user = "command line";

Change change_now(std::string_view client) {
  Change change{std::string(command_user), std::string(client), random_guid(), now_ms()};
  change.credential = "command";
  return change;
}

// The reseller that a name means, or the only one. Empty with a sentence in the outcome.
shared::Result<std::string, StoreFailure> reseller_meant(Connection& connection, const std::string& name, CommandOutcome& outcome) {
  const auto all = resellers::list(connection);
  if (!all) return all.failure();
  if (name.empty() && all->size() == 1) return all->front().id;
  for (const Reseller& reseller : *all) {
    if (!name.empty() && (reseller.name == name || reseller.id == name)) return reseller.id;
  }
  outcome = {1, {}, all->empty() ? "There is no reseller yet. Add one: kundkonto reseller add --name NAME." : "Say whose customers: --reseller NAME. See kundkonto reseller list."};
  return std::string();
}

// Whether two accounts hold the same in every field.
bool is_same(const shared::Account& left, const shared::Account& right) { return changes_between(left, right).empty(); }

class Import {
 public:
  Import(Connection& connection, std::string reseller) : connection_(connection), reseller_(std::move(reseller)), change_(change_now("kundkonto import")) {}

  // What became of the account, as a line of the outcome.
  shared::Result<std::string, StoreFailure> take(std::string_view line) {
    auto account = shared::account_from_json(line);
    if (!account) return std::string("not_readable");
    shared::judge(*account, problems_);
    if (problems_.has_errors()) return std::string("refused");
    if (!account->id.empty()) {
      auto stored = AccountStore::read(connection_, reseller_, account->id);
      if (!stored) return stored.failure();
      if (*stored) return change(**stored, std::move(*account));
    }
    return add(std::move(*account));
  }

 private:
  shared::Result<std::string, StoreFailure> add(shared::Account account) {
    const auto is_taken = Relationships::is_domain_taken(connection_, account.company_profile.domain);
    if (!is_taken) return is_taken.failure();
    if (*is_taken) return std::string("domain_taken");
    if (account.id.empty()) account.id = random_guid();
    account.company_profile.tenant_id = account.id;
    if (account.billing_profile.id.empty()) account.billing_profile.id = random_guid();
    if (account.relationship_to_partner.empty()) account.relationship_to_partner = "reseller";
    const auto added = Accounts::add(connection_, reseller_, std::move(account), change_, problems_);
    if (added) return std::string("added");
    if (added.failure() == Failure::refused) return std::string("refused");
    return StoreFailure::unavailable;
  }

  // What is read-only by the API stays as it is stored.
  shared::Result<std::string, StoreFailure> change(const StoredCustomer& stored, shared::Account account) {
    const std::string& country = stored.account.billing_profile.default_address.country;
    if (!country.empty() && account.billing_profile.default_address.country != country) return std::string("country_change");
    account.company_profile.tenant_id = stored.account.company_profile.tenant_id;
    account.company_profile.domain = stored.account.company_profile.domain;
    account.billing_profile.id = stored.account.billing_profile.id;
    account.relationship_to_partner = stored.account.relationship_to_partner;
    if (is_same(stored.account, account)) return std::string("same");
    const StoredCustomer changed{std::move(account), random_etag(), random_etag(), change_.at_ms, change_.by};
    const auto written = AccountStore::update(connection_, reseller_, stored, changed, change_);
    if (!written) return written.failure();
    return std::string(*written ? "changed" : "changed_meanwhile");
  }

  Connection& connection_;
  std::string reseller_;
  Change change_;
  shared::ProblemList problems_;
};

shared::Result<Done, StoreFailure> import_accounts(Connection& connection, const CommandRequest& request, CommandOutcome& outcome) {
  const auto reseller = reseller_meant(connection, request.words[1], outcome);
  if (!reseller) return reseller.failure();
  if (reseller->empty()) return Done{};
  Import import(connection, *reseller);
  std::string_view rest(request.input);
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const auto line = import.take(rest.substr(0, end));
    if (!line) return line.failure();
    outcome.output.append(*line).push_back('\n');
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return Done{};
}

shared::Result<Done, StoreFailure> note_export(Connection& connection, const CommandRequest& request, CommandOutcome& outcome) {
  const auto reseller = reseller_meant(connection, request.words[1], outcome);
  if (!reseller) return reseller.failure();
  if (reseller->empty()) return Done{};
  Activity activity;
  activity.operation = Operation::export_customers;
  activity.detail = "all customers, " + request.words[2];
  const auto noted = append_activity(connection, *reseller, change_now("kundkonto export"), activity);
  if (!noted) return noted.failure();
  outcome.output = *reseller + "\n";
  return Done{};
}

}  // namespace

bool is_exchange(std::string_view command) { return command == "import_accounts" || command == "note_export"; }

CommandOutcome exchange(Database& database, const CommandRequest& request) {
  if (request.words.size() != 3) return {2, {}, "This command is for the program itself."};
  CommandOutcome outcome;
  const bool is_import = request.words[0] == "import_accounts";
  const bool is_kept = !is_import || request.words[2] == "keep";
  const auto done = database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    outcome = {};
    const auto ran = is_import ? import_accounts(connection, request, outcome) : note_export(connection, request, outcome);
    if (!ran) return ran.failure();
    return is_kept && outcome.status == 0 ? Ending::keep : Ending::undo;
  });
  if (!done && done.failure() != StoreFailure::refused) return {1, {}, "The store does not take this: " + std::string(code_of(done.failure())) + "."};
  return outcome;
}

}  // namespace server
