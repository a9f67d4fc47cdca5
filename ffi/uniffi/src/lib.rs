//! stageline for Kotlin, Swift and Ruby through UniFFI.
