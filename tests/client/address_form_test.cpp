// The address part of the form: which fields, in which order, beside which.
#include "client/address_form.h"

#include <algorithm>
#include <string>

#include "client/editor.h"
#include "client/screens/page.h"
#include "doctest/doctest.h"
#include "shared/country.h"
#include "tests/client/sample.h"

using namespace client;
using shared::Field;
using shared::Profile;

namespace {

// The last parts of the fields' paths, rows divided by "/".
std::string rows_of(const shared::Account& account, Profile profile) {
  std::string text;
  const auto name = [](Field field) { return std::string(path_of(field).substr(path_of(field).rfind('.') + 1)); };
  for (const FieldRow& row : address_rows(account, profile)) {
    if (!text.empty()) text += " / ";
    text += name(row.first);
    if (row.is_pair()) text += " " + name(row.second);
  }
  return text;
}

shared::Account account_in(const std::string& country, const std::string& line) {
  shared::Account account;
  account.billing_profile.default_address.country = country;
  account.billing_profile.default_address.address_line1 = line;
  return account;
}

}  // namespace

TEST_CASE("rows follow the country's own order, with the parts it uses") {
  struct Row {
    std::string name, country, line, rows;
  };
  const Row rows[] = {
      {"code in front of the city", "SE", "Storgatan 24", "addressLine1 addressLine2 / postalCode city"},
      {"code in front of the city", "DE", "Hauptstraße 1", "addressLine1 addressLine2 / postalCode city"},
      {"three in one line, the code last", "US", "1 Main St", "addressLine1 addressLine2 / city / state postalCode"},
      {"three in one line, the code last", "AU", "1 Main St", "addressLine1 addressLine2 / city / state postalCode"},
      {"lines of their own", "GB", "1 Main St", "addressLine1 addressLine2 / city postalCode"},
      {"large to small in its own letters", "JP", "北一条西 3-2", "postalCode state / city / addressLine1 addressLine2"},
      {"small to large in Latin letters", "JP", "3-2 Kita 1 Jo", "addressLine1 addressLine2 / city state / postalCode"},
      {"empty: its own order", "JP", "", "postalCode state / city / addressLine1 addressLine2"},
      {"no code", "HK", "彌敦道 1 號", "state city / addressLine1 addressLine2"},
      {"no code, in Latin letters", "HK", "1 Nathan Road", "addressLine1 addressLine2 / city state"},
      {"the code apart", "KR", "세종대로 209", "state city / district / addressLine1 addressLine2 / postalCode"},
      {"a district", "CN", "1 Road", "addressLine1 addressLine2 / district city / state postalCode"},
      {"code beside the city", "MX", "Calle 1", "addressLine1 addressLine2 / district / postalCode city / state"},
      {"code behind the city", "IN", "1 Road", "addressLine1 addressLine2 / city postalCode / state"},
      {"emirate alone", "AE", "1 Road", "addressLine1 addressLine2 / state"},
      {"code alone", "SG", "1 Road", "addressLine1 addressLine2 / postalCode"},
      {"city in front of the lines", "HU", "Utca 1", "city / addressLine1 addressLine2 / postalCode"},
      {"no country", "", "1 Road", "addressLine1 addressLine2 / postalCode city / state"},
  };
  int seen = 0;
  for (const Row& row : rows) {
    INFO(row.country << " " << row.name);
    CHECK(rows_of(account_in(row.country, row.line), Profile::billing) == row.rows);
    ++seen;
  }
  CHECK(seen == 18);
}

TEST_CASE("every country shows each part it requires, and none twice") {
  int seen = 0;
  for (const shared::Country& country : shared::countries()) {
    INFO(std::string(country.code));
    for (const char* line : {"", "1 Road"}) {
      const std::string rows = " " + rows_of(account_in(std::string(country.code), line), Profile::billing) + " ";
      const auto count = [&rows](const std::string& name) {
        int found = 0;
        for (std::size_t at = rows.find(" " + name + " "); at != rows.npos; at = rows.find(" " + name + " ", at + 1)) ++found;
        return found;
      };
      CHECK(count("addressLine1") == 1);
      CHECK(count("addressLine2") == 1);
      CHECK(count("city") == (country.uses_city ? 1 : 0));
      CHECK(count("state") == (country.uses_state ? 1 : 0));
      if (country.requires_postal_code) CHECK(count("postalCode") == 1);
      CHECK(count("region") == 0);
      ++seen;
    }
  }
  CHECK(seen == 500);
}

TEST_CASE("a part with a value is shown though the country does not use it") {
  shared::Account account = account_in("HK", "1 Nathan Road");
  shared::Address& address = account.billing_profile.default_address;
  address.postal_code = "12345";
  address.region = "Kowloon";
  address.district = "Tsim Sha Tsui";
  address.address_line3 = "Floor 5";
  CHECK(rows_of(account, Profile::billing) == "addressLine1 addressLine2 / addressLine3 / city state / district postalCode / region");
}

TEST_CASE("company details are in the order of their own country") {
  shared::Account account = account_in("SE", "Storgatan 24");
  account.company_profile.address.country = "US";
  account.company_profile.address.address_line1 = "1 Main St";
  CHECK(rows_of(account, Profile::company) == "addressLine1 addressLine2 / city / state postalCode");
}

TEST_CASE("the editor's fields are those of the rows, and a part that is emptied stays") {
  shared::Customer customer = test::customer();
  customer.account.billing_profile.default_address.state = "AB";
  Editor editor;
  open_editor(editor, customer);
  const auto shows = [&editor](Field field) { return std::count(editor.fields.begin(), editor.fields.end(), field) == 1; };
  CHECK(shows(Field::billing_address_state));
  CHECK_FALSE(shows(Field::billing_address_region));
  CHECK(editor.begins_row[static_cast<std::size_t>(Field::billing_address_postal_code)]);
  CHECK_FALSE(editor.begins_row[static_cast<std::size_t>(Field::billing_address_city)]);
  CHECK(editor.is_required[static_cast<std::size_t>(Field::billing_address_postal_code)]);
  CHECK_FALSE(editor.is_required[static_cast<std::size_t>(Field::billing_address_state)]);
  set_text(editor, Field::billing_address_state, "");
  CHECK(shows(Field::billing_address_state));
}

TEST_CASE("an envelope bears the address in the letters it is written in") {
  struct Row {
    std::string country, line, city, state, code, lines;
  };
  const Row rows[] = {
      {"JP", "北一条西 3-2", "札幌市中央区", "01", "060-0001", "〒060-0001\n北海道札幌市中央区\n北一条西 3-2\nJapan"},
      {"JP", "3-2 Kita 1 Jo", "Sapporo", "01", "060-0001", "3-2 Kita 1 Jo\nSapporo, Hokkaido\n060-0001\nJapan"},
      {"US", "1 Main St", "Seattle", "WA", "98126", "1 Main St\nSeattle, WA 98126\nUnited States"},
      {"CN", "1 Road", "Shenzhen", "GD", "518000", "1 Road\nShenzhen\nGuangdong Sheng, 518000\nChina"},
      {"SE", "Storgatan 24", "Sundsvall", "", "852 36", "Storgatan 24\n852 36 Sundsvall\nSweden"},
      {"ES", "Calle 1", "Getafe", "M", "28901", "Calle 1\n28901 Getafe Madrid\nSpain"},
  };
  for (const Row& row : rows) {
    shared::Address address;
    address.country = row.country;
    address.address_line1 = row.line;
    address.city = row.city;
    address.state = row.state;
    address.postal_code = row.code;
    CHECK(joined(address_lines(address, {}, false, shared::Language::english)) == row.lines);
  }
}
