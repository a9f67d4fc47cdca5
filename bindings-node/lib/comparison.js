'use strict';

/** Comparisons: of any two documents, and of environments, told in every format. */

const given = require('./arguments.js');
const { Answer, Part, late, once } = require('./answer.js');
const { Difference, lists } = require('./answers.js');
const { call, encode, parse } = require('./crossing.js');
const native = require('./stageline.node');
const { treeOf } = require('./resolved.js');

class Change extends Part {}
class DriftItem extends Part {}
class RuleFinding extends Part {}
class Unknown extends Part {}

/** A document on its way across: a resolved tree as it is, anything else spelled. */
function document(value, what) {
  return treeOf(value) ?? encode(value, what);
}

/** A map of texts, spelled. */
function texts(value, what) {
  if (value === undefined) return undefined;
  const entries = given.entries(value, what);
  for (const [key, text] of entries) given.text(text, `${what}, at \`${key}\``);
  return encode(Object.fromEntries(entries), what);
}

/** How a difference of documents is read: not before somebody looks at a change. */
const CHANGES = {
  Item: Change,
  parts: (diff) => [diff.changes, diff.equivalent],
  plain: true,
  late: late('changes', 'equivalent'),
};

/** What differs between two documents. */
class TreeDiff extends Answer {
  #found;
  #count;

  /** `find` compares; `count` only counts, where there is a quicker way to. */
  constructor(find, count = () => this.#found().count()) {
    const found = once(find);
    super(() => call(() => found().document()), CHANGES);
    this.#found = found;
    this.#count = count;
  }

  /** How many changes there are. */
  get size() {
    return call(this.#count);
  }

  /** Whether nothing differs; other spellings of one value are no difference. */
  get isEmpty() {
    return this.size === 0;
  }

  /** The way back. */
  inverted() {
    const inverted = call(() => this.#found().inverted());
    return new TreeDiff(() => inverted);
  }

  /** Another document with these differences made. */
  apply(left) {
    const crossing = document(left, 'left');
    return parse(call(() => this.#found().apply(crossing)));
  }
}

/** How documents are compared, as it crosses. */
function comparing(options, known = ['keys', 'meanings', 'leaves', 'alignment']) {
  const { keys, meanings, leaves, alignment } = given.options(options, known);
  const steps = given.count(alignment, '`alignment`');
  return {
    keys: texts(keys, 'keys'),
    meanings: texts(meanings, 'meanings'),
    leaves: given.boolean(leaves, '`leaves`'),
    // Nobody waits for more steps than cross.
    alignment: steps && Math.min(steps, 2 ** 32 - 1),
  };
}

/** What two sides changed since a base, and what that comes to. */
class ThreeWay extends Answer {
  constructor(found) {
    super(found, { plain: true });
  }

  /** Whether nothing is in conflict. */
  get isClean() {
    return this.conflicts.length === 0;
  }
}

/** Holds what two sides made of a base against each other. */
function threeWay(base, ours, theirs, options) {
  const sides = [document(base, 'base'), document(ours, 'ours'), document(theirs, 'theirs')];
  const asked = comparing(options, ['keys', 'meanings']);
  return new ThreeWay(call(() => native.threeWay(...sides, asked)));
}

/** Compares two documents: resolved trees when somebody asks, since they stay as they are. */
function diff(left, right, options) {
  const [one, other] = [treeOf(left), treeOf(right)];
  if (options === undefined && one && other) {
    return new TreeDiff(
      () => native.diffTrees(one, other, {}),
      () => native.countChanges(one, other),
    );
  }
  const asked = comparing(options);
  const found = call(() =>
    native.diffTrees(document(left, 'left'), document(right, 'right'), asked),
  );
  return new TreeDiff(() => found);
}

const REPOSITORY = ['prefix', 'filesAt'];
const TEXT = ['colour', 'width', 'everything', 'untitled'];
const EVERY = [...REPOSITORY, ...TEXT, 'rulesPage', 'fails'];

/** What a comparison of environments found, with its reports. */
class Compared extends Answer {
  #found;

  constructor(found, how) {
    super(() => call(() => found.document()), how);
    this.#found = found;
  }

  /** How many differences, items or rows there are. */
  get size() {
    return call(() => this.#found.count());
  }

  /** Whether a difference that matters is at least so severe. */
  hasAtLeast(severity) {
    given.severity(severity, 'the severity');
    return call(() => this.#found.hasAtLeast(severity));
  }

  #render(format, options, known) {
    const asked = given.options(options, known);
    for (const name of ['colour', 'everything', 'untitled'])
      given.boolean(asked[name], `\`${name}\``);
    given.count(asked.width, '`width`');
    for (const name of ['prefix', 'rulesPage', 'filesAt']) {
      if (asked[name] !== undefined) given.text(asked[name], `\`${name}\``);
    }
    if (asked.fails !== undefined) given.severity(asked.fails, '`fails`');
    // Nobody has a wider terminal.
    const width = asked.width && Math.min(asked.width, 10_000);
    return call(() => this.#found.render(format, { ...asked, width }));
  }

  /** The report in the format of a name. */
  render(format, options) {
    given.text(format, 'the format');
    return this.#render(format, options, EVERY);
  }

  text(options) {
    return this.#render('text', options, TEXT);
  }

  markdown(options) {
    return this.#render('markdown', options, REPOSITORY);
  }

  html(options) {
    return this.#render('html', options, REPOSITORY);
  }

  sarif(options) {
    return this.#render('sarif', options, ['prefix', 'rulesPage']);
  }

  junit(options) {
    return this.#render('junit', options, ['fails']);
  }

  github(options) {
    return this.#render('github', options, ['prefix']);
  }

  json() {
    return this.#render('json', undefined, []);
  }
}

const DIFFERENCES = {
  Item: Difference,
  parts: lists,
  late: late('left', 'right', 'sections'),
};

/** What differs between two environments. */
class Diff extends Compared {
  constructor(found) {
    super(found, DIFFERENCES);
  }

  /** Whether nothing differs; other spellings of one value are no difference. */
  get isEmpty() {
    return this.size === 0;
  }
}

/** What a report lists: findings about rules have a kind, what was judged has a class. */
function Judged(fields, ...forms) {
  if ('kind' in fields) return new RuleFinding(fields, ...forms);
  return new ('class' in fields ? DriftItem : Unknown)(fields, ...forms);
}

const JUDGED = {
  Item: Judged,
  parts: (report) => [report.items, report.findings, report.unknown],
  late: late('baseline', 'targets', 'items', 'unknown', 'findings', 'summary'),
};

/** How environments differ from a baseline, and which of it is drift. */
class DriftReport extends Compared {
  constructor(found) {
    super(found, JUDGED);
  }

  /** The differences that are drift. */
  get drift() {
    return this.items.filter((item) => item.class === 'drift');
  }
}

const SURVEYED = {
  Item: RuleFinding,
  parts: (survey) => [survey.findings],
  late: late('environments', 'rows', 'findings'),
};

/** Where some of many environments stand apart. */
class Survey extends Compared {
  constructor(found) {
    super(found, SURVEYED);
  }
}

const SELECTING = ['sections', 'exclude', 'key'];

/** What of two environments is compared, as it crosses. */
function selecting(options) {
  given.options(options, SELECTING);
  return judging(options);
}

const JUDGING = ['today', 'rules', 'shapes', ...SELECTING];

/** How differences are judged, as it crosses. */
function judging(options, more = []) {
  const asked = given.options(options, [...JUDGING, ...more]);
  const list = (value, what) => {
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw given.wrong(what, 'a list', value);
    return encode(value, what);
  };
  const { today, rules, shapes, sections, exclude, key } = asked;
  if (key !== undefined && !(key instanceof Uint8Array)) {
    throw given.wrong('`key`', 'a `Uint8Array`', key);
  }
  return {
    today: today === undefined ? undefined : given.day(today, '`today`'),
    rules: list(rules, 'rules'),
    shapes: list(shapes, 'shapes'),
    sections: sections && given.texts(sections, '`sections`'),
    exclude: exclude && given.texts(exclude, '`exclude`'),
    key,
  };
}

module.exports = {
  diff,
  threeWay,
  ThreeWay,
  comparing,
  document,
  judging,
  selecting,
  texts,
  TreeDiff,
  Diff,
  DriftReport,
  Survey,
};
