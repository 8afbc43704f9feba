// The promise of the project: the native library, the same library as WebAssembly, and the running server give the same
// verdict on every account: the same list of (field, rule, severity).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
function nativeVerdicts(path) {
  let output;
  try {
    output = execFileSync(checkProgram, ['--format', 'json', path], { encoding: 'utf8', maxBuffer: 1 << 28 });
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
    nativeVerdicts(inProject('tests/corpus', file)).forEach((verdict, index) => native.set(`${file}:${index + 1}`, triples(verdict.problems)));
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

// What a PUT of one profile can say: the problems of its fields. The Microsoft ID and the domain are read-only: what is
// sent for them is not stored, so it is not judged either.
const sentWith = (kind) => (triple) =>
  triple.startsWith(kind === 'company' ? 'companyProfile.' : 'billingProfile.') && !/^companyProfile\.(tenantId|domain) /.test(triple);

// A PUT is judged with the other profile as it is stored. Broken accounts share their id with the good one they were made
// from; so every account is sent profile by profile beside the good one, which is what is stored.
function puts() {
  const good = new Map(corpus.filter(({ file }) => file === 'accounts.ndjson').map(({ account }) => [account.id, account]));
  return corpus.filter(({ account }) => good.has(account.id)).flatMap(({ name, account }) =>
    ['company', 'billing'].map((kind) => ({
      name: `${name} ${kind}`, id: account.id, kind, profile: account[`${kind}Profile`],
      merged: { ...good.get(account.id), [`${kind}Profile`]: account[`${kind}Profile`] },
    })));
}

test('the two PUTs give the verdict of the native library on their profile', async () => {
  const all = puts();
  const file = join(server.data, 'merged.ndjson');
  writeFileSync(file, all.map(({ merged }) => `${JSON.stringify(merged)}\n`).join(''));
  const verdicts = nativeVerdicts(file);
  assert.equal(verdicts.length, all.length);
  let accepted = 0;
  let refused = 0;
  for (const [index, { name, id, kind, profile }] of all.entries()) {
    const { status, problems } = await putProfile(id, kind, profile);
    const expected = triples(verdicts[index].problems).filter(sentWith(kind));
    assert.deepEqual(triples(problems), expected, name);
    assert.equal(status, expected.some((triple) => triple.endsWith(' error')) ? 400 : 200, name);
    if (status === 200) accepted += 1; else refused += 1;
  }
  assert.equal(accepted + refused, all.length);
  assert.ok(all.length >= 2 * (394 + 58), `${all.length} profiles are of stored customers`);
  assert.ok(refused >= 55, `${refused} refused`);
});
