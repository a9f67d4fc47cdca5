'use strict';

/** The answers of the engine by name; what each holds is said in `index.d.ts`. */

const given = require('./arguments.js');
const { Answer, Part } = require('./answer.js');
const { call, parse } = require('./crossing.js');

/** What answers, and findings, are asked beyond their fields. */
const behind = new WeakMap();

class Reason extends Part {}
class Finding extends Part {}
class Difference extends Part {}
class SyncItem extends Part {}

/**
 * One file that an edit would write. What is in it may be secret, so printing the object shows the
 * path alone; as text it is the diff with secrets withheld.
 */
class FilePreview extends Part {
  constructor({ path, ...texts }, ...forms) {
    super({ path }, ...forms);
    for (const [name, value] of Object.entries(texts)) Object.defineProperty(this, name, { value });
  }
}

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

/** What validation found. `raised` is what rules of the host threw, by their ids. */
class Report extends Answer {
  constructor(native, raised = new Map()) {
    const parts = ({ findings, suppressed }) => [findings, suppressed];
    super(
      call(() => native.document()),
      { Item: Finding, parts },
    );
    behind.set(this, { native, raised });
    for (const [index, finding] of parts(this).flat().entries()) {
      behind.set(finding, { report: native, index });
    }
  }

  /** What rules of the host threw, by their ids; each is a finding too. */
  get raised() {
    return new Map(behind.get(this).raised);
  }

  hasAtLeast(severity) {
    given.severity(severity, 'a severity');
    return call(() => behind.get(this).native.hasAtLeast(severity));
  }

  newSince(base) {
    const { native, raised } = behind.get(this);
    const text = base instanceof Report ? base.json() : given.text(base, 'the base');
    return new Report(
      call(() => native.newSince(text)),
      raised,
    );
  }

  text(options) {
    const { colour } = given.options(options, ['colour']);
    return rendered(this, 'text', { colour: given.boolean(colour, '`colour`') });
  }

  json() {
    return rendered(this, 'json', {});
  }

  sarif(options) {
    return rendered(this, 'sarif', repository(options, ['prefix', 'rulesPage']));
  }

  github(options) {
    return rendered(this, 'github', repository(options, ['prefix']));
  }

  junit(options) {
    const { fails } = given.options(options, ['fails']);
    if (fails !== undefined) given.severity(fails, '`fails`');
    return rendered(this, 'junit', { fails });
  }
}

/** A report in a format. */
function rendered(report, format, asked) {
  return call(() => behind.get(report).native.render(format, asked));
}

/** How a project lies in its repository. */
function repository(options, known) {
  const asked = given.options(options, known);
  for (const name of known) {
    if (asked[name] !== undefined) given.text(asked[name], `\`${name}\``);
  }
  return { prefix: asked.prefix, rulesPage: asked.rulesPage };
}

/** What an edit would write. `diffs` are those of its files, nothing withheld. */
class Preview extends Answer {
  constructor(native, diffs) {
    super(native, {
      Item: FilePreview,
      parts: (preview) => [preview.files],
      adapt: ({ files }) => ({ files: files.map((file, at) => ({ ...file, diff: diffs[at] })) }),
    });
  }

  /** Whether nothing would be written. */
  get isEmpty() {
    return this.files.length === 0;
  }

  /** All changes as one unified diff, nothing withheld. */
  get diff() {
    return this.files.map((file) => file.diff).join('');
  }
}

/** What an edit changes, environment by environment. */
class BlastRadius extends Answer {
  constructor(native) {
    super(native, {
      Item: Difference,
      parts: (radius) => radius.effects.flatMap((effect) => lists(effect.diff)),
    });
  }

  /** Whether nothing changes anywhere: only comments or spellings were edited. */
  get isEmpty() {
    return this.effects.length === 0;
  }

  /** The names of the environments in which something changes. */
  get environments() {
    return this.effects.map((effect) => effect.environment);
  }
}

/** What a sync did to an edit. */
class Synced extends Answer {
  constructor(native) {
    super(native, { Item: SyncItem, parts: (synced) => [synced.items] });
  }

  /** What was made equal. */
  get changed() {
    return this.items.filter((item) => item.leftAlone === null);
  }
}

/** The lists of differences, section by section. */
function lists(diff) {
  return diff.sections.flatMap((section) => [section.differences, section.equivalent]);
}

/** What a change of files may change. */
class Affected extends Answer {
  constructor(native, matrix) {
    super(native);
    behind.set(this, { matrix });
  }

  /** The services to deploy again, as matrix jobs of continuous integration take them. */
  matrix() {
    return parse(call(() => behind.get(this).matrix.read()));
  }
}

/** What the services of environments ask for, and what there is. */
class Resources extends Answer {}

/** A tenant and the environments derived for it. */
class Tenant extends Answer {}

/** The environments a release travels through, in order. */
class Pipeline extends Answer {}

/** Makes the times of an answer what JavaScript has for them. */
function dated(fields, names) {
  for (const name of names) {
    if (typeof fields[name] === 'string') fields[name] = new Date(fields[name]);
  }
  return fields;
}

class FlagStep extends Part {}

/** Why a flag has its value, and why its other parts did not decide. */
class FlagExplanation extends Answer {
  constructor(native) {
    super(native, {
      Item: FlagStep,
      parts: ({ steps }) => [steps],
      adapt(fields) {
        fields.steps = camel(fields.steps);
        for (const step of fields.steps) dated(step, ['from', 'until']);
        return dated(fields, ['validUntil']);
      },
    });
  }
}

/** How large the rollouts and splits of a flag are at a time. */
class FlagPreview extends Answer {
  constructor(native) {
    super(native, {
      adapt(fields) {
        for (const share of fields.shares) dated(share, ['until']);
        return dated(fields, ['at', 'nextChange']);
      },
    });
  }
}

/** What a flag answers from a time on. */
class FlagForecast extends Answer {
  constructor(native) {
    super(native, { adapt: (fields) => dated(fields, ['at']) });
  }
}

/** The flags that answer some contexts differently in two environments. */
class FlagComparison extends Answer {
  /** Whether all flags answer all contexts alike. */
  get isEmpty() {
    return this.differences.length === 0;
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
  Difference,
  Preview,
  BlastRadius,
  Synced,
  Affected,
  Resources,
  Tenant,
  Pipeline,
  FlagExplanation,
  FlagPreview,
  FlagForecast,
  FlagComparison,
  behind,
  dated,
  lists,
};
