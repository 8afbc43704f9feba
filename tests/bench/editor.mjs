// The editor: its bytes by file, frames while idle, and the time of a frame of the list with 100,000 customers.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { launchBrowser, newPage, settled } from '../support/browser.mjs';
import { bundle, inProject } from '../support/project.mjs';
import { newDataFolder, removeFolder, sampleUser, startServer } from '../support/server.mjs';
import { compressed, count, times } from './rules.mjs';

const EDITOR_BYTES_MAX = 350_000;
const FRAME_MS_MAX = 4;
const CUSTOMERS = 100_000;
const IDLE_MS = 5_000;
const WHEEL_TURNS = 120;

export async function editorBytes() {
  const files = readdirSync(bundle, { recursive: true }).filter((name) => statSync(join(bundle, name)).isFile() && !name.endsWith('.br'));
  // The licence of the typeface travels with it but is never loaded by the page.
  const loaded = files.filter((name) => !/\.(txt|md)$/i.test(name)).sort();
  // Typefaces are compressed in themselves.
  const sizes = loaded.map((name) => [name, /\.woff2$/.test(name) ? statSync(join(bundle, name)).size : compressed(readFileSync(join(bundle, name)))]);
  const sum = sizes.reduce((total, [, bytes]) => total + bytes, 0);
  return [
    ...sizes.map(([name, bytes]) => ({ what: `bytes after brotli: ${name}`, measured: count(bytes) })),
    { what: 'bytes after brotli: all of the editor', measured: count(sum), beside: count(EDITOR_BYTES_MAX), ratio: times(sum / EDITOR_BYTES_MAX), holds: sum <= EDITOR_BYTES_MAX },
  ];
}

const counters = (page) => page.evaluate(() => ({ frames: globalThis.__ui.frames, ms: globalThis.__ui.drawMs + globalThis.__ui.mirrorMs }));

async function idleFrames(page) {
  await settled(page);
  const before = await counters(page);
  await sleep(IDLE_MS);
  return (await counters(page)).frames - before.frames;
}

export async function idleAndListFrames() {
  const data = await newDataFolder();
  execFileSync(inProject('build/release/tests/bench/seed_customers'), [data, String(CUSTOMERS)], { stdio: 'ignore' });
  const server = await startServer({ data });
  const browser = await launchBrowser();
  try {
    const page = await newPage(browser);
    const { user, password } = await sampleUser(data, 'sales_agent');
    await page.goto(server.url);
    await page.getByLabel('User name', { exact: true }).fill(user);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('row').nth(5).waitFor();
    const idle = await idleFrames(page);
    await page.getByRole('searchbox').focus();
    const idleWithCaret = await idleFrames(page);

    await page.mouse.move(760, 500);
    const frames = [];
    for (let turn = 0; turn < WHEEL_TURNS; turn += 1) {
      const before = await counters(page);
      await page.mouse.wheel(0, 400);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      const after = await counters(page);
      if (after.frames > before.frames) frames.push((after.ms - before.ms) / (after.frames - before.frames));
    }
    if (frames.length < WHEEL_TURNS / 2) throw new Error(`Only ${frames.length} of ${WHEEL_TURNS} turns of the wheel drew a frame.`);
    const median = frames.sort((a, b) => a - b)[frames.length >> 1];
    const rows = await page.getByRole('table').getAttribute('aria-rowcount');
    return [
      { what: `frames drawn in ${IDLE_MS / 1000} idle seconds`, measured: idle, beside: 0, holds: idle === 0 },
      { what: `frames drawn in ${IDLE_MS / 1000} idle seconds, caret in a field`, measured: idleWithCaret, beside: 0, holds: idleWithCaret === 0 },
      { what: `ms a frame of the list, ${count(Number(rows) - 1)} customers, C++ and mirror`, measured: median.toFixed(2), beside: FRAME_MS_MAX, ratio: times(median / FRAME_MS_MAX), holds: median <= FRAME_MS_MAX && Number(rows) > CUSTOMERS },
    ];
  } finally {
    await browser.close();
    await server.end();
    await removeFolder(data);
  }
}
