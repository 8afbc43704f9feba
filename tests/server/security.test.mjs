// The lines of the security checklist (README.md beside) that no other test holds.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { inProject } from '../support/project.mjs';
import { newDataFolder, removeFolder, sampleUser, signIn, startServer } from '../support/server.mjs';

let server;
let agent;
let id;

before(async () => {
  server = await startServer({ data: await newDataFolder() });
  agent = await signIn(server, 'admin_agent');
  id = (await (await agent('/v1/customers?size=1')).json()).items[0].id;
});

after(async () => {
  await server?.end();
  if (server) await removeFolder(server.data);
});

test('every answer, whatever it says, is protected by its headers', async () => {
  const calls = [
    ['/', {}, 200], ['/customers', {}, 200], ['/missing.js', {}, 404], ['/healthz', {}, 200], ['/docs', {}, 200], ['/openapi.json', {}, 200], ['/v1/nothing', {}, 404], ['/v1/customers', { method: 'PUT', body: '{}' }, 405],
    [`/v1/customers/${id}`, {}, 200], ['/v1/customers/x', {}, 400], ['/v1/validations/account', { method: 'POST', body: '{' }, 400],
  ];
  for (const [path, options, status] of calls) {
    const answer = await agent(path, options);
    const body = await answer.text();
    assert.equal(answer.status, status, path);
    const header = (name) => answer.headers.get(name) ?? '';
    assert.equal(header('X-Content-Type-Options'), 'nosniff', path);
    assert.equal(header('Referrer-Policy'), 'no-referrer', path);
    assert.equal(header('Cross-Origin-Opener-Policy'), 'same-origin', path);
    assert.equal(header('Cross-Origin-Resource-Policy'), 'same-origin', path);
    assert.match(header('Content-Security-Policy'), /^default-src 'none'.*frame-ancestors 'none'/, path);
    assert.ok(!/unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|\*/.test(header('Content-Security-Policy')), path);
    if (body) assert.match(header('Content-Type'), /^[a-z]+\/[a-z0-9.+-]+(; charset=utf-8)?$/, path);
    assert.ok(!answer.headers.has('Server') && !answer.headers.has('X-Powered-By'), path);
  }
});

test('no foreign origin is let in, and none is answered back', async () => {
  for (const origin of ['https://evil.example', 'null', `${server.url}.evil.example`, 'http://127.0.0.1:1', 'file://']) {
    const read = await agent(`/v1/customers/${id}`, { headers: { Origin: origin } });
    assert.ok(!read.headers.has('Access-Control-Allow-Origin') && !read.headers.has('Access-Control-Allow-Credentials'), origin);
    await read.arrayBuffer();
    const preflight = await fetch(`${server.url}/v1/customers`, { method: 'OPTIONS', headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' } });
    assert.equal(preflight.status, 405, origin);
    assert.ok(![...preflight.headers.keys()].some((name) => name.startsWith('access-control')), origin);
    const write = await agent('/v1/validations/account', { method: 'POST', body: '{}', headers: { Origin: origin } });
    assert.equal(write.status, 403, origin);
  }
});

test('a page of another site cannot send what a form or an image could', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=a']) {
    assert.equal((await agent('/v1/validations/account', { method: 'POST', body: '{}', headers: { 'Content-Type': type } })).status, 415, type);
  }
  for (const site of ['cross-site', 'same-site']) {
    assert.equal((await agent('/session', { method: 'DELETE', headers: { 'Sec-Fetch-Site': site } })).status, 403, site);
  }
  assert.equal((await agent('/session')).status, 200);
});

test('what a client says about itself is not believed', async () => {
  // Wrong passwords wait by address: another address in a header does not start anew.
  const statuses = [];
  for (let i = 0; i < 30; i += 1) {
    const answer = await fetch(`${server.url}/session`, {
      method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': `10.0.0.${i}`, 'X-Real-IP': `10.0.0.${i}`, Forwarded: `for=10.0.0.${i}` },
      body: JSON.stringify({ user: `nobody${i}@sample.example`, password: 'wrong wrong wrong' }),
    });
    statuses.push(answer.status);
    await answer.arrayBuffer();
    if (answer.status === 429) break;
  }
  assert.equal(statuses.at(-1), 429, statuses.join(' '));
});

test('nothing beside the editor\'s files is given out', async () => {
  const page = await (await fetch(server.url)).text();
  for (const path of ['/.git/config', '/.env', '/index.html.br', '/..%2f..%2fetc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/..%5c..%5cetc', '/index.html/..', '/index.html%00.js', '/sample-users.json', '/kundkonto.db', '/editor.wasm.map']) {
    const answer = await fetch(server.url + path);
    const text = await answer.text();
    // An address without an ending is a view of the editor: its page and nothing else.
    assert.ok([400, 404].includes(answer.status) || text === page, `${path}: ${answer.status}`);
    assert.ok(!/root:|SQLite format/.test(text), path);
  }
});

test('no error tells what is inside', async () => {
  const { user } = await sampleUser(server.data, 'admin_agent');
  const answers = [
    await agent('/v1/customers/not-a-guid'), await agent('/v1/customers?size=abc'), await agent(`/v1/customers?filter=${encodeURIComponent('{"Field":"\' or 1=1 --"}')}`),
    await agent('/v1/validations/account', { method: 'POST', body: '{"a":' }), await agent(`/v1/customers/${id}/profiles/billing`, { method: 'PUT', body: '{}' }),
    await agent('/v1/customers?seekOperation=Next', { headers: { 'MS-ContinuationToken': 'AAAA' } }),
  ];
  for (const answer of answers) {
    const text = await answer.text();
    assert.ok(answer.status >= 400 && answer.status < 500);
    assert.ok(!/select |insert |sqlite|postgres|exception|\.cpp|std::|0x[0-9a-f]{6}|\/tmp\/|\/home\//i.test(text) && !text.includes(user), text);
  }
});

test('text in a search is text, whatever it means in SQL or to the search index', async () => {
  const terms = ["' or 1=1 --", '"; drop table customer; --', '%', '_', '%%%', '"', '""', 'a" OR "b', 'NEAR(a b)', 'name:*', '*', '^a', '-a', '(', '\\', "''", 'a AND b', '\u0000', '\u{1F600}\u{1F600}\u{1F600}'];
  for (const term of terms) {
    const answer = await agent(`/v1/customers?size=5&search=${encodeURIComponent(term)}`);
    assert.ok([200, 400].includes(answer.status), `${JSON.stringify(term)}: ${answer.status} ${await answer.clone().text()}`);
    // Signs alone are nothing to search for; words must be found as they stand.
    if (answer.status === 200 && /\w \w|:\*/.test(term)) assert.ok((await answer.json()).items.length < 5, `${term} finds what does not hold it`);
  }
  for (const [field, value] of [['CompanyName', 'a\u0000b'], ['Domain', '\u0000']]) {
    assert.equal((await agent(`/v1/customers?filter=${encodeURIComponent(JSON.stringify({ Field: field, Value: value, Operator: 'starts_with' }))}`)).status, 400, field);
  }
  const hidden = await agent('/session', { method: 'POST', body: JSON.stringify({ user: 'a\u0000b', password: 'wrong wrong wrong' }) });
  assert.equal(hidden.status, 400);
  assert.equal((await agent(`/v1/customers/${id}`)).status, 200);
});

test('SQL is never put together from what comes from outside', () => {
  const files = readdirSync(inProject('server')).filter((name) => name.endsWith('.cpp'));
  assert.ok(files.length > 40);
  const wrong = [];
  for (const file of files) {
    const text = readFileSync(inProject('server', file), 'utf8');
    // A text literal with a quote of SQL's own that is closed around something else: '" + value + "'.
    for (const [match] of text.matchAll(/'"\s*\+\s*\w|\+\s*"'|append\("[^"]*='"\)/g)) if (/\b(select|insert|update|delete|where)\b/i.test(text)) wrong.push(`${file}: ${match}`);
  }
  assert.deepEqual(wrong.filter((line) => !/^(serve|main|administration|configuration|options|activity_verify|user_|move|docs|operations)/.test(line)), []);
});

test('behind a proxy cookies are kept to it and HTTPS is asked for', async () => {
  const proxied = await startServer({ data: await newDataFolder(), flags: ['--sample-data', '--behind-proxy'] });
  try {
    const { user, password } = await sampleUser(proxied.data, 'sales_agent');
    const answer = await fetch(`${proxied.url}/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ user, password }) });
    assert.equal(answer.status, 200);
    const [cookie] = answer.headers.getSetCookie();
    assert.match(cookie, /^__Host-/);
    for (const flag of ['Secure', 'HttpOnly', 'Path=/']) assert.ok(cookie.includes(flag), cookie);
    assert.match(cookie, /SameSite=(Strict|Lax)/);
    assert.ok(!/Domain=/i.test(cookie), cookie);
    assert.ok(!(await answer.text()).includes(cookie.split(/[=;]/)[1]), 'no token in a body');
    const [, age] = /max-age=(\d+); includeSubDomains/.exec(answer.headers.get('Strict-Transport-Security'));
    assert.ok(Number(age) >= 31536000);
  } finally {
    await proxied.end();
    await removeFolder(proxied.data);
  }
});
