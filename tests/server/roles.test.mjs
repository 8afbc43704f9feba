// Each role at each address: served or refused as the table of endpoints.mjs says, and nothing without a role.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { program } from '../support/project.mjs';
import { databaseFlags, newDataFolder, removeFolder, sampleUser, signIn, startServer } from '../support/server.mjs';
import { callOf, differencesWith, endpoints, roles } from './endpoints.mjs';

let server;

before(async () => {
  server = await startServer({ data: await newDataFolder(), flags: ['--sample-data', '--allow-customer-deletion'] });
});

after(async () => {
  await server?.end();
  if (server) await removeFolder(server.data);
});

async function answerOf(answer) {
  const text = await answer.text();
  return { status: answer.status, code: text.startsWith('{') ? JSON.parse(text).code : undefined };
}

test('the table names every address that is served, and no other', async () => {
  const { untabled, unserved, count } = await differencesWith(server);
  assert.deepEqual({ untabled, unserved }, { untabled: [], unserved: [] });
  assert.ok(count >= 45, `${count}`);
});

test('each role is served or refused at each address', async () => {
  const counts = { served: 0, refused: 0 };
  for (const role of roles) {
    let call = await signIn(server, role);
    for (const endpoint of endpoints) {
      // Signing in and out is not a role's.
      if (endpoint.path === '/session' && endpoint.method !== 'GET') continue;
      // No customer has this id: what is served changes nothing.
      const { status, code } = await answerOf(await call(...callOf(endpoint, randomUUID())));
      const what = `${role}: ${endpoint.method} ${endpoint.path}: ${status}/${code}`;
      if (endpoint.who === 'anyone' || endpoint.who.includes(role)) {
        assert.ok(status !== 401 && status < 500 && (status !== 403 || endpoint.path === '/session/setup' || code === 20002 || endpoint.path === '/metrics'), `${what} instead of being served`);
        counts.served += 1;
      } else {
        assert.equal(status, 403, `${what} instead of being refused`);
        if (endpoint.method !== 'HEAD') assert.equal(code, 900150, what);
        counts.refused += 1;
      }
      if (endpoint.signsOut) call = await signIn(server, role);
    }
  }
  console.log(`roles at addresses: ${counts.served} served, ${counts.refused} refused`);
  assert.equal(counts.served + counts.refused, roles.length * (endpoints.length - 2));
  assert.ok(counts.refused > 90, `${counts.refused}`);
});

test('without signing in only what is for anyone is served', async () => {
  let seen = 0;
  for (const endpoint of endpoints.filter(({ who }) => who !== 'anyone')) {
    for (const headers of [{}, { Cookie: `kundkonto_session=${'a'.repeat(43)}` }, { Authorization: 'Bearer a.b.c' }]) {
      const [path, options] = callOf(endpoint, randomUUID());
      const answer = await fetch(server.url + path, { ...options, headers: { ...options.headers, ...headers } });
      assert.equal(answer.status, 401, `${endpoint.method} ${endpoint.path} with ${JSON.stringify(headers)}`);
      assert.ok(answer.headers.get('WWW-Authenticate'), endpoint.path);
      await answer.arrayBuffer();
      seen += 1;
    }
  }
  assert.ok(seen >= 100, `${seen}`);
});

test('what asks for a person is refused to a program alone, everything else is not', async () => {
  const { user } = await sampleUser(server.data, 'admin_agent');
  const token = execFileSync(program, ['token', 'create', '--data', server.data, ...databaseFlags(server.data), '--user', user, '--application-only'], { encoding: 'utf8' }).trim();
  const counts = { refused: 0, others: 0 };
  for (const endpoint of endpoints.filter(({ who }) => who !== 'anyone')) {
    const [path, options] = callOf(endpoint, randomUUID());
    const { status, code } = await answerOf(await fetch(server.url + path, { ...options, headers: { ...options.headers, Authorization: `Bearer ${token}` } }));
    if (endpoint.person) assert.deepEqual([status, code], [403, 900329], `${endpoint.method} ${endpoint.path}`);
    else assert.ok(status !== 401 && code !== 900329, `${endpoint.method} ${endpoint.path}: ${status}/${code}`);
    counts[endpoint.person ? 'refused' : 'others'] += 1;
  }
  assert.ok(counts.refused >= 15 && counts.others >= 20, JSON.stringify(counts));
});
