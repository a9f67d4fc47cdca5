/** What values are, on both ways, and what all answers have in common. */

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
