// Projects that follow their files.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { LoadError, Project, UsageError } from 'stageline';
import { files, folder, small } from '../fixtures/storefront.mjs';

const PATH = 'config/feature-flags.yaml';
const flagged = (value) => `feature_flags: {search: {production: ${value}}}\n`;

/** A project in a folder, and what writes its flags. */
async function opened(t, options) {
  const root = folder(t, { files: { ...files, [PATH]: flagged(false) } });
  const project = await Project.open(root, options);
  // In one step, so that nobody reads half of it.
  const write = (text) => {
    writeFileSync(join(root, 'config/.new'), text);
    renameSync(join(root, 'config/.new'), join(root, PATH));
  };
  return { root, project, write };
}

/** The next event; the timer keeps the test alive meanwhile, as a server would. */
async function next(watch) {
  const alive = setTimeout(() => {}, 20_000);
  const { value } = await watch.next();
  clearTimeout(alive);
  return value;
}

for (const options of [{ quiet: 20 }, { quiet: 20, poll: 20 }]) {
  test(`changes are read and told, ${options.poll ? 'looked for' : 'as they come'}`, async (t) => {
    const { project, write } = await opened(t);
    const { flags } = project.environment('production');
    const search = flags.handle('search', { default: false });
    const context = flags.context({});
    assert.equal(search.value(context), false);
    const watch = project.watch(options);
    t.after(() => watch.stop());
    write(flagged(true));
    const event = await next(watch);
    assert.deepEqual(
      { ...event },
      {
        kind: 'reloaded',
        environments: ['production', 'staging'],
        paths: [PATH],
      },
    );
    assert.match(String(event), /^reloaded `config\/feature-flags\.yaml`; production, staging/);
    assert.ok(Object.isFrozen(event) && Object.isFrozen(event.paths));
    assert.equal(search.value(context), true);

    const before = project.snapshot();
    write('feature_flags: [');
    const failed = await next(watch);
    assert.equal(failed.kind, 'failed');
    assert.ok(failed.error instanceof LoadError);
    assert.equal(failed.error.places[0].file, PATH);
    assert.equal(project.snapshot(), before);
    assert.equal(search.value(context), true);

    write(flagged(false));
    assert.equal((await next(watch)).kind, 'reloaded');
    assert.equal(search.value(context), false);
  });
}

test('a loop ends when it is left, when the watch is stopped, and gets what waits', async (t) => {
  const { project, write } = await opened(t);
  const watch = project.watch({ quiet: 10 });
  const alive = setTimeout(() => {}, 20_000);
  write(flagged(true));
  let seen = 0;
  for await (const event of watch) {
    seen++;
    assert.equal(event.kind, 'reloaded');
    break;
  }
  assert.equal(seen, 1);
  assert.deepEqual(await watch.next(), { value: undefined, done: true });
  const other = project.watch();
  const waiting = [other.next(), other.next()];
  other[Symbol.dispose]();
  other.stop();
  for (const each of waiting) assert.deepEqual(await each, { value: undefined, done: true });
  assert.equal(other.missed, 0);
  clearTimeout(alive);
});

test('a project that was opened so follows its files by itself', async (t) => {
  const { project, write } = await opened(t, { watch: true });
  const { flags } = project.environment('production');
  const search = flags.handle('search', { default: false });
  const context = flags.context({});
  assert.equal(search.value(context), false);
  write(flagged(true));
  const end = Date.now() + 20_000;
  while (!search.value(context) && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.equal(search.value(context), true);
  assert.equal(project.snapshot().environment('production').flags.value('search', {}, false), true);
});

test('a watch keeps no process alive, whether or not somebody iterates', (t) => {
  const root = folder(t, { files });
  const script = `
    import { Project } from 'stageline';
    const project = await Project.open(${JSON.stringify(root)}, { watch: true });
    (async () => { for await (const event of project.watch()) console.log(String(event)); })();`;
  const here = new URL('../fixtures/here.mjs', import.meta.url);
  const child = spawnSync(
    process.execPath,
    ['--import', here.href, '--input-type=module', '-e', script],
    { encoding: 'utf8', timeout: 20_000 },
  );
  assert.deepEqual([child.status, child.signal, child.stderr, child.stdout], [0, null, '', '']);
});

test('what cannot be watched is refused', async (t) => {
  assert.throws(() => small({}).watch(), { code: 'E_USAGE' });
  const { root, project } = await opened(t);
  for (const wrong of [{ quiet: -1 }, { poll: '1s' }, { interval: 1 }]) {
    assert.throws(() => project.watch(wrong), UsageError);
  }
  assert.throws(() => Project.openSync(root, { watch: 'yes' }), UsageError);
  assert.throws(() => Project.fromFiles(files, { watch: true }), UsageError);
});
