/** Any two documents held against each other, and the patches of the standards. */

import type { Frozen, Resolved } from './configuration.js';
import type { Document, Input, Value } from './values.js';

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
  /**
   * How many steps a list without names may take; what they do not reach is compared by position.
   * 2,000,000 unless given.
   */
  readonly alignment?: number | undefined;
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
  options?: Omit<TreeOptions, 'leaves' | 'alignment'>,
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
