/** The version of the engine, such as `0.1.0`. */
export declare function version(): string;

/** The parent of every error stageline throws. */
export declare class StagelineError extends Error {
  /** A stable code, such as `E_INTERNAL`. */
  readonly code: string;
  /** What to do about it, where stageline knows. */
  readonly help: string | undefined;
}

/** A fault of stageline itself, caught: the process and its snapshots are intact. */
export declare class InternalError extends StagelineError {
  readonly code: 'E_INTERNAL';
}
