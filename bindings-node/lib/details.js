'use strict';

/** A flag's value, why it has it, and where that was set. */

const { freeze } = require('./answer.js');
const { parse } = require('./crossing.js');
const { Place } = require('./place.js');

class FlagDetails {
  /** The canonical document, and what it leaves out. */
  #told;

  /** `value` makes the value of what was read. */
  constructor(told, value = freeze) {
    this.#told = told;
    const fields = parse(told);
    this.flag = fields.flag;
    this.value = value(fields.value);
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

/** What the engine cannot be asked at all. The default may be what no document holds. */
function failed(flag, fallback, code, message) {
  const told = {
    ...{ flag, value: null, variant: null, reason: 'ERROR', error_code: code, rule: null },
    ...{ target: null, unmet: null, bucket: null, threshold: null, set_in: null, place: null },
    ...{ valid_until: null, decided_by: 'nothing', error_message: message },
    text: `${flag} = … (ERROR ${code}, the caller's default)`,
  };
  return new FlagDetails(JSON.stringify(told), () => fallback);
}

module.exports = { FlagDetails, failed };
