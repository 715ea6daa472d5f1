#!/bin/sh
# kbsite new: a note of each type has all that its contract asks for, apart from what the author has
# to fill in, and none is overwritten.
set -u
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
failed=0

fail() {
    echo "FAIL: $1"
    failed=1
}

# refused TEXT ARGUMENT…: status 2, and the message has the text.
refused() {
    text=$1
    shift
    "$KBSITE" new "$@" >said 2>&1
    [ $? = 2 ] || fail "new $*: not refused"
    grep -qF -- "$text" said || fail "new $*: it does not say \"$text\": $(cat said)"
}

mkdir notes
printf 'title: Wiki\ncontent_dir: notes\nfolders:\n  ideas: concept\n' >kbsite.yml
for type in assessment case concept deep-dive library mental-model note pattern skill technology; do
    path=$("$KBSITE" new "$type" "A \"new\" $type & more") || fail "new $type"
    [ -f "$path" ] || fail "new $type: no file $path"
    grep -q "^title: \"A \\\\\"new\\\\\" $type & more\"\$" "$path" || fail "$path: the title"
    grep -q "^id: a-new-$type-more\$" "$path" || fail "$path: the id"
    grep -q "^created_at: 20[0-9][0-9]-[01][0-9]-[0-3][0-9]\$" "$path" || fail "$path: the date"
    [ "$type" = note ] || grep -q "^type: $type\$" "$path" || fail "$path: the type"
done
[ -f notes/ideas/a-new-concept-more.md ] || fail "a concept is not where concepts are"
found=$("$KBSITE" build --strict -b /wiki/ 2>&1) || fail "the notes are not built: $found"
case $found in
*"; 0 errors, 0 warnings"*) ;;
*) fail "new notes are complained about: $found" ;;
esac

# How much of a note can be seen at a glance is advice on a note that is written.
found=$("$KBSITE" check -v -b https://example.org/ \
    --off placeholder,edge-planned,note-orphan,visual-share 2>&1) || fail "check ended with $?"
case $found in
*"["*"]"*) fail "new notes do not keep their contracts: $found" ;;
esac
"$KBSITE" check --only placeholder >said 2>&1
for type in assessment case concept deep-dive library mental-model note pattern skill technology; do
    grep -q "new-$type-more.md:.*\[placeholder\]" said || fail "nothing is to be filled in in a new $type"
done

[ "$("$KBSITE" new concept "Ünïcode — und mehr" --in deep/er)" = "notes/deep/er/ünïcode-und-mehr.md" ] || fail "--in"
[ "$("$KBSITE" new library "!!!")" = notes/note.md ] || fail "a title without letters"
mkdir -p theme/scaffolds theme/types
echo 'title: Recipe' >theme/types/recipe.yml
printf -- '---\ntitle: "TITLE"\ntype: recipe\n---\n# TITLE\n\nDATE stays DATE here.\n' >theme/scaffolds/recipe.md
path=$("$KBSITE" new recipe Soup)
grep -q "^# Soup\$" "$path" || fail "a project's own scaffold"
echo 'title: Bare' >theme/types/bare.yml
path=$("$KBSITE" new bare Thing)
grep -q "^type: bare\$" "$path" || fail "a type without a scaffold"

refused 'did you mean "concept"?' concpet x
refused "is there already" concept "Ünïcode — und mehr" --in deep/er
refused "leads out of the folder" concept x --in ../..
refused "leads out of the folder" concept x --in /elsewhere
refused "leads out of the folder" concept x --in deep/../..
refused "a type and a title are needed" concept
refused "one line of text" concept "  "
refused "one line of text" concept "a
b"
[ ! -e x.md ] || fail "a note outside"
exit $failed
