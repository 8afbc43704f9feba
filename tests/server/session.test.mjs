// Local users over HTTP: the link of a new server, the password, one's own sessions, and requests from foreign pages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { newVisitor } from '../support/issuer.mjs';
import { command, newDataFolder, removeFolder, sampleUser, startServer } from '../support/server.mjs';

let server;
const json = (body) => ({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
const password = 'a horse of another colour';

before(async () => { server = await startServer({ data: await newDataFolder() }); });
after(async () => {
  await server?.end();
  if (server) await removeFolder(server.data);
});

async function visitorAs(role) {
  const visit = newVisitor();
  const user = await sampleUser(server.data, role);
  assert.equal((await visit(`${server.url}/session`, json(user))).status, 200);
  return { visit, ...user };
}

test('a new server prints a link that makes the first admin, once', async () => {
  const data = await newDataFolder();
  const fresh = await startServer({ data, flags: [] });
  const link = new RegExp(`${fresh.url}/setup#([\\w-]{43})\n`).exec(fresh.errors());
  assert.ok(link, fresh.errors());
  const [, token] = link;
  const page = await fetch(`${fresh.url}/setup`);
  assert.match(page.headers.get('Content-Security-Policy'), /default-src 'none'/);
  assert.match(await page.text(), /<form id="setup"/);
  for (const file of ['/setup.js', '/page.css']) assert.equal((await fetch(fresh.url + file)).status, 200);
  const setUp = (more) => fetch(`${fresh.url}/session/setup`, json({ token, user: 'eva', displayName: 'Eva Ek', password, resellerName: 'Nordkontor', ...more }));
  const refused = [
    [{ token: 'x'.repeat(43) }, 403], [{ token: '' }, 403], [{ token: undefined }, 400], [{ password: 'short' }, 400], [{ password: 'password1234' }, 400],
    [{ user: '' }, 400], [{ user: 'a\nb' }, 400], [{ user: 'openid x' }, 400], [{ displayName: 'x'.repeat(201) }, 400], [{ resellerName: 7 }, 400],
  ];
  for (const [more, status] of refused) assert.equal((await setUp(more)).status, status, JSON.stringify(more));
  const foreign = await fetch(`${fresh.url}/session/setup`, { ...json({ token, user: 'eva', password }), headers: { 'Content-Type': 'application/json', Origin: 'https://evil.example' } });
  assert.equal(foreign.status, 403);
  const made = await setUp();
  assert.equal(made.status, 200);
  const session = await made.json();
  assert.deepEqual([session.user, session.displayName, session.role, session.resellerName], ['eva', 'Eva Ek', 'global_admin', 'Nordkontor']);
  assert.match(made.headers.get('Set-Cookie'), /^kundkonto_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict/);
  assert.equal((await setUp({ user: 'olle' })).status, 403);
  assert.equal(await fresh.end(), 0);
  const again = await startServer({ data, flags: [] });
  assert.ok(!again.errors().includes('/setup#'));
  await again.end();
  await removeFolder(data);
});

test('one lists and ends one\'s own sessions, and nobody else\'s', async () => {
  const { visit } = await visitorAs('sales_agent');
  const second = await visitorAs('sales_agent');
  const stranger = await visitorAs('helpdesk_agent');
  const list = async (who) => (await who(`${server.url}/sessions`)).json();
  const { items } = await list(visit);
  assert.equal(items.length, 2);
  assert.deepEqual(items.map(({ isCurrent }) => isCurrent).sort(), [false, true]);
  assert.equal(items[0].address, '127.0.0.1');
  assert.match(items[0].createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const other = items.find(({ isCurrent }) => !isCurrent);
  assert.equal((await stranger.visit(`${server.url}/sessions/${other.id}`, { method: 'DELETE' })).status, 404);
  assert.equal((await visit(`${server.url}/sessions/${other.id}`, { method: 'DELETE' })).status, 204);
  assert.equal((await second.visit(`${server.url}/session`)).status, 401);
  assert.equal((await visit(`${server.url}/session`)).status, 200);
  assert.equal((await visit(`${server.url}/sessions`, { method: 'DELETE' })).status, 204);
  assert.equal((await visit(`${server.url}/session`)).status, 401);
  assert.equal((await stranger.visit(`${server.url}/session`)).status, 200);
});

test('the password is changed with the old one, and every other session ends', async () => {
  const { visit, user, password: old } = await visitorAs('admin_agent');
  const second = await visitorAs('admin_agent');
  const change = (body) => visit(`${server.url}/session/password`, json(body));
  assert.equal((await change({ current: 'wrong', password })).status, 401);
  assert.equal((await change({ current: old, password: 'qwertyuiop12' })).status, 400);
  assert.equal((await change({ current: old, password: `${user}!` })).status, 400);
  const before = visit.cookies(server.url).get('kundkonto_session');
  assert.equal((await change({ current: old, password })).status, 200);
  const after = visit.cookies(server.url).get('kundkonto_session');
  assert.notEqual(after, before);
  assert.equal((await visit(`${server.url}/session`)).status, 200);
  assert.equal((await second.visit(`${server.url}/session`)).status, 401);
  assert.equal((await fetch(`${server.url}/session`, json({ user, password: old }))).status, 401);
  assert.equal((await fetch(`${server.url}/session`, json({ user, password }))).status, 200);
  const token = (await command(server.data, ['token', 'create', '--user', user])).trim();
  const byToken = await fetch(`${server.url}/session/password`, { ...json({ current: password, password: old }), headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` } });
  assert.equal(byToken.status, 403);
});

test('a session from before signing in is of no use after it', async () => {
  const { visit, user, password: right } = await visitorAs('billing_admin');
  const old = visit.cookies(server.url).get('kundkonto_session');
  assert.equal((await visit(`${server.url}/session`, json({ user, password: right }))).status, 200);
  assert.equal((await fetch(`${server.url}/session`, { headers: { Cookie: `kundkonto_session=${old}` } })).status, 401);
  // One that somebody planted is not taken over.
  const planted = 'x'.repeat(43);
  const answer = await fetch(`${server.url}/session`, { ...json({ user, password: right }), headers: { 'Content-Type': 'application/json', Cookie: `kundkonto_session=${planted}` } });
  assert.ok(!answer.headers.get('Set-Cookie').includes(planted));
});

test('what changes something comes from our own page, as JSON', async () => {
  const { visit } = await visitorAs('sales_agent');
  const cases = [
    ['another origin', { Origin: 'https://evil.example' }, 403], ['no origin that can be named', { Origin: 'null' }, 403], ['another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['a neighbour', { 'Sec-Fetch-Site': 'same-site' }, 403], ['another port', { Origin: 'http://127.0.0.1:1' }, 403], ['our own page', { Origin: server.url, 'Sec-Fetch-Site': 'same-origin' }, 204],
  ];
  for (const [name, headers, status] of cases) assert.equal((await visit(`${server.url}/sessions/x`, { method: 'DELETE', headers })).status, status === 204 ? 404 : status, name);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    assert.equal((await visit(`${server.url}/session/password`, { method: 'POST', headers: { 'Content-Type': type }, body: '{}' })).status, 415, type);
  }
});

test('commands work beside the running server, and are told what is wrong', async () => {
  await command(server.data, ['reseller', 'add', '--name', 'Sydkontor']);
  await assert.rejects(command(server.data, ['user', 'add', '--user', 'olle', '--role', 'sales_agent'], `${password}\n`), /--reseller NAME/);
  await command(server.data, ['user', 'add', '--user', 'olle', '--role', 'sales_agent', '--role', 'helpdesk_agent', '--reseller', 'Sydkontor'], `${password}\n`);
  const signIn = () => fetch(`${server.url}/session`, json({ user: 'OLLE', password }));
  const answer = await signIn();
  assert.equal(answer.status, 200);
  assert.equal((await answer.json()).resellerName, 'Sydkontor');
  const cookie = answer.headers.get('Set-Cookie').split(';')[0];
  await command(server.data, ['user', 'disable', '--user', 'olle']);
  assert.equal((await fetch(`${server.url}/session`, { headers: { Cookie: cookie } })).status, 401);
  assert.equal((await signIn()).status, 401);
  assert.match(await command(server.data, ['user', 'list']), /^olle\tsales_agent,helpdesk_agent\tdisabled\tolle\tSydkontor\tlocal$/m);
});
