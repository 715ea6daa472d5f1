# The output folder leads, by a link, to the content.
ln -s . site
