'use strict';

/** Amounts that are spelled in several ways, compared by what they mean. */

const native = require('./stageline.node');
const given = require('./arguments.js');
const { call, encode } = require('./crossing.js');

/** Billionths in one unit. */
const UNIT = 1_000_000_000n;

class Quantity {
  constructor(value, kind) {
    given.text(kind, 'the kind of a quantity');
    const spelled = encode(value, 'value');
    this.kind = kind;
    this.nanos = BigInt(call(() => native.quantity(spelled, kind)));
    Object.freeze(this);
  }

  equals(other) {
    return other instanceof Quantity && other.kind === this.kind && other.nanos === this.nanos;
  }

  compare(other) {
    if (!(other instanceof Quantity) || other.kind !== this.kind) {
      throw given.wrong('the other one', `a quantity of the kind \`${this.kind}\``, other);
    }
    return Number(this.nanos > other.nanos) - Number(this.nanos < other.nanos);
  }

  toNumber() {
    return Number(this.nanos) / Number(UNIT);
  }

  toString() {
    const size = this.nanos < 0n ? -this.nanos : this.nanos;
    const fraction = String(size % UNIT).padStart(9, '0');
    const digits = `${size / UNIT}.${fraction}`.replace(/\.?0+$/, '');
    return this.nanos < 0n ? `-${digits}` : digits;
  }

  toJSON() {
    return this.toString();
  }

  /** Where order is asked (`<`), the exact amount; otherwise the text. */
  [Symbol.toPrimitive](hint) {
    return hint === 'number' ? this.nanos : this.toString();
  }
}

module.exports = { Quantity };
