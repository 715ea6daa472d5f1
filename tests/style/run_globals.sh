#!/bin/sh
# The library has no state that changes: see globals.py.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
KBSITE_SOURCE=${KBSITE_SOURCE:-$here/../..}
export PYTHONDONTWRITEBYTECODE=1
if [ -n "${KBSITE_SANITIZE:-}" ] || [ "$(uname -s)" != Linux ]; then
    echo "sanitizers and other object formats add data of their own"
    exit 77
fi
exec python3 "$here/globals.py" "${KBSITE_LIBRARY:-$KBSITE_SOURCE/build/dev/libkb.a}"
