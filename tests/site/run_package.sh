#!/bin/sh
# The packages that cpack makes: unpacked anywhere, the program builds a site, and all that belongs to
# it is there.
set -u
command -v cpack >/dev/null || { echo "skipped: no cpack"; exit 77; }
build=$(cd "$(dirname "$KBSITE")" && pwd)
[ -f "$build/CPackConfig.cmake" ] || { echo "skipped: no package of this build"; exit 77; }
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
failed=0

fail() {
    echo "FAIL: $1"
    failed=1
}

# check ROOT: what a package has below its root.
check() {
    for file in bin/kbsite share/man/man1/kbsite.1 share/man/man5/kbsite.yml.5 share/bash-completion/completions/kbsite \
        share/zsh/site-functions/_kbsite share/fish/vendor_completions.d/kbsite.fish; do
        [ -f "$1/usr/$file" ] || [ -f "$1/usr/$file.gz" ] || fail "$1: no $file"
    done
    cp -R "$KBSITE_SOURCE/content-example" "$1/wiki"
    "$1/usr/bin/kbsite" build -q "$1/wiki" 2>/dev/null || fail "$1: the example is not built"
    [ -f "$1/wiki/site/index.html" ] || fail "$1: there is no site"
}

cpack --config "$build/CPackConfig.cmake" -G TGZ -B "$tmp/tgz" >tgz.log 2>&1 || fail "$(cat tgz.log)"
mkdir plain
tar -xzf tgz/*.tar.gz -C plain --strip-components=1 || fail "the archive cannot be read"
[ -d plain/usr ] || { mkdir whole && mv plain whole/usr && mv whole plain; }
check plain
if command -v dpkg-shlibdeps >/dev/null && command -v dpkg-deb >/dev/null; then
    cpack --config "$build/CPackConfig.cmake" -G DEB -B "$tmp/deb" >deb.log 2>&1 || fail "$(cat deb.log)"
    dpkg-deb -x deb/*.deb debian || fail "the package cannot be read"
    check debian
    dpkg-deb -f deb/*.deb Depends >depends
    for library in 'libmd4c0 (>= 0.4.8)' libyaml libmicrohttpd libcmark libxxhash libutf8proc; do
        grep -qF "$library" depends || fail "it does not depend on $library: $(cat depends)"
    done
fi
exit $failed
