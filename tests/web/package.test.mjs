// The JavaScript package in Node: its README's example as written, its answers beside the command line's, hostile input,
// memory, types, bundles, and a runtime without eval. In Chromium: package_browser.test.mjs.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { checkProgram, inProject } from '../support/project.mjs';
import { loadRules } from '../support/rules.mjs';

const folder = inProject('build/web/rules');
const readme = readFileSync(join(folder, 'README.md'), 'utf8');
const wasm = readFileSync(join(folder, 'rules.wasm'));
const block = (language) => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(readme)[1];
const accounts = readFileSync(inProject('tests/corpus/accounts.ndjson'), 'utf8').split('\n').filter(Boolean);
const broken = readFileSync(inProject('tests/corpus/accounts-broken.ndjson'), 'utf8').split('\n').filter(Boolean);

let place;
let rules;

before(async () => {
  place = mkdtempSync(join(tmpdir(), 'kundkonto-package-'));
  rules = await import(pathToFileURL(join(folder, 'index.js')));
  assert.throws(() => rules.validateAccount({}), /Await load\(\) once/);
  await rules.load();
});

after(() => rmSync(place, { recursive: true, force: true }));

test('the example of the README runs as written, from an empty folder', () => {
  const empty = join(place, 'empty');
  mkdirSync(empty);
  const [install, run] = block('sh').trim().split('\n');
  assert.equal(install, 'npm install PATH/build/web/rules');
  assert.equal(run, 'node example.mjs');
  writeFileSync(join(empty, 'example.mjs'), block('js'));
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', folder], { cwd: empty, stdio: 'pipe' });
  assert.equal(execFileSync('node', ['example.mjs'], { cwd: empty, encoding: 'utf8' }), block('text'));
  assert.ok(block('js').trim().split('\n').length <= 10);
});

test('package.json says what it is, and depends on nothing', () => {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  assert.equal(manifest.version, rules.rulesVersion);
  assert.match(execFileSync(checkProgram, ['--version'], { encoding: 'utf8' }), new RegExp(rules.rulesVersion));
  assert.equal(manifest.type, 'module');
  for (const kind of ['dependencies', 'peerDependencies', 'scripts']) assert.equal(manifest[kind], undefined);
});

test('verdicts on the corpus are those of the rules, with a sentence each', async () => {
  const raw = await loadRules();
  let seen = 0;
  for (const json of [...accounts, ...broken]) {
    const account = JSON.parse(json);
    const { problems, ...verdict } = rules.validateAccount(account, { language: 'sv' });
    const { problems: expected, ...rest } = raw.judge(json);
    assert.deepEqual(verdict, rest);
    assert.deepEqual(problems.map(({ message, ...problem }) => problem), expected);
    for (const { message } of problems) assert.match(message, /^[\p{Lu}\p{N}].*[.?]$/u);
    seen += 1;
  }
  assert.ok(seen >= 450, `${seen}`);
});

test('sentences are those of the command line, in both languages', () => {
  const file = join(place, 'broken.ndjson');
  writeFileSync(file, broken.join('\n'));
  let seen = 0;
  for (const [language, warning] of [['en', 'warning: '], ['sv', 'varning: ']]) {
    let output;
    try {
      output = execFileSync(checkProgram, ['--format', 'text', '--language', language, file], { encoding: 'utf8' });
    } catch (error) {
      output = error.stdout;
    }
    const ours = broken.flatMap((json, index) => rules.validateAccount(JSON.parse(json), { language }).problems.map(({ field, rule, severity, message }) =>
      `${file}:${index + 1}: ${field}: ${severity === 'warning' ? warning : ''}${message} [${rule}]`));
    assert.deepEqual(ours, output.trim().split('\n'));
    seen += ours.length;
  }
  assert.ok(seen >= 120, `${seen}`);
});

test('a field is judged by its path, by its kind, and beside the others', () => {
  const path = 'billingProfile.defaultAddress.postalCode';
  for (const field of [path, 'postalCode']) {
    const verdict = rules.validateField(field, '8523', { country: 'SE', language: 'sv' });
    assert.equal(verdict.accepted, false);
    assert.deepEqual(verdict.problems.map((problem) => [problem.field, problem.rule]), [[path, 'postal_code_format']]);
    assert.match(verdict.problems[0].message, /^Ange ett postnummer/);
    assert.deepEqual(rules.validateField(field, 'se-85230', { country: 'SE' }), { accepted: true, problems: [], normalized: '852 30', rulesVersion: rules.rulesVersion });
  }
  const account = { billingProfile: { defaultAddress: { country: 'US', state: 'CA', city: 'Miami' } } };
  assert.equal(rules.validateField(path, '33101', { account }).problems[0].rule, 'postal_code_state');
  assert.equal(rules.validateField(path, '90210', { account }).accepted, true);
  assert.equal(rules.validateField(path, '', { country: 'SE' }).problems[0].rule, 'required');
  assert.equal(rules.validateField(path, null, { country: 'HK' }).accepted, true);
  assert.equal(rules.validateField('companyProfile.organizationRegistrationNumber', '5560360793', { country: 'SE' }).normalized, '556036-0793');
  assert.equal(rules.validateField('companyProfile.address.phoneNumber', '12', { country: 'SE' }).accepted, false);
});

test('single values of the corpus are judged as expected of the command line', () => {
  const file = inProject('tests/corpus/values.tsv');
  let output;
  try {
    output = execFileSync(checkProgram, ['--values', file], { encoding: 'utf8', maxBuffer: 1 << 26 });
  } catch (error) {
    output = error.stdout;
  }
  const unescape = (cell) => cell.replace(/\\(.)/g, (_, c) => ({ t: '\t', n: '\n', r: '\r' })[c] ?? c);
  let seen = 0;
  for (const row of output.trim().split('\n')) {
    const cells = row.split('\t');
    const [field, country, value] = cells;
    if (field === 'postalCodeInState') continue;
    const { accepted, problems } = rules.validateField(field, unescape(value), { country });
    assert.deepEqual([accepted ? 'accepted' : 'refused', problems.map(({ rule }) => rule).join(' ')], cells.slice(-2), row);
    seen += 1;
  }
  assert.ok(seen > 4000, `${seen}`);
});

test('country rules are those of the command line', () => {
  const all = execFileSync(checkProgram, ['--country-rules', 'all'], { encoding: 'utf8' }).trim().split('\n').map(JSON.parse);
  for (const expected of all) assert.deepEqual(rules.countryRules(expected.iso2Code.toLowerCase()), expected);
  assert.equal(all.length, 250);
  for (const code of ['UK', '', 'SWE', null, undefined, 5, 'x'.repeat(1e7)]) assert.equal(rules.countryRules(code), null);
  assert.equal(Object.keys(rules.countryNames('sv')).length, 250);
  assert.equal(rules.countryNames('sv').DE, 'Tyskland');
});

test('every rule has its sentence in both languages, and problems get theirs again', () => {
  const english = rules.messages('en');
  const swedish = rules.messages('sv-SE');
  assert.deepEqual(Object.keys(english), Object.keys(swedish));
  assert.ok(Object.keys(english).length > 70);
  let seen = 0;
  for (const json of broken) {
    const account = JSON.parse(json);
    const country = account.billingProfile.defaultAddress.country;
    for (const problem of rules.validateAccount(account, { language: 'sv' }).problems) {
      assert.equal(rules.messageFor(problem, 'sv', { country: problem.field.startsWith('company') ? account.companyProfile.address?.country ?? country : country }), problem.message);
      seen += 1;
    }
  }
  assert.ok(seen >= 60, `${seen}`);
  assert.equal(rules.labelFor('postalCode', { country: 'US', language: 'en' }), 'ZIP code');
  assert.equal(rules.labelFor('billingProfile.defaultAddress.postalCode', { country: 'SE', language: 'sv' }), 'Postnummer');
  for (const nothing of [null, {}, { field: 'x', rule: 'required' }, { field: 'billingProfile.email', rule: 'x' }, { field: 5, rule: {} }]) assert.equal(rules.messageFor(nothing), '');
  assert.equal(rules.labelFor('x'), '');
});

const circle = { billingProfile: {} };
circle.billingProfile.self = circle;
const hostile = [
  ['nothing', undefined, 'not_object'], ['null', null, 'not_object'], ['a number', 5, 'not_object'], ['a text', '{}', 'not_object'], ['an array', [], 'not_object'],
  ['a function', () => {}, 'not_object'], ['a symbol', Symbol('x'), 'not_object'],
  ['a circle', circle, 'not_json'], ['a BigInt', { id: 5n }, 'not_json'], ['a getter that throws', { get id() { throw new Error('no'); } }, 'not_json'],
  ['a toJSON that throws', { toJSON() { throw new Error('no'); } }, 'not_json'], ['a toJSON that gives nothing', { toJSON() {} }, 'not_json'], ['a toJSON that gives text', { toJSON: () => 'x' }, 'not_object'],
  ['a revoked proxy', (() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })(), 'not_object'],
  ['a number where text belongs', { billingProfile: { companyName: 5 } }, 'not_text'], ['an array where text belongs', { billingProfile: { email: [] } }, 'not_text'],
  ['text where an object belongs', { billingProfile: 'x' }, 'not_object'], ['a name twice', { id: 'a', ID: 'b' }, 'duplicate_key'],
  ['ten megabytes', { billingProfile: { companyName: 'x'.repeat(1e7) } }, 'too_large'],
  ['a hundred levels', JSON.parse(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`), 'too_deep'],
];

test('what is no account is told as a fault in a sentence, and throws nothing', () => {
  let seen = 0;
  for (const [name, value, code] of hostile) {
    for (const language of ['en', 'sv']) {
      const verdict = rules.validateAccount(value, { language });
      assert.equal(verdict.fault?.code, code, name);
      assert.deepEqual([verdict.accepted, verdict.problems, verdict.normalized], [false, [], null]);
      assert.match(verdict.fault.message, /^\p{Lu}.*[.)]$/u);
      seen += 1;
    }
  }
  assert.equal(seen, 2 * hostile.length);
  assert.equal(rules.validateAccount({ billingProfile: { companyName: 5 } }).fault.path, 'billingProfile.companyName');
  assert.equal(rules.validateAccount(JSON.parse(accounts[0]), null).accepted, true);
  assert.equal(rules.validateAccount({}, { language: 5 }).accepted, false);
});

test('what is no field is told as a fault, and texts of every kind are judged', () => {
  const faults = [
    [['x', 'a'], 'field_unknown'], [['', 'a'], 'field_unknown'], [[5, 'a'], 'field_unknown'], [['postalCodeInState', 'CA/90210'], 'field_unknown'],
    [['email', 5], 'not_text'], [['email', {}], 'not_text'], [['email', 5n], 'not_text'], [['email', 'a', { account: 5 }], 'not_object'], [['email', 'a', { account: circle }], 'not_json'],
    [['email', 'x'.repeat(1e7)], 'too_large'], [['x'.repeat(1e7), 'a'], 'too_large'], [['email', 'a', { account: { billingProfile: 5 } }], 'not_object'],
  ];
  for (const [[field, value, options], code] of faults) {
    const verdict = rules.validateField(field, value, options);
    assert.equal(verdict.fault?.code, code, `${String(field).slice(0, 20)} ${typeof value}`);
    assert.ok(verdict.fault.message.length < 300);
  }
  for (const [value, rule] of [['a\ud800b', 'replacement_character'], ['a\0b', 'control_character'], ['\u202eabc', 'direction_character'], ['x'.repeat(9e5), 'too_long']]) {
    assert.equal(rules.validateField('companyName', value).problems[0]?.rule, rule);
    assert.equal(rules.validateAccount({ billingProfile: { companyName: value } }).problems.find(({ field }) => field === 'billingProfile.companyName')?.rule, rule);
    assert.equal(rules.validateField('billingProfile.email', 'a@b.example', { account: { billingProfile: { companyName: value } } }).fault, undefined);
  }
  // A backslash in front of what looks like half a pair is only text.
  assert.equal(rules.validateAccount({ id: '\ud800', billingProfile: { companyName: 'A\\ud800 AB' } }).normalized.billingProfile.companyName, 'A\\ud800 AB');
});

test('a million calls need no more memory than a thousand', async () => {
  const own = await rules.createRules(new WebAssembly.Module(wasm));
  const good = JSON.parse(accounts[0]);
  const bad = JSON.parse(broken[0]);
  const run = (calls) => {
    for (let i = 0; i < calls; i += 10) {
      own.validateAccount(good);
      own.validateAccount(bad, { language: 'sv' });
      own.validateAccount({ billingProfile: { companyName: i } });
      own.validateField('postalCode', `${i}`, { country: 'SE' });
      own.validateField('phoneNumber', `+46 8 ${i}`, { country: 'SE' });
      own.validateField('billingProfile.email', 'a@b', { account: bad });
      own.countryRules(i % 1000 ? 'xx' : 'SE');
      own.labelFor('city', { country: 'JP' });
      own.messageFor({ field: 'billingProfile.email', rule: 'email_space' });
      own.validateField('companyName', 'ä'.repeat(i % 40));
    }
  };
  run(1000);
  const before = own.memoryBytes;
  assert.ok(before > 0);
  run(1_000_000);
  assert.equal(own.memoryBytes, before);
});

test('rules are made of a module, bytes, a view, a response, a promise, an address; of nothing else', async () => {
  const address = pathToFileURL(join(folder, 'rules.wasm'));
  const response = () => new Response(wasm, { headers: { 'Content-Type': 'application/wasm' } });
  const copy = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length);
  for (const source of [new WebAssembly.Module(wasm), wasm, copy, response(), Promise.resolve(response()), address, address.href]) {
    const own = await rules.createRules(source);
    assert.equal(own.validateField('country', 'UK').problems[0].suggestion, 'GB');
  }
  for (const source of [5, {}, null]) await assert.rejects(rules.createRules(source), /createRules\(\) takes/);
  await assert.rejects(rules.createRules(new Response('', { status: 404 })), /status 404/);
  await assert.rejects(rules.createRules(new Uint8Array(8)), WebAssembly.CompileError);
  assert.equal(await rules.load(), await rules.load());
});

test('index.js refuses a rules.wasm of another version', async () => {
  const other = join(place, 'other');
  cpSync(folder, other, { recursive: true });
  writeFileSync(join(other, 'index.js'), readFileSync(join(folder, 'index.js'), 'utf8').replace(rules.rulesVersion, '2020.1.1'));
  await assert.rejects((await import(pathToFileURL(join(other, 'index.js')))).load(), /Take both from one package/);
});

test('it works where code cannot be made from text', () => {
  const program = `import { load, validateField } from ${JSON.stringify(pathToFileURL(join(folder, 'index.js')).href)};
    let evaluated = true; try { new Function(''); } catch { evaluated = false; }
    await load(); console.log(evaluated, validateField('country', 'uk').problems[0].suggestion);`;
  const output = execFileSync(process.execPath, ['--disallow-code-generation-from-strings', '--input-type=module', '-e', program], { encoding: 'utf8' });
  assert.equal(output, 'false GB\n');
  assert.doesNotMatch(readFileSync(join(folder, 'index.js'), 'utf8'), /\beval\(|new Function/);
});

test('esbuild joins it into one file, for a page and for a runtime that gets the module', async () => {
  const { build } = createRequire(inProject('web/package.json'))('esbuild');
  const entry = join(place, 'entry.mjs');
  writeFileSync(entry, `import bytes from 'kundkonto-rules/rules.wasm'; import { load, validateField } from 'kundkonto-rules';
    await load(bytes); globalThis.suggested = validateField('country', 'UK').problems[0].suggestion;`);
  mkdirSync(join(place, 'node_modules'), { recursive: true });
  cpSync(folder, join(place, 'node_modules/kundkonto-rules'), { recursive: true });
  const outfile = join(place, 'joined.mjs');
  const { warnings } = await build({ entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'browser', target: 'es2022', loader: { '.wasm': 'binary' }, absWorkingDir: place, logLevel: 'silent' });
  assert.deepEqual(warnings, []);
  await import(pathToFileURL(outfile));
  assert.equal(globalThis.suggested, 'GB');
});

test('the types say what is there: a strict program compiles, wrong lines do not', () => {
  const typescript = createRequire(inProject('tests/package.json')).resolve('typescript/bin/tsc');
  const work = join(place, 'types');
  mkdirSync(join(work, 'node_modules'), { recursive: true });
  cpSync(folder, join(work, 'node_modules/kundkonto-rules'), { recursive: true });
  const right = `import { type Account, type CountryRules, type Rules, countryNames, countryRules, createRules, labelFor, load, messageFor, messages, rulesVersion, validateAccount, validateField } from 'kundkonto-rules';
    const rules: Rules = await load(fetch('rules.wasm'));
    const own: Rules = await createRules(new Uint8Array());
    const account: Account = { billingProfile: { companyName: 'A', defaultAddress: { country: 'SE' } } };
    const verdict = validateAccount(account, { language: 'sv' });
    if (verdict.fault) console.log(verdict.fault.code, verdict.fault.message);
    else console.log(verdict.normalized.billingProfile?.companyName);
    for (const problem of verdict.problems) { const text: string = messageFor(problem, 'en', { country: 'SE' }); const severity: 'error' | 'warning' = problem.severity; console.log(text, severity, problem.detail?.example); }
    const field = validateField('postalCode', null, { country: 'SE', account });
    const tidied: string | null = field.normalized;
    const country: CountryRules | null = countryRules('SE');
    console.log(tidied, country?.postalCodeRegex, messages('sv').required, labelFor('city'), countryNames('sv').SE, rulesVersion.length, rules.rulesVersion, own.messages());`;
  // Of a line below @ts-expect-error the compiler demands a fault.
  const wrong = ["validateField('postalCode', 5)", "validateAccount('x')", 'validateAccount({}).normalized.id', "countryRules('SE').iso2Code", 'messageFor({})'];
  writeFileSync(join(work, 'program.mts'), [right, ...wrong.map((line) => `// @ts-expect-error\n${line};`)].join('\n'));
  const run = spawnSync(process.execPath, [typescript, '--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2022,dom', 'program.mts'], { cwd: work, encoding: 'utf8' });
  assert.equal(run.stdout, '');
  assert.equal(run.status, 0);
  const names = Object.keys(rules);
  for (const name of names) assert.match(right, new RegExp(`\\b${name}\\b`));
});
