#include "client/screens/page.h"

#include <algorithm>

#include "client/address_form.h"
#include "client/platform.h"
#include "client/screens/kit.h"
#include "shared/country.h"
#include "shared/text.h"

namespace client {

namespace style = ui::text_style;

namespace {

constexpr float columns_gap = 32;
constexpr float fields_gap = 16;

}  // namespace

Page page_of(ui::Rect rect) {
  ui::Vec2 whole = ui::viewport();
  Page page;
  page.rect = rect;
  page.is_touch = ui::media().coarse_pointer || whole.x < 700;
  page.is_one_column = whole.x < 700;
  page.is_stacked = whole.x < 880;
  page.is_narrow = whole.x < 480;
  page.side = whole.x >= 1120 ? 40.f : whole.x >= 700 ? 32.f : 16.f;
  return page;
}

float Page::width() const { return std::min(968.f, rect.width - 2 * side); }
float Page::section_width() const { return is_stacked ? width() : rect.width >= 1000 ? 256.f : 200.f; }
float Page::fields_left() const { return is_stacked ? left() : left() + section_width() + columns_gap; }
float Page::fields_width() const { return is_stacked ? width() : width() - section_width() - columns_gap; }
float Page::half_width() const { return is_one_column ? fields_width() : (fields_width() - fields_gap) / 2; }

float draw_breadcrumb(ScreenContext& context, const Page& page, float y, std::string_view last) {
  const kit::Theme& t = kit::theme();
  ui::Container trail("trail", {.role = ui::Role::navigation,
                                .rect = {page.left(), y, page.width(), 20},
                                .label = context.say(Message::breadcrumb)});
  float x = page.left();
  float width = 0;
  auto arrow = [&] {
    kit::icon(kit::Icon::chevron_right, {x + 12, y + 10}, t.text3, 12);
    x += 24;
  };
  if (kit::text_link("customers", {x, y}, style::small, context.say(Message::customers), "/customers", t.link, false,
                     &width)) {
    context.act(go, Route{}, false);
  }
  x += width;
  arrow();
  const State& state = context.state;
  Route account{View::account, state.route.customer_id, {}};
  if (state.account.customer && !page.is_narrow) {
    const std::string& company = state.account.customer->account.billing_profile.company_name;
    std::string shown = ui::shorten(style::small, company, 320, ui::Overflow::ellipsis);
    if (kit::text_link("company", {x, y}, style::small, shown, address_of(account), t.link, false, &width)) {
      context.act(go, account, false);
    }
    x += width;
    arrow();
  }
  ui::text({x, y, 200, 20}, style::small, t.text, last);
  return 20;
}

float draw_section_heading(const Page& page, float y, std::string_view title, std::string_view help) {
  ui::text({page.left(), y, page.section_width(), 24}, style::section, kit::theme().text, title,
           {.role = ui::Role::heading, .level = 2});
  if (help.empty()) return 24;
  float height = ui::paragraph({page.left(), y + 28}, page.section_width(), style::small, kit::theme().text2, help,
                               {.role = ui::Role::paragraph});
  return 28 + height;
}

float begin_section(const Page& page, float y, std::string_view title, std::string_view help, float* heading_bottom) {
  ui::horizontal_line(page.left(), y, page.width(), kit::theme().line);
  y += section_space;
  float height = draw_section_heading(page, y, title, help);
  *heading_bottom = y + height;
  return page.is_stacked ? y + height + 12 : y;
}

void draw_loading(ScreenContext& context, const Page& page, float y) {
  ui::text({page.left(), y, page.width(), 20}, style::small, kit::theme().text2, context.say(Message::loading),
           {.role = ui::Role::status, .key = "loading"});
}

void draw_fault(ScreenContext& context, const Page& page, float y, Message fault) {
  bool can_repeat = fault == Message::load_no_answer || fault == Message::load_server;
  kit::BannerLook look{.kind = kit::BannerKind::error, .role = ui::Role::alert, .is_touch = page.is_touch};
  if (can_repeat) look.action = context.say(Message::try_again);
  if (kit::banner("fault", {page.left(), y, page.width(), 0}, context.say(fault), look).action) context.act(load_again);
}

std::string relationship_name(std::string_view code, shared::Language language) {
  struct Row { std::string_view code; Message name; };
  constexpr Row rows[] = {
      {"reseller", Message::relationship_reseller},
      {"advisor", Message::relationship_advisor},
      {"indirect_reseller", Message::relationship_indirect},
      {"value_added_reseller", Message::relationship_value},
      {"syndication", Message::relationship_syndication},
      {"none", Message::relationship_none},
  };
  for (const Row& row : rows) {
    if (row.code == code) return std::string(say(row.name, language));
  }
  return std::string(code);
}

std::string country_name(std::string_view code, shared::Language language) {
  const shared::Country* country = shared::find_country(code);
  return std::string(country ? shared::name_of(*country, language) : code);
}

namespace {

// As written on envelopes: the code where people write it (TX), else the name in the letters of the rest.
std::string_view state_name(const shared::Address& address) {
  constexpr std::string_view writers_of_codes = "AU BR CA IT US";
  const shared::Country* country = shared::find_country(address.country);
  if (country == nullptr || shared::has_word(writers_of_codes, country->code)) return address.state;
  const shared::AdministrativeArea* area = shared::find_area(*country, address.state);
  if (area == nullptr) return address.state;
  return is_in_local_letters(address) ? area->name : area->latin_name;
}

std::string part_of(char part, const shared::Address& address, std::string_view company, bool with_person) {
  switch (part) {
    case 'N': return with_person ? address.first_name + " " + address.last_name : std::string();
    case 'O': return std::string(company);
    case 'A': {
      std::vector<std::string> lines;
      for (const std::string* line : {&address.address_line1, &address.address_line2, &address.address_line3}) {
        if (!line->empty()) lines.push_back(*line);
      }
      return joined(lines);
    }
    case 'D': return address.district;
    case 'C': return address.city;
    case 'S': return std::string(state_name(address));
    case 'Z': return address.postal_code;
    default: return {};
  }
}

void add_trimmed(std::vector<std::string>& lines, std::string_view text) {
  constexpr std::string_view loose = " ,-";
  std::size_t first = text.find_first_not_of(loose);
  if (first == text.npos) return;
  lines.emplace_back(text.substr(first, text.find_last_not_of(loose) - first + 1));
}

}  // namespace

std::vector<std::string> address_lines(const shared::Address& address, std::string_view company, bool with_person,
                                       shared::Language language) {
  std::vector<std::string> lines;
  if (shared::is_empty(address)) return lines;
  const std::string_view format = address_format_of(address);
  // Some countries write no city apart from the state: it is not lost where it is given.
  bool lacks_city = format.find("%C") == format.npos && !address.city.empty();
  std::string line;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%' || i + 1 == format.size()) {
      line += format[i];
    } else if (format[++i] == 'n') {
      add_trimmed(lines, line);
      line.clear();
    } else {
      // "SE-" before the code is for letters from abroad.
      bool has_prefix = format[i] == 'Z' && line.ends_with(address.country + "-");
      if (has_prefix) line.resize(line.size() - address.country.size() - 1);
      line += part_of(format[i], address, company, with_person);
      if (lacks_city && format[i] == 'S') line += (address.state.empty() ? "" : " ") + address.city;
    }
  }
  add_trimmed(lines, line);
  lines.push_back(country_name(address.country, language));
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text.append(text.empty() ? "" : "\n").append(line);
  return text;
}

std::string field_label(const ScreenContext& context, const shared::Account& account, shared::Field field) {
  if (field == shared::Field::billing_company_name) return std::string(context.say(Message::name_on_invoices));
  return std::string(shared::label(field, shared::country_of(account, field), context.language()));
}

std::string_view plural(int count, Message one, Message many, const ScreenContext& context, std::string& text) {
  text = context.say(count == 1 ? one : many, {{"count", platform::format_number(count, shared::code_of(context.language()))}});
  return text;
}

}  // namespace client
