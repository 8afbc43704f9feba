// What was done, over HTTP: the history of a customer, an account as it was, and audit records (account-api.md 3.12).
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { newDataFolder, removeFolder, sampleUser, signIn, startServer } from '../support/server.mjs';

let data;
let server;
let sales;
let admin;
let helpdesk;
let customers;

before(async () => {
  data = await newDataFolder();
  server = await startServer({ data });
  sales = await signIn(server, 'sales_agent');
  admin = await signIn(server, 'admin_agent');
  helpdesk = await signIn(server, 'helpdesk_agent');
  const { items } = await (await admin('/v1/customers?size=500')).json();
  customers = items.map(({ id }) => id);
});
after(async () => {
  await server?.end();
  await removeFolder(data);
});

const json = async (answer, status = 200) => {
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  return JSON.parse(text);
};
const billingOf = async (id) => json(await sales(`/v1/customers/${id}/profiles/billing`));
const change = async (call, id, values, headers = {}) => {
  const document = await billingOf(id);
  return json(await call(`/v1/customers/${id}/profiles/billing`, { method: 'PUT', headers, body: JSON.stringify({ ...document, ...values }) }));
};
const historyOf = async (call, id, query = '') => json(await call(`/v1/customers/${id}/history${query}`));

test('a change is told field by field, with who, when and from where', async () => {
  const id = customers[0];
  const before = await billingOf(id);
  const correlation = randomUUID();
  const request = randomUUID();
  await change(sales, id, { email: 'faktura@nordanvik.example', firstName: 'Kerstin' },
    { 'MS-CorrelationId': correlation, 'MS-RequestId': request, 'MS-PartnerCenter-Client': 'Partner Center .NET SDK', 'MS-PartnerCenter-Application': 'Bridge' });
  const [entry, created] = (await historyOf(admin, id)).items;
  assert.deepEqual(entry.fields, [
    { field: 'billingProfile.firstName', oldValue: before.firstName ?? '', newValue: 'Kerstin' },
    { field: 'billingProfile.email', oldValue: before.email ?? '', newValue: 'faktura@nordanvik.example' },
  ]);
  assert.equal(entry.changedBy, 'sales.agent@sample.example');
  assert.deepEqual(entry.roles, ['sales_agent']);
  assert.equal(entry.client, 'Partner Center .NET SDK');
  assert.equal(entry.application, 'Bridge');
  assert.equal(entry.correlationId, correlation);
  assert.equal(entry.requestId, request);
  assert.equal(entry.operationType, 'update_customer_billing_profile');
  assert.equal(entry.isMasked, false);
  assert.ok(Math.abs(Date.parse(entry.changedAt) - Date.now()) < 60_000, entry.changedAt);
  assert.equal(created.operationType, 'add_customer');
  assert.ok(created.fields.length > 10);
});

test('what a browser did is told to come from the browser', async () => {
  const id = customers[1];
  await change(sales, id, { firstName: 'Browse' }, { 'Sec-Fetch-Site': 'same-origin' });
  assert.equal((await historyOf(admin, id)).items[0].client, 'browser');
});

test('pages follow each other without gaps while others write', async () => {
  const id = customers[2];
  for (let i = 0; i < 7; i += 1) await change(sales, id, { firstName: `Sida ${'abcdefgh'[i]}` });
  const all = (await historyOf(admin, id)).items.map(({ number }) => number);
  assert.equal(all.length, 8);
  const seen = [];
  for (let path = `/customers/${id}/history?size=3`; path;) {
    const page = await json(await admin(`/v1${path}`));
    assert.equal(page.totalCount, page.items.length);
    seen.push(...page.items.map(({ number }) => number));
    if (seen.length === 3) await change(sales, id, { firstName: 'Mitt i' });
    path = page.links.next?.uri;
  }
  assert.deepEqual(seen, all);
});

test('personal values are masked for roles that may not see them', async () => {
  const id = customers[0];
  const { items } = await historyOf(helpdesk, id);
  assert.equal(items[0].isMasked, true);
  assert.deepEqual(items[0].fields.map(({ newValue }) => newValue), ['K•••', 'f•••@nordanvik.example']);
  const city = items[1].fields.find(({ field }) => field === 'billingProfile.defaultAddress.city');
  assert.ok(!city.newValue.includes('•'), city.newValue);
  const one = await json(await helpdesk(`/v1/customers/${id}/history/${items[0].number}`));
  assert.equal(one.account.billingProfile.email, 'f•••@nordanvik.example');
});

test('an entry gives the account as it was', async () => {
  const id = customers[3];
  const accounts = [(await json(await admin(`/v1/customers/${id}`)))];
  for (const values of [{ firstName: 'Ett' }, { firstName: 'Två', email: 'tva@nordanvik.example' }, { lastName: 'Tre' }]) {
    await change(sales, id, values);
    accounts.push(await json(await admin(`/v1/customers/${id}`)));
  }
  const { items } = await historyOf(admin, id);
  assert.equal(items.length, 4);
  const bare = ({ links, attributes, ...profile }) => profile;
  for (const [i, entry] of items.reverse().entries()) {
    const { account, number } = await json(await admin(`/v1/customers/${id}/history/${entry.number}`));
    assert.equal(number, entry.number);
    assert.deepEqual(bare(account.billingProfile), bare(accounts[i].billingProfile), `after change ${i}`);
    assert.deepEqual(bare(account.companyProfile), bare(accounts[i].companyProfile));
    assert.equal(account.id, id);
  }
});

test('what is no history is refused', async () => {
  const foreign = (await historyOf(admin, customers[3])).items[0].number;
  const cases = [
    ['nobody', `/v1/customers/${randomUUID()}/history`, 404],
    ['an entry of nobody', `/v1/customers/${randomUUID()}/history/1`, 404],
    ['another customer’s entry', `/v1/customers/${customers[4]}/history/${foreign}`, 404],
    ['no number', `/v1/customers/${customers[4]}/history/one`, 404],
    ['a negative number', `/v1/customers/${customers[4]}/history/-1`, 404],
    ['a number too large', `/v1/customers/${customers[4]}/history/99999999999999999999`, 404],
    ['size too large', `/v1/customers/${customers[4]}/history?size=201`, 400],
    ['size no number', `/v1/customers/${customers[4]}/history?size=x`, 400],
    ['before no number', `/v1/customers/${customers[4]}/history?before=x`, 400],
    ['no id', '/v1/customers/17/history', 400],
  ];
  for (const [name, path, status] of cases) assert.equal((await admin(path)).status, status, name);
});

const records = (query = '') => admin(`/v1/auditrecords${query}`);
const filter = (field, operator, value) => encodeURIComponent(JSON.stringify({ Field: field, Value: value, Operator: operator }));

test('audit records have the documented shape', async () => {
  const id = customers[5];
  const correlation = randomUUID();
  await change(sales, id, { email: 'ekonomi@nordanvik.example' }, { 'MS-CorrelationId': correlation });
  const page = await json(await records(`?size=1&filter=${filter('CustomerId', 'equals', id)}`));
  assert.equal(page.totalCount, 1);
  assert.deepEqual(page.attributes, { objectType: 'Collection' });
  const [record] = page.items;
  const partner = record.partnerId;
  assert.match(record.id, new RegExp(`^${partner}_${id}_updatecustomerbillingprofile_\\d{18}$`));
  assert.match(record.operationDate, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
  const ticks = BigInt(record.id.split('_').at(-1));
  assert.equal(ticks / 10_000n - 62_135_596_800_000n, BigInt(Date.parse(`${record.operationDate.slice(0, 23)}Z`)));
  assert.equal(ticks % 10_000n, BigInt(record.operationDate.slice(23, 27)));
  assert.deepEqual(record.participants, [partner]);
  assert.equal(record.customerId, id);
  assert.equal(record.userPrincipalName, 'sales.agent@sample.example');
  assert.equal(record.resourceType, 'customer');
  assert.equal(record.operationType, 'update_customer_billing_profile');
  assert.equal(record.originalCorrelationId, correlation);
  assert.equal(record.operationStatus, 'succeeded');
  assert.equal(typeof record.resourceOldValue, 'string');
  assert.deepEqual(JSON.parse(record.resourceNewValue), { Email: 'ekonomi@nordanvik.example' });
  assert.ok(Array.isArray(record.customizedData));
  assert.deepEqual(record.attributes, { objectType: 'AuditRecord' });
});

test('values before and after are JSON in PascalCase, with nulls where there was nothing', async () => {
  const id = customers[6];
  const document = await billingOf(id);
  await change(sales, id, { defaultAddress: { ...document.defaultAddress, addressLine2: 'Bakgården', addressLine1: 'Storgatan 9' } });
  const { items: [record] } = await json(await records(`?filter=${filter('CustomerId', 'equals', id)}&size=1`));
  assert.deepEqual(JSON.parse(record.resourceNewValue), { DefaultAddress: { AddressLine1: 'Storgatan 9', AddressLine2: 'Bakgården' } });
  assert.deepEqual(JSON.parse(record.resourceOldValue),
    { DefaultAddress: { AddressLine1: document.defaultAddress.addressLine1, AddressLine2: document.defaultAddress.addressLine2 ?? null } });
  const { items } = await json(await records(`?filter=${filter('CustomerId', 'equals', id)}`));
  const created = items.at(-1);
  assert.equal(created.operationType, 'add_customer');
  assert.equal(created.resourceOldValue, undefined);
  assert.equal(JSON.parse(created.resourceNewValue).BillingProfile.DefaultAddress.Country, document.defaultAddress.country);
});

test('a refused write is recorded as failed, once', async () => {
  const id = customers[7];
  const document = await billingOf(id);
  const put = (call, body) => call(`/v1/customers/${id}/profiles/billing`, { method: 'PUT', headers: { 'MS-RequestId': body.request }, body: JSON.stringify(body.document) });
  const stale = { request: randomUUID(), document: { ...document, attributes: { etag: '17' } } };
  for (let i = 0; i < 3; i += 1) assert.equal((await put(sales, stale)).status, 400);
  assert.equal((await put(helpdesk, { request: randomUUID(), document })).status, 403);
  const { items } = await json(await records(`?filter=${filter('CustomerId', 'equals', id)}`));
  const failed = items.filter(({ operationStatus }) => operationStatus === 'failed');
  assert.deepEqual(failed.map(({ operationType, userPrincipalName }) => [operationType, userPrincipalName]), [
    ['update_customer_billing_profile', 'helpdesk.agent@sample.example'],
    ['update_customer_billing_profile', 'sales.agent@sample.example'],
  ]);
  assert.deepEqual(failed.map(({ customizedData }) => customizedData.find(({ key }) => key === 'Detail').value), ['status 403 code 900150', 'status 400 code 2055']);
  assert.equal((await historyOf(admin, id)).items.length, 1, 'a refusal is no change');
});

test('filters in all spellings', async () => {
  const id = customers[8];
  const name = (await json(await admin(`/v1/customers/${id}`))).companyProfile.companyName;
  const renamed = `Ångströms ${name}`;
  await change(sales, id, { companyName: renamed });
  const of = async (text) => (await json(await records(`?filter=${encodeURIComponent(text)}`))).items;
  const cases = [
    [`{"Field":"CompanyName","Value":"ångström","Operator":"substring"}`, 1],
    [`{"field":"company_name","value":"ANGSTRÖMS","operator":"Substring"}`, 1],
    [`{"FIELD":"companyname","VALUE":"nobody at all","OPERATOR":"substring"}`, 0],
    [`{"Field":"CustomerId","Value":"${id}","Operator":"equals"}`, 2],
    [`{"Field":"customer_id","Value":"${id.toUpperCase()}","Operator":"Equals"}`, 2],
    [`{"Field":"CustomerId","Value":"${randomUUID()}","Operator":"equals"}`, 0],
    [`{"Field":"ResourceType","Value":"self_serve_policy","Operator":"equals"}`, 0],
    [`{"Field":"ResourceType","Value":"nothing","Operator":"equals"}`, 0],
  ];
  for (const [text, count] of cases) assert.equal((await of(text)).length, count, text);
  const spellings = ['customer', 'Customer', 'CUSTOMER'].map((value) => `{"Field":"ResourceType","Value":"${value}","Operator":"equals"}`);
  const counts = await Promise.all(spellings.map(async (text) => (await of(text)).length));
  assert.ok(counts[0] > 300 && counts.every((count) => count === counts[0]), counts.join());
});

test('dates in both spellings, and at most 90 days', async () => {
  const day = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  const american = (days) => { const [year, month, date] = day(days).split('-').map(Number); return `${month}/${date}/${year}`; };
  const cases = [
    ['', 200, true],
    [`?startDate=${day(0)}&endDate=${day(0)}`, 200, true],
    [`?startDate=${day(90)}&endDate=${day(0)}`, 200, true],
    [`?startDate=${day(91)}&endDate=${day(0)}`, 400],
    [`?startDate=${day(90)}`, 200, true],
    [`?startDate=${day(91)}`, 400],
    [`?startDate=${day(3)}&endDate=${day(2)}`, 200, false],
    [`?endDate=${day(2)}`, 200, false],
    [`?startDate=${day(0)}&endDate=${day(1)}`, 400],
    [`?startDate=${encodeURIComponent(`${american(1)} 12:00:00 AM`)}&endDate=${encodeURIComponent(`${american(0)} 11:59:59 PM`)}`, 200, true],
    [`?startDate=${american(1).replaceAll('/', '%2F')}+4:05:06+PM&endDate=${american(0)}+23:59:59`, 200, true],
    [`?startDate=${american(0)}+12:00:00+PM&endDate=${american(0)}+1:00:00+AM`, 400],
    [`?startDate=${day(1)}T00:00:00.0000000Z&endDate=${day(0)}T23:59:59Z`, 200, true],
    ['?startDate=yesterday', 400],
    ['?startDate=2026-02-30', 400],
    ['?startDate=13/1/2026', 400],
    ['?endDate=2026-01-01x', 400],
    ['?size=501', 400],
    ['?size=0', 200, true],
    ['?filter=%7B%7D', 400],
    [`?filter=${filter('CompanyName', 'equals', 'x')}`, 400],
    [`?filter=${filter('CustomerId', 'substring', 'x')}`, 400],
    [`?filter=${filter('Domain', 'equals', 'x')}`, 400],
  ];
  for (const [query, status, hasItems] of cases) {
    const answer = await records(query);
    const body = await answer.json();
    assert.equal(answer.status, status, `${query}: ${JSON.stringify(body).slice(0, 200)}`);
    if (status === 200) assert.equal(body.items.length > 0, hasItems, query);
  }
});

test('pages both ways, with the token alone', async () => {
  const whole = [];
  let page = await json(await records('?size=100'));
  const first = page.items.map(({ id }) => id);
  assert.equal(page.links.self.uri, '/auditrecords?size=100');
  let token;
  for (;;) {
    whole.push(...page.items.map(({ id }) => id));
    if (!page.links.next) break;
    [{ value: token }] = page.links.next.headers;
    assert.equal(page.continuationToken, token);
    page = await json(await admin('/v1//auditrecords?seekOperation=Next', { headers: { 'MS-ContinuationToken': token } }));
    assert.ok(page.items.length <= 100);
  }
  assert.ok(whole.length > 400, `${whole.length} records`);
  assert.equal(new Set(whole).size, whole.length);
  const back = await json(await admin('/v1/auditrecords?seekOperation=Previous', { headers: { 'MS-ContinuationToken': token } }));
  const place = whole.indexOf(back.items[0].id);
  assert.deepEqual(back.items.map(({ id }) => id), whole.slice(place, place + 100));
  const again = await json(await admin('/v1/auditrecords?seekOperation=First', { headers: { 'MS-ContinuationToken': token } }));
  assert.deepEqual(again.items.map(({ id }) => id), first);
  const last = await json(await admin('/v1/auditrecords?seekOperation=Last', { headers: { 'MS-ContinuationToken': token } }));
  assert.deepEqual(last.items.map(({ id }) => id), whole.slice(-100));
  const altered = await admin('/v1/auditrecords?seekOperation=Next', { headers: { 'MS-ContinuationToken': `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}` } });
  assert.equal(altered.status, 400);
  const { continuationToken } = await json(await admin('/v1/customers?size=1'));
  assert.equal((await admin('/v1/auditrecords', { headers: { 'MS-ContinuationToken': continuationToken } })).status, 400, 'the token of another list');
});

test('names are found on every page', async () => {
  const name = `{"Field":"CompanyName","Value":"a","Operator":"substring"}`;
  const seen = [];
  let answer = await records(`?size=50&filter=${encodeURIComponent(name)}`);
  for (;;) {
    const page = await json(answer);
    seen.push(...page.items.map(({ id, customerName }) => [id, customerName]));
    if (!page.continuationToken) break;
    answer = await admin('/v1/auditrecords?seekOperation=Next', { headers: { 'MS-ContinuationToken': page.continuationToken } });
  }
  assert.ok(seen.length > 100, `${seen.length} records`);
  assert.equal(new Set(seen.map(([id]) => id)).size, seen.length);
});

test('the activity log is for those who may read it', async () => {
  for (const role of ['sales_agent', 'helpdesk_agent']) {
    const answer = await (await signIn(server, role))('/v1/auditrecords');
    assert.equal(answer.status, 403, role);
    assert.equal((await answer.json()).code, 900150);
  }
  assert.equal((await (await signIn(server, 'global_admin'))('/v1/auditrecords')).status, 200);
  assert.equal((await fetch(`${server.url}/v1/auditrecords`)).status, 401);
});

test('sign-ins, good and refused, are recorded without what was typed for a name that nobody has', async () => {
  const { user } = await sampleUser(data, 'sales_agent');
  const signInWith = (name, password) => fetch(`${server.url}/session`, {
    method: 'POST', headers: { 'Content-Type': 'application/json', Origin: server.url }, body: JSON.stringify({ user: name, password }),
  });
  const call = await signIn(server, 'sales_agent');
  assert.equal((await signInWith(user, 'not the password')).status, 401);
  assert.equal((await signInWith('my secret by mistake', 'x')).status, 401);
  assert.equal((await call('/session', { method: 'DELETE' })).status, 204);
  const { items } = await json(await records(`?size=3&filter=${filter('ResourceType', 'equals', 'session')}`));
  assert.deepEqual(items.map(({ operationType, operationStatus, userPrincipalName }) => [operationType, operationStatus, userPrincipalName]), [
    ['sign_out', 'succeeded', user], ['sign_in', 'failed', user], ['sign_in', 'succeeded', user],
  ]);
  assert.ok(items.every(({ customerId }) => customerId === undefined));
});
