mkdir notes Notes
printf '# small\n' >notes/a.md
printf '# large\n' >Notes/a.md
[ "$(cat notes/a.md)" = "# small" ] || exit 77
printf '# É\n' >É.md
printf '# é\n' >é.md
printf 'x' >notes/P.png
printf 'y' >notes/p.png
