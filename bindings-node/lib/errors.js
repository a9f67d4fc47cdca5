'use strict';

/** The errors people catch, and how a native error becomes one of them. */

class StagelineError extends Error {
  /** @param {string} message @param {{ code: string, help?: string, cause?: unknown }} about */
  constructor(message, { code, help, cause }) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.help = help;
  }

  get name() {
    return this.constructor.name;
  }
}

class InternalError extends StagelineError {
  constructor(message, about = {}) {
    super(message, {
      help: 'report it with the place it names; the process and its snapshots are intact',
      ...about,
      code: 'E_INTERNAL',
    });
  }
}

/**
 * Calls a native function; what it throws is thrown on as one of the classes above.
 *
 * `GenericFailure` is what the binding layer calls a panic outside the engine's own guard. Its text
 * may hold a value of the project, so it is not passed on.
 */
function call(native, ...args) {
  try {
    return native(...args);
  } catch (error) {
    if (error?.code === 'E_INTERNAL') throw new InternalError(error.message);
    if (error?.code === 'GenericFailure')
      throw new InternalError('the binding stopped, which is a fault of stageline');
    throw error;
  }
}

module.exports = { StagelineError, InternalError, call };
