deep=$(printf '%70s' '' | sed 's| |d/|g')
mkdir -p "$deep"
printf '# Too deep\n' >"${deep}note.md"
printf '# Deep enough\n' >d/d/d/note.md
