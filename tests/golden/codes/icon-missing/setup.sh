#!/bin/sh
# Icons are there only where kbsite was built with the packages of themes/.
"$KBSITE" build . 2>&1 | grep -q icon-missing || exit 77
rm -rf site .kbsite
