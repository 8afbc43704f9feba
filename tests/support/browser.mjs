// Debian's Chromium, driven by role and label as a person or a screen reader finds things.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';

import { inProject } from './project.mjs';

const require = createRequire(inProject('tests/package.json'));
const { chromium } = require('playwright-core');
const axeSource = require('axe-core').source;

// Software rendering, and none of the browser's own calls to the network.
const flags = [
  '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--disable-background-networking',
  '--disable-quic', '--disable-component-update', '--disable-sync', '--no-first-run',
];

export const launchBrowser = ({ args = [] } = {}) =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...flags, ...args] });

export async function newPage(browser, { locale = 'en-US', width = 1280, height = 800, ...options } = {}) {
  const context = await browser.newContext({ locale, viewport: { width, height }, ...options });
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('console', (message) => {
    // A refused sign-in or a refused account is no fault of the page.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) page.faults.push(message.text());
  });
  return page;
}

export async function screenshot(page, name) {
  mkdirSync(inProject('build/screenshots'), { recursive: true });
  await page.screenshot({ path: inProject('build/screenshots', `${name}.png`) });
}

// What axe finds wrong by the rules of WCAG 2.2 A and AA and by good practice. It cannot judge contrast over a canvas; the
// theme's colour pairs are tested by themselves.
export async function axeViolations(page) {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const found = await globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    // A field half scrolled out of its area looks too small to axe; its own box says how large it is.
    const isSmall = ({ target }) => {
      const { width, height } = document.querySelector(target.at(-1)).getBoundingClientRect();
      return width < 24 || height < 24;
    };
    return found.violations
      .map(({ id, nodes }) => ({ id, nodes: id === 'target-size' ? nodes.filter(isSmall) : nodes }))
      .filter(({ nodes }) => nodes.length > 0);
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

// Presses Tab until the element with this role and name has the focus, as somebody without a mouse does.
export async function tabTo(page, role, name, { key = 'Tab', presses = 60 } = {}) {
  const wanted = page.getByRole(role, { name, exact: typeof name === 'string' });
  for (let i = 0; i < presses; i += 1) {
    if (await wanted.evaluateAll((elements) => elements.some((element) => element === document.activeElement))) return wanted;
    await page.keyboard.press(key);
  }
  throw new Error(`${presses} presses of ${key} did not reach ${role} "${name}"; the focus is on ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 200))}`);
}

// The editor draws on demand: settled means that no frame was drawn for a moment.
export async function settled(page, quiet_ms = 250) {
  await page.waitForFunction((quiet) => {
    const ui = globalThis.__ui;
    if (!ui) return false;
    const now = performance.now();
    const seen = (globalThis.__settled ??= { frames: -1, since: now });
    if (seen.frames !== ui.frames || ui.pending) Object.assign(seen, { frames: ui.frames, since: now });
    return now - seen.since >= quiet;
  }, quiet_ms);
}
