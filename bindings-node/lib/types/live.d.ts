/** What is running in an environment. */

import type { Diff } from './comparison.js';
import type { Place, Value } from './values.js';

/** How a live state is read. */
export interface LiveOptions {
  /** What places call the file; `live.yaml` unless given. */
  readonly file?: string | undefined;
  /** The environment whose state it is; a comparison with another one is refused. */
  readonly environment?: string | undefined;
  /** Kubernetes: only objects of this namespace count. */
  readonly namespace?: string | undefined;
  /** Kubernetes: the labels that say which service an object belongs to, in order. */
  readonly serviceLabels?: readonly string[] | undefined;
  /** Kubernetes: the services of workloads, by the workloads' names. */
  readonly services?: Readonly<Record<string, string>> | ReadonlyMap<string, string> | undefined;
  /** Whether the state shows only a part: what is not in it is then unknown, and not missing. */
  readonly partial?: boolean | undefined;
}

/** What is asked of a provider. */
export interface LiveContext {
  readonly environment: string;
}

/** What a provider may answer. */
export type LiveAnswer =
  | LiveEnvironment
  /** JSON or YAML, as `LiveEnvironment.read` takes it. */
  | string
  | Uint8Array
  /** Several files by name. */
  | Readonly<Record<string, string | Uint8Array>>
  | ReadonlyMap<string, string | Uint8Array>
  /** What runs, in the shape of a project. */
  | {
      readonly environment?: string;
      readonly partial?: boolean;
      readonly services?: Readonly<Record<string, object>>;
      readonly configuration?: object;
    };

/** Who can say what is running: anything with such a method. */
export interface LiveState {
  /**
   * What is running in an environment. A state that cannot be told is thrown, and never answered
   * empty.
   */
  state(context: LiveContext): LiveAnswer | PromiseLike<LiveAnswer>;
}

/** What is running in an environment. Values of Secrets are compared and never shown. */
export declare class LiveEnvironment {
  private constructor();
  /**
   * Reads JSON or YAML: a map with `services` and `configuration`, or Kubernetes objects as
   * `kubectl get -o yaml` and `-o json` print them.
   *
   * @param text One text, or several files by name.
   */
  static read(
    text: string | Readonly<Record<string, string>> | ReadonlyMap<string, string>,
    options?: LiveOptions,
  ): LiveEnvironment;
  readonly environment: string | null;
  readonly origin: string;
  readonly isPartial: boolean;
  readonly serviceNames: readonly string[];
  /** What a service runs with, secrets withheld; null where it does not run. */
  service(name: string): Value;
  /** What is worth knowing of the state and no comparison says. */
  readonly notes: readonly { readonly message: string; readonly place: Place | null }[];
  /** What differs between this state and a later one. */
  diff(after: LiveEnvironment, options?: { readonly key?: Uint8Array | undefined }): Diff;
  toString(): string;
}
