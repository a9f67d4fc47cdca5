'use strict';

/** How answers of flags stay or not: what the project publishes, and the clock. */
class State {
  /** Changes whenever what was answered may not hold any more. */
  epoch = 0;
  #listeners = new Set();
  #isStale = false;

  /** The time in milliseconds. */
  now() {
    return Date.now();
  }

  /** Hears of every state that is published, and of those that could not be; the answer ends it. */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Another state counts from now on; whether anything in it changed is asked for listeners alone. */
  published(changed) {
    this.epoch += 1;
    const wasStale = this.#isStale;
    this.#isStale = false;
    if (this.#listeners.size > 0) this.#tell({ error: null, hasChanged: changed(), wasStale });
  }

  /** The files could not be read again, so the state is that of earlier ones. */
  failed(error) {
    this.#isStale = true;
    this.#tell({ error, hasChanged: false, wasStale: false });
  }

  #tell(change) {
    for (const listener of this.#listeners) listener(change);
  }
}

module.exports = { State };
