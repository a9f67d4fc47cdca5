'use strict';

/** A project as it was at one moment. */

const given = require('./arguments.js');
const { call, parse } = require('./crossing.js');
const { Environment } = require('./environment.js');
const { thrown, UsageError } = require('./errors.js');

class Snapshot {
  #native;

  constructor(native) {
    if (typeof native?.environmentNames !== 'function') {
      throw new UsageError('a snapshot belongs to a project', {
        help: 'call `project.snapshot()`',
      });
    }
    this.#native = native;
  }

  get environmentNames() {
    return call(() => this.#native.environmentNames());
  }

  get environments() {
    return this.environmentNames.map((name) => this.environment(name));
  }

  get serviceNames() {
    return call(() => this.#native.serviceNames());
  }

  environment(name) {
    given.text(name, 'the name of an environment');
    return new Environment(
      call(() => this.#native.environment(name)),
      this,
    );
  }

  get digest() {
    return call(() => this.#native.digest());
  }

  get problems() {
    return parse(call(() => this.#native.problems())).map(thrown);
  }
}

module.exports = { Snapshot };
