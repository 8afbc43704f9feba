// The review of changes before Submit, undo and redo across fields, and the sheet of keys; both languages, wide and narrow.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { axeViolations, launchBrowser, newPage, screenshot, settled } from '../support/browser.mjs';
import { newDataFolder, removeFolder, sampleUser, startServer } from '../support/server.mjs';

const texts = {
  en: {
    locale: 'en-US', userName: 'User name', password: 'Password', signIn: 'Sign in', search: /Search/, update: /^Update/, submit: 'Submit', cancel: 'Cancel',
    postalCode: 'Postal code', city: 'City', saved: /submitted/, review: /: review$/, reviewBack: 'Back to editing', shortcuts: 'Keyboard shortcuts', undo: 'Undo', redo: 'Redo',
  },
  sv: {
    locale: 'sv-SE', userName: 'Användarnamn', password: 'Lösenord', signIn: 'Logga in', search: /Sök/, update: /^Uppdatera/, submit: 'Skicka', cancel: 'Avbryt',
    postalCode: 'Postnummer', city: 'Ort', saved: /har skickats/, review: /: granska$/, reviewBack: 'Fortsätt redigera', shortcuts: 'Kortkommandon', undo: 'Ångra', redo: 'Gör om',
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

for (const [language, text] of Object.entries(texts)) {
  for (const [size, viewport] of Object.entries(sizes)) {
    const name = `${language}, ${size}`;

    test(`old and new before Submit; undo, redo, the keys; Escape loses nothing (${name})`, async () => {
      const page = await signedIn(text, viewport);
      await toEdit(page, text);
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

      if (size === 'wide') {
        await page.evaluate(() => document.activeElement.blur());
        await page.keyboard.press('Control+z');
        await settled(page);
        assert.equal(await city.inputValue(), stored, 'outside a field the keys undo across fields');
        await city.fill(`${stored} Y`);
        await page.evaluate(() => document.activeElement.blur());
        await page.keyboard.press('?');
        await dialog.getByRole('heading', { name: text.shortcuts }).waitFor();
        await settled(page);
        await screenshot(page, `shortcuts-${language}`);
        assert.deepEqual(await axeViolations(page), []);
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });
      }
      await page.getByRole('button', { name: text.review }).click();
      await dialog.waitFor();
      await settled(page);
      assert.deepEqual(await axeViolations(page), []);
      const typed = await city.inputValue();
      await dialog.getByRole('button', { name: text.submit, exact: true }).click();
      await page.getByText(text.saved).first().waitFor();
      assert.ok((await page.locator('main').innerText()).includes(typed));
      await page.getByRole('button', { name: text.update }).click();
      await page.getByRole('textbox', { name: text.city }).fill(stored);
      await page.keyboard.press('Control+s');
      await page.getByText(text.saved).first().waitFor();
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });
  }
}
