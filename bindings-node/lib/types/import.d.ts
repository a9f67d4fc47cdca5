/** Flags of other tools, imported. */

import type { ErrorCode } from './errors.js';
import type { Document, Place } from './values.js';

/** A tool whose flags can be imported. */
export type FlagSource = 'eppo' | 'flagd' | 'growthbook' | 'unleash';

/** Something that could not be kept as it was. */
export interface ImportProblem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly help: string | null;
  readonly places: readonly Place[];
}

/** Flags of another tool as ours. As text it is the file. */
export declare class ImportedFlags {
  private constructor();
  /** The tool they come from. */
  readonly from: FlagSource;
  /** The text of a `config/feature-flags.yaml`. */
  readonly yaml: string;
  /** The names of the flags, in order. */
  readonly flags: readonly string[];
  /** Flags whose names are not allowed here, and so have others. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  /** What could not be kept as it was, sorted by place. */
  readonly problems: readonly ImportProblem[];
  /** The flags that cannot be decided, in order: they answer `PARSE_ERROR`, and the problems say why. */
  readonly undecided: readonly string[];
  toJSON(): Document;
  toString(): string;
}

/** How flags are imported. */
export interface ImportOptions {
  /** The tool they come from. */
  readonly source: FlagSource;
  /** The environment in which alone they say what they say; every one unless given. */
  readonly environment?: string | undefined;
  /** What places call the text; `flags.json` unless given. */
  readonly file?: string | undefined;
}

/**
 * Reads the flags of another tool, JSON or the same as YAML: the written file answers as its origin
 * does, with everybody in the bucket they were in.
 *
 * @throws {LoadError} `E_IMPORT` with the place of each mistake that leaves no flags to import;
 * `E_NAME` for a name that no environment may have.
 * @throws {UsageError} for a source that is none.
 */
export declare function importFlags(text: string, options: ImportOptions): ImportedFlags;
