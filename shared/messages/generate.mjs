// Prints the rows of a folder's en.json and sv.json, as C++:
//   node shared/messages/generate.mjs > shared/messages_tables.cpp                  rules and labels
//   node shared/messages/generate.mjs client/messages > client/message_rows.h      the editor's own texts
// Fails with a sentence when a language lacks a key, or when the gaps of a sentence differ between languages.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const languages = ['en', 'sv'];
const folder = process.argv[2] ?? fileURLToPath(new URL('.', import.meta.url));
const texts = languages.map((language) => JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')));
const gapsOf = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort().join(' ');
const keys = Object.keys(texts[0]);

for (const [index, text] of texts.entries()) {
  const missing = keys.filter((key) => !text[key]);
  const unknown = Object.keys(text).filter((key) => !texts[0][key]);
  const differing = keys.filter((key) => text[key] && gapsOf(text[key]) !== gapsOf(texts[0][key]));
  if (missing.length + unknown.length + differing.length > 0) {
    process.stderr.write(`${languages[index]}.json: missing ${missing}; unknown ${unknown}; other gaps ${differing}\n`);
    process.exit(1);
  }
}

const row = (...cells) => `    {${cells.map((cell) => (Array.isArray(cell) ? `{${cell.map((text) => JSON.stringify(text)).join(', ')}}` : JSON.stringify(cell))).join(', ')}},`;
const both = (key) => texts.map((text) => text[key]);
const named = (prefix) => keys.filter((key) => key.startsWith(`${prefix}.`)).map((key) => key.slice(prefix.length + 1));

const rules = () => `// GENERATED from shared/messages/*.json by "node shared/messages/generate.mjs > shared/messages_tables.cpp". Do not edit.
#include "shared/messages_tables.h"

namespace shared {

const SentenceRow sentence_rows[] = {
${named('rule').map((rule) => row(rule, both(`rule.${rule}`))).join('\n')}
};
const int sentence_row_count = ${named('rule').length};

const LabelRow label_rows[] = {
${named('label').map((label) => row(...[label.split('.')[0], label.split('.')[1] ?? ''], both(`label.${label}`), both(`noun.${label}`))).join('\n')}
};
const int label_row_count = ${named('label').length};

}  // namespace shared
`;

const editor = () => `// GENERATED from client/messages/*.json by "node shared/messages/generate.mjs client/messages > client/message_rows.h". Do not edit.
#pragma once

#include <cstdint>
#include <string_view>

#include "shared/messages.h"

namespace client {

enum class Message : std::uint16_t {
${keys.map((key) => `  ${key},`).join('\n')}
};

inline constexpr std::string_view message_rows[][shared::language_count] = {
${keys.map((key) => row(...both(key))).join('\n')}
};

}  // namespace client
`;

process.stdout.write(process.argv[2] ? editor() : rules());
