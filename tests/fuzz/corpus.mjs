// The inputs of one fuzz target, between a folder as libFuzzer wants it and corpus/NAME.txt as it is kept (packed.h).
//   node tests/fuzz/corpus.mjs seeds NAME FOLDER    tests/corpus in the target's form, and the kept inputs
//   node tests/fuzz/corpus.mjs pack FOLDER NAME     the folder's inputs into corpus/NAME.txt
//   node tests/fuzz/corpus.mjs finding NAME FILE    one input that broke a promise, into corpus/findings.txt
import { appendFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { inProject } from '../support/project.mjs';

const INPUTS_MAX = 120;      // Of one target, so that a replay takes seconds: short and long ones alike.
const INPUT_BYTES_MAX = 1200;
const kept = (name) => inProject('tests/fuzz/corpus', `${name}.txt`);

export const packed = (bytes) =>
  [...bytes].map((byte) => (byte >= 0x20 && byte < 0x7F && byte !== 0x5C ? String.fromCharCode(byte) : `\\${byte.toString(16).padStart(2, '0')}`)).join('');

export const unpacked = (line) =>
  Buffer.from(line.replace(/\\([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1');

// As tests/shared/corpus.h reads a value.
const unescaped = (text) => text.replace(/\\(.)/gs, (_, c) => ({ t: '\t', n: '\n' })[c] ?? c);

const accountLines = () =>
  ['accounts.ndjson', 'accounts-broken.ndjson', 'accounts-without-registration.ndjson']
    .flatMap((file) => readFileSync(inProject('tests/corpus', file), 'utf8').split('\n').filter(Boolean));

// The wire paths in the order of the fields, as shared/field.cpp lists them.
const paths = () =>
  [...readFileSync(inProject('shared/field.cpp'), 'utf8').matchAll(/"((?:id|relationshipToPartner|companyProfile\.[\w.]+|billingProfile\.[\w.]+))"/g)]
    .map((match) => match[1]);

function accountSeed(line) {
  const account = JSON.parse(line);
  return paths()
    .map((path, index) => [index, path.split('.').reduce((object, name) => object?.[name], account)])
    .filter(([, value]) => typeof value === 'string')
    .map(([index, value]) => String.fromCharCode(0x40 + index) + value)
    .join('\x1E');
}

function seedsOf(name) {
  if (name === 'wire') return accountLines();
  if (name === 'account') return accountLines().map(accountSeed);
  return readFileSync(inProject('tests/corpus/values.tsv'), 'utf8').split('\n')
    .map((line) => line.split('\t'))
    .filter(([field]) => field === name)
    .map(([, country, value]) => (country.length === 2 ? country : '\xFF\xFF') + unescaped(value));
}

function keptInputs(name) {
  try {
    return readFileSync(kept(name), 'latin1').split('\n').filter(Boolean).map(unpacked);
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

const [, , command, first, second] = process.argv;
if (command === 'seeds') {
  mkdirSync(second, { recursive: true });
  const seeds = seedsOf(first).map((text) => Buffer.from(text));
  [...seeds, ...keptInputs(first)].forEach((input, index) => writeFileSync(join(second, `seed-${index}`), input));
} else if (command === 'pack') {
  const inputs = readdirSync(first).map((file) => packed(readFileSync(join(first, file)))).filter((line) => line && line.length <= INPUT_BYTES_MAX);
  const bySize = [...new Set(inputs)].sort((a, b) => a.length - b.length);
  const step = Math.max(1, bySize.length / INPUTS_MAX);
  const lines = Array.from({ length: Math.min(INPUTS_MAX, bySize.length) }, (_, index) => bySize[Math.floor(index * step)]).sort();
  mkdirSync(inProject('tests/fuzz/corpus'), { recursive: true });
  writeFileSync(kept(second), lines.map((line) => `${line}\n`).join(''));
  console.log(`${second}: ${lines.length} inputs kept`);
} else if (command === 'finding') {
  appendFileSync(kept('findings'), `${first} ${packed(readFileSync(second))}\n`);
}
