/** What a change of files reaches, and who has a say from one line. */

import type { Document } from './values.js';

/** A part of an environment. */
export type Part =
  | { readonly part: 'record' | 'configuration' | 'flags'; readonly service: null }
  | { readonly part: 'service'; readonly service: string };

/** A part of an environment that a change of files may change. */
export type AffectedEntry = Part & { readonly environment: string };

/** What a change of files may change; as text, a line for each part. */
export declare class Affected implements Document {
  private constructor();
  /** The parts of environments, sorted, each once. */
  readonly entries: readonly AffectedEntry[];
  /** The pipelines, by the names of their workflows, sorted. */
  readonly pipelines: readonly string[];
  /** Paths that no part of the project reads, sorted. */
  readonly unknown: readonly string[];
  /** The services to deploy again; one that is not configured any more is not among them. */
  matrix(): Matrix;
  toJSON(): object;
  toString(): string;
}

/** Services to deploy, in the shape that matrix jobs of continuous integration take. */
export interface Matrix {
  /** One job each, sorted. */
  include: { environment: string; service: string }[];
}

/** A value written on a line, where an environment has it. */
export type Use = Part & {
  readonly environment: string;
  /** The path in the part; of a flag, its name and what lies below. */
  readonly path: string;
  /** Whether it counts there; otherwise something stronger says otherwise. */
  readonly wins: boolean;
};
