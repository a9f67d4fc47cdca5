'use strict';

/** The errors people catch, and how a native error becomes one of them. */

const { Place } = require('./place.js');

/** Facts beside the message, read by programs; kept out of what Node prints below a stack. */
function fact(error, name, value) {
  Object.defineProperty(error, name, { value, enumerable: false, writable: false });
}

class StagelineError extends Error {
  #document;

  constructor(message, about = {}) {
    super(message, about.cause === undefined ? undefined : { cause: about.cause });
    const { places = [], suggestions = [], problems = [] } = about;
    this.code = about.code ?? 'E_USAGE';
    fact(this, 'help', about.help ?? undefined);
    fact(this, 'places', Object.freeze([...places]));
    fact(this, 'suggestions', Object.freeze([...suggestions]));
    fact(this, 'problems', Object.freeze([...problems]));
    fact(this, 'retryable', about.retryable ?? false);
    this.#document = about.sentence ?? message;
  }

  get name() {
    return this.constructor.name;
  }

  toJSON() {
    return {
      code: this.code,
      message: this.#document,
      help: this.help ?? null,
      places: this.places.map((place) => place.toJSON()),
      suggestions: [...this.suggestions],
      problems: this.problems.map((problem) => problem.toJSON()),
      retryable: this.retryable,
    };
  }
}

class LoadError extends StagelineError {}
class UnknownNameError extends StagelineError {}
class ConfigError extends StagelineError {}
class EditError extends StagelineError {}
class ProviderError extends StagelineError {}

class UsageError extends StagelineError {
  constructor(message, about = {}) {
    super(message, { code: 'E_USAGE', ...about });
  }
}

class InternalError extends StagelineError {
  constructor(message, about = {}) {
    super(message, {
      help: 'report it with the place it names; the process and its snapshots are intact',
      ...about,
      code: 'E_INTERNAL',
    });
  }
}

const classes = {
  StagelineError,
  LoadError,
  UnknownNameError,
  ConfigError,
  EditError,
  ProviderError,
  UsageError,
  InternalError,
};

/** A cause in words; it arose in the addon, so a stack of JavaScript would say nothing. */
function caused(behind, words) {
  const error = new Error(words, behind && { cause: behind });
  error.stack = `Error: ${words}`;
  return error;
}

/** The error of a native document. */
function thrown(document) {
  const { code, text, message, help, suggestions, retryable } = document;
  // The last cause first: each one carries the one behind it.
  const cause = document.causes.reduceRight(caused, undefined);
  return new classes[document.class](text, {
    code,
    help,
    places: document.places.map(Place.from),
    suggestions,
    problems: document.problems.map(thrown),
    retryable,
    cause,
    sentence: message,
  });
}

module.exports = { ...classes, thrown };
