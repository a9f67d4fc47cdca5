'use strict';

/**
 * Feature flags: contexts, and handles that remember what they were answered.
 *
 * A call through the boundary costs more than a flag. So the first handle that is asked for a
 * context has the flags of all handles answered in one crossing, and the context keeps the answers
 * until the project is reloaded.
 */

const given = require('./arguments.js');
const { FlagDetails, FlagExplanation } = require('./answers.js');
const { freeze } = require('./answer.js');
const { call, encode, parse, spell } = require('./crossing.js');
const { UsageError } = require('./errors.js');

/** Attributes as they cross. What is no attribute is left out: a context can always be made. */
function spelled(attributes) {
  if (attributes === null || typeof attributes !== 'object' || Array.isArray(attributes))
    return '{}';
  const leave = () => undefined;
  try {
    return spell(attributes, leave);
  } catch {
    return spell(readable(attributes), leave);
  }
}

/** The attributes that can be read: a getter or a `toJSON` of the host's own threw in another. */
function readable(attributes) {
  const read = new Map();
  try {
    for (const key of Object.keys(attributes)) {
      try {
        const value = attributes[key];
        spell(value, () => undefined);
        read.set(key, value);
      } catch {}
    }
  } catch {}
  return read;
}

/** What a context says, and what it was answered; set inside the class, which alone sees it. */
let textOf;
let answersOf;

/** Who asks: a targeting key and attributes, prepared once. */
class Context {
  #text;
  #bound = null;
  #epoch = null;
  #answers = [];

  constructor(attributes) {
    this.#text = spelled(attributes);
    Object.freeze(this);
  }

  static {
    const isContext = (value) => value !== null && typeof value === 'object' && #text in value;
    textOf = (value) => (isContext(value) ? value.#text : spelled(value));
    answersOf = (value, bound) => {
      if (!isContext(value)) return bound.answers(spelled(value));
      const isCurrent =
        value.#bound === bound &&
        value.#epoch === bound.live.epoch &&
        value.#answers.length === bound.count;
      if (!isCurrent) {
        value.#answers = bound.answers(value.#text);
        value.#bound = bound;
        value.#epoch = bound.live.epoch;
      }
      return value.#answers;
    };
  }
}

/** The flags of an environment that handles were bound to. */
class Bound {
  count = 0;

  constructor(native, live) {
    this.native = native;
    this.live = live;
  }

  bind(name, kind) {
    const slot = call(() => this.native.bind(name, kind));
    this.count = slot + 1;
    return slot;
  }

  /** For each handle a list of its value, or 0 where its default counts. */
  answers(text) {
    try {
      return parse(call(() => this.native.answers(text))).map(freeze);
    } catch {
      // A fault of the engine. Handles never fail, so their defaults count; `details` throws it.
      return Array(this.count).fill(0);
    }
  }
}

class Flags {
  #bound;

  constructor(native, live) {
    if (typeof native?.evaluateAll !== 'function') {
      throw new UsageError('flags belong to an environment', { help: 'read `environment.flags`' });
    }
    this.#bound = new Bound(native, live);
  }

  get names() {
    return call(() => this.#bound.native.names());
  }

  pinned() {
    return new Flags(
      call(() => this.#bound.native.pinned()),
      { epoch: 0 },
    );
  }

  context(attributes) {
    return new Context(attributes);
  }

  handle(name, options) {
    given.text(name, 'the name of a flag');
    return new Handle(this, this.#bound, name, defaultOf(options));
  }

  value(name, context, fallback) {
    return this.details(name, context, fallback).value;
  }

  details(name, context, fallback) {
    given.text(name, 'the name of a flag');
    const kind = typeof defaultOf({ default: fallback });
    const spelledDefault = encode(fallback, 'default');
    const { native } = this.#bound;
    const details = call(() => native.details(name, textOf(context), kind, spelledDefault));
    return new FlagDetails(details, kind === 'bigint');
  }

  evaluate(name, context) {
    given.text(name, 'the name of a flag');
    return new FlagDetails(call(() => this.#bound.native.evaluate(name, textOf(context))));
  }

  evaluateAll(context) {
    return parse(call(() => this.#bound.native.evaluateAll(textOf(context))));
  }

  explain(name, context) {
    given.text(name, 'the name of a flag');
    return new FlagExplanation(call(() => this.#bound.native.explain(name, textOf(context))));
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
  #isBigint;

  constructor(flags, bound, name, fallback) {
    if (!(bound instanceof Bound)) {
      throw new UsageError('a handle belongs to flags', { help: 'call `flags.handle(name, …)`' });
    }
    this.#flags = flags;
    this.#bound = bound;
    this.#isBigint = typeof fallback === 'bigint';
    this.#slot = bound.bind(name, typeof fallback);
    this.name = name;
    this.default = fallback;
    Object.freeze(this);
  }

  value(context) {
    const answer = answersOf(context, this.#bound)[this.#slot];
    if (answer === 0) return this.default;
    return this.#isBigint ? BigInt(answer[0]) : answer[0];
  }

  details(context) {
    return this.#flags.details(this.name, context, this.default);
  }
}

/**
 * The flags of each environment, made once, so that its handles are answered together. `live.epoch`
 * changes whenever their answers may.
 */
function pool(live, open) {
  const made = new Map();
  return (name, environment) => {
    if (!made.has(name))
      made.set(
        name,
        new Flags(
          call(() => open(name, environment)),
          live,
        ),
      );
    return made.get(name);
  };
}

module.exports = { Flags, Handle, Context, pool };
