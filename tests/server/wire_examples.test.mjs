// The JSON examples of the wire reference, section by section, over real sockets: each answer has every member of its
// example with the example's value, but for what the server makes up (ids, etags, tokens).
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { newDataFolder, removeFolder, signIn, startServer } from '../support/server.mjs';

let server;
let admin;
let sales;
before(async () => {
  server = await startServer({ data: await newDataFolder(), flags: ['--sample-data', '--allow-customer-deletion'] });
  [admin, sales] = await Promise.all(['admin_agent', 'sales_agent'].map((role) => signIn(server, role)));
});
after(async () => {
  await server?.end();
  if (server) await removeFolder(server.data);
});

const call = async (agent, method, path, body, headers) => {
  const answer = await agent(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }), headers });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : undefined, headers: answer.headers };
};

// Marks what the server makes up; a pattern must match.
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ETAG = /^-?\d+$/;
const SOME = /./s;

// Every member of `example` stands in `actual` with its value; the patterns of ours may stand for values.
function holds(actual, example, path = '$') {
  if (example instanceof RegExp) return assert.match(String(actual), example, path);
  if (example === null || typeof example !== 'object') return assert.deepEqual(actual, example, path);
  assert.ok(actual !== null && typeof actual === 'object', `${path} is missing: ${JSON.stringify(actual)}`);
  if (Array.isArray(example)) assert.equal(actual.length, example.length, path);
  for (const [key, value] of Object.entries(example)) holds(actual[key], value, `${path}.${key}`);
}
const self = (uri) => ({ self: { uri, method: 'GET', headers: [] } });

const fjardholm = {
  enableGDAPByDefault: false,
  CompanyProfile: { Domain: 'fjardholm.onmicrosoft.com', OrganizationRegistrationNumber: null },
  BillingProfile: {
    Culture: 'SV-SE', Email: 'kontakt@fjardholm.example', Language: 'sv', CompanyName: 'Fjärdholm Bygg AB',
    DefaultAddress: { FirstName: 'Nils', LastName: 'Öberg', AddressLine1: 'Hamngatan 1', City: 'Kalmar', PostalCode: '392 32', Country: 'SE', PhoneNumber: '' },
  },
};
const nordanvik = {
  CompanyProfile: { Domain: 'nordanvik.onmicrosoft.com', Email: 'info@nordanvik.example', CompanyName: 'Nordanvik Papper AB',
    Address: { Country: 'SE', City: 'Sundsvall', AddressLine1: 'Storgatan 12', PostalCode: '852 30', PhoneNumber: '060123456' } },
  BillingProfile: {
    FirstName: 'Åsa', LastName: 'Lindqvist', Email: 'faktura@nordanvik.example', Culture: 'sv-SE', Language: 'sv', CompanyName: 'Nordanvik Papper AB',
    DefaultAddress: { Country: 'SE', City: 'Sundsvall', AddressLine1: 'Storgatan 12', AddressLine2: 'Plan 3', PostalCode: '852 30', FirstName: 'Åsa', LastName: 'Lindqvist', PhoneNumber: '060123456' },
  },
};
let nordanvikId;

test('3.6.7 create', async () => {
  const { status, body } = await call(sales, 'POST', '/v1/customers', fjardholm, { 'MS-RequestId': randomUUID() });
  assert.equal(status, 201, JSON.stringify(body));
  holds(body, {
    id: GUID, commerceId: GUID,
    companyProfile: { tenantId: body.id, domain: 'fjardholm.onmicrosoft.com', attributes: { objectType: 'CustomerCompanyProfile' } },
    billingProfile: {
      id: GUID, email: 'kontakt@fjardholm.example', culture: 'sv-SE', language: 'sv', companyName: 'Fjärdholm Bygg AB',
      defaultAddress: { country: 'SE', city: 'Kalmar', addressLine1: 'Hamngatan 1', postalCode: '392 32', firstName: 'Nils', lastName: 'Öberg', phoneNumber: '' },
      attributes: { etag: ETAG, objectType: 'CustomerBillingProfile' },
    },
    enableGDAPByDefault: false, relationshipToPartner: 'none', userCredentials: { userName: 'admin', password: SOME }, attributes: { objectType: 'Customer' },
  });
  const again = await call(sales, 'POST', '/v1/customers', fjardholm);
  assert.deepEqual([again.status, again.body.code], [400, 27100]);
  const created = await call(sales, 'POST', '/v1/customers', nordanvik);
  assert.equal(created.status, 201, JSON.stringify(created.body));
  nordanvikId = created.body.id;
});

test('3.6.1 list', async () => {
  const filter = encodeURIComponent(JSON.stringify({ Field: 'CompanyName', Value: 'nordanvik', Operator: 'starts_with' }));
  const { body } = await call(sales, 'GET', `/v1/customers?size=2&filter=${filter}`);
  holds(body, {
    totalCount: 1,
    items: [{
      id: nordanvikId,
      companyProfile: {
        tenantId: nordanvikId, domain: 'nordanvik.onmicrosoft.com', companyName: 'Nordanvik Papper AB', links: self(`/customers/${nordanvikId}/profiles/company`),
        attributes: { objectType: 'CustomerCompanyProfile' },
      },
      relationshipToPartner: 'reseller', links: self(`/customers/${nordanvikId}`), attributes: { objectType: 'Customer' },
    }],
    links: { self: { uri: /^\/customers\?size=2/, method: 'GET', headers: [] } },
    attributes: { objectType: 'Collection' },
  });
  const paged = await call(sales, 'GET', '/v1/customers?size=2');
  holds(paged.body, {
    totalCount: 2, links: { next: { uri: '/customers?size=2&seekOperation=Next', method: 'GET', headers: [{ key: 'MS-ContinuationToken', value: paged.body.continuationToken }] } },
    continuationToken: SOME,
  });
  for (const item of paged.body.items) assert.deepEqual(['billingProfile', 'commerceId', 'allowDelegatedAccess'].filter((member) => member in item), []);
});

test('3.6.3 to 3.6.5 read', async () => {
  const company = {
    tenantId: nordanvikId, domain: 'nordanvik.onmicrosoft.com', companyName: 'Nordanvik Papper AB',
    address: { country: 'SE', city: 'Sundsvall', addressLine1: 'Storgatan 12', postalCode: '852 30', phoneNumber: '060123456' },
    email: 'info@nordanvik.example', links: self(`/customers/${nordanvikId}/profiles/company`), attributes: { objectType: 'CustomerCompanyProfile' },
  };
  const billing = {
    id: GUID, firstName: 'Åsa', lastName: 'Lindqvist', email: 'faktura@nordanvik.example', culture: 'sv-SE', language: 'sv', companyName: 'Nordanvik Papper AB',
    defaultAddress: { country: 'SE', city: 'Sundsvall', addressLine1: 'Storgatan 12', addressLine2: 'Plan 3', postalCode: '852 30', firstName: 'Åsa', lastName: 'Lindqvist', phoneNumber: '060123456' },
    links: self(`/customers/${nordanvikId}/profiles/billing`), attributes: { etag: ETAG, objectType: 'CustomerBillingProfile' },
  };
  const { body } = await call(sales, 'GET', `/v1/customers/${nordanvikId.toUpperCase()}`);
  holds(body, {
    id: nordanvikId, commerceId: GUID, companyProfile: company, billingProfile: billing, relationshipToPartner: 'reseller', allowDelegatedAccess: true,
    customDomains: ['nordanvik.onmicrosoft.com'], links: self(`/customers/${nordanvikId}`), attributes: { objectType: 'Customer' },
  });
  holds((await call(sales, 'GET', `/v1/customers/${nordanvikId}/profiles/company`)).body, company);
  const alone = await call(sales, 'GET', `/v1.0/Customers/${nordanvikId}/Profiles/Billing/`);
  holds(alone.body, billing);
  assert.equal(alone.body.attributes.etag, body.billingProfile.attributes.etag);
  assert.equal(alone.headers.get('ETag'), `"${alone.body.attributes.etag}"`);
  assert.equal((await call(sales, 'GET', `/v1/customers/${nordanvikId}/profiles/billing`, undefined, { 'If-None-Match': alone.headers.get('ETag') })).status, 304);
});

test('3.6.6 replace', async () => {
  const { body: before_ } = await call(sales, 'GET', `/v1/customers/${nordanvikId}/profiles/billing`);
  const request = {
    Id: before_.id, FirstName: 'Åsa', LastName: 'Lindqvist', Email: 'ekonomi@nordanvik.example', Culture: 'sv-SE', Language: 'sv', CompanyName: 'Nordanvik Papper AB',
    DefaultAddress: { Country: 'SE', Region: null, City: 'Sundsvall', State: null, AddressLine1: 'Sjögatan 4', AddressLine2: null, PostalCode: '852 34', FirstName: 'Åsa', LastName: 'Lindqvist', PhoneNumber: '060123456' },
    Links: { Self: { Uri: `/customers/${nordanvikId}/profiles/billing`, Method: 'GET', Headers: [] } }, Attributes: { Etag: before_.attributes.etag, ObjectType: 'CustomerBillingProfile' },
  };
  const { status, body } = await call(sales, 'PUT', `/v1/customers/${nordanvikId}/profiles/billing`, request, { 'If-Match': `"${before_.attributes.etag}"` });
  assert.equal(status, 200, JSON.stringify(body));
  holds(body, {
    id: before_.id, firstName: 'Åsa', lastName: 'Lindqvist', email: 'ekonomi@nordanvik.example', culture: 'sv-SE', language: 'sv', companyName: 'Nordanvik Papper AB',
    defaultAddress: { country: 'SE', city: 'Sundsvall', addressLine1: 'Sjögatan 4', postalCode: '852 34', firstName: 'Åsa', lastName: 'Lindqvist', phoneNumber: '060123456' },
    links: self(`/customers/${nordanvikId}/profiles/billing`), attributes: { etag: ETAG, objectType: 'CustomerBillingProfile' },
  });
  assert.equal('addressLine2' in body.defaultAddress, false, 'null clears');
  assert.notEqual(body.attributes.etag, before_.attributes.etag);
  const other = await call(sales, 'PUT', `/v1/customers/${nordanvikId}/profiles/billing`, { ...body, id: randomUUID() });
  assert.deepEqual([other.status, other.body.code], [400, 3000]);
});

test('3.10 the permission to buy', async () => {
  const { body: { resellerId } } = await call(admin, 'GET', '/session');
  const permissions = [{ resource: 'AzureReservedInstances', action: 'Purchase' }, { resource: 'AzureSavingsPlan', action: 'Purchase' }];
  const created = await call(admin, 'POST', '/v1/SelfServePolicy', {
    selfServeEntity: { selfServeEntityType: 'customer', tenantID: nordanvikId }, grantor: { grantorType: 'billToPartner', tenantID: resellerId }, permissions,
  });
  assert.equal(created.status, 201, JSON.stringify(created.body));
  const { body } = await call(sales, 'GET', `/v1/SelfServePolicy?entity_id=${nordanvikId}`);
  holds(body, {
    totalCount: 1,
    items: [{
      id: `${resellerId}_${nordanvikId}`, selfServeEntity: { selfServeEntityType: 'customer', tenantID: nordanvikId }, grantor: { grantorType: 'billToPartner', tenantID: resellerId },
      permissions, attributes: { etag: /^"[0-9a-f-]{36}"$/, objectType: 'SelfServePolicy' },
    }],
    attributes: { objectType: 'Collection' },
  });
});

test('3.11 what stands beside the profiles', async () => {
  const path = `/v1/customers/${nordanvikId}`;
  holds((await call(sales, 'GET', `${path}/validationStatus?type=account`)).body, { type: 'account', status: 'Allowed', lastUpdateDateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/ });
  const missing = '00000000-0000-4000-8000-00000000000a';
  const { status, body } = await call(sales, 'GET', `/v1/customers/${missing}/validationStatus?type=account`);
  assert.equal(status, 404);
  const sentence = `Account Status for the customer, ${missing} was not found.`;
  assert.deepEqual(body, { code: 600074, message: sentence, description: sentence, errorName: 'AccountStatusNotFound', isRetryable: false, errorMessageExtended: 'InternalErrorCode=600074' });
  assert.deepEqual((await call(sales, 'GET', `${path}/qualifications`)).body, []);
  holds(await call(admin, 'POST', `${path}/qualifications`, { Qualification: 'education' }), { status: 201, body: { qualification: 'Education', vettingStatus: 'InReview' } });
  holds((await call(sales, 'GET', `${path}/qualifications`)).body, [{ qualification: 'Education', vettingStatus: 'InReview', vettingCreatedDate: SOME }]);
  assert.equal((await call(sales, 'GET', `${path}/qualification`)).body, 'education');
  assert.equal((await call(admin, 'PUT', `${path}/qualification`, 'none')).body, 'none');
  holds((await call(sales, 'GET', `${path}/organization`)).body, [{ street: 'Storgatan 12', countryLetterCode: 'SE', postalCode: '852 30', city: 'Sundsvall', displayName: 'Nordanvik Papper AB', technicalNotificationMails: ['info@nordanvik.example'] }]);
  assert.equal((await call(sales, 'POST', `${path}/verifieddomain`, { VerifiedDomain: { Name: 'nordanvik.se' } })).status, 201);
  assert.deepEqual((await call(sales, 'GET', `${path}/customDomains`)).body, ['nordanvik.onmicrosoft.com', 'nordanvik.se']);
  const agreement = { primaryContact: { firstName: 'Åsa', lastName: 'Lindqvist', email: 'asa@nordanvik.example', phoneNumber: '060123456' }, templateId: randomUUID(), dateAgreed: '2026-01-02T00:00:00Z', type: 'MicrosoftCustomerAgreement' };
  assert.equal((await call(sales, 'POST', `${path}/agreements`, agreement)).status, 201);
  holds((await call(sales, 'GET', `${path}/agreements?agreementType=MicrosoftCustomerAgreement`)).body, { totalCount: 1, items: [agreement], attributes: { objectType: 'Collection' } });
  assert.equal(typeof (await call(sales, 'GET', `${path}/directSignedMicrosoftCustomerAgreementStatus`)).body.isSigned, 'boolean');
});

test('5.1 errors have their documented shape', async () => {
  const stale = await call(sales, 'PUT', `/v1/customers/${nordanvikId}/profiles/billing`, { ...nordanvik.BillingProfile, Attributes: { Etag: '1' } });
  holds(stale, { status: 400, body: { code: 2055, description: SOME, data: [], source: 'PartnerFD' } });
  const { body: profile } = await call(sales, 'GET', `/v1/customers/${nordanvikId}/profiles/billing`);
  profile.defaultAddress.postalCode = '1';
  const wrong = await call(sales, 'PUT', `/v1/customers/${nordanvikId}/profiles/billing`, profile);
  assert.equal(wrong.status, 400);
  assert.match(wrong.body.data[0], /^property_name: defaultAddress\.postalCode - /);
  assert.equal(wrong.body.errors[0].field, 'billingProfile.defaultAddress.postalCode');
});

test('3.6.9 and 3.6.8 the end: the relationship is given up, a customer is deleted', async () => {
  const other = await call(sales, 'PATCH', `/v1/customers/${nordanvikId}`, { relationshipToPartner: 'none' });
  assert.deepEqual([other.status, other.body.code], [403, 900150]);
  const wrong = await call(admin, 'PATCH', `/v1/customers/${nordanvikId}`, { relationshipToPartner: 'advisor' });
  assert.equal(wrong.status, 400);
  const ended = await call(admin, 'PATCH', `/v1/customers/${nordanvikId}/`, { relationshipToPartner: 'none', attributes: { objectType: 'Customer' } });
  holds(ended, { status: 200, body: { id: nordanvikId, relationshipToPartner: 'none', attributes: { objectType: 'Customer' } } });
  for (const path of ['', '/profiles/billing', '/profiles/company', '/qualifications']) {
    const gone = await call(sales, 'GET', `/v1/customers/${nordanvikId}${path}`);
    assert.deepEqual([gone.status, gone.body.code], [403, 20002], path);
  }
  assert.ok((await call(sales, 'GET', '/v1/customers')).body.items.every((item) => item.id !== nordanvikId));
  const { body: { items: [victim] } } = await call(sales, 'GET', '/v1/customers?size=1');
  assert.deepEqual(await admin(`/v1/customers/${victim.id}`, { method: 'DELETE' }).then(async (answer) => [answer.status, await answer.text()]), [204, '']);
  const deleted = await call(sales, 'GET', `/v1/customers/${victim.id}`);
  assert.deepEqual([deleted.status, deleted.body.code], [404, 60003]);
});

test('3.6.8 a server that is no sandbox deletes nobody', async () => {
  const own = await startServer({ data: await newDataFolder() });
  try {
    const agent = await signIn(own, 'admin_agent');
    const { body: { items: [{ id }] } } = await call(agent, 'GET', '/v1/customers?size=1');
    const refused = await call(agent, 'DELETE', `/v1/customers/${id}`);
    assert.deepEqual([refused.status, refused.body.code], [403, 600006]);
    assert.equal((await call(agent, 'GET', `/v1/customers/${id}`)).status, 200);
  } finally {
    await own.end();
    await removeFolder(own.data);
  }
});
