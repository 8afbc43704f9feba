// Two resellers on one server. Each address is called with the other's ids, tokens, etags and policies: the answer is that
// there is nothing (404) or no relationship (403/20002), nothing of the other stands in it, and nothing of the other changes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { program } from '../support/project.mjs';
import { databaseFlags, newDataFolder, removeFolder, signIn, startServer } from '../support/server.mjs';
import { callOf, differencesWith, endpoints } from './endpoints.mjs';

const mark = 'Zyxomark';  // Stands in all that the other reseller has.
let server;
let ours;
let theirs;
let id;
let policy;
let number;

const command = (words, input = '') => execFileSync(program, [...words, '--data', server.data, ...databaseFlags(server.data)], { encoding: 'utf8', input });

const customer = (domain) => ({
  companyProfile: { domain },
  billingProfile: {
    culture: 'sv-SE', email: `faktura@${mark.toLowerCase()}.example`, language: 'sv', companyName: `${mark} Papper AB`,
    defaultAddress: { firstName: mark, lastName: 'Lindqvist', addressLine1: 'Storgatan 12', city: 'Sundsvall', postalCode: '852 30', country: 'SE', phoneNumber: '060 12 34 56' },
  },
});

async function signInAs(user, password) {
  const answer = await fetch(`${server.url}/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ user, password }) });
  assert.equal(answer.status, 200);
  const cookie = answer.headers.getSetCookie()[0].split(';')[0];
  return (path, { headers = {}, ...rest } = {}) => fetch(server.url + path, { ...rest, headers: { Cookie: cookie, 'Content-Type': 'application/json', ...headers } });
}

const read = async (call, path) => (await call(path)).json();

// All that the other reseller can see of its own: it must be the same afterwards.
async function picture() {
  const paths = [`/v1/customers/${id}`, `/v1/customers/${id}/profiles/billing`, `/v1/customers/${id}/profiles/company`, `/v1/customers/${id}/history`, `/v1/SelfServePolicy/${policy}`,
    `/v1/customers/${id}/qualifications`, `/v1/customers/${id}/customDomains`, `/v1/customers/${id}/agreements`, '/v1/customers'];
  return Promise.all(paths.map(async (path) => (await theirs(path)).text()));
}

before(async () => {
  server = await startServer({ data: await newDataFolder(), flags: ['--sample-data', '--allow-customer-deletion'] });
  command(['reseller', 'add', '--name', mark]);
  const password = `${randomUUID()}`;
  command(['user', 'add', '--user', `agent@${mark.toLowerCase()}.example`, '--role', 'admin_agent', '--reseller', mark], `${password}\n`);
  theirs = await signInAs(`agent@${mark.toLowerCase()}.example`, password);
  ours = await signIn(server, 'admin_agent');
  const created = await theirs('/v1/customers', { method: 'POST', body: JSON.stringify(customer(`${mark.toLowerCase()}.onmicrosoft.com`)) });
  assert.equal(created.status, 201, await created.clone().text());
  id = (await created.json()).id;
  const { resellerId } = await read(theirs, '/session');
  const granted = await theirs('/v1/SelfServePolicy', {
    method: 'POST',
    body: JSON.stringify({ selfServeEntity: { selfServeEntityType: 'customer', tenantID: id }, grantor: { grantorType: 'billToPartner', tenantID: resellerId }, permissions: [{ resource: 'AzureSavingsPlan', action: 'Purchase' }] }),
  });
  assert.equal(granted.status, 201, await granted.clone().text());
  policy = (await granted.json()).id;
  const billing = await read(theirs, `/v1/customers/${id}/profiles/billing`);
  assert.equal((await theirs(`/v1/customers/${id}/profiles/billing`, { method: 'PUT', body: JSON.stringify({ ...billing, firstName: mark }) })).status, 200);
  number = (await read(theirs, `/v1/customers/${id}/history`)).items[0].number;
});

after(async () => {
  await server?.end();
  if (server) await removeFolder(server.data);
});

test('every address is in the table', async () => {
  assert.deepEqual((await differencesWith(server)).untabled, []);
});

test('with another reseller\'s ids every address says that there is nothing', async () => {
  const before_all = await picture();
  assert.ok(before_all.every((text) => text.length >= 2) && before_all[0].includes(mark));
  const billing = JSON.parse(before_all[1]);
  const company = JSON.parse(before_all[2]);
  // With everything right but the reseller: their etag, their document, their policy as it stands.
  const { resellerId } = await read(ours, '/session');
  const wanted = { selfServeEntity: { selfServeEntityType: 'customer', tenantID: id }, grantor: { grantorType: 'billToPartner', tenantID: resellerId }, permissions: [{ resource: 'AzureReservedInstances', action: 'Purchase' }] };
  const bodies = {
    'POST /v1/SelfServePolicy': wanted,
    'PUT /v1/customers/{id}/profiles/billing': { ...billing, firstName: 'Changed' },
    'PUT /v1/customers/{id}/profiles/company': { ...company, companyName: 'Changed AB' },
    'PUT /v1/SelfServePolicy': JSON.parse(before_all[4]),
    'PUT /v1/SelfServePolicy/{policy}': JSON.parse(before_all[4]),
  };
  const touching = endpoints.filter(({ path, query, body }) => /\{(id|policy)\}/.test(path) || query('x').includes('x') || JSON.stringify(body?.('x-id', 'x-policy') ?? '').includes('x-'));
  const counts = { nothing: 0, no_relationship: 0 };
  for (const endpoint of touching) {
    const name = `${endpoint.method} ${endpoint.path}`;
    const [path, options] = callOf(endpoint, id, policy);
    const sent = bodies[name] ? { ...options, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(bodies[name]) } : options;
    const answer = await ours(path.replace('/history/1', `/history/${number}`), sent);
    const text = await answer.text();
    assert.ok(!text.includes(mark) && !text.toLowerCase().includes(mark.toLowerCase()), `${name} tells: ${text}`);
    for (const [header, value] of answer.headers) assert.ok(!value.includes(mark), `${name}: ${header}`);
    const code = text.startsWith('{') ? JSON.parse(text).code : undefined;
    if (answer.status === 403) assert.equal(code, 20002, `${name}: ${text}`);
    else assert.equal(answer.status, 404, `${name}: ${answer.status} ${text}`);
    counts[answer.status === 404 ? 'nothing' : 'no_relationship'] += 1;
  }
  console.log(`another reseller's ids at ${touching.length} addresses: ${JSON.stringify(counts)}`);
  assert.ok(touching.length >= 25, `${touching.length}`);
  assert.deepEqual(await picture(), before_all, 'nothing of the other reseller has changed');
});

test('lists, search, filters, audit records and history tell nothing of another reseller', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const filter = (field, operator, value) => `filter=${encodeURIComponent(JSON.stringify({ Field: field, Value: value, Operator: operator }))}`;
  const paths = [
    '/v1/customers', '/v1/customers?size=500', `/v1/customers?search=${mark}`, `/v1/customers?search=${id}`, `/v1/customers?search=${mark.slice(0, 3)}`,
    ...['starts_with', 'substring', 'equals'].flatMap((operator) => [`/v1/customers?${filter('CompanyName', operator, `${mark} Papper AB`)}`, `/v1/customers?${filter('Domain', operator, `${mark.toLowerCase()}.onmicrosoft.com`)}`]),
    `/v1/auditrecords?startDate=${today}`, `/v1/auditrecords?startDate=${today}&${filter('CustomerId', 'equals', id)}`, `/v1/auditrecords?startDate=${today}&${filter('CompanyName', 'substring', mark)}`,
    '/session', '/sessions', '/openapi.json',
  ];
  for (const path of paths) {
    const answer = await ours(path);
    const text = (await answer.text()).replaceAll(encodeURIComponent(mark), '');
    assert.ok(answer.status === 200 || answer.status === 404, `${path}: ${answer.status} ${text.slice(0, 200)}`);
    const rest = path.includes(mark) || path.includes(id) ? JSON.stringify(JSON.parse(text).items ?? []) : text;
    assert.ok(!rest.toLowerCase().includes(mark.toLowerCase()), `${path} tells of the other`);
    // Our own records name the ids that we ourselves tried.
    if (!path.startsWith('/v1/auditrecords')) assert.ok(!rest.includes(id), `${path} tells of the other`);
  }
  const theirsCount = await read(theirs, '/v1/customers');
  assert.equal(theirsCount.items.length, 1);
  assert.equal(theirsCount.customerCount, 1, 'counts are of one reseller');
  // The other way round: the other one sees none of ours.
  assert.deepEqual((await read(theirs, '/v1/customers?search=Aktiebolaget')).items, []);
});

test('a continuation token of one reseller is nothing to the other', async () => {
  const page = await read(ours, '/v1/customers?size=5');
  assert.ok(page.continuationToken);
  const answer = await theirs('/v1/customers?seekOperation=Next', { headers: { 'MS-ContinuationToken': page.continuationToken } });
  const text = await answer.text();
  // Refused, or a page of one's own customers: never one of the other's.
  assert.ok([200, 400].includes(answer.status), `${answer.status}`);
  for (const { id: own } of (await read(ours, '/v1/customers')).items) assert.ok(!text.includes(own));
});

test('a repeated MS-RequestId of one reseller is a new call of the other', async () => {
  const requestId = randomUUID();
  const billing = await read(theirs, `/v1/customers/${id}/profiles/billing`);
  const sent = { method: 'PUT', headers: { 'MS-RequestId': requestId }, body: JSON.stringify(billing) };
  assert.equal((await theirs(`/v1/customers/${id}/profiles/billing`, sent)).status, 200);
  const answer = await ours(`/v1/customers/${id}/profiles/billing`, sent);
  assert.equal(answer.status, 404);
  assert.ok(!(await answer.text()).includes(mark));
});
