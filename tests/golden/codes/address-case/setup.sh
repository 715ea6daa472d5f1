# Not in git: some file systems cannot hold both.
printf '# small\n' >bread.md
printf '# LARGE\n' >BREAD.md
[ "$(cat bread.md)" = "# small" ] || exit 77
