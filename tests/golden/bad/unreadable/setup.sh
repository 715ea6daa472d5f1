if [ "$(id -u)" = 0 ]; then
    echo "root may read everything"
    exit 77
fi
printf '# Closed\n' >closed.md
printf 'closed\n' >closed.txt
chmod 000 closed.md closed.txt
mkdir closed
printf '# Inside\n' >closed/inside.md
chmod 000 closed
