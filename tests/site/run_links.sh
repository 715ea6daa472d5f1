#!/bin/sh
# What each link of real notes resolves to, against an independent census and libcmark.
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
    content=$shared/$2
    mkdir "$tmp/$1" || exit 1
    printf 'content_dir: %s\n' "$content" >"$tmp/$1/kbsite.yml"
    python3 "$shared/tools/census.py" "$1" "$content" --tsv "$tmp/$1/census" >/dev/null &&
        "$KBSITE_TOOLS/list_links" "$tmp/$1" >"$tmp/$1/own" &&
        (cd "$content" && find . -name '*.md' | sed 's|^\./||' | LC_ALL=C sort) |
        "$KBSITE_TOOLS/list_cmark" "$content" >"$tmp/$1/cmark" &&
        python3 "$here/links.py" "$1" "$content" "$tmp/$1/census" "$tmp/$1/own" "$tmp/$1/cmark" \
            "$here/links_differences.tsv" || failed=1
}

check knowledge-gym corpora/knowledge-gym
check staffsre corpora/staffsre/docs
check dstudio corpora/dstudio/docs
check mkdocs-material corpora/mkdocs-material/docs
check forgetful corpora/forgetful
check seeds seeds
exit $failed
