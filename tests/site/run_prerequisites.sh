#!/bin/sh
# The prerequisites of a real wiki, one by one, against a reading of its lists that shares no code
# with kbsite.
set -u
content=$KBSITE_SOURCE/../shared/corpora/knowledge-gym
if [ ! -d "$content" ]; then
    echo "skipped: no corpora beside the sources"
    exit 77
fi
content=$(cd "$content" && pwd -P)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
export PYTHONDONTWRITEBYTECODE=1
printf 'content_dir: %s\n' "$content" >"$tmp/kbsite.yml"
"$KBSITE" build -q "$tmp" >"$tmp/out" 2>&1 || {
    echo "FAIL: the build ended with $?"
    exit 1
}
python3 "$(dirname "$0")/prerequisites.py" "$content" "$tmp/site/kb.json"
