//! The Rust peers of stageline: each resolves the same tree with its own means and prints the same counts.

mod config_rs;
mod counts;
mod diff;
mod figment;
mod hand_merge;
mod json_values;
mod saphyr;
mod serde_values;
mod single;
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
        ["contest", name, folder] => {
            let row = ROWS.iter().find(|row| row.0 == name);
            tell(name, row.map(|row| (row.2)(Path::new(folder)).map(|counts| counts.to_string())))
        }
        ["readers"] => {
            for (name, description, _) in single::READERS {
                println!("{name}\t{description}");
            }
            ExitCode::SUCCESS
        }
        ["read", name, file] => {
            let reader = single::READERS.iter().find(|reader| reader.0 == name);
            let read = reader.map(|reader| (reader.2)(Path::new(file)));
            tell(name, read.map(|read| read.map(|leaves| format!("leaves {leaves}"))))
        }
        ["diff", left, right] => {
            tell("json-patch", Some(diff::run(Path::new(left), Path::new(right))))
        }
        _ => {
            eprintln!(
                "usage: stageline-peers contestants | contest NAME FOLDER | readers | read NAME FILE \
                 | diff LEFT RIGHT"
            );
            ExitCode::FAILURE
        }
    }
}

/// Prints an answer; none where nobody has that name.
fn tell(name: &str, answer: Option<Result<String, Failure>>) -> ExitCode {
    match answer {
        Some(Ok(answer)) => {
            println!("{answer}");
            return ExitCode::SUCCESS;
        }
        Some(Err(error)) => eprintln!("{error}"),
        None => eprintln!("no contestant is named `{name}`"),
    }
    ExitCode::FAILURE
}
