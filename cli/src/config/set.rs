//! `config set`, `config unset`: one value of one layer.

use clap::Args;
use stageline::project::edit::{Operation, Target};
use stageline::value::KeyPath;
use stageline::{Code, Error, Project, Result};

use crate::edits::Writing;
use crate::output::Output;
use crate::{Exit, Stop, given};

/// Whose value is edited.
#[derive(Debug, Args)]
pub(super) struct Whose {
    /// The environment; it may also stand in front of the path
    #[arg(long, value_name = "ENV")]
    env: Option<String>,
    /// A service's file for the environment
    #[arg(long, value_name = "SERVICE")]
    service: Option<String>,
    /// A base instead of an environment
    #[arg(long, value_name = "BASE", conflicts_with_all = ["env", "service", "file"])]
    base: Option<String>,
    /// A file instead, by its path; the value's path begins at its root
    #[arg(long, value_name = "FILE", conflicts_with_all = ["env", "service"])]
    file: Option<String>,
}

impl Whose {
    /// What the words before `rest` words mean: an environment, unless an option says whose.
    fn split<'w>(
        &self,
        words: &'w [String],
        rest: usize,
        form: &str,
    ) -> Result<(Option<&'w str>, &'w [String])> {
        let named = self.env.is_some() || self.base.is_some() || self.file.is_some();
        match words.len().checked_sub(rest) {
            Some(0) if named => Ok((None, words)),
            Some(1) if !named => Ok((Some(&words[0]), &words[1..])),
            Some(1) => {
                let message = "an option says what to edit, and so does the first word";
                let form = form.replacen(" ENV", "", 1);
                Err(Error::new(Code::Usage, message).help(format!("write `{form}` with it")))
            }
            _ => {
                let message = "the words do not say what to edit";
                Err(Error::new(Code::Usage, message).help(format!("write `{form}`")))
            }
        }
    }

    fn target(&self, environment: Option<&str>, path: &KeyPath) -> Target {
        if let Some(name) = &self.base {
            return Target::Base { name: name.clone() };
        }
        if let Some(path) = &self.file {
            return Target::File { path: path.clone() };
        }
        let environment = self.env.as_deref().or(environment).unwrap_or_default();
        match &self.service {
            Some(name) => {
                Target::Service { environment: environment.to_owned(), name: name.clone() }
            }
            None => Target::setting(environment, path),
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Set {
    /// The environment unless an option names it, the value's path, the value
    #[arg(value_name = "ENV PATH VALUE", num_args = 1..=3, required = true)]
    #[arg(allow_negative_numbers = true)]
    words: Vec<String>,
    #[command(flatten)]
    whose: Whose,
    /// Take the value as text, whatever it looks like
    #[arg(long)]
    string: bool,
    /// Put the value behind the last item of the list at the path
    #[arg(long)]
    append: bool,
    #[command(flatten)]
    writing: Writing,
}

impl Set {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let form = "config set ENV PATH VALUE";
        let (environment, rest) = self.whose.split(&self.words, 2, form)?;
        let path = KeyPath::parse(&rest[0])?;
        let value = given::written_or_text(&rest[1], self.string)?;
        let target = self.whose.target(environment, &path);
        let operation = match self.append {
            true => Operation::Append { path, item: value },
            false => Operation::Set { path, value },
        };
        let mut edit = project.edit();
        edit.change(&target, operation)?;
        self.writing.finish(&mut edit, out)
    }
}

#[derive(Debug, Args)]
pub(crate) struct Unset {
    /// The environment unless an option names it, and the value's path
    #[arg(value_name = "ENV PATH", num_args = 1..=2, required = true)]
    words: Vec<String>,
    #[command(flatten)]
    whose: Whose,
    /// Take the value away even where it is inherited
    #[arg(long)]
    delete: bool,
    /// Take this item out of the list at the path: an equal one, or the one of this name
    #[arg(long, value_name = "ITEM", conflicts_with = "delete")]
    item: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

impl Unset {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let form = "config unset ENV PATH";
        let (environment, rest) = self.whose.split(&self.words, 1, form)?;
        let path = KeyPath::parse(&rest[0])?;
        let target = self.whose.target(environment, &path);
        let operation = match &self.item {
            Some(item) => Operation::Remove { path, item: given::written(item)? },
            None if self.delete => Operation::Delete { path },
            None => Operation::Unset { path },
        };
        let mut edit = project.edit();
        edit.change(&target, operation)?;
        self.writing.finish(&mut edit, out)
    }
}
