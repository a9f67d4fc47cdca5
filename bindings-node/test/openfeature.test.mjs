// The provider under OpenFeature's own SDK: every kind, every error, reasons, events.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test from 'node:test';
import { OpenFeature, ProviderEvents, ProviderStatus } from '@openfeature/server-sdk';
import { Project, UsageError } from 'stageline';
import { StagelineProvider } from 'stageline/openfeature';
import { folder, small } from '../fixtures/storefront.mjs';

const require = createRequire(import.meta.url);

const FLAGS = `feature_flags:
  search: {production: true}
  colour:
    metadata: {team: checkout, score: 0.5, more: [1]}
    variants: {gold: '#fc0', blue: '#00f'}
    production:
      default: blue
      rules: [{when: user.plan == 'pro' and user.since < '2027-01-01', serve: gold}]
  attempts: {production: 3}
  ratio: {production: 0.5}
  limits: {production: {default: {per_minute: 10, hosts: [a, b]}, rules: []}}
  account: {production: 9007199254740993}
  most: {production: 18446744073709551615}
  accounts: {production: {default: {list: [1, 9007199254740993]}, rules: []}}
  checkout: {production: {rollout: {percentage: 50}}}
  badge: {production: {rollout: {percentage: 50, by: user.vip}}}
  off: {kill_switch: true, variants: {on: 1, off: 0}, production: on}
  silent: {staging: true}
  broken: {production: {rules: [{when: 'user.plan ==', serve: true}], default: true}}
  cart: {production: {rollout: {percentage: 100, over: 10s, start: 2127-01-31T09:00:00Z}}}
`;

async function client(t, project, domain = t.name) {
  const provider = new StagelineProvider(project, 'production');
  await OpenFeature.setProviderAndWait(domain, provider);
  t.after(() => OpenFeature.clearProviders());
  return OpenFeature.getClient(domain);
}

const project = () => small({ 'config/feature-flags.yaml': FLAGS }, { lenient: true });

test('every kind of value is answered with its reason and variant', async (t) => {
  const of = await client(t, project());
  const pro = { targetingKey: 'ada', user: { plan: 'pro', since: new Date('2026-05-01') } };
  const told = async (details) => {
    const { value, reason, variant, errorCode } = await details;
    return [value, reason, variant, errorCode];
  };
  assert.deepEqual(await told(of.getBooleanDetails('search', false)), [
    true,
    'STATIC',
    undefined,
    undefined,
  ]);
  assert.deepEqual(await told(of.getStringDetails('colour', '', pro)), [
    '#fc0',
    'TARGETING_MATCH',
    'gold',
    undefined,
  ]);
  assert.deepEqual(await told(of.getStringDetails('colour', '')), [
    '#00f',
    'DEFAULT',
    'blue',
    undefined,
  ]);
  assert.equal(await of.getNumberValue('attempts', 0), 3);
  assert.equal(await of.getNumberValue('ratio', 0), 0.5);
  assert.deepEqual(await told(of.getNumberDetails('off', 7)), [0, 'DISABLED', 'off', undefined]);
  const limits = await of.getObjectValue('limits', {});
  assert.deepEqual(limits, { per_minute: 10, hosts: ['a', 'b'] });
  limits.per_minute = 11;
  assert.equal((await of.getObjectValue('limits', {})).per_minute, 10);
  const split = await of.getBooleanDetails('checkout', false, pro);
  assert.equal(split.reason, 'SPLIT');
  assert.equal(split.value, split.flagMetadata.bucket < split.flagMetadata.threshold);
  assert.deepEqual(await told(of.getBooleanDetails('silent', true)), [
    true,
    'DEFAULT',
    undefined,
    undefined,
  ]);
});

test('metadata says what decided, where it stands, and for how long', async (t) => {
  const of = await client(t, project());
  const user = { plan: 'pro', since: '2026-01-01' };
  const colour = await of.getStringDetails('colour', '', { user });
  assert.deepEqual(colour.flagMetadata, {
    team: 'checkout',
    score: 0.5,
    setIn: 'production',
    decidedBy: 'rule 0',
    rule: 0,
    place: 'config/feature-flags.yaml:8:79',
  });
  const cart = await of.getBooleanDetails('cart', false, { targetingKey: 'ada' });
  assert.match(cart.flagMetadata.validUntil, /^2127-01-31T09:00:0\d\.\d{3}Z$/);
});

test('what cannot be decided is the default with an error code of OpenFeature', async (t) => {
  const of = await client(t, project());
  const cases = [
    ['FLAG_NOT_FOUND', 'Boolean', 'serch', true],
    ['TYPE_MISMATCH', 'Boolean', 'colour', true],
    ['TYPE_MISMATCH', 'String', 'search', 'x'],
    ['TYPE_MISMATCH', 'Number', 'search', 7],
    ['TYPE_MISMATCH', 'Object', 'search', { a: 1 }],
    ['TARGETING_KEY_MISSING', 'Boolean', 'checkout', true],
    ['TARGETING_KEY_MISSING', 'Boolean', 'badge', true, { targetingKey: 'ada' }],
    ['INVALID_CONTEXT', 'Boolean', 'badge', true, { user: { vip: true } }],
    ['PARSE_ERROR', 'Boolean', 'broken', false],
    ['TYPE_MISMATCH', 'Object', 'limits', { until: new Date(0) }],
    ['TYPE_MISMATCH', 'Number', 'account', 7],
    ['TYPE_MISMATCH', 'Number', 'most', 7],
    ['TYPE_MISMATCH', 'Object', 'accounts', { list: [] }],
    ['INVALID_CONTEXT', 'Boolean', 'search', false, cyclic()],
  ];
  for (const [code, kind, flag, fallback, context] of cases) {
    const details = await of[`get${kind}Details`](flag, fallback, context);
    assert.equal(details.errorCode, code, flag);
    assert.deepEqual(details.value, fallback);
    assert.equal(details.reason, 'ERROR');
    assert.ok(details.errorMessage.length > 10);
  }
});

test('metadata of what cannot be decided names the entry', async (t) => {
  const of = await client(t, project());
  const broken = await of.getBooleanDetails('broken', false);
  assert.equal(broken.errorCode, 'PARSE_ERROR');
  assert.match(broken.flagMetadata.place, /^config\/feature-flags\.yaml:\d+:\d+$/);
  assert.equal(broken.flagMetadata.decidedBy, 'nothing');
  const colour = await of.getBooleanDetails('colour', false);
  assert.equal(colour.errorCode, 'TYPE_MISMATCH');
  assert.equal(colour.flagMetadata.team, 'checkout');
  assert.match(colour.flagMetadata.place, /^config\/feature-flags\.yaml:\d+:\d+$/);
  const none = await of.getBooleanDetails('serch', false);
  assert.deepEqual(none.flagMetadata, { decidedBy: 'nothing' });
});

/** A context that holds itself. */
function cyclic() {
  const cycle = { targetingKey: 'ada' };
  cycle.cycle = cycle;
  return cycle;
}

test('a context is merged from all its layers, and may hold anything', async (t) => {
  const of = await client(t, project());
  of.setContext({ user: { plan: 'pro', since: '2026-01-01' } });
  assert.equal(await of.getStringValue('colour', ''), '#fc0');
  const odd = { targetingKey: 'ada', deep: { trap: Symbol('s'), list: [1n, null, undefined] } };
  assert.equal(await of.getStringValue('colour', '', odd), '#fc0');
});

test('events tell another state, one that cannot be read, and the next that can', async (t) => {
  const root = folder(t, {
    files: { ...smallFiles, 'config/feature-flags.yaml': FLAGS_OF(false) },
  });
  const project = await Project.open(root);
  const of = await client(t, project);
  const heard = [];
  for (const event of ['Ready', 'Stale', 'ConfigurationChanged', 'Error']) {
    of.addHandler(ProviderEvents[event], (details) => heard.push([event, details.providerName]));
  }
  await turn();
  heard.length = 0;
  const write = (text) => writeFileSync(join(root, 'config/feature-flags.yaml'), text);
  await project.reload();
  await turn();
  assert.deepEqual(heard, [], 'nothing changed');
  write(FLAGS_OF(true));
  await project.reload();
  await turn();
  assert.deepEqual(heard.splice(0), [['ConfigurationChanged', 'stageline']]);
  assert.equal(await of.getBooleanValue('search', false), true);
  write('feature_flags: [');
  await assert.rejects(project.reload());
  await turn();
  assert.deepEqual(heard.splice(0), [['Stale', 'stageline']]);
  assert.equal(of.providerStatus, ProviderStatus.STALE);
  assert.equal(await of.getBooleanValue('search', false), true);
  write(FLAGS_OF(false));
  project.reloadSync();
  await turn();
  assert.deepEqual(heard.splice(0), [
    ['Ready', 'stageline'],
    ['ConfigurationChanged', 'stageline'],
  ]);
  assert.equal(of.providerStatus, ProviderStatus.READY);
  await OpenFeature.clearProviders();
  write(FLAGS_OF(true));
  await project.reload();
  await turn();
  assert.deepEqual(heard, []);
});

const smallFiles = { 'config/environments.yaml': 'environments: {production: {}}' };
const FLAGS_OF = (value) => `feature_flags: {search: {production: ${value}}}\n`;
const turn = () => new Promise(setImmediate);

test('it answers for an environment that is there, and both doors give the same class', () => {
  assert.equal(require('stageline/openfeature').StagelineProvider, StagelineProvider);
  const provider = new StagelineProvider(project().snapshot(), 'production');
  assert.equal(provider.metadata.name, 'stageline');
  assert.throws(() => new StagelineProvider(project(), 'prodution'), {
    code: 'E_UNKNOWN_ENVIRONMENT',
    suggestions: ['production'],
  });
  for (const wrong of [[], [project()], [null, 'production'], [{}, 'production']]) {
    assert.throws(() => new StagelineProvider(...wrong), UsageError);
  }
});
