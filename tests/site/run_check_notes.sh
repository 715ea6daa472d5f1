#!/bin/sh
# kbsite check on notes that others wrote: what it says of the five seeds, line by line, and that it
# reports each link of the corpora that leads nowhere, at its line, and no other. (Which links do, a
# census says that knows nothing of kbsite: run_links.sh.) BLESS=1 accepts what is said of the seeds.
set -u
shared=$KBSITE_SOURCE/../shared
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -d "$shared/seeds" ]; then
    echo "skipped: no notes beside the sources"
    exit 77
fi
shared=$(cd "$shared" && pwd -P)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0

mkdir "$tmp/seeds"
cp "$shared"/seeds/*.md "$tmp/seeds"
printf 'site_url: https://example.org/\n' >"$tmp/seeds/kbsite.yml"
(cd "$tmp/seeds" && "$KBSITE" check --verbose --fail-on never) >"$tmp/said" || failed=1
[ -z "${BLESS:-}" ] || cp "$tmp/said" "$here/check_seeds.txt"
diff -u "$here/check_seeds.txt" "$tmp/said" || failed=1

# links NAME FOLDER
links() {
    [ -d "$shared/$2" ] || return 0
    mkdir "$tmp/$1" || exit 1
    printf 'content_dir: %s\n' "$shared/$2" >"$tmp/$1/kbsite.yml"
    "$KBSITE_TOOLS/list_links" "$tmp/$1" >"$tmp/links"
    echo "$1:"
    "$KBSITE" check "$tmp/$1" --no-site --only link-missing --format json --fail-on never |
        python3 -B "$here/check_links.py" "$shared/$2" "$tmp/links" || failed=1
}

links knowledge-gym corpora/knowledge-gym
links staffsre corpora/staffsre/docs
links dstudio corpora/dstudio/docs
links mkdocs-material corpora/mkdocs-material/docs
links forgetful corpora/forgetful
exit $failed
