// What tests put in the place of files and of the clock.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import test from 'node:test';
import { UsageError } from 'stageline';
import * as testing from 'stageline/testing';
import { fixedClock, overrideFlags } from 'stageline/testing';
import { small } from '../fixtures/storefront.mjs';

const FLAGS = `feature_flags:
  search: {production: {rollout: {percentage: 50}}}
  menu: {variants: {new: {columns: 3}, old: {columns: 1}}, default: old}
  attempts: {production: 3}
  needs: {production: {requires: [search], default: true}}
  sale:
    production: {default: false, schedule: [{at: 2027-01-31T09:00:00Z, set: true}]}
`;
const opened = () => small({ 'config/feature-flags.yaml': FLAGS });

test('overridden flags answer so to everybody, until they are restored', () => {
  const { flags } = opened().environment('production');
  const search = flags.handle('search', { default: false });
  const menu = flags.handle('menu', { default: {} });
  const attempts = flags.handle('attempts', { default: 0n });
  const context = flags.context({});
  const asked = () => [search.value(context), menu.value(context), attempts.value(context)];
  assert.deepEqual(asked(), [false, { columns: 1 }, 3n]);
  const overrides = overrideFlags(flags, { search: true, menu: 'new', attempts: 5 });
  assert.deepEqual(asked(), [true, { columns: 3 }, 5n]);
  const details = search.details({});
  assert.deepEqual([details.value, details.reason, details.setIn], [true, 'STATIC', 'override']);
  assert.equal(flags.evaluate('needs', context).value, true);
  assert.equal(flags.evaluateAll(context).search, true);
  overrides.set('search', false).remove('menu');
  assert.deepEqual(asked(), [false, { columns: 1 }, 5n]);
  assert.equal(flags.evaluate('needs', context).reason, 'DISABLED');
  const inner = overrideFlags(flags, new Map([['attempts', 7]]));
  assert.equal(attempts.value(context), 7n);
  inner[Symbol.dispose]();
  assert.equal(attempts.value(context), 5n);
  overrides.restore();
  overrides.restore();
  assert.deepEqual(asked(), [false, { columns: 1 }, 3n]);
});

test('overrides hold through reloads, and belong to their environment', async () => {
  const project = opened();
  const [production, staging] = ['production', 'staging'].map((e) => project.environment(e).flags);
  const search = production.handle('search', { default: false });
  overrideFlags(production, { search: true });
  project.reloadSync();
  assert.equal(search.value({}), true);
  assert.equal(staging.value('search', {}, false), false);
  const { flags } = project.snapshot().environment('production');
  assert.equal(flags.value('search', {}, false), false);
});

test('a name or a kind that cannot be is refused, and nothing changes', () => {
  const { flags } = opened().environment('production');
  assert.throws(() => overrideFlags(flags, { serch: true }), {
    code: 'E_UNKNOWN_FLAG',
    suggestions: ['search'],
  });
  assert.throws(() => overrideFlags(flags, { attempts: 'many' }), { code: 'E_TYPE' });
  const overrides = overrideFlags(flags, { attempts: 4 });
  assert.throws(() => overrides.set('attempts', true), { code: 'E_TYPE' });
  assert.throws(() => overrides.set('attempts', () => 1), UsageError);
  assert.equal(flags.value('attempts', {}, 0), 4);
  for (const wrong of [[], [flags], [flags, []], [opened(), {}]]) {
    assert.throws(() => overrideFlags(...wrong), UsageError);
  }
});

test('a fixed clock counts everywhere, and moves when it is told to', () => {
  const { flags } = opened().environment('production');
  const sale = flags.handle('sale', { default: false });
  const context = flags.context({});
  const clock = fixedClock('2027-01-31T08:59:59Z');
  assert.deepEqual(clock.now, new Date('2027-01-31T08:59:59Z'));
  assert.equal(sale.value(context), false);
  assert.equal(clock.advance(1000), clock);
  assert.equal(sale.value(context), true);
  assert.equal(sale.details({}).value, true);
  assert.equal(sale.value(context.at(new Date(0))), false);
  clock.set(new Date('2027-01-01'));
  assert.equal(sale.value(context), false);
  assert.equal(flags.whenWill('sale', context)[0].at.toISOString(), '2027-01-31T09:00:00.000Z');
  const later = fixedClock('2028-01-01T00:00:00Z');
  assert.equal(sale.value(context), true);
  clock.restore();
  assert.equal(sale.value(context), true);
  later.restore();
  clock.restore();
  assert.equal(sale.value(context), Date.now() >= Date.parse('2027-01-31T09:00:00Z'));
  for (const wrong of [() => fixedClock(), () => fixedClock('now'), () => clock.advance('1h')]) {
    assert.throws(wrong, UsageError);
  }
});

test('both doors give the same functions', () => {
  const required = createRequire(import.meta.url)('stageline/testing');
  assert.deepEqual({ ...testing }, { ...required });
});
