/** What differs between environments, which of it is drift, and what validation finds. */

import type { Frozen } from './configuration.js';
import type { ErrorCode } from './errors.js';
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

/** How much something matters. */
export type Severity = 'info' | 'warning' | 'error';

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

/** A suggested edit of one file. */
export interface Fix {
  /** What it does, as a sentence. */
  readonly summary: string;
  /** The file, relative to the project's root. */
  readonly file: string;
  /** Paths are keys and list positions from the root of the file. */
  readonly change:
    | { readonly op: 'set'; readonly path: readonly string[]; readonly value: unknown }
    | { readonly op: 'remove'; readonly path: readonly string[] }
    | { readonly op: 'append'; readonly path: readonly string[]; readonly item: unknown }
    | { readonly op: 'rename'; readonly path: readonly string[]; readonly to: readonly string[] };
}

/** Something that a rule of validation found. */
export interface Finding extends Document {
  readonly rule: string;
  readonly severity: Severity;
  /** The code of the error behind it, if there is one. */
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly help: string | null;
  /** The first environment in which it matters, where it is about one. */
  readonly environment: string | null;
  /** The places it speaks of, the main one first. */
  readonly places: readonly Place[];
  /** An edit that mends it, where nobody need think about it. */
  readonly fix: Fix | null;
}

/** What validation found; as text, each finding with the lines it speaks of. */
export declare class Report implements Document {
  private constructor();
  /** The findings by place, each once. */
  readonly findings: readonly Finding[];
  readonly counts: { readonly [severity in Severity]: number };
  /** How many files were looked at. */
  readonly files: number;
  toJSON(): object;
  toString(): string;
}
