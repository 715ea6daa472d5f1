# Its pages name scripts that a kbsite without npm does not have.
[ "${KBSITE_WEB:-ON}" != OFF ] || exit 77
cp -R "$KBSITE_SOURCE/content-example/." .
