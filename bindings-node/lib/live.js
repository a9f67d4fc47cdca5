'use strict';

/** What is running in an environment, read from files that a host brings. */

const native = require('./stageline.node');
const given = require('./arguments.js');
const { freeze } = require('./answer.js');
const { Diff, texts } = require('./comparison.js');
const { call, parse } = require('./crossing.js');
const { ProviderError, StagelineError, UsageError } = require('./errors.js');
const { Place } = require('./place.js');

const OPTIONS = ['file', 'environment', 'namespace', 'serviceLabels', 'services', 'partial'];

/** The live state in the addon; set inside `LiveEnvironment`. */
let liveOf;

class LiveEnvironment {
  #native;

  constructor(found) {
    if (typeof found?.isPartial !== 'function') {
      throw new UsageError('a live state is read', { help: 'call `LiveEnvironment.read(text)`' });
    }
    this.#native = found;
    Object.freeze(this);
  }

  static {
    liveOf = (value) => (value instanceof LiveEnvironment ? value.#native : undefined);
  }

  /** Reads one text, or an object of several files' names and their texts. */
  static read(text, options) {
    const asked = given.options(options, OPTIONS);
    const { file = 'live.yaml', environment, namespace, serviceLabels, services, partial } = asked;
    given.text(file, '`file`');
    const files = typeof text === 'string' ? [[file, text]] : given.entries(text, 'the live state');
    for (const [name, body] of files) given.text(body, `the text of \`${name}\``);
    for (const [name, value] of Object.entries({ environment, namespace })) {
      if (value !== undefined) given.text(value, `\`${name}\``);
    }
    const reading = {
      environment,
      namespace,
      serviceLabels: serviceLabels && given.texts(serviceLabels, '`serviceLabels`'),
      services: texts(services, 'services'),
      partial: given.boolean(partial, '`partial`'),
    };
    const [names, bodies] = [files.map(([name]) => name), files.map(([, body]) => body)];
    return new LiveEnvironment(call(() => native.readLive(names, bodies, reading)));
  }

  get environment() {
    return call(() => this.#native.environment()) ?? null;
  }

  get origin() {
    return call(() => this.#native.origin());
  }

  get isPartial() {
    return call(() => this.#native.isPartial());
  }

  get serviceNames() {
    return call(() => this.#native.serviceNames());
  }

  /** What a service runs with, secrets withheld; null where it does not run. */
  service(name) {
    given.text(name, 'the name of a service');
    const text = call(() => this.#native.service(name));
    return text === null ? null : parse(text);
  }

  get notes() {
    const notes = parse(call(() => this.#native.notes()));
    return freeze(notes.map(({ message, place }) => ({ message, place: Place.from(place) })));
  }

  /** What differs between this state and a later one. */
  diff(after, options) {
    if (!(after instanceof LiveEnvironment)) {
      throw given.wrong('the later state', 'a `LiveEnvironment`', after);
    }
    const { key } = given.options(options, ['key']);
    if (key !== undefined && !(key instanceof Uint8Array)) {
      throw given.wrong('`key`', 'a `Uint8Array`', key);
    }
    return new Diff(call(() => this.#native.diff(after.#native, key)));
  }

  toString() {
    return `${this.environment ?? 'an environment'} as ${this.origin} says`;
  }
}

/** Whether something is a provider: it is asked for the state of an environment. */
function isProvider(value) {
  return liveOf(value) === undefined && typeof value?.state === 'function';
}

/** What a provider of the host says is running in an environment. */
async function stateOf(provider, environment) {
  let told;
  try {
    told = await provider.state(Object.freeze({ environment }));
  } catch (error) {
    // Whoever fails with an error of the package said it all.
    if (error instanceof StagelineError) throw error;
    throw new ProviderError(`the state of \`${environment}\` cannot be told`, {
      code: 'E_PROVIDER',
      help: 'see the cause, which is what the provider threw',
      cause: error,
    });
  }
  return told instanceof LiveEnvironment
    ? told
    : LiveEnvironment.read(written(told), { environment });
}

/** A state as text: it may be bytes, files by name, or an object in the shape of a project. */
function written(told) {
  if (told instanceof Uint8Array) return decoded(told);
  if (typeof told === 'string') return told;
  if (told === null || typeof told !== 'object' || Array.isArray(told)) {
    throw unusable('answers no `LiveEnvironment`, text, bytes or object');
  }
  if (!(told instanceof Map) && ('services' in told || 'configuration' in told)) {
    try {
      return JSON.stringify(told);
    } catch (error) {
      throw unusable('answers an object that JSON has no word for', error);
    }
  }
  const files = given.entries(told, 'the live state');
  return new Map(
    files.map(([name, body]) => [name, typeof body === 'string' ? body : decoded(body)]),
  );
}

function decoded(bytes) {
  if (!(bytes instanceof Uint8Array))
    throw unusable('answers a file that is neither text nor bytes');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unusable('answers bytes that are not UTF-8');
  }
}

function unusable(what, cause) {
  return new ProviderError(`\`state\` ${what}`, {
    code: 'E_PROVIDER',
    help: 'answer with what `LiveEnvironment.read` takes, or gives',
    cause,
  });
}

module.exports = { LiveEnvironment, isProvider, stateOf, liveOf: (value) => liveOf(value) };
