// Runs a program with a PostgreSQL cluster beside it: on_postgres.mjs COMMAND [ARGUMENT...]. The cluster is made in a scratch
// folder, reached by a socket there, and ended and removed when the program ends. The program finds its address in
// KUNDKONTO_TEST_CLUSTER; support/server.mjs then gives every data folder a database of its own.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const versions = '/usr/lib/postgresql';

function folderOfPrograms() {
  const found = (existsSync(versions) ? readdirSync(versions) : []).map(Number).sort((a, b) => b - a)
    .map((version) => join(versions, String(version), 'bin')).filter((folder) => existsSync(join(folder, 'initdb')));
  if (found.length === 0) throw new Error(`PostgreSQL is not below ${versions}. script/bootstrap --for test installs it.`);
  return found[0];
}

// PostgreSQL refuses to run as root: then the package's own user, or nobody, runs it.
function unprivileged() {
  if (process.getuid() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    try {
      const number = (flag) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: number('-u'), gid: number('-g') };
    } catch { /* There is no such user. */ }
  }
  throw new Error('PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody.');
}

export async function startCluster() {
  const programs = folderOfPrograms();
  const user = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'kundkonto-postgres-'));
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  // Sorted by Swedish rules: a store that relies on the database's own order is seen.
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'kundkonto', '--auth=trust', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8',
    '--locale-provider=icu', '--icu-locale=sv-SE'], { ...user, cwd: folder, stdio: 'ignore' });
  const log = openSync(join(folder, 'log'), 'a');
  const server = spawn(join(programs, 'postgres'), ['-D', data, '-k', folder, '-h', '', '-c', 'fsync=off', '-c', 'max_connections=200'],
    { ...user, cwd: folder, stdio: ['ignore', log, log] });
  const ended = once(server, 'exit');
  const isReady = () => {
    try {
      execFileSync(join(programs, 'pg_isready'), ['-q', '-h', folder, '-d', 'postgres'], { stdio: 'ignore' });
      return true;
    } catch { return false; }
  };
  for (let turn = 0; !isReady(); turn += 1) {
    if (turn > 300 || server.exitCode !== null) throw new Error(`The PostgreSQL cluster in ${folder} did not start.`);
    await sleep(100);
  }
  const end = async () => {
    if (server.exitCode === null && server.signalCode === null) server.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { address: `postgresql://kundkonto@${encodeURIComponent(folder)}`, server, end };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const cluster = await startCluster();
  const child = spawn(process.argv[2], process.argv.slice(3), { stdio: 'inherit', env: { ...process.env, KUNDKONTO_TEST_CLUSTER: cluster.address } });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'exit');
  await cluster.end();
  process.exitCode = code ?? 1;
}
