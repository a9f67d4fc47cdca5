/** Validation: what is asked, rules of the host, and what is found. */

import type { Frozen } from './configuration.js';
import type { ErrorCode } from './errors.js';
import type { Snapshot } from './project.js';
import type { Document, Place } from './values.js';

/** How much something matters. */
export type Severity = 'info' | 'warning' | 'error';

/** What a validation is asked beside its rules. */
export interface ValidateOptions {
  /**
   * The day on which exceptions have expired or not: text such as `2026-12-31`, or a `Date`, whose
   * day in UTC counts. Without one, none has expired.
   */
  readonly today?: string | Date | undefined;
  /**
   * Only findings that matter in these environments count. What is said of the project as a whole
   * matters in each.
   */
  readonly environments?: readonly string[] | undefined;
  /** Rules of your own. */
  readonly rules?: readonly HostRule[] | undefined;
}

/** A rule of the host. Its findings are held against the project's exceptions like all others. */
export interface HostRule {
  /** Its id, by which settings and comments name it. */
  readonly id: string;
  /** How bad its findings are, unless one says otherwise; `warning` unless given. */
  readonly severity?: Severity | undefined;
  /** What it finds, in one sentence. */
  readonly summary?: string | undefined;
  /**
   * Sees the snapshot and answers what it finds, at once. What it throws becomes a finding, an
   * error with its id, and is kept in `report.raised`.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: a check that finds nothing may just end
  check(snapshot: Snapshot): Iterable<HostFinding> | null | undefined | void;
}

/** What a rule of the host finds. */
export interface HostFinding {
  /** One lowercase sentence, names in backticks; it should quote no value. */
  readonly message: string;
  readonly severity?: Severity | undefined;
  /** What to do about it. */
  readonly help?: string | null | undefined;
  /** The environment in which it matters, where it is about one. */
  readonly environment?: string | null | undefined;
  /** The place it speaks of, or several, the main one first; such as an `origin`'s `place`. */
  readonly places?: Place | null | readonly (Place | null)[] | undefined;
}

/** An edit of one file after which the finding is gone; `edit.fix(finding)` makes it. */
export interface Fix {
  /** What it does, in one sentence. */
  readonly summary: string;
  /** The file, relative to the project's root. */
  readonly file: string;
  /** The change of that file; paths are keys and positions from its root. */
  readonly change:
    | { readonly op: 'set'; readonly path: readonly string[]; readonly value: Frozen }
    | { readonly op: 'remove'; readonly path: readonly string[] }
    | { readonly op: 'append'; readonly path: readonly string[]; readonly item: Frozen }
    | { readonly op: 'rename'; readonly path: readonly string[]; readonly to: readonly string[] };
}

/** Something that a rule of validation found; as text, one line. */
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
  /** What stays the same when lines move, and tells the finding from every other of its report. */
  readonly fingerprint: string;
}

/** A finding that is expected, and who says so. */
export interface Suppressed extends Finding {
  /** What suppresses it: a comment at its place, an exception of the settings, or its rule is off. */
  readonly by: 'comment' | 'exception' | 'rule';
  /** Why, as it is written there. */
  readonly reason: string | null;
  /** Where that is written. */
  readonly suppressedAt: Place | null;
}

/** A rule of the host, as reports name it. */
export interface RuleInfo {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
}

/** What validation found; as text, each finding with the lines it speaks of. */
export declare class Report implements Document {
  private constructor();
  /** The findings by place, each once. */
  readonly findings: readonly Finding[];
  /** What was found and is expected, by place, each once. */
  readonly suppressed: readonly Suppressed[];
  /** How many findings there are of each severity, and how many are suppressed. */
  readonly counts: { readonly [count in Severity | 'suppressed']: number };
  /** How many files were looked at. */
  readonly files: number;
  /** The host's own rules. */
  readonly hostRules: readonly RuleInfo[];
  /** What rules of the host threw, by their ids; each is a finding too. */
  readonly raised: ReadonlyMap<string, unknown>;

  /** Whether a finding is at least this severe. */
  hasAtLeast(severity: Severity): boolean;
  /**
   * The findings that an earlier report does not have, by their fingerprints.
   *
   * @param base That report, or the text of its `json()`.
   */
  newSince(base: Report | string): Report;

  /** The report for people: each finding with the lines it speaks of. */
  text(options?: { readonly colour?: boolean | undefined }): string;
  /** The report as JSON text, which `newSince` reads again. */
  json(): string;
  /** The report as SARIF 2.1.0, for code hosts and editors. */
  sarif(options?: Repository & { readonly rulesPage?: string | undefined }): string;
  /** The report as workflow commands, which GitHub shows beside the lines of a change. */
  github(options?: Repository): string;
  /**
   * The report as JUnit XML, for test dashboards. Findings from the severity `fails` on are
   * failures; `warning` unless given.
   */
  junit(options?: { readonly fails?: Severity | undefined }): string;

  toJSON(): object;
  toString(): string;
}

/** How a project lies in its repository. */
export interface Repository {
  /** The project's folder, relative to the repository's root, as in `deploy/stages`. */
  readonly prefix?: string | undefined;
}
