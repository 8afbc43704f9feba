// Signing in at the editor by a real OpenID Connect provider, over HTTP as a browser does it: what must work, and each way in
// which an answer can be wrong.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { accounts, newKey, newVisitor, sign, startIssuer, trust } from '../support/issuer.mjs';
import { command, freePort, newDataFolder, removeFolder, startServer } from '../support/server.mjs';

const reseller = '11111111-2222-4333-8444-555555555555';
let issuer;
let server;

before(async () => {
  issuer = await startIssuer();
  const data = await newDataFolder();
  await command(data, ['reseller', 'add', '--name', 'Nordkontor', '--id', reseller]);
  const port = await freePort();
  issuer.allowRedirect(`http://127.0.0.1:${port}/session/openid/callback`);
  server = await startServer({ data, port, ...trust(issuer, reseller) });
});

after(async () => {
  await server?.end();
  await issuer?.end();
  if (server) await removeFolder(server.data);
});

const isCallback = (url) => url.startsWith(`${server.url}/session/openid/callback`);
const sessionOf = async (visit) => {
  const answer = await visit(`${server.url}/session`);
  return answer.status === 200 ? answer.json() : null;
};

// Goes to the provider and back, up to the callback's address without visiting it.
async function reachCallback(visit) {
  const { url } = await visit.follow(`${server.url}/session/openid`, isCallback);
  assert.ok(isCallback(url), url);
  return url;
}

test('a person signs in, gets the roles and the reseller of the claims, and signs out', async () => {
  const visit = newVisitor();
  assert.deepEqual(await (await visit(`${server.url}/session/options`)).json(), { password: true, openid: '/session/openid' });
  const begun = await visit(`${server.url}/session/openid`);
  assert.equal(begun.status, 302);
  const asked = new URL(begun.headers.get('Location'));
  assert.equal(asked.searchParams.get('code_challenge_method'), 'S256');
  assert.equal(asked.searchParams.get('response_type'), 'code');
  for (const name of ['state', 'nonce', 'code_challenge']) assert.match(asked.searchParams.get(name), /^[\w-]{43}$/);
  assert.match(begun.headers.get('Set-Cookie'), /; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/);
  for (const name of ['state', 'nonce']) assert.ok(!begun.headers.get('Set-Cookie').includes(asked.searchParams.get(name)));

  const { url } = await visit.follow(asked.href, isCallback);
  const answer = await visit(url);
  assert.equal(answer.status, 302);
  assert.equal(answer.headers.get('Location'), '/customers');
  assert.match(answer.headers.getSetCookie()[0], /^kundkonto_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
  const session = await sessionOf(visit);
  assert.equal(session.user, accounts.eva.preferred_username);
  assert.equal(session.displayName, 'Eva Ek');
  assert.equal(session.role, 'sales_agent');
  assert.equal(session.resellerId, reseller);
  assert.ok(session.permissions.includes('update_billing_profile') && !session.permissions.includes('manage_users'));
  assert.equal((await visit(`${server.url}/session`, { method: 'DELETE' })).status, 204);
  assert.equal(await sessionOf(visit), null);
});

const later = (claims) => ({ ...claims, exp: Math.floor(Date.now() / 1000) + 600 });
const wrongAnswers = [
  ['a token that is only signed anew is good', (claims, key) => sign(key, claims, { typ: 'JWT' }), 302],
  ['an ID token that has ended', (claims, key) => sign(key, { ...claims, exp: Math.floor(Date.now() / 1000) - 1 }, { typ: 'JWT' }), 400],
  ['without an end', (claims, key) => sign(key, { ...claims, exp: undefined }, { typ: 'JWT' }), 400],
  ['not yet valid', (claims, key) => sign(key, { ...later(claims), nbf: Math.floor(Date.now() / 1000) + 300 }, { typ: 'JWT' }), 400],
  ['for another audience', (claims, key) => sign(key, { ...claims, aud: 'somebody-else' }, { typ: 'JWT' }), 400],
  ['for us and others, made for another', (claims, key) => sign(key, { ...claims, aud: ['kundkonto', 'other'], azp: 'other' }, { typ: 'JWT' }), 400],
  ['of another issuer', (claims, key) => sign(key, { ...claims, iss: 'https://issuer.example' }, { typ: 'JWT' }), 400],
  ['with another nonce', (claims, key) => sign(key, { ...claims, nonce: 'x'.repeat(43) }, { typ: 'JWT' }), 400],
  ['without a nonce', (claims, key) => sign(key, { ...claims, nonce: undefined }, { typ: 'JWT' }), 400],
  ['without a subject', (claims, key) => sign(key, { ...claims, sub: undefined }, { typ: 'JWT' }), 400],
  ['signed by a key that the provider does not publish', async (claims) => sign(await newKey(), claims, { typ: 'JWT' }), 400],
  ['signed by another key under the known name', async (claims, key) => sign({ ...(await newKey()), kid: key.kid }, claims, { typ: 'JWT' }), 400],
  ['not signed', (claims) => `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`, 400],
  ['that is an access token', (claims, key) => sign(key, claims, { typ: 'at+jwt' }), 400],
  ['that is none', () => 'no token', 400],
];

test('each ID token that is wrong in one thing gives a page and no session', async () => {
  let seen = 0;
  for (const [name, bend, status] of wrongAnswers) {
    const visit = newVisitor();
    issuer.state.bend = bend;
    const answer = await visit(await reachCallback(visit));
    issuer.state.bend = null;
    assert.equal(answer.status, status, name);
    seen += 1;
    if (status === 302) continue;
    assert.match(await answer.text(), /<h1>Sign-in failed<\/h1>/, name);
    assert.equal(await sessionOf(visit), null, name);
    assert.equal(visit.cookies(server.url).size, 0, name);
  }
  assert.equal(seen, 15);
});

test('a key that the provider rotated is fetched when it is first met', async () => {
  await issuer.rotateKey();
  const visit = newVisitor();
  // Unknown keys cause one fetch in an interval, which is a second here: those of the tests before count.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  assert.equal((await visit(await reachCallback(visit))).status, 302);
  assert.ok(await sessionOf(visit));
});

test('an answer that was used before, or belongs to another browser, gives no session', async () => {
  const first = newVisitor();
  const url = await reachCallback(first);
  const cookieOf = (visit) => [...visit.cookies(server.url)].map(([name, value]) => `${name}=${value}`).join('; ');
  const cookie = cookieOf(first);
  const thief = newVisitor();
  assert.equal((await thief(url)).status, 400);  // Without the cookie.
  const other = newVisitor();
  await other(`${server.url}/session/openid`);
  assert.equal((await other(url)).status, 400);  // With the cookie of another sign-in.
  assert.equal((await first(url)).status, 302);
  assert.ok(await sessionOf(first));
  const replayed = await fetch(url, { redirect: 'manual', headers: { Cookie: cookie } });
  assert.equal(replayed.status, 400);
  assert.deepEqual(replayed.headers.getSetCookie().map((text) => text.split(';')[0]), ['kundkonto_sign_in=']);

  // The code again, under a state that is good: the provider itself refuses it.
  const again = newVisitor();
  const begun = await again(`${server.url}/session/openid`);
  const address = new URL(url);
  address.searchParams.set('state', new URL(begun.headers.get('Location')).searchParams.get('state'));
  const requests = issuer.state.tokenRequests;
  assert.equal((await again(address.href)).status, 400);
  assert.equal(issuer.state.tokenRequests, requests + 1);
  assert.equal(await sessionOf(again), null);
});

test('altered parameters and cookies give no session', async () => {
  const cases = [
    ['another state', (url) => url.searchParams.set('state', 'x'.repeat(43))],
    ['no state', (url) => url.searchParams.delete('state')],
    ['no code', (url) => url.searchParams.delete('code')],
    ['a code that is no code', (url) => url.searchParams.set('code', 'x'.repeat(43))],
    ['a code beyond all bounds', (url) => url.searchParams.set('code', 'x'.repeat(3000))],
    ['another issuer', (url) => url.searchParams.set('iss', 'https://issuer.example')],
    ['an altered cookie', null],
  ];
  let seen = 0;
  for (const [name, alter] of cases) {
    const visit = newVisitor();
    const url = new URL(await reachCallback(visit));
    alter?.(url);
    if (!alter) visit.cookies(server.url).set('kundkonto_sign_in', `A${visit.cookies(server.url).get('kundkonto_sign_in').slice(1)}`);
    const answer = await visit(url.href);
    assert.ok(answer.status >= 400 && answer.status < 500, `${name}: ${answer.status}`);
    assert.equal(await sessionOf(visit), null, name);
    seen += 1;
  }
  assert.equal(seen, 7);
});

test('who is known at the provider but not here gets a page that says so', async () => {
  const cases = [['nobody', 403, /no role/], ['stranger', 403, /no reseller/], [null, 403, /did not let you in/]];
  for (const [account, status, text] of cases) {
    issuer.state.account = account;
    const visit = newVisitor();
    const answer = await visit(await reachCallback(visit));
    issuer.state.account = 'eva';
    assert.equal(answer.status, status);
    assert.match(await answer.text(), text);
    assert.equal(await sessionOf(visit), null);
  }
  const swedish = newVisitor();
  const answer = await swedish(`${server.url}/session/openid/callback`, { headers: { 'Accept-Language': 'sv' } });
  assert.match(await answer.text(), /<html lang="sv">.*Inloggningen misslyckades/s);
});

test('a user who is disabled here is signed out at once and stays out', async () => {
  const visit = newVisitor();
  await visit(await reachCallback(visit));
  assert.ok(await sessionOf(visit));
  await command(server.data, ['user', 'disable', '--user', accounts.eva.preferred_username]);
  assert.equal(await sessionOf(visit), null);
  const again = newVisitor();
  const answer = await again(await reachCallback(again));
  assert.equal(answer.status, 403);
  assert.match(await answer.text(), /access to Kundkonto was ended/);
  await command(server.data, ['user', 'enable', '--user', accounts.eva.preferred_username]);
  assert.equal((await again(await reachCallback(again))).status, 302);
});

test("the provider's access tokens work for the person who signed in, until they are revoked here", async () => {
  const visit = newVisitor();
  await visit(await reachCallback(visit));
  const ask = async (token) => (await fetch(`${server.url}/session`, { headers: { Authorization: `Bearer ${token}` } })).status;
  const access = issuer.state.lastTokens.access_token;
  assert.equal(await ask(access), 200);
  assert.equal(await ask(issuer.state.lastTokens.id_token), 401);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await command(server.data, ['token', 'revoke', '--user', accounts.eva.preferred_username]);
  assert.equal(await ask(access), 401);
  assert.ok(await sessionOf(visit));
  await command(server.data, ['user', 'disable', '--user', accounts.eva.preferred_username]);
  const { access_token: later } = issuer.state.lastTokens;
  assert.equal(await ask(later), 401);
  await command(server.data, ['user', 'enable', '--user', accounts.eva.preferred_username]);
});

test('a provider that does not answer gives a page, and the server lives on', async () => {
  const visit = newVisitor();
  const url = await reachCallback(visit);
  issuer.state.isDown = true;
  const answer = await visit(url);
  issuer.state.isDown = false;
  assert.equal(answer.status, 503);
  assert.equal(await sessionOf(visit), null);
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
});

test('no secret of signing in stands in what was logged', async () => {
  const visit = newVisitor();
  const url = new URL(await reachCallback(visit));
  await visit(url.href);
  const secrets = [url.searchParams.get('code'), url.searchParams.get('state'), issuer.state.lastTokens.id_token, issuer.state.lastTokens.access_token,
    visit.cookies(server.url).get('kundkonto_session'), accounts.eva.preferred_username, 'a secret of the tests'];
  for (const secret of secrets) assert.ok(secret && !server.errors().includes(secret));
});
