// The rules: accounts per second natively and as WebAssembly beside the usual JavaScript libraries, and their size.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

import { inProject } from '../support/project.mjs';
import { loadRules } from '../support/rules.mjs';
import { faulty, valid } from './records.mjs';

const NATIVE_AT_LEAST = 30;
const NATIVE_PER_SECOND = 500_000;
const WEBASSEMBLY_AT_LEAST = 0.5;
const RULES_BYTES_MAX = 150_000;
const ROUNDS = 5;
const ROUND_MS = 400;

export const count = (number) => Math.round(number).toLocaleString('en-US');
export const times = (number) => `${number >= 10 ? number.toFixed(0) : number.toFixed(2)} x`;
export const compressed = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];

function nativeRate(records) {
  const folder = mkdtempSync(join(tmpdir(), 'kundkonto-bench-'));
  try {
    const file = join(folder, 'records.ndjson');
    writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    return JSON.parse(execFileSync(inProject('build/release/tests/bench/rules_rate'), [file], { encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function webAssemblyRate(rules, records) {
  const bench = rules.bench(records.map((record) => JSON.stringify(record)));
  const rates = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const start = performance.now();
    let judged = 0;
    while (performance.now() - start < ROUND_MS) judged += bench(1000);
    if (round > 0) rates.push((judged * 1000) / (performance.now() - start)); // The first round warms up.
  }
  return median(rates);
}

export async function rulesRates() {
  const peers = JSON.parse(execFileSync(process.execPath, [inProject('tests/bench/validation_peers/peers.mjs')], { encoding: 'utf8' }));
  const rules = await loadRules();
  const rows = [];
  for (const [kind, records] of Object.entries({ valid, faulty })) {
    const best = Math.max(...Object.values(peers).filter((peer) => peer.isComplete).map((peer) => peer[kind]));
    const native = nativeRate(records).rate;
    const web = webAssemblyRate(rules, records);
    for (const [name, peer] of Object.entries(peers)) rows.push({ what: `${kind}/s: ${name}`, measured: count(peer[kind]) });
    rows.push({ what: `${kind}/s: ours, native, beside the best complete stack`, measured: count(native), beside: count(best), ratio: times(native / best), holds: native >= NATIVE_AT_LEAST * best });
    if (kind === 'valid') rows.push({ what: `${kind}/s: ours, native, beside what is promised`, measured: count(native), beside: count(NATIVE_PER_SECOND), ratio: times(native / NATIVE_PER_SECOND), holds: native >= NATIVE_PER_SECOND });
    rows.push({ what: `${kind}/s: ours, WebAssembly, beside native`, measured: count(web), beside: count(native), ratio: times(web / native), holds: web >= WEBASSEMBLY_AT_LEAST * native });
  }
  return rows;
}

const sizeRow = (what, bytes) => ({ what, measured: count(bytes), beside: count(RULES_BYTES_MAX), ratio: times(bytes / RULES_BYTES_MAX), holds: bytes <= RULES_BYTES_MAX });

// The WebAssembly is the same in the package, which adds its loader, and files that no program loads.
export async function rulesSize() {
  const bytesOf = (name) => compressed(readFileSync(inProject('build/web/rules', name)));
  const loaded = ['rules.wasm', 'index.js'].map(bytesOf).reduce((a, b) => a + b);
  const others = ['index.d.ts', 'README.md', 'package.json', 'example/form.html', 'example/form.css', 'example/form.js'].map(bytesOf).reduce((a, b) => a + b);
  return [
    sizeRow('rules as WebAssembly alone, bytes after brotli', bytesOf('rules.wasm')),
    sizeRow('JavaScript package, what a program loads, bytes after brotli', loaded),
    { what: 'JavaScript package, types, README and example besides', measured: count(others) },
  ];
}
