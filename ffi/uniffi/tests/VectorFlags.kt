// What the vectors ask of flags, through the Kotlin binding.
import dev.stageline.Context
import dev.stageline.FlagDetails
import dev.stageline.Flags
import dev.stageline.Project
import java.math.BigInteger

fun number(value: ULong?): Any? = value?.let { Json.whole(BigInteger(it.toString())) }

fun number(value: UInt?): Any? = value?.toLong()

fun context(flags: Flags, args: Fields): Context {
    val made = flags.context(args["targeting_key"]?.toString(), args.json("attributes"))
    return args.maybe("now")?.let { made.at(it) } ?: made
}

fun flagsOf(project: Project, args: Fields): Flags = project.environment(args.text("environment")).flags()

fun value(flags: Flags, name: String, who: Context, otherwise: Any?): Any? =
    when (otherwise) {
        is Boolean -> flags.boolean(name, who, otherwise)
        is Long -> flags.integer(name, who, otherwise)
        is Double -> flags.number(name, who, otherwise)
        is String -> flags.text(name, who, otherwise)
        else -> Json.read(flags.json(name, who, Json.write(otherwise)))
    }

fun details(found: FlagDetails): Fields =
    mapOf(
        "value" to read(found.valueJson), "variant" to found.variant, "reason" to found.reason, "error_code" to found.errorCode,
        "decided_by" to found.decidedBy, "rule" to number(found.rule), "target" to number(found.target), "unmet" to found.unmet,
        "bucket" to number(found.bucket), "threshold" to number(found.threshold), "set_in" to found.setIn,
        "place" to at(found.place), "valid_until" to found.validUntil,
    )

/** Questions about flags. */
val flagOps: Map<String, (Project, Fields) -> Any?> = mapOf(
    "flag" to { p, args ->
        val flags = flagsOf(p, args)
        val found = flags.details(args.text("flag"), context(flags, args), Json.write(args["default"]))
        details(found).slice("value", "variant", "reason", "error_code", "set_in", "place")
    },
    "flags" to { p, args ->
        val flags = flagsOf(p, args)
        flags.evaluateAll(context(flags, args)).associate { it.flag to read(it.valueJson) }
    },
    "handle" to { p, args ->
        val flags = flagsOf(p, args)
        flags.require(args.text("flag"), Json.write(args["default"]))
        value(flags, args.text("flag"), context(flags, args), args["default"])
    },
    "flag_details" to { p, args ->
        val flags = flagsOf(p, args)
        details(flags.details(args.text("flag"), context(flags, args), Json.write(args["default"])))
    },
    "flag_many" to { p, args ->
        val flags = flagsOf(p, args)
        flags.evaluateMany(args.texts("flags"), context(flags, args)).map { listOf(it.flag, read(it.valueJson)) }
    },
    "flag_explain" to { p, args ->
        val flags = flagsOf(p, args)
        spelledPlaces(Json.read(flags.explainJson(args.text("flag"), context(flags, args))))
    },
    "flag_preview" to { p, args -> Json.read(flagsOf(p, args).previewJson(args.text("flag"), args.text("now"))) },
    "flag_when_will" to { p, args ->
        val flags = flagsOf(p, args)
        Json.read(flags.whenWillJson(args.text("flag"), context(flags, args)))
    },
    "flag_compare" to { p, args ->
        val flags = p.environment(args.text("a")).flags()
        val contexts = items(args["contexts"]).map { context(flags, it + args.slice("now")) }
        fields(spelledPlaces(Json.read(flags.compareJson(p.environment(args.text("b")).flags(), contexts))))["differences"]
    },
)
