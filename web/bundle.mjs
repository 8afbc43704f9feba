// Joins the page's files into a folder that any static server can serve: names carry the hash of what they hold, and each
// file lies compressed beside itself.
//   node web/bundle.mjs --program PROGRAM.wasm --output FOLDER
// Prints the size of each file and their sum.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';

import { build } from 'esbuild';

import { writeTypefaces } from './typeface.mjs';

const web = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({ options: { program: { type: 'string' }, output: { type: 'string' } } });
const program = resolve(values.program);
const output = resolve(values.output);

const brotli = (bytes) => brotliCompressSync(bytes, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
});

async function join_files() {
  const result = await build({
    entryPoints: [join(web, 'main.js')], outdir: output, bundle: true, minify: true, format: 'esm', target: 'es2022', charset: 'utf8',
    entryNames: '[name].[hash]', assetNames: '[name].[hash]', publicPath: '/', metafile: true, logLevel: 'warning', absWorkingDir: web,
    loader: { '.wasm': 'file', '.woff2': 'file' }, legalComments: 'none',
    alias: { 'program.wasm': program, typeface },
  });
  return Object.keys(result.metafile.outputs).map((path) => basename(path));
}

function writeIndex(files) {
  const one = (pattern) => files.find((name) => pattern.test(name));
  const script = one(/^main\..*\.js$/);
  const assets = [
    `<link rel="preload" href="/${one(/\.wasm$/)}" as="fetch" type="application/wasm" crossorigin>`,
    `<link rel="preload" href="/${one(/^inter-latin\..*\.woff2$/)}" as="font" type="font/woff2" crossorigin>`,
    `<link rel="stylesheet" href="/${one(/^main\..*\.css$/)}">`,
    `<script type="module" src="/${script}"></script>`,
  ].join('\n');
  const page = readFileSync(join(web, 'index.html'), 'utf8');
  if (!page.includes('<!--assets-->')) throw new Error('web/index.html has no place for its assets.');
  writeFileSync(join(output, 'index.html'), page.replace('<!--assets-->', assets));
}

function compress() {
  let sum = 0;
  for (const name of readdirSync(output).sort()) {
    const bytes = readFileSync(join(output, name));
    const small = brotli(bytes);
    // Typefaces are compressed already: where nothing is gained there is no second file.
    const gains = small.length < bytes.length * 0.97;
    if (gains) writeFileSync(join(output, `${name}.br`), small);
    const sent = gains ? small.length : bytes.length;
    sum += sent;
    console.log(`${String(sent).padStart(8)}  ${name}`);
  }
  console.log(`${String(sum).padStart(8)}  sum`);
}

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const typeface = `${output}.typeface`;
await writeTypefaces(typeface);
const files = await join_files();
for (const name of ['favicon.svg', 'manifest.webmanifest']) cpSync(join(web, name), join(output, name));
cpSync(join(web, 'node_modules/@fontsource-variable/inter/LICENSE'), join(output, 'inter-license.txt'));
writeIndex(files);
compress();
if (statSync(join(output, 'index.html')).size === 0) throw new Error('The page is empty.');
