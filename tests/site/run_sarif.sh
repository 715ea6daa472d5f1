#!/bin/sh
# The SARIF report against the schema of SARIF 2.1.0: see tests/browser/sarif.mjs.
set -u
tests=$(cd "$(dirname "$0")/.." && pwd)
if ! command -v node >/dev/null; then
    echo "skipped: no node"
    exit 77
fi
for module in ajv @microsoft/jest-sarif; do
    if [ ! -f "$tests/node_modules/$module/package.json" ]; then
        echo "skipped: no node module $module (cd tests && npm ci)"
        exit 77
    fi
done
exec node "$tests/browser/sarif.mjs" "$KBSITE_TOOLS/list_findings"
