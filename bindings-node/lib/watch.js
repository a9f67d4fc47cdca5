'use strict';

/** A project's files, followed: an iterator of what happened that keeps no process alive. */

const given = require('./arguments.js');
const { freeze } = require('./answer.js');
const { call, parse } = require('./crossing.js');
const { UsageError, thrown } = require('./errors.js');

/** The most events that wait for somebody to take them; the oldest make room for new ones. */
const MOST = 1024;

/** Files were read again, or could not be. */
class WatchEvent {
  #text;

  constructor({ text, ...fields }) {
    this.#text = text;
    Object.assign(this, fields);
    freeze(this);
  }

  toString() {
    return this.#text;
  }
}

class Watch {
  #native;
  #events = [];
  #waiting = [];
  #isStopped = false;
  #missed = 0;

  /** `begin` starts the watch with a function that hears of events; `happened` is told of each first. */
  constructor(begin, happened) {
    if (typeof begin !== 'function') {
      throw new UsageError('a watch belongs to a project', { help: 'call `project.watch()`' });
    }
    this.#native = call(() =>
      begin((text) => {
        if (this.#isStopped) return;
        const { error, ...fields } = parse(text);
        const event = new WatchEvent(error ? { ...fields, error: thrown(error) } : fields);
        happened(event);
        this.#put(event);
      }),
    );
    Object.freeze(this);
  }

  #put(event) {
    const waiting = this.#waiting.shift();
    if (waiting) {
      waiting({ value: event, done: false });
      return;
    }
    this.#events.push(event);
    if (this.#events.length > MOST) {
      this.#events.shift();
      this.#missed += 1;
    }
  }

  get missed() {
    return this.#missed;
  }

  stop() {
    if (this.#isStopped) return;
    this.#isStopped = true;
    call(() => this.#native.stop());
    for (const waiting of this.#waiting.splice(0)) waiting({ value: undefined, done: true });
  }

  async next() {
    if (this.#events.length > 0) return { value: this.#events.shift(), done: false };
    if (this.#isStopped) return { value: undefined, done: true };
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Whoever leaves the loop has heard enough. */
  async return(value) {
    this.stop();
    this.#events.length = 0;
    return { value, done: true };
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  [Symbol.dispose]() {
    this.stop();
  }
}

/** How files are watched, as it crosses. */
function watching(options) {
  const { quiet, poll } = given.options(options, ['quiet', 'poll']);
  // Nobody waits for longer than what crosses.
  const millis = (time, what) =>
    given.count(time, what) === undefined ? undefined : Math.min(time, 2 ** 32 - 1);
  return { quiet: millis(quiet, '`quiet`'), poll: millis(poll, '`poll`') };
}

module.exports = { Watch, watching };
