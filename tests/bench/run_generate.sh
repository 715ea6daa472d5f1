#!/bin/sh
# The notes to measure with: the same bytes for the same seed and any number of notes, of the size
# and in the folders that are promised, and nothing in them that kbsite complains about. The floor
# makes a page of each.
set -u
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0

fail() {
    echo "FAIL: $*"
    failed=1
}

generate() {
    "$KBSITE_TOOLS/bench_generate" --notes "$1" --seed "$2" "$tmp/$3" || fail "generate $*"
}

# between WHAT LOW VALUE HIGH
between() {
    if [ "$3" -lt "$2" ] || [ "$3" -gt "$4" ]; then
        fail "$1: $3, not $2 to $4"
    fi
}

generate 200 1 a
generate 200 1 again
generate 200 2 other
generate 500 1 more
diff -r "$tmp/a" "$tmp/again" >"$tmp/diff" || fail "the same seed gave other bytes"
diff -rq "$tmp/a" "$tmp/other" >"$tmp/diff" && fail "two seeds gave the same bytes"

# Only the last note knows that it is the last: it has no next one.
different=$(diff -rq "$tmp/a/notes" "$tmp/more/notes" | grep -c '^Files')
between "notes that depend on how many there are" 0 "$different" 1

find "$tmp/more/notes" -name '*.md' -exec wc -c {} + | awk '$2 != "total" { print $1 }' |
    sort -n >"$tmp/sizes"
between "notes" 500 "$(wc -l <"$tmp/sizes")" 500
between "bytes of the median note" 4500 "$(sed -n 250p "$tmp/sizes")" 6000
between "bytes of the longest note" 30000 "$(tail -n 1 "$tmp/sizes")" 100000
between "folders" 5 "$(find "$tmp/more/notes" -mindepth 1 -type d | wc -l)" 10
between "folders in folders" 1 "$(find "$tmp/more/notes" -mindepth 2 -type d | wc -l)" 5

"$KBSITE" build -v --strict "$tmp/a" >"$tmp/out" 2>"$tmp/err" || fail "kbsite ended with $?"
[ -s "$tmp/err" ] && fail "kbsite complains: $(head -n 3 "$tmp/err")"
for word in prerequisites: related: tags: created: updated: '```' '!!! note' '- [x]' '| ---' '](../' \
    '## Level 3' '## Pitfalls' '*Next: '; do
    grep -rqF -- "$word" "$tmp/a/notes" || fail "no note has $word"
done
edges=$(grep -o '"kind": *"prerequisite"' "$tmp/a/site/kb.json" | wc -l)
between "prerequisites" 100 "$edges" 600

"$KBSITE_TOOLS/bench_generate" --notes 1x --seed 1 "$tmp/bad" 2>/dev/null
[ $? -eq 2 ] || fail "a number that is none was taken"

if [ -x "$KBSITE_TOOLS/bench_floor" ]; then
    "$KBSITE_TOOLS/bench_floor" "$tmp/a/notes" "$tmp/floor" || fail "the floor ended with $?"
    (cd "$tmp/a/notes" && find . -name '*.md' | sed 's/\.md$//' | sort) >"$tmp/notes"
    (cd "$tmp/floor" && find . -name index.html | sed 's/\/index\.html$//' | sort) >"$tmp/pages"
    diff "$tmp/notes" "$tmp/pages" >"$tmp/diff" || fail "notes and pages of the floor differ"
    page=$tmp/floor/$(sed -n 100p "$tmp/pages")/index.html
    between "bytes of a page of the floor" 6144 "$(wc -c <"$page")" 200000
    grep -q '<h1>' "$page" || fail "a page of the floor has no text"
    grep -q '^difficulty' "$page" && fail "a page of the floor shows the front matter"
else
    echo "there is no bench_floor: md4c-html is missing"
fi
exit $failed
