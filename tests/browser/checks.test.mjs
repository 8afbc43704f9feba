// What a page must do to feel like one, as a list of checks by number (landmarks, focus, forms, search, table, addresses, print
// and more), in both languages, wide and narrow. What needs offline work or a conflict is not here; what the ui layer does for
// every screen (input methods, clipboard, find, context loss, idle) is in tests/web/layer.test.mjs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launchBrowser, newPage, screenshot, settled } from '../support/browser.mjs';
import { newDataFolder, removeFolder, sampleUser, startServer } from '../support/server.mjs';

const texts = {
  en: {
    locale: 'en-US', userName: 'User name', password: 'Password', show: 'Show password', signIn: 'Sign in', skip: 'Skip to content', customers: 'Customers',
    search: /Search/, update: /^Update/, submit: 'Submit', cancel: 'Cancel', company: 'Company name', email: 'Email', postalCode: 'Postal code', city: 'City',
    phone: 'Phone number', line1: 'Address line 1', optional: '(optional)', error: 'Error: ', summary: 'There is a problem', saved: /submitted/, keep: 'Keep editing',
    discard: 'Discard changes', review: /: review$/, reviewBack: 'Back to editing', none: /No customer matches/, draft: 'Go on with them', language: 'Svenska', other: 'Skicka',
    account: 'Account', shortcuts: 'Keyboard shortcuts', undo: 'Undo', redo: 'Redo',
  },
  sv: {
    locale: 'sv-SE', userName: 'Användarnamn', password: 'Lösenord', show: 'Visa lösenordet', signIn: 'Logga in', skip: 'Hoppa till innehållet', customers: 'Kunder',
    search: /Sök/, update: /^Uppdatera/, submit: 'Skicka', cancel: 'Avbryt', company: 'Företagsnamn', email: 'E-post', postalCode: 'Postnummer', city: 'Ort',
    phone: 'Telefonnummer', line1: 'Adressrad 1', optional: '(valfritt)', error: 'Fel: ', summary: 'Det finns ett problem', saved: /har skickats/, keep: 'Fortsätt redigera',
    discard: 'Kasta ändringarna', review: /: granska$/, reviewBack: 'Fortsätt redigera', none: /Ingen kund/, draft: 'Fortsätt med dem', language: 'English', other: 'Submit',
    account: 'Konto', shortcuts: 'Kortkommandon', undo: 'Ångra', redo: 'Gör om',
  },
};
const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } };
const company = 'Aktiebolaget SKF';

let server;
let browser;
let user;

before(async () => {
  server = await startServer({ data: await newDataFolder() });
  browser = await launchBrowser();
  user = await sampleUser(server.data, 'sales_agent');
});
after(async () => {
  await browser?.close();
  await server?.end();
  if (server) await removeFolder(server.data);
});

const focusedText = (page) => page.evaluate(() => document.activeElement.textContent || document.activeElement.getAttribute('aria-label') || document.activeElement.localName);
const h1Count = (page) => page.getByRole('heading', { level: 1 }).count();

async function signedIn(text, viewport, path = '/customers') {
  const page = await newPage(browser, { locale: text.locale, ...viewport });
  await page.goto(`${server.url}${path}`);
  await page.getByLabel(text.userName, { exact: true }).fill(user.user);
  await page.getByLabel(text.password, { exact: true }).fill(user.password);
  await page.getByRole('button', { name: text.signIn, exact: true }).click();
  await page.getByRole('heading', { level: 1 }).filter({ hasNotText: text.signIn }).waitFor();
  await settled(page);
  return page;
}

async function toAccount(page, text) {
  await page.getByRole('searchbox', { name: text.search }).fill('SKF');
  await page.waitForURL(/q=SKF/);
  await settled(page);
  await page.getByRole('link', { name: company }).first().click();
  await page.getByRole('heading', { level: 1, name: company }).waitFor();
  await settled(page);
}

async function toEdit(page, text) {
  await toAccount(page, text);
  await page.getByRole('button', { name: text.update }).click();
  await page.getByRole('textbox', { name: text.postalCode }).waitFor();
  await settled(page);
}

// Every control that is seen, too small for a finger or a shaking hand.
const smallTargets = (page) => page.evaluate(() => [...document.querySelectorAll('#root :is(a, button, input, select)[data-node]')]
  .map((element) => ({ name: element.getAttribute('aria-label') || element.textContent, box: element.getBoundingClientRect() }))
  .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24)).map(({ name, box }) => `${name} ${box.width}x${box.height}`));
const wideNodes = (page) => page.evaluate(() => [...document.querySelectorAll('#root :is(a, button, input, select)[data-node]')]
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5).map((element) => element.id));

for (const [language, text] of Object.entries(texts)) {
  for (const [size, viewport] of Object.entries(sizes)) {
    const name = `${language}, ${size}`;

    test(`39: sign-in takes pasted passwords and shows them (${name})`, async () => {
      const page = await newPage(browser, { locale: text.locale, ...viewport });
      await page.goto(server.url);
      await settled(page);
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const password = page.getByLabel(text.password, { exact: true });
      await page.evaluate(() => navigator.clipboard.writeText('pasted secret'));
      await password.focus();
      await page.keyboard.press('Control+v');
      assert.equal(await password.inputValue(), 'pasted secret');
      assert.equal(await password.getAttribute('autocomplete'), 'current-password');
      await page.getByRole('checkbox', { name: text.show }).check();
      await settled(page);
      assert.equal(await page.locator('[id="main/sign-in/password"]').getAttribute('type'), 'text');
      await page.context().close();
    });

    test(`1, 11, 23, 24, 30, 37: landmarks, skip link, search, table, addresses (${name})`, async () => {
      const page = await signedIn(text, viewport);
      assert.equal(await h1Count(page), 1);
      for (const role of ['banner', 'main', 'search']) assert.equal(await page.getByRole(role).count(), 1, role);
      assert.equal(await page.title(), `${text.customers} - Kundkonto`);
      assert.equal(await focusedText(page), text.customers, 'a new route has the focus on its heading');
      const first = await page.evaluate(() => document.querySelector('a, button, input, select').textContent);
      assert.equal(first, text.skip, 'the skip link comes first');
      await page.getByRole('link', { name: text.skip }).focus();
      await page.keyboard.press('Enter');
      assert.equal(await focusedText(page), text.customers);

      const table = page.getByRole('table');
      const rows = Number(await table.getAttribute('aria-rowcount'));
      assert.ok(rows > 1, 'rows are counted');
      assert.ok(await page.getByRole('row').count() <= 60);
      assert.ok(await table.getAttribute('aria-label'));
      const search = page.getByRole('searchbox', { name: text.search });
      await search.fill('SKF');
      await page.getByRole('link', { name: company }).first().waitFor();
      await page.waitForURL(/q=SKF/);
      assert.match(await page.getByRole('status').allTextContents().then((all) => all.join(' ')), /SKF/);
      await page.getByRole('link', { name: company }).first().click();
      await page.getByRole('heading', { level: 1, name: company }).waitFor();
      const accountUrl = page.url();
      await page.goBack();
      await page.getByRole('searchbox', { name: text.search }).waitFor();
      assert.equal(await page.getByRole('searchbox', { name: text.search }).inputValue(), 'SKF', 'Back has the search still');
      const [opened] = await Promise.all([
        page.context().waitForEvent('page'),
        page.getByRole('link', { name: company }).first().click({ modifiers: ['Control'] }),
      ]);
      await opened.getByRole('heading', { level: 1, name: company }).waitFor();
      assert.equal(opened.url(), accountUrl);
      await opened.close();
      await search.fill('zzzzqq');
      await page.getByRole('heading', { level: 2, name: text.none }).waitFor();
      await settled(page);
      assert.deepEqual(await smallTargets(page), []);
      assert.deepEqual(await wideNodes(page), []);
      await page.goto(accountUrl);
      await page.getByRole('heading', { level: 1, name: company }).waitFor();
      await settled(page);
      assert.equal(await h1Count(page), 1);
      assert.equal(await page.title(), `${company} - ${text.customers} - Kundkonto`);
      assert.deepEqual(await smallTargets(page), []);
      assert.deepEqual(await wideNodes(page), []);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });

    test(`5, 6, 7, 12, 13, 14, 15: labels, required, autocomplete, errors (${name})`, async () => {
      const page = await signedIn(text, viewport);
      await toEdit(page, text);
      const fields = await page.evaluate(() => [...document.querySelectorAll('#root :is(input:not([type=search]), select)[data-node]')]
        .filter((element) => !['checkbox', 'radio'].includes(element.type))
        .map((element) => ({
          id: element.id, required: element.getAttribute('aria-required'), labels: [...element.labels].map((label) => label.textContent),
          placeholder: element.getAttribute('placeholder'),
        })));
      assert.ok(fields.length > 10);
      for (const { id, required, labels } of fields) {
        assert.equal(labels.length, 1, `${id} has one label`);
        assert.ok(!labels[0].includes('*'), labels[0]);
        assert.ok(required === 'true' || labels[0].endsWith(text.optional), `${labels[0]} is required or says that it is optional`);
      }
      const tokens = { [text.postalCode]: /postal-code$/, [text.city]: /address-level2$/, [text.line1]: /address-line1$/ };
      for (const [label, token] of Object.entries(tokens)) {
        assert.match(await page.getByRole('textbox', { name: label }).first().getAttribute('autocomplete'), token, label);
      }
      const code = page.getByRole('textbox', { name: text.postalCode });
      await code.focus();
      await page.keyboard.press('Control+a');
      await page.keyboard.type('4155');
      await settled(page);
      assert.equal(await code.getAttribute('aria-invalid'), null, 'nothing is said while it is typed');
      await page.keyboard.press('Tab');
      await settled(page);
      assert.equal(await code.getAttribute('aria-invalid'), 'true');
      const described = await code.evaluate((element) => document.getElementById(element.getAttribute('aria-describedby')).textContent);
      assert.ok(described.length > 10);
      assert.ok((await page.title()).startsWith(text.error));
      await page.getByRole('button', { name: text.submit, exact: true }).click();
      const summary = page.getByRole('alert').filter({ hasText: text.summary });
      await summary.waitFor();
      assert.ok(await summary.evaluate((element) => element === document.activeElement), 'the summary has the focus');
      assert.equal((await summary.getByRole('link').first().textContent()).replace(/\s+/g, ' '), described.replace(/\s+/g, ' '));
      await summary.getByRole('link').first().click();
      await settled(page);
      assert.ok(await code.evaluate((element) => element === document.activeElement), 'its link leads to the field');
      await code.fill('415 50');
      await page.getByRole('alert').filter({ hasText: text.summary }).waitFor({ state: 'detached' });
      assert.ok(!(await page.title()).startsWith(text.error));
      await page.getByRole('textbox', { name: text.city }).focus();
      await settled(page);
      await page.locator('label', { hasText: text.postalCode }).first().click();
      assert.ok(await code.evaluate((element) => element === document.activeElement), 'a click on the label goes to the field');
      assert.deepEqual(await smallTargets(page), []);
      assert.deepEqual(await wideNodes(page), []);
      await page.context().close();
    });

    test(`8, 17, 18, 19, 20: order of Tab, Submit once, draft, review, Cancel (${name})`, async () => {
      const page = await signedIn(text, viewport);
      await toEdit(page, text);
      const order = [];
      await page.getByRole('textbox', { name: text.company }).first().focus();
      for (let i = 0; i < 8; i += 1) {
        order.push(await page.evaluate(() => document.activeElement.id));
        await page.keyboard.press('Tab');
      }
      const back = [];
      for (let i = 0; i < 8; i += 1) {
        await page.keyboard.press('Shift+Tab');
        back.unshift(await page.evaluate(() => document.activeElement.id));
      }
      assert.deepEqual(back, order, 'Shift+Tab goes the same way back');
      assert.equal(new Set(order).size, 8);

      const city = page.getByRole('textbox', { name: text.city });
      const stored = await city.inputValue();
      await city.fill(`${stored} X`);
      await page.keyboard.press('Tab');
      await page.getByRole('button', { name: text.review }).click();
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      await settled(page);
      await screenshot(page, `review-${language}-${size}`);
      const said = await dialog.textContent();
      assert.ok(said.includes(`${stored} X`) && said.includes(stored));
      await dialog.getByRole('button', { name: text.reviewBack, exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
      if (size === 'wide') {
        await page.getByRole('button', { name: text.undo, exact: true }).click();
        await settled(page);
        assert.equal(await city.inputValue(), stored);
        await page.getByRole('button', { name: text.redo, exact: true }).click();
        await settled(page);
        assert.equal(await city.inputValue(), `${stored} X`);
      }
      await page.getByRole('button', { name: text.cancel, exact: true }).click();
      await dialog.waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      assert.equal(await city.inputValue(), `${stored} X`, 'Escape loses nothing');

      await page.waitForTimeout(700);
      await page.reload();
      await page.getByRole('button', { name: text.draft }).click();
      await settled(page);
      assert.equal(await page.getByRole('textbox', { name: text.city }).inputValue(), `${stored} X`, 'the draft outlives the page');

      let puts = 0;
      await page.route('**/profiles/**', async (route) => {
        if (route.request().method() === 'PUT') puts += 1;
        await new Promise((done) => { setTimeout(done, 300); });
        await route.continue();
      });
      await page.getByRole('textbox', { name: text.city }).focus();
      await page.keyboard.press('Control+Enter');
      await page.keyboard.press('Control+Enter');
      await page.getByText(text.saved).first().waitFor();
      assert.equal(puts, 1, 'two presses send once');
      assert.equal(await focusedText(page), company, 'after Submit the focus is on the heading');
      const statuses = (await page.getByRole('status').allTextContents()).join(' ');
      assert.match(statuses, text.saved);
      await page.unrouteAll();

      await page.getByRole('button', { name: text.update }).click();
      const again = page.getByRole('textbox', { name: text.city });
      await again.fill(stored);
      await page.keyboard.press('Control+s');
      await page.getByText(text.saved).first().waitFor();
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });

    test(`36, 38, 41: language, colours, print (${name})`, async () => {
      const page = await signedIn(text, viewport);
      await toEdit(page, text);
      const other = language === 'en' ? 'sv' : 'en';
      const city = page.getByRole('textbox', { name: text.city });
      await city.fill('Ort ÅÄÖ');
      if (size === 'narrow') await page.getByRole('button', { name: /Men/ }).first().click();
      await page.getByRole('button', { name: text.language, exact: true }).click();
      await page.getByRole('button', { name: text.other, exact: true }).waitFor();
      await page.waitForFunction((wanted) => document.documentElement.lang === wanted, other);
      assert.equal(await page.getByRole('textbox', { name: texts[other].city }).inputValue(), 'Ort ÅÄÖ');
      await page.emulateMedia({ colorScheme: 'dark' });
      await settled(page);
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--background').trim().toLowerCase()), '#14181f');
      await screenshot(page, `edit-dark-${other}-${size}`);
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
      await settled(page);
      await page.waitForFunction(() => getComputedStyle(document.querySelector('canvas')).display === 'none');
      await page.emulateMedia({ forcedColors: 'none', media: 'print' });
      await settled(page);
      const printed = await page.evaluate(() => document.querySelector('main').innerText);
      assert.ok(printed.length > 200, 'what is printed is text');
      await page.emulateMedia({ media: 'screen' });
      if (size === 'wide') {
        await page.evaluate(() => document.activeElement.blur());
        await page.keyboard.press('?');
        await page.getByRole('dialog').getByRole('heading', { name: texts[other].shortcuts }).waitFor();
        await settled(page);
        await screenshot(page, `shortcuts-${other}`);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });
  }
}
