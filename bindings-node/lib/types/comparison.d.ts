/** What differs between environments, and which of it is drift. */

import type { Frozen, Resolved } from './configuration.js';
import type { Edit } from './edit.js';
import type { Severity } from './validation.js';
import type { Document, Input, Place, Value } from './values.js';

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
  /** Of a withheld value, where a key was given: a mark that is equal where the values are. */
  readonly mark: string | null;
}

/** One difference between two environments. */
export interface Difference extends Document {
  readonly path: string;
  /** Where in the tree on the right, if an item without a name has another position there. */
  readonly rightPath?: string;
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
export interface Diff extends Comparison {}
export declare class Diff {
  private constructor();
  readonly left: string;
  readonly right: string;
  readonly sections: readonly SectionDiff[];
  /** Whether nothing differs; other spellings of one value are no difference. */
  readonly isEmpty: boolean;
}

/** One difference between the baseline and a target, judged. */
export type DriftItem = Section &
  Document & {
    readonly path: string;
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

/** How a live state is read. */
export interface LiveOptions {
  /** What places call the file; `live.yaml` unless given. */
  readonly file?: string | undefined;
  /** The environment whose state it is; a comparison with another one is refused. */
  readonly environment?: string | undefined;
  /** Kubernetes: only objects of this namespace count. */
  readonly namespace?: string | undefined;
  /** Kubernetes: the labels that say which service an object belongs to, in order. */
  readonly serviceLabels?: readonly string[] | undefined;
  /** Kubernetes: the services of workloads, by the workloads' names. */
  readonly services?: Readonly<Record<string, string>> | ReadonlyMap<string, string> | undefined;
  /** Whether the state shows only a part: what is not in it is then unknown, and not missing. */
  readonly partial?: boolean | undefined;
}

/** What is running in an environment. Values of Secrets are compared and never shown. */
export declare class LiveEnvironment {
  private constructor();
  /**
   * Reads JSON or YAML: a map with `services` and `configuration`, or Kubernetes objects as
   * `kubectl get -o yaml` and `-o json` print them.
   *
   * @param text One text, or several files by name.
   */
  static read(
    text: string | Readonly<Record<string, string>> | ReadonlyMap<string, string>,
    options?: LiveOptions,
  ): LiveEnvironment;
  readonly environment: string | null;
  readonly origin: string;
  readonly isPartial: boolean;
  readonly serviceNames: readonly string[];
  /** What a service runs with, secrets withheld; null where it does not run. */
  service(name: string): Value;
  /** What is worth knowing of the state and no comparison says. */
  readonly notes: readonly { readonly message: string; readonly place: Place | null }[];
  /** What differs between this state and a later one. */
  diff(after: LiveEnvironment, options?: { readonly key?: Uint8Array | undefined }): Diff;
  toString(): string;
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

/** What of two environments is compared. */
export interface DiffOptions {
  /**
   * What is compared: `record`, `configuration`, `services`, `flags`, services, and patterns of
   * paths such as `resources.**`. With parts and patterns, those paths of those parts.
   */
  readonly sections?: readonly string[] | undefined;
  /** What is left out: parts, services, or patterns of paths. */
  readonly exclude?: readonly string[] | undefined;
  /** Gives withheld values a mark, so that changed secrets are seen; at least 16 bytes. */
  readonly key?: Uint8Array | undefined;
}

/** How differences are judged. */
export interface DriftOptions extends DiffOptions {
  /** The day on which rules are over or not; without it none is. A `Date` counts by its day in UTC. */
  readonly today?: string | Date | undefined;
  /** Tried before those of `stageline.yaml`. */
  readonly rules?: readonly DriftRule[] | undefined;
  readonly shapes?: readonly DriftShape[] | undefined;
}

/** How a project lies in its repository, for what links to files. */
export interface ComparisonRepository {
  /** The project's folder, relative to the repository's root, as in `deploy/stages`. */
  readonly prefix?: string | undefined;
  /** The address below which the repository's files are shown. */
  readonly filesAt?: string | undefined;
}

/** A comparison of environments; every report withholds what looks like a secret. */
export interface Comparison extends Document {
  /** How many differences, items or rows there are; asking does not read them. */
  readonly size: number;
  /** Whether a difference that matters is at least so severe; one that nobody judged is `info`. */
  hasAtLeast(severity: Severity): boolean;
  /** The report in the format of a name; each takes of the options what concerns it. */
  render(
    format: 'text' | 'markdown' | 'html' | 'sarif' | 'junit' | 'github' | 'json',
    options?: ComparisonRepository & {
      readonly colour?: boolean | undefined;
      readonly width?: number | undefined;
      readonly everything?: boolean | undefined;
      readonly untitled?: boolean | undefined;
      readonly rulesPage?: string | undefined;
      readonly fails?: Severity | undefined;
    },
  ): string;
  /** For a terminal, both sides side by side. */
  text(options?: {
    readonly colour?: boolean | undefined;
    /** The columns; 100 unless given. */
    readonly width?: number | undefined;
    /** Whether what is expected is listed too, and not only counted. */
    readonly everything?: boolean | undefined;
    /** Whether the first line is left out, which says what was compared and counts. */
    readonly untitled?: boolean | undefined;
  }): string;
  /** Markdown for a pull request. */
  markdown(options?: ComparisonRepository): string;
  /** One page for a browser, which needs nothing else. */
  html(options?: ComparisonRepository): string;
  /** SARIF 2.1.0, with a location for each side. */
  sarif(options?: {
    readonly prefix?: string | undefined;
    readonly rulesPage?: string | undefined;
  }): string;
  /** JUnit XML; rows from the severity `fails` on are failures, `warning` unless given. */
  junit(options?: { readonly fails?: Severity | undefined }): string;
  /** Workflow commands, which GitHub shows beside the lines of a change. */
  github(options?: { readonly prefix?: string | undefined }): string;
  /** The rows of every report, as JSON text. */
  json(): string;
}

/** One difference between two documents. */
export interface Change extends Document {
  /** Where on the left; a named item stands as `[name=blue]`. */
  readonly path: string;
  /** Where on the right, if an item without a name has another position there. */
  readonly rightPath: string | null;
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly left: Frozen;
  readonly right: Frozen;
  /** The position in its list, for an item that is only on one side. */
  readonly position: number | null;
  /** For `moved`: the key that names the items. */
  readonly by: string | null;
}

/** How documents are compared. */
export interface TreeOptions {
  /** The key that names the items of a list, by the path of the list. */
  readonly keys?: Readonly<Record<string, string>> | ReadonlyMap<string, string> | undefined;
  /** What values mean, by a pattern of their paths; of several, the last that fits counts. */
  readonly meanings?: Readonly<Record<string, Meaning>> | ReadonlyMap<string, Meaning> | undefined;
  /** Whether a subtree on one side is given leaf by leaf; such changes cannot be applied. */
  readonly leaves?: boolean | undefined;
}

/** What a value means, whatever its spelling. */
export type Meaning =
  | 'exact'
  | 'cpu'
  | 'bytes'
  | 'duration'
  | 'percent'
  | 'image'
  | 'url'
  | 'set'
  | 'case_insensitive';

/** What differs between two documents; as text, a line for each difference. */
export declare class TreeDiff implements Document {
  private constructor();
  readonly changes: readonly Change[];
  /** What means the same and is spelled differently, as `1Gi` and `1024Mi`. */
  readonly equivalent: readonly Change[];
  /** How many changes there are; asking does not read them. */
  readonly size: number;
  readonly isEmpty: boolean;
  /** The way back. */
  inverted(): TreeDiff;
  /** Another document with these differences made. */
  apply(left: Input | Resolved): Value;
  toJSON(): object;
  toString(): string;
}

/** Compares any two documents by what they mean. A `Resolved` crosses as it is. */
export declare function diff(
  left: Input | Resolved,
  right: Input | Resolved,
  options?: TreeOptions,
): TreeDiff;

/** A value that two sides changed in ways that exclude each other. */
export interface Conflict {
  readonly path: string;
  /** What each had; a side that had nothing has no such key. */
  readonly base?: Frozen;
  readonly ours?: Frozen;
  readonly theirs?: Frozen;
}

/** What two sides changed since a base, and what that comes to; as text, a line for each. */
export declare class ThreeWay implements Document {
  private constructor();
  /** Both sides' changes made; where they are in conflict, the base. */
  readonly merged: Frozen;
  /** What only our side changed. */
  readonly ours: readonly Omit<Change, keyof Document>[];
  /** What only the other side changed. */
  readonly theirs: readonly Omit<Change, keyof Document>[];
  /** What both changed alike. */
  readonly agreed: readonly Omit<Change, keyof Document>[];
  readonly conflicts: readonly Conflict[];
  readonly isClean: boolean;
  toJSON(): object;
  toString(): string;
}

/** Holds what two sides made of a base against each other. */
export declare function threeWay(
  base: Input | Resolved,
  ours: Input | Resolved,
  theirs: Input | Resolved,
  options?: Omit<TreeOptions, 'leaves'>,
): ThreeWay;

/** One operation of a JSON Patch. */
export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';
  /** A JSON Pointer. */
  readonly path: string;
  readonly from?: string;
  readonly value?: Value;
}

/** The JSON Patch (RFC 6902) that turns one document into another; moved items are moved. */
export declare function jsonPatch(
  left: Input | Resolved,
  right: Input | Resolved,
  options?: TreeOptions,
): PatchOperation[];

/** A document with a JSON Patch applied, all of it or, where it throws `E_PATCH`, nothing. */
export declare function applyJsonPatch(
  document: Input | Resolved,
  operations: readonly PatchOperation[],
): Value;

/** The JSON Merge Patch (RFC 7386); throws `E_PATCH` where a key would have to become null. */
export declare function mergePatch(left: Input | Resolved, right: Input | Resolved): Value;

/** A document with a JSON Merge Patch applied. */
export declare function applyMergePatch(document: Input | Resolved, patch: Input): Value;

/** A difference, and the edit that mends it. */
export interface FixItem extends Document {
  /** Its number in the plan, from 1. */
  readonly number: number;
  readonly item: Omit<DriftItem, keyof Document>;
  /** The file that is written; null for what is left alone. */
  readonly file: string | null;
  /** Why it is left alone; such an item cannot be chosen. */
  readonly leftAlone: string | null;
  /** Parts of the value that are not copied with the rest. */
  readonly withheld: readonly { readonly path: string; readonly reason: string }[];
  /** What the edit changes, environment by environment. */
  readonly radius: { readonly effects: readonly { readonly environment: string }[] };
  readonly chosen: boolean;
}

/**
 * What makes one environment say what another one says, difference by difference. Nothing is chosen
 * at first.
 */
export declare class FixPlan implements Document {
  private constructor();
  readonly from: string;
  readonly to: string;
  readonly items: readonly FixItem[];
  /** The items that can be chosen. */
  readonly fixes: readonly FixItem[];
  readonly chosen: readonly FixItem[];
  /** Asks for each of `fixes`. What the function throws is thrown on, and the plan stays as it was. */
  choose(choose: (item: FixItem) => boolean): this;
  setChosen(number: number, chosen: boolean): this;
  /** The edit of what is chosen, to look at and to commit. */
  edit(): Edit;
  toJSON(): object;
  toString(): string;
}

/** Something that ought to be an amount, and cannot be read as one. */
export interface Unreadable {
  /** As it is written; a secret is withheld. */
  readonly text: string;
  readonly place: Place | null;
}

/** What one service asks for in one environment; amounts are those of one replica. */
export interface ServiceDemand {
  readonly replicas: { readonly least: number; readonly most: number };
  readonly request: string | null;
  readonly limit: string | null;
  readonly place: Place | null;
  /** What is written for the request and is no amount; such a request counts for nothing. */
  readonly unreadableRequest?: Unreadable;
  /** What is written for the limit and is no amount. */
  readonly unreadableLimit?: Unreadable;
}

/** What all services ask for in one environment, and what there is. */
export interface EnvironmentDemand {
  /** The requests of all replicas that always run. */
  readonly requested: string | null;
  /** The requests with every service scaled out. */
  readonly most: string | null;
  /** What the environment may use. */
  readonly available: string | null;
  /** How much of that is requested, in percent, rounded up. */
  readonly percent: number | null;
  readonly place: Place | null;
  /** The services that do not say what they request. */
  readonly silent: readonly string[];
  /** What is written for `available` and is no amount. */
  readonly unreadable?: Unreadable;
  /** The services whose requests are no amounts, where there are some; the sums lack them. */
  readonly uncounted?: readonly string[];
}

/** What environments ask for and have, side by side. */
export declare class Resources implements Document {
  private constructor();
  readonly environments: readonly string[];
  readonly resources: readonly {
    readonly resource: 'cpu' | 'memory' | 'storage';
    readonly services: readonly {
      readonly service: string;
      readonly cells: readonly (ServiceDemand | null)[];
    }[];
    readonly totals: readonly EnvironmentDemand[];
  }[];
  toJSON(): object;
  toString(): string;
}
