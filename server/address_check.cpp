#include "server/address_check.h"

#include <algorithm>
#include <optional>

#include "server/known_addresses.h"
#include "shared/country.h"
#include "shared/country_rules.h"
#include "shared/normalize.h"
#include "shared/search_key.h"
#include "shared/text.h"
#include "shared/validate.h"

namespace server {
namespace {

using shared::Account;
using shared::Address;
using shared::Field;
using shared::FieldKind;

constexpr std::string_view codes[] = {"VerifiedShippable", "Verified", "InteractionRequired", "StreetPartial", "PremisesPartial", "Multiple", "None", "NotValidated"};

// In these countries the state must be one of the country's; elsewhere it is any text.
constexpr std::string_view countries_with_states[] = {"US", "CA", "CN", "MX"};

struct Judged {
  Address address;  // In normal form.
  shared::ProblemList problems;
};

bool concerns_the_place(Field field, std::string_view country) {
  if (field < Field::billing_address_country || field > Field::billing_address_phone_number) return false;
  switch (shared::kind_of(field)) {
    case FieldKind::country:
    case FieldKind::city:
    case FieldKind::postal_code:
    case FieldKind::address_line: return true;
    case FieldKind::state:
      return std::find(std::begin(countries_with_states), std::end(countries_with_states), country) != std::end(countries_with_states);
    default: return false;
  }
}

// Fills `judged` with the address in normal form and its errors.
void judge(const Address& address, Judged& judged) {
  Account account;
  account.billing_profile.default_address = address;
  static thread_local shared::ProblemList all;
  shared::normalize(account);
  shared::validate(account, all);
  judged.address = account.billing_profile.default_address;
  judged.problems.clear();
  for (const shared::Problem& problem : all) {
    if (problem.severity != shared::Severity::error || !concerns_the_place(problem.field, judged.address.country)) continue;
    judged.problems.add(problem.field, problem.rule, problem.severity).suggestion = judged.problems.keep(problem.suggestion);
  }
}

// The name of a property in the vendor's messages: "PostalCode".
std::string property_of(Field field) {
  const std::string_view path = shared::path_of(field);
  std::string name(path.substr(path.rfind('.') + 1));
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

std::string message_about(const shared::ProblemList& problems, std::string_view country, shared::Language language) {
  std::string names;
  std::string sentences;
  for (const shared::Problem& problem : problems) {
    names.append(names.empty() ? "'" : ", '").append(property_of(problem.field)).append("'");
    sentences.append(" ").append(shared::sentence(problem, country, language));
  }
  return "Address field invalid for property: " + names + "." + sentences;
}

std::string letters_and_digits(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (shared::is_ascii_digit(c) || shared::is_ascii_letter(c)) result.push_back(c);
  }
  return result;
}

bool same_text(std::string_view left, std::string_view right) { return shared::search_key(left) == shared::search_key(right); }

// "1 Microsoft Way" and "Storgatan 12": the house number stands at one end.
struct Street {
  std::string_view name;
  std::string_view number;
};

Street street_of(std::string_view line) {
  const std::size_t first_end = std::min(line.find(' '), line.size());
  if (!line.empty() && shared::is_ascii_digit(line[0])) return {line.substr(std::min(first_end + 1, line.size())), line.substr(0, first_end)};
  const std::size_t last = line.rfind(' ');
  if (last != std::string_view::npos && shared::is_ascii_digit(line[last + 1])) return {line.substr(0, last), line.substr(last + 1)};
  return {line, {}};
}

const KnownPlace* place_by_postal_code(const Address& address) {
  std::string code = letters_and_digits(address.postal_code);
  if (code.starts_with(address.country)) code.erase(0, address.country.size());  // "MD-6512"
  for (const KnownPlace& place : known_places) {
    if (place.country == address.country && code.starts_with(place.postal_code)) return &place;
  }
  return nullptr;
}

Address with(const Address& address, std::string_view city, std::string_view postal_code) {
  Address changed = address;
  changed.city = city;
  if (!postal_code.empty()) changed.postal_code = postal_code;
  return changed;
}

// What is known of a street that the table holds.
AddressVerdict check_known_street(const KnownStreet& known, const KnownPlace& place, const Address& address, const Street& street) {
  const bool is_city = same_text(address.city, place.city);
  const bool is_code = letters_and_digits(address.postal_code).starts_with(known.postal_code);
  const bool is_house = street.number == known.number;
  const std::string_view full_code = is_house ? known.house_postal_code : known.street_postal_code;
  if (!is_city && !is_code) return {AddressStatus::none, {}, "Address field invalid for property: 'PostalCode', 'City'."};
  AddressVerdict verdict{AddressStatus::verified, {with(address, place.city, full_code)}, {}};
  if (!is_city || !is_code) {
    verdict.status = AddressStatus::interaction_required;
    verdict.message = std::string("Address field invalid for property: ") + (is_city ? "'PostalCode'" : "'City'") + ".";
  } else if (street.number.empty()) {
    verdict.status = AddressStatus::street_partial;
    verdict.message = "Address field invalid for property: 'Region', 'PostalCode', 'City'";
  } else if (!is_house) {
    verdict.status = AddressStatus::premises_partial;
    verdict.message = "Address field invalid for property: 'AddressLine1'.";
  } else if (address.postal_code != known.house_postal_code) {
    verdict.status = AddressStatus::verified_shippable;
  }
  return verdict;
}

std::optional<AddressVerdict> check_known(const Address& address) {
  const Street street = street_of(address.address_line1);
  for (const KnownStreet& known : known_streets) {
    if (known.country != address.country || !same_text(known.street, street.name)) continue;
    for (const KnownPlace& place : known_places) {
      if (place.country == known.country && place.postal_code == known.postal_code && place.state == address.state) {
        return check_known_street(known, place, address, street);
      }
    }
  }
  const KnownPlace* place = place_by_postal_code(address);
  // The beginning of the place's name: the city is incomplete, and a street there is not known.
  if (place && !same_text(address.city, place->city) && shared::search_key(place->city).starts_with(shared::search_key(address.city))) {
    return AddressVerdict{AddressStatus::multiple, {with(address, place->city, {})}, "Address field invalid for property: 'AddressLine1', 'City'."};
  }
  return std::nullopt;
}

bool all_required(const shared::ProblemList& problems) {
  return std::all_of(problems.begin(), problems.end(), [](const shared::Problem& problem) { return problem.rule == shared::Rule::required; });
}

AddressStatus status_of_missing(const shared::ProblemList& problems) {
  if (problems.size() > 1) return AddressStatus::multiple;
  return problems.begin()->field == Field::billing_address_address_line1 ? AddressStatus::street_partial : AddressStatus::premises_partial;
}

// The address with every suggestion taken, where it then passes.
std::optional<Address> mended(const Judged& judged) {
  Account account;
  account.billing_profile.default_address = judged.address;
  for (const shared::Problem& problem : judged.problems) {
    if (problem.suggestion.empty()) return std::nullopt;
    shared::text_of(account, problem.field) = problem.suggestion;
  }
  Judged again;
  judge(account.billing_profile.default_address, again);
  if (!again.problems.empty()) return std::nullopt;
  return again.address;
}

}  // namespace

std::string_view code_of(AddressStatus status) { return codes[static_cast<std::size_t>(status)]; }

AddressVerdict check_address(const Address& sent, shared::Language language) {
  const bool is_swedish = language == shared::Language::swedish;
  const shared::Country* country = shared::find_country_of_any_case(sent.country);
  if (!country) return {AddressStatus::not_validated, {}, is_swedish ? "Ange landet med två bokstäver, som SE." : "Give the country by two letters, such as SE."};
  Address address = sent;
  address.country = country->code;
  Judged judged;
  judge(address, judged);
  if (judged.problems.empty()) {
    if (auto known = check_known(judged.address)) return std::move(*known);
    return {AddressStatus::verified, {judged.address}, {}};
  }
  std::string message = message_about(judged.problems, country->code, language);
  if (all_required(judged.problems)) return {status_of_missing(judged.problems), {}, std::move(message)};
  if (auto address_that_passes = mended(judged)) return {AddressStatus::interaction_required, {std::move(*address_that_passes)}, std::move(message)};
  return {AddressStatus::none, {}, std::move(message)};
}

}  // namespace server
