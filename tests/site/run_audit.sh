#!/bin/sh
# Sites of real notes, audited by a tool of its own: pages, links, ids, tags, Markdown in the text.
set -u
shared=$KBSITE_SOURCE/../shared
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -f "$shared/tools/site_audit.py" ]; then
    echo "skipped: no audit tool beside the sources"
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
    project=$tmp/$1
    mkdir "$project" "$project/cmark" || exit 1
    printf 'content_dir: %s\n' "$content" >"$project/kbsite.yml"
    "$KBSITE" build --format json "$project" >"$project/summary" 2>"$project/err"
    status=$?
    if [ $status -ne 0 ] || [ -s "$project/err" ]; then
        echo "FAIL: $1: the build ended with $status"
        head -5 "$project/err"
        failed=1
        return
    fi
    (cd "$content" && find . -name '*.md' | sed 's|^\./||') |
        "$KBSITE_TOOLS/list_cmark" "$content" "$project/cmark" >/dev/null &&
        python3 "$here/audit.py" "$1" "$content" "$project/site" "$project/summary" \
            "$shared/tools/site_audit.py" "$project/cmark" "$here/audit_listed.tsv" || failed=1
    rm -rf "$project"
}

check knowledge-gym corpora/knowledge-gym
check staffsre corpora/staffsre/docs
check dstudio corpora/dstudio/docs
check mkdocs-material corpora/mkdocs-material/docs
check forgetful corpora/forgetful
check seeds seeds
exit $failed
