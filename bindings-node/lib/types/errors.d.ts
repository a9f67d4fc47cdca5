/** The errors people catch. */

import type { Place } from './values.js';

/** A stable error code; its meaning never changes between releases. */
export type ErrorCode =
  | 'E_PROJECT_NOT_FOUND'
  | 'E_LOAD'
  | 'E_FILE_NOT_FOUND'
  | 'E_IO'
  | 'E_NOT_A_FILE'
  | 'E_FILE_TOO_LARGE'
  | 'E_ENCODING'
  | 'E_PATH_OUTSIDE'
  | 'E_YAML'
  | 'E_DUPLICATE_KEY'
  | 'E_YAML_LIMIT'
  | 'E_NUMBER_RANGE'
  | 'E_YAML_TAG'
  | 'E_TYPE'
  | 'E_MISSING_KEY'
  | 'E_NAME'
  | 'E_RESERVED_NAME'
  | 'E_NAME_TAKEN'
  | 'E_LIVE'
  | 'E_CONDITION'
  | 'E_UNKNOWN_STEP'
  | 'E_UNKNOWN_ENVIRONMENT'
  | 'E_UNKNOWN_SERVICE'
  | 'E_UNKNOWN_FLAG'
  | 'E_UNKNOWN_SEGMENT'
  | 'E_UNKNOWN_RAMP'
  | 'E_IMPORT'
  | 'E_DIALECT'
  | 'E_UNKNOWN_DIALECT'
  | 'E_UNKNOWN_TENANT'
  | 'E_UNKNOWN_PIPELINE'
  | 'E_UNKNOWN_PATH'
  | 'E_UNKNOWN_BASE'
  | 'E_AMBIGUOUS_BASE'
  | 'E_NO_DEFAULT_BASE'
  | 'E_EXTENDS_CYCLE'
  | 'E_EXTENDS_DEPTH'
  | 'E_FLAG_CYCLE'
  | 'E_ROLLOUT'
  | 'E_SERVICE_ABSENT'
  | 'E_MERGE'
  | 'E_INTERPOLATION'
  | 'E_CONFIG_TYPE'
  | 'E_QUANTITY'
  | 'E_NOT_IN_PIPELINE'
  | 'E_NOT_NEXT_STAGE'
  | 'E_AMBIGUOUS_PIPELINE'
  | 'E_SERVICE_NOT_CONFIGURED'
  | 'E_NO_VERSION'
  | 'E_GATE_PENDING'
  | 'E_APPROVAL_PENDING'
  | 'E_EDIT_REFUSED'
  | 'E_EDIT_CONFLICT'
  | 'E_PATCH'
  | 'E_READ_ONLY'
  | 'E_NO_PROVIDER'
  | 'E_PROVIDER'
  | 'E_USAGE'
  | 'E_UNAVAILABLE'
  | 'E_INVALID_CONTEXT'
  | 'E_INTERNAL';

/** The parent of every error stageline throws. `message` is all it says, for people. */
export declare class StagelineError extends Error {
  constructor(message: string, about?: ErrorAbout);
  readonly code: ErrorCode;
  /** What to do about it, where stageline knows. */
  readonly help: string | undefined;
  /** The places it speaks of, the main one first. */
  readonly places: readonly Place[];
  /** Names that may have been meant, best first. */
  readonly suggestions: readonly string[];
  /** The single errors of one that stands for several, sorted by place. */
  readonly problems: readonly StagelineError[];
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** The canonical document. Its `message` is the sentence alone. */
  toJSON(): object;
}

/** What an error knows beside its message. */
export interface ErrorAbout {
  readonly code?: ErrorCode;
  readonly help?: string;
  readonly places?: readonly Place[];
  readonly suggestions?: readonly string[];
  readonly problems?: readonly StagelineError[];
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** Files could not be read or understood. */
export declare class LoadError extends StagelineError {}
/** A name that the project does not know. */
export declare class UnknownNameError extends StagelineError {}
/** Configuration that cannot be resolved, or does not fit the schema. */
export declare class ConfigError extends StagelineError {}
/** An edit that was refused, or that cannot be written. */
export declare class EditError extends StagelineError {}
/** A step that needs a provider which failed or is not configured. */
export declare class ProviderError extends StagelineError {}
/** The call itself is wrong. */
export declare class UsageError extends StagelineError {}
/** A fault of stageline itself, caught: the process and its snapshots are intact. */
export declare class InternalError extends StagelineError {
  constructor(message: string, about?: Omit<ErrorAbout, 'code'>);
  readonly code: 'E_INTERNAL';
}
