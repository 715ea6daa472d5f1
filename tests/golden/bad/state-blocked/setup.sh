printf 'a file\n' >.kbsite
