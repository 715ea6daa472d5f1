// Whether SARIF reports are valid: sarif.mjs PROGRAM, which prints findings of all shapes.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const Ajv = require("ajv");
// The schema is written in draft 4 of JSON Schema, which ajv has to be given.
const schema = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");

const ajv = new Ajv({ schemaId: "auto", allErrors: true, logger: false });
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
const validate = ajv.compile(schema);
let failed = false;

function check(what, log, wanted) {
  const valid = validate(log);
  if (valid === wanted) return;
  failed = true;
  console.log(`FAIL: ${what} is ${valid ? "" : "not "}valid`);
  for (const error of (validate.errors ?? []).slice(0, 10))
    console.log(`  ${error.dataPath}: ${error.message} ${JSON.stringify(error.params)}`);
}

const print = (which) =>
  JSON.parse(execFileSync(process.argv[2], ["sarif", which], { maxBuffer: 1 << 28 }));
for (const which of ["shapes", "none", "many"]) check(which, print(which), true);

// What the schema has to find.
const breaks = {
  "a result without a message": (run) => delete run.results[0].message,
  "another level": (run) => (run.results[0].level = "fatal"),
  "a key that SARIF does not have": (run) => (run.results[0].severity = 1),
  "a column 0": (run) => (run.results[0].locations[0].physicalLocation.region.startColumn = 0),
  "an address with a blank": (run) =>
    (run.results[0].locations[0].physicalLocation.artifactLocation.uri = "a b.md"),
  "a repeated rule": (run) => run.tool.driver.rules.push(run.tool.driver.rules[0]),
};
for (const [what, spoil] of Object.entries(breaks)) {
  const log = print("shapes");
  spoil(log.runs[0]);
  check(what, log, false);
}
process.exit(failed ? 1 : 0);
