// Threads: each worker loads the package and has a project of its own.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { Project, subscribe } from 'stageline';
import { storefront } from '../fixtures/storefront.mjs';

if (isMainThread) {
  test('workers open projects at the same time, and end with events still coming', async () => {
    const ends = subscribe(() => {}, { level: 'trace' });
    const workers = Array.from({ length: 4 }, (_, id) => {
      const worker = new Worker(new URL(import.meta.url), { workerData: id });
      return Promise.all([once(worker, 'message'), once(worker, 'exit')]);
    });
    const here = Project.openSync(storefront).snapshot().digest;
    for (const [[answer], [code]] of await Promise.all(workers)) {
      assert.deepEqual(answer, { digest: here, replicas: 8, error: 'UnknownNameError' });
      assert.equal(code, 0);
    }
    ends();
  });
} else {
  // Never ended: the worker may stop all the same.
  subscribe(() => {}, { level: 'trace' });
  const project = workerData % 2 ? Project.openSync(storefront) : await Project.open(storefront);
  const { name: error } = (() => {
    try {
      return project.environment('nowhere');
    } catch (error) {
      return error;
    }
  })();
  const replicas = project.environment('production').service('api').resolve().get('replicas');
  parentPort.postMessage({ digest: project.snapshot().digest, replicas, error });
}
