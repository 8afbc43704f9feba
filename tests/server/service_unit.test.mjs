// The systemd unit: known settings, and the hardening that server/OPERATIONS.md promises.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { inProject, program } from '../support/project.mjs';

const file = inProject('server/kundkonto.service');
const settings = readFileSync(file, 'utf8').split('\n').filter((line) => /^[A-Z]\w+=/.test(line)).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
const valuesOf = (name) => settings.filter(([key]) => key === name).map(([, value]) => value);

test('the unit says what the operator was promised', () => {
  const wanted = {
    Type: 'notify', Restart: 'always', RestartSec: '1', TimeoutStopSec: '30', WatchdogSec: '20', LimitNOFILE: '65536', LimitCORE: '0', DynamicUser: 'yes', StateDirectory: 'kundkonto',
    NoNewPrivileges: 'yes', ProtectSystem: 'strict', PrivateTmp: 'yes', CapabilityBoundingSet: '', MemoryDenyWriteExecute: 'yes', SystemCallArchitectures: 'native',
  };
  let seen = 0;
  for (const [name, value] of Object.entries(wanted)) {
    assert.deepEqual(valuesOf(name), [value], name);
    seen += 1;
  }
  assert.equal(seen, Object.keys(wanted).length);
  assert.ok(valuesOf('MemoryMax').length === 1);
  assert.ok(valuesOf('SystemCallFilter').includes('@system-service'));
});

test('the program takes the flags of the unit', () => {
  const words = valuesOf('ExecStart')[0].split(' ').slice(1);
  const folder = mkdtempSync(join(tmpdir(), 'kundkonto-'));
  const config = join(folder, 'kundkonto.conf');
  writeFileSync(config, 'log-level = warning\n');
  const flags = words.map((word) => word.replace('${CREDENTIALS_DIRECTORY}/kundkonto.conf', config));
  const checked = spawnSync(program, [...flags, '--check-config'], { encoding: 'utf8' });
  assert.equal(checked.status, 0, checked.stderr);
  rmSync(folder, { recursive: true });
});

test('systemd understands the unit', { skip: spawnSync('systemd-analyze', ['--version']).status === 0 ? false : 'systemd-analyze is not on this machine' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'kundkonto-'));
  const unit = join(folder, 'kundkonto.service');
  const executable = join(folder, 'kundkonto');
  copyFileSync(program, executable);
  chmodSync(executable, 0o755);
  writeFileSync(unit, readFileSync(file, 'utf8').replace('/usr/bin/kundkonto', executable));
  const verified = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' });
  assert.ok(!/Unknown|Failed to parse|Invalid|not executable/i.test(verified.stderr), verified.stderr);
  rmSync(folder, { recursive: true });
});
