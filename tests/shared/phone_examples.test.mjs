// Phone numbers against google-libphonenumber: its example of every region and type in every form it writes, and copies of
// them with one digit changed, left out or put in, which it judges itself.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { checkProgram } from '../support/project.mjs';

const { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil } = createRequire(import.meta.url)('google-libphonenumber');
const util = PhoneNumberUtil.getInstance();
const types = Object.entries(PhoneNumberType).filter(([name]) => !['UNKNOWN', 'FIXED_LINE_OR_MOBILE'].includes(name));
const forms = Object.entries(PhoneNumberFormat);

function* examples() {
  for (const region of util.getSupportedRegions()) {
    for (const [type, value] of types) {
      const number = util.getExampleNumberForType(region, value);
      if (number) yield { region, type, number };
    }
  }
}

// Whether each value is accepted, judged in one run of the command.
function verdicts(rows) {
  const input = rows.map(({ region, value }) => `phoneNumber\t${region}\t${value}\n`).join('');
  const { stdout, status } = spawnSync(checkProgram, ['--values', '-'], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(status === 0 || status === 1, true);
  const lines = stdout.trimEnd().split('\n');
  assert.equal(lines.length, rows.length);
  return lines.map((line) => line.split('\t')[3] === 'accepted');
}

const describe = ({ region, value, what }) => `${region} ${value} (${what})`;

test('every example of every region and type is accepted in every form', () => {
  const rows = [...examples()].flatMap(({ region, type, number }) =>
    forms.map(([form, value]) => ({ region, value: util.format(number, value), what: `${type} ${form}` })));
  assert.ok(rows.length > 4500);
  const accepted = verdicts(rows);
  assert.deepEqual(rows.filter((_, i) => !accepted[i]).map(describe), []);
});

// Ranges of which the two pinned sources say different things; libphonenumber-js is the newer one.
const known = [/^BW \+2672471234 /, /^BW \+26779100234 /, /^GH \+233309345678 /];

test('copies with one digit wrong are judged as google-libphonenumber judges them', () => {
  const rows = [];
  const add = (region, value, what) => rows.push({ region, value, what });
  for (const { region, type, number } of examples()) {
    const international = util.format(number, PhoneNumberFormat.E164);
    const national = util.format(number, PhoneNumberFormat.NATIONAL).replace(/\D/g, '');
    for (const [text, from] of [[international, String(number.getCountryCode()).length + 1], [national, 0]]) {
      for (let i = from; i < text.length; ++i) {
        add(region, text.slice(0, i) + ((Number(text[i]) + 1 + (i % 9)) % 10) + text.slice(i + 1), `${type} changed`);
        if (i % 2 === from % 2) continue;
        add(region, text.slice(0, i) + text.slice(i + 1), `${type} one less`);
        add(region, text.slice(0, i) + (i % 10) + text.slice(i), `${type} one more`);
      }
    }
  }
  assert.ok(rows.length > 30000);
  const accepted = verdicts(rows);
  const judge = ({ region, value }) => {
    try {
      return util.isValidNumber(util.parse(value, region));
    } catch {
      return false;  // It throws where it cannot read a number.
    }
  };
  const different = rows.filter((row, i) => accepted[i] !== judge(row));
  const unknown = different.map(describe).filter((row) => !known.some((pattern) => pattern.test(row)));
  assert.ok(different.length <= rows.length * 0.001, `${different.length} of ${rows.length} differ`);
  assert.deepEqual(unknown, []);
});
