'use strict';

/** A project that lives: it opens, reloads, and hands out snapshots. */

const native = require('./stageline.node');
const given = require('./arguments.js');
const { freeze } = require('./answer.js');
const { judging } = require('./comparison.js');
const { call, later, parse } = require('./crossing.js');
const { Edit } = require('./edit.js');
const { UsageError } = require('./errors.js');
const { ExposureListener, Exposures } = require('./exposures.js');
const { FixPlan } = require('./fix.js');
const { pool } = require('./flags.js');
const { Snapshot, within } = require('./snapshot.js');
const { State } = require('./state.js');
const { Watch, watching } = require('./watch.js');

const OPTIONS = ['lenient', 'limits', 'local', 'variables', 'variableOverrides'];
const LIMITS = ['fileBytes', 'nodes', 'depth'];

/** The options of opening as they cross. */
function opening({ limits, variables, ...switches }) {
  const checked = given.options(limits, LIMITS, '`limits`');
  const crossing = {};
  for (const name of ['lenient', 'local', 'variableOverrides']) {
    crossing[name] = given.boolean(switches[name], `\`${name}\``);
  }
  for (const name of LIMITS) crossing[name] = given.count(checked[name], `\`limits.${name}\``);
  if (variables === undefined) return crossing;
  const entries = given.entries(variables, '`variables`').filter(([, text]) => text !== undefined);
  for (const [name, text] of entries) {
    given.text(name, 'the name of a variable');
    given.text(text, `the variable \`${name}\``);
  }
  const variableNames = entries.map(([name]) => name);
  return { ...crossing, variableNames, variableTexts: entries.map(([, text]) => text) };
}

function atRoot(root, options) {
  const checked = given.options(options, ['watch', ...OPTIONS]);
  return [[given.folder(root, 'the root'), opening(checked)], isWatched(checked)];
}

function atStart(options) {
  const checked = given.options(options, ['start', 'watch', ...OPTIONS]);
  const start = given.folder(checked.start ?? process.cwd(), '`start`');
  return [[start, process.env.STAGELINE_ROOT, opening(checked)], isWatched(checked)];
}

function isWatched({ watch = false }) {
  return given.boolean(watch, '`watch`');
}

function files(given_) {
  const entries = given.entries(given_, '`files`');
  for (const [path, text] of entries) {
    given.text(path, 'the path of a file');
    if (typeof text !== 'string' && !(text instanceof Uint8Array)) {
      throw given.wrong(`the file \`${path}\``, 'text or bytes', text);
    }
  }
  return [entries.map(([path]) => path), entries.map(([, text]) => text)];
}

/** How many exposures wait, unless a host says so. */
const CAPACITY = 10_000;

class Project {
  #native;
  #snapshot;
  /** Whether somebody notes what flags answer, and who. */
  #observed = { on: false };
  #counting = false;
  #reader = null;
  #state = new State(this.#observed);
  #flags = pool(this.#state, (name) => this.#native.flags(name));

  constructor(opened, isWatched = false) {
    if (!(opened instanceof native.Project)) {
      throw new UsageError('a project is opened', {
        help: 'call `Project.open(root)`, `Project.find()` or `Project.fromFiles(files)`',
      });
    }
    this.#native = opened;
    this.root = freeze(parse(call(() => opened.root())));
    Object.freeze(this);
    this.#publish();
    if (isWatched) this.watch();
  }

  static async open(root, options) {
    const [args, isWatched] = atRoot(root, options);
    return new Project(await later(() => native.open(...args)), isWatched);
  }

  static openSync(root, options) {
    const [args, isWatched] = atRoot(root, options);
    return new Project(
      call(() => native.openSync(...args)),
      isWatched,
    );
  }

  static async find(options) {
    const [args, isWatched] = atStart(options);
    return new Project(await later(() => native.find(...args)), isWatched);
  }

  static findSync(options) {
    const [args, isWatched] = atStart(options);
    return new Project(
      call(() => native.findSync(...args)),
      isWatched,
    );
  }

  static fromFiles(texts, options) {
    const args = [...files(texts), opening(given.options(options, OPTIONS))];
    return new Project(call(() => native.fromFiles(...args)));
  }

  /** Makes the newest state the current one; reloads may end in another order than they began. */
  #publish() {
    const before = this.#snapshot;
    const native = call(() => this.#native.snapshot());
    const snapshot = new Snapshot(native, this.#observed);
    this.#snapshot = snapshot;
    this.#state.published(() => snapshot.digest !== before?.digest);
    return snapshot;
  }

  async reload(paths) {
    const only = paths && given.texts(paths, 'the changed files');
    try {
      await later(() => this.#native.reload(only));
    } catch (error) {
      this.#state.failed(error);
      throw error;
    }
    return this.#publish();
  }

  reloadSync(paths) {
    const only = paths && given.texts(paths, 'the changed files');
    try {
      call(() => this.#native.reloadSync(only));
    } catch (error) {
      this.#state.failed(error);
      throw error;
    }
    return this.#publish();
  }

  watch(options) {
    const asked = watching(options);
    return new Watch(
      (hear) => this.#native.watch(asked, hear),
      ({ kind, error }) => {
        if (kind === 'failed') this.#state.failed(error);
        else this.#publish();
      },
    );
  }

  snapshot() {
    return this.#snapshot;
  }

  #observe() {
    this.#observed.on = this.#counting || this.#reader !== null;
  }

  exposures(options) {
    const { capacity = CAPACITY } = given.options(options, ['capacity']);
    // No queue is longer than what crosses.
    const crossing = Math.min(given.count(capacity, '`capacity`'), 2 ** 32 - 1);
    const reader = new Exposures(
      call(() => this.#native.exposures(crossing)),
      (closed) => {
        if (this.#reader === closed) this.#reader = null;
        this.#observe();
      },
    );
    this.#reader = reader;
    this.#observe();
    return reader;
  }

  onExposure(listener, options) {
    if (typeof listener !== 'function') throw given.wrong('a listener', 'a function', listener);
    const { every = 1000, ...more } = given.options(options, ['every', 'capacity']);
    given.count(every, '`every`');
    return new ExposureListener(this.exposures(more), listener, every);
  }

  countFlags(on = true) {
    given.boolean(on, 'whether flags are counted');
    call(() => this.#native.countFlags(on));
    this.#counting = on;
    this.#observe();
  }

  get flagCounts() {
    return freeze(parse(call(() => this.#native.flagCounts())));
  }

  edit() {
    return new Edit(
      call(() => this.#native.edit()),
      () => this.#publish(),
    );
  }

  planFix(from, to, options) {
    given.text(from, 'the environment to copy from');
    given.text(to, 'the environment to change');
    const asked = judging(options);
    return new FixPlan(
      call(() => this.#native.planFix(from, to, asked)),
      () => this.#publish(),
    );
  }

  environment(name) {
    return this.#snapshot[within](name, this.#flags);
  }

  planPromotion(from, to, options) {
    return this.#snapshot.planPromotion(from, to, options);
  }
}

module.exports = { Project };
