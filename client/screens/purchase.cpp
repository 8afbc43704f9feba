// Customer permissions: whether the customer may buy for itself. Turning on asks first and names what follows.
#include <algorithm>

#include "client/screens/kit.h"
#include "client/screens/screens.h"

namespace client {

namespace style = ui::text_style;

namespace {

struct PurchaseTexts {
  std::string_view key;
  Message label, name, when_on, when_off, asks, shown;
};

// In the order of Purchase.
constexpr PurchaseTexts texts[] = {
    {"reservations", Message::purchase_reservations, Message::reservations, Message::reservations_on, Message::reservations_off,
     Message::reservations_asks, Message::reservations_shown},
    {"savings-plans", Message::purchase_plans, Message::savings_plans, Message::plans_on, Message::plans_off, Message::plans_asks,
     Message::plans_shown},
};

const PurchaseTexts& texts_of(Purchase what) { return texts[static_cast<int>(what)]; }

float draw_notice(ScreenContext& context, ui::Rect column, Purchase what) {
  const PurchaseView& purchase = context.state.purchase;
  if (!purchase.notice || purchase.told != what) return 0;
  const kit::Theme& t = kit::theme();
  bool is_good = *purchase.notice == Message::purchase_allowed || *purchase.notice == Message::purchase_ended;
  bool is_stale = *purchase.notice == Message::purchase_stale;
  ui::Color color = is_good ? t.ok : is_stale ? t.warn : t.err;
  float x = column.x + 52;
  kit::icon(is_good ? kit::Icon::check : is_stale ? kit::Icon::warning : kit::Icon::error, {x + 8, column.y + 10}, color);
  return 4 + ui::paragraph({x + 22, column.y}, column.right() - x - 22, style::small, color, context.say(*purchase.notice),
                           {.role = ui::Role::status, .key = "purchase-notice"});
}

float draw_switch(ScreenContext& context, const Page& page, float y, Purchase what, bool is_read_only) {
  const PurchaseView& purchase = context.state.purchase;
  const PurchaseTexts& text = texts_of(what);
  bool is_on = purchase.policy->allows(what);
  kit::SwitchLook look{.label = context.say(text.label),
                       .word = context.say(is_on ? Message::on : Message::off),
                       .busy_word = context.say(Message::saving),
                       .help = context.say(is_on ? text.when_on : text.when_off),
                       .is_on = is_on,
                       .is_read_only = is_read_only,
                       .is_busy = purchase.saving == what,
                       .is_touch = page.is_touch};
  ui::Rect column{page.fields_left(), y, page.fields_width(), 0};
  kit::SwitchResult result = kit::switch_row(text.key, column, look);
  y += result.height;
  if (result.changed) context.act(switch_purchase, what, result.is_on);
  float notice = draw_notice(context, {column.x, y + 4, column.width, 0}, what);
  return y + notice;
}

}  // namespace

float draw_purchase(ScreenContext& context, const Page& page, float y) {
  if (!may(context.state, shared::Permission::read_purchase_permission)) return y;
  const PurchaseView& purchase = context.state.purchase;
  bool is_read_only = !may(context.state, shared::Permission::change_purchase_permission);
  float heading_bottom = 0;
  y = begin_section(page, y, context.say(Message::customer_permissions),
                    context.say(is_read_only ? Message::purchase_forbidden : Message::customer_permissions_who), &heading_bottom);
  float bottom = y + 20;
  if (purchase.policy) {
    for (Purchase what : all_purchases) {
      y = draw_switch(context, page, y, what, is_read_only);
      bottom = y;
      y += 16;
    }
  } else if (purchase.fault) {
    kit::BannerLook look{.kind = kit::BannerKind::error, .action = context.say(Message::try_again), .role = ui::Role::alert,
                         .is_touch = page.is_touch};
    if (*purchase.fault == Message::load_forbidden) look.action = {};
    kit::BannerResult result = kit::banner("purchase-fault", {page.fields_left(), y, page.fields_width(), 0},
                                           context.say(*purchase.fault), look);
    if (result.action) context.act(load_purchase);
    bottom = y + result.height;
  } else {
    ui::text({page.fields_left(), y, page.fields_width(), 20}, style::small, kit::theme().text2, context.say(Message::loading),
             {.role = ui::Role::status, .key = "purchase-loading"});
  }
  return std::max(bottom, heading_bottom) + section_space;
}

void draw_purchase_question(ScreenContext& context, const Page& page) {
  const PurchaseView& purchase = context.state.purchase;
  if (!purchase.asking || !context.state.account.customer) return;
  const PurchaseTexts& text = texts_of(*purchase.asking);
  std::string title = context.say(Message::purchase_question,
                                  {{"company", context.state.account.customer->account.billing_profile.company_name},
                                   {"what", context.say(text.name)}});
  const std::string_view paragraphs[] = {context.say(Message::purchase_pays), context.say(text.asks), context.say(text.shown),
                                         context.say(Message::purchase_needs)};
  kit::Answer answer = kit::question("purchase", {.title = title,
                                                  .paragraphs = paragraphs,
                                                  .first = context.say(Message::purchase_allow),
                                                  .second = context.say(Message::cancel),
                                                  .width = 560,
                                                  .is_touch = page.is_touch});
  if (answer == kit::Answer::first) context.act(allow_purchase);
  if (answer == kit::Answer::second || answer == kit::Answer::dismissed) context.act(leave_purchase);
}

}  // namespace client
