'use strict';

/** Contexts: who asks, prepared once, with what the handles of an environment answered. */

const given = require('./arguments.js');
const { clock } = require('./clock.js');
const { TOO_DEEP, marked, spell } = require('./crossing.js');

/** The most levels of maps and lists that the engine takes in an attribute. */
const DEEPEST = 32;

/** What crosses for attributes of which one is deeper: the engine knows what to answer. */
const DEEPER = `{"deep":${'['.repeat(DEEPEST + 1)}${']'.repeat(DEEPEST + 1)}}`;

/**
 * Attributes as they cross. A context can always be made: what is no attribute is left out, and what is too deep
 * leaves every flag undecided.
 */
function spelled(attributes) {
  try {
    if (attributes === null || typeof attributes !== 'object' || Array.isArray(attributes))
      return '{}';
    return spell(attributes, instead);
  } catch (error) {
    return error === TOO_DEEP ? DEEPER : readable(attributes);
  }
}

/**
 * What stands for a value that does not cross as it is. A date is its text, as every language has it:
 * an instant is one key. Numbers that JSON has no word for can be compared, and are no keys; nor are those that
 * stand for several integers (beyond 2^53), nor text that is broken, which equals none. All else is left out.
 */
function instead(path, what, value) {
  // Not followed any further: it may hold itself.
  if (what === TOO_DEEP) throw TOO_DEEP;
  if (value instanceof Date && !Number.isNaN(value.valueOf())) {
    return JSON.stringify(value.toISOString().replace(/\.?0*Z$/, 'Z'));
  }
  if (typeof value === 'number' || typeof value === 'bigint') {
    return marked('f', String(Number(value)));
  }
  const isBroken = typeof value === 'string' && value !== path.at(-1);
  return isBroken ? marked('f', 'NaN') : undefined;
}

/** The context itself and what is below it. */
instead.deepest = DEEPEST + 1;

/** The attributes that can be read: a getter or a `toJSON` of the host's own threw in another. */
function readable(attributes) {
  const read = [];
  try {
    for (const key of Object.keys(attributes)) {
      try {
        const text = spell({ [key]: attributes[key] }, instead);
        if (text !== '{}') read.push(text.slice(1, -1));
      } catch (error) {
        if (error === TOO_DEEP) return DEEPER;
      }
    }
  } catch {}
  return `{${read.join(',')}}`;
}

/** How a context crosses, and what it was answered; set inside the class, which alone sees it. */
let crossing;
let answer;

/** Who asks: a targeting key and attributes, prepared once. */
class Context {
  #text;
  /** The time it asks for in milliseconds; undefined where the clock says. */
  #now;
  #bound = null;
  #epoch = -1;
  /** By the position of handles; what was not asked for is undefined. */
  #values = [];
  /** When each value is over; null where none depends on time. */
  #until = null;
  /** The context on the other side, for answers that somebody notes. */
  #prepared = null;

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

  /** Answers as the clock says, and remembers: the first question alone, then all at once. */
  #ask(bound, slot) {
    const now = this.#now ?? clock.now();
    const isFirst = this.#bound !== bound || this.#epoch !== clock.epoch;
    const { values, until } = isFirst
      ? bound.one(slot, this.#text, now)
      : bound.answers(this.#text, now);
    this.#values = values;
    this.#until = this.#now === undefined ? until : null;
    this.#bound = bound;
    this.#epoch = clock.epoch;
    return values[slot];
  }

  /** Answers one question by itself, so that it alone is noted. */
  #observed(bound, slot) {
    if (this.#prepared?.bound !== bound) {
      this.#prepared = { bound, context: bound.prepare(this.#text) };
    }
    return bound.answer(slot, this.#prepared.context, this.#now ?? clock.now());
  }

  static {
    const isContext = (value) => value !== null && typeof value === 'object' && #text in value;

    crossing = (value) =>
      isContext(value) ? [value.#text, value.#now ?? clock.now()] : [spelled(value), clock.now()];

    answer = (value, bound, slot) => {
      const context = isContext(value) ? value : new Context(value);
      if (bound.observed.on) return context.#observed(bound, slot);
      const known =
        context.#bound === bound && context.#epoch === clock.epoch
          ? context.#values[slot]
          : undefined;
      const holds =
        known !== undefined && (context.#until === null || clock.now() < context.#until[slot]);
      return holds ? known : context.#ask(bound, slot);
    };
  }
}

module.exports = { Context, crossing, answer };
