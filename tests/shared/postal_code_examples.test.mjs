// The examples of npm postal-codes-js, right and wrong codes of 187 countries, through kundkonto-check --values.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { checkProgram, inProject } from '../support/project.mjs';

const folder = inProject('tests/node_modules/postal-codes-js');
const read = (path) => JSON.parse(readFileSync(`${folder}/${path}`, 'utf8'));

// Where its examples are wrong, or judge what ours does not: each with the codes it is about.
const exceptions = [
  { countries: 'AQ BO IC JM LC LY MS PA PS TD WS', why: 'no codes, or none in use: what is typed is warned of, not refused' },
  { countries: 'TT', why: 'few use the codes: a wrong one is only warned of' },
  { countries: 'AS FM GU MH MP PR PW VI', codes: ['12345', '56785', '12345-7689'], why: 'a New York code in an island of one or two prefixes' },
  { countries: 'AX', codes: ['12345', 'AX-12345', 'AX12345'], why: 'all codes begin with 22' },
  { countries: 'MQ YT', codes: ['12345', '56785'], why: 'all codes begin with 972, 976' },
  { countries: 'CC CX NF GL LI', codes: ['1234', '5678'], why: 'one code, or one prefix' },
  { countries: 'AD', codes: ['AD001', 'AD123'], why: 'seven parishes, AD100 to AD700' },
  { countries: 'BB VC VG', codes: ['12345', '1234', 'VG-1234', 'VC-1234'], why: 'the letters belong to the code' },
  { countries: 'ES', codes: ['56785'], why: 'provinces end with 52' },
  { countries: 'ME', codes: ['12345', '56785'], why: 'all codes begin with 8' },
  { countries: 'PE', codes: ['56785'], why: 'departments end with 25' },
  { countries: 'RU', codes: ['125'], why: 'six digits' },
  { countries: 'SV', codes: ['1234', '5678'], why: 'the third digit is 0 to 2' },
  { countries: 'SZ', codes: ['a789'], why: 'regions are H, L, M and S' },
  { countries: 'GB', codes: ['Z29ZZ', 'Z699ZZ', 'ZX99ZZ', 'ZC999ZZ'], why: 'no postcode area is Z, ZX or ZC' },
  { countries: 'TW', codes: ['123-45', '101010'], why: 'no hyphen; six digits since 2020' },
  { countries: 'KH', codes: ['123456'], why: 'six digits since 2020' },
  { countries: 'RS', codes: ['123456'], why: 'six digits name the address' },
  { countries: 'IE', codes: ['y63  1fhk'], why: 'two spaces are tidied' },
  { countries: 'PL PT', codes: ['44100', '1234567', '1234 123'], why: 'a missing hyphen is tidied' },
];
const exceptionOf = ({ country, code }) => exceptions.find(({ countries, codes }) => countries.split(' ').includes(country) && (!codes || codes.includes(code)));

function examples() {
  const rows = [];
  for (const [country, { postalCodeFormat }] of Object.entries(read('generated/postal-codes-alpha2.json'))) {
    if (!postalCodeFormat) continue;
    const { Valid, Invalid } = read(`formats/${postalCodeFormat}`).TestData;
    rows.push(...Valid.map((code) => ({ country, code, wanted: 'accepted' })), ...Invalid.map((code) => ({ country, code, wanted: 'refused' })));
  }
  return rows;
}

function judged(rows) {
  const input = rows.map(({ country, code }) => `postalCode\t${country}\t${code}\n`).join('');
  const { stdout, status, stderr } = spawnSync(checkProgram, ['--values', '-'], { input, encoding: 'utf8' });
  assert.equal(status, 1, stderr);
  return stdout.trimEnd().split('\n').map((line) => line.split('\t')[3]);
}

test('postal codes are judged as npm postal-codes-js judges its examples', () => {
  const rows = examples();
  assert.ok(rows.length > 900, `${rows.length} rows`);
  const verdicts = judged(rows);
  assert.equal(verdicts.length, rows.length);
  const different = rows.filter((row, index) => row.wanted !== verdicts[index]);
  const unexplained = different.filter((row) => !exceptionOf(row));
  const share = 1 - unexplained.length / rows.length;
  assert.ok(share >= 0.995, `${share}: ${JSON.stringify(unexplained)}`);
  const used = new Set(different.map(exceptionOf));
  assert.deepEqual(exceptions.filter((entry) => !used.has(entry)), [], 'an exception that is none any more');
});
