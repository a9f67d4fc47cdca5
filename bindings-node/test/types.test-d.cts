// As types.test-d.mts, through `require`.
import stageline = require('stageline');

stageline.version() satisfies string;
stageline.InternalError satisfies new (
  ...args: never[]
) => stageline.StagelineError;
