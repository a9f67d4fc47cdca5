# Sourced by test.sh: `kotlin_compile SOURCES` and `kotlin_run` work, or `kotlin_lacks` says what
# is missing.
#
# Java comes from the machine. The compiler is unpacked below .tools/kotlin from npm, and JNA,
# which UniFFI's Kotlin loads libraries with, from Debian's packages; neither needs root.

kotlin_tree=$PWD/.tools/kotlin
kotlin_home=$kotlin_tree/node_modules/kotlin-compiler
kotlin_classes=$target/uniffi-kotlin
kotlin_lacks=

kotlin_unpack() {
    mkdir -p "$kotlin_tree/packages"
    [ -f "$kotlin_home/lib/kotlin-stdlib.jar" ] ||
        npm install --silent --no-audit --no-fund --prefix "$kotlin_tree" kotlin-compiler@2.4.20 || return
    [ ! -f "$kotlin_tree/usr/share/java/jna.jar" ] || return 0
    if [ -z "$(apt-cache show libjna-jni)" ] && [ "$(id -u)" = 0 ]; then apt-get update -qq; fi
    (cd "$kotlin_tree/packages" && apt-get download -qq libjna-java libjna-jni) || return
    for package in "$kotlin_tree"/packages/*.deb; do dpkg -x "$package" "$kotlin_tree" || return; done
}

kotlin_compile() {
    # The compiler takes its time: what has not changed is not compiled again.
    cat "$@" | cksum >"$work/kotlin.sum"
    if ! cmp -s "$work/kotlin.sum" "$kotlin_classes/sum"; then
        rm -rf "$kotlin_classes"
        bash "$kotlin_home/bin/kotlinc" -nowarn -cp "$kotlin_tree/usr/share/java/jna.jar" \
            -d "$kotlin_classes" "$@" && cp "$work/kotlin.sum" "$kotlin_classes/sum"
    fi
}

# Debian keeps JNA's own library beside the archive, under a name of its own.
kotlin_run() {
    java -cp "$kotlin_classes:$kotlin_tree/usr/share/java/jna.jar:$kotlin_home/lib/kotlin-stdlib.jar" \
        -Djna.nosys=false -Djna.boot.library.name=jnidispatch.system \
        -Djava.library.path="$(dirname "$kotlin_tree"/usr/lib/*/jni/libjnidispatch.system.so)" \
        -Djna.library.path="$work/probed" TestKt
}

if ! command -v java >/dev/null 2>&1; then
    kotlin_lacks=java
elif ! kotlin_unpack >"$work/kotlin.log" 2>&1; then
    kotlin_lacks="the Kotlin compiler and JNA"
fi
