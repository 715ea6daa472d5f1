#!/bin/sh
# README.md on a fresh machine: a root of Debian with git and nothing else of what kbsite needs, in which
# every command that README.md shows is run in its order, from script/build on.
#
# About three minutes the first time, most of them downloads; these are kept in the build folder for the
# next run. Skipped where such a root cannot be made: it takes root, debootstrap and a mirror.
set -u
here=$(cd "$(dirname "$0")" && pwd)
skip() {
    echo "skipped: $1"
    exit 77
}

[ -z "${KBSITE_SANITIZE:-}" ] || skip "it builds its own kbsite, and once is enough"
[ "$(id -u)" = 0 ] || skip "only root can make a root"
for tool in debootstrap unshare chroot python3 tar; do
    command -v $tool >/dev/null || skip "no $tool"
done
suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
{ grep -q "^ID=debian" /etc/os-release && [ -n "$suite" ]; } || skip "this is not Debian"
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
    sed -nE 's/^(URIs:|deb) +(\[[^]]*\] +)?(http[^ ]*).*/\3/p' | grep -v security | head -n 1)
[ -n "$mirror" ] || skip "no mirror in apt's sources"
unshare -m true 2>/dev/null || skip "no mount namespaces"

cache=$KBSITE_TOOLS/fresh-machine
mkdir -p "$cache/debs" "$cache/npm" || exit 1
tmp=$(mktemp -d) || exit 1
# What is mounted there is mounted only in namespaces that are gone by then.
trap 'rm -rf --one-file-system "$tmp"' EXIT
root=$tmp/root
mkdir "$root"

# ---- the machine: a week old at most

if [ -z "$(find "$cache" -name "$suite.tar" -mtime -7)" ]; then
    debootstrap --variant=minbase --include=git,ca-certificates --cache-dir="$cache/debs" "$suite" "$root" "$mirror" \
        >"$tmp/log" 2>&1 || { tail -n 5 "$tmp/log" && skip "debootstrap failed"; }
    tar -cf "$cache/new.tar" --exclude='*.deb' -C "$root" . && mv "$cache/new.tar" "$cache/$suite.tar"
else
    tar -xf "$cache/$suite.tar" -C "$root" || exit 1
fi

# What this machine needs to reach packages.
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
apt-config dump | grep -i '^Acquire::.*proxy' >"$root/etc/apt/apt.conf.d/99proxy"
if [ -f /etc/ssl/certs/ca-certificates.crt ]; then
    cp /etc/ssl/certs/ca-certificates.crt "$root/etc/authorities.crt"
fi
registry=$(npm config get registry 2>/dev/null)

# inside COMMAND…: in the root, with nothing of the environment of this machine but its proxies.
inside() {
    # shellcheck disable=SC2016 # they are the inner shell's
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/srv LANG=C.UTF-8 NO_COLOR=1 \
        SOURCES=/srv/kbsite NODE_EXTRA_CA_CERTS=/etc/authorities.crt ${registry:+NPM_CONFIG_REGISTRY="$registry"} \
        ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
        unshare -m --propagation private sh -c '
            root=$1 cache=$2
            shift 2
            mkdir -p "$root/srv/.npm"
            mount -t proc proc "$root/proc" && mount --bind "$cache/npm" "$root/srv/.npm" &&
                mount --bind "$cache/debs" "$root/var/cache/apt/archives" && exec chroot "$root" "$@"
        ' sh "$root" "$cache" "$@"
}

inside true 2>"$tmp/log" || skip "no command runs in it: $(cat "$tmp/log")"
inside apt-get -qq update >"$tmp/log" 2>&1 || { tail -n 5 "$tmp/log" && skip "apt-get update failed"; }

# ---- the sources, as they are here, without what was built

mkdir -p "$root/srv/kbsite" "$root/srv/reader"
tar -C "$KBSITE_SOURCE" --exclude=./build --exclude=node_modules --exclude=./.git -cf - . |
    tar --no-same-owner -xf - -C "$root/srv/kbsite" || exit 1
python3 -B "$here/readme_steps.py" "$KBSITE_SOURCE/README.md" >"$root/srv/steps" || exit 1

# ---- its reader

inside sh -c 'cd /srv/reader && exec timeout 800 bash /srv/steps' >"$tmp/log" 2>&1
status=$?
cat "$tmp/log"
tail -n 1 "$tmp/log" | grep -q '^README.md: done$' && [ $status = 0 ]
