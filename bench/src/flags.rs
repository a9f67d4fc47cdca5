//! Flags: one evaluation by name and by handle, all flags at once, and loading them.

use std::{error::Error, fmt::Write as _, fs, hint::black_box, path::Path, sync::Arc};

use stageline::{
    OpenOptions, Project,
    flag::{
        BooleanFlag, Context, Flags,
        import::{Format, import},
    },
    source::MemorySource,
};

use crate::asked::{ASKING, KEYS, KINDS, answers, asked, best, name, nanoseconds};

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

/// Writes the flags as the project `FOLDER/flags-COUNT`, for the other languages.
///
/// # Errors
/// What the file system says.
pub fn write(folder: &Path, count: usize) -> Result<(), Box<dyn Error>> {
    let config = folder.join(format!("flags-{count}/config"));
    fs::create_dir_all(&config)?;
    fs::write(config.join("environments.yaml"), ENVIRONMENTS)?;
    fs::write(config.join("feature-flags.yaml"), file(count))?;
    Ok(())
}

const ENVIRONMENTS: &str = "environments: {production: {}}\n";

fn source(flags: String) -> Result<Arc<MemorySource>, Box<dyn Error>> {
    let files = [
        ("config/environments.yaml", ENVIRONMENTS.to_owned()),
        ("config/feature-flags.yaml", flags),
    ];
    Ok(Arc::new(MemorySource::new(files)?))
}

fn project(flags: String) -> Result<Project, Box<dyn Error>> {
    Ok(OpenOptions::new().threads(1).open_source(source(flags)?)?)
}

fn context(flags: &Flags, key: &str, plan: &str) -> Context {
    flags.context(key).with("user.plan", plan).with("user.country", "DE")
}

/// The flags that another tool's definition becomes, of the format and in the file that are named.
fn imported(format: &str, file: &Path) -> Result<Project, Box<dyn Error>> {
    let text = fs::read_to_string(file)?;
    let imported = import(format.parse::<Format>()?, &file.to_string_lossy(), &text)?;
    if let Some(problem) = imported.problems.first() {
        return Err(problem.to_string().into());
    }
    project(imported.for_environment("production")?.to_yaml())
}

/// The same attributes under the names that the peers know them by as well.
fn any_context(flags: &Flags, key: &str, plan: &str) -> Context {
    context(flags, key, plan).with("userId", key).with("plan", plan).with("country", "DE")
}

/// What our own file answers.
///
/// # Errors
/// What the project says.
pub fn our_answers(count: usize) -> Result<String, Box<dyn Error>> {
    let project = project(file(count))?;
    let flags = project.environment("production")?.flags().pinned();
    let is_on = |name: &str, context: &Context| flags.boolean_value(name, context, false);
    Ok(answers(count, KEYS, |key, plan| context(&flags, key, plan), is_on))
}

/// What a peer's definition answers once it is imported.
///
/// # Errors
/// What the importer or the project says.
pub fn imported_answers(count: usize, format: &str, file: &Path) -> Result<String, Box<dyn Error>> {
    let project = imported(format, file)?;
    let flags = project.environment("production")?.flags().pinned();
    let is_on = |name: &str, context: &Context| flags.boolean_value(name, context, false);
    Ok(answers(count, KEYS, |key, plan| any_context(&flags, key, plan), is_on))
}

/// A line of pairs of a word and a number.
///
/// # Errors
/// What the project says.
pub fn times(count: usize) -> Result<String, Box<dyn Error>> {
    let project = project(file(count))?;
    let live = project.environment("production")?.flags();
    let flags = live.pinned();
    let context = context(&flags, ASKING.0, ASKING.1);
    let mut line = String::new();
    for (kind, word) in KINDS.iter().enumerate() {
        let names = asked(count, kind);
        let handles = names.iter().map(|name| flags.boolean(name, false));
        let handles: Vec<BooleanFlag> = handles.collect::<Result<_, _>>()?;
        let follow = names.iter().map(|name| live.boolean(name, false));
        let follow: Vec<BooleanFlag> = follow.collect::<Result<_, _>>()?;
        let of = names.len();
        let rows = [
            ("name", nanoseconds(of, |at| flags.boolean_value(&names[at], &context, false))),
            ("handle", nanoseconds(of, |at| handles[at].value(&context))),
            ("details", nanoseconds(of, |at| *black_box(handles[at].details(&context)).value())),
            ("live", nanoseconds(of, |at| follow[at].value(&context))),
        ];
        for (row, time) in rows {
            write!(line, "{word}-{row} {time:.2} ")?;
        }
    }
    let all = best(101, || flags.evaluate_all(&context));
    write!(line, "all {:.2}", all.as_secs_f64() * 1e9 / count as f64)?;
    Ok(line)
}

/// The same by name, of a peer's definition once it is imported.
///
/// # Errors
/// What the importer or the project says.
pub fn imported_times(count: usize, format: &str, file: &Path) -> Result<String, Box<dyn Error>> {
    let project = imported(format, file)?;
    let flags = project.environment("production")?.flags().pinned();
    let context = any_context(&flags, ASKING.0, ASKING.1);
    let mut line = String::new();
    for (kind, word) in KINDS.iter().enumerate() {
        let names = asked(count, kind);
        let ask = |at: usize| flags.boolean_value(&names[at], &context, false);
        write!(line, "{word}-name {:.2} ", nanoseconds(names.len(), ask))?;
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
    let files = source(file(count))?;
    for _ in 0..rounds {
        std::mem::forget(OpenOptions::new().threads(1).open_source(files.clone())?);
    }
    Ok(())
}

/// Nanoseconds of one evaluation by a live handle, on one thread alone and on the slower of two at once.
///
/// # Errors
/// What the project says.
pub fn threads() -> Result<(f64, f64), Box<dyn Error>> {
    let project = project(file(100))?;
    let flags = project.environment("production")?.flags();
    let handle = flags.boolean(&name(2), false)?;
    let context = context(&flags, ASKING.0, ASKING.1);
    let ask = || nanoseconds(1, |_| handle.value(&context));
    let alone = ask();
    let both = std::thread::scope(|scope| {
        let threads = [scope.spawn(ask), scope.spawn(ask)];
        threads.map(|thread| thread.join().unwrap_or(f64::NAN))
    });
    Ok((alone, both[0].max(both[1])))
}
