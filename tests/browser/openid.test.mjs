// Signing in by an OpenID Connect provider in Chromium: from the editor's sign-in to the customers, each wrong answer as a page
// that says what to do, and the one-time link of a new server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launchBrowser, newPage, axeViolations } from '../support/browser.mjs';
import { newKey, sign, startIssuer, trust } from '../support/issuer.mjs';
import { command, freePort, newDataFolder, removeFolder, startServer } from '../support/server.mjs';

let browser;
let issuer;
let server;

before(async () => {
  issuer = await startIssuer();
  issuer.state.asksPerson = true;
  const data = await newDataFolder();
  server = await startServer({ data });
  await server.end();
  const reseller = (await command(data, ['reseller', 'list'])).split('\t')[0];
  const port = await freePort();
  issuer.allowRedirect(`http://127.0.0.1:${port}/session/openid/callback`);
  server = await startServer({ data, port, ...trust(issuer, reseller) });
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await server?.end();
  await issuer?.end();
  if (server) await removeFolder(server.data);
});

const sessionOf = async (page) => {
  const answer = await page.context().request.get(`${server.url}/session`);
  return answer.ok() ? (await answer.json()).user : null;
};
const seconds = () => Math.floor(Date.now() / 1000);

// From the editor's own sign-in.
async function signIn(page) {
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Continue with your organisation' }).click({ timeout: 60_000 });
  const button = page.getByRole('button', { name: 'Continue as Eva Ek' });
  await button.waitFor();
  const callback = page.waitForResponse((response) => response.url().startsWith(`${server.url}/session/openid/callback`));
  await button.click();
  return callback;
}

test('a person signs in and sees the customers', async () => {
  const page = await newPage(browser);
  assert.equal((await signIn(page)).status(), 302);
  await page.waitForURL((url) => url.origin === server.url && !url.pathname.startsWith('/session'));
  await page.getByRole('heading', { name: 'Customers' }).waitFor({ timeout: 60_000 });
  assert.equal(await sessionOf(page), 'eva@issuer.example');
  assert.equal(await page.evaluate(() => document.cookie), '');
  assert.ok(!page.url().includes('code='));
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('each answer that is wrong shows a page without a session', async () => {
  const cases = [
    ['expired', { bend: (claims, key) => sign(key, { ...claims, exp: seconds() - 1 }, { typ: 'JWT' }) }],
    ['wrong audience', { bend: (claims, key) => sign(key, { ...claims, aud: 'other' }, { typ: 'JWT' }) }],
    ['wrong nonce', { bend: (claims, key) => sign(key, { ...claims, nonce: 'other' }, { typ: 'JWT' }) }],
    ['a key that is not published', { bend: async (claims) => sign(await newKey(), claims, { typ: 'JWT' }) }],
    ['no role', { account: 'nobody' }],
  ];
  let seen = 0;
  for (const [name, { bend = null, account = 'eva' }] of cases) {
    const page = await newPage(browser);
    Object.assign(issuer.state, { bend, account, asksPerson: account === 'eva' });
    const answer = account === 'eva' ? await signIn(page) : await page.goto(`${server.url}/session/openid`);
    Object.assign(issuer.state, { bend: null, account: 'eva', asksPerson: true });
    assert.ok(answer.status() >= 400 && answer.status() < 500, `${name}: ${answer.status()}`);
    await page.getByRole('heading', { name: 'Sign-in failed' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Begin again' }).getAttribute('href'), '/session/openid', name);
    assert.equal(await sessionOf(page), null, name);
    assert.deepEqual(await axeViolations(page), [], name);
    await page.context().close();
    seen += 1;
  }
  assert.equal(seen, 5);
});

test('a rotated key works, a replayed answer does not', async () => {
  await issuer.rotateKey();
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const page = await newPage(browser);
  const callback = await signIn(page);
  assert.equal(callback.status(), 302);
  await page.waitForURL((url) => url.origin === server.url && !url.pathname.startsWith('/session'));
  assert.ok(await sessionOf(page));
  await page.context().request.delete(`${server.url}/session`);
  const again = await page.goto(callback.url());
  assert.equal(again.status(), 400);
  await page.getByText('was used before').waitFor();
  assert.equal(await sessionOf(page), null);
  await page.context().close();
});
