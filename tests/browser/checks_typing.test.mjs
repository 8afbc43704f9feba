// Typing as people do it: input methods, dead keys, clipboard, undo, finding, filling in by programs, the browser's own menu,
// and another language in the middle of a word (checks 25 to 29, 38 and 39 of the client guide).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { close, focusOf, ready, settled, startEditor, variants } from '../support/editor_pages.mjs';

let editor;
let customer;
before(async () => {
  editor = await startEditor();
  customer = await editor.customer('SKF');
});
after(() => editor?.end());

const edit = (options) => editor.open(`/customers/${customer.id}/edit`, options);
const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };
// "4 changes", on the button that shows them.
const changes = (page) => page.getByRole('button', { name: /\d (change|ändring)/ }).textContent();

let seen = 0;
for (const { language, size, text, name } of variants) {
  test(`an input method, dead keys and AltGr in a field of the account (${name})`, async () => {
    const page = await edit({ language, size });
    const cdp = await page.context().newCDPSession(page);
    const city = page.getByRole('textbox', { name: text.city });
    await city.focus();
    await page.keyboard.press('Control+a');
    await cdp.send('Input.imeSetComposition', { text: 'とう', selectionStart: 2, selectionEnd: 2 });
    await settled(page, 100);
    assert.equal(await city.inputValue(), 'とう', 'shown in place while it is composed');
    // The letters in work are the browser's own: the canvas must not paint them a second time.
    assert.notEqual(await city.evaluate((field) => getComputedStyle(field).color), 'rgba(0, 0, 0, 0)');
    await cdp.send('Input.imeSetComposition', { text: 'とうきょう', selectionStart: 5, selectionEnd: 5 });
    await cdp.send('Input.insertText', { text: '東京' });
    await settled(page, 100);
    assert.equal(await city.inputValue(), '東京', 'taken once');
    await cdp.send('Input.imeSetComposition', { text: '´', selectionStart: 1, selectionEnd: 1 });
    await cdp.send('Input.insertText', { text: 'é' });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', modifiers: 0, key: '@', text: '@', unmodifiedText: '2', code: 'Digit2' });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', modifiers: 0, key: '@', code: 'Digit2' });
    await settled(page, 100);
    assert.equal(await city.inputValue(), '東京é@');
    assert.ok((await changes(page)).startsWith(text.oneChange), 'the account holds it');
    // A composition that is given up leaves nothing behind.
    await cdp.send('Input.imeSetComposition', { text: 'か', selectionStart: 1, selectionEnd: 1 });
    await cdp.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
    await settled(page, 100);
    assert.equal(await city.inputValue(), '東京é@');
    assert.deepEqual(page.faults, []);
    await close(page);
    seen += 1;
  });

  test(`cut, copy, paste, undo and redo (${name})`, async () => {
    const page = await edit({ language, size, ...clipboard });
    const city = page.getByRole('textbox', { name: text.city });
    const line = page.getByRole('textbox', { name: language === 'en' ? 'Address line 1' : 'Adressrad 1' });
    const kept = await city.inputValue();
    await city.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+x');
    await settled(page, 100);
    assert.equal(await city.inputValue(), '');
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), kept);
    await line.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Control+v');
    await settled(page, 100);
    assert.ok((await line.inputValue()).endsWith(kept));
    await page.keyboard.press('Control+z');
    await settled(page, 100);
    assert.ok(!(await line.inputValue()).endsWith(kept), 'undone');
    await page.keyboard.press('Control+Shift+z');
    await settled(page, 100);
    assert.ok((await line.inputValue()).endsWith(kept), 'done again');
    // A double click takes a word, as in any field.
    await city.fill('Stora Höga');
    await settled(page);
    const box = await city.boundingBox();
    await page.mouse.dblclick(box.x + 20, box.y + box.height / 2);
    assert.equal((await page.evaluate(() => getSelection().toString())).trim(), 'Stora');
    await close(page);
    seen += 1;
  });

  test(`text of the page is found, selected and copied (${name})`, async () => {
    const page = await editor.open(`/customers/${customer.id}`, { language, size, ...clipboard });
    assert.ok(await page.evaluate(() => globalThis.find('Sven Wingquists')), 'found');
    const marked = await page.evaluate(() => {
      const selection = getSelection();
      const { left, top, width, height } = selection.getRangeAt(0).getBoundingClientRect();
      const own = selection.anchorNode.parentElement.getBoundingClientRect();
      return { inside: left >= own.left - 1 && top >= own.top - 1 && top + height <= own.bottom + 1 && width > 40, text: selection.toString() };
    });
    assert.deepEqual(marked, { inside: true, text: 'Sven Wingquists' });
    await page.keyboard.press('Control+c');
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'Sven Wingquists');
    await page.goto(`${editor.server.url}/customers?q=SKF`);
    await ready(page);
    // Dragged across a row, as with any text of a page.
    const cells = page.getByRole('row').last().getByRole('cell');
    const [from, to] = [await cells.nth(1).boundingBox(), await cells.last().boundingBox()];
    assert.ok(await page.evaluate(() => globalThis.find('skf.com')), 'found in the list');
    assert.ok(from.width > 0 && to.width > 0);
    await page.evaluate(() => {
      const row = [...document.querySelectorAll('[role=row]')].at(-1);
      getSelection().selectAllChildren(row);
    });
    await page.keyboard.press('Control+c');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied.split('\n').length, 1, copied);
    assert.deepEqual(copied.split('\t').slice(0, 1), ['Aktiebolaget SKF']);
    assert.equal(copied.split('\t').length, await cells.count(), copied);
    await close(page);
    seen += 1;
  });

  test(`a program fills in fields that it can see and reach (${name})`, async () => {
    const page = await edit({ language, size });
    const filled = { postalCode: '413 01', city: 'Mölndal', addressLine1: 'Hamngatan 4', phoneNumber: '+46 31 700 00 00' };
    await page.evaluate((values) => {
      for (const [part, value] of Object.entries(values)) {
        const field = document.querySelector(`[name="billingProfile.defaultAddress.${part}"]`);
        field.value = value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));
      }
    }, filled);
    await settled(page);
    for (const [part, value] of Object.entries(filled)) assert.equal(await page.locator(`[name="billingProfile.defaultAddress.${part}"]`).inputValue(), value);
    assert.match(await changes(page), /^4 /, 'the account has all four');
    const reached = await page.evaluate(() => [...document.querySelectorAll('main input')].map((field) => {
      field.scrollIntoView?.();
      field.focus({ preventScroll: true });
      let opacity = 1;
      for (let element = field; element; element = element.parentElement) opacity *= Number(getComputedStyle(element).opacity);
      const { visibility, display, pointerEvents } = getComputedStyle(field);
      return { name: field.name, ok: opacity >= 0.1 && visibility === 'visible' && display !== 'none' && pointerEvents !== 'none' && field.offsetWidth >= 10 && field.offsetHeight >= 10 && field.form !== null };
    }));
    assert.ok(reached.length >= 15);
    assert.deepEqual(reached.filter(({ ok }) => !ok), []);
    await close(page);

    const front = await editor.page({ language, size });
    await front.goto(editor.server.url);
    await ready(front);
    const fields = await front.evaluate(() => ['username', 'current-password'].map((token) => {
      const field = document.querySelector(`[autocomplete="${token}"]`);
      const { left, top, width, height } = field.getBoundingClientRect();
      return { onTop: document.elementFromPoint(left + width / 2, top + height / 2) === field, inForm: field.form !== null, name: field.name, id: field.id, large: width >= 10 && height >= 10 };
    }));
    assert.deepEqual(fields, [
      { onTop: true, inForm: true, name: 'username', id: 'main/sign-in/user', large: true },
      { onTop: true, inForm: true, name: 'password', id: 'main/sign-in/password', large: true },
    ]);
    await close(front);
    seen += 1;
  });

  test(`signing in: what is pasted is taken, and can be looked at (${name})`, async () => {
    const page = await editor.page({ language, size, ...clipboard });
    const { user, password } = await editor.user();
    await page.goto(editor.server.url);
    await ready(page);
    await page.evaluate((value) => navigator.clipboard.writeText(value), password);
    await page.getByLabel(text.userName, { exact: true }).fill(user);
    const field = page.getByLabel(text.password, { exact: true });
    await field.focus();
    await page.keyboard.press('Control+v');
    assert.equal(await field.inputValue(), password);
    assert.equal(await field.getAttribute('type'), 'password');
    const show = page.getByRole('checkbox', { name: text.showPassword });
    await show.check();
    await settled(page, 100);
    assert.equal(await field.getAttribute('type'), 'text');
    assert.equal(await field.inputValue(), password, 'nothing is lost');
    await show.uncheck();
    await settled(page, 100);
    assert.equal(await field.getAttribute('type'), 'password');
    await field.press('Enter');
    await page.getByRole('heading', { level: 1, name: text.customers }).waitFor();
    assert.equal(await page.locator('input[type=password]').count(), 0, 'the form goes, so that the browser offers to keep the password');
    await close(page);
    seen += 1;
  });

  test(`the language changes in the middle of a word (${name})`, async () => {
    const page = await edit({ language, size });
    const other = language === 'en' ? 'sv' : 'en';
    const city = page.getByRole('textbox', { name: text.city });
    await city.focus();
    await page.keyboard.press('End');
    await page.keyboard.type(' Ös');
    const { id } = await focusOf(page);
    const value = await city.inputValue();
    if (size === 'narrow') {
      await page.getByRole('button', { name: text.menu }).click();
      await page.locator(`button[lang="${other}"]`).waitFor();
    }
    // As a voice or a program presses: the focus stays where it is.
    await page.evaluate((lang) => document.querySelector(`button[lang="${lang}"]`).click(), other);
    await settled(page);
    assert.equal(await page.locator('html').getAttribute('lang'), other);
    const field = page.locator(`[id="${id}"]`);
    assert.equal(await field.inputValue(), value);
    if (size === 'wide') {
      assert.equal((await focusOf(page)).id, id);
      await page.keyboard.type('ter');
      assert.equal(await field.inputValue(), `${value}ter`);
    }
    await close(page);
    seen += 1;
  });

  test(`the browser's own menu is never taken away (${name})`, async () => {
    const page = await editor.open('/customers?q=SKF', { language, size });
    const prevented = await page.evaluate(() => ['input', 'a[href^="/customers/"]', 'h1', '[role=cell]', 'canvas'].map((selector) => {
      const event = new MouseEvent('contextmenu', { bubbles: true, cancelable: true });
      document.querySelector(selector).dispatchEvent(event);
      return event.defaultPrevented;
    }));
    assert.deepEqual(prevented, [false, false, false, false, false]);
    await close(page);
    seen += 1;
  });
}

test('everything was seen in both languages and sizes', () => assert.equal(seen, 7 * variants.length));
