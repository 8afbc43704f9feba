// Every script, typed and shown: by the browser's own letters, never as empty boxes, in form, account and list (check 42 of
// the client guide), and the order of Swedish letters (38).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { close, ready, settled, startEditor, texts } from '../support/editor_pages.mjs';
import { contrast, difference, readPng } from '../support/pixels.mjs';

const names = {
  'Latin with diacritics': 'Åström Łódź Čěšţĳ Ðuế AB', Greek: 'Ελληνική Εταιρεία', Cyrillic: 'Общество Ёлка', Hebrew: 'חברה לדוגמה', Arabic: 'شركة المثال',
  Devanagari: 'उदाहरण कंपनी', Thai: 'บริษัทตัวอย่าง', Chinese: '示例有限公司', Japanese: '株式会社サンプル', Korean: '주식회사 예시', emoji: 'Kaffe ☕ 🧁 AB',
};

let editor;
let customer;
before(async () => {
  editor = await startEditor();
  customer = await editor.customer('SKF');
});
after(() => editor?.end());

// Letters that this machine has no picture for are all drawn alike: as the box of a letter that nobody has.
const emptyBoxes = (page, text) => page.evaluate((wanted) => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [64, 64];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.font = "400 32px Inter, system-ui, 'Noto Sans', sans-serif";
  const picture = (letter) => {
    context.clearRect(0, 0, 64, 64);
    context.fillText(letter, 4, 44);
    return context.getImageData(0, 0, 64, 64).data.join();
  };
  const box = picture('\u{10FFFE}');
  return [...wanted].filter((letter) => /\p{L}|\p{Extended_Pictographic}/u.test(letter) && picture(letter) === box);
}, text);

// The heading as it is seen, as a picture.
async function headingPicture(page) {
  const { x, y, width, height } = await page.getByRole('heading', { level: 1 }).boundingBox();
  return readPng(await page.screenshot({ clip: { x, y: y - 2, width: Math.max(8, width), height: height + 4 } }));
}

let seen = 0;
for (const [index, [script, company]] of Object.entries(names).entries()) {
  const language = Object.keys(texts)[index % 2];
  const size = ['wide', 'narrow'][(index >> 1) % 2];
  test(`${script}: typed into the form, shown in account and list (${language}, ${size})`, async () => {
    const text = texts[language];
    const page = await editor.open(`/customers/${customer.id}/edit`, { language, size });
    assert.deepEqual(await emptyBoxes(page, company), [], 'the machine has its letters');
    const field = page.getByRole('textbox', { name: text.nameOnInvoices });
    await field.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(company);
    await settled(page, 100);
    assert.equal(await field.inputValue(), company);
    const { x, y, width, height } = await field.boundingBox();
    const clip = { x: x + 8, y: y + 6, width: width - 60, height: height - 12 };
    const editing = readPng(await page.screenshot({ clip, caret: 'hide' }));
    assert.ok(contrast(editing) > 7, 'seen while it is typed');
    await page.keyboard.press('Tab');
    await settled(page, 100);
    assert.ok(contrast(readPng(await page.screenshot({ clip }))) > 7, 'and after');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: text.update }).waitFor();
    await page.getByRole('heading', { level: 1, name: company }).waitFor();
    await settled(page, 100);
    const drawn = await headingPicture(page);
    assert.ok(contrast(drawn) > 7, 'the heading is drawn');
    const shown = await page.getByRole('heading', { level: 1 }).evaluate((heading) => {
      const range = document.createRange();
      range.selectNodeContents(heading);
      return { drawn: parseFloat(heading.style.width), page: range.getBoundingClientRect().width };
    });
    assert.ok(shown.drawn > 40 && Math.abs(shown.drawn - shown.page) < 4, `the canvas draws it ${shown.drawn} wide, the page would ${shown.page}`);
    // The canvas drew something else than the box of unknown letters.
    await page.evaluate((letters) => { document.querySelector('h1').firstChild.data = '\u{10FFFE}'.repeat(letters); }, [...company].length);
    await page.evaluate(() => document.getElementById('root').classList.add('dom-ui'));
    const boxes = await headingPicture(page);
    assert.ok(boxes.width !== drawn.width || boxes.height !== drawn.height || difference(drawn, boxes), 'not the boxes of unknown letters');
    await page.goto(`${editor.server.url}/customers?q=${encodeURIComponent(customer.companyProfile.domain)}`);
    await ready(page);
    const row = page.getByRole('row').last();
    assert.ok((await row.getByRole('link').textContent()).length > 0);
    assert.deepEqual(page.faults, []);
    await close(page);
    seen += 1;
  });
}

test('å, ä and ö stand behind z', async () => {
  const { items } = await (await (await editor.ask())('/v1/customers?size=500')).json();
  const first = items.map(({ companyProfile }) => companyProfile.companyName.normalize('NFC')[0].toLowerCase());
  const [z, ring, dots, o] = ['z', 'å', 'ä', 'ö'].map((letter) => first.lastIndexOf(letter));
  const after_z = [ring, dots, o].filter((place) => place >= 0);
  assert.ok(after_z.length > 0, 'some begin so');
  assert.ok(after_z.every((place) => place > z), `z at ${z}, å at ${ring}, ä at ${dots}, ö at ${o} of ${items.length}`);
});

test('every script was seen', () => assert.equal(seen, Object.keys(names).length));
