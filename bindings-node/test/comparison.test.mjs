// Comparisons as a caller meets them: documents, environments, reports, plans.
import assert from 'node:assert/strict';
import test from 'node:test';
import { inspect } from 'node:util';
import {
  applyJsonPatch,
  diff,
  jsonPatch,
  LiveEnvironment,
  mergePatch,
  Project,
  ProviderError,
  threeWay,
  UsageError,
} from 'stageline';
import { storefront as folder } from '../fixtures/storefront.mjs';

const storefront = () => Project.openSync(folder);

const files = {
  'config/environments.yaml': 'environments: {staging: {}, production: {}}',
  'config/production.yaml': 'overrides: {retry: {times: 3}, mode: strict, db_password: s3cr3t-a}\n',
  'config/staging.yaml': 'overrides: {retry: {times: 1}, mode: lax, db_password: s3cr3t-b}\n',
};

test('any two documents are compared by what they mean', () => {
  const left = { cpu: '2 cores', tags: ['a', 'b'], items: [{ name: 'x', v: 1 }] };
  const right = { cpu: '2000m', tags: ['b', 'a'], items: [{ name: 'x', v: 2 }, { name: 'y' }] };
  const found = diff(left, right, { meanings: { tags: 'set' } });
  assert.deepEqual(
    found.changes.map(({ path, kind }) => [path, kind]),
    [
      ['items.[name=x].v', 'changed'],
      ['items.[name=y]', 'added'],
    ],
  );
  assert.deepEqual(
    found.equivalent.map(({ path }) => path),
    ['cpu', 'tags'],
  );
  assert.deepEqual(found.apply(left).items, right.items);
  assert.deepEqual(found.inverted().apply(right).items, left.items);
  assert.ok(diff(left, left).isEmpty);
  assert.match(String(found), /items\.\[name=x\]\.v: 1 → 2/);
});

test('what lists without names cost is bounded by the caller', () => {
  const [left, right] = [
    ['a', 'x', 'b', 'y', 'c'],
    ['a', 'b', 'y', 'z', 'c'],
  ];
  const bounded = diff(left, right, { alignment: 0 });
  assert.deepEqual(
    bounded.changes.map(({ path }) => path),
    ['1', '2', '3'],
  );
  assert.deepEqual(bounded.apply(left), right);
  assert.equal(diff(left, right).changes.length, 2);
  assert.equal(diff(left, right, { alignment: Number.MAX_SAFE_INTEGER }).changes.length, 2);
  for (const alignment of [-1, 1.5, '7', null]) {
    assert.throws(() => diff(left, right, { alignment }), UsageError);
  }
});

test('whoever knows what runs is asked for the state of an environment', async () => {
  const project = Project.fromFiles({
    'config/environments.yaml': 'environments: {staging: {}, production: {}}',
    'config/services/api/base.yaml': 'api: {replicas: 2}',
  });
  const snapshot = project.snapshot();
  const drift = async (answer) => {
    const asked = [];
    const provider = {
      async state(context) {
        asked.push(context);
        return answer(context);
      },
    };
    const report = await snapshot.driftLive('production', provider);
    assert.deepEqual(asked, [{ environment: 'production' }]);
    return report.drift.map(({ service, path, actual }) => [service, path, actual.place.file]);
  };
  const text = 'services: {api: {replicas: 5}}';
  const found = (file) => [['api', 'replicas', file]];
  assert.deepEqual(await drift(() => text), found('live.yaml'));
  assert.deepEqual(await drift(() => Buffer.from(text)), found('live.yaml'));
  assert.deepEqual(await drift(() => ({ 'a.yaml': Buffer.from(text) })), found('a.yaml'));
  assert.deepEqual(await drift(() => new Map([['b.yaml', text]])), found('b.yaml'));
  assert.deepEqual(await drift(() => ({ services: { api: { replicas: 5 } } })), found('live.yaml'));
  const read = () => LiveEnvironment.read(text, { file: 'c.yaml' });
  assert.deepEqual(await drift(read), found('c.yaml'));
  // At once as well, where a provider waits for nothing.
  const report = await snapshot.driftLive('production', { state: () => ({ services: {} }) });
  assert.deepEqual(
    report.drift.map(({ rule }) => rule),
    ['drift/missing_service'],
  );
});

test('a state that cannot be told fails the question with its cause', async () => {
  const snapshot = Project.fromFiles(files).snapshot();
  const drift = (state, environment = 'production') => snapshot.driftLive(environment, { state });
  const gone = new TypeError('fetch failed');
  await assert.rejects(
    drift(async () => {
      throw gone;
    }),
    (error) =>
      error instanceof ProviderError && error.code === 'E_PROVIDER' && error.cause === gone,
  );
  await assert.rejects(
    drift(() => {
      throw gone;
    }),
    { code: 'E_PROVIDER', cause: gone },
  );
  for (const answer of [undefined, null, 7, [], new Uint8Array([0xff]), { 'a.yaml': 1 }]) {
    await assert.rejects(
      drift(() => answer),
      { name: 'ProviderError', code: 'E_PROVIDER' },
    );
  }
  await assert.rejects(
    drift(() => ({ services: { api: { replicas: 1n } } })),
    (error) => error.code === 'E_PROVIDER' && error.cause instanceof TypeError,
  );
  // What the package itself says of an answer needs no cause.
  await assert.rejects(
    drift(() => 'kind: Secret'),
    { name: 'LoadError', code: 'E_LIVE' },
  );
  await assert.rejects(
    drift(() => 'environment: staging\nservices: {}'),
    { code: 'E_USAGE' },
  );
  let asked = 0;
  const count = () => {
    asked += 1;
    return 'services: {}';
  };
  await assert.rejects(drift(count, 'prod'), { code: 'E_UNKNOWN_ENVIRONMENT' });
  assert.equal(asked, 0);
  assert.throws(() => snapshot.driftLive('production', {}), UsageError);
});

test('a diff is asked for by parts, services and paths', () => {
  const snapshot = storefront().snapshot();
  const told = (options) =>
    snapshot
      .diff('staging', 'production', options)
      .sections.flatMap(({ section, service, differences }) =>
        differences.map(({ path }) => `${service ?? section} ${path}`),
      );
  const all = told();
  assert.deepEqual(
    told({ sections: ['autoscaling.**', 'api'] }),
    all.filter((it) => it.startsWith('api autoscaling.')),
  );
  assert.deepEqual(
    told({ exclude: ['services'] }),
    all.filter((it) => /^(record|configuration|flags) /.test(it)),
  );
  assert.throws(() => told({ sections: ['autoscalng.**'] }), {
    code: 'E_USAGE',
    suggestions: ['autoscaling.**'],
  });
  assert.throws(() => told({ rules: [] }), { code: 'E_USAGE' });
});

test('resolved trees cross as they are, and integers stay whole', () => {
  const project = storefront();
  const [staging, production] = ['staging', 'production'].map((name) =>
    project.environment(name).service('api').resolve(),
  );
  assert.equal(diff(staging, staging.toObject()).isEmpty, true);
  assert.ok(diff(staging, production).changes.length > 3);
  const big = diff({ n: 2n ** 63n }, { n: 2n ** 63n + 1n });
  assert.deepEqual([big.changes[0].left, big.changes[0].right], [2n ** 63n, 2n ** 63n + 1n]);
});

test('documents with keys of our own stay as they are', () => {
  const place = { file: 'a', line: 1, column: 2, endLine: 3, endColumn: 4 };
  assert.deepEqual(diff({}, { place }).changes[0].right, place);
  assert.equal(Object.getPrototypeOf(diff({}, { place }).changes[0].right), Object.prototype);
  assert.deepEqual(threeWay({}, { place }, {}).merged, { place });
});

test('a comparison tells its size, and is read when it is looked at', () => {
  const snapshot = storefront().snapshot();
  const [differences, survey, drift] = [
    snapshot.diff('staging', 'production'),
    snapshot.compare(['staging', 'production']),
    snapshot.drift('production', ['staging']),
  ];
  const { sections } = differences.toJSON();
  const count = (section) => section.differences.length + (section.missing_in === null ? 0 : 1);
  assert.equal(
    differences.size,
    sections.reduce((sum, section) => sum + count(section), 0),
  );
  assert.deepEqual([survey.size, drift.size], [survey.rows.length, drift.items.length]);
  const found = diff({ a: 1 }, { a: 2, b: 3 });
  assert.equal(found.size, 2);
  for (const each of [differences, survey, drift, found]) {
    assert.ok(each.size > 0 && Object.isFrozen(each));
    assert.match(inspect(each), new RegExp(`^${each.constructor.name} {[^]*(path|section): '`));
  }
  assert.equal(diff({}, {}).size, 0);
  assert.notDeepEqual(diff({ a: 1 }, { a: 2 }), diff({ a: 1 }, { a: 3 }));
  assert.ok(snapshot.diff('staging', 'staging').isEmpty);
});

test('what two sides changed is merged, and conflicts are named', () => {
  const base = { a: 1, b: 1, c: 1 };
  const found = threeWay(base, { a: 2, b: 2, c: 1 }, { a: 1, b: 3, c: 1, d: null });
  assert.deepEqual(found.merged, { a: 2, b: 1, c: 1, d: null });
  assert.deepEqual(found.conflicts, [{ path: 'b', base: 1, ours: 2, theirs: 3 }]);
  assert.equal(found.isClean, false);
  assert.match(String(found), /b/);
  assert.throws(() => threeWay(base, base, base, { leaves: true }), UsageError);
});

test('what cannot be compared is refused with its name', () => {
  for (const wrong of [
    () => diff({ a: undefined, b: () => 1 }, {}),
    () => diff({}, {}, { meanings: { a: 'colour' } }),
    () => diff({}, {}, { meanings: { a: 1 } }),
    () => diff({}, {}, { keys: [] }),
    () => diff({}, {}, { deep: true }),
    () => diff(Symbol('s'), 1),
  ]) {
    assert.throws(wrong, UsageError);
  }
});

test('both zeros are equal, and numbers that are not finite cross as they are', () => {
  assert.deepEqual(jsonPatch({ a: 0 }, { a: -0 }), []);
  assert.ok(diff({ a: 0 }, { a: -0 }).isEmpty);
  const odd = { a: Number.NaN, b: Number.POSITIVE_INFINITY, c: Number.NEGATIVE_INFINITY };
  assert.ok(diff(odd, structuredClone(odd)).isEmpty);
  const found = diff({ a: 1, b: 1, c: 1 }, odd);
  assert.deepEqual(found.apply({ a: 1, b: 1, c: 1 }), odd);
  // JSON has no word for them: there they are spelled as in YAML.
  const words = found.toJSON().changes.map((change) => change.right);
  assert.deepEqual(words, ['.nan', '.inf', '-.inf']);
  assert.match(JSON.stringify(found), /"\.nan"/);
  assert.deepEqual(applyJsonPatch({ a: 1 }, jsonPatch({ a: 1 }, { a: Number.NaN })), {
    a: Number.NaN,
  });
  assert.deepEqual(mergePatch({}, { '\0f1': '\0f1' }), { '\0f1': '\0f1' });
});

/** `[[…]]`, so many levels deep. */
function nested(levels) {
  let value = [];
  for (let level = 1; level < levels; level++) value = [value];
  return value;
}

test('documents are as deep as a file may be, and no deeper', () => {
  assert.ok(diff(nested(255), nested(255)).isEmpty);
  assert.deepEqual(jsonPatch(nested(255), 1), [{ op: 'replace', path: '', value: 1 }]);
  const tooDeep = {
    name: 'UsageError',
    code: 'E_USAGE',
    message: 'the value given is nested deeper than 255 levels',
  };
  assert.throws(() => diff(nested(256), 1), tooDeep);
  assert.throws(() => jsonPatch(1, nested(256)), tooDeep);
});

test('what is given for a project is as deep as its files may be', () => {
  for (const levels of [128, 32]) {
    const of = Project.fromFiles({
      'config/environments.yaml': 'environments: {a: {}}\n',
      'stageline.yaml': `limits: {depth: ${levels}}\n`,
    });
    const at = of.environment('a');
    assert.deepEqual(
      at.resolve({ overrides: { x: nested(levels - 1) } }).get('x'),
      nested(levels - 1),
    );
    const tooDeep = {
      code: 'E_USAGE',
      message: new RegExp(`^the value given is nested deeper than ${levels} levels`),
    };
    assert.throws(() => at.resolve({ overrides: { x: nested(levels) } }), tooDeep);
    assert.throws(
      () =>
        of
          .edit()
          .environment('a')
          .set('x', nested(levels + 1)),
      tooDeep,
    );
  }
});

test('what is no value says what to give instead', () => {
  class Money {}
  const cases = [
    [Buffer.from('a'), 'bytes', /base64/],
    [new Uint8Array(1), 'bytes', /base64/],
    [new Date(0), 'a date', /toISOString/],
    [new Set([1]), 'a Set', /\.\.\.set/],
    [/a/, 'a regular expression', /source/],
    [Promise.resolve(1), 'a promise', /await/],
    [() => 1, 'a function', /call it/],
    [Symbol('s'), 'a symbol', /description/],
    [undefined, 'undefined', /`null`/],
    [2n ** 64n, 'an integer outside the 64-bit range', /as text/],
    [new Map([[1, 2]]), 'a key that is no text', /keys as text/],
    [Money, 'a function', /call it/],
  ];
  for (const [value, what, help] of cases) {
    assert.throws(
      () => diff({ a: [value] }, {}),
      (error) => {
        assert.ok(error instanceof UsageError, error);
        assert.ok(error.message.startsWith(`\`left\` holds ${what} at \`a.0`), error.message);
        assert.match(error.help, help);
        return true;
      },
    );
  }
  assert.deepEqual(mergePatch({}, { a: new Map([['b', Object(1)]]), c: Object('d') }), {
    a: { b: 1 },
    c: 'd',
  });
});

test('what stands around a secret or in the place of a reference tells', () => {
  const project = Project.fromFiles({
    'config/environments.yaml': 'environments: {staging: {}, production: {tier: production}}',
    'config/production.yaml':
      'overrides:\n  foo: secret://production/foo\n  args: [serve, --password, canary-1]\n' +
      '  env: [{name: A_TOKEN, value: canary-2}, {name: A_TOKEN, value: canary-3}]\n' +
      '  one: {dsn: secret://production/dsn, port: 1}\n' +
      '  many: [x, secret://production/many]\n  mode: safe\n',
    'config/staging.yaml':
      'overrides:\n  foo: canary-4\n  args: [-v, serve, --password, canary-5]\n' +
      '  env: [{name: A_TOKEN, value: canary-6}, {name: A_TOKEN, value: canary-3}]\n' +
      '  one: {dsn: canary-7, port: 2}\n  many: [y, canary-8]\n  mode: fast\n',
  });
  const snapshot = project.snapshot();
  const drift = snapshot.drift('production', ['staging']);
  const foo = drift.items.find(({ path }) => path === 'foo');
  assert.equal(foo.rule, 'drift/plain_secret');
  const survey = snapshot.compare(['production', 'staging']);
  for (const each of [snapshot.diff('staging', 'production'), drift, survey]) {
    for (const shown of [
      String(each),
      inspect(each, { depth: 9 }),
      JSON.stringify(each),
      each.text({ everything: true }),
      ...['markdown', 'html', 'sarif', 'junit', 'json', 'github'].map((name) => each.render(name)),
    ]) {
      assert.doesNotMatch(shown, /canary/);
    }
  }
  const plan = project.planFix('staging', 'production');
  plan.choose(() => true);
  assert.doesNotMatch(`${plan} ${inspect(plan, { depth: 9 })} ${JSON.stringify(plan)}`, /canary/);
  const files = plan.edit().preview().files;
  const after = files.find(({ path }) => path === 'config/production.yaml').after;
  assert.equal(after.split('secret://').length, 4);
  const left = { args: ['--password', 'canary-1'], dsn: 'secret://a/b' };
  const right = { args: ['--password', 'canary-2'], dsn: 'canary-3' };
  assert.doesNotMatch(`${diff(left, right)} ${diff({}, left)}`, /canary/);
});

test('every report withholds secrets, and marks tell whether they changed', () => {
  const snapshot = Project.fromFiles(files).snapshot();
  const key = new Uint8Array(32).fill(7);
  const found = [
    snapshot.diff('production', 'staging'),
    snapshot.drift('production', ['staging'], { key }),
  ];
  for (const each of found) {
    const told = [
      each.text({ width: 80, colour: true, everything: true }),
      each.markdown({ prefix: 'deploy', filesAt: 'https://host.example/blob/main' }),
      each.html(),
      each.sarif(),
      each.junit({ fails: 'error' }),
      each.github({ prefix: 'deploy' }),
      each.json(),
      String(each),
      JSON.stringify(each),
    ];
    for (const text of told) {
      assert.ok(text.includes('db_password') || text.includes('mode'));
      assert.ok(!text.includes('s3cr3t'), text);
    }
    assert.throws(() => each.text({ color: true }), UsageError);
  }
  const secret = found[1].items.find(({ path }) => path === 'db_password');
  assert.match(secret.baseline.mark, /^hmac:[0-9a-f]{16}$/);
  assert.notEqual(secret.baseline.mark, secret.actual.mark);
  assert.throws(() => snapshot.drift('production', ['staging'], { key: 'text' }), UsageError);
  assert.throws(() => snapshot.drift('production', ['staging'], { rules: {} }), UsageError);
});

test('rules of the caller come first, and say when they fit nothing', () => {
  const snapshot = Project.fromFiles(files).snapshot();
  const report = snapshot.drift('production', ['staging'], {
    today: new Date('2026-11-28'),
    rules: [
      { path: 'retry.*', expected: true, reason: 'staging gives up early', owner: 'team-a' },
      { path: 'nothing', severity: 'error', reason: 'nothing is so' },
    ],
  });
  const item = report.items.find(({ path }) => path === 'retry.times');
  assert.deepEqual([item.class, item.rule, item.owner], ['expected', 'call/1', 'team-a']);
  assert.deepEqual(
    report.findings.map(({ kind, rule }) => [kind, rule]),
    [['unused', 'call/2']],
  );
  assert.match(String(report.findings[0]), /call\/2/);
});

test('a plan mends what is chosen, and a failing choice changes nothing', () => {
  const project = Project.fromFiles(files);
  const plan = project.planFix('production', 'staging');
  assert.deepEqual([plan.from, plan.to, plan.chosen.length], ['production', 'staging', 0]);
  const failing = new Error('no');
  assert.throws(
    () =>
      plan.choose((fix) => {
        if (fix.item.path === 'mode') throw failing;
        return true;
      }),
    (error) => error === failing,
  );
  assert.throws(() => plan.choose(() => 'yes'), UsageError);
  assert.throws(() => plan.choose(async () => true), UsageError);
  assert.equal(plan.chosen.length, 0);
  plan.choose(({ item }) => item.path === 'mode');
  const [mode] = plan.chosen;
  assert.equal(mode.file, 'config/staging.yaml');
  assert.match(String(plan), /1 chosen/);
  assert.equal(plan.toJSON().items.filter(({ chosen }) => chosen).length, 1);
  const edit = plan.edit();
  assert.deepEqual(edit.blastRadius().environments, ['staging']);
  edit.commitSync();
  assert.equal(project.environment('staging').resolve().get('mode'), 'strict');
  assert.equal(project.environment('staging').resolve().get('retry.times'), 1);
  assert.throws(() => plan.setChosen(99, true), UsageError);
  assert.ok(plan.setChosen(mode.number, false).chosen.length === 0);
});

test('two states of a project, and two services, are compared', () => {
  const project = Project.fromFiles(files);
  const before = project.snapshot();
  const edit = project.edit();
  edit.environment('staging').set('mode', 'strict');
  const after = edit.commitSync();
  const found = before.diffWith('staging', after, 'staging');
  assert.deepEqual([found.left, found.right], ['before', 'after']);
  assert.equal(found.sections[0].differences[0].path, 'mode');
  assert.match(found.markdown(), /mode/);
  const [a, b] = ['staging', 'production'].map((name) =>
    storefront().environment(name).service('web'),
  );
  assert.ok(a.diff(b).sections[0].differences.length > 0);
  assert.throws(() => a.diff({}), UsageError);
  assert.throws(() => before.diffWith('staging', {}, 'staging'), UsageError);
});

test('a violated shape says what must hold, and a comparison whether anything is so severe', () => {
  const snapshot = Project.fromFiles({
    'config/environments.yaml': 'environments: {staging: {}, production: {tier: production}}',
    'config/staging.yaml': 'overrides: {pool: 20, mode: fast}',
    'config/production.yaml': 'overrides: {pool: 10, mode: safe}',
  }).snapshot();
  const shapes = [{ path: 'pool', expect: 'production >= staging', reason: 'it serves more' }];
  const drift = snapshot.drift('production', ['staging'], { shapes });
  const [mode, pool] = ['mode', 'pool'].map((path) => drift.items.find((it) => it.path === path));
  const violated = {
    rule: 'call-shape/1',
    severity: 'warning',
    reason: 'it serves more',
    owner: null,
    ruleAt: null,
    left: 'production',
    relation: '>=',
    right: 'staging',
  };
  assert.deepEqual([mode.violation, pool.violation], [undefined, violated]);
  const survey = snapshot.compare(['production', 'staging'], { shapes, sections: ['pool'] });
  assert.deepEqual(survey.rows[0].violations, [violated]);
  const told = (found) => ['info', 'warning', 'error'].map((each) => found.hasAtLeast(each));
  assert.deepEqual(told(drift), [true, true, false]);
  assert.deepEqual(told(survey), [true, true, false]);
  assert.deepEqual(told(snapshot.diff('production', 'staging')), [true, false, false]);
  assert.deepEqual(told(snapshot.diff('staging', 'staging')), [false, false, false]);
  assert.throws(() => drift.hasAtLeast('fatal'), UsageError);
  assert.match(drift.text(), /^staging against production: /);
  assert.doesNotMatch(drift.text({ untitled: true }), /against production: /);
  assert.equal(drift.render('text', { untitled: true }), drift.text({ untitled: true }));
  assert.throws(() => drift.text({ untitled: 1 }), UsageError);
});

test('what is no amount is told apart from what is missing', () => {
  const [{ services, totals }] = Project.fromFiles({
    'config/environments.yaml': 'environments: {a: {resource_limits: {cpu: plenty}}}',
    'config/services/api/a.yaml': 'api: {resources: {requests: {cpu: lots}, limits: {cpu: [1]}}}',
    'config/services/web/a.yaml': 'web: {resources: {requests: {cpu: 1}}}',
  })
    .snapshot()
    .resources(['a'], ['cpu']).resources;
  const [[api], [web]] = services.map(({ cells }) => cells);
  assert.deepEqual([api.request, api.unreadableRequest.text], [null, 'lots']);
  assert.equal(String(api.unreadableRequest.place), 'config/services/api/a.yaml:1:35');
  assert.equal(api.unreadableLimit.text, '[1]');
  assert.deepEqual([web.request, web.unreadableRequest], ['1', undefined]);
  assert.equal(totals[0].unreadable.text, 'plenty');
  assert.deepEqual([totals[0].uncounted, totals[0].silent], [['api'], []]);
});

test('what services ask for stands beside what environments have', () => {
  const found = storefront().snapshot().resources(['production', 'staging'], ['cpu']);
  assert.equal(found.resources[0].totals[0].requested, '15.6');
  assert.equal(
    found.resources[0].services[0].cells[0].place.file,
    'config/services/api/production.yaml',
  );
  assert.throws(() => storefront().snapshot().resources(['production'], ['gpu']), UsageError);
});
