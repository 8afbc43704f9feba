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
