// Flags: handles that never fail after boot, contexts, and answers that follow reloads.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { Context, FlagDetails, Handle, Project, UsageError } from 'stageline';
import { files, small } from '../fixtures/storefront.mjs';

const FLAGS = `feature_flags:
  search: {production: true, staging: false}
  checkout: {production: {rollout: {percentage: 50}}}
  colour: {production: {default: blue, rules: [{when: user.plan == "pro", serve: gold}]}}
  attempts: {production: 3}
  ratio: {production: 0.5}
  account: {production: 9007199254740993}
  limits: {production: {default: {per_minute: 10}, rules: []}}
`;
const project = small({ 'config/feature-flags.yaml': FLAGS });
const { flags } = project.environment('production');

test('a handle answers by kind of its default', () => {
  const context = flags.context({ targetingKey: 'ada', user: { plan: 'pro' } });
  assert.equal(flags.handle('search', { default: false }).value(context), true);
  assert.equal(flags.handle('colour', { default: '' }).value(context), 'gold');
  assert.equal(flags.handle('attempts', { default: 1 }).value(context), 3);
  assert.equal(flags.handle('attempts', { default: 1n }).value(context), 3n);
  assert.equal(flags.handle('ratio', { default: 1 }).value(context), 0.5);
  assert.equal(flags.handle('account', { default: 0n }).value(context), 9007199254740993n);
  assert.equal(flags.handle('colour', { default: '' }).value(flags.context()), 'blue');
});

test('an unknown name and another kind fail at boot', () => {
  assert.throws(() => flags.handle('serch', { default: false }), {
    name: 'UnknownNameError',
    code: 'E_UNKNOWN_FLAG',
    suggestions: ['search'],
  });
  assert.throws(() => flags.handle('search', { default: 'on' }), { code: 'E_TYPE' });
  assert.throws(() => flags.handle('ratio', { default: 1n }), { code: 'E_TYPE' });
  assert.throws(() => flags.handle('search'), UsageError);
  assert.throws(() => flags.handle('search', { defualt: true }), /`defualt` is no option/);
  assert.throws(() => flags.handle('search', { default: () => true }), UsageError);
  assert.throws(() => flags.handle(7, { default: true }), UsageError);
  assert.throws(() => new Handle(), UsageError);
});

test('details say why, and print as one line', () => {
  const checkout = flags.handle('checkout', { default: false });
  const details = checkout.details(flags.context({ targetingKey: 'ada' }));
  assert.ok(details instanceof FlagDetails);
  assert.equal(details.reason, 'SPLIT');
  assert.equal(details.value, details.bucket < details.threshold);
  assert.equal(details.setIn, 'production');
  assert.equal(String(details.place), 'config/feature-flags.yaml:3:49');
  assert.match(String(details), /^checkout = (true|false) \(SPLIT, from production at /);
  assert.equal(details.toJSON().set_in, 'production');
});

test('without what a rollout hashes, the default counts and the details say so', () => {
  const checkout = flags.handle('checkout', { default: true });
  for (const context of [flags.context(), flags.context({ targetingKey: null })]) {
    assert.equal(checkout.value(context), true);
    assert.equal(checkout.details(context).errorCode, 'TARGETING_KEY_MISSING');
  }
  const fraction = flags.context({ targetingKey: 1.5 });
  assert.equal(checkout.value(fraction), true);
  assert.equal(checkout.details(fraction).errorCode, 'INVALID_CONTEXT');
  const integers = [7, 7n, '7'].map((key) =>
    checkout.details(flags.context({ targetingKey: key })),
  );
  assert.equal(new Set(integers.map(({ bucket }) => bucket)).size, 1);
});

test('value never throws, whatever it is given', () => {
  const search = flags.handle('search', { default: false });
  const cycle = { targetingKey: 'ada' };
  cycle.cycle = cycle;
  const trap = {
    get trap() {
      throw new Error('of the host');
    },
  };
  const hostile = [
    undefined,
    null,
    1,
    'ada',
    Symbol('s'),
    [],
    cycle,
    trap,
    () => 1,
    new Proxy({}, {}),
  ];
  for (const context of hostile) {
    assert.equal(search.value(context), true);
    assert.equal(search.value(flags.context(context)), true);
    assert.equal(search.details(context).value, true);
  }
  const partly = {
    user: { plan: 'pro' },
    get trap() {
      throw new Error('of the host');
    },
  };
  assert.equal(flags.handle('colour', { default: '' }).value(partly), 'gold');
  const odd = { '\ud800': 1, user: { plan: '\ud800', at: new Date(0), is: NaN, big: 2n ** 80n } };
  assert.equal(flags.handle('colour', { default: '' }).value(flags.context(odd)), 'blue');
});

test('a plain object is a context too', () => {
  const colour = flags.handle('colour', { default: '' });
  assert.equal(colour.value({ user: { plan: 'pro' } }), 'gold');
  assert.equal(colour.value({ 'user.plan': 'pro' }), 'gold');
  assert.equal(colour.value({ user: { plan: 'free' } }), 'blue');
});

test('by name: a value with a default, details without one, all values at once', () => {
  const context = flags.context({ targetingKey: 'ada' });
  assert.equal(flags.value('search', context, false), true);
  assert.equal(flags.value('serch', context, false), false);
  assert.equal(flags.details('serch', context, false).errorCode, 'FLAG_NOT_FOUND');
  assert.equal(flags.details('search', context, 'on').errorCode, 'TYPE_MISMATCH');
  assert.deepEqual(flags.details('limits', context, {}).value, { per_minute: 10 });
  assert.equal(flags.evaluate('attempts', context).value, 3);
  const all = flags.evaluateAll(context);
  assert.deepEqual(Object.keys(all).sort(), flags.names.sort());
  assert.equal(all.account, 9007199254740993n);
  assert.match(String(flags.explain('checkout', context)), /rollout to 50%/);
  assert.throws(() => flags.explain('serch', context), { code: 'E_UNKNOWN_FLAG' });
});

test('what a flag gives is shared, and cannot be changed', () => {
  const limits = flags.handle('limits', { default: {} });
  const context = flags.context({});
  assert.deepEqual(limits.value(context), { per_minute: 10 });
  assert.throws(() => {
    limits.value(context).per_minute = 0;
  }, TypeError);
});

test('a context serves several environments and projects', () => {
  const production = flags.handle('search', { default: false });
  const staging = project.environment('staging').flags.handle('search', { default: true });
  const other = small({
    'config/feature-flags.yaml': 'feature_flags: {search: {staging: true}}\n',
  });
  const elsewhere = other.environment('staging').flags.handle('search', { default: false });
  const context = new Context({ targetingKey: 'ada' });
  for (let round = 0; round < 3; round++) {
    assert.deepEqual(
      [production.value(context), staging.value(context), elsewhere.value(context)],
      [true, false, true],
    );
  }
});

test('a handle made later joins a context that was already asked', () => {
  const { flags } = small({ 'config/feature-flags.yaml': FLAGS }).environment('production');
  const context = flags.context({ user: { plan: 'pro' } });
  assert.equal(flags.handle('search', { default: false }).value(context), true);
  assert.equal(flags.handle('colour', { default: '' }).value(context), 'gold');
});

test('handles and contexts follow a reload; flags of a snapshot do not', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'stageline-'));
  t.after(() => rmSync(root, { recursive: true }));
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const path = 'config/feature-flags.yaml';
  write(path, 'feature_flags: {search: {production: false}, gone: {production: true}}\n');
  const project = await Project.open(root);
  const { flags } = project.environment('production');
  const pinned = project.snapshot().environment('production').flags;
  const search = flags.handle('search', { default: false });
  const gone = flags.handle('gone', { default: false });
  const before = pinned.handle('search', { default: true });
  const still = flags.pinned().handle('search', { default: true });
  const context = flags.context({ user: { plan: 'pro' } });
  assert.deepEqual([search.value(context), gone.value(context)], [false, true]);

  write(
    path,
    'feature_flags: {search: {production: {default: false, rules: [{when: user.plan == "pro", serve: true}]}}}\n',
  );
  await project.reload();
  assert.equal(search.value(context), true);
  assert.equal(gone.value(context), false);
  assert.equal(gone.details(context).errorCode, 'FLAG_NOT_FOUND');
  assert.equal(before.value(context), false);
  assert.equal(still.value(context), false);

  write(path, 'feature_flags: {search: {production: text}}\n');
  project.reloadSync([path]);
  assert.equal(search.value(context), false);
  assert.equal(search.details(context).errorCode, 'TYPE_MISMATCH');
});

test('all environments of a project give the same flags object', () => {
  assert.equal(project.environment('production').flags, flags);
  assert.notEqual(project.environment('staging').flags, flags);
  assert.notEqual(project.snapshot().environment('production').flags, flags);
});
