printf 'a file\n' >out
