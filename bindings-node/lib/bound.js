'use strict';

/**
 * What handles of an environment are answered.
 *
 * A call through the boundary costs more than a flag. So a context keeps its answers until the project
 * is reloaded or their time is over, and when a second one is asked for, the flags of all handles are
 * answered in one crossing.
 */

const { freeze } = require('./answer.js');
const { turn } = require('./clock.js');
const { call, encode, parse } = require('./crossing.js');

/** The kinds of defaults. */
const KINDS = ['boolean', 'string', 'number', 'bigint', 'object'];

/** So many flags that were asked for by name are answered together with those of handles. */
const NAMED = 256;

/** The value of a flag that counts as its caller's default. */
const DEFAULT = Symbol('default');

/** The flags of an environment that handles were bound to, or that were asked for by name. */
class Bound {
  /** The default of each, and whether it asks for a bigint. */
  #handles = [];
  /** Where flags are that were asked for by name, by kind and name. */
  #named = new Map(KINDS.map((kind) => [kind, new Map()]));
  #names = 0;
  /** What tests have flags answer, each a map; later ones count. */
  #replaced = [];

  constructor(native, state) {
    this.native = native;
    this.state = state;
    this.observed = state.observed;
  }

  bind(name, fallback) {
    const kind = typeof fallback;
    const slot = call(() => this.native.bind(name, kind));
    this.#handles[slot] = { fallback, isBigint: kind === 'bigint' };
    return slot;
  }

  /** Where a flag is that is asked for by name; undefined of one that is not answered with others. */
  slot(name, kind) {
    const known = this.#named.get(kind);
    const slot = known.get(name);
    if (slot !== undefined || this.#names >= NAMED) return slot;
    const made = call(() => this.native.note(name, kind)) ?? undefined;
    if (made === undefined) return undefined;
    known.set(name, made);
    this.#names += 1;
    this.#handles[made] = { fallback: DEFAULT, isBigint: kind === 'bigint' };
    return made;
  }

  #value(answer, { fallback, isBigint }) {
    if (answer === 0) return fallback;
    return isBigint ? BigInt(answer[0]) : freeze(answer[0]);
  }

  /** The value of each handle, and until when it stays so: null, or a list of times. */
  answers(text, now) {
    try {
      const [answers, times] = parse(call(() => this.native.answers(text, now)));
      const values = answers.map((answer, slot) => this.#value(answer, this.#handles[slot]));
      const until = times.map((time) => time ?? Number.POSITIVE_INFINITY);
      return { values, until: until.length === 0 ? null : until };
    } catch {
      // A fault of the engine. Handles never fail, so their defaults count; `details` throws it.
      return { values: this.#handles.map(({ fallback }) => fallback), until: null };
    }
  }

  /** The same with the value of one handle alone. */
  one(slot, text, now) {
    const values = [];
    try {
      const [[answer], [time]] = parse(call(() => this.native.one(slot, text, now)));
      values[slot] = this.#value(answer, this.#handles[slot]);
      if (time === undefined) return { values, until: null };
      const until = [];
      until[slot] = time ?? Number.POSITIVE_INFINITY;
      return { values, until };
    } catch {
      values[slot] = this.#handles[slot].fallback;
      return { values, until: null };
    }
  }

  /** A context for `answer`; undefined after a fault of the engine. */
  prepare(text) {
    try {
      return call(() => this.native.prepare(text));
    } catch {
      return undefined;
    }
  }

  /** The value of one handle, asked for by itself. */
  answer(slot, context, now) {
    const handle = this.#handles[slot];
    try {
      const [[answer]] = parse(call(() => this.native.answer(slot, context, now)));
      return this.#value(answer, handle);
    } catch {
      return handle.fallback;
    }
  }

  /** Has flags answer these values, by name, until what is answered is called. */
  replace(values) {
    this.#replace([...this.#replaced, values]);
    return {
      changed: (change) => {
        const before = new Map(values);
        change(values);
        try {
          this.#replace(this.#replaced);
        } catch (error) {
          values.clear();
          for (const [name, value] of before) values.set(name, value);
          throw error;
        }
      },
      restore: () => this.#replace(this.#replaced.filter((each) => each !== values)),
    };
  }

  #replace(replaced) {
    const all = replaced.flatMap((values) => [...values]);
    const names = all.map(([name]) => name);
    const spelled = encode(
      all.map(([, value]) => value),
      'values',
    );
    call(() => this.native.replace(names, spelled));
    this.#replaced = replaced;
    turn();
  }
}

module.exports = { Bound, DEFAULT, KINDS };
