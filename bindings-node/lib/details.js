'use strict';

/** A flag's value, why it has it, and where that was set. */

const { freeze } = require('./answer.js');
const { parse } = require('./crossing.js');
const { Place } = require('./place.js');

class FlagDetails {
  /** The canonical document, and what it leaves out. */
  #told;

  /** An integer that was asked for as a bigint is one, however small. */
  constructor(told, isBigint = false) {
    this.#told = told;
    const fields = parse(told);
    this.flag = fields.flag;
    this.value = isBigint ? BigInt(fields.value) : freeze(fields.value);
    this.variant = fields.variant;
    this.reason = fields.reason;
    this.errorCode = fields.error_code;
    this.errorMessage = fields.error_message;
    this.decidedBy = fields.decided_by;
    this.rule = fields.rule;
    this.target = fields.target;
    this.unmet = fields.unmet;
    this.bucket = fields.bucket;
    this.threshold = fields.threshold;
    this.setIn = fields.set_in;
    this.place = Place.of(fields.place);
    this.validUntil = fields.valid_until && new Date(fields.valid_until);
    this.metadata = freeze(fields.metadata ?? null);
    Object.freeze(this);
  }

  toJSON() {
    const { text, decided_by, error_message, ...document } = parse(this.#told);
    return document;
  }

  toString() {
    return parse(this.#told).text;
  }
}

module.exports = { FlagDetails };
