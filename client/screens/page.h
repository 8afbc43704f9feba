// Where things stand: the page's size classes and its two columns, and parts that several screens share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/app_context.h"
#include "client/ui.h"

namespace client {

// The page beside the sidebar or below the top bar.
struct Page {
  ui::Rect rect;
  float side = 40;            // From the page's edge to its content.
  bool is_touch = false;      // Targets of 44, field text of 16.
  bool is_one_column = false; // Fields one below the other.
  bool is_stacked = false;    // Section headings above their fields.
  bool is_narrow = false;     // Under 480.

  float left() const { return rect.x + side; }
  float width() const;        // Of the content, at most 968.
  float fields_left() const;  // The second column.
  float fields_width() const;
  float half_width() const;   // Of two fields in a row.
  float section_width() const;
};

Page page_of(ui::Rect rect);

// ---- Parts. Each returns its height where it has one.
inline constexpr float section_space = 20;
float draw_breadcrumb(ScreenContext& context, const Page& page, float y, std::string_view last);
float draw_section_heading(const Page& page, float y, std::string_view title, std::string_view help);
// A hairline and the heading of a section; returns where its values begin, and where the heading ends.
float begin_section(const Page& page, float y, std::string_view title, std::string_view help, float* heading_bottom);
void draw_loading(ScreenContext& context, const Page& page, float y);
// A sentence with a button to try again.
void draw_fault(ScreenContext& context, const Page& page, float y, Message fault);

std::string relationship_name(std::string_view code, shared::Language language);
std::string country_name(std::string_view code, shared::Language language);
// As an envelope bears it, in the country's own order; the company's and the person's name where `names` says so.
std::vector<std::string> address_lines(const shared::Address& address, std::string_view company, bool with_person,
                                       shared::Language language);
std::string joined(const std::vector<std::string>& lines);  // With line breaks.
std::string field_label(const ScreenContext& context, const shared::Account& account, shared::Field field);
std::string_view plural(int count, Message one, Message many, const ScreenContext& context, std::string& text);

}  // namespace client
