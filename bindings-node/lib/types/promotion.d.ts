/** Plans of promotions. */

import type { ErrorCode } from './errors.js';
import type { Document, Place } from './values.js';

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
