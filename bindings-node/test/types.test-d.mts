// Compiled by strict TypeScript, never run: the types say what the package does.
import { OpenFeature } from '@openfeature/server-sdk';
import {
  ConfigError,
  type Context,
  type DriftItem,
  type DriftReport,
  diff,
  Edit,
  type ErrorCode,
  type Frozen,
  type HostRule,
  InternalError,
  LiveEnvironment,
  LoadError,
  Plan,
  Project,
  Quantity,
  type Resolved,
  type Snapshot,
  StagelineError,
  type StandardSchema,
  subscribe,
  type Value,
  version,
} from 'stageline';
import { StagelineProvider } from 'stageline/openfeature';
import { fixedClock, overrideFlags } from 'stageline/testing';

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

details.validUntil satisfies Date | null;
details.decidedBy satisfies 'rollout' | string;
context.at(new Date()) satisfies Context;
flags.context({}, { now: '2027-01-31T09:00:00Z' });
// @ts-expect-error a time is a date, or text
context.at(0);
flags.evaluateMany(['search'], context)[0]?.value satisfies Frozen | undefined;
flags.preview('search', new Date()).shares[0]?.percentage satisfies string | undefined;
flags.whenWill('search', context)[0]?.at satisfies Date | undefined;
const compared = flags.compare(project.environment('staging').flags, [context, {}]);
compared.differences[0]?.left.setIn satisfies string | null | undefined;
// @ts-expect-error flags are compared with flags
flags.compare(project.environment('staging'), []);
await OpenFeature.setProviderAndWait(new StagelineProvider(project, 'production'));
// @ts-expect-error a provider answers for an environment
new StagelineProvider(project);

// Following files, and what flags gave; a `using` ends each.
{
  using watch = project.watch({ quiet: 50 });
  for await (const event of watch) {
    if (event.kind === 'failed') event.error satisfies StagelineError;
    // @ts-expect-error only a reload has paths
    if (event.kind === 'failed') event.paths;
  }
  using exposures = project.exposures({ capacity: 10 });
  exposures.drain(5)[0]?.targetingKey satisfies string | null | undefined;
  using noted = project.onExposure((seen) => seen[0]?.at satisfies Date | null | undefined);
  noted.flush();
  project.countFlags(true);
  project.flagCounts[0]?.count satisfies number | undefined;
  using clock = fixedClock(new Date());
  clock.advance(1000).set('2027-01-31T09:00:00Z');
  using overrides = overrideFlags(flags, { search: true, limits: { per_minute: 1 } });
  overrides.set('search', false).remove('limits');
  // @ts-expect-error no function is a flag's value
  overrideFlags(flags, { search: () => true });
}
await Project.open('deploy', { watch: true });
// @ts-expect-error a project in memory has no files to follow
Project.fromFiles({}, { watch: true });

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
item?.violation?.relation satisfies '>' | '>=' | '<' | '<=' | '==' | '!=' | undefined;
const drifted = project.snapshot().drift('production', ['staging']);
drifted.hasAtLeast('warning') satisfies boolean;
// @ts-expect-error a severity is one of three words
drifted.hasAtLeast('fatal');
drifted.text({ untitled: true }) satisfies string;
const [demands] = project.snapshot().resources(['staging']).resources;
demands?.services[0]?.cells[0]?.unreadableLimit?.text satisfies string | undefined;
demands?.totals[0]?.uncounted satisfies readonly string[] | undefined;

// Lists are read and never changed.
const { tenants, pipelines } = project.snapshot();
tenants[0]?.environments[0]?.from satisfies string | undefined;
pipelines[0]?.stages[0]?.autoPromote satisfies boolean | undefined;
pipelines[0]?.stages[0]?.gates[0]?.when satisfies 'entry' | 'exit' | undefined;
// @ts-expect-error a list is frozen
tenants.push();
// @ts-expect-error an answer is frozen
pipelines[0].stages.pop();

// Opening with what one person or machine says.
Project.openSync('deploy', { local: true, variables: process.env, variableOverrides: true });
await Project.find({ variables: new Map([['REGION', 'eu']]) });
// @ts-expect-error variables are text
Project.fromFiles({}, { variables: { REGION: 1 } });

// Edits: scopes that chain, and what is not committed is discarded.
{
  await using edit = project.edit();
  edit
    .environment('production')
    .set('database.pool_size', 50)
    .append(['hosts', 0], { name: 'a' })
    .service('api')
    .set('replicas', 8)
    .rename('a', 'b');
  edit.environment('production').unset('a').record().set('region', 'eu');
  edit.flag('search').apply({ production: true });
  edit
    .flag('search')
    .setValue('production', true, { create: true })
    .rollOut('production', { percentage: 25, over: '2h', start: new Date() })
    .hold('production')
    .target('production', 'on', ['user-1', 2], { by: 'user.id' })
    .addRule('production', { when: 'true', serve: 'on' })
    .copy('staging', 'production');
  // @ts-expect-error a rollout has words of its own
  edit.flag('search').rollOut('production', { duration: '2h' });
  edit.copyFlags('staging', 'production', { names: ['search'] }) satisfies string[];
  edit.remarks[0]?.length satisfies number | undefined;
  edit.snapshot().flagAccessors('typescript') satisfies string;
  edit.file('stageline.yaml').apply({ rules: {} }, 'validation');
  // @ts-expect-error a record has no services
  edit.record('production').service('api');
  // @ts-expect-error a service is seen from an environment
  edit.service('api');
  // @ts-expect-error a value is given
  edit.base('base').set('a');
  // @ts-expect-error no function is a value
  edit.base('base').set('a', () => 1);
  const [file] = edit.preview().files;
  file?.before satisfies string | null | undefined;
  file?.diff satisfies string | undefined;
  // @ts-expect-error an answer is frozen
  edit.preview().files.pop();
  for (const { environment, diff } of edit.blastRadius().effects) {
    environment satisfies string;
    diff.right satisfies 'after';
    diff.sections[0]?.differences[0]?.right?.value satisfies Frozen | undefined;
  }
  edit.snapshot().environment('production').resolve() satisfies Resolved;
  edit.sync('production', 'staging', { exclude: ['flags'] }).changed[0]?.path satisfies
    | string
    | undefined;
  (await edit.commit()) satisfies Snapshot;
  // @ts-expect-error an edit belongs to a project
  new Edit();
}
{
  using edit = project.edit();
  edit.commitSync().digest satisfies string;
}

// Validation: rules of the host, fixes, formats.
const noLatest: HostRule = {
  id: 'no-latest',
  *check(snapshot) {
    for (const environment of snapshot.environments) {
      const origin = environment.origin('image_tag');
      yield { message: 'no', environment: environment.name, places: [origin.place] };
    }
  },
};
const report = project.snapshot().validate({
  today: new Date(),
  environments: ['production'],
  rules: [noLatest, { id: 'quiet', severity: 'info', check: () => {} }],
});
// @ts-expect-error a check answers at once
project.snapshot().validate({ rules: [{ id: 'later', check: async () => [] }] });
// @ts-expect-error a finding has a message
project.snapshot().validate({ rules: [{ id: 'mute', check: () => [{ help: 'x' }] }] });
for (const finding of report.findings) {
  finding.fingerprint satisfies string;
  if (finding.fix?.change.op === 'rename') finding.fix.change.to satisfies readonly string[];
  if (finding.fix !== null) project.edit().fix(finding).isEmpty satisfies boolean;
}
report.suppressed[0]?.by satisfies 'comment' | 'exception' | 'rule' | undefined;
report.counts.suppressed satisfies number;
report.newSince(report.json()).hasAtLeast('warning') satisfies boolean;
[
  report.text({ colour: true }),
  report.sarif({ prefix: 'deploy' }),
  report.github(),
] satisfies string[];
report.junit({ fails: 'error' }) satisfies string;
// @ts-expect-error no such severity
report.junit({ fails: 'fatal' });
for (const [id, raised] of report.raised) [id, raised] satisfies [string, unknown];

// What a change reaches, and who uses a line.
const affected = project.snapshot().affected(['config/base.yaml']);
for (const entry of affected.entries) {
  if (entry.part === 'service') entry.service satisfies string;
  else entry.service satisfies null;
}
affected.matrix().include[0]?.environment satisfies string | undefined;
project.snapshot().whoUses('config/base.yaml', 3)[0]?.wins satisfies boolean | undefined;
api.explainAll('resources')[0]?.references[0]?.text satisfies string | undefined;

// Quantities.
const half = new Quantity('500m', 'cpu');
(half < new Quantity(2, 'cpu')) satisfies boolean;
half.nanos satisfies bigint;
// @ts-expect-error no such kind
new Quantity(1, 'cpus');

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

// Live state: at once where it is given, later where a host is asked for it.
const told = LiveEnvironment.read('services: {}');
project.snapshot().driftLive('production', told) satisfies DriftReport;
project.snapshot().driftLive('production', {
  state: async ({ environment }) => `environment: ${environment}\nservices: {}`,
}) satisfies Promise<DriftReport>;
project.snapshot().driftLive('production', { state: () => told }, { exclude: ['flags'] });
project.snapshot().driftLive('production', {
  state: () => ({ services: { api: { replicas: 3 } } }),
}) satisfies Promise<DriftReport>;
// @ts-expect-error a number is no state
project.snapshot().driftLive('production', { state: () => 3 });
diff([1], [2], { alignment: 0 }).changes.length satisfies number;
