// Puts the JavaScript package together: the files of this folder with the rules' version put in, and rules.wasm.
//   node web/rules/build.mjs --wasm build/web/rules.wasm --output build/web/rules
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const folder = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({ options: { wasm: { type: 'string' }, output: { type: 'string' } } });
const output = resolve(values.output);

const header = readFileSync(join(folder, '../../shared/version.h'), 'utf8');
const version = /rules_version = "([^"]+)"/.exec(header)?.[1];
if (!version) throw new Error('shared/version.h names no rules_version.');

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
for (const name of ['index.js', 'package.json']) {
  writeFileSync(join(output, name), readFileSync(join(folder, name), 'utf8').replace('__RULES_VERSION__', version));
}
for (const name of ['index.d.ts', 'README.md', 'example']) cpSync(join(folder, name), join(output, name), { recursive: true });
cpSync(resolve(values.wasm), join(output, 'rules.wasm'));
