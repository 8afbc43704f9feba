// Requests that are broken on purpose, clients that are slow on purpose, and very many clients. Each is answered as tabled
// or closed; behind each the server answers a good request, and one request never gets two answers.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';

import { exchange } from '../support/raw.mjs';
import { newDataFolder, removeFolder, startServer } from '../support/server.mjs';
import { head, sequences, vectors } from './malformed_vectors.mjs';

let server;
const good = head('GET /healthz HTTP/1.1');
const json = 'Content-Type: application/json';
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

before(async () => {
  server = await startServer({ data: await newDataFolder(), flags: ['--connections-per-address-max', '2000'] });
});

after(async () => {
  await server?.end();
  if (server) await removeFolder(server.data);
});

async function assertAnswers(name) {
  const { statuses } = await exchange(server.port, good, { quiet_ms: 0 });
  assert.deepEqual(statuses, [200], `a good request behind: ${name}`);
  assert.equal(server.process.exitCode, null, name);
}

// One answer, several, or none; where one of several is allowed, the table has more than one for a single request.
function isRight(statuses, expected, bytes) {
  if (expected[0] === 0) return statuses.length === 0;
  if (statuses.length === expected.length && statuses.every((status, i) => status === expected[i])) return true;
  const isAlternatives = expected.length > 1 && expected.every((status) => status >= 400) && !bytes.includes('\r\n\r\nGET /healthz HTTP/1.1\r\nHost: 127');
  return isAlternatives && statuses.length === 1 && expected.includes(statuses[0]);
}

test('each broken request is answered as tabled, once', async () => {
  assert.equal(new Set(vectors.map(([name]) => name)).size, vectors.length, 'names are unique');
  let seen = 0;
  for (const [name, bytes, expected, options] of vectors) {
    const { statuses, answers, rest, is_closed } = await exchange(server.port, bytes, options);
    assert.ok(isRight(statuses, expected, bytes), `${name}: ${statuses.join(' ') || 'none'} instead of ${expected.join(' ')}`);
    assert.equal(rest.length, 0, `${name}: bytes that are no answer`);
    if (statuses.length === 0) assert.ok(is_closed, `${name}: closed`);
    for (const { status, head: lines } of answers) {
      assert.match(lines, /\r\nMS-CorrelationId: [0-9a-f-]{36}/i, `${name}: traceable`);
      assert.match(lines, /\r\nX-Content-Type-Options: nosniff/i, name);
      if (status >= 400 && status !== 401) assert.match(lines, /\r\nContent-Type: application\/json; charset=utf-8/i, name);
    }
    await assertAnswers(name);
    seen += 1;
  }
  console.log(`${seen} broken requests`);
  assert.ok(seen >= 190, `${seen} vectors`);
});

test('each broken request is answered the same when it comes byte by byte', async () => {
  const short = vectors.filter((vector) => vector[1].length < 400 && !sequences.includes(vector));
  let seen = 0;
  const one = async ([name, bytes, expected, options]) => {
    const slowly = async (socket) => {
      for (const c of bytes) {
        if (socket.destroyed) return;
        socket.write(Buffer.from(c, 'latin1'));
        await new Promise(setImmediate);
      }
    };
    const { statuses } = await exchange(server.port, [slowly], { ...options, limit_ms: 8000 });
    assert.ok(isRight(statuses, expected, bytes), `${name}: ${statuses.join(' ') || 'none'} instead of ${expected.join(' ')}`);
    seen += 1;
  };
  for (let i = 0; i < short.length; i += 20) await Promise.all(short.slice(i, i + 20).map(one));
  assert.equal(seen, short.length);
  assert.ok(seen >= 150, `${seen} vectors`);
  await assertAnswers('bytes one by one');
});

test('who expects 100 is told to go on, and only then', async () => {
  const request = head('POST /v1/validations/account HTTP/1.1', [json, 'Content-Length: 2', 'Expect: 100-continue']);
  const go_on = async (socket, answers) => {
    for (let i = 0; i < 100 && answers().length === 0; i += 1) await sleep(10);
    assert.deepEqual(answers().map(({ status }) => status), [100]);
    socket.write('{}');
  };
  assert.deepEqual((await exchange(server.port, [request, go_on])).statuses, [100, 401]);
  // Refused by its head: no body is asked for.
  const refused = head('POST /v1/validations/account HTTP/1.1', [json, 'Content-Length: 300000', 'Expect: 100-continue']);
  assert.deepEqual((await exchange(server.port, refused)).statuses, [413]);
});

test('an answer to a body that is refused arrives although the client still sends', async () => {
  const request = head('POST /v1/validations/account HTTP/1.1', [json, 'Content-Length: 10000000']);
  let whole = 0;
  for (let i = 0; i < 20; i += 1) {
    const { statuses } = await exchange(server.port, [request, Buffer.alloc(2_000_000, 0x20)]);
    whole += statuses[0] === 413 ? 1 : 0;
  }
  assert.equal(whole, 20);
});

test('a head and a body that drip end at their deadline and hold up nobody', async () => {
  const began = performance.now();
  const drip = async (socket) => {
    while (!socket.destroyed && performance.now() - began < 20_000) {
      socket.write('a');
      await sleep(100);
    }
  };
  const heads = Array.from({ length: 64 }, () => exchange(server.port, ['GET /healthz HTTP/1.1\r\nX-Slow: ', drip], { limit_ms: 20_000 }));
  const bodies = Array.from({ length: 64 }, () =>
    exchange(server.port, [head('POST /session HTTP/1.1', [json, 'Content-Length: 60000']), drip], { limit_ms: 20_000 }));
  const idle = Array.from({ length: 64 }, () => connect(server.port, '127.0.0.1').on('error', () => {}));
  await sleep(300);
  // More slow clients of each kind than there are workers, and all of them still wait: others are answered at once.
  const times = [];
  for (let i = 0; i < 50; i += 1) {
    const { statuses, ms } = await exchange(server.port, good, { quiet_ms: 0 });
    assert.deepEqual(statuses, [200]);
    times.push(ms);
  }
  times.sort((a, b) => a - b);
  console.log(`answered beside 192 slow clients: median ${times[25].toFixed(1)} ms, longest ${times[49].toFixed(1)} ms`);
  for (const { statuses, ms } of await Promise.all(heads)) {
    assert.deepEqual(statuses, [408]);
    assert.ok(ms > 4000 && ms < 9000, `a head was given ${ms} ms`);
  }
  for (const { statuses, ms } of await Promise.all(bodies)) {
    assert.deepEqual(statuses, [408]);
    assert.ok(ms > 9000 && ms < 15_000, `a body was given ${ms} ms`);
  }
  idle.forEach((socket) => socket.destroy());
});

test('a client that asks and never reads is cut off, and holds little memory', async () => {
  const rss = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.process.pid}/status`, 'utf8'))[1]);
  const before_kb = rss();
  const deaf = Array.from({ length: 20 }, () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.pause();
    socket.write(head('GET / HTTP/1.1').repeat(2000));
    return socket;
  });
  await sleep(1000);
  await assertAnswers('clients that do not read');
  const grown_kb = rss() - before_kb;
  deaf.forEach((socket) => socket.destroy());
  assert.ok(grown_kb < 100_000, `${grown_kb} KB more`);
});

const descriptors = () => readdirSync(`/proc/${server.process.pid}/fd`).length;
const threads = () => readdirSync(`/proc/${server.process.pid}/task`).length;

test('a thousand connections stay open and are all answered, twice', async () => {
  const [threads_before, descriptors_before] = [threads(), descriptors()];
  const sockets = await Promise.all(Array.from({ length: 1000 }, () => new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => resolve(socket));
    socket.on('error', reject);
  })));
  for (let round = 0; round < 2; round += 1) {
    const answers = await Promise.all(sockets.map((socket) => new Promise((resolve) => {
      socket.once('data', (chunk) => resolve(chunk.toString('latin1').slice(9, 12)));
      socket.once('close', () => resolve('closed'));
      socket.write(good);
    })));
    assert.deepEqual([...new Set(answers)], ['200']);
    assert.equal(answers.length, 1000);
  }
  assert.equal(threads(), threads_before);
  sockets.forEach((socket) => socket.destroy());
  for (let i = 0; i < 100 && descriptors() > descriptors_before + 5; i += 1) await sleep(50);
  assert.ok(descriptors() <= descriptors_before + 5, `${descriptors()} descriptors, ${descriptors_before} before`);
});

test('a burst of 600 connections is answered', async () => {
  const results = await Promise.all(Array.from({ length: 600 }, () => exchange(server.port, good, { quiet_ms: 0, limit_ms: 15_000 })));
  const times = results.map(({ ms }) => ms).sort((a, b) => a - b);
  assert.equal(results.filter(({ statuses }) => statuses[0] === 200).length, 600);
  console.log(`a burst of 600: median ${times[300].toFixed(0)} ms, longest ${times[599].toFixed(0)} ms`);
});

test('more connections from one address than allowed are closed, the others live on', async () => {
  const small = await startServer({ data: await newDataFolder(), flags: ['--connections-per-address-max', '20'] });
  try {
    const sockets = Array.from({ length: 30 }, () => connect(small.port, '127.0.0.1').on('error', () => {}));
    let closed = 0;
    sockets.forEach((socket) => socket.on('close', () => { closed += 1; }));
    for (let i = 0; i < 100 && closed < 10; i += 1) await sleep(20);
    assert.equal(closed, 10);
    sockets.forEach((socket) => socket.destroy());
    let statuses = [];
    for (let i = 0; i < 50 && statuses[0] !== 200; i += 1) ({ statuses } = await exchange(small.port, good));
    assert.deepEqual(statuses, [200]);
  } finally {
    assert.equal(await small.end(), 0);
    await removeFolder(small.data);
  }
});

test('the server ends in order with slow clients connected', async () => {
  const other = await startServer({ data: await newDataFolder() });
  const sockets = Array.from({ length: 20 }, (_, i) => {
    const socket = connect(other.port, '127.0.0.1').on('error', () => {});
    if (i % 2) socket.write('GET /healthz HTTP/1.1\r\nX-Slow: ');
    return socket;
  });
  await sleep(200);
  const began = performance.now();
  assert.equal(await other.end(), 0);
  assert.ok(performance.now() - began < 5000);
  sockets.forEach((socket) => socket.destroy());
  await removeFolder(other.data);
});
