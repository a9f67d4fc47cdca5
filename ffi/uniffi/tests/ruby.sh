# Sourced by test.sh: `ruby_run FILE` runs a test over the binding, unless `ruby` is empty.
#
# What the machine has comes first. Else Debian's packages are unpacked below .tools/ruby, which
# needs no root, and the search paths are set to them.

ruby_run() { LD_LIBRARY_PATH=$work/probed:$ruby_libraries${LD_LIBRARY_PATH:-} $ruby -I "$work/probed" "$@"; }

# The package `ruby` only depends on the current version of it, such as ruby3.1.
ruby_named() { apt-cache depends ruby 2>/dev/null | sed -n 's/.*Depends: \(ruby[0-9.]*\)$/\1/p'; }

ruby_unpack() {
    if [ -z "$(ruby_named)" ] && [ "$(id -u)" = 0 ]; then apt-get update -qq; fi
    rm -rf "$ruby_tree"
    mkdir -p "$ruby_tree/packages"
    # With the libraries a small system may lack.
    (cd "$ruby_tree/packages" && apt-get download -qq "$(ruby_named)" "lib$(ruby_named)" ruby-ffi \
        libffi8 libyaml-0-2 libgmp10) || return
    for package in "$ruby_tree"/packages/*.deb; do dpkg -x "$package" "$ruby_tree" || return; done
    ln -sf "$(ruby_named)" "$ruby_tree/usr/bin/ruby"
}

# Prints the folder of each file, for a search path.
ruby_folders() { for file in "$@"; do printf '%s:' "$(dirname "$file")"; done; }

ruby=
ruby_libraries=
if command -v ruby >/dev/null 2>&1 && ruby -e 'require "ffi"' >/dev/null 2>&1; then
    ruby=ruby
elif command -v apt-get >/dev/null 2>&1; then
    ruby_tree=$PWD/.tools/ruby
    if [ ! -x "$ruby_tree/usr/bin/ruby" ]; then
        ruby_unpack >"$work/ruby.log" 2>&1 || true # what failed shows when it is run below
    fi
    lib=$ruby_tree/usr/lib
    RUBYLIB=$(ruby_folders "$lib"/ruby/[0-9]*/set.rb "$lib"/*/ruby/[0-9]*/rbconfig.rb \
        "$lib"/*/rubygems-integration/*/gems/ffi-*/lib/ffi.rb \
        "$lib"/*/rubygems-integration/*/extensions/*/*/ffi-*/ffi_c.so)
    ruby_libraries=$(ruby_folders "$lib"/*/libruby*.so.*)
    export RUBYLIB
    ruby="$ruby_tree/usr/bin/ruby --disable=gems"
    ruby_run -e 'require "ffi"' >>"$work/ruby.log" 2>&1 || ruby=
fi
