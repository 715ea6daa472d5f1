printf 'a file\n' >blocked
