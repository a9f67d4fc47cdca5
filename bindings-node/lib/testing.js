'use strict';

/** What tests put in the place of what files say, and of the clock. */

const given = require('./arguments.js');
const { encode } = require('./crossing.js');
const { fix, turn } = require('./clock.js');
const { boundOf, Flags } = require('./flags.js');

class FlagOverrides {
  #values;
  #replaced;

  constructor(flags, values) {
    if (!(flags instanceof Flags)) throw given.wrong('what is overridden', '`Flags`', flags);
    this.#values = new Map(given.entries(values, 'the values of flags'));
    for (const [name, value] of this.#values) checked(name, value);
    this.#replaced = boundOf(flags).replace(this.#values);
    Object.freeze(this);
  }

  set(name, value) {
    checked(name, value);
    this.#replaced.changed((values) => values.set(name, value));
    return this;
  }

  remove(name) {
    given.text(name, 'the name of a flag');
    this.#replaced.changed((values) => values.delete(name));
    return this;
  }

  restore() {
    this.#replaced.restore();
  }

  [Symbol.dispose]() {
    this.restore();
  }
}

function checked(name, value) {
  given.text(name, 'the name of a flag');
  encode(value, name);
}

class FixedClock {
  #time;
  #restore;

  constructor(at) {
    this.#time = given.time(at, 'the time of a clock');
    this.#restore = fix(() => this.#time);
    Object.freeze(this);
  }

  get now() {
    return new Date(this.#time);
  }

  set(at) {
    this.#time = given.time(at, 'the time of a clock');
    turn();
    return this;
  }

  advance(milliseconds) {
    if (!Number.isFinite(milliseconds)) {
      throw given.wrong('how far a clock goes', 'a number of milliseconds', milliseconds);
    }
    this.#time += milliseconds;
    turn();
    return this;
  }

  restore() {
    this.#restore();
  }

  [Symbol.dispose]() {
    this.restore();
  }
}

const overrideFlags = (flags, values) => new FlagOverrides(flags, values);
const fixedClock = (at) => new FixedClock(at);

module.exports = { overrideFlags, fixedClock, FlagOverrides, FixedClock };
