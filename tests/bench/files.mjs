// Files through kundkonto-check: megabytes a second, memory, and what a second thread brings. The peer only parses each
// line as JSON, in Node, and judges nothing.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { checkProgram, inProject } from '../support/project.mjs';

const MEGABYTES_PER_SECOND_AT_LEAST = 100;
const MEMORY_MEGABYTES_MAX = 64;
const TWO_THREADS_AT_LEAST = 1.7;

const parser = `
  const lines = require('node:readline').createInterface({ input: require('node:fs').createReadStream(process.argv[1]) });
  let seen = 0;
  lines.on('line', (line) => { if (JSON.parse(line).id) seen += 1; });
  lines.on('close', () => process.stdout.write(String(seen)));`;

function written(folder, name, megabytes, head, part, foot) {
  const file = join(folder, name);
  const output = openSync(file, 'w');
  writeSync(output, head);
  const bytes = Buffer.from(part);
  for (let size = 0; size < megabytes * 1e6; size += bytes.length) writeSync(output, bytes);
  writeSync(output, foot);
  closeSync(output);
  return file;
}

const measured = (...command) => JSON.parse(execFileSync(inProject('build/release/tests/bench/measured_run'), command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
const best = (rounds, ...command) => Array.from({ length: rounds }, () => measured(...command)).sort((a, b) => a.seconds - b.seconds)[0];

const rate = (megabytes, seconds) => `${(megabytes / seconds).toFixed(0)} MB/s`;

// The account as a row: a table of the same fields for all.
function table(lines) {
  const flat = (object, prefix = '') => Object.entries(object).flatMap(([name, value]) => (typeof value === 'object' ? flat(value, `${prefix}${name}.`) : [[prefix + name, value]]));
  const rows = lines.map((line) => Object.fromEntries(flat(JSON.parse(line))));
  const names = [...new Set(rows.flatMap(Object.keys))];
  const text = (row) => names.map((name) => (/[",]/.test(row[name] ?? '') ? `"${row[name].replaceAll('"', '""')}"` : (row[name] ?? ''))).join(',');
  return { head: `${names.join(',')}\n`, part: rows.map((row) => `${text(row)}\n`).join('') };
}

export async function fileRates({ megabytes }) {
  const folder = mkdtempSync(join(tmpdir(), 'kundkonto-bench-'));
  const rounds = megabytes > 300 ? 1 : 3;
  try {
    const accounts = readFileSync(inProject('tests/corpus/accounts.ndjson'), 'utf8');
    const lines = accounts.trim().split('\n');
    const file = written(folder, 'accounts.ndjson', megabytes, '', accounts, '');
    const one = best(rounds, checkProgram, '--quiet', file);
    const json = best(rounds, checkProgram, '--format', 'json', file);
    const two = best(rounds, checkProgram, '--quiet', '--jobs', '2', file);
    const peer = best(1, process.execPath, '-e', parser, file);
    const array = best(1, checkProgram, '--quiet', written(folder, 'array.json', megabytes, '[', `${lines.join(',\n')},\n`, `${lines[0]}]`));
    const { head, part } = table(lines);
    const csv = best(1, checkProgram, '--quiet', written(folder, 'table.csv', megabytes, head, part, ''));
    const memory = Math.max(...[one, json, two, array, csv].map((run) => run.megabytes));
    return [
      { what: `${megabytes} MB of accounts a line, one core, each second of its time`, measured: rate(megabytes, one.processor_seconds), beside: `${MEGABYTES_PER_SECOND_AT_LEAST} MB/s`, ratio: `${(megabytes / one.processor_seconds / MEGABYTES_PER_SECOND_AT_LEAST).toFixed(2)} x`, holds: megabytes / one.processor_seconds >= MEGABYTES_PER_SECOND_AT_LEAST },
      { what: 'the same with an answer of JSON for each account', measured: rate(megabytes, json.processor_seconds) },
      { what: 'JSON.parse of each line in Node, judging nothing', measured: rate(megabytes, one.processor_seconds), beside: rate(megabytes, peer.processor_seconds), ratio: `${(peer.processor_seconds / one.processor_seconds).toFixed(2)} x` },
      { what: 'a JSON array of them', measured: rate(megabytes, array.processor_seconds) },
      { what: 'a CSV table of them', measured: rate(megabytes, csv.processor_seconds) },
      { what: 'wall time with --jobs 2 beside one thread', measured: rate(megabytes, two.seconds), beside: rate(megabytes, one.seconds), ratio: `${(one.seconds / two.seconds).toFixed(2)} x`, holds: one.seconds / two.seconds >= TWO_THREADS_AT_LEAST },
      { what: 'most memory of these runs, MB', measured: memory.toFixed(1), beside: String(MEMORY_MEGABYTES_MAX), ratio: `${(memory / MEMORY_MEGABYTES_MAX).toFixed(2)} x`, holds: memory < MEMORY_MEGABYTES_MAX },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
