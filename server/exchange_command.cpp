// The part of `kundkonto import` and `kundkonto export` that reads and writes files.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "server/account_file.h"
#include "server/account_store.h"
#include "server/configuration.h"
#include "server/exchange.h"
#include "server/sqlite.h"
#include "server/store.h"
#include "shared/csv.h"
#include "shared/judge.h"
#include "shared/messages.h"

namespace server {
namespace {

// Below what one message to a running server may hold.
constexpr std::size_t batch_bytes_max = 256 * 1024;
constexpr std::size_t batch_accounts_max = 200;
constexpr std::int64_t page_size = 500;

int fail(int status, const std::string& sentence) {
  std::fprintf(stderr, "kundkonto: %s\n", sentence.c_str());
  return status;
}

struct Order {
  Settings settings;
  std::vector<std::string> files;
  std::string reseller;
  std::string language = "en";
  std::string format = "ndjson";
  bool is_dry_run = false;
  const std::string& place() const { return settings.database.empty() ? settings.data_folder : settings.database; }
};

std::optional<Order> read_words(std::span<const std::string_view> words, bool is_import) {
  Order order;
  const ExtraFlag reseller{"--reseller", &order.reseller, nullptr};
  const std::vector<ExtraFlag> extra = is_import ? std::vector<ExtraFlag>{reseller, {"--dry-run", nullptr, &order.is_dry_run}, {"--language", &order.language, nullptr}}
                                                 : std::vector<ExtraFlag>{reseller, {"--format", &order.format, nullptr}};
  auto configuration = read_configuration(words, own_environment(), extra);
  std::string fault;
  if (!configuration) fault = configuration.failure();
  else if (configuration->settings.data_folder.empty() && configuration->settings.database.empty()) fault = "Say where the data is kept: --data DIR.";
  else if (is_import && configuration->words.empty()) fault = "Name a file, or - for standard input.";
  else if (!is_import && configuration->words.size() != 1) fault = "Name one file, or - for standard output.";
  else if (order.language != "en" && order.language != "sv") fault = "--language takes en or sv.";
  else if (order.format != "ndjson" && order.format != "csv") fault = "--format takes ndjson or csv.";
  if (!fault.empty()) {
    fail(2, fault);
    return std::nullopt;
  }
  order.settings = std::move(configuration->settings);
  order.files = std::move(configuration->words);
  return order;
}

// Whoever has the store: this process, or a running server.
class StoreHolder {
 public:
  explicit StoreHolder(const Order& order) : order_(order) {}

  // Empty, or a sentence. A server that is just starting or ending gets a moment.
  std::string find() {
    constexpr int tries_max = 30;
    for (int i = 0; i < tries_max; ++i) {
      auto opened = open_store(order_.place());
      if (opened) {
        database_ = std::move(*opened);
        return {};
      }
      if (opened.failure() != StoreFailure::in_use) return sentence_of(opened.failure(), order_.place());
      if (send_command(order_.settings.data_folder, {{"note_export"}, {}})) return {};  // Too few words: it only answers.
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return sentence_of(StoreFailure::in_use, order_.place());
  }

  CommandOutcome run(const CommandRequest& request) {
    if (database_) return exchange(*database_, request);
    auto outcome = send_command(order_.settings.data_folder, request);
    return outcome ? std::move(*outcome) : CommandOutcome{1, {}, "The server that has the store does not answer."};
  }

  // For reading: of a running server's store what is on disk.
  std::unique_ptr<Database> take_for_reading() {
    if (database_) return std::move(database_);
    auto opened = open_sqlite_beside(order_.settings.data_folder);
    return opened ? std::move(*opened) : nullptr;
  }

 private:
  const Order& order_;
  std::unique_ptr<Database> database_;
};

// Collects accounts and sends them on; tells and counts what became of each.
class Importer {
 public:
  Importer(const Order& order, StoreHolder& holder) : order_(order), holder_(holder), language_(shared::language_of_tag(order.language)) {}

  // False when the store gave up.
  bool take(const std::string& file, std::int64_t line, shared::Account& account) {
    shared::judge(account, problems_);
    for (const shared::Problem& problem : problems_) tell_problem(file, line, account, problem);
    if (problems_.has_errors()) {
      ++counts_["refused"];
      return true;
    }
    batch_.append(shared::to_json(account)).push_back('\n');
    places_.push_back(file + ":" + std::to_string(line));
    return (batch_.size() < batch_bytes_max && places_.size() < batch_accounts_max) || flush();
  }

  void tell_fault(const std::string& file, std::int64_t line, const std::string& sentence) {
    std::printf("%s:%lld: %s\n", file.c_str(), static_cast<long long>(line), sentence.c_str());
    ++counts_["not_readable"];
  }

  bool flush() {
    if (places_.empty()) return true;
    const CommandOutcome outcome = holder_.run({{"import_accounts", order_.reseller, order_.is_dry_run ? "undo" : "keep"}, batch_});
    if (outcome.status != 0) {
      fail(1, outcome.errors + (counts_.empty() ? "" : " What was told before is stored."));
      return false;
    }
    std::string_view rest(outcome.output);
    for (const std::string& place : places_) {
      const std::string word(rest.substr(0, rest.find('\n')));
      rest.remove_prefix(std::min(rest.size(), word.size() + 1));
      ++counts_[word];
      if (const char* sentence = sentence_of_word(word)) std::printf("%s: %s\n", place.c_str(), sentence);
    }
    batch_.clear();
    places_.clear();
    return true;
  }

  // The report; whether everything was taken.
  bool report() const {
    const auto count = [this](const char* word) {
      const auto found = counts_.find(word);
      return found == counts_.end() ? 0LL : static_cast<long long>(found->second);
    };
    const long long refused = count("refused") + count("not_readable") + count("domain_taken") + count("country_change") + count("changed_meanwhile");
    std::fprintf(stderr, "%s%lld added, %lld changed, %lld unchanged, %lld refused\n", order_.is_dry_run ? "Nothing is stored. It would be: " : "", count("added"), count("changed"),
                 count("same"), refused);
    for (const auto& [rule, times] : rules_) std::fprintf(stderr, "%8lld  %s\n", static_cast<long long>(times), rule.c_str());
    return refused == 0;
  }

 private:
  static const char* sentence_of_word(std::string_view word) {
    if (word == "domain_taken") return "another customer has this domain. Leave the id of that customer in, or choose another domain.";
    if (word == "country_change") return "the customer's country cannot be changed.";
    if (word == "changed_meanwhile") return "somebody changed this customer meanwhile. Import it again.";
    if (word == "refused" || word == "not_readable") return "the server's rules refuse this account.";
    return nullptr;
  }

  void tell_problem(const std::string& file, std::int64_t line, const shared::Account& account, const shared::Problem& problem) {
    const bool is_warning = problem.severity == shared::Severity::warning;
    const char* word = !is_warning ? "" : language_ == shared::Language::swedish ? "varning: " : "warning: ";
    std::printf("%s:%lld: %s: %s%s [%s]\n", file.c_str(), static_cast<long long>(line), std::string(shared::path_of(problem.field)).c_str(), word,
                shared::sentence(problem, shared::country_of(account, problem.field), language_).c_str(), std::string(shared::code_of(problem.rule)).c_str());
    ++rules_[std::string(shared::code_of(problem.rule)) + (is_warning ? " (warning)" : "")];
  }

  const Order& order_;
  StoreHolder& holder_;
  shared::Language language_;
  shared::ProblemList problems_;
  std::string batch_;
  std::vector<std::string> places_;
  std::map<std::string, std::int64_t> counts_;
  std::map<std::string, std::int64_t> rules_;
};

// 0 read to the end, 1 the store gave up, 2 the file cannot be read.
int import_file(const std::string& name, Importer& importer) {
  AccountFile file;
  if (!file.open(name)) return fail(2, name + ": " + file.fault());
  shared::Account account;
  for (;;) {
    switch (file.next(account)) {
      case AccountFile::Read::account:
        if (!importer.take(name, file.line(), account)) return 1;
        break;
      case AccountFile::Read::fault: importer.tell_fault(name, file.line(), file.fault()); break;
      case AccountFile::Read::end: return importer.flush() ? 0 : 1;
      case AccountFile::Read::broken: return fail(2, name + ":" + std::to_string(file.line() + 1) + ": " + file.fault());
    }
  }
}

void append_header(std::string& text) {
  for (const shared::Field field : shared::all_fields()) text.append(text.empty() ? "" : ",").append(shared::path_of(field));
  text.append("\r\n");
}

void append_account(const shared::Account& account, bool is_csv, std::string& text) {
  if (!is_csv) {
    text.append(shared::to_json(account)).push_back('\n');
    return;
  }
  bool is_first = true;
  for (const shared::Field field : shared::all_fields()) {
    if (!is_first) text.push_back(',');
    is_first = false;
    shared::csv::append_cell_for_spreadsheets(text, shared::text_of(account, field), ',');
  }
  text.append("\r\n");
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Every customer of the reseller, all of one moment.
shared::Result<Ending, StoreFailure> write_customers(Connection& connection, const std::string& reseller, bool is_csv, int descriptor, std::int64_t& count, bool& is_written) {
  count = 0;
  ListQuery query;
  query.reseller = reseller;
  query.limit = page_size;
  std::string text;
  if (is_csv) append_header(text);
  for (;;) {
    const auto page = AccountStore::list(connection, query);
    if (!page) return page.failure();
    for (const ListedCustomer& listed : page->rows) {
      const auto stored = AccountStore::read(connection, reseller, listed.summary.id);
      if (!stored) return stored.failure();
      if (*stored) append_account((*stored)->account, is_csv, text);
      count += *stored ? 1 : 0;
    }
    is_written = write_all(descriptor, text);
    text.clear();
    if (!is_written || !page->has_more) return Ending::undo;
    query.after = ListPosition{page->rows.back().sort_key, page->rows.back().summary.id};
  }
}

// Into the open file. Empty, or a sentence.
std::string export_into(int descriptor, const Order& order, StoreHolder& holder, std::int64_t& count) {
  const CommandOutcome noted = holder.run({{"note_export", order.reseller, order.format}, {}});
  if (noted.status != 0) return noted.errors;
  const std::string reseller = noted.output.substr(0, noted.output.find('\n'));
  const auto database = holder.take_for_reading();
  if (!database) return sentence_of(StoreFailure::unavailable, order.place());
  bool is_written = true;
  const auto done = database->read([&](Connection& connection) { return write_customers(connection, reseller, order.format == "csv", descriptor, count, is_written); });
  if (!is_written) return std::string("The file could not be written: ") + std::strerror(errno) + ".";
  if (!done && done.failure() != StoreFailure::refused) return sentence_of(done.failure(), order.place());
  return {};
}

}  // namespace

int run_import(std::span<const std::string_view> words) {
  const auto order = read_words(words, true);
  if (!order) return 2;
  StoreHolder holder(*order);
  if (const std::string fault = holder.find(); !fault.empty()) return fail(1, fault);
  Importer importer(*order, holder);
  int status = 0;
  for (const std::string& file : order->files) {
    status = std::max(status, import_file(file, importer));
    if (status == 1) break;
  }
  const bool is_all = importer.report();
  return status != 0 ? status : is_all ? 0 : 1;
}

int run_export(std::span<const std::string_view> words) {
  const auto order = read_words(words, false);
  if (!order) return 2;
  StoreHolder holder(*order);
  if (const std::string fault = holder.find(); !fault.empty()) return fail(1, fault);
  const std::string& file = order->files[0];
  const bool is_standard_output = file == "-";
  const std::string unfinished = file + ".unfinished";
  // Accounts are nobody else's business: the file is its owner's alone.
  const int descriptor = is_standard_output ? STDOUT_FILENO : ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return fail(1, unfinished + " cannot be written: " + std::strerror(errno) + ".");
  std::int64_t count = 0;
  std::string fault = export_into(descriptor, *order, holder, count);
  if (!is_standard_output) {
    if (fault.empty() && (::fsync(descriptor) != 0 || ::rename(unfinished.c_str(), file.c_str()) != 0)) fault = file + " cannot be written: " + std::strerror(errno) + ".";
    ::close(descriptor);
    if (!fault.empty()) ::unlink(unfinished.c_str());
  }
  if (!fault.empty()) return fail(1, fault);
  std::fprintf(stderr, "%lld customers exported\n", static_cast<long long>(count));
  return 0;
}

}  // namespace server
