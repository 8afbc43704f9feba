// What is wrong is told when it helps, beside the field and above the form, in the same words; what was typed is never lost
// (checks 10 to 20 of the client guide).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { close, focusOf, ready, settled, signInByForm, startEditor, variants } from '../support/editor_pages.mjs';
import { tabTo } from '../support/browser.mjs';

let editor;
let customer;
before(async () => {
  editor = await startEditor();
  customer = await editor.customer('SKF');
});
after(() => editor?.end());

const edit = (options) => editor.open(`/customers/${customer.id}/edit`, options);
const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);
const stored = async () => (await (await (await editor.ask())(`/v1/customers/${customer.id}/profiles/billing`)).json()).defaultAddress;
// The text of the message that belongs to a field, as assistive technology finds it.
const described = (field) => field.evaluate((element) => (element.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean)
  .map((id) => document.getElementById(id)?.textContent.replace(/\s+/g, ' ')).join(' '));

let seen = 0;
for (const { language, size, text, name } of variants) {
  test(`a fault is told on leaving the field, stays until it is mended, and goes at once (${name})`, async () => {
    const page = await edit({ language, size });
    const email = page.getByRole('textbox', { name: text.email, exact: true });
    await email.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('accounts@skf');
    await settled(page, 100);
    assert.equal(await email.getAttribute('aria-invalid'), null, 'nobody is told off in the middle of a word');
    assert.equal(await described(email), '');
    await page.keyboard.press('Tab');
    await settled(page, 100);
    assert.equal(await email.getAttribute('aria-invalid'), 'true');
    const message = await described(email);
    assert.ok(message.length > 15, message);
    assert.ok((await page.title()).startsWith(text.error), await page.title());
    await email.focus();
    await page.keyboard.press('End');
    await page.keyboard.type('.example');
    await settled(page, 100);
    assert.equal(await email.getAttribute('aria-invalid'), null, 'mended while it is typed, before the field is left');
    assert.equal(await described(email), '');
    assert.ok(!(await page.title()).startsWith(text.error));
    await close(page);
    seen += 1;
  });

  test(`Submit with a fault: a summary with the same words, and links to the fields (${name})`, async () => {
    const page = await edit({ language, size });
    const before = await stored();
    const postalCode = page.getByRole('textbox', { name: text.postalCode });
    const city = page.getByRole('textbox', { name: text.city });
    await city.fill('');
    await postalCode.fill('12');
    await page.getByRole('button', { name: text.submit, exact: true }).click();
    const summary = page.getByRole('alert').filter({ hasText: text.summary });
    await summary.waitFor();
    await settled(page, 100);
    assert.ok(await isFocused(summary), 'reading goes on at the summary');
    const links = await summary.getByRole('link').all();
    assert.equal(links.length, 2);
    for (const [i, field] of [postalCode, city].entries()) {
      const words = (await links[i].textContent()).replace(/\s+/g, ' ');
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      assert.ok((await described(field)).includes(words), `${words} / ${await described(field)}`);
      await links[i].focus();
      await page.keyboard.press('Enter');
      await settled(page, 100);
      assert.ok(await isFocused(field), words);
      const { y, height } = await field.boundingBox();
      assert.ok(y > 0 && y + height < page.viewportSize().height, 'and is seen');
    }
    assert.ok((await page.title()).startsWith(text.error));
    assert.deepEqual(await stored(), before, 'nothing was stored');
    assert.equal(await page.getByRole('button', { name: text.submit, exact: true }).isEnabled(), true);
    await close(page);
    seen += 1;
  });

  test(`Submit twice at once is one Submit, and its result is told (${name})`, async () => {
    const page = await edit({ language, size });
    const puts = [];
    page.on('request', (request) => { if (request.method() === 'PUT') puts.push(request.url()); });
    await page.route('**/profiles/billing', (route) => setTimeout(() => route.continue(), 700));
    const line = page.getByRole('textbox', { name: /2/ }).first();
    await line.fill(`Port ${language} ${size}`);
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Control+Enter');
    const saving = page.getByRole('button', { name: text.saving });
    await saving.waitFor();
    assert.equal(await saving.getAttribute('aria-busy'), 'true');
    await saving.evaluate((button) => button.click());
    await page.getByRole('button', { name: text.update }).waitFor();
    await settled(page);
    assert.equal(puts.length, 1, puts.join());
    assert.match(await page.locator('#polite').textContent(), language === 'en' ? /1 change submitted/ : /1 ändring har skickats/);
    await page.getByText(language === 'en' ? '1 change submitted' : '1 ändring har skickats').last().waitFor();
    assert.equal((await focusOf(page)).tag, 'h1');
    assert.equal((await stored()).addressLine2, `Port ${language} ${size}`);
    await close(page);
    seen += 1;
  });

  test(`Escape and Cancel never throw changes away unasked (${name})`, async () => {
    const page = await edit({ language, size });
    const city = page.getByRole('textbox', { name: text.city });
    const before = await city.inputValue();
    await page.getByText(text.noChanges).waitFor();
    await city.fill('Lund');
    await page.getByRole('button', { name: new RegExp(`^${text.oneChange}`) }).waitFor();
    await page.keyboard.press('Escape');
    await settled(page, 100);
    assert.equal(await city.inputValue(), 'Lund', 'Escape leaves everything as it is');
    const cancel = page.getByRole('button', { name: text.cancel });
    await cancel.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: text.discardQuestion });
    await dialog.waitFor();
    await settled(page, 100);
    assert.ok(await isFocused(dialog.getByRole('button', { name: text.keepEditing })), 'the harmless answer has the focus');
    for (let i = 0; i < 4; i += 1) {
      await page.keyboard.press('Tab');
      assert.ok(await page.evaluate(() => document.activeElement === document.body || document.querySelector('dialog').contains(document.activeElement)), 'Tab stays within');
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await settled(page, 100);
    assert.ok(await isFocused(cancel), 'the focus is back');
    assert.equal(await city.inputValue(), 'Lund');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: text.discard }).click();
    await page.getByRole('button', { name: text.update }).waitFor();
    await page.getByRole('button', { name: text.update }).click();
    await city.waitFor();
    assert.equal(await city.inputValue(), before, 'thrown away as asked');
    await close(page);
    seen += 1;
  });

  test(`what was typed outlives a reload, and a session that ends (${name})`, async () => {
    const page = await edit({ language, size, ownSession: true });
    const city = page.getByRole('textbox', { name: text.city });
    await city.fill('Kiruna');
    await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.includes('draft/')));
    await page.reload();
    await ready(page);
    await page.getByRole('button', { name: text.draftUse }).click();
    await settled(page, 100);
    assert.equal(await city.inputValue(), 'Kiruna');
    // Somebody ends the session elsewhere: signing in again comes back to the form as it was.
    const own = await page.context().cookies();
    await fetch(`${editor.server.url}/session`, { method: 'DELETE', headers: { Cookie: own.map((cookie) => `${cookie.name}=${cookie.value}`).join('; '), Origin: editor.server.url } });
    await page.keyboard.press('Control+Enter');
    await page.getByLabel(text.password, { exact: true }).waitFor();
    await settled(page);
    await signInByForm(page, text, await editor.user());
    await city.waitFor();
    await settled(page);
    if (await city.inputValue() !== 'Kiruna') await page.getByRole('button', { name: text.draftUse }).click();
    await settled(page, 100);
    assert.equal(await city.inputValue(), 'Kiruna');
    assert.equal(new URL(page.url()).pathname, `/customers/${customer.id}/edit`);
    await close(page);
    seen += 1;
  });

  test(`the whole task without a mouse, the focus at each step where reading goes on (${name})`, async () => {
    const page = await editor.page({ language, size });
    const { user, password } = await editor.user();
    await page.goto(editor.server.url);
    await ready(page);
    await tabTo(page, 'textbox', text.userName);
    await page.keyboard.type(user);
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    const atHeading = async (heading) => {
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await ready(page);
      assert.deepEqual([(await focusOf(page)).tag, (await focusOf(page)).name], ['h1', heading]);
    };
    await atHeading(text.customers);
    await page.keyboard.press('/');
    await page.keyboard.type('SKF');
    assert.equal(await page.getByRole('searchbox', { name: text.search }).inputValue(), 'SKF', 'letters typed right behind a shortcut go where it leads');
    await page.getByRole('row').nth(2).waitFor({ state: 'detached' });
    await settled(page);
    await page.keyboard.press('ArrowDown');
    await settled(page, 100);
    assert.equal((await focusOf(page)).name, 'Aktiebolaget SKF', 'from the search into the list by one key');
    await page.keyboard.press('Enter');
    await atHeading('Aktiebolaget SKF');
    await page.keyboard.press('u');
    await page.getByRole('textbox', { name: text.city }).waitFor();
    await atHeading('Aktiebolaget SKF');
    await tabTo(page, 'textbox', text.city);
    await page.keyboard.press('Control+a');
    await page.keyboard.type(`Ort ${language} ${size}`);
    await page.keyboard.press('Control+s');
    await page.getByRole('button', { name: text.update }).waitFor();
    await atHeading('Aktiebolaget SKF');
    assert.equal((await stored()).city, `Ort ${language} ${size}`);
    await close(page);
    seen += 1;
  });
}

test('everything was seen in both languages and sizes', () => assert.equal(seen, 6 * variants.length));
