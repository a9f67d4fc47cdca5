/** A project that lives, and its state at one moment. */

import type { Affected, Use } from './affected.js';
import type { Diff, DiffOptions } from './comparison.js';
import type { Environment } from './configuration.js';
import type { DriftOptions, DriftReport, Survey } from './drift.js';
import type { Edit } from './edit.js';
import type { StagelineError } from './errors.js';
import type { FixPlan } from './fix.js';
import type {
  ExposureListener,
  ExposureListenerOptions,
  ExposureOptions,
  Exposures,
  FlagCount,
  FlagExposure,
} from './flags.js';
import type { Pipeline, Tenant } from './listing.js';
import type { LiveEnvironment, LiveState } from './live.js';
import type { Plan, PromotionOptions } from './promotion.js';
import type { Resources } from './resources.js';
import type { Report, ValidateOptions } from './validation.js';

/** How a project is opened. */
export interface OpenOptions {
  /** Opens what it can; what it cannot becomes `problems` and findings of `validate`. */
  readonly lenient?: boolean | undefined;
  /** How large files may be. */
  readonly limits?: Limits | undefined;
  /** Reads `config/local/*.yaml`, one person's own layers; otherwise they are not there. */
  readonly local?: boolean | undefined;
  /**
   * What `${env:NAME}` may read: nothing else is ever read. `process.env` gives the process's own.
   */
  readonly variables?: Variables | undefined;
  /**
   * Takes those of the `variables` that are named like values as a layer:
   * `STAGELINE_CONFIG__A__B` sets `a.b` of every environment's configuration,
   * `STAGELINE_SERVICE__API__A__B` sets `a.b` of the service `api`.
   */
  readonly variableOverrides?: boolean | undefined;
}

/** Variables by name; those that are undefined are left out. */
export type Variables =
  | { readonly [name: string]: string | undefined }
  | ReadonlyMap<string, string>;

/** Bounds on what one file may hold. */
export interface Limits {
  /** Bytes of one file. */
  readonly fileBytes?: number | undefined;
  /** Values in one document, every use of an alias counted in full. */
  readonly nodes?: number | undefined;
  /** Levels of nesting, at most 255. */
  readonly depth?: number | undefined;
}

/** How a project in a folder is opened. */
export interface FolderOptions extends OpenOptions {
  /** Follows the files from the start, as `watch()` does, for a host that need not hear of it. */
  readonly watch?: boolean | undefined;
}

/** How a project is found. */
export interface FindOptions extends FolderOptions {
  /** Where the search begins; the working folder unless given. */
  readonly start?: string | URL | undefined;
}

/** Where a project lies, and how it was found. */
export interface Root {
  /** The folder, or `memory`. */
  readonly path: string;
  readonly reason: 'given' | 'variable' | 'ancestor' | 'memory';
}

/** Files by path relative to the root. */
export type Files =
  | { readonly [path: string]: string | Uint8Array }
  | ReadonlyMap<string, string | Uint8Array>;

/**
 * A project: its files, read, checked, and followed through reloads and edits.
 *
 * It belongs to its thread; a worker opens its own.
 */
export declare class Project {
  private constructor();

  /**
   * Opens the project in a folder; it never searches.
   *
   * @throws {LoadError} `E_PROJECT_NOT_FOUND`, the error of the one file that cannot be read, or
   * `E_LOAD` with all of them in `problems`.
   */
  static open(root: string | URL, options?: FolderOptions): Promise<Project>;
  /** As `open`, at once. */
  static openSync(root: string | URL, options?: FolderOptions): Project;

  /**
   * Opens the nearest project: `STAGELINE_ROOT` if it is set, else from `start` upward as far as the
   * repository reaches.
   *
   * @throws {LoadError} `E_PROJECT_NOT_FOUND` with the folders that were searched, or as `open`.
   */
  static find(options?: FindOptions): Promise<Project>;
  /** As `find`, at once. */
  static findSync(options?: FindOptions): Project;

  /**
   * Opens a project held in memory; it reads no files, so there is no promise.
   *
   * @throws {LoadError} as `open`, and `E_PATH_OUTSIDE` for a path that leaves the root.
   */
  static fromFiles(files: Files, options?: OpenOptions): Project;

  /** Where it lies. */
  readonly root: Root;

  /** The current state, pinned. The same object until a reload or a commit. */
  snapshot(): Snapshot;

  /**
   * Reads the project again: all of it, or the files at `paths`. When it fails, the current snapshot
   * stays.
   *
   * @throws {LoadError} as `open`.
   */
  reload(paths?: readonly string[]): Promise<Snapshot>;
  /** As `reload`, at once. */
  reloadSync(paths?: readonly string[]): Snapshot;

  /**
   * Notes who is given what by flags, until the reader is closed. A new reader takes the place of an
   * earlier one. Questions for a value are noted: by handle, by name, in `evaluateMany`; not
   * explanations, previews, comparisons and `evaluateAll`. While it is so, handles ask each time.
   */
  exposures(options?: ExposureOptions): Exposures;
  /**
   * The same, told to a listener in batches. What the listener throws is thrown where a timer's
   * function would.
   */
  onExposure(
    listener: (exposures: readonly FlagExposure[]) => void,
    options?: ExposureListenerOptions,
  ): ExposureListener;
  /** Begins or ends counting what flags give; what was counted stays. */
  countFlags(on?: boolean): void;
  /** How often each flag gave what, by environment, flag and answer. */
  readonly flagCounts: readonly FlagCount[];

  /**
   * Follows the project's files: what changes is read again, and flags and new snapshots have it,
   * whether or not anybody iterates. It ends with `stop()`, or when a loop over it is left, and does
   * not keep the process alive.
   *
   * @throws {UsageError} `E_USAGE` for a project that does not lie in a folder.
   * @throws {LoadError} `E_IO` where the folder cannot be watched.
   */
  watch(options?: WatchOptions): Watch;

  /** Begins an edit of the project as it is now. Nothing is written before it is committed. */
  edit(): Edit;
  /**
   * Plans how `to` can be made to say what `from` says, where the two have no reason to differ.
   * Records, secrets, and differences that are expected are left alone.
   */
  planFix(from: string, to: string, options?: DriftOptions): FixPlan;

  /** An environment of the current snapshot; its `flags` follow reloads and commits. */
  environment(name: string): Environment;

  /** Plans a promotion on the current snapshot. */
  planPromotion(from: string, to: string, options?: PromotionOptions): Plan;
}

/** How files are watched, in milliseconds. */
export interface WatchOptions {
  /**
   * How long nothing must change before files are read, so that what is saved together is read
   * together; 100 unless given. Changes that never pause are read after ten times as long.
   */
  readonly quiet?: number | undefined;
  /** Looks at all files so often, where the system does not tell of changes, as on network drives. */
  readonly poll?: number | undefined;
}

/** Files were read again, or could not be. */
export type WatchEvent =
  | {
      readonly kind: 'reloaded';
      /** The environments that may have changed; none where a failure was taken back. */
      readonly environments: readonly string[];
      /** The files whose text is another one, new ones and deleted ones too. */
      readonly paths: readonly string[];
      toString(): string;
    }
  | {
      readonly kind: 'failed';
      /** Why what changed cannot be loaded. The project stays as it was until it can. */
      readonly error: StagelineError;
      toString(): string;
    };

/** A project's files, watched until it is stopped. Up to 1,024 events wait; the oldest make room. */
export declare class Watch implements AsyncIterableIterator<WatchEvent> {
  private constructor();
  /** How many events made room for newer ones before anybody took them. */
  readonly missed: number;
  next(): Promise<IteratorResult<WatchEvent, undefined>>;
  return(value?: undefined): Promise<IteratorResult<WatchEvent, undefined>>;
  stop(): void;
  [Symbol.asyncIterator](): this;
  [Symbol.dispose](): void;
}

/** A project as it was at one moment. */
export declare class Snapshot {
  private constructor();
  /** The names of the environments, in the order of the file, derived ones behind. */
  readonly environmentNames: string[];
  /** The environments, in the same order. */
  readonly environments: Environment[];
  /** The names of the services, sorted. */
  readonly serviceNames: string[];
  /** The tenants, in the order of the file. */
  readonly tenants: readonly Tenant[];
  /** The pipelines, by the names of their workflows. */
  readonly pipelines: readonly Pipeline[];
  /**
   * Source code with a typed constant and getter for each flag, in a language.
   *
   * @throws {LoadError} `E_NAME_TAKEN` for flags or variants that would have one name there.
   */
  flagAccessors(language: 'c' | 'python' | 'rust' | 'typescript'): string;
  /** The digest of all files. */
  readonly digest: string;
  /** What could not be loaded; empty unless the project was opened leniently. */
  readonly problems: StagelineError[];

  /**
   * An environment, or one that a tenant derives.
   *
   * @throws {UnknownNameError} `E_UNKNOWN_ENVIRONMENT` with the nearest names.
   */
  environment(name: string): Environment;

  /**
   * What the rules find in the project's files; those of a project that was opened leniently may
   * be broken.
   *
   * @throws {UnknownNameError} `E_UNKNOWN_ENVIRONMENT` for an environment of the options.
   * @throws {LoadError} `E_NAME`, `E_NAME_TAKEN` for the id of a rule of the options.
   */
  validate(options?: ValidateOptions): Report;

  /**
   * What a change of these files may change: paths relative to the root, of files that are there,
   * new or deleted. The answer is by who reads a file, not by what changed in it.
   */
  affected(paths: readonly string[]): Affected;

  /**
   * Every value that is written on a line, for each environment in which it has a say.
   *
   * @throws {StagelineError} `E_FILE_NOT_FOUND` for a file that the project did not read.
   */
  whoUses(file: string, line: number): readonly Use[];

  /**
   * What differs between two environments: record, configuration, each service, flags; or some parts,
   * services and paths of them.
   */
  diff(left: string, right: string, options?: DiffOptions): Diff;

  /** How environments differ from a baseline, and which of it is drift. */
  drift(baseline: string, targets: readonly string[], options?: DriftOptions): DriftReport;

  /** Where some of several environments stand apart, and which shapes their values violate. */
  compare(environments: readonly string[], options?: DriftOptions): Survey;

  /**
   * How what runs in an environment differs from what is declared for it. The baseline is what is
   * declared, the target is called `live`.
   */
  driftLive(environment: string, live: LiveEnvironment, options?: DriftOptions): DriftReport;
  /**
   * The same with a state that the host is asked for, when the environment is known.
   *
   * @throws {ProviderError} `E_PROVIDER` for what the host throws, which is the cause; errors of this
   *   package are thrown on.
   */
  driftLive(environment: string, live: LiveState, options?: DriftOptions): Promise<DriftReport>;

  /** What differs between an environment here and one of another state, or of another project. */
  diffWith(left: string, other: Snapshot, right: string): Diff;

  /**
   * What the services of environments request, and what the environments may use.
   *
   * @param resources `cpu`, `memory`, `storage`, which `disk` stands for too; all unless given.
   */
  resources(environments: readonly string[], resources?: readonly string[]): Resources;

  /**
   * Plans the promotion of what runs in `from` to `to`. Nothing is written or started; that it may
   * not start is part of the plan, not an error.
   *
   * @throws {UnknownNameError} for an environment, service or pipeline that does not exist.
   */
  planPromotion(from: string, to: string, options?: PromotionOptions): Plan;
}
