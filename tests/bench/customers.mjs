// The customer list at a million customers beside the same at a thousand: medians over HTTP, one request at a time.
import { execFileSync } from 'node:child_process';

import { inProject } from '../support/project.mjs';
import { newDataFolder, removeFolder, signIn, startServer } from '../support/server.mjs';
import { count, times } from './rules.mjs';

const FEW = 1_000;
const MANY = 1_000_000;
const ROUNDS = 25;
const PAGE = 100;
const MEDIAN_AT_MOST_MS = 50;

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function medianOf(ask, pathOfRound, headers = {}) {
  const durations = [];
  let body;
  for (let round = -3; round < ROUNDS; round += 1) {
    const start = process.hrtime.bigint();
    const answer = await ask(pathOfRound(round), { headers });
    body = await answer.json();
    if (!answer.ok) throw new Error(`${pathOfRound(round)} answered ${answer.status}.`);
    if (round >= 0) durations.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  return { ms: median(durations), body };
}

// The medians of one size of store, by what was asked.
async function mediansAt(customers) {
  const data = await newDataFolder();
  const began = Date.now();
  execFileSync(inProject('build/release/tests/bench/seed_customers'), [data, String(customers)], { stdio: 'ignore' });
  const seconds = (Date.now() - began) / 1000;
  const server = await startServer({ data, flags: ['--sample-data', '--requests-per-minute-per-session-user=0'] });
  try {
    const ask = await signIn(server, 'sales_agent');
    const json = async (path) => (await ask(path)).json();
    const middle = await json(`/v1/customers?size=${PAGE}&offset=${Math.floor(customers / 2)}`);
    const ids = middle.items.map((item) => item.id);
    const rows = {
      'list, first page of 100': () => `/v1/customers?size=${PAGE}`,
      'list, last page of 100': () => `/v1/customers?size=${PAGE}&seekOperation=Last`,
      'list, page of 100 at half by offset (editor)': (round) => `/v1/customers?size=${PAGE}&offset=${Math.floor(customers / 2) + round}`,
      'search nov, common in names': () => `/v1/customers?size=${PAGE}&search=nov`,
      'search 777, rare in names': () => `/v1/customers?size=${PAGE}&search=777`,
      'search no, beginning of names': () => `/v1/customers?size=${PAGE}&search=no`,
      'filter CompanyName starts_with zenit': () => `/v1/customers?size=${PAGE}&filter=${encodeURIComponent('{"Field":"CompanyName","Value":"zenit","Operator":"starts_with"}')}`,
      'GET one customer': (round) => `/v1/customers/${ids[(round + ids.length) % ids.length]}`,
    };
    const found = new Map();
    for (const [what, path] of Object.entries(rows)) found.set(what, await medianOf(ask, path));
    const headers = { 'MS-ContinuationToken': middle.continuationToken };
    found.set('list, page of 100 at half by token', await medianOf(ask, () => '/v1/customers?seekOperation=Next', headers));
    return { found, seconds };
  } finally {
    await server.end();
    await removeFolder(data);
  }
}

export async function customerLists() {
  const few = await mediansAt(FEW);
  const many = await mediansAt(MANY);
  const rows = [{ what: `${count(MANY)} customers seeded, each judged`, measured: `${many.seconds.toFixed(0)} s`, beside: `${few.seconds.toFixed(1)} s`, ratio: '' }];
  for (const [what, { ms, body }] of many.found) {
    const beside = few.found.get(what).ms;
    const matching = body.matchingCount === undefined ? '' : ` (${count(body.matchingCount)} match)`;
    rows.push({ what: what + matching, measured: `${ms.toFixed(2)} ms`, beside: `${beside.toFixed(2)} ms`, ratio: times(ms / beside), holds: ms <= MEDIAN_AT_MOST_MS });
  }
  return rows;
}
