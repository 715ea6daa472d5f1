#!/bin/sh
# kbsite check from outside: what it ends with, what is silenced, known and mended.
set -u
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0

fail() {
    echo "FAIL: $1"
    failed=1
}

# ends STATUS ARGUMENT…: what check says is in $tmp/said.
ends() {
    wanted=$1
    shift
    "$KBSITE" check "$@" >"$tmp/said" 2>&1
    status=$?
    [ "$status" = "$wanted" ] || fail "check $*: status $status, not $wanted: $(cat "$tmp/said")"
}

says() {
    grep -qF -- "$1" "$tmp/said" || fail "it does not say \"$1\": $(cat "$tmp/said")"
}

# The example has no finding at all, of any level, at any address, made or written.
cp -R "$KBSITE_SOURCE/content-example" "$tmp/example"
for url in https://example.org/ https://example.org/repo/ https://example.org/a/b/; do
    ends 0 "$tmp/example" --verbose --base-url "$url"
    [ "$(cat "$tmp/said")" = "no findings" ] || fail "the example at $url: $(cat "$tmp/said")"
    "$KBSITE" build "$tmp/example" -q --base-url "$url" -d "$tmp/out" || fail "build at $url"
    ends 0 "$tmp/example" --verbose --base-url "$url" --site "$tmp/out"
    [ "$(cat "$tmp/said")" = "no findings" ] || fail "the site at $url: $(cat "$tmp/said")"
done
[ ! -e "$tmp/example/site" ] || fail "check wrote a site"

# What it ends with.
mkdir -p "$tmp/wiki/notes"
cd "$tmp/wiki" || exit 1
printf 'title: Wiki\nsite_url: https://example.org/\ncontent_dir: notes\n' >kbsite.yml
printf '# Home\n\n[A](b.md)\n\n![](a.svg)\n' >notes/index.md
printf '<svg xmlns="http://www.w3.org/2000/svg"/>\n' >notes/a.svg
ends 1
says 'notes/index.md:3:2: error: no file "b.md" [link-missing]'
says "1 error, 1 warning"
ends 0 --fail-on never
ends 0 --off link-missing
ends 1 --off link-missing --fail-on warning
ends 0 --only image-alt
ends 2 --only image-al
says 'no complaint is called "image-al"'
ends 2 --fail-on sometimes
ends 2 --format xml
ends 2 --site nowhere
says "nowhere: error: cannot be read"
ends 2 --site nowhere --no-site
ends 3 --save-baseline nowhere/known.tsv/
ends 0 --explain image-alt
says "image-alt (warning): an image has no alternative text"
ends 2 --explain image-al
for format in json github sarif junit; do
    ends 1 --format "$format"
    says link-missing
done

# Comments and the configuration silence.
printf '# Home\n\n<!-- kbsite-disable-next-line link-missing -->\n\n[A](b.md) ![](a.svg)\n' >notes/index.md
ends 0
says "[image-alt]"
printf '# Home\n\n[A](b.md)\n\n![](a.svg)\n\n<!-- kbsite-disable-file link-missing, image-alt -->\n' >notes/index.md
ends 0 -v
says "no findings"
printf '# Home\n\n[A](b.md)\n\n![](a.svg)\n' >notes/index.md
printf 'title: Wiki\nsite_url: https://example.org/\ncontent_dir: notes\ncheck:\n  off: [image-alt]\n  levels: {link-missing: note}\n  fail_on: note\n' >kbsite.yml
ends 1 -v
says "note: no file"
grep -q image-alt "$tmp/said" && fail "what is off is said"
printf 'check: {of: [a]}\n' >kbsite.yml
ends 2
says 'unknown key "of"; did you mean "off"?'
printf 'check: {off: [image-al], levels: {image-alt: loud}}\n' >kbsite.yml
ends 2
says 'did you mean "image-alt"?'
says "check.levels must be note, warning or error"

# A baseline knows what was there, wherever it has moved, and nothing new.
printf 'title: Wiki\nsite_url: https://example.org/\ncontent_dir: notes\n' >kbsite.yml
ends 0 --save-baseline known.tsv
[ "$(grep -c link-missing known.tsv)" = 1 ] || fail "the baseline: $(cat known.tsv)"
ends 0 --baseline known.tsv --fail-on note
printf '# Home\n\nMore.\n\n[A](b.md)\n\n![](a.svg)\n' >notes/index.md
ends 0 --baseline known.tsv --fail-on note
printf '# Home\n\nMore.\n\n[A](b.md)\n\n[C](c.md)\n\n![](a.svg)\n' >notes/index.md
ends 1 --baseline known.tsv
says 'no file "c.md"'
grep -q 'b\.md' "$tmp/said" && fail "what is known is said"
ends 2 --baseline missing.tsv
ends 2 --baseline known.tsv --baseline ""

# A summary is added to what is there.
echo before >summary.md
ends 1 --summary summary.md
grep -q '^before$' summary.md && grep -q link-missing summary.md || fail "the summary: $(cat summary.md)"

# --fix mends what needs no judgement, touches nothing else, and has nothing to do the second time.
rm notes/index.md
cat >notes/a.md <<'END'
---
title: A
dificulty: "esay"
status: lerning   # a comment
updated: 2026/11/02
---

# A   

Text	with odd   blanks, and [a](a.md).

<!-- TEMPLATE INSTRUCTIONS -->

Be brief.

<!-- END TEMPLATE INSTRUCTIONS -->
END
printf '# Caf\303\203\302\251\n\nM\303\203\302\274ller is na\303\203\302\257ve.\n' >notes/b.md
printf '# Caf\303\203\302\251\n\nText.\n' >notes/d.md
printf '# C\r\n\r\nText \342\200\224 fine.' >notes/c.md
cp -R notes before
ends 0 --fix --fail-on never
says "findings mended"
cat >wanted.md <<'END'
---
title: A
difficulty: "easy"
status: learning   # a comment
updated: 2026-11-02
---

# A   

Text	with odd   blanks, and [a](a.md).

END
cmp wanted.md notes/a.md || diff wanted.md notes/a.md
cmp -s wanted.md notes/a.md || fail "--fix: $(cat notes/a.md)"
printf '# Caf\303\251\n\nM\303\274ller is na\303\257ve.\n' | cmp -s - notes/b.md || fail "--fix: the encoding"
cmp -s before/d.md notes/d.md || fail "--fix is sure of an encoding by one sign"
cmp -s before/c.md notes/c.md || fail "--fix touched a note that is fine"
cp -R notes once
ends 0 --fix --fail-on never
says "0 findings mended"
diff -r once notes || fail "--fix is not done after the first time"

# --fix leaves alone what is no better afterwards.
rm -rf notes && mkdir notes
left_alone() {
    printf '%b' "$2" >notes/left.md
    cp notes/left.md before.md
    "$KBSITE" check . --no-site --fix --fail-on never >"$tmp/said" 2>&1
    cmp -s before.md notes/left.md || fail "--fix, $1: $(diff before.md notes/left.md)"
    rm notes/left.md
}
left_alone "no date with any signs" '---\ncreated: 2024/13/45\nupdated: 2023.02.29\n---\n\n# A\n'
left_alone "names of their own" \
    '---\ntext: hello\ndata: x.csv\nrequired: true\nupdates: weekly\ntabs: [a]\ndifficulty2: 3\n---\n\nA.\n'
left_alone "an alias of a field that is there" '---\ndescription: A\nsumary: B\n---\n\nA.\n'
left_alone "a field that is there and empty" '---\nsummary:\nsumary: B\n---\n\nA.\n'
left_alone "a value of another kind" '---\nlast_udpated: weekly\n---\n\nA.\n'
left_alone "signs that are meant" '# A\n\nThe value is \0342\0210\0232\0317\0200.\n'
left_alone "signs in code" '# A\n\nSee `\0303\0203\0302\0251`.\n\n```\n\0303\0203\0302\0251\n```\n'

# A link stays one, a mode stays, a file that may not be written is left alone; CRLF and a BOM, too.
printf '\357\273\277---\r\ntitle: D\r\ndificulty: easy\r\n---\r\n\r\n# D\r\n' >real.md
chmod 600 real.md
mkdir linked && mv real.md linked/real.md && ln -s ../linked/real.md notes/d.md
printf 'title: Wiki\nsite_url: https://example.org/\n' >kbsite.yml
ends 0 --fix --fail-on never
printf '\357\273\277---\r\ntitle: D\r\ndifficulty: easy\r\n---\r\n\r\n# D\r\n' | cmp -s - linked/real.md ||
    fail "--fix: line ends or the mark at the beginning: $(cat -A linked/real.md)"
[ -L notes/d.md ] || fail "--fix replaced a link"
case $(ls -l linked/real.md) in -rw-------*) ;; *) fail "--fix changed the mode" ;; esac
printf -- '---\ndificulty: easy\n---\n\n# E\n' >notes/e.md
chmod 400 notes/e.md
ends 3 --fix --fail-on never
says "notes/e.md cannot be written"
says "0 findings mended"
says 'notes/e.md:2:1: warning: no field is called "dificulty"'
printf -- '---\ndificulty: easy\n---\n\n# F\n' >notes/f.md
ends 3 --fix --fail-on never
says "1 finding mended"
grep -q '^difficulty' notes/f.md || fail "--fix: what stands behind a file that may not be written"
[ "$(grep -c 'cannot be written' "$tmp/said")" = 1 ] || fail "--fix: said more than once: $(cat "$tmp/said")"
exit $failed
