#!/bin/sh
# What README.md shows works, and nothing that a user can set is missing: see readme.py.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
KBSITE_SOURCE=${KBSITE_SOURCE:-$here/../..}
export PYTHONDONTWRITEBYTECODE=1
if [ ! -x "${KBSITE:-}" ]; then
    echo "KBSITE names no program"
    exit 77
fi
exec python3 "$here/readme.py" "$KBSITE_SOURCE" "$KBSITE"
