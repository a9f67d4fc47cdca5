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

/** Puts the values back that came marked; a reviver of JSON.parse would take seven times as long. */
function unmarked(value) {
  if (typeof value === 'string') return value.charCodeAt(0) === 0 ? restored(value) : value;
  if (value === null || typeof value !== 'object') return value;
  for (const key of Object.keys(value)) {
    const item = value[key];
    const found = unmarked(item);
    if (found !== item) value[key] = found;
  }
  return value;
}

function restored(text) {
  const rest = text.slice(2);
  if (text[1] === 'i') return BigInt(rest);
  return text[1] === 'f' ? Number(rest) : rest;
}

const DEEPEST = 100;
const [LEAST, MOST] = [-(2n ** 63n), 2n ** 64n - 1n];

/**
 * Spells a value for the addon. `refuse(path, what)` is asked about what cannot cross: it throws,
 * or the value is left out.
 */
function spell(value, refuse, path = []) {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed() ? JSON.stringify(value) : refuse(path, 'broken UTF-16');
    case 'boolean':
      return String(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : refuse(path, 'a number that is not finite');
    case 'bigint':
      if (LEAST <= value && value <= MOST) return String(value);
      return refuse(path, 'an integer outside the 64-bit range');
    case 'object':
      if (value === null) return 'null';
      if (path.length >= DEEPEST) return refuse(path.slice(0, 3), 'a value nested too deeply');
      if (typeof value.toJSON === 'function') return spell(value.toJSON(), refuse, path);
      return Array.isArray(value) ? list(value, refuse, path) : map(value, refuse, path);
    default:
      return refuse(path, value === undefined ? 'undefined' : `a ${typeof value}`);
  }
}

function list(items, refuse, path) {
  const spelled = items.map((item, at) => spell(item, refuse, [...path, at]) ?? 'null');
  return `[${spelled.join(',')}]`;
}

function map(value, refuse, path) {
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  let out = '';
  for (const [key, item] of entries) {
    if (item === undefined) continue;
    const at = [...path, key];
    const spelled = String(key).isWellFormed()
      ? spell(item, refuse, at)
      : refuse(at, 'broken UTF-16');
    if (spelled !== undefined) out += `${out && ','}${JSON.stringify(String(key))}:${spelled}`;
  }
  return `{${out}}`;
}

/** Spells a value, or throws a `UsageError` that says what in it cannot cross. */
function encode(value, name) {
  return spell(value, (path, what) => {
    const at = path.length ? `\`${name}\` holds ${what} at \`${path.join('.')}\`` : what;
    throw new UsageError(path.length ? at : `\`${name}\` is ${what}`, {
      help: 'give maps, lists, text, finite numbers, bigints and booleans',
    });
  });
}

module.exports = { call, later, parse, spell, encode };
