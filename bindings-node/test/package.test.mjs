// The package as people load it: both doors, one instance, the panic guard.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import test from 'node:test';
import * as imported from 'stageline';

const require = createRequire(import.meta.url);
const required = require('stageline');
const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the version is the one in package.json', () => {
  assert.equal(imported.version(), JSON.parse(read('../package.json')).version);
});

test('import and require reach one instance under the same names', () => {
  assert.deepEqual({ ...imported }, { ...required });
});

test('a panic is an InternalError that names its place and not its message', async () => {
  const native = require('../lib/stageline.node');
  const { call, later } = require('../lib/crossing.js');
  const caught = (error) => {
    assert.ok(error instanceof imported.InternalError && error instanceof imported.StagelineError);
    assert.equal(error.code, 'E_INTERNAL');
    assert.equal(error.name, 'InternalError');
    assert.match(error.message, /bindings-node\/src\/lib\.rs:\d+:\d+/);
    assert.doesNotMatch(`${error.message} ${error.help} ${error.stack}`, /hunter2/);
    return true;
  };
  assert.throws(() => call(() => native.panicForTest('hunter2')), caught);
  await assert.rejects(
    later(() => native.panicLaterForTest('hunter2')),
    caught,
  );
  assert.equal(imported.version(), required.version());
});

test('every native export catches panics', () => {
  const src = new URL('../src/', import.meta.url);
  const files = readdirSync(src, { recursive: true }).filter((name) => name.endsWith('.rs'));
  const text = files.map((name) => readFileSync(new URL(name, src), 'utf8')).join('\n');
  const exported = [
    ...text.matchAll(/#\[napi\b[^\]]*\]\s*(?:#\[[^\]]*\]\s*)*(pub fn|pub struct|impl)\b/g),
  ];
  const functions = exported.filter(([, item]) => item === 'pub fn');
  assert.ok(functions.length > 30);
  assert.equal(text.match(/^ *#\[napi\b/gm).length, exported.length);
  assert.deepEqual(
    functions.map(([text]) => text).filter((text) => !text.startsWith('#[napi(catch_unwind)]')),
    [],
  );
});
