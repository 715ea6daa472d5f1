#!/bin/sh
# lib/LAYERS holds: see layers.py.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
KBSITE_SOURCE=${KBSITE_SOURCE:-$here/../..}
export PYTHONDONTWRITEBYTECODE=1
exec python3 "$here/layers.py" "$KBSITE_SOURCE"
