'use strict';

/** A tree read through a Standard Schema; what does not fit is an error that says where it stands. */

const { ConfigError, UnknownNameError, UsageError } = require('./errors.js');

/** The value a schema makes of a resolved tree. */
function read(resolved, schema) {
  const standard = schema?.['~standard'];
  if (standard?.version !== 1 || typeof standard.validate !== 'function') {
    throw new UsageError('`schema` is no Standard Schema of version 1', {
      help: 'give a schema of a library that implements standardschema.dev',
    });
  }
  const result = standard.validate(resolved.toObject());
  if (typeof result?.then === 'function') {
    // Nobody waits for it, so its failure must not end the process.
    result.then(undefined, () => {});
    throw new UsageError('the schema answers with a promise', {
      help: 'use a schema that answers at once',
    });
  }
  if (result.issues === undefined) return result.value;
  const problems = result.issues.map((issue) => problem(resolved, issue));
  if (problems.length === 1) throw problems[0];
  const count = `${problems.length} values do not fit the schema`;
  throw new ConfigError([count, ...problems.map((each) => each.message)].join('\n  '), {
    code: 'E_CONFIG_TYPE',
    places: problems.flatMap((each) => each.places.slice(0, 1)),
    problems,
    sentence: count,
  });
}

function problem(resolved, issue) {
  const keys = (issue.path ?? []).map((step) => String(step?.key ?? step));
  const place = nearest(resolved, keys);
  const sentence = keys.length ? `\`${keys.join('.')}\`: ${issue.message}` : issue.message;
  return new ConfigError(place ? `${place}: ${sentence}` : sentence, {
    code: 'E_CONFIG_TYPE',
    places: place ? [place] : [],
    sentence,
  });
}

/** Where the value stands; for one that is missing, what should hold it. */
function nearest(resolved, keys) {
  for (let length = keys.length; length >= 0; length -= 1) {
    try {
      return resolved.origin(keys.slice(0, length)).place;
    } catch (error) {
      if (!(error instanceof UnknownNameError)) throw error;
    }
  }
  return null;
}

module.exports = { read };
