mkdir kbsite.yml
