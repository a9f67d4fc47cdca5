/** The engine's events. */

/** Something the engine did. */
export interface LogEvent {
  readonly level: LogLevel;
  /** The part of the engine, such as `stageline::project::live`. */
  readonly target: string;
  readonly message: string;
  readonly fields: { readonly [name: string]: string | number | boolean };
}

export type LogLevel = 'error' | 'warn' | 'info' | 'debug' | 'trace';

/**
 * Hands the engine's events to `listener`, on the event loop of the thread that subscribed, shortly
 * after they happened; the answer ends it.
 *
 * Events are of the whole process, other threads' too. A subscription keeps no process alive, and
 * what happens right before the end may not be heard. While the loop is busy up to 4096 events wait;
 * those beyond are dropped. Without a subscription the engine is silent: it never prints.
 */
export declare function subscribe(
  listener: (event: LogEvent) => void,
  options?: {
    /** The most detailed level wanted; `info` unless given. */
    readonly level?: LogLevel | undefined;
  },
): () => void;
