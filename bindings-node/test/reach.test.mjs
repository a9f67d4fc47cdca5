// What a change of files reaches, and who has a say from one line.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Affected, Project, UsageError } from 'stageline';
import { small, storefront } from '../fixtures/storefront.mjs';

const snapshot = Project.openSync(storefront).snapshot();

test('a change of files reaches parts of environments', () => {
  const affected = snapshot.affected(['config/services/api/production.yaml', 'README.md']);
  assert.ok(affected instanceof Affected && Object.isFrozen(affected.entries[0]));
  assert.ok(
    affected.entries.some(
      ({ environment, part, service }) =>
        environment === 'production' && part === 'service' && service === 'api',
    ),
  );
  assert.deepEqual(affected.unknown, ['README.md']);
  assert.match(String(affected), /^production: service api$/m);
  assert.match(String(affected), /^unknown: README\.md$/m);
  assert.deepEqual(affected.toJSON(), {
    entries: affected.entries,
    pipelines: [],
    unknown: ['README.md'],
  });
});

test('the matrix lists the services to deploy again, as jobs take it', () => {
  const affected = small().snapshot().affected(['config/services/api/staging.yaml']);
  const expected = { include: [{ environment: 'staging', service: 'api' }] };
  assert.deepEqual(affected.matrix(), expected);
  assert.equal(JSON.stringify(affected.matrix()), JSON.stringify(expected));
  // The caller's own.
  affected.matrix().include.pop();
  assert.deepEqual(affected.matrix(), expected);
  assert.deepEqual(small().snapshot().affected([]).matrix(), { include: [] });
});

test('a line is used where its values are', () => {
  const uses = small().snapshot().whoUses('config/base.yaml', 1);
  assert.ok(Object.isFrozen(uses) && Object.isFrozen(uses[0]));
  const pool = uses.filter(({ path }) => path === 'database.pool_size');
  assert.deepEqual(pool, [
    {
      environment: 'staging',
      part: 'configuration',
      service: null,
      path: 'database.pool_size',
      wins: true,
    },
    {
      environment: 'production',
      part: 'configuration',
      service: null,
      path: 'database.pool_size',
      wins: false,
    },
  ]);
  for (const line of [0, 99, 2 ** 32 + 1]) {
    assert.deepEqual(small().snapshot().whoUses('config/base.yaml', line), []);
  }
});

test('what is no path and no line is refused', () => {
  assert.throws(() => snapshot.affected('config/base.yaml'), UsageError);
  assert.throws(() => snapshot.affected(), UsageError);
  for (const line of [undefined, null, '1', -1, 1.5, NaN]) {
    assert.throws(() => snapshot.whoUses('config/base.yaml', line), UsageError);
  }
  assert.throws(() => snapshot.whoUses(), UsageError);
  assert.throws(() => snapshot.whoUses('config/bases.yaml', 1), {
    code: 'E_FILE_NOT_FOUND',
    name: 'LoadError',
  });
});
