// What the vectors ask of edits and fix plans, through the Kotlin binding.
import dev.stageline.BlastRadius
import dev.stageline.Edit
import dev.stageline.EditScope
import dev.stageline.FixChooser
import dev.stageline.FixItem
import dev.stageline.Project
import dev.stageline.StagelineException
import java.math.BigInteger

fun scopeOf(edit: Edit, target: Fields): EditScope {
    val name = target.maybe("name") ?: ""
    return when (target["target"]) {
        "environment" -> edit.environment(name)
        "record" -> edit.record(name)
        "service_base" -> edit.serviceBase(name)
        "base" -> edit.base(name)
        "tenant" -> edit.tenant(name)
        "flag" -> edit.flag(name)
        "workflow" -> edit.workflow(name)
        "service" -> edit.service(target.text("environment"), name)
        "file" -> edit.file(target.text("path"))
        else -> throw IllegalStateException("there is no target ${target["target"]}")
    }
}

fun set(scope: EditScope, path: String, value: Any?) =
    when (value) {
        is Boolean -> scope.setBoolean(path, value)
        is Long -> scope.setInteger(path, value)
        is BigInteger -> scope.setJson(path, value.toString())
        is Double -> scope.setNumber(path, value)
        is String -> scope.setText(path, value)
        else -> scope.setJson(path, Json.write(value))
    }

/** A change of what flags answer; whether it was one. */
fun changeFlag(edit: Edit, change: Fields): Boolean {
    if (change["op"] == "copy_flags") {
        val names = change["names"]?.let { change.texts("names") }
        edit.copyFlags(change.text("from"), change.text("to"), names, change.switch("replace"))
        return true
    }
    val flag = edit.flag(fields(change["target"]).maybe("name") ?: "")
    val environment = change.maybe("environment") ?: ""
    val at = change.maybe("at")
    val now = change.maybe("now")
    when (change["op"]) {
        "set_value" ->
            flag.setFlagJson(environment, Json.write(change["value"]), change.switch("create"), change.switch("default_only"), change.switch("replace"), now)
        "roll_out" -> flag.rollOutJson(environment, Json.write(change["rollout"]))
        "hold" -> flag.hold(environment, at)
        "resume" -> flag.resume(environment, at)
        "roll_back" -> flag.rollBack(environment, at)
        "target" -> flag.targetJson(environment, Json.write(change["serve"]), change.texts("keys"), change.maybe("by"), now)
        "untarget" -> flag.untarget(environment, change.texts("keys"), change.maybe("by"), now)
        "add_rule" -> {
            val position = (change["position"] as Long?)?.toUInt()
            flag.addRuleJson(environment, change.maybe("when"), Json.write(change["serve"]), position, change.maybe("description"), now)
        }
        "remove_rule" -> flag.removeRule(environment, (change["index"] as Long).toUInt(), now)
        "kill" -> flag.kill(change.maybe("environment"), now)
        "unkill" -> flag.unkill(change.maybe("environment"), now)
        "copy" -> flag.copyFlag(change.text("from"), change.text("to"))
        else -> return false
    }
    return true
}

fun change(edit: Edit, change: Fields) {
    if (changeFlag(edit, change)) return
    val scope = scopeOf(edit, fields(change["target"]))
    when (change["op"]) {
        "set" -> set(scope, pathOf(change), change["value"])
        "unset" -> scope.unset(pathOf(change))
        "delete" -> scope.delete(pathOf(change))
        "append" -> scope.appendJson(pathOf(change), Json.write(change["item"]))
        "remove" -> scope.removeJson(pathOf(change), Json.write(change["item"]))
        "move" -> scope.rename(change.text("from"), change.text("to"))
        "apply" -> scope.applyJson(pathOf(change), Json.write(change["tree"]))
        else -> throw IllegalStateException("there is no change ${change["op"]}")
    }
}

fun radius(radius: BlastRadius): List<Fields> =
    items(fields(Json.read(radius.json))["effects"]).flatMap { effect ->
        items(fields(effect["diff"])["sections"]).flatMap { part ->
            val missing = part["missing_in"]?.let { mapOf("path" to "", "kind" to if (it == "before") "added" else "removed") }
            (listOfNotNull(missing) + items(part["differences"]) + items(part["equivalent"])).map {
                mapOf("environment" to effect["environment"], "section" to section(part)) + it.slice("path", "kind")
            }
        }
    }

fun committed(project: Project, edit: Edit, one: Fields): Fields {
    val files = edit.preview().files.associate { it.path to it.after }
    val answer = mapOf("files" to files, "radius" to radius(edit.blastRadius()))
    val expected = Project.fromFilesWith(one.pairs("files")!! + files, optionsOf(one, false)).digest()
    equal(listOf(edit.commit().digest(), project.digest()), listOf(expected, expected))
    return answer
}

/** Makes all changes in one edit, looks at it, and commits it. Nothing may change where it is refused. */
fun edited(project: Project, one: Fields): Fields {
    val before = project.digest()
    try {
        val edit = project.edit()
        items(fields(one["args"])["changes"]).forEach { change(edit, it) }
        val remarks = edit.remarks().takeIf { it.isNotEmpty() }?.let { mapOf("remarks" to it) }.orEmpty()
        return committed(project, edit, one) + remarks
    } catch (e: StagelineException) {
        equal(project.digest(), before)
        throw e
    }
}

/** An item of a plan as cases name it. */
fun named(item: FixItem): String = listOf(item.section, item.path).filter { it.isNotEmpty() }.joinToString(" ")

/** Plans, chooses and commits. */
fun fixed(project: Project, one: Fields): Fields {
    val args = fields(one["args"])
    val plan = project.planFix(args.text("from"), args.text("to"), driftOptions(args))
    plan.choose(object : FixChooser {
        override fun choose(item: FixItem): Boolean = args["choose"] == "all" || named(item) in args.texts("choose")
    })
    val items = plan.items().zip(items(Json.read(plan.itemsJson()))).map { (item, document) ->
        mapOf(
            "item" to named(item), "rule" to item.rule, "target" to document["target"],
            "op" to document["operation"]?.let { fields(it)["op"] }, "file" to item.file, "withheld" to item.withheld,
            "left_alone" to item.leftAlone, "environments" to item.environments, "chosen" to item.chosen,
        )
    }
    return mapOf("items" to items) + committed(project, plan.edit(), one)
}
