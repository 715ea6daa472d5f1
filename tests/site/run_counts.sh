#!/bin/sh
# How many constructs of each sort real notes have, by an independent census, and their pages.
set -u
shared=$KBSITE_SOURCE/../shared
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -f "$shared/tools/census.py" ] || ! python3 -c 'import yaml' 2>/dev/null; then
    echo "skipped: no census tool beside the sources, or no YAML module for it"
    exit 77
fi
shared=$(cd "$shared" && pwd -P)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
export PYTHONDONTWRITEBYTECODE=1
failed=0

# check NAME FOLDER
check() {
    [ -d "$shared/$2" ] || return 0
    mkdir "$tmp/$1" || exit 1
    printf 'content_dir: %s\n' "$shared/$2" >"$tmp/$1/kbsite.yml"
    "$KBSITE" build -q "$tmp/$1" 2>/dev/null
    python3 "$here/counts.py" "$1" "$shared/$2" "$tmp/$1/site" "$shared/tools/census.py" \
        "$here/counts_differences.tsv" || failed=1
}

check knowledge-gym corpora/knowledge-gym
check staffsre corpora/staffsre/docs
check dstudio corpora/dstudio/docs
check mkdocs-material corpora/mkdocs-material/docs
check forgetful corpora/forgetful
check seeds seeds
exit $failed
