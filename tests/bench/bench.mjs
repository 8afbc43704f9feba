// script/bench: what the project promises in figures, each beside a peer or a limit measured in the same run.
//   bench.mjs [--megabytes N] [NAME...]   only the sections whose name contains one of NAME; files of N MB, by default 100
import { customerLists } from './customers.mjs';
import { editorBytes, idleAndListFrames } from './editor.mjs';
import { fileRates } from './files.mjs';
import { durablePuts, plainGet } from './server.mjs';
import { rulesRates, rulesSize } from './rules.mjs';

const sections = { 'editor bytes': editorBytes, 'editor frames': idleAndListFrames, 'rules size': rulesSize, 'rules rate': rulesRates, 'server get': plainGet, 'server put': durablePuts, 'million customers': customerLists, files: fileRates };
const only = process.argv.slice(2);
const option = only.indexOf('--megabytes');
const megabytes = option < 0 ? 100 : Number(only.splice(option, 2)[1]);
const wanted = Object.entries(sections).filter(([name]) => only.length === 0 || only.some((part) => name.includes(part)));
if (wanted.length === 0) {
  process.stderr.write(`script/bench knows: ${Object.keys(sections).join(', ')}.\n`);
  process.exit(2);
}

const widths = [58, 16, 16, 12];
const line = (cells) => cells.map((cell, index) => (index === 0 ? String(cell).padEnd(widths[0]) : String(cell).padStart(widths[index] ?? 10))).join('');
process.stdout.write(`${line(['what', 'measured', 'peer or limit', 'ratio'])}\n`);
let missed = 0;
for (const [name, measure] of wanted) {
  process.stdout.write(`-- ${name}\n`);
  for (const { what, measured, beside = '', ratio = '', holds } of await measure({ megabytes })) {
    if (holds === false) missed += 1;
    process.stdout.write(`${line([what, measured, beside, ratio])}${holds === undefined ? '' : holds ? '  holds' : '  MISSED'}\n`);
  }
}
process.stdout.write(missed === 0 ? 'Every limit holds.\n' : `${missed} limits are missed.\n`);
