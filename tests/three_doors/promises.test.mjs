// What a reseller relies on, seen from outside: a refused value is refused alike by curl and by the command line, nothing
// acknowledged is lost, nobody overwrites what they have not seen, and roles hold.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';

import { checkProgram } from '../support/project.mjs';
import { newDataFolder, removeFolder, sampleUser, signIn, startServer } from '../support/server.mjs';

const company = 'Aktiebolaget SKF';
let server;
let agent;
let customer;

before(async () => {
  server = await startServer({ data: await newDataFolder() });
  agent = await signIn(server, 'sales_agent');
  const { items } = await (await agent(`/v1/customers?search=${encodeURIComponent(company)}`)).json();
  customer = items.find((item) => item.companyProfile.companyName === company);
});

after(async () => {
  await server?.end();
  if (server) await removeFolder(server.data);
});

const path = () => `/v1/customers/${customer.id}/profiles/billing`;
const billing = async (ask = agent) => (await ask(path())).json();
const put = (ask, profile, etag) => ask(path(), { method: 'PUT', headers: { 'If-Match': `"${etag}"` }, body: JSON.stringify(profile) });

test('curl and the command line refuse the same wrong postal code by the same rule', async () => {
  const profile = await billing();
  const wrong = { ...profile, defaultAddress: { ...profile.defaultAddress, postalCode: '4155' } };
  const { user, password } = await sampleUser(server.data, 'sales_agent');
  const headers = ['-H', 'Content-Type: application/json', '-H', `Origin: ${server.url}`];
  const jar = `${server.data}/cookies`;
  execFileSync('curl', ['-sf', '-c', jar, ...headers, '-d', JSON.stringify({ user, password }), `${server.url}/session`]);
  const output = execFileSync('curl', ['-s', '-b', jar, ...headers, '-X', 'PUT', '-w', '\n%{http_code}', '-d', JSON.stringify(wrong), server.url + path()], { encoding: 'utf8' });
  const [body, status] = output.split(/\n(?=\d+$)/);
  assert.equal(status, '400');
  const refused = JSON.parse(body);
  assert.ok(refused.code > 0 && refused.description.length > 0, body);
  const byServer = refused.errors.map(({ field, rule, severity }) => ({ field, rule, severity }));

  const whole = { ...(await (await agent(`/v1/customers/${customer.id}`)).json()), billingProfile: wrong };
  const checked = spawnSync(checkProgram, ['--format', 'json', '-'], { input: `${JSON.stringify(whole)}\n`, encoding: 'utf8' });
  assert.equal(checked.status, 1, checked.stderr);
  const byFile = JSON.parse(checked.stdout).problems.map(({ field, rule, severity }) => ({ field, rule, severity }));
  assert.deepEqual(byServer, byFile);
  assert.deepEqual(byFile.map(({ field }) => field), ['billingProfile.defaultAddress.postalCode']);
  assert.equal((await billing()).defaultAddress.postalCode, profile.defaultAddress.postalCode, 'nothing is stored');
});

test('an acknowledged PUT is there after kill -9, twenty times', async () => {
  let seen = 0;
  for (let round = 0; round < 20; round += 1) {
    const profile = await billing();
    const city = `Göteborg ${String.fromCharCode(65 + round)}`;
    const answer = await put(agent, { ...profile, defaultAddress: { ...profile.defaultAddress, city } }, profile.attributes.etag);
    assert.equal(answer.status, 200, await answer.text());
    assert.equal(await server.end('SIGKILL'), 'SIGKILL');
    server = await startServer({ data: server.data, port: server.port });
    agent = await signIn(server, 'sales_agent');
    assert.equal((await billing()).defaultAddress.city, city);
    seen += 1;
  }
  assert.equal(seen, 20);
});

test('a stale etag changes nothing', async () => {
  const profile = await billing();
  const first = await put(agent, { ...profile, defaultAddress: { ...profile.defaultAddress, city: 'Lund' } }, profile.attributes.etag);
  assert.equal(first.status, 200);
  const stale = await put(agent, { ...profile, defaultAddress: { ...profile.defaultAddress, city: 'Kiruna' } }, profile.attributes.etag);
  assert.equal(stale.status, 400);
  assert.equal(Number((await stale.json()).code), 2055);
  const now = await billing();
  assert.equal(now.defaultAddress.city, 'Lund');
  assert.notEqual(now.attributes.etag, profile.attributes.etag);
});

test('a helpdesk agent reads and may not write; without a cookie nothing is shown', async () => {
  const helpdesk = await signIn(server, 'helpdesk_agent');
  const profile = await billing(helpdesk);
  assert.equal(profile.companyName, company);
  assert.equal((await put(helpdesk, profile, profile.attributes.etag)).status, 403);
  for (const place of ['/v1/customers', `/v1/customers/${customer.id}`, path()]) {
    assert.equal((await fetch(server.url + place)).status, 401, place);
  }
  assert.equal((await fetch(server.url + path(), { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(profile) })).status, 401);
});

test('every role that may write does', async () => {
  let written = 0;
  for (const role of ['global_admin', 'admin_agent', 'sales_agent']) {
    const ask = await signIn(server, role);
    const profile = await billing(ask);
    const answer = await put(ask, { ...profile, defaultAddress: { ...profile.defaultAddress, addressLine2: `Plan ${written + 2}` } }, profile.attributes.etag);
    assert.equal(answer.status, 200, role);
    written += 1;
  }
  assert.equal(written, 3);
});

test('SIGTERM ends the server in order', async () => {
  assert.equal(await server.end('SIGTERM'), 0);
});
