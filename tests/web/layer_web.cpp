// Every role of the ui layer once, drawn plainly: what tests/web looks at. Not part of the product.
#include <emscripten/emscripten.h>

#include <string>

#include "client/ui.h"

using namespace client;
namespace style = client::ui::text_style;

namespace {

constexpr ui::Color ink = ui::rgb(0x151A23);
constexpr ui::Color grey = ui::rgb(0x4A5362);
constexpr ui::Color control = ui::rgb(0x868F9D);
constexpr ui::Color accent = ui::rgb(0x1F56C9);
constexpr ui::Color white = ui::rgb(0xFFFFFF);

struct Model {
  std::string name = "Åsa Öberg AB";
  std::string email = "asa@company.example";
  std::string password;
  std::string notes = "two\nlines";
  std::string country = "SE";
  std::string search;
  bool allowed = true;
  bool news = false;
  int color = 0;
  int saved = 0;
  int opened = -1;
  bool dialog = false;
  bool menu = false;
  bool slash = false;
  bool extra = true;
};
Model model;

void ring(const ui::Interaction& state, ui::Rect box) {
  if (state.focus_visible) ui::stroke(box.inset(-4), accent, 10, 2);
}

bool button(std::string_view key, ui::Rect box, std::string_view label, bool primary = false,
            ui::Role role = ui::Role::button, std::uint32_t flags = 0) {
  ui::Interaction state =
      ui::interactive(key, {.role = role, .rect = box, .label = label, .flags = flags, .style = style::body_medium});
  ui::Color ground = primary ? (state.held ? ui::rgb(0x153C90) : state.hovered ? ui::rgb(0x1A49AD) : accent)
                             : (state.hovered ? ui::rgb(0xEDEFF3) : white);
  ui::fill(box, ground, 6);
  if (!primary) ui::stroke(box, control, 6);
  ui::draw_text(box, style::body_medium, primary ? white : ink, label, ui::Align::center);
  ring(state, box);
  return state.clicked;
}

void field(std::string_view key, ui::Vec2 at, std::string_view label, std::string& value, ui::Node node = {}) {
  ui::text({at.x, at.y, 320, 20}, style::small_medium, ink, label,
           {.role = ui::Role::label, .refers_to = ui::id(key)});
  node.rect = {at.x, at.y + 24, 320, node.role == ui::Role::text_area ? 80.f : 36.f};
  node.value = value;
  ui::Edit edit = ui::text_field(key, node);
  if (edit.changed) value = edit.text;
  ui::stroke(node.rect, edit.hovered ? grey : control, 6);
  if (!edit.dom_painted) {
    std::string shown = value;
    if (node.field == ui::FieldKind::password) {
      shown.clear();
      for (std::size_t i = 0; i < value.size(); ++i) shown += "\xE2\x80\xA2";
    }
    ui::push_clip(node.rect.inset(12, 1));
    ui::draw_text(node.rect.inset(12, 0), style::body, ink, shown);
    ui::pop_clip();
  }
  ring(edit, node.rect);
}

void form() {
  ui::Form submitted = ui::begin_form("sign-in", {.rect = {40, 150, 340, 560}, .label = "Company details"});
  field("user", {40, 150}, "Company name", model.name, {.autocomplete = "organization"});
  field("email", {40, 216}, "Email", model.email,
        {.flags = ui::Flag::no_spelling | (model.email.find('@') == std::string::npos ? ui::Flag::invalid : 0u),
         .field = ui::FieldKind::email,
         .described_by = ui::id("email-hint"),
         .autocomplete = "email"});
  ui::text({40, 280, 320, 20}, style::small, grey, "Where invoices are sent.",
           {.role = ui::Role::hint, .key = "email-hint"});
  field("password", {40, 306}, "Password", model.password,
        {.field = ui::FieldKind::password, .autocomplete = "current-password"});
  field("notes", {40, 372}, "Notes", model.notes, {.role = ui::Role::text_area});
  constexpr ui::Option countries[] = {{"SE", "Sweden"}, {"NO", "Norway"}, {"JP", "Japan"}};
  ui::text({40, 484, 320, 20}, style::small_medium, ink, "Country",
           {.role = ui::Role::label, .refers_to = ui::id("country")});
  ui::Rect box{40, 508, 320, 36};
  ui::Selection country = ui::select("country", {.rect = box, .value = model.country}, countries);
  if (country.changed) model.country = countries[country.index].value;
  ui::stroke(box, control, 6);
  for (const ui::Option& one : countries) {
    if (one.value == model.country) ui::draw_text(box.inset(12, 0), style::body, ink, one.label);
  }
  ring(country, box);
  ui::Rect check{40, 556, 18, 18};
  ui::Toggle allowed = ui::toggle("allowed", {.role = ui::Role::checkbox,
                                              .rect = check,
                                              .label = "Allow orders",
                                              .flags = model.allowed ? ui::Flag::checked : 0u});
  if (allowed.changed) model.allowed = allowed.checked;
  ui::fill(check, model.allowed ? accent : white, 4);
  ui::stroke(check, model.allowed ? accent : control, 4, 1.5f);
  ring(allowed, check);
  ui::text({68, 555, 200, 20}, style::body, ink, "Allow orders",
           {.role = ui::Role::label, .refers_to = ui::id("allowed")});
  button("save", {40, 590, 100, 36}, "Save", true, ui::Role::submit);
  if (submitted.submitted) ++model.saved;
  if (button("open", {152, 590, 120, 36}, "Open dialog")) model.dialog = true;
  ui::end_form();
}

void list() {
  ui::text({420, 150, 300, 24}, style::section, ink, "Customers", {.role = ui::Role::heading, .level = 2, .key = "h2"});
  ui::begin("table", {.role = ui::Role::table, .rect = {420, 180, 560, 420}, .label = "Customers", .count = 100001});
  {
    ui::Container head("head", {.role = ui::Role::row, .rect = {420, 180, 560, 36}, .index = 1});
    ui::text({432, 180, 200, 36}, style::caption_medium, grey, "Name", {.role = ui::Role::column_header});
    ui::text({732, 180, 200, 36}, style::caption_medium, grey, "City", {.role = ui::Role::column_header});
  }
  ui::horizontal_line(420, 215, 560, ui::rgb(0xE2E5EA));
  ui::ScrollArea area = ui::begin_scroll("rows", {420, 216, 560, 384}, 100000 * 40.f);
  ui::Rows rows = ui::visible_rows(area.origin.y, 40, 100000);
  for (int i = rows.first; i < rows.end; ++i) {
    ui::Rect box{area.origin.x, area.origin.y + static_cast<float>(i) * 40, area.view.width, 40};
    ui::Container row(std::to_string(i), {.role = ui::Role::row, .rect = box, .index = i + 2});
    std::string name = "Customer " + std::to_string(i);
    {
      ui::Container cell("name", {.role = ui::Role::cell, .rect = {box.x, box.y, 300, 40}});
      ui::Interaction link = ui::link("link", {.rect = box, .label = name, .href = "/customers/" + std::to_string(i)});
      if (link.hovered) ui::fill(box, ui::rgb(0xEDEFF3));
      if (link.clicked) model.opened = i;
      ui::draw_text(box.inset(12, 0), style::body_medium, ink, name);
      if (link.focus_visible) ui::stroke(box, accent, 4, 2);
    }
    ui::text({box.x + 312, box.y, 200, 40}, style::small, grey, "Göteborg " + std::to_string(i), {.role = ui::Role::cell});
    ui::horizontal_line(box.x, box.bottom() - 1, box.width, ui::rgb(0xE2E5EA));
  }
  ui::end_scroll();
  ui::end();
  if (model.opened >= 0) {
    ui::text({420, 610, 300, 20}, style::small, ink, "Opened " + std::to_string(model.opened), {.role = ui::Role::status, .key = "opened"});
  }
}

void dialog() {
  ui::Rect box{440, 200, 400, 200};
  ui::Layer layer = ui::begin_dialog("dialog", {.rect = box, .refers_to = ui::id("dialog/title")},
                                     ui::rgb(0x0D121C, 0.48f));
  ui::fill(box, white, 10);
  ui::text({464, 224, 300, 28}, style::dialog, ink, "Discard the draft?",
           {.role = ui::Role::heading, .level = 2, .key = "title"});
  ui::paragraph({464, 262}, 352, style::body, grey, "What you changed on this device is lost.");
  bool yes = button("discard", {464, 340, 100, 36}, "Discard", true);
  bool no = button("keep", {576, 340, 100, 36}, "Keep");
  if (yes || no || layer.dismissed) model.dialog = false;
  ui::end_dialog();
}

void draw() {
  ui::set_title("Layer");
  ui::set_language("en");
  ui::set_page_colors(ink, ui::rgb(0x5D6674), white, false);
  ui::Vec2 page = ui::viewport();
  {
    ui::Container header("header", {.role = ui::Role::header, .rect = {0, 0, page.x, 48}});
    ui::text({40, 12, 200, 24}, style::section, ink, "Kundkonto", {.key = "product"});
    ui::Container nav("nav", {.role = ui::Role::navigation, .rect = {240, 8, 300, 32}, .label = "Main"});
    ui::Rect box{240, 8, 90, 32};
    ui::Interaction link = ui::link("customers", {.rect = box, .label = "Customers", .flags = ui::Flag::current, .href = "/customers"});
    ui::draw_text(box, style::body_medium, link.hovered ? accent : grey, "Customers", ui::Align::center);
    ring(link, box);
  }
  ui::Container main("main", {.role = ui::Role::main, .rect = {0, 48, page.x, page.y - 48}});
  ui::text({40, 60, 600, 32}, style::title, ink, "Customer account", {.role = ui::Role::heading, .level = 1, .key = "h1"});
  ui::text({40, 96, 700, 20}, style::body, ink, "AVATAR To Ty. 日本語 한국어 Ελληνικά Привет 😀 ½ €");
  ui::text({40, 118, 700, 20}, style::body, ink, "مرحبا بالعالم — हिन्दी — ภาษาไทย — 👨‍👩‍👧 🇸🇪");
  form();
  list();
  ui::text({40, 640, 300, 20}, style::small, ink, "Saved " + std::to_string(model.saved) + " times",
           {.role = ui::Role::status, .key = "saved"});
  if (ui::shortcut("/")) ui::request_focus(ui::id_of_path("main/sign-in/user"));
  if (ui::shortcut("Control+s")) ++model.saved;
  if (model.dialog) dialog();
}

}  // namespace

extern "C" EMSCRIPTEN_KEEPALIVE void ui_start() { ui::start(draw); }
