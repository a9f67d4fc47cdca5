// The `import` door to the instance in index.js; a test holds the two lists of names together.
import stageline from './index.js';

export const {
  version,
  subscribe,
  Project,
  Snapshot,
  Environment,
  Service,
  Resolved,
  Origin,
  Explanation,
  Plan,
  Report,
  Diff,
  DriftReport,
  Place,
  StagelineError,
  LoadError,
  UnknownNameError,
  ConfigError,
  EditError,
  ProviderError,
  UsageError,
  InternalError,
} = stageline;
