// The ui layer in a real browser, on the small page of layer_web.cpp: what a person, an input method, a password manager,
// a screen reader and a sleeping laptop do to it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { axeViolations, launchBrowser, newPage, settled } from '../support/browser.mjs';
import { inProject } from '../support/project.mjs';
import { serveFolder } from './static_server.mjs';

let server;
let browser;
before(async () => {
  server = await serveFolder(inProject('build/web/tests/web/layer'));
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await server?.end();
});

async function open(options) {
  const page = await newPage(browser, options);
  await page.goto(server.url);
  await settled(page);
  return page;
}

async function closeWithoutFaults(page) {
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

const active = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.localName);
const frames = (page) => page.evaluate(() => globalThis.__ui.frames);

test('roles and names are those of a web page, and axe finds nothing', async () => {
  const page = await open();
  for (const [role, name] of [['heading', 'Customer account'], ['textbox', 'Company name'], ['combobox', 'Country'], ['checkbox', 'Allow orders'],
    ['button', 'Save'], ['link', 'Customer 3'], ['table', 'Customers'], ['columnheader', 'City'], ['navigation', 'Main']]) {
    assert.equal(await page.getByRole(role, { name, exact: true }).count(), 1, `${role} ${name}`);
  }
  assert.equal(await page.getByRole('table').getAttribute('aria-rowcount'), '100001');
  assert.ok(await page.getByRole('row').count() <= 60);
  assert.deepEqual(await axeViolations(page), []);
  await closeWithoutFaults(page);
});

test('typing, and a program that fills in fields, reach the model and the canvas', async () => {
  const page = await open();
  const name = page.getByLabel('Company name');
  assert.equal(await name.inputValue(), 'Åsa Öberg AB');
  await name.fill('Nordström & Söner AB');
  await settled(page);
  assert.equal(await name.inputValue(), 'Nordström & Söner AB');
  await name.press('End');
  await page.keyboard.type(' é@ø日');
  await settled(page);
  assert.equal(await name.inputValue(), 'Nordström & Söner AB é@ø日');
  await page.keyboard.press('Control+z');
  assert.notEqual(await name.inputValue(), 'Nordström & Söner AB é@ø日');
  await page.evaluate(() => {
    const field = document.querySelector('input[type=password]');
    field.value = 's3cret';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await settled(page);
  assert.equal(await page.getByLabel('Password').inputValue(), 's3cret');
  await closeWithoutFaults(page);
});

test('password managers can see, reach and keep the fields', async () => {
  const page = await open();
  const found = await page.evaluate(() => [...document.querySelectorAll('input[autocomplete]:not([type=checkbox])')].map((field) => {
    const box = field.getBoundingClientRect();
    let opacity = 1;
    for (let element = field; element; element = element.parentElement) opacity *= Number(getComputedStyle(element).opacity);
    const style = getComputedStyle(field);
    return {
      top: document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2) === field, opacity, width: box.width, height: box.height,
      visible: style.visibility === 'visible' && style.display !== 'none', form: field.form !== null,
    };
  }));
  assert.equal(found.length, 3);
  for (const field of found) {
    assert.ok(field.top && field.opacity >= 0.1 && field.width >= 10 && field.height >= 10 && field.visible && field.form, JSON.stringify(field));
  }
  await closeWithoutFaults(page);
});

test('an input method composes in place and commits once', async () => {
  const page = await open();
  const cdp = await page.context().newCDPSession(page);
  const name = page.getByLabel('Company name');
  await name.fill('');
  await name.focus();
  await cdp.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
  await settled(page);
  assert.equal(await name.inputValue(), 'にほん');
  await cdp.send('Input.insertText', { text: '日本' });
  await settled(page);
  assert.equal(await name.inputValue(), '日本');
  await cdp.send('Input.imeSetComposition', { text: '´', selectionStart: 1, selectionEnd: 1 });
  await cdp.send('Input.insertText', { text: 'é' });
  await settled(page);
  assert.equal(await name.inputValue(), '日本é');
  await closeWithoutFaults(page);
});

test('a click is one click: mouse, keyboard, and element.click()', async () => {
  const page = await open();
  const saved = page.getByText(/^Saved/);
  await page.getByRole('button', { name: 'Save' }).click();
  await settled(page);
  assert.equal(await saved.textContent(), 'Saved 1 times');
  await page.getByRole('button', { name: 'Save' }).focus();
  await page.keyboard.press('Enter');
  await settled(page);
  assert.equal(await saved.textContent(), 'Saved 2 times');
  await page.evaluate(() => document.querySelector('button[type=submit]').click());
  await settled(page);
  assert.equal(await saved.textContent(), 'Saved 3 times');
  await page.getByLabel('Company name').press('Enter');
  await settled(page);
  assert.equal(await saved.textContent(), 'Saved 4 times');
  await page.keyboard.press('Control+s');
  await settled(page);
  assert.equal(await saved.textContent(), 'Saved 5 times');
  await page.getByRole('link', { name: 'Customer 3', exact: true }).click();
  await page.getByText('Opened 3').waitFor();
  await closeWithoutFaults(page);
});

test('a press that leaves a field still clicks the button', async () => {
  const page = await open();
  await page.getByLabel('Email').fill('changed@company.example');
  const box = await page.getByRole('button', { name: 'Save' }).boundingBox();
  await page.mouse.move(box.x + 20, box.y + 10);
  await page.mouse.down();
  await page.waitForTimeout(60);
  await page.mouse.up();
  await settled(page);
  assert.equal(await page.getByText(/^Saved/).textContent(), 'Saved 1 times');
  await closeWithoutFaults(page);
});

test('checkbox and select keep what was chosen', async () => {
  const page = await open();
  const allow = page.getByRole('checkbox', { name: 'Allow orders' });
  await allow.uncheck();
  await settled(page);
  assert.equal(await allow.isChecked(), false);
  await page.getByText('Allow orders', { exact: true }).click();
  await settled(page);
  assert.equal(await allow.isChecked(), true);
  const country = page.getByRole('combobox', { name: 'Country' });
  await country.selectOption({ label: 'Japan' });
  await settled(page);
  assert.equal(await country.inputValue(), 'JP');
  await closeWithoutFaults(page);
});

test('Tab goes in reading order, forth and back, and the ring is drawn', async () => {
  const page = await open();
  const order = [];
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  assert.equal(await active(page), 'main/h1');
  for (let i = 0; i < 9; i += 1) {
    await page.keyboard.press('Tab');
    order.push((await active(page)).replace('main/', ''));
  }
  assert.deepEqual(order, ['sign-in/user', 'sign-in/email', 'sign-in/password', 'sign-in/notes', 'sign-in/country', 'sign-in/allowed', 'sign-in/save', 'sign-in/open',
    'table/rows/0/name/link']);
  await page.keyboard.press('Shift+Tab');
  await settled(page);
  const box = await page.getByRole('button', { name: 'Open dialog' }).boundingBox();
  const clip = { x: box.x - 6, y: box.y - 6, width: box.width + 12, height: box.height + 12 };
  const focused = await page.screenshot({ clip });
  await page.evaluate(() => document.activeElement.blur());
  await settled(page);
  assert.notDeepEqual(await page.screenshot({ clip }), focused);
  await closeWithoutFaults(page);
});

test('the wheel and keys scroll the list, its rows follow, and Tab brings rows into view', async () => {
  const page = await open();
  await page.mouse.move(600, 400);
  await page.mouse.wheel(0, 4000);
  await settled(page);
  assert.equal(await page.getByRole('link', { name: 'Customer 100', exact: true }).count(), 1);
  const row = await page.getByRole('link', { name: 'Customer 104', exact: true }).boundingBox();
  assert.equal(Math.round(row.y), 216 + (104 * 40 - 4000));
  await page.keyboard.press('End');
  await settled(page);
  assert.equal(await page.getByRole('row').last().getAttribute('aria-rowindex'), '100001');
  const box = await page.getByRole('link', { name: 'Customer 99999', exact: true }).boundingBox();
  assert.ok(box.y + box.height <= 601);
  await page.getByRole('link', { name: 'Customer 99995', exact: true }).focus();
  await page.keyboard.press('Home');
  await settled(page);
  assert.equal(await page.getByRole('link', { name: 'Customer 0', exact: true }).count(), 1);
  await closeWithoutFaults(page);
});

test('find in page marks what the canvas shows; a copied row has tabs', async () => {
  const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
  assert.ok(await page.evaluate(() => globalThis.find('Göteborg 3')));
  const overlap = await page.evaluate(() => {
    const marked = getSelection().getRangeAt(0).getBoundingClientRect();
    return marked.width > 20 && marked.top > 300 && marked.top < 420;
  });
  assert.ok(overlap);
  await page.evaluate(() => {
    const range = document.createRange();
    range.setStartBefore(document.querySelectorAll('[role=row]')[2]);
    range.setEndAfter(document.querySelectorAll('[role=row]')[3]);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
  await page.keyboard.press('Control+c');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'Customer 1\tGöteborg 1\nCustomer 2\tGöteborg 2');
  await closeWithoutFaults(page);
});

test('a dialog is modal, closes with Escape, and gives the focus back', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Open dialog' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Discard the draft?' }).waitFor();
  await settled(page);
  assert.equal(await active(page), 'main/dialog/discard');
  assert.equal(await page.evaluate(() => document.querySelector('main').inert), true);
  assert.deepEqual(await axeViolations(page), []);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await settled(page);
  assert.equal(await active(page), 'main/sign-in/open');
  await page.getByRole('button', { name: 'Open dialog' }).click();
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await settled(page);
  assert.equal(await page.evaluate(() => document.querySelector('main').inert), false);
  await closeWithoutFaults(page);
});

test('no frame is drawn while nothing happens, even with the caret in a field', async () => {
  const page = await open();
  for (const focus of [false, true]) {
    if (focus) await page.getByLabel('Company name').focus();
    await settled(page);
    const before = await frames(page);
    await page.waitForTimeout(5000);
    assert.equal(await frames(page), before, focus ? 'with focus' : 'without focus');
  }
  await closeWithoutFaults(page);
});

test('a lost WebGL context comes back as it was; typing goes on meanwhile', async () => {
  const page = await open();
  const before = await page.screenshot();
  await page.evaluate(() => {
    globalThis.extension = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    globalThis.extension.loseContext();
  });
  await page.waitForTimeout(300);
  await page.evaluate(() => globalThis.extension.restoreContext());
  await settled(page, 500);
  assert.ok((await page.screenshot()).equals(before));
  await page.evaluate(() => globalThis.extension.loseContext());
  await page.getByLabel('Company name').fill('while lost');
  await page.locator('#root.dom-ui').waitFor();
  assert.equal(await page.getByLabel('Company name').inputValue(), 'while lost');
  await page.evaluate(() => globalThis.extension.restoreContext());
  await page.locator('#root:not(.dom-ui)').waitFor();
  await closeWithoutFaults(page);
});

test('in forced colours, and without WebGL2, the mirror is what is seen', async () => {
  const page = await open();
  await page.emulateMedia({ forcedColors: 'active' });
  await page.locator('#root.dom-ui').waitFor();
  await settled(page);
  assert.equal(await page.locator('canvas').isVisible(), false);
  const color = await page.getByRole('heading', { level: 1 }).evaluate((element) => getComputedStyle(element).color);
  assert.notEqual(color, 'rgba(0, 0, 0, 0)');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved 1 times').waitFor();
  await closeWithoutFaults(page);

  const without = await newPage(browser);
  await without.addInitScript(() => { HTMLCanvasElement.prototype.getContext = ((get) => function (kind, ...rest) { return kind === 'webgl2' ? null : get.call(this, kind, ...rest); })(HTMLCanvasElement.prototype.getContext); });
  await without.goto(server.url);
  await settled(without);
  assert.equal(await without.locator('#root.dom-ui').count(), 1);
  await without.getByRole('button', { name: 'Save' }).click();
  await without.getByText('Saved 1 times').waitFor();
  await without.context().close();
});

test('text of canvas and page have the same width, at every pixel ratio and text size', async () => {
  for (const deviceScaleFactor of [1, 1.25, 2]) {
    const page = await open({ deviceScaleFactor });
    const found = await page.evaluate(() => {
      const canvas = document.getElementById('canvas');
      const ratios = [canvas.width / canvas.clientWidth, canvas.height / canvas.clientHeight];
      const wrong = [];
      for (const element of document.querySelectorAll('span[data-node], h1, h2')) {
        if (!/^[\x20-\x7eåäöÅÄÖ]+$/.test(element.textContent)) continue;
        const range = document.createRange();
        range.selectNodeContents(element);
        const shown = range.getBoundingClientRect().width;
        const said = parseFloat(element.style.width);
        if (Math.abs(shown - said) > 1) wrong.push(`${element.textContent}: ${shown} in the page, ${said} on the canvas`);
      }
      return { ratios, wrong };
    });
    for (const ratio of found.ratios) assert.ok(Math.abs(ratio - deviceScaleFactor) < 0.01, `${ratio}`);
    assert.deepEqual(found.wrong, []);
    await closeWithoutFaults(page);
  }
  const large = await newPage(browser);
  await large.addInitScript(() => document.addEventListener('readystatechange', () => { document.documentElement.style.fontSize = '24px'; }));
  await large.goto(server.url);
  await settled(large);
  assert.equal(Math.round((await large.getByRole('button', { name: 'Save' }).boundingBox()).height), 54);
  await large.context().close();
});

test('a finger scrolls the list and taps a row', async () => {
  const page = await open({ hasTouch: true });
  const cdp = await page.context().newCDPSession(page);
  const touch = (type, y) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: 600, y }] });
  await touch('touchStart', 560);
  for (let y = 540; y >= 300; y -= 20) await touch('touchMove', y);
  await touch('touchEnd');
  await settled(page, 400);
  const first = Number(await page.getByRole('row').nth(1).getAttribute('aria-rowindex'));
  assert.ok(first > 5, `row ${first}`);
  await page.getByRole('link', { name: `Customer ${first + 3}`, exact: true }).tap();
  await page.getByText(`Opened ${first + 3}`).waitFor();
  await closeWithoutFaults(page);
});

test('what is typed before the program arrives is kept, with the focus', async () => {
  const page = await newPage(browser);
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(server.url);
  await page.getByLabel('User name').fill('admin@sample');
  await page.getByLabel('Password').fill('secret');
  await page.getByLabel('User name').focus();
  assert.deepEqual(await axeViolations(page), []);
  await page.keyboard.press('End');
  const field = await page.evaluateHandle(() => document.activeElement);
  release();
  await page.locator('#root.live').waitFor();
  await settled(page);
  assert.ok(await field.evaluate((element) => element === document.activeElement && element.isConnected));
  await page.keyboard.type('.example');
  await settled(page);
  assert.equal(await page.locator('[id="main/sign-in/user"]').inputValue(), 'admin@sample.example');
  assert.equal(await page.locator('[id="main/sign-in/password"]').inputValue(), 'secret');
  assert.equal(await page.locator('.static-submit').count(), 0);
  await closeWithoutFaults(page);
});

test('Enter before the program arrives submits when it has', async () => {
  const page = await newPage(browser);
  await page.route('**/*.wasm', (route) => setTimeout(() => route.continue(), 1500));
  await page.goto(server.url);
  await page.getByLabel('Password').fill('secret');
  await page.keyboard.press('Enter');
  await page.locator('#root.live').waitFor();
  await page.getByText('Saved 1 times').waitFor();
  await closeWithoutFaults(page);
});
