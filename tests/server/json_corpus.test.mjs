// More than a thousand JSON texts at every address that takes a body: each is read or refused as Node's parser and our own
// limits say (json_corpus.mjs), with an answer that can be read, and the server lives on.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { newDataFolder, removeFolder, signIn, startServer } from '../support/server.mjs';
import { corpus, refusalsOf } from './json_corpus.mjs';

const AT_ONCE = 8;
const texts = corpus();
let server;
let agent;
let id;

before(async () => {
  // No limit of requests a minute: this is about bodies.
  const flags = ['--sample-data', '--requests-per-minute-per-reseller', '0', '--requests-per-minute-per-user', '0'];
  server = await startServer({ data: await newDataFolder(), flags });
  agent = await signIn(server, 'admin_agent');
  id = (await (await agent('/v1/customers?size=1')).json()).items[0].id;
});

after(async () => {
  await server?.end();
  if (server) await removeFolder(server.data);
});

async function each(items, work) {
  const waiting = [...items];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (waiting.length > 0) await work(waiting.shift());
  }));
}

test('the corpus has more than a thousand texts of every sort', () => {
  assert.ok(texts.length >= 1500, `${texts.length}`);
  const read = texts.filter(([, body]) => refusalsOf(body).length === 0).length;
  const sorts = new Set(texts.flatMap(([, body]) => refusalsOf(body)));
  console.log(`${texts.length} texts, ${read} of them objects that are read`);
  assert.ok(read > 300);
  assert.deepEqual([...sorts].sort(), ['duplicate_key', 'not_json', 'not_object', 'not_utf8', 'too_deep']);
});

test('the validation of an account reads exactly the texts that it should', async () => {
  let seen = 0;
  await each(texts, async ([name, body]) => {
    const reasons = refusalsOf(body);
    const answer = await agent('/v1/validations/account', { method: 'POST', body });
    const text = await answer.text();
    assert.equal(answer.status, reasons.length === 0 ? 200 : 400, `${name}: ${text.slice(0, 200)}`);
    if (reasons.length > 0) {
      const { code, description } = JSON.parse(text);
      assert.equal(code, 800002, name);
      assert.ok(reasons.some((reason) => description.includes(`: ${reason}.`)), `${name}: "${description}" instead of ${reasons.join(' or ')}`);
    } else {
      assert.equal(JSON.parse(text).accepted, false, name);
    }
    seen += 1;
  });
  assert.equal(seen, texts.length);
});

// Every other address with a body: a text that is no object is 400, one that is read gets any answer of the handler's own.
const addresses = () => [
  ['PUT', `/v1/customers/${id}/profiles/billing`],
  ['PUT', `/v1/customers/${id}/profiles/company`],
  ['POST', '/session'],
];

test('every address with a body refuses the same texts', async () => {
  const before_all = await (await agent(`/v1/customers/${id}`)).text();
  const counts = new Map();
  for (const [method, path] of addresses()) {
    let seen = 0;
    await each(texts, async ([name, body]) => {
      if (body.length > 8000) return;  // A sign-in takes less than other bodies do.
      const reasons = refusalsOf(body);
      const answer = await agent(path, { method, body });
      const text = await answer.text();
      assert.ok(answer.status >= 400 && answer.status < 500, `${method} ${path}, ${name}: ${answer.status}`);
      assert.equal(typeof JSON.parse(text).description, 'string', name);
      if (reasons.length > 0) assert.equal(answer.status, 400, `${method} ${path}, ${name}: ${text.slice(0, 200)}`);
      // What an object lacks is said by its name; what is no object has no names.
      if (reasons.length > 0) assert.ok(reasons.some((reason) => text.includes(`: ${reason}.`)), `${method} ${path}, ${name}: ${text}`);
      else assert.ok(!/: (not_json|not_utf8|too_deep|duplicate_key)\./.test(text), `${method} ${path}, ${name}: ${text}`);
      seen += 1;
    });
    counts.set(`${method} ${path.replace(id, '{id}')}`, seen);
  }
  console.log([...counts].map(([address, seen]) => `${address}: ${seen}`).join(', '));
  assert.ok([...counts.values()].every((seen) => seen > 1400));
  assert.equal(await (await agent(`/v1/customers/${id}`)).text(), before_all, 'nothing was changed');
});

test('the filter of the customer list reads exactly the texts that it should', async () => {
  let seen = 0;
  const others = '"Field":"CompanyName","Value":"zzz no such name","Operator":"starts_with"';
  await each(texts, async ([name, body]) => {
    if (!name.endsWith('in a member') || body.length > 600) return;
    const filter = Buffer.concat([Buffer.from(`{${others},`), body.subarray(1)]);
    const encoded = [...filter].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
    const answer = await agent(`/v1/customers?size=1&filter=${encoded}`);
    const text = await answer.text();
    assert.equal(answer.status, refusalsOf(filter).length === 0 ? 200 : 400, `${name}: ${text}`);
    assert.equal(JSON.parse(text) !== null, true);
    seen += 1;
  });
  assert.ok(seen > 450, `${seen}`);
});

test('the server lives on', async () => {
  assert.equal(server.process.exitCode, null);
  assert.equal((await agent(`/v1/customers/${id}`)).status, 200);
});
