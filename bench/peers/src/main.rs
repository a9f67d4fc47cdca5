//! The Rust peers of stageline: each resolves the same tree with its own means and prints the same counts.

mod config_rs;
mod counts;
mod figment;
mod hand_merge;
mod json_values;
mod saphyr;
mod serde_values;
mod tree;

use std::{env, error::Error, path::Path, process::ExitCode};

use counts::Counts;

type Failure = Box<dyn Error>;

/// A contestant: its name, how it does the work, and the work.
type Row = (&'static str, &'static str, fn(&Path) -> Result<Counts, Failure>);

const ROWS: &[Row] = &[
    ("serde_norway-json", "JSON values, merged by hand", hand_merge::run::<serde_json::Value>),
    ("serde_norway", "values, merged by hand", hand_merge::run::<serde_norway::Value>),
    ("saphyr", "values with spans, merged by hand", saphyr::run),
    ("yaml_serde", "values, merged by hand", hand_merge::run::<yaml_serde::Value>),
    ("serde_yaml", "values, merged by hand", hand_merge::run::<serde_yaml::Value>),
    ("figment-premerged", "parents kept as figments", figment::premerged),
    ("figment", "natural: a figment of files each", figment::natural),
    ("config-rs-premerged", "parents kept as built configs", config_rs::premerged),
    ("config-rs", "natural: a builder of files each", config_rs::natural),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["contestants"] => {
            for (name, description, _) in ROWS {
                println!("{name}\t{description}");
            }
            ExitCode::SUCCESS
        }
        ["contest", name, folder] => contest(name, Path::new(folder)),
        _ => {
            eprintln!("usage: stageline-peers contestants | contest NAME FOLDER");
            ExitCode::FAILURE
        }
    }
}

fn contest(name: &str, folder: &Path) -> ExitCode {
    let Some((_, _, run)) = ROWS.iter().find(|row| row.0 == name) else {
        eprintln!("no contestant is named `{name}`");
        return ExitCode::FAILURE;
    };
    match run(folder) {
        Ok(counts) => {
            println!("{counts}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
