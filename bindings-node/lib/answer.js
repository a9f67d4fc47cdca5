'use strict';

/**
 * An answer of the engine: its fields in camel case, frozen. `toJSON()` is the canonical document,
 * `toString()` the text for people, of the answer and of the parts it lists alike.
 */

const { call, parse, parseDocument } = require('./crossing.js');
const { Place } = require('./place.js');

const inspect = Symbol.for('nodejs.util.inspect.custom');

/** The fields of an answer; set inside the class. */
let fieldsOf;

class Answer {
  /** The answer in the addon; made when it is first asked for a form. */
  #native;
  #fields;

  /**
   * `native` is the answer in the addon or makes it. `parts` gives the lists of this answer whose
   * items, each an `Item`, have a text of their own; `adapt` changes the fields as they were read.
   * `plain` answers hold the host's own documents and no places. `late` are the fields, as `late()`
   * makes them, of an answer that is not read before somebody looks into it.
   */
  constructor(native, how = {}) {
    this.#native = typeof native === 'function' ? once(native) : () => native;
    this.#fields = once(() => this.#read(how));
    if (how.late === undefined) Object.assign(this, this.#fields());
    else for (const [name, field] of how.late) Object.defineProperty(this, name, field);
    Object.freeze(this);
  }

  static {
    fieldsOf = (answer) => answer.#fields();
  }

  #read({ Item = Part, parts = () => [], adapt = (fields) => fields, plain = false }) {
    const native = this.#native();
    const read = adapt(parse(call(() => native.read())));
    const fields = plain ? read : dressed(read);
    const texts = once(() => call(() => native.parts()));
    const documents = once(() => parts(this.toJSON()).flat());
    let count = 0;
    for (const list of parts(fields)) {
      for (const [at, item] of list.entries()) {
        const index = count++;
        list[at] = new Item(
          item,
          () => texts()[index],
          () => documents()[index],
        );
      }
    }
    return freeze(fields);
  }

  toJSON() {
    return parseDocument(call(() => this.#native().canonical()));
  }

  toString() {
    return call(() => this.#native().text());
  }

  /** Prints the fields, those too that were not looked at. */
  [inspect](_depth, options, print) {
    const shown = Object.assign(Object.create(Object.getPrototypeOf(this)), this);
    return print(Object.defineProperty(shown, inspect, { value: undefined }), options);
  }
}

/** Fields that are read when somebody looks at one of them. */
function late(...names) {
  const field = (name) => ({
    enumerable: true,
    get() {
      return fieldsOf(this)[name];
    },
  });
  return names.map((name) => [name, field(name)]);
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

module.exports = { Answer, Part, freeze, late, once };
