// The SQL of the customer list: which rows match, how many, and one page of them in the order of names. What matches is
// found in indexes that hold all that is compared and sorted by; rows are read for the page alone.
#include <algorithm>
#include <deque>

#include "server/account_store.h"
#include "shared/search_key.h"
#include "shared/text.h"

namespace server {
namespace {

// Shorter texts are looked for at the beginning of names and domains only: the index knows parts of three letters.
constexpr std::size_t part_letters_min = 3;
constexpr std::int64_t numbers_of_reseller = std::int64_t{1} << 40;
// Behind every text that begins with what stands before it.
constexpr std::string_view last_sign = "\xF4\x8F\xBF\xBF";

// The parameters of one statement, in the order in which they are bound.
class Bound {
 public:
  std::string text(std::string_view text) {
    texts_.emplace_back(text);
    return number_of(std::string_view(texts_.back()));
  }
  std::string number(std::int64_t number) { return number_of(number); }
  const std::vector<Parameter>& parameters() const { return parameters_; }

 private:
  std::string number_of(Parameter parameter) {
    parameters_.push_back(parameter);
    return "$" + std::to_string(parameters_.size());
  }

  std::deque<std::string> texts_;  // Their addresses stay.
  std::vector<Parameter> parameters_;
};

// Keys hold no control characters, so that what was sent with one is found without it.
std::string key_of(std::string_view text) {
  std::string key = shared::search_key(text);
  std::erase_if(key, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  return key;
}

std::string like_pattern(std::string_view part) {
  std::string pattern = "%";
  for (const char c : part) {
    if (c == '%' || c == '_' || c == '!') pattern.push_back('!');
    pattern.push_back(c);
  }
  return pattern + "%";
}

// A phrase of FTS5, in which nothing but a quote has a meaning.
std::string phrase(std::string_view part) {
  std::string quoted = "\"";
  for (const char c : part) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + "\"";
}

bool begins_like_id(std::string_view text) {
  for (const char c : text) {
    if (!shared::is_ascii_digit(c) && c != '-' && !(c >= 'a' && c <= 'f')) return false;
  }
  return true;
}

// Which customers of one reseller match, as conditions of SQL.
class Matches {
 public:
  Matches(Engine engine, const ListQuery& query, std::int64_t first_number)
      : engine_(engine), first_number_(first_number), reseller_(query.reseller), search_(key_of(query.search)), filter_(query.filter) {
    if (filter_) filter_->value = key_of(filter_->value);
  }

  bool are_all() const { return !filter_ && search_.empty(); }

  // A select of the columns sort_key and id of what matches, each customer once.
  std::string keys(Bound& bound) const {
    const std::string filter = filter_ ? filter_condition(bound) : std::string();
    const std::string reseller = bound.text(reseller_);
    const std::string columns = "select sort_key, id from customer where ";
    if (search_.empty()) return columns + "reseller = " + reseller + (filter.empty() ? "" : " and " + filter);
    const std::string narrowed = filter.empty() ? "" : " and " + filter;
    if (shared::count_code_points(search_) >= part_letters_min) return columns + "number in (" + numbers(bound, reseller) + ")" + narrowed;
    const std::string name = begins("name_key", search_, bound);
    return columns + "reseller = " + reseller + " and " + name + narrowed + " union all " + columns + "reseller = " + reseller + " and " +
           begins("domain_key", search_, bound) + " and not (" + name + ")" + narrowed;
  }

  std::string count(Bound& bound) const {
    if (!filter_ && shared::count_code_points(search_) >= part_letters_min) {
      return "select count(*) from (" + numbers(bound, bound.text(reseller_)) + ") as matching";
    }
    return "select count(*) from (" + keys(bound) + ") as matching";
  }

  // The condition on each row alone, for a walk along the order of names.
  std::string condition(Bound& bound) const {
    std::string sql = "reseller = " + bound.text(reseller_);
    if (filter_) sql += " and " + filter_condition(bound);
    if (search_.empty()) return sql;
    if (shared::count_code_points(search_) < part_letters_min) {
      return sql + " and (" + begins("name_key", search_, bound) + " or " + begins("domain_key", search_, bound) + ")";
    }
    const std::string pattern = bound.text(like_pattern(search_));
    sql += " and (name_key like " + pattern + " escape '!' or domain_key like " + pattern + " escape '!'";
    if (begins_like_id(search_)) sql += " or " + begins("id", search_, bound);
    return sql + ")";
  }

 private:
  static std::string begins(const std::string& column, const std::string& key, Bound& bound) {
    return column + " >= " + bound.text(key) + " and " + column + " < " + bound.text(key + std::string(last_sign));
  }

  std::string filter_condition(Bound& bound) const {
    if (filter_->column == ListColumn::indirect_reseller) {
      return "id in (select customer from associated_partner where reseller = " + bound.text(reseller_) + " and " + comparison("partner", bound) + ")";
    }
    return comparison(filter_->column == ListColumn::domain ? "domain_key" : "name_key", bound);
  }

  std::string comparison(const std::string& column, Bound& bound) const {
    switch (filter_->comparison) {
      case ListOperator::starts_with: return filter_->value.empty() ? column + " >= ''" : begins(column, filter_->value, bound);
      case ListOperator::equals: return column + " = " + bound.text(filter_->value);
      case ListOperator::substring: return column + " like " + bound.text(like_pattern(filter_->value)) + " escape '!'";
    }
    return column + " = ''";
  }

  // A select of the numbers of customers whose name or domain holds the text, or whose id begins with it: the one place in
  // which the engines are asked in different words.
  std::string numbers(Bound& bound, const std::string& reseller) const {
    std::string sql;
    if (engine_ == Engine::sqlite) {
      sql = "select rowid from customer_search where customer_search match " + bound.text(phrase(search_)) + " and rowid between " + bound.number(first_number_) +
            " and " + bound.number(first_number_ + numbers_of_reseller - 1);
    } else {
      const std::string pattern = bound.text(like_pattern(search_));
      sql = "select number from customer where reseller = " + reseller + " and (name_key like " + pattern + " escape '!' or domain_key like " + pattern + " escape '!')";
    }
    if (begins_like_id(search_)) sql += " union select number from customer where reseller = " + reseller + " and " + begins("id", search_, bound);
    return sql;
  }

  Engine engine_;
  std::int64_t first_number_;
  std::string reseller_;
  std::string search_;
  std::optional<ListFilter> filter_;
};

// A reseller without customers has no row.
shared::Result<Counts, StoreFailure> read_counts(Connection& connection, std::string_view reseller, std::int64_t& first_number) {
  const Parameter parameters[] = {reseller};
  const auto found = connection.execute("select customers, number from customer_count where reseller = $1", parameters);
  if (!found) return found.failure();
  Counts counts;
  first_number = 0;
  if (found->rows.empty()) return counts;
  counts.all = integer_of(found->rows[0][0]);
  first_number = integer_of(found->rows[0][1]) * numbers_of_reseller;
  return counts;
}

std::string position_condition(const ListQuery& query, Bound& bound) {
  std::string sql;
  if (query.after) sql += " and (sort_key, id) > (" + bound.text(query.after->sort_key) + ", " + bound.text(query.after->id) + ")";
  if (query.before) sql += " and (sort_key, id) < (" + bound.text(query.before->sort_key) + ", " + bound.text(query.before->id) + ")";
  return sql;
}

bool is_backwards(const ListQuery& query) { return query.before || query.from_end; }

// The last page is as long as those before it leave it.
std::int64_t rows_of_page(const ListQuery& query, const Counts& counts) {
  return query.from_end && query.limit > 0 ? (counts.matching - 1) % query.limit + 1 : query.limit;
}

// The rows of one page and one more, which tells whether others follow; from the end of the order where it is read backwards.
std::string page_sql(const Matches& matches, const ListQuery& query, const Counts& counts, Bound& bound) {
  const std::string order = is_backwards(query) ? " order by sort_key desc, id desc" : " order by sort_key, id";
  // Where most customers match, walking along the order of names meets a page of them soonest.
  const bool is_walk = matches.are_all() || counts.matching > counts.all / 2;
  std::string keys = is_walk ? "select sort_key, id from customer where " + matches.condition(bound)
                             : "select sort_key, id from (" + matches.keys(bound) + ") as matching where true";
  keys += position_condition(query, bound) + order + " limit " + bound.number(rows_of_page(query, counts) + 1) + " offset " + bound.number(query.offset);
  return "select customer.id, company_name, domain, relationship, country, changed_at, customer.sort_key from (" + keys +
         ") as page join customer on customer.reseller = " + bound.text(query.reseller) + " and customer.id = page.id order by " +
         (is_backwards(query) ? "page.sort_key desc, page.id desc" : "page.sort_key, page.id");
}

}  // namespace

shared::Result<Listed, StoreFailure> AccountStore::list(Connection& connection, const ListQuery& query) {
  std::int64_t first_number = 0;
  const auto counts = read_counts(connection, query.reseller, first_number);
  if (!counts) return counts.failure();
  Listed listed;
  listed.counts = *counts;
  const Matches matches(connection.dialect().engine, query, first_number);
  listed.counts.matching = listed.counts.all;
  if (!matches.are_all()) {
    Bound bound;
    const std::string sql = matches.count(bound);
    const auto counted = connection.execute(sql, bound.parameters());
    if (!counted) return counted.failure();
    listed.counts.matching = integer_of(counted->rows.at(0).at(0));
  }
  if (listed.counts.matching == 0) return listed;
  Bound bound;
  const std::string sql = page_sql(matches, query, listed.counts, bound);
  const auto found = connection.execute(sql, bound.parameters());
  if (!found) return found.failure();
  listed.rows.reserve(found->rows.size());
  for (const std::vector<Value>& row : found->rows) {
    listed.rows.push_back({{text_of(row[0]), text_of(row[1]), text_of(row[2]), text_of(row[3]), text_of(row[4]), integer_of(row[5])}, text_of(row[6])});
  }
  listed.has_more = static_cast<std::int64_t>(listed.rows.size()) > rows_of_page(query, listed.counts);
  if (listed.has_more) listed.rows.pop_back();
  if (is_backwards(query)) std::reverse(listed.rows.begin(), listed.rows.end());
  return listed;
}

}  // namespace server
