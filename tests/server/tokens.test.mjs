// Bearer tokens over HTTP: our own and those of a real OpenID Connect provider; each way to forge one; what ends one.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';

import { accounts, audience, newKey, sign, startIssuer, tenant, trust } from '../support/issuer.mjs';
import { command, newDataFolder, removeFolder, sampleUser, startServer } from '../support/server.mjs';

let issuer;
let server;
let reseller;
const sales = 'sales.agent@sample.example';

before(async () => {
  issuer = await startIssuer();
  const data = await newDataFolder();
  // The sample reseller's id is only known after a first start.
  server = await startServer({ data });
  await server.end();
  reseller = (await command(data, ['reseller', 'list'])).split('\t')[0];
  server = await startServer({ data, ...trust(issuer, reseller) });
});

after(async () => {
  await server?.end();
  await issuer?.end();
  if (server) await removeFolder(server.data);
});

const ask = (token, path = '/session', options = {}) => fetch(server.url + path, { ...options, headers: { Authorization: `Bearer ${token}`, ...options.headers } });
const statusOf = async (token, path) => (await ask(token, path)).status;
const make = async (...words) => (await command(server.data, ['token', 'create', '--user', sales, ...words])).trim();
const now = () => Math.floor(Date.now() / 1000);
const userClaims = (more = {}) => {
  const { roles, tid, name, preferred_username } = accounts.eva;
  return { iss: issuer.url, sub: accounts.eva.sub, aud: audience, client_id: 'ledger', scp: 'api', iat: now(), exp: now() + 300, roles, tid, name, preferred_username, ...more };
};
const parts = (token) => token.split('.');
const encode = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const decode = (part) => JSON.parse(Buffer.from(part, 'base64url'));

test('a token that the command prints is accepted as its user', async () => {
  const printed = await command(server.data, ['token', 'create', '--user', sales, '--application', 'Ledger']);
  assert.match(printed, /^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  const answer = await ask(printed.trim());
  assert.equal(answer.status, 200);
  const session = await answer.json();
  assert.deepEqual([session.user, session.role, session.resellerId], [sales, 'sales_agent', reseller]);
  assert.equal(await statusOf(printed.trim(), '/v1/customers?size=1'), 200);
  const lower = await fetch(`${server.url}/session`, { headers: { authorization: `bearer ${printed.trim()}` } });
  assert.equal(lower.status, 200);
});

test('a program by itself is refused where a person is needed', async () => {
  const alone = await make('--application-only', '--application', 'Ledger');
  assert.equal(await statusOf(alone, '/v1/customers?size=1'), 200);
  const { items: [{ id }] } = await (await ask(alone, '/v1/customers?size=1')).json();
  for (const token of [alone, await issuer.applicationToken()]) {
    assert.equal(await statusOf(token, `/v1/customers/${id}/profiles/billing`), 200);
    const refused = await ask(token, `/v1/customers/${id}/profiles/company`);
    assert.deepEqual([refused.status, (await refused.json()).code], [403, 900329]);
  }
  assert.equal(await statusOf(await make(), `/v1/customers/${id}/profiles/company`), 200);
});

test('a token of the provider is accepted, with its roles and reseller', async () => {
  const session = await (await ask(await sign(issuer.key(), userClaims()))).json();
  assert.deepEqual([session.user, session.displayName, session.role, session.resellerId], ['eva@issuer.example', 'Eva Ek', 'sales_agent', reseller]);
  // What no rule maps grants nothing.
  const nothing = await sign(issuer.key(), userClaims({ sub: 'x', roles: ['global_admin', 'SomethingElse'] }));
  assert.deepEqual((await (await ask(nothing)).json()).permissions, []);
  assert.equal(await statusOf(nothing, '/v1/customers'), 403);
});

// Each changes one thing of a token that is good. `own`: of one of ours.
const forgeries = [
  ['no signature, alg none', (own) => `${encode({ alg: 'none', typ: 'at+jwt' })}.${parts(own)[1]}.`],
  ['alg none with the old signature', (own) => `${encode({ ...decode(parts(own)[0]), alg: 'none' })}.${parts(own)[1]}.${parts(own)[2]}`],
  ['alg None, written otherwise', (own) => `${encode({ ...decode(parts(own)[0]), alg: 'None' })}.${parts(own)[1]}.${parts(own)[2]}`],
  ['HS256 with the public key as secret', () => {
    const head = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: issuer.key().kid })}.${encode(userClaims())}`;
    return `${head}.${createHmac('sha256', JSON.stringify(issuer.key().publicJwk)).update(head).digest('base64url')}`;
  }],
  ['HS256 with the modulus as secret', () => {
    const head = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: issuer.key().kid })}.${encode(userClaims())}`;
    return `${head}.${createHmac('sha256', Buffer.from(issuer.key().publicJwk.n, 'base64url')).update(head).digest('base64url')}`;
  }],
  ['an altered payload of ours', (own) => `${parts(own)[0]}.${encode({ ...decode(parts(own)[1]), sub: 'global.admin@sample.example' })}.${parts(own)[2]}`],
  ['an altered payload of the provider', async () => {
    const token = await sign(issuer.key(), userClaims());
    return `${parts(token)[0]}.${encode(userClaims({ roles: ['KundkontoSales'], sub: 'admin' }))}.${parts(token)[2]}`;
  }],
  ['an altered header', (own) => `${encode({ ...decode(parts(own)[0]), extra: 1 })}.${parts(own)[1]}.${parts(own)[2]}`],
  ['a cut signature', (own) => own.slice(0, -4)],
  ['a lengthened signature', (own) => `${own}x`],
  ['an empty signature', (own) => `${parts(own)[0]}.${parts(own)[1]}.`],
  ['a fourth part', (own) => `${own}.x`],
  ['two parts', (own) => `${parts(own)[0]}.${parts(own)[1]}`],
  ['a line break inside', (own) => own.replace('.', '.%0a')],
  ['padding', (own) => `${own}=`],
  ['an unknown key id', () => sign(issuer.key(), userClaims(), { kid: 'unknown' })],
  ['no key id', () => sign(issuer.key(), userClaims(), { kid: undefined })],
  ['a key id that is a path', () => sign(issuer.key(), userClaims(), { kid: '../../../dev/null' })],
  ['a foreign key under the known id', async () => sign({ ...(await newKey()), kid: issuer.key().kid }, userClaims())],
  ['a foreign key of another kind', async () => sign({ ...(await newKey('ES256')), kid: issuer.key().kid }, userClaims())],
  ['a foreign key embedded as jwk', async () => { const key = await newKey(); return sign({ ...key, kid: issuer.key().kid }, userClaims(), { jwk: key.publicJwk }); }],
  ['a foreign key by jku', async () => sign(await newKey(), userClaims(), { jku: 'http://127.0.0.1:1/keys' })],
  ['a foreign key by x5u', async () => sign(await newKey(), userClaims(), { x5u: 'http://127.0.0.1:1/cert' })],
  ["the provider's key for our issuer", (own) => sign(issuer.key(), { ...decode(parts(own)[1]) })],
  ["our issuer's key id in the provider's token", (own) => sign({ ...issuer.key(), kid: decode(parts(own)[0]).kid }, userClaims())],
  ['an algorithm that is not used here', () => sign({ ...issuer.key(), alg: 'RS512' }, userClaims())],
  ['a critical extension', () => sign(issuer.key(), userClaims(), { crit: ['b64'], b64: true })],
  ['another type', () => sign(issuer.key(), userClaims(), { typ: 'JWT' })],
  ['no type', () => sign(issuer.key(), userClaims(), { typ: undefined })],
  ['the type of a logout token', () => sign(issuer.key(), userClaims(), { typ: 'logout+jwt' })],
  ['an ID token', () => sign(issuer.key(), userClaims({ aud: 'kundkonto', nonce: 'n' }), { typ: 'JWT' })],
  ['an ID token under our type', () => sign(issuer.key(), userClaims({ nonce: 'n' }))],
  ['an ID token with a digest', () => sign(issuer.key(), userClaims({ at_hash: 'n' }))],
  ['another issuer', () => sign(issuer.key(), userClaims({ iss: 'https://issuer.example' }))],
  ['the issuer with a slash', () => sign(issuer.key(), userClaims({ iss: `${issuer.url}/` }))],
  ['no issuer', () => sign(issuer.key(), userClaims({ iss: undefined }))],
  ['another audience', () => sign(issuer.key(), userClaims({ aud: 'other' })), 900420],
  ['other audiences', () => sign(issuer.key(), userClaims({ aud: ['other', `${audience}/x`] })), 900420],
  ['no audience', () => sign(issuer.key(), userClaims({ aud: undefined })), 900420],
  ['ended', () => sign(issuer.key(), userClaims({ exp: now() - 1 }))],
  ['no end', () => sign(issuer.key(), userClaims({ exp: undefined }))],
  ['an end that is text', () => sign(issuer.key(), userClaims({ exp: String(now() + 300) }))],
  ['an end beyond all numbers', () => sign(issuer.key(), userClaims({ exp: 1e300 }))],
  ['not yet valid', () => sign(issuer.key(), userClaims({ nbf: now() + 120 }))],
  ['made in the future', () => sign(issuer.key(), userClaims({ iat: now() + 120 }))],
  ['another tenant', () => sign(issuer.key(), userClaims({ tid: 'tenant-2' }))],
  ['no tenant', () => sign(issuer.key(), userClaims({ tid: undefined }))],
  ["a reseller's own id as tenant", () => sign(issuer.key(), userClaims({ tid: reseller }))],
  ['another version', () => sign(issuer.key(), userClaims({ ver: '3.0' }))],
  ['no subject', () => sign(issuer.key(), userClaims({ sub: undefined }))],
  ['no program', () => sign(issuer.key(), userClaims({ client_id: undefined }))],
  ['roles that are no texts', () => sign(issuer.key(), userClaims({ roles: [{ a: 1 }] }))],
  ['a claim twice', async () => {
    const key = issuer.key();
    const payload = encode(JSON.stringify(userClaims()).replace('"aud"', `"sub":"admin","aud"`));
    const token = await sign(key, userClaims());
    return `${parts(token)[0]}.${payload}.${parts(token)[2]}`;
  }],
  ['a payload that is no object', (own) => `${parts(own)[0]}.${encode('[]')}.${parts(own)[2]}`],
  ['a payload nested deep', (own) => `${parts(own)[0]}.${encode(`${'{"a":'.repeat(300)}1${'}'.repeat(300)}`)}.${parts(own)[2]}`],
  ['a NUL in the header', (own) => `${encode('{"alg":"ES256\u0000"}')}.${parts(own)[1]}.${parts(own)[2]}`],
  ['no token', () => 'x'],
  ['dots', () => '..'],
];

test('each forged or foreign token is refused', async () => {
  const own = await make();
  assert.equal(await statusOf(own), 200);
  assert.equal(await statusOf(await sign(issuer.key(), userClaims())), 200);
  let seen = 0;
  for (const [name, forge, code = 400] of forgeries) {
    const answer = await ask(await forge(own));
    assert.equal(answer.status, 401, name);
    assert.match(answer.headers.get('WWW-Authenticate'), /^OAuth realm=urn:cpsvc:cpid:[0-9a-f-]{36}$/, name);
    assert.equal((await answer.json()).code, code, name);
    seen += 1;
  }
  assert.equal(seen, forgeries.length);
  assert.equal(seen, 58);
  assert.equal(await statusOf(own), 200);
});

test('clocks of two machines may differ by less than a minute', async () => {
  assert.equal(await statusOf(await sign(issuer.key(), userClaims({ nbf: now() + 50, iat: now() + 50 }))), 200);
});

test('other schemes, sizes and doubled credentials', async () => {
  const own = await make();
  const cases = [
    ['Basic', { Authorization: `Basic ${Buffer.from('a:b').toString('base64')}` }, 401],
    ['Bearer alone', { Authorization: 'Bearer' }, 401],
    ['Bearer and a blank', { Authorization: 'Bearer  ' }, 401],
    ['a token twice', { Authorization: `Bearer ${own} ${own}` }, 401],
    ['7 KiB', { Authorization: `Bearer ${own}${'A'.repeat(6500)}` }, 401],
    ['a cookie and a token', { Authorization: `Bearer ${own}`, Cookie: 'kundkonto_session=x' }, 400],
    ['a cookie of another name and a token', { Authorization: `Bearer ${own}`, Cookie: 'other=x' }, 200],
  ];
  for (const [name, headers, status] of cases) assert.equal((await fetch(`${server.url}/session`, { headers })).status, status, name);
  const inAddress = await fetch(`${server.url}/session?access_token=${own}`);
  assert.equal(inAddress.status, 401);
});

test('a token ends at once when it is revoked, its user is disabled, or its key is given up', async () => {
  const [first, second] = [await make('--application', 'First'), await make('--application', 'Second')];
  const id = (await command(server.data, ['token', 'list'])).split('\n').find((line) => line.includes('\tFirst\t')).split('\t')[0];
  await command(server.data, ['token', 'revoke', '--id', id]);
  assert.deepEqual([await statusOf(first), await statusOf(second)], [401, 200]);
  await command(server.data, ['token', 'revoke', '--user', sales]);
  assert.equal(await statusOf(second), 401);

  const kept = await make();
  await command(server.data, ['token', 'rotate-key']);
  const fresh = await make();
  assert.notEqual(decode(parts(kept)[0]).kid, decode(parts(fresh)[0]).kid);
  assert.deepEqual([await statusOf(kept), await statusOf(fresh)], [200, 200]);
  await command(server.data, ['token', 'rotate-key', '--end-old']);
  assert.deepEqual([await statusOf(kept), await statusOf(fresh)], [401, 401]);

  const last = await make();
  assert.equal(await statusOf(last), 200);
  await command(server.data, ['user', 'disable', '--user', sales]);
  assert.equal(await statusOf(last), 401);
  await command(server.data, ['user', 'enable', '--user', sales]);
  assert.equal(await statusOf(last), 200);
});

test('a short token ends by itself', async () => {
  const token = await sign(issuer.key(), userClaims({ exp: now() + 2 }));
  assert.equal(await statusOf(token), 200);
  await new Promise((resolve) => setTimeout(resolve, 2100));
  const answer = await ask(token);
  assert.equal(answer.status, 401);
  assert.match((await answer.json()).description, /ended/);
});

test('keys that the provider rotates are fetched once, and unknown ones cause no storm', async () => {
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await issuer.rotateKey('ES256');
  const before = issuer.state.keyRequests;
  const tokens = await Promise.all(Array.from({ length: 8 }, (_, i) => sign(issuer.key(), userClaims({ jti: String(i) }))));
  const statuses = await Promise.all(tokens.map((token) => statusOf(token)));
  assert.deepEqual(statuses, Array(8).fill(200));
  assert.equal(issuer.state.keyRequests, before + 1);
  const unknown = await newKey();
  for (let i = 0; i < 20; i += 1) assert.equal(await statusOf(await sign({ ...unknown, kid: `unknown-${i}` }, userClaims())), 401);
  assert.ok(issuer.state.keyRequests <= before + 2, `${issuer.state.keyRequests - before} requests`);
});

test('while the provider is down its known keys still verify', async () => {
  issuer.state.isDown = true;
  const good = await statusOf(await sign(issuer.key(), userClaims({ jti: 'down' })));
  const unknown = await statusOf(await sign({ ...issuer.key(), kid: 'new' }, userClaims()));
  issuer.state.isDown = false;
  assert.deepEqual([good, unknown], [200, 401]);
});

test('the command refuses what makes no sense, and prints nothing on standard output', async () => {
  const cases = [['token', 'create', '--user', 'nobody'], ['token', 'create', '--user', sales, '--expires', '400d'], ['token', 'create'], ['token', 'destroy']];
  for (const words of cases) await assert.rejects(command(server.data, words), (error) => error.errors.startsWith('kundkonto token: '));
});

test('no token, password or key stands in what was logged', async () => {
  const own = await make();
  await ask(own);
  await ask(`${own}x`);
  const { password } = await sampleUser(server.data, 'sales_agent');
  for (const secret of [own, parts(own)[2], parts(own)[1], tenant]) assert.ok(!server.errors().includes(secret));
  assert.ok(password.length > 12 && !/"d":/.test(server.errors()));
});
