//! What is wrong with a line of words, in our own voice: one sentence, and what to do about it.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};
use stageline::error::closest;
use stageline::{Code, Error};

use crate::Stop;
use crate::output::visible;
use crate::vocabulary::{PLANNED, unavailable};

/// Turns the parser's word into an error with a remedy, or into help.
pub(crate) fn explain(error: clap::Error, grammar: &Command, words: &[OsString]) -> Stop {
    let (command, path) = reached(grammar, words);
    let path = path.join(" ");
    let fact = |kind| text(error.get(kind));
    let argument = fact(ContextKind::InvalidArg);
    let value = fact(ContextKind::InvalidValue);
    let given = given(command, words);
    let mut ways = vec![given.clone()];
    let told = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let verbs = path.trim_start_matches("stageline").trim_start();
            if PLANNED.contains(&verbs) {
                return Stop::Failed(unavailable(verbs));
            }
            return Stop::Help(error.render().to_string());
        }
        ErrorKind::InvalidSubcommand => {
            return Stop::Usage(unknown_verb(
                &fact(ContextKind::InvalidSubcommand),
                grammar,
                command,
                &path,
            ));
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let names: Vec<String> =
                shown(command).map(|command| format!("`{}`", command.get_name())).collect();
            let error = Error::new(Code::Usage, format!("`{path}` needs a command"));
            return Stop::Usage(match names.is_empty() {
                true => error.help("this version has none of them"),
                false => error.help(format!("one of {}", names.join(", "))),
            });
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            let error = Error::new(Code::Usage, format!("`{path}` has no option `{argument}`"));
            let options = command.get_arguments().chain(grammar.get_arguments());
            let options: Vec<String> = options
                .filter(|option| !option.is_hide_set())
                .filter_map(|option| option.get_long().map(|long| format!("--{long}")))
                .collect();
            match closest(&argument, options.iter().map(String::as_str)) {
                near if near.is_empty() => error,
                near => return Stop::Usage(error.suggest(near)),
            }
        }
        ErrorKind::UnknownArgument | ErrorKind::TooManyValues => {
            let what = if argument.is_empty() { &value } else { &argument };
            Error::new(Code::Usage, format!("`{path}` takes no further word `{what}`"))
        }
        ErrorKind::MissingRequiredArgument => {
            let names = list(error.get(ContextKind::InvalidArg));
            let missing = names.iter().filter_map(|name| option(command, name));
            ways = vec![given.iter().copied().chain(missing).collect()];
            let names: Vec<String> = names.iter().map(|name| bare(name)).collect();
            Error::new(Code::Usage, format!("`{path}` needs {}", names.join(" and ")))
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            Error::new(Code::Usage, format!("{} needs a value", bare(&argument)))
        }
        ErrorKind::InvalidValue => {
            let valid = list(error.get(ContextKind::ValidValue));
            let message = format!("{} cannot be `{value}`", bare(&argument));
            let error = Error::new(Code::Usage, message);
            return Stop::Usage(match closest(&value, valid.iter().map(String::as_str)) {
                near if near.is_empty() => {
                    let valid: Vec<String> = valid.iter().map(|name| format!("`{name}`")).collect();
                    error.help(format!("one of {}", valid.join(", ")))
                }
                near => error.suggest(near),
            });
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(&error).map(ToString::to_string);
            let why = why.unwrap_or_else(|| "it is malformed".to_owned());
            Error::new(Code::Usage, format!("{} cannot be `{value}`: {why}", bare(&argument)))
        }
        ErrorKind::ArgumentConflict => {
            let other = list(error.get(ContextKind::PriorArg));
            // Either of them may stand, without the others.
            let names = std::iter::once(&argument).chain(&other);
            let rivals: Vec<&Arg> = names.filter_map(|name| option(command, name)).collect();
            let without = |rival: &&Arg| {
                let stays = |one: &&&Arg| {
                    one.get_id() == rival.get_id()
                        || !rivals.iter().any(|other| other.get_id() == one.get_id())
                };
                given.iter().filter(stays).copied().collect()
            };
            if !rivals.is_empty() {
                ways = rivals.iter().map(without).collect();
            }
            let other: Vec<String> = other.iter().map(|name| bare(name)).collect();
            let argument = bare(&argument);
            let message = match other.contains(&argument) || other.is_empty() {
                true => format!("{argument} is given twice"),
                false => format!("{argument} cannot stand beside {}", other.join(" and ")),
            };
            Error::new(Code::Usage, message)
        }
        ErrorKind::InvalidUtf8 => Error::new(Code::Usage, "a word is not UTF-8"),
        _ => Error::new(Code::Usage, format!("`{path}` cannot be read")),
    };
    let lines = ways.into_iter().map(|options| complete(command, options));
    let mut lines: Vec<String> =
        lines.map(|options| usage_line(command, &path, &options)).collect();
    lines.dedup();
    Stop::Usage(told.help(format!("write {}", lines.join(" or "))))
}

/// A word that is no command: what was meant may be one at this place, or one of another group.
fn unknown_verb(word: &str, grammar: &Command, command: &Command, path: &str) -> Error {
    let error = Error::new(Code::Usage, format!("`{path}` has no command `{word}`"));
    let mut near = closest(word, command.get_subcommands().map(Command::get_name));
    if near.is_empty() {
        let elsewhere = grammar.get_subcommands().flat_map(|group| {
            let below = shown(group).filter(|verb| {
                verb.get_name() == word || !closest(word, [verb.get_name()]).is_empty()
            });
            below.map(|verb| format!("{} {}", group.get_name(), verb.get_name()))
        });
        near = elsewhere.take(3).collect();
    }
    match near.is_empty() {
        true => error.help(format!("`{path} --help` lists the commands")),
        false => error.suggest(near),
    }
}

/// The command that the words lead to, and its verbs with the tool's name before them.
fn reached<'c>(grammar: &'c Command, words: &[OsString]) -> (&'c Command, Vec<&'c str>) {
    let mut command = grammar;
    let mut path = vec![grammar.get_name()];
    let mut words = words.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        if let Some(next) = command.find_subcommand(word) {
            command = next;
            path.push(next.get_name());
        } else if let Some(option) = word.strip_prefix("--") {
            let takes_value = |argument: &Arg| {
                argument.get_long() == Some(option) && argument.get_action().takes_values()
            };
            if grammar.get_arguments().chain(command.get_arguments()).any(takes_value) {
                words.next();
            }
        } else {
            break;
        }
    }
    (command, path)
}

fn shown(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|command| !command.is_hide_set())
}

/// The options of a command that the words hold.
fn given<'c>(command: &'c Command, words: &[OsString]) -> Vec<&'c Arg> {
    let names = words.iter().filter_map(|word| word.to_str()?.strip_prefix("--"));
    let names: Vec<&str> = names.map(|word| word.split('=').next().unwrap_or(word)).collect();
    let options = command.get_arguments().filter(|option| !option.is_hide_set());
    let given = |option: &&Arg| option.get_long().is_some_and(|long| names.contains(&long));
    options.filter(|option| !option.is_global_set()).filter(given).collect()
}

/// The option that is written so: `--env <ENV>`.
fn option<'c>(command: &'c Command, written: &str) -> Option<&'c Arg> {
    let long = written.split([' ', '=']).next()?.strip_prefix("--")?;
    command.get_arguments().find(|option| option.get_long() == Some(long))
}

/// Options, and those that they need beside them.
fn complete<'c>(command: &'c Command, mut options: Vec<&'c Arg>) -> Vec<&'c Arg> {
    let needed = |one: &&Arg| one.is_required_set() && one.get_long().is_some();
    let mut words = vec![String::new()];
    for one in options.iter().copied().chain(command.get_arguments().filter(needed)) {
        let Some(long) = one.get_long().map(|long| format!("--{long}")) else { continue };
        if !words.contains(&long) {
            words.push(long);
            words.extend(one.get_action().takes_values().then(|| "x".to_owned()));
        }
    }
    words.extend(command.get_positionals().filter(|one| one.is_required_set()).map(|_| "x".into()));
    match command.clone().try_get_matches_from(words) {
        Err(error) if error.kind() == ErrorKind::MissingRequiredArgument => {
            let missing = list(error.get(ContextKind::InvalidArg));
            options.extend(missing.iter().filter_map(|name| option(command, name)));
        }
        _ => {}
    }
    options
}

/// How the command is written, with these options beside those that it always needs.
fn usage_line(command: &Command, path: &str, options: &[&Arg]) -> String {
    let usage = command.clone().bin_name(path).render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").split_whitespace();
    let mut usage = usage.filter(|word| *word != "[OPTIONS]").collect::<Vec<_>>().join(" ");
    for option in options {
        let Some(long) = option.get_long().map(|long| format!("--{long}")) else { continue };
        if usage.split(' ').any(|word| word == long) {
            continue;
        }
        usage = format!("{usage} {long}");
        let values = option.get_value_names().filter(|_| option.get_action().takes_values());
        for value in values.unwrap_or_default() {
            usage = format!("{usage} <{value}>");
        }
    }
    format!("`{usage}`")
}

/// `--env <ENV>` and `<ENV>...` as people write them.
fn bare(argument: &str) -> String {
    let name = argument.split(' ').next().unwrap_or(argument);
    format!("`{}`", name.trim_end_matches("...").trim_matches(['<', '>', '[', ']']))
}

fn text(value: Option<&ContextValue>) -> String {
    list(value).into_iter().next().unwrap_or_default()
}

fn list(value: Option<&ContextValue>) -> Vec<String> {
    match value {
        Some(ContextValue::String(text)) => vec![visible(text)],
        Some(ContextValue::Strings(texts)) => texts.iter().map(|text| visible(text)).collect(),
        Some(ContextValue::StyledStr(text)) => vec![visible(&text.to_string())],
        _ => Vec::new(),
    }
}
