# The second build finds the site of the first one in the content folder.
"$KBSITE" build . -q
test -e public/bread/index.html
