// What stays out of the tracked files: private places, registries, loose ends, and files that grew too long.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { project } from '../support/project.mjs';

const LINES_MAX = 500;
const tracked = execFileSync('git', ['ls-files'], { cwd: project, encoding: 'utf8' }).split('\n').filter(Boolean);
const code = tracked.filter((file) => /\.(h|cpp|mjs|js|css|sh)$/.test(file) || /^script\/[^.]+$/.test(file));
const generated = (text) => text.startsWith('// GENERATED');
const textOf = (file) => readFileSync(join(project, file), 'utf8');

test('lockfiles name no registry', () => {
  const lockfiles = tracked.filter((file) => file.endsWith('package-lock.json'));
  assert.ok(lockfiles.length > 0);
  for (const file of lockfiles) assert.ok(!/"resolved":/.test(textOf(file)), file);
});

test('no loose ends are left in code', () => {
  assert.ok(code.length > 20);
  // Put together here, so that this file does not match itself.
  const words = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK'].join('|')})\\b`);
  assert.deepEqual(code.filter((file) => words.test(textOf(file))), []);
});

test(`no source file is longer than ${LINES_MAX} lines`, () => {
  const long = code
    .map((file) => [file, textOf(file)])
    .filter(([, text]) => !generated(text) && text.split('\n').length > LINES_MAX)
    .map(([file, text]) => `${file}: ${text.split('\n').length}`);
  assert.deepEqual(long, []);
});

test('shared neither throws nor casts by run-time type', () => {
  const files = tracked.filter((file) => /^shared\/\w+\.(h|cpp)$/.test(file));
  assert.ok(files.length > 5);
  const strip = (text) => text.replace(/\/\/.*$/gm, '').replace(/"(\\.|[^"\\])*"/g, '""');
  assert.deepEqual(files.filter((file) => /\b(throw|try|catch|dynamic_cast|typeid)\b/.test(strip(textOf(file)))), []);
});
