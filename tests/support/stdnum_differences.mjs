// Where npm stdnum and the rules differ, and why the rules are right. `is` takes the number in capitals without separators
// and country code, then as it was typed; `accepted` is what the rules say, where only that is meant.
const begins = (...starts) => (number) => starts.some((start) => number.startsWith(start));
const hasLength = (...lengths) => (number) => lengths.includes(number.length);
const weighted = (weights, number) => weights.reduce((sum, weight, i) => sum + weight * Number(number[i]), 0);
const luhn = (number) => [...number].reverse().reduce((sum, c, i) => sum + (i % 2 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][c] : Number(c)), 0) % 10 === 0;

function hasOneRepeated(number) {
  const counts = [...'0123456789'].map((digit) => number.split(digit).length - 1);
  return counts.filter((count) => count > 1).length === 1 && Math.max(...counts) <= 3;
}

export const explained = [
  { scheme: 'at.businessid', accepted: false, why: 'the register has numbers of at most six digits', is: (number) => /^(FN)?\d{7}/.test(number) },
  { scheme: 'be.vat', accepted: false, why: 'enterprise numbers begin with 0, and with 1 since 2023', is: (number) => /^[2-9]/.test(number) },
  { scheme: 'bg.vat', accepted: true, why: 'register numbers of 4 to 8 exist, such as BG831650349', is: (number) => hasLength(9)(number) && /^[4-8]/.test(number) },
  { scheme: 'bg.vat', accepted: false, why: 'of 10 digits it accepts what fails the check', is: hasLength(10) },
  { scheme: 'ca.qst', accepted: false, why: 'the program of the tax of Quebec is TQ', is: (number) => !/TQ/.test(number) },
  { scheme: 'cl.rut', accepted: true, why: 'the usual form has dots', is: (_, typed) => typed.includes('.') },
  { scheme: 'cn.uscc', accepted: false, why: 'no registering department is 0 (GB 32100)', is: begins('0') },
  { scheme: 'cr.cr', accepted: true, why: 'residents have 11 or 12 digits', is: hasLength(11) },
  { scheme: 'de.idnr', accepted: false, why: 'one digit comes two or three times, the others at most once: it compares something else', is: (number) => hasLength(11)(number) && !hasOneRepeated(number.slice(0, 10)) },
  { scheme: 'de.idnr de.stnr', accepted: true, why: 'a tax number of 10 digits, in which no digit has to come twice', is: hasLength(10) },
  { scheme: 'de.stnr', accepted: false, why: '11 digits without slashes are a person\'s number, with a check digit, but where a state begins with 0 to 2', is: (number) => /^[3-9]\d{10}$/.test(number) },
  { scheme: 'de.vat dk.cvr mt.vat no.mva no.orgnr si.ddv', accepted: false, why: 'no number begins with 0', is: begins('0') },
  { scheme: 'es.cif es.nif', accepted: false, why: 'some kinds of company have a check letter, some a check digit (Orden EHA/451/2008)', is: (number) => /^([ABEH]\d{7}[A-J]|[PQRSNW]\d{8})$/.test(number.replace(/^ES/, '')) },
  { scheme: 'fr.siret', accepted: false, why: 'the SIREN inside has a check digit of its own', is: (number) => !luhn(number.slice(0, 9)) },
  { scheme: 'id.npwp', accepted: true, why: 'it lists some kinds of taxpayer, there are more', is: hasLength(15) },
  { scheme: 'ie.vat', accepted: false, why: 'a second letter is A to I, or W, T or X of older numbers; numbers of the old form have one letter', is: (number) => /^(IE)?(\d{7}[A-W][J-SUV]|\d[A-Z]\d{5}[A-W]{2})$/.test(number) },
  { scheme: 'is.kennitala', accepted: false, why: 'the last digit is the century: 8, 9 or 0', is: (number) => !/[890]$/.test(number) },
  { scheme: 'it.codicefiscale', accepted: false, why: 'it looks at no date', is: (number) => Number(number.slice(9, 11)) % 40 > 28 || Number(number.slice(9, 11)) % 40 === 0 || Number(number.slice(9, 11)) > 71 },
  { scheme: 'ma.ice', accepted: true, why: 'the identifiant fiscal has 7 or 8 digits', is: hasLength(7, 8) },
  { scheme: 'mx.rfc', accepted: true, why: 'real numbers have wrong check digits, more than one in a hundred: a warning', is: hasLength(12, 13) },
  { scheme: 'nl.btw', accepted: false, why: 'companies count from B01', is: (number) => number.endsWith('B00') },
  { scheme: 'nz.ird', accepted: false, why: 'numbers lie between 10,000,000 and 199,999,999', is: (number) => Number(number) < 10000000 || Number(number) > 199999999 },
  { scheme: 'pk.ntn', accepted: true, why: 'the eighth digit is the check digit', is: hasLength(8) },
  { scheme: 'py.ruc', why: 'the check digit of a sum that 11 divides is 0, not 1', is: (number) => /[01]$/.test(number) },
  { scheme: 'ro.onrc', accepted: false, why: 'it reads only the beginning, and any digits are a year or date', is: (number) => !/(199|20\d)\d$/.test(number) || hasLength(15, 14)(number) },
  { scheme: 'se.orgnr se.vat', accepted: false, why: 'the third digit is 2 or more, the first neither 0 nor 4; else it is a person\'s number with a date', is: (number) => /^(0|4|..[01])/.test(number) },
  { scheme: 'sg.uen', accepted: false, why: 'a local company begins with its year', is: (number) => hasLength(10)(number) && !/^(18|19|20)/.test(number) },
  { scheme: 'sg.uen', accepted: true, why: 'a verdict must not depend on the clock: years to come are accepted', is: (number) => /^T[2-9]/.test(number) },
  { scheme: 'si.ddv', accepted: false, why: 'a sum that 11 divides has no check digit', is: (number) => weighted([8, 7, 6, 5, 4, 3, 2], number) % 11 === 0 },
  { scheme: 'sk.dph', why: 'the third digit tells the kind of number, not the first, which is not 0', is: (number) => /^([0156]|..[015])/.test(number) },
  { scheme: 'sv.nit', why: 'numbers up to 100 have the older check digit, not 100 alone; that of a sum that 11 divides is 0', is: (number) => Number(number.slice(10, 13)) <= 100 || /[01]$/.test(number) },
  { scheme: 'tw.ban', accepted: false, why: 'it looks at no check digit', is: hasLength(8) },
  { scheme: 'tw.tax_code', accepted: false, why: 'nobody alive was born before 1880', is: (number) => Number(number.slice(0, 4)) < 1880 },
  { scheme: 'tw.tax_code', accepted: true, why: 'a verdict must not depend on the clock: years to come are accepted', is: begins('20') },
  { scheme: 'us.ein us.ssn', accepted: true, why: 'a taxpayer number of persons without social security', is: begins('9') },
  { scheme: 'us.ein', accepted: false, why: 'the hyphens tell that it is a person\'s', is: (_, typed) => /^\d{3}-\d{2}-\d{4}$/.test(typed) },
  { scheme: 'vn.mst', accepted: true, why: 'persons have 12 digits since July 2025', is: hasLength(12) },
];
