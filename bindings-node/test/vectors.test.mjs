// The shared vectors (tests/vectors/README.md), each run through the typed API.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { Project, StagelineError } from 'stageline';
import { folder } from '../fixtures/storefront.mjs';
import { operations, read, same } from '../fixtures/vectors.mjs';

const repository = new URL('../../', import.meta.url);
const folders = [
  new URL('tests/vectors/', repository),
  new URL('../fixtures/vectors/', import.meta.url),
];

const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.json'))
    .map((name) => new URL(name.split(/[/\\]/).join('/'), folder)),
);

let ran = 0;
let written = 0;

for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const cases = read(text);
  // A table that is not of cases belongs to one room of the engine, whose own tests read it.
  if (!cases.every((each) => typeof each.id === 'string')) continue;
  written += cases.length;
  for (const each of cases) {
    test(each.id, (t) => {
      ran++;
      run(each, t);
    });
  }
}

test('every case that is written was run', () => {
  assert.ok(ran > 0);
  assert.equal(ran, written);
});

function run({ files, tree, open = {}, op, args = {}, expect, error }, t) {
  const operation = operations[op];
  assert.ok(operation, `the operation \`${op}\` is not known`);
  const { local, variables, variable_overrides: variableOverrides } = open;
  const lenient = op === 'validate' || op === 'report' || (args.lenient ?? false);
  const options = { lenient, local, variables, variableOverrides };
  const opened = () => {
    const at = tree && new URL(`${tree}/`, repository);
    // What is committed is read from the disk again.
    if (op === 'edit' || op === 'fix')
      return Project.openSync(folder(t, { tree: at, files }), options);
    if (files === undefined && at === undefined) return undefined;
    return at ? Project.openSync(at, options) : Project.fromFiles(files, options);
  };
  const answer = () => operation(opened(), args, expect);
  if (error === undefined) return same(answer(), expect);
  const caught = (() => {
    try {
      return answer();
    } catch (error) {
      return error;
    }
  })();
  if (!(caught instanceof StagelineError))
    throw caught instanceof Error
      ? caught
      : new assert.AssertionError({ message: `nothing failed: ${caught}` });
  assert.equal(caught.code, error.code);
  if ('place' in error) assert.equal(`${caught.places[0] ?? null}`, `${error.place}`);
  if ('suggestions' in error) assert.deepEqual([...caught.suggestions], error.suggestions);
  if ('problems' in error) {
    const problems = caught.problems.map(({ code, places }) => ({ code, place: `${places[0]}` }));
    assert.deepEqual(problems, error.problems);
  }
}
