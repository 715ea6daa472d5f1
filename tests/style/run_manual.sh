#!/bin/sh
# kbsite.yml(5) says what the table of keys says, and both man pages are well formed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
KBSITE_SOURCE=${KBSITE_SOURCE:-$here/../..}
export PYTHONDONTWRITEBYTECODE=1
if [ ! -x "${KBSITE:-}" ]; then
    echo "KBSITE names no program"
    exit 77
fi
python3 "$here/manual.py" "$KBSITE_SOURCE" "$KBSITE"
cd "$KBSITE_SOURCE/cmd"
if command -v mandoc >/dev/null; then
    mandoc -T lint -W warning kbsite.1 kbsite.yml.5
elif command -v man >/dev/null && man --help 2>&1 | grep -q -- --warnings; then
    for page in kbsite.1 kbsite.yml.5; do
        said=$(LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -l -Tutf8 "./$page" 2>&1 >/dev/null)
        [ -z "$said" ] || { echo "cmd/$page: $said" && exit 1; }
    done
else
    echo "there is no program that looks at the form of man pages"
fi
