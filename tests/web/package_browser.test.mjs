// The JavaScript package in Chromium under a strict policy: in a page, in a worker, and behind the example's plain form.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { axeViolations, launchBrowser, newPage, screenshot } from '../support/browser.mjs';
import { inProject } from '../support/project.mjs';
import { loadRules } from '../support/rules.mjs';
import { serveFolder } from './static_server.mjs';

const accounts = readFileSync(inProject('tests/corpus/accounts-broken.ndjson'), 'utf8').split('\n').filter(Boolean);

let folder;
let server;
let browser;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kundkonto-package-'));
  cpSync(inProject('build/web/rules'), folder, { recursive: true });
  writeFileSync(join(folder, 'worker.js'), `import { load, validateAccount } from './index.js';
    const loaded = load();
    addEventListener('message', async ({ data }) => { await loaded; postMessage(data.map((account) => validateAccount(account).problems)); });`);
  writeFileSync(join(folder, 'evaluates.js'), `export let evaluated = false;
    try { new Function(''); evaluated = true; } catch { /* As it should be. */ }`);
  writeFileSync(join(folder, 'empty.html'), '<!doctype html><title>empty</title>');
  server = await serveFolder(folder);
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await server?.end();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (path, options) => {
  const page = await newPage(browser, options);
  await page.goto(`${server.url}/${path}`);
  return page;
};
const openForm = async (options) => {
  const page = await open('example/form.html', options);
  await page.locator('form[data-ready]').waitFor();
  return page;
};

async function expected() {
  const rules = await loadRules();
  return accounts.map((json) => rules.judge(json).problems);
}
const withoutSentences = (lists) => lists.map((problems) => problems.map(({ message, ...problem }) => problem));

test('a page gives the verdicts of Node', async () => {
  const page = await open('empty.html');
  const lists = await page.evaluate(async (all) => {
    const { load, validateAccount } = await import('/index.js');
    await load();
    return all.map((account) => validateAccount(account).problems);
  }, accounts.map(JSON.parse));
  assert.equal(lists.length, accounts.length);
  assert.deepEqual(withoutSentences(lists), await expected());
  assert.deepEqual(page.faults, []);
});

test('a worker gives the verdicts of Node', async () => {
  const page = await open('empty.html');
  const lists = await page.evaluate((all) => new Promise((resolve, reject) => {
    const worker = new Worker('/worker.js', { type: 'module' });
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = () => reject(new Error('the worker failed'));
    worker.postMessage(all);
  }), accounts.map(JSON.parse));
  assert.deepEqual(withoutSentences(lists), await expected());
  assert.deepEqual(page.faults, []);
});

test('eval is refused by the policy, and an answer of fetch() is taken', async () => {
  const page = await open('empty.html');
  const answer = await page.evaluate(async () => {
    const { evaluated } = await import('/evaluates.js');
    const { createRules } = await import('/index.js');
    const rules = await createRules(fetch('/rules.wasm'));
    return [evaluated, rules.validateField('country', 'UK').problems[0].suggestion];
  });
  assert.deepEqual(answer, [false, 'GB']);
});

test('the form says nothing before a field was left, then says it, and takes it back while typing', async () => {
  const page = await openForm();
  const code = page.getByLabel('Postal code', { exact: true });
  await code.pressSequentially('8523O');
  assert.equal(await code.getAttribute('aria-describedby'), null);
  await code.press('Tab');
  assert.equal(await code.getAttribute('aria-invalid'), 'true');
  const sentence = await page.locator(`#${await code.getAttribute('aria-describedby')}`).textContent();
  assert.equal(sentence, 'Use 852 30. You typed the letter O.');
  assert.equal(await page.getByRole('status').textContent(), '1 problem');
  await screenshot(page, 'package-form-error');
  await code.press('End');
  await code.press('Backspace');
  await code.pressSequentially('0');
  assert.equal(await code.getAttribute('aria-invalid'), 'false');
  assert.equal(await code.getAttribute('aria-describedby'), null);
  await code.press('Tab');
  assert.equal(await code.inputValue(), '852 30');
  assert.deepEqual(page.faults, []);
});

test('a suggestion is taken by its button', async () => {
  const page = await openForm();
  const code = page.getByLabel('Postal code', { exact: true });
  await code.fill('8523O');
  await code.press('Tab');
  await page.getByRole('button', { name: 'Use 852 30' }).click();
  assert.equal(await code.inputValue(), '852 30');
  assert.equal(await code.getAttribute('aria-invalid'), 'false');
});

test('another country brings its own labels and rules', async () => {
  const page = await openForm();
  const code = page.getByLabel('Postal code', { exact: true });
  await code.fill('852 30');
  await code.press('Tab');
  assert.equal(await page.locator('#state').isVisible(), false);
  await page.getByLabel('Country').selectOption('GB');
  assert.equal(await page.locator('#postalCode').getAttribute('aria-invalid'), 'true');
  await page.getByLabel('Country').selectOption('US');
  const zip = page.getByLabel('ZIP code');
  await zip.fill('90210');
  assert.equal(await zip.getAttribute('aria-invalid'), 'false');
  const state = page.getByLabel('State');
  await state.fill('california');
  await state.press('Tab');
  assert.equal(await state.inputValue(), 'CA');
  await page.getByLabel('Country').selectOption('HK');
  assert.equal(await page.locator('#postalCode').isVisible(), false);
  await page.getByLabel('Country').selectOption('JP');
  assert.ok(await page.getByLabel('Prefecture').isVisible());
  assert.deepEqual(page.faults, []);
});

test('in Swedish, words, labels, countries and sentences are Swedish', async () => {
  const page = await openForm();
  await page.getByLabel('Postal code', { exact: true }).fill('1');
  await page.getByLabel('Postal code', { exact: true }).press('Tab');
  await page.getByLabel('Language').selectOption('sv');
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Faktureringsinformation');
  assert.equal(await page.locator('html').getAttribute('lang'), 'sv');
  assert.equal(await page.locator('#country option[value=DE]').textContent(), 'Tyskland');
  assert.match(await page.locator('#postalCode-message').textContent(), /^Ange ett postnummer/);
  assert.ok(await page.getByLabel('Postnummer').isVisible());
});

test('a wrong account is summed up, a right one is shown as it would be stored', async () => {
  const page = await openForm();
  await page.getByRole('button', { name: 'Check the account' }).click();
  const summary = page.getByRole('group', { name: 'Change before sending' });
  assert.ok(await summary.evaluate((element) => element === document.activeElement));
  const first = summary.getByRole('link').first();
  await first.click();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'companyName');
  await screenshot(page, 'package-form-summary');
  assert.deepEqual(await axeViolations(page), []);
  for (const [name, value] of Object.entries({ 'Company name': 'Nordanvik  Papper AB', 'Address line 1': 'Storgatan 12', 'Postal code': '85230', City: 'Sundsvall' })) {
    await page.getByLabel(name, { exact: true }).fill(value);
  }
  await page.locator('#taxId').fill('se 556036 0793 01');
  await page.locator('#email').fill('faktura@nordanvik.example');
  await page.getByRole('button', { name: 'Check the account' }).click();
  const stored = JSON.parse(await page.locator('#result pre').textContent());
  assert.equal(stored.billingProfile.taxId, 'SE556036079301');
  assert.equal(stored.billingProfile.companyName, 'Nordanvik Papper AB');
  assert.equal(stored.billingProfile.culture, 'sv-SE');
  await screenshot(page, 'package-form-right');
  assert.deepEqual(await axeViolations(page), []);
  assert.deepEqual(page.faults, []);
});

test('the form holds on a narrow screen and in the dark', async () => {
  const page = await openForm({ width: 390, height: 800, colorScheme: 'dark' });
  await page.getByRole('button', { name: 'Check the account' }).click();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await screenshot(page, 'package-form-narrow');
  assert.deepEqual(await axeViolations(page), []);
});
