#!/bin/sh
# All C files are as clang-format leaves them. Its versions differ in details: only 14 counts.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "${KBSITE_SOURCE:-$here/../..}"
format=
for program in clang-format-14 clang-format; do
    if [ -z "$format" ] && "$program" --version 2>/dev/null | grep -q 'version 14\.'; then
        format=$program
    fi
done
if [ -z "$format" ]; then
    echo "there is no clang-format 14"
    exit 77
fi
if printf 'int  f( void ){ return 1; }\n' | "$format" --style=file --dry-run -Werror 2>/dev/null; then
    echo "self-test: badly formatted code was accepted"
    exit 1
fi
find lib cmd tests -name node_modules -prune -o -name '*.[ch]' -exec "$format" --dry-run -Werror {} +
