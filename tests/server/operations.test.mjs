// What an operator deals with: settings, HTTPS, log lines, figures, readiness, and an end in order.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connect as connectTls } from 'node:tls';

import { bundle, program } from '../support/project.mjs';
import { freePort, newDataFolder, removeFolder, sampleUser, signIn, startServer } from '../support/server.mjs';

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

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const logged = (running) => running.errors().split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));

async function until(what, condition, limit_ms = 5000) {
  const end = Date.now() + limit_ms;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`${what}: not within ${limit_ms} ms`);
    await pause(20);
  }
}

// The samples of a text in Prometheus' format, checked line by line: {name: [{labels, value}]}.
function samplesOf(text) {
  const types = {};
  const samples = {};
  assert.ok(text.endsWith('\n'));
  for (const line of text.trimEnd().split('\n')) {
    const described = /^# (HELP|TYPE) ([a-z_]+) (.+)$/.exec(line);
    if (described) {
      if (described[1] === 'TYPE') types[described[2]] = described[3];
      continue;
    }
    const sample = /^([a-z_]+)(?:\{((?:[a-z_]+="[^"\\]*",?)*)\})? ([0-9.e+-]+)$/.exec(line);
    assert.ok(sample, line);
    const family = sample[1].replace(/_(bucket|sum|count)$/, '');
    assert.ok(types[sample[1]] ?? types[family] === 'histogram', `${line} has no type`);
    const labels = Object.fromEntries([...(sample[2] ?? '').matchAll(/([a-z_]+)="([^"]*)"/g)].map((match) => [match[1], match[2]]));
    (samples[sample[1]] ??= []).push({ labels, value: Number(sample[3]) });
  }
  return samples;
}

const countOf = (samples, wanted) =>
  samples.kundkonto_http_requests_total?.find(({ labels }) => Object.entries(wanted).every(([name, value]) => labels[name] === value))?.value ?? 0;

test('figures count requests by route and status, and every histogram adds up', async () => {
  const wanted = { method: 'GET', route: '/v1/customers/{id}', status: '404' };
  const earlier = countOf(samplesOf(await (await fetch(`${server.url}/metrics`)).text()), wanted);
  const id = '7d9f0c1e-4a55-4b0e-9a37-0f3b8f2c6a10';
  for (let i = 0; i < 3; i += 1) assert.equal((await agent(`/v1/customers/${id}`)).status, 404);
  const answer = await fetch(`${server.url}/metrics`);
  assert.equal(answer.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
  const text = await answer.text();
  const samples = samplesOf(text);
  assert.equal(countOf(samples, wanted), earlier + 3);
  assert.ok(!text.includes(id), 'templates, not addresses');
  let seen = 0;
  for (const [name, rows] of Object.entries(samples)) {
    if (!name.endsWith('_count')) continue;
    for (const row of rows) {
      const buckets = samples[name.replace(/_count$/, '_bucket')].filter(({ labels }) => Object.entries(row.labels).every(([label, value]) => labels[label] === value));
      assert.equal(buckets.at(-1).labels.le, '+Inf');
      assert.equal(buckets.at(-1).value, row.value);
      for (let i = 1; i < buckets.length; i += 1) assert.ok(buckets[i].value >= buckets[i - 1].value);
      seen += 1;
    }
  }
  assert.ok(seen > 10, `${seen} histograms`);
  for (const name of ['kundkonto_store_writable', 'kundkonto_sessions', 'kundkonto_sign_in_failures_total', 'process_resident_memory_bytes', 'process_open_fds']) {
    assert.equal(samples[name].length, 1, name);
  }
  assert.ok(samples.kundkonto_sessions[0].value >= 1);
  assert.ok(samples.process_resident_memory_bytes[0].value > 1e6);
});

test('sign-ins, refused ones, credentials that are not valid and repeated requests are counted', async () => {
  const read = async () => samplesOf(await (await fetch(`${server.url}/metrics`)).text());
  const names = ['sign_ins', 'sign_in_failures', 'credentials_refused', 'answers_replayed'].map((name) => `kundkonto_${name}_total`);
  const earlier = await read();
  await signIn(server, 'helpdesk_agent');
  const body = JSON.stringify({ user: 'nobody@sample.example', password: 'not the right one' });
  await fetch(`${server.url}/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  await fetch(`${server.url}/v1/customers`, { headers: { Cookie: 'kundkonto_session=none' } });
  const { id } = (await (await agent('/v1/customers?size=1')).json()).items[0];
  const path = `/v1/customers/${id}/profiles/billing`;
  const profile = await (await agent(path)).text();
  for (let i = 0; i < 2; i += 1) await agent(path, { method: 'PUT', body: profile, headers: { 'MS-RequestId': '5e9b4f55-3a0c-4a86-9c35-64b1a7a2a101' } });
  const later = await read();
  assert.deepEqual(names.map((name) => later[name][0].value - earlier[name][0].value), [1, 1, 1, 1]);
});

test('figures are for the operator alone', async () => {
  for (const header of ['X-Forwarded-For', 'Forwarded', 'Via']) {
    assert.equal((await fetch(`${server.url}/metrics`, { headers: { [header]: '203.0.113.9' } })).status, 404, header);
  }
  const admin = await freePort();
  const data = await newDataFolder();
  const other = await startServer({ data, flags: ['--admin-listen', `127.0.0.1:${admin}`] });
  try {
    assert.equal((await fetch(`${other.url}/metrics`)).status, 404);
    assert.equal((await fetch(`http://127.0.0.1:${admin}/metrics`)).status, 200);
    assert.equal((await fetch(`http://127.0.0.1:${admin}/readyz`)).status, 200);
    for (const path of ['/v1/customers', '/session', '/', '/customers']) assert.equal((await fetch(`http://127.0.0.1:${admin}${path}`)).status, 404, path);
  } finally {
    assert.equal(await other.end(), 0);
    await removeFolder(data);
  }
});

test('a log line tells what was done by identifiers, and nothing of who or what', async () => {
  const { user, password } = await sampleUser(server.data, 'sales_agent');
  const correlation = '0d0f7b0e-8dbf-4e2b-8d3a-7e4a2d1b2c02';
  const id = '7d9f0c1e-4a55-4b0e-9a37-0f3b8f2c6a10';
  const answer = await agent(`/v1/customers/${id}?filter=Hemligt&secret=hunter2`, { headers: { 'MS-CorrelationId': correlation, 'User-Agent': 'evil\u00e9"}' } });
  const line = await until('the line', () => logged(server).find((candidate) => candidate.correlation_id === correlation));
  assert.deepEqual(Object.keys(line), ['ts', 'level', 'event', 'correlation_id', 'request_id', 'principal', 'tenant', 'method', 'route', 'status', 'outcome', 'us', 'bytes']);
  assert.match(line.ts, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  assert.equal(line.request_id, answer.headers.get('ms-requestid'));
  assert.equal(line.route, '/v1/customers/{id}');
  assert.equal(line.status, 404);
  assert.equal(line.outcome, 'refused');
  assert.match(line.tenant, /^[0-9a-f-]{36}$/);
  assert.match(line.principal, /^[\w-]{12}$/);
  const all = server.errors().split('\n').filter((text) => text.startsWith('{')).join('\n');
  for (const secret of [user, password, 'Hemligt', 'hunter2', id, 'evil', '127.0.0.1']) assert.ok(!all.includes(secret), secret);
});

test('what a client sends cannot make a line of its own', async () => {
  const marker = 'INJECTED';
  const raw = `GET /v1/${marker}%0d%0a%7b%22level%22 HTTP/1.1\r\nHost: x\r\nMS-CorrelationId: ${marker}\r\nX: \x1b[31m\r\n\r\n`;
  const socket = connect(server.port, '127.0.0.1', () => socket.write(raw));
  await once(socket, 'data');
  socket.destroy();
  await pause(100);
  for (const text of server.errors().split('\n').filter(Boolean)) {
    assert.ok(!text.includes(marker), text);
    assert.ok(![...text].some((c) => c < ' '), 'no control character');
  }
});

test('a reader of the log that stopped reading delays nobody', async () => {
  const data = await newDataFolder();
  const port = await freePort();
  const child = spawn(program, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--web', bundle, '--log-level', 'debug'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  try {
    await once(child.stdout, 'data');
    child.stderr.pause();
    const start = Date.now();
    // More than a pipe and the queue hold.
    for (let batch = 0; batch < 100; batch += 1) {
      await Promise.all(Array.from({ length: 60 }, () => fetch(`http://127.0.0.1:${port}/livez`).then((answer) => answer.text())));
    }
    assert.ok(Date.now() - start < 120_000, `${Date.now() - start} ms`);
    const samples = samplesOf(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text());
    assert.ok(samples.kundkonto_log_lines_dropped_total[0].value > 0);
  } finally {
    child.kill('SIGTERM');
    const [code] = await exited;
    assert.equal(code, 0);
    await removeFolder(data);
  }
});

test('readiness says no before connections end, and a request that runs is answered', async () => {
  const data = await newDataFolder();
  const running = await startServer({ data, flags: ['--shutdown-wait-seconds', '1'] });
  assert.equal((await fetch(`${running.url}/readyz`)).status, 200);
  running.process.kill('SIGTERM');
  const answer = await until('503', async () => {
    const now = await fetch(`${running.url}/readyz`);
    return now.status === 503 && now;
  });
  assert.deepEqual(await answer.json(), { status: 'stopping' });
  assert.equal((await fetch(`${running.url}/livez`)).status, 200);
  assert.equal(await running.end('SIGCONT'), 0);
  assert.ok(logged(running).some((line) => line.event === 'ended'));
  await removeFolder(data);
});

test('a service manager is told that the server is ready, lives and stops', async () => {
  const data = await newDataFolder();
  // Node has no datagrams on local sockets, so a small program of the system's Python listens.
  const socket = join(data, 'notify');
  const listener = spawn('python3', ['-c', `
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind(sys.argv[1]); print("bound", flush=True)
while True:
    text = s.recv(4096).decode(); print(text, flush=True)
    if text == "STOPPING=1": break
`, socket], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  listener.stdout.on('data', (chunk) => { told += chunk; });
  await until('the listener', () => told.includes('bound'));
  const running = await startServer({ data, environment: { NOTIFY_SOCKET: socket, WATCHDOG_USEC: '200000' } });
  await until('READY', () => told.includes('READY=1'));
  await until('WATCHDOG', () => told.includes('WATCHDOG=1'));
  running.process.kill('SIGHUP');
  await until('RELOADING', () => told.includes('RELOADING=1'));
  assert.equal(await running.end(), 0);
  await until('STOPPING', () => told.includes('STOPPING=1'));
  await removeFolder(data);
});

// A certificate for localhost that is its own authority.
function makeCertificate(folder, name, subject) {
  const key = join(folder, `${name}.key`);
  const certificate = join(folder, `${name}.pem`);
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-keyout', key, '-out', certificate,
    '-subj', `/CN=${subject}`, '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'], { stdio: 'ignore' });
  chmodSync(key, 0o600);
  return { key, certificate };
}

const getTls = (port, path, options = {}) => new Promise((resolve, reject) => {
  const sent = httpsRequest({ host: '127.0.0.1', port, path, rejectUnauthorized: false, agent: false, ...options }, (answer) => {
    let body = '';
    const certificate = answer.socket.getPeerCertificate();
    answer.on('data', (chunk) => { body += chunk; });
    answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body, certificate }));
  });
  sent.on('error', reject);
  sent.end(options.body);
});

test('HTTPS by flags: modern versions alone, slow clients hold nobody up, certificates are renewed while it runs', async () => {
  const data = await newDataFolder();
  const port = await freePort();
  const { key, certificate } = makeCertificate(data, 'server', 'first');
  const child = spawn(program, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--web', bundle, '--sample-data', '--tls-certificate', certificate, '--tls-key', key], { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => { errors += chunk; });
  const exited = once(child, 'exit');
  try {
    const [line] = await once(child.stdout, 'data');
    assert.match(String(line), new RegExp(`^https://127.0.0.1:${port}/`));
    const first = await getTls(port, '/readyz');
    assert.equal(first.status, 200);
    assert.equal(first.headers['strict-transport-security'], 'max-age=31536000; includeSubDomains');
    assert.equal(first.certificate.subject.CN, 'first');

    const { user, password } = JSON.parse(execFileSync('cat', [join(data, 'sample-users.json')], { encoding: 'utf8' }))[0];
    const body = JSON.stringify({ user, password });
    const session = await getTls(port, '/session', { method: 'POST', body, headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) } });
    assert.equal(session.status, 200);
    assert.match(session.headers['set-cookie'][0], /^__Host-sid=[^;]+; .*Secure/);
    const list = await getTls(port, '/v1/customers', { headers: { Cookie: session.headers['set-cookie'][0].split(';')[0] } });
    assert.equal(list.status, 200);
    assert.ok(list.body.length > 20_000, 'an answer of more than one record');

    const speaks = (options) => new Promise((resolve) => {
      const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options }, () => { resolve(socket.getProtocol()); socket.destroy(); });
      socket.on('error', () => resolve('refused'));
    });
    assert.equal(await speaks({ maxVersion: 'TLSv1.3', minVersion: 'TLSv1.3' }), 'TLSv1.3');
    assert.equal(await speaks({ maxVersion: 'TLSv1.2', minVersion: 'TLSv1.2' }), 'TLSv1.2');
    assert.equal(await speaks({ maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' }), 'refused');
    assert.equal(await speaks({ maxVersion: 'TLSv1.2', minVersion: 'TLSv1.2', ciphers: 'AES128-SHA:@SECLEVEL=0' }), 'refused');

    // Clients that say nothing, half a handshake, or plain HTTP, many times the number of workers.
    const silent = Array.from({ length: 60 }, (_, i) => connect(port, '127.0.0.1', function begin() { if (i % 3 === 1) this.write(Buffer.from([22, 3, 1, 2, 0])); if (i % 3 === 2) this.write('GET / HTTP/1.1\r\n'); }));
    for (const socket of silent) socket.on('error', () => {});
    const start = Date.now();
    for (let i = 0; i < 10; i += 1) assert.equal((await getTls(port, '/livez')).status, 200);
    assert.ok(Date.now() - start < 3000, `${Date.now() - start} ms`);
    for (const socket of silent) socket.destroy();

    const second = makeCertificate(data, 'second', 'second');
    writeFileSync(key, execFileSync('cat', [second.key]));
    writeFileSync(certificate, execFileSync('cat', [second.certificate]));
    child.kill('SIGHUP');
    await until('the new certificate', async () => (await getTls(port, '/livez')).certificate.subject.CN === 'second');
    writeFileSync(certificate, 'no certificate');
    child.kill('SIGHUP');
    await until('the refusal', () => errors.includes('"not_reloaded"'));
    assert.equal((await getTls(port, '/livez')).certificate.subject.CN, 'second');
  } finally {
    child.kill('SIGTERM');
    const [code] = await exited;
    assert.equal(code, 0, errors.slice(-2000));
    await removeFolder(data);
  }
});

test('HTTPS that cannot work is said at the start', async () => {
  const data = await newDataFolder();
  const good = makeCertificate(data, 'good', 'good');
  const other = makeCertificate(data, 'other', 'other');
  const readable = makeCertificate(data, 'readable', 'readable');
  chmodSync(readable.key, 0o644);
  const rows = [
    ['no such key', good.certificate, join(data, 'none'), /cannot be used: No such file/],
    ['another certificate\'s key', good.certificate, other.key, /does not belong to the certificate/],
    ['a key that others may read', readable.certificate, readable.key, /Change its mode to 0600/],
    ['a key as certificate', good.key, good.key, /certificate .* cannot be used/],
  ];
  let seen = 0;
  for (const [name, certificate, key, sentence] of rows) {
    const ended = spawnSync(program, ['serve', '--data', join(data, 'store'), '--listen', '127.0.0.1:0', '--tls-certificate', certificate, '--tls-key', key], { encoding: 'utf8', timeout: 10_000 });
    assert.equal(ended.status, 2, name);
    assert.match(ended.stderr, sentence, name);
    seen += 1;
  }
  assert.equal(seen, rows.length);
  await removeFolder(data);
});

test('--print-config and --check-config answer without serving', () => {
  const environment = { ...process.env, KUNDKONTO_WORKERS: '7' };
  const printed = spawnSync(program, ['serve', '--data', 'd', '--print-config'], { encoding: 'utf8', env: environment });
  assert.equal(printed.status, 0);
  assert.match(printed.stdout, /^data = d\s+# flag$/m);
  assert.match(printed.stdout, /^workers = 7\s+# environment$/m);
  assert.match(printed.stdout, /^log-level = info\s+# default$/m);
  assert.equal(spawnSync(program, ['serve', '--data', 'd', '--check-config'], { encoding: 'utf8' }).status, 0);
  const wrong = spawnSync(program, ['serve', '--data', 'd', '--check-config', '--lisen', 'x'], { encoding: 'utf8' });
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /Did you mean --listen\?/);
});
