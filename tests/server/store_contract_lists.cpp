// The rows of the contract about lists: their order, their pages, what they find.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "server/continuation.h"
#include "tests/server/store_contract.h"
#include "tests/server/store_fixture.h"

namespace tests {
namespace {

using namespace server;

// As a Swedish reader expects: case does not count, å ä ö behind z, other scripts last.
constexpr const char* names_in_order[] = {"apple", "Banana", "banana Öst", "Café Zoë", "cafe zürich", "Malmö Bageri", "MALMÖ Cykel", "Zebra", "zulu",
                                          "Ålesund Fisk", "ångström", "Äpple", "ärlig", "Öland", "Яндекс", "株式会社トヨタ商店"};

std::vector<std::string> names_of(const shared::CustomerPage& page) {
  std::vector<std::string> names;
  for (const shared::CustomerSummary& row : page.items) names.push_back(row.company_name);
  return names;
}

ListRequest page_request(std::int64_t size, std::string token = {}, Seek seek = Seek::next) {
  ListRequest request;
  request.query.limit = size;
  request.continuation = std::move(token);
  request.seek = seek;
  return request;
}

Principal with_named_customers(Database& database) {
  const Principal principal = agent_of(add_reseller(database, "Reseller"));
  // Stored in another order than they are listed.
  for (std::size_t i = 0; i < std::size(names_in_order); ++i) {
    REQUIRE(store_account(database, principal.reseller_id, valid_account(names_in_order[i * 7 % std::size(names_in_order)])));
  }
  return principal;
}

void lists_in_the_order_of_names(Database& database) {
  const Principal principal = with_named_customers(database);
  const Accounts accounts(database, "key");
  const auto page = accounts.list(principal, {});
  REQUIRE(page);
  const std::vector<std::string> expected(std::begin(names_in_order), std::end(names_in_order));
  CHECK(names_of(*page) == expected);
  CHECK(page->continuation_token.empty());
  CHECK(page->matching_count == static_cast<std::int64_t>(expected.size()));
}

// By links back from the end, and by first, last and index from a page in the middle.
void check_other_ways(const Accounts& accounts, const Principal& principal, std::int64_t size, const std::vector<std::vector<std::string>>& pages, const std::string& token) {
  auto page = accounts.list(principal, page_request(size, {}, Seek::last));
  REQUIRE(page);
  for (std::size_t left = pages.size(); left > 0; --left) {
    INFO("page " << left << " of " << pages.size());
    CHECK(names_of(*page) == pages[left - 1]);
    CHECK(page->next_uri.empty() == (left == pages.size()));
    CHECK(page->continuation_token.empty() == (left == pages.size()));
    CHECK(page->previous_uri.empty() == (left == 1));
    CHECK(page->previous_token.empty() == (left == 1));
    if (left > 1) page = accounts.list(principal, page_request(size, page->previous_token, Seek::previous));
    REQUIRE(page);
  }
  if (pages.size() < 2) return;
  CHECK(names_of(*accounts.list(principal, page_request(500, token, Seek::first))) == pages.front());
  CHECK(names_of(*accounts.list(principal, page_request(500, token, Seek::last))) == pages.back());
  // Nothing is before the first page: it is given again, and leads on.
  const auto first = accounts.list(principal, page_request(size));
  const auto again = accounts.list(principal, page_request(size, first->continuation_token, Seek::previous));
  CHECK(names_of(*again) == pages.front());
  CHECK(again->continuation_token == first->continuation_token);
  for (std::size_t index = 0; index <= pages.size(); ++index) {
    ListRequest request = page_request(500, token, Seek::page_index);
    request.page_index = static_cast<std::int64_t>(index);
    const auto indexed = accounts.list(principal, std::move(request));
    REQUIRE(indexed);
    CHECK(names_of(*indexed) == (index < pages.size() ? pages[index] : std::vector<std::string>()));
  }
}

void pages_lead_forth_and_back(Database& database) {
  const Principal principal = with_named_customers(database);
  const Accounts accounts(database, "key");
  for (const std::int64_t size : {1, 3, 5, 16}) {
    INFO("size " << size);
    std::vector<std::string> names;
    std::vector<std::vector<std::string>> pages;
    std::string token;
    std::string last_token;
    do {
      const auto page = accounts.list(principal, page_request(size, token));
      REQUIRE(page);
      pages.push_back(names_of(*page));
      names.insert(names.end(), pages.back().begin(), pages.back().end());
      last_token = token;
      token = page->continuation_token;
    } while (!token.empty());
    CHECK(names == std::vector<std::string>(std::begin(names_in_order), std::end(names_in_order)));
    CHECK(pages.size() == (16 + static_cast<std::size_t>(size) - 1) / static_cast<std::size_t>(size));
    check_other_ways(accounts, principal, size, pages, last_token);
  }
}

void altered_tokens_are_refused(Database& database) {
  const Principal principal = with_named_customers(database);
  const Accounts accounts(database, "key");
  const std::string token = accounts.list(principal, page_request(5))->continuation_token;
  REQUIRE_FALSE(token.empty());
  const auto refuses = [&](const Accounts& by, const std::string& altered) {
    const auto page = by.list(principal, page_request(5, altered));
    return !page && page.failure() == Failure::token_invalid;
  };
  CHECK_FALSE(refuses(accounts, token));
  std::size_t seen = 0;
  for (std::size_t at = 0; at < token.size(); ++at) {
    std::string altered = token;
    altered[at] = altered[at] == 'A' ? 'B' : 'A';
    INFO("byte " << at);
    CHECK(refuses(accounts, altered));
    ++seen;
  }
  CHECK(seen > 50);
  const std::size_t dot = token.find('.');
  for (const std::string& altered : {token.substr(0, dot), token.substr(0, dot + 1), token.substr(dot), token + "A", token.substr(0, token.size() - 1), std::string("."), std::string("x"), std::string(100'000, 'A') + "." + token}) {
    CHECK(refuses(accounts, altered));
  }
  CHECK(refuses(Accounts(database, "another key"), token));
  const auto of_another = accounts.list(agent_of(add_reseller(database, "Another")), page_request(5, token));
  REQUIRE_FALSE(of_another);
  CHECK(of_another.failure() == Failure::token_invalid);
}

// Rows that were there all the time come exactly once, whatever is added meanwhile.
void pages_hold_while_others_write(Database& database) {
  const Principal principal = agent_of(add_reseller(database, "Reseller"));
  const Accounts accounts(database, "key");
  std::set<std::string> steady;
  for (int i = 0; i < 120; ++i) {
    const shared::Account account = valid_account("Company " + std::to_string(i * 37 % 1000));
    steady.insert(account.id);
    REQUIRE(store_account(database, principal.reseller_id, account));
  }
  std::atomic<bool> stop{false};
  std::atomic<int> added{0};
  std::thread writer([&] {
    for (int i = 0; !stop && i < 2000; ++i) {
      if (store_account(database, principal.reseller_id, valid_account("Company " + std::to_string(i * 61 % 1000) + " B"))) ++added;
    }
  });
  // As long as it takes the writer, whose disk may be busy; a writer that stands still ends it too.
  const auto latest_end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (added < 50 && std::chrono::steady_clock::now() < latest_end) {
    std::set<std::string> seen;
    std::string token;
    int repeated = 0;
    int unread = 0;
    do {
      const auto page = accounts.list(principal, page_request(7, token));
      if (!page) {
        ++unread;
        break;
      }
      for (const shared::CustomerSummary& row : page->items) {
        if (!seen.insert(row.id).second) ++repeated;
      }
      token = page->continuation_token;
    } while (!token.empty());
    CHECK(unread == 0);
    CHECK(repeated == 0);
    CHECK(std::includes(seen.begin(), seen.end(), steady.begin(), steady.end()));
  }
  stop = true;
  writer.join();
  CHECK(added.load() >= 50);
}

void finds_names_without_case_and_accents(Database& database) {
  const Principal principal = with_named_customers(database);
  REQUIRE(store_account(database, principal.reseller_id, valid_account("100% Bomull_AB!")));
  const Accounts accounts(database, "key");
  struct Row {
    std::string_view search;
    std::int64_t matching;
  };
  // From three letters on any part; below the beginning of a name or domain.
  const Row rows[] = {{"malmo", 2}, {"MALMÖ", 2}, {"almo", 2}, {"トヨタ", 1}, {"яндекс", 1}, {"ндек", 1}, {"0% ", 1}, {"_AB", 1}, {"ab!", 1}, {"100%", 1}, {"%%%", 0}, {"___", 0},
                      {"'''", 0}, {"\"\"\"", 0}, {"\"mal\" OR cafe", 0}, {"mal*", 0}, {"name_key:mal", 0}, {"zzz", 0}, {"cafe", 2}, {".example", 17}, {"m", 2}, {"Ma", 2}, {"al", 1},
                      {"ÅL", 1}, {"%", 0}, {"_", 0}, {"'", 0}, {"\"", 0}, {"co", 17}, {"株", 1}, {"株式", 1}, {"1", 1}, {std::string_view("ma\0l", 4), 2}, {"mal\xFF", 2}};
  int seen = 0;
  for (const Row& row : rows) {
    INFO(std::string(row.search));
    ListRequest request;
    request.query.search = row.search;
    const auto page = accounts.list(principal, std::move(request));
    REQUIRE(page);
    CHECK(page->matching_count == row.matching);
    CHECK(static_cast<std::int64_t>(page->items.size()) == row.matching);
    CHECK(page->customer_count == 17);
    ++seen;
  }
  CHECK(seen == 34);
  ListRequest filtered = page_request(1);
  filtered.query.filter = ListFilter{ListColumn::company_name, ListOperator::starts_with, "Malmo"};
  const auto first = accounts.list(principal, std::move(filtered));
  REQUIRE(first);
  CHECK(names_of(*first) == std::vector<std::string>{"Malmö Bageri"});
  // The token carries the filter.
  const auto second = accounts.list(principal, page_request(500, first->continuation_token));
  REQUIRE(second);
  CHECK(names_of(*second) == std::vector<std::string>{"MALMÖ Cykel"});
  CHECK(second->continuation_token.empty());
}

void finds_ids_by_their_beginning(Database& database) {
  const Principal principal = agent_of(add_reseller(database, "Reseller"));
  const Principal other = agent_of(add_reseller(database, "Another"));
  shared::Account account = valid_account("Fabrik AB");
  account.id = "fab00000-0000-4000-8000-00000000fab1";
  REQUIRE(store_account(database, principal.reseller_id, account));
  REQUIRE(store_account(database, principal.reseller_id, valid_account("Söner AB")));
  REQUIRE(store_account(database, other.reseller_id, account));
  const Accounts accounts(database, "key");
  // A name and an id that both match are one customer.
  for (const char* search : {"fab", "FAB00000", "fab00000-0000-4000-8000-00000000fab1", "fabrik"}) {
    INFO(std::string(search));
    ListRequest request;
    request.query.search = search;
    const auto page = accounts.list(principal, std::move(request));
    REQUIRE(page);
    CHECK(page->matching_count == 1);
    REQUIRE(page->items.size() == 1);
    CHECK(page->items[0].id == account.id);
  }
  ListRequest middle;
  middle.query.search = "00000000fab1";
  CHECK(accounts.list(principal, std::move(middle))->items.empty());
}

// What changes or goes is found so at once, in search and count.
void finds_what_is_stored_now(Database& database) {
  const Principal principal = agent_of(add_reseller(database, "Reseller"));
  const Accounts accounts(database, "key");
  const shared::Account first = valid_account("Första AB");
  const shared::Account second = valid_account("Andra AB");
  REQUIRE(store_account(database, principal.reseller_id, first));
  REQUIRE(store_account(database, principal.reseller_id, second));
  const auto found = [&](std::string_view search) {
    ListRequest request;
    request.query.search = search;
    const auto page = accounts.list(principal, std::move(request));
    REQUIRE(page);
    CHECK(page->matching_count == static_cast<std::int64_t>(page->items.size()));
    return page->matching_count;
  };
  CHECK(found("forsta") == 1);
  REQUIRE(database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto stored = AccountStore::read_to_change(connection, principal.reseller_id, first.id);
    if (!stored) return stored.failure();
    StoredCustomer changed = **stored;
    changed.account.billing_profile.company_name = "Tredje AB";
    const auto written = AccountStore::update(connection, principal.reseller_id, **stored, changed, change_by("eva"));
    if (!written) return written.failure();
    return *written ? Ending::keep : Ending::undo;
  }));
  CHECK(found("forsta") == 0);
  CHECK(found("tredje") == 1);
  CHECK(found("t") == 1);
  for (const bool keeps : {false, true}) {
    const auto done = database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
      const auto removed = AccountStore::remove(connection, principal.reseller_id, second.id);
      if (!removed) return removed.failure();
      CHECK(*removed);
      const auto again = AccountStore::remove(connection, principal.reseller_id, second.id);
      if (!again) return again.failure();
      CHECK_FALSE(*again);
      return keeps ? Ending::keep : Ending::undo;
    });
    CHECK(static_cast<bool>(done) == keeps);
    CHECK(found("andra") == (keeps ? 0 : 1));
    CHECK(found("") == (keeps ? 1 : 2));
  }
  // Counted again from where it was, and found under a number of its own.
  REQUIRE(store_account(database, principal.reseller_id, valid_account("Fjärde AB")));
  CHECK(found("fjarde") == 1);
  CHECK(found("tredje") == 1);
  CHECK(found("") == 2);
}

struct PagedRow {
  const char* search;
  ListOperator comparison;
  const char* name;
  const char* part;  // Of the names that are expected.
  std::size_t matching;
};
constexpr PagedRow paged_rows[] = {
    {"handel", ListOperator::starts_with, "", "Handel", 30},          {"", ListOperator::starts_with, "nordic", "Nordic", 20},
    {"no", ListOperator::starts_with, "", "Nordic", 20},              {"", ListOperator::starts_with, "o", "Öst", 20},
    {"example", ListOperator::starts_with, "", "", 60},               {"media", ListOperator::starts_with, "Å", "Ångström Media", 10},
    {"o", ListOperator::substring, "han", "Öst Handel", 10},          {"", ListOperator::substring, "ediA", "Media", 30},
    {"", ListOperator::equals, "nordic handel 0", "Nordic Handel 0", 1},
};

ListRequest request_of(const PagedRow& row, std::int64_t size, std::string token = {}) {
  ListRequest request = page_request(size, std::move(token));
  request.query.search = row.search;
  if (*row.name) request.query.filter = ListFilter{ListColumn::company_name, row.comparison, row.name};
  return request;
}

// Every way to a page finds the same rows, however many match: the order and the pages do not tell which way was taken.
void searches_page_in_the_order_of_names(Database& database) {
  const Principal principal = agent_of(add_reseller(database, "Reseller"));
  const Principal other = agent_of(add_reseller(database, "Another"));
  const Accounts accounts(database, "key");
  constexpr int customers = 60;
  for (int i = 0; i < customers; ++i) {
    const std::string name = std::string(i % 3 == 0 ? "Nordic " : i % 3 == 1 ? "Öst " : "Ångström ") + (i % 2 == 0 ? "Handel " : "Media ") + std::to_string(i * 37 % 100);
    REQUIRE(store_account(database, principal.reseller_id, valid_account(name)));
    REQUIRE(store_account(database, other.reseller_id, valid_account(name)));
  }
  const std::vector<std::string> all = names_of(*accounts.list(principal, ListRequest{}));
  REQUIRE(all.size() == customers);
  int seen = 0;
  for (const PagedRow& row : paged_rows) {
    INFO(std::string(row.search) << " / " << std::string(row.name));
    std::vector<std::string> expected;
    std::copy_if(all.begin(), all.end(), std::back_inserter(expected), [&row](const std::string& name) { return name.find(row.part) != std::string::npos; });
    REQUIRE(expected.size() == row.matching);
    std::vector<std::string> names;
    std::string token;
    do {
      const auto page = accounts.list(principal, request_of(row, 7, token));
      REQUIRE(page);
      CHECK(page->matching_count == static_cast<std::int64_t>(row.matching));
      CHECK(page->customer_count == customers);
      for (const std::string& name : names_of(*page)) names.push_back(name);
      token = page->continuation_token;
    } while (!token.empty());
    CHECK(names == expected);
    for (const std::size_t offset : {std::size_t{0}, expected.size() / 2, expected.size()}) {
      ListRequest request = request_of(row, 500);
      request.query.offset = static_cast<std::int64_t>(offset);
      CHECK(names_of(*accounts.list(principal, std::move(request))) == std::vector<std::string>(expected.begin() + static_cast<std::ptrdiff_t>(offset), expected.end()));
    }
    ++seen;
  }
  CHECK(seen == 9);
}

constexpr ContractRow rows[] = {
    {"finds ids by their beginning", finds_ids_by_their_beginning},
    {"finds what is stored now", finds_what_is_stored_now},
    {"searches page in the order of names", searches_page_in_the_order_of_names},
    {"lists in the order of names", lists_in_the_order_of_names},
    {"pages lead forth and back", pages_lead_forth_and_back},
    {"altered tokens are refused", altered_tokens_are_refused},
    {"pages hold while others write", pages_hold_while_others_write},
    {"finds names without case and accents", finds_names_without_case_and_accents},
};

}  // namespace

std::span<const ContractRow> contract_of_lists() { return rows; }

}  // namespace tests
