// Projects: opening, finding, reloading, snapshots, at once and as promises.
import assert from 'node:assert/strict';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { LoadError, Project, Snapshot, UsageError } from 'stageline';
import {
  copied,
  files,
  folder,
  small,
  storefront,
  storefrontPath,
} from '../fixtures/storefront.mjs';

test('a project opens by path and by URL, as a promise and at once', async () => {
  for (const project of [
    await Project.open(storefrontPath),
    await Project.open(storefront),
    Project.openSync(storefrontPath),
    Project.openSync(storefront),
  ]) {
    assert.equal(project.root.reason, 'given');
    assert.ok(project.snapshot().environmentNames.includes('production'));
  }
});

test('a promise leaves the event loop free while files are read', async () => {
  let turns = 0;
  const counting = setInterval(() => turns++, 0);
  await Promise.all(Array.from({ length: 8 }, () => Project.open(storefront)));
  clearInterval(counting);
  assert.ok(turns > 0);
});

test('a project is found upward from a folder, and says how', async (t) => {
  const root = copied(t);
  const start = join(root, 'config', 'services', 'api');
  const { STAGELINE_ROOT } = process.env;
  t.after(() => {
    delete process.env.STAGELINE_ROOT;
    if (STAGELINE_ROOT !== undefined) process.env.STAGELINE_ROOT = STAGELINE_ROOT;
  });
  delete process.env.STAGELINE_ROOT;
  assert.deepEqual((await Project.find({ start })).root, { path: root, reason: 'ancestor' });
  assert.equal(Project.findSync({ start: pathToFileURL(start) }).root.reason, 'ancestor');
  process.env.STAGELINE_ROOT = storefrontPath;
  assert.equal((await Project.find({ start })).root.reason, 'variable');
});

test('where no project is, the error names the folders that were searched', async (t) => {
  const start = folder(t);
  mkdirSync(join(start, '.git'));
  const refused = (error) => {
    assert.ok(error instanceof LoadError);
    assert.equal(error.code, 'E_PROJECT_NOT_FOUND');
    assert.ok(error.message.includes(start));
    return true;
  };
  await assert.rejects(Project.find({ start }), refused);
  assert.throws(() => Project.findSync({ start }), refused);
  await assert.rejects(Project.open(join(start, 'absent')), { code: 'E_PROJECT_NOT_FOUND' });
});

test('files may be an object, a map, text or bytes', () => {
  const bytes = Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]);
  for (const given of [files, new Map(bytes)]) {
    const project = Project.fromFiles(given);
    assert.deepEqual(project.root, { path: 'memory', reason: 'memory' });
    assert.equal(project.environment('production').resolve().get('database.pool_size'), 50);
  }
});

test('all problems of the files are said at once, by place', () => {
  const bad = { 'config/staging.yaml': 'extends: [', 'config/base.yaml': 'a: 1\na: 2\n' };
  assert.throws(
    () => small(bad),
    (error) => {
      assert.ok(error instanceof LoadError);
      assert.equal(error.code, 'E_LOAD');
      const places = error.problems.map((problem) => [problem.code, String(problem.places[0])]);
      assert.deepEqual(places, [
        ['E_DUPLICATE_KEY', 'config/base.yaml:2:1'],
        ['E_YAML', 'config/staging.yaml:1:10'],
      ]);
      assert.ok(error.problems.every((problem) => problem instanceof LoadError));
      assert.ok(error.message.includes('config/base.yaml:2:1'));
      return true;
    },
  );
});

test('a lenient project opens what it can and lists the rest', () => {
  const snapshot = small({ 'config/staging.yaml': 'extends: [' }, { lenient: true }).snapshot();
  assert.deepEqual(
    snapshot.problems.map((problem) => problem.code),
    ['E_YAML'],
  );
  assert.ok(snapshot.problems[0] instanceof LoadError);
});

test('local files are read where they are asked for', () => {
  const local = {
    'config/local/production.yaml':
      'overrides: {database: {pool_size: 5}}\nservices: {api: {replicas: 2}}\n',
  };
  const at = (options) => small(local, options).environment('production');
  assert.equal(at({}).resolve().get('database.pool_size'), 50);
  const origin = at({ local: true }).origin('database.pool_size');
  assert.deepEqual([origin.layer, origin.name], ['local', 'config/local/production.yaml']);
  assert.equal(at({ local: true }).service('api').resolve().get('replicas'), 2);
});

test('variables are those that the caller gives, and no others', async (t) => {
  process.env.STAGELINE_CONFIG__NAME = 'from the process';
  t.after(() => delete process.env.STAGELINE_CONFIG__NAME);
  const own = {
    'config/production.yaml': `extends: base\noverrides: {region: "$\{env:REGION:-none}"}\n`,
  };
  const opened = (options) => small(own, options).environment('production').resolve();
  assert.equal(opened({ variables: {} }).get('region'), 'none');
  assert.equal(opened({ variables: { REGION: 'eu', OTHER: undefined } }).get('region'), 'eu');
  assert.equal(opened({ variables: new Map([['REGION', 'us']]) }).get('region'), 'us');
  assert.equal(opened({ variables: process.env }).get('name'), 'shop');
  const overridden = opened({ variables: process.env, variableOverrides: true });
  assert.equal(overridden.get('name'), 'from the process');
  const { layer, name, place } = overridden.origin('name');
  assert.deepEqual([layer, name, place], ['variable', 'STAGELINE_CONFIG__NAME', null]);

  // They are kept for reloads, and every way to open takes them.
  const root = folder(t, { files: { ...files, ...own } });
  const options = { variables: { REGION: 'eu' } };
  for (const project of [
    await Project.open(root, options),
    Project.openSync(root, options),
    await Project.find({ start: root, ...options }),
    Project.findSync({ start: root, ...options }),
  ]) {
    await project.reload();
    assert.equal(project.environment('production').resolve().get('region'), 'eu');
  }
});

test('what is no variable is refused with its name', () => {
  for (const [variables, pattern] of [
    [[], /`variables`/],
    ['A=1', /`variables`/],
    [{ A: 1 }, /`A`/],
  ]) {
    assert.throws(() => small({}, { variables }), { name: 'UsageError', message: pattern });
  }
  assert.throws(() => small({}, { local: 1 }), /`local`/);
  assert.throws(() => small({}, { variableOverrides: 'yes' }), /`variableOverrides`/);
});

test('limits hold, and the error names the limit', () => {
  assert.throws(() => small({}, { limits: { fileBytes: 8 } }), /limits\.file_bytes/);
});

test('a reload publishes a new snapshot; those taken before stay as they were', async (t) => {
  const root = copied(t);
  const project = await Project.open(root);
  const before = project.snapshot();
  assert.equal(project.snapshot(), before);
  const api = () => project.environment('production').service('api').resolve();
  assert.equal(api().get('replicas'), 8);

  const path = 'config/services/api/production.yaml';
  writeFileSync(join(root, path), 'api: {replicas: 9}\n');
  const after = await project.reload();
  assert.ok(after instanceof Snapshot);
  assert.equal(project.snapshot(), after);
  assert.equal(api().get('replicas'), 9);
  assert.equal(before.environment('production').service('api').resolve().get('replicas'), 8);
  assert.notEqual(before.digest, after.digest);

  writeFileSync(join(root, path), 'api: {replicas: 10}\n');
  project.reloadSync([path]);
  assert.equal(api().get('replicas'), 10);
});

test('a reload that fails leaves the current snapshot', async (t) => {
  const root = copied(t);
  const project = await Project.open(root);
  const before = project.snapshot();
  writeFileSync(join(root, 'config/base.yaml'), 'a: [');
  await assert.rejects(project.reload(), { code: 'E_YAML' });
  assert.throws(() => project.reloadSync(), { code: 'E_YAML' });
  assert.equal(project.snapshot(), before);
});

test('many reloads at once end with the newest state', async (t) => {
  const root = copied(t);
  const project = await Project.open(root);
  const path = join(root, 'config/services/api/production.yaml');
  const reloads = [];
  for (let replicas = 1; replicas <= 20; replicas++) {
    // Renamed into place, so that no reload reads half a file.
    writeFileSync(`${path}.new`, `api: {replicas: ${replicas}}\n`);
    renameSync(`${path}.new`, path);
    reloads.push(project.reload());
  }
  await Promise.all(reloads);
  assert.equal(project.environment('production').service('api').resolve().get('replicas'), 20);
});

test('what is no root, no file and no option is refused with its name', async () => {
  await assert.rejects(Project.open(), UsageError);
  await assert.rejects(Project.open(42), UsageError);
  await assert.rejects(Project.open(new URL('https://example.test/')), UsageError);
  await assert.rejects(Project.open(storefront, { wach: true }), /`wach` is no option here/);
  assert.throws(() => Project.openSync(storefront, { lenient: 'yes' }), /`lenient`/);
  assert.throws(() => Project.openSync(storefront, { limits: { nodes: -1 } }), /`limits\.nodes`/);
  assert.throws(() => Project.fromFiles(null), UsageError);
  assert.throws(() => Project.fromFiles({ 'a.yaml': 1 }), /`a\.yaml`/);
  assert.throws(() => Project.fromFiles({ '../a.yaml': '' }), { code: 'E_PATH_OUTSIDE' });
  assert.throws(() => new Project(), UsageError);
  assert.throws(() => new Snapshot({}), UsageError);
});
