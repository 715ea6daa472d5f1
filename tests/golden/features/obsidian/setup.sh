# A vault's own files, and a theme that keeps pages short.
mkdir -p .obsidian .trash
printf '{}\n' >.obsidian/app.json
printf '# Gone\n' >.trash/Gone.md
