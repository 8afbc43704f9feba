// Fills a data folder with many customers, to measure and try lists of real length. Usage: seed_customers DIR COUNT
// Opens or makes the store in DIR with the sample data, then adds COUNT customers of the same reseller: accounts of the
// sample's countries under made-up names and domains, each accepted by the rules. The same COUNT makes the same names.
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "server/sample_data.h"
#include "server/secrets.h"
#include "server/store.h"
#include "shared/normalize.h"
#include "shared/validate.h"

namespace {

using namespace server;

constexpr std::int64_t customers_in_transaction = 10'000;
constexpr std::string_view first_words[] = {"Nord", "Väst", "Öster", "Söder", "Alpin", "Baltic", "Cedar", "Delta", "Eken", "Fjord", "Grand", "Harbour",
                                            "Île", "Jade", "Kvarn", "Linden", "Maple", "Nova", "Orient", "Pacific", "Quartz", "Rhein", "Strand", "Tor",
                                            "Umbra", "Vega", "Wald", "Ypsilon", "Zenit", "Ångström", "Ärlig", "Über"};
constexpr std::string_view second_words[] = {"Bakery", "Cloud", "Design", "Energi", "Freight", "Gruppen", "Handel", "Industri", "Juridik", "Konsult",
                                             "Logistik", "Media", "Network", "Optik", "Press", "Quality", "Renting", "Studio", "Teknik", "Verkstad"};
constexpr std::string_view first_names[] = {"Anna", "Björn", "Chloé", "Dag", "Eva", "Farid", "Grace", "Hugo", "Ines", "Jürgen", "Kaya", "Liam"};
constexpr std::string_view last_names[] = {"Andersson", "Berg", "Costa", "Dahl", "Ek", "Fischer", "García", "Holm", "Ivanov", "Jansen", "Kim", "Lind"};

template <std::size_t Count>
std::string one_of(const std::string_view (&words)[Count], std::mt19937& random) {
  return std::string(words[random() % Count]);
}

// Letters of a name that a host name can hold.
std::string host_word(std::string_view name) {
  std::string word;
  for (const char c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) && static_cast<unsigned char>(c) < 0x80) word.push_back(static_cast<char>(std::tolower(c)));
  }
  return word;
}

shared::Account customer_like(const shared::Account& sample, std::int64_t number, std::mt19937& random) {
  shared::Account account = sample;
  const std::string first_word = one_of(first_words, random);
  const std::string second_word = one_of(second_words, random);
  const std::string host = host_word(first_word) + "-" + host_word(second_word) + "-" + std::to_string(number) + ".example";
  account.id = random_guid();
  account.company_profile.tenant_id = account.id;
  account.company_profile.domain = host;
  account.company_profile.company_name = first_word + " " + second_word + " " + std::to_string(number);
  shared::BillingProfile& billing = account.billing_profile;
  billing.id = random_guid();
  billing.company_name = account.company_profile.company_name;
  billing.email = "billing@" + host;
  billing.first_name = billing.default_address.first_name = one_of(first_names, random);
  billing.last_name = billing.default_address.last_name = one_of(last_names, random);
  return account;
}

// The accounts that the store holds already, in the order of their names.
std::vector<shared::Account> stored_accounts(Database& database, const std::string& reseller) {
  std::vector<shared::Account> accounts;
  (void)database.read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    ListQuery query;
    query.reseller = reseller;
    const auto listed = AccountStore::list(connection, query);
    if (!listed) return listed.failure();
    for (const ListedCustomer& row : listed->rows) {
      auto read = AccountStore::read(connection, reseller, row.summary.id);
      if (!read) return read.failure();
      if (*read) accounts.push_back((*read)->account);
    }
    return Ending::keep;
  });
  return accounts;
}

int fail(const std::string& sentence) {
  std::fprintf(stderr, "seed_customers: %s\n", sentence.c_str());
  return 1;
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 3) return fail("Usage: seed_customers DIR COUNT");
  const std::string folder = arguments[1];
  const std::int64_t count = std::atoll(arguments[2]);
  auto database = open_store(folder);
  if (!database) return fail(sentence_of(database.failure(), folder));
  Accounts accounts(**database, secret_setting(**database, "continuation_key"));
  Users users(**database);
  if (const std::string sentence = load_sample_data(**database, accounts, users, folder); !sentence.empty()) return fail(sentence);
  const std::string reseller = reseller_id(**database, sample_reseller);
  const std::vector<shared::Account> samples = stored_accounts(**database, reseller);
  if (samples.empty()) return fail("The store holds no customer to begin with.");

  std::mt19937 random(1);
  shared::ProblemList problems;
  for (std::int64_t number = 0; number < count;) {
    const std::int64_t end = std::min(count, number + customers_in_transaction);
    bool refused = false;
    const auto done = (*database)->transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
      for (; number < end; ++number) {
        shared::Account account = customer_like(samples[static_cast<std::size_t>(number) % samples.size()], number, random);
        shared::normalize(account);
        shared::validate(account, problems);
        if ((refused = problems.has_errors())) return Ending::undo;
        const auto written = AccountStore::insert(connection, reseller, {std::move(account), random_etag(), random_etag(), now_ms(), "seed"});
        if (!written) return written.failure();
      }
      return Ending::keep;
    });
    if (refused) return fail("The rules refuse customer " + std::to_string(number) + ": " + shared::to_json(problems));
    if (!done) return fail(sentence_of(done.failure(), folder));
  }
  std::printf("%lld customers added.\n", static_cast<long long>(count));
  return 0;
}
