// The committed tables are what their generators print from the pinned sources.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';

import { inProject } from '../support/project.mjs';

test('running the generators again prints the same bytes', (context) => {
  const install = existsSync(inProject('shared/tables/node_modules')) || spawnSync('npm', ['ci', '--prefix', inProject('shared/tables'), '--no-audit', '--no-fund', '--ignore-scripts']).status === 0;
  if (!install) {
    context.skip('the npm packages of shared/tables are not installed and could not be');
    return;
  }
  const run = spawnSync(inProject('script/generate-tables'), ['--check'], { encoding: 'utf8' });
  assert.equal(run.status, 0, run.stdout + run.stderr);
});
