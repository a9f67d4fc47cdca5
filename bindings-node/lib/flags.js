'use strict';

/**
 * Feature flags: what environments answer, and handles that remember it.
 *
 * A call through the boundary costs more than a flag. So a context keeps its answers until the project
 * is reloaded or their time is over, and when a second one is asked for, the flags of all handles are
 * answered in one crossing.
 */

const given = require('./arguments.js');
const { FlagComparison, FlagDetails, FlagExplanation, FlagForecast, FlagPreview } =
  require('./answers.js');
const { freeze } = require('./answer.js');
const { turn } = require('./clock.js');
const { Context, answer, crossing } = require('./context.js');
const { call, encode, parse } = require('./crossing.js');
const { UsageError } = require('./errors.js');

/** The kinds of defaults. */
const KINDS = ['boolean', 'string', 'number', 'bigint', 'object'];

/** So many flags that were asked for by name are answered together with those of handles. */
const NAMED = 64;

/** The value of a flag that counts as its caller's default. */
const DEFAULT = Symbol('default');

/** The flags of an environment that handles were bound to, or that were asked for by name. */
class Bound {
  /** The default of each, and whether it asks for a bigint. */
  #handles = [];
  /** Where flags are that were asked for by name, by kind and name. */
  #named = new Map(KINDS.map((kind) => [kind, new Map()]));
  #names = 0;
  /** What tests have flags answer, each a map; later ones count. */
  #replaced = [];

  constructor(native, state) {
    this.native = native;
    this.state = state;
    this.observed = state.observed;
  }

  bind(name, fallback) {
    const kind = typeof fallback;
    const slot = call(() => this.native.bind(name, kind));
    this.#handles[slot] = { fallback, isBigint: kind === 'bigint' };
    return slot;
  }

  /** Where a flag is that is asked for by name; undefined of one that is not answered with others. */
  slot(name, kind) {
    const known = this.#named.get(kind);
    const slot = known.get(name);
    if (slot !== undefined || this.#names >= NAMED) return slot;
    const made = call(() => this.native.note(name, kind)) ?? undefined;
    if (made === undefined) return undefined;
    known.set(name, made);
    this.#names += 1;
    this.#handles[made] = { fallback: DEFAULT, isBigint: kind === 'bigint' };
    return made;
  }

  #value(answer, { fallback, isBigint }) {
    if (answer === 0) return fallback;
    return isBigint ? BigInt(answer[0]) : freeze(answer[0]);
  }

  /** The value of each handle, and until when it stays so: null, or a list of times. */
  answers(text, now) {
    try {
      const [answers, times] = parse(call(() => this.native.answers(text, now)));
      const values = answers.map((answer, slot) => this.#value(answer, this.#handles[slot]));
      const until = times.map((time) => time ?? Number.POSITIVE_INFINITY);
      return { values, until: until.length === 0 ? null : until };
    } catch {
      // A fault of the engine. Handles never fail, so their defaults count; `details` throws it.
      return { values: this.#handles.map(({ fallback }) => fallback), until: null };
    }
  }

  /** The same with the value of one handle alone. */
  one(slot, text, now) {
    const values = [];
    try {
      const [[answer], [time]] = parse(call(() => this.native.one(slot, text, now)));
      values[slot] = this.#value(answer, this.#handles[slot]);
      if (time === undefined) return { values, until: null };
      const until = [];
      until[slot] = time ?? Number.POSITIVE_INFINITY;
      return { values, until };
    } catch {
      values[slot] = this.#handles[slot].fallback;
      return { values, until: null };
    }
  }

  /** A context for `answer`; undefined after a fault of the engine. */
  prepare(text) {
    try {
      return call(() => this.native.prepare(text));
    } catch {
      return undefined;
    }
  }

  /** The value of one handle, asked for by itself. */
  answer(slot, context, now) {
    const handle = this.#handles[slot];
    try {
      const [[answer]] = parse(call(() => this.native.answer(slot, context, now)));
      return this.#value(answer, handle);
    } catch {
      return handle.fallback;
    }
  }

  /** Has flags answer these values, by name, until what is answered is called. */
  replace(values) {
    this.#replace([...this.#replaced, values]);
    return {
      changed: (change) => {
        const before = new Map(values);
        change(values);
        try {
          this.#replace(this.#replaced);
        } catch (error) {
          values.clear();
          for (const [name, value] of before) values.set(name, value);
          throw error;
        }
      },
      restore: () => this.#replace(this.#replaced.filter((each) => each !== values)),
    };
  }

  #replace(replaced) {
    const all = replaced.flatMap((values) => [...values]);
    const names = all.map(([name]) => name);
    const spelled = encode(
      all.map(([, value]) => value),
      'values',
    );
    call(() => this.native.replace(names, spelled));
    this.#replaced = replaced;
    turn();
  }
}

/** What is behind flags; set inside the class, which alone sees it. */
let boundOf;

class Flags {
  #bound;

  static {
    boundOf = (value) => (value instanceof Flags ? value.#bound : undefined);
  }

  constructor(native, state) {
    if (typeof native?.evaluateAll !== 'function') {
      throw new UsageError('flags belong to an environment', { help: 'read `environment.flags`' });
    }
    this.#bound = new Bound(native, state);
  }

  /** Asks the addon with a context as it crosses, and the time. */
  #ask(context, ask) {
    const [text, now] = crossing(context);
    return call(() => ask(this.#bound.native, text, now));
  }

  get names() {
    return call(() => this.#bound.native.names());
  }

  get isLive() {
    return call(() => this.#bound.native.isLive());
  }

  pinned() {
    const { native, state } = this.#bound;
    return new Flags(
      call(() => native.pinned()),
      state,
    );
  }

  context(attributes, options) {
    return new Context(attributes, options);
  }

  handle(name, options) {
    given.text(name, 'the name of a flag');
    return new Handle(this, this.#bound, name, defaultOf(options));
  }

  value(name, context, fallback) {
    given.text(name, 'the name of a flag');
    const kind = typeof fallback;
    const slot = KINDS.includes(kind) ? this.#bound.slot(name, kind) : undefined;
    if (slot === undefined) {
      const { value, setIn } = this.details(name, context, fallback);
      return setIn === null ? fallback : value;
    }
    const value = answer(context, this.#bound, slot);
    return value === DEFAULT ? fallback : value;
  }

  details(name, context, fallback) {
    given.text(name, 'the name of a flag');
    const kind = typeof defaultOf({ default: fallback });
    const spelled = encode(fallback, 'default');
    const details = this.#ask(context, (native, text, now) =>
      native.details(name, text, now, kind, spelled),
    );
    return new FlagDetails(details, kind === 'bigint');
  }

  evaluate(name, context) {
    given.text(name, 'the name of a flag');
    return new FlagDetails(
      this.#ask(context, (native, text, now) => native.evaluate(name, text, now)),
    );
  }

  evaluateAll(context) {
    return parse(this.#ask(context, (native, text, now) => native.evaluateAll(text, now)));
  }

  evaluateMany(names, context) {
    given.texts(names, 'the names of flags');
    const all = this.#ask(context, (native, text, now) => native.evaluateMany(names, text, now));
    return Object.freeze(all.map((details) => new FlagDetails(details)));
  }

  explain(name, context) {
    given.text(name, 'the name of a flag');
    return new FlagExplanation(
      this.#ask(context, (native, text, now) => native.explain(name, text, now)),
    );
  }

  preview(name, at) {
    given.text(name, 'the name of a flag');
    const time = given.time(at, 'the time of a preview');
    return new FlagPreview(call(() => this.#bound.native.preview(name, time)));
  }

  whenWill(name, context) {
    given.text(name, 'the name of a flag');
    const changes = this.#ask(context, (native, text, now) => native.whenWill(name, text, now));
    return Object.freeze(changes.map((change) => new FlagForecast(change)));
  }

  compare(other, contexts) {
    if (!(other instanceof Flags)) throw given.wrong('the other flags', '`Flags`', other);
    if (!Array.isArray(contexts)) throw given.wrong('the contexts', 'a list', contexts);
    const { native } = this.#bound;
    const asked = contexts.map(crossing);
    const [texts, times] = [asked.map(([text]) => text), asked.map(([, now]) => now)];
    return new FlagComparison(call(() => native.compare(other.#bound.native, texts, times)));
  }
}

/** The default that a caller gives; it says of which kind the flag is. */
function defaultOf(options) {
  const { default: fallback } = given.options(options, ['default']);
  if (fallback === undefined) {
    throw new UsageError('a flag is asked without a default', {
      help: 'give `{ default: … }`, which counts wherever the files do not say',
    });
  }
  encode(fallback, 'default');
  return fallback;
}

/** A flag, found once and asked often. */
class Handle {
  #flags;
  #bound;
  #slot;

  constructor(flags, bound, name, fallback) {
    if (!(bound instanceof Bound)) {
      throw new UsageError('a handle belongs to flags', { help: 'call `flags.handle(name, …)`' });
    }
    this.#flags = flags;
    this.#bound = bound;
    this.#slot = bound.bind(name, fallback);
    this.name = name;
    this.default = fallback;
    Object.freeze(this);
  }

  value(context) {
    return answer(context, this.#bound, this.#slot);
  }

  details(context) {
    return this.#flags.details(this.name, context, this.default);
  }
}

/** The flags of each environment, made once, so that its handles are answered together. */
function pool(state, open) {
  const made = new Map();
  return (name, environment) => {
    if (!made.has(name))
      made.set(
        name,
        new Flags(
          call(() => open(name, environment)),
          state,
        ),
      );
    return made.get(name);
  };
}

module.exports = { Flags, Handle, pool, boundOf: (flags) => boundOf(flags) };
