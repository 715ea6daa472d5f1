mkdir ../elsewhere
printf '# Secret\n' >../elsewhere/secret.md
ln -s ../elsewhere folder
ln -s ../elsewhere/secret.md secret.md
