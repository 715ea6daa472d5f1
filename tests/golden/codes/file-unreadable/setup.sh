# Not by permissions: root may read everything.
ln -s nowhere.md dangling.md
mkfifo pipe.md
