// Two people edit one account: the later one chooses field by field, and nothing that was typed is lost (check 21 of the
// client guide); and a person who may only read finds no way to change anything (22, as far as roles go).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { axeViolations, close, settled, startEditor, variants } from '../support/editor_pages.mjs';

let editor;
let customer;
before(async () => {
  editor = await startEditor();
  customer = await editor.customer('SKF');
});
after(() => editor?.end());

const profile = async (ask) => (await ask(`/v1/customers/${customer.id}/profiles/billing`)).json();

// Somebody else stores another city and another first name meanwhile.
async function changeElsewhere(values) {
  const ask = await editor.ask('global_admin');
  const stored = await profile(ask);
  const body = { ...stored, ...values, defaultAddress: { ...stored.defaultAddress, ...values.defaultAddress } };
  const answer = await ask(`/v1/customers/${customer.id}/profiles/billing`, { method: 'PUT', headers: { 'If-Match': `"${stored.attributes.etag}"` }, body: JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.text());
}

let seen = 0;
for (const { language, size, text, name } of variants) {
  test(`a value that both changed is chosen, one by one, and the rest is joined (${name})`, async () => {
    const page = await editor.open(`/customers/${customer.id}/edit`, { language, size });
    const mark = `${language} ${size}`;
    const city = page.getByRole('textbox', { name: text.city });
    const line = page.getByRole('textbox', { name: /2/ }).first();
    await city.fill(`Mitt ${mark}`);
    await line.fill(`Port ${mark}`);
    await changeElsewhere({ defaultAddress: { city: `Deras ${mark}` }, firstName: `Eva ${mark}` });
    await page.keyboard.press('Control+Enter');
    const choices = page.getByRole('radiogroup', { name: text.city });
    await choices.waitFor();
    await settled(page);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'alert', 'reading goes on where it is told');
    assert.equal(await page.getByRole('radiogroup').count(), 1, 'only what both changed is asked');
    assert.deepEqual(await axeViolations(page), []);
    const mine = choices.getByRole('radio', { name: `${text.mine}: Mitt ${mark}` });
    const theirs = choices.getByRole('radio', { name: `${text.theirs}: Deras ${mark}` });
    assert.equal(await mine.isChecked() || await theirs.isChecked(), false, 'nothing is chosen for anybody');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Enter');
    await settled(page);
    assert.equal(await choices.count(), 1, 'Submit waits for the choice');
    assert.equal(await line.inputValue(), `Port ${mark}`);
    assert.equal((await profile(await editor.ask())).defaultAddress.city, `Deras ${mark}`);
    const chosen = size === 'wide' ? mine : theirs;
    await chosen.focus();
    await page.keyboard.press('Space');
    await settled(page);
    assert.equal(await chosen.isChecked(), true);
    assert.equal(await city.inputValue(), `${size === 'wide' ? 'Mitt' : 'Deras'} ${mark}`);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: text.update }).waitFor();
    const stored = await profile(await editor.ask());
    assert.deepEqual([stored.defaultAddress.city, stored.defaultAddress.addressLine2, stored.firstName],
      [`${size === 'wide' ? 'Mitt' : 'Deras'} ${mark}`, `Port ${mark}`, `Eva ${mark}`]);
    assert.deepEqual(page.faults, []);
    await close(page);
    seen += 1;
  });

  test(`who may only read is told so, by the address of the form too (${name})`, async () => {
    const page = await editor.open(`/customers/${customer.id}/edit`, { language, size, role: 'helpdesk_agent' });
    await page.waitForURL(`**/customers/${customer.id}`);
    await settled(page);
    assert.equal(await page.getByRole('textbox').count(), 0);
    assert.equal(await page.getByRole('button', { name: text.update }).count(), 0);
    assert.equal(await page.getByText(language === 'en' ? /You can read this account/ : /Du kan läsa det här kontot/).count(), 1);
    assert.deepEqual(await axeViolations(page), []);
    await close(page);
    seen += 1;
  });
}

test('everything was seen in both languages and sizes', () => assert.equal(seen, 2 * variants.length));
