// The checks that rows of number_schemes.h name: a small language, so that a scheme is data and not code.
//
// Steps are divided by spaces and must all hold. P is a place of the body: one character, 0 to 9, then a for 10. A weight is
// one character: 0 to 9, then a for 10; A for 1, B for 2 when the digits of the product are summed.
//
//   wWEIGHTS:MAP[@P]  the weighted sum modulo the length of MAP names the check character in MAP, which stands behind the
//                     weighted ones or at P. ! no number has this rest.
//                     W: at ? the next step decides, which is else left out; b, k, y: the same with Brazil's, China's and
//                     Singapore's values of letters.
//   rWEIGHTS:M=R,R    the weighted sum modulo M is one of R
//   v:MAP             the number that all digits but the last character form, modulo the length of MAP, names it
//   nF,L:M=R          the L characters from F as a number, letters as two digits, modulo M are R (ISO/IEC 7064)
//   qF,L:M= M- M+     the same are the number that follows; M-: M less that; M+: M less that of the number with a 2 in front
//   i                 ISO/IEC 7064 MOD 11,10
//   l or lF,L         Luhn
//   sPSET  SPSET      the character at P is one of SET, none of SET
//   gF,L:R-R,R        the L digits from F are in one of the ranges
//   pF,L:LIST         the L characters from F are one of the parts of LIST, which are as long; PF,L:LIST: they are none
//   tPd tPy           DDMMYY or YYMMDD from P is a date; 4, 6 behind it: also with 40 or 60 added to the day; M: also with
//                     20, 40, 60 or 80 added to the month, W: with 20, 50 or 70
//   z  u              not only zeros; not one digit throughout
//   o                 Italy's and Cyprus's letter: characters at odd places are worth what a table says
//   xNAME             a rule of one country
#pragma once

#include <string_view>

namespace shared {

// `body` was matched by the form of the row.
bool passes_checks(std::string_view checks, std::string_view body);

}  // namespace shared
