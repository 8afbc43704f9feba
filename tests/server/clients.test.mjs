// What the published client libraries send, byte by byte (replay/*.http), in whole stories, and what each relies on.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { inProject } from '../support/project.mjs';
import { readSteps, replay } from '../support/replay.mjs';
import { newDataFolder, removeFolder, signIn, startServer, tokenFor } from '../support/server.mjs';

const folder = inProject('tests/server/replay');
const clients = [
  { file: 'dotnet_official.http', role: 'admin_agent' },
  { file: 'dotnet_community.http', role: 'admin_agent', old: true },
  { file: 'powershell_legacy.http', role: 'sales_agent', old: true },
  { file: 'java.http', role: 'admin_agent' },
  { file: 'typescript.http', role: 'sales_agent' },
  { file: 'python.http', role: 'sales_agent' },
];

// One server as it is by default, one with the settings for old clients.
const servers = {};
before(async () => {
  for (const [name, flags] of [['plain', []], ['old', ['--legacy-address-answer', '--legacy-byte-order-mark']]]) {
    servers[name] = await startServer({ data: await newDataFolder(), flags: ['--sample-data', ...flags] });
  }
});
after(async () => {
  for (const server of Object.values(servers)) {
    await server.end();
    await removeFolder(server.data);
  }
});

async function variablesFor(server, role) {
  const { resellerId: partner } = JSON.parse((await (await (await signIn(server, role))('/session')).text()).replace(/^\uFEFF/, ''));
  const random = randomUUID().slice(0, 8);
  const variables = { token: await tokenFor(server, role), partner, domain: `k${random}.onmicrosoft.com`, name: `Kund ${random}`.replace(' ', ''), today: new Date().toISOString().slice(0, 10) };
  for (let i = 1; i <= 40; i += 1) Object.assign(variables, { [`r${i}`]: randomUUID(), [`c${i}`]: randomUUID() });
  // The policy's etag has quotes of its own, which a JSON text escapes.
  Object.defineProperty(variables, 'policyEtagInJson', { get() { return JSON.stringify(this.policyEtag).slice(1, -1); } });
  return variables;
}

for (const { file, role, old = false } of clients) {
  test(`what ${file} sends is answered as its client needs it`, async () => {
    const server = old ? servers.old : servers.plain;
    const steps = await readSteps(`${folder}/${file}`);
    const done = await replay(steps, { port: server.port, variables: await variablesFor(server, role), has_byte_order_mark: old });
    assert.ok(done.steps >= 5 && done.checks >= done.steps, `${file}: ${JSON.stringify(done)}`);
  });
}

test('every client that is described is replayed', () => {
  assert.deepEqual(readdirSync(folder).sort(), clients.map(({ file }) => file).sort());
});

test('2.2 what asks for a person is refused to a program alone', async () => {
  const server = servers.plain;
  const agent = await signIn(server, 'admin_agent');
  const { items: [{ id }] } = await (await agent('/v1/customers?size=1')).json();
  const token = await tokenFor(server, 'admin_agent', '--application-only');
  const cases = [
    ['GET', `/v1/customers/${id}`, 200], ['GET', `/v1/customers/${id}/profiles/billing`, 200], ['GET', `/v1/countryvalidationrules/SE`, 200],
    ['GET', `/v1/customers/${id}/profiles/company`, 403], ['GET', `/v1/customers/${id}/validationStatus?type=account`, 403],
    ['GET', `/v1/customers/${id}/directSignedMicrosoftCustomerAgreementStatus`, 403], ['GET', `/v1/SelfServePolicy?entity_id=${id}`, 403],
    ['POST', '/v1/SelfServePolicy', 403], ['PUT', '/v1/SelfServePolicy', 403], ['DELETE', `/v1/SelfServePolicy/${id}_${id}`, 403], ['PATCH', `/v1/customers/${id}`, 403],
  ];
  let seen = 0;
  for (const [method, path, status] of cases) {
    const answer = await fetch(server.url + path, { method, headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }, ...(method !== 'GET' && method !== 'DELETE' && { body: '{}' }) });
    assert.equal(answer.status, status, `${method} ${path}`);
    if (status === 403) assert.equal((await answer.json()).code, 900329, `${method} ${path}`);
    seen += 1;
  }
  assert.equal(seen, 11);
});
