// The sixteen test vectors of the wire reference (8.3), over real sockets: what the published client libraries send and
// rely on.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';

import { newDataFolder, removeFolder, signIn, startServer } from '../support/server.mjs';

let server;
let admin;
let sales;
let helpdesk;

const pascal = (value) => {
  if (Array.isArray(value)) return value.map(pascal);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key[0].toUpperCase() + key.slice(1), pascal(member)]));
};

// As the official SDK sends an object: every member, absent ones as null.
const withNulls = (profile) => pascal({
  taxId: null, ...profile,
  defaultAddress: { region: null, state: null, addressLine2: null, addressLine3: null, middleName: null, district: null, emailAddress: null, ...profile.defaultAddress },
});

const json = async (answer) => JSON.parse(await answer.text());
const put = (agent, id, body, headers = {}) => agent(`/v1/customers/${id}/profiles/billing`, { method: 'PUT', body: JSON.stringify(body), headers });

before(async () => {
  server = await startServer({ data: await newDataFolder() });
  [admin, sales, helpdesk] = await Promise.all(['admin_agent', 'sales_agent', 'helpdesk_agent'].map((role) => signIn(server, role)));
});

after(async () => {
  // Where two servers of one database answer by turns, both did.
  if (server?.answered) assert.ok(server.answered.every((count) => count > 20), String(server.answered));
  await server?.end();
  if (server) await removeFolder(server.data);
});

const newCustomer = async (domain = `k${randomUUID().slice(0, 8)}.onmicrosoft.com`, companyName = 'Nordanvik Papper AB') => {
  const answer = await sales('/v1/customers', {
    method: 'POST',
    body: JSON.stringify({
      CompanyProfile: { Domain: domain },
      BillingProfile: {
        FirstName: 'Åsa', LastName: 'Lindqvist', Email: 'faktura@nordanvik.example', Culture: 'SV-SE', Language: 'sv', CompanyName: companyName,
        DefaultAddress: { FirstName: 'Åsa', LastName: 'Lindqvist', AddressLine1: 'Storgatan 12', City: 'Sundsvall', PostalCode: '852 30', Country: 'SE', PhoneNumber: '060123456' },
      },
    }),
  });
  assert.equal(answer.status, 201, await answer.clone().text());
  return json(answer);
};

test('8.3.1 the list without a size gives up to 500', async () => {
  const page = await json(await sales('/v1/customers'));
  assert.ok(page.items.length > 300 && page.items.length <= 500);
  assert.equal(page.totalCount, page.items.length);
  assert.equal(page.attributes.objectType, 'Collection');
});

test('8.3.2 and 8.3.3 a filter in every spelling matches regardless of case', async () => {
  await newCustomer(undefined, 'Nord Spelling AB');
  const filters = [
    '{"Field":"CompanyName","Value":"nOrD sp","Operator":"starts_with"}', '{"Field":"CompanyName","Value":"Nord Sp","Operator":"StartsWith"}',
    '{"field":"companyname","value":"nord sp","operator":"startswith"}', '{"operator":"StartsWith","fieldType":"x","field":"CompanyName","value":"Nord Sp"}',
  ];
  let seen = 0;
  for (const filter of filters) {
    for (const encoded of [encodeURIComponent(filter), encodeURIComponent(filter).replaceAll('%20', '+')]) {
      const { items } = await json(await sales(`/v1/customers?size=0&filter=${encoded}`));
      assert.deepEqual(items.map((item) => item.companyProfile.companyName), ['Nord Spelling AB'], filter);
      seen += 1;
    }
  }
  assert.equal(seen, 8);
});

test('8.3.4 and 8.3.5 the next page, with a double slash or by the token alone; the last has no next link', async () => {
  const first = await json(await sales('/v1/customers?size=2'));
  const [header] = first.links.next.headers;
  assert.equal(header.key, 'MS-ContinuationToken');
  assert.ok(first.links.next.uri.startsWith('/customers?'), first.links.next.uri);
  const headers = { [header.key]: header.value };
  const second = await json(await sales(`/v1/${first.links.next.uri}`, { headers }));
  const same = await json(await sales('/v1/customers?seekOperation=Next', { headers }));
  assert.deepEqual(second.items, same.items);
  assert.equal(second.items.length, 2);
  assert.notEqual(second.items[0].id, first.items[0].id);
  let page = await json(await sales('/v1/customers?size=500'));
  while (page.links.next) page = await json(await sales(`/v1/${page.links.next.uri}`, { headers: { 'MS-ContinuationToken': page.continuationToken } }));
  assert.equal(page.links.next, undefined);
  assert.equal('continuationToken' in page, false);
});

test('8.3.6 to 8.3.8 a profile comes back in PascalCase with nulls; the old body is stale, and the header wins', async () => {
  const { id } = await newCustomer();
  const customer = await json(await sales(`/v1/customers/${id}`));
  const body = withNulls(customer.billingProfile);
  const unchanged = await put(sales, id, body);
  assert.equal(unchanged.status, 200);
  body.Email = 'ekonomi@nordanvik.example';
  const changed = await put(sales, id, body);
  assert.equal(changed.status, 200);
  const answer = await json(changed);
  assert.equal(answer.email, 'ekonomi@nordanvik.example');
  assert.notEqual(answer.attributes.etag, customer.billingProfile.attributes.etag);
  assert.match(answer.attributes.etag, /^-?\d+$/);
  const stale = await put(sales, id, body);
  assert.equal(stale.status, 400);
  assert.equal((await json(stale)).code, 2055);
  const right = withNulls(answer);
  const wrong = await put(sales, id, right, { 'If-Match': '"wrong"' });
  assert.equal(wrong.status, 400);
  assert.equal((await json(wrong)).code, 2055);
  for (const etag of [`"${answer.attributes.etag}"`, `W/"${answer.attributes.etag}"`, '*']) assert.equal((await put(sales, id, right, { 'If-Match': etag })).status, 200, etag);
  delete right.Attributes;
  const none = await put(sales, id, right);
  assert.equal(none.status, 400);
  assert.equal((await json(none)).code, 3000);
});

test('8.3.9 the same request twice has one effect and one answer', async () => {
  const { id } = await newCustomer();
  const { billingProfile } = await json(await sales(`/v1/customers/${id}`));
  const headers = { 'MS-RequestId': randomUUID() };
  const body = { ...withNulls(billingProfile), FirstName: 'Eva' };
  const [one, two] = [await put(sales, id, body, headers), await put(sales, id, body, headers)];
  assert.equal(one.status, 200);
  assert.equal(two.status, 200);
  assert.equal(await one.text(), await two.text());
  const records = await json(await admin(`/v1/auditrecords?filter=${encodeURIComponent(JSON.stringify({ Field: 'CustomerId', Value: id, Operator: 'equals' }))}`));
  assert.equal(records.items.filter((record) => record.operationType === 'update_customer_billing_profile').length, 1);
});

test('8.3.10 HEAD of a domain has no body', async () => {
  const domain = `k${randomUUID().slice(0, 8)}.onmicrosoft.com`;
  const free = await sales(`/v1/domains/${domain}`, { method: 'HEAD' });
  assert.deepEqual([free.status, await free.text()], [404, '']);
  await newCustomer(domain);
  const taken = await sales(`/v1/domains/${domain.toUpperCase()}`, { method: 'HEAD' });
  assert.deepEqual([taken.status, await taken.text()], [200, '']);
  assert.equal(await (await sales(`/v1/validations/checkdomainavailability/${domain.split('.')[0]}`)).text(), 'false');
});

test('8.3.11 a policy is created once, changed on both forms of its address, and deleted', async () => {
  const { id } = await newCustomer();
  const { resellerId } = await json(await admin('/session'));
  const policy = {
    SelfServeEntity: { SelfServeEntityType: 'customer', TenantID: id }, Grantor: { GrantorType: 'billToPartner', TenantID: resellerId },
    Permissions: [{ Resource: 'AzureReservedInstances', Action: 'Purchase' }],
  };
  const call = (method, path, body) => admin(path, { method, ...(body && { body: JSON.stringify(body) }) });
  assert.deepEqual((await json(await call('GET', `/v1/SelfServePolicy?entity_Id=${id}`))).items, []);
  const created = await call('POST', '/v1/SelfServePolicy', policy);
  assert.equal(created.status, 201);
  const first = await json(created);
  assert.equal(first.id, `${resellerId}_${id}`);
  assert.match(first.attributes.etag, /^"[0-9a-f-]{36}"$/);
  const again = await call('POST', '/v1/SelfServePolicy', policy);
  assert.deepEqual([again.status, (await json(again)).code], [409, 600041]);
  const both = [...first.permissions, { resource: 'AzureSavingsPlan', action: 'Purchase' }];
  const second = await json(await call('PUT', `/v1/SelfServePolicy/${first.id}`, { ...first, permissions: both }));
  assert.deepEqual(second.permissions, both);
  const stale = await call('PUT', '/v1/SelfServePolicy', first);
  assert.deepEqual([stale.status, (await json(stale)).code], [400, 2055]);
  assert.equal((await call('PUT', '/v1/selfservepolicy', { ...second, permissions: first.permissions })).status, 200);
  const listed = await json(await call('GET', `/v1/SelfServePolicy?entity_id=${id}`));
  assert.equal(listed.totalCount, 1);
  const byHelpdesk = await helpdesk(`/v1/SelfServePolicy/${first.id}`, { method: 'DELETE' });
  assert.deepEqual([byHelpdesk.status, (await json(byHelpdesk)).code], [403, 900150]);
  assert.equal((await call('DELETE', `/v1/SelfServePolicy/${first.id}`)).status, 204);
  const gone = await call('DELETE', `/v1/SelfServePolicy/${first.id}`);
  assert.deepEqual([gone.status, (await json(gone)).code], [404, 600039]);
  const wrong = await call('GET', '/v1/SelfServePolicy/wrong');
  assert.deepEqual([wrong.status, (await json(wrong)).code], [404, 600040]);
});

test('8.3.12 no token, and the wrong role', async () => {
  const without = await fetch(`${server.url}/v1/customers`);
  assert.equal(without.status, 401);
  assert.match(without.headers.get('WWW-Authenticate'), /^OAuth realm=/);
  const { items: [{ id }] } = await json(await helpdesk('/v1/customers?size=1'));
  const { billingProfile } = await json(await helpdesk(`/v1/customers/${id}`));
  const refused = await put(helpdesk, id, billingProfile);
  assert.deepEqual([refused.status, (await json(refused)).code], [403, 900150]);
});

test('8.3.13 too many requests are told with the seconds to wait', async () => {
  const own = await startServer({ data: await newDataFolder(), environment: { KUNDKONTO_REQUESTS_PER_MINUTE_PER_SESSION_USER: '5' } });
  try {
    const agent = await signIn(own, 'sales_agent');
    const { items: [{ id }] } = await json(await agent('/v1/customers?size=1'));
    let answer;
    for (let i = 0; i < 8; i += 1) answer = await agent(`/v1/customers/${id}`);
    assert.equal(answer.status, 429);
    const seconds = answer.headers.get('Retry-After');
    assert.match(seconds, /^[1-9]\d*$/);
    assert.deepEqual(await json(answer), { statusCode: 429, message: `Rate limit is exceeded. Try again in ${seconds} seconds.` });
  } finally {
    await own.end();
    await removeFolder(own.data);
  }
});

test('8.3.14 every answer can be traced', async () => {
  const ids = { 'MS-RequestId': randomUUID(), 'MS-CorrelationId': randomUUID() };
  for (const path of ['/v1/customers?size=1', '/v1/customers/nothing', '/v1/nowhere', '/v1/customers/00000000-0000-4000-8000-000000000000']) {
    const answer = await sales(path, { headers: ids });
    assert.equal(answer.headers.get('MS-RequestId'), ids['MS-RequestId'], path);
    assert.equal(answer.headers.get('MS-CorrelationId'), ids['MS-CorrelationId'], path);
    assert.match(answer.headers.get('MS-CV'), /^[A-Za-z0-9+/]{16}\.0$/, path);
    assert.match(answer.headers.get('Request-Context'), /^appId=cid-v1:[0-9a-f-]{36}$/, path);
    assert.ok(answer.headers.get('MS-ServerId'), path);
  }
});

test('8.3.15 unknown members are ignored, names come in any case', async () => {
  const { id } = await newCustomer();
  const { billingProfile } = await json(await sales(`/v1/customers/${id}`));
  const shouted = Object.fromEntries(Object.entries(billingProfile).map(([key, value]) => [key.toUpperCase(), value]));
  const answer = await put(sales, id, { ...shouted, Unknown: { deep: [1, 2, { x: null }] } });
  assert.equal(answer.status, 200, await answer.clone().text());
});

test('8.3.16 a client that waits for 100 Continue is not left hanging', async () => {
  const body = JSON.stringify({ AddressLine1: '1 Microsoft Way', City: 'Redmond', State: 'WA', PostalCode: '98052', Country: 'US' });
  const answer = await new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(server.port, '127.0.0.1', () => socket.write(
      `POST /v1/validations/address HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`));
    socket.setTimeout(5000, () => reject(new Error('left hanging')));
    socket.on('data', (chunk) => {
      text += chunk;
      if (/^HTTP\/1\.1 100/.test(text) && !text.includes('HTTP/1.1 4')) socket.write(body);
      if (/HTTP\/1\.1 (2|4)\d\d/.test(text)) {
        socket.destroy();
        resolve(text);
      }
    });
    socket.on('error', reject);
  });
  assert.match(answer, /HTTP\/1\.1 401/);
});
