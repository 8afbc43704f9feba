// The fields of the edit view: their rows, and what each one says.
#include <algorithm>
#include <deque>
#include <vector>

#include "client/screens/edit_parts.h"
#include "client/screens/kit.h"
#include "shared/country.h"

namespace client {

namespace style = ui::text_style;
using shared::Field;

namespace {

constexpr float fields_gap = 16;
constexpr float short_width = 160;

constexpr int company_address_group = 3;

// Fields of one group share rows, two by two; another group begins a new row. The rows of an address are its country's.
int group_of(Field field) {
  switch (field) {
    case Field::company_company_name:
    case Field::company_organization_registration_number: return 0;
    case Field::company_email: return 1;
    case Field::company_address_phone_number: return 4;
    case Field::billing_company_name: return 5;
    case Field::billing_tax_id: return 6;
    case Field::billing_first_name:
    case Field::billing_last_name: return 9;
    case Field::billing_email:
    case Field::billing_address_phone_number: return 10;
    case Field::billing_language:
    case Field::billing_culture: return 11;
    default: return shared::profile_of(field) == shared::Profile::company ? company_address_group : 8;
  }
}

bool is_short(Field field) {
  shared::FieldKind kind = shared::kind_of(field);
  return kind == shared::FieldKind::postal_code || kind == shared::FieldKind::language || kind == shared::FieldKind::culture;
}

// What the browser may fill in: only of the billing address, which stands for the company.
std::string_view autocomplete_of(Field field) {
  switch (field) {
    case Field::company_company_name: return "organization";
    case Field::billing_address_address_line1: return "billing address-line1";
    case Field::billing_address_address_line2: return "billing address-line2";
    case Field::billing_address_address_line3: return "billing address-line3";
    case Field::billing_address_postal_code: return "billing postal-code";
    case Field::billing_address_city: return "billing address-level2";
    case Field::billing_address_region:
    case Field::billing_address_state: return "billing address-level1";
    case Field::billing_first_name: return "billing given-name";
    case Field::billing_last_name: return "billing family-name";
    case Field::billing_email: return "billing email";
    case Field::billing_address_phone_number: return "billing tel";
    default: return "off";
  }
}

ui::Node node_of(Field field, const std::string& value, bool is_required) {
  ui::Node node;
  node.value = value;
  node.autocomplete = autocomplete_of(field);
  node.name = shared::path_of(field);
  node.enter_key_hint = "done";
  if (is_required) node.flags |= ui::Flag::required;
  switch (shared::kind_of(field)) {
    case shared::FieldKind::email: node.field = ui::FieldKind::email; break;
    case shared::FieldKind::phone_number: node.field = ui::FieldKind::tel; break;
    default: break;
  }
  bool is_text = shared::kind_of(field) == shared::FieldKind::company_name ||
                 shared::kind_of(field) == shared::FieldKind::city ||
                 shared::kind_of(field) == shared::FieldKind::address_line;
  if (!is_text) node.flags |= ui::Flag::no_spelling;
  return node;
}

// The states of the country to choose from, with the value that is there where it is none of them.
std::vector<ui::Option> options_of(Field field, const shared::Account& account, std::deque<std::string>& names) {
  std::vector<ui::Option> options;
  if (shared::kind_of(field) != shared::FieldKind::state) return options;
  const shared::Country* country = shared::find_country(shared::country_of(account, field));
  if (country == nullptr || country->areas.empty()) return options;
  const std::string& value = shared::text_of(account, field);
  bool is_known = false;
  for (const shared::AdministrativeArea& area : country->areas) is_known |= area.code == value;
  options.push_back({"", " "});
  if (!is_known && !value.empty()) options.push_back({value, value});
  for (const shared::AdministrativeArea& area : country->areas) {
    // "Hokkaido (北海道)": by the letters of the page first, then as it is written there.
    if (area.latin_name != area.name) names.push_back(std::string(area.latin_name).append(" (").append(area.name).append(")"));
    options.push_back({area.code, area.latin_name != area.name ? std::string_view(names.back()) : area.name});
  }
  return options;
}

// Texts that a field's look points to.
struct FieldTexts {
  std::string label, value, message, suggestion, changed_name, changed_title;
  std::deque<std::string> option_names;
  std::vector<ui::Option> options;
};

void describe_problem(ScreenContext& context, Field field, FieldTexts& texts, kit::FieldLook& look) {
  const Editor& editor = context.state.editor;
  const shared::Problem* problem = problem_at(editor, field);
  if (problem == nullptr) return;
  texts.message = shared::sentence(*problem, shared::country_of(editor.account, field), context.language());
  bool is_error = problem->severity == shared::Severity::error;
  look.mood = is_error ? kit::Mood::error : kit::Mood::warning;
  if (problem->suggestion.empty()) return;
  texts.suggestion = context.say(Message::use_suggestion, {{"value", problem->suggestion}});
  look.suggestion_by_enter = is_error;
}

void describe_change(ScreenContext& context, Field field, FieldTexts& texts, kit::FieldLook& look) {
  const Editor& editor = context.state.editor;
  if (!is_changed(editor, field)) return;
  const std::string& before = shared::text_of(editor.stored.account, field);
  look.changed = context.say(Message::changed);
  texts.changed_name = std::string(look.changed) + ". " + context.say(Message::put_back, {{"field", texts.label}});
  texts.changed_title =
      before.empty() ? std::string(context.say(Message::was_empty)) : context.say(Message::was, {{"value", before}});
}

float draw_field(ScreenContext& context, const Page& page, Field field, ui::Rect column) {
  const Editor& editor = context.state.editor;
  FieldTexts texts;
  kit::FieldLook look;
  bool is_required = editor.is_required[static_cast<std::size_t>(field)];
  texts.label = field_label(context, editor.account, field);
  texts.value = shared::text_of(editor.account, field);
  texts.options = options_of(field, editor.account, texts.option_names);
  look.box = column;
  look.is_touch = page.is_touch;
  look.visible = page.rect;
  if (!is_required) look.optional = context.say(Message::optional);
  if (is_short(field)) look.input_width = short_width;
  describe_problem(context, field, texts, look);
  describe_change(context, field, texts, look);
  look.node = node_of(field, texts.value, is_required);
  look.label = texts.label;
  look.message = texts.message;
  look.suggestion = texts.suggestion;
  look.changed_name = texts.changed_name;
  look.changed_title = texts.changed_title;
  look.options = texts.options;
  kit::FieldResult result = kit::field(shared::path_of(field), look);
  if (result.chosen) {
    context.act(edit_field, field, texts.options[static_cast<std::size_t>(result.index)].value);
    context.act(leave_field, field);
  }
  if (result.edit.changed) context.act(edit_field, field, std::string_view(result.edit.text));
  bool is_left = (result.edit.left || result.edit.committed) && !result.edit.composing;
  if (is_left) context.act(leave_field, field);
  if (result.wants_suggestion) context.act(take_suggestion, field);
  if (result.wants_back) context.act(put_back_field, field);
  return result.height;
}

// The billing country cannot be changed here: as a value, with the reason as its icon.
float draw_country(ScreenContext& context, ui::Rect column) {
  const shared::Account& account = context.state.editor.account;
  std::string label = field_label(context, account, Field::billing_address_country);
  std::string country = country_name(shared::country_of(account, Field::billing_address_country), context.language());
  ui::text({column.x, column.y, column.width, 20}, style::small_medium, kit::theme().text, label, {.role = ui::Role::term});
  ui::text({column.x, column.y + 24, column.width - 24, 36}, style::body, kit::theme().text, country,
           {.overflow = ui::Overflow::ellipsis, .role = ui::Role::definition});
  float width = ui::text_width(style::body, country);
  kit::icon(kit::Icon::lock, {column.x + std::min(width + 16, column.width - 8), column.y + 42}, kit::theme().text3);
  return 60;
}

// Lays fields out in rows of two.
class Rows {
 public:
  Rows(ScreenContext& context, const Page& page, float y) : context_(context), page_(page), y_(y) {}

  void add(Field field) {
    const int group = group_of(field);
    if (group != group_ || context_.state.editor.begins_row[static_cast<std::size_t>(field)]) end_row();
    const bool begins_company_address = group == company_address_group && group_ != group;
    group_ = group;
    if (begins_company_address) {
      ui::text({page_.fields_left(), y_ + 4, page_.fields_width(), 20}, style::body_strong, kit::theme().text,
               context_.say(Message::company_address), {.role = ui::Role::heading, .level = 3});
      y_ += 32;
    }
    if (field == Field::billing_tax_id) grow(draw_country(context_, column()));
    if (field == Field::billing_company_name) {
      grow(draw_field(context_, page_, field, {page_.fields_left(), y_, page_.fields_width(), 0}));
      end_row();
    } else {
      grow(draw_field(context_, page_, field, column()));
    }
  }
  float end() {
    end_row();
    return y_;
  }

 private:
  ui::Rect column() const {
    float x = page_.fields_left() + (filled_ == 0 ? 0 : page_.half_width() + fields_gap);
    return {x, y_, page_.half_width(), 0};
  }
  void grow(float height) {
    row_height_ = std::max(row_height_, height);
    if (++filled_ == 2 || page_.is_one_column) end_row();
  }
  void end_row() {
    if (row_height_ > 0) y_ += row_height_ + fields_gap;
    row_height_ = 0;
    filled_ = 0;
  }

  ScreenContext& context_;
  const Page& page_;
  float y_;
  float row_height_ = 0;
  int filled_ = 0;
  int group_ = -1;
};

// The registered address in one value, with the button that opens its fields.
float draw_company_address(ScreenContext& context, const Page& page, float y) {
  const shared::Address& address = context.state.editor.account.company_profile.address;
  std::string lines = joined(address_lines(address, {}, false, context.language()));
  bool is_given = !lines.empty();
  float x = page.fields_left();
  float height = kit::value({x, y, page.half_width(), 0}, context.say(Message::company_address),
                            is_given ? std::string_view(lines) : context.say(Message::not_given), is_given);
  kit::ButtonLook look{.height = page.is_touch ? 44.f : 28.f};
  look.visible = page.rect;
  if (kit::button("change-company-address", {x, y + height + 8}, context.say(Message::change_company_address), look)) {
    context.act(show_company_address);
  }
  return height + 8 + look.height + fields_gap;
}

// The value of the first field that is in error and stands in this line of the address.
std::string_view faulty_part(const Editor& editor, std::string_view line) {
  for (Field field : editor.fields) {
    const shared::Problem* problem = problem_at(editor, field);
    bool is_error = problem != nullptr && problem->severity == shared::Severity::error;
    if (!is_error || shared::profile_of(field) != shared::Profile::billing) continue;
    const std::string& value = shared::text_of(editor.account, field);
    if (!value.empty() && line.find(value) != line.npos) return value;
  }
  return {};
}

float draw_preview_line(const Editor& editor, ui::Rect box, std::string_view line) {
  const kit::Theme& t = kit::theme();
  std::string_view fault = faulty_part(editor, line);
  std::size_t at = line.find(fault);
  bool is_whole = ui::text_width(style::small, line) <= box.width;
  if (fault.empty() || !is_whole) return ui::paragraph({box.x, box.y}, box.width, style::small, t.text, line);
  ui::emit({}, {.rect = {box.x, box.y, box.width, 20}, .label = line, .style = style::small});
  float x = box.x;
  auto draw = [&](std::string_view part, ui::Color color) {
    float width = ui::text_width(style::small, part);
    ui::draw_text({x, box.y, width, 20}, style::small, color, part);
    x += width;
    return width;
  };
  draw(line.substr(0, at), t.text);
  float width = draw(fault, t.err);
  ui::horizontal_line(x - width, box.y + 17, width, t.err);
  draw(line.substr(at + fault.size()), t.text);
  return 20;
}

// What the invoice will bear.
float draw_preview(ScreenContext& context, const Page& page, float y) {
  const kit::Theme& t = kit::theme();
  const shared::BillingProfile& billing = context.state.editor.account.billing_profile;
  std::vector<std::string> lines = address_lines(billing.default_address, billing.company_name, false, context.language());
  float width = std::min(216.f, page.section_width()), line_width = width - 28;
  float height = 12 + 20 + 4 + 12;
  for (const std::string& line : lines) height += ui::paragraph_height(line_width, style::small, line);
  ui::Rect box{page.left(), y, width, height};
  ui::fill(box, t.canvas, 6);
  ui::stroke(box, t.line, 6);
  ui::text({box.x + 14, box.y + 12, line_width, 20}, style::caption, t.text3, context.say(Message::on_the_invoice));
  float line_y = box.y + 36;
  for (const std::string& line : lines) {
    line_y += draw_preview_line(context.state.editor, {box.x + 14, line_y, line_width, 0}, line);
  }
  return height;
}

}  // namespace

std::string path_of_field(Field field) { return "main/page/body/" + std::string(shared::path_of(field)); }

float draw_fields(ScreenContext& context, const Page& page, float y) {
  // A copy: a change may list the fields anew while they are drawn.
  std::vector<Field> fields = context.state.editor.fields;
  bool shows_address = context.state.editor.shows_company_address;
  float heading = draw_section_heading(page, y, context.say(Message::company_details),
                                       context.say(Message::company_details_fixed));
  Rows company(context, page, page.is_stacked ? y + heading + 12 : y);
  for (Field field : fields) {
    if (shared::profile_of(field) == shared::Profile::company) company.add(field);
  }
  float end = company.end();
  if (!shows_address) end += draw_company_address(context, page, end);
  y = std::max(end, y + heading) + 4;
  ui::horizontal_line(page.left(), y, page.width(), kit::theme().line);
  y += 20;
  heading = draw_section_heading(page, y, context.say(Message::billing_information),
                                 context.say(Message::billing_information_help));
  if (!page.is_stacked) heading += 16 + draw_preview(context, page, y + heading + 16);
  Rows billing(context, page, page.is_stacked ? y + heading + 12 : y);
  for (Field field : fields) {
    if (shared::profile_of(field) == shared::Profile::billing) billing.add(field);
  }
  return std::max(billing.end(), y + heading) + 8;
}

}  // namespace client
