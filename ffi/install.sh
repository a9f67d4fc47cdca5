#!/bin/sh
# Builds libstageline and installs it below a prefix: header, shared and static library,
# pkg-config and CMake files. Run it from the root of the checkout:
#
#   ffi/install.sh PREFIX [cargo options, such as --release]
set -eu

prefix=${1:?usage: ffi/install.sh PREFIX [cargo options]}
shift
target=${CARGO_TARGET_DIR:-target}
profile=debug
for option in "$@"; do
    if [ "$option" = --release ]; then profile=release; fi
done

mkdir -p "$target/ffi" "$prefix/include" "$prefix/lib/pkgconfig" "$prefix/lib/cmake/stageline"
if ! cargo rustc -q -p stageline-ffi --lib "$@" -- --print native-static-libs \
    2>"$target/ffi/build.log"; then
    cat "$target/ffi/build.log" >&2
    exit 1
fi
static_libs=$(sed -n 's/^note: native-static-libs: //p' "$target/ffi/build.log" | tail -n 1)
[ -n "$static_libs" ] || { echo "install: the compiler did not say what the static library needs" >&2; exit 1; }

version=$(cargo pkgid -p stageline-ffi | sed 's/.*[#@]//')
abi=$(sed -n 's/^#define STAGELINE_ABI_VERSION //p' ffi/include/stageline.h)
case $(uname -s) in
    Darwin) built=libstageline.dylib shared=libstageline.$abi.dylib ;;
    *) built=libstageline.so shared=libstageline.so.$abi ;;
esac

install -m 644 ffi/include/stageline.h "$prefix/include/stageline.h"
install -m 644 "$target/$profile/libstageline.a" "$prefix/lib/libstageline.a"
install -m 755 "$target/$profile/$built" "$prefix/lib/$shared"
ln -sf "$shared" "$prefix/lib/$built"
fill() {
    sed -e "s|@VERSION@|$version|g" -e "s|@SHARED@|$shared|g" -e "s|@STATIC_LIBS@|$static_libs|g" "$1" >"$2"
}
fill ffi/stageline.pc.in "$prefix/lib/pkgconfig/stageline.pc"
for file in stageline-config stageline-config-version; do
    fill "ffi/cmake/$file.cmake.in" "$prefix/lib/cmake/stageline/$file.cmake"
done
