/** Environments, services and what they resolve to. */

import type { Diff } from './comparison.js';
import type { Flags } from './flags.js';
import type { Snapshot } from './project.js';
import type { SchemaOutput, StandardSchema } from './schema.js';
import type { Document, Input, Path, Place, Tree, Value } from './values.js';

/** How configuration is resolved. */
export interface ResolveOptions {
  /**
   * Values on top of everything. Lists and scalars replace, maps merge; `{ $append: […] }`,
   * `{ $prepend: […] }`, `{ $replace: … }`, `{ $delete: true }` and
   * `{ $merge_by: { key, items } }` say otherwise.
   */
  readonly overrides?: { readonly [key: string]: Input | undefined } | undefined;
}

/** An environment, bound once: what is asked of it needs no name again. */
export declare class Environment {
  private constructor();
  readonly name: string;
  /** The snapshot it belongs to. */
  readonly snapshot: Snapshot;
  /** Whether customers depend on it: its tier is `production`. */
  readonly isProduction: boolean;
  /** The tenant it was derived for, if it was. */
  readonly tenantName: string | undefined;
  /** What it is: its entry in `environments.yaml`. */
  readonly record: Resolved;
  /** Its feature flags; the same object whenever it is asked for. */
  readonly flags: Flags;
  /** The names of the services that are configured here, sorted. */
  readonly serviceNames: string[];
  /** The services that are configured here. */
  readonly services: Service[];

  /**
   * The environment that a tenant derives from this one.
   *
   * @throws {UnknownNameError} `E_UNKNOWN_TENANT`.
   */
  tenant(name: string): Environment;

  /**
   * A service of the project, seen from here; it may be absent.
   *
   * @throws {UnknownNameError} `E_UNKNOWN_SERVICE` with the names that are known.
   */
  service(name: string): Service;

  /**
   * Its configuration, read by a Standard Schema (zod, valibot, arktype, …) that answers at once.
   * Messages of its issues are passed on as the schema words them.
   *
   * @throws {ConfigError} `E_CONFIG_TYPE` with the place of each value that does not fit.
   */
  resolve<S extends StandardSchema>(
    options: ResolveOptions & { readonly schema: S },
  ): SchemaOutput<S>;
  /**
   * Its configuration, with all that it extends.
   *
   * @throws {ConfigError} when what it extends cannot be told, or for an override that is none.
   */
  resolve(options?: ResolveOptions): Resolved;

  /** Where a value of its configuration comes from and what it overrode. */
  explain(path: Path): Explanation;
  /** The same for every leaf below a path; see `Resolved.explainAll`. */
  explainAll(path?: Path): readonly Explanation[];
  /** Where a value of its configuration was written. */
  origin(path: Path): Origin;
  /** Its name. */
  toString(): string;
}

/** A service in an environment. Paths begin below its name. */
export declare class Service {
  private constructor();
  readonly name: string;
  /** The environment it is seen from. */
  readonly environment: Environment;
  /** Whether it is configured there. */
  readonly isConfigured: boolean;

  /**
   * Its values, read by a Standard Schema that answers at once.
   *
   * @throws {ConfigError} `E_CONFIG_TYPE` with the place of each value that does not fit.
   */
  resolve<S extends StandardSchema>(
    options: ResolveOptions & { readonly schema: S },
  ): SchemaOutput<S>;
  /**
   * Its values: its base, the files of the environments this one extends, its own file.
   *
   * @throws {ConfigError} `E_SERVICE_ABSENT` where it has none of these.
   */
  resolve(options?: ResolveOptions): Resolved;

  /** Where a value comes from and what it overrode. */
  explain(path: Path): Explanation;
  /** The same for every leaf below a path; see `Resolved.explainAll`. */
  explainAll(path?: Path): readonly Explanation[];
  /** Where a value was written. */
  origin(path: Path): Origin;
  /** What differs between it and another service, of this snapshot or of another. */
  diff(other: Service): Diff;
  /** Its name. */
  toString(): string;
}

/** A resolved tree that still knows its files. */
export declare class Resolved {
  private constructor();
  /** The digest of the tree; equal trees have equal digests, wherever they were written. */
  readonly digest: string;

  /**
   * The value at a path, the caller's own.
   *
   * @throws {UnknownNameError} `E_UNKNOWN_PATH` with the nearest keys.
   */
  get(path: Path): Value;
  /** Whether a value stands at a path; null is one. */
  has(path: Path): boolean;
  /** Where the value at a path was written. */
  origin(path: Path): Origin;
  /** Where the value at a path comes from and what it overrode; the whole tree unless given. */
  explain(path?: Path): Explanation;
  /**
   * Every leaf below a path, in the order of the tree: scalars, empty maps and lists. What some
   * layer says and the result lacks is among them, with the value null and steps that say why.
   */
  explainAll(path?: Path): readonly Explanation[];

  /** The tree as an object of the caller's own, its keys as they were written. */
  toObject(): Tree;
  /** The same; `JSON.stringify` refuses a `bigint` in it, `String(resolved)` does not. */
  toJSON(): Tree;
  /** The tree as JSON text, every integer in full. */
  toString(): string;
}

/** What wrote a value. */
export type LayerKind =
  | 'base'
  | 'environment'
  | 'file'
  | 'service_base'
  | 'service'
  | 'tenant'
  | 'record'
  | 'local'
  | 'variable'
  | 'caller';

/** Where the value that counts was written; as text, its place. */
export declare class Origin implements Document {
  private constructor();
  /** The place; null for a variable, and for what the caller gave. */
  readonly place: Place | null;
  readonly layer: LayerKind;
  /** The layer's name. */
  readonly name: string;
  /** What the text that was written there refers to, in order; empty for any other value. */
  readonly references: readonly Reference[];
  toJSON(): object;
  toString(): string;
}

/** A value and the layers that spoke of it. */
export declare class Explanation implements Document {
  private constructor();
  readonly path: string;
  /** The value; null when a layer deleted it. */
  readonly value: Frozen;
  /** Every layer that spoke of it, strongest first. */
  readonly steps: readonly Step[];
  /** What the text that counts refers to, in order; empty for any other value. */
  readonly references: readonly Reference[];
  toJSON(): object;
  toString(): string;
}

/** A reference in a text, and where the value it stands for was written. */
export interface Reference {
  /** What is referred to: `shop.domain`, `env:NAME`. */
  readonly text: string;
  /**
   * The place of the value; null for a variable, for what the caller gave, and where the
   * reference's default stands for a value that is not there.
   */
  readonly place: Place | null;
}

/** One layer's word on a value. */
export interface Step {
  readonly layer: LayerKind;
  readonly name: string;
  /** Where it says so; null for a variable, and for what the caller gave. */
  readonly place: Place | null;
  readonly effect:
    | 'sets'
    | 'merges'
    | 'appends'
    | 'prepends'
    | 'replaces'
    | 'deletes'
    | 'overridden';
  /** What it says; null where it deletes. */
  readonly value: Frozen;
}

/** A value inside an answer. */
export type Frozen =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Frozen[]
  | { readonly [key: string]: Frozen };
