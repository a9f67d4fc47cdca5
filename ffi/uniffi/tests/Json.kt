// JSON without a library: maps in their order, integers whole, fractions as such.
import java.math.BigInteger

class Json private constructor(private val text: String) {
    private var at = 0

    private fun fail(): Nothing = throw IllegalStateException("no JSON at $at")

    private fun blank() {
        while (at < text.length && text[at] in " \t\r\n") at++
    }

    private fun take(word: String) {
        if (!text.startsWith(word, at)) fail()
        at += word.length
    }

    /** Whether `sign` comes next, which is then behind us. */
    private fun next(sign: Char): Boolean {
        blank()
        if (at >= text.length || text[at] != sign) return false
        at++
        return true
    }

    private fun value(): Any? {
        blank()
        if (at >= text.length) fail()
        return when (text[at]) {
            '{' -> map()
            '[' -> list()
            '"' -> string()
            't' -> true.also { take("true") }
            'f' -> false.also { take("false") }
            'n' -> null.also { take("null") }
            else -> number()
        }
    }

    private fun map(): Map<String, Any?> {
        val map = LinkedHashMap<String, Any?>()
        take("{")
        if (next('}')) return map
        do {
            blank()
            val key = string()
            if (!next(':')) fail()
            map[key] = value()
        } while (next(','))
        if (!next('}')) fail()
        return map
    }

    private fun list(): List<Any?> {
        val list = ArrayList<Any?>()
        take("[")
        if (next(']')) return list
        do list.add(value()) while (next(','))
        if (!next(']')) fail()
        return list
    }

    private fun string(): String {
        take("\"")
        val out = StringBuilder()
        while (true) {
            if (at >= text.length) fail()
            val char = text[at++]
            if (char == '"') return out.toString()
            if (char != '\\') {
                out.append(char)
                continue
            }
            when (val escape = text[at++]) {
                'n' -> out.append('\n')
                't' -> out.append('\t')
                'r' -> out.append('\r')
                'b' -> out.append('\b')
                'f' -> out.append('\u000c')
                'u' -> {
                    out.append(text.substring(at, at + 4).toInt(16).toChar())
                    at += 4
                }
                else -> out.append(escape)
            }
        }
    }

    private fun number(): Any {
        val start = at
        while (at < text.length && text[at] in "+-.eE0123456789") at++
        val number = text.substring(start, at)
        return if (number.any { it in ".eE" }) number.toDouble() + 0.0 else whole(BigInteger(number))
    }

    companion object {
        fun read(text: String): Any? {
            val json = Json(text)
            val value = json.value()
            json.blank()
            if (json.at < text.length) json.fail()
            return value
        }

        /** An integer as `read` gives it. */
        fun whole(number: BigInteger): Any = if (number.bitLength() < 64) number.toLong() else number

        fun write(value: Any?): String =
            when (value) {
                is Map<*, *> -> value.entries.joinToString(",", "{", "}") { (key, item) -> "${quoted(key as String)}:${write(item)}" }
                is List<*> -> value.joinToString(",", "[", "]") { write(it) }
                is String -> quoted(value)
                else -> value.toString()
            }

        private fun quoted(text: String): String {
            val out = StringBuilder("\"")
            for (char in text) {
                when {
                    char == '"' || char == '\\' -> out.append('\\').append(char)
                    char < ' ' -> out.append("\\u%04x".format(char.code))
                    else -> out.append(char)
                }
            }
            return out.append('"').toString()
        }
    }
}
