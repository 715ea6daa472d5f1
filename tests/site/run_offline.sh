#!/bin/sh
# A site for reading from disk: nothing of it is broken, whatever was built before. Then, in
# Chromium, tests/browser/offline.mjs.
set -u
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
cp -R "$KBSITE_SOURCE/content-example" "$tmp/wiki"
cp -R "$KBSITE_SOURCE/content-example" "$tmp/configured"
echo 'offline: true' >>"$tmp/configured/kbsite.yml"

# build SITE OPTION…
build() {
    site=$1
    shift
    (cd "$tmp/wiki" && "$KBSITE" build -q -d "$tmp/$site" "$@" 2>/dev/null) || exit 1
}

# same SITE SITE
same() {
    diff -r "$tmp/$1" "$tmp/$2" >"$tmp/differs" && return
    echo "$1 and $2 differ:"
    head -5 "$tmp/differs"
    exit 1
}

build online
build offline --offline
(cd "$tmp/configured" && "$KBSITE" build -q -d "$tmp/by-key" 2>/dev/null) || exit 1
same offline by-key
build turned
build turned --offline
same turned offline
build turned
same turned online
"$KBSITE_TOOLS/crawl_site" "$tmp/offline" || exit 1
if grep -rlE '(href|url)="?[^":]*/"' "$tmp/offline" --include=index.html; then
    echo "these lead to folders"
    exit 1
fi
KBSITE_BROWSER_TEST=offline.mjs sh "$here/run_browser.sh" "$tmp/offline"
