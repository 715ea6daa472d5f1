printf 'caf\351 au lait, na\303\257ve, \355\240\200\n' >>coffee.md
