/// <reference lib="esnext.disposable" />
/** Edits of a project's files. */

import type { Section, SectionDiff } from './comparison.js';
import type { Snapshot } from './project.js';
import type { Finding } from './validation.js';
import type { Document, Input, Path } from './values.js';

/**
 * Changes of a project's files that are not written yet.
 *
 * Each operation is tried at once, on the texts as the operations before left them, and either
 * takes effect in the edit or throws without any. Files keep every byte outside what changes.
 * Nothing is written before `commit`; `using edit = project.edit()` discards what was not
 * committed.
 */
export declare class Edit {
  private constructor();

  /**
   * An environment's own configuration: `overrides` of its file, which is written where there is
   * none.
   */
  environment(name: string): EnvironmentScope;
  /** An environment's record in `environments.yaml`. */
  record(environment: string): EditScope;
  /** A service's file for one environment, which is written where there is none. */
  service(environment: string, name: string): EditScope;
  /** A service's `base.yaml`, for all environments. */
  serviceBase(name: string): EditScope;
  /** A base, by its key. */
  base(name: string): EditScope;
  /** A tenant's `overrides`, in all its environments. */
  tenant(name: string): EditScope;
  /** A feature flag: what it says by path, and what it answers. */
  flag(name: string): FlagScope;
  /** A workflow's file, by its name without the ending. */
  workflow(name: string): EditScope;
  /** A file by its path in the project, from the root of its document. */
  file(path: string): EditScope;

  /**
   * Makes the change that a finding of a report suggests. Of several in one file take the last
   * first: a change may move the positions of items behind it.
   *
   * @throws {UsageError} for a finding without a `fix`.
   * @throws {EditError} `E_EDIT_REFUSED` where the file no longer holds what is to be mended.
   */
  fix(finding: Finding): this;

  /**
   * Makes what `to` says equal to what `from` says: configuration, services and flags. Records,
   * secrets, and what environments differ in by nature are left alone.
   */
  sync(from: string, to: string, options?: SyncOptions): Synced;

  /**
   * Lets flags answer in `to` what they answer in `from`, to everybody: all of them, or those that
   * are named. The answer names the flags whose entries change.
   *
   * @throws {EditError} `E_EDIT_REFUSED` where `to` says something else itself, unless that is to be
   * replaced; no flag is changed then.
   */
  copyFlags(from: string, to: string, options?: CopyFlagsOptions): string[];

  /**
   * What is worth knowing of the changes that were asked for, a sentence each: that a share falls,
   * that a ramp has ended by then. None of it keeps the edit from being committed.
   */
  readonly remarks: readonly string[];

  /** Whether nothing would be written. */
  readonly isEmpty: boolean;

  /** What would be written; as text, a diff in which secrets are withheld. */
  preview(): Preview;

  /**
   * What would change in which environment.
   *
   * @throws {EditError} `E_EDIT_REFUSED` where the project would not load afterwards, or would not
   * have what was asked.
   */
  blastRadius(): BlastRadius;

  /**
   * The project as it would be, to ask it anything before it is.
   *
   * @throws {EditError} as `blastRadius`.
   */
  snapshot(): Snapshot;

  /**
   * Writes every file or none, and makes what was written the project's current state: the same
   * snapshot that `project.snapshot()` answers then. The edit begins anew from there.
   *
   * @throws {EditError} as `blastRadius`; `E_EDIT_CONFLICT` when a file is no longer what was read,
   * `E_READ_ONLY` for a project that cannot be written. Nothing is written then.
   */
  commit(): Promise<Snapshot>;
  /** As `commit`, at once. */
  commitSync(): Snapshot;

  /** Forgets all changes. */
  discard(): void;
  /** Discards what was not committed. */
  [Symbol.dispose](): void;
  /** Waits for a commit that is under way, and discards what was not committed. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * The values of one target of an edit; paths begin there. Every call answers the scope itself, so
 * that calls can be chained, and throws where it cannot be done:
 *
 * - `EditError` `E_EDIT_REFUSED` where the change would change more than was asked;
 * - `UnknownNameError` for what the target or the path names and the project does not know;
 * - `UsageError` or `ConfigError` for a value or an operation that makes no sense.
 */
export interface EditScope {
  /**
   * Puts a value at a path; missing maps on the way are made. `{ $append: […] }` and its siblings
   * (see `ResolveOptions`) are written as tags.
   */
  set(path: Path, value: Input): this;
  /** Forgets what this layer says, so that the layers below count again. */
  unset(path: Path): this;
  /** Takes a value away for good, an inherited one too. */
  delete(path: Path): this;
  /** Puts an item behind the last one of a list, an inherited one too. */
  append(path: Path, item: Input): this;
  /** Takes an item out of a list: the first equal one, or the one of this name. */
  remove(path: Path, item: Input): this;
  /** Moves what this layer says to another path, where nothing stands yet. */
  rename(from: Path, to: Path): this;
  /** Sets every leaf of a tree, below a path if one is given; what it does not name stays. */
  apply(tree: Input, path?: Path): this;
}

/** An environment's own configuration, and what else the project says of it. */
export interface EnvironmentScope extends EditScope {
  /** The environment's record. */
  record(): EditScope;
  /** A service's file for this environment. */
  service(name: string): EditScope;
}

/**
 * A feature flag: what it says by path, as any scope, and what it answers.
 *
 * What is changed by meaning is tried at once: where the flag could not be decided afterwards, the
 * call throws `EditError` `E_EDIT_REFUSED`, and the edit stays as it was. A value is a variant's name,
 * a variant's value, or, where the flag has no variants, one of the kind that it has elsewhere. Times
 * are now unless given.
 */
export interface FlagScope extends EditScope {
  /**
   * Lets the flag answer a value in an environment. An entry with rules or shares is refused, unless
   * the options say what becomes of them.
   */
  setValue(environment: string, value: Input, options?: SetValueOptions): this;
  /**
   * Rolls the flag out: to a share at once, or along a ramp. Salt and `by` stay as they were unless
   * given, so a larger share keeps whoever was in.
   */
  rollOut(environment: string, rollout: RolloutInput): this;
  /** Lets a ramp stand still from a time on. */
  hold(environment: string, at?: Date | string): this;
  /** Lets a ramp go on from a time on. */
  resume(environment: string, at?: Date | string): this;
  /** Lets a ramp go back the way it came from a time on: who came last goes first. */
  rollBack(environment: string, at?: Date | string): this;
  /** Serves a value to listed keys, whatever the rules say. */
  target(
    environment: string,
    serve: Input,
    keys: readonly (string | number | bigint)[],
    options?: TargetOptions,
  ): this;
  /** Takes listed keys out of all targets of an attribute. */
  untarget(
    environment: string,
    keys: readonly (string | number | bigint)[],
    options?: TargetOptions,
  ): this;
  /** Adds a rule: behind the last one, or before the one at a position. */
  addRule(environment: string, rule: RuleInput): this;
  /** Takes a rule away, by its position from 0. */
  removeRule(environment: string, index: number, options?: TimeOptions): this;
  /**
   * Switches the flag off with its kill switch, in an environment or, without one, in all of them. What
   * else it says stays.
   */
  kill(environment?: string, options?: TimeOptions): this;
  /** Lets a flag answer again that is switched off, in an environment or, without one, in all of them. */
  unkill(environment?: string, options?: TimeOptions): this;
  /**
   * Lets the flag answer in `to` what it answers in `from`, to everybody. What `to` says itself is
   * not replaced; see `copyFlags`. Flags that it requires are not copied with it; `remarks` tells where
   * one says something else in `to`.
   */
  copy(from: string, to: string): this;
}

/** How a flag's value is set. */
export interface SetValueOptions {
  /** Makes the flag where there is none. */
  readonly create?: boolean | undefined;
  /** Of an entry with rules or shares, changes what everybody else gets, and leaves the rest. */
  readonly defaultOnly?: boolean | undefined;
  /** Forgets the rules and shares of the entry. */
  readonly replace?: boolean | undefined;
  /** The time that it is; that of the clock unless given. It tells whether a schedule has the say. */
  readonly now?: Date | string | undefined;
}

/** A rollout, in the words of a file; with `over`, `from`, `curve`, `template` or `start` it is a ramp. */
export interface RolloutInput {
  /** The share that is in, in percent; at the end, if it grows. */
  readonly percentage?: number | undefined;
  /** How long a ramp takes, as in `2h`. */
  readonly over?: string | undefined;
  /** When it begins; `now` unless given. */
  readonly start?: Date | string | undefined;
  /** The share at the beginning; what it is by then unless given. */
  readonly from?: number | undefined;
  /** How it grows: `linear`, `exponential`, or steps of a time since the start and a share. */
  readonly curve?:
    | 'linear'
    | 'exponential'
    | { readonly steps: readonly (readonly [time: string, percentage: number])[] }
    | undefined;
  /** The attribute that is hashed, or several, of which the first that is there counts. */
  readonly by?: string | readonly string[] | undefined;
  /** What is hashed with it. */
  readonly salt?: string | undefined;
  /** The ramp below `ramps:` that gives what is not said. */
  readonly template?: string | undefined;
  /** What those get whom it takes: a variant's name, or a value; as before unless given. */
  readonly serve?: Input | undefined;
  /** The time that it is; that of the clock unless given. */
  readonly now?: Date | string | undefined;
}

/** What keys are of. */
export interface TargetOptions {
  /** The attribute; the targeting key unless given. */
  readonly by?: string | undefined;
  /** The time that it is; that of the clock unless given. It tells whether a schedule has the say. */
  readonly now?: Date | string | undefined;
}

/** When a flag is changed. */
export interface TimeOptions {
  /** The time that it is; that of the clock unless given. It tells whether a schedule has the say. */
  readonly now?: Date | string | undefined;
}

/**
 * A rule of a flag that serves one value. Rules with a share, a split or times are added as files have
 * them: `edit.flag(name).append(`${environment}.rules`, rule)`.
 */
export interface RuleInput {
  /** For whom it counts: a condition; without one, for everyone. */
  readonly when?: string | null | undefined;
  /** What they get. */
  readonly serve: Input;
  /** Its position from 0; behind the last one unless given. */
  readonly position?: number | undefined;
  /** What it is for. */
  readonly description?: string | undefined;
  /** The time that it is; that of the clock unless given. It tells whether a schedule has the say. */
  readonly now?: Date | string | undefined;
}

/** Which flags are copied. */
export interface CopyFlagsOptions {
  /** Their names; all flags unless given. */
  readonly names?: readonly string[] | undefined;
  /** Copies over what the other environment says itself. */
  readonly replace?: boolean | undefined;
}

/** What a sync leaves alone. */
export interface SyncOptions {
  /** `configuration`, `services`, `flags`, `service <name>`, or paths. */
  readonly exclude?: readonly string[] | undefined;
}

/** One value that a sync looked at; as text, one line. */
export type SyncItem = Section &
  Document & {
    /** Where in its section; empty for a service as a whole. */
    readonly path: string;
    /** Why it was left alone; null where it was made equal. */
    readonly leftAlone: string | null;
  };

/** What a sync did to an edit; as text, how much. */
export declare class Synced implements Document {
  private constructor();
  readonly from: string;
  readonly to: string;
  /** Every difference between the two, made equal or left alone. */
  readonly items: readonly SyncItem[];
  /** What was made equal. */
  readonly changed: readonly SyncItem[];
  toJSON(): object;
  toString(): string;
}

/** One file that an edit would write; as text, its diff with secrets withheld. */
export interface FilePreview extends Document {
  /** The path, relative to the project's root. */
  readonly path: string;
  /** Its text now; null for a file that is not there yet. */
  readonly before: string | null;
  /** Its text afterwards. */
  readonly after: string;
  /** The change as a unified diff, as `git apply` reads it. It holds what the file holds. */
  readonly diff: string;
}

/**
 * What an edit would write; as text, diffs in which secrets are withheld. `toJSON()`, and the texts
 * of the files, hold what the files hold.
 */
export declare class Preview implements Document {
  private constructor();
  /** The files whose text changes, by path. */
  readonly files: readonly FilePreview[];
  /** Whether nothing would be written. */
  readonly isEmpty: boolean;
  /** All changes as one unified diff, nothing withheld. */
  readonly diff: string;
  toJSON(): object;
  toString(): string;
}

/** What an edit changes in one environment. */
export interface Effect {
  readonly environment: string;
  /** What differs, from `before` to `after`, with the places in the files as they would be. */
  readonly diff: {
    readonly left: 'before';
    readonly right: 'after';
    readonly sections: readonly SectionDiff[];
  };
}

/** Everything that an edit changes, environment by environment. */
export declare class BlastRadius implements Document {
  private constructor();
  /** The environments in which something changes, in the order of the project. */
  readonly effects: readonly Effect[];
  /** The names of these environments. */
  readonly environments: readonly string[];
  /** Whether nothing changes anywhere: only comments or spellings were edited. */
  readonly isEmpty: boolean;
  toJSON(): object;
  toString(): string;
}
