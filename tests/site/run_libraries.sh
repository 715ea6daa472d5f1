#!/bin/sh
# Code, formulas and diagrams in Chromium: see tests/browser/libraries.mjs.
set -u
KBSITE_BROWSER_TEST=libraries.mjs exec sh "$(dirname "$0")/run_browser.sh" "$@"
