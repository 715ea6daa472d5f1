mkdir ../elsewhere a b
printf '# Outside\n' >../elsewhere/outside.md
printf '# Real\n\n[Via the link](../b/real.md), [via the folder](../again/real.md).\n' >a/real.md
ln -s ../a/real.md b/real.md
ln -s a again
ln -s ../../elsewhere/outside.md a/out.md
ln -s ../elsewhere out
ln -s "$PWD/a/real.md" absolute.md
ln -s missing.md dangling.md
ln -s two one
ln -s one two
ln -s . here
ln -s .. a/up
mkfifo pipe
