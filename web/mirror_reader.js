// Reads one frame out of the program's memory. Its form is described in client/mirror_buffer.h.
import { readText } from './memory.js';

const HEAD_WORDS = 17;
const STRINGS = [
  null, 'label', 'value', 'path', 'href', 'autocomplete', 'inputMode', 'enterKeyHint', 'placeholder', 'name', 'lang', 'title', 'options',
];
const COMMANDS = [null, 'focus', 'polite', 'assertive', 'title', 'language', 'shortcuts', 'options', 'colors', 'cursor'];

// The record of the node that starts at this word.
export function readNode(program, at) {
  const words = program.words;
  const floats = program.floats;
  const kinds = words[at + 3];
  const record = {
    id: words[at + 1], parent: words[at + 2], role: kinds & 0xff, level: kinds >> 8 & 0xff, field: kinds >> 16 & 0xff,
    sort: kinds >>> 24, flags: words[at + 4], hash: words[at + 5],
    x: floats[at + 6], y: floats[at + 7], width: floats[at + 8], height: floats[at + 9],
    index: words[at + 10] | 0, count: words[at + 11] | 0, size: words[at + 12] & 0xffff, weight: words[at + 12] >>> 16,
    insetLeft: words[at + 13] & 0xffff, insetRight: words[at + 13] >>> 16,
    describedBy: words[at + 14], describedBy2: words[at + 15], refersTo: words[at + 16],
    label: '', value: '', path: '', href: '', autocomplete: '', inputMode: '', enterKeyHint: '', placeholder: '', name: '', lang: '', title: '',
    options: 0,
  };
  const end = at + words[at];
  for (let i = at + HEAD_WORDS; i < end;) {
    const kind = STRINGS[words[i] & 0xffff];
    const size = words[i] >>> 16;
    record[kind] = kind === 'options' ? words[i + 1] : readText(program, (i + 1) * 4, size);
    i += 1 + (size + 3 >> 2);
  }
  return record;
}

// Calls node(id, hash, start) for each node in order, then command(kind, number, text) for each wish.
export function readFrame(program, address, { node, command }) {
  const words = program.words;
  let at = address >> 2;
  const nodes = words[at];
  at += 1;
  for (let i = 0; i < nodes; i += 1) {
    node(words[at + 1], words[at + 5], at);
    at += words[at];
  }
  const commands = words[at];
  at += 1;
  for (let i = 0; i < commands; i += 1) {
    command(COMMANDS[words[at + 1]], words[at + 2], readText(program, (at + 4) * 4, words[at + 3]));
    at += words[at];
  }
}
