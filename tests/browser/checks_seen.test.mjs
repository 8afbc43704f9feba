// What is seen: the ring of the focus, contrast of every text, nothing cut off or on top of another, and targets large
// enough, by geometry and by pixels (checks 3, 4, 9 and 37 of the client guide).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { close, ready, settled, startEditor, texts, variants } from '../support/editor_pages.mjs';
import { collisions, cutOff, look, outside } from '../support/geometry.mjs';
import { contrast, difference, readPng } from '../support/pixels.mjs';

let editor;
let customer;
before(async () => {
  editor = await startEditor();
  customer = await editor.customer('SKF');
});
after(() => editor?.end());

const views = { list: () => '/customers?q=SKF', account: () => `/customers/${customer.id}`, edit: () => `/customers/${customer.id}/edit` };
const RING = 4;  // how far outside of a control it is drawn at most

let seen = 0;
for (const width of [320, 390, 768, 1440]) {
  for (const language of Object.keys(texts)) {
    for (const view of Object.keys(views)) {
      test(`nothing is cut off, on top of another, or too small to hit: ${view} at ${width} (${language})`, async () => {
        const page = await editor.open(views[view](), { language, width, height: width < 500 ? 844 : 900 });
        for (const state of view === 'edit' ? ['as opened', 'with faults'] : ['as opened']) {
          if (state === 'with faults') {
            await page.getByRole('textbox', { name: texts[language].postalCode }).fill('12');
            await page.getByRole('textbox', { name: texts[language].city }).fill('');
            await page.keyboard.press('Control+Enter');
            await page.getByRole('alert').filter({ hasText: texts[language].summary }).waitFor();
            await settled(page);
          }
          const nodes = await look(page);
          assert.ok(nodes.length > (view === 'list' ? 8 : 20), `${nodes.length} texts and controls`);
          assert.deepEqual(outside(nodes), [], `${state}: outside of the page`);
          assert.deepEqual(cutOff(nodes), [], `${state}: cut off`);
          assert.deepEqual(collisions(nodes), [], state);
          const small = nodes.filter((node) => node.isControl && node.seen && (node.right - node.left < 24 || node.bottom - node.top < 23.9));
          // A link in a line of text may be as high as its line, where nothing else is near (WCAG 2.5.8).
          assert.deepEqual(small.filter(({ tag }) => tag !== 'a').map((node) => `${node.tag} "${node.text}"`), [], state);
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight), true);
        }
        await close(page);
        seen += 1;
      });
    }
  }
}

// Pixels are costly: each language and each size once.
const some = variants.filter(({ language, size }) => (language === 'en') === (size === 'wide'));
for (const { language, size, name } of some) {
  test(`every stop of Tab has a ring that is seen whole, where its element is (${name})`, async () => {
    const page = await editor.open(views.edit(), { language, size });
    const { width, height } = page.viewportSize();
    let rings = 0;
    for (let i = 0; i < 14; i += 1) {
      await page.keyboard.press('Tab');
      await settled(page, 60);
      const stop = await page.evaluate(() => {
        const { left, top, right, bottom } = document.activeElement.getBoundingClientRect();
        return { left, top, right, bottom, node: document.activeElement.dataset.node, name: document.activeElement.outerHTML.slice(0, 120), type: document.activeElement.type };
      });
      if (!stop.node) continue;  // the link past the menus draws itself
      assert.ok(stop.left >= 0 && stop.top >= 0 && stop.right <= width && stop.bottom <= height, `${stop.name} is in view`);
      const clip = { x: Math.max(0, stop.left - 12), y: Math.max(0, stop.top - 12) };
      Object.assign(clip, { width: Math.min(width, stop.right + 12) - clip.x, height: Math.min(height, stop.bottom + 12) - clip.y });
      const focused = readPng(await page.screenshot({ clip, caret: 'hide' }));
      await page.evaluate(() => document.activeElement.blur());
      await settled(page, 60);
      const calm = readPng(await page.screenshot({ clip, caret: 'hide' }));
      const ring = difference(focused, calm);
      assert.ok(ring && ring.count > 60, `${stop.name} shows that it has the focus`);
      const around = { left: clip.x + ring.left - stop.left, top: clip.y + ring.top - stop.top, right: clip.x + ring.right - stop.right, bottom: clip.y + ring.bottom - stop.bottom };
      for (const [side, distance] of Object.entries(around)) assert.ok(Math.abs(distance) <= RING + 2, `${stop.name}: ${side} of the ring is ${distance} from its element`);
      rings += 1;
      await page.evaluate((node) => document.querySelector(`[data-node="${node}"]`).focus({ preventScroll: true }), stop.node);
    }
    assert.ok(rings >= 12, `${rings} rings`);
    await close(page);
    seen += 1;
  });
}

for (const { language, size, name } of variants) {
  test(`where the elements are what is seen, as in forced colours, nothing lies on top of another (${name})`, async () => {
    const page = await editor.open('/customers', { language, size, forcedColors: 'active' });
    for (const view of ['long list', 'account', 'edit']) {
      if (view !== 'long list') {
        await page.goto(editor.server.url + views[view]());
        await ready(page);
      }
      const nodes = await look(page);
      assert.deepEqual(collisions(nodes), [], view);
      assert.deepEqual(outside(nodes), [], view);
      assert.deepEqual(nodes.filter(({ cutAway }) => cutAway).map(({ text: shown }) => shown), [], `${view}: names are seen`);
    }
    await close(page);
    seen += 1;
  });
}

for (const colorScheme of ['light', 'dark']) {
  for (const { language, size, name } of some) {
    test(`every text has a contrast of 4.5 to 1 or more: ${colorScheme} (${name})`, async () => {
      const page = await editor.open(views.account(), { language, size, colorScheme, deviceScaleFactor: 2 });
      let texts_seen = 0;
      for (const view of ['account', 'edit', 'list']) {
        await page.goto(editor.server.url + views[view]());
        await ready(page);
        const whole = await page.screenshot();
        const picture = readPng(whole);
        for (const node of await look(page)) {
          if (!node.seen || !node.text || (node.isControl && node.tag !== 'button') || node.bottom - node.top < 8) continue;
          const [x, y] = [Math.max(0, Math.floor(node.left * 2)), Math.max(0, Math.floor(node.top * 2))];
          const part = { width: Math.min(picture.width - x, Math.ceil((node.right - node.left) * 2)), height: Math.min(picture.height - y, Math.ceil((node.bottom - node.top) * 2)), channels: picture.channels };
          if (part.width <= 0 || part.height <= 0) continue;
          part.data = Buffer.concat(Array.from({ length: part.height }, (_, row) => {
            const start = ((y + row) * picture.width + x) * picture.channels;
            return picture.data.subarray(start, start + part.width * picture.channels);
          }));
          const found = contrast(part);
          const needed = node.tag === 'button' && !/\p{L}{3}/u.test(node.text) ? 3 : 4.4;
          assert.ok(found >= needed, `${view}: ${node.tag} "${node.text}" has ${found.toFixed(2)}`);
          texts_seen += 1;
        }
      }
      assert.ok(texts_seen > 40, `${texts_seen} texts`);
      await close(page);
      seen += 1;
    });
  }
}

test('everything was seen', () => assert.equal(seen, 4 * 2 * 3 + variants.length + 3 * some.length));
