#!/bin/sh
# A build that is killed at any moment leaves whole pages, and the next one gives what a clean one
# would. Builds at the same time wait for each other.
set -u
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
failed=0

fail() {
    echo "FAIL: $*"
    failed=1
}

# notes FROM TO: numbered notes; what is there already is removed.
notes() {
    rm -rf wiki/notes && mkdir -p wiki/notes
    i=$1
    while [ "$i" -le "$2" ]; do
        printf '# Note %d\n\n[next](n%d.md) of %d\n' "$i" $((i + 1)) "$1" >"wiki/notes/n$i.md"
        i=$((i + 1))
    done
}

mkdir wiki
printf 'content_dir: notes\n' >wiki/kbsite.yml
for round in 1 2 3 4 5 6 7 8; do
    # other notes each time, so that there is something to write and something to remove
    notes $((round * 20)) $((round * 20 + 150))
    "$KBSITE" build -q wiki >/dev/null 2>&1 &
    sleep "0.0$round"
    kill -9 $! 2>/dev/null
    wait $! 2>/dev/null
    cut=$(find wiki/site -name '*.html' 2>/dev/null | while read -r page; do
        tail -c 8 "$page" | grep -q '</html>' || echo "$page"
    done)
    [ -z "$cut" ] || fail "round $round: a part of a page: $cut"
done
notes 1 100
"$KBSITE" build -q wiki >/dev/null 2>&1 || fail "the build after the killed ones"
rm -rf clean && mkdir clean && cp -R wiki/notes wiki/kbsite.yml clean
"$KBSITE" build -q clean >/dev/null 2>&1 || fail "the clean build"
diff -r wiki/site clean/site || fail "the site after killed builds is not that of a clean one"

# what a killed build leaves behind goes away with the next one
sed -i 's/^out site/cut site/' wiki/.kbsite/record
: >wiki/site/.kb1-0
"$KBSITE" build -q wiki >/dev/null 2>&1
diff -r wiki/site clean/site || fail "an unfinished file was left"

# at the same time
notes 50 250
for n in 1 2 3 4; do
    "$KBSITE" build -q wiki >/dev/null 2>"err$n" &
done
wait
"$KBSITE" build wiki >out 2>/dev/null
grep -q '(0 written, ' out || fail "four builds at once left something to do: $(cat out)"
exit $failed
