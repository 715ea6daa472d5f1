#!/bin/sh
# Proves that tests/golden/run.sh notices what it has to notice, with a small program in kbsite's
# place: it prints what the case's arguments say and makes a site of three files.
set -eu
runner=$(cd "$(dirname "$0")/../golden" && pwd)/run.sh
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
failures=0

cat >"$tmp/kbsite" <<'PROGRAM'
#!/bin/sh
mkdir -p site/a/b
echo "$4" >site/index.html
echo deep >site/a/b/index.html
echo code >site/a/x.js
echo "$3"
pwd >&2
exit "$5"
PROGRAM
chmod +x "$tmp/kbsite"
KBSITE=$tmp/kbsite KBSITE_GOLDEN=$tmp/cases
export KBSITE KBSITE_GOLDEN

# A case that passes; the tests below change one thing in it.
fresh() {
    rm -rf "$tmp/cases"
    mkdir -p "$tmp/cases/g/one/in"
    echo note >"$tmp/cases/g/one/in/a.md"
    echo "'out  text' home 1" >"$tmp/cases/g/one/args"
    unset BLESS
    BLESS=1 sh "$runner" >"$tmp/log"
}

# expect STATUS TEXT WHAT: the runner ends with this status and prints this text.
expect() {
    status=0
    sh "$runner" >"$tmp/log" 2>&1 || status=$?
    if [ "$status" != "$1" ] || ! grep -qF -- "$2" "$tmp/log"; then
        echo "FAILED: $3 (status $status, wanted $1 and \"$2\"):"
        cat "$tmp/log"
        failures=$((failures + 1))
    fi
}
one=$tmp/cases/g/one

fresh
expect 0 "1 passed, 0 failed" "an accepted case passes"
grep -qx "TMP/wiki" "$one/expected/stderr" || { echo "FAILED: the temporary path is hidden"; failures=1; }
grep -qx "out  text" "$one/expected/stdout" || { echo "FAILED: quoted arguments"; failures=1; }
fresh; echo "'out  text' other 1" >"$one/args"
expect 1 "-home" "another byte in a page"
fresh; echo "'out text' home 1" >"$one/args"
expect 1 "+out text" "other output"
fresh; echo more >>"$one/expected/stderr"
expect 1 "-more" "other diagnostics"
fresh; echo 0 >"$one/expected/exit"
expect 1 "-0" "another exit status"
fresh; rm "$one/expected/site/a/x.js"
expect 1 "Only in actual/site/a: x.js" "a file too many"
fresh; echo x >"$one/expected/site/new.html"
expect 1 "Only in expected/site: new.html" "a missing file"
fresh; rm -r "$one/expected"
expect 1 "there is no expected/" "nothing to compare with"
fresh; printf '*.html\n' >"$one/compare"; rm "$one/expected/site/a/x.js"
expect 0 "1 passed" "files that are not compared"
fresh; printf '*.html\n' >"$one/compare"
expect 1 "Only in expected/site/a: x.js" "an expected file that is not compared"
fresh; printf '*.css\n' >"$one/compare"; rm -r "$one/expected/site"
expect 1 "no file of the site matches *.css" "a pattern without a file"
fresh; printf '!*.js\n' >"$one/compare"; rm -r "$one/expected/site"
expect 1 "a/x.js must not exist" "a file that must not exist"
fresh; : >"$one/compare"; rm -r "$one/expected/site"
expect 0 "1 passed" "an empty compare file"
fresh; echo "echo as root; exit 77" >"$one/setup.sh"
expect 0 "0 passed, 0 failed, 1 skipped" "a skipped case"
fresh; echo "false" >"$one/setup.sh"
expect 1 "setup.sh ended with 1" "a setup that fails"
fresh; cp -R "$one" "$tmp/cases/g/two"; echo x >"$tmp/cases/g/two/expected/exit"
expect 1 "1 passed, 1 failed" "one case of two"
fresh; mkdir "$tmp/cases/g/other"; echo tests/unit/test_x.c >"$tmp/cases/g/other/elsewhere"
expect 0 "1 passed, 0 failed" "a folder that is no case"
rm -rf "$tmp/cases"; mkdir "$tmp/cases"
expect 77 "no cases" "no cases at all"
[ "$failures" = 0 ]
