// Prints shared/unicode_tables.cpp: node shared/tables/generate_unicode.mjs > shared/unicode_tables.cpp
// Everything is asked of Node's own Unicode data: classes by regular expression, compositions and the order of combining
// marks by String.prototype.normalize. CJK compatibility ideographs are left as they are: names of persons depend on them.
const last = 0x10ffff;
const text = (...codePoints) => String.fromCodePoint(...codePoints);
const pointsOf = (string) => Array.from(string, (c) => c.codePointAt(0));
const isSurrogate = (c) => c >= 0xd800 && c <= 0xdfff;
const isHangulSyllable = (c) => c >= 0xac00 && c <= 0xd7a3;
const isCjkCompatibility = (c) => (c >= 0xf900 && c <= 0xfaff) || (c >= 0x2f800 && c <= 0x2fa1f);

const LETTER = 1, MARK = 2, DIGIT = 4, DOMAIN = 8;

// Full case folding, as far as Node offers it: dotless i is its own, and Cherokee folds to its capitals.
const folded = (s) => (s === 'ı' || /[\u13A0-\u13F5]/u.test(s) ? s : s.toUpperCase().toLowerCase());
const domainExceptions = new Set([0xdf, 0x3c2, 0x6fd, 0x6fe, 0xf0b, 0x3007]);
const notInDomains = /[\u0640\u07FA\u13F8-\u13FD\u20D0-\u20FF\u302E\u302F\u3031-\u3035\u303B\uAB70-\uABBF\u{1D100}-\u{1D24F}]|\p{Default_Ignorable_Code_Point}|[\u1100-\u11FF\uA960-\uA97C\uD7B0-\uD7FB]/u;

// PVALID of RFC 5892: letters, digits and marks that stay themselves when case and compatibility are folded.
function isDomainLetter(c, s) {
  if (domainExceptions.has(c)) return true;
  if (notInDomains.test(s) || !/[\p{Ll}\p{Lu}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}]/u.test(s)) return false;
  // Capitals are lowered before they are judged, so that the runs of this table need not tell them apart.
  const lower = /\p{Lu}/u.test(s) && s.normalize('NFKC') === s ? s.toLowerCase() : s;
  return folded(lower.normalize('NFKC')).normalize('NFKC') === lower;
}

function classOf(c) {
  if (isSurrogate(c)) return 0;
  const s = text(c);
  let bits = 0;
  if (/\p{L}/u.test(s)) bits |= LETTER;
  if (/\p{M}/u.test(s)) bits |= MARK;
  if (/\p{Nd}/u.test(s)) bits |= DIGIT;
  if (isDomainLetter(c, s)) bits |= DOMAIN;
  return bits;
}
const classes = [];
for (let c = 0x80, before = -1; c <= last; ++c) {
  const bits = classOf(c);
  if (bits !== before) classes.push((c << 4) | bits);
  before = bits;
}

const compositions = [];
const singletons = [];
for (let c = 0xa0; c <= last; ++c) {
  if (isSurrogate(c) || isHangulSyllable(c) || isCjkCompatibility(c)) continue;
  const nfd = pointsOf(text(c).normalize('NFD'));
  if (nfd.length === 1 && nfd[0] === c) continue;
  const nfc = pointsOf(text(c).normalize('NFC'));
  if (nfc.length === 1 && nfc[0] === c) {
    const first = pointsOf(text(...nfd.slice(0, -1)).normalize('NFC'));
    if (first.length !== 1) throw new Error(`no pair for ${c.toString(16)}`);
    compositions.push([first[0], nfd.at(-1), c]);
  } else {
    if (nfc.length > 3) throw new Error(`too long: ${c.toString(16)}`);
    singletons.push([c, nfc[0], nfc[1] ?? 0, nfc[2] ?? 0]);
  }
}
// Marks that change places when normalized have different classes; only the order of classes matters, so they are ranked.
const swaps = (a, b) => text(a, b).normalize('NFD') !== pointsOf(text(a).normalize('NFD')).concat(pointsOf(text(b).normalize('NFD'))).map((c) => text(c)).join('');
const marks = [];
for (let c = 0x300; c <= last; ++c) {
  if (!isSurrogate(c) && /\p{M}/u.test(text(c)) && text(c).normalize('NFD') === text(c)) marks.push(c);
}
const reorders = (c) => swaps(0x345, c) || swaps(c, 0x334) || c === 0x334 || c === 0x345;
const groups = [];
for (const mark of marks.filter(reorders)) {
  const group = groups.find(([example]) => !swaps(example, mark) && !swaps(mark, example));
  if (group) group.push(mark);
  else groups.push([mark]);
}
groups.sort(([a], [b]) => (swaps(b, a) ? -1 : 1));
const rankOf = new Map(groups.flatMap((group, rank) => group.map((mark) => [mark, rank + 1])));
const ranks = [];
for (let c = 0x300, before = 0; c <= last; ++c) {
  const rank = rankOf.get(c) ?? 0;
  if (rank !== before) ranks.push((c << 8) | rank);
  before = rank;
}

// Numbers as bytes of seven bits, the lowest first, each but the last with the top bit set. Columns stand one behind the
// other and rising ones as differences, which is what a browser downloads least of.
const bytesOf = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...bytesOf(value >>> 7)]);
const differences = (column) => column.map((value, i) => value - (i === 0 ? 0 : column[i - 1]));
const signed = (value) => (value < 0 ? -2 * value - 1 : 2 * value);
const columns = (...of) => of.flatMap((column) => column.flatMap(bytesOf));

function lines(cells) {
  const result = [];
  let line = '   ';
  for (const cell of cells) {
    if (line.length + String(cell).length + 2 > 120) {
      result.push(line);
      line = '   ';
    }
    line += ` ${cell},`;
  }
  return [...result, line].join('\n');
}
const table = (name, bytes, count) => `const std::uint8_t ${name}_bytes[] = {
${lines(bytes)}
};
const int ${name}_count = ${count};
`;
const runs = (starts, shift, mask) => columns(differences(starts.map((start) => start >>> shift)), starts.map((start) => start & mask));
const column = (rows, i) => rows.map((row) => row[i]);

compositions.sort((a, b) => a[2] - b[2]);
const compositionBytes = columns(differences(column(compositions, 2)), differences(column(compositions, 0)).map(signed), column(compositions, 1));
const singletonBytes = columns(differences(column(singletons, 0)), column(singletons, 1), column(singletons, 2), column(singletons, 3));

process.stdout.write(`// GENERATED by "node shared/tables/generate_unicode.mjs > shared/unicode_tables.cpp". Do not edit.
// Source: the Unicode Character Database ${process.versions.unicode} as built into Node. Licence: Unicode-3.0.
#include "shared/unicode_tables.h"

namespace shared {

${table('class_run', runs(classes, 4, 15), classes.length)}
${table('mark_rank_run', runs(ranks, 8, 255), ranks.length)}
${table('composition', compositionBytes, compositions.length)}
${table('singleton', singletonBytes, singletons.length)}
}  // namespace shared
`);
process.stderr.write(`${classes.length} classes, ${ranks.length} ranks, ${groups.length} groups, ${compositions.length} compositions, ${singletons.length} singletons\n`);
