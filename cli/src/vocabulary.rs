//! The words of the tool: which command a line of words is, and what it is run on.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use clap::{ArgAction, ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use stageline::project::OpenOptions;
use stageline::source::SourceMap;
use stageline::{Code, Error, Project};

use crate::config::ConfigCommand;
use crate::env::EnvCommand;
use crate::flags::FlagCommand;
use crate::output::{Output, When};
use crate::promote::Promote;
use crate::resources::ResourcesCommand;
use crate::tenant::TenantCommand;
use crate::{Exit, usage};

/// Commands of the vocabulary that this version does not have yet. They are known, so that a
/// line that uses one is told apart from a line that is wrong.
pub(crate) const PLANNED: &[&str] = &[
    "approval request",
    "backup create",
    "backup restore",
    "capacity check",
    "cost compare",
    "database compare",
    "database sanitize",
    "database schema-sync",
    "dependencies check",
    "dependencies validate",
    "deploy",
    "env cleanup",
    "env create",
    "env init",
    "env merge",
    "env setup",
    "env troubleshoot",
    "health report",
    "health-check",
    "maintenance-window check",
    "metrics compare",
    "metrics monitor",
    "metrics validate",
    "network test",
    "notify team",
    "performance compare",
    "promote rollback",
    "resources optimize",
    "secret rotate",
    "secret set",
    "secret sync",
    "security scan",
    "service-mesh config-sync",
    "test acceptance",
    "test integration",
    "test load",
    "test performance",
    "test smoke",
    "test unit",
    "test-data clear",
    "test-data generate",
    "test-data refresh",
    "test-data validate",
];

const EVERYWHERE: &str = "Everywhere";

/// Configuration, drift, feature flags and promotions of several environments
#[derive(Debug, Parser)]
#[command(name = "stageline", version)]
#[command(disable_help_subcommand = true, disable_help_flag = true)]
#[command(after_help = "Exit codes: 0 nothing to report, 1 error, 2 usage, 3 differences or \
                        findings, 4 blocked or waiting")]
struct Words {
    /// The project's folder [default: STAGELINE_ROOT, or the nearest one upward]
    #[arg(long, global = true, value_name = "DIR", help_heading = EVERYWHERE)]
    project: Option<PathBuf>,
    /// Answer with one JSON document; an error is one too, on the error stream
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    json: bool,
    /// When to colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    #[arg(help_heading = EVERYWHERE)]
    color: When,
    /// Print help
    #[arg(short, long, global = true, action = ArgAction::HelpShort, help_heading = EVERYWHERE)]
    help: Option<bool>,
    #[command(flatten)]
    layers: Layers,
    #[command(subcommand)]
    command: Command,
}

/// Layers that count only where they are asked for.
#[derive(Debug, Clone, Default, Args)]
struct Layers {
    /// Read config/local/ too
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    local: bool,
    /// A variable for `${env:NAME}`; without a value, that of the process; repeatable
    #[arg(long = "variable", global = true, value_name = "NAME[=VALUE]", help_heading = EVERYWHERE)]
    variables: Vec<String>,
    /// Let given variables called STAGELINE_CONFIG__… and STAGELINE_SERVICE__… override values
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    variable_overrides: bool,
}

impl Layers {
    fn options(&self, options: OpenOptions) -> stageline::Result<OpenOptions> {
        let mut given = Vec::new();
        for variable in &self.variables {
            let (name, value) = match variable.split_once('=') {
                Some((name, value)) => (name, value.to_owned()),
                None => match std::env::var(variable) {
                    Ok(value) => (variable.as_str(), value),
                    Err(_) => {
                        let message = format!("the variable `{variable}` is not set");
                        let help = format!("set it, or write `--variable {variable}=…`");
                        return Err(Error::new(Code::Usage, message).help(help));
                    }
                },
            };
            given.push((name.to_owned(), value));
        }
        let options = options.local(self.local).variable_overrides(self.variable_overrides);
        Ok(if given.is_empty() { options } else { options.variables(given) })
    }

    fn is_default(&self) -> bool {
        !self.local && self.variables.is_empty() && !self.variable_overrides
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The environments of the project
    #[command(subcommand)]
    Env(EnvCommand),
    /// Configuration: show, explain, compare, check
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Feature flags
    #[command(subcommand)]
    FeatureFlag(FlagCommand),
    /// A release from one environment to the next
    Promote(Promote),
    /// What is different for a customer
    #[command(subcommand)]
    Tenant(TenantCommand),
    /// What services ask for and environments have
    #[command(subcommand)]
    Resources(ResourcesCommand),
}

#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one for each command that runs")]
enum Operation {
    Known(Command),
    Planned,
}

/// One line of words, understood.
#[derive(Debug)]
pub struct Line {
    /// The verbs, such as `config diff`.
    name: String,
    project: Option<PathBuf>,
    layers: Layers,
    color: When,
    operation: Operation,
}

/// Why a line did not run to its end.
#[derive(Debug)]
pub enum Stop {
    /// Help or the version was asked for; this is the text.
    Help(String),
    /// The words make no command.
    Usage(Error),
    /// The question could not be answered.
    Failed(Error),
    /// The sink does not take the answer.
    Closed(io::Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        match error.code() {
            Code::Usage => Stop::Usage(error),
            _ => Stop::Failed(error),
        }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Stop::Closed(error)
    }
}

/// Understands the words of a command, without the tool's own name.
///
/// # Errors
/// [`Stop::Usage`] with `E_USAGE` for words that make no command, with suggestions; [`Stop::Help`]
/// where help or the version is asked for.
pub fn parse<W: AsRef<std::ffi::OsStr>>(words: &[W]) -> Result<Line, Stop> {
    let words: Vec<OsString> = words.iter().map(|word| word.as_ref().to_owned()).collect();
    let mut grammar = grammar();
    let all = std::iter::once(OsString::from("stageline")).chain(words.iter().cloned());
    let understood = grammar.try_get_matches_from_mut(all).and_then(|matches| {
        let name = verbs(&matches).join(" ");
        if PLANNED.contains(&name.as_str()) {
            let color = matches.get_one("color").copied().unwrap_or_default();
            let project = matches.get_one("project").cloned();
            let layers = Layers::default();
            return Ok(Line { name, project, layers, color, operation: Operation::Planned });
        }
        let Words { project, color, layers, command, json: _, help: _ } =
            Words::from_arg_matches(&matches)?;
        Ok(Line { name, project, layers, color, operation: Operation::Known(command) })
    });
    understood.map_err(|error| usage::explain(error, &grammar, &words))
}

/// Whether a JSON document is asked for, whatever else the words say.
pub(crate) fn wants_json(words: &[OsString]) -> bool {
    words.iter().take_while(|word| *word != "--").any(|word| word == "--json")
}

/// The commands and options, those to come included.
fn grammar() -> clap::Command {
    PLANNED.iter().fold(Words::command(), |grammar, verbs| {
        let verbs: Vec<&'static str> = verbs.split(' ').collect();
        planned(grammar, &verbs)
    })
}

/// Adds a command that takes whatever follows it. It is not shown in help.
fn planned(parent: clap::Command, verbs: &[&'static str]) -> clap::Command {
    let Some((&verb, below)) = verbs.split_first() else {
        let rest = clap::Arg::new("rest").num_args(0..).trailing_var_arg(true);
        return parent.arg(rest.allow_hyphen_values(true));
    };
    let known = parent.find_subcommand(verb).is_some();
    let parent = match known {
        true => parent,
        false => {
            let group = clap::Command::new(verb).hide(true);
            parent.subcommand(group.subcommand_required(!below.is_empty()))
        }
    };
    parent.mut_subcommand(verb, |command| planned(command, below))
}

fn verbs(matches: &ArgMatches) -> Vec<&str> {
    let mut names = Vec::new();
    let mut at = matches;
    while let Some((name, next)) = at.subcommand() {
        names.push(name);
        at = next;
    }
    names
}

impl Line {
    /// The operation, as its verbs: `config diff`.
    pub fn operation(&self) -> &str {
        &self.name
    }

    /// Whether this version has the operation.
    pub fn is_available(&self) -> bool {
        self.check().is_ok()
    }

    /// The folder that `--project` names.
    pub fn project(&self) -> Option<&Path> {
        self.project.as_deref()
    }

    /// Whether the words say how a project is opened, beyond its folder.
    pub(crate) fn has_layers(&self) -> bool {
        !self.layers.is_default()
    }

    pub(crate) fn when(&self) -> When {
        self.color
    }

    /// Fails for what this version does not have.
    pub(crate) fn check(&self) -> Result<(), Stop> {
        match &self.operation {
            Operation::Planned => Err(Stop::Failed(unavailable(&self.name))),
            Operation::Known(Command::Promote(promote)) => promote.check().map_err(Stop::Failed),
            Operation::Known(_) => Ok(()),
        }
    }

    /// Opens the project that the words name, or the nearest one. Checks open leniently: what
    /// does not load is what they are asked about.
    pub(crate) fn open(&self) -> stageline::Result<Project> {
        let lenient = matches!(
            self.operation,
            Operation::Known(
                Command::Config(ConfigCommand::Validate(_)) | Command::Env(EnvCommand::Validate(_))
            )
        );
        self.open_with(OpenOptions::new().lenient(lenient))
    }

    /// The files of a project that does not open, as far as they can be read.
    pub(crate) fn sources(&self) -> SourceMap {
        let opened = self.open_with(OpenOptions::new().lenient(true));
        opened.map(|project| project.snapshot().sources().clone()).unwrap_or_default()
    }

    fn open_with(&self, options: OpenOptions) -> stageline::Result<Project> {
        let options = self.layers.options(options)?;
        match &self.project {
            Some(root) => options.open(root),
            None => {
                let start = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
                options.find_from(&start, std::env::var_os("STAGELINE_ROOT").map(PathBuf::from))
            }
        }
    }

    pub(crate) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        match &self.operation {
            Operation::Planned => Err(Stop::Failed(unavailable(&self.name))),
            Operation::Known(Command::Env(command)) => command.run(project, out),
            Operation::Known(Command::Config(command)) => command.run(project, out),
            Operation::Known(Command::FeatureFlag(command)) => command.run(project, out),
            Operation::Known(Command::Promote(command)) => command.run(project, out),
            Operation::Known(Command::Tenant(command)) => command.run(project, out),
            Operation::Known(Command::Resources(command)) => command.run(project, out),
        }
    }
}

/// The answer to what the vocabulary knows and this version does not do.
pub(crate) fn unavailable(what: &str) -> Error {
    Error::new(Code::Unavailable, format!("`{what}` is not available in this version"))
        .help("`stageline --help` lists what is")
}
