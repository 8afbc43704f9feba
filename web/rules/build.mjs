// Puts the JavaScript package together: the files of this folder with the rules' version put in, and rules.wasm.
//   node web/rules/build.mjs --wasm build/web/rules.wasm --output build/web/rules
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { transform } from 'esbuild';

const folder = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({ options: { wasm: { type: 'string' }, output: { type: 'string' } } });
const output = resolve(values.output);

const header = readFileSync(join(folder, '../../shared/version.h'), 'utf8');
const version = /rules_version = "([^"]+)"/.exec(header)?.[1];
if (!version) throw new Error('shared/version.h names no rules_version.');

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const withVersion = (name) => readFileSync(join(folder, name), 'utf8').replace('__RULES_VERSION__', version);
writeFileSync(join(output, 'package.json'), withVersion('package.json'));
// Comments and long names stay here. Syntax is kept: the hidden name of Node's module must not be joined with its import().
const { code } = await transform(withVersion('index.js'), { minifyWhitespace: true, minifyIdentifiers: true, format: 'esm', target: 'es2022', charset: 'utf8' });
writeFileSync(join(output, 'index.js'), code);
for (const name of ['index.d.ts', 'README.md', 'example']) cpSync(join(folder, name), join(output, name), { recursive: true });
cpSync(resolve(values.wasm), join(output, 'rules.wasm'));
