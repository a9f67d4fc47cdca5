/** What tests put in the place of what files say, and of the clock. */

import type { FlagDefault, Flags, Time } from './index.js';

/**
 * Has flags answer these values, whoever asks and whenever, until `restore()` or the end of a `using`:
 * handles, contexts and OpenFeature alike, also those that were made before.
 *
 * A text that names a variant is that variant. Details have the reason `STATIC` and are set in
 * `override`; flags that require an overridden one are answered accordingly. Of overrides of one flag
 * the last one counts.
 *
 * @throws {UnknownNameError} `E_UNKNOWN_FLAG` with the nearest names.
 * @throws {LoadError} `E_TYPE` for a value of a kind that the flag never has.
 */
export declare function overrideFlags(
  flags: Flags,
  values: { readonly [flag: string]: FlagDefault } | ReadonlyMap<string, FlagDefault>,
): FlagOverrides;

/**
 * Has the clock of all flags stand still at a time, until `restore()` or the end of a `using`. Contexts
 * with a time of their own keep it.
 */
export declare function fixedClock(at: Time): FixedClock;

export declare class FlagOverrides {
  private constructor();
  /** Gives another flag a value, or one another value; throws as `overrideFlags`. */
  set(flag: string, value: FlagDefault): this;
  /** Has a flag answer what the files say again. */
  remove(flag: string): this;
  restore(): void;
  [Symbol.dispose](): void;
}

/** A clock that moves when it is told to. */
export declare class FixedClock {
  private constructor();
  readonly now: Date;
  set(at: Time): this;
  advance(milliseconds: number): this;
  restore(): void;
  [Symbol.dispose](): void;
}
