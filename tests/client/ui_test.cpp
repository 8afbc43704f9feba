// The ui layer by itself: keys, nodes, controls, areas, focus, text.
#include "client/ui.h"

#include "client/glyphs.h"
#include "doctest/doctest.h"
#include "imgui.h"
#include "tests/client/headless.h"

using namespace client;
using client::test::Headless;
using client::test::SeenNode;

namespace {

constexpr ui::Color ink = ui::rgb(0x151A23);

struct Model {
  std::string name = "Solvinden";
  std::string country = "SE";
  bool allowed = false;
  bool disabled = false;
  bool tidies = false;
  bool dialog = false;
  int clicks = 0;
  int submits = 0;
  int commits = 0;
  int rows = 1000;
  bool slash = false;
};
Model model;

void draw_form() {
  ui::begin_form("form", {.rect = {40, 40, 400, 300}, .label = "Company"});
  ui::Id name = ui::id("name");
  ui::text({40, 40, 300, 20}, ui::text_style::small_medium, ink, "Company name",
           {.role = ui::Role::label, .refers_to = name});
  ui::Edit edit = ui::text_field("name", {.rect = {40, 64, 300, 36}, .value = model.name});
  if (edit.changed) model.name = edit.text;
  if (edit.committed) {
    ++model.commits;
    if (model.tidies) model.name = "tidied";
  }
  constexpr ui::Option countries[] = {{"SE", "Sweden"}, {"NO", "Norway"}};
  ui::Selection country =
      ui::select("country", {.rect = {40, 110, 300, 36}, .label = "Country", .value = model.country}, countries);
  if (country.changed) model.country = countries[country.index].value;
  ui::Toggle allowed = ui::toggle("allowed", {.role = ui::Role::checkbox,
                                              .rect = {40, 150, 18, 18},
                                              .label = "Allowed",
                                              .flags = model.allowed ? ui::Flag::checked : 0u});
  if (allowed.changed) model.allowed = allowed.checked;
  ui::Interaction save = ui::interactive("save", {.role = ui::Role::submit,
                                                  .rect = {40, 180, 100, 36},
                                                  .label = "Save",
                                                  .flags = model.disabled ? ui::Flag::disabled : 0u});
  if (save.clicked) ++model.clicks;
  ui::end_form();
}

void draw_form_and_count() {
  draw_form();
  if (ui::shortcut("/")) model.slash = true;
}

void draw_list() {
  ui::ScrollArea area = ui::begin_scroll("list", {0, 100, 600, 400}, static_cast<float>(model.rows) * 40);
  ui::Rows rows = ui::visible_rows(area.origin.y, 40, model.rows);
  for (int i = rows.first; i < rows.end; ++i) {
    std::string key = std::to_string(i);
    ui::Rect box{0, area.origin.y + static_cast<float>(i) * 40, 580, 40};
    ui::Container row(key, {.role = ui::Role::row, .rect = box, .index = i + 2});
    ui::link("open", {.rect = box, .label = "Customer", .href = "/customers"});
  }
  ui::end_scroll();
}

}  // namespace

TEST_CASE("a form's controls are found by role and label, and answer") {
  model = Model{};
  Headless page(draw_form);
  CHECK(page.faults() == "");
  REQUIRE(page.field("Company name") != nullptr);
  CHECK(page.field("Company name")->value == "Solvinden");
  CHECK(page.field("Company name")->path == "form/name");
  CHECK(page.type("form/name", "Vindgatan"));
  CHECK(model.name == "Vindgatan");
  CHECK(page.choose("form/country", "NO"));
  CHECK(model.country == "NO");
  CHECK(page.click(ui::Role::checkbox, "Allowed"));
  CHECK(model.allowed);
  CHECK(page.find(ui::Role::checkbox, "Allowed")->has(ui::Flag::checked));
  CHECK(page.click("form/save"));
  CHECK(model.clicks == 1);
}

TEST_CASE("a widget that goes round the layer is found out") {
  Headless page([] { ImGui::Button("unseen"); });
  CHECK(page.faults().find("without a node") != std::string::npos);
}

TEST_CASE("a key given twice is found out") {
  Headless page([] {
    ui::emit("same", {.label = "one"});
    ui::emit("same", {.label = "two"});
  });
  CHECK(page.faults().find("twice: same") != std::string::npos);
}

TEST_CASE("a dialog and a popup stand at the root and close by Escape or a press outside") {
  static bool dialog_open, popup_open;
  dialog_open = popup_open = true;
  Headless page([] {
    ui::Container main("main", {.role = ui::Role::main, .rect = {0, 0, 1280, 800}});
    if (popup_open) {
      ui::Layer menu = ui::begin_popup("menu", {.role = ui::Role::menu, .rect = {100, 100, 200, 100}, .label = "More"});
      ui::interactive("history", {.role = ui::Role::menu_item, .rect = {104, 104, 192, 32}, .label = "History"});
      if (menu.dismissed) popup_open = false;
      ui::end_popup();
    }
    if (dialog_open) {
      ui::Layer layer = ui::begin_dialog("dialog", {.rect = {300, 200, 400, 200}, .label = "Sure?"}, ui::rgb(0, 0.5f));
      if (layer.dismissed) dialog_open = false;
      ui::end_dialog();
    }
  });
  CHECK(page.faults() == "");
  CHECK(page.at("main/menu")->parent == 0);
  CHECK(page.at("main/dialog")->parent == 0);
  ui::host::cancel(page.at("main/dialog")->id);
  page.settle();
  CHECK_FALSE(dialog_open);
  page.hover({150, 120});
  page.press_pointer(true);
  page.press_pointer(false);
  CHECK(popup_open);
  page.hover({600, 400});
  page.press_pointer(true);
  CHECK_FALSE(popup_open);
  popup_open = true;
  ui::wake(1, "test");
  page.settle();
  CHECK(page.press("Escape"));
  CHECK_FALSE(popup_open);
}

TEST_CASE("the letters' texture starts over when it is full") {
  static int first;
  first = 0;
  Headless page([] {
    // More pictures than the texture holds, other ones in each frame.
    std::string text;
    for (int i = 0; i < 900; ++i) {
      int letter = 0x4E00 + (first + i) % 12000;
      text += {static_cast<char>(0xE0 | letter >> 12), static_cast<char>(0x80 | (letter >> 6 & 0x3F)),
               static_cast<char>(0x80 | (letter & 0x3F))};
    }
    ui::text({0, 0, 1280, 40}, ui::text_style::title, ink, text);
  });
  for (first = 0; first < 6000; first += 300) {
    ui::wake(1, "test");
    page.settle();
    CHECK(page.faults() == "");
  }
}

TEST_CASE("a disabled control does nothing") {
  model = Model{};
  model.disabled = true;
  Headless page(draw_form);
  CHECK_FALSE(page.click("form/save"));
  ui::host::click(page.at("form/save")->id);
  page.settle();
  CHECK(model.clicks == 0);
}

TEST_CASE("a value that is tidied on leaving is what the mirror says then") {
  model = Model{};
  model.tidies = true;
  Headless page(draw_form);
  page.type("form/name", "  x ");
  CHECK(page.at("form/name")->value == "  x ");
  page.leave("form/name");
  CHECK(model.commits == 1);
  CHECK(page.at("form/name")->value == "tidied");
}

TEST_CASE("a key without modifier is not taken from a field") {
  model = Model{};
  Headless page(draw_form_and_count);
  page.focus("form/name");
  CHECK_FALSE(page.press("/"));
  page.blur();
  CHECK(page.press("/"));
  CHECK(model.slash);
}

TEST_CASE("nothing to do, no frame") {
  model = Model{};
  Headless page(draw_form);
  CHECK(page.settle() == 0);
  page.advance(60000);
  int frames = ui::host::statistics().frames;
  page.advance(60000);
  CHECK(ui::host::statistics().frames == frames);
}

TEST_CASE("a list says the rows in view, wherever it is scrolled to") {
  model = Model{};
  Headless page(draw_list);
  CHECK(page.faults() == "");
  CHECK(page.count(ui::Role::row) == 10);
  ui::scroll_to(ui::id_of_path("list"), 39600);
  ui::wake(2, "test");
  page.settle();
  CHECK(page.count(ui::Role::row) == 10);
  CHECK(page.find(ui::Role::row, "")->index == 992);
  CHECK(page.find(ui::Role::row, "")->rect.y == 100);
}

TEST_CASE("focus on a row that is half out of view scrolls it in") {
  model = Model{};
  Headless page(draw_list);
  ui::scroll_to(ui::id_of_path("list"), 100);
  ui::wake(2, "test");
  page.settle();
  REQUIRE(page.at("list/2/open") != nullptr);
  page.focus("list/2/open");
  CHECK(page.at("list/2/open")->rect.y >= 100);
  CHECK(ui::focused_row() == 4);
}

TEST_CASE("text is wrapped and shortened by width") {
  model = Model{};
  Headless page(draw_form);
  constexpr ui::TextStyle style = ui::text_style::body;  // 8.4 px a letter here
  struct Row {
    const char* name;
    const char* text;
    float width;
    std::size_t lines;
  };
  const Row rows[] = {
      {"short", "one", 100, 1},           {"two words, two lines", "alpha beta", 50, 2},
      {"a word wider than it", "abcdefghij", 45, 2}, {"forced", "a\nb", 100, 2},
      {"empty", "", 100, 1},
  };
  std::size_t seen = 0;
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(ui::wrap_text(style, row.text, row.width).size() == row.lines);
    ++seen;
  }
  CHECK(seen == 5);
  CHECK(ui::shorten(style, "abcdefghij", 45, ui::Overflow::ellipsis) == "abcd…");
  CHECK(ui::shorten(style, "abcdefghij", 60, ui::Overflow::ellipsis_middle) == "abcd…ij");
  CHECK(ui::shorten(style, "abc", 60, ui::Overflow::ellipsis) == "abc");
}

TEST_CASE("scripts that join or combine are drawn as runs") {
  struct Row {
    const char* text;
    bool shaped;
  };
  const Row rows[] = {{"Åsa Öberg", false}, {"日本語", false}, {"Ελληνικά", false}, {"مرحبا", true},
                      {"हिन्दी", true},     {"ไทย", true},     {"e\xCC\x81", true}, {"👨‍👩‍👧", true}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(ui::needs_shaping(row.text) == row.shaped);
  }
}

TEST_CASE("broken UTF-8 is one replacement for each byte") {
  std::string_view text = "a\xFF\xC3z";
  CHECK(ui::next_code_point(text) == U'a');
  CHECK(ui::next_code_point(text) == 0xFFFD);
  CHECK(ui::next_code_point(text) == 0xFFFD);
  CHECK(ui::next_code_point(text) == U'z');
  CHECK(text.empty());
}
