// Compiled by strict TypeScript, never run: the types say what the package does.
import {
  ConfigError,
  type DriftItem,
  type ErrorCode,
  type Frozen,
  InternalError,
  LoadError,
  Plan,
  Project,
  type Resolved,
  StagelineError,
  type StandardSchema,
  subscribe,
  type Value,
  version,
} from 'stageline';

version() satisfies string;
// @ts-expect-error the version takes nothing
version(1);

// Opening: promises, and the same at once.
(await Project.open('deploy')) satisfies Project;
Project.openSync(new URL('file:///deploy'), { lenient: true, limits: { depth: 9 } });
Project.fromFiles({ 'config/base.yaml': 'a: 1' });
Project.fromFiles(new Map([['config/base.yaml', new Uint8Array()]]));
// @ts-expect-error no such option
await Project.open('deploy', { wach: true });
// @ts-expect-error a project is opened, not made
new Project();
(await Project.find({ start: '.' })).root.reason satisfies
  | 'given'
  | 'variable'
  | 'ancestor'
  | 'memory';

const project = Project.openSync('deploy');
const api = project.environment('production').service('api');
// @ts-expect-error names are text
project.environment(1);
// @ts-expect-error answers do not change
project.root.path = '';

// Configuration: a tree of values, or what a schema makes of it.
const config = api.resolve({
  overrides: { replicas: 2, hosts: { $append: ['c'] }, off: undefined },
});
config satisfies Resolved;
config.get(['panels', 0, 'title']) satisfies Value;
// @ts-expect-error a value has to be looked at before it is used
config.get('replicas').toFixed();
const replicas = config.get('replicas');
if (typeof replicas === 'number') replicas.toFixed();
if (typeof replicas === 'bigint') replicas satisfies bigint;
declare const schema: StandardSchema<{ replicas: number }>;
api.resolve({ schema }).replicas satisfies number;
project.environment('production').resolve({ schema, overrides: {} }).replicas satisfies number;
const asked = { schema, overrides: {} };
api.resolve(asked).replicas satisfies number;
// @ts-expect-error the schema says what there is
api.resolve({ schema }).replica;

// Flags: the default says of which kind a flag is.
const { flags } = project.environment('production');
const search = flags.handle('search', { default: false });
const context = flags.context({ targetingKey: 'ada', user: { plan: 'pro' } });
search.value(context) satisfies boolean;
search.value({ targetingKey: 7n }) satisfies boolean;
flags.handle('colour', { default: 'blue' }).value(context) satisfies string;
flags.handle('attempts', { default: 1n }).value(context) satisfies bigint;
flags.value('attempts', context, 1) satisfies number;
flags.handle('limits', { default: { per_minute: 1 } }).value(context) satisfies Frozen;
// @ts-expect-error a flag that is on may be off
flags.handle('search', { default: true }).value(context) satisfies true;
// @ts-expect-error a handle has a default
flags.handle('search');
// @ts-expect-error no function is a flag's value
flags.handle('search', { default: () => true });
// @ts-expect-error a targeting key is text or an integer
flags.context({ targetingKey: true });
const details = search.details(context);
details.value satisfies boolean;
if (details.reason === 'SPLIT') details.bucket satisfies number | null;
for (const step of flags.explain('search', context).steps) {
  if (step.kind === 'rollout') step.in satisfies boolean | null;
  // @ts-expect-error only a rule has comparisons
  if (step.kind === 'entry') step.comparisons;
}

// Answers are read and never changed.
const origin = api.origin('replicas');
`${origin.place}` satisfies string;
if (origin.place !== null) origin.place.line satisfies number;
const explanation = api.explain('replicas');
explanation.value satisfies Frozen;
explanation.steps[0]?.layer satisfies 'base' | 'service' | string | undefined;
// @ts-expect-error an answer is frozen
explanation.steps.push();
// @ts-expect-error an answer is frozen
explanation.steps[0].effect = 'sets';
// A verdict tells whether there are reasons.
const plan = project.planPromotion('staging', 'production', { services: ['api'] });
if (plan.verdict === 'ready') {
  plan.whyNot satisfies readonly [];
} else {
  plan.verdict satisfies 'waits' | 'blocked';
  plan.whyNot[0].message satisfies string;
}
const something: unknown = plan;
if (something instanceof Plan) something.digest satisfies string;

// Only a service's section has a name.
const [item] = project.snapshot().drift('production', ['staging']).drift;
if (item?.section === 'service') item.service satisfies string;
// @ts-expect-error the record belongs to no service
if (item?.section === 'record') item.service;
item satisfies DriftItem | undefined;

// Lists are read and never changed.
const { tenants, pipelines } = project.snapshot();
tenants[0]?.environments[0]?.from satisfies string | undefined;
pipelines[0]?.stages[0]?.autoPromote satisfies boolean | undefined;
pipelines[0]?.stages[0]?.gates[0]?.when satisfies 'entry' | 'exit' | undefined;
// @ts-expect-error a list is frozen
tenants.push();
// @ts-expect-error an answer is frozen
pipelines[0].stages.pop();

// Errors.
const caught: unknown = new Error();
if (caught instanceof InternalError) caught.code satisfies 'E_INTERNAL';
if (caught instanceof StagelineError) {
  caught.code satisfies ErrorCode;
  caught.help satisfies string | undefined;
  caught.problems satisfies readonly StagelineError[];
}
new ConfigError('no', { code: 'E_CONFIG_TYPE' }) satisfies StagelineError;
// @ts-expect-error no such code
new LoadError('no', { code: 'E_LAOD' });

subscribe((event) => event.message satisfies string, { level: 'debug' })();
