#!/bin/sh
# kbsite init: a new wiki has nothing to complain about, and notes that are there stay as they are.
set -u
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
failed=0

fail() {
    echo "FAIL: $1"
    failed=1
}

# said WORD TEXT: init's output has the text.
said() {
    grep -qF -- "$2" "$tmp/$1" || fail "$1: it does not say \"$2\": $(cat "$tmp/$1")"
}

"$KBSITE" init "new wiki" >new.txt || fail "an empty folder"
said new.txt "new      kbsite.yml"
said new.txt "new      .github/workflows/pages.yml"
found=$("$KBSITE" build --strict -b /wiki/ "new wiki" 2>&1) || fail "a new wiki is not built: $found"
case $found in
*": 0 errors, 0 warnings"* | *"; 0 errors, 0 warnings"*) ;;
*) fail "a new wiki is complained about: $found" ;;
esac
grep -q "<title>New wiki</title>" "new wiki/site/index.html" || fail "the title is not the folder's name"
cp -R "new wiki" before
echo "# Changed" >"new wiki/notes/index.md"
"$KBSITE" init "new wiki" >again.txt || fail "a second time"
said again.txt "kept     kbsite.yml"
said again.txt "Found 4 notes:"
said again.txt "types: concept 2, note 1, skill 1"
[ "$(cat "new wiki/notes/index.md")" = "# Changed" ] || fail "a note was overwritten"
echo "title: Own" >"new wiki/kbsite.yml"
"$KBSITE" init --force "new wiki" >forced.txt || fail "--force"
said forced.txt "replaced kbsite.yml"
cmp -s "new wiki/kbsite.yml" before/kbsite.yml || fail "--force does not replace"

mkdir -p project/docs
echo "site_name: Theirs" >project/mkdocs.yml
printf '# Home\n\n[gone](gone.md)\n' >project/docs/index.md
"$KBSITE" init project >mkdocs.txt || fail "a project of MkDocs"
said mkdocs.txt "Found 1 note of an MkDocs project:"
said mkdocs.txt "1 link, 1 of them to nothing"
[ ! -e project/kbsite.yml ] || fail "a second configuration beside mkdocs.yml"
[ -f project/.gitignore ] || fail "no .gitignore in a project of MkDocs"

mkdir -p vault/.obsidian vault/Ideas
printf 'See [[Two]].\n' >vault/Ideas/One.md
printf 'Text.\n' >vault/Two.md
echo "# About this repository" >vault/README.md
"$KBSITE" init vault >vault.txt || fail "a vault of Obsidian"
said vault.txt "of an Obsidian vault:"
grep -q "^content_dir: \.$" vault/kbsite.yml || fail "the vault's notes are not its content"
mkdir -p vault/kbsite/content-example vault/node_modules/x
echo "# No note" | tee vault/kbsite/content-example/a.md >vault/node_modules/x/README.md
"$KBSITE" build -q --strict vault || fail "the vault is not built"
grep -q "No note" vault/site/kb.json && fail "what the workflow needs is published"

mkdir "$(printf 'quote"d')" && "$KBSITE" init "$(printf 'quote"d')" >quoted.txt
"$KBSITE" build -q "$(printf 'quote"d')" || fail "a folder with a quotation mark in its name"
odd=$(printf 'tab\there\001')
mkdir "$odd" && "$KBSITE" init "$odd" >odd.txt
"$KBSITE" build -q "$odd" || fail "a folder with control characters in its name"
echo file >file
"$KBSITE" init file >/dev/null 2>&1
[ $? = 3 ] || fail "a file is no folder"
"$KBSITE" init --frce >/dev/null 2>unknown.txt
[ $? = 2 ] || fail "an unknown option"
said unknown.txt 'did you mean "--force"?'
exit $failed
