// The permission to buy and the history, as an admin agent, a sales agent and a helpdesk agent meet them; in both languages,
// wide and narrow, by role and label alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { axeViolations, launchBrowser, newPage, screenshot, settled, tabTo } from '../support/browser.mjs';
import { newDataFolder, removeFolder, sampleUser, signIn, startServer } from '../support/server.mjs';

const texts = {
  en: {
    locale: 'en-US', userName: 'User name', password: 'Password', signIn: 'Sign in', reservations: 'Azure reservations: allow customer to purchase',
    plans: 'Azure savings plan: allow customer to purchase', allow: 'Allow purchases', cancel: 'Cancel', pays: /You pay for everything/,
    turnedOn: 'Turned on. Logged as Create Customer Purchase Permissions.', turnedOff: 'Turned off. Logged as Delete Customer Purchase Permissions.',
    onlyAdmin: /Only an Admin agent can change this/, history: 'History', restore: /^Restore as draft/, city: 'City', submit: 'Submit', update: /^Update/,
    saved: /submitted/, oneChange: '1 change', gave: 'gave permission to buy', updated: 'updated Billing information', masked: /Personal data is shown in part/,
    section: 'Customer permissions',
  },
  sv: {
    locale: 'sv-SE', userName: 'Användarnamn', password: 'Lösenord', signIn: 'Logga in', reservations: 'Azure-reservationer: tillåt kund att köpa',
    plans: 'Azure-sparplan: tillåt kund att köpa', allow: 'Tillåt köp', cancel: 'Avbryt', pays: /Du betalar för allt/,
    turnedOn: 'Påslaget. Loggas som Skapa kundinköpsbehörigheter.', turnedOff: 'Avslaget. Loggas som Ta bort kundinköpsbehörigheter.',
    onlyAdmin: /Bara en administratörsagent/, history: 'Historik', restore: /^Återställ som utkast/, city: 'Ort', submit: 'Skicka', update: /^Uppdatera/,
    saved: /har skickats/, oneChange: '1 ändring', gave: 'gav behörighet att köpa', updated: 'uppdaterade faktureringsinformationen',
    masked: /Personuppgifter visas bara delvis/, section: 'Kundbehörigheter',
  },
};
const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } };

let server;
let browser;
let customers;
let ask;

before(async () => {
  server = await startServer({ data: await newDataFolder() });
  browser = await launchBrowser();
  ask = await signIn(server, 'admin_agent');
  customers = (await (await ask('/v1/customers?size=20')).json()).items.map(({ id }) => id);
});
after(async () => {
  await browser?.close();
  await server?.end();
  if (server) await removeFolder(server.data);
});

async function open(role, text, path, options) {
  const page = await newPage(browser, { locale: text.locale, ...options });
  const { user, password } = await sampleUser(server.data, role);
  await page.goto(`${server.url}${path}`);
  await page.getByLabel(text.userName, { exact: true }).fill(user);
  await page.getByLabel(text.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: text.signIn, exact: true }).click();
  await page.getByRole('heading', { level: 1 }).filter({ hasNotText: text.signIn }).waitFor();
  await settled(page);
  return page;
}

// What lies further down is brought into view by the focus, as it is for somebody who comes there by Tab.
async function press(page, locator) {
  await locator.focus();
  await settled(page);
  await locator.click();
}

// The page answers a press at once; the server a moment later.
async function eventually(read, wanted) {
  for (let left = 50; left > 0; left -= 1) {
    if (JSON.stringify(await read()) === JSON.stringify(wanted)) return;
    await new Promise((done) => { setTimeout(done, 100); });
  }
  assert.deepEqual(await read(), wanted);
}

const policiesOf = async (id) => (await (await ask(`/v1/SelfServePolicy?entity_id=${id}`)).json()).items;
const resourcesOf = async (id) => (await policiesOf(id)).flatMap(({ permissions }) => permissions.map(({ resource }) => resource));

let next = 0;
for (const [language, text] of Object.entries(texts)) {
  for (const [size, viewport] of Object.entries(sizes)) {
    test(`permission to buy: asked, given, kept, taken back (${language}, ${size})`, async () => {
      const id = customers[next++];
      const page = await open('admin_agent', text, `/customers/${id}`, viewport);
      const reservations = page.getByRole('switch', { name: text.reservations });
      await reservations.waitFor();
      assert.equal(await reservations.isChecked(), false);
      await press(page, reservations);
      const dialog = page.getByRole('dialog');
      await dialog.getByText(text.pays).waitFor();
      await settled(page);
      assert.deepEqual(await axeViolations(page), []);
      await screenshot(page, `permission-question-${language}-${size}`);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      assert.equal(await reservations.isChecked(), false);
      assert.deepEqual(await resourcesOf(id), [], 'Escape changes nothing');

      await reservations.focus();
      await page.keyboard.press('Space');
      await dialog.getByRole('button', { name: text.allow, exact: true }).click();
      await page.getByText(text.turnedOn).first().waitFor();
      assert.equal(await reservations.isChecked(), true);
      assert.deepEqual(await resourcesOf(id), ['AzureReservedInstances']);
      await press(page, page.getByRole('switch', { name: text.plans }));
      await dialog.getByRole('button', { name: text.allow, exact: true }).click();
      await eventually(async () => (await resourcesOf(id)).sort(), ['AzureReservedInstances', 'AzureSavingsPlan']);
      await settled(page);
      assert.deepEqual(await axeViolations(page), []);
      await screenshot(page, `permission-${language}-${size}`);

      await page.reload();
      await page.getByRole('switch', { name: text.reservations }).waitFor();
      assert.equal(await page.getByRole('switch', { name: text.reservations }).isChecked(), true);
      await press(page, page.getByRole('switch', { name: text.reservations }));
      await page.getByText(text.turnedOff).first().waitFor();
      assert.deepEqual(await resourcesOf(id), ['AzureSavingsPlan']);
      await press(page, page.getByRole('switch', { name: text.plans }));
      await eventually(() => policiesOf(id), []);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });

    test(`history: what was done, and earlier values as a draft (${language}, ${size})`, async () => {
      const id = customers[next++];
      const before = await (await ask(`/v1/customers/${id}/profiles/billing`)).json();
      const city = before.defaultAddress.city;
      const changed = { ...before, defaultAddress: { ...before.defaultAddress, city: 'Mölndal' } };
      const put = await ask(`/v1/customers/${id}/profiles/billing`, { method: 'PUT', headers: { 'If-Match': before.attributes.etag }, body: JSON.stringify(changed) });
      assert.equal(put.status, 200, await put.text());
      const page = await open('admin_agent', text, `/customers/${id}`, viewport);
      await press(page, page.getByRole('switch', { name: text.reservations }));
      await page.getByRole('dialog').getByRole('button', { name: text.allow, exact: true }).click();
      await page.getByText(text.turnedOn).first().waitFor();
      await press(page, page.getByRole('button', { name: text.history, exact: true }));
      await page.getByRole('heading', { level: 1, name: text.history }).waitFor();
      await page.getByText(text.gave).first().waitFor();
      await page.getByText(text.updated).first().waitFor();
      assert.equal(new URL(page.url()).pathname, `/customers/${id}/history`);
      const items = page.getByRole('listitem');
      assert.equal(await items.count(), 3);
      for (const value of [city, 'Mölndal']) assert.ok((await items.nth(1).textContent()).includes(value), value);
      await settled(page);
      assert.deepEqual(await axeViolations(page), []);
      await screenshot(page, `history-${language}-${size}`);
      await press(page, page.getByRole('button', { name: text.restore }).last());
      await page.getByRole('textbox', { name: text.city }).waitFor();
      assert.equal(await page.getByRole('textbox', { name: text.city }).inputValue(), city);
      assert.equal((await (await ask(`/v1/customers/${id}/profiles/billing`)).json()).defaultAddress.city, 'Mölndal', 'nothing is sent before Submit');
      await page.keyboard.press('Control+s');
      await page.getByText(text.saved).first().waitFor();
      assert.equal((await (await ask(`/v1/customers/${id}/profiles/billing`)).json()).defaultAddress.city, city);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });
  }
}

test('the permission by keyboard alone', async () => {
  const id = customers[next++];
  const page = await open('admin_agent', texts.en, `/customers/${id}`);
  await page.getByRole('switch').first().waitFor();
  await tabTo(page, 'switch', texts.en.plans);
  await page.keyboard.press('Space');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, 'button', texts.en.allow);
  await page.keyboard.press('Enter');
  await page.getByText(texts.en.turnedOn).first().waitFor();
  await settled(page);
  assert.deepEqual(await resourcesOf(id), ['AzureSavingsPlan']);
  assert.match(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), /savings plan/, 'the focus is back on the switch');
  await page.context().close();
});

for (const role of ['sales_agent', 'helpdesk_agent']) {
  test(`${role} reads the permission and the history, and changes neither`, async () => {
    const id = customers[next++];
    const page = await open(role, texts.en, `/customers/${id}`);
    const reservations = page.getByRole('switch', { name: texts.en.reservations });
    await reservations.waitFor();
    assert.equal(await reservations.getAttribute('aria-readonly'), 'true');
    await page.getByText(texts.en.onlyAdmin).waitFor();
    await press(page, reservations);
    await settled(page);
    assert.equal(await page.getByRole('dialog').count(), 0);
    assert.equal(await reservations.isChecked(), false);
    await screenshot(page, `permission-${role}`);
    await page.getByRole('navigation').getByRole('link', { name: texts.en.history }).click();
    await page.getByRole('heading', { level: 1, name: texts.en.history }).waitFor();
    await settled(page);
    assert.deepEqual(await axeViolations(page), []);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}
