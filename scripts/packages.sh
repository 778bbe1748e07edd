# For the scripts beside this file: what the machine must have, and how Swift is run.

# SwiftPM hands traits to the compiler in the order of a hash table: in another order with every run, whereupon all modules
# are built once more.
export SWIFT_DETERMINISTIC_HASHING=1

# Prints a message on standard error and ends the script.
fail() {
    echo "$0: $*" >&2
    exit 1
}

# need_swift: the toolchain is on the PATH.
need_swift() {
    command -v swift >/dev/null 2>&1 \
        || fail "no swift on the PATH; install the toolchain, see https://www.swift.org/install/linux/"
}

# installed PACKAGE: whether the Debian package is.
installed() {
    dpkg-query -W -f '${Status}\n' "$1" 2>/dev/null | grep -q 'ok installed'
}

# linkable HEADER LIBRARY...: whether the compiler finds the header and the linker the libraries, whoever installed them.
linkable() {
    header=$1
    shift
    printf '#include <stddef.h>\n#include <%s>\nint main(void) { return 0; }\n' "$header" \
        | "$(command -v clang || command -v cc)" -x c -o /dev/null - $(printf ' -l%s' "$@") 2>/dev/null
}

# need PACKAGE...: installs the Debian packages that are missing; without the right to do so, prints the command.
need() {
    command -v dpkg-query >/dev/null 2>&1 || return 0 # Not Debian: the build says what it does not find.
    missing=
    for package in "$@"; do
        installed "$package" || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    install="apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 install -y --no-install-recommends$missing"
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root=sudo
    else
        fail "missing packages; run: sudo apt-get update && sudo $install"
    fi
    echo "Installing$missing" >&2
    # An old or empty package list is the usual reason for a failure, so one is had only when needed.
    $as_root env DEBIAN_FRONTEND=noninteractive $install >/dev/null 2>&1 \
        || { $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive $install >/dev/null; } >&2 \
        || fail "the packages could not be installed; run: $install"
}
