/** What differs between environments, and how it is told. */

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
