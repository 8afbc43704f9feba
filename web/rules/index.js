// The account rules of Kundkonto for JavaScript: the same code that the server and the offline command judge by, as
// WebAssembly. Await load() once; then everything answers at once, without waiting. Types: index.d.ts.
// No dependency, no eval, nothing of Node or of a page is needed but WebAssembly, TextEncoder and TextDecoder.

// Put in when the package is built; rules.wasm must say the same.
export const rulesVersion = '__RULES_VERSION__';

const CHARACTERS_MAX = 1_000_000; // Of one call's texts, in UTF-16 units. An account has a few thousand.
const encoder = new TextEncoder();
const decoder = new TextDecoder();

// What could not be judged at all, in both languages.
const faults = {
  too_large: ['Send less text. One account or value has at most a million characters.', 'Skicka mindre text. Ett konto eller värde har högst en miljon tecken.'],
  not_object: ['Give an object in the form of an account.', 'Ange ett objekt med formen av ett konto.'],
  not_text: ['Give text here.', 'Ange text här.'],
  not_json: ['Give plain data: text, objects, null. A circle, a BigInt or a getter that throws cannot be read.', 'Ange enkla data: text, objekt, null. En cirkel, en BigInt eller en getter som kastar kan inte läsas.'],
  not_utf8: ['Give text in UTF-8.', 'Ange text i UTF-8.'],
  too_deep: ['Nest objects less deeply. An account has few levels.', 'Nästla objekten mindre djupt. Ett konto har få nivåer.'],
  duplicate_key: ['Keep one of the two members. They differ only in upper and lower case.', 'Behåll en av de två medlemmarna. De skiljer sig bara i versaler och gemener.'],
  field_unknown: ['Name a field by its path, such as billingProfile.email, or by its kind, such as email.', 'Namnge ett fält med dess sökväg, till exempel billingProfile.email, eller dess slag, till exempel email.'],
};

// 1 for Swedish, as rules.wasm counts; every other language is answered in English.
const languageNumber = (language) => (typeof language === 'string' && /^sv(?![a-z])/i.test(language) ? 1 : 0);

function unreadable(code, path, language) {
  const message = faults[code][languageNumber(language)] + (path ? ` (${path})` : '');
  return { accepted: false, problems: [], normalized: null, rulesVersion, fault: { code, path, message } };
}

const text = (value) => (typeof value === 'string' ? value : '');

function isObject(value) {
  try {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false; // A proxy that was revoked.
  }
}

// An account as JSON; null where it cannot be written.
function jsonOf(account) {
  try {
    const json = JSON.stringify(account);
    return typeof json === 'string' ? json : null;
  } catch {
    return null; // A circle, a BigInt, or an object's own toJSON or getter.
  }
}

// JSON.stringify writes half a surrogate pair as an escape that no document may have. It stands for a lost character.
const withoutLoneSurrogates = (json) => json.replace(/\\\\|\\ud[89a-f][0-9a-f]{2}/gi, (escape) => (escape === '\\\\' ? escape : '\\ufffd'));

class Rules {
  #wasm;
  #memory;

  constructor(instance) {
    this.#wasm = instance.exports;
    this.#memory = instance.exports.memory;
    this.#wasm._initialize();
    const version = this.#answer(this.#wasm.rules_version());
    if (version !== rulesVersion) throw new Error(`rules.wasm is version ${version}, index.js is ${rulesVersion}. Take both from one package.`);
  }

  get rulesVersion() {
    return rulesVersion;
  }

  get memoryBytes() {
    return this.#memory.buffer.byteLength;
  }

  validateAccount(account, options) {
    const { language } = options ?? {};
    if (!isObject(account)) return unreadable('not_object', '', language);
    const json = jsonOf(account);
    if (json === null) return unreadable('not_json', '', language);
    const answer = this.#judge(json, languageNumber(language));
    return answer.fault === undefined ? answer : unreadable(answer.fault, answer.path ?? '', language);
  }

  validateField(field, value, options) {
    const { country, language, account } = options ?? {};
    if (typeof field !== 'string') return unreadable('field_unknown', '', language);
    if (value !== undefined && value !== null && typeof value !== 'string') return unreadable('not_text', field, language);
    if (account !== undefined && account !== null && !isObject(account)) return unreadable('not_object', 'account', language);
    const json = account ? jsonOf(account) : '';
    if (json === null) return unreadable('not_json', 'account', language);
    const answer = this.#judgeField([field, text(value), text(country), json], languageNumber(language));
    return answer.fault === undefined ? answer : unreadable(answer.fault, answer.path ?? '', language);
  }

  countryRules(iso2) {
    const sizes = this.#put([text(iso2)]);
    const json = sizes ? this.#answer(this.#wasm.rules_country(...sizes)) : '';
    return json ? JSON.parse(json) : null;
  }

  countryNames(language) {
    return JSON.parse(this.#answer(this.#wasm.rules_country_names(languageNumber(language))));
  }

  messages(language) {
    return JSON.parse(this.#answer(this.#wasm.rules_messages(languageNumber(language))));
  }

  messageFor(problem, language, options) {
    if (!isObject(problem)) return '';
    const { country } = options ?? {};
    const { field, rule, suggestion, detail } = problem;
    const { example, expected, found } = isObject(detail) ? detail : {};
    const sizes = this.#put([field, rule, country, suggestion, example, expected, found].map(text));
    return sizes ? this.#answer(this.#wasm.rules_message(...sizes, languageNumber(language))) : '';
  }

  labelFor(field, options) {
    const { country, language } = options ?? {};
    const sizes = this.#put([text(field), text(country)]);
    return sizes ? this.#answer(this.#wasm.rules_label(...sizes, languageNumber(language))) : '';
  }

  #judge(json, language) {
    const sizes = this.#put([json]);
    if (!sizes) return { fault: 'too_large' };
    const answer = JSON.parse(this.#answer(this.#wasm.rules_judge(...sizes, language)));
    if (answer.fault !== 'not_json') return answer;
    const mended = withoutLoneSurrogates(json);
    return mended === json ? answer : this.#judge(mended, language);
  }

  #judgeField(texts, language) {
    const sizes = this.#put(texts);
    if (!sizes) return { fault: 'too_large' };
    const answer = JSON.parse(this.#answer(this.#wasm.rules_judge_field(...sizes, language)));
    if (answer.fault !== 'not_json') return answer;
    const json = texts.pop();
    const mended = withoutLoneSurrogates(json);
    return mended === json ? answer : this.#judgeField([...texts, mended], language);
  }

  // Writes the texts of a call behind each other and gives their sizes in bytes; null when they are too much.
  #put(texts) {
    let characters = 0;
    for (const part of texts) characters += part.length;
    if (characters > CHARACTERS_MAX) return null;
    const room = this.#wasm.rules_room(characters * 3); // No UTF-16 unit takes more than three bytes of UTF-8.
    let bytes = new Uint8Array(this.#memory.buffer, room, characters * 3);
    return texts.map((part) => {
      if (part === '') return 0;
      const { written } = encoder.encodeInto(part, bytes);
      bytes = bytes.subarray(written);
      return written;
    });
  }

  #answer(size) {
    return decoder.decode(new Uint8Array(this.#memory.buffer, this.#wasm.rules_answer(), size));
  }
}

const imports = {
  env: { emscripten_notify_memory_growth() {} },
  wasi_snapshot_preview1: {
    proc_exit(status) {
      throw new Error(`The rules ended with ${status}: no memory is left.`);
    },
  },
};

async function bytesAt(address) {
  // Node's fetch() does not read files. The name is hidden from bundlers, which have no such module for pages.
  if (address.protocol === 'file:' && globalThis.process?.versions?.node) {
    const files = 'node:fs/promises';
    return (await import(/* @vite-ignore */ /* webpackIgnore: true */ files)).readFile(address);
  }
  return fetch(address);
}

// Also for objects of another realm, such as a test's.
const kindOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

async function instantiate(source) {
  switch (kindOf(source)) {
    case 'WebAssembly.Module': return WebAssembly.instantiate(source, imports);
    case 'Response':
      if (!source.ok) throw new Error(`${source.url || 'rules.wasm'} was answered with status ${source.status}.`);
      return (await WebAssembly.instantiate(await source.arrayBuffer(), imports)).instance;
    default:
      if (kindOf(source) === 'ArrayBuffer' || ArrayBuffer.isView(source)) return (await WebAssembly.instantiate(source, imports)).instance;
      throw new TypeError('createRules() takes rules.wasm as WebAssembly.Module, bytes, Response, or its address as URL or text.');
  }
}

function besideThisModule() {
  try {
    return new URL('./rules.wasm', import.meta.url);
  } catch {
    throw new Error('Where rules.wasm lies is not known in this runtime. Give it to load(): imported as a module, or as bytes.');
  }
}

export async function createRules(source) {
  let from = await source;
  if (from === undefined) from = besideThisModule();
  if (typeof from === 'string') from = new URL(from, globalThis.location?.href ?? import.meta.url);
  if (kindOf(from) === 'URL') from = await bytesAt(from);
  return new Rules(await instantiate(from));
}

let loading = null;
let loaded = null;

export function load(source) {
  loading ??= createRules(source).then(
    (rules) => (loaded = rules),
    (error) => {
      loading = null; // So that it can be tried again.
      throw error;
    },
  );
  return loading;
}

function ready() {
  if (!loaded) throw new Error('The rules are not loaded. Await load() once before.');
  return loaded;
}

export const validateAccount = (account, options) => ready().validateAccount(account, options);
export const validateField = (field, value, options) => ready().validateField(field, value, options);
export const countryRules = (iso2) => ready().countryRules(iso2);
export const countryNames = (language) => ready().countryNames(language);
export const messages = (language) => ready().messages(language);
export const messageFor = (problem, language, options) => ready().messageFor(problem, language, options);
export const labelFor = (field, options) => ready().labelFor(field, options);
