'use strict';

/** The engine's events, for whoever subscribes. */

const native = require('./stageline.node');
const given = require('./arguments.js');
const { freeze } = require('./answer.js');
const { call, parse } = require('./crossing.js');

const LEVELS = { error: 1, warn: 2, info: 3, debug: 4, trace: 5 };

function subscribe(listener, options) {
  const { level = 'info' } = given.options(options, ['level']);
  if (typeof listener !== 'function') throw given.wrong('the listener', 'a function', listener);
  if (!Object.hasOwn(LEVELS, level)) {
    throw given.wrong('`level`', `one of ${Object.keys(LEVELS).join(', ')}`, level);
  }
  const hear = (text) => {
    if (!ended) listener(freeze(parse(text)));
  };
  let ended = false;
  const id = call(() => native.subscribe(hear, LEVELS[level]));
  return () => {
    // Events may still be on their way; whoever unsubscribed hears none of them.
    ended = true;
    call(() => native.unsubscribe(id));
  };
}

module.exports = { subscribe };
