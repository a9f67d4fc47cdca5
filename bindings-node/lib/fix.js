'use strict';

/** Plans that mend drift: each difference with the edit that would mend it, chosen one by one. */

const given = require('./arguments.js');
const { Answer, Part } = require('./answer.js');
const { call } = require('./crossing.js');
const { Edit } = require('./edit.js');
const { UsageError } = require('./errors.js');

class FixItem extends Part {}

/** The plan as it stands at one moment. */
class Standing extends Answer {
  constructor(native) {
    super(native, { Item: FixItem, parts: (plan) => [plan.items] });
  }
}

class FixPlan {
  #native;
  #publish;
  #standing;

  /** `publish` makes what was committed the current state of the project and answers it. */
  constructor(native, publish) {
    if (typeof native?.setChosen !== 'function') {
      throw new UsageError('a plan belongs to a project', { help: 'call `project.planFix()`' });
    }
    this.#native = native;
    this.#publish = publish;
  }

  #now() {
    this.#standing ??= new Standing(call(() => this.#native.document()));
    return this.#standing;
  }

  get from() {
    return this.#now().from;
  }

  get to() {
    return this.#now().to;
  }

  get items() {
    return this.#now().items;
  }

  get fixes() {
    return this.items.filter((item) => item.leftAlone === null);
  }

  get chosen() {
    return this.items.filter((item) => item.chosen);
  }

  /** What `choose` throws is thrown on, and the plan stays as it was. */
  choose(choose) {
    if (typeof choose !== 'function') throw given.wrong('the choice', 'a function', choose);
    const groups = { true: [], false: [] };
    for (const item of this.fixes) {
      const chosen = choose(item);
      if (typeof chosen !== 'boolean') throw given.wrong('a choice', 'true or false', chosen);
      groups[chosen].push(item.number);
    }
    call(() => this.#native.setChosen(groups.true, true));
    call(() => this.#native.setChosen(groups.false, false));
    this.#standing = undefined;
    return this;
  }

  setChosen(number, chosen) {
    given.count(number ?? null, 'the number of an item');
    if (typeof chosen !== 'boolean') throw given.wrong('a choice', 'true or false', chosen);
    call(() => this.#native.setChosen([Math.min(number, 2 ** 32 - 1)], chosen));
    this.#standing = undefined;
    return this;
  }

  edit() {
    return new Edit(
      call(() => this.#native.edit()),
      this.#publish,
    );
  }

  toJSON() {
    return this.#now().toJSON();
  }

  toString() {
    return this.#now().toString();
  }
}

module.exports = { FixPlan };
