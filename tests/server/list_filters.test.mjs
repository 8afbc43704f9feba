// The filters of the customer list (wire reference, 3.6.2) and its seek operations (3.6.1): fields, operators and spellings
// of all clients.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { newDataFolder, removeFolder, signIn, startServer } from '../support/server.mjs';

let server;
let agent;
let ids;
const partner = randomUUID();
const word = `Fjord${randomUUID().slice(0, 6)}`;
const domainOf = (i) => `${word.toLowerCase()}-${i}.onmicrosoft.com`;

before(async () => {
  server = await startServer({ data: await newDataFolder() });
  agent = await signIn(server, 'sales_agent');
  ids = [];
  for (let i = 0; i < 4; i += 1) {
    const answer = await agent('/v1/customers', {
      method: 'POST',
      body: JSON.stringify({
        companyProfile: { domain: domainOf(i) }, ...(i < 2 && { associatedPartnerId: partner.toUpperCase() }),
        billingProfile: { email: 'a@fjardholm.example', culture: 'sv-SE', language: 'sv', companyName: `${word} Bygg ${'ABCD'[i]}`,
          defaultAddress: { firstName: 'Nils', lastName: 'Öberg', addressLine1: 'Hamngatan 1', city: 'Kalmar', postalCode: '392 32', country: 'SE' } },
      }),
    });
    assert.equal(answer.status, 201, await answer.clone().text());
    ids.push((await answer.json()).id);
  }
});
after(async () => {
  await server?.end();
  if (server) await removeFolder(server.data);
});

const list = async (filter, more = '') => {
  const answer = await agent(`/v1/customers?size=0&filter=${encodeURIComponent(typeof filter === 'string' ? filter : JSON.stringify(filter))}${more}`);
  return { status: answer.status, body: await answer.json() };
};

test('3.6.2 every field and operator that customers have', async () => {
  const cases = [
    [{ Field: 'CompanyName', Value: word, Operator: 'starts_with' }, [0, 1, 2, 3]],
    [{ Field: 'CompanyName', Value: `${word} bygg b`, Operator: 'equals' }, [1]],
    [{ Field: 'CompanyName', Value: `${word.slice(3)} bygg c`, Operator: 'substring' }, [2]],
    [{ Field: 'DisplayName', Value: `${word} Bygg D`, Operator: 'StartsWith' }, [3]],
    [{ Field: 'Domain', Value: domainOf(2), Operator: 'starts_with' }, [2]],
    [{ Field: 'default_domain_name', Value: domainOf(3).toUpperCase(), Operator: 'EQUALS' }, [3]],
    [{ Field: 'IndirectReseller', Value: partner, Operator: 'starts_with' }, [0, 1]],
    [{ Field: 'IndirectCloudSolutionProvider', Value: partner.toUpperCase(), Operator: 'equals' }, [0, 1]],
    [{ Field: 'indirect_reseller', Value: partner.slice(0, 13), Operator: 'StartsWith' }, [0, 1]],
    [{ Field: 'IndirectReseller', Value: randomUUID(), Operator: 'starts_with' }, []],
    // Enumerations may come as their number.
    [{ Field: 'CompanyName', Value: `${word} bygg a`, Operator: 9 }, [0]], [{ Field: 'CompanyName', Value: `${word} bygg a`, Operator: 0 }, [0]], [{ Field: 'CompanyName', Value: `${word} bygg a`, Operator: '6' }, [0]],
    [`{"value":"${word} bygg b","OPERATOR":"startsWith","unknown":{"x":[1]},"fieldType":null,"field":"companyname"}`, [1]],
  ];
  let seen = 0;
  for (const [filter, wanted] of cases) {
    const { status, body } = await list(filter);
    assert.equal(status, 200, JSON.stringify(filter));
    assert.deepEqual(body.items.map(({ id }) => ids.indexOf(id)), wanted, JSON.stringify(filter));
    assert.equal(body.matchingCount, wanted.length, JSON.stringify(filter));
    seen += 1;
  }
  assert.equal(seen, 14);
});

test('3.6.2 a filter is kept from page to page', async () => {
  for (const filter of [{ Field: 'IndirectReseller', Value: partner, Operator: 'starts_with' }, { Field: 'CompanyName', Value: word, Operator: 'starts_with' }]) {
    const first = await (await agent(`/v1/customers?size=1&filter=${encodeURIComponent(JSON.stringify(filter))}`)).json();
    const second = await (await agent('/v1/customers?seekOperation=Next', { headers: { 'MS-ContinuationToken': first.continuationToken } })).json();
    assert.deepEqual([first, second].map(({ items }) => ids.indexOf(items[0].id)), [0, 1]);
  }
});

test('3.6.2 what is no filter of customers is refused with its code, and nothing strange is a fault of the server', async () => {
  const refused = [
    { Field: 'CompanyName', Value: 'a', Operator: 'greater_than' }, { Field: 'CompanyName', Value: 'a', Operator: 3 }, { Field: 'Phone', Value: 'a', Operator: 'starts_with' },
    { Field: 'CompanyName', Operator: 'starts_with' }, { LeftFilter: { Field: 'CompanyName', Value: 'a', Operator: 'starts_with' }, Operator: 'and', RightFilter: {} },
    'nonsense', '[]', '"text"', '{"Field":"CompanyName","Field":"Domain","Value":"a","Operator":"equals"}', `{"Field":"CompanyName","Value":"${'x'.repeat(3000)}","Operator":"equals"}`,
    { Field: 'CompanyName', Value: 'a\u0000b', Operator: 'substring' },  // No store keeps NUL in a text.
  ];
  let seen = 0;
  for (const filter of refused) {
    const { status, body } = await list(filter);
    assert.deepEqual([status, body.code], [400, 2000], JSON.stringify(filter));
    seen += 1;
  }
  for (const value of ['%', '_', '!', '"', "'; drop table customer", '💥', '\u202e', '*']) {
    assert.equal((await list({ Field: 'CompanyName', Value: value, Operator: 'substring' })).status, 200, JSON.stringify(value));
    assert.equal((await agent(`/v1/customers?search=${encodeURIComponent(value)}`)).status, 200, JSON.stringify(value));
    seen += 1;
  }
  assert.equal(seen, 19);
});

test('the seek operations, as words in any case and as numbers', async () => {
  const page = async (query, token) => (await (await agent(`/v1/customers?${query}`, { headers: token ? { 'MS-ContinuationToken': token } : {} })).json());
  const names = ({ items }) => items.map((item) => item.id);
  const first = await page('size=5');
  const second = await page('seekOperation=Next', first.continuationToken);
  const third = await page('seekOperation=next', second.continuationToken);
  const last = await page('seekOperation=Last', first.continuationToken);
  assert.equal(new Set([first, second, third, last].flatMap(names)).size, 15 + last.items.length);
  assert.equal(last.links.next, undefined);
  const cases = [
    ['Next', second], ['NEXT', second], ['0', second], ['Previous', null], ['previous', null], ['1', null], ['First', first], ['FIRST', first], ['2', first], ['Last', last], ['last', last], ['3', last],
    ['PageIndex', first], ['4', first],
  ];
  let seen = 0;
  for (const [operation, wanted] of cases) {
    const from = wanted === null ? second.continuationToken : first.continuationToken;
    assert.deepEqual(names(await page(`seekOperation=${operation}`, from)), names(wanted ?? first), operation);
    seen += 1;
  }
  assert.equal(seen, 14);
});
