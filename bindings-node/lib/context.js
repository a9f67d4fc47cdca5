'use strict';

/** Contexts: who asks, prepared once, with what the handles of an environment answered. */

const given = require('./arguments.js');
const { spell } = require('./crossing.js');

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

/** What a context says and was answered; set inside the class, which alone sees it. */
let crossing;
let answersOf;

/** Who asks: a targeting key and attributes, prepared once. */
class Context {
  #text;
  /** The time it asks for in milliseconds; undefined where the clock says. */
  #now;
  #bound = null;
  #epoch = null;
  #values = [];
  /** When each value is over; null where none depends on time. */
  #until = null;

  constructor(attributes, options) {
    const { now } = given.options(options, ['now']);
    this.#now = now === undefined ? undefined : given.time(now, '`now`');
    this.#text = spelled(attributes);
    Object.freeze(this);
  }

  /** The same attributes at another time. */
  at(now) {
    const context = new Context({}, { now });
    context.#text = this.#text;
    return context;
  }

  static {
    const isContext = (value) => value !== null && typeof value === 'object' && #text in value;

    crossing = (value, state) =>
      isContext(value) ? [value.#text, value.#now ?? state.now()] : [spelled(value), state.now()];

    answersOf = (value, bound, slot) => {
      const { state } = bound;
      if (!isContext(value)) return bound.answers(spelled(value), state.now()).values;
      const isKnown =
        value.#bound === bound && value.#epoch === state.epoch && slot < value.#values.length;
      if (isKnown && (value.#until === null || state.now() < value.#until[slot]))
        return value.#values;
      const { values, until } = bound.answers(value.#text, value.#now ?? state.now());
      value.#values = values;
      value.#until = value.#now === undefined ? until : null;
      value.#bound = bound;
      value.#epoch = state.epoch;
      return values;
    };
  }
}

module.exports = { Context, crossing, answersOf };
