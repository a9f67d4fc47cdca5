'use strict';

/**
 * An answer of the engine: its fields in camel case, frozen; `toJSON()` is the canonical document,
 * and its text is for people.
 */

const { call, parse } = require('./crossing.js');

class Answer {
  #native;

  constructor(native) {
    this.#native = native;
    Object.assign(this, parse(call(() => native.read())));
  }

  toJSON() {
    return parse(call(() => this.#native.canonical()));
  }

  toString() {
    return call(() => this.#native.text());
  }
}

/** Freezes a value and all that it holds. */
function freeze(value) {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
  Object.values(value).forEach(freeze);
  return Object.freeze(value);
}

module.exports = { Answer, freeze };
