'use strict';

/**
 * An answer of the engine: its fields in camel case, frozen. `toJSON()` is the canonical document,
 * `toString()` the text for people, of the answer and of the parts it lists alike.
 */

const { call, parse } = require('./crossing.js');
const { Place } = require('./place.js');

class Answer {
  #native;

  /**
   * `parts` gives the lists of this answer whose items, each an `Item`, have a text of their own;
   * `adapt` changes the fields as they were read. `plain` answers hold the host's own documents and
   * no places.
   */
  constructor(
    native,
    { Item = Part, parts = () => [], adapt = (fields) => fields, plain = false } = {},
  ) {
    this.#native = native;
    const fields = adapt(parse(call(() => native.read())));
    Object.assign(this, plain ? fields : dressed(fields));
    const texts = once(() => call(() => native.parts()));
    const documents = once(() => parts(this.toJSON()).flat());
    let count = 0;
    for (const list of parts(this)) {
      for (const [at, fields] of list.entries()) {
        const index = count++;
        list[at] = new Item(
          fields,
          () => texts()[index],
          () => documents()[index],
        );
      }
    }
    freeze(this);
  }

  toJSON() {
    return parse(call(() => this.#native.canonical()));
  }

  toString() {
    return call(() => this.#native.text());
  }
}

/** An item of an answer. */
class Part {
  #text;
  #document;

  constructor(fields, text, document) {
    this.#text = text;
    this.#document = document;
    Object.assign(this, fields);
  }

  toJSON() {
    return this.#document();
  }

  toString() {
    return this.#text();
  }
}

/** What `make` answers, made when it is first asked for. */
function once(make) {
  let made;
  return () => {
    made ??= make();
    return made;
  };
}

/** What was written by people, and stays as it is. */
const WRITTEN = ['value', 'item'];

/** Gives places their class. */
function dressed(value) {
  if (value === null || typeof value !== 'object') return value;
  for (const key of Object.keys(value)) {
    if (!WRITTEN.includes(key)) value[key] = dressed(value[key]);
  }
  return Object.hasOwn(value, 'endColumn') ? new Place(value) : value;
}

/** Freezes a value and all that it holds. */
function freeze(value) {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
  Object.values(value).forEach(freeze);
  return Object.freeze(value);
}

module.exports = { Answer, Part, freeze };
