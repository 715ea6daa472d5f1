#!/bin/sh
# The example site in the plain theme, in Chromium: nothing is wider than the window, nothing is
# missing, nothing wrong for assistive technology.
set -u
if [ -n "${KBSITE_SANITIZE:-}" ]; then
    echo "skipped: the pages are the same with sanitizers"
    exit 77
fi
KBSITE_BROWSER_THEME=plain exec sh "$(dirname "$0")/run_browser.sh" pages accessibility
