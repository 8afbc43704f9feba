// What a screen reader, a keyboard and a finger find: headings, landmarks, names and hints of every view, in each language
// and size (checks 1, 2, 5, 6, 7, 8 and 37 of the client guide).
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { axeViolations, close, focusOf, ready, settled, startEditor, texts, variants } from '../support/editor_pages.mjs';
import { inProject } from '../support/project.mjs';

let editor;
let customer;
before(async () => {
  editor = await startEditor();
  customer = await editor.customer('SKF');
});
after(() => editor?.end());

const views = {
  list: () => '/customers?q=SKF',
  account: () => `/customers/${customer.id}`,
  edit: () => `/customers/${customer.id}/edit`,
};

// The tree as a screen reader has it, compared with tests/browser/snapshots; with UPDATE_SNAPSHOTS=1 it is written there.
async function assertTree(page, name) {
  // "now" may be a minute ago by the time it is read; ids of rows and the day differ.
  const tree = (await page.locator('#root').ariaSnapshot()).replace(/\b(now|nu|\d+ min\.? ago|för \d+ min (sen|sedan))\b/g, 'TIME');
  const file = inProject('tests/browser/snapshots', `${name}.txt`);
  if (process.env.UPDATE_SNAPSHOTS) {
    mkdirSync(inProject('tests/browser/snapshots'), { recursive: true });
    writeFileSync(file, `${tree}\n`);
  }
  assert.ok(existsSync(file), `${file} holds the tree`);
  assert.equal(`${tree}\n`, readFileSync(file, 'utf8'));
}

// Names of all that Tab reaches from where the focus is, until the browser's own controls.
async function tabStops(page) {
  const names = [];
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press('Tab');
    const { tag, name } = await focusOf(page);
    if (tag === 'body') return names;
    names.push(name);
  }
  assert.fail(`60 presses of Tab found no end: ${names}`);
}

const controls = (page) => page.evaluate(() => [...document.querySelectorAll('a[href], button, input, select, textarea')]
  .filter((element) => element.tabIndex >= 0 && !element.disabled)
  .map((element) => (element.labels?.[0]?.textContent ?? element.getAttribute('aria-label') ?? element.textContent).trim()));

let seen = 0;
for (const { language, size, text, name } of variants) {
  for (const view of Object.keys(views)) {
    test(`the tree, Tab and axe: ${view} (${name})`, async () => {
      const page = await editor.open(views[view](), { language, size });
      assert.equal(await page.locator('html').getAttribute('lang'), language);
      assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
      for (const landmark of ['banner', 'main']) assert.equal(await page.getByRole(landmark).count(), 1, landmark);
      await assertTree(page, `${view}-${language}-${size}`);
      // A page that was just loaded is read from its start: the first stop is the link past the menus.
      const stops = await tabStops(page);
      assert.equal(stops[0], text.skip);
      assert.deepEqual(stops, await controls(page), 'Tab goes through every control, in the order of reading');
      await page.keyboard.press('Shift+Tab');
      assert.equal((await focusOf(page)).name, stops.at(-1), 'and back');
      await page.getByRole('link', { name: text.skip }).focus();
      await page.keyboard.press('Enter');
      assert.equal((await focusOf(page)).tag, 'h1');
      assert.deepEqual(await axeViolations(page), []);
      assert.deepEqual(page.faults, []);
      await close(page);
      seen += 1;
    });
  }

  test(`sign-in: the tree, Tab and axe (${name})`, async () => {
    const page = await editor.page({ language, size });
    await page.goto(editor.server.url);
    await ready(page);
    await assertTree(page, `sign-in-${language}-${size}`);
    const stops = await tabStops(page);
    assert.equal(stops[0], text.skip);
    assert.deepEqual(stops, await controls(page));
    assert.deepEqual(await axeViolations(page), []);
    await page.getByRole('button', { name: text.signIn, exact: true }).click();
    await page.getByText(language === 'en' ? 'Enter your user name.' : 'Ange ditt användarnamn.').waitFor();
    await settled(page);
    assert.equal((await focusOf(page)).name, text.userName);
    assert.deepEqual(await axeViolations(page), [], 'with a fault');
    await close(page);
    seen += 1;
  });

  test(`states that axe has not seen yet (${name})`, async () => {
    const page = await editor.open('/customers?q=zzzzzz', { language, size });
    await page.getByRole('heading', { level: 2, name: text.noMatch }).waitFor();
    assert.deepEqual(await axeViolations(page), [], 'empty list');
    await page.getByRole('button', { name: text.clearSearch }).last().click();
    await page.getByRole('row').nth(5).waitFor({ state: 'attached' });
    await settled(page);
    assert.deepEqual(await axeViolations(page), [], 'long list');
    if (size === 'narrow') {
      await page.getByRole('button', { name: text.menu }).click();
      await page.getByRole('region', { name: text.menu }).waitFor();
      await settled(page);
      assert.deepEqual(await axeViolations(page), [], 'menu open');
      await page.keyboard.press('Escape');
    }
    await page.goto(`${editor.server.url}/customers/${customer.id}/edit`);
    await ready(page);
    await page.getByRole('textbox', { name: text.postalCode }).fill('4155');
    await page.getByRole('button', { name: text.cancel }).click();
    await page.getByRole('dialog', { name: text.discardQuestion }).waitFor();
    await settled(page);
    assert.deepEqual(await axeViolations(page), [], 'dialog');
    await page.getByRole('button', { name: text.keepEditing }).click();
    await page.getByRole('button', { name: text.submit, exact: true }).click();
    await page.getByRole('alert').filter({ hasText: text.summary }).waitFor();
    await settled(page);
    assert.deepEqual(await axeViolations(page), [], 'edit with a fault');
    await page.goto(`${editor.server.url}/customers/00000000-0000-4000-8000-000000000000`);
    await page.getByRole('alert').filter({ hasText: text.customers }).waitFor();
    await settled(page);
    assert.deepEqual(await axeViolations(page), [], 'no such customer');
    await page.goto(`${editor.server.url}/no/such/page`);
    await ready(page);
    assert.deepEqual(await axeViolations(page), [], 'no such page');
    await close(page);
    seen += 1;
  });

  test(`every field has its label above it, says whether it may stay empty, and what it holds (${name})`, async () => {
    const page = await editor.open(views.edit(), { language, size });
    const fields = await page.evaluate(() => [...document.querySelectorAll('main input, main select')].map((field) => {
      const label = field.labels[0];
      return {
        labels: field.labels.length, label: label?.textContent, placeholder: field.placeholder, above: label && label.getBoundingClientRect().bottom <= field.getBoundingClientRect().top + 1,
        required: field.getAttribute('aria-required') === 'true', name: field.name, autocomplete: field.autocomplete, type: field.type, spelling: field.getAttribute('spellcheck'),
      };
    }));
    assert.ok(fields.length >= 15, `${fields.length} fields`);
    for (const field of fields) {
      assert.ok(field.labels === 1 && field.above && !field.placeholder, JSON.stringify(field));
      assert.notEqual(field.required, field.label.endsWith(texts[language].optional), field.label);
      assert.ok(!field.label.includes('*'), field.label);
    }
    const filled = Object.fromEntries(fields.filter(({ autocomplete }) => autocomplete !== 'off').map(({ name: path, autocomplete }) => [path.replace(/^.*\./, ''), autocomplete]));
    assert.deepEqual(filled, {
      companyName: 'organization', addressLine1: 'billing address-line1', addressLine2: 'billing address-line2', postalCode: 'billing postal-code',
      city: 'billing address-level2', region: 'billing address-level1', firstName: 'billing given-name', lastName: 'billing family-name',
      email: 'billing email', phoneNumber: 'billing tel',
    });
    for (const { name: path, type, spelling } of fields) {
      if (/email$/.test(path)) assert.equal(type, 'email');
      if (/phoneNumber$/.test(path)) assert.equal(type, 'tel');
      if (/(email|taxId|postalCode|organizationRegistrationNumber)$/.test(path)) assert.equal(spelling, 'false', path);
    }
    // Brought into view, and left again.
    await page.getByRole('textbox', { name: text.city }).focus();
    await settled(page, 100);
    await page.evaluate(() => document.activeElement.blur());
    await page.getByText(text.city, { exact: true }).click();
    assert.equal((await focusOf(page)).name, text.city, 'a press on the label goes to the field');
    await close(page);
    seen += 1;
  });
}

test('everything was seen in both languages and sizes', () => assert.equal(seen, 6 * variants.length));
