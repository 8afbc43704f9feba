// What clients write in an address beside the documented form, and what is answered all the same (wire reference, 3.1, 3.4, 3.6.1).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { exchange } from '../support/raw.mjs';
import { newDataFolder, removeFolder, startServer, tokenFor } from '../support/server.mjs';

let server;
let token;
let id;
before(async () => {
  server = await startServer({ data: await newDataFolder() });
  token = await tokenFor(server, 'sales_agent');
  ({ items: [{ id }] } = JSON.parse((await get('/v1/customers?size=1')).body));
});
after(async () => {
  await server?.end();
  if (server) await removeFolder(server.data);
});

const get = async (target) => {
  const { answers: [answer] } = await exchange(server.port, `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nAccept: application/json\r\n\r\n`);
  return { status: answer.status, body: answer.body };
};
const filter = (value) => encodeURIComponent(JSON.stringify({ Field: 'CompanyName', Value: value, Operator: 'starts_with' }));

test('each spelling of an address is answered as the documented one', async () => {
  const customer = `/v1/customers/${id}`;
  const cases = [
    ['a double slash', customer, `/v1//customers/${id}`], ['many slashes', customer, `///v1///customers////${id}`], ['a trailing slash', customer, `${customer}/`],
    ['the version with a zero', customer, `/v1.0/customers/${id}`], ['another case', customer, `/V1/CUSTOMERS/${id}`], ['the id in capitals', customer, `/v1/customers/${id.toUpperCase()}`],
    ['escaped letters', customer, `/v1/%63ustomers/${id}`],
    ['deeper, in another case', `${customer}/profiles/billing`, `/v1/Customers/${id}/Profiles/BILLING/`],
    ['a policy', `/v1/SelfServePolicy?entity_id=${id}`, `/v1/selfservepolicy/?Entity_Id=${id.toUpperCase()}`],
    ['a country in small letters', '/v1/countryvalidationrules/SE', '/v1/CountryValidationRules/se'],
    ['a second question mark', `/v1/customers?size=40&filter=${filter('Aktiebolaget')}`, `/v1/customers?size=40?filter=${filter('Aktiebolaget')}`],
    ['a plus for a blank', `/v1/customers?filter=${filter('Aktiebolaget S')}`, `/v1/customers?filter=${filter('Aktiebolaget S').replaceAll('%20', '+')}`],
    ['a size of zero', '/v1/customers', '/v1/customers?size=0'], ['a size of nothing', '/v1/customers', '/v1/customers?size='],
    ['names of parameters in another case', `/v1/customers?size=40&filter=${filter('A')}`, `/v1/customers?SIZE=40&Filter=${filter('A')}`],
    ['the filter first', `/v1/customers?size=40&filter=${filter('A')}`, `/v1/customers?filter=${filter('A')}&size=40`],
    ['parameters that nobody knows', '/v1/customers?size=3', '/v1/customers?size=3&api-version=v1&x'],
  ];
  let seen = 0;
  for (const [name, documented, sent] of cases) {
    const wanted = await get(documented);
    assert.equal(wanted.status, 200, documented);
    assert.deepEqual(await get(sent), wanted, name);
    seen += 1;
  }
  assert.equal(seen, 17);
});
