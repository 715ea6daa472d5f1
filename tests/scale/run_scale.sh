#!/bin/sh
# Twice the input takes about twice the work, for hostile input of many kinds. "--long" for larger
# sizes and names of cases can be given: KBSITE=build/release/kbsite sh tests/scale/run_scale.sh --long
set -u
here=$(cd "$(dirname "$0")" && pwd -P)
skip() {
    echo "SKIPPED: $1"
    exit 77
}
[ -z "${KBSITE_SANITIZE:-}" ] || skip "valgrind cannot run a program with sanitizers"
command -v python3 >/dev/null 2>&1 || skip "no python3"
command -v valgrind >/dev/null 2>&1 || skip "no valgrind"
valgrind --tool=callgrind --callgrind-out-file=/dev/null true >/dev/null 2>&1 ||
    skip "valgrind's callgrind does not run here"
PYTHONDONTWRITEBYTECODE=1 exec python3 "$here/scale.py" "${KBSITE:?the program}" "$@"
