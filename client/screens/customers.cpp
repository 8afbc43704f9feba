// The customer list: search as one types, and rows for as many customers as there are.
#include <algorithm>

#include "client/platform.h"
#include "client/screens/kit.h"
#include "client/screens/screens.h"

namespace client {

namespace style = ui::text_style;

namespace {

constexpr float head_height = 36;
constexpr float row_height = 40;
constexpr float card_height = 89;

struct Columns {
  float name = 0, id = 0, domain = 0, relationship = 0, country = 0, changed = 0;  // Widths; 0: not shown.
};

Columns columns_of(const Page& page) {
  float window = ui::viewport().x;
  Columns columns;
  columns.changed = 122;
  columns.country = 124;
  if (window >= 700) columns.domain = 210;
  if (window >= 880) columns.relationship = 134;
  if (window >= 1120) columns.id = 142;
  // The last column reaches to the page's edge.
  columns.name = page.rect.width - page.side - columns.id - columns.domain - columns.relationship - columns.country -
                 columns.changed;
  return columns;
}

std::string count_text(const ScreenContext& context) {
  const CustomerList& list = context.state.customers;
  std::string_view language = shared::code_of(context.language());
  if (list.matching_count < 0) return std::string(context.say(Message::loading));
  auto number = [&](std::int64_t count) { return platform::format_number(static_cast<double>(count), language); };
  if (!list.asked.empty()) {
    return context.say(Message::count_match, {{"count", number(list.matching_count)},
                                              {"total", number(list.customer_count)},
                                              {"search", list.asked}});
  }
  if (list.matching_count == 1) return std::string(context.say(Message::count_one));
  return context.say(Message::count_all, {{"count", number(list.matching_count)}});
}

void draw_search(ScreenContext& context, ui::Rect box, bool is_touch, std::string_view row_to_focus) {
  const kit::Theme& t = kit::theme();
  CustomerList& list = context.state.customers;
  ui::Container landmark("search", {.role = ui::Role::search, .rect = box, .label = context.say(Message::search)});
  ui::TextStyle text = is_touch ? style::touch_field : style::body;
  ui::Edit edit = ui::text_field("text", {.rect = box,
                                          .label = context.say(Message::search_customers),
                                          .value = list.search,
                                          .flags = ui::Flag::no_spelling,
                                          .style = text,
                                          .field = ui::FieldKind::search,
                                          .inset_left = 36,
                                          .inset_right = 40,
                                          .enter_key_hint = "search",
                                          .placeholder = context.say(Message::search_placeholder)});
  if (edit.changed) context.act(type_search, std::string_view(edit.text));
  ui::stroke(box, edit.hovered ? t.text2 : t.control, 6);
  kit::icon(kit::Icon::search, {box.x + 20, box.center().y}, t.text2);
  if (!edit.dom_painted) {
    bool is_empty = list.search.empty();
    ui::draw_text({box.x + 36, box.y, box.width - 76, box.height}, text, is_empty ? t.text3 : t.text,
                  is_empty ? context.say(Message::search_placeholder) : std::string_view(list.search), ui::Align::left,
                  ui::Overflow::ellipsis);
  }
  kit::ring(edit, box);
  if (ui::shortcut("/")) ui::request_focus(edit.id);
  if (ui::shortcut("ArrowDown", edit.id) && !row_to_focus.empty()) ui::request_focus(ui::id_of_path(row_to_focus));
  if (list.search.empty()) return;
  if (ui::shortcut("Escape", edit.id)) context.act(clear_search);
  if (kit::icon_button("clear", {box.right() - box.height, box.y, box.height, box.height}, kit::Icon::close,
                       context.say(Message::clear_search))) {
    context.act(clear_search);
  }
}

void draw_hints(ScreenContext& context, const Page& page, float y) {
  if (page.is_touch || page.rect.width < 900) return;
  const kit::Theme& t = kit::theme();
  std::string_view label = context.say(Message::hint_search);
  float right = page.rect.right() - page.side;
  float label_width = ui::text_width(style::caption, label);
  ui::draw_text({right - label_width, y, label_width, 20}, style::caption, t.text3, label);
  float width = 0;
  kit::keyboard_hint({right - label_width - 6, y + 10}, "/", &width);
}

struct Row {
  std::string key;
  int index = 0;
  const shared::CustomerSummary* customer = nullptr;
};

// Moves the focus up and down between rows, as in a list.
void move_by_arrows(const Row& row, ui::Id link) {
  auto focus_row = [&](int index) {
    ui::Id target = ui::id_of_path("main/page/table/rows/" + std::to_string(index) + "/name/open");
    ui::request_focus(target);
    ui::scroll_into_view(target);
  };
  if (ui::shortcut("ArrowDown", link)) focus_row(row.index + 1);
  if (ui::shortcut("ArrowUp", link) && row.index > 0) focus_row(row.index - 1);
}

ui::Interaction row_link(ScreenContext& context, const Row& row, ui::Rect box, ui::TextStyle text) {
  Route route{View::account, row.customer->id, {}};
  ui::Interaction state =
      ui::link("open", {.rect = box, .label = row.customer->company_name, .style = text, .href = address_of(route)});
  move_by_arrows(row, state.id);
  if (state.clicked) context.act(go, route, false);
  return state;
}

std::string changed_text(const ScreenContext& context, const shared::CustomerSummary& customer) {
  if (customer.changed_at_ms == 0) return {};
  return platform::format_date(static_cast<double>(customer.changed_at_ms), platform::DateStyle::relative,
                               shared::code_of(context.language()));
}

void cell(std::string_view key, float& x, float y, float width, std::string_view text, std::string_view match = {}) {
  if (width <= 0) return;
  ui::Rect box{x, y, width - 12, row_height};
  ui::emit(key, {.role = ui::Role::cell, .rect = box, .label = text, .style = style::small});
  kit::marked_text(box, style::small, kit::theme().text2, text, match);
  x += width;
}

void draw_row(ScreenContext& context, const Page& page, const Columns& columns, const Row& row, ui::Rect box) {
  const kit::Theme& t = kit::theme();
  const std::string& match = context.state.customers.asked;
  const shared::CustomerSummary& customer = *row.customer;
  ui::Container container(row.key, {.role = ui::Role::row, .rect = box, .index = row.index + 2});
  float x = page.left();
  ui::Rect name{x, box.y, columns.name - 12, box.height};
  ui::Interaction state;
  {
    ui::Container name_cell("name", {.role = ui::Role::cell, .rect = name});
    state = row_link(context, row, box, style::body_medium);
  }
  if (state.hovered || state.held) ui::fill(box, state.held ? t.press : t.hover);
  kit::marked_text(name, style::body_medium, t.text, customer.company_name, match);
  x += columns.name;
  std::string short_id = customer.id.size() > 16 ? customer.id.substr(0, 8) + "…" + customer.id.substr(customer.id.size() - 4)
                                                 : customer.id;
  cell("id", x, box.y, columns.id, short_id);
  cell("domain", x, box.y, columns.domain, customer.domain, match);
  cell("relationship", x, box.y, columns.relationship,
       relationship_name(customer.relationship_to_partner, context.language()));
  cell("country", x, box.y, columns.country, country_name(customer.country, context.language()));
  cell("changed", x, box.y, columns.changed, changed_text(context, customer));
  ui::horizontal_line(box.x, box.bottom() - 1, box.width, t.line);
  if (state.focus_visible) ui::stroke(box.inset(2), t.ring, 4, 2);
}

void draw_card(ScreenContext& context, const Page& page, const Row& row, ui::Rect box) {
  const kit::Theme& t = kit::theme();
  const std::string& match = context.state.customers.asked;
  const shared::CustomerSummary& customer = *row.customer;
  ui::Container container(row.key, {.role = ui::Role::row, .rect = box, .index = row.index + 2});
  float x = page.left(), width = page.rect.width - 2 * page.side - 24;
  ui::Interaction state;
  {
    ui::Container name_cell("name", {.role = ui::Role::cell, .rect = {x, box.y + 12, width, 24}});
    state = row_link(context, row, box, style::card_title);
  }
  if (state.hovered || state.held) ui::fill(box, state.held ? t.press : t.hover);
  kit::marked_text({x, box.y + 12, width, 24}, style::card_title, t.text, customer.company_name, match);
  ui::Rect domain{x, box.y + 36, width, 20};
  ui::emit("domain", {.role = ui::Role::cell, .rect = domain, .label = customer.domain, .style = style::small});
  kit::marked_text(domain, style::small, t.text2, customer.domain, match);
  std::string changed = changed_text(context, customer);
  float changed_width = ui::text_width(style::small, changed);
  std::string place = country_name(customer.country, context.language()) + " · " +
                      relationship_name(customer.relationship_to_partner, context.language());
  ui::text({x, box.y + 56, width - changed_width - 12, 20}, style::small, t.text3, place,
           {.overflow = ui::Overflow::ellipsis, .role = ui::Role::cell});
  ui::text({x + width - changed_width, box.y + 56, changed_width, 20}, style::small, t.text3, changed,
           {.role = ui::Role::cell});
  kit::icon(kit::Icon::chevron_right, {box.right() - page.side - 8, box.center().y}, t.text3);
  ui::horizontal_line(box.x, box.bottom() - 1, box.width, t.line);
  if (state.focus_visible) ui::stroke(box.inset(2), t.ring, 4, 2);
}

void column_head(std::string_view key, float& x, float y, float width, std::string_view label, ui::Sort sort = {}) {
  if (width <= 0) return;
  ui::Rect box{x, y, width - 12, head_height};
  ui::emit(key, {.role = ui::Role::column_header, .rect = box, .label = label, .style = style::caption_medium, .sort = sort});
  ui::draw_text(box, style::caption_medium, kit::theme().text2, label);
  if (sort == ui::Sort::ascending) {
    kit::icon(kit::Icon::sort_up, {x + ui::text_width(style::caption_medium, label) + 12, box.center().y}, kit::theme().text2,
              12);
  }
  x += width;
}

void draw_head(ScreenContext& context, const Page& page, const Columns& columns, float y) {
  ui::Rect box{page.rect.x, y, page.rect.width, head_height};
  ui::Container row("head", {.role = ui::Role::row, .rect = box, .index = 1});
  float x = page.left();
  if (page.is_narrow) {
    // Cards have no head to look at; the columns are named all the same.
    ui::horizontal_line(box.x, y, box.width, kit::theme().line);
    ui::emit("name", {.role = ui::Role::column_header, .rect = {x, y, 100, 1}, .label = context.say(Message::column_name)});
    return;
  }
  column_head("name", x, y, columns.name, context.say(Message::column_name), ui::Sort::ascending);
  column_head("id", x, y, columns.id, context.say(Message::column_id));
  column_head("domain", x, y, columns.domain, context.say(Message::column_domain));
  column_head("relationship", x, y, columns.relationship, context.say(Message::column_relationship));
  column_head("country", x, y, columns.country, context.say(Message::column_country));
  column_head("changed", x, y, columns.changed, context.say(Message::column_changed));
  ui::horizontal_line(box.x, box.bottom() - 1, box.width, kit::theme().line);
}

// A row that is still on its way: said, so that positions and counts hold, and drawn as a bar.
void draw_awaited(ScreenContext& context, const Page& page, const Row& row, ui::Rect box) {
  ui::Container container(row.key, {.role = ui::Role::row, .rect = box, .index = row.index + 2});
  ui::Rect bar{page.left(), box.center().y - 6, std::min(240.f, page.width() * 0.4f), 12};
  ui::emit("name", {.role = ui::Role::cell, .rect = bar, .label = context.say(Message::loading), .style = style::caption});
  ui::fill(bar, kit::theme().press, 4);
  ui::horizontal_line(box.x, box.bottom() - 1, box.width, kit::theme().line);
}

void draw_table(ScreenContext& context, const Page& page, float y) {
  CustomerList& list = context.state.customers;
  Columns columns = columns_of(page);
  int count = static_cast<int>(std::max<std::int64_t>(list.matching_count, 0));
  ui::Rect whole{page.rect.x, y, page.rect.width, page.rect.bottom() - y};
  ui::Container table("table", {.role = ui::Role::table,
                                .rect = whole,
                                .label = context.say(Message::customer_list),
                                .count = count + 1});
  draw_head(context, page, columns, y);
  float head = page.is_narrow ? 1 : head_height;
  float height = page.is_narrow ? card_height : row_height;
  ui::Rect view{whole.x, y + head, whole.width, whole.height - head};
  ui::ScrollArea area = ui::begin_scroll("rows", view, static_cast<float>(count) * height);
  ui::Rows rows = ui::visible_rows(area.origin.y, height, count);
  if (ui::media().printing) rows = {0, std::min(count, 1000)};
  auto draw = [&](int index) {
    Row row{std::to_string(index), index, row_at(list, index)};
    ui::Rect box{whole.x, area.origin.y + static_cast<float>(index) * height, whole.width, height};
    if (row.customer == nullptr) return draw_awaited(context, page, row, box);
    page.is_narrow ? draw_card(context, page, row, box) : draw_row(context, page, columns, row, box);
  };
  int focused = ui::focused_row() - 2;
  if (focused >= 0 && focused < rows.first && focused < count) draw(focused);
  for (int index = rows.first; index < rows.end; ++index) draw(index);
  // One more on each side, so that arrow keys and Tab find it.
  if (focused >= 0 && focused + 1 == rows.end && rows.end < count) draw(rows.end);
  if (focused >= rows.end && focused < count && focused != rows.end) draw(focused);
  ui::end_scroll();
  if (rows.end > rows.first) want_rows(context.state, context.effects, rows.first, rows.end);
}

void draw_empty(ScreenContext& context, const Page& page, float y) {
  const kit::Theme& t = kit::theme();
  const CustomerList& list = context.state.customers;
  bool is_search = !list.asked.empty();
  std::string title = is_search ? context.say(Message::no_match, {{"search", list.asked}})
                                : std::string(context.say(Message::no_customers));
  ui::Rect box{page.left(), y + 12, std::min(560.f, page.width()), is_search ? 128.f : 84.f};
  ui::stroke(box, t.line, 6);
  ui::text({box.x + 20, box.y + 16, box.width - 40, 20}, style::body_strong, t.text, title,
           {.overflow = ui::Overflow::ellipsis, .role = ui::Role::heading, .level = 2});
  ui::paragraph({box.x + 20, box.y + 40}, box.width - 40, style::small, t.text2,
                context.say(is_search ? Message::no_match_help : Message::no_customers_help), {.role = ui::Role::paragraph});
  if (!is_search) return;
  kit::ButtonLook look{.height = page.is_touch ? 44.f : 28.f};
  if (kit::button("clear-search", {box.x + 20, box.bottom() - look.height - 14}, context.say(Message::clear_search), look)) {
    context.act(clear_search);
  }
}

}  // namespace

void draw_customers(ScreenContext& context, const Page& page) {
  const kit::Theme& t = kit::theme();
  const CustomerList& list = context.state.customers;
  ui::Container container("page", {.role = ui::Role::container, .rect = page.rect});
  float y = page.rect.y + (page.is_narrow ? 20 : 26);
  ui::text({page.left(), y, page.width(), 32}, style::title, t.text, context.say(Message::customers),
           {.role = ui::Role::heading, .level = 1, .key = "title", .flags = ui::Flag::focusable});
  y += page.is_narrow ? 46 : 50;
  float search_height = page.is_touch ? 44.f : 36.f;
  std::string first = row_at(list, 0) ? "main/page/table/rows/0/name/open" : "";
  draw_search(context, {page.left(), y, std::min(440.f, page.width()), search_height}, page.is_touch, first);
  y += search_height + 12;
  ui::text({page.left(), y, page.rect.width - 2 * page.side, 20}, style::small, t.text2, count_text(context),
           {.overflow = ui::Overflow::ellipsis, .role = ui::Role::status, .key = "count"});
  draw_hints(context, page, y);
  y += page.is_narrow ? 28 : 32;
  if (list.fault) return draw_fault(context, page, y, *list.fault);
  if (list.matching_count == 0) return draw_empty(context, page, y);
  draw_table(context, page, y);
}

}  // namespace client
