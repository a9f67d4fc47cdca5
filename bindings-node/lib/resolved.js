'use strict';

/** A resolved tree that still knows its files. */

const given = require('./arguments.js');
const { Explanation, Origin } = require('./answers.js');
const { call, parse, parseDocument } = require('./crossing.js');
const { UsageError } = require('./errors.js');

/** The tree behind a resolved value; undefined of anything else. Set inside `Resolved`. */
let treeOf;

class Resolved {
  #native;

  static {
    treeOf = (value) => (value instanceof Resolved ? value.#native : undefined);
  }

  constructor(native) {
    if (typeof native?.digest !== 'function') throw new UsageError('a configuration is resolved');
    this.#native = native;
  }

  /** The value at a path. */
  get(path) {
    const keys = given.path(path);
    return parse(call(() => this.#native.get(keys)));
  }

  /** Whether a value stands at a path. */
  has(path) {
    const keys = given.path(path);
    return call(() => this.#native.has(keys));
  }

  /** Where the value at a path was written. */
  origin(path) {
    const keys = given.path(path);
    return new Origin(call(() => this.#native.origin(keys)));
  }

  /** Where the value at a path comes from, and what it overrode. */
  explain(path = []) {
    const keys = given.path(path);
    return new Explanation(call(() => this.#native.explain(keys)));
  }

  /** The same for every leaf below a path, in the order of the tree. */
  explainAll(path = []) {
    const keys = given.path(path);
    const leaves = call(() => this.#native.explainAll(keys));
    return Object.freeze(leaves.map((each) => new Explanation(each)));
  }

  get digest() {
    return call(() => this.#native.digest());
  }

  /** The tree as an object of the caller's own. */
  toObject() {
    return parse(call(() => this.#native.read()));
  }

  /** The same for JSON.stringify: numbers that are not finite are the texts `.nan`, `.inf` and `-.inf`. */
  toJSON() {
    return parseDocument(call(() => this.#native.read()));
  }

  toString() {
    return call(() => this.#native.text());
  }
}

module.exports = { Resolved, treeOf };
