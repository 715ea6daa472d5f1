# Installs what is missing; sourced by script/build, script/test and script/bootstrap.
#
#   need WHAT…    each WHAT is one of the names below; what is there already costs nothing
#
# On Debian and Ubuntu the packages are installed. The names that other package managers (dnf, apk,
# pacman, brew) have for them are known here, but nobody has tried them: then the command that installs
# them is printed, and run only if KBSITE_INSTALL=any (script/bootstrap).
# shellcheck shell=sh

# present WHAT: whether this machine has it.
present() {
    case $1 in
    cc) command -v cc >/dev/null && echo 'int main(void){return 0;}' | cc -x c -o /dev/null - 2>/dev/null ;;
    cmake | clang | npm | git | python3 | bash | debootstrap) command -v "$1" >/dev/null ;;
    ninja) command -v ninja >/dev/null || command -v samu >/dev/null ;;
    pkg-config) command -v pkg-config >/dev/null || command -v pkgconf >/dev/null ;;
    clang-format) command -v clang-format >/dev/null || command -v clang-format-14 >/dev/null ;;
    objdump | setarch) command -v "$1" >/dev/null || [ "$(uname -s)" != Linux ] ;;
    yaml-python) python3 -c 'import yaml' 2>/dev/null ;;
    chromium) command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ;;
    libfuzzer)
        command -v clang >/dev/null &&
            echo 'int LLVMFuzzerTestOneInput(const char *p, unsigned long n){return !p && n;}' |
            clang -x c -fsanitize=fuzzer,address,undefined -o /dev/null - 2>/dev/null
        ;;
    md4c | yaml-0.1 | libutf8proc | libxxhash | libcmark | libmicrohttpd | cmocka) pkg-config --exists "$1" 2>/dev/null ;;
    *) echo "script/packages.sh: unknown: $1" >&2 && exit 2 ;;
    esac
}

# package MANAGER WHAT: the names of the packages that bring it.
package() {
    case $1:$2 in
    apt-get:cc) echo gcc libc6-dev ;;
    dnf:cc) echo gcc libasan libubsan libtsan ;;
    apk:cc) echo gcc musl-dev ;;
    *:cc) echo gcc ;;
    apt-get:ninja | dnf:ninja) echo ninja-build ;;
    apk:ninja) echo samurai ;;
    apt-get:pkg-config) echo pkg-config ;;
    dnf:pkg-config) echo pkgconf-pkg-config ;;
    *:pkg-config) echo pkgconf ;;
    apt-get:md4c) echo libmd4c-dev ;;
    dnf:md4c) echo md4c-devel ;;
    apk:md4c) echo md4c-dev ;;
    apt-get:yaml-0.1) echo libyaml-dev ;;
    dnf:yaml-0.1) echo libyaml-devel ;;
    apk:yaml-0.1) echo yaml-dev ;;
    *:yaml-0.1) echo libyaml ;;
    apt-get:libutf8proc) echo libutf8proc-dev ;;
    dnf:libutf8proc) echo utf8proc-devel ;;
    apk:libutf8proc) echo utf8proc-dev ;;
    pacman:libutf8proc) echo libutf8proc ;;
    *:libutf8proc) echo utf8proc ;;
    apt-get:libxxhash) echo libxxhash-dev ;;
    dnf:libxxhash) echo xxhash-devel ;;
    apk:libxxhash) echo xxhash-dev ;;
    *:libxxhash) echo xxhash ;;
    apt-get:libcmark) echo libcmark-dev ;;
    dnf:libcmark) echo cmark-devel ;;
    apk:libcmark) echo cmark-dev ;;
    *:libcmark) echo cmark ;;
    apt-get:libmicrohttpd) echo libmicrohttpd-dev ;;
    dnf:libmicrohttpd) echo libmicrohttpd-devel ;;
    apk:libmicrohttpd) echo libmicrohttpd-dev ;;
    apt-get:cmocka) echo libcmocka-dev ;;
    dnf:cmocka) echo libcmocka-devel ;;
    apk:cmocka) echo cmocka-dev ;;
    pacman:python3) echo python ;;
    apt-get:yaml-python) echo python3-yaml ;;
    dnf:yaml-python) echo python3-pyyaml ;;
    pacman:yaml-python) echo python-yaml ;;
    apk:yaml-python) echo py3-yaml ;;
    brew:yaml-python) echo pyyaml ;;
    apt-get:clang-format) echo clang-format ;;
    dnf:clang-format) echo clang-tools-extra ;;
    pacman:clang-format) echo clang ;;
    apk:clang-format) echo clang-extra-tools ;;
    apt-get:libfuzzer) echo clang libclang-rt-dev ;;
    dnf:libfuzzer | apk:libfuzzer) echo clang compiler-rt ;;
    pacman:libfuzzer) echo clang compiler-rt ;;
    brew:clang | brew:libfuzzer) echo llvm ;;
    *:objdump) echo binutils ;;
    apk:setarch) echo util-linux-misc ;;
    *:setarch) echo util-linux ;;
    *:npm) [ "$1" = brew ] && echo node || echo nodejs npm ;;
    *) echo "$2" ;;
    esac
}

manager() {
    for name in apt-get dnf pacman apk brew; do
        if command -v $name >/dev/null; then echo $name && return; fi
    done
}

# install_command MANAGER [unattended]
install_command() {
    case $1:${2:-} in
    dnf:) echo "dnf install" ;;
    dnf:*) echo "dnf install -y" ;;
    pacman:) echo "pacman -S --needed" ;;
    pacman:*) echo "pacman -S --needed --noconfirm" ;;
    apk:) echo "apk add" ;;
    apk:*) echo "apk add --no-progress" ;;
    brew:*) echo "brew install" ;;
    apt-get:*) echo "apt-get install" ;;
    esac
}

# The words given, each once.
unique() {
    printf '%s\n' "$@" | tr ' ' '\n' | sed '/^$/d' | sort -u | tr '\n' ' '
}

missing_of() {
    for what; do present "$what" || printf '%s ' "$what"; done
}

packages_of() {
    manager=$1
    shift
    for what; do package "$manager" "$what"; done
}

# Runs quietly; when it fails, what it said is shown.
quietly() {
    log=$(mktemp)
    if "$@" >"$log" 2>&1; then
        rm -f "$log"
    else
        status=$?
        cat "$log" >&2
        rm -f "$log"
        return $status
    fi
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

apt_install() {
    # Lists that are a little old do not matter unless a package cannot be had.
    quietly as_root apt-get -qq update || echo "apt-get update failed; trying with the lists there are" >&2
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
        -o DPkg::Lock::Timeout=120 --no-install-recommends "$@"
}

# install_packages MANAGER PACKAGE…
install_packages() {
    manager=$1
    shift
    case $manager in
    apt-get) apt_install "$@" ;;
    brew) brew install "$@" ;; # it refuses to be root
    *)
        # shellcheck disable=SC2046 # a list of words
        as_root $(install_command "$manager" unattended) "$@"
        ;;
    esac
}

can_be_root() {
    [ "$(id -u)" = 0 ] || command -v sudo >/dev/null
}

# Whether packages may be installed with that manager, and not only named.
may_install() {
    case $1 in
    apt-get) can_be_root ;;
    brew) [ "${KBSITE_INSTALL:-}" = any ] ;;
    *) [ "${KBSITE_INSTALL:-}" = any ] && can_be_root ;;
    esac
}

need() {
    missing=$(missing_of "$@") || return
    [ -n "$missing" ] || return 0
    manager=$(manager)
    if [ -z "$manager" ]; then
        echo "Missing: $missing. Please install them and run this again." >&2
        return 1
    fi
    # shellcheck disable=SC2046,SC2086 # lists of words
    packages=$(unique $(packages_of "$manager" $missing))
    if ! may_install "$manager"; then
        echo "Missing: $missing" >&2
        echo "Please run script/bootstrap, or this$([ "$manager" = brew ] || echo ', as root'):" \
            "$(install_command "$manager") $packages" >&2
        return 1
    fi
    echo "Installing: $packages"
    # shellcheck disable=SC2086
    install_packages "$manager" $packages || return 1
    # shellcheck disable=SC2086
    missing=$(missing_of $missing)
    [ -z "$missing" ] || { echo "Installed, and still missing: $missing" >&2 && return 1; }
}

# The build needs CMake 3.25 (Debian 12, Ubuntu 24.04).
need_cmake_version() {
    version=$(cmake --version | sed -n '1s/[^0-9]*\([0-9]*\.[0-9]*\).*/\1/p')
    if [ "${version%%.*}" -lt 3 ] || { [ "${version%%.*}" = 3 ] && [ "${version#*.}" -lt 25 ]; }; then
        echo "CMake $version is too old: 3.25 is needed (it can be had by: pip install cmake)" >&2
        return 1
    fi
}

# npm_packages FOLDER: what its package-lock.json names, installed there unless it is already.
npm_packages() {
    cmp -s "$1/package-lock.json" "$1/node_modules/.kbsite-lock" ||
        (cd "$1" && quietly npm ci --ignore-scripts --no-audit --no-fund &&
            cp package-lock.json node_modules/.kbsite-lock)
}

# What sites take from npm. Without it kbsite can be built, and CMake says what its sites then lack.
need_for_sites() {
    need npm && npm_packages themes || echo "no npm packages: themes/node_modules is not complete" >&2
}

need_for_build() {
    need cc cmake ninja pkg-config md4c yaml-0.1 libutf8proc libxxhash libcmark libmicrohttpd && need_cmake_version
}

need_for_tests() {
    need python3 objdump setarch cmocka yaml-python clang-format libfuzzer npm || return 1
    # The tests in a browser are skipped where there is none. Ubuntu's package only leads to a snap.
    if [ "$(manager)" = apt-get ] && ! grep -q '^ID=ubuntu' /etc/os-release; then
        need chromium || echo "no chromium: the tests in a browser will be skipped" >&2
    fi
    # Only root can make the root that README.md is tried in.
    if [ "$(manager)" = apt-get ] && [ "$(id -u)" = 0 ]; then
        need debootstrap || echo "no debootstrap: README.md will not be tried on a fresh machine" >&2
    fi
}
