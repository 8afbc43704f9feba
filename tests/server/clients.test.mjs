// What the published client libraries send, byte by byte (wire reference, 3.2 to 3.6 and 8.2), and what each relies on in
// the answer. Only the base URL differs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { program } from '../support/project.mjs';
import { exchange, headOf } from '../support/raw_http.mjs';
import { databaseFlags, newDataFolder, removeFolder, sampleUser, startServer } from '../support/server.mjs';

let server;
let token;

const tokenOf = async (data, role) => {
  const { user } = await sampleUser(data, role);
  return execFileSync(program, ['token', 'create', '--data', data, ...databaseFlags(data), '--user', user], { encoding: 'utf8' }).trim();
};

before(async () => {
  server = await startServer({ data: await newDataFolder() });
  token = await tokenOf(server.data, 'admin_agent');
});
after(async () => {
  await server?.end();
  if (server) await removeFolder(server.data);
});

// A client as a way to send: fixed headers in its own order and spelling.
const client = (headersOf) => async (method, target, body, more = {}) => {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await exchange(server.port, headOf(`${method} ${target}`, { ...headersOf(text !== undefined), ...more }, text), text);
  return { ...answer, json: answer.text ? JSON.parse(answer.text.replace(/^\uFEFF/, '')) : undefined };
};
const host = () => `127.0.0.1:${server.port}`;

const dotnet = client((hasBody) => ({
  Accept: 'application/json', Authorization: `Bearer ${token}`, 'MS-RequestId': randomUUID(), 'MS-CorrelationId': randomUUID(), 'X-Locale': 'en-US',
  'MS-PartnerCenter-Client': 'Partner Center .NET SDK', 'MS-SdkVersion': '1.17.0', ...(hasBody && { 'Content-Type': 'application/json', Expect: '100-continue' }), Host: host(),
}));
const community = client((hasBody) => ({
  Authorization: `Bearer ${token}`, Accept: 'application/json', 'MS-CorrelationId': randomUUID(), 'MS-RequestId': randomUUID(), 'X-Locale': 'en-US',
  'MS-PartnerCenter-Client': 'Partner Center PowerShell', 'MS-SdkVersion': '3.0.10', ...(hasBody && { 'Content-Type': 'application/json; charset=utf-8' }), Host: host(),
}));
const java = client((hasBody) => ({
  Accept: 'application/json', Authorization: `Bearer ${token}`, 'MS-Contract-Version': 'v1', 'MS-RequestId': randomUUID(), 'MS-CorrelationId': randomUUID(), 'X-Locale': 'en-US',
  'MS-PartnerCenter-Client': 'Partner Center Java SDK', ...(hasBody && { 'Content-Type': 'application/json' }), Host: host(), Connection: 'Keep-Alive', 'User-Agent': 'Apache-HttpClient/4.5.6 (Java/1.8.0_292)', 'Accept-Encoding': 'gzip,deflate',
}));
const axios = client((hasBody) => ({
  Accept: 'application/json, text/plain, */*', ...(hasBody && { 'Content-Type': 'application/json' }), authorization: `Bearer ${token}`, 'User-Agent': 'axios/1.6.0', 'Accept-Encoding': 'gzip, compress, deflate, br', Host: host(), Connection: 'close',
}));
const python = client((hasBody) => ({
  Host: host(), 'User-Agent': 'python/3.9.2 (Linux) msrest/0.6.21 partnercenterservices/0.1.2', 'Accept-Encoding': 'gzip, deflate', Accept: 'application/json', Connection: 'keep-alive', 'X-Locale': 'en-US', Authorization: `Bearer ${token}`,
  ...(hasBody && { 'Content-Type': 'application/json; charset=utf-8' }),
}));

const pascal = (value) => {
  if (Array.isArray(value)) return value.map(pascal);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key[0].toUpperCase() + key.slice(1), pascal(member)]));
};
const withNulls = (profile) => ({ ...pascal(profile), DefaultAddress: { Region: null, State: null, AddressLine2: null, MiddleName: null, ...pascal(profile.defaultAddress) } });

test('the official .NET SDK: pages, edits a profile with its etag in the body, meets a stale one', async () => {
  const first = await dotnet('GET', '/v1/customers?size=3');
  assert.equal(first.status, 200);
  const { next } = first.json.links;
  const second = await dotnet(next.method, `/v1${next.uri}`, undefined, Object.fromEntries(next.headers.map(({ key, value }) => [key, value])));
  assert.equal(second.json.items.length, 3);
  assert.ok(second.json.items.every(({ id }) => first.json.items.every((item) => item.id !== id)));
  const [{ id }] = first.json.items;
  const { json: customer } = await dotnet('GET', `/v1/customers/${id}`);
  const profile = withNulls(customer.billingProfile);
  const saved = await dotnet('PUT', `/v1/customers/${id}/profiles/billing`, { ...profile, FirstName: `${profile.FirstName}a` });
  assert.equal(saved.status, 200, saved.text);
  for (const member of ['country', 'city', 'addressLine1', 'phoneNumber']) assert.equal(typeof saved.json.defaultAddress[member], 'string', member);
  // A 412 would be sent again three times: the code must be 400 with 2055.
  const stale = await dotnet('PUT', `/v1/customers/${id}/profiles/billing`, { ...profile, FirstName: `${profile.FirstName}b` });
  assert.deepEqual([stale.status, stale.json.code], [400, 2055]);
  assert.match(stale.headers['content-type'], /^application\/json; charset=utf-8$/);
});

test('the official .NET SDK: addresses, domains, country rules, policies, activity', async () => {
  const address = { AddressLine1: '1 Microsoft Way', AddressLine2: null, City: 'Redmond', State: 'WA', PostalCode: '98052', Country: 'US', Region: null, FirstName: null, LastName: null, PhoneNumber: null };
  const { json: verdict } = await dotnet('POST', '/v1/validations/address', address);
  assert.equal(verdict.status, 'VerifiedShippable');
  assert.equal(verdict.suggestedAddresses.length, 1);
  assert.equal((await dotnet('HEAD', '/v1/domains/nobody-has-this.onmicrosoft.com')).status, 404);
  assert.equal((await dotnet('GET', '/v1/countryvalidationrules/US')).json.iso2Code, 'US');
  const { json: { items: [{ id }] } } = await dotnet('GET', '/v1/customers?size=1');
  assert.deepEqual((await dotnet('GET', `/v1/SelfServePolicy?entity_Id=${id}`)).json.items, []);
  const { json: activity } = await dotnet('GET', '/v1/auditrecords?startDate=2026-11-01&endDate=2026-11-30&size=5');
  assert.ok(Array.isArray(activity.items), JSON.stringify(activity));
});

test('the community SDK and PowerShell: double slash, StartsWith, plus for space, nulls left out', async () => {
  const page = await community('GET', '/v1/customers?size=5');
  const next = page.json.links.next;
  const more = await community('GET', `/v1/${next.uri}`, undefined, { 'MS-ContinuationToken': next.headers[0].value });
  assert.equal(more.status, 200);
  const filter = encodeURIComponent(JSON.stringify({ Field: 'CompanyName', Value: 'aktiebolaget s', Operator: 'StartsWith' })).replaceAll('%20', '+');
  const found = await community('GET', `/v1/customers?size=0&filter=${filter}`);
  assert.deepEqual(found.json.items.map((item) => item.companyProfile.companyName), ['Aktiebolaget SKF']);
  // It throws on an enumeration that it does not know, and on an empty one.
  for (const item of page.json.items) assert.ok(['reseller', 'advisor', 'syndication', 'microsoft_support', 'none', 'unknown'].includes(item.relationshipToPartner));
  // Set-PartnerCustomer: reads the customer, changes some fields of the embedded profile, sends it.
  const [{ id }] = found.json.items;
  const { json: customer } = await community('GET', `/v1/customers/${id}`);
  const profile = pascal(customer.billingProfile);
  delete profile.Links;
  const saved = await community('PUT', `/v1/customers/${id}/profiles/billing`, { ...profile, Email: 'new.contact@example.com' });
  assert.equal(saved.status, 200, saved.text);
  assert.equal(saved.json.email, 'new.contact@example.com');
});

test('Java: contract version, camelCase read in its exact case, typed filters', async () => {
  const filter = encodeURIComponent('{"operator":"StartsWith","fieldType":"com.microsoft.store.partnercenter.models.query.filters.SimpleFieldFilter","field":"CompanyName","value":"Aktiebolaget"}').replaceAll('%20', '+');
  const page = await java('GET', `/v1/customers?size=10&filter=${filter}`);
  assert.ok(page.json.items.length >= 1);
  assert.ok('companyProfile' in page.json.items[0] && 'companyName' in page.json.items[0].companyProfile);
  const [{ id }] = page.json.items;
  const { json: profile } = await java('GET', `/v1/customers/${id}/profiles/billing`);
  const saved = await java('PUT', `/v1/customers/${id}/profiles/billing`, { ...profile, lastName: 'Lindgren' });
  assert.equal(saved.status, 200, saved.text);
  assert.equal(saved.headers['content-encoding'], undefined, 'an answer is never compressed unasked-for in a way that it cannot read');
});

test('TypeScript by axios: the list without paging, and creation with mixed spellings', async () => {
  const { json: list } = await axios('GET', '/v1/customers');
  assert.ok(list.items.length > 300);
  const body = {
    enableGDAPByDefault: false, CompanyProfile: { Domain: `k${randomUUID().slice(0, 8)}.onmicrosoft.com` },
    BillingProfile: {
      Culture: 'en-US', Email: 'somebody@contoso-test.com', Language: 'en', CompanyName: 'Contoso Test Company',
      DefaultAddress: { FirstName: 'Tania', LastName: 'Carr', AddressLine1: 'One Main Street', City: 'Redmond', State: 'WA', PostalCode: '98052', Country: 'US' },
    },
  };
  const created = await axios('POST', '/v1/customers', body);
  assert.equal(created.status, 201, created.text);
  const { json: customer } = await axios('GET', `/v1/customers/${created.json.id}`);
  for (const member of ['id', 'companyProfile', 'relationshipToPartner', 'links', 'attributes']) assert.ok(member in customer, member);
  token = `${token.slice(0, -4)}AAAA`;
  assert.equal((await axios('GET', '/v1/customers')).status, 401, 'it signs in again at 401');
  token = await tokenOf(server.data, 'admin_agent');
});

test('Python, generated: version 1.0, strict JSON without a byte order mark', async () => {
  const { json: { items: [{ id }] } } = await python('GET', '/v1.0/customers?size=1');
  const { json: profile, bytes } = await python('GET', `/v1.0/customers/${id}/profiles/billing`);
  assert.equal(String.fromCharCode(bytes[0]), '{');
  assert.equal((await python('PUT', `/v1/customers/${id}/profiles/billing`, profile)).status, 200);
});

test('legacy PowerShell: cuts the first character off every answer', async () => {
  const own = await startServer({ data: await newDataFolder(), flags: ['--sample-data', '--legacy-byte-order-mark'] });
  try {
    const own_token = await tokenOf(own.data, 'sales_agent');
    const answer = await exchange(own.port, headOf('GET /v1/customers?size=2', { Authorization: `Bearer ${own_token}`, Accept: 'application/json', 'api-version': 'v1', Host: `127.0.0.1:${own.port}` }));
    assert.equal(answer.bytes.length, Number(answer.headers['content-length']), 'the length counts the mark');
    assert.equal(JSON.parse(answer.text.slice(1)).items.length, 2);
  } finally {
    await own.end();
    await removeFolder(own.data);
  }
});
