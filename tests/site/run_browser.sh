#!/bin/sh
# The example site in Chromium: see tests/browser/run.mjs, or another test in that folder.
set -u
tests=$(cd "$(dirname "$0")/.." && pwd)
if ! command -v node >/dev/null; then
    echo "skipped: no node"
    exit 77
fi
if [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 18 ]; then
    echo "skipped: node is older than 18"
    exit 77
fi
for module in playwright-core axe-core; do
    if [ ! -f "$tests/node_modules/$module/package.json" ]; then
        echo "skipped: no node module $module (cd tests && npm ci)"
        exit 77
    fi
done
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
if [ -z "$CHROMIUM" ]; then
    echo "skipped: no chromium"
    exit 77
fi
KBSITE_SOURCE=${KBSITE_SOURCE:-$tests/..}
export CHROMIUM KBSITE_SOURCE
exec node "$tests/browser/${KBSITE_BROWSER_TEST:-run.mjs}" "$@"
