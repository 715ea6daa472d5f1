#!/bin/sh
# Pages of kbsite serve that follow their files, in Chromium: see tests/browser/reload.mjs.
set -u
KBSITE_BROWSER_TEST=reload.mjs exec sh "$(dirname "$0")/run_browser.sh" "$@"
