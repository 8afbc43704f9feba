// The work on one account, without requests: which fields there are, what is changed, what is wrong, and how another
// person's changes are merged. Used by client/update*.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/state.h"

namespace client {

// The fields of the form, those of addresses as client/address_form.h says. Country and identifiers are not among them.
std::vector<shared::Field> form_fields(const shared::Account& account, bool with_company_address);

// Begins with what is stored.
void open_editor(Editor& editor, const shared::Customer& customer);
// Problems, changes and summary, after `account` or `stored` changed.
void judge(Editor& editor);
void set_text(Editor& editor, shared::Field field, std::string_view text);

// Another version is stored now: takes what the other changed, keeps what is typed, and lists what both changed.
void merge(Editor& editor, const shared::Customer& theirs);

// Earlier values, to be looked at and submitted. What cannot be edited stays as it is.
void restore(Editor& editor, const shared::Account& earlier);

// A draft as a text to keep and back. Nothing where it cannot be read.
std::string draft_text(const Editor& editor, double clock_ms);
std::optional<Draft> draft_of_text(std::string_view text);

}  // namespace client
