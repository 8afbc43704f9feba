// All SQL about customers and their history. Every call takes the reseller: no query reaches another one's rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/activity.h"
#include "server/database.h"
#include "shared/account.h"
#include "shared/wire.h"

namespace server {

struct StoredCustomer {
  shared::Account account;
  std::int64_t company_etag = 0;
  std::int64_t billing_etag = 0;
  std::int64_t changed_at_ms = 0;
  std::string changed_by;
};

enum class ListColumn : std::uint8_t { company_name, domain, indirect_reseller };
enum class ListOperator : std::uint8_t { starts_with, equals, substring };

struct ListFilter {
  ListColumn column = ListColumn::company_name;
  ListOperator comparison = ListOperator::starts_with;
  std::string value;
};

// A place in the order of names: the row behind which, or before which, a page begins.
struct ListPosition {
  std::string sort_key;
  std::string id;
};

struct ListQuery {
  std::string reseller;
  std::optional<ListFilter> filter;
  // Part of a name or domain, or the beginning of an id, in any case and without accents; under three letters the beginning
  // of a name or domain. Empty finds all.
  std::string search;
  std::optional<ListPosition> after;
  std::optional<ListPosition> before;
  bool from_end = false;  // The last page, as it is met page by page.
  std::int64_t offset = 0;
  std::int64_t limit = 500;
};

struct ListedCustomer {
  shared::CustomerSummary summary;
  std::string sort_key;
};

struct Counts {
  std::int64_t matching = 0;
  std::int64_t all = 0;
};

struct Listed {
  std::vector<ListedCustomer> rows;  // In the order of names, at most the limit.
  bool has_more = false;             // Further rows match behind the last one; where it was read backwards, before the first.
  Counts counts;
};

// No value: no such customer of this reseller.
using FoundCustomer = shared::Result<std::optional<StoredCustomer>, StoreFailure>;

class AccountStore {
 public:
  static FoundCustomer read(Connection& connection, std::string_view reseller, std::string_view id);
  // The same for a write that depends on what is read: nobody else changes the customer until the transaction ends.
  static FoundCustomer read_to_change(Connection& connection, std::string_view reseller, std::string_view id);
  static shared::Result<Listed, StoreFailure> list(Connection& connection, const ListQuery& query);
  static shared::Result<Done, StoreFailure> insert(Connection& connection, std::string_view reseller, const StoredCustomer& customer);
  static shared::Result<bool, StoreFailure> remove(Connection& connection, std::string_view reseller, std::string_view id);  // False: there is none.

  // Writes `changed` over `stored` and one row of the activity log. Both etags of `changed` are
  // written as they are. False when somebody saved in between.
  static shared::Result<bool, StoreFailure> update(Connection& connection, std::string_view reseller, const StoredCustomer& stored,
                                                   const StoredCustomer& changed, const Change& change);
};

}  // namespace server
