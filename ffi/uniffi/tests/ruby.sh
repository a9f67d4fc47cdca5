# Sourced by test.sh: `ruby` becomes a command whose `require "ffi"` works, or stays empty.
#
# What the machine has comes first. Else Debian's packages are unpacked below .tools/ruby, which
# needs no root, and the search paths are set to them.

ruby_works() { "$1" --disable=gems -e 'require "ffi"' >/dev/null 2>&1; }

# The package `ruby` only depends on the current version of it, such as ruby3.1.
ruby_named() { apt-cache depends ruby 2>/dev/null | sed -n 's/.*Depends: \(ruby[0-9.]*\)$/\1/p'; }

ruby_unpack() {
    if [ -z "$(ruby_named)" ] && [ "$(id -u)" = 0 ]; then apt-get update -qq; fi
    rm -rf "$1"
    mkdir -p "$1/packages"
    cd "$1/packages"
    # With the libraries a small system may lack.
    apt-get download -qq "$(ruby_named)" "lib$(ruby_named)" ruby-ffi libffi8 libyaml-0-2 libgmp10
    for package in *.deb; do dpkg -x "$package" "$1"; done
    ln -sf "$(ruby_named)" "$1/usr/bin/ruby"
}

# Prints the folder of each file, for a search path.
ruby_folders() { for file in "$@"; do printf '%s:' "$(dirname "$file")"; done; }

ruby=
if command -v ruby >/dev/null 2>&1 && ruby -e 'require "ffi"' >/dev/null 2>&1; then
    ruby=ruby
elif command -v apt-get >/dev/null 2>&1; then
    ruby_tree=$PWD/.tools/ruby
    if [ ! -x "$ruby_tree/usr/bin/ruby" ]; then
        (set -e; ruby_unpack "$ruby_tree") >"$work/ruby.log" 2>&1 || true
    fi
    lib=$ruby_tree/usr/lib
    RUBYLIB=$(ruby_folders "$lib"/ruby/[0-9]*/set.rb "$lib"/*/ruby/[0-9]*/rbconfig.rb \
        "$lib"/*/rubygems-integration/*/gems/ffi-*/lib/ffi.rb \
        "$lib"/*/rubygems-integration/*/extensions/*/*/ffi-*/ffi_c.so)
    LD_LIBRARY_PATH=$(ruby_folders "$lib"/*/libruby*.so.*)${LD_LIBRARY_PATH:-}
    export RUBYLIB LD_LIBRARY_PATH
    if ruby_works "$ruby_tree/usr/bin/ruby"; then ruby="$ruby_tree/usr/bin/ruby --disable=gems"; fi
fi
