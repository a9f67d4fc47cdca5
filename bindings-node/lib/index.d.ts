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

export * from './types/affected.js';
export * from './types/comparison.js';
export * from './types/configuration.js';
export * from './types/documents.js';
export * from './types/drift.js';
export * from './types/edit.js';
export * from './types/errors.js';
export * from './types/fix.js';
export * from './types/flags.js';
export * from './types/import.js';
export * from './types/listing.js';
export * from './types/live.js';
export * from './types/log.js';
export * from './types/project.js';
export * from './types/promotion.js';
export * from './types/quantity.js';
export * from './types/resources.js';
export * from './types/schema.js';
export * from './types/validation.js';
export * from './types/values.js';
