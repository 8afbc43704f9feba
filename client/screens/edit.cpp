// The account in work: fields judged while they are edited, Submit, and what stands in its way.
#include <algorithm>

#include "client/platform.h"
#include "client/screens/edit_parts.h"
#include "client/screens/kit.h"
#include "client/screens/screens.h"

namespace client {

namespace style = ui::text_style;
using shared::Field;

namespace {

std::string_view who_changed(const ScreenContext& context) {
  const std::string& name = context.state.editor.stored.changed_by;
  return name.empty() ? context.say(Message::conflict_somebody) : std::string_view(name);
}

std::string time_text(const ScreenContext& context, double time_ms) {
  return platform::format_date(time_ms, platform::DateStyle::time, shared::code_of(context.language()));
}

// "There is a problem", with a link to every field that has one.
float draw_summary(ScreenContext& context, const Page& page, float y) {
  const kit::Theme& t = kit::theme();
  const Editor& editor = context.state.editor;
  float text_width = page.width() - 60;
  std::vector<std::pair<Field, std::string>> rows;
  float height = 12 + 20 + 12;
  for (Field field : editor.fields) {
    const shared::Problem* problem = problem_at(editor, field);
    if (problem == nullptr || problem->severity != shared::Severity::error) continue;
    rows.emplace_back(field, shared::sentence(*problem, shared::country_of(editor.account, field), context.language()));
    height += ui::paragraph_height(text_width, style::small, rows.back().second);
  }
  ui::Rect box{page.left(), y, page.width(), height};
  ui::Container alert("summary", {.role = ui::Role::alert, .rect = box, .flags = ui::Flag::focusable});
  ui::fill(box, t.err_tint, 6);
  ui::push_clip({box.x, box.y, 4, box.height});
  ui::fill(box, t.err_line, 6);
  ui::pop_clip();
  ui::stroke(box, t.err_line, 6);
  kit::icon(kit::Icon::error, {box.x + 25, box.y + 22}, t.err);
  float x = box.x + 43;
  ui::text({x, box.y + 12, text_width, 20}, style::body_strong, t.text, context.say(Message::there_is_a_problem),
           {.role = ui::Role::heading, .level = 2});
  float line = box.y + 32;
  for (const auto& [field, sentence] : rows) {
    float row_height = ui::paragraph_height(text_width, style::small, sentence);
    ui::Interaction link = ui::link(shared::path_of(field), {.rect = {x, line, text_width, row_height},
                                                             .label = sentence,
                                                             .style = style::small,
                                                             .href = "#" + std::string(shared::path_of(field))});
    for (std::string_view part : ui::wrap_text(style::small, sentence, text_width)) {
      ui::draw_text({x, line, text_width, 20}, style::small, t.err, part);
      ui::horizontal_line(x, line + 17, ui::text_width(style::small, part), t.err);
      line += 20;
    }
    if (link.focus_visible) ui::stroke(link.id ? ui::Rect{x - 3, line - row_height, text_width + 6, row_height} : box, t.ring, 4, 2);
    if (!link.clicked) continue;
    ui::Id target = ui::id_of_path(path_of_field(field));
    ui::request_focus(target);
    ui::scroll_into_view(target);
  }
  if (ui::focused_node() == ui::id_of_path("main/page/body/summary")) ui::stroke(box.inset(-4), t.ring, 10, 2);
  return height + 16;
}

float draw_conflicts(ScreenContext& context, const Page& page, float y) {
  const kit::Theme& t = kit::theme();
  const Editor& editor = context.state.editor;
  double time = static_cast<double>(editor.stored.changed_at_ms);
  std::string text = context.say(editor.conflicts.empty() ? Message::conflict_taken : Message::conflict_text,
                                 {{"who", who_changed(context)}, {"time", time_text(context, time)}});
  kit::BannerLook look{.kind = kit::BannerKind::warn, .role = ui::Role::alert, .is_touch = page.is_touch};
  float top = y;
  y += kit::banner("conflict", {page.left(), y, page.width(), 0}, text, look).height + 12;
  for (const Conflict& conflict : editor.conflicts) {
    std::string key = "conflict-" + std::string(shared::path_of(conflict.field));
    ui::Rect box{page.left(), y, page.width(), 20 + 4 + 42 + 8 + (page.is_one_column ? 50.f : 0.f)};
    ui::Container group(key, {.role = ui::Role::radio_group, .rect = box, .refers_to = ui::id(key + "/label")});
    ui::text({box.x, box.y, box.width, 20}, style::small_medium, t.text,
             field_label(context, editor.account, conflict.field), {.key = "label"});
    float width = page.is_one_column ? box.width : (box.width - 16) / 2;
    ui::Rect mine{box.x, box.y + 24, width, 42};
    ui::Rect theirs = page.is_one_column ? mine.moved(0, 50) : mine.moved(width + 16, 0);
    auto shown = [&](const std::string& value) {
      return value.empty() ? context.say(Message::empty_value) : std::string_view(value);
    };
    if (kit::choice_card("mine", mine, key, context.say(Message::conflict_mine), shown(conflict.mine),
                         conflict.choice == Choice::mine)) {
      context.act(choose, conflict.field, Choice::mine);
    }
    if (kit::choice_card("theirs", theirs, key, context.say(Message::conflict_theirs), shown(conflict.theirs),
                         conflict.choice == Choice::theirs)) {
      context.act(choose, conflict.field, Choice::theirs);
    }
    y += box.height + 8;
  }
  return y - top + 8;
}

float draw_draft_offer(ScreenContext& context, const Page& page, float y) {
  const Draft& draft = *context.state.editor.draft;
  kit::BannerLook look{.kind = kit::BannerKind::warn,
                       .action = context.say(Message::draft_use),
                       .second_action = context.say(Message::draft_discard),
                       .is_touch = page.is_touch};
  std::string when = platform::format_date(draft.kept_at_ms, platform::DateStyle::date_time, shared::code_of(context.language()));
  kit::BannerResult result =
      kit::banner("draft", {page.left(), y, page.width(), 0}, context.say(Message::draft_found, {{"time", when}}), look);
  if (result.action) context.act(use_draft);
  if (result.second_action) context.act(discard_draft);
  return result.height + 16;
}

// All that stands between the heading and the fields.
float draw_notices(ScreenContext& context, const Page& page, float y) {
  const Editor& editor = context.state.editor;
  float top = y;
  if (!context.state.is_online) {
    kit::BannerLook look{.kind = kit::BannerKind::info, .is_touch = page.is_touch};
    y += kit::banner("offline", {page.left(), y, page.width(), 0}, context.say(Message::offline), look).height + 16;
  }
  if (editor.draft) y += draw_draft_offer(context, page, y);
  if (editor.has_merged) y += draw_conflicts(context, page, y);
  if (editor.shows_summary) {
    y += draw_summary(context, page, y);
  } else if (editor.fault) {
    kit::BannerLook look{.kind = kit::BannerKind::error, .role = ui::Role::alert, .is_touch = page.is_touch};
    if (editor.fault == Message::save_no_answer || editor.fault == Message::save_server) {
      look.action = context.say(Message::try_again);
    }
    std::string text = context.say(*editor.fault, {{"reason", editor.fault_reason}});
    kit::BannerResult result = kit::banner("summary", {page.left(), y, page.width(), 0}, text, look);
    if (result.action) context.act(submit_edit);
    y += result.height + 16;
  }
  return y - top;
}

void draw_submit_hint(ScreenContext& context, const Page& page, ui::Rect bar) {
  std::string_view label = context.say(Message::submit);
  float right = page.left() + page.width();
  float width = ui::text_width(style::caption, label);
  ui::draw_text({right - width, bar.y, width, bar.height}, style::caption, kit::theme().text3, label);
  right -= width + 6;
  for (std::string_view key : {"Enter", "Ctrl"}) {
    float key_width = 0;
    kit::keyboard_hint({right, bar.center().y}, key, &key_width);
    right -= key_width + 6;
  }
}

// Undo and redo, once there is something to undo. In a field the browser's own keys undo its typing.
void draw_steps(ScreenContext& context, ui::Rect box) {
  const Editor& editor = context.state.editor;
  if (editor.steps.empty()) return;
  float size = box.height;
  bool can_undo = editor.done_steps > 0;
  bool can_redo = editor.done_steps < editor.steps.size();
  auto flags = [](bool can) { return can ? 0u : std::uint32_t{ui::Flag::disabled}; };
  if (kit::icon_button("undo", {box.x, box.y, size, size}, kit::Icon::undo, context.say(Message::undo), flags(can_undo))) {
    context.act(undo_edit);
  }
  if (kit::icon_button("redo", {box.x + size, box.y, size, size}, kit::Icon::redo, context.say(Message::redo), flags(can_redo))) {
    context.act(redo_edit);
  }
}

void take_step_keys(ScreenContext& context) {
  const Editor& editor = context.state.editor;
  bool is_in_field = std::any_of(editor.fields.begin(), editor.fields.end(),
                                 [](Field field) { return ui::id_of_path(path_of_field(field)) == ui::focused_node(); });
  if (is_in_field) return;
  if (ui::shortcut("Control+z")) context.act(undo_edit);
  if (ui::shortcut("Control+y") || ui::shortcut("Control+Shift+z")) context.act(redo_edit);
}

void draw_footer(ScreenContext& context, const Page& page, ui::Rect bar) {
  const kit::Theme& t = kit::theme();
  const Editor& editor = context.state.editor;
  ui::fill(bar, t.surface);
  ui::horizontal_line(bar.x, bar.y, bar.width, t.line);
  float height = page.is_touch ? 44.f : 36.f;
  float y = bar.y + (bar.height - height) / 2;
  if (!page.is_stacked && editor.draft_kept_at_ms > 0 && !editor.is_saving) {
    kit::icon(kit::Icon::check, {page.left() + 8, bar.center().y}, t.text3);
    ui::text({page.left() + 22, bar.y, page.section_width(), bar.height}, style::caption, t.text3,
             context.say(Message::draft_saved, {{"time", time_text(context, editor.draft_kept_at_ms)}}),
             {.overflow = ui::Overflow::ellipsis, .role = ui::Role::status, .key = "draft-saved"});
  }
  std::string count;
  if (editor.change_count == 0) {
    count = context.say(Message::no_changes);
  } else {
    plural(editor.change_count, Message::change_one, Message::change_many, context, count);
  }
  kit::ButtonLook cancel{.height = height};
  kit::ButtonLook submit{.kind = kit::ButtonKind::primary, .height = height};
  submit.role = ui::Role::submit;
  if (editor.is_saving) submit.busy_label = context.say(Message::saving);
  float cancel_width = kit::button_width(context.say(Message::cancel), cancel);
  float count_width = ui::text_width(style::body_medium, count) + 14;
  float x = page.fields_left();
  if (page.is_narrow) submit.width = bar.width - 2 * page.side - cancel_width - count_width - 20;
  if (!page.is_narrow) {
    submit.width = std::max(kit::button_width(context.say(Message::submit), submit),
                            ui::text_width(style::body_medium, context.say(Message::saving)) + 52);
  }
  kit::button("submit", {x, y}, context.say(Message::submit), submit);
  x += submit.width + 8;
  if (kit::button("cancel", {x, y}, context.say(Message::cancel), cancel)) context.act(cancel_edit);
  x += cancel_width + (page.is_narrow ? 12 : 20);
  bool has_changes = editor.change_count > 0;
  if (has_changes) {
    // The count is told as it changes; a press on it opens the review.
    ui::Rect box{x - 8, y, count_width + 20, height};
    ui::Interaction state = ui::button("review", {.rect = box, .label = context.say(Message::review_open, {{"count", count}}), .style = style::body_medium});
    if (state.hovered || state.held) ui::fill(box, state.held ? t.press : t.hover, 6);
    ui::fill_circle({x + 3, bar.center().y}, 3, t.link);
    kit::ring(state, box);
    if (state.clicked) context.act(open_review);
    x += 14;
  }
  ui::text({x, bar.y, count_width, bar.height}, style::body_medium, has_changes ? t.link : t.text3, count,
           {.role = ui::Role::status, .key = "changes"});
  if (has_changes) x += 10;
  if (!page.is_one_column) draw_steps(context, {x + count_width + 4, y, 0, height});
  if (!page.is_touch && bar.width > 980) draw_submit_hint(context, page, bar);
  int errors = error_count(editor);
  if (errors == 0 || page.is_narrow) return;
  std::string problems;
  plural(errors, Message::problem_one, Message::problem_many, context, problems);
  if (!page.is_one_column) x += 84;
  ui::text({x + count_width + 8, bar.y, 200, bar.height}, style::body_medium, t.err, problems);
}

void draw_discard(ScreenContext& context, const Page& page) {
  const Editor& editor = context.state.editor;
  std::string text = context.say(editor.change_count == 1 ? Message::discard_one : Message::discard_many,
                                 {{"count", std::to_string(editor.change_count)},
                                  {"company", editor.stored.account.billing_profile.company_name}});
  const std::string_view paragraphs[] = {text};
  kit::Answer answer = kit::question("discard", {.title = context.say(Message::discard_question),
                                                 .paragraphs = paragraphs,
                                                 .first = context.say(Message::keep_editing),
                                                 .second = context.say(Message::discard_changes),
                                                 .second_kind = kit::ButtonKind::danger,
                                                 .is_touch = page.is_touch});
  if (answer == kit::Answer::first || answer == kit::Answer::dismissed) context.act(keep_editing);
  if (answer == kit::Answer::second) context.act(discard_edit);
}

float draw_title(ScreenContext& context, const Page& page, float y) {
  const kit::Theme& t = kit::theme();
  const std::optional<shared::Customer>& customer = context.state.account.customer;
  std::string_view company =
      customer ? std::string_view(customer->account.billing_profile.company_name) : context.say(Message::update_account);
  float room = page.width() - (page.is_narrow ? 0 : 110);
  float height = ui::paragraph({page.left(), y}, room, style::title, t.text, company,
                               {.role = ui::Role::heading, .level = 1, .key = "title", .flags = ui::Flag::focusable});
  float width = ui::text_width(style::title, company);
  if (height > 32 || width > room - 20 || page.is_narrow) return height;
  kit::badge({page.left() + width + 12, y + 6}, context.say(Message::editing), kit::Icon::edit, t.link, t.tint);
  return height;
}

// A message that appears above the field in work pushes it down, and its own message with it.
void keep_focus_in_view(const Editor& editor) {
  for (Field field : editor.fields) {
    ui::Id id = ui::id_of_path(path_of_field(field));
    if (id == ui::focused_node()) ui::scroll_into_view(id);
  }
  kit::show_message_again();
}

}  // namespace

void draw_edit(ScreenContext& context, const Page& page) {
  static float content_height = 0;
  constexpr float footer_height = 64;
  Editor& editor = context.state.editor;
  bool is_ready = editor.is_open && editor.customer_id == context.state.route.customer_id;
  ui::Form form = ui::begin_form("page", {.rect = page.rect, .label = context.say(Message::update_account)});
  ui::Rect view = page.rect;
  bool footer_scrolls = ui::viewport().y < 500 || ui::media().printing;
  if (is_ready && !footer_scrolls) view.height -= footer_height;
  ui::ScrollArea area = ui::begin_scroll("body", view, content_height);
  float y = area.origin.y + 20;
  y += draw_breadcrumb(context, page, y, context.say(Message::update_account)) + 6;
  y += draw_title(context, page, y) + 14;
  if (is_ready) {
    y += draw_notices(context, page, y) + 2;
    Page seen = page;
    seen.rect = view;
    y = draw_fields(context, seen, y);
    if (footer_scrolls) draw_footer(context, page, {page.rect.x, y, page.rect.width, footer_height});
    if (footer_scrolls) y += footer_height;
  } else if (context.state.account.fault) {
    draw_fault(context, page, y, *context.state.account.fault);
  } else {
    draw_loading(context, page, y);
  }
  float new_height = y + 12 - area.origin.y;
  if (is_ready && new_height != content_height) keep_focus_in_view(editor);
  content_height = new_height;
  ui::end_scroll();
  if (is_ready && !footer_scrolls) {
    draw_footer(context, page, {page.rect.x, view.bottom(), page.rect.width, footer_height});
  }
  bool wants_submit = form.submitted;
  wants_submit |= ui::shortcut("Control+Enter");
  wants_submit |= ui::shortcut("Control+s");
  ui::end_form();
  if (is_ready && !editor.is_reviewing && !editor.asks_discard) take_step_keys(context);
  if (is_ready && editor.is_reviewing) draw_review(context, page);
  if (is_ready && editor.asks_discard) draw_discard(context, page);
  if (is_ready && wants_submit) context.act(submit_edit);
}

}  // namespace client
