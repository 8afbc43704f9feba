// The numbers that pass between the program and web/ are the same on both sides.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { inProject } from '../support/project.mjs';

const { FIELD_TYPES, FLAGS, ROLES, SORTS } = await import(inProject('web/roles.js'));

function enumerators(file, name) {
  const text = readFileSync(inProject(file), 'utf8');
  const body = text.match(new RegExp(`enum (?:class )?${name}[^{]*\\{([^}]*)\\}`))[1];
  return body.replace(/\/\/.*/g, '').split(',').map((part) => part.trim()).filter(Boolean);
}

test('roles, field kinds and sorts stand in the same order', () => {
  const roles = enumerators('client/node.h', 'Role');
  assert.ok(roles.length > 30);
  assert.deepEqual(ROLES.map((role) => role.name), roles);
  assert.deepEqual(FIELD_TYPES, enumerators('client/node.h', 'FieldKind'));
  assert.deepEqual(SORTS, enumerators('client/node.h', 'Sort'));
});

test('flags are the same bits', () => {
  const flags = enumerators('client/node.h', 'Flag').map((line) => line.match(/^(\w+) = 1u << (\d+)$/).slice(1));
  assert.ok(flags.length > 15);
  for (const [name, bit] of flags) assert.equal(FLAGS[name], 1 << Number(bit), name);
  assert.equal(Object.keys(FLAGS).length, flags.length);
});

test('strings and commands of a frame are numbered alike', () => {
  const reader = readFileSync(inProject('web/mirror_reader.js'), 'utf8');
  const listed = (name) => reader.match(new RegExp(`const ${name} = \\[null,([^\\]]*)\\]`, 's') )?.[1] ?? reader.match(new RegExp(`const ${name} = \\[\\s*null,([^\\]]*)\\]`))[1];
  const names = (name) => listed(name).split(',').map((part) => part.trim().replaceAll("'", '')).filter(Boolean);
  const snake = (text) => text.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const plain = (line) => line.replace(/ = 1$/, '');
  assert.deepEqual(names('STRINGS').map(snake), enumerators('client/mirror_buffer.h', 'NodeString').map(plain));
  assert.deepEqual(names('COMMANDS'), enumerators('client/mirror_buffer.h', 'Command').map(plain));
});
