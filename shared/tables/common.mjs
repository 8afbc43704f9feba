// What the generators share: reading pinned packages, and how text is printed as C++.
import { readFileSync } from 'node:fs';

export const packageText = (name, path) => readFileSync(new URL(`node_modules/${name}/${path}`, import.meta.url), 'utf8');

// "npm NAME VERSION (LICENCE), ..." for the head of a table.
export const sources = (...names) => names.map((name) => {
  const { version, license } = JSON.parse(packageText(name, 'package.json'));
  return `npm ${name} ${version} (${license.replace(/^\((.*)\)$/, '$1')})`;
}).join(', ');

// A finite regular expression in the short form that shared/pattern.h reads: "d" for a digit, "(...)" groups, "<...)" captures.
// Fails where the expression holds what that form cannot say.
export function pattern(source) {
  const text = source.replaceAll('(?:', '\u0001').replaceAll('(', '<').replaceAll('\u0001', '(').replaceAll('\\d', 'd').replaceAll('\\-', '-');
  if (/[^0-9A-Zd<()|{},?$~\[\] -]/.test(text)) throw new Error(`pattern outside the subset: ${source}`);
  return text;
}

// A C++ string literal. Other than ASCII stays as it is.
export const quoted = (text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

// Prints lines as an array of a few long literals: compilers need not take one of more than 65,536 bytes. A part begins only
// where `mayBegin` allows.
export function printParts(name, lines, mayBegin = () => true) {
  const bytesMax = 40000;
  const parts = [[]];
  let bytes = 0;
  for (const line of lines) {
    if (bytes > bytesMax && mayBegin(line)) {
      parts.push([]);
      bytes = 0;
    }
    parts[parts.length - 1].push(line);
    bytes += Buffer.byteLength(line) + 1;
  }
  const literals = parts.map((part) => part.map((line) => `    ${quoted(`${line}\n`)}`).join('\n'));
  return `const std::string_view ${name}[] = {\n${literals.join(',\n')},\n};\nconst int ${name}_part_count = ${parts.length};`;
}
