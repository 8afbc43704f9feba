// HTTP on real sockets: what the gate refuses before it reads a body, limits at and one above, headers that every answer
// carries, paging, filters in all spellings, static files, and clients that are slow on purpose.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';

import { newDataFolder, removeFolder, sampleUser, signIn, startServer } from '../support/server.mjs';

let server;
let agent;

before(async () => {
  server = await startServer({ data: await newDataFolder() });
  agent = await signIn(server, 'sales_agent');
});

after(async () => {
  await server?.end();
  if (server) await removeFolder(server.data);
});

// Sends bytes as they are and gives the status of the first answer; 0 when the connection ended without one.
function raw(text, { port = server.port, wait_ms = 8000 } = {}) {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    const done = () => {
      socket.destroy();
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0));
    };
    socket.setTimeout(wait_ms, done);
    socket.on('data', (chunk) => {
      answer += chunk;
      if (answer.includes('\r\n\r\n')) done();
    });
    socket.on('close', done);
    socket.on('error', done);
  });
}

const request = (line, headers = [], body = '') => `${line} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers.map((header) => `${header}\r\n`).join('')}\r\n${body}`;
const json = 'Content-Type: application/json';

const vectors = [
  ['a plain GET', request('GET /healthz'), 200],
  ['repeated slashes and a trailing one', request('GET //healthz/'), 200],
  ['another case', request('GET /HEALTHZ'), 200],
  ['no Host', 'GET /healthz HTTP/1.1\r\n\r\n', 400],
  ['two Hosts', request('GET /healthz', ['Host: other']), 400],
  ['two If-Match', request('GET /healthz', ['If-Match: "1"', 'If-Match: "2"']), 400],
  ['a line end, percent-encoded, is text in a header', request('GET /healthz', ['MS-CorrelationId: a%0d%0ab']), 200],
  ['a percent sign twice encoded', request('GET /%2541'), 400],
  ['a way out of the folder', request('GET /a/../../etc/passwd'), 400],
  ['the same, encoded', request('GET /a/%2e%2e/b'), 400],
  ['a backslash', request('GET /a%5cb'), 400],
  ['a path that is no UTF-8', request('GET /%ff'), 400],
  ['TRACE', request('TRACE /healthz'), 405],
  ['PUT where only GET is', request('PUT /healthz', ['Content-Length: 2', json], '{}'), 405],
  ['a body on GET', request('GET /healthz', ['Content-Length: 2'], '{}'), 400],
  ['POST without a length', request('POST /session', [json]), 411],
  ['a length that is no number', request('POST /session', ['Content-Length: 2x', json], '{}'), 400],
  ['length and chunks', request('POST /session', ['Content-Length: 2', 'Transfer-Encoding: chunked', json], '0\r\n\r\n'), 400],
  ['a body that is too large', request('POST /session', ['Content-Length: 262145', json]), 413],
  ['another content type', request('POST /session', ['Content-Length: 2', 'Content-Type: text/plain'], '{}'), 415],
  ['a compressed body', request('POST /session', ['Content-Length: 2', json, 'Content-Encoding: gzip'], '{}'), 415],
  ['no JSON', request('POST /session', ['Content-Length: 1', json], '{'), 400],
  ['an unknown address of the API', request('GET /v1/nothing'), 404],
  ['no cookie', request('GET /v1/customers'), 401],
  ['a view of the editor', request('GET /customers/5eab1807-8f75-520f-af1c-c5c308ad00d6/edit'), 200],
  ['a file that is not there', request('GET /missing.js'), 404],
];

test('the gate answers each vector as tabled', async () => {
  let seen = 0;
  for (const [name, bytes, status] of vectors) {
    assert.equal(await raw(bytes), status, name);
    seen += 1;
  }
  assert.equal(seen, vectors.length);
});

test('a request from a foreign page changes nothing', async () => {
  for (const headers of [{ Origin: 'https://evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
    assert.equal((await agent('/v1/validations/account', { method: 'POST', body: '{}', headers })).status, 403);
  }
});

test('wrong documents get a sentence that names the member', async () => {
  const cases = [
    ['', 'not_json'], ['[]', 'not_object'], ['{"billingProfile":{"companyName":5}}', 'billingProfile.companyName'],
    ['{"id":"a","ID":"b"}', 'duplicate_key'], [`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`, 'too_deep'],
  ];
  for (const [body, part] of cases) {
    const answer = await agent('/v1/validations/account', { method: 'POST', body });
    assert.equal(answer.status, 400, body.slice(0, 40));
    const { code, description } = await answer.json();
    assert.ok(code > 0 && description.includes(part), `${body.slice(0, 40)}: ${description}`);
  }
});

test('the rules of a country are answered by its code', async () => {
  const answer = await agent('/v1/countryvalidationrules/se');
  assert.equal(answer.status, 200);
  const rules = await answer.json();
  assert.equal(rules.iso2Code, 'SE');
  assert.equal(rules.attributes.objectType, 'CountryValidationRules');
  assert.ok(new RegExp(rules.postalCodeRegex).test('852 34'));
  assert.equal((await fetch(`${server.url}/v1/countryvalidationrules/SE`)).status, 401);
});

test('a code without rules is not found, in the words of the partner API', async () => {
  const cases = [
    ['UK', 'en', 'No validation rules were found for the country/region UK. Did you mean GB (United Kingdom)?'],
    ['UK', 'sv-SE', 'Det finns inga valideringsregler för landet/regionen UK. Menade du GB (Storbritannien)?'],
    ['qq', 'en', 'No validation rules were found for the country/region qq'],
    ['%22%0a', 'en', null], ['\u00e5\u00e4', 'en', null],
  ];
  for (const [code, language, sentence] of cases) {
    const answer = await agent(`/v1/countryvalidationrules/${code}`, { headers: { 'X-Locale': language } });
    assert.ok([400, 404].includes(answer.status), `${code}: ${answer.status}`);
    const body = await answer.json();
    if (sentence) assert.deepEqual([answer.status, body.code, body.description], [404, 1000, sentence]);
  }
});

test('identifiers of the request come back, others are made', async () => {
  const id = '5e9b4f55-3a0c-4a86-9c35-64b1a7a2a101';
  const headers = { 'MS-RequestId': id, 'MS-CorrelationId': id };
  const echoed = await agent('/v1/customers?size=1', { headers });
  assert.equal(echoed.headers.get('MS-RequestId'), id);
  assert.equal(echoed.headers.get('MS-CorrelationId'), id);
  assert.match(echoed.headers.get('Kundkonto-Rules-Version'), /^\d{4}\.\d+/);
  const made = await agent('/v1/customers?size=1', { headers: { 'MS-RequestId': 'no guid' } });
  assert.match(made.headers.get('MS-RequestId'), /^[0-9a-f-]{36}$/);
});

test('pages follow each other without repeat or gap', async () => {
  const names = [];
  let headers = {};
  for (let page = 0; page < 100; page += 1) {
    const answer = await (await agent(page === 0 ? '/v1/customers?size=37' : '/v1//customers?seekOperation=Next', { headers })).json();
    names.push(...answer.items.map((item) => item.id));
    if (!answer.continuationToken) break;
    assert.equal(answer.items.length, 37);
    headers = { 'MS-ContinuationToken': answer.continuationToken };
  }
  assert.equal(names.length, 394);
  assert.equal(new Set(names).size, 394);
  const altered = `${headers['MS-ContinuationToken'].slice(0, -2)}xx`;
  assert.equal((await agent('/v1/customers?seekOperation=Next', { headers: { 'MS-ContinuationToken': altered } })).status, 400);
});

test('filters are read in the spellings of all clients', async () => {
  const spellings = [
    '{"Field":"CompanyName","Value":"aktiebolaget s","Operator":"starts_with"}',
    '{"Field":"CompanyName","Value":"Aktiebolaget S","Operator":"StartsWith"}',
    '{"operator":"startsWith","fieldType":"x","field":"companyname","value":"AKTIEBOLAGET S"}',
  ];
  for (const filter of spellings) {
    const { items } = await (await agent(`/v1/customers?size=0&filter=${encodeURIComponent(filter).replaceAll('%20', '+')}`)).json();
    assert.deepEqual(items.map((item) => item.companyProfile.companyName), ['Aktiebolaget SKF'], filter);
  }
  assert.equal((await agent(`/v1/customers?filter=${encodeURIComponent('{"Field":"Phone","Value":"1","Operator":"starts_with"}')}`)).status, 400);
  assert.equal((await agent('/v1/customers?size=501')).status, 400);
  assert.equal((await agent('/v1/customers/not-a-guid')).status, 400);
  assert.equal((await agent('/v1/customers/00000000-0000-4000-8000-000000000000')).status, 404);
});

test('static files come compressed, immutable by digest, under a strict policy', async () => {
  const page = await fetch(server.url, { headers: { 'Accept-Encoding': 'br' } });
  assert.equal(page.headers.get('Content-Encoding'), 'br');
  assert.equal(page.headers.get('Cache-Control'), 'no-cache');
  const policy = page.headers.get('Content-Security-Policy');
  assert.ok(policy.includes("default-src 'none'") && policy.includes("script-src 'self' 'wasm-unsafe-eval'") && !policy.includes('unsafe-inline'), policy);
  const script = /src="\/?([^"]+\.js)"/.exec(await page.text())[1];
  const file = await fetch(`${server.url}/${script}`);
  assert.match(file.headers.get('Cache-Control'), /immutable/);
  assert.equal((await fetch(`${server.url}/${script}`, { headers: { 'If-None-Match': file.headers.get('ETag') } })).status, 304);
});

test('a wrong password says no more than that, and many in a row have to wait', async () => {
  const { user } = await sampleUser(server.data, 'helpdesk_agent');
  const attempt = (name) => fetch(`${server.url}/session`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ user: name, password: 'wrong wrong wrong' }),
  });
  const answers = [await (await attempt(user)).text(), await (await attempt('nobody@sample.example')).text()];
  assert.equal(answers[0], answers[1]);
  const statuses = [];
  for (let i = 0; i < 5; i += 1) statuses.push(await attempt(user));
  const last = statuses.at(-1);
  assert.equal(last.status, 429);
  assert.match(last.headers.get('Retry-After'), /^\d+$/);
});

test('idle and dripping clients delay nobody', async () => {
  const sockets = [];
  const drip = setInterval(() => sockets.slice(8).forEach((socket) => socket.write('a')), 50);
  for (let i = 0; i < 16; i += 1) {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    if (i >= 8) socket.write('GET /healthz HTTP/1.1\r\nX-Slow: ');
    sockets.push(socket);
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  // All answered while every slow connection is still open: order, not speed, is what is judged.
  for (let i = 0; i < 20; i += 1) assert.equal(await raw(request('GET /healthz')), 200);
  assert.equal(sockets.filter((socket) => socket.destroyed).length, 0, 'slow clients were still waiting');
  clearInterval(drip);
  sockets.forEach((socket) => socket.destroy());
});
