#!/bin/sh
# kbsite theme: what it lists, takes and knows about templates.
set -u
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
failed=0

fail() {
    echo "FAIL: $1"
    failed=1
}

# says TEXT COMMAND…: with status 2.
refuses() {
    text=$1
    shift
    "$KBSITE" theme "$@" >said 2>&1
    [ $? = 2 ] || fail "theme $*: not refused"
    grep -qF -- "$text" said || fail "theme $*: it does not say \"$text\": $(cat said)"
}

mkdir notes
echo '# Home' >notes/index.md
printf 'title: Themed\ncontent_dir: notes\n' >kbsite.yml
"$KBSITE" build -q -d before
"$KBSITE" theme list >list || fail "list"
grep -q '^layouts/note.mustache  *(default theme)$' list || fail "the note's layout is not listed: $(head -3 list)"
for file in $(sed 's/ .*//' list); do
    "$KBSITE" theme eject "$file" >/dev/null || fail "eject $file"
    [ -f "theme/$file" ] || fail "eject $file: no file"
done
"$KBSITE" theme list | grep -q 'default theme' && fail "files were taken, and are listed as the default theme's"
"$KBSITE" build -q -d after
diff -r before after >/dev/null || fail "a theme of all files gives another site: $(diff -rq before after | head -3)"
refuses "is there already" eject layouts/note.mustache
refuses 'did you mean "layouts/note.mustache"?' eject layouts/not.mustache
refuses 'there is no file' eject ../kbsite.yml
refuses 'did you mean "note"?' keys nte
refuses 'list, eject FILE or keys LAYOUT is needed' lst
refuses 'takes no name' list x
for layout in note index group home 404; do
    [ "$layout" = home ] && rm notes/index.md && echo '# Other' >notes/other.md
    "$KBSITE" theme keys "$layout" >keys || fail "keys $layout"
    grep -q '^  title: "' keys || fail "keys $layout: no title of the page: $(head -5 keys)"
done
exit $failed
