// The deploy script of the examples, as a user runs it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

test('the deploy script shows configuration, drift, flags and the plan, and exits 4', () => {
  const here = new URL('../fixtures/here.mjs', import.meta.url);
  const script = fileURLToPath(new URL('../../examples/deploy.mjs', import.meta.url));
  const run = spawnSync(process.execPath, ['--import', here, script], { encoding: 'utf8' });
  assert.deepEqual([run.status, run.stderr], [4, '']);
  for (const line of [
    /^ {2}replicas +8 +config\/services\/api\/production\.yaml:4:13$/m,
    /^database\.pool_size = 80\n {2}from environment `production` at config/m,
    /^staging against production: \d+ differences are drift/m,
    /^ {2}warning in staging, configuration: database\.timeout is 30 at config\/base\.yaml/m,
    /^ {2}grace +(on|off) +SPLIT +config\/feature-flags\.yaml:\d+:\d+$/m,
    /^promote staging → production \(.*\): waits$/m,
    /^digest sl1:[0-9a-f]{64}$/m,
  ]) {
    assert.match(run.stdout, line);
  }
});
