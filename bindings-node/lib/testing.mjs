// The `import` door to testing.js.
import testing from './testing.js';

export const { overrideFlags, fixedClock, FlagOverrides, FixedClock } = testing;
