// The promise of the project: the native library, the same library as WebAssembly, and the running server give the same
// verdict on every account: the same list of (field, rule, severity).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { checkProgram, inProject } from '../support/project.mjs';
import { loadRules } from '../support/rules.mjs';
import { newDataFolder, removeFolder, signIn, startServer } from '../support/server.mjs';

const files = ['accounts.ndjson', 'accounts-broken.ndjson', 'accounts-without-registration.ndjson'];
const corpus = files.flatMap((file) =>
  readFileSync(inProject('tests/corpus', file), 'utf8').split('\n').filter(Boolean).map((line, index) => ({
    name: `${file}:${index + 1}`, line, account: JSON.parse(line), file,
  })));
const ACCOUNTS = 494;
const AT_ONCE = 8;

const triples = (problems) => problems.map(({ field, rule, severity }) => `${field} ${rule} ${severity}`).sort();

// The verdicts of the command line on one file; status 1 only says that something was refused.
function nativeVerdicts(file) {
  let output;
  try {
    output = execFileSync(checkProgram, ['--format', 'json', inProject('tests/corpus', file)], { encoding: 'utf8', maxBuffer: 1 << 28 });
  } catch (error) {
    if (error.status !== 1) throw error;
    output = error.stdout;
  }
  return output.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

// Calls `work` for every entry, a few at a time.
async function forAll(entries, work) {
  const queue = entries.values();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (const entry of queue) await work(entry);
  }));
}

let server;
let ask;
const native = new Map();

before(async () => {
  server = await startServer({ data: await newDataFolder() });
  ask = await signIn(server, 'admin_agent');
  for (const file of files) {
    nativeVerdicts(file).forEach((verdict, index) => native.set(`${file}:${index + 1}`, triples(verdict.problems)));
  }
});

after(async () => {
  await server?.end();
  if (server) await removeFolder(server.data);
});

test(`the corpus holds ${ACCOUNTS} accounts and the command line judged each`, () => {
  assert.equal(corpus.length, ACCOUNTS);
  assert.equal(native.size, ACCOUNTS);
});

test('WebAssembly gives the verdict of the native library', async () => {
  const rules = await loadRules();
  let compared = 0;
  for (const { name, line } of corpus) {
    assert.deepEqual(triples(rules.judge(line).problems), native.get(name), name);
    compared += 1;
  }
  assert.equal(compared, ACCOUNTS);
});

test('the server gives the verdict of the native library', async () => {
  let compared = 0;
  await forAll(corpus, async ({ name, line }) => {
    const answer = await ask('/v1/validations/account', { method: 'POST', body: line });
    assert.equal(answer.status, 200, name);
    assert.deepEqual(triples((await answer.json()).problems), native.get(name), name);
    compared += 1;
  });
  assert.equal(compared, ACCOUNTS);
});

// One PUT of a profile, its problems, and whether it was stored. The server tells of a refusal in `errors`, of warnings
// to a stored profile in `problems`.
async function putProfile(id, kind, profile) {
  const path = `/v1/customers/${id}/profiles/${kind}`;
  const { attributes } = await (await ask(path)).json();
  const answer = await ask(path, { method: 'PUT', headers: { 'If-Match': `"${attributes.etag}"` }, body: JSON.stringify(profile) });
  const body = await answer.json();
  return { status: answer.status, problems: body.errors ?? body.problems ?? [] };
}

// Rules that look at both profiles, or at what cannot be sent in a PUT, are told by the other doors alone.
const sentWith = (kind) => (triple) => triple.startsWith(kind === 'company' ? 'companyProfile.' : 'billingProfile.');

test('the two PUTs give the verdict of the native library on their profile', async () => {
  const stored = new Set(corpus.filter(({ file }) => file === 'accounts.ndjson').map(({ account }) => account.id));
  const writable = corpus.filter(({ account }) => stored.has(account.id));
  let accepted = 0;
  let refused = 0;
  // Broken accounts share their id with the good one they were made from: one after another, good ones last.
  const order = [...writable].sort((a, b) => (a.file < b.file ? -1 : 1));
  for (const { name, account } of order) {
    for (const kind of ['company', 'billing']) {
      const { status, problems } = await putProfile(account.id, kind, account[`${kind}Profile`]);
      const expected = native.get(name).filter(sentWith(kind));
      assert.deepEqual(triples(problems), expected, `${name} ${kind}`);
      const wanted = expected.some((triple) => triple.endsWith(' error')) ? 400 : 200;
      assert.equal(status, wanted, `${name} ${kind}`);
      if (status === 200) accepted += 1; else refused += 1;
    }
  }
  assert.equal(accepted + refused, 2 * writable.length);
  assert.ok(writable.length >= 394 + 50, `${writable.length} accounts are stored customers`);
  assert.ok(refused >= 40, `${refused} refused`);
});
