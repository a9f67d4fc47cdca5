// The error tree: what is caught, what it knows, and what never leaks through it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import test from 'node:test';
import { inspect } from 'node:util';
import * as stageline from 'stageline';
import { small } from '../fixtures/storefront.mjs';

const native = createRequire(import.meta.url)('../lib/stageline.node');
const { StagelineError, LoadError, Project, UnknownNameError } = stageline;

test('every code of the engine is thrown as a class of the package and typed', () => {
  const classes = new Map(Object.entries(stageline));
  const pairs = native.codesForTest().map((line) => line.split(' '));
  for (const [code, name] of pairs) {
    assert.ok(name !== 'StagelineError', `${code} has no class`);
    assert.ok(classes.get(name)?.prototype instanceof StagelineError, `${name} of ${code}`);
  }
  const types = readFileSync(new URL('../lib/types/errors.d.ts', import.meta.url), 'utf8');
  const typed = types.match(/type ErrorCode =([^;]*);/)[1].match(/E_[A-Z_]+/g);
  assert.deepEqual(
    typed,
    pairs.map(([code]) => code),
  );
});

test('an error says all it knows in its message, and apart for programs', () => {
  const error = caught(() => small().environment('elsewhere'));
  assert.equal(
    error.message,
    'no environment is named `elsewhere`; known: `staging`, `production`',
  );
  assert.equal(error.help, 'known: `staging`, `production`');
  assert.equal(error.name, 'UnknownNameError');
  assert.equal(error.retryable, false);
  assert.deepEqual(error.toJSON(), {
    code: 'E_UNKNOWN_ENVIRONMENT',
    message: 'no environment is named `elsewhere`',
    help: 'known: `staging`, `production`',
    places: [],
    suggestions: [],
    problems: [],
    retryable: false,
  });
});

test('the stack begins where the package was called', () => {
  const error = caught(() => small().environment('elsewhere'));
  assert.doesNotMatch(error.stack, /crossing\.js|errors\.js/);
  assert.match(error.stack, /errors\.test\.mjs/);
});

test('what the system said is the cause', async () => {
  const error = await Project.open('/nonexistent/project').catch((error) => error);
  assert.ok(error instanceof LoadError);
  assert.ok(error.cause instanceof Error);
  assert.match(error.cause.message, /os error 2/);
});

test('an error of a promise is the error of the call made at once', async () => {
  const later = await Project.open('/nonexistent').catch((error) => error);
  const now = caught(() => Project.openSync('/nonexistent'));
  assert.equal(later.constructor, now.constructor);
  assert.deepEqual(later.toJSON(), now.toJSON());
});

test('a value of a file never shows in an error', () => {
  const secret = 'hunter2';
  for (const text of [
    `extends: base\noverrides: {a: "${secret}", a: 2}\n`,
    `extends: base\noverrides: "${secret}\n`,
    `extends: {${secret}: 1}\n`,
  ]) {
    const error = caught(() => small({ 'config/production.yaml': text }));
    assert.ok(error instanceof LoadError);
    const shown = `${error} ${error.stack} ${JSON.stringify(error)} ${inspect(error)}`;
    assert.ok(!shown.includes(secret), shown);
  }
});

test('the classes can be made by hand, for doubles in tests of a host', () => {
  const error = new UnknownNameError('no such thing', {
    code: 'E_UNKNOWN_FLAG',
    suggestions: ['a'],
  });
  assert.ok(error instanceof StagelineError && error instanceof Error);
  assert.deepEqual([error.code, error.suggestions, error.places], ['E_UNKNOWN_FLAG', ['a'], []]);
});

function caught(work) {
  try {
    work();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}
