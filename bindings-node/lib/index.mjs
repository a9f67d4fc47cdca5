// The `import` door to the instance in index.js; a test holds the two lists of names together.
import stageline from './index.js';

export const { version, StagelineError, InternalError } = stageline;
