// `kundkonto verify`: a store that is sound, one that was meddled with, one that is damaged, and one while a server runs.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { program } from '../support/project.mjs';
import { databaseFlags, newDataFolder, removeFolder, signIn, startServer } from '../support/server.mjs';

const onPostgres = Boolean(process.env.KUNDKONTO_TEST_CLUSTER);
let data;
let server;
const folders = [];

async function verify(...words) {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, ['verify', ...words], { timeout: 60_000 });
    return { code: 0, out: stdout, error: stderr };
  } catch (failure) {
    return { code: failure.code, out: failure.stdout, error: failure.stderr };
  }
}
const headOf = ({ out }) => out.match(/^head (\d+:[0-9a-f]{64})$/m)?.[1];

async function rename(call, id, firstName) {
  const document = await (await call(`/v1/customers/${id}/profiles/billing`)).json();
  const answer = await call(`/v1/customers/${id}/profiles/billing`, { method: 'PUT', body: JSON.stringify({ ...document, firstName }) });
  assert.equal(answer.status, 200, await answer.text());
}

// The data as it stands in the file once the server has ended.
async function copyOf(change = (bytes) => bytes) {
  const folder = await newDataFolder();
  folders.push(folder);
  await writeFile(join(folder, 'kundkonto.db'), change(await readFile(join(data, 'kundkonto.db'))));
  return folder;
}

function replaced(bytes, from, to) {
  assert.equal(from.length, to.length);
  const at = bytes.indexOf(from);
  assert.ok(at > 0, `${from} stands in the file`);
  bytes.write(to, at, 'latin1');
  return bytes;
}

before(async () => {
  data = await newDataFolder();
  server = await startServer({ data });
});
after(async () => {
  await server?.end();
  for (const folder of [data, ...folders]) await removeFolder(folder);
});

test('a store that is sound, also while the server runs', async () => {
  const call = await signIn(server, 'sales_agent');
  const { items } = await (await call('/v1/customers?size=3')).json();
  for (const { id } of items) await rename(call, id, 'Ragnhild');
  const flags = onPostgres ? databaseFlags(data) : ['--data', data];
  const found = await verify(...flags);
  assert.equal(found.code, 0, found.out + found.error);
  assert.match(found.out, /^\d+ customers, \d+ rows in the activity log: nothing is wrong\.$/m);
  assert.ok(headOf(found));
  assert.equal((await verify(...flags, '--head', headOf(found))).code, 0);
  const logged = server.errors().match(/"head":"(\d+:[0-9a-f]{64})"/)?.[1];
  assert.ok(logged, 'the server writes the head to its log');
  await rename(call, items[0].id, 'Sigrid');
  const later = await verify(...flags, '--head', logged);
  assert.equal(later.code, 0, later.out);
  const other = await verify(...flags, '--head', `${headOf(found).split(':')[0]}:${'0'.repeat(64)}`);
  assert.equal(other.code, 1);
  assert.match(other.out, /written anew/);
});

test('an older copy put in the place of the store is found by a noted head', { skip: onPostgres }, async () => {
  await server.end();
  const old = await copyOf();
  server = await startServer({ data });
  const call = await signIn(server, 'sales_agent');
  const { items } = await (await call('/v1/customers?size=1')).json();
  await rename(call, items[0].id, 'Torborg');
  await server.end();
  const head = headOf(await verify('--data', data));
  assert.equal((await verify('--data', old)).code, 0);
  assert.equal((await verify(join(old, 'kundkonto.db'))).code, 0, 'a file by itself');
  const found = await verify('--data', old, '--head', head);
  assert.equal(found.code, 1);
  assert.match(found.out, /missing at the end/);
});

test('a changed row, a changed account and a damaged file are found', { skip: onPostgres }, async () => {
  const cases = [
    ['a value in the log', (bytes) => replaced(bytes, '","Ragnhild"', '","Ragnhilt"'), /Row \d+ does not fit/],
    ['an account', (bytes) => replaced(bytes, '"firstName":"Ragnhild"', '"firstName":"Ragnhilt"'), /firstName is not what the activity log says/],
    ['pages overwritten', (bytes) => bytes.fill(0x5a, 8192, 12_288), /damaged|cannot be read/],
  ];
  for (const [name, change, finding] of cases) {
    const found = await verify('--data', await copyOf(change));
    assert.equal(found.code, 1, `${name}: ${found.out}${found.error}`);
    assert.match(found.out, finding, name);
    assert.doesNotMatch(found.out, /Ragnhil/, 'no value of a customer is printed');
  }
});

test('what cannot be checked says what to do, and makes nothing', async () => {
  const empty = await newDataFolder();
  folders.push(empty);
  const foreign = join(empty, 'foreign.db');
  await writeFile(foreign, 'no database at all');
  const cases = [
    ['nothing said', [], /Say what to check/],
    ['an empty folder', ['--data', empty], /cannot be used/],
    ['no folder', ['--data', join(empty, 'missing')], /cannot be used/],
    ['another file', [foreign], /cannot be used|another program/],
    ['a head that is none', ['--data', empty, '--head', '12'], /--head is a number/],
    ['an unknown flag', ['--dat', empty], /./],
    ['two files', [foreign, foreign], /One FILE/],
    ['nobody answers', ['--database', 'postgresql://nobody@127.0.0.1:1/none?connect_timeout=1'], /does not answer/],
  ];
  for (const [name, words, sentence] of cases) {
    const found = await verify(...words);
    assert.equal(found.code, 2, `${name}: ${found.out}${found.error}`);
    assert.match(found.error, sentence, name);
  }
  await assert.rejects(readFile(join(empty, 'kundkonto.db')));
});
