// Edits of flags by what they answer, and code made from flags.
import assert from 'node:assert/strict';
import test from 'node:test';
import { EditError, Project, StagelineError, UnknownNameError, UsageError } from 'stageline';
import { fixedClock } from 'stageline/testing';

const FILES = {
  'config/environments.yaml': 'environments: {development: {}, staging: {}, production: {}}\n',
  'config/feature-flags.yaml': [
    'feature_flags:',
    '  search: # the new index',
    '    default: false',
    '    staging: true',
    '  button:',
    '    variants: {red: 1, green: 2}',
    '    default: red',
    '    production:',
    "      rules: [{when: user.plan == 'pro', serve: green}]",
    '      default: red',
    '',
  ].join('\n'),
};
const START = new Date('2027-01-31T09:00:00Z');
const after = (hours) => new Date(START.valueOf() + hours * 3_600_000);

const edited = () => Project.fromFiles(FILES).edit();
const flagsOf = (edit, environment) => edit.snapshot().environment(environment).flags;
const answer = (edit, environment, flag, key = 'user-1') =>
  flagsOf(edit, environment).evaluate(flag, { targetingKey: key }).value;
const share = (edit, at) => flagsOf(edit, 'production').preview('search', at).shares[0];
const text = (edit) => edit.preview().files[0].after;
const refused = (code, call) =>
  assert.throws(call, (error) => error instanceof StagelineError && error.code === code);

test('a value is set where it is meant, and comments stay', async () => {
  const project = Project.fromFiles(FILES);
  const edit = project.edit();
  edit.flag('search').setValue('production', true);
  assert.equal(answer(edit, 'production', 'search'), true);
  assert.equal(answer(edit, 'development', 'search'), false);
  assert.match(text(edit), /search: # the new index/);
  await edit.commit();
  assert.equal(project.environment('production').flags.evaluate('search', {}).value, true);
});

test('a scope of a flag takes paths too', () => {
  const edit = edited();
  edit.flag('search').set('owner', 'team-search').setValue('production', true).unset('staging');
  assert.match(text(edit), /owner: team-search/);
  assert.equal(answer(edit, 'staging', 'search'), false);
});

test('values are held against what the flag is', () => {
  const edit = edited();
  for (const value of ['yes', 1, null]) {
    refused('E_TYPE', () => edit.flag('search').setValue('production', value));
  }
  assert.throws(() => edit.flag('search').setValue('production'), UsageError);
  edit.flag('button').setValue('staging', 'green');
  assert.equal(answer(edit, 'staging', 'button'), 2);
});

test('rules are refused, replaced or left alone', () => {
  const edit = edited();
  const button = edit.flag('button');
  assert.throws(() => button.setValue('production', 'green'), EditError);
  assert.ok(edit.isEmpty);
  button.setValue('production', 'green', { defaultOnly: true });
  assert.match(text(edit), /user\.plan == 'pro'/);
  button.setValue('production', 'red', { replace: true });
  assert.doesNotMatch(text(edit), /user\.plan == 'pro'/);
  for (const options of [{ replace: true, defaultOnly: true }, { replaced: true }, { create: 1 }]) {
    assert.throws(() => button.setValue('production', 'red', options), UsageError);
  }
});

test('a flag is made only where that is asked for', () => {
  const edit = edited();
  const unknown = (name) => (error) =>
    error instanceof UnknownNameError && error.suggestions[0] === name;
  assert.throws(() => edit.flag('serch').setValue('staging', true), unknown('search'));
  assert.throws(() => edit.flag('search').setValue('prodution', true), unknown('production'));
  edit.flag('dark_mode').setValue('staging', true, { create: true });
  assert.equal(answer(edit, 'staging', 'dark_mode'), true);
});

test('a flag is rolled out along a ramp that can be held, resumed and rolled back', () => {
  const edit = edited();
  const search = edit.flag('search');
  search.rollOut('production', { percentage: 50, over: '2h', start: START });
  assert.deepEqual(
    [0, 1, 2].map((hours) => share(edit, after(hours)).percentage),
    ['0%', '25%', '50%'],
  );
  search.hold('production', after(1));
  assert.equal(share(edit, after(3)).percentage, '25%');
  search.resume('production', after(4)).rollBack('production', after(4.5).toISOString());
  assert.equal(share(edit, after(24)).percentage, '0%');
});

test('a ramp begins now unless another time is given', () => {
  const edit = edited();
  const clock = fixedClock(START);
  try {
    edit
      .flag('search')
      .rollOut('production', { percentage: 100, over: '90m', by: ['user.id', 'x'] });
  } finally {
    clock.restore();
  }
  assert.match(text(edit), /start: "?2027-01-31T09:00:00Z/);
  assert.match(text(edit), /by:\n\s+- user\.id\n\s+- x\n/);
  edit.discard();
  edit.flag('search').rollOut('production', {
    curve: {
      steps: [
        ['0s', 1],
        ['30m', 10],
      ],
    },
    now: '2027-01-31T10:00:00+01:00',
  });
  assert.equal(share(edit, after(0.75)).percentage, '10%');
});

test('a share that falls is remarked on', () => {
  const edit = edited();
  assert.deepEqual(edit.remarks, []);
  edit
    .flag('search')
    .rollOut('production', { percentage: 50 })
    .rollOut('production', { percentage: 20 });
  assert.equal(edit.remarks.length, 1);
  edit.discard();
  assert.deepEqual(edit.remarks, []);
});

test('a rollout that makes no sense is refused', () => {
  const edit = edited();
  for (const [rollout, code] of [
    [{ percentage: 101 }, 'E_QUANTITY'],
    [{ percentage: 50, over: 'soon' }, 'E_QUANTITY'],
    [{ over: '2h' }, 'E_USAGE'],
    [{ percentage: 50, start: 'today' }, 'E_USAGE'],
    [{ percentage: 50, duration: '2h' }, 'E_USAGE'],
    [{ percentage: 50, template: 'carefully' }, 'E_UNKNOWN_RAMP'],
    [50, 'E_USAGE'],
    [undefined, 'E_USAGE'],
  ]) {
    refused(code, () => edit.flag('search').rollOut('production', rollout));
  }
  assert.ok(edit.isEmpty);
});

test('a flag is killed, comes back and goes', () => {
  const edit = edited();
  const button = edit.flag('button');
  button.kill('production');
  assert.match(text(edit), /kill_switch: true/);
  button.unkill('production').kill().unkill();
  assert.ok(edit.isEmpty);
  refused('E_UNKNOWN_ENVIRONMENT', () => button.kill('prod'));
  assert.throws(() => button.kill(7), UsageError);
  button.unset('');
  assert.doesNotMatch(text(edit), /button/);
});

test('a rollout serves what is asked for', () => {
  const edit = edited();
  const button = edit.flag('button');
  button.rollOut('staging', { percentage: 100, serve: 'green' });
  assert.equal(answer(edit, 'staging', 'button'), 2);
  refused('E_TYPE', () => button.rollOut('staging', { percentage: 100, serve: 'grean' }));
});

test('keys are targeted, and rules are added', () => {
  const edit = edited();
  const button = edit.flag('button');
  button.target('production', 'green', ['user-1', 42]);
  assert.equal(answer(edit, 'production', 'button'), 2);
  button.untarget('production', ['user-1']);
  assert.equal(answer(edit, 'production', 'button'), 1);
  assert.throws(() => button.target('production', 'green', 'user-1'), UsageError);
  const rule = { when: "user.country == 'DE'", serve: 'green', description: 'Germany' };
  button.addRule('production', { ...rule, position: 0 });
  assert.ok(text(edit).indexOf('Germany') < text(edit).indexOf('user.plan'));
  button.removeRule('production', 0);
  assert.doesNotMatch(text(edit), /Germany/);
  refused('E_CONDITION', () => button.addRule('production', { ...rule, when: 'user.country ==' }));
  assert.throws(() => button.addRule('production', { when: 'true' }), UsageError);
  assert.throws(() => button.removeRule('production'), UsageError);
  edit.discard();
  for (const when of [undefined, null]) {
    button.addRule('production', { when, serve: 'green' });
    assert.equal(answer(edit, 'production', 'button'), 2);
    edit.discard();
  }
  button.append('production.rules', { serve: 'green', rollout: { percentage: 100 } });
  assert.equal(answer(edit, 'production', 'button'), 2);
});

test('what is advised bears the names of JavaScript', () => {
  const button = edited().flag('button');
  assert.throws(() => button.setValue('production', 'green'), { help: /`defaultOnly`/ });
});

test('times that nobody gives are written to the second', () => {
  const edit = edited();
  edit.flag('search').rollOut('production', { percentage: 50, over: '2h' }).hold('production');
  const times = text(edit).match(/\d{4}-\d\d-\d\dT[^\s"]*/g);
  assert.equal(times.length, 2);
  for (const time of times) assert.match(time, /^[-\dT:]{19}Z$/);
});

test('the time says whether a schedule has the say', () => {
  const files = (at) => ({
    'config/environments.yaml': 'environments: {production: {}}',
    'config/feature-flags.yaml': `feature_flags:
  sale:
    production:
      default: false
      targets: [{serve: true, keys: [u, v]}]
      rules: [{when: x == 1, serve: true}, {when: x == 2, serve: true}]
      schedule: [{at: ${at}, set: false}]
`,
  });
  const change = (edit, now) =>
    edit
      .flag('sale')
      .setValue('production', true, { defaultOnly: true, now })
      .target('production', true, ['w'], { now })
      .untarget('production', ['v'], { now })
      .addRule('production', { when: 'x == 3', serve: true, now })
      .removeRule('production', 0, { now })
      .kill('production', { now })
      .unkill('production', { now });
  const sale = Project.fromFiles(files('2027-01-01T00:00:00Z'));
  const edit = sale.edit();
  change(edit, new Date('2026-06-01T00:00:00Z'));
  assert.match(edit.remarks.join(), /says its `targets` anew at 2027-01-01T00:00:00Z/);
  const refusal = { code: 'E_EDIT_REFUSED' };
  assert.throws(() => change(sale.edit(), '2027-06-01T00:00:00Z'), refusal);
  assert.throws(() => change(sale.edit(), 'soon'), UsageError);
  // Without a time, it is the clock's.
  const past = Project.fromFiles(files('2020-01-01T00:00:00Z'));
  assert.throws(() => past.edit().flag('sale').target('production', true, ['w']), refusal);
});

test('flags are copied between environments', () => {
  const edit = edited();
  edit.flag('search').copy('staging', 'production');
  assert.equal(answer(edit, 'production', 'search'), true);
  edit.discard();
  edit.flag('button').setValue('staging', 'green');
  assert.throws(() => edit.flag('button').copy('production', 'staging'), EditError);
  const copied = edit.copyFlags('production', 'staging', { replace: true });
  assert.deepEqual(copied, ['search', 'button']);
  assert.equal(answer(edit, 'staging', 'search'), false);
  edit.discard();
  assert.deepEqual(edit.copyFlags('staging', 'development', { names: ['search'] }), ['search']);
  assert.throws(
    () => edit.copyFlags('staging', 'development', { names: ['serch'] }),
    UnknownNameError,
  );
  assert.throws(() => edit.copyFlags('staging', 'development', { names: 'search' }), UsageError);
});

test('code is made from flags', () => {
  const snapshot = Project.fromFiles(FILES).snapshot();
  for (const language of ['c', 'python', 'rust', 'typescript']) {
    assert.match(snapshot.flagAccessors(language), /search/);
  }
  assert.throws(() => snapshot.flagAccessors('cobol'), UsageError);
});
