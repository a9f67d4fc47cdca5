// Generated accessors: compiled by strict TypeScript as they are written, and asked.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { after, before } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Context, Project } from 'stageline';
import { small } from '../fixtures/storefront.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const golden = join(root, 'tests', 'golden', 'accessors');
const tsc = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
);

// What TypeScript has to refuse stands behind `@ts-expect-error`.
const USE = `import type { Flags, Frozen } from 'stageline';
import { type ButtonVariant, FeatureFlags, names } from './hostile.js';

export function ask(flags: Flags): void {
  names.size satisfies 'size';
  const all = new FeatureFlags(flags);
  all.newCheckoutFlow({ targetingKey: 'ada' }) satisfies boolean;
  all.size(flags.context()) satisfies number;
  all.lowest({}) satisfies bigint;
  all.layout({}) satisfies Frozen;
  all.buttonVariant({}) satisfies ButtonVariant | null;
  // @ts-expect-error a text
  all.type({}) satisfies number;
  // @ts-expect-error nobody is no context
  all.type('ada');
  // @ts-expect-error no such flag
  all.nothing({});
  // @ts-expect-error no such variant
  'blue' satisfies ButtonVariant;
}
`;

const hostileYaml = readFileSync(join(golden, 'hostile/config/feature-flags.yaml'), 'utf8');

let folder;
const made = {};

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stageline-accessors-'));
  const source = join(folder, 'source');
  mkdirSync(source);
  for (const name of ['storefront', 'hostile', 'empty']) {
    copyFileSync(join(golden, name, 'flags.ts'), join(source, `${name}.ts`));
  }
  writeFileSync(join(source, 'use.ts'), USE);
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  const options = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noPropertyAccessFromIndexSignature: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    isolatedModules: true,
    target: 'es2022',
    module: 'nodenext',
    types: ['node'],
    typeRoots: [join(here, '..', 'node_modules', '@types')],
    rootDir: 'source',
    outDir: 'made',
    paths: { stageline: [join(here, '..', 'lib', 'index.d.mts')] },
  };
  const config = { compilerOptions: options, include: ['source'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  try {
    execFileSync(process.execPath, [tsc, '--project', folder], { encoding: 'utf8' });
  } catch (error) {
    assert.fail(error.stdout);
  }
  for (const name of ['storefront', 'hostile', 'empty']) {
    made[name] = await import(pathToFileURL(join(folder, 'made', `${name}.js`)).href);
  }
});

after(() => rmSync(folder, { recursive: true, force: true }));

function flags(name, environment = 'production') {
  const at = name === 'storefront' ? join(root, 'examples', name) : join(golden, name);
  return Project.openSync(at).environment(environment).flags;
}

const hostile = (environment) => new made.hostile.FeatureFlags(flags('hostile', environment));

test('getters answer as the flags of the sample project do', () => {
  const of = flags('storefront');
  const { FeatureFlags, names } = made.storefront;
  const all = new FeatureFlags(of);
  assert.equal(Object.keys(names).length, 6);
  const seen = new Set();
  for (let number = 0; number < 40; number += 1) {
    const context = new Context({ targetingKey: `customer-${number}` });
    for (const [getter, name] of Object.entries(names)) {
      assert.equal(all[getter](context), of.value(name, context, false), name);
    }
    seen.add(all.onePageCheckout(context));
  }
  assert.deepEqual(seen, new Set([true, false]));
});

test('getters have the types that flags have', () => {
  const all = hostile();
  assert.equal(all.newCheckoutFlow({}), true);
  assert.equal(all.type({}), 'dark');
  assert.equal(all.class({}), 12);
  assert.equal(all.for({}), 1);
  assert.deepEqual(all.async({}), { columns: 4 });
  assert.equal(all.grUf6UdfE({}), 'größe "q" \'q\' \\ \n ??/ */ 🚀 \u202e');
  assert.equal(all.u540dU524d({}), 9007199254740993n);
  assert.equal(all.lowest({}), -9223372036854775808n);
  assert.equal(all.zero({}), 'c\0d');
  assert.equal(all.mixed({}), 'text');
  assert.equal(all.long({}).length, 4100);
  for (const getter of ['flag', 'flag2fa', 'itSAFlag', 'constructorFlag', 'thenFlag', 'new']) {
    assert.equal(all[getter]({}), true, getter);
  }
  assert.equal(made.hostile.names.itSAFlag, 'it\'s "a" `flag`');
  assert.equal({}.polluted, undefined);
});

test("what cannot be decided is the flag's own default", () => {
  assert.equal(hostile().half({}), true);
  // Those that nothing is said of: the first variant.
  const staging = hostile('staging');
  assert.deepEqual(staging.layout({}), { columns: 4 });
  assert.equal(staging.size({}), 10);
  assert.equal(staging.mixed({}), true);
});

test('variants are a union', () => {
  const all = hostile();
  const pro = { user: { plan: 'pro' } };
  assert.deepEqual([all.buttonVariant({}), all.buttonVariant(pro)], ['red', 'a b']);
  assert.equal(all.button(pro), '#00f');
  // What the file says has been served since: none of those that were known.
  const more = hostileYaml
    .replace('{small: 10, large: 20}', '{small: 10, large: 20, huge: 30}')
    .replace('production: large', 'production: huge');
  const project = small({ 'config/feature-flags.yaml': more });
  const later = new made.hostile.FeatureFlags(project.environment('production').flags);
  assert.deepEqual([later.size({}), later.sizeVariant({})], [30, null]);
  assert.equal(later.layoutVariant({}), 'grid');
});

test('a flag that is gone or of another type is told at boot', () => {
  assert.throws(() => new made.hostile.FeatureFlags(flags('storefront')), {
    code: 'E_UNKNOWN_FLAG',
  });
  assert.ok(new made.empty.FeatureFlags(flags('storefront')));
  const project = small({ 'config/feature-flags.yaml': 'feature_flags: {guest_returns: often}' });
  const changed = project.environment('production').flags;
  assert.throws(() => new made.storefront.FeatureFlags(changed), { code: 'E_TYPE' });
});
