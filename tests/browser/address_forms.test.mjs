// The address form in Chromium: each country's parts in its own order, by its own labels, in both languages; what is seen, what
// a screen reader reads, and where Tab goes are one order.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { axeViolations, launchBrowser, newPage, screenshot, settled } from '../support/browser.mjs';
import { newDataFolder, removeFolder, sampleUser, signIn, startServer } from '../support/server.mjs';

const texts = {
  en: { locale: 'en-US', userName: 'User name', password: 'Password', signIn: 'Sign in', customers: 'Customers' },
  sv: { locale: 'sv-SE', userName: 'Användarnamn', password: 'Lösenord', signIn: 'Logga in', customers: 'Kunder' },
};
// Rows of fields, by label; a field that a country does not require is not marked so.
const forms = [
  {
    country: 'US', company: 'Apple Inc.',
    en: [['Address line 1', 'Address line 2'], ['City'], ['State', 'ZIP code']],
    sv: [['Adressrad 1', 'Adressrad 2'], ['Ort'], ['Delstat', 'ZIP-kod']],
    required: [0, 2, 3, 4], chosen: 'California',
  },
  {
    country: 'JP', company: '国立大学法人北海道大学',
    en: [['Postal code', 'Prefecture'], ['City'], ['Address line 1', 'Address line 2']],
    sv: [['Postnummer', 'Prefektur'], ['Ort'], ['Adressrad 1', 'Adressrad 2']],
    required: [0, 1, 3], chosen: 'Hokkaido (北海道)',
  },
  {
    country: 'JP in Latin letters', company: 'Honda Motor Co., Ltd.',
    en: [['Address line 1', 'Address line 2'], ['City', 'Prefecture'], ['Postal code']],
    sv: [['Adressrad 1', 'Adressrad 2'], ['Ort', 'Prefektur'], ['Postnummer']],
    required: [0, 3, 4], chosen: 'Tokyo (東京都)',
  },
  {
    country: 'SE', company: 'Telefonaktiebolaget L M Ericsson',
    en: [['Address line 1', 'Address line 2'], ['Postal code', 'City'], ['Region']],
    sv: [['Adressrad 1', 'Adressrad 2'], ['Postnummer', 'Ort'], ['Region']],
    required: [0, 2, 3],
  },
  {
    country: 'HK', company: '香港大學',
    en: [['Area', 'District'], ['Address line 1', 'Address line 2']],
    sv: [['Område', 'Distrikt'], ['Adressrad 1', 'Adressrad 2']],
    required: [0, 2], chosen: 'Hong Kong Island (香港島)',
  },
  {
    country: 'DE', company: 'adidas AG',
    en: [['Address line 1', 'Address line 2'], ['Postal code', 'City'], ['Region']],
    sv: [['Adressrad 1', 'Adressrad 2'], ['Postnummer', 'Ort'], ['Region']],
    required: [0, 2, 3],
  },
];

let server;
let browser;
const ids = new Map();

before(async () => {
  server = await startServer({ data: await newDataFolder() });
  browser = await launchBrowser();
  const ask = await signIn(server, 'sales_agent');
  for (const { company } of forms) {
    const { items } = await (await ask(`/v1/customers?search=${encodeURIComponent(company)}`)).json();
    ids.set(company, items[0].id);
  }
});

after(async () => {
  await browser?.close();
  await server?.end();
  if (server) await removeFolder(server.data);
});

// All fields of the page in the order of the document, with where they are.
const fieldsOf = (page) => page.evaluate(() => [...document.querySelectorAll('input, select')].map((field) => {
  const { x, y, width } = field.getBoundingClientRect();
  const label = field.labels?.[0]?.textContent ?? field.getAttribute('aria-label') ?? '';
  return { label: label.replace(/\s*\(.*$/, '').trim(), x, y, width, isRequired: field.required || field.getAttribute('aria-required') === 'true', name: field.name };
}));

async function openForm(language, size, company) {
  const page = await newPage(browser, { locale: texts[language].locale, ...size });
  const { user, password } = await sampleUser(server.data, 'sales_agent');
  await page.goto(server.url);
  await settled(page);
  await page.getByLabel(texts[language].userName, { exact: true }).fill(user);
  await page.getByLabel(texts[language].password, { exact: true }).fill(password);
  await page.getByRole('button', { name: texts[language].signIn, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: texts[language].customers }).waitFor();
  await page.goto(`${server.url}/customers/${ids.get(company)}/edit`);
  await page.locator('[name="billingProfile.defaultAddress.addressLine1"]').waitFor();
  await settled(page);
  return page;
}

const addressOf = (fields) => fields.filter(({ name }) => name?.startsWith('billingProfile.defaultAddress.') && !name.endsWith('phoneNumber'));

let seen = 0;
for (const form of forms) {
  for (const language of Object.keys(texts)) {
    test(`the address form of ${form.country} (${language})`, async () => {
      const page = await openForm(language, { width: 1280, height: 900 }, form.company);
      const fields = addressOf(await fieldsOf(page));
      const wanted = form[language];
      assert.deepEqual(fields.map(({ label }) => label), wanted.flat());
      assert.deepEqual(fields.map(({ isRequired }, index) => (isRequired ? index : -1)).filter((index) => index >= 0), form.required);
      // Fields of a row stand at one height, from left to right, and each row below the one before.
      let at = 0;
      let bottom = -Infinity;
      for (const row of wanted) {
        const [first, second] = fields.slice(at, at + row.length);
        assert.ok(first.y > bottom, `${first.label} is below`);
        if (second) assert.ok(second.y === first.y && second.x > first.x + first.width, `${second.label} is beside ${first.label}`);
        bottom = first.y;
        at += row.length;
      }
      const first = page.locator(`[name="${fields[0].name}"]`);
      await first.focus();
      for (const { name } of fields.slice(1)) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(() => document.activeElement.getAttribute('name'));
        assert.equal(focused, name, 'Tab goes as the eye does');
      }
      if (form.chosen) {
        const state = page.locator('[name="billingProfile.defaultAddress.state"]');
        const text = await state.evaluate((element) => element.selectedOptions?.[0]?.textContent ?? element.value ?? element.textContent);
        assert.equal(text.trim(), form.chosen);
      }
      await settled(page);
      assert.deepEqual(await axeViolations(page), []);
      const file = form.country.split(' ').join('-').toLowerCase();
      await screenshot(page, `address-${file}-${language}`);
      await page.context().close();
      const narrow = await openForm(language, { width: 390, height: 844 }, form.company);
      await narrow.locator(`[name="${fields.at(-1).name}"]`).focus();
      await settled(narrow);
      const stacked = addressOf(await fieldsOf(narrow));
      assert.deepEqual(stacked.map(({ label }) => label), wanted.flat());
      assert.ok(stacked.every(({ y }, index) => index === 0 || y > stacked[index - 1].y), 'one below the other');
      await screenshot(narrow, `address-${file}-${language}-narrow`);
      assert.deepEqual(narrow.faults, []);
      await narrow.context().close();
      seen += 1;
    });
  }
}

test('every form was seen in both languages', () => assert.equal(seen, 2 * forms.length));
