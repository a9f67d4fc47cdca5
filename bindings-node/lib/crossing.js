'use strict';

/**
 * The crossing: calls into the addon, and values on both ways.
 *
 * Trees cross as JSON text, which is the fastest way through the boundary. What JSON.parse would
 * round or has no word for comes marked: see `src/json.rs`.
 */

const { StagelineError, InternalError, UsageError, thrown } = require('./errors.js');

/** Calls the addon; what it throws is thrown on as one of the classes of `errors.js`. */
function call(native) {
  try {
    return native();
  } catch (error) {
    const known = translated(error);
    // The stack begins where the package was called from.
    Error.captureStackTrace(known, call);
    throw known;
  }
}

/** Waits for the addon. Made here, the error's stack says who waited. */
async function later(native) {
  try {
    return await native();
  } catch (error) {
    throw translated(error);
  }
}

function translated(error) {
  if (error instanceof StagelineError) return error;
  if (typeof error?.code !== 'string') return error;
  if (error.code.startsWith('E_')) return thrown(JSON.parse(error.message));
  // What the binding layer says of a panic outside the guard may hold a value of the project.
  return new InternalError('the binding stopped, which is a fault of stageline');
}

const SPACE = 32;

/** Reads a text of the addon. */
function parse(text) {
  const value = JSON.parse(text);
  return text.charCodeAt(text.length - 1) === SPACE ? unmarked(value) : value;
}

/** Reads a text of the addon for JSON.stringify, which has no word for numbers that are not finite. */
function parseDocument(text) {
  const value = JSON.parse(text);
  return text.charCodeAt(text.length - 1) === SPACE ? unmarked(value, worded) : value;
}

/** Puts the values back that came marked; a reviver of JSON.parse would take seven times as long. */
function unmarked(value, restore = restored) {
  if (typeof value === 'string') return value.charCodeAt(0) === 0 ? restore(value) : value;
  if (value === null || typeof value !== 'object') return value;
  for (const key of Object.keys(value)) {
    const item = value[key];
    const found = unmarked(item, restore);
    if (found !== item) value[key] = found;
  }
  return value;
}

function restored(text) {
  const rest = text.slice(2);
  if (text[1] === 'i') return BigInt(rest);
  return text[1] === 'f' ? Number(rest) : rest;
}

/** As the documents of all languages have them. */
const WORDS = { NaN: '.nan', Infinity: '.inf', '-Infinity': '-.inf' };

function worded(text) {
  return text[1] === 'f' ? WORDS[text.slice(2)] : restored(text);
}

/** As deep as `limits.depth` can be; what is for a project is held against its own besides. */
const DEEPEST = 255;
const INFINITE = 'a number that is not finite';
const ROUNDED = 'an integer that was perhaps rounded';
const TOO_DEEP = `nested deeper than ${DEEPEST} levels`;
const [LEAST, MOST] = [-(2n ** 63n), 2n ** 64n - 1n];

/**
 * Spells a value for the addon. `refuse(path, what, value)` is asked about what cannot cross, or not as what
 * it seems: it throws, or gives what is to cross instead; the value is left out where it gives nothing. It may
 * say of itself how deep a value may be (`deepest`).
 */
function spell(value, refuse, path = []) {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) return refuse(path, 'broken UTF-16', value);
      return value.charCodeAt(0) === 0 ? marked('s', value) : JSON.stringify(value);
    case 'boolean':
      return String(value);
    case 'number':
      if (Number.isSafeInteger(value) || !Number.isInteger(value))
        return Number.isFinite(value) ? String(value) : refuse(path, INFINITE, value);
      return refuse(path, ROUNDED, value);
    case 'bigint':
      if (LEAST <= value && value <= MOST) return String(value);
      return refuse(path, 'an integer outside the 64-bit range', value);
    case 'object':
      return value === null ? 'null' : spellObject(value, refuse, path);
    default:
      return refuse(path, value === undefined ? 'undefined' : `a ${typeof value}`, value);
  }
}

/** A mark and a text, as `src/given.rs` reads them. */
function marked(kind, text) {
  return JSON.stringify(`\0${kind}${text}`);
}

function spellObject(value, refuse, path) {
  const strange = strangeness(value);
  if (strange !== undefined) return refuse(path, strange, value);
  if (BOXES.some((Box) => value instanceof Box)) return spell(value.valueOf(), refuse, path);
  if (path.length >= (refuse.deepest ?? DEEPEST)) return refuse(path, TOO_DEEP, value);
  if (typeof value.toJSON === 'function') {
    const plain = value.toJSON();
    return typeof plain === 'object' && plain !== null && !Array.isArray(plain)
      ? map(plain, refuse, path)
      : spell(plain, refuse, path);
  }
  return Array.isArray(value) ? list(value, refuse, path) : map(value, refuse, path);
}

const BOXES = [Number, String, Boolean];

/** What an object is that JSON would make nothing of, or something else than was meant. */
function strangeness(value) {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return 'bytes';
  if (value instanceof Date) return 'a date';
  if (value instanceof Set) return 'a Set';
  if (value instanceof RegExp) return 'a regular expression';
  return value instanceof Promise ? 'a promise' : undefined;
}

function list(items, refuse, path) {
  // Not `map`, which leaves out what a list has no item at.
  const spelled = Array.from(items, (item, at) => spell(item, refuse, [...path, at]) ?? 'null');
  return `[${spelled.join(',')}]`;
}

function map(value, refuse, path) {
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  let out = '';
  for (const [key, item] of entries) {
    if (item === undefined) continue;
    const at = [...path, String(key)];
    const spelled =
      typeof key !== 'string'
        ? refuse(at, 'a key that is no text', key)
        : key.isWellFormed()
          ? spell(item, refuse, at)
          : refuse(at, 'broken UTF-16', key);
    if (spelled !== undefined) out += `${out && ','}${JSON.stringify(key)}:${spelled}`;
  }
  return `{${out}}`;
}

/** What to give instead. */
const INSTEAD = {
  undefined: 'give `null`, or leave it out',
  bytes: "give text, such as `bytes.toString('base64')` of a Buffer",
  'a date': 'give its text, such as `date.toISOString()`',
  'a Set': 'give a list: `[...set]`',
  'a regular expression': 'give its text: `regexp.source`',
  'a promise': 'await it first',
  'a function': 'call it, and give what it returns',
  'a symbol': 'give its text: `symbol.description`',
  'broken UTF-16': 'mend the text: `text.toWellFormed()`',
  'an integer outside the 64-bit range': 'give it as text',
  'a key that is no text': 'give the keys as text',
};

/** Spells a value, or throws a `UsageError` that says what in it cannot cross, and what can. */
function encode(value, name) {
  return spell(value, (path, what, refused) => {
    if (what === INFINITE) return marked('f', String(refused));
    if (what === ROUNDED) return String(refused);
    if (what === TOO_DEEP) {
      throw new UsageError(`the value given is ${TOO_DEEP}`, {
        help: 'give flatter data, and nothing that holds itself',
      });
    }
    const at = path.length
      ? `\`${name}\` holds ${what} at \`${path.join('.')}\``
      : `\`${name}\` is ${what}`;
    throw new UsageError(at, {
      help: INSTEAD[what] ?? 'give maps, lists, text, numbers, bigints and booleans',
    });
  });
}

module.exports = { call, later, parse, parseDocument, marked, spell, encode, TOO_DEEP };
