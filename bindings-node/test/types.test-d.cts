// As types.test-d.mts, through `require`.
import stageline = require('stageline');

stageline.version() satisfies string;
stageline.Project.openSync('deploy') satisfies stageline.Project;
stageline.InternalError satisfies new (
  ...args: never[]
) => stageline.StagelineError;
