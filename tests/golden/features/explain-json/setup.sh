# A built site, and then one change of each sort.
"$KBSITE" build -q .
printf '# One\n\nSee [two](two.md) again.\n' >one.md
printf 'changed' >file.txt
rm site/lost.txt
printf '# Four\n' >four.md
