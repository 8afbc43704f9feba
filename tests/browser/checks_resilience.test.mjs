// The page when the machine, the network or the person's settings are not as hoped for: no WebGL, slow network, hidden tab,
// zoom, forced colours, paper (checks 31, 33 to 36 and 41 of the client guide).
import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { axeViolations, close, languages, ready, settled, signInByForm, startEditor, texts, variants } from '../support/editor_pages.mjs';
import { launchBrowser, newPage } from '../support/browser.mjs';
import { difference, readPng } from '../support/pixels.mjs';
import { bundle, inProject } from '../support/project.mjs';

let editor;
let customer;
before(async () => {
  editor = await startEditor();
  customer = await editor.customer('SKF');
});
after(() => editor?.end());

const LIMIT_BYTES = 350_000;
const edit = (options) => editor.open(`/customers/${customer.id}/edit`, options);
const withoutWebGl = ['--disable-gpu', '--disable-software-rasterizer', '--disable-3d-apis'];

// The whole task on the elements alone.
async function changeCity(page, text, city) {
  await page.getByRole('textbox', { name: text.city }).fill(city);
  await page.getByRole('button', { name: text.submit, exact: true }).click();
  await page.getByRole('button', { name: text.update }).waitFor();
  await page.getByText(new RegExp(city)).first().waitFor();
}

test('nothing is drawn while nothing happens, with the caret in a field too, and the browser rests', async () => {
  const page = await edit();
  const session = await editor.browser.newBrowserCDPSession();
  const used = async () => (await session.send('SystemInfo.getProcessInfo')).processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  const frames = () => page.evaluate(() => globalThis.__ui.frames);
  await page.evaluate(() => document.activeElement.blur());
  await page.mouse.move(0, 0);
  await page.waitForTimeout(1000);
  await settled(page);
  const [before, cpu] = [await frames(), await used()];
  await page.waitForTimeout(5000);
  const share = (await used() - cpu) / 5;
  assert.equal(await frames(), before);
  assert.ok(share < 0.02, `${(share * 100).toFixed(2)} % of a processor`);
  await page.getByRole('textbox', { name: texts.en.city }).focus();
  await settled(page, 1000);
  const focused = await frames();
  await page.waitForTimeout(3000);
  assert.equal(await frames(), focused, 'with the caret in a field');
  await close(page);
});

test('in a hidden tab nothing is drawn, what was typed is kept, and it goes on when seen again', async () => {
  const page = await edit();
  const city = page.getByRole('textbox', { name: texts.en.city });
  await city.fill('Hudiksvall');
  const hide = (hidden) => page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    Object.defineProperty(document, 'visibilityState', { value: value ? 'hidden' : 'visible', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
  await hide(true);
  assert.ok(await page.evaluate(() => Object.keys(localStorage).some((key) => key.includes('draft/') && localStorage[key].includes('Hudiksvall'))), 'kept at once');
  await settled(page);
  const frames = await page.evaluate(() => globalThis.__ui.frames);
  await page.waitForTimeout(1000);
  assert.equal(await page.evaluate(() => globalThis.__ui.frames), frames);
  await hide(false);
  await settled(page);
  assert.equal(await city.inputValue(), 'Hudiksvall');
  await close(page);
});

test(`all that is sent is at most ${LIMIT_BYTES} bytes, and the first frame comes within 1.5 s`, async () => {
  const files = readdirSync(bundle).filter((file) => !/license/.test(file));
  const page = await editor.page();
  let sent = 0;
  page.on('response', async (response) => {
    const file = new URL(response.url()).pathname.slice(1) || 'index.html';
    const name = files.includes(`${file}.br`) ? `${file}.br` : file;
    if (files.includes(name)) sent += statSync(inProject(bundle, name)).size;
  });
  await page.goto(editor.server.url);
  await ready(page);
  const first = await page.evaluate(() => performance.getEntriesByType('paint').find(({ name }) => name === 'first-contentful-paint').startTime);
  assert.ok(sent > 100_000 && sent <= LIMIT_BYTES, `${sent} bytes`);
  assert.ok(first < 1500, `${first} ms`);
  await close(page);
});

for (const { language, size, text, name } of variants) {
  test(`a slow network: signing in can be typed before the program is there, and is carried out when it is (${name})`, async () => {
    const page = await editor.page({ language, size });
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    await page.route('**/*.wasm', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(editor.server.url);
    const { user, password } = await editor.user();
    await signInByForm(page, text, { user, password });
    assert.deepEqual(await axeViolations(page), []);
    assert.equal(await page.getByLabel(text.userName, { exact: true }).inputValue(), user);
    release();
    await page.getByRole('heading', { level: 1, name: text.customers }).waitFor();
    assert.deepEqual(page.faults, []);
    await close(page);
  });

  test(`the server does not answer: the page says so, and tries again when asked (${name})`, async () => {
    const page = await editor.open('/customers?q=SKF', { language, size });
    await page.route('**/v1/**', (route) => route.abort());
    await page.getByRole('link', { name: customer.companyProfile.companyName }).first().click();
    const alert = page.getByRole('alert').filter({ hasText: language === 'en' ? 'The server does not answer' : 'Servern svarar inte' });
    await alert.waitFor();
    await settled(page, 100);
    assert.deepEqual(await axeViolations(page), []);
    await page.unroute('**/v1/**');
    await page.getByRole('button', { name: text.tryAgain }).click();
    await page.getByRole('heading', { level: 1, name: customer.companyProfile.companyName }).waitFor();
    await page.getByRole('button', { name: text.update }).waitFor();
    await close(page);
  });

  test(`at ${name} a part of the program that does not arrive is told, with a way to try again`, async () => {
    const page = await editor.page({ language, size });
    await page.route('**/*.wasm', (route) => route.abort());
    await page.goto(editor.server.url + '/customers');
    const again = page.getByRole('button', { name: text.tryAgain });
    await again.waitFor();
    assert.deepEqual(await axeViolations(page), []);
    await page.unroute('**/*.wasm');
    await again.click();
    await page.getByLabel(text.userName, { exact: true }).waitFor();
    await page.locator('#root.live').waitFor();
    await close(page);
  });
}

for (const language of languages) {
  const text = texts[language];
  test(`a lost drawing context: typing goes on, and the picture comes back as it was (${language})`, async () => {
    const page = await edit({ language });
    const city = page.getByRole('textbox', { name: text.city });
    await city.fill('Ystad');
    await page.evaluate(() => document.activeElement.blur());
    await page.getByRole('status').filter({ hasText: /Draft saved|Utkast sparat/ }).waitFor();
    await settled(page);
    const before = await page.screenshot();
    await page.evaluate(() => {
      globalThis.extension = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
      globalThis.extension.loseContext();
    });
    await page.waitForTimeout(200);
    await page.evaluate(() => globalThis.extension.restoreContext());
    await settled(page, 500);
    assert.equal(difference(readPng(await page.screenshot()), readPng(before)), null);
    await page.evaluate(() => globalThis.extension.loseContext());
    await page.locator('#root.dom-ui').waitFor();
    await changeCity(page, text, `Visby ${language}`);
    await page.evaluate(() => globalThis.extension.restoreContext());
    await page.locator('#root:not(.dom-ui)').waitFor();
    await close(page);
  });

  test(`forced colours: the elements are what is seen, and the whole task works (${language})`, async () => {
    const page = await edit({ language, forcedColors: 'active' });
    await page.locator('#root.dom-ui').waitFor();
    assert.equal(await page.locator('canvas').isVisible(), false);
    const invisible = await page.evaluate(() => [...document.querySelectorAll('main [data-node]')].filter((element) => {
      const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
      return (own || element.matches('input')) && getComputedStyle(element).color === 'rgba(0, 0, 0, 0)';
    }).map((element) => element.outerHTML.slice(0, 100)));
    assert.deepEqual(invisible, []);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'none');
    // What is wrong is read there too, not only drawn.
    await page.getByRole('textbox', { name: text.postalCode }).fill('12');
    await page.keyboard.press('Control+Enter');
    const summary = page.getByRole('alert').filter({ hasText: text.summary });
    await summary.waitFor();
    assert.deepEqual(await axeViolations(page), []);
    await page.getByRole('textbox', { name: text.postalCode }).fill('415 50');
    await changeCity(page, text, `Falun ${language}`);
    await close(page);
  });

  test(`on paper every label and value is there (${language})`, async () => {
    const page = await editor.open(`/customers/${customer.id}`, { language, size: 'narrow' });
    const wanted = await page.evaluate(() => [...document.querySelectorAll('main [role=term], main [role=definition], main h1, main h2')].map((element) => element.textContent));
    assert.ok(wanted.length > 20);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const printed = await page.evaluate(() => [...document.querySelectorAll('main [role=term], main [role=definition], main h1, main h2')].map((element) => {
      const { color, visibility, display } = getComputedStyle(element);
      let hidden = false;
      const box = element.getBoundingClientRect();
      for (let parent = element.parentElement; parent; parent = parent.parentElement) {
        const clip = getComputedStyle(parent).overflowY !== 'visible' && parent !== document.documentElement && parent !== document.body;
        const around = parent.getBoundingClientRect();
        if (clip && (box.bottom > around.bottom + 1 || box.top < around.top - 1)) hidden = true;
      }
      return { text: element.textContent, seen: !hidden && color === 'rgb(0, 0, 0)' && visibility === 'visible' && display !== 'none' };
    }));
    assert.deepEqual(printed.filter(({ seen }) => !seen), []);
    assert.deepEqual(printed.map(({ text: shown }) => shown), wanted);
    assert.ok((await page.pdf()).length > 10_000);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: 'screen' });
    await settled(page, 100);
    assert.equal(await page.locator('#root.dom-ui').count(), 0);
    await close(page);
  });

  test(`no WebGL2 at all: the elements are the page (${language})`, async () => {
    const browser = await launchBrowser({ args: withoutWebGl });
    const page = await newPage(browser, { locale: text.locale });
    page.setDefaultTimeout(15_000);
    await page.goto(editor.server.url);
    await page.locator('#root.dom-ui').waitFor();
    await signInByForm(page, text, await editor.user());
    await page.getByRole('heading', { level: 1, name: text.customers }).waitFor();
    await page.goto(`${editor.server.url}/customers/${customer.id}/edit`);
    await changeCity(page, text, `Luleå ${language}`);
    await browser.close();
  });
}

for (const deviceScaleFactor of [1, 1.25, 1.5, 2, 3]) {
  test(`every pixel is the screen's own at a ratio of ${deviceScaleFactor}`, async () => {
    const page = await edit({ deviceScaleFactor });
    const { width, height, css } = await page.evaluate(() => {
      const canvas = document.getElementById('canvas');
      return { width: canvas.width, height: canvas.height, css: [canvas.clientWidth, canvas.clientHeight] };
    });
    assert.deepEqual([width, height], css.map((length) => Math.round(length * deviceScaleFactor)));
    await close(page);
  });
}

test('zoomed to 400 per cent, and with larger text, the whole task is there without scrolling sideways', async () => {
  const page = await edit({ width: 320, height: 256 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  for (const name of [texts.en.postalCode, texts.en.city]) {
    const field = page.getByRole('textbox', { name });
    await field.focus();
    await settled(page, 100);
    const { x, y, width, height } = await field.boundingBox();
    assert.ok(x >= 0 && x + width <= 320 && y >= 0 && y + height <= 256, name);
  }
  await page.getByRole('button', { name: texts.en.submit, exact: true }).focus();
  await settled(page, 100);
  const { y, height } = await page.getByRole('button', { name: texts.en.submit, exact: true }).boundingBox();
  assert.ok(y >= 0 && y + height <= 256, 'Submit can be reached');
  await close(page);

  const large = await editor.page();
  await large.addInitScript(() => document.addEventListener('readystatechange', () => { document.documentElement.style.fontSize = '24px'; }));
  await large.goto(editor.server.url);
  await ready(large);
  assert.ok((await large.getByRole('button', { name: texts.en.signIn, exact: true }).boundingBox()).height >= 54);
  await close(large);
});

test('less motion: no frames of a turning wheel while it is saved; dark and more contrast are drawn anew at once', async () => {
  const page = await edit({ reducedMotion: 'reduce' });
  await page.route('**/profiles/billing', (route) => setTimeout(() => route.continue(), 1500));
  await page.getByRole('textbox', { name: texts.en.city }).fill('Umeå');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: texts.en.saving }).waitFor();
  await settled(page, 300);
  assert.equal(await page.getByRole('button', { name: texts.en.saving }).count(), 1, 'still while it saves');
  await page.getByRole('button', { name: texts.en.update }).waitFor();
  await settled(page);
  const pictures = [readPng(await page.screenshot())];
  for (const media of [{ colorScheme: 'dark' }, { colorScheme: 'light', contrast: 'more' }]) {
    await page.emulateMedia(media);
    await settled(page);
    pictures.push(readPng(await page.screenshot()));
  }
  assert.ok(difference(pictures[0], pictures[1]) && difference(pictures[0], pictures[2]) && difference(pictures[1], pictures[2]));
  await close(page);
});
