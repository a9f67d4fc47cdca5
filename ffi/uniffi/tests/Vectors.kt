// The shared vectors through the Kotlin binding. Each case becomes one case of the suite.
import dev.stageline.Comparison
import dev.stageline.Configuration
import dev.stageline.DiffOptions
import dev.stageline.DriftOptions
import dev.stageline.ErrorDetails
import dev.stageline.Explanation
import dev.stageline.Finding
import dev.stageline.LiveEnvironment
import dev.stageline.LiveOptions
import dev.stageline.OpenOptions
import dev.stageline.Place
import dev.stageline.Project
import dev.stageline.Reference
import dev.stageline.RenderOptions
import dev.stageline.Report
import dev.stageline.Severity
import dev.stageline.Snapshot
import dev.stageline.StagelineException
import dev.stageline.ValidateOptions
import dev.stageline.applyJsonPatch
import dev.stageline.applyMergePatch
import dev.stageline.jsonPatch
import dev.stageline.mergePatch
import dev.stageline.pathOfKeys
import dev.stageline.threeWayJson
import dev.stageline.treeDiffJson
import java.io.File

typealias Fields = Map<String, Any?>

/** The cases of all files; tables of another kind (no `op`) are for the engine's own tests. */
val vectors: List<Fields> by lazy {
    listOf("ffi/tests/vectors", "tests/vectors")
        .flatMap { folder -> File(folder).walk().filter { it.extension == "json" }.sorted().toList() }
        .map { Json.read(it.readText()) }
        .filter { list -> list is List<*> && list.all { it is Map<*, *> && "op" in it } }
        .flatMap { (it as List<*>).map { one -> fields(one) } }
}

@Suppress("UNCHECKED_CAST")
fun fields(value: Any?): Fields = value as Fields

fun items(value: Any?): List<Fields> = (value as List<*>).map { fields(it) }

fun Fields.text(key: String): String = this[key] as String

fun Fields.maybe(key: String): String? = this[key] as String?

fun Fields.texts(key: String): List<String> = (this[key] as List<*>?).orEmpty().map { it as String }

fun Fields.pairs(key: String): Map<String, String>? = this[key]?.let { map -> fields(map).mapValues { it.value as String } }

fun Fields.switch(key: String): Boolean = this[key] == true

fun Fields.slice(vararg keys: String): Fields = filterKeys { it in keys }

/** JSON of an argument; null where there is none. */
fun Fields.json(key: String): String? = this[key]?.let { Json.write(it) }

fun at(place: Place?): String? = place?.let { listOfNotNull(it.file, it.line, it.column).joinToString(":") }

/** The same for a place of a JSON document. */
fun spelled(place: Any?): String? =
    place?.let {
        val (file, line, column) = listOf("file", "line", "column").map { key -> fields(place)[key] }
        if (line == 0L) file as String else "$file:$line:$column"
    }

fun side(side: Any?): String? = side?.let { spelled(fields(side)["place"]) }

/** `service api` rather than both apart. */
fun section(item: Fields): String = listOfNotNull(item["section"], item["service"]).joinToString(" ")

/** A document with every place as text. */
fun spelledPlaces(value: Any?): Any? =
    when (value) {
        is List<*> -> value.map { spelledPlaces(it) }
        is Map<*, *> ->
            if (listOf("file", "line", "column").all { it in value }) spelled(value) else fields(value).mapValues { spelledPlaces(it.value) }
        else -> value
    }

fun optionsOf(one: Fields, lenient: Boolean): OpenOptions {
    val open = fields(one["open"] ?: mapOf<String, Any?>())
    return OpenOptions(lenient, open.switch("local"), open.pairs("variables"), open.switch("variable_overrides"))
}

fun projectOf(one: Fields): Project {
    val lenient = one["op"] in listOf("validate", "report") || fields(one["args"]).switch("lenient")
    val options = optionsOf(one, lenient)
    return one.maybe("tree")?.let { Project.openWith(it, options) } ?: Project.fromFilesWith(one.pairs("files")!!, options)
}

fun configuration(project: Project, args: Fields): Configuration {
    val environment = project.environment(args.text("environment"))
    val service = args.maybe("service")?.let { environment.service(it) }
    val overrides = args.json("overrides")
    return service?.resolve(overrides) ?: environment.resolve(overrides)
}

fun pathOf(args: Fields): String = if (args["path"] is List<*>) pathOfKeys(args.texts("path")) else args.text("path")

fun references(references: List<Reference>): List<Fields> = references.map { mapOf("text" to it.text, "place" to at(it.place)) }

fun read(json: String?): Any? = json?.let { Json.read(it) }

/** `path` and `references` only where the case expects them. */
fun explained(why: Explanation, vararg parts: String): Fields {
    val steps = why.steps.map {
        mapOf("layer" to it.layer, "name" to it.name, "place" to at(it.place), "effect" to it.effect, "value" to read(it.valueJson))
    }
    val all = mapOf("value" to read(why.valueJson), "steps" to steps, "path" to why.path, "references" to references(why.references))
    return all.slice("value", "steps", *parts)
}

val severities = mapOf("info" to Severity.INFO, "warning" to Severity.WARNING, "error" to Severity.ERROR)

fun word(severity: Severity): String = severity.name.lowercase()

fun reportOf(project: Project, args: Fields): Report {
    val options = ValidateOptions(args.maybe("today"), args.texts("environments"))
    val report = project.validate(options)
    val base = args.pairs("base") ?: return report
    return report.newSince(Project.fromFiles(base, true).validate(options))
}

fun finding(found: Finding): Fields =
    mapOf("rule" to found.rule, "severity" to word(found.severity), "place" to at(found.places.firstOrNull()))

/** A log without what changes with releases, which must be there. */
fun stable(log: Any?, help: Boolean): Any? {
    val driver = fields(fields(items(fields(log)["runs"])[0]["tool"])["driver"]) as MutableMap<String, Any?>
    checkNotNull(driver.remove("semanticVersion")) { "no version" }
    if (help) items(driver["rules"]).forEach { checkNotNull((it as MutableMap<String, Any?>).remove("help")) { "no help" } }
    return log
}

fun key(args: Fields): ByteArray? = args.maybe("key")?.toByteArray()

fun diffOptions(args: Fields): DiffOptions? =
    if (listOf("sections", "exclude", "key").none { it in args }) null
    else DiffOptions(args.texts("sections"), args.texts("exclude"), key(args))

fun driftOptions(args: Fields): DriftOptions {
    val (rules, shapes) = listOf("rules", "shapes").map { name -> (args[name] as List<*>?).orEmpty().map { Json.write(it) } }
    return DriftOptions(args.maybe("today"), rules, shapes, key(args), args.texts("sections"), args.texts("exclude"))
}

fun marks(item: Fields, vararg sides: String): List<Any?> = sides.map { side -> item[side]?.let { fields(it)["mark"] } }

fun violated(violation: Fields): Fields = violation.slice("rule", "severity", "left", "relation", "right")

/** An item of drift, with all that cases may ask of it. */
fun drifted(one: Fields): Fields =
    one.slice("target", "path", "class", "severity", "rule", "reason", "owner") +
        mapOf("section" to section(one), "baseline" to side(one["baseline"]), "found" to side(one["actual"])) +
        mapOf("rule_at" to spelled(one["rule_at"]), "marks" to marks(one, "baseline", "actual")) +
        (one["violation"]?.let { mapOf("violation" to violated(fields(it))) } ?: mapOf())

val plain = arrayOf("target", "section", "path", "class", "severity", "rule", "baseline", "found")

fun ruleFindings(document: Fields): List<Fields> =
    items(document["findings"]).map { it.slice("kind", "rule", "severity") + mapOf("place" to spelled(it["place"])) }

/** What differs, a line each; a service that one side lacks is one line. */
fun differences(diff: Fields, left: String, marked: Boolean): List<Fields> =
    items(diff["sections"]).flatMap { part ->
        val missing = part["missing_in"]?.let {
            val present = spelled(part["present_at"])
            val sides = if (it == left) listOf(null, present) else listOf(present, null)
            val kind = if (it == left) "added" else "removed"
            mapOf("section" to section(part), "path" to "", "kind" to kind, "left" to sides[0], "right" to sides[1])
        }
        listOfNotNull(missing) + items(part["differences"]).map { one ->
            mapOf("section" to section(part), "left" to side(one["left"]), "right" to side(one["right"])) +
                one.slice("path", "kind") + (if (marked) mapOf("marks" to marks(one, "left", "right")) else mapOf())
        }
    }

fun comparison(snapshot: Snapshot, args: Fields): Comparison =
    when (args["of"]) {
        "diff" -> snapshot.diff(args.text("a"), args.text("b"), diffOptions(args))
        "drift" -> snapshot.drift(args.text("baseline"), args.texts("targets"), driftOptions(args))
        "survey" -> snapshot.compare(args.texts("environments"), driftOptions(args))
        else -> throw IllegalStateException("there is no comparison ${args["of"]}")
    }

fun renderOptions(args: Fields): RenderOptions =
    RenderOptions(
        width = (args["width"] as Long?)?.toUInt(),
        everything = args.switch("everything"),
        untitled = args.switch("untitled"),
        prefix = args.maybe("prefix") ?: "",
        filesAt = args.maybe("files_at"),
        fails = severities[args["fails"]],
    )

fun rendered(snapshot: Snapshot, args: Fields): Any? {
    val told = comparison(snapshot, args).render(args.text("format"), renderOptions(args))
    return when (args["format"]) {
        "html" -> told.split("<details class=\"row ").size - 1L
        "json" -> Json.read(told)
        "sarif" -> stable(Json.read(told), false)
        else -> told
    }
}

fun reported(report: Report, args: Fields): Any? {
    val prefix = args.maybe("prefix") ?: ""
    return when (args["format"]) {
        "text" -> report.text()
        "json" -> Json.read(report.json())
        "github" -> report.github(prefix)
        "junit" -> report.junit(severities[args["fails"]])
        "sarif" -> stable(Json.read(report.sarif(prefix, args.maybe("rules_page"))), true)
        else -> throw IllegalStateException("there is no format ${args["format"]}")
    }
}

fun liveOf(args: Fields): LiveEnvironment {
    val labels = args["service_labels"]?.let { args.texts("service_labels") }
    val options = LiveOptions(args.maybe("of"), args.maybe("namespace"), labels, args.pairs("workloads"), args.switch("partial"))
    return when (val live = args["live"]) {
        is String -> LiveEnvironment.read(live, args.maybe("file") ?: "live.yaml", options)
        else -> LiveEnvironment.readFiles(args.pairs("live")!!, options)
    }
}

/** Questions about trees alone. */
val treeOps: Map<String, (Fields) -> Any?> = mapOf(
    // Changes cannot be applied through this binding, so its cases say what they are and no more.
    "compare" to { args ->
        Json.read(treeDiffJson(Json.write(args["left"]), Json.write(args["right"]), Json.write(args.slice("keys", "meanings", "leaves", "alignment"))))
    },
    "json_patch" to { args ->
        val patch = jsonPatch(Json.write(args["left"]), Json.write(args["right"]), Json.write(args.slice("keys")))
        equal(Json.read(applyJsonPatch(Json.write(args["left"]), patch)), args["right"])
        Json.read(patch)
    },
    "three_way" to { args ->
        val (base, ours, theirs) = listOf("base", "ours", "theirs").map { Json.write(args[it]) }
        Json.read(threeWayJson(base, ours, theirs, Json.write(args.slice("keys", "meanings"))))
    },
    "apply_json_patch" to { args -> Json.read(applyJsonPatch(Json.write(args["tree"]), Json.write(args["patch"]))) },
    "merge_patch" to { args -> Json.read(mergePatch(Json.write(args["left"]), Json.write(args["right"]))) },
    "apply_merge_patch" to { args -> Json.read(applyMergePatch(Json.write(args["tree"]), Json.write(args["patch"]))) },
)

val ops: Map<String, (Project, Fields) -> Any?> = mapOf(
    "open" to { p, _ -> mapOf("environments" to p.environmentNames(), "services" to p.serviceNames()) },
    "resolve" to { p, args -> Json.read(configuration(p, args).toJson()) },
    "get" to { p, args -> Json.read(configuration(p, args).getJson(pathOf(args))) },
    "origin" to { p, args ->
        val origin = configuration(p, args).origin(pathOf(args))
        val all = mapOf("place" to at(origin.place), "layer" to origin.layer, "name" to origin.name)
        all + mapOf("references" to references(origin.references))
    },
    "explain" to { p, args -> explained(configuration(p, args).explain(pathOf(args)), "references") },
    "explain_all" to { p, args -> configuration(p, args).explainAll(pathOf(args)).map { explained(it, "path", "references") } },
    "affected" to { p, args ->
        val found = p.snapshot().affected(args.texts("paths"))
        val entries = found.entries.map { mapOf("environment" to it.environment, "part" to it.part, "service" to it.service) }
        mapOf("entries" to entries, "pipelines" to found.pipelines, "unknown" to found.unknown)
    },
    "matrix" to { p, args -> Json.read(p.snapshot().affected(args.texts("paths")).matrixJson) },
    "who_uses" to { p, args ->
        p.snapshot().whoUses(args.text("file"), (args["line"] as Long).toUInt()).map {
            mapOf("environment" to it.environment, "part" to it.part, "service" to it.service, "path" to it.path, "wins" to it.wins)
        }
    },
    "record" to { p, args -> Json.read(p.environment(args.text("environment")).record().getJson(pathOf(args))) },
    "tenants" to { p, _ -> spelledPlaces(Json.read(p.tenantsJson())) },
    "pipelines" to { p, _ -> spelledPlaces(Json.read(p.pipelinesJson())) },
    "services" to { p, args -> p.environment(args.text("environment")).serviceNames() },
    "digest" to { p, args -> configuration(p, args).digest() },
    "validate" to { p, args ->
        val report = reportOf(p, args)
        val suppressed = report.suppressed().map {
            finding(it.finding) + mapOf("by" to it.by, "reason" to it.reason, "suppressed_at" to at(it.suppressedAt))
        }
        val findings = report.findings()
        mapOf("findings" to findings.map { finding(it) }, "suppressed" to suppressed, "fingerprints" to findings.map { it.fingerprint })
    },
    "report" to { p, args -> reported(reportOf(p, args), args) },
    "diff" to { p, args ->
        val diff = p.snapshot().diff(args.text("a"), args.text("b"), diffOptions(args))
        differences(fields(Json.read(diff.json())), args.text("a"), "key" in args)
    },
    "drift" to { p, args ->
        val drift = p.snapshot().drift(args.text("baseline"), args.texts("targets"), driftOptions(args))
        val found = fields(Json.read(drift.json()))
        mapOf("items" to items(found["items"]).map { drifted(it) }, "findings" to ruleFindings(found))
    },
    "survey" to { p, args ->
        val found = fields(Json.read(p.snapshot().compare(args.texts("environments"), driftOptions(args)).json()))
        val rows = items(found["rows"]).map { row ->
            mapOf("section" to section(row), "places" to (row["cells"] as List<*>).map { side(it) }) +
                row.slice("path", "groups", "majority", "outliers") +
                mapOf("violations" to items(row["violations"]).map { violated(it) })
        }
        mapOf("environments" to found["environments"], "rows" to rows, "findings" to ruleFindings(found))
    },
    "drift_live" to { p, args ->
        val drift = p.snapshot().driftLive(args.text("environment"), liveOf(args), driftOptions(args))
        val found = fields(Json.read(drift.json()))
        val asked = if ("key" in args) plain + "marks" else plain
        val unknown = items(found["unknown"]).map {
            mapOf("section" to section(it), "path" to it["path"], "place" to spelled(it["place"]))
        }
        mapOf("items" to items(found["items"]).map { drifted(it).slice(*asked) }, "unknown" to unknown)
    },
    "at_least" to { p, args ->
        val found = comparison(p.snapshot(), args)
        severities.filterValues { found.hasAtLeast(it) }.keys.toList()
    },
    "comparison" to { p, args -> rendered(p.snapshot(), args) },
    "resources" to { p, args ->
        spelledPlaces(Json.read(p.snapshot().resourcesJson(args.texts("environments"), args.texts("resources"))))
    },
    "plan" to { p, args ->
        val plan = p.planPromotion(args.text("from"), args.text("to"), args["services"]?.let { args.texts("services") })
        val sections = items(fields(fields(Json.read(plan.json))["changes"])["sections"])
        mapOf(
            "verdict" to plan.verdict.name.lowercase(), "pipeline" to plan.pipeline,
            "services" to plan.services.map { mapOf("service" to it.service, "from" to it.old?.tag, "to" to it.new?.tag) },
            "changes" to sections.sumOf { (it["differences"] as List<*>).size + (if (it["missing_in"] == null) 0L else 1L) },
            "gates" to plan.gates.map {
                mapOf("name" to it.name, "environment" to it.environment, "when" to it.appliesAt, "state" to it.state)
            },
            "why_not" to plan.whyNot.map { it.code }, "digest" to plan.digest,
        )
    },
)

/** The answer as far as the case speaks of it: plans of local cases, references and fingerprints may be left out. */
fun asked(op: String, answer: Any?, expected: Any?): Any? =
    when (op) {
        "drift" -> if (expected is List<*>) items(fields(answer)["items"]).map { it.slice(*plain) } else answer
        "validate" -> if (expected is List<*>) fields(answer)["findings"] else fields(answer).filterKeys { it in fields(expected) }
        "plan" -> fields(answer).filterKeys { it in fields(expected) }
        "origin", "explain" -> if ("references" in fields(expected)) answer else fields(answer) - "references"
        else -> answer
    }

/** What an error is compared by, as far as the case says. */
fun told(details: ErrorDetails, expected: Fields): Fields {
    val problems = details.problems.map { mapOf("code" to it.code, "place" to at(it.places.firstOrNull())) }
    val told = mapOf("code" to details.code, "place" to at(details.places.firstOrNull()), "suggestions" to details.suggestions)
    return (told + mapOf("problems" to problems)).filterKeys { it in expected }
}

fun answer(one: Fields): Any? {
    val (op, args) = one.text("op") to fields(one["args"])
    treeOps[op]?.let { return it(args) }
    val project = projectOf(one)
    return when (op) {
        "edit" -> edited(project, one)
        "fix" -> fixed(project, one)
        else -> checkNotNull(ops[op] ?: flagOps[op]) { "there is no question $op" }(project, args)
    }
}

/** Makes a case of the suite of each vector. */
fun vectorCases() {
    for (one in vectors) {
        it("vector ${one["id"]}") {
            val found = try {
                Result.success(answer(one))
            } catch (e: StagelineException.Failed) {
                Result.failure(e)
            } catch (e: StagelineException.Usage) {
                Result.failure(e)
            }
            val error = found.exceptionOrNull()
            val expected = one["error"]?.let { fields(it) }
            when {
                expected == null && error == null ->
                    equal(asked(one.text("op"), found.getOrNull(), one["expect"]), one["expect"])
                expected != null && error is StagelineException.Failed -> equal(told(error.details, expected), expected)
                expected != null && error is StagelineException.Usage -> equal(told(error.details, expected), expected)
                else -> throw IllegalStateException("${found.getOrNull()} where ${one["error"] ?: one["expect"]} was expected", error)
            }
        }
    }
}
