// A real server on a free port of this machine, with a data folder of its own, and a client that signs in as a role.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { bundle, program } from './project.mjs';

const START_LIMIT_MS = 30_000;

export async function freePort() {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

export const newDataFolder = () => mkdtemp(join(tmpdir(), 'kundkonto-'));
export const removeFolder = (folder) => rm(folder, { recursive: true, force: true });

// Beside a cluster (on_postgres.mjs) each data folder has a database of its own, made at first use.
const madeDatabases = new Set();
export function databaseFlags(data) {
  const cluster = process.env.KUNDKONTO_TEST_CLUSTER;
  if (!cluster) return [];
  const name = `kundkonto_${createHash('sha256').update(data).digest('hex').slice(0, 24)}`;
  if (!madeDatabases.has(name)) execFileSync('psql', ['-q', '-d', `${cluster}/postgres`, '-c', `create database ${name}`], { stdio: ['ignore', 'ignore', 'ignore'] });
  madeDatabases.add(name);
  return ['--database', `${cluster}/${name}`];
}

// Tests send more than a program should; those of the limits set them by flags, which win.
const noLimits = Object.fromEntries(['RESELLER', 'USER', 'SESSION_USER'].map((whose) => [`KUNDKONTO_REQUESTS_PER_MINUTE_PER_${whose}`, '0']));

// Runs `kundkonto user|reseller|token …` on this data, with a text as its standard input; what it prints.
export async function command(data, words, input = '') {
  const place = databaseFlags(data);
  const child = spawn(program, [...words, ...(place.length ? place : ['--data', data])], { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => { output += chunk; });
  child.stderr.on('data', (chunk) => { errors += chunk; });
  child.stdin.on('error', () => {});  // Not every command reads it.
  child.stdin.end(input);
  const [status] = await once(child, 'close');
  if (status !== 0) throw Object.assign(new Error(`kundkonto ${words.join(' ')} ended with ${status}: ${errors}`), { status, errors });
  return output;
}

// Starts `kundkonto serve` and waits for its line with the address. With TEST_TWO_SERVERS, beside a cluster, a second
// server of the same database is started, and those who sign in ask the two by turns.
export async function startServer(options) {
  const first = await startOne(options);
  const hasTwin = process.env.TEST_TWO_SERVERS && process.env.KUNDKONTO_TEST_CLUSTER && !options.environment;
  if (!hasTwin) return first;
  const data = await newDataFolder();
  const second = await startOne({ data, flags: databaseFlags(options.data) });
  let turn = 0;
  return {
    ...first,
    answered: [0, 0],
    nextUrl() {
      turn = 1 - turn;
      this.answered[turn] += 1;
      return [first.url, second.url][turn];
    },
    async end(signal) {
      await second.end(signal);
      await removeFolder(data);
      return first.end(signal);
    },
  };
}

async function startOne({ data, port, flags = ['--sample-data'], environment = {} }) {
  port ??= await freePort();
  const child = spawn(program, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--web', bundle, ...(flags.includes('--database') ? [] : databaseFlags(data)), ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...noLimits, ...environment },
  });
  let errors = '';
  child.stderr.on('data', (chunk) => { errors = (errors + chunk).slice(-20_000); });
  const exited = once(child, 'exit');
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => text),
    exited.then(([code]) => { throw new Error(`The server ended with ${code} before it answered.\n${errors}`); }),
    new Promise((_, reject) => setTimeout(() => reject(new Error(`No address within ${START_LIMIT_MS} ms.\n${errors}`)), START_LIMIT_MS).unref()),
  ]);
  const url = `http://127.0.0.1:${port}`;
  return {
    url, port, data, line, process: child,
    errors: () => errors,
    async end(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const [code, by] = await exited;
      return by ?? code;
    },
  };
}

export async function sampleUser(data, role) {
  const users = JSON.parse(await readFile(join(data, 'sample-users.json'), 'utf8'));
  const user = users.find((candidate) => candidate.role === role);
  if (!user) throw new Error(`No sample user has the role ${role}.`);
  return user;
}

// Signs in and returns a function like fetch that carries the cookie and the address.
export async function signIn(server, role) {
  const { user, password } = await sampleUser(server.data, role);
  const answer = await fetch(`${server.url}/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: server.url },
    body: JSON.stringify({ user, password }),
  });
  if (!answer.ok) throw new Error(`Sign-in as ${role} answered ${answer.status}: ${await answer.text()}`);
  const cookie = answer.headers.getSetCookie().map((text) => text.split(';')[0]).join('; ');
  return (path, { headers = {}, ...rest } = {}) => {
    const url = server.nextUrl?.() ?? server.url;
    return fetch(url + path, { ...rest, headers: { Cookie: cookie, Origin: url, 'Content-Type': 'application/json', ...headers } });
  };
}

// A bearer token for the role's sample user, made by the command beside the running server.
export async function tokenFor(server, role, ...flags) {
  const { user } = await sampleUser(server.data, role);
  const [, place = server.data] = databaseFlags(server.data);
  return execFileSync(program, ['token', 'create', '--data', place, '--user', user, ...flags], { encoding: 'utf8' }).trim();
}
