'use strict';

/** Edits of a project's files: collected, looked at, and committed all together or not at all. */

const given = require('./arguments.js');
const { BlastRadius, Preview, Synced, behind } = require('./answers.js');
const { clock } = require('./clock.js');
const { call, encode, later } = require('./crossing.js');
const { UsageError } = require('./errors.js');
const { Snapshot } = require('./snapshot.js');

// Node 20 has these symbols from its fifth minor release on.
const DISPOSE = Symbol.dispose ?? Symbol.for('nodejs.dispose');
const ASYNC_DISPOSE = Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose');

/** Make a change; set inside `Edit`, which alone reaches the addon. */
let change;
let changeFlag;

/** The values of one target of an edit. */
class EditScope {
  #edit;
  #target;

  constructor(edit, target) {
    this.#edit = edit;
    this.#target = target;
    Object.freeze(this);
  }

  #change(op, path, more) {
    const target = JSON.stringify(this.#target);
    change(this.#edit, { target, op, path: given.path(path), ...more });
    return this;
  }

  set(path, value) {
    return this.#change('set', path, { value: encode(value, 'value') });
  }

  unset(path) {
    return this.#change('unset', path);
  }

  delete(path) {
    return this.#change('delete', path);
  }

  append(path, item) {
    return this.#change('append', path, { value: encode(item, 'item') });
  }

  remove(path, item) {
    return this.#change('remove', path, { value: encode(item, 'item') });
  }

  rename(from, to) {
    return this.#change('move', from, { to: given.path(to) });
  }

  apply(tree, path = []) {
    return this.#change('apply', path, { value: encode(tree, 'tree') });
  }
}

/** An environment's own configuration, and what else the project says of it. */
class EnvironmentScope extends EditScope {
  #edit;
  #name;

  constructor(edit, name) {
    super(edit, { target: 'environment', name });
    this.#edit = edit;
    this.#name = name;
  }

  record() {
    return this.#edit.record(this.#name);
  }

  service(name) {
    return this.#edit.service(this.#name, name);
  }
}

/** A time as text. Where none is given it is now by the clock of flags, to the second: it is for people. */
function moment(time, what) {
  const millis =
    time === undefined ? Math.floor(clock.now() / 1000) * 1000 : given.time(time, what);
  return new Date(millis).toISOString();
}

/** The time that options give. */
function timed(options) {
  const { now } = given.options(options, ['now']);
  return { now: moment(now, '`now`') };
}

/** A feature flag: what it says by path, and what it answers. */
class FlagScope extends EditScope {
  #edit;
  #name;

  constructor(edit, name) {
    super(edit, { target: 'flag', name });
    this.#edit = edit;
    this.#name = name;
  }

  /** `asked` are the values that the operation needs, by name. */
  #change(op, environment, asked) {
    given.text(environment, 'the name of an environment');
    return this.#made(op, environment, asked);
  }

  #made(op, environment, asked) {
    const parts = Object.entries(asked)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `"${name}":${encode(value, name)}`);
    const flag = this.#name;
    changeFlag(this.#edit, { flag, op, environment, given: `{${parts.join(',')}}` });
    return this;
  }

  setValue(environment, value, options) {
    const { create, defaultOnly, replace, now } = given.options(options, [
      'create',
      'defaultOnly',
      'replace',
      'now',
    ]);
    given.boolean(create, '`create`');
    given.boolean(defaultOnly, '`defaultOnly`');
    given.boolean(replace, '`replace`');
    if (value === undefined) throw given.wrong('the value', 'a value of the flag', value);
    return this.#change('set_value', environment, {
      value,
      create,
      default_only: defaultOnly,
      replace,
      now: moment(now, '`now`'),
    });
  }

  rollOut(environment, rollout) {
    if (rollout === undefined) throw given.wrong('the rollout', 'an object', rollout);
    const { start, now, ...words } = given.options(rollout, ROLLOUT, 'the rollout');
    return this.#change('roll_out', environment, {
      ...words,
      start: start === undefined ? start : moment(start, '`start`'),
      now: moment(now, '`now`'),
    });
  }

  hold(environment, at) {
    return this.#change('hold', environment, { at: moment(at, 'the time') });
  }

  resume(environment, at) {
    return this.#change('resume', environment, { at: moment(at, 'the time') });
  }

  rollBack(environment, at) {
    return this.#change('roll_back', environment, { at: moment(at, 'the time') });
  }

  target(environment, serve, keys, options) {
    if (serve === undefined) throw given.wrong('what is served', 'a value of the flag', serve);
    return this.#change('target', environment, { serve, ...targeted(keys, options) });
  }

  untarget(environment, keys, options) {
    return this.#change('untarget', environment, targeted(keys, options));
  }

  addRule(environment, rule) {
    if (rule === undefined) throw given.wrong('the rule', 'an object', rule);
    const { when, serve, position, description, now } = given.options(
      rule,
      ['when', 'serve', 'position', 'description', 'now'],
      'the rule',
    );
    if (when !== undefined && when !== null) given.text(when, '`when`');
    given.count(position, '`position`');
    if (description !== undefined) given.text(description, '`description`');
    if (serve === undefined) throw given.wrong('`serve`', 'a value of the flag', serve);
    const asked = { when, serve, position, description, now: moment(now, '`now`') };
    return this.#change('add_rule', environment, asked);
  }

  removeRule(environment, index, options) {
    if (index === undefined) throw given.wrong('the rule', 'its position', index);
    const asked = { index: given.count(index, 'the rule'), ...timed(options) };
    return this.#change('remove_rule', environment, asked);
  }

  kill(environment, options) {
    if (environment !== undefined) given.text(environment, 'the name of an environment');
    return this.#made('kill', environment, timed(options));
  }

  unkill(environment, options) {
    if (environment !== undefined) given.text(environment, 'the name of an environment');
    return this.#made('unkill', environment, timed(options));
  }

  copy(from, to) {
    given.text(to, 'the environment to change');
    return this.#change('copy', from, { to });
  }
}

/** The words of a rollout, as files have them; `now` is the time that it begins unless `start` says. */
const ROLLOUT = [
  'percentage',
  'over',
  'start',
  'from',
  'curve',
  'by',
  'salt',
  'template',
  'serve',
  'now',
];

/** Keys, and the attribute that they are of. */
function targeted(keys, options) {
  if (!Array.isArray(keys)) throw given.wrong('the keys', 'a list', keys);
  const { by, now } = given.options(options, ['by', 'now']);
  if (by !== undefined) given.text(by, '`by`');
  return { keys, by, now: moment(now, '`now`') };
}

class Edit {
  #native;
  #publish;
  #committing = null;

  /** `publish` makes what was committed the current state of the project and answers it. */
  constructor(native, publish) {
    if (typeof native?.blastRadius !== 'function') {
      throw new UsageError('an edit belongs to a project', { help: 'call `project.edit()`' });
    }
    this.#native = native;
    this.#publish = publish;
  }

  static {
    change = (edit, asked) => edit.#call((native) => native.change(asked));
    changeFlag = (edit, asked) => edit.#call((native) => native.changeFlag(asked));
  }

  /** Calls the addon, unless a commit holds the edit: waiting for it would stop the event loop. */
  #call(work) {
    this.#free();
    return call(() => work(this.#native));
  }

  #free() {
    if (this.#committing) {
      throw new UsageError('the edit is being committed', {
        help: 'wait for the promise of `commit()`',
      });
    }
  }

  #scope(target, name) {
    given.text(name, `the name of a ${target.replace('_', ' ')}`);
    return new EditScope(this, { target, name });
  }

  environment(name) {
    given.text(name, 'the name of an environment');
    return new EnvironmentScope(this, name);
  }

  record(environment) {
    given.text(environment, 'the name of an environment');
    return new EditScope(this, { target: 'record', name: environment });
  }

  service(environment, name) {
    given.text(environment, 'the name of an environment');
    given.text(name, 'the name of a service');
    return new EditScope(this, { target: 'service', environment, name });
  }

  serviceBase(name) {
    given.text(name, 'the name of a service');
    return new EditScope(this, { target: 'service_base', name });
  }

  base(name) {
    return this.#scope('base', name);
  }

  tenant(name) {
    return this.#scope('tenant', name);
  }

  flag(name) {
    given.text(name, 'the name of a flag');
    return new FlagScope(this, name);
  }

  workflow(name) {
    return this.#scope('workflow', name);
  }

  file(path) {
    given.text(path, 'the path of a file');
    return new EditScope(this, { target: 'file', path });
  }

  fix(finding) {
    const known = behind.get(finding);
    if (known?.report === undefined)
      throw given.wrong('what is fixed', 'a finding of a report', finding);
    if (!this.#call((native) => native.fix(known.report, known.index))) {
      throw new UsageError('the finding suggests no edit', { help: 'ask for its `fix` before' });
    }
    return this;
  }

  sync(from, to, options) {
    given.text(from, 'the environment to copy from');
    given.text(to, 'the environment to change');
    const { exclude = [] } = given.options(options, ['exclude']);
    given.texts(exclude, '`exclude`');
    return new Synced(this.#call((native) => native.sync(from, to, exclude)));
  }

  copyFlags(from, to, options) {
    given.text(from, 'the environment to copy from');
    given.text(to, 'the environment to change');
    const { names, replace = false } = given.options(options, ['names', 'replace']);
    if (names !== undefined) given.texts(names, '`names`');
    given.boolean(replace, '`replace`');
    return this.#call((native) => native.copyFlags(from, to, names, replace));
  }

  get remarks() {
    return Object.freeze(this.#call((native) => native.remarks()));
  }

  get isEmpty() {
    return this.#call((native) => native.isEmpty());
  }

  preview() {
    const diffs = this.#call((native) => native.diffs());
    return new Preview(
      this.#call((native) => native.preview()),
      diffs,
    );
  }

  blastRadius() {
    return new BlastRadius(this.#call((native) => native.blastRadius()));
  }

  snapshot() {
    return new Snapshot(this.#call((native) => native.snapshot()));
  }

  async commit() {
    this.#free();
    this.#committing = later(() => this.#native.commit());
    try {
      await this.#committing;
    } finally {
      this.#committing = null;
    }
    return this.#publish();
  }

  commitSync() {
    this.#call((native) => native.commitSync());
    return this.#publish();
  }

  discard() {
    this.#call((native) => native.discard());
  }

  /** A commit that nobody waited for goes on; whether it succeeds, its promise says. */
  [DISPOSE]() {
    if (!this.#committing) this.discard();
  }

  async [ASYNC_DISPOSE]() {
    await this.#committing?.catch(() => {});
    this.discard();
  }
}

module.exports = { Edit };
