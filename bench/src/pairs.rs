//! Pairs of documents that differ in few places, written as JSON, and their comparison timed.

use std::{
    error::Error,
    fs,
    ops::Range,
    path::Path,
    time::{Duration, Instant},
};

use serde_json::{Map, Value, json};
use stageline::diff::{Options, compare};
use stageline::source::{FileId, SourceFile};
use stageline::yaml::{Limits, Node, parse};

/// The pairs: name, how many entries, and whether they are items of a list.
const PAIRS: [(&str, usize, bool); 3] =
    [("map-2000", 2_000, false), ("map-50000", 50_000, false), ("list-50000", 50_000, true)];

/// Of so many entries, one has another value.
const STEP: usize = 28;

/// Where lists lose and gain items. A list that changes all over takes some peers more memory than
/// a machine has.
const WINDOW: Range<usize> = 20_000..23_000;

/// How often each pair is compared.
const ROUNDS: usize = 31;

/// Writes `FOLDER/<pair>.left.json` and `.right.json` for each pair.
///
/// # Errors
/// The first error of the file system.
pub fn write(folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    for (name, count, list) in PAIRS {
        for (side, changed) in [("left", false), ("right", true)] {
            let document = if list { items(count, changed) } else { keys(count, changed) };
            let file = folder.join(format!("{name}.{side}.json"));
            fs::write(file, serde_json::to_string(&document)?)?;
        }
    }
    Ok(())
}

/// What one entry says; its changes are real ones, no other spellings.
fn entry(at: usize, changed: bool) -> Map<String, Value> {
    let other = changed && at.is_multiple_of(STEP);
    let value = json!({
        "replicas": at % 7 + usize::from(other),
        "image": format!("service:1.{}", at % 9),
    });
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn keys(count: usize, changed: bool) -> Value {
    (0..count).map(|at| (format!("service-{at}"), Value::Object(entry(at, changed)))).collect()
}

/// In one part of the right list some items are missing, and some others stand between.
fn items(count: usize, changed: bool) -> Value {
    let mut list = Vec::with_capacity(count);
    for at in 0..count {
        let here = changed && WINDOW.contains(&at);
        if !(here && at % 6 == 1) {
            let mut item = entry(at, changed);
            item.insert("name".into(), format!("service-{at}").into());
            list.push(Value::Object(item));
        }
        if here && at % 6 == 4 {
            let mut item = entry(at, false);
            item.insert("name".into(), format!("newcomer-{at}").into());
            list.push(Value::Object(item));
        }
    }
    list.into()
}

/// What comparing a pair gave, and how long it took.
#[derive(Debug, Clone, Copy)]
pub struct Compared {
    /// How many changes there are.
    pub changes: usize,
    /// The shortest of all rounds.
    pub best: Duration,
    /// The middle one.
    pub median: Duration,
    /// The same document against its twin, once the hashes of both are known.
    pub twin: Duration,
}

/// Compares `FOLDER/<pair>.left.json` with its right side, and with a second reading of itself.
///
/// # Errors
/// Why a file cannot be read.
pub fn times(folder: &Path, pair: &str) -> Result<Compared, Box<dyn Error>> {
    let (left, right) = (read(folder, pair, "left")?, read(folder, pair, "right")?);
    let options = Options::default();
    let mut changes = 0;
    let rounds = rounds(|| changes = compare(&left, &right, &options).changes.len());
    let twin = read(folder, pair, "left")?;
    left.tree_hash();
    twin.tree_hash();
    let known = self::rounds(|| assert_eq!(compare(&left, &twin, &options).changes.len(), 0));
    let (best, median) = (rounds[0], rounds[rounds.len() / 2]);
    Ok(Compared { changes, best, median, twin: known[0] })
}

/// How long each round took, shortest first.
fn rounds(mut round: impl FnMut()) -> Vec<Duration> {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            round();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times
}

fn read(folder: &Path, pair: &str, side: &str) -> Result<Node, Box<dyn Error>> {
    let text = fs::read_to_string(folder.join(format!("{pair}.{side}.json")))?;
    Ok(parse(&SourceFile::new(FileId::NONE, "pair.json", text), &Limits::default())?)
}
