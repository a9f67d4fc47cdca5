// Events: who subscribes hears them, and no one is kept alive by it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Project, subscribe, UsageError } from 'stageline';
import { small, storefront } from '../fixtures/storefront.mjs';

/** Waits until a condition holds, at most two seconds. */
async function until(holds) {
  for (let tries = 0; tries < 200 && !holds(); tries++) await wait(10);
}

test('a listener hears events of its level, those of threads too', async () => {
  const heard = [];
  const end = subscribe((event) => heard.push(event), { level: 'debug' });
  await Project.open(storefront);
  await until(() => heard.length > 0);
  end();
  const opened = heard.find(({ message }) => message === 'opened');
  assert.equal(opened.level, 'debug');
  assert.match(opened.target, /^stageline::/);
  assert.ok(opened.fields.files > 10);
});

test('a listener hears nothing above its level, and nothing once it has ended', async () => {
  const quiet = [];
  const ended = [];
  const loud = [];
  const ends = [
    subscribe((event) => quiet.push(event)),
    subscribe((event) => loud.push(event), { level: 'trace' }),
  ];
  const end = subscribe((event) => ended.push(event), { level: 'trace' });
  small();
  end();
  end();
  small();
  await until(() => loud.length >= 2);
  for (const end of ends) end();
  assert.ok(loud.length >= 2);
  assert.deepEqual(ended, []);
  assert.deepEqual(
    quiet.filter(({ level }) => level === 'debug' || level === 'trace'),
    [],
  );
});

test('what is no listener and no level is refused', () => {
  assert.throws(() => subscribe(), UsageError);
  assert.throws(() => subscribe(() => {}, { level: 'loud' }), /`level`/);
});

test('a subscription keeps no process alive, and the engine prints nothing', () => {
  const script = `
    import { Project, subscribe } from 'stageline';
    subscribe(() => {}, { level: 'trace' });
    Project.openSync(new URL('../examples/storefront/', import.meta.url));
    try { Project.openSync('/nonexistent') } catch {}`;
  const child = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: new URL('..', import.meta.url),
    encoding: 'utf8',
    timeout: 30_000,
  });
  assert.deepEqual([child.status, child.signal, child.stdout, child.stderr], [0, null, '', '']);
});
