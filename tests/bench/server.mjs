// The server: a plain GET of one customer beside cpp-httplib answering a constant of the same size, and durable PUTs.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { inProject } from '../support/project.mjs';
import { freePort, newDataFolder, removeFolder, sampleUser, startServer } from '../support/server.mjs';
import { count, times } from './rules.mjs';

const GET_AT_LEAST = 0.5;
const PUT_AT_LEAST = 2;
const SECONDS = 4;
const ROUNDS = 3;

const run = promisify(execFile);

// Requests per second by wrk: 2 threads, 16 connections. Not awaited synchronously: the server's log must be read meanwhile.
async function load(url, headers = {}) {
  const flags = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const { stdout: output } = await run('wrk', ['-t2', '-c16', `-d${SECONDS}s`, ...flags, url]);
  const failures = /Non-2xx or 3xx responses: (\d+)/.exec(output);
  if (failures) throw new Error(`${failures[1]} answers of ${url} were no success.`);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(output)[1]);
}

export async function plainGet() {
  // Without the limits of requests a minute: this is about how many could be answered.
  const flags = ['--sample-data', '--requests-per-minute-per-reseller', '0', '--requests-per-minute-per-user', '0'];
  const server = await startServer({ data: await newDataFolder(), flags });
  const peerPort = await freePort();
  let peer;
  try {
    const { user, password } = await sampleUser(server.data, 'sales_agent');
    const signedIn = await fetch(`${server.url}/session`, {
      method: 'POST', headers: { 'Content-Type': 'application/json', Origin: server.url }, body: JSON.stringify({ user, password }),
    });
    const headers = { Cookie: signedIn.headers.getSetCookie()[0].split(';')[0] };
    const { items } = await (await fetch(`${server.url}/v1/customers?size=1`, { headers })).json();
    const path = `/v1/customers/${items[0].id}`;
    const bytes = (await (await fetch(server.url + path, { headers })).arrayBuffer()).byteLength;
    peer = spawn(inProject('build/release/tests/bench/http_constant'), [String(peerPort), String(bytes)], { stdio: 'ignore' });
    await sleep(300);
    // By turns, so that what else the machine does falls on both.
    let [constant, ours] = [0, 0];
    for (let round = 0; round < ROUNDS; round += 1) {
      constant = Math.max(constant, await load(`http://127.0.0.1:${peerPort}${path}`, headers));
      ours = Math.max(ours, await load(server.url + path, headers));
    }
    return [{ what: `GET of one customer per second (${bytes} bytes), beside a constant`, measured: count(ours), beside: count(constant), ratio: times(ours / constant), holds: ours >= GET_AT_LEAST * constant }];
  } finally {
    peer?.kill();
    await server.end();
    await removeFolder(server.data);
  }
}

export async function durablePuts() {
  const folder = await newDataFolder();
  try {
    const { grouped, single } = JSON.parse(execFileSync(inProject('build/release/tests/bench/commit_rate'), [folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return [{ what: 'durable PUTs per second, 16 clients, beside one fsync a commit', measured: count(grouped), beside: count(single), ratio: times(grouped / single), holds: grouped >= PUT_AT_LEAST * single }];
  } finally {
    await removeFolder(folder);
  }
}
