#!/bin/sh
# The command line: options, exit codes, what goes to which stream.
set -u
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
failed=0

fail() {
    echo "FAIL: $*"
    sed 's/^/    out: /' out 2>/dev/null | head -5
    sed 's/^/    err: /' err 2>/dev/null | head -5
    failed=1
}

# status WANTED ARGUMENTS…: runs kbsite, its output in the files out and err.
status() {
    wanted=$1
    shift
    "$KBSITE" "$@" >out 2>err
    got=$?
    [ $got -eq "$wanted" ] || fail "kbsite $* ended with $got, not $wanted"
}

# has FILE TEXT and lacks FILE TEXT: about the last run.
has() {
    grep -qF -- "$2" "$1" || fail "no \"$2\" in $1"
}
lacks() {
    ! grep -qF -- "$2" "$1" || fail "\"$2\" in $1"
}
there() {
    [ -e "$1" ] || fail "$1 is missing"
}
gone() {
    [ ! -e "$1" ] || fail "$1 is there"
}

mkdir -p good/notes bad
printf '# Hello\n\n[again](hello.md)\n' >good/notes/hello.md
printf -- '---\ndraft: true\n---\n# Draft\n' >good/notes/draft.md
printf 'content_dir: notes\n' >good/kbsite.yml
printf '# Bad\n\n[nowhere](nowhere.md)\n\n[x](#no-such-heading)\n' >bad/bad.md

# --- help, version, usage
status 2
has out 'usage: kbsite COMMAND'
status 0 help
has out 'build'
status 0 --help
status 0 -h
status 0 help build
has out '--destination'
status 0 build --help
has out '--destination'
status 0 help diagnostics
has out 'link-missing'
status 2 help nonsense
status 0 version
has out 'kbsite '
status 0 --version
status 2 version more
status 2 biuld
has err 'did you mean "build"?'
status 2 build --destinaton x
has err 'did you mean "--destination"?'
status 2 build -Z
has err 'no option "-Z"'
status 2 build -d
has err 'needs a value'
status 2 build --clean=yes
has err 'takes no value'
status 2 build --strict -qx
has err 'no option "-x"'
status 2 build --format xml
status 2 build -d ''
for n in 0 -1 x 257 ''; do
    status 2 build -j "$n"
done
status 2 build good bad
status 2 build -q -v good
status 2 build nowhere
has err 'nowhere'
gone nowhere

# --- a build
status 0 build good
has out '1 note, '
has out ' in good/site/ ('
[ -s err ] && fail "a build without complaints said something"
there good/site/hello/index.html
gone good/site/draft
there good/.kbsite/.gitignore
status 0 build good
has out '(0 written, '
status 0 build -D good
there good/site/draft/index.html
status 0 build good
has out ' 1 removed)'
gone good/site/draft
status 0 build -v good
has err '[site-url-missing]'
(cd good && "$KBSITE" build) >out 2>err || fail "a build here"
has out ' in site/ ('
status 0 build good -q
[ -s out ] && fail "-q printed a summary"

# --- findings
status 0 build bad
has err 'bad/bad.md:3:2: error: '
has err '[link-missing]'
has err '[link-anchor]'
has out '1 error, 1 warning'
status 1 build bad --strict
status 0 build bad -q
has err '[link-missing]'
lacks err '[link-anchor]'

# --- no colour and no progress in a pipe
NO_COLOR=1 "$KBSITE" build bad >out 2>err
lacks err "$(printf '\033')"
"$KBSITE" build bad 2>&1 | cat >out
lacks out "$(printf '\033')"
lacks out "$(printf '\r')"

# --- on a terminal
if command -v script >/dev/null && script -qec true /dev/null </dev/null >/dev/null 2>&1; then
    TERM=xterm script -qec "'$KBSITE' build bad --clean" /dev/null </dev/null >out 2>&1
    has out "$(printf '\033[1;31m')"
    TERM=xterm NO_COLOR=1 script -qec "'$KBSITE' build bad --clean" /dev/null </dev/null >out 2>&1
    lacks out "$(printf '\033[1;31m')"
    TERM=dumb script -qec "'$KBSITE' build bad --clean" /dev/null </dev/null >out 2>&1
    lacks out "$(printf '\033')"
    has out '[link-missing]'
else
    echo "skipped: the checks on a terminal need script(1)"
fi

# --- json
status 0 build bad --format json
[ -s err ] && fail "--format json said something on stderr"
python3 - <<'EOF' || fail "--format json"
import json
data = json.load(open("out"))
codes = [d["code"] for d in data["diagnostics"]]
assert codes == ["site-url-missing", "link-missing", "link-anchor"], codes
missing = data["diagnostics"][1]
assert (missing["path"], missing["line"], missing["col"], missing["level"]) == ("bad/bad.md", 3, 2, "error")
assert data["summary"]["errors"] == 1 and data["summary"]["notes"] == 1
EOF
status 2 build -d bad bad --format json
python3 -c 'import json; assert json.load(open("out"))["diagnostics"][0]["code"] == "output-equal"' ||
    fail "--format json of a failure"
if [ -e /dev/full ]; then
    "$KBSITE" build good >/dev/full 2>err
    [ $? -eq 3 ] || fail "a summary that cannot be printed"
fi

# --- other places
status 0 build good -d elsewhere -b https://example.org/wiki
there elsewhere/sitemap.xml
mkdir twice && echo '# Twice' >twice/note.md
status 0 build twice
status 0 build twice -d twice-elsewhere
there twice-elsewhere/note/index.html
gone twice-elsewhere/site
has elsewhere/hello/index.html 'https://example.org/wiki/hello/'
has elsewhere/404.html 'href="/wiki/'
status 2 build good -b ftp://example.org
has err '[site-url-value]'
mkdir other
printf 'title: Another\noutput_dir: out\n' >other/conf.yml
status 0 build bad -f other/conf.yml
there other/out/bad/index.html
has other/out/bad/index.html 'Another'
status 2 build -f none.yml
printf 'titel: X\n' >other/wrong.yml
status 2 build bad -f other/wrong.yml
has err 'did you mean "title"?'

# --- output folders that are refused
mkdir foreign && echo precious >foreign/file
status 2 build good -d foreign
has err '[output-foreign]'
has foreign/file precious
gone foreign/index.html
status 2 build good -d good/notes
has err '[output-equal]'
status 2 build good -d good/no-such/../notes
has err '[output-equal]'
gone good/notes/index.html
status 2 build good -d .
has err '[output-equal]'
status 0 build good -d good/notes/public -v
has err '[output-inside]'
status 0 build good -d good/notes/public
has out '1 note, '
gone good/notes/public/public
mkdir blocked && : >blocked/file
status 3 build good -d blocked/file/site
has err '[output-failed]'

# --- types and theme that cannot be used
mkdir -p good/theme/layouts good/theme/types
printf '{{#open}}\n' >good/theme/layouts/note.mustache
status 2 build good
has err '[template-syntax]'
has err 'note.mustache:1:'
rm good/theme/layouts/note.mustache
printf 'feilds: {}\n' >good/theme/types/concept.yml
status 2 build good
has err '[type-syntax]'
rm -r good/theme
printf 'content_dir: notes\ntheme: no-such\n' >good/kbsite.yml
status 2 build good
has err '[theme-missing]'

exit $failed
