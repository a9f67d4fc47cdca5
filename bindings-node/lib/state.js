'use strict';

const { turn } = require('./clock.js');

/** What happens to a project that flags and their listeners hear of. */
class State {
  #listeners = new Set();
  #isStale = false;

  /** `observed.on` says whether somebody notes what flags answer; a project and its snapshots share it. */
  constructor(observed = { on: false }) {
    this.observed = observed;
  }

  /** Hears of every state that is published, and of those that could not be; the answer ends it. */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Another state counts from now on; whether it differs is asked for listeners alone. */
  published(changed) {
    turn();
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
    for (const listener of [...this.#listeners]) listener(change);
  }
}

module.exports = { State };
