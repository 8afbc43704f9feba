// kundkonto-check as a process: files, pipes that end early, full disks, memory, and the corpus in every form.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { checkProgram, inProject } from '../support/project.mjs';

const folder = mkdtempSync(join(tmpdir(), 'kundkonto-check-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const corpus = ['accounts', 'accounts-broken', 'accounts-without-registration'].map((name) => inProject(`tests/corpus/${name}.ndjson`));
const lines = corpus.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'));

function written(name, text) {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function run(args, options = {}) {
  const result = spawnSync(checkProgram, args, { encoding: 'utf8', maxBuffer: 1 << 30, ...options });
  assert.equal(result.signal, null);
  return result;
}

const verdicts = (args, options) => {
  const { stdout } = run(['--format', 'json', ...args], options);
  return stdout.trim().split('\n').map((line) => {
    const { line: _, ...verdict } = JSON.parse(line);
    return verdict;
  });
};

// An object's texts by their paths, as a table holds them.
function flat(object, prefix = '') {
  return Object.entries(object).flatMap(([name, value]) => (typeof value === 'object' ? flat(value, `${prefix}${name}.`) : [[prefix + name, value]]));
}

function table(accounts, divider, lineEnd) {
  const fields = accounts.map((account) => Object.fromEntries(flat(account)));
  const names = [...new Set(fields.flatMap(Object.keys))].filter((name) => /^(id$|relationshipToPartner$|companyProfile\.|billingProfile\.)/.test(name));
  const cell = (text) => (/["\r\n,;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [names, ...fields.map((row) => names.map((name) => row[name] ?? ''))].map((row) => row.map(cell).join(divider) + lineEnd).join('');
}

const accounts = lines.map((line) => JSON.parse(line));
const forms = {
  'lines.ndjson': `${lines.join('\n')}\n`,
  'windows.ndjson': `\uFEFF${lines.join('\r\n')}`,
  'array.json': JSON.stringify(accounts),
  'pretty.json': JSON.stringify(accounts, null, 2),
  'over-lines.json': accounts.map((account) => JSON.stringify(account, null, 4)).join('\n'),
  'comma.csv': table(accounts, ',', '\n'),
  'semicolon.csv': `\uFEFF${table(accounts, ';', '\r\n')}`,
  'excel.csv': `sep=;\r\n${table(accounts, ';', '\r\n')}`,
  'tab.csv': table(accounts, '\t', '\n'),
};

test('the corpus has the same verdicts in every form, from files and from standard input', () => {
  const wanted = verdicts([written('wanted.ndjson', forms['lines.ndjson'])]);
  assert.equal(wanted.length, 494);
  assert.ok(wanted.filter((verdict) => !verdict.accepted).length >= 60);
  let seen = 0;
  for (const [name, text] of Object.entries(forms)) {
    assert.deepEqual(verdicts([written(name, text)]), wanted, name);
    assert.deepEqual(verdicts(['-'], { input: text }), wanted, name);
    seen += 1;
  }
  assert.equal(seen, 9);
});

test('one thread and several print the same, byte by byte', () => {
  const file = written('many.ndjson', `${lines.join('\n')}\n{"id":\n`.repeat(30));
  for (const format of ['text', 'json', 'csv']) {
    const one = run(['--format', format, file]);
    assert.equal(one.status, 2);
    assert.ok(one.stdout.length > 100_000);
    for (const jobs of ['2', '5']) {
      const several = run(['--format', format, '--jobs', jobs, file]);
      assert.equal(several.stdout, one.stdout);
      assert.equal(several.stderr, one.stderr);
      assert.equal(several.status, one.status);
    }
  }
});

test('a fixed file has nothing left to fix, and no more problems than before', () => {
  for (const [name, text] of Object.entries(forms)) {
    const source = written(name, text);
    const fixed = join(folder, `fixed-${name}`);
    const again = join(folder, `again-${name}`);
    const first = run(['--fix', fixed, source]);
    const second = run(['--fix', again, fixed]);
    assert.ok(first.stdout.includes(' → '), name);
    assert.ok(!second.stdout.includes(' → '), name);
    assert.deepEqual(readFileSync(again), readFileSync(fixed), name);
    const count = (file) => verdicts([file]).reduce((sum, verdict) => sum + verdict.problems.length, 0);
    assert.ok(count(fixed) <= count(source), name);
  }
});

test('a copy of what is tidy already is the file itself', () => {
  const tidy = join(folder, 'tidy.ndjson');
  run(['--fix', tidy, corpus[0]]);
  const { stdout } = run(['--fix', join(folder, 'tidy-again.ndjson'), tidy]);
  assert.equal(stdout.includes(' → '), false);
  assert.deepEqual(readFileSync(join(folder, 'tidy-again.ndjson')), readFileSync(tidy));
  assert.equal(statSync(tidy).mode & 0o777, 0o666 & ~process.umask());
});

test('a line of five megabytes is told and passed over', () => {
  const file = written('long.ndjson', `${lines[0]}\n{"id":"${'x'.repeat(5 << 20)}"}\n${lines[1]}\n`);
  const { status, stdout, stderr } = run(['--format', 'json', file]);
  assert.equal(status, 2);
  assert.deepEqual(stdout.trim().split('\n').map((line) => JSON.parse(line).line), [1, 3]);
  assert.equal(stderr, `kundkonto-check: ${file}:2: the line is longer than a megabyte. Write one account a line.\n`);
});

test('who reads the output may leave early', { timeout: 60_000 }, async (context) => {
  const file = written('long-answer.ndjson', `${lines.join('\n')}\n`.repeat(40));
  for (const jobs of ['1', '3']) {
    const child = spawn(checkProgram, ['--format', 'json', '--jobs', jobs, file]);
    context.after(() => child.kill());
    let errors = '';
    child.stderr.on('data', (piece) => (errors += piece));
    child.stdout.once('data', () => child.stdout.destroy());
    const [status, signal] = await new Promise((resolve) => child.on('close', (...how) => resolve(how)));
    assert.equal(signal, null);
    assert.ok(status === 0 || status === 1, `status ${status}`);
    assert.equal(errors, '');
  }
});

test('who writes the input may stop in the middle', () => {
  const { status, stdout, stderr } = run(['--format', 'json', '-'], { input: `${lines[0]}\n${lines[1].slice(0, 40)}` });
  assert.equal(status, 2);
  assert.equal(stdout.trim().split('\n').length, 1);
  assert.match(stderr, /^kundkonto-check: -:2: the account is not JSON\./);
});

test('what a pipe has given is judged at once', { timeout: 60_000 }, async (context) => {
  const child = spawn(checkProgram, ['--format', 'json', '-']);
  context.after(() => child.kill());
  const answered = new Promise((resolve) => child.stdout.once('data', resolve));
  child.stdin.write(`${lines[0]}\n`);
  assert.match(String(await answered), /^\{"line":1,/);
  child.stdin.end();
  await new Promise((resolve) => child.on('close', resolve));
});

test('files that cannot be read or written are told, and the others judged', () => {
  const missing = run([join(folder, 'missing.ndjson'), corpus[0]]);
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /missing\.ndjson: cannot be read\. There is no such file\.\n394 accounts judged/);
  assert.match(run([folder]).stderr, /cannot be read\. It is a folder\.\n$/);
  if (process.getuid() !== 0) {
    const closed = written('closed.ndjson', lines[0]);
    chmodSync(closed, 0);
    assert.match(run([closed]).stderr, /cannot be read\. It may not be read or written by you\.\n$/);
  }
  const full = execFileSync('sh', ['-c', '"$0" --format json "$1" >/dev/full; echo "$?"', checkProgram, corpus[0]], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  assert.equal(full, '2\n');
  const fixed = join(folder, 'nowhere', 'fixed.ndjson');
  assert.equal(run(['--fix', fixed, corpus[0]]).status, 2);
  assert.equal(existsSync(fixed), false);
});

test('memory stays small whatever the file weighs, in every form', () => {
  const many = 40;
  const files = {
    lines: forms['lines.ndjson'].repeat(many),
    array: `[${Array(many).fill(forms['array.json'].slice(1, -1)).join(',')}]`,
    table: forms['comma.csv'] + forms['comma.csv'].slice(forms['comma.csv'].indexOf('\n') + 1).repeat(many),
    answers: '{}\n'.repeat(100_000),
  };
  for (const [name, text] of Object.entries(files)) {
    const file = written(`memory-${name}`, text);
    // The whole address space, so that nothing can hide: 64 MB, of which libraries and stacks take a part.
    const script = 'ulimit -v 65536; exec "$0" --format json "$1" >/dev/null';
    const { status, stderr } = spawnSync('sh', ['-c', script, checkProgram, file], { encoding: 'utf8' });
    assert.equal(status, 1, `${name}: ${stderr.slice(0, 200)}`);
  }
});
