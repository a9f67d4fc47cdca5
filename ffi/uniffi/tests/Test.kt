// The Kotlin binding over the library it was generated from. Says how many cases ran.
import dev.stageline.ErrorClass
import dev.stageline.ErrorDetails
import dev.stageline.Place
import dev.stageline.Project
import dev.stageline.StagelineException
import dev.stageline.Verdict
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

val shop =
    mapOf(
        "config/environments.yaml" to "environments: {staging: {}, production: {tier: production}}",
        "config/base.yaml" to "base: {database: {pool_size: 10}}",
        "config/staging.yaml" to "extends: base",
        "config/production.yaml" to "extends: base\noverrides: {database: {pool_size: 50}}",
        "config/services/api/staging.yaml" to "api: {image_tag: v2}",
        "config/services/api/production.yaml" to "api: {image_tag: v1}",
        "config/feature-flags.yaml" to
            "feature_flags: {theme: {default: day, production: {rules: [{when: 'user.plan == \"gold\"', serve: night}]}}}",
        "workflows/release.yaml" to "environments: [{name: staging, gates: [smoke]}, {name: production}]",
    )

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

    it("opens a project and resolves") {
        val project = Project.fromFiles(shop)
        equal(project.environmentNames(), listOf("staging", "production"))
        val production = project.environment("production").resolve()
        equal(production.getInteger("database.pool_size"), 50L)
        equal(production.origin("database.pool_size").place, Place("config/production.yaml", 2u, 35u))
        equal(production.explain("database.pool_size").steps.map { it.effect }, listOf("sets", "overridden"))
        equal(project.environment("production").resolve("{\"a\": 1}").getJson("a"), "1")
        val details = failed { project.environment("prodution") }
        equal(details.family, ErrorClass.UNKNOWN_NAME)
        equal(details.suggestions, listOf("production"))
    }

    it("evaluates flags") {
        val flags = Project.fromFiles(shop).environment("production").flags()
        val gold = flags.context("customer-1", "{\"user\": {\"plan\": \"gold\"}}")
        equal(flags.text("theme", gold, "?"), "night")
        equal(flags.boolean("none", gold, true), true)
        equal(flags.details("theme", gold).reason, "TARGETING_MATCH")
        equal(failed { flags.require("thme", "\"\"") }.code, "E_UNKNOWN_FLAG")
    }

    it("lists tenants and pipelines") {
        val project = Project.fromFiles(shop)
        equal(project.tenantsJson(), "[]")
        check(project.pipelinesJson().startsWith("[{\"name\":\"release\""))
    }

    it("validates, compares and plans") {
        val project = Project.fromFiles(shop)
        check(project.validateJson().startsWith("{\"findings\":["))
        check(project.diffText("staging", "production").contains("database.pool_size"))
        equal(project.driftCount("production", listOf("production")), 0uL)
        val plan = project.planPromotion("staging", "production", listOf("api"))
        equal(plan.verdict, Verdict.WAITS)
        equal(plan.whyNot.map { it.code }, listOf("E_GATE_PENDING"))
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
