// What the crossing costs: `node bench/crossing.mjs`, on an addon built for release. Best of many
// short batches, so that what else runs on the machine counts little.
import { createRequire } from 'node:module';
import { Project } from 'stageline';

const native = createRequire(import.meta.url)('../lib/stageline.node');

function measure(name, work, times = 1000) {
  let best = Number.POSITIVE_INFINITY;
  for (let batch = 0; batch < 200; batch++) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < times; i++) work(i);
    best = Math.min(best, Number(process.hrtime.bigint() - start) / times);
  }
  const shown = best < 1000 ? `${best.toFixed(1)} ns` : `${(best / 1000).toFixed(2)} µs`;
  console.log(`${name.padEnd(62)} ${shown.padStart(10)}`);
}

const entry = (i) => [`${i}`, `"text value ${i}"`, 'true', `{a: ${i}.5, b: [1, 2]}`][i % 4];
const keys = Array.from({ length: 200 }, (_, i) => `  key_${i}: ${entry(i)}\n`).join('');
const flags = Array.from(
  { length: 100 },
  (_, i) =>
    [
      `  flag_${i}: {production: true}\n`,
      `  flag_${i}: {production: {default: false, rules: [{when: user.plan == "pro", serve: true}]}}\n`,
      `  flag_${i}: {production: {rollout: {percentage: 25}}}\n`,
    ][i % 3],
).join('');
const open = (more) =>
  Project.fromFiles({
    'config/environments.yaml': 'environments: {production: {}}',
    'config/production.yaml': `overrides:\n${keys}${more}`,
    'config/feature-flags.yaml': `feature_flags:\n${flags}`,
  }).environment('production');

const plain = open('');
const marked = open('  large: 9007199254740993\n');
const config = plain.resolve();
measure('a call that does nothing but answer a text', () => native.version());
measure('resolve()', () => plain.resolve(), 200);
measure('get(key)', () => config.get('key_0'));
measure('origin(key)', () => config.origin('key_0'), 200);
measure('explain(key)', () => config.explain('key_0'), 200);
measure('tree of 200 keys as text', () => String(config), 50);
measure('tree of 200 keys as an object', () => config.toObject(), 50);
const other = marked.resolve();
measure('tree of 200 keys with one integer beyond 2^53', () => other.toObject(), 50);
const unknown = () => {
  try {
    config.get('nowhere');
  } catch {}
};
measure('an unknown path, thrown and caught', unknown, 50);

const of = plain.flags;
const context = of.context({ targetingKey: 'ada', user: { plan: 'pro' } });
const [boolean, rule, rollout] = [0, 1, 2].map((i) => of.handle(`flag_${i}`, { default: false }));
let on = 0;
measure('prepared context, handle: boolean', () => (on += boolean.value(context)));
measure('prepared context, handle: rule', () => (on += rule.value(context)));
measure('prepared context, handle: rollout', () => (on += rollout.value(context)));
const fresh = () => of.context({ targetingKey: 'ada', user: { plan: 'pro', region: 'eu' } });
measure('a new context', fresh, 200);
measure('a new context, and its first of 3 handles', () => (on += rollout.value(fresh())), 200);
for (let i = 3; i < 20; i++) of.handle(`flag_${i}`, { default: false });
measure('a new context, and its first of 20 handles', () => (on += rollout.value(fresh())), 200);
measure(
  'a plain object of three, one of 20 handles',
  () => {
    on += rollout.value({ targetingKey: 'ada', user: { plan: 'pro', region: 'eu' } });
  },
  200,
);
measure('details of a handle', () => rollout.details(context), 200);
measure('evaluateAll of 100 flags', () => of.evaluateAll(context), 50);
if (on < 0) throw new Error('never');
