#!/bin/sh
# The plain theme: the example has all its pages and says all that they say with the default one,
# without a script, with one small stylesheet, and with no address that leads nowhere.
set -u
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
failed=0

fail() {
    echo "FAIL: $1"
    failed=1
}

# pages SITE: the addresses of its pages.
pages() {
    (cd "$1" && find . -name '*.html' | sort)
}

cp -R "$KBSITE_SOURCE/content-example" wiki
"$KBSITE" build wiki -d default >/dev/null 2>default.err || fail "the default theme: $(cat default.err)"
echo 'theme: plain' >>wiki/kbsite.yml
"$KBSITE" build wiki -d plain >/dev/null 2>plain.err || fail "the plain theme: $(cat plain.err)"
cmp -s default.err plain.err || fail "other diagnostics: $(diff default.err plain.err | head -5)"

pages default >default.pages
pages plain >plain.pages
cmp -s default.pages plain.pages || fail "other pages: $(diff default.pages plain.pages | head -5)"
grep -rlE '<script|<button|<template| on[a-z]+=' plain --include='*.html' >scripts &&
    fail "needs a script: $(head -3 scripts)"
[ "$(find plain -name '*.css')" = plain/assets/plain.css ] || fail "other stylesheets: $(find plain -name '*.css')"
[ "$(grep -c 'rel="stylesheet"' plain/index.html)" = 1 ] || fail "not one stylesheet on a page"
[ -z "$(find plain -name '*.js')" ] || fail "scripts are written: $(find plain -name '*.js' | head -3)"
size=$(wc -c <plain/assets/plain.css)
[ "$size" -lt 4096 ] || fail "the stylesheet has $size bytes"
python3 "$here/plain.py" plain default || failed=1
tool=$KBSITE_SOURCE/../shared/tools/site_audit.py
if [ -f "$tool" ]; then
    python3 "$here/plain.py" --audit "$tool" plain || failed=1
fi

"$KBSITE" theme list -f wiki/kbsite.yml >files || fail "list"
grep -q '^layouts/note.mustache  *(plain theme)$' files || fail "the note's layout is not that of the theme"
grep -q '^types/note.yml  *(default theme)$' files || fail "the types are not those of the default theme"
grep -q '^strings/es.yml  *(default theme)$' files || fail "the words are not those of the default theme"
grep -Eq '^(layouts|partials|assets)/.*default' files && fail "looks of the default theme: $(grep -E '^(layouts|partials|assets)/.*default' files | head -3)"
"$KBSITE" theme keys study -f wiki/kbsite.yml | grep -q '^study$' || fail "keys"
"$KBSITE" theme eject assets/plain.css -f wiki/kbsite.yml >/dev/null || fail "eject"
echo 'p { color: red }' >>wiki/theme/assets/plain.css
"$KBSITE" build -q wiki -d plain 2>/dev/null
grep -q 'color: red' plain/assets/plain.css || fail "a project's file does not count"

# A folder of the same name is told apart by its path.
mkdir -p wiki/plain/partials
echo 'mine' >wiki/plain/partials/value.mustache
"$KBSITE" theme list -f wiki/kbsite.yml | grep -q '^partials/value.mustache  *(plain theme)$' || fail "the name is not the shipped theme's"
sed -i 's|^theme: plain|theme: ./plain|' wiki/kbsite.yml
"$KBSITE" theme list -f wiki/kbsite.yml | grep -q '^partials/value.mustache  *wiki/./plain$' || fail "the path is not the folder"
exit $failed
