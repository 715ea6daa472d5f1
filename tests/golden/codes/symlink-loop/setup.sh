mkdir dough
printf '# Rye\n' >dough/rye.md
ln -s .. dough/up
ln -s turn turn
