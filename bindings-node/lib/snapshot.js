'use strict';

/** A project as it was at one moment. */

const given = require('./arguments.js');
const { freeze } = require('./answer.js');
const { Affected, Pipeline, Plan, Report, Resources, Tenant } = require('./answers.js');
const { Diff, DriftReport, Survey, judging, selecting } = require('./comparison.js');
const { call, parse } = require('./crossing.js');
const { Environment } = require('./environment.js');
const { isProvider, liveOf, stateOf } = require('./live.js');
const { thrown, UsageError } = require('./errors.js');
const { pool } = require('./flags.js');
const { run } = require('./rules.js');
const { State } = require('./state.js');

/** Names a method of snapshots that is the package's own. */
const within = Symbol('within');

class Snapshot {
  #native;
  #flags;

  /** `observed` says whether somebody notes what the project's flags answer. */
  constructor(native, observed) {
    if (typeof native?.environmentNames !== 'function') {
      throw new UsageError('a snapshot belongs to a project', {
        help: 'call `project.snapshot()`',
      });
    }
    this.#native = native;
    this.#flags = pool(new State(observed), (_name, environment) => environment.flags());
  }

  get environmentNames() {
    return call(() => this.#native.environmentNames());
  }

  get environments() {
    return this.environmentNames.map((name) => this.environment(name));
  }

  get serviceNames() {
    return call(() => this.#native.serviceNames());
  }

  get tenants() {
    const tenants = call(() => this.#native.tenants());
    return Object.freeze(tenants.map((each) => new Tenant(each)));
  }

  get pipelines() {
    const pipelines = call(() => this.#native.pipelines());
    return Object.freeze(pipelines.map((each) => new Pipeline(each)));
  }

  environment(name) {
    return this[within](name, this.#flags);
  }

  /** An environment whose flags `flags` gives. */
  [within](name, flags) {
    given.text(name, 'the name of an environment');
    return new Environment(
      call(() => this.#native.environment(name)),
      this,
      flags,
    );
  }

  validate(options) {
    const asked = given.options(options, ['today', 'environments', 'rules']);
    const today = asked.today === undefined ? undefined : given.day(asked.today, '`today`');
    const environments = asked.environments && given.texts(asked.environments, '`environments`');
    const { text, raised } = asked.rules === undefined ? {} : run(asked.rules, this);
    return new Report(
      call(() => this.#native.validate({ today, environments, rules: text })),
      raised,
    );
  }

  affected(paths) {
    given.texts(paths, 'the changed files');
    return new Affected(...call(() => this.#native.affected(paths)));
  }

  whoUses(file, line) {
    given.text(file, 'the path of a file');
    given.count(line ?? null, 'a line');
    // No file has more lines than cross.
    const crossing = Math.min(line, 2 ** 32 - 1);
    return freeze(parse(call(() => this.#native.whoUses(file, crossing))));
  }

  diff(left, right, options) {
    given.text(left, 'the environment on the left');
    given.text(right, 'the environment on the right');
    const asked = selecting(options);
    return new Diff(call(() => this.#native.diff(left, right, asked)));
  }

  diffWith(left, other, right) {
    given.text(left, 'the environment on the left');
    if (!(other instanceof Snapshot)) throw given.wrong('the other state', 'a `Snapshot`', other);
    given.text(right, 'the environment on the right');
    return new Diff(call(() => this.#native.diffWith(left, other.#native, right)));
  }

  compare(environments, options) {
    given.texts(environments, 'the environments');
    const asked = judging(options);
    return new Survey(call(() => this.#native.compare(environments, asked)));
  }

  driftLive(environment, live, options) {
    given.text(environment, 'the environment');
    const asked = judging(options);
    if (isProvider(live)) return this.#driftOf(live, environment, asked);
    return this.#driftLive(environment, live, asked);
  }

  #driftLive(environment, live, asked) {
    const running = liveOf(live);
    if (running === undefined) {
      const wanted = 'a `LiveEnvironment`, or an object with `state(context)`';
      throw given.wrong('what runs', wanted, live);
    }
    return new DriftReport(call(() => this.#native.driftLive(environment, running, asked)));
  }

  async #driftOf(provider, environment, asked) {
    // A name that is none is no question for whoever knows what runs.
    call(() => this.#native.environment(environment));
    return this.#driftLive(environment, await stateOf(provider, environment), asked);
  }

  resources(environments, resources = []) {
    given.texts(environments, 'the environments');
    given.texts(resources, 'the resources');
    return new Resources(call(() => this.#native.resources(environments, resources)));
  }

  drift(baseline, targets, options) {
    given.text(baseline, 'the baseline');
    given.texts(targets, 'the targets');
    const asked = judging(options);
    return new DriftReport(call(() => this.#native.drift(baseline, targets, asked)));
  }

  planPromotion(from, to, options) {
    given.text(from, 'the environment to promote from');
    given.text(to, 'the environment to promote to');
    const asked = given.options(options, ['services', 'pipeline', 'skipStages']);
    const services = asked.services && given.texts(asked.services, '`services`');
    for (const name of ['pipeline', 'skipStages']) {
      if (asked[name] !== undefined) given.text(asked[name], `\`${name}\``);
    }
    const { pipeline, skipStages } = asked;
    return new Plan(
      call(() => this.#native.planPromotion(from, to, { services, pipeline, skipStages })),
    );
  }

  flagAccessors(language) {
    given.text(language, 'the language');
    return call(() => this.#native.flagAccessors(language));
  }

  get digest() {
    return call(() => this.#native.digest());
  }

  get problems() {
    return parse(call(() => this.#native.problems())).map(thrown);
  }
}

module.exports = { Snapshot, within };
