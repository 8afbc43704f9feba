// Parts of the edit view.
#pragma once

#include <string>

#include "client/screens/page.h"

namespace client {

// The two sections with their fields; returns where they end.
float draw_fields(ScreenContext& context, const Page& page, float y);
std::string path_of_field(shared::Field field);  // Of the field's node.
void draw_review(ScreenContext& context, const Page& page);

}  // namespace client
