/** Flags as a provider of OpenFeature's SDK for servers, which a host installs itself. */

import type {
  EvaluationContext,
  JsonValue,
  OpenFeatureEventEmitter,
  Provider,
  ResolutionDetails,
} from '@openfeature/server-sdk';
import type { Project, Snapshot } from './index.js';

/**
 * Answers from the flags of an environment: of a project, following it, or of one state.
 *
 * The variant, the reason and the error code are those of `FlagDetails`. `flagMetadata` has the texts,
 * numbers and booleans of the flag's own `metadata`, and `setIn`, `decidedBy`, `rule`, `target`,
 * `unmet`, `bucket`, `threshold`, `place` and `validUntil`, where there is one. When the project
 * publishes another state, `PROVIDER_CONFIGURATION_CHANGED` is told; when it cannot be read again,
 * `PROVIDER_STALE`, and `PROVIDER_READY` once it can.
 */
export declare class StagelineProvider implements Provider {
  /** @throws {UnknownNameError} `E_UNKNOWN_ENVIRONMENT` with the nearest names. */
  constructor(project: Project | Snapshot, environment: string);
  readonly metadata: { readonly name: 'stageline' };
  readonly runsOn: 'server';
  readonly events: OpenFeatureEventEmitter;
  initialize(): Promise<void>;
  onClose(): Promise<void>;
  resolveBooleanEvaluation(
    flag: string,
    fallback: boolean,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<boolean>>;
  resolveStringEvaluation(
    flag: string,
    fallback: string,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<string>>;
  resolveNumberEvaluation(
    flag: string,
    fallback: number,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<number>>;
  /** A map or a list; one with integers that a number would round is a `TYPE_MISMATCH`. */
  resolveObjectEvaluation<T extends JsonValue>(
    flag: string,
    fallback: T,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<T>>;
}
