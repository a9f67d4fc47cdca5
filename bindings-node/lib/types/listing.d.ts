/** What a project has, as lists: tenants and pipelines. */

import type { Document, Place } from './values.js';

/** An environment of a tenant. */
export interface TenantEnvironment {
  /** The environment it derives from. */
  readonly from: string;
  /** Its own name. */
  readonly name: string;
}

/** A tenant and the environments derived for it; as text, its name. */
export declare class Tenant implements Document {
  private constructor();
  readonly name: string;
  /** Its environments, in the order of the file. */
  readonly environments: readonly TenantEnvironment[];
  /** Its plan, as in `standard`. */
  readonly tier: string | null;
  /** `shared` or `dedicated`. */
  readonly isolation: string | null;
  /** Where its name stands. */
  readonly place: Place | null;
  toJSON(): object;
  toString(): string;
}

/** A gate of a stage. */
export interface StageGate {
  readonly name: string;
  /** Which side it guards: as it says, or as its place in the pipeline has it. */
  readonly when: 'entry' | 'exit';
  /** Whether a person decides it. */
  readonly approval: boolean;
}

/** One environment of a pipeline. */
export interface Stage {
  readonly environment: string;
  /** Whether a release verified upstream enters without a person. */
  readonly autoPromote: boolean;
  readonly gates: readonly StageGate[];
  /** Where it stands. */
  readonly place: Place | null;
}

/** The environments a release travels through, in order; as text, its name. */
export declare class Pipeline implements Document {
  private constructor();
  /** The name of its workflow file, without the ending. */
  readonly name: string;
  /** What people call it. */
  readonly title: string | null;
  /** Its environments, in order. */
  readonly stages: readonly Stage[];
  toJSON(): object;
  toString(): string;
}
