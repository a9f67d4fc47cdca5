// Edits: collected, looked at, committed all together or not at all.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { inspect } from 'node:util';
import {
  BlastRadius,
  ConfigError,
  Edit,
  EditError,
  Preview,
  Project,
  Snapshot,
  Synced,
  UnknownNameError,
  UsageError,
} from 'stageline';
import { copied, files, folder, small } from '../fixtures/storefront.mjs';

const PRODUCTION = 'config/production.yaml';
const API = 'config/services/api/production.yaml';

const replicas = (project) =>
  project.environment('production').service('api').resolve().get('replicas');
const pool = (project) => project.environment('production').resolve().get('database.pool_size');

test('an edit is committed to the files, and the project follows', async (t) => {
  const root = copied(t);
  const project = await Project.open(root);
  const before = project.snapshot();
  const text = readFileSync(join(root, API), 'utf8');
  const edit = project.edit();
  assert.ok(edit instanceof Edit && edit.isEmpty);
  edit.environment('production').service('api').set('replicas', 9);
  assert.equal(edit.isEmpty, false);
  assert.equal(replicas(project), 8);
  assert.equal(readFileSync(join(root, API), 'utf8'), text);

  const snapshot = await edit.commit();
  assert.ok(snapshot instanceof Snapshot);
  assert.equal(snapshot, project.snapshot());
  assert.equal(readFileSync(join(root, API), 'utf8'), text.replace('replicas: 8', 'replicas: 9'));
  assert.equal(replicas(project), 9);
  assert.equal(before.environment('production').service('api').resolve().get('replicas'), 8);
  assert.equal(Project.openSync(root).snapshot().digest, snapshot.digest);
});

test('an edit begins anew from what it committed', () => {
  const project = small();
  const edit = project.edit();
  edit.environment('production').set('database.pool_size', 60);
  edit.commitSync();
  assert.ok(edit.isEmpty);
  edit.environment('production').set('database.pool_size', 70);
  edit.commitSync();
  assert.equal(pool(project), 70);
});

test('every target and every operation is reached by a chain', () => {
  const more = {
    'config/tenants.yaml': 'tenants:\n  acme:\n    environments: {production: acme}\n',
    'config/feature-flags.yaml': 'feature_flags:\n  search: {production: false}\n',
    'workflows/release.yaml': 'environments: [{name: staging}, {name: production}]\n',
    'config/services/api/base.yaml': 'api: {port: 80, args: [one, two]}\n',
  };
  const project = small(more);
  const edit = project.edit();
  edit
    .environment('production')
    .set('database.pool_size', 60)
    .set(['labels', 'app.kubernetes.io/name'], 'shop')
    .append('database.hosts', 'c')
    .rename('database.pool_size', 'database.size')
    .delete('name');
  edit
    .environment('staging')
    .apply({ database: { pool_size: 3 }, colour: 'blue' })
    .unset('colour');
  edit.environment('production').record().set('region', 'eu');
  edit.record('staging').set('region', 'us');
  edit.service('production', 'api').set('replicas', 4);
  edit.environment('staging').service('api').apply({ min: 1 }, 'scaling');
  edit.serviceBase('api').remove('args', 'one');
  edit.base('base').set('database.timeout', 5);
  edit.tenant('acme').set('theme', 'dark');
  edit.flag('search').set('production', true);
  edit.workflow('release').set('name', 'Release');
  edit.file('stageline.yaml').set('default_base', 'base');

  const next = edit.snapshot();
  edit.commitSync();
  assert.equal(project.snapshot().digest, next.digest);
  const production = project.environment('production');
  assert.deepEqual(production.resolve().toObject(), {
    database: { size: 60, hosts: ['a', 'b', 'c'], pool_size: 10, timeout: 5 },
    labels: { 'app.kubernetes.io/name': 'shop' },
  });
  assert.equal(production.record.get('region'), 'eu');
  assert.deepEqual(production.service('api').resolve().toObject(), {
    port: 80,
    args: ['two'],
    replicas: 4,
    image_tag: 'v1',
  });
  const staging = project.environment('staging');
  assert.equal(staging.resolve().get('database.pool_size'), 3);
  assert.equal(staging.resolve().has('colour'), false);
  assert.equal(staging.record.get('region'), 'us');
  assert.equal(staging.service('api').resolve().get('scaling.min'), 1);
  assert.equal(production.tenant('acme').resolve().get('theme'), 'dark');
  assert.equal(production.flags.value('search', {}, false), true);
  assert.equal(project.snapshot().pipelines[0].title, 'Release');
});

test('values are plain data: lists, maps, bigints, instructions', () => {
  const project = small();
  const edit = project.edit();
  edit
    .environment('production')
    .set('most', 18446744073709551615n)
    .set('nested', { list: [1, [true, null]], map: new Map([['a.b', 'x']]), left: undefined })
    .set('database.hosts', { $append: ['c'] });
  edit.commitSync();
  const tree = project.environment('production').resolve().toObject();
  assert.equal(tree.most, 18446744073709551615n);
  assert.deepEqual(tree.nested, { list: [1, [true, null]], map: { 'a.b': 'x' } });
  assert.deepEqual(tree.database.hosts, ['a', 'b', 'c']);
});

test('a preview shows each file before and after, and as a diff', () => {
  const edit = small().edit();
  edit.environment('production').set('database.pool_size', 60);
  edit.service('staging', 'api').set('replicas', 2);
  const preview = edit.preview();
  assert.ok(preview instanceof Preview && !preview.isEmpty);
  assert.deepEqual(
    preview.files.map(({ path }) => path),
    [PRODUCTION, 'config/services/api/staging.yaml'],
  );
  const [file] = preview.files;
  assert.equal(file.before, files[PRODUCTION]);
  assert.equal(file.after, files[PRODUCTION].replace('50', '60'));
  assert.match(
    file.diff,
    /^--- a\/config\/production\.yaml\n\+\+\+ b\/config\/production\.yaml\n@@/,
  );
  assert.equal(String(file), file.diff);
  assert.equal(String(preview), preview.files.map(String).join(''));
  assert.equal(preview.diff, preview.files.map(({ diff }) => diff).join(''));
  assert.ok(Object.isFrozen(preview) && Object.isFrozen(preview.files) && Object.isFrozen(file));
  assert.deepEqual(file.toJSON(), preview.toJSON().files[0]);
  assert.equal(preview.toJSON().files[0].after, file.after);
});

test('a file that is not there yet has no text before', () => {
  const edit = small({ 'config/services/web/staging.yaml': 'web: {a: 1}\n' }).edit();
  edit.environment('production').service('web').set('replicas', 2);
  const [file] = edit.preview().files;
  assert.deepEqual([file.path, file.before], ['config/services/web/production.yaml', null]);
  assert.match(file.diff, /^--- \/dev\/null\n/);
});

test('nothing secret is shown in what people read of an edit', () => {
  const [old, fresh] = ['hunter2', 'correct-horse'];
  const project = small({ [PRODUCTION]: `overrides:\n  db:\n    password: ${old}\n` });
  const edit = project.edit();
  edit.environment('production').set('db.password', fresh);
  const preview = edit.preview();
  const radius = edit.blastRadius();
  const shown = [
    preview,
    ...preview.files,
    radius,
    radius.effects[0].diff.sections[0].differences[0],
  ]
    .flatMap((each) => [String(each), inspect(each, { depth: 9 })])
    .concat(JSON.stringify(radius), inspect(edit));
  for (const text of shown) {
    assert.ok(!text.includes(old) && !text.includes(fresh), text);
  }
  assert.ok(preview.diff.includes(old) && preview.diff.includes(fresh));
});

test('the blast radius says what changes where', () => {
  const edit = small().edit();
  assert.ok(edit.blastRadius().isEmpty);
  edit.base('base').set('database.pool_size', 20);
  const radius = edit.blastRadius();
  assert.ok(radius instanceof BlastRadius && Object.isFrozen(radius) && !radius.isEmpty);
  // Production says its own.
  assert.deepEqual(radius.environments, ['staging']);
  const [effect] = radius.effects;
  assert.deepEqual([effect.diff.left, effect.diff.right], ['before', 'after']);
  const [section] = effect.diff.sections;
  const [difference] = section.differences;
  assert.deepEqual(
    [section.section, difference.path, difference.kind],
    ['configuration', 'database.pool_size', 'changed'],
  );
  assert.deepEqual([difference.left.value, difference.right.value], [10, 20]);
  assert.equal(`${difference.right.place}`, 'config/base.yaml:1:30');
  assert.ok(String(radius).includes(String(difference)));
  assert.deepEqual(difference.toJSON(), radius.toJSON().effects[0].diff.sections[0].differences[0]);
  assert.equal(difference.toJSON().right.place.end_line, 1);
});

test('the project as it would be answers like any other, and nothing is published', () => {
  const project = small();
  const current = project.snapshot();
  const edit = project.edit();
  edit.environment('production').set('database.pool_size', 60);
  const next = edit.snapshot();
  assert.ok(next instanceof Snapshot);
  assert.equal(pool(next), 60);
  assert.equal(pool(project), 50);
  assert.equal(project.snapshot(), current);
  assert.deepEqual(next.diff('staging', 'production').left, 'staging');
  edit.discard();
  assert.ok(edit.isEmpty);
  assert.equal(edit.snapshot().digest, current.digest);
});

test('handles of flags follow a commit', async () => {
  const flag = 'feature_flags:\n  search: {production: false}\n';
  const project = small({ 'config/feature-flags.yaml': flag });
  const { flags } = project.environment('production');
  const search = flags.handle('search', { default: false });
  const context = flags.context({ targetingKey: 'ada' });
  assert.equal(search.value(context), false);
  const edit = project.edit();
  edit.flag('search').set('production', true);
  assert.equal(search.value(context), false);
  const { flags: next } = edit.snapshot().environment('production');
  assert.equal(next.handle('search', { default: false }).value(context), true);
  assert.equal(search.value(context), false);
  await edit.commit();
  assert.equal(search.value(context), true);
});

test('what cannot be done throws at once, and the edit stays as it was', () => {
  const edit = small().edit();
  const production = edit.environment('production').set('database.pool_size', 60);
  const before = edit.preview().diff;
  const refused = (work, type, code) =>
    assert.throws(work, (error) => {
      assert.ok(error instanceof type, error);
      assert.equal(error.code, code);
      return true;
    });
  refused(
    () => edit.environment('prodution').set('a', 1),
    UnknownNameError,
    'E_UNKNOWN_ENVIRONMENT',
  );
  refused(() => production.service('apy').set('a', 1), UnknownNameError, 'E_UNKNOWN_SERVICE');
  refused(() => edit.flag('serch').set('a', 1), UnknownNameError, 'E_UNKNOWN_FLAG');
  refused(() => edit.tenant('acme').set('a', 1), UnknownNameError, 'E_UNKNOWN_TENANT');
  refused(() => edit.base('bas').set('a', 1), ConfigError, 'E_UNKNOWN_BASE');
  refused(() => production.unset('nothing.here'), UnknownNameError, 'E_UNKNOWN_PATH');
  refused(() => production.remove('database.hosts', 'z'), UnknownNameError, 'E_UNKNOWN_PATH');
  refused(() => edit.file('../x.yaml').set('a', 1), Error, 'E_PATH_OUTSIDE');
  refused(() => production.set('a..b', 1), UsageError, 'E_USAGE');
  for (const wrong of [undefined, new Date(0), () => 1, Symbol('s'), 2n ** 64n, '\ud800']) {
    refused(() => production.set('a', wrong), UsageError, 'E_USAGE');
    refused(() => production.append('a', [wrong, 1]), UsageError, 'E_USAGE');
  }
  for (const wrong of [undefined, null, 1, {}]) {
    refused(() => production.set(wrong, 1), UsageError, 'E_USAGE');
    refused(() => production.rename('a', wrong), UsageError, 'E_USAGE');
    refused(() => edit.environment(wrong), UsageError, 'E_USAGE');
    refused(() => edit.service('production', wrong), UsageError, 'E_USAGE');
    refused(() => edit.file(wrong), UsageError, 'E_USAGE');
  }
  refused(() => new Edit({}), UsageError, 'E_USAGE');
  assert.equal(edit.preview().diff, before);
});

test('an edit after which the project would not load is refused, and nothing is written', async (t) => {
  const root = folder(t, { files });
  const project = Project.openSync(root);
  const edit = project.edit();
  edit.file(PRODUCTION).set('extends', 'nowhere');
  const refused = (error) => {
    assert.ok(error instanceof EditError, error);
    assert.equal(error.code, 'E_EDIT_REFUSED');
    return true;
  };
  assert.throws(() => edit.blastRadius(), refused);
  assert.throws(() => edit.snapshot(), refused);
  assert.throws(() => edit.commitSync(), refused);
  await assert.rejects(edit.commit(), refused);
  assert.equal(readFileSync(join(root, PRODUCTION), 'utf8'), files[PRODUCTION]);
  // The edit is still there, to be mended.
  edit.file(PRODUCTION).set('extends', 'base');
  await edit.commit();
});

test('a file that changed meanwhile is a conflict, and no file is written', async (t) => {
  const root = folder(t, { files });
  const project = Project.openSync(root);
  const edit = project.edit();
  edit.environment('production').set('database.pool_size', 60);
  edit.service('production', 'api').set('replicas', 4);
  const theirs = 'api: {replicas: 5, image_tag: v1}\n';
  writeFileSync(join(root, API), theirs);
  const conflict = (error) => {
    assert.ok(error instanceof EditError, error);
    assert.equal(error.code, 'E_EDIT_CONFLICT');
    assert.ok(error.message.includes(API));
    return true;
  };
  await assert.rejects(edit.commit(), conflict);
  assert.throws(() => edit.commitSync(), conflict);
  assert.equal(readFileSync(join(root, PRODUCTION), 'utf8'), files[PRODUCTION]);
  assert.equal(readFileSync(join(root, API), 'utf8'), theirs);
});

test('of two edits of one file the second is a conflict', async () => {
  const project = small();
  const [first, second] = [project.edit(), project.edit()];
  first.environment('production').set('database.pool_size', 60);
  second.environment('production').set('name', 'other');
  await first.commit();
  await assert.rejects(second.commit(), { code: 'E_EDIT_CONFLICT' });
  assert.equal(pool(project), 60);
});

test('an edit that is being committed answers nothing until it is done', async () => {
  const project = small();
  const edit = project.edit();
  edit.environment('production').set('database.pool_size', 60);
  const commit = edit.commit();
  const busy = { name: 'UsageError', message: /being committed/ };
  assert.throws(() => edit.environment('production').set('a', 1), busy);
  assert.throws(() => edit.preview(), busy);
  assert.throws(() => edit.isEmpty, busy);
  assert.throws(() => edit.commitSync(), busy);
  assert.throws(() => edit.discard(), busy);
  await assert.rejects(edit.commit(), busy);
  edit[Symbol.dispose]();
  await commit;
  assert.equal(pool(project), 60);
  assert.ok(edit.isEmpty);
});

test('what is disposed of is discarded', async () => {
  const edit = small().edit();
  const change = () => edit.environment('production').set('database.pool_size', 60);
  change();
  edit[Symbol.dispose]();
  assert.ok(edit.isEmpty);
  change();
  await edit[Symbol.asyncDispose]();
  assert.ok(edit.isEmpty);
  // A commit under way is waited for.
  change();
  const commit = edit.commit();
  await edit[Symbol.asyncDispose]();
  assert.equal(pool(await commit), 60);
});

test('one environment is made to say what another one says', () => {
  const own = 'extends: base\noverrides: {colour: blue, database: {pool_size: 50}}\n';
  const project = small({ [PRODUCTION]: own });
  const edit = project.edit();
  const synced = edit.sync('production', 'staging', { exclude: ['services'] });
  assert.ok(synced instanceof Synced && Object.isFrozen(synced.items));
  assert.deepEqual([synced.from, synced.to], ['production', 'staging']);
  const [changed] = synced.changed;
  assert.deepEqual(
    [changed.section, changed.path, changed.leftAlone],
    ['configuration', 'colour', null],
  );
  assert.equal(String(changed), 'configuration colour');
  const left = synced.items.find(({ section }) => section === 'service');
  assert.deepEqual([left.service, left.leftAlone], ['api', 'excluded']);
  assert.equal(left.toJSON().left_alone, 'excluded');
  assert.match(String(synced), /^production → staging: 1 made equal, \d+ left alone$/);
  edit.commitSync();
  assert.equal(project.environment('staging').resolve().get('colour'), 'blue');
  // Environments differ in size by nature.
  assert.equal(project.environment('staging').resolve().get('database.pool_size'), 10);
  assert.throws(() => edit.sync('production', 'production'), UsageError);
  assert.throws(() => edit.sync('production'), UsageError);
  assert.throws(() => edit.sync('production', 'staging', { exclude: 'flags' }), UsageError);
});

test('a promise leaves the event loop free while files are written', async (t) => {
  const project = await Project.open(copied(t));
  let turns = 0;
  const counting = setInterval(() => turns++, 0);
  t.after(() => clearInterval(counting));
  for (let size = 1; size <= 10; size++) {
    const edit = project.edit();
    edit.service('production', 'api').set('replicas', size);
    await edit.commit();
  }
  assert.ok(turns > 0);
  assert.equal(replicas(project), 10);
});

test('many edits at once end with each of them in or refused as a conflict', async (t) => {
  const project = Project.openSync(folder(t, { files }));
  const commits = Array.from({ length: 16 }, (_, n) => {
    const edit = project.edit();
    edit.environment('production').set(`keys.k${n}`, n);
    return edit.commit();
  });
  const ended = await Promise.allSettled(commits);
  const failed = ended.filter(({ status }) => status === 'rejected');
  assert.ok(failed.every(({ reason }) => reason.code === 'E_EDIT_CONFLICT'));
  const keys = Object.keys(project.environment('production').resolve().get('keys'));
  assert.equal(keys.length, 16 - failed.length);
  assert.ok(keys.length > 0);
});
