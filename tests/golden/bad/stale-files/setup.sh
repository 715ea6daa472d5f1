# A note that went away takes its page along; what somebody else put there stays.
printf '# Old\n' >old.md
"$KBSITE" build . -q
test -e site/old/index.html
rm old.md
printf 'mine\n' >site/old/mine.txt
printf 'edited by hand\n' >site/bread/index.html
