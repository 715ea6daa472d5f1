# Its notes have icons, which a kbsite without npm does not have.
[ "${KBSITE_WEB:-ON}" != OFF ] || exit 77
