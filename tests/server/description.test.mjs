// The API's description: valid, whole, and true. Every operation that it describes is called, and every answer is judged by
// the schema that is described for its status, with members that no schema names refused.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv from 'ajv/dist/2020.js';

import { newDataFolder, removeFolder, sampleUser, signIn, startServer } from '../support/server.mjs';

let server;
let document;
let ajv;
const agents = {};

// Clients must pass over members that they do not know; a test must not.
function close(schema) {
  if (Array.isArray(schema)) return schema.map(close);
  if (schema === null || typeof schema !== 'object') return schema;
  const closed = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, close(value)]));
  return closed.type === 'object' && closed.properties && !('additionalProperties' in closed) ? { ...closed, additionalProperties: false } : closed;
}

before(async () => {
  server = await startServer({ data: await newDataFolder(), flags: ['--sample-data', '--allow-customer-deletion'] });
  for (const role of ['global_admin', 'admin_agent', 'sales_agent', 'helpdesk_agent', 'billing_admin', 'user_management_admin']) agents[role] = await signIn(server, role);
  // Signing in ends the session whose cookie comes with it.
  agents.nobody = (path, options) => fetch(server.url + path, { ...options, headers: { Origin: server.url, 'Content-Type': 'application/json' } });
  document = await (await fetch(`${server.url}/openapi.json`)).json();
  ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addSchema({ components: { schemas: close(document.components.schemas) } }, 'api');
});

after(async () => {
  await server?.end();
  if (server) await removeFolder(server.data);
});

const operations = () => Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })));
const resolve = (node) => (node?.$ref ? node.$ref.slice(2).split('/').reduce((at, name) => at[name], document) : node);
const inApi = (schema) => JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/'));

// Judges one answer by what the operation describes for its status.
async function judge(operation, answer) {
  const where = `${operation.operationId} ${answer.status}`;
  const described = resolve(operation.responses[answer.status]);
  const text = await answer.text();
  assert.ok(described, `${where} is not described: ${text.slice(0, 300)}`);
  if (!described.content || operation.method === 'HEAD') {
    assert.equal(text, '', `${where} has a body`);
    return undefined;
  }
  const type = answer.headers.get('content-type').split(';')[0];
  assert.ok(described.content[type], `${where} is ${type}`);
  const value = type === 'application/json' ? JSON.parse(text) : text;
  const validate = ajv.compile(inApi(described.content[type].schema));
  assert.ok(validate(value), `${where}: ${JSON.stringify(validate.errors)}\n${text.slice(0, 600)}`);
  return value;
}

test('the description is valid OpenAPI 3.1 and refers to nothing that is missing', async () => {
  const validator = new Validator();
  const outcome = await validator.validate(structuredClone(document));
  assert.ok(outcome.valid, JSON.stringify(outcome.errors));
  assert.equal(validator.version, '3.1');
  let references = 0;
  (function look(node) {
    if (node === null || typeof node !== 'object') return;
    if (typeof node.$ref === 'string') {
      references += 1;
      assert.ok(resolve(node), node.$ref);
    }
    Object.values(node).forEach(look);
  }(document));
  assert.ok(references > 200, `${references} references`);
  const names = operations().map(({ operationId }) => operationId);
  assert.equal(new Set(names).size, names.length, 'every operation has a name of its own');
  for (const operation of operations()) {
    assert.ok(operation.summary.length > 5 && !operation.summary.endsWith('.'), operation.operationId);
    for (const [, name] of operation.path.matchAll(/\{(\w+)\}/g)) {
      assert.ok(operation.parameters.some((parameter) => parameter.in === 'path' && parameter.name === name), `${operation.operationId}: ${name}`);
    }
  }
});

test('roles, tokens, errors and limits stand in it', () => {
  const replace = operations().find(({ operationId }) => operationId === 'replaceBillingProfile');
  assert.deepEqual(replace['x-roles'], ['global_admin', 'admin_agent', 'sales_agent']);
  assert.deepEqual(replace['x-tokens'], ['user', 'application']);
  assert.equal(replace['x-permission'], 'update_billing_profile');
  const readCompany = operations().find(({ operationId }) => operationId === 'readCompanyProfile');
  assert.deepEqual(readCompany['x-tokens'], ['user']);
  const codes = new Set(document['x-errors'].map(({ status, code }) => `${status}/${code}`));
  for (const code of ['400/2055', '404/60003', '400/900118', '403/900150', '403/900329', '400/3000', '400/600050']) assert.ok(codes.has(code), code);
  for (const error of document['x-errors']) assert.ok(error.description.en.length > 5);
  assert.equal(document['x-limits'].bodyBytes, 262144);
  assert.equal(document['x-limits'].pageSize, 500);
});

// How each operation is called so that it succeeds. Later ones use what earlier ones left in `made`.
const json = (value) => JSON.stringify(value);
const made = {};
const customer = (domain) => ({
  CompanyProfile: { Domain: domain },
  BillingProfile: {
    Culture: 'sv-SE', Email: 'kontakt@fjardholm.example', Language: 'sv', CompanyName: 'Fjärdholm Bygg AB',
    DefaultAddress: { FirstName: 'Nils', LastName: 'Öberg', AddressLine1: 'Hamngatan 1', City: 'Kalmar', PostalCode: '392 32', Country: 'SE', PhoneNumber: '0480 123 45' },
  },
});
const policy = (permissions) => ({
  selfServeEntity: { selfServeEntityType: 'customer', tenantID: made.id },
  grantor: { grantorType: 'billToPartner', tenantID: made.partner },
  permissions: permissions.map((resource) => ({ resource, action: 'Purchase' })),
  ...(made.etag ? { attributes: { etag: made.etag, objectType: 'SelfServePolicy' } } : {}),
});
const keepEtag = (value) => {
  made.policy = value.id;
  made.etag = value.attributes.etag;
};

const recipes = {
  signIn: async () => ({ body: json(await sampleUser(server.data, 'helpdesk_agent').then(({ user, password }) => ({ user, password }))) }),
  readSession: async () => ({ keep: (value) => { made.partner = value.resellerId; } }),
  listCustomers: async () => ({ query: '?size=3', keep: (value) => { made.id = value.items[0].id; } }),
  replaceBillingProfile: async () => ({ body: json(await (await agents.admin_agent(`/v1/customers/${made.id}/profiles/billing`)).json()) }),
  replaceCompanyProfile: async () => ({ body: json(await (await agents.admin_agent(`/v1/customers/${made.id}/profiles/company`)).json()) }),
  createCustomer: async () => ({ body: json(customer('fjardholm.onmicrosoft.com')), keep: (value) => { made.created = value.id; } }),
  endRelationship: async () => ({ id: made.created, body: json({ relationshipToPartner: 'none', attributes: { objectType: 'Customer' } }) }),
  deleteCustomer: async () => {
    const answer = await (await agents.admin_agent('/v1/customers', { method: 'POST', body: json(customer('fjardholm2.onmicrosoft.com')) })).json();
    return { id: answer.id };
  },
  lookForDomain: async () => ({ names: { domain: (await (await agents.admin_agent(`/v1/customers/${made.id}/profiles/company`)).json()).domain } }),
  checkDomainPrefix: async () => ({ names: { prefix: 'fjardholm77' } }),
  createPolicy: async () => ({ body: json(policy(['AzureReservedInstances'])), keep: keepEtag }),
  listPolicies: async () => ({ query: `?entity_id=${made.id}` }),
  readPolicy: async () => ({ names: { policy: made.policy } }),
  replacePolicyByBody: async () => ({ body: json({ id: made.policy, ...policy(['AzureReservedInstances', 'AzureSavingsPlan']) }), keep: keepEtag }),
  replacePolicy: async () => ({ names: { policy: made.policy }, body: json(policy(['AzureSavingsPlan'])), keep: keepEtag }),
  deletePolicy: async () => ({ names: { policy: made.policy } }),
  readValidationStatus: async () => ({ query: '?type=account' }),
  addQualification: async () => ({ body: json({ qualification: 'Education' }) }),
  replaceOlderQualification: async () => ({ body: json('education') }),
  addVerifiedDomain: async () => ({ body: json({ verifiedDomainName: 'fjardholm.example' }) }),
  listAgreements: async () => ({ query: '?agreementType=MicrosoftCustomerAgreement' }),
  confirmAgreement: async () => ({ body: json({ primaryContact: { firstName: 'Nils', lastName: 'Öberg', email: 'nils@fjardholm.example', phoneNumber: '' }, templateId: '998b88de-aa99-4388-a42c-1b3517d49490', dateAgreed: '2026-11-01', type: 'MicrosoftCustomerAgreement' }) }),
  validateAddress: async () => ({ body: json({ Country: 'SE', City: 'Sundsvall', AddressLine1: 'Storgatan 12', PostalCode: '852 30' }) }),
  validateAccount: async () => ({ body: await (await agents.admin_agent(`/v1/customers/${made.id}`)).text() }),
  readCountryRules: async () => ({ names: { country: 'SE' } }),
  listHistory: async () => ({ keep: (value) => { made.number = value.items[0].number; } }),
  readHistoryEntry: async () => ({ names: { number: String(made.number) } }),
};
// What ends somebody's session is called last, as somebody else.
const last = ['createPolicy', 'listPolicies', 'readPolicy', 'replacePolicyByBody', 'replacePolicy', 'deletePolicy', 'listHistory', 'readHistoryEntry', 'endRelationship', 'deleteCustomer'];
// Each of these ends a session: its own person's, whom no other call needs.
const asOther = { changePassword: 'global_admin', endSessions: 'billing_admin', endOtherSession: 'user_management_admin', signOut: 'helpdesk_agent', signIn: 'nobody' };
// A first admin is made where there is none yet; the test of the setup link does it. A provider is needed for the others.
const elsewhere = new Set(['setUp', 'beginOpenIdSignIn', 'finishOpenIdSignIn']);

async function call(operation, agent, recipe) {
  const names = { id: recipe.id ?? made.id, ...recipe.names };
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(names[name] ?? '1'));
  return agent(path + (recipe.query ?? ''), { method: operation.method, redirect: 'manual', ...(recipe.body === undefined ? {} : { body: recipe.body }) });
}

test('every described operation is called and answers what is described', async () => {
  const order = (operation) => (operation.operationId in asOther ? 1000 : last.indexOf(operation.operationId));
  const all = operations().sort((left, right) => order(left) - order(right));
  const unsuccessful = [];
  const seen = new Set();
  // Reads of the signed-in person and of the list come first: others use what they tell.
  const first = ['readSession', 'listCustomers'].map((name) => all.find(({ operationId }) => operationId === name));
  for (const operation of [...first, ...all]) {
    const agent = agents[asOther[operation.operationId] ?? 'admin_agent'];
    if (operation.operationId === 'changePassword') {
      const { user, password } = await sampleUser(server.data, 'global_admin');
      recipes.changePassword = async () => ({ body: json({ user, current: password, password: 'another horse battery 7' }) });
    }
    if (operation.operationId === 'endOtherSession') {
      const own = await (await agent('/sessions')).json();
      recipes.endOtherSession = async () => ({ names: { session: own.items[0].id } });
    }
    const recipe = await (recipes[operation.operationId]?.() ?? {});
    const answer = await call(operation, agent, recipe);
    const { status } = answer;
    const value = await judge(operation, answer);
    seen.add(operation.operationId);
    if (status < 300) recipe.keep?.(value);
    else if (!elsewhere.has(operation.operationId)) unsuccessful.push(`${operation.operationId}: ${status} ${json(value)}`);
  }
  assert.equal(seen.size, operations().length);
  assert.deepEqual(unsuccessful, []);
});

test('refusals answer what is described too', async () => {
  let seen = 0;
  for (const operation of operations()) {
    const path = operation.path.replace(/\{(\w+)\}/g, 'no-such-thing');
    const needsBody = operation.requestBody !== undefined;
    const headers = { 'Content-Type': 'application/json', Origin: server.url };
    const send = (options) => fetch(server.url + path, { method: operation.method, redirect: 'manual', headers, ...options });
    if (operation.security.length > 0) {
      const answer = await send(needsBody ? { body: '{}' } : {});
      assert.equal(answer.status, 401, operation.operationId);
      await judge(operation, answer);
      seen += 1;
    }
    if (needsBody) {
      for (const body of ['{', '[]', '{"a":1,"a":2}']) {
        const answer = await agents.sales_agent(path, { method: operation.method, body });
        assert.ok(answer.status >= 400 && answer.status < 500, `${operation.operationId} ${answer.status}`);
        await judge(operation, answer);
        seen += 1;
      }
    }
  }
  assert.ok(seen > 15, `${seen} refusals`);
});

test('the page for people shows every operation, document and error without a script or another host', async () => {
  const answer = await fetch(`${server.url}/docs`);
  assert.equal(answer.status, 200);
  const policyOfPage = answer.headers.get('content-security-policy');
  assert.match(policyOfPage, /default-src 'none'/);
  assert.ok(!policyOfPage.includes('script-src') && !policyOfPage.includes('unsafe'));
  const page = await answer.text();
  for (const { operationId } of operations()) assert.ok(page.includes(`id="${operationId}"`), operationId);
  for (const name of Object.keys(document.components.schemas)) assert.ok(page.includes(`id="${name}"`), name);
  assert.ok(page.includes('Etag is no longer valid'));
  assert.ok(!/<script|https?:\/\/|\sstyle=|\son\w+=/.test(page));
  const anchors = new Set([...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
  for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) assert.ok(anchors.has(target), target);
  assert.equal((await fetch(`${server.url}/docs.css`)).headers.get('content-type'), 'text/css; charset=utf-8');
});
