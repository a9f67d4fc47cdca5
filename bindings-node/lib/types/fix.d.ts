/** What makes one environment say what another one says. */

import type { DriftItem } from './drift.js';
import type { Edit } from './edit.js';
import type { Document } from './values.js';

/** A difference, and the edit that mends it. */
export interface FixItem extends Document {
  /** Its number in the plan, from 1. */
  readonly number: number;
  readonly item: Omit<DriftItem, keyof Document>;
  /** The file that is written; null for what is left alone. */
  readonly file: string | null;
  /** Why it is left alone; such an item cannot be chosen. */
  readonly leftAlone: string | null;
  /** Parts of the value that are not copied with the rest. */
  readonly withheld: readonly { readonly path: string; readonly reason: string }[];
  /** What the edit changes, environment by environment. */
  readonly radius: { readonly effects: readonly { readonly environment: string }[] };
  readonly chosen: boolean;
}

/**
 * What makes one environment say what another one says, difference by difference. Nothing is chosen
 * at first.
 */
export declare class FixPlan implements Document {
  private constructor();
  readonly from: string;
  readonly to: string;
  readonly items: readonly FixItem[];
  /** The items that can be chosen. */
  readonly fixes: readonly FixItem[];
  readonly chosen: readonly FixItem[];
  /** Asks for each of `fixes`. What the function throws is thrown on, and the plan stays as it was. */
  choose(choose: (item: FixItem) => boolean): this;
  setChosen(number: number, chosen: boolean): this;
  /** The edit of what is chosen, to look at and to commit. */
  edit(): Edit;
  toJSON(): object;
  toString(): string;
}
