#!/bin/sh
# Tests libstageline as a C program meets it. Run it from the root of the checkout.
#
# Exit 0 is a pass. What a missing tool keeps from being tested is written to the file named in
# STAGELINE_SKIPS, a line each.
set -eu

say() { printf 'ffi: %s\n' "$*"; }
fail() { printf 'ffi: FAILED: %s\n' "$*" >&2; exit 1; }
skip() {
    say "skipped: needs $1 ($2)"
    if [ -n "${STAGELINE_SKIPS:-}" ]; then printf 'needs %s (%s)\n' "$1" "$2" >>"$STAGELINE_SKIPS"; fi
}
have() { command -v "$1" >/dev/null 2>&1; }

target=${CARGO_TARGET_DIR:-target}
case $target in /*) ;; *) target=$PWD/$target ;; esac
export CARGO_TARGET_DIR="$target"
work=$target/ffi
shipped=$work/shipped
probed=$work/probed
rm -rf "$work"
mkdir -p "$work"
# A backtrace is slow under valgrind, and none is wanted.
export RUST_BACKTRACE=0
# A project that the cases may write.
export STAGELINE_SCRATCH="$work/scratch"
mkdir -p "$STAGELINE_SCRATCH/config"

warnings="-Wall -Wextra -Werror -pedantic"
version=$(cargo pkgid -p stageline-ffi | sed 's/.*[#@]//')
expect="-DEXPECTED_VERSION=\"$version\""
plain="main version error log shop project value layers edit validation report quantity trees comparison resources fix live plan flags
    flag_edit flag_import flags_answers flags_time flags_bad flags_seen accessors accessors_sample watch
    refusals refusals_project refusals_value refusals_flags refusals_edit refusals_validation refusals_trees refusals_comparison"
probes="probe probe_log vectors vector vectors_layers vectors_edits vectors_reports vectors_compare
    vectors_fix vectors_trees vectors_live vectors_flags"

say "header and guards against the source"
cargo test -q -p stageline-ffi --tests >"$work/test.log" 2>&1 || { cat "$work/test.log" >&2; fail "cargo test"; }

say "building and installing, with probes and as shipped"
sh ffi/install.sh "$probed" --features probe
sh ffi/install.sh "$shipped"
export PKG_CONFIG_PATH="$shipped/lib/pkgconfig"

say "exported symbols: those of the header, and no others"
if have nm && [ "$(uname -s)" = Linux ]; then
    nm -D --defined-only "$shipped/lib/libstageline.so" | awk '{print $NF}' | sort >"$work/exported"
    # A declaration starts a line; a callback type has `(*` instead of a name before its parameters.
    sed -n 's/^[a-z].*[ *]\(stageline_[a-z0-9_]*\)(.*/\1/p' "$shipped/include/stageline.h" |
        sort >"$work/declared"
    diff "$work/declared" "$work/exported" || fail "the header and the library disagree"
    say "  $(wc -l <"$work/exported") symbols"
    while read -r symbol; do
        grep -q "$symbol(" ffi/tests/c/*.c || fail "no C test calls $symbol"
    done <"$work/exported"
else
    skip nm "exported symbols of libstageline"
fi

have "${CC:-cc}" || { skip "a C compiler" "the C tests of libstageline"; exit 0; }

say "header alone, as C99 and as C++11"
echo '#include <stageline.h>' >"$work/alone.c"
${CC:-cc} -std=c99 $warnings -fsyntax-only -I"$shipped/include" "$work/alone.c"
if have "${CXX:-c++}"; then
    cp "$work/alone.c" "$work/alone.cc"
    ${CXX:-c++} -std=c++11 $warnings -fsyntax-only -I"$shipped/include" "$work/alone.cc"
    ${CXX:-c++} -std=c++11 -pthread $warnings -I"$shipped/include" -o "$work/consumer" ffi/tests/consumer.cc \
        -L"$shipped/lib" -lstageline -Wl,-rpath,"$shipped/lib"
    "$work/consumer" >/dev/null || fail "the C++ program"
else
    skip "a C++ compiler" "the header as C++11"
fi

say "generated accessors alone, as C99 and as C++11"
for project in empty hostile storefront; do
    echo "#include \"$PWD/tests/golden/accessors/$project/flags.h\"" >"$work/accessors.c"
    ${CC:-cc} -std=c99 $warnings -fsyntax-only -I"$shipped/include" "$work/accessors.c"
    if have "${CXX:-c++}"; then
        cp "$work/accessors.c" "$work/accessors.cc"
        ${CXX:-c++} -std=c++11 $warnings -fsyntax-only -I"$shipped/include" "$work/accessors.cc"
    fi
done

# sources FILE… → their paths
sources() { for file in "$@"; do printf 'ffi/tests/c/%s.c ' "$file"; done; }

# cases FILE… → how many cases those files define
cases() { cat $(sources "$@") | grep -c '^CASE('; }

# compile OUT PREFIX shared|static FILE… → the test program over one of the libraries
compile() {
    out=$1 prefix=$2 kind=$3
    shift 3
    flags=
    for file in "$@"; do
        if [ "$file" = probe ]; then flags=-DSTAGELINE_PROBE; fi
    done
    if [ "$kind" = static ]; then
        libs="$prefix/lib/libstageline.a $(sed -n 's/^Libs.private: //p' "$prefix/lib/pkgconfig/stageline.pc")"
    else
        libs="-L$prefix/lib -lstageline -Wl,-rpath,$prefix/lib"
    fi
    ${CC:-cc} -std=c99 $warnings -g "$expect" $flags -I"$prefix/include" -o "$out" $(sources "$@") $libs
}

# run EXPECTED COMMAND… → the program passes, ran every case, and the library kept quiet
run() {
    expected=$1
    shift
    "$@" >"$work/out" 2>"$work/err" || { cat "$work/out" "$work/err" >&2; fail "$*"; }
    say "  $(cat "$work/out")"
    case $(cat "$work/out") in
        "$expected cases, "*", 0 failed") ;;
        *) fail "expected $expected cases" ;;
    esac
    [ ! -s "$work/err" ] || { cat "$work/err" >&2; fail "something was written to standard error"; }
}

say "C tests over the shipped shared library"
compile "$work/shared" "$shipped" shared $plain
run "$(cases $plain)" "$work/shared"

say "C tests with probes over the static library"
compile "$work/static" "$probed" static $plain $probes
run "$(cases $plain $probes)" "$work/static"

say "C tests with probes over the shared library"
compile "$work/probes" "$probed" shared $plain $probes
run "$(cases $plain $probes)" "$work/probes"

say "the deploy script of examples/"
${CC:-cc} -std=c99 $warnings -I"$shipped/include" -o "$work/deploy" examples/deploy.c \
    -L"$shipped/lib" -lstageline -Wl,-rpath,"$shipped/lib"
"$work/deploy" >"$work/deploy.out" 2>&1 || { cat "$work/deploy.out" >&2; fail "examples/deploy.c"; }
for part in 'at config/services/api/production.yaml:' 'staging against production: ' 'customer-17 sees ' \
    'staging to production: it waits' 'approval release_approval of staging: pending' '  because '; do
    grep -q "$part" "$work/deploy.out" || { cat "$work/deploy.out" >&2; fail "the deploy script lacks: $part"; }
done
! "$work/deploy" examples/nowhere >"$work/deploy.out" 2>&1 || fail "a project that is not there was opened"
grep -q '^deploy: E_PROJECT_NOT_FOUND: ' "$work/deploy.out" || { cat "$work/deploy.out" >&2; fail "the error is unclear"; }

if have valgrind; then
    say "C tests under valgrind"
    run "$(cases $plain $probes)" valgrind -q --suppressions=ffi/tests/valgrind.supp --error-exitcode=1 --leak-check=full \
        --show-leak-kinds=definite,indirect,possible --errors-for-leak-kinds=definite,indirect,possible \
        "$work/probes"
else
    skip valgrind "leaks and wild accesses in the C tests"
fi

if have pkg-config; then
    say "pkg-config: a program linked with what it answers"
    ${CC:-cc} -std=c99 $warnings "$expect" $(sources $plain) -o "$work/pkg" $(pkg-config --cflags --libs stageline) -Wl,-rpath,"$shipped/lib"
    run "$(cases $plain)" "$work/pkg"
    [ "$(pkg-config --modversion stageline)" = "$version" ] || fail "pkg-config has another version"
    # -Bstatic would want a static libc too, so the archive is named and the rest asked for.
    ${CC:-cc} -std=c99 $warnings "$expect" $(sources $plain) -o "$work/pkg-static" $(pkg-config --cflags stageline) \
        $(pkg-config --static --libs stageline | sed 's/-lstageline/-l:libstageline.a/')
    run "$(cases $plain)" "$work/pkg-static"
else
    skip pkg-config "the pkg-config file"
fi

cmake=$(command -v cmake || true)
if [ -z "$cmake" ]; then
    python3 -m pip install -q --disable-pip-version-check --target .tools/cmake cmake >/dev/null 2>&1 || true
    [ ! -x .tools/cmake/cmake/data/bin/cmake ] || cmake=$PWD/.tools/cmake/cmake/data/bin/cmake
fi
if [ -n "$cmake" ]; then
    say "CMake: a project that finds the package, shared and static"
    "$cmake" -S ffi/tests -B "$work/cmake" -DCMAKE_PREFIX_PATH="$shipped" -DEXPECTED_VERSION="$version" -DCASES="$(echo $plain | tr ' ' ';')" \
        >"$work/cmake.log" 2>&1 && "$cmake" --build "$work/cmake" >>"$work/cmake.log" 2>&1 ||
        { cat "$work/cmake.log" >&2; fail "CMake"; }
    for kind in stageline static; do run "$(cases $plain)" "$work/cmake/consumer_$kind"; done
else
    skip cmake "the CMake package"
fi

say "passed"
