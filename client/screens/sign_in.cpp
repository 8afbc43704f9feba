// Sign-in. Keys are those of the form in web/index.html, which is used before the program arrives.
#include <algorithm>

#include "client/screens/kit.h"
#include "client/screens/screens.h"

namespace client {

namespace style = ui::text_style;

namespace {

constexpr float panel_width = 560;

// What was typed, and what it was tidied to: the product at work.
void draw_panel(ScreenContext& context, float height) {
  struct Row { shared::Field field; std::string_view country, typed, stored; };
  constexpr Row rows[] = {
      {shared::Field::billing_address_postal_code, "SE", "85234", "852 34"},
      {shared::Field::billing_address_phone_number, "JP", "03 5550 0142", "+81 3-5550-0142"},
      {shared::Field::billing_tax_id, "SE", "se 559913 4078 01", "SE559913407801"},
  };
  constexpr ui::Color soft = ui::rgb(0xB7C4DF), softer = ui::rgb(0x9FB0D3), white = ui::rgb(0xFFFFFF);
  ui::Rect panel{0, 0, panel_width, height};
  ui::fill(panel, ui::rgb(0x101D3F));
  kit::logo({64, 56, 32, 32});
  ui::text({108, 56, 300, 32}, style::dialog, white, context.say(Message::product));
  ui::text({64, 158, 440, 32}, style::title, white, context.say(Message::panel_title), {.role = ui::Role::paragraph});
  ui::paragraph({64, 202}, 420, style::body, soft, context.say(Message::panel_text), {.role = ui::Role::paragraph});
  float y = 276;
  for (const Row& row : rows) {
    std::string label(shared::label(row.field, row.country, context.language()));
    ui::text({64, y, 430, 20}, style::caption, softer, label + ", " + country_name(row.country, context.language()));
    ui::Rect typed{64, y + 24, 186, 40}, stored{294, y + 24, 202, 40};
    ui::stroke(typed, ui::rgb(0xFFFFFF, 0.25f), 6);
    ui::text(typed.inset(13, 0), style::body, soft, row.typed);
    kit::icon(kit::Icon::chevron_right, {272, y + 44}, softer);
    ui::fill(stored, ui::rgb(0x1D2F60), 6);
    ui::stroke(stored, ui::rgb(0x5571B0), 6);
    ui::text(stored.inset(13, 0), style::body_medium, white, row.stored);
    kit::icon(kit::Icon::check, {stored.right() - 21, y + 44}, ui::rgb(0x8FE0B0));
    y += 76;
  }
}

kit::FieldLook look_of(ScreenContext& context, ui::Rect box, Message label, bool is_touch) {
  kit::FieldLook look;
  look.box = box;
  look.label = context.say(label);
  look.is_touch = is_touch;
  return look;
}

void draw_form(ScreenContext& context, ui::Rect box, bool is_touch) {
  SignIn& sign_in = context.state.sign_in;
  float y = box.y;
  ui::text({box.x, y, box.width, 32}, style::title, kit::theme().text, context.say(Message::sign_in),
           {.role = ui::Role::heading, .level = 1, .key = "title", .flags = ui::Flag::focusable});
  y += 36;
  std::string_view below = context.say(sign_in.notice ? *sign_in.notice : Message::sign_in_intro);
  y += std::max(48.f, ui::paragraph({box.x, y}, box.width, style::small, kit::theme().text2, below,
                                    {.role = ui::Role::status, .key = "intro"}) + 8);
  kit::FieldLook user = look_of(context, {box.x, y, box.width, 0}, Message::user_name, is_touch);
  user.node.value = sign_in.user;
  user.node.flags = ui::Flag::no_spelling | ui::Flag::required;
  user.node.autocomplete = "username";
  user.node.name = "username";
  user.node.enter_key_hint = "next";
  if (sign_in.problem == Message::user_missing) {
    user.message = context.say(*sign_in.problem);
    user.mood = kit::Mood::error;
  }
  kit::FieldResult user_result = kit::field("user", user);
  if (user_result.edit.changed) sign_in.user = user_result.edit.text;
  y += user_result.height + 16;
  kit::FieldLook password = look_of(context, {box.x, y, box.width, 0}, Message::password, is_touch);
  password.node.value = sign_in.password;
  password.node.flags = ui::Flag::no_spelling | ui::Flag::required;
  password.node.field = sign_in.shows_password ? ui::FieldKind::text : ui::FieldKind::password;
  password.node.autocomplete = "current-password";
  password.node.name = "password";
  password.node.enter_key_hint = "go";
  if (sign_in.problem && sign_in.problem != Message::user_missing) {
    password.message = context.say(*sign_in.problem);
    password.mood = kit::Mood::error;
  }
  kit::FieldResult password_result = kit::field("password", password);
  if (password_result.edit.changed) sign_in.password = password_result.edit.text;
  y += password_result.height + 12;
  const kit::Theme& t = kit::theme();
  ui::Rect check{box.x, y + 3, 18, 18};
  float label_width = ui::text_width(style::body, context.say(Message::show_password));
  ui::Toggle shows = ui::toggle("show", {.role = ui::Role::checkbox,
                                         .rect = {check.x - 3, check.y - 3, label_width + 31, 24},
                                         .label = context.say(Message::show_password),
                                         .flags = sign_in.shows_password ? std::uint32_t{ui::Flag::checked} : 0u});
  if (shows.changed) sign_in.shows_password = shows.checked;
  ui::fill(check, sign_in.shows_password ? t.accent : t.surface, 4);
  ui::stroke(check, sign_in.shows_password ? t.accent : t.control, 4, 1.5f);
  if (sign_in.shows_password) kit::icon(kit::Icon::check, check.center(), t.on_accent, 12);
  ui::draw_text({check.right() + 10, check.y - 1, label_width, 20}, style::body, t.text, context.say(Message::show_password));
  kit::ring(shows, check, 8);
  y += 36;
  kit::ButtonLook submit{.kind = kit::ButtonKind::primary, .height = is_touch ? 44.f : 40.f, .width = box.width};
  submit.role = ui::Role::submit;
  if (sign_in.busy) submit.busy_label = context.say(Message::signing_in);
  kit::button("submit", {box.x, y}, context.say(Message::sign_in), submit);
  if (sign_in.openid_address.empty()) return;
  y += submit.height + 20;
  std::string_view between = context.say(Message::sign_in_or);
  float half = (box.width - ui::text_width(style::caption, between) - 24) / 2;
  ui::horizontal_line(box.x, y + 8, half, t.line);
  ui::text({box.x + half + 12, y, box.width - 2 * half - 24, 16}, style::caption, t.text3, between, {.align = ui::Align::center});
  ui::horizontal_line(box.right() - half, y + 8, half, t.line);
  y += 32;
  kit::ButtonLook organisation{.height = submit.height, .width = box.width};
  if (kit::button("organisation", {box.x, y}, context.say(Message::sign_in_organisation), organisation)) {
    context.act(sign_in_with_organisation);
  }
}

}  // namespace

void draw_sign_in(ScreenContext& context) {
  ui::Vec2 viewport = ui::viewport();
  bool has_panel = viewport.x >= 1120;
  bool is_narrow = viewport.x < 480;
  float left = has_panel ? panel_width : 0;
  ui::Container main("main", {.role = ui::Role::main, .rect = {0, 0, viewport.x, viewport.y}});
  if (has_panel) draw_panel(context, viewport.y);
  float width = is_narrow ? viewport.x - 32 : 368;
  float top = is_narrow || viewport.y < 560 ? 80.f : 158.f;
  ui::Rect box{left + (viewport.x - left - width) / 2, top, width, 400};
  ui::Form form = ui::begin_form("sign-in", {.rect = box, .label = context.say(Message::sign_in)});
  draw_form(context, box, ui::media().coarse_pointer || viewport.x < 700);
  ui::end_form();
  if (form.submitted) context.act(submit_sign_in);
  constexpr std::string_view labels[] = {"English", "Svenska"};
  constexpr std::string_view languages[] = {"en", "sv"};
  float height = viewport.x < 700 ? 44.f : 26.f;
  int chosen = kit::segments("language", {viewport.x - 134 - (is_narrow ? 16 : 24), is_narrow ? 16.f : 24.f, 134, height},
                             context.say(Message::language), labels, languages, static_cast<int>(context.language()));
  if (chosen >= 0) context.act(set_language, static_cast<shared::Language>(chosen));
}

}  // namespace client
