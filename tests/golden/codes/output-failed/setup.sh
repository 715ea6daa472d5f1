# A file where a page's folder must be: permissions do not stop root.
"$KBSITE" build . -q
rm -r site/bread
printf 'mine\n' >site/bread
printf '\nMore.\n' >>cake.md
