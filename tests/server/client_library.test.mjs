// A client library made from our description by openapi-typescript and openapi-fetch: what it generates compiles under
// strict rules, and drives the server through the main stories.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import openapiTS, { astToString } from 'openapi-typescript';

import { inProject } from '../support/project.mjs';
import { newDataFolder, removeFolder, sampleUser, startServer } from '../support/server.mjs';

const folder = inProject('build/tests/client_library');
let server;

before(async () => {
  server = await startServer({ data: await newDataFolder() });
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await symlink(inProject('tests/node_modules'), `${folder}/node_modules`);
  await writeFile(`${folder}/package.json`, '{"type":"module"}');
  const description = await (await fetch(`${server.url}/openapi.json`)).json();
  await writeFile(`${folder}/api.d.ts`, astToString(await openapiTS(description)));
  await copyFile(inProject('tests/server/client_library/stories.ts'), `${folder}/stories.ts`);
});

after(async () => {
  await server?.end();
  if (server) await removeFolder(server.data);
});

const compile = (file) => execFileSync(process.execPath, [inProject('tests/node_modules/typescript/bin/tsc'), '--strict', '--target', 'es2022', '--module', 'nodenext',
  '--lib', 'es2022,dom,dom.iterable', '--noUncheckedIndexedAccess', file], { cwd: folder, encoding: 'utf8' });

test('the generated library compiles, and a wrong use of it does not', async () => {
  compile('stories.ts');
  await writeFile(`${folder}/wrong.ts`, "import createClient from 'openapi-fetch';\nimport type { paths } from './api.js';\nvoid createClient<paths>({}).GET('/v1/customer', {});\n");
  assert.throws(() => compile('wrong.ts'), (error) => /wrong\.ts.*TS2345/.test(error.stdout));
});

test('it drives the server through the main stories', async () => {
  const { user, password } = await sampleUser(server.data, 'admin_agent');
  const answer = await fetch(`${server.url}/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ user, password }) });
  const cookie = answer.headers.getSetCookie().map((text) => text.split(';')[0]).join('; ');
  const { run } = await import(pathToFileURL(`${folder}/stories.js`).href);
  const held = await run(server.url, { Cookie: cookie });
  assert.deepEqual(held, ['who am I', 'filter', 'page through all', 'get one', 'replace billing information', 'stale etag', 'refused by the rules', 'repeat a request',
    'permission to buy on and off', 'history', 'country rules and a customer that is not there']);
});
