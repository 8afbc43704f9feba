// The main job from end to end: sign in, Customers, a real company, Account, Update, a wrong postal code that is told at
// once, mended, Submit, and found again after the server was restarted. By mouse and by keyboard alone, in both languages,
// finding everything by role and label.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { axeViolations, launchBrowser, newPage, screenshot, settled, tabTo } from '../support/browser.mjs';
import { newDataFolder, removeFolder, sampleUser, signIn, startServer } from '../support/server.mjs';

const texts = {
  en: {
    locale: 'en-US', userName: 'User name', password: 'Password', signIn: 'Sign in', customers: 'Customers', search: /Search/, account: 'Account',
    update: /^Update/, submit: 'Submit', postalCode: 'Postal code', city: 'City', addressLine1: 'Address line 1',
    problem: /postal code with 5 digits, like 114 55/, summary: 'There is a problem', saved: /submitted/,
  },
  sv: {
    locale: 'sv-SE', userName: 'Användarnamn', password: 'Lösenord', signIn: 'Logga in', customers: 'Kunder', search: /Sök/, account: 'Konto',
    update: /^Uppdatera/, submit: 'Skicka', postalCode: 'Postnummer', city: 'Ort', addressLine1: 'Adressrad 1',
    problem: /postnum\w+ med 5 siffror, som 114 55/, summary: 'Det finns ett problem', saved: /har skickats/,
  },
};
const company = 'Aktiebolaget SKF';
const changes = {
  en: { postalCode: '41555', shown: '415 55', city: 'Mölndal', byKeyboard: '41557', shownByKeyboard: '415 57' },
  sv: { postalCode: '41556', shown: '415 56', city: 'Partille', byKeyboard: '41558', shownByKeyboard: '415 58' },
};

let server;
let browser;

before(async () => {
  server = await startServer({ data: await newDataFolder() });
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await server?.end();
  if (server) await removeFolder(server.data);
});

async function assertAccessible(page, screen) {
  await settled(page);
  assert.deepEqual(await axeViolations(page), [], screen);
}

async function storedPostalCode(role = 'sales_agent') {
  const ask = await signIn(server, role);
  const { items } = await (await ask(`/v1/customers?search=${encodeURIComponent(company)}`)).json();
  assert.equal(items.length, 1);
  const profile = await (await ask(`/v1/customers/${items[0].id}/profiles/billing`)).json();
  return profile.defaultAddress.postalCode;
}

for (const [language, text] of Object.entries(texts)) {
  test(`the main job by mouse (${language})`, async () => {
    const page = await newPage(browser, { locale: text.locale });
    const { user, password } = await sampleUser(server.data, 'sales_agent');
    await page.goto(server.url);
    await settled(page);
    await screenshot(page, `01-sign-in-${language}`);
    await assertAccessible(page, 'sign-in');
    await page.getByLabel(text.userName, { exact: true }).fill(user);
    await page.getByLabel(text.password, { exact: true }).fill(password);
    await page.getByRole('button', { name: text.signIn, exact: true }).click();

    await page.getByRole('heading', { level: 1, name: text.customers }).waitFor();
    await assertAccessible(page, 'customers');
    await screenshot(page, `02-customers-${language}`);
    await page.getByRole('searchbox', { name: text.search }).fill('SKF');
    await page.getByRole('link', { name: company }).first().waitFor();
    await settled(page);
    await screenshot(page, `02-customers-search-${language}`);
    await page.getByRole('link', { name: company }).first().click();

    await page.getByRole('heading', { level: 1, name: company }).waitFor();
    assert.equal(await page.getByRole('navigation').getByRole('link', { name: text.account, exact: true }).count(), 1);
    await assertAccessible(page, 'account');
    await screenshot(page, `03-account-${language}`);
    await page.getByRole('button', { name: text.update }).or(page.getByRole('link', { name: text.update })).first().click();

    const postalCode = page.getByRole('textbox', { name: text.postalCode });
    await postalCode.waitFor();
    const before = await storedPostalCode();
    await postalCode.fill('4155');
    await page.getByRole('textbox', { name: text.city }).fill(changes[language].city);
    await page.getByText(text.problem).first().waitFor();
    assert.equal(await postalCode.getAttribute('aria-invalid'), 'true');
    await page.getByRole('button', { name: text.submit, exact: true }).click();
    const summary = page.getByRole('alert').filter({ hasText: text.summary });
    await summary.waitFor();
    await assertAccessible(page, 'edit with a problem');
    await screenshot(page, `04-account-edit-${language}`);
    assert.equal(await storedPostalCode(), before, 'nothing is stored while a problem is open');

    await postalCode.fill(changes[language].postalCode);
    await page.getByText(text.problem).first().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: text.submit, exact: true }).click();
    await page.getByText(text.saved).first().waitFor();
    await assertAccessible(page, 'account after Submit');
    await screenshot(page, `05-account-saved-${language}`);
    assert.equal(await storedPostalCode(), changes[language].shown);

    const port = server.port;
    assert.equal(await server.end('SIGKILL'), 'SIGKILL');
    server = await startServer({ data: server.data, port });
    assert.equal(await storedPostalCode(), changes[language].shown, 'found again after kill -9');
    assert.deepEqual(page.faults.filter((fault) => !/ERR_CONNECTION/.test(fault)), []);
    await page.context().close();
  });

  test(`the main job by keyboard alone (${language})`, async () => {
    const page = await newPage(browser, { locale: text.locale });
    const { user, password } = await sampleUser(server.data, 'sales_agent');
    await page.goto(server.url);
    await settled(page);
    const type = (value) => page.keyboard.type(value);
    await tabTo(page, 'textbox', text.userName);
    await type(user);
    await page.keyboard.press('Tab');
    await type(password);
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { level: 1, name: text.customers }).waitFor();
    await settled(page);
    await page.keyboard.press('/');
    await type('SKF');
    await page.getByRole('link', { name: company }).first().waitFor();
    await settled(page);
    await tabTo(page, 'link', company);
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { level: 1, name: company }).waitFor();
    await settled(page);
    await tabTo(page, 'button', text.update).catch(() => tabTo(page, 'link', text.update));
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: text.postalCode }).waitFor();
    await settled(page);
    const before = await storedPostalCode();
    await tabTo(page, 'textbox', text.postalCode);
    await page.keyboard.press('Control+a');
    await type('4155');
    await page.keyboard.press('Tab');
    await page.getByText(text.problem).first().waitFor();
    assert.equal(await storedPostalCode(), before);
    await page.keyboard.press('Shift+Tab');
    await tabTo(page, 'textbox', text.postalCode);
    await page.keyboard.press('Control+a');
    await type(changes[language].byKeyboard);
    await page.getByText(text.problem).first().waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Enter');
    await page.getByText(text.saved).first().waitFor();
    assert.equal(await storedPostalCode(), changes[language].shownByKeyboard);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}

test('a helpdesk agent reads and is offered no Update', async () => {
  const page = await newPage(browser);
  const { user, password } = await sampleUser(server.data, 'helpdesk_agent');
  await page.goto(server.url);
  await page.getByLabel('User name', { exact: true }).fill(user);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('link', { name: company }).or(page.getByRole('searchbox')).first().waitFor();
  await page.getByRole('searchbox').fill('SKF');
  await page.getByRole('link', { name: company }).first().click();
  await page.getByRole('heading', { level: 1, name: company }).waitFor();
  await settled(page);
  assert.equal(await page.getByRole('button', { name: /^Update/ }).count(), 0);
  await page.context().close();
});

test('what is wrong with the field in work is never hidden by the footer', async () => {
  const page = await newPage(browser);
  const { user, password } = await sampleUser(server.data, 'sales_agent');
  await page.goto(`${server.url}/customers?q=SKF`);
  await page.getByLabel('User name', { exact: true }).fill(user);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('link', { name: company }).first().click();
  await page.getByRole('button', { name: /^Update/ }).or(page.getByRole('link', { name: /^Update/ })).first().click();
  const postalCode = page.getByRole('textbox', { name: 'Postal code' });
  await postalCode.fill('852 3O');
  // Its warning appears as it is left, and pushes the postal code down.
  await page.getByRole('textbox', { name: 'VAT number' }).fill('SE559341278501');
  await postalCode.focus();
  await settled(page);
  const repair = await page.getByRole('button', { name: 'Use 852 30' }).boundingBox();
  const submit = await page.getByRole('button', { name: 'Submit', exact: true }).boundingBox();
  assert.ok(repair.y + repair.height < submit.y, `the repair ends at ${repair.y + repair.height}, the footer's button begins at ${submit.y}`);
  await page.context().close();
});
