// Too many requests, over HTTP (account-api.md 4.3).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';

import { program } from '../support/project.mjs';
import { newDataFolder, removeFolder, sampleUser, signIn, startServer } from '../support/server.mjs';

let data;
let server;

before(async () => {
  data = await newDataFolder();
  server = await startServer({ data, flags: ['--sample-data', '--requests-per-minute-per-session-user', '30',
    '--requests-per-minute-per-reseller', '500', '--requests-per-minute-per-user', '500'] });
});
after(async () => {
  await server?.end();
  await removeFolder(data);
});

test('too many are answered 429 with seconds to wait, and those are enough', async () => {
  const call = await signIn(server, 'sales_agent');
  const answers = [];
  for (let i = 0; i < 40; i += 1) answers.push(await call('/v1/customers?size=1'));
  const statuses = answers.map(({ status }) => status);
  assert.deepEqual([...new Set(statuses.slice(0, 30))], [200]);
  const refused = answers.filter(({ status }) => status === 429);
  assert.ok(refused.length >= 8, statuses.join());
  const [answer] = refused;
  const seconds = answer.headers.get('retry-after');
  assert.match(seconds, /^[1-9]\d*$/);
  const body = await answer.json();
  assert.deepEqual(body, { statusCode: 429, message: `Rate limit is exceeded. Try again in ${seconds} seconds.` });
  assert.match(answer.headers.get('content-type'), /^application\/json/);
  for (const name of ['MS-RequestId', 'MS-CorrelationId', 'MS-CV']) assert.ok(answer.headers.get(name), name);
  await new Promise((resolve) => setTimeout(resolve, Number(seconds) * 1000));
  assert.equal((await call('/v1/customers?size=1')).status, 200);
});

test('others, and what is no customer endpoint, are still served', async () => {
  const call = await signIn(server, 'helpdesk_agent');
  for (let i = 0; i < 35; i += 1) await call('/v1/customers?size=1');
  assert.equal((await call('/v1/customers?size=1')).status, 429);
  for (const path of ['/healthz', '/session', '/v1/countryvalidationrules/SE', '/readyz']) assert.equal((await call(path)).status, 200, path);
  const other = await signIn(server, 'admin_agent');
  assert.equal((await other('/v1/customers?size=1')).status, 200);
});

test('a refused write is not recorded once more for each attempt, and not kept for a repeat', async () => {
  const call = await signIn(server, 'global_admin');
  const { items: [{ id }] } = await (await call('/v1/customers?size=1')).json();
  const document = await (await call(`/v1/customers/${id}/profiles/billing`)).json();
  const put = () => call(`/v1/customers/${id}/profiles/billing`, {
    method: 'PUT', headers: { 'MS-RequestId': '7e7f2f0a-5f0f-4a55-9c5e-1f4f0b6f7a10' }, body: JSON.stringify({ ...document, firstName: 'Sent' }),
  });
  for (let i = 0; i < 40; i += 1) await call('/v1/customers?size=1');
  let answer = await put();
  assert.equal(answer.status, 429);
  await new Promise((resolve) => setTimeout(resolve, Number(answer.headers.get('retry-after')) * 1000));
  answer = await put();
  assert.equal(answer.status, 200, await answer.text());
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const { items } = await (await call(`/v1/customers/${id}/history?size=2`)).json();
  assert.equal(items[0].fields[0].newValue, 'Sent');
});

test('programs with a token have 500 requests a minute, and another user of the reseller is still served', { skip: Boolean(process.env.KUNDKONTO_TEST_CLUSTER) }, async () => {
  const tokenOf = async (role) => execFileSync(program, ['token', 'create', '--data', data, '--user', (await sampleUser(data, role)).user], { encoding: 'utf8' }).trim();
  const call = (token) => fetch(`${server.url}/v1/customers?size=1`, { headers: { Authorization: `Bearer ${token}` } });
  const greedy = await tokenOf('global_admin');
  const modest = await tokenOf('admin_agent');
  const begun = Date.now();
  let served = 0;
  let refused = 0;
  while (refused < 20) {
    const answers = await Promise.all(Array.from({ length: 16 }, () => call(greedy)));
    served += answers.filter(({ status }) => status === 200).length;
    refused += answers.filter(({ status }) => status === 429).length;
    assert.equal(answers.filter(({ status }) => status !== 200 && status !== 429).length, 0);
    assert.ok(served < 2000, 'never refused');
  }
  const returned = ((Date.now() - begun) / 60_000) * 500;
  assert.ok(served >= 500 && served <= 501 + returned, `${served} served, ${returned} came back`);
  assert.equal((await call(modest)).status, 200);
});
