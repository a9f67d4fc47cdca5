/** What differs between environments, and which of it is drift. */

import type { Frozen } from './configuration.js';
import type { Severity } from './validation.js';
import type { Document, Place } from './values.js';

/** A part of an environment. */
export type Section =
  | { readonly section: 'record' | 'configuration' | 'flags' }
  | { readonly section: 'service'; readonly service: string };

/** One side of a difference. */
export interface Side {
  /** The value; null where it is withheld, or a service as a whole. */
  readonly value: Frozen;
  /** Where it was written. */
  readonly place: Place | null;
  /** Whether the value, or a part of it, is withheld because it looks like a secret. */
  readonly redacted: boolean;
}

/** One difference between two environments. */
export interface Difference extends Document {
  readonly path: string;
  /** What happened from left to right. */
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly left: Side | null;
  readonly right: Side | null;
  /** For a value that is missing on one side: where its parent stands there. */
  readonly missingAt: Place | null;
}

/** The differences of one section. */
export type SectionDiff = Section & {
  /** The environment that does not have this service at all; then nothing else is listed. */
  readonly missingIn: string | null;
  /** For a missing service: where it stands in the other environment. */
  readonly presentAt: Place | null;
  readonly differences: readonly Difference[];
  /** What means the same and is spelled differently, as `1Gi` and `1024Mi`. */
  readonly equivalent: readonly Difference[];
};

/** What differs between two environments; sections with nothing to say are left out. */
export declare class Diff implements Document {
  private constructor();
  readonly left: string;
  readonly right: string;
  readonly sections: readonly SectionDiff[];
  /** Whether nothing differs; other spellings of one value are no difference. */
  readonly isEmpty: boolean;
  toJSON(): object;
  toString(): string;
}

/** One difference between the baseline and a target, judged. */
export type DriftItem = Section &
  Document & {
    readonly path: string;
    /** The environment that was held against the baseline. */
    readonly target: string;
    /** `drift`, or `expected`: environments differ in this by nature. */
    readonly class: 'drift' | 'expected';
    /** The rule that says so. */
    readonly rule: string;
    readonly severity: Severity;
    /** Why, as a sentence. */
    readonly reason: string;
    readonly baseline: Side | null;
    readonly actual: Side | null;
    readonly missingAt: Place | null;
  };

/** How environments differ from a baseline. */
export declare class DriftReport implements Document {
  private constructor();
  readonly baseline: string;
  readonly targets: readonly string[];
  /** Every difference, target by target: record, configuration, services, flags. */
  readonly items: readonly DriftItem[];
  /** The differences that are drift. */
  readonly drift: readonly DriftItem[];
  readonly summary: {
    readonly drift: number;
    readonly expected: number;
    readonly errors: number;
    readonly warnings: number;
    readonly infos: number;
  };
  toJSON(): object;
  toString(): string;
}
