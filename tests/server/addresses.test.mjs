// Validation of an address: the documented cases, what the rules say of others, and the answer for old clients.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { newDataFolder, removeFolder, signIn, startServer } from '../support/server.mjs';

let server;
let agent;
before(async () => {
  server = await startServer({ data: await newDataFolder() });
  agent = await signIn(server, 'helpdesk_agent');
});
after(async () => {
  await server?.end();
  if (server) await removeFolder(server.data);
});

const check = async (address, by = agent) => {
  const answer = await by('/v1/validations/address', { method: 'POST', body: JSON.stringify(address) });
  return { status: answer.status, body: await answer.json() };
};
const redmond = { AddressLine1: '1 Microsoft Way', City: 'Redmond', State: 'WA', PostalCode: '98052', Country: 'US' };

test('the documented cases have the documented statuses', async () => {
  const cases = [
    [{}, 'VerifiedShippable', 1],
    [{ PostalCode: '98052-8300' }, 'Verified', 1],
    [{ City: 'Seattle' }, 'InteractionRequired', 1],
    [{ AddressLine1: 'Microsoft Way' }, 'StreetPartial', 1],
    [{ AddressLine1: '3 Microsoft Way' }, 'PremisesPartial', 1],
    [{ AddressLine1: '1 Strada Dacia', City: 'Bulboac', PostalCode: '6512', Region: 'Anenii Noi', State: null, Country: 'MD' }, 'Multiple', 1],
    [{ City: 'Seattle', PostalCode: '98055' }, 'None', 0],
    [{ Country: '' }, 'NotValidated', 0],
  ];
  let seen = 0;
  for (const [change, status, suggestions] of cases) {
    const { status: code, body } = await check({ ...redmond, ...change });
    assert.equal(code, 200, status);
    assert.deepEqual([body.status, body.suggestedAddresses.length], [status, suggestions], JSON.stringify(change));
    seen += 1;
  }
  assert.equal(seen, 8);
});

test('the documented answer, member by member', async () => {
  assert.deepEqual((await check(redmond)).body, {
    originalAddress: { country: 'US', city: 'Redmond', state: 'WA', addressLine1: '1 Microsoft Way', postalCode: '98052' },
    suggestedAddresses: [{ country: 'US', city: 'Redmond', state: 'WA', addressLine1: '1 Microsoft Way', postalCode: '98052-8300' }],
    status: 'VerifiedShippable',
  });
  assert.deepEqual((await check({ ...redmond, AddressLine1: 'Microsoft Way' })).body, {
    originalAddress: { country: 'US', city: 'Redmond', state: 'WA', addressLine1: 'Microsoft Way', postalCode: '98052' },
    suggestedAddresses: [{ country: 'US', city: 'Redmond', state: 'WA', addressLine1: 'Microsoft Way', postalCode: '98052-6399' }],
    status: 'StreetPartial',
    validationMessage: "Address field invalid for property: 'Region', 'PostalCode', 'City'",
  });
});

test('other addresses are told by the rules', async () => {
  const sweden = { addressLine1: 'Storgatan 12', city: 'Sundsvall', postalCode: '85230', country: 'se' };
  const cases = [
    [sweden, 'Verified', { postalCode: '852 30', country: 'SE' }],
    [{ ...sweden, postalCode: '8523' }, 'None'],
    [{ ...sweden, addressLine1: '' }, 'StreetPartial'],
    [{ ...sweden, addressLine1: '', city: null }, 'Multiple'],
    [{ ...sweden, postalCode: undefined }, 'PremisesPartial'],
    [{ ...sweden, country: 'ZZ' }, 'NotValidated'],
    [{ ...redmond, State: 'Washington', AddressLine1: '5 Main Street' }, 'Verified', { state: 'WA' }],
    [{ ...redmond, State: 'XX', AddressLine1: '5 Main Street' }, 'None'],
    [{ ...redmond, State: 'NY', AddressLine1: '5 Main Street' }, 'None'],
    // Elsewhere a state is any text.
    [{ addressLine1: '1 Queen Street', city: 'Melbourne', postalCode: '3000', state: 'Anything', country: 'AU' }, 'Verified'],
  ];
  let seen = 0;
  for (const [address, status, suggestion = {}] of cases) {
    const { status: code, body } = await check(address);
    assert.equal(code, 200);
    const allowed = status === 'None' ? ['None', 'InteractionRequired'] : [status];
    assert.ok(allowed.includes(body.status), `${JSON.stringify(address)}: ${JSON.stringify(body)}`);
    for (const [member, value] of Object.entries(suggestion)) assert.equal(body.suggestedAddresses[0][member], value);
    if (body.status !== 'Verified') assert.ok(body.validationMessage.length > 0);
    seen += 1;
  }
  assert.equal(seen, 10);
});

test('what is no address is told as such, and nothing strange is a fault of the server', async () => {
  for (const body of ['', '[]', '{"Country":5}', '"text"']) {
    const answer = await agent('/v1/validations/address', { method: 'POST', body });
    assert.equal(answer.status, 400, body);
  }
  for (const strange of [{}, { country: 'SE', city: '\u0000\u202e' }, { country: '💥', addressLine1: 'x'.repeat(5000) }]) assert.equal((await check(strange)).status, 200);
});

test('old clients get the answer of before May 2021 where the server is set so', async () => {
  const own = await startServer({ data: await newDataFolder(), flags: ['--sample-data', '--legacy-address-answer'] });
  try {
    const old = await signIn(own, 'sales_agent');
    assert.deepEqual(await check(redmond, old), { status: 200, body: true });
    const refused = await check({ ...redmond, City: 'Seattle', PostalCode: '98055' }, old);
    assert.deepEqual([refused.status, refused.body.code], [400, 2007]);
  } finally {
    await own.end();
    await removeFolder(own.data);
  }
});
