'use strict';

/** The clock of flags, and what makes remembered answers old. */

const clock = {
  /** Changes whenever what was answered may not hold any more, here or in any project. */
  epoch: 0,

  /** The time in milliseconds. */
  now: machine,
};

function machine() {
  return Date.now();
}

/** Clocks that tests have put in its place, the last one counts. */
const fixed = [];

/** Has a fixed clock count until what is answered is called. */
function fix(now) {
  fixed.push(now);
  turn();
  return () => {
    const at = fixed.indexOf(now);
    if (at >= 0) fixed.splice(at, 1);
    turn();
  };
}

/** Forgets all answers. */
function turn() {
  clock.now = fixed.at(-1) ?? machine;
  clock.epoch += 1;
}

module.exports = { clock, fix, turn };
