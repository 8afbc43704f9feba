// Who changed which field of a customer, when and from where, newest first; earlier values can be taken up as a draft.
#include <algorithm>
#include <optional>

#include "client/platform.h"
#include "client/screens/kit.h"
#include "client/screens/screens.h"
#include "shared/field.h"

namespace client {

namespace style = ui::text_style;

namespace {

constexpr float indent = 48;      // Of what an entry says, beside its avatar.
constexpr float row_height = 32;  // Of one field.

struct OperationText {
  std::string_view operation;
  Message text;
  bool has_values;  // Whose fields are worth a row; a new customer's are all new.
  bool is_logged;   // The activity log's name for it is told.
};

constexpr OperationText operations[] = {
    {"update_customer_billing_profile", Message::history_billing, true, false},
    {"update_company_info", Message::history_company, true, false},
    {"add_customer", Message::history_added, false, false},
    {"create_self_serve_policy", Message::history_policy_created, true, true},
    {"update_self_serve_policy", Message::history_policy_changed, true, true},
    {"delete_self_serve_policy", Message::history_policy_deleted, true, true},
    {"remove_partner_customer_relationship", Message::history_relationship, false, false},
    {"delete_customer", Message::history_deleted, false, false},
};

const OperationText* text_of_operation(std::string_view operation) {
  for (const OperationText& one : operations) {
    if (one.operation == operation) return &one;
  }
  return nullptr;
}

std::string date_text(const ScreenContext& context, double time_ms, platform::DateStyle date_style) {
  return platform::format_date(time_ms, date_style, shared::code_of(context.language()));
}

// The activity log's name for what was done, in the person's language where it has one.
std::string_view log_name(const ScreenContext& context, const HistoryEntry& entry) {
  for (Message name : {Message::log_create_purchase, Message::log_delete_purchase}) {
    if (entry.name == say(name, shared::Language::english)) return context.say(name);
  }
  return entry.name;
}

std::string what_was_done(const ScreenContext& context, const HistoryEntry& entry) {
  const OperationText* text = text_of_operation(entry.operation);
  return text ? std::string(context.say(text->text)) : context.say(Message::history_other, {{"name", entry.name}});
}

// "14:29, in the browser"
std::string when_and_where(const ScreenContext& context, const HistoryEntry& entry) {
  std::string text = date_text(context, platform::parse_date(entry.changed_at), platform::DateStyle::time) + ", ";
  const std::string& program = entry.application.empty() ? entry.client : entry.application;
  if (entry.client == "browser") {
    text += context.say(Message::history_in_browser);
  } else if (program.empty()) {
    text += context.say(Message::history_through_api);
  } else {
    text += context.say(Message::history_through, {{"client", program}});
  }
  if (entry.status == "failed") text += std::string(", ") + std::string(context.say(Message::history_failed));
  return text;
}

std::string label_of(const ScreenContext& context, std::string_view path) {
  std::optional<shared::Field> field = shared::field_of_path(path);
  const std::optional<shared::Customer>& customer = context.state.account.customer;
  static const shared::Account no_account;
  if (auto what = purchase_of_resource(path)) {
    return std::string(context.say(*what == Purchase::reservations ? Message::reservations : Message::savings_plans));
  }
  if (!field) return std::string(path);
  return field_label(context, customer ? customer->account : no_account, *field);
}

// One field: its name, what it was, an arrow, what it became. Stacked on a narrow page.
float draw_change(ScreenContext& context, const Page& page, float y, const FieldChange& change) {
  const kit::Theme& t = kit::theme();
  float x = page.left() + indent;
  float width = page.width() - indent;
  std::string label = label_of(context, change.field);
  ui::Container row(change.field, {.role = ui::Role::group, .rect = {x, y, width, row_height}, .label = label});
  bool is_switch = purchase_of_resource(change.field).has_value();
  auto value = [&](ui::Rect box, std::string_view text, bool is_new) {
    if (is_switch) text = context.say(text == "on" ? Message::on : Message::off);
    ui::Color color = text.empty() ? t.text3 : is_new ? t.text : t.text2;
    float line = ui::paragraph({box.x, box.y}, box.width, is_new && !text.empty() ? style::small_medium : style::small, color,
                               text.empty() ? context.say(Message::history_empty) : text);
    return line;
  };
  float label_width = page.is_one_column ? width : std::min(180.f, width * 0.28f);
  float height = ui::paragraph({x, y}, label_width, style::small, t.text2, label);
  if (page.is_one_column) y += height;
  float left = page.is_one_column ? x : x + label_width + 12;
  float half = page.is_one_column ? (width - 32) / 2 : std::min(464.f, width - label_width - 44) / 2;
  float before = value({left, y, half - 8, 20}, change.before, false);
  ui::emit("", {.role = ui::Role::image, .rect = {left + half + 4, y + 2, 16, 16}, .label = context.say(Message::history_changed_to)});
  kit::icon(kit::Icon::arrow_right, {left + half + 12, y + 10}, t.text2);
  float after = value({left + half + 32, y, half, 20}, change.after, true);
  float values = std::max(before, after);
  return (page.is_one_column ? height + values : std::max(height, values)) + 12;
}

float draw_restore(ScreenContext& context, const Page& page, float y, const HistoryEntry& entry) {
  const HistoryView& history = context.state.history;
  kit::ButtonLook look{.icon = kit::Icon::undo, .height = page.is_touch ? 44.f : 28.f};
  std::string when = date_text(context, platform::parse_date(entry.changed_at), platform::DateStyle::date_time);
  std::string name = context.say(Message::history_restore_of, {{"time", when}});
  look.name = name;
  if (history.restoring == entry.number) look.busy_label = context.say(Message::loading);
  std::string_view label = context.say(Message::history_restore);
  float width = kit::button_width(label, look);
  float x = page.is_one_column ? page.left() + indent : page.left() + page.width() - width;
  if (kit::button("restore-" + std::to_string(entry.number), {x, y}, label, look)) context.act(restore_entry, entry.number);
  return look.height;
}

// Returns its height.
float draw_entry(ScreenContext& context, const Page& page, float y, const HistoryEntry& entry, bool is_current, bool can_restore) {
  const kit::Theme& t = kit::theme();
  float top = y;
  float x = page.left() + indent;
  ui::Container item(std::to_string(entry.number), {.role = ui::Role::list_item, .rect = {page.left(), y, page.width(), 32}});
  ui::fill_circle({page.left() + 16, y + 16}, 16, t.neutral);
  ui::draw_text({page.left(), y, 32, 32}, ui::TextStyle{12, 600}, t.text2, kit::initials(entry.who), ui::Align::center);
  float room = page.width() - indent - (page.is_one_column ? 0 : 180);
  std::string done = what_was_done(context, entry);
  std::string when = when_and_where(context, entry);
  float who_width = std::min(ui::text_width(style::body_strong, entry.who), room);
  float done_width = ui::text_width(style::body, done);
  float when_width = ui::text_width(style::small, when);
  ui::text({x, y + 6, who_width, 20}, style::body_strong, t.text, entry.who, {.overflow = ui::Overflow::ellipsis});
  bool fits = who_width + 6 + done_width + 10 + when_width <= room;
  if (fits) {
    ui::text({x + who_width + 5, y + 6, done_width, 20}, style::body, t.text, done);
    ui::text({x + who_width + 5 + done_width + 9, y + 6, when_width, 20}, style::small, t.text3, when,
             {.role = ui::Role::time, .value = entry.changed_at});
    y += 36;
  } else {
    y += 26;
    y += ui::paragraph({x, y}, room, style::body, t.text, done);
    y += ui::paragraph({x, y}, room, style::small, t.text3, when, {.role = ui::Role::time, .value = entry.changed_at}) + 6;
  }
  if (is_current) {
    float width = 0;
    std::string_view word = context.say(Message::history_current);
    float badge_x = page.left() + page.width() - ui::text_width(style::caption_medium, word) - 16;
    kit::badge({badge_x, top + 5}, word, kit::Icon::none, t.ok, t.ok_tint, &width);
  } else if (can_restore && !page.is_one_column) {
    draw_restore(context, page, top + 2, entry);
  }
  const OperationText* text = text_of_operation(entry.operation);
  if (text == nullptr || text->has_values) {
    for (const FieldChange& change : entry.fields) y += draw_change(context, page, y, change);
  }
  if (text != nullptr && text->is_logged && !entry.name.empty()) {
    y += ui::paragraph({x, y}, room, style::small, t.text2, context.say(Message::history_logged, {{"name", log_name(context, entry)}})) + 8;
  }
  if (can_restore && !is_current && page.is_one_column) y += draw_restore(context, page, y, entry) + 8;
  return y - top + 8;
}

void draw_none(ScreenContext& context, const Page& page, float y) {
  const kit::Theme& t = kit::theme();
  ui::Rect box{page.left(), y, std::min(560.f, page.width()), 84};
  ui::stroke(box, t.line, 6);
  ui::text({box.x + 20, box.y + 16, box.width - 40, 20}, style::body_strong, t.text, context.say(Message::history_none),
           {.role = ui::Role::heading, .level = 2});
  ui::paragraph({box.x + 20, box.y + 40}, box.width - 40, style::small, t.text2, context.say(Message::history_none_help),
                {.role = ui::Role::paragraph});
}

// The entries below the headings of their days.
float draw_entries(ScreenContext& context, const Page& page, float y) {
  const HistoryView& history = context.state.history;
  bool can_restore = may(context.state, shared::Permission::update_billing_profile);
  ui::Container list("entries", {.role = ui::Role::container, .rect = page.rect});
  std::string day;
  // The newest that changed values is what holds now.
  bool is_current_found = false;
  std::optional<ui::Container> items;
  for (const HistoryEntry& entry : history.entries) {
    std::string entry_day = date_text(context, platform::parse_date(entry.changed_at), platform::DateStyle::date);
    if (entry_day != day) {
      items.reset();
      day = entry_day;
      std::string key = "day-" + std::to_string(entry.number);
      ui::text({page.left(), y, page.width(), 20}, style::small_strong, kit::theme().text2, day,
               {.role = ui::Role::heading, .level = 2, .key = key + "-title"});
      y += 28;
      items.emplace(key, ui::Node{.role = ui::Role::list, .rect = {page.left(), y, page.width(), 32}, .label = day});
    }
    const OperationText* text = text_of_operation(entry.operation);
    bool is_of_account = text != nullptr && !text->is_logged && entry.status != "failed";
    bool is_current = is_of_account && !is_current_found;
    is_current_found |= is_of_account;
    y += draw_entry(context, page, y, entry, is_current, can_restore && is_of_account && !entry.is_masked) + 8;
  }
  items.reset();
  return y;
}

float draw_older(ScreenContext& context, const Page& page, float y) {
  const HistoryView& history = context.state.history;
  if (history.is_loading) {
    draw_loading(context, page, y);
    return y + 36;
  }
  if (!history.has_more) return y;
  kit::ButtonLook look{.height = page.is_touch ? 44.f : 36.f};
  if (kit::button("older", {page.left(), y}, context.say(Message::history_older), look)) context.act(load_older_history);
  return y + look.height + 12;
}

}  // namespace

void draw_history(ScreenContext& context, const Page& page) {
  static float content_height = 0;
  const kit::Theme& t = kit::theme();
  const HistoryView& history = context.state.history;
  ui::Container container("page", {.role = ui::Role::container, .rect = page.rect});
  ui::ScrollArea area = ui::begin_scroll("body", page.rect, content_height);
  float y = area.origin.y + 24;
  y += draw_breadcrumb(context, page, y, context.say(Message::history)) + 8;
  ui::text({page.left(), y, page.width(), 32}, style::title, t.text, context.say(Message::history),
           {.role = ui::Role::heading, .level = 1, .key = "title", .flags = ui::Flag::focusable});
  y += 36;
  bool can_restore = may(context.state, shared::Permission::update_billing_profile);
  y += ui::paragraph({page.left(), y}, page.width(), style::small, t.text2,
                     context.say(can_restore ? Message::history_intro : Message::history_intro_reading),
                     {.role = ui::Role::paragraph}) + 16;
  ui::horizontal_line(page.left(), y, page.width(), t.line);
  y += section_space;
  bool is_masked = std::any_of(history.entries.begin(), history.entries.end(), [](const HistoryEntry& one) { return one.is_masked; });
  if (is_masked) {
    kit::icon(kit::Icon::lock, {page.left() + 8, y + 10}, t.text3);
    y += ui::paragraph({page.left() + 24, y}, page.width() - 24, style::small, t.text2, context.say(Message::history_masked),
                       {.role = ui::Role::paragraph}) + 12;
  }
  if (history.fault) {
    draw_fault(context, page, y, *history.fault);
    y += 60;
  }
  bool is_empty = history.entries.empty() && !history.is_loading && !history.fault;
  if (is_empty) draw_none(context, page, y);
  y = is_empty ? y + 96 : draw_entries(context, page, y);
  y = draw_older(context, page, y);
  content_height = y + 24 - area.origin.y;
  ui::end_scroll();
}

}  // namespace client
