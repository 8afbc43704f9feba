// The customer list: search, counts, address, Back, keys, and a hundred thousand rows (checks 16, 23, 24, 30 and 32 of the
// client guide).
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

const COUNT = 100_000;
const count = (page) => page.getByRole('status').filter({ hasText: /\d/ });
const searchbox = (page, text) => page.getByRole('searchbox', { name: text.search });

let seen = 0;
for (const { language, size, text, name } of variants) {
  test(`search: counted, in the address, back by Back, and help where nothing is found (${name})`, async () => {
    const page = await editor.open('/customers', { language, size });
    const all = await (await (await editor.ask())('/v1/customers?size=1')).json();
    assert.ok((await count(page).textContent()).includes(text.number(all.matchingCount)), await count(page).textContent());
    await searchbox(page, text).fill('sk');
    await page.waitForURL('**/customers?q=sk');
    await settled(page);
    const { matchingCount } = await (await (await editor.ask())('/v1/customers?search=sk&size=1')).json();
    assert.ok((await count(page).textContent()).startsWith(`${text.number(matchingCount)} `), await count(page).textContent());
    assert.equal(Number(await page.getByRole('table').getAttribute('aria-rowcount')), matchingCount + 1);
    await searchbox(page, text).fill('SKF');
    await page.waitForURL('**/customers?q=SKF');
    await settled(page);
    await page.getByRole('link', { name: customer.companyProfile.companyName }).first().click();
    await page.getByRole('heading', { level: 1, name: customer.companyProfile.companyName }).waitFor();
    assert.equal(new URL(page.url()).pathname, `/customers/${customer.id}`);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: text.customers }).waitFor();
    await settled(page);
    assert.equal(await searchbox(page, text).inputValue(), 'SKF', 'Back finds the search as it was');
    await page.goForward();
    await page.getByRole('heading', { level: 1, name: customer.companyProfile.companyName }).waitFor();
    await page.goto(`${editor.server.url}/customers?q=qqqqq`);
    await page.getByRole('heading', { level: 2, name: text.noMatch }).waitFor();
    await page.getByRole('button', { name: text.clearSearch }).last().click();
    await page.waitForURL('**/customers');
    await page.getByRole('table').waitFor();
    await settled(page);
    assert.equal(await searchbox(page, text).inputValue(), '');
    assert.deepEqual(page.faults, []);
    await close(page);
    seen += 1;
  });

  test(`every view by its address, after a reload, and in a tab of its own (${name})`, async () => {
    const page = await editor.open(`/customers/${customer.id}`, { language, size });
    const company = customer.companyProfile.companyName;
    assert.equal(await page.title(), `${company} - ${text.customers} - Kundkonto`);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: company }).waitFor();
    await page.goto(`${editor.server.url}/customers/${customer.id}/edit`);
    await page.getByRole('textbox', { name: text.city }).waitFor();
    await page.reload();
    await page.getByRole('textbox', { name: text.city }).waitFor();
    await page.goto(`${editor.server.url}/customers?q=SKF`);
    await ready(page);
    const link = page.getByRole('row').last().getByRole('link', { name: company });
    const [other] = await Promise.all([page.context().waitForEvent('page'), link.click({ modifiers: ['Control'] })]);
    await other.getByRole('heading', { level: 1, name: company }).waitFor();
    assert.equal(new URL(page.url()).search, '?q=SKF', 'this page stays where it is');
    await other.close();
    // Who comes by a link and is not signed in, is there after signing in.
    const stranger = await editor.page({ language, size });
    await stranger.goto(`${editor.server.url}/customers/${customer.id}`);
    const { user, password } = await editor.user();
    await stranger.getByLabel(text.userName, { exact: true }).fill(user);
    await stranger.getByLabel(text.password, { exact: true }).fill(password);
    await stranger.getByLabel(text.password, { exact: true }).press('Enter');
    await stranger.getByRole('heading', { level: 1, name: company }).waitFor();
    await close(stranger);
    await close(page);
    seen += 1;
  });

  test(`a hundred thousand rows: few in the page, the last one by one key (${name})`, async () => {
    const page = await editor.open('/customers?q=SKF', { language, size });
    // The server's own answer, many times over: what counts here is what the page does with the number.
    await page.route('**/v1/customers?*', async (route) => {
      const { searchParams } = new URL(route.request().url());
      const [offset, rows] = [Number(searchParams.get('offset')), Number(searchParams.get('size'))];
      const items = Array.from({ length: Math.min(rows, COUNT - offset) }, (_, i) => ({
        ...customer, companyProfile: { ...customer.companyProfile, companyName: `Kund ${offset + i} AB` },
      }));
      await route.fulfill({ json: { totalCount: COUNT, matchingCount: COUNT, customerCount: COUNT, items, attributes: { objectType: 'Collection' } } });
    });
    await searchbox(page, text).fill('k');
    await page.getByRole('link', { name: 'Kund 0 AB', exact: true }).waitFor();
    await settled(page);
    const table = page.getByRole('table', { name: text.list });
    assert.equal(await table.getAttribute('aria-rowcount'), String(COUNT + 1));
    assert.equal(await page.getByRole('row').nth(1).getAttribute('aria-rowindex'), '2');
    await page.evaluate(() => document.activeElement.blur());
    const { x, y, width, height } = await table.boundingBox();
    await page.mouse.move(x + width / 2, y + Math.min(height, 400) / 2);
    // What a frame costs is measured by script/bench.
    for (let i = 0; i < 30; i += 1) {
      const frames = await page.evaluate(() => globalThis.__ui.frames);
      await page.mouse.wheel(0, 400);
      await page.waitForFunction((before) => globalThis.__ui.frames > before, frames);
    }
    await settled(page);
    assert.ok(await page.getByRole('row').count() <= 60);
    await page.keyboard.press('End');
    await page.getByRole('link', { name: `Kund ${COUNT - 1} AB`, exact: true }).waitFor();
    await settled(page);
    assert.equal(await page.getByRole('row').last().getAttribute('aria-rowindex'), String(COUNT + 1));
    assert.ok(await page.getByRole('row').count() <= 60);
    const last = await page.getByRole('link', { name: `Kund ${COUNT - 1} AB`, exact: true }).boundingBox();
    assert.ok(last.y + last.height <= page.viewportSize().height + 1, 'and is seen whole');
    await close(page);
    seen += 1;
  });

  test(`an answer that comes late does not take the place of a newer one; letters are seen at once (${name})`, async () => {
    const page = await editor.open('/customers', { language, size });
    const asked = [];
    await page.route('**/v1/customers?*', async (route) => {
      const search = new URL(route.request().url()).searchParams.get('search');
      asked.push(search);
      if (search === 'vol') await new Promise((resolve) => { setTimeout(resolve, 1500); });
      await route.continue().catch(() => {});
    });
    await searchbox(page, text).fill('vol');
    await page.waitForURL('**/customers?q=vol');
    await searchbox(page, text).fill('SKF');
    await page.waitForURL('**/customers?q=SKF');
    await page.waitForTimeout(1700);
    await settled(page);
    assert.match(await count(page).textContent(), /^1 .*SKF/);
    assert.equal(await page.getByRole('row').last().getByRole('link').textContent(), customer.companyProfile.companyName);
    asked.length = 0;
    await searchbox(page, text).fill('');
    await page.keyboard.type('ericsson', { delay: 20 });
    const frames = await page.evaluate(() => new Promise((resolve) => {
      const field = document.activeElement;
      const before = globalThis.__ui.frames;
      field.value += 'X';
      field.dispatchEvent(new Event('input', { bubbles: true }));
      const look = () => (globalThis.__ui.frames > before ? resolve({ frames: globalThis.__ui.frames - before, value: field.value }) : requestAnimationFrame(look));
      look();
    }));
    assert.ok(frames.frames <= 2 && frames.value === 'ericssonX', JSON.stringify(frames));
    await page.waitForURL('**/customers?q=ericssonX');
    assert.ok(asked.length <= 3, `${asked.length} questions for eight letters: ${asked}`);
    assert.ok((await focusOf(page)).name === text.search);
    await close(page);
    seen += 1;
  });
}

test('everything was seen in both languages and sizes', () => assert.equal(seen, 4 * variants.length));
