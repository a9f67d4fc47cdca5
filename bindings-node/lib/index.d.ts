/**
 * Configuration inheritance, drift, feature flags and promotion rules for several environments.
 *
 * A `Project` is opened once and lives; a `Snapshot` is its state at one moment and never changes.
 * Errors say that a question could not be answered; findings, drift and blocked plans are answers.
 *
 * Integers outside ±(2^53 - 1) are `bigint`, all other numbers `number`.
 */

/** The version of the engine, such as `0.1.0`. */
export declare function version(): string;

// Values

/** A value as project files hold it; keys are as they were written. */
export type Value = null | boolean | number | bigint | string | Value[] | Tree;

/** A map of values. */
export interface Tree {
  [key: string]: Value;
}

/**
 * A path to a value: dotted text (`"resources.limits.cpu"`, `"panels.0.title"`; a key that holds a
 * dot stands in double quotes), or a list of keys and positions. The empty path is the whole tree.
 */
export type Path = string | readonly (string | number)[];

/**
 * A value that a caller gives. In a map, keys with `undefined` are left out; what has a `toJSON`
 * crosses as what it answers.
 */
export type Input =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Input[]
  | ReadonlyMap<string, Input>
  | { readonly [key: string]: Input | undefined }
  | { toJSON(): unknown };

/** A range in a project file. Lines and columns count from 1, in Unicode scalar values. */
export declare class Place {
  private constructor();
  /** The file, relative to the project's root. */
  readonly file: string;
  /** The first line; 0 means the file as a whole. */
  readonly line: number;
  readonly column: number;
  /** The end is exclusive. */
  readonly endLine: number;
  readonly endColumn: number;
  toJSON(): object;
  /** `file:line:column`. */
  toString(): string;
}

/** What answers, and the parts they list, have in common. */
export interface Document {
  /** The canonical document, its keys in snake case, as the JSON Schema describes it. */
  toJSON(): object;
  /** The text for people. */
  toString(): string;
}

// Projects

/** How a project is opened. */
export interface OpenOptions {
  /** Opens what it can; what it cannot becomes `problems` and findings of `validate`. */
  readonly lenient?: boolean | undefined;
  /** How large files may be. */
  readonly limits?: Limits | undefined;
}

/** Bounds on what one file may hold. */
export interface Limits {
  /** Bytes of one file. */
  readonly fileBytes?: number | undefined;
  /** Values in one document, every use of an alias counted in full. */
  readonly nodes?: number | undefined;
  /** Levels of nesting, at most 255. */
  readonly depth?: number | undefined;
}

/** How a project is found. */
export interface FindOptions extends OpenOptions {
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
 * A project: its files, read, checked, and followed through reloads.
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
  static open(root: string | URL, options?: OpenOptions): Promise<Project>;
  /** As `open`, at once. */
  static openSync(root: string | URL, options?: OpenOptions): Project;

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

  /** The current state, pinned. The same object until a reload. */
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

  /** An environment of the current snapshot; its `flags` follow reloads. */
  environment(name: string): Environment;

  /** Plans a promotion on the current snapshot. */
  planPromotion(from: string, to: string, options?: PromotionOptions): Plan;
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

  /** What the rules find in the project's files. */
  validate(): Report;

  /** What differs between two environments: record, configuration, each service, flags. */
  diff(left: string, right: string): Diff;

  /** How environments differ from a baseline, and which of it is drift. */
  drift(baseline: string, targets: readonly string[]): DriftReport;

  /**
   * Plans the promotion of what runs in `from` to `to`. Nothing is written or started; that it may
   * not start is part of the plan, not an error.
   *
   * @throws {UnknownNameError} for an environment, service or pipeline that does not exist.
   */
  planPromotion(from: string, to: string, options?: PromotionOptions): Plan;
}

// Configuration

/** How configuration is resolved. */
export interface ResolveOptions {
  /**
   * Values on top of everything. Lists and scalars replace, maps merge; `{ $append: […] }`,
   * `{ $prepend: […] }`, `{ $replace: … }`, `{ $delete: true }` and
   * `{ $merge_by: { key, items } }` say otherwise.
   */
  readonly overrides?: { readonly [key: string]: Input | undefined } | undefined;
}

/** An environment, bound once: what is asked of it needs no name again. */
export declare class Environment {
  private constructor();
  readonly name: string;
  /** The snapshot it belongs to. */
  readonly snapshot: Snapshot;
  /** Whether customers depend on it: its tier is `production`. */
  readonly isProduction: boolean;
  /** The tenant it was derived for, if it was. */
  readonly tenantName: string | undefined;
  /** What it is: its entry in `environments.yaml`. */
  readonly record: Resolved;
  /** The names of the services that are configured here, sorted. */
  readonly serviceNames: string[];
  /** The services that are configured here. */
  readonly services: Service[];

  /**
   * The environment that a tenant derives from this one.
   *
   * @throws {UnknownNameError} `E_UNKNOWN_TENANT`.
   */
  tenant(name: string): Environment;

  /**
   * A service of the project, seen from here; it may be absent.
   *
   * @throws {UnknownNameError} `E_UNKNOWN_SERVICE` with the names that are known.
   */
  service(name: string): Service;

  /**
   * Its configuration, with all that it extends.
   *
   * @throws {ConfigError} when what it extends cannot be told, or for an override that is none.
   */
  resolve(options?: ResolveOptions): Resolved;
  /**
   * The same, read by a Standard Schema (zod, valibot, arktype, …) that answers at once. Messages of
   * its issues are passed on as the schema words them.
   *
   * @throws {ConfigError} `E_CONFIG_TYPE` with the place of each value that does not fit.
   */
  resolve<S extends StandardSchema>(
    options: ResolveOptions & { readonly schema: S },
  ): SchemaOutput<S>;

  /** Where a value of its configuration comes from and what it overrode. */
  explain(path: Path): Explanation;
  /** Where a value of its configuration was written. */
  origin(path: Path): Origin;
  /** Its name. */
  toString(): string;
}

/** A service in an environment. Paths begin below its name. */
export declare class Service {
  private constructor();
  readonly name: string;
  /** The environment it is seen from. */
  readonly environment: Environment;
  /** Whether it is configured there. */
  readonly isConfigured: boolean;

  /**
   * Its values: its base, the files of the environments this one extends, its own file.
   *
   * @throws {ConfigError} `E_SERVICE_ABSENT` where it has none of these.
   */
  resolve(options?: ResolveOptions): Resolved;
  /**
   * The same, read by a Standard Schema that answers at once.
   *
   * @throws {ConfigError} `E_CONFIG_TYPE` with the place of each value that does not fit.
   */
  resolve<S extends StandardSchema>(
    options: ResolveOptions & { readonly schema: S },
  ): SchemaOutput<S>;

  /** Where a value comes from and what it overrode. */
  explain(path: Path): Explanation;
  /** Where a value was written. */
  origin(path: Path): Origin;
  /** Its name. */
  toString(): string;
}

/** A resolved tree that still knows its files. */
export declare class Resolved {
  private constructor();
  /** The digest of the tree; equal trees have equal digests, wherever they were written. */
  readonly digest: string;

  /**
   * The value at a path, the caller's own.
   *
   * @throws {UnknownNameError} `E_UNKNOWN_PATH` with the nearest keys.
   */
  get(path: Path): Value;
  /** Whether a value stands at a path; null is one. */
  has(path: Path): boolean;
  /** Where the value at a path was written. */
  origin(path: Path): Origin;
  /** Where the value at a path comes from and what it overrode; the whole tree unless given. */
  explain(path?: Path): Explanation;

  /** The tree as an object of the caller's own, its keys as they were written. */
  toObject(): Tree;
  /** The same; `JSON.stringify` refuses a `bigint` in it, `String(resolved)` does not. */
  toJSON(): Tree;
  /** The tree as JSON text, every integer in full. */
  toString(): string;
}

/** What wrote a value. */
export type LayerKind =
  | 'base'
  | 'environment'
  | 'file'
  | 'service_base'
  | 'service'
  | 'tenant'
  | 'record'
  | 'caller';

/** Where the value that counts was written; as text, its place. */
export declare class Origin implements Document {
  private constructor();
  /** The place; null for what the caller gave. */
  readonly place: Place | null;
  readonly layer: LayerKind;
  /** The layer's name. */
  readonly name: string;
  toJSON(): object;
  toString(): string;
}

/** A value and the layers that spoke of it. */
export declare class Explanation implements Document {
  private constructor();
  readonly path: string;
  /** The value; null when a layer deleted it. */
  readonly value: Frozen;
  /** Every layer that spoke of it, strongest first. */
  readonly steps: readonly Step[];
  toJSON(): object;
  toString(): string;
}

/** One layer's word on a value. */
export interface Step {
  readonly layer: LayerKind;
  readonly name: string;
  /** Where it says so; null for what the caller gave. */
  readonly place: Place | null;
  readonly effect:
    | 'sets'
    | 'merges'
    | 'appends'
    | 'prepends'
    | 'replaces'
    | 'deletes'
    | 'overridden';
  /** What it says; null where it deletes. */
  readonly value: Frozen;
}

/** A value inside an answer. */
export type Frozen =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Frozen[]
  | { readonly [key: string]: Frozen };

// Comparison

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

// Promotion

/** What is asked of a promotion. */
export interface PromotionOptions {
  /** These services alone; all that the source has, unless given. */
  readonly services?: readonly string[] | undefined;
  /** The pipeline that is meant, where several hold this step. */
  readonly pipeline?: string | undefined;
  /** Allows to skip stages of the pipeline, and says why. */
  readonly skipStages?: string | undefined;
}

/** A service's version and where it is declared. */
export interface Version {
  readonly tag: string;
  readonly place: Place | null;
}

/** What a promotion does to one service. */
export interface ServiceStep {
  readonly service: string;
  /** What the target has; null where the service has no file there, or no version. */
  readonly from: Version | null;
  /** What it gets; null where the source says no version. */
  readonly to: Version | null;
}

/** A gate that a promotion has to pass. */
export interface Gate {
  readonly name: string;
  readonly environment: string;
  /** Which side of that environment it guards. */
  readonly when: 'entry' | 'exit';
  /** Whether a person decides it. */
  readonly approval: boolean;
  readonly state: 'pending';
  readonly place: Place | null;
}

/** Why a promotion may not start yet. */
export interface Reason extends Document {
  readonly code: ErrorCode;
  readonly message: string;
  readonly help: string;
  readonly places: readonly Place[];
}

interface PlanFields extends Document {
  readonly from: string;
  readonly to: string;
  /** The pipeline; null when no single one holds this step. */
  readonly pipeline: string | null;
  readonly services: readonly ServiceStep[];
  readonly gates: readonly Gate[];
  /** The gates that people decide. */
  readonly approvals: readonly Gate[];
  /** The digest of what is intended; evaluations and time are no part of it. */
  readonly digest: string;
  /** Whether results of earlier runs were read; without a journal every gate is pending. */
  readonly journal: boolean;
}

/** A promotion that nobody has executed; as text, what a dry run prints. */
export type Plan = PlanFields &
  (
    | {
        /** It may start. */
        readonly verdict: 'ready';
        readonly whyNot: readonly [];
      }
    | {
        /**
         * `waits`: something has no result yet. `blocked`: somebody has to change something.
         */
        readonly verdict: 'waits' | 'blocked';
        /** Why it may not start yet, the strongest reason first. */
        readonly whyNot: readonly [Reason, ...Reason[]];
      }
  );

/** The class of plans. */
export declare const Plan: {
  readonly prototype: Plan;
  [Symbol.hasInstance](value: unknown): value is Plan;
};

// Schemas

/** A schema of any library that implements Standard Schema, version 1 (standardschema.dev). */
export interface StandardSchema<Output = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}

/** What a schema makes of a value. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** Why a value does not fit a schema. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What a schema gives. */
export type SchemaOutput<S extends StandardSchema> = NonNullable<S['~standard']['types']>['output'];

// Events

/** Something the engine did. */
export interface LogEvent {
  readonly level: LogLevel;
  /** The part of the engine, such as `stageline::project::live`. */
  readonly target: string;
  readonly message: string;
  readonly fields: { readonly [name: string]: string | number | boolean };
}

export type LogLevel = 'error' | 'warn' | 'info' | 'debug' | 'trace';

/**
 * Hands the engine's events to `listener`, on the event loop of the thread that subscribed, shortly
 * after they happened; the answer ends it.
 *
 * Events are of the whole process, other threads' too. A subscription keeps no process alive, and
 * what happens right before the end may not be heard. While the loop is busy up to 4096 events wait;
 * those beyond are dropped. Without a subscription the engine is silent: it never prints.
 */
export declare function subscribe(
  listener: (event: LogEvent) => void,
  options?: {
    /** The most detailed level wanted; `info` unless given. */
    readonly level?: LogLevel | undefined;
  },
): () => void;

// Errors

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
  | 'E_CONDITION'
  | 'E_UNKNOWN_STEP'
  | 'E_UNKNOWN_ENVIRONMENT'
  | 'E_UNKNOWN_SERVICE'
  | 'E_UNKNOWN_FLAG'
  | 'E_UNKNOWN_TENANT'
  | 'E_UNKNOWN_PIPELINE'
  | 'E_UNKNOWN_PATH'
  | 'E_UNKNOWN_BASE'
  | 'E_AMBIGUOUS_BASE'
  | 'E_NO_DEFAULT_BASE'
  | 'E_EXTENDS_CYCLE'
  | 'E_EXTENDS_DEPTH'
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
  | 'E_NO_PROVIDER'
  | 'E_USAGE'
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
/** An edit that was refused. */
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
