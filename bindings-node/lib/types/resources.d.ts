/** What services ask for, beside what environments may use. */

import type { Document, Place } from './values.js';

/** Something that ought to be an amount, and cannot be read as one. */
export interface Unreadable {
  /** As it is written; a secret is withheld. */
  readonly text: string;
  readonly place: Place | null;
}

/** What one service asks for in one environment; amounts are those of one replica. */
export interface ServiceDemand {
  readonly replicas: { readonly least: number; readonly most: number };
  readonly request: string | null;
  readonly limit: string | null;
  readonly place: Place | null;
  /** What is written for the request and is no amount; such a request counts for nothing. */
  readonly unreadableRequest?: Unreadable;
  /** What is written for the limit and is no amount. */
  readonly unreadableLimit?: Unreadable;
}

/** What all services ask for in one environment, and what there is. */
export interface EnvironmentDemand {
  /** The requests of all replicas that always run. */
  readonly requested: string | null;
  /** The requests with every service scaled out. */
  readonly most: string | null;
  /** What the environment may use. */
  readonly available: string | null;
  /** How much of that is requested, in percent, rounded up. */
  readonly percent: number | null;
  readonly place: Place | null;
  /** The services that do not say what they request. */
  readonly silent: readonly string[];
  /** What is written for `available` and is no amount. */
  readonly unreadable?: Unreadable;
  /** The services whose requests are no amounts, where there are some; the sums lack them. */
  readonly uncounted?: readonly string[];
}

/** What environments ask for and have, side by side. */
export declare class Resources implements Document {
  private constructor();
  readonly environments: readonly string[];
  readonly resources: readonly {
    readonly resource: 'cpu' | 'memory' | 'storage';
    readonly services: readonly {
      readonly service: string;
      readonly cells: readonly (ServiceDemand | null)[];
    }[];
    readonly totals: readonly EnvironmentDemand[];
  }[];
  toJSON(): object;
  toString(): string;
}
