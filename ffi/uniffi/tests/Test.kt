// The Kotlin binding over the library it was generated from. Says how many cases ran.
import dev.stageline.AffectedEntry
import dev.stageline.DiffOptions
import dev.stageline.DriftOptions
import dev.stageline.ErrorClass
import dev.stageline.ErrorDetails
import dev.stageline.FixChooser
import dev.stageline.FixItem
import dev.stageline.HostFinding
import dev.stageline.HostRule
import dev.stageline.LiveEnvironment
import dev.stageline.LiveOptions
import dev.stageline.OpenOptions
import dev.stageline.Place
import dev.stageline.Project
import dev.stageline.Quantity
import dev.stageline.Reference
import dev.stageline.RenamedFlag
import dev.stageline.RenderOptions
import dev.stageline.RuleCheck
import dev.stageline.Severity
import dev.stageline.Snapshot
import dev.stageline.StagelineException
import dev.stageline.Use
import dev.stageline.ValidateOptions
import dev.stageline.Verdict
import dev.stageline.applyJsonPatch
import dev.stageline.applyMergePatch
import dev.stageline.importFlags
import dev.stageline.jsonPatch
import dev.stageline.mergePatch
import dev.stageline.probeFail
import dev.stageline.probePanic
import dev.stageline.requireVersion
import dev.stageline.treeDiffJson
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
        equal(usage { project.driftCount("production", listOf("production")) }.code, "E_USAGE")
        val plan = project.planPromotion("staging", "production", listOf("api"))
        equal(plan.verdict, Verdict.WAITS)
        equal(plan.whyNot.map { it.code }, listOf("E_GATE_PENDING"))
    }

    it("opens with layers of one person, and variables") {
        val files =
            shop +
                mapOf(
                    "config/local/all.yaml" to "overrides: {database: {pool_size: 7}}",
                    "config/staging.yaml" to "extends: base\noverrides: {url: 'https://\${env:ROOM}'}",
                )
        val options =
            OpenOptions(
                local = true,
                variables = mapOf("ROOM" to "attic", "STAGELINE_CONFIG__EXTRA" to "1"),
                variableOverrides = true,
            )
        val staging = Project.fromFilesWith(files, options).environment("staging").resolve()
        equal(staging.getText("url"), "https://attic")
        equal(staging.origin("url").references, listOf(Reference("env:ROOM", null)))
        equal(staging.origin("database.pool_size").layer, "local")
        equal(staging.origin("extra").name, "STAGELINE_CONFIG__EXTRA")
        equal(staging.explainAll("").map { it.path }.sorted(), listOf("database.pool_size", "extra", "url"))
    }

    it("knows what a change of files reaches, and who has a line") {
        val snapshot = Project.fromFiles(shop).snapshot()
        val affected = snapshot.affected(listOf("config/services/api/staging.yaml", "README.md"))
        equal(affected.entries, listOf(AffectedEntry("staging", "service", "api")))
        equal(affected.unknown, listOf("README.md"))
        equal(affected.matrixJson, "{\"include\":[{\"environment\":\"staging\",\"service\":\"api\"}]}")
        equal(
            snapshot.whoUses("config/production.yaml", 2u),
            listOf(Use("production", "configuration", null, "database.pool_size", true)),
        )
    }

    it("edits, previews and commits") {
        val project = Project.fromFiles(shop)
        val edit = project.edit()
        val production = edit.environment("production")
        production.setInteger("database.pool_size", 80)
        production.setText("database.password", "hunter2")
        production.setJson("regions", "[\"eu\"]")
        production.appendText("regions", "us")
        production.rename("regions", "zones")
        equal(edit.preview().files.map { it.path }, listOf("config/production.yaml"))
        check("hunter2" !in edit.preview().text)
        check("hunter2" in edit.preview().diff)
        equal(edit.blastRadius().environments, listOf("production"))
        check("hunter2" !in edit.blastRadius().text)
        val after = edit.commit()
        check(edit.isEmpty())
        equal(after.digest(), project.digest())
        val resolved = project.environment("production").resolve()
        equal(resolved.getInteger("database.pool_size"), 80L)
        equal(resolved.getJson("zones"), "[\"eu\",\"us\"]")
    }

    it("refuses edits as errors of their class") {
        val edit = Project.fromFiles(shop).edit()
        equal(failed { edit.tenant("acme").setText("a", "b") }.code, "E_UNKNOWN_TENANT")
        edit.file("config/production.yaml").setText("extends", "production")
        val details = failed { edit.commit() }
        equal(details.code, "E_EDIT_REFUSED")
        equal(details.family, ErrorClass.EDIT)
    }

    it("edits flags by what they answer") {
        val flags =
            mapOf(
                "config/environments.yaml" to "environments: {staging: {}, production: {}}",
                "config/feature-flags.yaml" to "feature_flags: {search: {default: false, staging: true}}",
            )
        val edit = Project.fromFiles(flags).edit()
        val search = edit.flag("search")
        search.rollOutJson("production", "{\"percentage\":50,\"over\":\"2h\",\"start\":\"2027-01-31T09:00:00Z\"}")
        search.hold("production", "2027-01-31T10:00:00Z")
        val asked = edit.snapshot().environment("production").flags()
        check("\"percentage\":\"25%\"" in asked.previewJson("search", "2027-02-01T00:00:00Z"))
        equal(failed { search.setFlagJson("production", "true") }.code, "E_EDIT_REFUSED")
        search.setFlagJson("production", "true", replace = true)
        equal(edit.copyFlags("production", "staging"), listOf())
        check("search" in edit.snapshot().flagAccessors("rust"))
    }

    it("validates with rules of the program") {
        val project = Project.fromFiles(shop)
        val pool =
            object : RuleCheck {
                override fun check(snapshot: Snapshot): List<HostFinding> {
                    val place = snapshot.placeOf("production", "database.pool_size")
                    return listOf(HostFinding("the pool is too large", places = listOfNotNull(place)))
                }
            }
        val lost =
            object : RuleCheck {
                override fun check(snapshot: Snapshot): List<HostFinding> {
                    snapshot.environment("moon")
                    return listOf()
                }
            }
        val broken =
            object : RuleCheck {
                override fun check(snapshot: Snapshot): List<HostFinding> =
                    throw IllegalStateException("no inventory")
            }
        val rules =
            listOf(
                HostRule("pool-size", pool, Severity.INFO),
                HostRule("lost", lost),
                HostRule("broken", broken),
            )
        val found = project.validate(ValidateOptions(rules = rules)).findings().associateBy { it.rule }
        equal(found["pool-size"]?.severity, Severity.INFO)
        equal(found["pool-size"]?.places, listOf(Place("config/production.yaml", 2u, 35u)))
        equal(found["lost"]?.message, "the rule `lost` failed: no environment is named `moon`")
        equal(found["lost"]?.code, "E_UNKNOWN_ENVIRONMENT")
        check("no inventory" in found["broken"]!!.message) { found["broken"]!!.message }
        equal(found["broken"]?.severity, Severity.ERROR)
    }

    it("tells what is new since another report, and writes it in every format") {
        val before = Project.fromFiles(shop).validate()
        val after = Project.fromFiles(shop + mapOf("config/staging.yaml" to "extends: bose")).validate()
        check("missing-base" in after.newSince(before).findings().map { it.rule })
        equal(after.newSinceJson(after.json()).findings(), listOf())
        check(after.hasAtLeast(Severity.ERROR))
        check("config/staging.yaml:1:10" in after.text())
        check("deploy/config/staging.yaml" in after.sarif("deploy"))
        check(after.junit().startsWith("<?xml"))
        check("::error file=config/staging.yaml" in after.github())
        val wrong = usage { Project.fromFiles(shop).validate(ValidateOptions(today = "soon")) }
        equal(wrong.code, "E_USAGE")
    }

    it("compares any two documents") {
        val found = treeDiffJson("{\"a\":1,\"o\":[1,2]}", "{\"a\":2,\"o\":[2,1]}", "{\"meanings\":{\"o\":\"set\"}}")
        check("\"path\":\"a\"" in found) { found }
        check("\"equivalent\":[{\"path\":\"o\"" in found) { found }
        equal(treeDiffJson("1", "1"), "{\"changes\":[],\"equivalent\":[]}")
        equal(usage { treeDiffJson("{hunter2}", "1") }.message, "`left` is not JSON at line 1, column 2")
    }

    it("compares environments with rules of the program, in every format") {
        val snapshot = Project.fromFiles(shop).snapshot()
        val diff = snapshot.diff("staging", "production")
        check(diff.hasDifferences())
        equal(diff.title(), "staging → production")
        equal(snapshot.diff("staging", "production", DiffOptions(sections = listOf("database.**"))).count(), 1uL)
        equal(snapshot.diff("staging", "production", DiffOptions(exclude = listOf("record", "services", "flags"))).count(), 1uL)
        val rule = "{\"path\":\"database.pool_size\",\"id\":\"pool\",\"severity\":\"error\",\"reason\":\"for the test\"}"
        val options = DriftOptions(rulesJson = listOf(rule), key = ByteArray(16))
        val drift = snapshot.drift("production", listOf("staging"), options)
        check("call/pool" in drift.json()) { drift.json() }
        check("database.pool_size" in drift.text())
        check(drift.render("html").startsWith("<!doctype html>"))
        check("\u001b[" in drift.render("text", RenderOptions(width = 60u, colour = true)))
        equal(usage { drift.render("pdf") }.message, "`pdf` is no format of reports")
        equal(usage { snapshot.drift("production", listOf("staging"), DriftOptions(key = ByteArray(3))) }.code, "E_USAGE")
        check("cpu in staging" in snapshot.resourcesText(listOf("staging"), listOf("cpu")))
        equal(snapshot.resources(listOf("staging"), listOf("cpu")).tables.map { it.resource }, listOf("cpu"))
        val shape = "{\"path\":\"database.pool_size\",\"expect\":\"production < staging\",\"reason\":\"for the test\"}"
        val survey = snapshot.compare(listOf("staging", "production"), DriftOptions(shapesJson = listOf(shape)))
        equal(survey.violations().map { Triple(it.left, it.relation, it.right) }, listOf(Triple("production", "<", "staging")))
        equal(listOf(Severity.WARNING, Severity.ERROR).map { survey.hasAtLeast(it) }, listOf(true, false))
        check("against" !in drift.render("text", RenderOptions(untitled = true)).lines().first())
    }

    it("makes patches, surveys environments, and holds what runs against what is declared") {
        equal(applyJsonPatch("{\"a\":1}", jsonPatch("{\"a\":1}", "{\"a\":2}")), "{\"a\":2}")
        equal(applyMergePatch("{\"a\":1}", mergePatch("{\"a\":1}", "{}")), "{}")
        equal(failed { applyJsonPatch("{}", "[{\"op\":\"remove\",\"path\":\"/a\"}]") }.code, "E_PATCH")
        val snapshot = Project.fromFiles(shop).snapshot()
        check("database.pool_size" in snapshot.compare(listOf("staging", "production")).json())
        val options = LiveOptions(environment = "staging", workloads = mapOf("a" to "b"))
        val live = LiveEnvironment.read("{\"services\":{\"api\":{\"image_tag\":\"v1\"}}}", options = options)
        equal(live.serviceNames(), listOf("api"))
        check("\"targets\":[\"live\"]" in snapshot.driftLive("staging", live).json())
        check(!live.diff(live, ByteArray(16)).hasDifferences())
    }

    it("compares services, and flags for those who ask") {
        val project = Project.fromFiles(shop)
        val (staging, production) = listOf("staging", "production").map { project.environment(it) }
        val diff = staging.service("api").diff(production.service("api"))
        equal(diff.title(), "staging → production")
        check(diff.hasDifferences())
        val flags = production.flags()
        val context = flags.context("customer-1").at("2027-01-01T00:00:00Z")
        equal(flags.evaluateMany(listOf("theme", "theme"), context).map { it.flag }, listOf("theme", "theme"))
        equal(flags.details("theme", context).decidedBy, "default")
        equal(flags.details("theme", context).validUntil, null)
        check("\"shares\":[]" in flags.previewJson("theme", "2027-01-01T00:00:00Z"))
        check("theme in production" in flags.previewText("theme", "2027-01-01T00:00:00Z"))
        equal(flags.whenWillJson("theme", context), "[]")
        equal(flags.whenWillText("theme", context), "")
        val gold = flags.context("customer-1", "{\"user\": {\"plan\": \"gold\"}}")
        check("\"contexts\":[1]" in staging.flags().compareJson(flags, listOf(context, gold)))
        check("theme for 1 of 2 contexts" in staging.flags().compareText(flags, listOf(context, gold)))
        equal(failed { flags.evaluateMany(listOf("them"), context) }.suggestions, listOf("theme"))
        equal(usage { context.at("soon") }.code, "E_USAGE")
    }

    it("notes who was given what, lets tests say answers, and follows files") {
        val project = Project.fromFiles(shop)
        val flags = project.environment("production").flags().withTime("2027-01-01T00:00:00Z")
        val context = flags.context("customer-1")
        project.countFlags(true)
        project.exposures(8u).use { seen ->
            equal(flags.text("theme", context, "?"), "day")
            equal(flags.withOverride("theme", "\"dusk\"").text("theme", context, "?"), "dusk")
            check(flags.isObserved())
            check("\"targeting_key\":\"customer-1\",\"at\":\"2027-01-01T00:00:00Z\"" in seen.drainJson(1u))
            equal(seen.dropped(), 0uL)
        }
        check("\"flag\":\"theme\",\"gives\":\"\\\"day\\\"\",\"failed\":false,\"count\":1" in project.flagCountsJson()) { project.flagCountsJson() }
        equal(failed { flags.withOverride("them", "1") }.suggestions, listOf("theme"))
        equal(usage { project.watch() }.message, "`memory` is no folder that can be watched")
        Project.open("examples/storefront").watch("{\"poll_ms\": 60000}").use { watch ->
            equal(watch.nextWithin(1uL), null)
            watch.stop()
            check(watch.isStopped())
        }
    }

    it("plans, chooses and commits what mends drift") {
        val project = Project.fromFiles(shop)
        val rule = "{\"path\":\"database.pool_size\",\"severity\":\"error\",\"reason\":\"for the test\"}"
        val plan = project.planFix("production", "staging", DriftOptions(rulesJson = listOf(rule)))
        val chooser =
            object : FixChooser {
                override fun choose(item: FixItem): Boolean = item.path == "database.pool_size"
            }
        plan.choose(chooser)
        val chosen = plan.items().filter { it.chosen }
        equal(chosen.map { it.file }, listOf("config/staging.yaml"))
        equal(chosen[0].environments, listOf("staging"))
        check("\"chosen\":true" in plan.itemsJson())
        plan.setChosen(chosen[0].number, false)
        check(plan.edit().isEmpty())
        plan.choose(chooser)
        plan.edit().commit()
        val pool = project.environment("staging").resolve().getInteger("database.pool_size")
        equal(pool, project.environment("production").resolve().getInteger("database.pool_size"))
        val left = plan.items().first { it.leftAlone != null }
        equal(usage { plan.setChosen(left.number, true) }.code, "E_USAGE")
    }

    it("compares quantities by what they mean") {
        val half = Quantity.parse("500m", "cpu")
        equal(half.compare(Quantity.parse("0.5", "cpu")).toInt(), 0)
        equal(half.canonical(), "500m")
        equal(failed { Quantity.parse("hunter2", "cpu") }.code, "E_QUANTITY")
    }

    it("imports flags of other tools") {
        val unleash = """{"features":[{"name":"shop/cart","enabled":true,"strategies":[{"name":"friends"}]}]}"""
        val imported = importFlags(unleash, "unleash", "production")
        equal(imported.flags, listOf("shop-cart"))
        equal(imported.renamed, listOf(RenamedFlag("shop/cart", "shop-cart")))
        equal(imported.yaml.contains("production:"), true)
        equal(imported.problems.map { it.code }.toSet(), setOf("E_IMPORT"))
        equal(failed { importFlags("[]", "unleash") }.places[0].file, "flags.json")
        equal(usage { importFlags("{}", "unleesh") }.suggestions, listOf("unleash"))
    }

    it("shares an edit among threads") {
        val project = Project.fromFiles(shop)
        val edit = project.edit()
        List(4) { at -> thread { repeat(5) { edit.environment("staging").setInteger("k$at.n$it", 1) } } }
            .forEach { it.join() }
        val staging = edit.commit().environment("staging").resolve()
        repeat(20) { equal(staging.getInteger("k${it / 5}.n${it % 5}"), 1L) }
    }

    it("works on several threads") {
        val codes = java.util.concurrent.ConcurrentLinkedQueue<String>()
        List(8) { thread { repeat(100) { codes.add(usage { requireVersion("x") }.code) } } }
            .forEach { it.join() }
        equal(codes.groupingBy { it }.eachCount(), mapOf("E_USAGE" to 800))
    }

    vectorCases()
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
