// Who was given what: queues, batches, counts; off unless asked for.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { UsageError } from 'stageline';
import { small } from '../fixtures/storefront.mjs';

const FLAGS = `feature_flags:
  search: {production: true}
  colour: {variants: {gold: '#fc0', blue: '#00f'}, production: {default: blue, rules: [{when: plan == 'pro', serve: gold}]}}
  checkout: {production: {rollout: {percentage: 50}}}
  account: {production: 9007199254740993}
`;
const opened = () => small({ 'config/feature-flags.yaml': FLAGS });

test('questions for a value are noted one by one, as long as a reader is open', () => {
  const project = opened();
  const { flags } = project.environment('production');
  const search = flags.handle('search', { default: false });
  const colour = flags.handle('colour', { default: '' });
  const account = flags.handle('account', { default: 0n });
  const ada = flags.context({ targetingKey: 'ada', plan: 'pro' }, { now: '2027-01-31T09:00:00Z' });
  assert.equal(search.value(ada), true);
  const exposures = project.exposures();
  assert.deepEqual(exposures.drain(), []);
  assert.deepEqual(
    [colour.value(ada), colour.value({}), search.value(ada)],
    ['#fc0', '#00f', true],
  );
  assert.equal(account.value(ada), 9007199254740993n);
  flags.details('checkout', {}, true);
  project.snapshot().environment('production').flags.value('search', { targetingKey: 7 }, false);
  flags.explain('search', ada);
  flags.evaluateAll(ada);
  const seen = exposures.drain(3);
  assert.deepEqual(
    seen.map(({ flag, variant, value, targetingKey }) => [flag, variant, value, targetingKey]),
    [
      ['colour', 'gold', '#fc0', 'ada'],
      ['colour', 'blue', '#00f', null],
      ['search', null, true, 'ada'],
    ],
  );
  assert.deepEqual(seen[0].at, new Date('2027-01-31T09:00:00Z'));
  assert.deepEqual([seen[0].environment, seen[0].reason], ['production', 'TARGETING_MATCH']);
  assert.equal(String(seen[0]), 'colour in production: gold (TARGETING_MATCH)');
  assert.deepEqual(Object.keys(seen[0].toJSON()).slice(-2), ['targeting_key', 'at']);
  const [big, missing, pinned, ...none] = exposures.drain();
  assert.deepEqual(
    [big.value, String(big)],
    [9007199254740993n, 'account in production: 9007199254740993 (STATIC)'],
  );
  assert.deepEqual([missing.errorCode, missing.value], ['TARGETING_KEY_MISSING', null]);
  assert.deepEqual([pinned.targetingKey, none], ['7', []]);
  exposures.close();
  search.value(ada);
  assert.deepEqual(exposures.drain(), []);
});

test('a queue drops what does not fit, and a new reader takes the place of an earlier one', () => {
  const project = opened();
  const { flags } = project.environment('production');
  const search = flags.handle('search', { default: false });
  const exposures = project.exposures({ capacity: 2 });
  for (let times = 0; times < 5; times++) search.value({});
  assert.deepEqual([exposures.capacity, exposures.dropped], [2, 3]);
  assert.equal(exposures.drain().length, 2);
  const next = project.exposures();
  search.value({});
  assert.deepEqual([exposures.drain().length, next.drain().length], [0, 1]);
  exposures[Symbol.dispose]();
  search.value({});
  assert.equal(next.drain().length, 1);
  next.close();
  assert.equal(exposures.dropped, 3);
  for (const wrong of [{ capacity: -1 }, { capacity: '2' }, { size: 2 }]) {
    assert.throws(() => project.exposures(wrong), UsageError);
  }
});

test('a listener is told in batches, and of the rest when it is closed', async () => {
  const project = opened();
  const { flags } = project.environment('production');
  const batches = [];
  const heard = Promise.withResolvers?.() ?? deferred();
  const listener = project.onExposure(
    (seen) => {
      batches.push(seen.map(({ flag }) => flag));
      heard.resolve();
    },
    { every: 5 },
  );
  flags.evaluateMany(['search', 'colour'], {});
  const alive = setInterval(() => {}, 1000);
  await heard.promise;
  clearInterval(alive);
  assert.deepEqual(batches, [['search', 'colour']]);
  flags.value('search', {}, false);
  listener.close();
  flags.value('search', {}, false);
  assert.deepEqual(batches, [['search', 'colour'], ['search']]);
  assert.throws(() => project.onExposure(), UsageError);
});

function deferred() {
  const made = {};
  made.promise = new Promise((resolve) => {
    made.resolve = resolve;
  });
  return made;
}

test('a listener keeps no process alive', () => {
  const script = `
    import { Project } from 'stageline';
    const project = Project.fromFiles({ 'config/environments.yaml': 'environments: {production: {}}' });
    project.onExposure(() => {}, { every: 60_000 });`;
  const here = new URL('../fixtures/here.mjs', import.meta.url);
  const child = spawnSync(
    process.execPath,
    ['--import', here.href, '--input-type=module', '-e', script],
    { cwd: fileURLToPath(new URL('..', import.meta.url)), encoding: 'utf8', timeout: 20_000 },
  );
  assert.deepEqual([child.status, child.signal, child.stderr], [0, null, '']);
});

test('counts say how often a flag gave what', () => {
  const project = opened();
  const { flags } = project.environment('production');
  const colour = flags.handle('colour', { default: '' });
  const pro = flags.context({ plan: 'pro' });
  colour.value(pro);
  assert.deepEqual(project.flagCounts, []);
  project.countFlags();
  for (let times = 0; times < 3; times++) colour.value(pro);
  colour.value({});
  flags.value('checkout', {}, false);
  project.countFlags(false);
  colour.value(pro);
  const row = (flag, gives, failed, count) => ({
    environment: 'production',
    flag,
    gives,
    failed,
    count,
  });
  assert.deepEqual(project.flagCounts, [
    row('checkout', null, true, 1),
    row('colour', 'blue', false, 1),
    row('colour', 'gold', false, 3),
  ]);
});
