'use strict';

/** An environment, bound once, and a service seen from it. */

const given = require('./arguments.js');
const { Diff } = require('./comparison.js');
const { call, encode } = require('./crossing.js');
const { UsageError } = require('./errors.js');
const { Resolved } = require('./resolved.js');
const schemas = require('./schema.js');

/** Resolves what is native: the tree, or what a schema makes of it. */
function resolve(native, options) {
  const { overrides, schema } = given.options(options, ['overrides', 'schema']);
  const spelled = overrides === undefined ? undefined : encode(overrides, 'overrides');
  const resolved = new Resolved(call(() => native.resolve(spelled)));
  return schema === undefined ? resolved : schemas.read(resolved, schema);
}

class Environment {
  #native;
  #flags;

  /** `flags` gives the flags of an environment by name: live ones, or those of the snapshot. */
  constructor(native, snapshot, flags) {
    if (typeof native?.serviceNames !== 'function') {
      throw new UsageError('an environment belongs to a project', {
        help: 'call `project.environment(name)`',
      });
    }
    this.#native = native;
    this.#flags = flags;
    this.name = call(() => native.name());
    Object.defineProperty(this, 'snapshot', { value: snapshot });
    Object.freeze(this);
  }

  get isProduction() {
    return call(() => this.#native.isProduction());
  }

  get tenantName() {
    return call(() => this.#native.tenantName()) ?? undefined;
  }

  tenant(name) {
    given.text(name, 'the name of a tenant');
    return new Environment(
      call(() => this.#native.tenant(name)),
      this.snapshot,
      this.#flags,
    );
  }

  get flags() {
    return this.#flags(this.name, this.#native);
  }

  get record() {
    return new Resolved(call(() => this.#native.record()));
  }

  resolve(options) {
    return resolve(this.#native, options);
  }

  explain(path) {
    return this.resolve().explain(path);
  }

  explainAll(path) {
    return this.resolve().explainAll(path);
  }

  origin(path) {
    return this.resolve().origin(path);
  }

  get serviceNames() {
    return call(() => this.#native.serviceNames());
  }

  get services() {
    return this.serviceNames.map((name) => this.service(name));
  }

  service(name) {
    given.text(name, 'the name of a service');
    return new Service(
      call(() => this.#native.service(name)),
      this,
    );
  }

  toString() {
    return this.name;
  }
}

class Service {
  #native;

  constructor(native, environment) {
    if (typeof native?.isConfigured !== 'function') {
      throw new UsageError('a service is seen from an environment', {
        help: 'call `environment.service(name)`',
      });
    }
    this.#native = native;
    this.name = call(() => native.name());
    Object.defineProperty(this, 'environment', { value: environment });
    Object.freeze(this);
  }

  get isConfigured() {
    return call(() => this.#native.isConfigured());
  }

  resolve(options) {
    return resolve(this.#native, options);
  }

  explain(path) {
    return this.resolve().explain(path);
  }

  explainAll(path) {
    return this.resolve().explainAll(path);
  }

  origin(path) {
    return this.resolve().origin(path);
  }

  diff(other) {
    if (!(other instanceof Service)) throw given.wrong('the other service', 'a `Service`', other);
    return new Diff(call(() => this.#native.diff(other.#native)));
  }

  toString() {
    return this.name;
  }
}

module.exports = { Environment, Service };
