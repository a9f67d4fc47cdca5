// The guide's page runs as it stands.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const repository = new URL('../../', import.meta.url);

test('the blocks of the page run one after the other, and print what they say', () => {
  const page = readFileSync(new URL('docs/getting-started/node.md', repository), 'utf8');
  const blocks = [...page.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code);
  assert.ok(blocks.length > 8);
  const here = new URL('../fixtures/here.mjs', import.meta.url);
  const child = spawnSync(process.execPath, ['--import', here.href, '--input-type=module', '-'], {
    cwd: fileURLToPath(repository),
    input: blocks.join('\n'),
    encoding: 'utf8',
    timeout: 30_000,
  });
  assert.deepEqual([child.status, child.stderr], [0, '']);
  assert.match(child.stdout, /^50$/m);
  assert.match(child.stdout, /^\+\+\+ b\/config\/production\.yaml$/m);
  assert.match(child.stdout, /^80$/m);
  assert.match(child.stdout, /^E_UNKNOWN_ENVIRONMENT \[ 'production' \]$/m);
});
