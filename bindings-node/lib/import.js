'use strict';

/** Flags of other tools, as the text of a file of ours. */

const native = require('./stageline.node');
const given = require('./arguments.js');
const { Answer } = require('./answer.js');
const { call } = require('./crossing.js');

/** What an import gives. */
class ImportedFlags extends Answer {}

function importFlags(text, options) {
  given.text(text, 'what is imported');
  const {
    source,
    environment,
    file = 'flags.json',
  } = given.options(options, ['source', 'environment', 'file']);
  given.text(source, '`source`');
  given.text(file, '`file`');
  if (environment !== undefined) given.text(environment, '`environment`');
  return new ImportedFlags(call(() => native.importFlags(text, source, file, environment)));
}

module.exports = { ImportedFlags, importFlags };
