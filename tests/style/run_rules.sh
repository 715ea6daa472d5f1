#!/bin/sh
# Sizes, banned calls, unfinished work, names of places: see rules.py.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
KBSITE_SOURCE=${KBSITE_SOURCE:-$here/../..}
export PYTHONDONTWRITEBYTECODE=1
exec python3 "$here/rules.py" "$KBSITE_SOURCE"
