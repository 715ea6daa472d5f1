#!/bin/sh
# What can be said of packaging/ and script/ without the systems that they are for: the shell in them is
# sound, the files that they name are there, and each package manager is asked for all that is needed.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "${KBSITE_SOURCE:-$here/../..}" && pwd)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0

fail() {
    echo "FAIL: $1"
    failed=1
}

# ---- the container: files that are copied, commands as they are run

sed -e :join -e '/\\$/N; s/\\\n//; t join' "$root/packaging/Containerfile" >"$tmp/container"
# shellcheck disable=SC2013 # words are wanted
for file in $(sed -n 's/^COPY \(.*\) [^ ]*$/\1/p' "$tmp/container"); do
    [ -e "$root/$file" ] || fail "packaging/Containerfile: there is no $file to copy"
done
# shellcheck disable=SC2013
for file in $(grep -oE 'CMAKE_SOURCE_DIR\}/[a-z][^/ )]*' "$root/CMakeLists.txt" | sed 's|.*/||' | sort -u); do
    [ "$file" = tests ] || grep -qE "^COPY (.* )?$file([ /]|$)" "$tmp/container" ||
        fail "packaging/Containerfile: CMakeLists.txt needs $file, which is not copied"
done
sed -n 's/^RUN \(--[^ ]* *\)*//p' "$tmp/container" >"$tmp/commands"
[ -s "$tmp/commands" ] || fail "packaging/Containerfile: no commands"
sh -n "$tmp/commands" || fail "packaging/Containerfile: its commands are no shell"

# ---- shell

if command -v shellcheck >/dev/null; then
    for file in "$root"/script/*; do
        # shellcheck disable=SC2094 # it is only read
        head -n 1 "$file" | grep -qE '^#!.*sh$|^# Installs' || continue
        (cd "$root" && shellcheck -x "$file") || fail "$file"
    done
    { echo '#!/bin/sh' && cat "$tmp/commands"; } | shellcheck - || fail "packaging/Containerfile"
fi

# ---- the formula

if command -v ruby >/dev/null; then
    ruby -c "$root/packaging/kbsite.rb" >/dev/null || fail "packaging/kbsite.rb"
fi
for library in cmark libmicrohttpd libyaml md4c utf8proc xxhash cmake ninja node; do
    grep -q "depends_on \"$library\"" "$root/packaging/kbsite.rb" || fail "packaging/kbsite.rb: no $library"
done

# ---- script/bootstrap, with package managers that only say what they were asked for

mkdir "$tmp/tools"
for tool in sh dirname sed sort tr mktemp cat rm grep cut uname id env; do
    ln -s "$(command -v $tool)" "$tmp/tools/$tool"
done
printf '#!/bin/sh\nexec "$@"\n' >"$tmp/tools/sudo"
chmod +x "$tmp/tools/sudo"

# asks MANAGER ARGUMENTS PACKAGES…: that it is called with these arguments, and among others for these.
asks() {
    manager=$1 arguments=$2
    shift 2
    mkdir -p "$tmp/$manager"
    printf '#!/bin/sh\necho "$*" >>"%s/asked"\n' "$tmp/$manager" >"$tmp/$manager/$manager"
    chmod +x "$tmp/$manager/$manager"
    PATH=$tmp/tools:$tmp/$manager sh "$root/script/bootstrap" >"$tmp/said" 2>&1 &&
        fail "$manager: nothing was installed, and nothing is said to be missing"
    grep -q 'still missing: .*cmake' "$tmp/said" || fail "$manager: $(cat "$tmp/said")"
    asked=$(grep "^$arguments " "$tmp/$manager/asked") || fail "$manager: not asked to $arguments: $(cat "$tmp/$manager/asked")"
    for package in "$@"; do
        case " $asked " in *" $package "*) ;; *) fail "$manager: not asked for $package: $asked" ;; esac
    done
    rm "$tmp/$manager/asked"
    PATH=$tmp/tools:$tmp/$manager sh -c ". '$root/script/packages.sh'; need cmake" >"$tmp/said" 2>&1 &&
        fail "$manager: cmake is not there"
    [ "$manager" = apt-get ] || [ ! -e "$tmp/$manager/asked" ] || fail "$manager: it was asked without KBSITE_INSTALL"
}

asks apt-get 'install -y' gcc libc6-dev ninja-build libmd4c-dev libyaml-dev libutf8proc-dev libxxhash-dev libcmark-dev libmicrohttpd-dev
asks dnf 'install -y' gcc ninja-build md4c-devel libyaml-devel utf8proc-devel xxhash-devel cmark-devel libmicrohttpd-devel
asks apk 'add --no-progress' gcc musl-dev samurai md4c-dev yaml-dev utf8proc-dev xxhash-dev cmark-dev libmicrohttpd-dev
asks pacman '-S --needed --noconfirm' gcc ninja md4c libyaml libutf8proc xxhash cmark libmicrohttpd
asks brew 'install' ninja md4c libyaml utf8proc xxhash cmark libmicrohttpd
exit $failed
