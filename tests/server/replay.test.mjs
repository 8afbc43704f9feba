// Repeats by MS-RequestId (account-api.md 4.2): one effect, equal answers, whatever lies in between.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { databaseFlags, newDataFolder, removeFolder, signIn, startServer } from '../support/server.mjs';

let data;
let server;
let call;
let customer;

before(async () => {
  data = await newDataFolder();
  server = await startServer({ data });
  call = await signIn(server, 'sales_agent');
  customer = (await (await call('/v1/customers?size=1')).json()).items[0].id;
});
after(async () => {
  await server?.end();
  await removeFolder(data);
});

const billing = async () => (await call(`/v1/customers/${customer}/profiles/billing`)).json();

// A PUT of the billing profile with this first name, and what was answered.
async function put(document, firstName, requestId, headers = {}) {
  const answer = await call(`/v1/customers/${customer}/profiles/billing`, {
    method: 'PUT',
    headers: { ...(requestId ? { 'MS-RequestId': requestId } : {}), ...headers },
    body: JSON.stringify({ ...document, firstName }),
  });
  return { status: answer.status, type: answer.headers.get('content-type'), id: answer.headers.get('ms-requestid'), body: await answer.text() };
}

test('a repeated PUT has the same answer and one effect', async () => {
  const document = await billing();
  const id = randomUUID();
  const first = await put(document, 'Eva', id);
  assert.equal(first.status, 200, first.body);
  for (let i = 0; i < 3; i += 1) assert.deepEqual(await put(document, 'Eva', id), first);
  assert.deepEqual(await put(document, 'Eva', id.toUpperCase()), { ...first, id: id.toUpperCase() });
  assert.equal((await billing()).attributes.etag, JSON.parse(first.body).attributes.etag);
});

test('without an id, or with one that is no GUID, a repeat is a new call', async () => {
  const document = await billing();
  for (const [id, name] of [[undefined, 'Anna'], ['seventeen', 'Berit']]) {
    const fresh = await billing();
    assert.equal((await put(fresh, name, id)).status, 200);
    const again = await put(fresh, name, id);
    assert.equal(again.status, 400);
    assert.equal(JSON.parse(again.body).code, 2055);
  }
  assert.notEqual(document.attributes.etag, (await billing()).attributes.etag);
});

test('another body, header or address under the same id is a new call', async () => {
  const document = await billing();
  const id = randomUUID();
  const first = await put(document, 'Cecilia', id);
  assert.equal(first.status, 200);
  const second = await put(document, 'Disa', id);
  assert.equal(second.status, 400, 'the etag is stale by now');
  assert.equal(JSON.parse(second.body).code, 2055);
  const third = await put(document, 'Cecilia', id, { 'If-Match': '*' });
  assert.equal(third.status, 200);
  const fresh = await billing();
  const fourth = await put(fresh, 'Elsa', id);
  assert.equal(fourth.status, 200);
  assert.notEqual(JSON.parse(fourth.body).attributes.etag, fresh.attributes.etag);
  assert.deepEqual(await put(fresh, 'Elsa', id), fourth, 'the newest one can be repeated');
});

test('another user with the same id is a new call', async () => {
  const document = await billing();
  const id = randomUUID();
  assert.equal((await put(document, 'Frida', id)).status, 200);
  const other = await signIn(server, 'admin_agent');
  const answer = await other(`/v1/customers/${customer}/profiles/billing`, {
    method: 'PUT', headers: { 'MS-RequestId': id }, body: JSON.stringify({ ...document, firstName: 'Frida' }),
  });
  assert.equal(answer.status, 400);
});

test('a refusal is repeated too, also when it would be accepted by now', async () => {
  const document = await billing();
  const id = randomUUID();
  const stale = await put({ ...document, attributes: { etag: '17' } }, 'Gerd', id);
  assert.equal(stale.status, 400);
  assert.deepEqual(await put({ ...document, attributes: { etag: '17' } }, 'Gerd', id), stale);
  const broken = randomUUID();
  const refused = await put({ ...document, email: 'eva@' }, 'Gerd', broken);
  assert.equal(refused.status, 400);
  assert.ok(JSON.parse(refused.body).errors.length > 0);
  assert.deepEqual(await put({ ...document, email: 'eva@' }, 'Gerd', broken), refused);
});

test('in parallel on many connections: one effect, equal answers', async () => {
  for (let round = 0; round < 10; round += 1) {
    const document = await billing();
    const id = randomUUID();
    const answers = await Promise.all(Array.from({ length: 12 }, () => put(document, `Hilda ${'abcdefghij'[round]}`, id)));
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    assert.equal(answers[0].status, 200, answers[0].body);
    assert.equal((await billing()).attributes.etag, JSON.parse(answers[0].body).attributes.etag);
  }
});

test('across a restart', async () => {
  const document = await billing();
  const id = randomUUID();
  const first = await put(document, 'Ingrid', id);
  assert.equal(first.status, 200);
  await server.end('SIGKILL');
  server = await startServer({ data });
  call = await signIn(server, 'sales_agent');
  assert.deepEqual(await put(document, 'Ingrid', id), first);
});

test('on two servers of one database, also at the same time', { skip: !process.env.KUNDKONTO_TEST_CLUSTER }, async () => {
  const folder = await newDataFolder();
  const other = await startServer({ data: folder, flags: databaseFlags(data) });
  try {
    const second = await signIn({ ...other, data }, 'sales_agent');
    const send = async (by, document, id) => {
      const answer = await by(`/v1/customers/${customer}/profiles/billing`, {
        method: 'PUT', headers: { 'MS-RequestId': id }, body: JSON.stringify({ ...document, lastName: 'Tvilling' }),
      });
      return { status: answer.status, body: await answer.text() };
    };
    for (let round = 0; round < 5; round += 1) {
      const document = { ...(await billing()), firstName: `Par ${'abcde'[round]}` };
      const id = randomUUID();
      const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => send(i % 2 ? call : second, document, id)));
      for (const answer of answers) assert.deepEqual(answer, answers[0]);
      assert.equal(answers[0].status, 200, answers[0].body);
      assert.deepEqual(await send(second, document, id), answers[0]);
      assert.equal((await billing()).attributes.etag, JSON.parse(answers[0].body).attributes.etag);
    }
  } finally {
    await other.end();
    await removeFolder(folder);
  }
});
