#!/bin/sh
# What is code in real notes: the line tracker, md4c and
# libcmark agree.
set -u
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
shared=$KBSITE_SOURCE/../shared
find "$KBSITE_SOURCE/content-example" -name '*.md' >"$tmp/notes"
if [ -d "$shared/corpora" ]; then
    find "$shared/corpora" "$shared/seeds" -name '*.md' >>"$tmp/notes"
else
    echo "skipped: no corpora beside the sources"
fi
LC_ALL=C sort "$tmp/notes" | "$KBSITE_TOOLS/list_code" || exit 1
echo "the code of $(wc -l <"$tmp/notes") notes is the same for all three"
