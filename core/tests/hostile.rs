//! Documents made to hurt: each ends in bounded time and memory, with an error that helps.
//!
//! The allocator counts for the whole process, so the one test of this target runs alone.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod counting;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use stageline::Project;

/// What must become of a document.
enum Ends {
    Read,
    /// Its code, its place, and a part of the remedy.
    Refused(&'static str, &'static str, &'static str),
}

use Ends::{Read, Refused};

/// No document takes longer, in a build without optimization on a busy machine.
const LONGEST: Duration = Duration::from_secs(20);
/// Bytes that any document may take, and how many for each of its own beyond. A value takes forty,
/// however short it is written.
const FLOOR: usize = 96 << 20;
const FACTOR: usize = 4;
/// Stands in the documents like a secret.
const CANARY: &str = "hunter2";

fn documents() -> Vec<(&'static str, Vec<u8>, Ends)> {
    let text = |name, text: String, ends| (name, text.into_bytes(), ends);
    let laughs = |first: &str, open: char, close: char, prefix: &str| {
        let mut text = format!("overrides:\n  a0: &a0 {first}\n");
        for level in 1..12 {
            let uses = vec![format!("{prefix}*a{}", level - 1); 10].join(", ");
            let _ = writeln!(text, "  a{level}: &a{level} {open}{uses}{close}");
        }
        text
    };
    let merges = {
        let keys: Vec<String> = (0..1000).map(|key| format!("k{key}: {CANARY}")).collect();
        let mut text = format!("overrides:\n  a: &a {{{}}}\n", keys.join(", "));
        for map in 0..100 {
            let _ = writeln!(text, "  m{map}: {{<<: [{}]}}", vec!["*a"; 100].join(", "));
        }
        text
    };
    let deep = |levels: usize| {
        let mut text = String::from("overrides:\n");
        (1..levels).for_each(|level| text += &format!("{}a:\n", " ".repeat(level)));
        text
    };
    let anchors: String = (0..100_000).map(|at| format!("  k{at}: &a{at} {CANARY}\n")).collect();
    let repeated = |line: &str, times: usize| format!("overrides:\n{}", line.repeat(times));
    let utf16: Vec<u8> = "\u{feff}a: hunter2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let nodes = "limits.nodes";
    let depth = "limits.depth";
    vec![
        text(
            "billion laughs",
            laughs(CANARY, '[', ']', ""),
            Refused("E_YAML_LIMIT", "9:42", nodes),
        ),
        text("merge bomb", merges, Refused("E_YAML_LIMIT", "42:398", nodes)),
        text(
            "100,000 brackets",
            format!("overrides: {}", "[".repeat(100_000)),
            Refused("E_YAML_LIMIT", "1:140", depth),
        ),
        text(
            "100,000 braces",
            format!("overrides: {}", "{a: ".repeat(100_000)),
            Refused("E_YAML_LIMIT", "1:520", depth),
        ),
        text("50,000 dashes", "- ".repeat(50_000), Refused("E_YAML_LIMIT", "1:257", depth)),
        text(
            "20,000 question marks",
            "? ".repeat(20_000),
            Refused("E_YAML", "1:3", "text as the key"),
        ),
        text("3,000 levels of maps", deep(3000), Refused("E_YAML_LIMIT", "129:129", depth)),
        text("100,000 anchors", format!("overrides:\n{anchors}"), Read),
        text(
            "a key twice among 100,000",
            format!("overrides:\n{anchors}  k7: {CANARY}\n"),
            Refused("E_DUPLICATE_KEY", "100002:3", "remove one"),
        ),
        text(
            "tabs as indentation",
            format!("overrides:\n\ta: {CANARY}\n"),
            Refused("E_YAML", "2:1", "spaces"),
        ),
        (
            "bytes that are no UTF-8",
            b"overrides:\n  a: hunter2 \xff\xfe\n".to_vec(),
            Refused("E_ENCODING", "2:1", "UTF-8"),
        ),
        ("UTF-16", utf16, Refused("E_ENCODING", "1:1", "UTF-8")),
        text("a byte-order mark", format!("\u{feff}overrides: {{a: {CANARY}}}\n"), Read),
        text(
            "a byte-order mark in the middle",
            format!("overrides:\n  a: {CANARY}\n\u{feff}  b: 1\n"),
            Refused("E_YAML", "3:1", "remove it"),
        ),
        text("NUL", format!("overrides:\n  a: {CANARY}\0\n"), Refused("E_YAML", "2:13", "remove")),
        text(
            "a text of 50 MB",
            format!("overrides:\n  a: {}\n", CANARY.repeat(50_000_000 / 7)),
            Read,
        ),
        text(
            "a quoted text of 50 MB",
            format!("overrides:\n  a: \"{}\"\n", "\\x41\\n".repeat(50_000_000 / 6)),
            Read,
        ),
        text(
            "a block text of 50 MB",
            format!("overrides:\n  a: |\n{}", "    hunter2\n".repeat(50_000_000 / 12)),
            Read,
        ),
        text(
            "an alias of nothing",
            "overrides:\n  a: *hunter2\n".to_owned(),
            Refused("E_YAML", "2:6", "anchor"),
        ),
        text(
            "an alias of itself",
            "overrides: &a\n  a: [*a]\n".to_owned(),
            Refused("E_YAML", "2:7", "circle"),
        ),
        text(
            "a tag that makes objects",
            format!("overrides: !!python/object/apply:os.system [{CANARY}]\n"),
            Refused("E_YAML_TAG", "1:12", "remove it"),
        ),
        text("1,000,000 empty items", "-\n".repeat(1_000_000), Refused("E_TYPE", "1:1", "")),
        text(
            "a key of 1 MB",
            format!("overrides:\n  {}: 1\n", CANARY.repeat(150_000)),
            Refused("E_YAML", "2:3", "shorten"),
        ),
        text(
            "a number of 1,000,000 digits",
            format!("overrides:\n  a: {}\n", "7".repeat(1_000_000)),
            Refused("E_NUMBER_RANGE", "2:6", "quote it"),
        ),
        text(
            "a comment of 10 MB",
            format!("overrides: {{}} # {}\n", CANARY.repeat(1_500_000)),
            Read,
        ),
        text(
            "1,000,000 comments",
            format!("{}overrides: {{}}\n", "# hunter2\n".repeat(1_000_000)),
            Read,
        ),
        text(
            "100,000 documents",
            "---\n".repeat(100_000),
            Refused("E_YAML", "2:1", "one document"),
        ),
        text(
            "1,000,000 closing brackets",
            repeated("]", 1_000_000),
            Refused("E_YAML", "2:1", "remove"),
        ),
        text(
            "an unclosed quote before 1,000,000 lines",
            format!("overrides:\n  a: \"{}", "hunter2\n".repeat(1_000_000)),
            Refused("E_YAML", "2:6", "close the quote"),
        ),
        text(
            "an unclosed bracket before 1,000,000 lines",
            format!("overrides:\n  a: [\n{}b: 1\n", "    hunter2,\n".repeat(1_000_000)),
            Refused("E_YAML", "2:6", "close it"),
        ),
    ]
}

#[test]
fn hostile_documents_end_in_bounded_time_and_memory() {
    let mut wrong = Vec::new();
    for (name, document, ends) in documents() {
        let size = document.len();
        let files = [
            ("config/environments.yaml", b"environments: {production: {}}\n".to_vec()),
            ("config/production.yaml", document),
        ];
        let start = Instant::now();
        let (opened, peak) = counting::peak(|| Project::from_files(files));
        let spent = start.elapsed();
        println!("{name}: {size} bytes, {} ms, {} KiB at most", spent.as_millis(), peak >> 10);
        if spent > LONGEST || peak > FLOOR + FACTOR * size {
            wrong.push(format!("{name}: {spent:?}, {peak} bytes at most for {size}"));
        }
        let problem = match (opened, ends) {
            (Ok(_), Read) => None,
            (Ok(_), Refused(code, ..)) => Some(format!("is read, not {code}")),
            (Err(error), Read) => Some(error.to_string()),
            (Err(error), Refused(code, place, help)) => {
                let found = error.places().first().map(ToString::to_string).unwrap_or_default();
                let told = format!("{error} {error:?}");
                let fits = error.code().as_str() == code
                    && found == format!("config/production.yaml:{place}")
                    && error
                        .help_text()
                        .is_some_and(|text| !text.is_empty() && text.contains(help))
                    && !told.contains(CANARY)
                    && told.len() < 2000;
                (!fits).then(|| format!("{told:.300} at {found}"))
            }
        };
        wrong.extend(problem.map(|problem| format!("{name}: {problem}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
