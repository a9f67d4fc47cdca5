'use strict';

/** The package: one instance of it stands behind `require` and `import` alike. */

const native = require('./stageline.node');
const { StagelineError, InternalError, call } = require('./errors.js');

const version = () => call(native.version);

module.exports = { version, StagelineError, InternalError };
