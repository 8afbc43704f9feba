// What belongs to a customer beside its account: how a customer begins and ends, who takes a domain first, what the log keeps
// of it, and what is refused.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { newDataFolder, removeFolder, signIn, startServer } from '../support/server.mjs';

let server;
let admin;
before(async () => {
  server = await startServer({ data: await newDataFolder(), flags: ['--sample-data', '--allow-customer-deletion'] });
  admin = await signIn(server, 'admin_agent');
});
after(async () => {
  await server?.end();
  if (server) await removeFolder(server.data);
});

const call = async (method, path, body) => {
  const answer = await admin(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : undefined };
};
const newDomain = () => `k${randomUUID().slice(0, 8)}.onmicrosoft.com`;
const fjardholm = (domain, more = {}) => ({
  companyProfile: { domain },
  billingProfile: {
    email: 'kontakt@fjardholm.example', culture: 'sv-SE', language: 'sv', companyName: 'Fjärdholm Bygg AB',
    defaultAddress: { firstName: 'Nils', middleName: 'Erik', lastName: 'Öberg', addressLine1: 'Hamngatan 1', city: 'Kalmar', postalCode: '392 32', country: 'SE' },
  },
  ...more,
});
const create = async (more) => {
  const { status, body } = await call('POST', '/v1/customers', fjardholm(newDomain(), more));
  assert.equal(status, 201, JSON.stringify(body));
  return body;
};
const recordsOf = async (id) => {
  const filter = encodeURIComponent(JSON.stringify({ Field: 'CustomerId', Value: id, Operator: 'equals' }));
  return (await call('GET', `/v1/auditrecords?filter=${filter}`)).body.items;
};

test('of many who want one domain at once, one gets it', async () => {
  const domain = newDomain();
  const answers = await Promise.all(Array.from({ length: 12 }, () => call('POST', '/v1/customers', fjardholm(domain))));
  assert.equal(answers.filter(({ status }) => status === 201).length, 1);
  assert.equal(answers.filter(({ status, body }) => status === 400 && body.code === 27100).length, 11);
  const { id } = await create();
  const added = await call('POST', `/v1/customers/${id}/verifieddomain`, { verifiedDomain: { name: domain.toUpperCase() } });
  assert.deepEqual([added.status, added.body.code], [400, 27100]);
});

test('creation makes the ids, keeps what was sent, and tells the first password once', async () => {
  const partner = randomUUID();
  const created = await create({ associatedPartnerId: partner.toUpperCase(), enableGDAPByDefault: true });
  const { body: customer } = await call('GET', `/v1/customers/${created.id}`);
  assert.equal(customer.associatedPartnerId, partner);
  assert.equal(customer.commerceId, created.commerceId);
  assert.equal(customer.companyProfile.companyName, 'Fjärdholm Bygg AB');
  assert.equal(customer.billingProfile.defaultAddress.middleName, 'Erik');
  assert.equal('userCredentials' in customer, false);
  const [record] = await recordsOf(created.id);
  assert.equal(record.operationType, 'add_customer');
  assert.ok(!JSON.stringify(record).includes(created.userCredentials.password));
  const { body: profile } = await call('GET', `/v1/customers/${created.id}/profiles/billing`);
  assert.equal((await call('PUT', `/v1/customers/${created.id.toUpperCase()}/profiles/billing`, { ...profile, id: profile.id.toUpperCase() })).status, 200);
});

test('a creation that is not whole is refused with its members named', async () => {
  const whole = fjardholm(newDomain());
  const cases = [
    ['nothing', {}, /companyProfile\.domain/], ['no domain', { ...whole, companyProfile: {} }, /companyProfile\.domain/],
    ['no billing profile', { companyProfile: whole.companyProfile }, /companyName/], ['a billing profile of null', { ...whole, billingProfile: null }, /companyName/],
    ['no email', { ...whole, billingProfile: { ...whole.billingProfile, email: undefined } }, /email/],
    ['no address', { ...whole, billingProfile: { ...whole.billingProfile, defaultAddress: undefined } }, /defaultAddress\.country/],
    ['no GUID for the indirect reseller', { ...whole, associatedPartnerId: 'x' }, /associatedPartnerId/],
    ['a domain of one label', { ...whole, companyProfile: { domain: 'contoso' } }, /domain/],
  ];
  let seen = 0;
  for (const [name, body, member] of cases) {
    const answer = await call('POST', '/v1/customers', body);
    assert.equal(answer.status, 400, name);
    assert.match(answer.body.data.join('\n'), member, name);
    seen += 1;
  }
  assert.equal(seen, 8);
});

test('a permission to buy ends with its customer, and the log says so', async () => {
  let seen = 0;
  for (const [method, body, operation] of [['PATCH', { RelationshipToPartner: 'None' }, 'remove_partner_customer_relationship'], ['DELETE', undefined, 'delete_customer']]) {
    const { id } = await create();
    const policy = await call('POST', '/v1/SelfServePolicy', { selfServeEntity: { tenantID: id }, permissions: [{ resource: 'AzureSavingsPlan', action: 'Purchase' }] });
    assert.equal(policy.status, 201, JSON.stringify(policy.body));
    assert.ok((await call(method, `/v1/customers/${id}`, body)).status < 300, method);
    const operations = (await recordsOf(id)).map(({ operationType }) => operationType);
    assert.deepEqual(operations, [operation, 'delete_self_serve_policy', 'create_self_serve_policy', 'add_customer'], method);
    assert.equal((await call('GET', `/v1/SelfServePolicy/${policy.body.id}`)).body.code, 600039);
    seen += 1;
  }
  assert.equal(seen, 2);
});

test('an agreement is held to the rules of a contact', async () => {
  const { id } = await create();
  const right = { primaryContact: { firstName: 'Åsa', lastName: 'Lindqvist', email: 'asa@nordanvik.example', phoneNumber: '060123456' }, templateId: randomUUID(), dateAgreed: '2026-01-02T00:00:00Z', type: 'MicrosoftCustomerAgreement' };
  const contact = (changes) => ({ ...right, primaryContact: { ...right.primaryContact, ...changes } });
  const cases = [
    ['a name with NUL', contact({ firstName: 'a\u0000b' })], ['a name that is too long', contact({ lastName: 'x'.repeat(5000) })], ['no email', contact({ email: '' })],
    ['no address in the email', contact({ email: 'asa' })], ['a phone number of letters', contact({ phoneNumber: 'call me' })], ['no contact', { ...right, primaryContact: null }],
    ['no date', { ...right, dateAgreed: 'yesterday' }], ['another type', { ...right, type: 'OtherAgreement' }], ['a template that is no id', { ...right, templateId: 'x'.repeat(9000) }],
  ];
  let seen = 0;
  for (const [name, body] of cases) {
    assert.equal((await call('POST', `/v1/customers/${id}/agreements`, body)).status, 400, name);
    seen += 1;
  }
  assert.equal(seen, 9);
  assert.equal((await call('POST', `/v1/customers/${id}/agreements`, right)).status, 201);
  assert.equal((await recordsOf(id))[0].operationType, 'update_company_info');
});

test('5.3 a registration number and a phone number have codes of their own', async () => {
  const brazil = { country: 'BR', city: 'São Paulo', state: 'SP', postalCode: '01310-100', addressLine1: 'Avenida Paulista 1', firstName: 'Ana', lastName: 'Lima', phoneNumber: '+55 11 3333-4444' };
  const whole = fjardholm(newDomain());
  const send = (number, address) => call('POST', '/v1/customers', {
    companyProfile: { ...whole.companyProfile, organizationRegistrationNumber: number },
    billingProfile: { ...whole.billingProfile, culture: 'pt-BR', language: 'pt', defaultAddress: address },
  });
  const cases = [
    ['no number', undefined, brazil, 600049, /^Organization registration ID information is missing\.$/],
    ['a wrong number', '123', brazil, 600050, /^Organization registration ID information is invalid and should be of the format \^.*\$$/],
    ['no phone number', '12.345.678/0001-95', { ...brazil, phoneNumber: '' }, 600051, /^Customer phone number is missing\.$/],
    ['a wrong state', '12.345.678/0001-95', { ...brazil, state: 'XX' }, 27002, /./],
  ];
  let seen = 0;
  for (const [name, number, address, code, sentence] of cases) {
    const { status, body } = await send(number, address);
    assert.deepEqual([status, body.code], [400, code], `${name}: ${JSON.stringify(body)}`);
    assert.match(body.description, sentence, name);
    seen += 1;
  }
  assert.equal(seen, 4);
  assert.equal((await send('12.345.678/0001-95', brazil)).status, 201);
});

test('what is stored in spite of a warning is told with it', async () => {
  const whole = fjardholm(newDomain());
  const { status, body } = await call('POST', '/v1/customers', { ...whole, billingProfile: { ...whole.billingProfile, companyName: 'Fjardholm.com' } });
  assert.equal(status, 201);
  assert.ok(body.problems.some(({ field, severity }) => field === 'billingProfile.companyName' && severity === 'warning'), JSON.stringify(body.problems));
  assert.equal('problems' in (await create()), false);
});

test('a policy of another kind is refused, and so is a prefix that nobody can have', async () => {
  const { id } = await create();
  const right = { selfServeEntity: { selfServeEntityType: 'customer', tenantID: id }, permissions: [{ resource: 'AzureReservedInstances', action: 'Purchase' }] };
  const cases = [
    ['another entity', { ...right, selfServeEntity: { selfServeEntityType: 'partner', tenantID: id } }], ['another grantor', { ...right, grantor: { grantorType: 'other' } }],
    ['another partner', { ...right, grantor: { grantorType: 'billToPartner', tenantID: randomUUID() } }], ['no permission', { ...right, permissions: [] }],
    ['another resource', { ...right, permissions: [{ resource: 'Everything', action: 'Purchase' }] }], ['another action', { ...right, permissions: [{ resource: 'AzureSavingsPlan', action: 'Sell' }] }],
  ];
  let seen = 0;
  for (const [name, body] of cases) {
    const answer = await call('POST', '/v1/SelfServePolicy', body);
    assert.deepEqual([answer.status, answer.body.code], [400, 3000], name);
    seen += 1;
  }
  assert.equal(seen, 6);
  assert.equal((await call('POST', '/v1/SelfServePolicy', right)).status, 201);
  const isFree = async (prefix) => (await call('GET', `/v1/validations/checkdomainavailability/${encodeURIComponent(prefix)}`)).body;
  assert.deepEqual([await isFree(`k${randomUUID().slice(0, 8)}`), await isFree('💩 x'), await isFree('-a-')], [true, false, false]);
});
