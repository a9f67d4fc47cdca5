'use strict';

/** Who was given what by flags: a queue that a host drains, or batches that it is told. */

const given = require('./arguments.js');
const { dated } = require('./answers.js');
const { freeze, Part } = require('./answer.js');
const { call, encode, parse } = require('./crossing.js');

class Exposure extends Part {
  toString() {
    const { environment, flag, value, variant, reason } = this;
    return `${flag} in ${environment}: ${variant ?? (typeof value === 'number' ? value : encode(value, flag))} (${reason})`;
  }
}

class Exposures {
  #native;
  #closed;
  #dropped = null;

  /** `closed` is told when nothing is noted any more. */
  constructor(native, closed) {
    this.#native = native;
    this.#closed = closed;
    this.capacity = call(() => native.capacity());
    Object.freeze(this);
  }

  drain(most) {
    // No queue is longer than what crosses.
    const limit = given.count(most, 'the number of exposures');
    const crossing = limit === undefined ? undefined : Math.min(limit, 2 ** 32 - 1);
    const [fields, documents] = call(() => this.#native.drain(crossing)).map(parse);
    return Object.freeze(fields.map((each, at) => exposure(each, documents[at])));
  }

  get dropped() {
    return this.#dropped ?? call(() => this.#native.dropped());
  }

  close() {
    if (this.#dropped !== null) return;
    this.#dropped = this.dropped;
    call(() => this.#native.close());
    this.#closed(this);
  }

  [Symbol.dispose]() {
    this.close();
  }
}

function exposure(fields, document) {
  return freeze(new Exposure(dated(fields, ['at']), undefined, () => document));
}

/** Tells a listener of exposures in batches, on a timer that keeps no process alive. */
class ExposureListener {
  #exposures;
  #listener;
  #timer;

  constructor(exposures, listener, every) {
    this.#exposures = exposures;
    this.#listener = listener;
    this.#timer = setInterval(() => this.flush(), every);
    this.#timer.unref();
    Object.freeze(this);
  }

  get dropped() {
    return this.#exposures.dropped;
  }

  flush() {
    const seen = this.#exposures.drain();
    if (seen.length > 0) this.#listener(seen);
  }

  close() {
    clearInterval(this.#timer);
    this.flush();
    this.#exposures.close();
  }

  [Symbol.dispose]() {
    this.close();
  }
}

module.exports = { Exposures, ExposureListener };
