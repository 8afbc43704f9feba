// The components by themselves: what they say to the mirror, and what is done to them.
#include "client/screens/kit.h"

#include "doctest/doctest.h"
#include "tests/client/headless.h"

using namespace client;
using client::test::Headless;
using client::ui::Role;

namespace {

struct Model {
  std::string code = "852 3O";
  kit::Mood mood = kit::Mood::error;
  bool is_changed = true;
  int backs = 0;
  int suggestions = 0;
  int pressed = 0;
};
Model model;

void draw_field() {
  kit::FieldLook look;
  look.box = {40, 40, 480, 0};
  look.input_width = 160;
  look.label = "Postal code";
  look.mood = model.mood;
  if (model.mood != kit::Mood::calm) {
    look.message = "Enter a postal code with 5 digits, like 114 55.";
    look.suggestion = "Use 852 30";
    look.suggestion_by_enter = model.mood == kit::Mood::error;
  }
  if (model.is_changed) {
    look.changed = "Changed";
    look.changed_name = "Changed. Put back postal code";
    look.changed_title = "Was 852 36";
  }
  look.node.value = model.code;
  look.node.autocomplete = "billing postal-code";
  look.node.flags = ui::Flag::required;
  kit::FieldResult result = kit::field("code", look);
  if (result.edit.changed) model.code = result.edit.text;
  if (result.wants_suggestion) {
    ++model.suggestions;
    model.code = "852 30";
    model.mood = kit::Mood::calm;
  }
  if (result.wants_back) {
    ++model.backs;
    model.is_changed = false;
  }
}

}  // namespace

TEST_CASE("a field in error is named, required, invalid and described by its message") {
  model = Model{};
  Headless page(draw_field);
  const test::SeenNode* field = page.field("Postal code");
  REQUIRE(field != nullptr);
  CHECK(field->has(ui::Flag::invalid));
  CHECK(field->has(ui::Flag::required));
  CHECK(field->autocomplete == "billing postal-code");
  CHECK(field->rect == ui::Rect{40, 64, 160, 36});
  REQUIRE(page.by_id(field->described_by) != nullptr);
  CHECK(page.by_id(field->described_by)->label == "Enter a postal code with 5 digits, like 114 55.");
  CHECK(page.by_id(field->described_by)->role == Role::error);
  CHECK(page.faults() == "");
}

TEST_CASE("Enter takes the suggestion of an error, not of a warning") {
  for (kit::Mood mood : {kit::Mood::error, kit::Mood::warning}) {
    model = Model{};
    model.mood = mood;
    Headless page(draw_field);
    page.focus("code");
    page.enter("code");
    bool is_error = mood == kit::Mood::error;
    CHECK(model.suggestions == (is_error ? 1 : 0));
    CHECK(model.code == (is_error ? "852 30" : "852 3O"));
    CHECK(page.at("code")->has(ui::Flag::invalid) == false);
  }
}

TEST_CASE("a warning's message is a hint, and its suggestion is taken by a click") {
  model = Model{};
  model.mood = kit::Mood::warning;
  Headless page(draw_field);
  CHECK(page.by_id(page.at("code")->described_by)->role == Role::hint);
  CHECK(page.click("code-suggestion"));
  CHECK(model.code == "852 30");
  CHECK(page.at("code-suggestion") == nullptr);
}

TEST_CASE("the changed mark says what was, and puts it back") {
  model = Model{};
  Headless page(draw_field);
  REQUIRE(page.at("code-changed") != nullptr);
  CHECK(page.at("code-changed")->title == "Was 852 36");
  CHECK(page.click(Role::button, "Changed. Put back postal code"));
  CHECK(model.backs == 1);
  CHECK(page.at("code-changed") == nullptr);
}

TEST_CASE("typing arrives as it is typed") {
  model = Model{};
  Headless page(draw_field);
  CHECK(page.type("code", "114 55"));
  CHECK(model.code == "114 55");
}

TEST_CASE("a busy button says so, keeps its width and its new word") {
  static bool is_busy;
  is_busy = false;
  Headless page([] {
    kit::ButtonLook look{.kind = kit::ButtonKind::primary, .width = 110};
    if (is_busy) look.busy_label = "Saving";
    if (kit::button("submit", {10, 10}, "Submit", look)) ++model.pressed;
  });
  CHECK(page.click(Role::button, "Submit"));
  is_busy = true;
  ui::wake(1, "test");
  page.frame();
  CHECK(page.at("submit")->label == "Saving");
  CHECK(page.at("submit")->has(ui::Flag::busy));
  CHECK(page.at("submit")->rect.width == 110);
}

TEST_CASE("matches are found whatever the case and the accents") {
  struct Row {
    const char* name;
    const char* text;
    const char* match;
    std::vector<kit::Place> places;
  };
  const Row rows[] = {
      {"capital", "Aurora Solar", "sol", {{7, 10}}},
      {"accent in the text", "Malm\xC3\xB6 Energi", "malmo", {{0, 6}}},
      {"accent in the match", "Malmo", "\xC3\xB6", {{4, 5}}},
      {"a combining accent belongs to its letter", "e\xCC\x81te", "e", {{0, 3}, {4, 5}}},
      {"twice", "sol, sol", "SOL", {{0, 3}, {5, 8}}},
      {"nowhere", "Solvinden", "x", {}},
      {"no match asked", "Solvinden", "", {}},
      {"another script", "\xE6\xA0\xAA\xE5\xBC\x8F", "\xE5\xBC\x8F", {{3, 6}}},
  };
  std::size_t seen = 0;
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(kit::places_of(row.text, row.match) == row.places);
    ++seen;
  }
  CHECK(seen == 8);
}

TEST_CASE("initials are those of the first two words, in every script") {
  struct Row {
    const char* name;
    const char* initials;
  };
  const Row rows[] = {{"Admin agent", "AA"},
                      {"\xC3\x85sa \xC3\x96""berg", "\xC3\x85\xC3\x96"},
                      {"\xC3\xA5sa", "\xC3\x85"},
                      {"Anna-Lena Berg", "AL"},
                      {"a.b@sample.example", "AB"},
                      {"", ""},
                      {"\xE5\xB1\xB1\xE7\x94\xB0 \xE5\xA4\xAA\xE9\x83\x8E", "\xE5\xB1\xB1\xE5\xA4\xAA"}};
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(kit::initials(row.name) == row.initials);
  }
}
