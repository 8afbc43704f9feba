// Backup, restore, import and export: beside a running server and without one.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { checkProgram, program } from '../support/project.mjs';
import { databaseFlags, newDataFolder, removeFolder, signIn, startServer } from '../support/server.mjs';

let server;
let agent;
let folder;  // For files beside the store.

before(async () => {
  folder = await newDataFolder();
  server = await startServer({ data: await newDataFolder() });
  agent = await signIn(server, 'admin_agent');
});

after(async () => {
  await server?.end();
  if (server) await removeFolder(server.data);
  await removeFolder(folder);
});

const run = (words, { input, data = server.data } = {}) => spawnSync(program, [...words, '--data', data, ...databaseFlags(data)], { encoding: 'utf8', input, timeout: 60_000, maxBuffer: 64 << 20 });
const onPostgres = process.env.KUNDKONTO_TEST_CLUSTER ? 'the embedded store alone' : false;
const lines = (file) => readFileSync(file, 'utf8').trimEnd().split('\n');
const countOf = async () => (await (await agent('/v1/customers?size=1')).json()).customerCount;
const account = (id, name, more = {}) => ({
  id,
  companyProfile: { domain: `${name.toLowerCase()}.onmicrosoft.com`, companyName: `${name} AB` },
  billingProfile: {
    companyName: `${name} AB`, email: `faktura@${name.toLowerCase()}.example`, culture: 'sv-SE', language: 'sv', firstName: 'Åsa', lastName: 'Lindqvist',
    defaultAddress: { country: 'SE', city: 'Sundsvall', addressLine1: 'Storgatan 12', postalCode: '852 30', firstName: 'Åsa', lastName: 'Lindqvist', phoneNumber: '+46 60 12 34 56' },
    ...more,
  },
});
const ids = ['7d9f0c1e-4a55-4b0e-9a37-0f3b8f2c6a10', '7d9f0c1e-4a55-4b0e-9a37-0f3b8f2c6a11', '7d9f0c1e-4a55-4b0e-9a37-0f3b8f2c6a12'];

test('import applies the rules, stores what they accept and reports the rest by rule', async () => {
  const file = join(folder, 'import.ndjson');
  const wrong = account(ids[1], 'Fjordholm');
  wrong.billingProfile.defaultAddress.postalCode = '1';
  writeFileSync(file, [account(ids[0], 'Nordanvik'), wrong, 'no account', account(ids[2], 'Sjohamn')].map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  const earlier = await countOf();

  const dry = run(['import', file, '--dry-run']);
  assert.match(dry.stderr, /^Nothing is stored\. It would be: 2 added, 0 changed, 0 unchanged, 2 refused$/m);
  assert.equal(await countOf(), earlier);

  const done = run(['import', file]);
  assert.equal(done.status, 1, done.stderr);
  assert.match(done.stdout, new RegExp(`^${file}:2: billingProfile\\.defaultAddress\\.postalCode: .+ \\[postal_code_format\\]$`, 'm'));
  assert.match(done.stdout, new RegExp(`^${file}:3: this is no account: not_json\\.$`, 'm'));
  assert.match(done.stderr, /^2 added, 0 changed, 0 unchanged, 2 refused$/m);
  assert.match(done.stderr, /^ +1 {2}postal_code_format$/m);
  assert.equal(await countOf(), earlier + 2);
  assert.equal((await agent(`/v1/customers/${ids[0]}`)).status, 200);
  assert.equal((await agent(`/v1/customers/${ids[1]}`)).status, 404);
  const history = await (await agent(`/v1/customers/${ids[0]}/history`)).json();
  assert.equal(history.items[0].changedBy, 'command line');
  assert.equal(history.items[0].client, 'kundkonto import');

  const again = run(['import', file, '--language', 'sv']);
  assert.match(again.stderr, /^0 added, 0 changed, 2 unchanged, 2 refused$/m);
  writeFileSync(file, JSON.stringify(account(ids[0], 'Nordanvik', { lastName: 'Ny' })));
  assert.match(run(['import', file]).stderr, /^0 added, 1 changed, 0 unchanged, 0 refused$/m);
  assert.equal((await (await agent(`/v1/customers/${ids[0]}/profiles/billing`)).json()).lastName, 'Ny');
});

test('import refuses what a whole account may not change', async () => {
  const moved = account(ids[0], 'Nordanvik');
  moved.billingProfile.defaultAddress = { country: 'NO', city: 'Oslo', addressLine1: 'Karl Johans gate 1', postalCode: '0154', firstName: 'Åsa', lastName: 'Lindqvist' };
  Object.assign(moved.billingProfile, { culture: 'nb-NO', language: 'nb' });
  const taken = account('7d9f0c1e-4a55-4b0e-9a37-0f3b8f2c6a19', 'Nordanvik');
  const done = run(['import', '-'], { input: [moved, taken].map((line) => JSON.stringify(line)).join('\n') });
  assert.equal(done.status, 1);
  assert.match(done.stdout, /^-:1: the customer's country cannot be changed\.$/m);
  assert.match(done.stdout, /^-:2: another customer has this domain\./m);
});

test('what is exported can be imported and checked, as NDJSON and as CSV', async () => {
  for (const format of ['ndjson', 'csv']) {
    const file = join(folder, `export.${format}`);
    const done = run(['export', file, '--format', format]);
    assert.equal(done.status, 0, done.stderr);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const count = await countOf();
    assert.match(done.stderr, new RegExp(`^${count} customers exported$`, 'm'));
    assert.equal(lines(file).length, format === 'csv' ? count + 1 : count);
    const back = run(['import', file]);
    assert.match(back.stderr, new RegExp(`^0 added, 0 changed, ${count} unchanged, 0 refused$`, 'm'), back.stdout.slice(0, 500));
    assert.equal(back.status, 0);
    const checked = spawnSync(checkProgram, ['--quiet', file], { encoding: 'utf8', maxBuffer: 64 << 20 });
    assert.equal(checked.status, 0, `kundkonto-check agrees: ${checked.stdout.split('\n').filter((line) => !line.includes('warning')).slice(0, 3).join('\n')}`);
  }
  const audit = await (await agent('/v1/auditrecords')).json();
  assert.equal(audit.items.filter((item) => item.operationType === 'export_customers').length, 2, 'every export is noted');
});

test('no cell of a CSV export begins a formula', () => {
  const file = join(folder, 'formulas.csv');
  run(['export', file, '--format', 'csv']);
  const text = readFileSync(file, 'utf8');
  assert.ok(text.includes("'+46 60"), 'a phone number is there as text');
  const cells = text.split('\r\n').slice(1).flatMap((row) => row.match(/("([^"]|"")*"|[^,]*)(,|$)/g)).map((cell) => cell.replace(/,$/, '').replace(/^"/, ''));
  assert.ok(cells.length > 1000);
  assert.deepEqual(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell)), []);
});

test('CSV in a spreadsheet\'s form, with quotes, line ends and semicolons, is imported', async () => {
  const file = join(folder, 'sheet.csv');
  const id = '7d9f0c1e-4a55-4b0e-9a37-0f3b8f2c6a15';
  writeFileSync(file, '\uFEFFsep=;\r\nid;companyProfile.domain;billingProfile.companyName;billingProfile.email;billingProfile.culture;billingProfile.language;billingProfile.defaultAddress.country;billingProfile.defaultAddress.city;billingProfile.defaultAddress.addressLine1;billingProfile.defaultAddress.postalCode;billingProfile.defaultAddress.firstName;billingProfile.defaultAddress.lastName\r\n'
    + `${id};sheet.onmicrosoft.com;"Blad; ""Äkta"" AB";a@sheet.example;sv-SE;sv;SE;Sundsvall;Storgatan 12;85230;Eva;Ek\r\n`);
  const done = run(['import', file]);
  assert.match(done.stderr, /^1 added/m, done.stdout + done.stderr);
  assert.equal((await (await agent(`/v1/customers/${id}/profiles/billing`)).json()).companyName, 'Blad; "Äkta" AB');
  assert.equal((await (await agent(`/v1/customers/${id}/profiles/billing`)).json()).defaultAddress.postalCode, '852 30');
});

test('a backup is made while others write, checked, and restored', { skip: onPostgres }, async () => {
  const file = join(folder, 'backup.db');
  let stop = false;
  let acknowledged = 0;
  const path = `/v1/customers/${ids[0]}/profiles/billing`;
  const writing = (async () => {
    for (let i = 0; !stop; i += 1) {
      const profile = await (await agent(path)).json();
      const answer = await agent(path, { method: 'PUT', body: JSON.stringify({ ...profile, firstName: `Åsa${'abcdefghij'[i % 10]}` }) });
      if (answer.status === 200) acknowledged += 1;
    }
  })();
  const made = await new Promise((resolve) => { setTimeout(() => resolve(run(['backup', file])), 300); });
  const atBackup = acknowledged;
  stop = true;
  await writing;
  assert.equal(made.status, 0, made.stderr);
  assert.ok(atBackup > 0, 'writes went on');
  assert.match(made.stdout, /bytes, checked\.$/m);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.ok(!existsSync(`${file}-wal`) && !existsSync(`${file}.unfinished`));
  assert.equal(run(['backup', file]).status, 1, 'never overwrites');

  assert.match(run(['restore', file]).stderr, /A server is using/);
  const other = await newDataFolder();
  const restored = run(['restore', file], { data: other });
  assert.equal(restored.status, 0, restored.stderr);
  assert.match(run(['restore', file], { data: other }).stderr, /--replace/);
  assert.equal(run(['restore', file, '--replace'], { data: other }).status, 0);

  const count = await countOf();
  const second = await startServer({ data: other, flags: [] });
  try {
    // The users are in the backup; their passwords stand beside the first store.
    writeFileSync(join(other, 'sample-users.json'), readFileSync(join(server.data, 'sample-users.json')));
    const reader = await signIn(second, 'admin_agent');
    assert.equal((await (await reader('/v1/customers?size=1')).json()).customerCount, count);
    assert.equal((await reader(path)).status, 200);
  } finally {
    assert.equal(await second.end(), 0);
    await removeFolder(other);
  }
});

test('what is no backup is not restored, and what is damaged is found', { skip: onPostgres }, async () => {
  const other = await newDataFolder();
  const file = join(folder, 'damaged.db');
  const good = readFileSync(join(folder, 'backup.db'));
  const damaged = Buffer.from(good);
  damaged.fill(0xAA, 40_000, 60_000);
  const rows = [['no database', Buffer.from('hello')], ['nothing', Buffer.alloc(0)], ['a damaged one', damaged]];
  let seen = 0;
  for (const [name, bytes] of rows) {
    writeFileSync(file, bytes);
    const done = run(['restore', file], { data: other });
    assert.equal(done.status, 1, name);
    assert.match(done.stderr, /no store of Kundkonto|is damaged/, name);
    assert.ok(!existsSync(join(other, 'kundkonto.db')), name);
    seen += 1;
  }
  assert.equal(seen, rows.length);
  await removeFolder(other);
});

test('the commands work without a server too', async () => {
  const data = await newDataFolder();
  const file = join(folder, 'alone.ndjson');
  writeFileSync(file, JSON.stringify(account(ids[0], 'Nordanvik')));
  assert.match(run(['import', file], { data }).stderr, /There is no reseller yet/);
  assert.equal(spawnSync(program, ['reseller', 'add', '--name', 'Norr', '--data', data], { encoding: 'utf8' }).status, 0);
  if (!onPostgres) {
    assert.match(run(['import', file], { data }).stderr, /^1 added/m);
    assert.equal(run(['export', '-'], { data }).stdout.trim().split('\n').length, 1);
    assert.equal(run(['backup', join(folder, 'alone.db')], { data }).status, 0);
  }
  await removeFolder(data);
});

test('what is called wrongly is said', () => {
  const rows = [
    [['import'], /Name a file/],
    [['export'], /Name one file/],
    [['export', 'a', '--format', 'xml'], /--format takes ndjson or csv/],
    [['import', 'a', '--langage', 'sv'], /There is no option --langage/],
    [['import', '/nowhere/at/all'], /\/nowhere\/at\/all: No such file/],
    [['restore', 'a', 'b'], /Name one file|is for the store in a data folder/],
  ];
  let seen = 0;
  for (const [words, sentence] of rows) {
    const done = run(words);
    assert.equal(done.status, 2, words.join(' '));
    assert.match(done.stderr, sentence);
    seen += 1;
  }
  assert.equal(seen, rows.length);
});
