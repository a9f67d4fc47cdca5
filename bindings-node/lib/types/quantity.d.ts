/** Amounts that are spelled in several ways. */

/**
 * What a quantity measures, and the unit of a bare number: cores, bytes, seconds, or percent.
 */
export type QuantityKind = 'cpu' | 'bytes' | 'duration' | 'percent';

/**
 * An exact amount, compared by what it means: `new Quantity('500m', 'cpu')` equals
 * `new Quantity(0.5, 'cpu')`. Of two of one kind, `<` and its siblings tell the smaller one; `==`
 * does not, as for any two objects.
 */
export declare class Quantity {
  /**
   * @throws {ConfigError} `E_QUANTITY` for a value that is none of this kind; it is not quoted.
   */
  constructor(value: string | number | bigint, kind: QuantityKind);
  readonly kind: QuantityKind;
  /** The amount in billionths of the unit, exactly. */
  readonly nanos: bigint;

  /** Whether the other one is the same amount of the same kind. */
  equals(other: unknown): boolean;
  /**
   * Negative, zero or positive, as `Array.prototype.sort` takes it.
   *
   * @throws {UsageError} for one of another kind.
   */
  compare(other: Quantity): number;
  /** The amount in the unit, as near as a number comes. */
  toNumber(): number;
  /** The amount in the unit, in decimal: one spelling for equal amounts. */
  toString(): string;
  /** The same. */
  toJSON(): string;
  [Symbol.toPrimitive](hint: string): bigint | string;
}
