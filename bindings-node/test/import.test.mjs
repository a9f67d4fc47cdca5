// Flags of other tools: the file that comes of them, and what could not be kept.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ImportedFlags, importFlags, Project, UsageError } from 'stageline';

const UNLEASH = JSON.stringify({
  features: [
    {
      name: 'shop/cart',
      enabled: true,
      strategies: [
        {
          name: 'flexibleRollout',
          parameters: { rollout: '37', stickiness: 'userId', groupId: 'cart' },
        },
        { name: 'friends' },
      ],
      variants: [
        { name: 'red', weight: 1 },
        { name: 'blue', weight: 1 },
      ],
    },
  ],
});

function flags(yaml, environment = 'production') {
  const files = {
    'config/environments.yaml': 'environments: {production: {}, staging: {}}',
    'config/feature-flags.yaml': yaml,
  };
  return Project.fromFiles(files).environment(environment).flags;
}

const asked = (flags, user) => flags.evaluate('shop-cart', { userId: String(user) }).value;

test('what is imported puts everybody where they were', () => {
  const imported = importFlags(UNLEASH, { source: 'unleash' });
  assert.ok(imported instanceof ImportedFlags);
  assert.equal(imported.from, 'unleash');
  assert.deepEqual(imported.flags, ['shop-cart', 'shop-cart.variant']);
  assert.deepEqual(imported.renamed[0], { from: 'shop/cart', to: 'shop-cart' });
  assert.equal(String(imported), imported.yaml);
  assert.throws(() => imported.flags.push('x'), TypeError);
  const here = flags(imported.yaml);
  let taken = 0;
  for (let user = 0; user < 2000; user++) taken += Number(asked(here, user));
  assert.ok(taken > 640 && taken < 840, String(taken));
});

test('problems have codes, remedies and places, and are no exceptions', () => {
  const imported = importFlags(UNLEASH, { source: 'unleash', file: 'features.json' });
  const friends = imported.problems.find(({ message }) => message.includes('friends'));
  assert.equal(friends.code, 'E_IMPORT');
  assert.ok(friends.help);
  assert.match(String(friends.places[0]), /^features\.json:1:\d+$/);
  const fields = ['from', 'flags', 'renamed', 'problems', 'undecided', 'yaml'];
  assert.deepEqual(Object.keys(imported.toJSON()), fields);
});

test('for one environment flags answer there alone', () => {
  const one = importFlags(UNLEASH, { source: 'unleash', environment: 'production' });
  const everywhere = flags(importFlags(UNLEASH, { source: 'unleash' }).yaml);
  const here = flags(one.yaml);
  for (let user = 0; user < 100; user++) assert.equal(asked(here, user), asked(everywhere, user));
  const elsewhere = flags(one.yaml, 'staging').evaluate('shop-cart', { userId: 'ada' });
  assert.equal(elsewhere.setIn, null);
});

test('a flag that nobody can decide is told, and the rest is imported', () => {
  const on = { state: 'ENABLED', variants: { on: true }, defaultVariant: 'on' };
  const bad = { ...on, targeting: { if: [{ divide: [5, 0] }, 'on'] } };
  const imported = importFlags(JSON.stringify({ flags: { bad, good: on } }), { source: 'flagd' });
  assert.deepEqual(imported.undecided, ['bad']);
  assert.equal(imported.problems.length, 1);
  assert.equal(imported.problems[0].code, 'E_IMPORT');
  assert.match(imported.problems[0].help, /PARSE_ERROR/);
  assert.deepEqual(flags(imported.yaml).names, imported.flags);
});

test('every source is read', () => {
  const on = { state: 'ENABLED', variants: { on: true } };
  const eppo = { key: 'e', enabled: true, variationType: 'BOOLEAN', variations: {} };
  const sources = {
    eppo: { flags: { e: { ...eppo, allocations: [] } } },
    flagd: { flags: { f: on } },
    growthbook: { features: { g: { defaultValue: 1 } } },
    unleash: { features: [{ name: 'u', enabled: true }] },
  };
  for (const [source, document] of Object.entries(sources)) {
    const imported = importFlags(JSON.stringify(document), { source });
    assert.equal(imported.flags.length, 1, source);
    assert.deepEqual(flags(imported.yaml).names, imported.flags);
  }
});

test('a text that is none is refused with its place and without what it holds', () => {
  const large = `{"features": "${'x'.repeat(10_000_000)}"}`;
  for (const text of ['{hunter2', '[]', '{"features": {"hunter2": 1}}', '['.repeat(5000), large]) {
    assert.throws(
      () => importFlags(text, { source: 'unleash' }),
      (error) =>
        error.code === 'E_IMPORT' &&
        error.name === 'LoadError' &&
        error.places[0].file === 'flags.json' &&
        !String(error).includes('hunter2'),
    );
  }
});

test('a slip in what is asked is told', () => {
  const refused = (options) => () => importFlags(UNLEASH, options);
  assert.throws(refused({ source: 'unleesh' }), { suggestions: ['unleash'] });
  assert.throws(refused({ source: 'unleash', environment: 'rules' }), { code: 'E_NAME' });
  assert.throws(refused({ source: 'unleash', enviroment: 'x' }), /`enviroment` is no option/);
  assert.throws(refused(), UsageError);
  assert.throws(() => importFlags(7, { source: 'unleash' }), UsageError);
  assert.throws(() => new ImportedFlags(), Error);
});
