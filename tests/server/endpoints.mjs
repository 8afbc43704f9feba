// Every address that the server serves, by hand: who may call it, and how it is called harmlessly. The tests that walk this
// table compare it with /openapi.json, so that a new route without a row here fails them.
const account = { companyProfile: {}, billingProfile: {} };
const policyOf = (id) => ({ selfServeEntity: { selfServeEntityType: 'customer', tenantID: id }, grantor: { grantorType: 'billToPartner', tenantID: id }, permissions: [{ resource: 'AzureSavingsPlan', action: 'Purchase' }] });

// The roles of account-api.md 2, as the partner API publishes them; where its texts differ, the narrower reading.
const all = ['global_admin', 'admin_agent', 'sales_agent', 'helpdesk_agent', 'billing_admin', 'user_management_admin', 'default_user'];
const readers = all.slice(0, 5);
const editors = ['global_admin', 'admin_agent', 'sales_agent'];
const admins = ['global_admin', 'admin_agent'];
const creators = [...editors, 'user_management_admin'];
const permissionReaders = all.slice(0, 4);
const permissionSwitchers = ['admin_agent'];
export const roles = all;

// Makes what a call sends, of a customer's id and a policy's.
const rows = [
  ['POST', '/session', 'anyone'],
  ['GET', '/session', all],
  ['DELETE', '/session', 'anyone'],
  ['GET', '/session/options', 'anyone'],
  ['GET', '/session/openid', 'anyone'],
  ['GET', '/session/openid/callback', 'anyone'],
  ['POST', '/session/password', all, { person: true, body: () => ({}) }],
  ['POST', '/session/setup', 'anyone', { body: () => ({}) }],
  ['GET', '/sessions', all, { person: true }],
  ['DELETE', '/sessions', all, { person: true, signsOut: true }],
  ['DELETE', '/sessions/{session}', all, { person: true }],
  ['GET', '/v1/customers', readers],
  ['POST', '/v1/customers', creators, { body: () => ({}) }],
  ['GET', '/v1/customers/{id}', readers],
  ['PATCH', '/v1/customers/{id}', admins, { person: true, body: () => ({ relationshipToPartner: 'none', attributes: { objectType: 'Customer' } }) }],
  ['DELETE', '/v1/customers/{id}', admins],
  ['GET', '/v1/customers/{id}/profiles/billing', readers],
  ['PUT', '/v1/customers/{id}/profiles/billing', editors, { headers: { 'If-Match': '*' }, body: () => ({}) }],
  ['GET', '/v1/customers/{id}/profiles/company', readers, { person: true }],
  ['PUT', '/v1/customers/{id}/profiles/company', editors, { person: true, headers: { 'If-Match': '*' }, body: () => ({}) }],
  ['GET', '/v1/customers/{id}/history', readers],
  ['GET', '/v1/customers/{id}/history/{number}', readers],
  ['GET', '/v1/auditrecords', admins, { query: () => `?startDate=${new Date().toISOString().slice(0, 10)}` }],
  ['HEAD', '/v1/domains/{domain}', all],
  ['GET', '/v1/validations/checkdomainavailability/{prefix}', all],
  ['GET', '/v1/SelfServePolicy', permissionReaders, { person: true, query: (id) => `?entity_id=${id}` }],
  ['POST', '/v1/SelfServePolicy', permissionSwitchers, { person: true, body: (id) => policyOf(id) }],
  ['PUT', '/v1/SelfServePolicy', permissionSwitchers, { person: true, body: (id, policy) => ({ id: policy, ...policyOf(id), attributes: { etag: '*' } }) }],
  ['GET', '/v1/SelfServePolicy/{policy}', permissionReaders, { person: true }],
  ['PUT', '/v1/SelfServePolicy/{policy}', permissionSwitchers, { person: true, body: (id, policy) => ({ id: policy, ...policyOf(id), attributes: { etag: '*' } }) }],
  ['DELETE', '/v1/SelfServePolicy/{policy}', permissionSwitchers, { person: true }],
  ['GET', '/v1/customers/{id}/validationStatus', readers, { person: true, query: () => '?type=account' }],
  ['GET', '/v1/customers/{id}/qualifications', readers],
  ['POST', '/v1/customers/{id}/qualifications', admins, { body: () => ({ qualification: 'Education' }) }],
  ['GET', '/v1/customers/{id}/qualification', readers],
  ['PUT', '/v1/customers/{id}/qualification', admins, { body: () => 'education' }],
  ['GET', '/v1/customers/{id}/organization', readers],
  ['GET', '/v1/customers/{id}/customDomains', readers],
  ['POST', '/v1/customers/{id}/verifieddomain', editors, { person: true, body: () => ({ verifiedDomainName: 'foreign.example' }) }],
  ['GET', '/v1/customers/{id}/agreements', readers, { query: () => '?agreementType=MicrosoftCustomerAgreement' }],
  ['POST', '/v1/customers/{id}/agreements', editors, { person: true, body: () => ({ primaryContact: { firstName: 'Nils', lastName: 'Öberg', email: 'nils@foreign.example', phoneNumber: '' }, templateId: '998b88de-aa99-4388-a42c-1b3517d49490', dateAgreed: '2026-11-01', type: 'MicrosoftCustomerAgreement' }) }],
  ['GET', '/v1/customers/{id}/directSignedMicrosoftCustomerAgreementStatus', readers, { person: true }],
  ['POST', '/v1/validations/address', all, { body: () => ({ Country: 'SE' }) }],
  ['POST', '/v1/validations/account', all, { body: () => account }],
  ['GET', '/v1/countryvalidationrules/{country}', all],
  ['GET', '/openapi.json', 'anyone'],
  ['GET', '/docs', 'anyone'],
  ['GET', '/docs.css', 'anyone'],
  ['GET', '/healthz', 'anyone'],
  ['GET', '/livez', 'anyone'],
  ['GET', '/readyz', 'anyone'],
  ['GET', '/version', 'anyone'],
  ['GET', '/metrics', 'anyone'],
];

// `who`: 'anyone' or the roles; `person`: refused to a program alone.
export const endpoints = rows.map(([method, path, who, rest = {}]) => ({ method, path, who, person: false, headers: {}, query: () => '', ...rest }));

// The address and what is sent, for one customer. `policy` is the policy's id.
export function callOf(endpoint, id, policy = `${id}_${id}`) {
  const names = { id, policy, number: '1', session: id, domain: 'nobody.example', prefix: 'nobody77', country: 'SE' };
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name) => names[name]) + endpoint.query(id);
  const body = endpoint.body ? JSON.stringify(endpoint.body(id, policy)) : undefined;
  return [path, { method: endpoint.method, headers: { 'Content-Type': 'application/json', ...endpoint.headers }, ...(body && { body }) }];
}

// Operations that the server describes and this table lacks, or the other way round.
export async function differencesWith(server) {
  const { paths } = await (await fetch(`${server.url}/openapi.json`)).json();
  const described = new Set(Object.entries(paths).flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`)));
  const tabled = new Set(endpoints.map(({ method, path }) => `${method} ${path}`));
  return { untabled: [...described].filter((name) => !tabled.has(name)), unserved: [...tabled].filter((name) => !described.has(name)), count: described.size };
}
