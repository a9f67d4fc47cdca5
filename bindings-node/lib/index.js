'use strict';

/** The package: one instance of it stands behind `require` and `import` alike. */

const native = require('./stageline.node');
const {
  behind: _,
  dated: _dated,
  Difference: _item,
  lists: _lists,
  ...answers
} = require('./answers.js');
const {
  diff,
  threeWay,
  ThreeWay,
  TreeDiff,
  Diff,
  DriftReport,
  Survey,
} = require('./comparison.js');
const { Context } = require('./context.js');
const { call } = require('./crossing.js');
const { FlagDetails } = require('./details.js');
const { Edit } = require('./edit.js');
const { thrown, ...errors } = require('./errors.js');
const { Environment, Service } = require('./environment.js');
const { ExposureListener, Exposures } = require('./exposures.js');
const { FixPlan } = require('./fix.js');
const { Flags, Handle } = require('./flags.js');
const imports = require('./import.js');
const { LiveEnvironment } = require('./live.js');
const { subscribe } = require('./log.js');
const patches = require('./patch.js');
const { Place } = require('./place.js');
const { Project } = require('./project.js');
const { Quantity } = require('./quantity.js');
const { Resolved } = require('./resolved.js');
const { Snapshot } = require('./snapshot.js');
const { Watch } = require('./watch.js');

const version = () => call(native.version);

module.exports = {
  version,
  subscribe,
  diff,
  threeWay,
  ...patches,
  ...imports,
  Project,
  Snapshot,
  Environment,
  Service,
  Resolved,
  Watch,
  Edit,
  FixPlan,
  TreeDiff,
  ThreeWay,
  Diff,
  DriftReport,
  Survey,
  LiveEnvironment,
  Flags,
  Handle,
  Context,
  Exposures,
  ExposureListener,
  Place,
  Quantity,
  FlagDetails,
  ...answers,
  ...errors,
};
