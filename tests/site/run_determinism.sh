#!/bin/sh
# labels: parallel
# The same bytes for any number of threads, any locale, any clock.
set -u
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0

# build NAME CONTENT ENVIRONMENT… -- ARGUMENTS…: a new project over the content, its site in NAME.
build() {
    name=$1
    project=$tmp/project
    rm -rf "$project" && mkdir "$project"
    printf 'content_dir: %s\n' "$2" >"$project/kbsite.yml"
    [ -n "$config" ] && sed '/^content_dir:/d' "$config" >>"$project/kbsite.yml"
    shift 2
    set -- env "$@"
    (cd "$project" && "$@" -d "$tmp/$name") >"$tmp/$name.out" 2>"$tmp/$name.err"
    status=$?
    [ $status -eq 0 ] || { echo "FAIL: $content: ended with $status"; failed=1; }
    sed -i "s|$tmp/$name|OUT|g" "$tmp/$name.out"
}

compare() {
    for part in "" .out .err; do
        diff -rq "$tmp/one$part" "$tmp/$1$part" >"$tmp/diff" 2>&1 && continue
        echo "FAIL: $content: $2"
        head -5 "$tmp/diff"
        failed=1
    done
}

check() {
    content=$1
    config=$2
    build one "$content" TZ=UTC LC_ALL=C SOURCE_DATE_EPOCH=1 "$KBSITE" build -v -j1
    build many "$content" TZ=UTC LC_ALL=C SOURCE_DATE_EPOCH=1 "$KBSITE" build -v -j8
    compare many "-j8 differs from -j1"
    build other "$content" TZ=Asia/Tokyo LC_ALL=tr_TR.UTF-8 LANG=de_DE.UTF-8 \
        SOURCE_DATE_EPOCH=2000000000 "$KBSITE" build -v -j3
    compare other "another clock and locale make a difference"
    [ -e "$tmp/one/index.html" ] || { echo "FAIL: $content: nothing was built"; failed=1; }
    rm -rf "$tmp"/one* "$tmp"/many* "$tmp"/other*
}

check "$KBSITE_SOURCE/content-example/notes" "$KBSITE_SOURCE/content-example/kbsite.yml"
corpora=$KBSITE_SOURCE/../shared/corpora
if [ -d "$corpora" ]; then
    corpora=$(cd "$corpora" && pwd -P)
    for content in knowledge-gym dstudio/docs staffsre/docs mkdocs-material/docs forgetful/content; do
        [ ! -d "$corpora/$content" ] || check "$corpora/$content" ""
    done
else
    echo "skipped: no corpora beside the sources"
fi
exit $failed
