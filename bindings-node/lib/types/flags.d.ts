/** Feature flags: contexts, handles, details. */

import type { Frozen } from './configuration.js';
import type { Document, Input, Place, Tree } from './values.js';

/**
 * What a flag may be. A `number` takes integers too, but none that it would round (beyond ±(2^53 − 1)); a `bigint`
 * takes integers alone.
 */
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
 * Who asks. `targetingKey`, or `targeting_key`, is what rollouts hash: text, or an integer, which counts
 * as its decimal digits; a `Date` is text of RFC 3339 in UTC with no more digits than it needs. All other attributes are what conditions read, by dotted path: `user.plan`.
 */
export interface Attributes {
  readonly targetingKey?: string | number | bigint | null | undefined;
  readonly [attribute: string]: unknown;
}

/** A point in time; text as RFC 3339 has it: `2027-01-31T09:00:00Z`. */
export type Time = Date | string;

export interface ContextOptions {
  /** The time that is asked for. Without it the clock is read, where a flag depends on time. */
  readonly now?: Time | undefined;
}

/**
 * Attributes, prepared once for many flags of any environment and project. It can always be made:
 * what is no attribute (a function, bytes, a getter that throws) is left out. A `number` that is no integer or lies
 * beyond ±(2^53 − 1), a `bigint` beyond 64 bits and broken UTF-16 are attributes that cannot be hashed: where
 * one decides, a flag answers `INVALID_CONTEXT`. With an attribute of more than 32 levels of objects and arrays,
 * or one that holds itself, every flag does.
 */
export declare class Context {
  constructor(attributes?: Attributes, options?: ContextOptions);
  /** The same attributes at another time. */
  at(now: Time): Context;
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

  /** Whether they follow the project through reloads. */
  readonly isLive: boolean;

  /** The same flags as they are now, for answers that must agree with each other. */
  pinned(): Flags;

  /** Prepares a context. */
  context(attributes?: Attributes, options?: ContextOptions): Context;

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

  /**
   * The value of a flag by name, or the default where the files do not say. Whatever the name, the context and
   * the default are, it never throws, unless there is no default.
   */
  value<const Default extends FlagDefault>(
    name: string,
    context: Context | Attributes,
    fallback: Default,
  ): FlagValue<Default>;

  /**
   * The value of a flag by name, with its reason and where it was set. A name that is no text is
   * `FLAG_NOT_FOUND`; a default that no flag holds, such as a function, is `TYPE_MISMATCH`.
   */
  details<const Default extends FlagDefault>(
    name: string,
    context: Context | Attributes,
    fallback: Default,
  ): FlagDetails<FlagValue<Default>>;

  /**
   * A flag by name for a caller without a default: where nothing was decided, the value is the
   * entry's `default`, else the flag's, else null.
   */
  evaluate(name: string, context: Context | Attributes): FlagDetails<Frozen>;

  /** The values of all flags by name, from one snapshot and at one time; see `evaluate`. */
  evaluateAll(context: Context | Attributes): Tree;

  /**
   * These flags in the order asked for, from one snapshot and at one time; see `evaluate`.
   *
   * @throws {UnknownNameError} `E_UNKNOWN_FLAG` with the nearest names.
   */
  evaluateMany(
    names: readonly string[],
    context: Context | Attributes,
  ): readonly FlagDetails<Frozen>[];

  /**
   * Why a flag has its value, and why its other parts did not decide.
   *
   * @throws {UnknownNameError} `E_UNKNOWN_FLAG` with the nearest names.
   */
  explain(name: string, context: Context | Attributes): FlagExplanation;

  /**
   * How large the rollouts and splits of a flag are at a time.
   *
   * @throws {UnknownNameError} `E_UNKNOWN_FLAG` with the nearest names.
   */
  preview(name: string, at: Time): FlagPreview;

  /**
   * What time alone will change of a flag's answer, after the time of the context: each change in
   * order; none where the answer stays.
   *
   * @throws {UnknownNameError} `E_UNKNOWN_FLAG` with the nearest names.
   */
  whenWill(name: string, context: Context | Attributes): readonly FlagForecast[];

  /** Which flags answer some of the contexts differently in another environment, and why. */
  compare(other: Flags, contexts: readonly (Context | Attributes)[]): FlagComparison;
}

/** A flag, found once and asked often. It answers its default when the flag goes away later. */
export declare class Handle<T = Frozen> {
  private constructor();
  readonly name: string;
  readonly default: T;

  /**
   * The value for a context, or the default where the files do not say. It never throws.
   *
   * The second handle that is asked for a context has all handles answered; the context remembers
   * answers until the project is reloaded, or time changes what was asked for.
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

/** The part of a flag that decided. */
export type FlagPart =
  | `rule ${number}`
  | `target ${number}`
  | 'rollout'
  | 'split'
  | 'default'
  | 'kill_switch'
  | 'requires'
  | 'nothing';

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
  /** What went wrong, as a sentence; with the reason `ERROR`, and only then. */
  readonly errorMessage: string | null;
  /** The part that decided. */
  readonly decidedBy: FlagPart;
  /** The index of the rule that decided, from 0. */
  readonly rule: number | null;
  /** The index of the target that decided, from 0. */
  readonly target: number | null;
  /** The flag that this one requires and that does not answer as it must. */
  readonly unmet: string | null;
  /** The bucket, where a rollout or a split decided. */
  readonly bucket: number | null;
  /** The first bucket that is out, from 0 to 2^32; of a split, the first that gets something else. */
  readonly threshold: number | null;
  /** The environment whose entry counts, or `default`; null for the caller's default. */
  readonly setIn: string | null;
  readonly place: Place | null;
  /** When the answer next changes with time; null where it stays. */
  readonly validUntil: Date | null;
  /** What the flag's `metadata` says; null where it has none. */
  readonly metadata: Frozen;
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
  readonly validUntil: Date | null;
  /** What was looked at, in order. */
  readonly steps: readonly FlagStep[];
  toJSON(): object;
  toString(): string;
}

/** Whether something holds; it is not known where attributes are missing. */
export type FlagTruth = 'true' | 'false' | 'unknown';

/** A comparison in a condition. */
export interface FlagTest {
  readonly text: string;
  readonly truth: FlagTruth;
  /**
   * Why it holds or not. The values of attributes are told for conditions in another tool's language
   * alone, except what looks like a secret.
   */
  readonly why: string;
  /** Whether the condition came to it. */
  readonly reached: boolean;
  /** In another tool's language: the attribute that was asked for. */
  readonly attribute?: string | null;
  /** In another tool's language: what it is compared with, as JSON. */
  readonly expected?: string | null;
  /** In another tool's language: what the context holds, as JSON; null where it is missing. */
  readonly actual?: string | null;
  /** In another tool's language: the bucket, where it asks for a share. */
  readonly bucket?: number | null;
  /** In another tool's language: the first bucket that is out. */
  readonly threshold?: number | null;
}

/** One thing that evaluation looked at. */
export type FlagStep = Document &
  (
    | { readonly kind: 'no_entry'; readonly environment: string }
    | { readonly kind: 'entry'; readonly setIn: string; readonly place: Place | null }
    | { readonly kind: 'change'; readonly from: Date }
    | { readonly kind: 'off'; readonly place: Place | null }
    | {
        readonly kind: 'requirement';
        readonly flag: string;
        readonly met: boolean;
        readonly place: Place | null;
      }
    | {
        readonly kind: 'target';
        readonly target: number;
        readonly by: string;
        readonly listed: FlagTruth;
        readonly decided: boolean;
        readonly place: Place | null;
      }
    | {
        readonly kind: 'rule';
        readonly rule: number;
        readonly place: Place | null;
        readonly decided: boolean;
        readonly truth: FlagTruth;
        /** Whether its time has come and not gone; null where it has none. */
        readonly inTime: boolean | null;
        readonly comparisons: readonly FlagTest[];
        /** What a condition of another tool's language says of itself. */
        readonly note: string | null;
      }
    | {
        readonly kind: 'segment';
        readonly segment: string;
        readonly truth: FlagTruth;
        readonly comparisons: readonly FlagTest[];
      }
    | {
        readonly kind: 'rollout';
        /** The rule it is part of; null for the entry's own. */
        readonly rule: number | null;
        readonly by: string;
        readonly thousandths: number;
        readonly bucket: number | null;
        readonly threshold: number;
        readonly in: boolean | null;
        /** When it next changes for this key. */
        readonly until: Date | null;
        /** Where it says how large it is. */
        readonly place: Place | null;
      }
    | {
        readonly kind: 'split';
        readonly rule: number | null;
        readonly by: string;
        readonly bucket: number | null;
        /** The first bucket behind those that get the same. */
        readonly threshold: number | null;
        /** The variant it gives, or the value as JSON. */
        readonly gives: string | null;
        readonly place: Place | null;
      }
    | { readonly kind: 'failed'; readonly message: string }
  );

/** How large the rollouts and splits of a flag are at a time, in one environment. */
export declare class FlagPreview implements Document {
  private constructor();
  readonly flag: string;
  readonly environment: string;
  readonly at: Date;
  /** Whether the flag is switched off then. */
  readonly off: boolean;
  /** Why the flag cannot be decided, whoever asks. */
  readonly errorCode: FlagErrorCode | null;
  /** What is wrong with it, in a sentence. */
  readonly errorMessage: string | null;
  /** When a scheduled change comes next. */
  readonly nextChange: Date | null;
  /** Its rollouts and splits, those of rules first. */
  readonly shares: readonly FlagShare[];
  toJSON(): object;
  toString(): string;
}

/** A rollout, a split, or both. */
export interface FlagShare {
  /** The rule it is part of; null for the entry's own. */
  readonly rule: number | null;
  /** The share of keys that is in, as in `12.5%`; all of them for a split by itself. */
  readonly percentage: string;
  /** The first bucket that is out, from 0 to 2^32. */
  readonly threshold: number;
  readonly movement: 'still' | 'rising' | 'falling';
  /** When it next moves otherwise. */
  readonly until: Date | null;
  /** The variants, or values, of a split, each with its share of those that are in. */
  readonly parts: readonly { readonly gives: string; readonly percentage: string }[];
}

/** What a flag answers from a time on, if no file changes. */
export declare class FlagForecast implements Document {
  private constructor();
  readonly at: Date;
  readonly value: Frozen;
  readonly variant: string | null;
  readonly reason: FlagReason;
  readonly errorCode: FlagErrorCode | null;
  toJSON(): object;
  toString(): string;
}

/** The flags that answer some contexts differently in two environments. */
export declare class FlagComparison implements Document {
  private constructor();
  readonly left: string;
  readonly right: string;
  /** How many contexts were asked for. */
  readonly contexts: number;
  /** How many flags were compared. */
  readonly flags: number;
  readonly differences: readonly FlagDifference[];
  /** Whether all flags answer all contexts alike. */
  readonly isEmpty: boolean;
  toJSON(): object;
  toString(): string;
}

/** A flag that answers some contexts differently, for the same reason. */
export interface FlagDifference {
  readonly flag: string;
  /** Which of the contexts get these answers: their positions in the list that was given. */
  readonly contexts: readonly number[];
  readonly left: FlagSide;
  readonly right: FlagSide;
}

/** What an environment answers, and what makes it do so. */
export interface FlagSide {
  readonly value: Frozen;
  readonly variant: string | null;
  readonly reason: FlagReason;
  readonly errorCode: FlagErrorCode | null;
  readonly decidedBy: FlagPart;
  /** The environment whose entry counts, or `default`; null where there is no entry. */
  readonly setIn: string | null;
  readonly place: Place | null;
}

/** Somebody was given a flag's answer. */
export interface FlagExposure extends Document {
  readonly environment: string;
  readonly flag: string;
  readonly variant: string | null;
  /** Null for the caller's default. */
  readonly value: Frozen;
  readonly reason: FlagReason;
  readonly errorCode: FlagErrorCode | null;
  /** The targeting key of the context, as text. */
  readonly targetingKey: string | null;
  /** The time that was asked for. */
  readonly at: Date | null;
}

/**
 * The exposures of a project's flags, in a queue of fixed length until they are drained. Flags never
 * wait for it: what does not fit is dropped and counted.
 */
export declare class Exposures {
  private constructor();
  /** How many may wait. */
  readonly capacity: number;
  /** How many were dropped because nobody drained. */
  readonly dropped: number;
  /** Takes what waits, oldest first, at most so many. */
  drain(most?: number): readonly FlagExposure[];
  /** Notes no more. */
  close(): void;
  [Symbol.dispose](): void;
}

/** A listener that is told of exposures in batches; its timer does not keep the process alive. */
export declare class ExposureListener {
  private constructor();
  /** How many were dropped because too many came between two batches. */
  readonly dropped: number;
  /** Tells what waits at once. */
  flush(): void;
  /** Tells what waits, and notes no more. */
  close(): void;
  [Symbol.dispose](): void;
}

export interface ExposureOptions {
  /** How many may wait; 10,000 unless given, at most 131,072. */
  readonly capacity?: number | undefined;
}

export interface ExposureListenerOptions extends ExposureOptions {
  /** Milliseconds between two batches; 1,000 unless given. */
  readonly every?: number | undefined;
}

/** How often a flag gave one answer while flags were counted. */
export interface FlagCount {
  readonly environment: string;
  readonly flag: string;
  /** The variant's name, or the value as JSON; null for the caller's default. */
  readonly gives: string | null;
  /** Whether it could not be decided. */
  readonly failed: boolean;
  readonly count: number;
}
