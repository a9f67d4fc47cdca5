//! Flags: one evaluation by name and by handle, all flags at once, and loading them.
//!
//! A file holds flags of three kinds in turn: a plain boolean, one rule, a rollout to 25 %. Of each kind up to 32
//! flags, spread over the whole file, are asked in turn, for one context that is prepared once.

use std::{
    error::Error,
    fmt::Write as _,
    fs,
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

use stageline::{
    OpenOptions, Project,
    flag::{BooleanFlag, Context, Flags},
    source::MemorySource,
};

/// The kinds of flags, in the order of the file.
const KINDS: [&str; 3] = ["boolean", "rule", "rollout"];

/// How many flags of a kind are asked.
const ASKED: usize = 32;

/// Each loop runs so often, and the best of these is told.
const ROUNDS: usize = 25;

/// Evaluations in a loop.
const EVALUATIONS: usize = 64_000;

/// The flags as `config/feature-flags.yaml` has them.
#[must_use]
pub fn file(count: usize) -> String {
    let mut text = String::from("feature_flags:\n");
    for at in 0..count {
        // Writing to a `String` does not fail.
        let _ = match KINDS[at % 3] {
            "boolean" => writeln!(text, "  {}: {{production: true}}", name(at)),
            "rule" => writeln!(
                text,
                "  {}:\n    default: false\n    production: {{rules: [{{when: \"user.plan == 'pro'\", serve: true}}]}}",
                name(at)
            ),
            _ => writeln!(text, "  {}: {{production: {{rollout: {{percentage: 25}}}}}}", name(at)),
        };
    }
    text
}

fn name(at: usize) -> String {
    format!("{}_flag_{at:05}", KINDS[at % 3])
}

/// Writes the flags as the project `FOLDER/flags-COUNT`, for the other languages.
///
/// # Errors
/// What the file system says.
pub fn write(folder: &Path, count: usize) -> Result<(), Box<dyn Error>> {
    let config = folder.join(format!("flags-{count}/config"));
    fs::create_dir_all(&config)?;
    fs::write(config.join("environments.yaml"), "environments: {production: {}}\n")?;
    fs::write(config.join("feature-flags.yaml"), file(count))?;
    Ok(())
}

fn project(count: usize) -> Result<Project, Box<dyn Error>> {
    Ok(OpenOptions::new().threads(1).open_source(source(count)?)?)
}

fn source(count: usize) -> Result<std::sync::Arc<MemorySource>, Box<dyn Error>> {
    let files = [
        ("config/environments.yaml", "environments: {production: {}}\n".to_owned()),
        ("config/feature-flags.yaml", file(count)),
    ];
    Ok(std::sync::Arc::new(MemorySource::new(files)?))
}

/// The names of the flags of a kind that are asked.
fn asked(count: usize, kind: usize) -> Vec<String> {
    let of_kind: Vec<usize> = (kind..count).step_by(3).collect();
    let step = (of_kind.len() / ASKED).max(1);
    of_kind.into_iter().step_by(step).take(ASKED).map(name).collect()
}

fn context(flags: &Flags) -> Context {
    flags.context("customer-4711").with("user.plan", "pro").with("user.country", "DE")
}

/// Nanoseconds of one evaluation, the best of all rounds; each is given the index of what is asked.
fn nanoseconds(mut ask: impl FnMut(usize) -> bool) -> f64 {
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let mut at = 0;
        for _ in 0..EVALUATIONS {
            black_box(ask(at));
            at = (at + 1) % ASKED;
        }
        best = best.min(start.elapsed());
    }
    best.as_secs_f64() * 1e9 / EVALUATIONS as f64
}

/// A line of pairs of a word and a number.
///
/// # Errors
/// What the project says.
pub fn times(count: usize) -> Result<String, Box<dyn Error>> {
    let project = project(count)?;
    let live = project.environment("production")?.flags();
    let flags = live.pinned();
    let context = context(&flags);
    let mut line = String::new();
    for (kind, word) in KINDS.iter().enumerate() {
        let names = asked(count, kind);
        let handles = names.iter().map(|name| flags.boolean(name, false));
        let handles: Vec<BooleanFlag> = handles.collect::<Result<_, _>>()?;
        let follow = names.iter().map(|name| live.boolean(name, false));
        let follow: Vec<BooleanFlag> = follow.collect::<Result<_, _>>()?;
        let rows = [
            ("name", nanoseconds(|at| flags.boolean_value(&names[at], &context, false))),
            ("handle", nanoseconds(|at| handles[at].value(&context))),
            ("details", nanoseconds(|at| *black_box(handles[at].details(&context)).value())),
            ("live", nanoseconds(|at| follow[at].value(&context))),
        ];
        for (row, time) in rows {
            write!(line, "{word}-{row} {time:.2} ")?;
        }
    }
    let all = best(101, || flags.evaluate_all(&context));
    write!(line, "all {:.2}", all.as_secs_f64() * 1e9 / count as f64)?;
    Ok(line)
}

/// Loads the flags so often, and holds them until the process ends, as every contestant in Rust does; whoever
/// starts it asks the kernel what it cost.
///
/// # Errors
/// What the project says.
pub fn load(count: usize, rounds: usize) -> Result<(), Box<dyn Error>> {
    let files = source(count)?;
    for _ in 0..rounds {
        std::mem::forget(OpenOptions::new().threads(1).open_source(files.clone())?);
    }
    Ok(())
}

/// The best time of some rounds; what they give is dropped outside of it.
fn best<T>(rounds: usize, mut work: impl FnMut() -> T) -> Duration {
    let rounds = (0..rounds).map(|_| {
        let start = Instant::now();
        let done = black_box(work());
        let spent = start.elapsed();
        drop(done);
        spent
    });
    rounds.min().unwrap_or_default()
}

/// Nanoseconds of one evaluation by a live handle, on one thread alone and on the slower of two at once.
///
/// # Errors
/// What the project says.
pub fn threads() -> Result<(f64, f64), Box<dyn Error>> {
    let project = project(100)?;
    let flags = project.environment("production")?.flags();
    let handle = flags.boolean(&name(2), false)?;
    let context = context(&flags);
    let ask = || nanoseconds(|_| handle.value(&context));
    let alone = ask();
    let both = std::thread::scope(|scope| {
        let threads = [scope.spawn(ask), scope.spawn(ask)];
        threads.map(|thread| thread.join().unwrap_or(f64::NAN))
    });
    Ok((alone, both[0].max(both[1])))
}
