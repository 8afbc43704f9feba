// Settings for old clients: each is off by default and does what its name says when it is on.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { newDataFolder, removeFolder, signIn, startServer } from '../support/server.mjs';

const flags = ['--legacy-byte-order-mark', '--last-write-wins', '--lenient-json', '--helpdesk-may-edit-contacts', '--global-admin-may-switch-permission'];
let plain;
let tolerant;
before(async () => {
  [plain, tolerant] = await Promise.all([newDataFolder(), newDataFolder()].map(async (folder, i) =>
    startServer({ data: await folder, flags: i === 0 ? ['--sample-data'] : ['--sample-data', ...flags] })));
});
after(async () => {
  for (const server of [plain, tolerant]) {
    await server?.end();
    if (server) await removeFolder(server.data);
  }
});

const parsed = async (answer) => JSON.parse((await answer.text()).replace(/^\uFEFF/, ''));
const aProfile = async (agent) => {
  const { items } = await parsed(await agent('/v1/customers?size=1'));
  return { id: items[0].id, profile: await parsed(await agent(`/v1/customers/${items[0].id}/profiles/billing`)) };
};
const put = (agent, id, body) => agent(`/v1/customers/${id}/profiles/billing`, { method: 'PUT', body: typeof body === 'string' ? body : JSON.stringify(body) });

test('answers begin with a byte order mark only where it is set, errors never', async () => {
  const beginning = async (server, path) => {
    const bytes = new Uint8Array(await (await (await signIn(server, 'sales_agent'))(path)).arrayBuffer());
    return [...bytes.slice(0, 3)];
  };
  assert.deepEqual(await beginning(tolerant, '/v1/customers?size=1'), [0xef, 0xbb, 0xbf]);
  assert.notEqual((await beginning(tolerant, '/v1/customers/nothing'))[0], 0xef);
  assert.notEqual((await beginning(plain, '/v1/customers?size=1'))[0], 0xef);
});

test('a PUT without an etag overwrites only where it is set', async () => {
  for (const [server, status] of [[plain, 400], [tolerant, 200]]) {
    const agent = await signIn(server, 'sales_agent');
    const { id, profile } = await aProfile(agent);
    delete profile.attributes;
    assert.equal((await put(agent, id, profile)).status, status);
  }
});

test('a comma behind the last member is read only where it is set', async () => {
  for (const [server, status] of [[plain, 400], [tolerant, 200]]) {
    const agent = await signIn(server, 'sales_agent');
    const { id, profile } = await aProfile(agent);
    profile.defaultAddress.addressLine2 = 'Box 1, ] }';
    const body = JSON.stringify(profile).replace(/}}$/, ' , } ,\n}');
    const answer = await put(agent, id, body);
    assert.equal(answer.status, status);
    if (status === 200) assert.equal((await parsed(answer)).defaultAddress.addressLine2, 'Box 1, ] }');
  }
});

test('a helpdesk agent changes contacts alone, and only where it is set', async () => {
  for (const [server, status] of [[plain, 403], [tolerant, 200]]) {
    const agent = await signIn(server, 'helpdesk_agent');
    const { id, profile } = await aProfile(agent);
    const contact = { ...profile, firstName: 'Eva' };
    assert.equal((await put(agent, id, contact)).status, status);
    const company = { ...profile, companyName: 'Another Company AB', attributes: undefined };
    assert.equal((await put(agent, id, company)).status, 403);
  }
});

test('a global admin may switch the permission to buy only where it is set', async () => {
  for (const [server, may] of [[plain, false], [tolerant, true]]) {
    const agent = await signIn(server, 'global_admin');
    const { permissions } = await parsed(await agent('/session'));
    assert.equal(permissions.includes('change_purchase_permission'), may);
  }
});
