if [ "$(id -u)" = 0 ]; then
    echo "root may write everywhere"
    exit 77
fi
mkdir closed
chmod 555 closed
