'use strict';

/** What callers give, checked before it crosses. */

const { UsageError } = require('./errors.js');

function kind(value) {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return value === undefined ? 'nothing' : `a value of type \`${typeof value}\``;
}

function wrong(what, wanted, value) {
  return new UsageError(`${what} is ${wanted}, and ${kind(value)} was given`, {
    help: `give ${wanted}`,
  });
}

/** A name: text. */
function text(value, what) {
  if (typeof value !== 'string') throw wrong(what, 'text', value);
  return value;
}

/** A list of texts. */
function texts(value, what) {
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
    throw wrong(what, 'a list of text', value);
  }
  return value;
}

/** A folder: a path, or a `file:` URL. */
function folder(value, what) {
  if (value instanceof URL && value.protocol === 'file:') {
    return require('node:url').fileURLToPath(value);
  }
  if (typeof value !== 'string') throw wrong(what, 'a path or a `file:` URL', value);
  return value;
}

/** A path to a value: dotted text, or a list of keys and positions. */
function path(value) {
  if (typeof value === 'string') return value;
  const isKey = (key) => typeof key === 'string' || (Number.isSafeInteger(key) && key >= 0);
  if (!Array.isArray(value) || !value.every(isKey)) {
    throw wrong('a path', 'dotted text or a list of keys', value);
  }
  return value.map(String);
}

/** An object of options: only the known ones, so that a slip is not taken for the default. */
function options(value, known, what = 'the options') {
  if (value === undefined) return {};
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw wrong(what, 'an object', value);
  }
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) {
      const names = known.map((name) => `\`${name}\``).join(', ');
      throw new UsageError(`\`${key}\` is no option here`, { help: `known: ${names}` });
    }
  }
  return value;
}

/** What an object or a map holds, by name. */
function entries(value, what) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw wrong(what, 'an object or a map', value);
  }
  return value instanceof Map ? [...value] : Object.entries(value);
}

/** A boolean, where one is given. */
function boolean(value, what) {
  if (value !== undefined && typeof value !== 'boolean') throw wrong(what, 'true or false', value);
  return value;
}

/** A whole number that is not negative, where one is given. */
function count(value, what) {
  if (value !== undefined && !(Number.isSafeInteger(value) && value >= 0)) {
    throw wrong(what, 'a whole number that is not negative', value);
  }
  return value;
}

/** How much something matters. */
function severity(value, what) {
  if (!['info', 'warning', 'error'].includes(value)) {
    throw wrong(what, '`info`, `warning` or `error`', value);
  }
  return value;
}

/** A day: text such as `2026-12-31`, or a `Date`, whose day in UTC counts. */
function day(value, what) {
  if (typeof value === 'string') return value;
  if (value instanceof Date && !Number.isNaN(value.valueOf())) {
    return value.toISOString().slice(0, -'T00:00:00.000Z'.length);
  }
  throw wrong(what, 'a `Date`, or text such as `2026-12-31`', value);
}

/** A time in milliseconds: of a `Date`, or of text such as `2027-01-31T09:00:00Z`. */
function time(value, what) {
  const isText = typeof value === 'string' && /^\d{4}-.*T.*(Z|[+-]\d\d:\d\d)$/i.test(value);
  const millis = value instanceof Date ? value.valueOf() : isText ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(millis)) {
    const wanted = 'a `Date`, or text such as `2027-01-31T09:00:00Z`';
    if (typeof value !== 'string' && !(value instanceof Date)) throw wrong(what, wanted, value);
    const missing =
      typeof value === 'string'
        ? 'names no instant: a date, a time and a zone'
        : 'is an invalid `Date`';
    throw new UsageError(`${what} ${missing}`, { help: `give ${wanted}` });
  }
  return millis;
}

module.exports = {
  text,
  texts,
  folder,
  path,
  options,
  entries,
  boolean,
  count,
  severity,
  day,
  time,
  wrong,
};
