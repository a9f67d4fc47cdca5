/** Which differences are drift, and who stands apart among many environments. */

import type { Comparison, DiffOptions, Section, Side } from './comparison.js';
import type { Severity } from './validation.js';
import type { Document, Place } from './values.js';

/** One difference between the baseline and a target, judged. */
export type DriftItem = Section &
  Document & {
    readonly path: string;
    /** What happened on the way from the baseline to the target. */
    readonly kind: 'added' | 'removed' | 'changed' | 'moved';
    /** The environment that was held against the baseline. */
    readonly target: string;
    /** `drift`, or `expected`: environments differ in this by nature. */
    readonly class: 'drift' | 'expected';
    /**
     * The rule that says so: a built-in one, `project/…` and `shape/…` of `stageline.yaml`, `call/…` and
     * `call-shape/…` of the caller.
     */
    readonly rule: string;
    readonly severity: Severity;
    /** Why, as a sentence. */
    readonly reason: string;
    /** Who answers for the rule, where it says so. */
    readonly owner: string | null;
    /** Where the rule stands; null for one that stands in no file. */
    readonly ruleAt: Place | null;
    /** The shape that the values violate; there is none where a rule judged. */
    readonly violation?: ShapeViolation;
    readonly baseline: Side | null;
    readonly actual: Side | null;
    readonly missingAt: Place | null;
  };

/** How environments differ from a baseline. */
export interface DriftReport extends Comparison {}
export declare class DriftReport {
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
    /** Values that a live state does not say; 0 among environments. */
    readonly unknown: number;
  };
  /** What is wrong with the rules and shapes that judged. */
  readonly findings: readonly RuleFinding[];
  /** What a live state cannot tell; empty among environments. */
  readonly unknown: readonly UnknownItem[];
}

/** A declared value that a live state says nothing of. */
export type UnknownItem = Section &
  Document & {
    readonly path: string;
    /** Why it is not known, as a sentence. */
    readonly reason: string;
    readonly place: Place | null;
  };

/** One value in all environments; its lists have an entry for each. */
export type SurveyRow = Section & {
  readonly path: string;
  /** What each has; null where it has no such value. */
  readonly cells: readonly (Side | null)[];
  /** For a missing value: where its parent stands there. */
  readonly missingAt: readonly (Place | null)[];
  /** Which of them mean the same: numbers from 0 in order of appearance. */
  readonly groups: readonly (number | null)[];
  /** The group that more than half are in. */
  readonly majority: number | null;
  /** Whether the values are lists that have their items in another order. */
  readonly moved: boolean;
  /** Those that are not as most are. */
  readonly outliers: readonly string[];
  /** Shapes that the values violate. */
  readonly violations: readonly ShapeViolation[];
};

/** Two values that do not compare as they must. */
export interface ShapeViolation {
  /** The shape: `shape/…`, or `call-shape/…` of the caller. */
  readonly rule: string;
  readonly severity: Severity;
  /** Why, as a sentence. */
  readonly reason: string;
  /** Who answers for the shape, where it says so. */
  readonly owner: string | null;
  /** Where it stands; null for one of the caller. */
  readonly ruleAt: Place | null;
  /** The environment whose value is on the left. */
  readonly left: string;
  /** How the values must compare. */
  readonly relation: '>' | '>=' | '<' | '<=' | '==' | '!=';
  /** The environment whose value is on the right. */
  readonly right: string;
}

/** Where some of several environments stand apart. */
export interface Survey extends Comparison {}
export declare class Survey {
  private constructor();
  readonly environments: readonly string[];
  /** Every value that is not the same everywhere, or violates a shape. */
  readonly rows: readonly SurveyRow[];
  readonly findings: readonly RuleFinding[];
}

/** A rule or a shape that ought to be looked at. */
export interface RuleFinding extends Document {
  /** It fits nothing that was compared, or its last day is over. */
  readonly kind: 'unused' | 'expired' | 'unknown_key' | 'unknown_name';
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place | null;
}

/** Which differences are expected, or how much they matter; as `drift.rules` in `stageline.yaml`. */
export interface DriftRule {
  /** A pattern of paths: `*` within a key, `**` for any number of keys. */
  readonly path: string;
  readonly id?: string;
  /** Parts of environments, or names of services; all unless given. */
  readonly sections?: readonly string[];
  /** One of the two that are compared is among them. */
  readonly environments?: readonly string[];
  /** One of the two has such a tier. */
  readonly tiers?: readonly string[];
  /** The difference is expected. Give this or `severity`. */
  readonly expected?: true;
  readonly severity?: Severity;
  readonly reason: string;
  readonly owner?: string;
  /** The last day on which it counts. */
  readonly until?: string;
}

/** How values must compare; as `drift.shapes` in `stageline.yaml`. */
export interface DriftShape {
  readonly path: string;
  /** Environments joined by `>=`, `>`, `<=`, `<`, `==` or `!=`, as in `production >= staging`. */
  readonly expect: string;
  readonly id?: string;
  readonly sections?: readonly string[];
  readonly severity?: Severity;
  readonly reason: string;
  readonly owner?: string;
  readonly until?: string;
}

/** How differences are judged. */
export interface DriftOptions extends DiffOptions {
  /** The day on which rules are over or not; without it none is. A `Date` counts by its day in UTC. */
  readonly today?: string | Date | undefined;
  /** Tried before those of `stageline.yaml`. */
  readonly rules?: readonly DriftRule[] | undefined;
  readonly shapes?: readonly DriftShape[] | undefined;
}
