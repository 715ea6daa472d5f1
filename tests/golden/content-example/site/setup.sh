cp -R "$KBSITE_SOURCE/content-example/." .
