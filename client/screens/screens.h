// The screens, one function for each view. Each draws the state and calls the changes of client/update.h; none keeps a
// value of the model.
#pragma once

#include "client/app_context.h"
#include "client/screens/page.h"

namespace client {

void draw_screen(ScreenContext& context);  // That of the current route, with what is around it.

void draw_sign_in(ScreenContext& context);
void draw_customers(ScreenContext& context, const Page& page);
void draw_account(ScreenContext& context, const Page& page);
void draw_edit(ScreenContext& context, const Page& page);
void draw_shortcuts(ScreenContext& context, bool is_touch);
void draw_history(ScreenContext& context, const Page& page);

// Parts of the account's view: the permission to buy, and the question before it is given. The first returns where it ends.
float draw_purchase(ScreenContext& context, const Page& page, float y);
void draw_purchase_question(ScreenContext& context, const Page& page);

}  // namespace client
