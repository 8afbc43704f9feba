// A customer's account to read: company details and billing information.
#include <algorithm>

#include "client/platform.h"
#include "client/screens/kit.h"
#include "client/screens/screens.h"

namespace client {

namespace style = ui::text_style;
using shared::Field;

namespace {

constexpr float values_space = 14;

// Values in rows of two, as the fields stand in the edit view.
class Values {
 public:
  Values(ScreenContext& context, const Page& page, float y) : context_(context), page_(page), y_(y) {}

  void add(std::string_view label, std::string_view value) {
    bool is_second = column_ == 1;
    float x = page_.fields_left() + (is_second ? page_.half_width() + 16 : 0);
    last_ = {x, y_};
    bool is_given = !value.empty();
    float height = kit::value({x, y_, page_.half_width(), 0}, label,
                              is_given ? value : context_.say(Message::not_given), is_given);
    row_height_ = std::max(row_height_, height);
    if (is_second || page_.is_one_column) return next_row();
    column_ = 1;
  }
  void add(const shared::Account& account, Field field) {
    add(field_label(context_, account, field), shared::text_of(account, field));
  }
  // Beside the value that was added last.
  void add_copy_button(const std::string& text) {
    float x = last_.x + ui::text_width(style::body, text) + 4;
    ui::Rect box{std::min(x, last_.x + page_.half_width() - 28), last_.y + 16, 28, 28};
    if (!kit::icon_button("copy", box, kit::Icon::copy, context_.say(Message::copy_id))) return;
    platform::copy_text(text);
    ui::announce(ui::Politeness::polite, context_.say(Message::copied));
  }
  // "Swedish" says more than "sv".
  void add_named_language(const shared::Account& account, Field field) {
    const std::string& code = shared::text_of(account, field);
    std::string name = platform::language_name(code, shared::code_of(context_.language()));
    add(field_label(context_, account, field), name);
  }
  void next_row() {
    if (row_height_ == 0) return;
    y_ += row_height_ + values_space;
    row_height_ = 0;
    column_ = 0;
  }
  float end() {
    next_row();
    return y_ - values_space;
  }

 private:
  ScreenContext& context_;
  const Page& page_;
  float y_;
  float row_height_ = 0;
  int column_ = 0;
  ui::Vec2 last_;
};

std::string contact_of(const shared::BillingProfile& billing) {
  std::vector<std::string> lines;
  std::string name = billing.first_name;
  if (!billing.last_name.empty()) name += (name.empty() ? "" : " ") + billing.last_name;
  for (const std::string* line : {&std::as_const(name), &billing.email, &billing.default_address.phone_number}) {
    if (!line->empty()) lines.push_back(*line);
  }
  return joined(lines);
}

float draw_company(ScreenContext& context, const Page& page, float y, const shared::Account& account) {
  float heading_bottom = 0;
  y = begin_section(page, y, context.say(Message::company_details), context.say(Message::company_details_help),
                    &heading_bottom);
  const shared::CompanyProfile& company = account.company_profile;
  Values values(context, page, y);
  values.add(account, Field::company_company_name);
  values.add(account, Field::company_organization_registration_number);
  values.add(context.say(Message::column_domain), company.domain);
  values.add(context.say(Message::column_id), account.id);
  values.add_copy_button(account.id);
  std::string address = joined(address_lines(company.address, {}, false, context.language()));
  if (!address.empty()) values.add(context.say(Message::company_address), address);
  if (!company.email.empty()) values.add(account, Field::company_email);
  if (!company.address.phone_number.empty()) values.add(account, Field::company_address_phone_number);
  return std::max(values.end(), heading_bottom) + section_space;
}

float draw_billing(ScreenContext& context, const Page& page, float y, const shared::Account& account) {
  float heading_bottom = 0;
  y = begin_section(page, y, context.say(Message::billing_information), context.say(Message::billing_information_help),
                    &heading_bottom);
  const shared::BillingProfile& billing = account.billing_profile;
  Values values(context, page, y);
  values.add(account, Field::billing_company_name);
  values.add(account, Field::billing_tax_id);
  values.add(context.say(Message::address), joined(address_lines(billing.default_address, {}, false, context.language())));
  values.add(context.say(Message::contact), contact_of(billing));
  values.add_named_language(account, Field::billing_language);
  values.add_named_language(account, Field::billing_culture);
  return std::max(values.end(), heading_bottom) + section_space;
}

float draw_head(ScreenContext& context, const Page& page, float y, const shared::Customer& customer) {
  const kit::Theme& t = kit::theme();
  const std::string& company = customer.account.billing_profile.company_name;
  float badge_width = 0;
  std::string relationship = relationship_name(customer.account.relationship_to_partner, context.language());
  float title_height = ui::paragraph({page.left(), y}, page.width() - (page.is_narrow ? 0 : 160), style::title, t.text,
                                     company,
                                     {.role = ui::Role::heading, .level = 1, .key = "title", .flags = ui::Flag::focusable});
  float badge_x = page.left() + ui::text_width(style::title, company) + 12;
  bool fits = !page.is_narrow && title_height <= 32;
  if (!fits) y += title_height + 6;
  kit::badge({fits ? badge_x : page.left(), fits ? y + 5 : y}, relationship, kit::Icon::none, t.text2, t.neutral, &badge_width);
  y += fits ? title_height + 4 : 30;
  std::string changed;
  if (customer.changed_at_ms > 0) {
    std::string when = platform::format_date(static_cast<double>(customer.changed_at_ms), platform::DateStyle::relative,
                                             shared::code_of(context.language()));
    changed = context.say(customer.changed_by.empty() ? Message::changed_when : Message::changed_by,
                          {{"when", when}, {"who", customer.changed_by}});
    ui::text({page.left(), y, page.width(), 20}, style::small, t.text2, changed, {.overflow = ui::Overflow::ellipsis});
    y += 20;
  }
  return y + 16;
}

float draw_commands(ScreenContext& context, const Page& page, float y) {
  const std::string& customer_id = context.state.route.customer_id;
  float top = y;
  float x = page.left();
  float height = page.is_touch ? 44.f : 36.f;
  bool may_update = may(context.state, shared::Permission::update_billing_profile);
  bool may_see_history = may(context.state, shared::Permission::read_history);
  if (!may_update) {
    kit::icon(kit::Icon::lock, {x + 8, y + 10}, kit::theme().text3);
    y += ui::paragraph({x + 24, y}, page.width() - 24, style::small, kit::theme().text2, context.say(Message::only_reading),
                       {.role = ui::Role::paragraph});
    if (may_see_history) y += 12;
  }
  if (may_update) {
    kit::ButtonLook look{.kind = kit::ButtonKind::primary, .icon = kit::Icon::edit, .height = height};
    if (!page.is_touch) look.hint = "U";
    bool wants_update = kit::button("update", {x, y}, context.say(Message::update), look);
    wants_update |= ui::shortcut("u");
    x += kit::button_width(context.say(Message::update), look) + 8;
    if (wants_update) context.act(go, Route{View::edit, customer_id, {}}, false);
  }
  if (may_see_history) {
    kit::ButtonLook look{.icon = kit::Icon::history, .height = height};
    if (kit::button("history", {x, y}, context.say(Message::history), look)) context.act(go, Route{View::history, customer_id, {}}, false);
  }
  if (may_update || may_see_history) y += height;
  return y - top + 20;
}

}  // namespace

void draw_account(ScreenContext& context, const Page& page) {
  static float content_height = 0;
  const AccountView& account = context.state.account;
  ui::Container container("page", {.role = ui::Role::container, .rect = page.rect});
  ui::ScrollArea area = ui::begin_scroll("body", page.rect, content_height);
  float y = area.origin.y + 24;
  y += draw_breadcrumb(context, page, y, context.say(Message::account)) + 8;
  if (account.saved_changes > 0 && account.customer) {
    kit::BannerLook look{.kind = kit::BannerKind::ok, .is_touch = page.is_touch};
    std::string text = context.say(account.saved_changes == 1 ? Message::saved_one : Message::saved_many,
                                   {{"count", std::to_string(account.saved_changes)},
                                    {"company", account.customer->account.billing_profile.company_name}});
    y += kit::banner("saved", {page.left(), y, page.width(), 0}, text, look).height + 16;
  }
  if (account.customer) {
    y = draw_head(context, page, y, *account.customer);
    y += draw_commands(context, page, y);
    if (account.fault) {
      draw_fault(context, page, y, *account.fault);
      y += 60;
    }
    y = draw_company(context, page, y, account.customer->account);
    y = draw_billing(context, page, y, account.customer->account);
    y = draw_purchase(context, page, y);
  } else {
    ui::text({page.left(), y, page.width(), 32}, style::title, kit::theme().text, context.say(Message::account),
             {.role = ui::Role::heading, .level = 1, .key = "title", .flags = ui::Flag::focusable});
    account.fault ? draw_fault(context, page, y + 48, *account.fault) : draw_loading(context, page, y + 44);
  }
  content_height = y + 24 - area.origin.y;
  ui::end_scroll();
  draw_purchase_question(context, page);
}

}  // namespace client
