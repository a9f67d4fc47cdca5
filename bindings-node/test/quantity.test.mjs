// Quantities: exact amounts, compared by what they mean.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ConfigError, Project, Quantity, UsageError } from 'stageline';
import { storefront } from '../fixtures/storefront.mjs';

test('equal amounts are equal, however they are spelled', () => {
  for (const [kind, ...spelled] of [
    ['cpu', '2 cores', 2, '2000m', 2n],
    ['bytes', '1Gi', '1024Mi', 1073741824],
    ['duration', '90s', '1m30s', 90],
    ['percent', '70%', 70, '70'],
  ]) {
    const [first, ...others] = spelled.map((value) => new Quantity(value, kind));
    for (const other of others) {
      assert.ok(first.equals(other) && first.compare(other) === 0);
      assert.equal(String(first), String(other));
    }
  }
  assert.ok(!new Quantity(1, 'cpu').equals(new Quantity(1, 'bytes')));
  assert.ok(!new Quantity(1, 'cpu').equals(1));
});

test('amounts are ordered exactly, beyond what a number holds', () => {
  const [less, more] = ['9007199254740992', '9007199254740993'].map(
    (n) => new Quantity(n, 'bytes'),
  );
  assert.ok(less < more && more > less && !(less > more));
  assert.deepEqual([less.compare(more), more.compare(less)], [-1, 1]);
  const sorted = ['1Gi', '10M', '2Ki'].map((text) => new Quantity(text, 'bytes'));
  assert.deepEqual(sorted.sort((a, b) => a.compare(b)).map(String), [
    '2048',
    '10000000',
    '1073741824',
  ]);
  assert.throws(() => less.compare(new Quantity(1, 'cpu')), UsageError);
  assert.throws(() => less.compare(1), UsageError);
});

test('a quantity has one text, an exact amount and a number', () => {
  const half = new Quantity('500m', 'cpu');
  assert.deepEqual([half.kind, half.nanos, half.toNumber()], ['cpu', 500_000_000n, 0.5]);
  assert.equal(`${half}`, '0.5');
  assert.equal(JSON.stringify({ half }), '{"half":"0.5"}');
  assert.equal(String(new Quantity('-0.25', 'cpu')), '-0.25');
  assert.equal(String(new Quantity(0, 'cpu')), '0');
  assert.equal(String(new Quantity('100', 'cpu')), '100');
  assert.ok(new Quantity(String(half), 'cpu').equals(half));
  assert.throws(() => {
    half.kind = 'bytes';
  }, TypeError);
});

test('what is no quantity is refused, and not quoted', () => {
  assert.throws(
    () => new Quantity('hunter2', 'cpu'),
    (error) => {
      assert.ok(error instanceof ConfigError);
      assert.equal(error.code, 'E_QUANTITY');
      assert.doesNotMatch(`${error.message} ${error.help}`, /hunter2/);
      return true;
    },
  );
  for (const wrong of [null, true, [], {}, NaN]) {
    assert.throws(() => new Quantity(wrong, 'cpu'), { code: 'E_QUANTITY' });
  }
  for (const wrong of [undefined, () => 1]) {
    assert.throws(() => new Quantity(wrong, 'cpu'), UsageError);
  }
  assert.throws(() => new Quantity(1, 'cpus'), { code: 'E_USAGE', suggestions: ['cpu'] });
  assert.throws(() => new Quantity(1), UsageError);
});

test('a schema may read quantities out of a configuration', () => {
  const api = Project.openSync(storefront).environment('production').service('api');
  const validate = ({ resources: { limits } }) => ({
    value: { cpu: new Quantity(limits.cpu, 'cpu'), memory: new Quantity(limits.memory, 'bytes') },
  });
  const limits = api.resolve({ schema: { '~standard': { version: 1, vendor: 'test', validate } } });
  assert.ok(limits.cpu.equals(new Quantity('2 cores', 'cpu')));
  assert.ok(limits.memory <= new Quantity('2Gi', 'bytes'));
});
