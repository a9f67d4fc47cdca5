// Validation, comparison, drift and plans: data for programs, text for people.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Diff, DriftReport, Pipeline, Place, Plan, Project, Report, Tenant } from 'stageline';
import { small, storefront } from '../fixtures/storefront.mjs';

const project = Project.openSync(storefront);
const snapshot = project.snapshot();

/** Whether a value and all in it can no longer be changed. */
const isFrozen = (value) =>
  value === null ||
  typeof value !== 'object' ||
  (Object.isFrozen(value) && Object.values(value).every(isFrozen));

test('validation finds what was planted, with places', () => {
  const report = snapshot.validate();
  assert.ok(report instanceof Report && isFrozen(report));
  const found = report.findings.map(({ rule, places }) => `${rule} ${places[0]}`);
  assert.ok(found.includes('unknown-environment config/feature-flags.yaml:51:5'), found);
  const { error, warning, info } = report.counts;
  assert.equal(report.findings.length, error + warning + info);
  assert.match(String(report), /^ *\d+ \| {3}prodution|51 \|/m);
  const [finding] = report.findings;
  assert.ok(
    String(finding).startsWith(`${finding.places[0]}: ${finding.severity}[${finding.rule}]`),
  );
  assert.deepEqual(finding.toJSON(), report.toJSON().findings[0]);
});

test('a difference has both sides with their places', () => {
  const diff = snapshot.diff('staging', 'production');
  assert.ok(diff instanceof Diff && isFrozen(diff));
  assert.equal(diff.isEmpty, false);
  const section = diff.sections.find(({ section }) => section === 'configuration');
  const timeout = section.differences.find(({ path }) => path === 'database.timeout');
  assert.deepEqual([timeout.kind, timeout.left.value, timeout.right.value], ['changed', 30, 60]);
  assert.ok(timeout.right.place instanceof Place);
  assert.equal(String(timeout.right.place), 'config/production.yaml:15:14');
  assert.match(String(timeout), /database\.timeout: 30 .* → 60 /);
  assert.deepEqual(timeout.toJSON().right.place.end_line, 15);
  assert.equal(snapshot.diff('staging', 'staging').isEmpty, true);
});

test('the text of each part of a difference is its own', () => {
  const diff = snapshot.diff('staging', 'production');
  for (const { differences, equivalent } of diff.sections) {
    for (const part of [...differences, ...equivalent]) {
      assert.ok(String(part).includes(part.path), `${part} is not of ${part.path}`);
      assert.equal(part.toJSON().path, part.path);
    }
  }
});

test('drift is told from what differs by nature', () => {
  const report = snapshot.drift('production', ['staging']);
  assert.ok(report instanceof DriftReport && isFrozen(report));
  const paths = report.drift.map(({ path }) => path);
  assert.ok(paths.includes('database.timeout'), paths);
  assert.equal(report.drift.length, report.summary.drift);
  assert.equal(report.items.length, report.summary.drift + report.summary.expected);
  for (const item of report.items) {
    assert.ok(String(item).includes(item.rule));
    assert.equal(item.toJSON().path, item.path);
  }
  assert.throws(() => snapshot.drift('production', []), { code: 'E_USAGE' });
  assert.throws(() => snapshot.drift('production', 'staging'), { code: 'E_USAGE' });
  assert.throws(() => snapshot.drift('production', ['stagin']), { code: 'E_UNKNOWN_ENVIRONMENT' });
});

test('a plan says what moves, what guards it, and why it may not start', () => {
  const plan = project.planPromotion('staging', 'production', { services: ['api'] });
  assert.ok(plan instanceof Plan && isFrozen(plan));
  assert.equal(plan.verdict, 'waits');
  assert.ok(plan.services.every(({ service }) => service === 'api'));
  assert.notEqual(plan.services[0].from.tag, plan.services[0].to.tag);
  assert.ok(plan.services[0].to.place instanceof Place);
  assert.ok(plan.approvals.length > 0);
  assert.ok(plan.approvals.every(({ approval }) => approval));
  const [reason] = plan.whyNot;
  assert.equal(String(reason), `${reason.message}; ${reason.help}`);
  assert.deepEqual(reason.toJSON(), plan.toJSON().why_not[0]);
  assert.match(String(plan), /^promote staging → production/);
  assert.equal(
    plan.digest,
    snapshot.planPromotion('staging', 'production', { services: ['api'] }).digest,
  );
});

test('a promotion that may start is ready and has no reason against it', () => {
  const pipeline = 'environments: [{name: staging}, {name: production}]\n';
  const plan = small({ 'workflows/release.yaml': pipeline }).planPromotion('staging', 'production');
  assert.deepEqual([plan.verdict, plan.whyNot], ['ready', []]);
  const outside = small().planPromotion('staging', 'production');
  assert.equal(outside.verdict, 'blocked');
  assert.equal(outside.pipeline, null);
});

test('what a promotion is asked wrongly is refused', () => {
  const ask = (options) => () => project.planPromotion('staging', 'production', options);
  assert.throws(ask({ services: ['apy'] }), { code: 'E_UNKNOWN_SERVICE' });
  assert.throws(ask({ services: 'api' }), { code: 'E_USAGE' });
  assert.throws(ask({ skipStages: '' }), { code: 'E_USAGE' });
  assert.throws(ask({ pipeline: 'none' }), { code: 'E_UNKNOWN_PIPELINE' });
  assert.throws(() => project.planPromotion('staging'), { code: 'E_USAGE' });
});

test('tenants are listed with the environments derived for them', () => {
  const { tenants } = snapshot;
  assert.ok(isFrozen(tenants) && tenants.every((tenant) => tenant instanceof Tenant));
  assert.deepEqual(tenants.map(String), ['harbor-books', 'summit-outdoor', 'green-pantry']);
  const [, summit] = tenants;
  assert.deepEqual(
    [summit.name, summit.tier, summit.isolation],
    ['summit-outdoor', 'enterprise', 'dedicated'],
  );
  assert.ok(summit.place instanceof Place);
  assert.equal(String(summit.place), 'config/tenants.yaml:29:3');
  for (const { from, name } of summit.environments) {
    assert.equal(snapshot.environment(from).tenant(summit.name).name, name);
  }
  assert.deepEqual(summit.toJSON().environments, summit.environments);
  assert.equal(summit.toJSON().place.end_line, 29);
});

test('pipelines are listed with their stages and gates', () => {
  const { pipelines } = snapshot;
  assert.ok(isFrozen(pipelines) && pipelines.every((each) => each instanceof Pipeline));
  const [release] = pipelines;
  assert.equal(pipelines.length, 1);
  assert.equal(String(release), 'progressive-deployment');
  assert.equal(release.title, 'Storefront release');
  const stages = release.stages.map(({ environment, autoPromote }) => [environment, autoPromote]);
  assert.deepEqual(stages, [
    ['development', true],
    ['testing', false],
    ['staging', false],
    ['production', false],
  ]);
  const staging = release.stages[2];
  assert.ok(staging.place instanceof Place);
  assert.equal(String(staging.place), 'workflows/progressive-deployment.yaml:19:11');
  assert.deepEqual(
    staging.gates.map(({ name, when, approval }) => `${name} ${when} ${approval}`),
    [
      'dependencies_check entry false',
      'acceptance_tests exit false',
      'performance_tests exit false',
      'release_approval exit true',
    ],
  );
  assert.equal(release.toJSON().stages[0].auto_promote, true);
  assert.deepEqual(JSON.parse(JSON.stringify(pipelines)), [release.toJSON()]);
});

test('a project without tenants and workflows has none', () => {
  const empty = Project.fromFiles({ 'config/environments.yaml': 'environments: {a: {}}' });
  const { tenants, pipelines } = empty.snapshot();
  assert.deepEqual([tenants, pipelines], [[], []]);
});
