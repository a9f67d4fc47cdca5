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
  assert.throws(() => flags.handle('account', { default: 0 }), {
    code: 'E_TYPE',
    message: /holds an integer that a number would round/,
    help: 'ask for an integer',
  });
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
  const trap = {
    get trap() {
      throw new Error('of the host');
    },
  };
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const hostile = [
    undefined,
    null,
    1,
    'ada',
    Symbol('s'),
    [],
    trap,
    proxy,
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

/** A value of so many levels. */
const nested = (levels, make) => (levels === 0 ? 1 : make(nested(levels - 1, make)));

test('an attribute of more than 32 levels leaves every flag undecided, wherever it stands', () => {
  const cycle = { targetingKey: 'ada' };
  cycle.left = cycle.right = cycle;
  const maps = (levels) => nested(levels, (below) => ({ below }));
  const lists = (levels) => nested(levels, (below) => [below]);
  const trap = {
    get trap() {
      throw new Error('of the host');
    },
    deep: maps(33),
  };
  const date = { list: nested(32, (below) => [below, new Date(0), new String('boxed')]) };
  for (const context of [{ a: maps(32) }, { a: lists(32) }, date, { a: { b: lists(31) } }]) {
    assert.equal(flags.evaluate('search', context).errorCode, null);
    assert.equal(flags.value('search', flags.context(context), false), true);
  }
  const deep = [
    cycle,
    trap,
    { a: maps(33) },
    { a: lists(33) },
    { a: maps(3000) },
    { a: { b: lists(32) } },
  ];
  for (const context of deep) {
    for (const asked of [context, flags.context(context)]) {
      assert.equal(flags.value('search', asked, false), false);
      assert.equal(flags.handle('colour', { default: 'mine' }).value(asked), 'mine');
      const { value, reason, errorCode, errorMessage } = flags.details('search', asked, false);
      assert.deepEqual([value, reason, errorCode], [false, 'ERROR', 'INVALID_CONTEXT']);
      assert.equal(errorMessage, 'an attribute of the context is nested deeper than 32 levels');
      assert.equal(flags.evaluate('nothing', asked).errorCode, 'FLAG_NOT_FOUND');
    }
  }
});

test('a number that stands for several integers is no key, and a bigint is one', () => {
  const text = `feature_flags:
  half: {production: {rollout: {percentage: 50, by: id}}}
  listed: {production: {default: false, targets: [{serve: true, by: id, keys: [9007199254740992, 9007199254740993]}]}}
  same: {production: {default: false, rules: [{when: id == 9007199254740992, serve: true}]}}
  next: {production: {default: false, rules: [{when: id == 9007199254740993, serve: true}]}}
`;
  const { flags } = small({ 'config/feature-flags.yaml': text }).environment('production');
  const asked = ['half', 'listed', 'same', 'next'];
  const told = (id) =>
    asked.map(
      (flag) => flags.details(flag, { id }, false).errorCode ?? flags.value(flag, { id }, false),
    );
  for (const id of [9007199254740992, JSON.parse('9007199254740993'), Number('9007199254740992')]) {
    assert.deepEqual(told(id), ['INVALID_CONTEXT', false, true, false]);
  }
  for (const id of [1e19, -1e19, 2 ** 53 + 2, 1e300]) {
    assert.deepEqual(told(id), ['INVALID_CONTEXT', false, false, false], String(id));
  }
  const bucket = (id) => flags.details('half', { id }, false).bucket;
  assert.equal(bucket(9007199254740993n), bucket('9007199254740993'));
  assert.equal(flags.value('listed', { id: 9007199254740993n }, false), true);
  assert.equal(flags.value('next', { id: 9007199254740993n }, false), true);
  assert.equal(bucket(2 ** 53 - 1), bucket('9007199254740991'));
  assert.equal(bucket(-(2 ** 53 - 1)), bucket('-9007199254740991'));
});

test('an integer that a number would round is no answer to who asks for a number', () => {
  const context = flags.context({});
  for (const asked of [context, {}]) {
    assert.equal(flags.value('account', asked, 7), 7);
    assert.equal(flags.value('account', asked, 7n), 9007199254740993n);
    const { value, errorCode, reason } = flags.details('account', asked, 7);
    assert.deepEqual([value, errorCode, reason], [7, 'TYPE_MISMATCH', 'ERROR']);
    assert.equal(flags.details('account', asked, 7n).value, 9007199254740993n);
    assert.equal(flags.evaluate('account', asked).value, 9007199254740993n);
    assert.equal(flags.value('account', asked, null), 9007199254740993n);
  }
});

test('whatever flags are asked with, they answer', () => {
  const context = flags.context({});
  const odd = [() => 1, Symbol('s'), 2n ** 64n, -(2n ** 70n), { a: () => 1 }, [new Date(0)]];
  for (const fallback of odd) {
    assert.equal(flags.value('nothing', context, fallback), fallback);
    assert.doesNotThrow(() => flags.value('search', context, fallback));
    for (const name of ['nothing', 'search']) {
      const details = flags.details(name, context, fallback);
      assert.equal(details.value, fallback);
      assert.deepEqual([details.errorCode, details.reason], ['TYPE_MISMATCH', 'ERROR']);
      assert.match(details.errorMessage, /^no flag holds such a default: /);
      assert.equal(String(details), `${name} = … (ERROR TYPE_MISMATCH, the caller's default)`);
      const known = flags.details('search', context, false).toJSON();
      assert.deepEqual(Object.keys(details.toJSON()).sort(), Object.keys(known).sort());
    }
  }
  for (const name of [1, null, undefined, {}, Symbol('s')]) {
    assert.equal(flags.value(name, context, true), true);
    const { value, errorCode } = flags.details(name, context, true);
    assert.deepEqual([value, errorCode], [true, 'FLAG_NOT_FOUND']);
    assert.equal(flags.evaluate(name, context).errorCode, 'FLAG_NOT_FOUND');
  }
  assert.equal(flags.evaluate('\ud800', context).errorCode, 'FLAG_NOT_FOUND');
  assert.throws(() => flags.value('search', context), UsageError);
  assert.throws(() => flags.details('search', context), UsageError);
});

const BUTTON = `feature_flags:
  button:
    variants: {red: "#f00", green: "#0f0"}
    default: red
    production: {split: {by: user.id, variants: {red: 50, green: 50}}}
  half: {production: {rollout: {percentage: 100}}}
  plain: {production: true}
`;
const buttons = small({ 'config/feature-flags.yaml': BUTTON }).environment('production').flags;

test('what cannot be hashed leaves only flags undecided that hash it', () => {
  const wrong = [NaN, Infinity, 0.5, true, 2 ** 70, 2n ** 70n, -(10n ** 400n), '\udc80'];
  for (const id of wrong) {
    for (const context of [{ 'user.id': id }, { user: { id } }]) {
      const { value, errorCode } = buttons.evaluate('button', context);
      assert.deepEqual([value, errorCode], ['#f00', 'INVALID_CONTEXT'], String(id));
      assert.equal(buttons.value('button', context, 'mine'), 'mine');
      assert.equal(buttons.value('plain', context, false), true);
    }
  }
  const { value, errorCode } = buttons.evaluate('button', { 'user.id': null });
  assert.deepEqual([value, errorCode], ['#f00', 'TARGETING_KEY_MISSING']);
});

test('a date is the text that every language has for its instant', () => {
  for (const [date, text] of [
    ['2027-01-31T11:00:00+02:00', '2027-01-31T09:00:00Z'],
    ['2027-01-31T09:00:00.250Z', '2027-01-31T09:00:00.25Z'],
    ['2027-01-31T09:00:10Z', '2027-01-31T09:00:10Z'],
  ]) {
    const { bucket } = buttons.evaluate('button', { 'user.id': text });
    assert.equal(typeof bucket, 'number');
    assert.equal(buttons.evaluate('button', { 'user.id': new Date(date) }).bucket, bucket);
  }
});

test('both names of the targeting key mean it', () => {
  for (const context of [{ targetingKey: 'u' }, { targeting_key: 'u' }]) {
    assert.equal(buttons.value('half', context, false), true);
  }
  assert.equal(buttons.evaluate('half', { user: 'u' }).errorCode, 'TARGETING_KEY_MISSING');
});

test('a time says what it misses', () => {
  for (const now of ['2027-01-01', 'tomorrow', new Date(NaN)]) {
    assert.throws(
      () => flags.context({}, { now }),
      (error) => {
        assert.doesNotMatch(error.message, /string/);
        return error instanceof UsageError && /2027-01-31T09:00:00Z/.test(error.help);
      },
    );
  }
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

const TIMED = `segments:
  testers: {keys: [ada]}
feature_flags:
  menu:
    variants: {new: {columns: 3}, old: {columns: 1}}
    default: old
    production:
      targets: [{serve: new, keys: [grace]}]
      rules: [{when: "segment('testers')", serve: new}]
  cart:
    staging: true
    production:
      rollout: {percentage: 100, over: 10s, start: 2027-01-31T09:00:00Z}
  sale:
    production:
      default: false
      schedule: [{at: 2026-12-24T00:00:00Z, set: {default: true}}, {at: 2027-01-07T00:00:00Z, set: false}]
  search: {production: {requires: [sale], default: true}}
  plain: {production: true}
`;
const timed = small({ 'config/feature-flags.yaml': TIMED });
const start = new Date('2027-01-31T09:00:00Z');
const plus = (millis) => new Date(start.valueOf() + millis);

test('details carry what an imported flag says of itself', () => {
  const text =
    'feature_flags: {old: {metadata: {team: a, place: {endColumn: 1}}, production: true}}';
  const { flags } = small({ 'config/feature-flags.yaml': text }).environment('production');
  const details = flags.evaluate('old', {});
  assert.deepEqual(details.metadata, { team: 'a', place: { endColumn: 1 } });
  assert.deepEqual(details.toJSON().metadata, details.metadata);
  assert.equal(timed.environment('production').flags.evaluate('plain', {}).metadata, null);
});

test('details tell the part that decided, and when the answer changes', () => {
  const { flags } = timed.environment('production');
  const ada = flags.context({ targetingKey: 'ada' }, { now: start });
  const menu = flags.details('menu', ada, {});
  assert.deepEqual(
    [menu.variant, menu.reason, menu.decidedBy, menu.rule, menu.target, menu.validUntil],
    ['new', 'TARGETING_MATCH', 'rule 0', 0, null, null],
  );
  const grace = flags.details('menu', { targetingKey: 'grace' }, {});
  assert.deepEqual([grace.decidedBy, grace.target, grace.rule], ['target 0', 0, null]);
  const cart = flags.evaluate('cart', ada);
  assert.deepEqual([cart.value, cart.decidedBy, cart.threshold], [false, 'rollout', 0]);
  assert.ok(cart.validUntil > start && cart.validUntil <= plus(10_000));
  assert.equal(flags.evaluate('cart', ada.at(cart.validUntil)).value, true);
  const search = flags.details('search', ada, true);
  assert.deepEqual(
    [search.value, search.reason, search.decidedBy, search.unmet, search.errorCode],
    [false, 'DISABLED', 'requires', 'sale', null],
  );
  assert.equal(flags.details('serch', ada, true).errorMessage, 'no flag is named `serch`');
  const document = cart.toJSON();
  assert.equal(document.valid_until, cart.validUntil.toISOString().replace(/\.?0*Z$/, 'Z'));
  assert.deepEqual(
    Object.keys(document).sort(),
    ['flag', 'value', 'variant', 'reason', 'error_code', 'rule', 'target', 'unmet', 'bucket']
      .concat(['threshold', 'set_in', 'place', 'valid_until'])
      .sort(),
  );
});

test('a context has a time of its own, or the clock says', (t) => {
  const { flags } = timed.environment('production');
  const cart = flags.handle('cart', { default: false });
  const plain = flags.handle('plain', { default: false });
  const context = flags.context({ targetingKey: 'ada' });
  assert.deepEqual(
    [context.at(start), context.at(plus(10_000))].map((c) => cart.value(c)),
    [false, true],
  );
  assert.equal(cart.value(context.at('2027-01-31T10:00:10+01:00')), true);
  for (const wrong of [new Date(Number.NaN), 'tomorrow', '2027-01-31', 7, null]) {
    assert.throws(() => context.at(wrong), UsageError);
    assert.throws(() => flags.context({}, { now: wrong }), UsageError);
  }
  assert.throws(() => flags.context({}, { at: start }), /`at` is no option/);

  const { validUntil } = flags.evaluate('cart', context.at(start));
  t.mock.timers.enable({ apis: ['Date'], now: start });
  const asked = () => [cart.value(context), plain.value(context)];
  assert.deepEqual(asked(), [false, true]);
  t.mock.timers.setTime(validUntil.valueOf() - 1);
  assert.deepEqual(asked(), [false, true]);
  t.mock.timers.setTime(validUntil.valueOf());
  assert.deepEqual(asked(), [true, true]);
});

test('several flags are answered together, in the order asked for', () => {
  const { flags } = timed.environment('production');
  const all = flags.evaluateMany(['plain', 'cart', 'plain'], flags.context({}, { now: start }));
  assert.ok(Object.isFrozen(all) && all[0] instanceof FlagDetails);
  assert.deepEqual(
    all.map(({ flag, value, errorCode }) => [flag, value, errorCode]),
    [
      ['plain', true, null],
      ['cart', false, 'TARGETING_KEY_MISSING'],
      ['plain', true, null],
    ],
  );
  assert.deepEqual(flags.evaluateMany([], {}), []);
  assert.throws(() => flags.evaluateMany(['plain', 'crat'], {}), { suggestions: ['cart'] });
  assert.throws(() => flags.evaluateMany('plain', {}), UsageError);
});

test('an explanation has every step, each with its words', () => {
  const { flags } = timed.environment('production');
  const found = flags.explain('menu', { targetingKey: 'ada' });
  assert.deepEqual(
    found.steps.map(({ kind }) => kind),
    ['entry', 'target', 'rule', 'segment'],
  );
  const [, target, rule] = found.steps;
  assert.equal(String(target.place), 'config/feature-flags.yaml:8:17');
  assert.match(String(target), /^the 1st target does not decide at .*: it does not list/);
  assert.deepEqual([rule.truth, rule.decided, rule.inTime, rule.note], ['true', true, null, null]);
  assert.deepEqual(found.toJSON().steps[2], rule.toJSON());
  assert.equal(rule.toJSON().in_time, null);
  const ramp = flags.explain('cart', flags.context({ targetingKey: 'ada' }, { now: start }));
  const rollout = ramp.steps.find(({ kind }) => kind === 'rollout');
  assert.deepEqual(rollout.until, ramp.validUntil);
  const sale = flags.explain('sale', flags.context({}, { now: start }));
  const change = sale.steps.find(({ kind }) => kind === 'change');
  assert.deepEqual(change.from, new Date('2027-01-07T00:00:00Z'));
});

test('a preview tells how large shares are at a time', () => {
  const { flags } = timed.environment('production');
  const half = flags.preview('cart', plus(5_000));
  assert.deepEqual(half.at, plus(5_000));
  assert.deepEqual(
    half.shares.map(({ percentage, movement, until }) => [percentage, movement, until]),
    [['50%', 'rising', plus(10_000)]],
  );
  assert.match(String(half), /^cart in production at 2027-01-31T09:00:05Z\n {2}50%, rising/);
  assert.equal(half.toJSON().next_change, null);
  const sale = flags.preview('sale', '2026-12-01T00:00:00Z');
  assert.deepEqual(sale.nextChange, new Date('2026-12-24T00:00:00Z'));
  assert.throws(() => flags.preview('crat', start), { suggestions: ['cart'] });
  assert.throws(() => flags.preview('cart'), UsageError);
});

test('what time will change is told for a context', () => {
  const { flags } = timed.environment('production');
  const winter = flags.context({ targetingKey: 'ada' }, { now: '2026-12-01T00:00:00Z' });
  const changes = flags.whenWill('sale', winter);
  assert.deepEqual(
    changes.map(({ at, value, reason }) => [at.toISOString(), value, reason]),
    [
      ['2026-12-24T00:00:00.000Z', true, 'STATIC'],
      ['2027-01-07T00:00:00.000Z', false, 'STATIC'],
    ],
  );
  assert.equal(String(changes[0]), '2026-12-24T00:00:00Z: true (STATIC)');
  assert.equal(changes[0].toJSON().at, '2026-12-24T00:00:00Z');
  const [cart] = flags.whenWill('cart', winter);
  assert.deepEqual(cart.at, flags.evaluate('cart', winter.at(start)).validUntil);
  assert.deepEqual(flags.whenWill('plain', winter), []);
  assert.throws(() => flags.whenWill('palin', winter), { suggestions: ['plain'] });
});

test('two environments are compared for contexts', () => {
  const [production, staging] = ['production', 'staging'].map((e) => timed.environment(e).flags);
  const found = production.compare(staging, [
    { targetingKey: 'ada' },
    production.context({ targetingKey: 'bob' }, { now: plus(10_000) }),
  ]);
  assert.deepEqual(
    [found.left, found.right, found.contexts, found.flags],
    ['production', 'staging', 2, 5],
  );
  const menu = found.differences.find(({ flag }) => flag === 'menu');
  assert.deepEqual(menu.contexts, [0]);
  assert.deepEqual(
    [menu.left.variant, menu.left.decidedBy, menu.left.setIn],
    ['new', 'rule 0', 'production'],
  );
  assert.equal(menu.right.variant, 'old');
  assert.equal(String(menu.left.place), 'config/feature-flags.yaml:9:51');
  assert.match(String(found), /^menu for 1 of 2 contexts\n {2}production: new by the 1st rule/m);
  assert.equal(found.toJSON().differences[0].left.decided_by, 'rule 0');
  assert.ok(!found.isEmpty && production.compare(production, [{}]).isEmpty);
  assert.throws(() => production.compare(timed, []), UsageError);
  assert.throws(() => production.compare(staging, {}), UsageError);
});

test('by name, many flags and contexts are answered as details say', () => {
  const lines = Array.from({ length: 300 }, (_, at) => `  f${at}: {production: ${at}}\n`).join('');
  const { flags } = small({ 'config/feature-flags.yaml': `feature_flags:\n${lines}` }).environment(
    'production',
  );
  const context = flags.context({ targetingKey: 'ada' });
  for (let round = 0; round < 2; round++) {
    for (let at = 0; at < 300; at++) {
      assert.equal(flags.value(`f${at}`, context, -1), at);
      assert.equal(flags.value(`f${at}`, {}, -1n), BigInt(at));
      assert.equal(flags.value(`f${at}`, context, 'x'), 'x');
      assert.equal(flags.value(`g${at}`, context, at % 2 === 0), at % 2 === 0);
    }
  }
  const fallback = { per_minute: 1 };
  assert.equal(flags.value('nowhere', context, fallback), fallback);
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

test('flags of a project are live; those of a snapshot, and pinned ones, are not', () => {
  assert.equal(flags.isLive, true);
  assert.equal(flags.pinned().isLive, false);
  assert.equal(project.snapshot().environment('production').flags.isLive, false);
});

test('all environments of a project give the same flags object', () => {
  assert.equal(project.environment('production').flags, flags);
  assert.notEqual(project.environment('staging').flags, flags);
  assert.notEqual(project.snapshot().environment('production').flags, flags);
});
