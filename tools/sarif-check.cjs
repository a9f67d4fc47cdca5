// Holds a SARIF log, a file or standard input, against the schema that Microsoft's package of test matchers ships.
// tools/bring.sh brings the packages; their folder is the first argument.
'use strict';

const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');

const packages = createRequire(join(process.argv[2], 'package.json'));
const Ajv = packages('ajv');
const schema = packages('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');

const ajv = new Ajv({ schemaId: 'id', allErrors: true, meta: false });
ajv.addMetaSchema(packages('ajv/lib/refs/json-schema-draft-04.json'));
const validate = ajv.compile(schema);
if (!validate(JSON.parse(readFileSync(process.argv[3] ?? 0, 'utf8')))) {
  for (const { dataPath, message } of validate.errors) console.error(`${dataPath || '.'} ${message}`);
  process.exitCode = 1;
}
