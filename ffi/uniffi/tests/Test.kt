// The Kotlin binding over the library it was generated from. Says how many cases ran.
import dev.stageline.ErrorDetails
import dev.stageline.StagelineException
import dev.stageline.probeFail
import dev.stageline.probePanic
import dev.stageline.requireVersion
import dev.stageline.version
import kotlin.concurrent.thread
import kotlin.system.exitProcess

val cases = LinkedHashMap<String, () -> Unit>()

fun it(name: String, body: () -> Unit) {
    check(cases.put(name, body) == null) { "two cases are named $name" }
}

fun <T> equal(actual: T, expected: T) = check(actual == expected) { "$actual is not $expected" }

/** The details of the error that the block throws; no error fails the case. */
fun failed(body: () -> Unit): ErrorDetails =
    try {
        body()
        throw IllegalStateException("nothing was thrown")
    } catch (e: StagelineException.Failed) {
        e.details
    }

fun usage(body: () -> Unit): ErrorDetails =
    try {
        body()
        throw IllegalStateException("nothing was thrown")
    } catch (e: StagelineException.Usage) {
        e.details
    }

fun main() {
    it("tells its version") { equal(version(), System.getenv("EXPECTED_VERSION")) }

    it("accepts a library that is new enough") { requireVersion("0.0.1") }

    it("refuses an old library") {
        val details = failed { requireVersion("999.0.0") }
        equal(details.code, "E_VERSION")
        equal(details.message, "the library is `${version()}`, older than `999.0.0`")
        equal(details.places, listOf())
    }

    it("calls a wrong argument a usage error") {
        equal(usage { requireVersion("1.2") }.message, "`1.2` is not a version")
    }

    it("carries everything an error has") {
        val details = failed { probeFail() }
        equal(details.code, "E_LOAD")
        equal(details.message, "the probe `ö` failed")
        equal(details.help, "expect it")
        equal(details.retryable, true)
        equal(
            details.places.map { Triple(it.file, it.line, it.column) },
            listOf(Triple("config/base.yaml", 3u, 5u), Triple("stageline.yaml", null, null)),
        )
    }

    it("turns a panic into an error that keeps its secrets") {
        try {
            probePanic()
            throw IllegalStateException("nothing was thrown")
        } catch (e: StagelineException.Internal) {
            equal(e.details.code, "E_INTERNAL")
            check(Regex("the library failed at `.*probe\\.rs:\\d+:\\d+`").matches(e.details.message))
        }
    }

    it("works on several threads") {
        val codes = java.util.concurrent.ConcurrentLinkedQueue<String>()
        List(8) { thread { repeat(100) { codes.add(usage { requireVersion("x") }.code) } } }
            .forEach { it.join() }
        equal(codes.groupingBy { it }.eachCount(), mapOf("E_USAGE" to 800))
    }

    val failed = cases.count { (name, body) ->
        try {
            body()
            false
        } catch (e: Throwable) {
            System.err.println("failed: $name: $e")
            true
        }
    }
    println("${cases.size} cases, $failed failed")
    exitProcess(if (failed == 0) 0 else 1)
}
