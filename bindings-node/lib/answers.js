'use strict';

/** The answers of the engine by name; what each holds is said in `index.d.ts`. */

const { Answer, Part } = require('./answer.js');

class Reason extends Part {}
class Finding extends Part {}
class Difference extends Part {}
class DriftItem extends Part {}

/** Where a value was written. */
class Origin extends Answer {}

/** Where a value comes from, and what it overrode. */
class Explanation extends Answer {}

/** A promotion that nobody has executed. */
class Plan extends Answer {
  constructor(native) {
    super(native, { Item: Reason, parts: (plan) => [plan.whyNot ?? plan.why_not] });
  }

  /** The gates that people decide. */
  get approvals() {
    return this.gates.filter((gate) => gate.approval);
  }
}

/** What validation found. */
class Report extends Answer {
  constructor(native) {
    super(native, { Item: Finding, parts: (report) => [report.findings] });
  }
}

/** What differs between two environments. */
class Diff extends Answer {
  constructor(native) {
    super(native, {
      Item: Difference,
      parts: (diff) => diff.sections.flatMap((s) => [s.differences, s.equivalent]),
    });
  }

  /** Whether nothing differs; other spellings of one value are no difference. */
  get isEmpty() {
    return this.sections.every((s) => s.missingIn === null && s.differences.length === 0);
  }
}

/** How environments differ from a baseline, and which of it is drift. */
class DriftReport extends Answer {
  constructor(native) {
    super(native, { Item: DriftItem, parts: (report) => [report.items] });
  }

  /** The differences that are drift. */
  get drift() {
    return this.items.filter((item) => item.class === 'drift');
  }
}

/** A tenant and the environments derived for it. */
class Tenant extends Answer {}

/** The environments a release travels through, in order. */
class Pipeline extends Answer {}

/** A flag's value, why it has it, and where that was set. */
class FlagDetails extends Answer {
  /** An integer that was asked for as a bigint is one, however small. */
  constructor(native, isBigint = false) {
    super(native, {
      adapt: (fields) => (isBigint ? { ...fields, value: BigInt(fields.value) } : fields),
    });
  }
}

/** Why a flag has its value, and why its other parts did not decide. */
class FlagExplanation extends Answer {
  constructor(native) {
    super(native, { adapt: (fields) => ({ ...fields, steps: camel(fields.steps) }) });
  }
}

/** Steps cross as maps, whose keys nothing has put into camel case; none of them is a person's. */
function camel(value) {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(camel);
  const name = (key) => key.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [name(key), camel(item)]));
}

module.exports = {
  Origin,
  Explanation,
  Plan,
  Report,
  Diff,
  DriftReport,
  Tenant,
  Pipeline,
  FlagDetails,
  FlagExplanation,
};
