#!/bin/sh
# kbsite check: each of 61 defects is found where it is, by its code, and nothing else is.
exec python3 -B "$(dirname "$0")/mutations.py" "$KBSITE"
