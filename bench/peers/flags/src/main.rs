//! The Rust peers in feature flags: each is given the same flags in its own form, and asked the same.

#[path = "../../../src/asked.rs"]
mod asked;
mod engine;
mod eppo;
mod growthbook;
mod launchdarkly;
mod unleash;

use std::{env, fs, process::ExitCode};

use asked::{ASKING, KINDS};
use engine::{Engine, Failure, Flag, Kind};
use serde_json::Value;

/// A contestant: its name, how it is asked, the format that stageline imports its definition as, and its work.
struct Row {
    name: &'static str,
    how: &'static str,
    format: &'static str,
    definition: fn(&[Flag]) -> Value,
    answers: fn(usize, &str) -> Result<String, Failure>,
    times: fn(usize, &str) -> Result<String, Failure>,
    load: fn(&str, usize) -> Result<(), Failure>,
}

const fn row<E: Engine>(name: &'static str, how: &'static str, format: &'static str) -> Row {
    Row {
        name,
        how,
        format,
        definition: E::definition,
        answers: answers::<E>,
        times: times::<E>,
        load: load::<E>,
    }
}

const ROWS: &[Row] = &[
    row::<unleash::Yggdrasil>("unleash-yggdrasil", "", "unleash"),
    row::<eppo::Eppo>("eppo_core", "", "eppo"),
    row::<eppo::Detailed>("eppo_core-details", "with details", "-"),
    row::<growthbook::Alone>("growthbook-rust", "its engine alone", "growthbook"),
    row::<growthbook::Client>("growthbook-rust-client", "its client", "-"),
    row::<launchdarkly::LaunchDarkly>("launchdarkly-eval", "", "-"),
];

const USAGE: &str = "usage: stageline-flag-peers contestants | definition NAME COUNT | answers NAME COUNT FILE | \
     times NAME COUNT FILE | load NAME ROUNDS FILE";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(told) => {
            print!("{told}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<String, Failure> {
    match *words {
        ["contestants"] => Ok(ROWS
            .iter()
            .map(|Row { name, how, format, .. }| format!("{name}\t{how}\t{format}\n"))
            .collect()),
        ["definition", name, count] => {
            Ok((find(name)?.definition)(&flags(count.parse()?)).to_string())
        }
        ["answers", name, count, file] => {
            (find(name)?.answers)(count.parse()?, &fs::read_to_string(file)?)
        }
        ["times", name, count, file] => {
            (find(name)?.times)(count.parse()?, &fs::read_to_string(file)?)
        }
        ["load", name, rounds, file] => {
            (find(name)?.load)(&fs::read_to_string(file)?, rounds.parse()?)?;
            Ok(String::new())
        }
        _ => Err(USAGE.into()),
    }
}

fn find(name: &str) -> Result<&'static Row, Failure> {
    let found = ROWS.iter().find(|row| row.name == name);
    found.ok_or_else(|| format!("no contestant is named `{name}`").into())
}

fn flags(count: usize) -> Vec<Flag> {
    let kinds = [Kind::Boolean, Kind::Rule, Kind::Rollout];
    (0..count).map(|at| Flag { name: asked::name(at), kind: kinds[at % 3] }).collect()
}

fn answers<E: Engine>(count: usize, definition: &str) -> Result<String, Failure> {
    let engine = E::load(definition)?;
    Ok(asked::answers(count, E::KEYS, E::context, |name, context| engine.is_on(name, context)))
}

/// A line of pairs of a word and a number.
fn times<E: Engine>(count: usize, definition: &str) -> Result<String, Failure> {
    let engine = E::load(definition)?;
    let context = E::context(ASKING.0, ASKING.1);
    let mut line = String::new();
    for (kind, word) in KINDS.iter().enumerate() {
        let names = asked::asked(count, kind);
        let time = asked::nanoseconds(names.len(), |at| engine.is_on(&names[at], &context));
        line += &format!("{word}-name {time:.2} ");
    }
    if engine.all(&context) == Some(count) {
        let all = asked::best(101, || engine.all(&context));
        line += &format!("all {:.2}", all.as_secs_f64() * 1e9 / count as f64);
    }
    Ok(line + "\n")
}

/// Loads the definition so often, and holds it until the process ends, as stageline does.
fn load<E: Engine>(definition: &str, rounds: usize) -> Result<(), Failure> {
    for _ in 0..rounds {
        std::mem::forget(E::load(definition)?);
    }
    Ok(())
}
