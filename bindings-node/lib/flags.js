'use strict';

/** Feature flags: what environments answer, by name and by handle. */

const given = require('./arguments.js');
const { FlagComparison, FlagExplanation, FlagForecast, FlagPreview } = require('./answers.js');
const { Bound, DEFAULT, KINDS } = require('./bound.js');
const { Context, answer, crossing } = require('./context.js');
const { FlagDetails, failed } = require('./details.js');
const { call, encode, parse } = require('./crossing.js');
const { UsageError } = require('./errors.js');

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
    required(fallback);
    if (typeof name !== 'string') return fallback;
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
    required(fallback);
    if (typeof name !== 'string') return nameless(name, fallback);
    const kind = typeof fallback;
    let spelled;
    try {
      spelled = encode(fallback, 'default');
    } catch (error) {
      const why = error instanceof UsageError ? `: ${error.message}` : '';
      return failed(name, fallback, 'TYPE_MISMATCH', `no flag holds such a default${why}`);
    }
    const details = this.#ask(context, (native, text, now) =>
      native.details(name, text, now, kind, spelled),
    );
    return kind === 'bigint' ? new FlagDetails(details, BigInt) : new FlagDetails(details);
  }

  evaluate(name, context) {
    if (typeof name !== 'string') return nameless(name, null);
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
  required(fallback);
  encode(fallback, 'default');
  return fallback;
}

/** Makes sure that there is a default: nobody asks for `undefined`. */
function required(fallback) {
  if (fallback !== undefined) return;
  throw new UsageError('a flag is asked without a default', {
    help: 'give one, which counts wherever the files do not say',
  });
}

/** What is no text is the name of no flag. */
function nameless(name, fallback) {
  return failed(`<${typeof name}>`, fallback, 'FLAG_NOT_FOUND', 'the name of a flag is text');
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
