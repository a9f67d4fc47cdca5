'use strict';

/** The answers of the engine by name; what each holds is said in `index.d.ts`. */

const { Answer } = require('./answer.js');

/** Where a value was written. */
class Origin extends Answer {}

/** Where a value comes from, and what it overrode. */
class Explanation extends Answer {}

/** A promotion that nobody has executed. */
class Plan extends Answer {
  constructor(native) {
    super(native, (plan) => [plan.whyNot ?? plan.why_not]);
  }

  /** The gates that people decide. */
  get approvals() {
    return this.gates.filter((gate) => gate.approval);
  }
}

module.exports = { Origin, Explanation, Plan };
