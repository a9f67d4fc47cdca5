// Configuration: trees, values, origins, explanations, overrides, schemas.
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  ConfigError,
  Explanation,
  Project,
  Resolved,
  UnknownNameError,
  UsageError,
} from 'stageline';
import { small, storefront } from '../fixtures/storefront.mjs';

const project = Project.openSync(storefront);
const production = project.environment('production');
const api = production.service('api');

test('a service resolves to a tree of its own, keys as they are written', () => {
  const config = api.resolve();
  assert.ok(config instanceof Resolved);
  assert.equal(config.get('replicas'), 8);
  assert.equal(config.get('autoscaling.min_replicas'), config.get(['autoscaling', 'min_replicas']));
  assert.deepEqual(config.get([]), config.toObject());
  assert.deepEqual(JSON.parse(JSON.stringify(config)), JSON.parse(String(config)));
  const tree = config.toObject();
  tree.replicas = 0;
  assert.equal(config.get('replicas'), 8);
  assert.equal(config.has('replicas'), true);
  assert.equal(config.has('replica'), false);
});

test('equal trees have equal digests', () => {
  assert.equal(api.resolve().digest, api.resolve().digest);
  assert.match(api.resolve().digest, /^sl1:[0-9a-f]{64}$/);
  assert.notEqual(api.resolve().digest, production.resolve().digest);
});

test('an origin is a place with its layer, and prints as the place', () => {
  const origin = api.origin('replicas');
  assert.equal(String(origin), 'config/services/api/production.yaml:4:13');
  assert.equal(`${origin.place}`, String(origin));
  assert.deepEqual([origin.layer, origin.name], ['service', 'production']);
  assert.deepEqual(origin.toJSON(), {
    place: {
      file: 'config/services/api/production.yaml',
      line: 4,
      column: 13,
      end_line: 4,
      end_column: 14,
    },
    layer: 'service',
    name: 'production',
    references: [],
  });
  assert.throws(() => {
    origin.place.line = 1;
  }, TypeError);
});

test('an explanation lists the layers, strongest first', () => {
  const config = small().environment('production');
  const explanation = config.explain('database.pool_size');
  assert.equal(explanation.value, 50);
  assert.deepEqual(
    explanation.steps.map(({ layer, effect, value, place }) => [layer, effect, value, `${place}`]),
    [
      ['environment', 'sets', 50, 'config/production.yaml:2:35'],
      ['base', 'overridden', 10, 'config/base.yaml:1:30'],
    ],
  );
  assert.match(String(explanation), /^database\.pool_size = 50\n/);
  assert.equal(explanation.toJSON().steps[0].place.end_line, 2);
});

test('what a text refers to is said with its place', () => {
  const text = `overrides: {host: "shop.$\{domain}", domain: example.test}\n`;
  const at = small({ 'config/production.yaml': text }).environment('production');
  const said = ({ references }) => references.map(({ text, place }) => [text, `${place}`]);
  const expected = [['domain', 'config/production.yaml:1:45']];
  assert.deepEqual(said(at.origin('host')), expected);
  assert.deepEqual(said(at.explain('host')), expected);
  assert.ok(Object.isFrozen(at.origin('host').references[0]));
  assert.deepEqual(said(at.origin('domain')), []);
});

test('every leaf is explained in one call, deleted ones too', () => {
  const text = 'extends: base\noverrides: {name: !delete , database: {pool_size: 50}}\n';
  const at = small({ 'config/production.yaml': text }).environment('production');
  const all = at.explainAll();
  assert.ok(Object.isFrozen(all) && all.every((each) => each instanceof Explanation));
  assert.deepEqual(
    all.map(({ path, value }) => [path, value]),
    [
      ['database.pool_size', 50],
      ['database.hosts.0', 'a'],
      ['database.hosts.1', 'b'],
      ['name', null],
    ],
  );
  assert.deepEqual(
    all.at(-1).steps.map(({ effect }) => effect),
    ['deletes', 'overridden'],
  );
  for (const each of all) assert.deepEqual(each.toJSON(), at.explain(each.path).toJSON());
  assert.deepEqual(at.explainAll('database').map(String), all.slice(0, 3).map(String));
  assert.deepEqual(api.explainAll(), api.resolve().explainAll([]));
  assert.throws(() => at.explainAll('nothing'), { code: 'E_UNKNOWN_PATH' });
  assert.throws(() => at.explainAll(1), UsageError);
});

test('keys of a tree inside an answer stay as they are written', () => {
  const authored = small({ 'config/production.yaml': 'overrides: {some_key: {inner_key: 1}}\n' });
  const explanation = authored.environment('production').explain('some_key');
  assert.deepEqual(explanation.value, { inner_key: 1 });
  assert.deepEqual(explanation.steps[0].value, { inner_key: 1 });
});

test('an integer that a number cannot hold is a bigint, and nothing is rounded', () => {
  const numbers = {
    most: '18446744073709551615',
    least: '-9223372036854775808',
    unsafe: '9007199254740992',
    safe: '9007199254740991',
    negative: '-9007199254740991',
    half: '0.5',
    whole: '1.0',
    large: '1e300',
    endless: '.inf',
    below: '-.inf',
    odd: '.nan',
    zero: '"\\0i1"',
    '"\\0key"': '1',
    list: '[9007199254740993, 1]',
  };
  const text = Object.entries(numbers).map(([key, value]) => `  ${key}: ${value}\n`);
  const of = small({ 'config/production.yaml': `overrides:\n${text.join('')}` });
  const tree = of.environment('production').resolve().toObject();
  assert.deepEqual(tree, {
    most: 18446744073709551615n,
    least: -9223372036854775808n,
    unsafe: 9007199254740992n,
    safe: 9007199254740991,
    negative: -9007199254740991,
    half: 0.5,
    whole: 1,
    large: 1e300,
    endless: Infinity,
    below: -Infinity,
    odd: NaN,
    zero: '\0i1',
    '\0key': 1,
    list: [9007199254740993n, 1],
  });
  assert.equal(of.environment('production').resolve().get('most'), 18446744073709551615n);
});

test('hostile keys are data and reach no prototype', () => {
  const yaml = 'overrides: {__proto__: {polluted: true}, constructor: 1, toString: 2}\n';
  const tree = small({ 'config/production.yaml': yaml }).environment('production').resolve();
  assert.equal(tree.toObject().polluted, undefined);
  assert.equal({}.polluted, undefined);
  assert.deepEqual(Object.keys(tree.toObject()), ['__proto__', 'constructor', 'toString']);
  assert.equal(tree.get('__proto__.polluted'), true);
});

test('overrides lie on top, with their merge instructions', () => {
  const at = small().environment('production');
  const overridden = at.resolve({
    overrides: {
      database: { pool_size: 12345678901234567890n, hosts: { $append: ['c'] }, left: undefined },
      name: { $delete: true },
      new: new Map([['key', null]]),
    },
  });
  assert.deepEqual(overridden.toObject(), {
    database: { pool_size: 12345678901234567890n, hosts: ['a', 'b', 'c'] },
    new: { key: null },
  });
  assert.equal(overridden.origin('new.key').layer, 'caller');
  assert.equal(overridden.origin('new.key').place, null);
  assert.equal(at.resolve().get('database.pool_size'), 50);
});

test('overrides that cannot cross are refused, and the path is named', () => {
  const at = small().environment('production');
  const refused = (overrides, pattern) =>
    assert.throws(
      () => at.resolve({ overrides }),
      (error) => {
        assert.ok(error instanceof UsageError, error);
        assert.match(error.message, pattern);
        return true;
      },
    );
  refused({ a: new Set() }, /a Set at `a`/);
  refused({ a: [1, () => 1] }, /a function at `a\.1`/);
  refused({ a: 2n ** 64n }, /64-bit/);
  refused({ a: '\ud800' }, /UTF-16/);
  refused({ a: Symbol('s') }, /a symbol at `a`/);
  refused([1], /overrides are a map, and a list/);
  refused(null, /overrides are a map/);
  const cycle = {};
  cycle.cycle = cycle;
  refused(cycle, /^the value given is nested deeper than 255 levels$/);
  assert.throws(() => at.resolve({ overrides: { a: { $shift: 1 } } }), { code: 'E_MERGE' });
});

test('a record is a tree too', () => {
  const { record } = production;
  assert.equal(record.get('tier'), 'production');
  assert.match(String(record.origin('tier')), /^config\/environments\.yaml:\d+:\d+$/);
  assert.equal(production.isProduction, true);
  assert.equal(project.environment('staging').isProduction, false);
});

test('services are seen from an environment', () => {
  assert.deepEqual(production.serviceNames, ['api', 'payments', 'search', 'web', 'worker']);
  assert.deepEqual(
    production.services.map((service) => service.name),
    production.serviceNames,
  );
  const more = { 'config/services/web/staging.yaml': 'web: {replicas: 1}\n' };
  const absent = small(more).environment('production').service('web');
  assert.equal(absent.isConfigured, false);
  assert.throws(() => absent.resolve(), { code: 'E_SERVICE_ABSENT', name: 'ConfigError' });
  assert.equal(absent.environment.name, 'production');
});

test('a tenant derives its environment', () => {
  const derived = production.tenant('harbor-books');
  assert.equal(derived.name, 'harbor-books-production');
  assert.equal(derived.tenantName, 'harbor-books');
  assert.equal(production.tenantName, undefined);
  assert.throws(() => production.tenant('harbour-books'), { code: 'E_UNKNOWN_TENANT' });
});

test('a name that is not known is an error with suggestions', () => {
  const unknown = (ask, code, suggestion) =>
    assert.throws(ask, (error) => {
      assert.ok(error instanceof UnknownNameError);
      assert.equal(error.code, code);
      assert.deepEqual(error.suggestions, suggestion ? [suggestion] : []);
      return true;
    });
  unknown(() => project.environment('prodution'), 'E_UNKNOWN_ENVIRONMENT', 'production');
  unknown(() => production.service('apy'), 'E_UNKNOWN_SERVICE', 'api');
  unknown(() => api.resolve().get('replica'), 'E_UNKNOWN_PATH', 'replicas');
  for (const hostile of ['__proto__', 'constructor', '', '\0', '../x', 'x'.repeat(1e6), '\ud800']) {
    assert.throws(() => project.environment(hostile), UnknownNameError);
    assert.throws(() => production.service(hostile), UnknownNameError);
  }
});

test('what is no name and no path is refused', () => {
  for (const wrong of [undefined, null, 1, {}, ['production'], Symbol('s')]) {
    assert.throws(() => project.environment(wrong), UsageError);
    assert.throws(() => production.service(wrong), UsageError);
  }
  for (const wrong of [undefined, null, 1, {}, [1.5], [-1], [null]]) {
    assert.throws(() => api.resolve().get(wrong), UsageError);
    assert.throws(() => api.origin(wrong), UsageError);
  }
  assert.throws(() => api.resolve().get('a..b'), { code: 'E_USAGE' });
  assert.throws(() => api.resolve({ override: {} }), /`override` is no option here/);
});

// A Standard Schema, written by hand: replicas is a number, region a text.
const schema = (validate) => ({ '~standard': { version: 1, vendor: 'test', validate } });

test('a schema reads the tree, and its answer is returned', () => {
  const read = schema((value) => ({ value: { ...value, read: true } }));
  assert.equal(api.resolve({ schema: read }).read, true);
  assert.equal(api.resolve({ schema: read, overrides: { replicas: 2 } }).replicas, 2);
});

test('an issue of a schema is an error at the place of its value', () => {
  const one = schema(() => ({ issues: [{ message: 'too many', path: ['replicas'] }] }));
  assert.throws(
    () => api.resolve({ schema: one }),
    (error) => {
      assert.ok(error instanceof ConfigError);
      assert.equal(error.code, 'E_CONFIG_TYPE');
      assert.equal(error.message, 'config/services/api/production.yaml:4:13: `replicas`: too many');
      assert.equal(String(error.places[0]), 'config/services/api/production.yaml:4:13');
      return true;
    },
  );
});

test('several issues are listed; a missing value stands where its parent does', () => {
  const issues = [
    { message: 'too many', path: [{ key: 'replicas' }] },
    { message: 'required', path: ['autoscaling', 'metric', 0] },
    { message: 'no good' },
  ];
  assert.throws(
    () => api.resolve({ schema: schema(() => ({ issues })) }),
    (error) => {
      assert.match(error.message, /^3 values do not fit the schema\n/);
      assert.equal(error.problems.length, 3);
      assert.ok(error.problems.every((problem) => problem instanceof ConfigError));
      assert.equal(String(error.problems[1].places[0]), String(api.origin('autoscaling').place));
      assert.equal(error.toJSON().problems[0].message, '`replicas`: too many');
      return true;
    },
  );
});

test('a schema that is none, or answers later, is refused', () => {
  assert.throws(() => api.resolve({ schema: {} }), /no Standard Schema/);
  const later = schema(async () => {
    throw new Error('nobody waits for this');
  });
  assert.throws(() => api.resolve({ schema: later }), /answers with a promise/);
  const failing = schema(() => {
    throw new RangeError('of the schema itself');
  });
  assert.throws(() => api.resolve({ schema: failing }), RangeError);
});
