/** Feature flags: contexts, handles, details. */

import type { Frozen } from './configuration.js';
import type { Document, Input, Place, Tree } from './values.js';

/** What a flag may be. A `number` takes integers too; a `bigint` takes integers alone. */
export type FlagDefault = Input;

/** The kind of a flag, by the default that is given. */
export type FlagValue<Default> = Default extends boolean
  ? boolean
  : Default extends string
    ? string
    : Default extends bigint
      ? bigint
      : Default extends number
        ? number
        : Frozen;

/**
 * Who asks. `targetingKey` is what rollouts hash: text, or an integer, which counts as its decimal
 * digits. All other attributes are what conditions read, by dotted path: `user.plan`.
 */
export interface Attributes {
  readonly targetingKey?: string | number | bigint | null | undefined;
  readonly [attribute: string]: unknown;
}

/**
 * Attributes, prepared once for many flags of any environment and project. It can always be made:
 * what is no attribute (a function, `NaN`, a getter that throws) is left out.
 */
export declare class Context {
  constructor(attributes?: Attributes);
  /** Tells a context from plain attributes. */
  private readonly prepared: never;
}

/**
 * The feature flags of an environment.
 *
 * Those of `project.environment(…)` follow reloads; those of `snapshot.environment(…)` never
 * change. Wherever a context is taken, plain attributes will do; a context is faster.
 */
export declare class Flags {
  private constructor();
  /** The names of all flags. */
  readonly names: string[];

  /** The same flags as they are now, for answers that must agree with each other. */
  pinned(): Flags;

  /** Prepares a context. */
  context(attributes?: Attributes): Context;

  /**
   * Binds a flag, at boot. What the handle is asked later never fails.
   *
   * @throws {UnknownNameError} `E_UNKNOWN_FLAG` with the nearest names.
   * @throws {LoadError} `E_TYPE` with the place of a value of another kind.
   */
  handle<const Default extends FlagDefault>(
    name: string,
    options: { readonly default: Default },
  ): Handle<FlagValue<Default>>;

  /** The value of a flag by name, or the default where the files do not say. */
  value<const Default extends FlagDefault>(
    name: string,
    context: Context | Attributes,
    fallback: Default,
  ): FlagValue<Default>;

  /** The value of a flag by name, with its reason and where it was set. */
  details<const Default extends FlagDefault>(
    name: string,
    context: Context | Attributes,
    fallback: Default,
  ): FlagDetails<FlagValue<Default>>;

  /** A flag by name for a caller without a default: where nothing was decided, null. */
  evaluate(name: string, context: Context | Attributes): FlagDetails<Frozen>;

  /** The values of all flags by name, from one snapshot; null where nothing was decided. */
  evaluateAll(context: Context | Attributes): Tree;

  /**
   * Why a flag has its value, and why its other parts did not decide.
   *
   * @throws {UnknownNameError} `E_UNKNOWN_FLAG` with the nearest names.
   */
  explain(name: string, context: Context | Attributes): FlagExplanation;
}

/** A flag, found once and asked often. It answers its default when the flag goes away later. */
export declare class Handle<T = Frozen> {
  private constructor();
  readonly name: string;
  readonly default: T;

  /**
   * The value for a context, or the default where the files do not say. It never throws.
   *
   * The first handle that is asked for a context has all handles answered; the context remembers
   * them until the project is reloaded.
   */
  value(context: Context | Attributes): T;

  /** The value with its reason and where it was set. */
  details(context: Context | Attributes): FlagDetails<T>;
}

/** Why a flag has its value; the reasons of OpenFeature. */
export type FlagReason = 'STATIC' | 'DEFAULT' | 'TARGETING_MATCH' | 'SPLIT' | 'DISABLED' | 'ERROR';

/** Why a flag could not be decided; the codes of OpenFeature. */
export type FlagErrorCode =
  | 'FLAG_NOT_FOUND'
  | 'TYPE_MISMATCH'
  | 'TARGETING_KEY_MISSING'
  | 'INVALID_CONTEXT'
  | 'PARSE_ERROR'
  | 'GENERAL';

/** A flag's value, why it has it, and where that was set. */
export declare class FlagDetails<T = Frozen> implements Document {
  private constructor();
  readonly flag: string;
  readonly value: T;
  /** The variant it is, if the flag has variants. */
  readonly variant: string | null;
  readonly reason: FlagReason;
  /** With the reason `ERROR`, and only then. */
  readonly errorCode: FlagErrorCode | null;
  /** The index of the rule that matched, from 0. */
  readonly rule: number | null;
  /** The bucket, where the rollout decided. */
  readonly bucket: number | null;
  /** The first bucket that is out, from 0 to 2^32. */
  readonly threshold: number | null;
  /** The environment whose entry counts, or `default`; null for the caller's default. */
  readonly setIn: string | null;
  readonly place: Place | null;
  toJSON(): object;
  toString(): string;
}

/** Why a flag has its value, and why its other parts did not decide. */
export declare class FlagExplanation implements Document {
  private constructor();
  readonly flag: string;
  readonly environment: string;
  readonly value: Frozen;
  readonly variant: string | null;
  readonly reason: FlagReason;
  readonly errorCode: FlagErrorCode | null;
  readonly setIn: string | null;
  readonly place: Place | null;
  /** What was looked at, in order. */
  readonly steps: readonly FlagStep[];
  toJSON(): object;
  toString(): string;
}

/** One thing that evaluation looked at. */
export type FlagStep =
  | { readonly kind: 'no_entry'; readonly environment: string }
  | { readonly kind: 'entry'; readonly setIn: string; readonly place: Place | null }
  | {
      readonly kind: 'rule';
      readonly rule: number;
      readonly place: Place | null;
      readonly decided: boolean;
      readonly truth: string;
      readonly comparisons: readonly {
        readonly text: string;
        readonly truth: string;
        readonly why: string;
        readonly reached: boolean;
      }[];
    }
  | {
      readonly kind: 'rollout';
      readonly by: string;
      readonly thousandths: number;
      readonly bucket: number | null;
      readonly threshold: number;
      readonly in: boolean | null;
    }
  | { readonly kind: 'failed'; readonly message: string };
