#!/bin/sh
# Install whatever is missing, then start the program or its tests, or make a bundle that needs no Python:
#
#     sh setup.sh run    [arguments of the program; --help lists them]
#     sh setup.sh test   [arguments of pytest]
#     sh setup.sh bundle [arguments of PyInstaller]; the bundle is dist/gradient-explorer
#
# What lies outside this folder comes from the system's own packages, by apt-get or dnf; all the rest goes
# into .venv. Where nothing is missing, nothing is said and the start takes no longer.
set -eu
cd "$(dirname "$0")"

# What Qt loads in order to draw, and the packages of Debian and Ubuntu that bring it. Libraries are looked
# for, not packages: Ubuntu has renamed some (libglib2.0-0t64), and dnf finds a package by its library.
LIBRARIES='
libGL.so.1 libgl1
libEGL.so.1 libegl1
libOpenGL.so.0 libopengl0
libglib-2.0.so.0 libglib2.0-0
libfontconfig.so.1 libfontconfig1
libdbus-1.so.3 libdbus-1-3
libgssapi_krb5.so.2 libgssapi-krb5-2
libxkbcommon.so.0 libxkbcommon0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-xinerama.so.0 libxcb-xinerama0
'

say() { printf '%s\n' "$*" >&2; }

has() { command -v "$1" >/dev/null 2>&1; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

suits() { "$1" -c 'import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; }

find_python() {
    for each in python3 python3.13 python3.12 python3.11; do
        if suits "$each"; then
            echo "$each"
            return
        fi
    done
}

missing_libraries() {
    if [ "$(uname)" = Linux ]; then
        here=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null || true)
        echo "$LIBRARIES" | while read -r library package; do
            case $here in *"$library"*) ;; *) echo "$library $package" ;; esac
        done
        [ -n "$(fc-list :lang=zh 2>/dev/null || true)" ] || echo "typeface"
    fi
}

packages_for_apt() {
    echo "$missing" | while read -r library package; do
        case $library in typeface) echo fontconfig fonts-noto-cjk ;; *) echo "$package" ;; esac
    done
    if [ -z "$python" ]; then
        for each in python3.13 python3.12 python3.11; do
            if [ -n "$(apt-cache search --names-only "^$each-venv\$")" ]; then
                echo "$each-venv"
                break
            fi
        done
    fi
}

packages_for_dnf() {
    echo "$missing" | while read -r library _; do
        case $library in
            '') ;;
            typeface) echo fontconfig google-noto-sans-cjk-fonts ;;
            *) echo "$library()(64bit)" ;;
        esac
    done
    [ -n "$python" ] || echo python3.13
}

# Ask the system for what is missing; without it the program goes as far as it can, and says what it lacks.
install_packages() {
    say "Installing with $manager what this system lacks: libraries that Qt draws with, a Chinese typeface," \
        "or Python's venv."
    if [ "$manager" = apt-get ]; then
        as_root apt-get update -q >&2
        # shellcheck disable=SC2046 # one word per package
        set -- $(packages_for_apt)
        say "apt-get install $*"
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2
    else
        # shellcheck disable=SC2046
        set -- $(packages_for_dnf)
        say "dnf install $*"
        as_root dnf install -y -q "$@" >&2
    fi
}

case ${1:-} in
    run) extra= ;;
    test | bundle) extra="[$1]" ;;
    *)
        say "usage: sh setup.sh run|test|bundle [arguments]"
        exit 2
        ;;
esac
# TensorFlow keeps what it has compiled until a process ends. So all the tests run in two parts, one after the
# other, that together need less memory than one.
run_tests() {
    case ${1-} in
        '' | -m)
            status=0
            .venv/bin/python -m pytest "$@" tests/core || status=$?
            .venv/bin/python -m pytest "$@" --ignore=tests/core || status=$?
            exit $status ;;
        *) exec .venv/bin/python -m pytest "$@" ;;
    esac
}

task=$1
shift

python=$(find_python)
missing=$(missing_libraries)
if [ -z "$python" ] || [ -n "$missing" ]; then
    manager=$(for each in apt-get dnf; do if has $each; then echo $each; break; fi; done)
    if [ "$(id -u)" != 0 ] && ! has sudo; then
        manager=
    fi
    if [ -n "$manager" ]; then
        install_packages || say "$manager failed."
        python=$(find_python)
    else
        say "Please install what Qt draws with:" "$missing"
    fi
fi
if [ -z "$python" ]; then
    say "Python 3.11, 3.12 or 3.13 with venv is needed and was not found." \
        "On macOS: brew install python@3.13; elsewhere see https://www.python.org/downloads/"
    exit 2
fi

if ! suits .venv/bin/python; then
    "$python" -m venv --clear .venv
fi
# The kept copy tells what was installed last; a changed project file is installed anew.
kept=.venv/installed-for-$task.toml
if ! cmp -s pyproject.toml "$kept"; then
    say "Installing Gradient Explorer, TensorFlow and Qt into .venv; they take about 2.5 GB and some minutes."
    .venv/bin/python -c 'import pip' 2>/dev/null || .venv/bin/python -m ensurepip >&2  # uv's have none
    .venv/bin/python -m pip install -q -e ".$extra" >&2
    cp pyproject.toml "$kept"
fi

case $task in
    run) exec .venv/bin/python main.py "$@" ;;
    test) run_tests "$@" ;;
    bundle) exec .venv/bin/python -m PyInstaller --noconfirm bundle/gradient-explorer.spec "$@" ;;
esac
