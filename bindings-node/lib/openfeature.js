'use strict';

/** The flags of an environment as a provider of OpenFeature's SDK for servers. */

const { OpenFeatureEventEmitter, ProviderEvents } = require('@openfeature/server-sdk');
const given = require('./arguments.js');
const { boundOf } = require('./flags.js');

/** What details say beyond what OpenFeature has a field for. */
const MORE = ['setIn', 'decidedBy', 'rule', 'target', 'unmet', 'bucket', 'threshold'];

class StagelineProvider {
  metadata = Object.freeze({ name: 'stageline' });
  runsOn = 'server';
  events = new OpenFeatureEventEmitter();
  #flags;
  #leave;

  /** Answers from a project as it is, or from one state of it. */
  constructor(project, environment) {
    if (typeof project?.environment !== 'function') {
      throw given.wrong('what a provider answers from', 'a `Project`', project);
    }
    this.#flags = project.environment(environment).flags;
  }

  /** Begins to tell what the project publishes. */
  async initialize() {
    this.#leave?.();
    this.#leave = boundOf(this.#flags).state.listen((change) => this.#tell(change));
  }

  async onClose() {
    this.#leave?.();
    this.#leave = undefined;
  }

  async resolveBooleanEvaluation(flag, fallback, context) {
    return this.#resolve(flag, fallback, context);
  }

  async resolveStringEvaluation(flag, fallback, context) {
    return this.#resolve(flag, fallback, context);
  }

  async resolveNumberEvaluation(flag, fallback, context) {
    return this.#resolve(flag, fallback, context);
  }

  async resolveObjectEvaluation(flag, fallback, context) {
    const found = this.#resolve(flag, fallback, context);
    const isStructure = (value) => value !== null && typeof value === 'object';
    if (found.errorCode || isStructure(found.value) || !isStructure(fallback)) return found;
    const message = `the flag \`${flag}\` holds no map and no list`;
    return failed(fallback, 'TYPE_MISMATCH', message, found.flagMetadata);
  }

  #resolve(flag, fallback, context) {
    try {
      const details = this.#flags.details(flag, context, fallback);
      const { errorCode, errorMessage, reason, variant, setIn } = details;
      const flagMetadata = metadata(details);
      if (errorCode !== null) return failed(fallback, errorCode, errorMessage, flagMetadata);
      if (setIn !== null && isRounded(details.value)) {
        const message = `the flag \`${flag}\` holds an integer that a number would round`;
        return failed(fallback, 'TYPE_MISMATCH', message, flagMetadata);
      }
      return {
        value: setIn === null ? fallback : plain(details.value),
        reason,
        ...(variant === null ? {} : { variant }),
        flagMetadata,
      };
    } catch (error) {
      // Flags answer for whatever data holds: what is wrong is how they were asked.
      return failed(fallback, 'GENERAL', error.message, {});
    }
  }

  #tell({ error, hasChanged, wasStale }) {
    if (error) {
      this.events.emit(ProviderEvents.Stale, { message: error.message });
      return;
    }
    if (wasStale) this.events.emit(ProviderEvents.Ready);
    if (hasChanged) this.events.emit(ProviderEvents.ConfigurationChanged, {});
  }
}

function failed(value, errorCode, errorMessage, flagMetadata) {
  return { value, reason: 'ERROR', errorCode, errorMessage, flagMetadata };
}

/** Whether a value holds what OpenFeature has no kind for: integers that are no number of JavaScript. */
function isRounded(value) {
  if (value === null || typeof value !== 'object') return typeof value === 'bigint';
  return Object.values(value).some(isRounded);
}

/** A value as hosts of OpenFeature expect it: theirs to change. */
function plain(value) {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

function metadata(details) {
  const isScalar = ([, value]) => ['string', 'number', 'boolean'].includes(typeof value);
  const told = Object.fromEntries(Object.entries(details.metadata ?? {}).filter(isScalar));
  for (const name of MORE) if (details[name] !== null) told[name] = details[name];
  if (details.place !== null) told.place = String(details.place);
  if (details.validUntil !== null) told.validUntil = details.validUntil.toISOString();
  return told;
}

module.exports = { StagelineProvider };
