#!/bin/sh
# Golden sites: builds each case and compares what comes out, byte for byte.
#
#   tests/golden/run.sh [GROUP/CASE]…      all cases without arguments; BLESS=1 accepts the results
#
# A case is a folder tests/golden/GROUP/CASE/ with
#   in/         the project's folder (may be missing: an empty project)
#   setup.sh    optional; run in a copy of in/ for what git cannot hold. Exit 77 skips the case
#   command     optional; what kbsite is called with, instead of "build ."
#   args        optional; more arguments, quoted as in a shell
#   output      optional; where the site is, relative to the project, instead of "site"
#   compare     optional; the files of the site to compare, one pattern a line ("*" crosses "/");
#               "!pattern" says that no such file may exist. An empty file: none is compared
#   expected/   site/, stdout, stderr (missing: empty) and exit
# The case's temporary folder is written "TMP" in stdout and stderr; the project is TMP/wiki there.
# A build that writes everything says "(all written)": how many files the theme has is its own affair.
# A project with `theme: ../bare` gets pages that hold little more than the note: what is compared
# then stays short, and stays the same when the default theme changes.
# A folder that holds only a file "elsewhere" is not a case (see tests/style/run_codes.sh).
#
# KBSITE is the program (else the dev or the release build), KBSITE_GOLDEN another folder of cases.
# setup.sh finds this repository at KBSITE_SOURCE.
set -u
here=$(cd "$(dirname "$0")" && pwd -P)
self=$here/run.sh
root=${KBSITE_GOLDEN:-$here}

is_case() {
    [ -d "$1/in" ] || [ -d "$1/expected" ] || [ -e "$1/setup.sh" ] || [ -e "$1/args" ] || [ -e "$1/command" ]
}

# The lines of a file, or the second argument where there is no such file.
content_or() {
    if [ -e "$1" ]; then cat "$1"; else printf '%s\n' "$2"; fi
}

# matches PATTERNFILE PATH: whether some line of the file, as a pattern, matches.
matches() {
    while IFS= read -r pattern || [ -n "$pattern" ]; do
        # shellcheck disable=SC2254 # it is a pattern
        case $2 in $pattern) return 0 ;; esac
    done <"$1"
    return 1
}

# Copies the files of site $1 which the case compares to $2; complains about patterns without a file.
select_files() {
    mkdir -p "$2"
    [ -d "$1" ] || return 0
    if [ ! -e "$case/compare" ]; then
        cp -RP "$1/." "$2" && find "$2" -depth -type d -empty ! -path "$2" -exec rmdir {} \;
        return
    fi
    grep -v '^!' "$case/compare" | grep . >"$tmp/wanted"
    (cd "$1" && find . ! -type d | sed 's|^\./||' | sort) >"$tmp/files"
    while IFS= read -r file; do
        matches "$tmp/wanted" "$file" || continue
        mkdir -p "$2/$(dirname "$file")" && cp -P "$1/$file" "$2/$file"
    done <"$tmp/files"
}

# Says what the patterns promise and the site $1 does not keep.
check_patterns() {
    [ -e "$case/compare" ] || return 0
    if [ -d "$1" ]; then (cd "$1" && find . ! -type d | sed 's|^\./||' | sort); fi >"$tmp/files"
    while IFS= read -r line || [ -n "$line" ]; do
        [ -n "$line" ] || continue
        printf '%s\n' "${line#!}" >"$tmp/pattern"
        found=
        while IFS= read -r file; do
            if matches "$tmp/pattern" "$file"; then found=$file; break; fi
        done <"$tmp/files"
        case $line in
        !*) [ -z "$found" ] || echo "compare: $found must not exist" ;;
        *) [ -n "$found" ] || echo "compare: no file of the site matches $line" ;;
        esac
    done <"$case/compare"
}

# Runs kbsite in the copy; leaves stdout, stderr and exit in $tmp/actual. Empty files are removed,
# as in expected/.
# shellcheck disable=SC2120,SC2119 # "set" gives the inner shell its arguments
run_kbsite() {
    mkdir "$tmp/actual"
    whole='s/([0-9]* written, 0 unchanged, 0 removed)/(all written)/'
    limit=
    if command -v timeout >/dev/null 2>&1; then limit="timeout 120"; fi
    command_line="$(content_or "$case/command" "build .") $(content_or "$case/args" "" | tr '\n' ' ')"
    (
        cd "$tmp/wiki" || exit 125
        eval "set -- $command_line"
        $limit "$KBSITE" "$@"
    ) </dev/null >"$tmp/stdout" 2>"$tmp/stderr"
    echo $? >"$tmp/actual/exit"
    for stream in stdout stderr; do
        [ ! -s "$tmp/$stream" ] || sed -e "s|$tmp|TMP|g" -e "$whole" "$tmp/$stream" >"$tmp/actual/$stream"
    done
}

# Compares with expected/, or writes it. Says what is wrong; nothing when all is well.
judge() {
    site=$tmp/wiki/$(content_or "$case/output" site)
    select_files "$site" "$tmp/actual/site"
    check_patterns "$site"
    if [ "${BLESS:-}" = 1 ]; then
        rm -rf "$case/expected" && cp -RP "$tmp/actual" "$case/expected"
        rmdir "$case/expected/site" 2>/dev/null
        return
    fi
    if [ ! -d "$case/expected" ]; then
        echo "there is no expected/; BLESS=1 writes it"
        return
    fi
    cp -RP "$case/expected" "$tmp/expected"
    mkdir -p "$tmp/expected/site"
    for stream in stdout stderr; do
        [ -s "$tmp/expected/$stream" ] || rm -f "$tmp/expected/$stream"
    done
    (cd "$tmp" && diff -ru expected actual 2>&1) | head -n 200
}

# One case: a status in $2/NAME.status and, when it failed, the reason in $2/NAME.text.
one() {
    case=$root/$1
    result=$2/$(echo "$1" | tr / ,)
    tmp=$(mktemp -d "${TMPDIR:-/tmp}/kbsite-golden.XXXXXX") || exit 1
    tmp=$(cd "$tmp" && pwd -P)
    trap 'chmod -R u+rwX "$tmp" 2>/dev/null; rm -rf "$tmp"' EXIT
    trap 'exit 1' INT TERM
    export LC_ALL=C NO_COLOR=1 SOURCE_DATE_EPOCH=1700000000 HOME="$tmp" TZ=UTC
    export GIT_CEILING_DIRECTORIES="$tmp" GIT_CONFIG_NOSYSTEM=1
    mkdir "$tmp/wiki"
    cp -RP "$here/bare" "$tmp/bare"
    [ ! -d "$case/in" ] || cp -RP "$case/in/." "$tmp/wiki"
    setup=0
    if [ -e "$case/setup.sh" ]; then
        (cd "$tmp/wiki" && sh -eu "$case/setup.sh") >"$tmp/setup" 2>&1 </dev/null
        setup=$?
    fi
    if [ "$setup" = 77 ]; then
        { echo "SKIPPED $1"; cat "$tmp/setup"; } >"$result.text"
        echo skipped >"$result.status"
        return
    elif [ "$setup" != 0 ]; then
        { echo "setup.sh ended with $setup"; cat "$tmp/setup"; } >"$tmp/complaints"
    else
        # shellcheck disable=SC2119
        run_kbsite
        judge >"$tmp/complaints"
    fi
    if [ -s "$tmp/complaints" ]; then
        { echo "FAILED $1"; cat "$tmp/complaints"; } >"$result.text"
        echo failed >"$result.status"
    else
        echo passed >"$result.status"
    fi
}

count() {
    cat "$results"/*.status | grep -c "^$1\$"
}

if [ "${1:-}" = --one ]; then
    one "$3" "$2"
    exit 0
fi

if [ -z "${KBSITE:-}" ]; then
    for preset in dev release; do
        KBSITE=$here/../../build/$preset/kbsite
        [ ! -x "$KBSITE" ] || break
    done
fi
if [ ! -x "$KBSITE" ]; then
    echo "golden: no program at $KBSITE" >&2
    exit 2
fi
KBSITE=$(cd "$(dirname "$KBSITE")" && pwd -P)/$(basename "$KBSITE")
KBSITE_SOURCE=$(cd "${KBSITE_SOURCE:-$here/../..}" && pwd -P)
export KBSITE KBSITE_SOURCE

results=$(mktemp -d "${TMPDIR:-/tmp}/kbsite-golden.XXXXXX") || exit 2
trap 'rm -rf "$results"' EXIT
trap 'exit 1' INT TERM
if [ $# -gt 0 ]; then
    for name; do
        name=${name%/}
        if ! is_case "$root/$name"; then
            echo "golden: there is no case $name" >&2
            exit 2
        fi
        echo "$name"
    done >"$results/cases" || exit 2
else
    for case in "$root"/*/*/; do
        case=${case%/}
        if is_case "$case"; then echo "${case#"$root"/}"; fi
    done >"$results/cases"
fi
xargs -n 1 -P 2 sh "$self" --one "$results" <"$results/cases"

total=$(grep -c . "$results/cases")
if [ "$total" = 0 ]; then
    echo "golden: there are no cases"
    exit 77
fi
cat "$results"/*.text 2>/dev/null
passed=$(count passed) failed=$(count failed) skipped=$(count skipped)
lost=$((total - passed - failed - skipped))
failed=$((failed + lost))
[ "$lost" = 0 ] || echo "FAILED: $lost cases ended without a result"
summary="$passed passed, $failed failed"
[ "$skipped" = 0 ] || summary="$summary, $skipped skipped"
echo "$summary"
[ "$failed" = 0 ]
