#!/bin/sh
# Notes by people one does not trust, in Chromium: see tests/browser/safe.mjs.
set -u
KBSITE_BROWSER_TEST=safe.mjs exec sh "$(dirname "$0")/run_browser.sh" "$@"
