// The typeface as small as the editor needs it: Inter's letters for European languages, the weights from 400 to 600, and no
// table for what is off: kerning, ligatures, and marks set above letters. style.css says which letters each file holds.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import subset from 'subset-font';

const web = dirname(fileURLToPath(import.meta.url));
const source = join(web, 'node_modules/@fontsource-variable/inter/files');
const UNUSED_TABLES = ['GPOS', 'GSUB', 'GDEF', 'STAT', 'MVAR', 'prep', 'gasp'];

// "U+0020-007E, U+2122" as its letters.
function lettersOf(ranges) {
  return ranges.split(',').map((range) => {
    const [first, last = first] = range.trim().slice(2).split('-').map((digits) => parseInt(digits, 16));
    return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i));
  }).join('');
}

export async function writeTypefaces(folder) {
  mkdirSync(folder, { recursive: true });
  const style = readFileSync(join(web, 'style.css'), 'utf8');
  const faces = [...style.matchAll(/url\('typeface\/([\w-]+)\.woff2'\)[^}]*unicode-range:([^;]+);/g)];
  if (faces.length === 0) throw new Error('style.css names no typeface.');
  for (const [, name, ranges] of faces) {
    const whole = readFileSync(join(source, `${name}-wght-normal.woff2`));
    const part = await subset(whole, lettersOf(ranges), {
      targetFormat: 'woff2', variationAxes: { wght: { min: 400, max: 600 } }, noLayoutClosure: true, noHinting: true, dropTables: UNUSED_TABLES,
    });
    writeFileSync(join(folder, `${name}.woff2`), part);
  }
}
