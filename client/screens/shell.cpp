// What stands around the views: sidebar or top bar with the menus, language, and who is signed in.
#include <algorithm>

#include "client/platform.h"
#include "client/screens/kit.h"
#include "client/screens/screens.h"

namespace client {

namespace style = ui::text_style;

namespace {

constexpr float wide_sidebar = 232;
constexpr float thin_sidebar = 56;
constexpr float top_bar = 56;

enum class Shell : std::uint8_t { wide, thin, top };

Shell shell_of(float width) { return width >= 1120 ? Shell::wide : width >= 880 ? Shell::thin : Shell::top; }

Message role_name(shared::Role role) {
  switch (role) {
    case shared::Role::global_admin: return Message::role_global_admin;
    case shared::Role::admin_agent: return Message::role_admin_agent;
    case shared::Role::sales_agent: return Message::role_sales_agent;
    case shared::Role::helpdesk_agent: return Message::role_helpdesk_agent;
    case shared::Role::billing_admin: return Message::role_billing_admin;
    case shared::Role::user_management_admin: return Message::role_user_management_admin;
    case shared::Role::default_user: return Message::role_default_user;
  }
  return Message::role_default_user;
}

void nav_item(ScreenContext& context, std::string_view key, ui::Rect box, kit::Icon which, Message label,
              const Route& route, bool is_current, bool shows_label) {
  const kit::Theme& t = kit::theme();
  ui::Interaction state = ui::link(key, {.rect = box,
                                         .label = context.say(label),
                                         .flags = is_current ? std::uint32_t{ui::Flag::current} : 0u,
                                         .style = style::body_medium,
                                         .href = address_of(route),
                                         .title = shows_label ? std::string_view() : context.say(label)});
  ui::Color color = is_current ? t.text : t.text2;
  if (is_current || state.held) {
    ui::fill(box, t.press, 6);
  } else if (state.hovered) {
    ui::fill(box, t.hover, 6);
  }
  kit::icon(which, {box.x + (shows_label ? 16 : box.width / 2), box.center().y}, color);
  if (shows_label) ui::draw_text(box.inset(34, 0), style::body_medium, color, context.say(label));
  kit::ring(state, box.inset(2));
  if (state.clicked) context.act(go, route, false);
}

// The two menus, one below the other.
float menus(ScreenContext& context, ui::Rect column, float item_height, bool shows_labels) {
  const State& state = context.state;
  View view = state.route.view;
  bool has_customer = state.route.has_customer();
  float y = column.y;
  {
    ui::Container menu("main-menu", {.role = ui::Role::navigation,
                                     .rect = {column.x, y, column.width, item_height},
                                     .label = context.say(Message::main_menu)});
    Route list{View::customers, {}, view == View::customers ? state.route.search : std::string()};
    nav_item(context, "customers", {column.x, y, column.width, item_height}, kit::Icon::customers, Message::customers, list,
             view == View::customers, shows_labels);
  }
  y += item_height;
  if (!has_customer) return y;
  y += 20;
  ui::Container menu("customer-menu", {.role = ui::Role::navigation,
                                       .rect = {column.x, y, column.width, 2 * item_height + 28},
                                       .label = context.say(Message::customer_menu)});
  if (shows_labels && state.account.customer) {
    ui::text({column.x + 8, y, column.width - 16, 20}, style::caption_medium, kit::theme().text3,
             state.account.customer->account.billing_profile.company_name, {.overflow = ui::Overflow::ellipsis});
  }
  y += 24;
  Route account{View::account, state.route.customer_id, {}};
  nav_item(context, "account", {column.x, y, column.width, item_height}, kit::Icon::account, Message::account, account,
           view != View::history, shows_labels);
  y += item_height;
  if (!may(state, shared::Permission::read_history)) return y;
  y += 2;
  Route history{View::history, state.route.customer_id, {}};
  nav_item(context, "history", {column.x, y, column.width, item_height}, kit::Icon::history, Message::history, history,
           view == View::history, shows_labels);
  return y + item_height;
}

void language_switch(ScreenContext& context, ui::Rect box) {
  constexpr std::string_view labels[] = {"English", "Svenska"};
  constexpr std::string_view languages[] = {"en", "sv"};
  int chosen = kit::segments("language", box, context.say(Message::language), labels, languages,
                             static_cast<int>(context.language()));
  if (chosen >= 0) context.act(set_language, static_cast<shared::Language>(chosen));
}

void user_box(ScreenContext& context, ui::Rect box) {
  const kit::Theme& t = kit::theme();
  const shared::Session& session = *context.state.session;
  std::string_view name = session.display_name.empty() ? std::string_view(session.user) : session.display_name;
  ui::fill_circle({box.x + 16, box.y + 20}, 16, t.neutral);
  ui::draw_text({box.x, box.y + 4, 32, 32}, ui::TextStyle{12, 600}, t.text2, kit::initials(name), ui::Align::center);
  float text_width = box.width - 42;
  ui::text({box.x + 42, box.y, text_width, 20}, style::small_strong, t.text, name,
           {.overflow = ui::Overflow::ellipsis, .title = session.user});
  std::string_view below = session.reseller_name.empty() ? context.say(role_name(session.role)) : session.reseller_name;
  ui::text({box.x + 42, box.y + 19, text_width, 16}, style::caption, t.text3, below, {.overflow = ui::Overflow::ellipsis});
  kit::ButtonLook look{.kind = kit::ButtonKind::quiet, .height = 28};
  if (kit::button("sign-out", {box.x + 32, box.y + 38}, context.say(Message::sign_out), look)) context.act(sign_out);
}

void wide_shell(ScreenContext& context, float height) {
  const kit::Theme& t = kit::theme();
  ui::Rect bar{0, 0, wide_sidebar, height};
  ui::fill(bar, t.canvas);
  ui::vertical_line(wide_sidebar - 1, 0, height, t.line);
  ui::Container header("header", {.role = ui::Role::header, .rect = bar});
  kit::logo({20, 18, 28, 28});
  ui::text({58, 18, 150, 28}, style::section, t.text, context.say(Message::product));
  menus(context, {12, 68, 207, 0}, 32, true);
  float bottom = std::max(height, 400.f);
  language_switch(context, {20, bottom - 134, 134, 26});
  if (kit::icon_button("keys", {178, bottom - 137, 32, 32}, kit::Icon::keyboard, context.say(Message::shortcuts))) {
    context.act(show_shortcuts, true);
  }
  ui::horizontal_line(12, bottom - 92, 207, t.line);
  user_box(context, {20, bottom - 78, 200, 66});
}

void thin_shell(ScreenContext& context, float height) {
  const kit::Theme& t = kit::theme();
  ui::Rect bar{0, 0, thin_sidebar, height};
  ui::fill(bar, t.canvas);
  ui::vertical_line(thin_sidebar - 1, 0, height, t.line);
  ui::Container header("header", {.role = ui::Role::header, .rect = bar});
  kit::logo({14, 18, 28, 28});
  menus(context, {10, 68, 36, 0}, 36, false);
  std::uint32_t flags = ui::Flag::expandable | (context.state.menu_is_open ? std::uint32_t{ui::Flag::expanded} : 0u);
  if (kit::icon_button("menu", {10, height - 52, 36, 36}, kit::Icon::menu, context.say(Message::menu), flags)) {
    context.state.menu_is_open = !context.state.menu_is_open;
  }
}

void top_shell(ScreenContext& context, float width) {
  const kit::Theme& t = kit::theme();
  ui::Rect bar{0, 0, width, top_bar};
  ui::fill(bar, t.canvas);
  ui::horizontal_line(0, top_bar - 1, width, t.line);
  ui::Container header("header", {.role = ui::Role::header, .rect = bar});
  kit::logo({16, 14, 28, 28});
  ui::text({52, 14, 150, 28}, style::section, t.text, context.say(Message::product));
  std::uint32_t flags = ui::Flag::expandable | (context.state.menu_is_open ? std::uint32_t{ui::Flag::expanded} : 0u);
  if (kit::icon_button("menu", {width - 52, 6, 44, 44}, kit::Icon::menu, context.say(Message::menu), flags)) {
    context.state.menu_is_open = !context.state.menu_is_open;
  }
}

// Menus, language and person, where the sidebar has no room for them.
void open_menu(ScreenContext& context, Shell shell, ui::Vec2 viewport) {
  if (!context.state.menu_is_open || shell == Shell::wide) return;
  const kit::Theme& t = kit::theme();
  bool has_customer = context.state.route.has_customer();
  constexpr float width = 256;
  float menus_height = !has_customer ? 68 : may(context.state, shared::Permission::read_history) ? 202 : 156;
  float height = menus_height + 144;
  ui::Rect box = shell == Shell::top ? ui::Rect{viewport.x - width - 8, top_bar - 4, width, height}
                                     : ui::Rect{thin_sidebar + 4, viewport.y - height - 8, width, height};
  bool escaped = ui::shortcut("Escape");
  ui::Layer layer = ui::begin_popup("open-menu", {.role = ui::Role::region, .rect = box, .label = context.say(Message::menu)});
  ui::fill(box, t.raised, 10);
  ui::stroke(box, t.edge, 10);
  menus(context, {box.x + 12, box.y + 12, width - 24, 0}, 44, true);
  language_switch(context, {box.x + 20, box.y + menus_height, 160, 44});
  ui::horizontal_line(box.x + 12, box.y + menus_height + 56, width - 24, t.line);
  user_box(context, {box.x + 20, box.y + menus_height + 68, width - 40, 66});
  // A press on the menu's own button closes by its click.
  ui::Rect own_button = shell == Shell::top ? ui::Rect{viewport.x - 52, 6, 44, 44} : ui::Rect{10, viewport.y - 52, 36, 36};
  if (escaped || (layer.dismissed && !own_button.contains(ui::pointer()))) context.state.menu_is_open = false;
  ui::end_popup();
}

std::string title_of(const ScreenContext& context) {
  const State& state = context.state;
  std::string title;
  bool has_errors = state.route.view == View::edit && state.editor.is_open && error_count(state.editor) > 0;
  if (has_errors) title += context.say(Message::error_prefix);
  if (state.route.view == View::sign_in) title += context.say(Message::sign_in);
  if (state.route.view == View::history) title += std::string(context.say(Message::history)) + " - ";
  bool has_customer = state.route.has_customer();
  if (has_customer && state.account.customer) {
    title += state.account.customer->account.billing_profile.company_name + " - ";
  }
  if (state.route.view != View::sign_in) title += context.say(Message::customers);
  return title + " - " + std::string(context.say(Message::product));
}

void draw_view(ScreenContext& context, const Page& page) {
  switch (context.state.route.view) {
    case View::customers: return draw_customers(context, page);
    case View::account: return draw_account(context, page);
    case View::edit: return draw_edit(context, page);
    case View::history: return draw_history(context, page);
    case View::sign_in: break;
    case View::unknown:
      ui::Container container("page", {.role = ui::Role::container, .rect = page.rect});
      ui::text({page.left(), page.rect.y + 24, page.width(), 32}, style::title, kit::theme().text,
               context.say(Message::product),
               {.role = ui::Role::heading, .level = 1, .key = "title", .flags = ui::Flag::focusable});
      draw_fault(context, page, page.rect.y + 72, Message::page_not_found);
  }
}

void draw_start(ScreenContext& context, ui::Rect whole) {
  ui::Container main("main", {.role = ui::Role::main, .rect = whole});
  kit::logo({whole.width / 2 - 14, 160, 28, 28});
  Page page = page_of(whole);
  ui::text({page.left(), 200, page.width(), 32}, style::title, kit::theme().text, context.say(Message::product),
           {.align = ui::Align::center, .role = ui::Role::heading, .level = 1});
  if (!context.state.start_fault) return;
  kit::BannerLook look{.kind = kit::BannerKind::error,
                       .action = context.say(Message::try_again),
                       .role = ui::Role::alert,
                       .is_touch = page.is_touch};
  if (kit::banner("fault", {page.left(), 250, page.width(), 0}, context.say(*context.state.start_fault), look).action) {
    context.act(start_again);
  }
}

}  // namespace

void draw_screen(ScreenContext& context) {
  const kit::Theme& t = kit::theme();
  ui::Vec2 viewport = ui::viewport();
  ui::Rect whole{0, 0, viewport.x, viewport.y};
  ui::set_page_colors(t.text, t.text3, t.surface, t.dark);
  ui::fill(whole, t.surface);
  ui::set_title(title_of(context));
  if (context.state.is_starting || context.state.start_fault) return draw_start(context, whole);
  if (context.state.route.view == View::sign_in || !context.state.session) return draw_sign_in(context);
  Shell shell = shell_of(viewport.x);
  ui::Rect rest = whole;
  switch (shell) {
    case Shell::wide:
      wide_shell(context, viewport.y);
      rest = {wide_sidebar, 0, viewport.x - wide_sidebar, viewport.y};
      break;
    case Shell::thin:
      thin_shell(context, viewport.y);
      rest = {thin_sidebar, 0, viewport.x - thin_sidebar, viewport.y};
      break;
    case Shell::top:
      top_shell(context, viewport.x);
      rest = {0, top_bar, viewport.x, viewport.y - top_bar};
      break;
  }
  {
    ui::Container main("main", {.role = ui::Role::main, .rect = rest});
    draw_view(context, page_of(rest));
  }
  open_menu(context, shell, viewport);
  if (ui::shortcut("?")) context.act(show_shortcuts, true);
  if (context.state.shows_shortcuts) draw_shortcuts(context, shell == Shell::top);
}

}  // namespace client
