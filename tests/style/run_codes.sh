#!/bin/sh
# Every diagnostic code has a golden site: see codes.py.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
KBSITE_SOURCE=${KBSITE_SOURCE:-$here/../..}
export PYTHONDONTWRITEBYTECODE=1
exec python3 "$here/codes.py" "$KBSITE_SOURCE"
