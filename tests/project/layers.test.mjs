// The direction of includes: client -> shared <- server, shared includes nobody, and each C library is seen by the few
// files that are meant to see it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { inProject, project } from '../support/project.mjs';

const layers = [
  { folder: 'shared', mayInclude: /^shared\// },
  { folder: 'client', mayInclude: /^(client|shared)\// },
  { folder: 'server', mayInclude: /^(server|shared)\// },
];

// What stands before the first slash, or the whole name, and which of our files may include it.
const fences = [
  { include: /^nlohmann\//, only: /(^|\/)\w*(wire|json)\w*\.cpp$/ },
  { include: /^sqlite3\.h$/, only: /^server\/sqlite(_copy)?\.cpp$/ },
  { include: /^libpq-fe\.h$/, only: /^server\/postgres\w*\.cpp$/ },
  { include: /^httplib\.h$/, only: /^tests\/bench\// },
  { include: /^sodium\.h$/, only: /^server\/(passwords|secrets)\.cpp$/ },
  { include: /^openssl\//, only: /^server\/tls\.cpp$/ },
  { include: /^cjose\//, only: /^server\/json_web_token\.cpp$/ },
  { include: /^curl\//, only: /^server\/outgoing\.cpp$/ },
  { include: /^imgui(_internal)?\.h$/, only: /^client\// },
  { include: /^(emscripten|GLES3)\b/, only: /_web\.cpp$/ },
  { include: /^doctest\//, only: /^tests\// },
  { include: /^(iostream|locale|regex|sstream)$/, only: /^(server|tests|client\/cli)\// },
];

const standsAlone = /^(client|shared|server|tests)\//;

function sources(folder) {
  return readdirSync(inProject(folder), { recursive: true })
    .map((name) => join(folder, name))
    .filter((name) => /\.(h|cpp)$/.test(name) && !name.includes('node_modules'));
}

const includesOf = (file) =>
  [...readFileSync(join(project, file), 'utf8').matchAll(/^\s*#\s*include\s+["<]([^">]+)[">]/gm)].map((match) => match[1]);

for (const layer of layers) {
  test(`${layer.folder} includes only what lies in its direction`, () => {
    const files = sources(layer.folder);
    assert.ok(files.length >= 3, `${files.length} files seen in ${layer.folder}`);
    const wrong = files.flatMap((file) =>
      includesOf(file).filter((name) => standsAlone.test(name) && !layer.mayInclude.test(name)).map((name) => `${file}: ${name}`));
    assert.deepEqual(wrong, []);
  });
}

test('each library is included only where it is meant to be', () => {
  const files = ['shared', 'client', 'server'].flatMap(sources);
  let seen = 0;
  const wrong = [];
  for (const file of files) {
    for (const name of includesOf(file)) {
      for (const fence of fences.filter((candidate) => candidate.include.test(name))) {
        seen += 1;
        if (!fence.only.test(file)) wrong.push(`${file}: ${name}`);
      }
    }
  }
  assert.ok(seen >= 5, `${seen} fenced includes seen`);
  assert.deepEqual(wrong, []);
});

test('nobody includes tests, and web holds no C++', () => {
  const wrong = ['shared', 'client', 'server'].flatMap(sources).filter((file) => includesOf(file).some((name) => name.startsWith('tests/')));
  assert.deepEqual(wrong, []);
  assert.deepEqual(sources('web'), []);
});

test('every header states its purpose first and guards itself', () => {
  const headers = ['shared', 'client', 'server'].flatMap(sources).filter((file) => file.endsWith('.h'));
  assert.ok(headers.length >= 8);
  const wrong = headers.filter((file) => {
    const text = readFileSync(join(project, file), 'utf8');
    return !text.startsWith('// ') || !text.includes('#pragma once');
  });
  assert.deepEqual(wrong, []);
});
