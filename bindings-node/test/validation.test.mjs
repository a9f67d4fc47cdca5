// Validation: days, environments, rules of the host, fixes, and what each format is asked.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Place, Project, Report, StagelineError, UsageError } from 'stageline';
import { small, storefront } from '../fixtures/storefront.mjs';

const project = Project.openSync(storefront);

/** A snapshot that validation finds nothing in, and one exception that lasts for a year. */
const clean = small().snapshot();
const excepted = small({
  'stageline.yaml':
    'validation:\n  exceptions:\n    - {rule: mistaken, until: 2026-12-31, reason: it is known}\n',
}).snapshot();

const rule = (check, more) => ({ id: 'mistaken', summary: 'nothing is mistaken', check, ...more });
const found = (snapshot, check, options) =>
  snapshot
    .validate({ rules: [rule(check)], ...options })
    .findings.filter(({ rule }) => rule === 'mistaken');

test('a rule of the host sees the snapshot, and its findings stand among the others', () => {
  const snapshot = project.snapshot();
  const check = (seen) => {
    assert.equal(seen, snapshot);
    return seen.environments
      .filter((environment) => environment.isProduction)
      .map((environment) => ({
        message: `the region of \`${environment.name}\` is not ours`,
        help: 'move it',
        environment: environment.name,
        places: [environment.record.origin('tier').place, null],
      }));
  };
  const report = snapshot.validate({ rules: [rule(check)] });
  const finding = report.findings.find(({ rule }) => rule === 'mistaken');
  const { severity, code, message, help, environment, places } = finding;
  assert.deepEqual(
    { severity, code, message, help, environment },
    {
      severity: 'warning',
      code: null,
      message: 'the region of `production` is not ours',
      help: 'move it',
      environment: 'production',
    },
  );
  assert.equal(places.length, 1);
  assert.ok(places[0] instanceof Place);
  assert.equal(places[0].file, 'config/environments.yaml');
  assert.match(finding.fingerprint, /^f1:[0-9a-f]{32}$/);
  assert.equal(finding.fix, null);
  assert.deepEqual(
    finding.toJSON(),
    JSON.parse(report.json()).findings[report.findings.indexOf(finding)],
  );
  assert.ok(String(report).includes(message) && report.sarif().includes('nothing is mistaken'));
  assert.deepEqual(report.hostRules, [
    { id: 'mistaken', severity: 'warning', summary: 'nothing is mistaken' },
  ]);
  assert.equal(report.raised.size, 0);
});

test('a check may answer a list, yield, or end; a finding may say its severity', () => {
  const [one] = found(clean, function* () {
    yield { message: 'one', severity: 'info' };
  });
  assert.equal(one.severity, 'info');
  assert.equal(found(clean, () => [{ message: 'one' }, { message: 'two' }]).length, 2);
  assert.deepEqual(
    found(clean, () => {}),
    [],
  );
  assert.deepEqual(
    found(clean, () => null),
    [],
  );
  const place = clean.environment('production').origin('name').place;
  const [at] = found(clean, () => [{ message: 'here', places: place }]);
  assert.deepEqual(at.places, [place]);
  const strict = clean.validate({ rules: [rule(() => [{ message: 'x' }], { severity: 'error' })] });
  assert.ok(strict.hasAtLeast('error'));
});

test('a rule may be an object of a class of its own', () => {
  class Named {
    constructor(id) {
      this.id = id;
    }
    check() {
      return [{ message: `found by \`${this.id}\`` }];
    }
  }
  const { findings } = clean.validate({ rules: [new Named('own')] });
  assert.deepEqual(findings.map(String), ['warning[own]: found by `own`']);
});

test('what a check throws is a finding, with what was found before, and is kept', () => {
  const thrown = new RangeError('out of range');
  const report = clean.validate({
    rules: [
      rule(function* () {
        yield { message: 'before it failed' };
        throw thrown;
      }),
      rule(() => [{ message: 'the next one is asked' }], { id: 'next' }),
    ],
  });
  assert.deepEqual(report.findings.map(String).sort(), [
    'error[mistaken]: the rule `mistaken` failed: it threw `RangeError`: out of range',
    'warning[mistaken]: before it failed',
    'warning[next]: the next one is asked',
  ]);
  assert.equal(report.raised.get('mistaken'), thrown);
  assert.equal(report.newSince(clean.validate()).raised.get('mistaken'), thrown);
});

test('an error of the package that a check throws keeps its code, places and help', () => {
  const [failed] = found(clean, (seen) => seen.environment('prodution'));
  assert.equal(failed.severity, 'error');
  assert.equal(failed.code, 'E_UNKNOWN_ENVIRONMENT');
  assert.match(failed.message, /^the rule `mistaken` failed: no environment is named `prodution`/);
  assert.match(failed.help, /production/);
  const many = found(clean, () => small({ 'config/base.yaml': 'a: 1\na: 2\nb: 1\nb: 2\n' }));
  assert.ok(many.every(({ code }) => code === 'E_DUPLICATE_KEY'));
  assert.equal(`${many[0].places[0]}`, 'config/base.yaml:2:1');
});

test('whatever is thrown is told, and never stops the validation', () => {
  const hostile = {
    toString() {
      throw new Error('again');
    },
  };
  for (const thrown of ['text', 1, undefined, null, Symbol('s'), Object.create(null), hostile]) {
    const [failed] = found(clean, () => {
      throw thrown;
    });
    assert.match(failed.message, /^the rule `mistaken` failed: it threw /);
  }
});

test('what is no list of findings is told as a failure of the rule', () => {
  const later = async () => {
    throw new Error('nobody waits for this');
  };
  for (const check of [
    later,
    async function* () {},
    () => 'text',
    () => 1,
    () => ({ message: 'not in a list' }),
    () => [{}],
    () => [{ message: 1 }],
    () => [{ message: 'x', severity: 'fatal' }],
    () => [{ message: 'x', place: null }],
    () => [{ message: 'x', places: ['config/base.yaml:1:1'] }],
    () => [{ message: 'x', help: 1 }],
    () => [{ message: 'x', environment: {} }],
    () => [null],
  ]) {
    const report = clean.validate({ rules: [rule(check)] });
    const [failed] = report.findings;
    assert.equal(report.findings.length, 1);
    assert.match(failed.message, /^the rule `mistaken` failed: /);
    assert.equal(failed.code, 'E_USAGE');
    assert.ok(report.raised.get('mistaken') instanceof UsageError);
  }
});

test('awkward words of a host cross whole, or mended', () => {
  const [odd] = found(clean, () => [{ message: 'broken \ud800, "quoted"\n\0', help: '\u202e' }]);
  assert.match(odd.message, /^broken \ufffd, "quoted"/);
});

test('a rule that is none is refused, and its name with it', () => {
  const refused = (rules, code) =>
    assert.throws(
      () => clean.validate({ rules }),
      (error) => {
        assert.ok(error instanceof StagelineError, error);
        assert.equal(error.code, code);
        return true;
      },
    );
  refused({}, 'E_USAGE');
  refused([null], 'E_USAGE');
  refused([{ id: 'a' }], 'E_USAGE');
  refused([rule(() => {}, { id: 1 })], 'E_USAGE');
  refused([rule(() => {}, { severity: 'fatal' })], 'E_USAGE');
  refused([rule(() => {}, { severty: 'error' })], 'E_USAGE');
  refused([rule(() => {}, { id: 'two words' })], 'E_NAME');
  refused([rule(() => {}, { id: 'unknown-environment' })], 'E_NAME_TAKEN');
  refused([rule(() => {}), rule(() => {})], 'E_NAME_TAKEN');
});

test('exceptions hold until their day has passed, for rules of the host too', () => {
  const check = () => [{ message: 'as it is' }];
  const at = (today) => excepted.validate({ today, rules: [rule(check)] });
  for (const today of [undefined, '2026-12-31', new Date('2026-12-31T23:59:59Z')]) {
    const report = at(today);
    assert.deepEqual(report.findings, []);
    const [one] = report.suppressed;
    assert.deepEqual(
      [one.rule, one.by, one.reason, `${one.suppressedAt}`],
      ['mistaken', 'exception', 'it is known', 'stageline.yaml:3:14'],
    );
    assert.equal(String(one), 'warning[mistaken]: as it is');
    assert.deepEqual(one.toJSON(), report.toJSON().suppressed[0]);
    assert.equal(one.toJSON().suppressed_at.end_line, 3);
    assert.equal(report.counts.suppressed, 1);
  }
  for (const today of ['2027-01-01', new Date('2027-01-01')]) {
    assert.ok(at(today).findings.some(({ rule }) => rule === 'mistaken'));
  }
  for (const today of ['yesterday', '2026-02-30', new Date(NaN), 20261231, null]) {
    assert.throws(() => clean.validate({ today }), UsageError);
  }
});

test('only the findings of some environments are told', () => {
  const all = project.snapshot().validate();
  const some = project.snapshot().validate({ environments: ['production'] });
  assert.ok(some.findings.length <= all.findings.length);
  const check = () => [
    { message: 'in production', environment: 'production' },
    { message: 'in staging', environment: 'staging' },
    { message: 'in all' },
  ];
  const messages = found(clean, check, { environments: ['staging'] }).map(({ message }) => message);
  assert.deepEqual(messages.sort(), ['in all', 'in staging']);
  assert.throws(() => clean.validate({ environments: ['stagin'] }), {
    code: 'E_UNKNOWN_ENVIRONMENT',
  });
  assert.throws(() => clean.validate({ environments: 'staging' }), UsageError);
  assert.throws(() => clean.validate({ environment: [] }), UsageError);
});

test('a report tells what is new since another, or since its text', () => {
  const one = () => [{ message: 'known `a`' }];
  const two = () => [...one(), { message: 'new `b`' }];
  const before = clean.validate({ rules: [rule(one)] });
  const now = clean.validate({ rules: [rule(two)] });
  for (const base of [before, before.json()]) {
    const fresh = now.newSince(base);
    assert.ok(fresh instanceof Report);
    assert.deepEqual(
      fresh.findings.map(({ message }) => message),
      ['new `b`'],
    );
    assert.equal(fresh.counts.warning, 1);
  }
  assert.equal(now.findings.length, 2);
  for (const wrong of [undefined, null, 1, {}, '', 'no report', '{}']) {
    assert.throws(() => now.newSince(wrong), UsageError);
  }
});

test('a report is written in every format', () => {
  const report = project.snapshot().validate();
  assert.equal(report.text(), String(report));
  assert.ok(report.text({ colour: true }).includes('\u001b['));
  assert.deepEqual(JSON.parse(report.json()), report.toJSON());
  const [result] = JSON.parse(report.sarif({ prefix: 'deploy' })).runs[0].results;
  const { uri } = result.locations[0].physicalLocation.artifactLocation;
  assert.ok(uri.startsWith('deploy/config/'), uri);
  assert.ok(report.sarif({ rulesPage: 'https://rules.test' }).includes('https://rules.test#'));
  assert.match(report.github({ prefix: 'deploy' }), /^::(error|warning|notice) file=deploy\//);
  const failures = (options) => Number(report.junit(options).match(/failures="(\d+)"/)[1]);
  assert.equal(failures({ fails: 'info' }), report.findings.length);
  assert.equal(failures(), report.counts.error + report.counts.warning);
  assert.equal(failures({ fails: 'error' }), report.counts.error);
  for (const wrong of [
    () => report.text({ color: true }),
    () => report.text({ colour: 1 }),
    () => report.sarif({ prefix: 1 }),
    () => report.github({ rulesPage: 'x' }),
    () => report.junit({ fails: 'never' }),
    () => report.hasAtLeast('fatal'),
  ]) {
    assert.throws(wrong, UsageError);
  }
  assert.equal(report.hasAtLeast('error'), report.counts.error > 0);
});

test('a finding suggests an edit, which mends it', () => {
  const mistyped = small({
    'config/environments.yaml':
      'environments:\n  staging: {teir: x}\n  production: {tier: production}\n',
  });
  const before = mistyped.snapshot().validate();
  const finding = before.findings.find(({ fix }) => fix !== null);
  assert.deepEqual(finding.fix, {
    summary: 'rename `teir` to `tier`',
    file: 'config/environments.yaml',
    change: {
      op: 'rename',
      path: ['environments', 'staging', 'teir'],
      to: ['environments', 'staging', 'tier'],
    },
  });
  assert.ok(Object.isFrozen(finding.fix.change.to));
  const edit = mistyped.edit();
  assert.equal(edit.fix(finding), edit);
  const after = edit.snapshot().validate();
  assert.ok(!after.findings.some(({ fingerprint }) => fingerprint === finding.fingerprint));
  assert.equal(
    after.newSince(before).findings.filter(({ rule }) => rule === finding.rule).length,
    0,
  );
  edit.commitSync();
  assert.equal(mistyped.environment('staging').record.get('tier'), 'x');
  assert.throws(() => edit.fix(finding), StagelineError);
  assert.ok(edit.isEmpty);
});

test('fixes that moved one another are refused, never made to something else', () => {
  const text = 'overrides: {hosts: [a, b, a, b, c]}\n';
  const project = small({ 'config/production.yaml': text });
  const { findings } = project.snapshot().validate();
  const fixes = findings.filter(({ rule }) => rule === 'duplicate-item');
  assert.equal(fixes.length, 2);
  const made = (edit) => edit.preview().files[0].after;

  const forward = project.edit().fix(fixes[0]);
  const refused = { code: 'E_EDIT_REFUSED', message: /no longer holds what the finding speaks of/ };
  assert.throws(() => forward.fix(fixes[1]), refused);
  assert.equal(made(forward), 'overrides: {hosts: [a, b, b, c]}\n');

  const backward = project.edit().fix(fixes[1]).fix(fixes[0]);
  assert.equal(made(backward), 'overrides: {hosts: [a, b, c]}\n');
  backward.commitSync();
  assert.throws(() => backward.fix(fixes[1]), refused);
  assert.throws(() => project.edit().fix(fixes[0]), refused);
  // Other changes of the file leave a fix what it was.
  const aside = small({ 'config/production.yaml': text }).edit();
  aside.environment('production').set('colour', 'blue');
  assert.match(made(aside.fix(fixes[1])), /hosts: \[a, b, a, c\], colour: blue/);
});

test('what suggests no edit cannot be fixed', () => {
  const { findings } = clean.validate({ rules: [rule(() => [{ message: 'x' }])] });
  const edit = small().edit();
  assert.throws(() => edit.fix(findings[0]), { name: 'UsageError', message: /suggests no edit/ });
  for (const wrong of [undefined, null, 1, {}, { fix: {} }, clean.validate()]) {
    assert.throws(() => edit.fix(wrong), UsageError);
  }
});

test('no secret of the files is shown by a report, whatever its format', () => {
  const secret = 'hunter2';
  const report = small({
    'config/production.yaml': `overrides:\n  db: {password: ${secret}, url: 'postgres://u:${secret}@h'}\n`,
  })
    .snapshot()
    .validate();
  assert.ok(report.findings.length > 0);
  const all = [report.text(), report.json(), report.sarif(), report.junit(), report.github()];
  for (const text of [...all, JSON.stringify(report), ...report.findings.map(String)]) {
    assert.ok(!text.includes(secret), text);
  }
});
