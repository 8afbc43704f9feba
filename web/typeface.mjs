// The typeface as small as the editor needs it: Inter's letters for European languages, the weights from 400 to 600, and none
// of its features, since kerning and ligatures are off. style.css names the same ranges.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import subset from 'subset-font';

const source = join(dirname(fileURLToPath(import.meta.url)), 'node_modules/@fontsource-variable/inter/files');
const FILES = {
  'inter-latin': [[0x20, 0x7e], [0xa0, 0xff], [0x131, 0x131], [0x152, 0x153], [0x2000, 0x206f], [0x20ac, 0x20ac], [0x2122, 0x2122], [0x2190, 0x2193], [0x2212, 0x2212]],
  'inter-latin-ext': [[0x100, 0x130], [0x132, 0x151], [0x154, 0x24f], [0x1e00, 0x1eff]],
};

const lettersOf = (ranges) => ranges.map(([first, last]) =>
  String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i))).join('');

export async function writeTypefaces(folder) {
  mkdirSync(folder, { recursive: true });
  for (const [name, ranges] of Object.entries(FILES)) {
    const whole = readFileSync(join(source, `${name}-wght-normal.woff2`));
    const part = await subset(whole, lettersOf(ranges), {
      targetFormat: 'woff2', variationAxes: { wght: { min: 400, max: 600 } }, noLayoutClosure: true,
    });
    writeFileSync(join(folder, `${name}.woff2`), part);
  }
}
