//! The plan: what would be written for each difference, and which of it is chosen.

use std::fmt;

use serde::Serialize;

use super::{Proposal, Wish, Withheld, proposals, unsets_first};
use crate::config::Operation;
use crate::drift::{DriftItem, DriftOptions};
use crate::error::{Code, Error, Result};
use crate::project::Project;
use crate::project::edit::{BlastRadius, Edit, Slot, Target};

/// What makes one environment say what another one says, difference by difference.
///
/// Nothing is chosen at first. What is chosen becomes an edit; it is made on the project as the plan
/// saw it, and refused where that has changed meanwhile.
///
/// ```
/// # fn main() -> stageline::Result<()> {
/// # use stageline::drift::DriftOptions;
/// let project = stageline::Project::from_files([
///     ("config/environments.yaml", "environments: {staging: {}, production: {}}"),
///     ("config/production.yaml", "overrides: {retry: {times: 3}}"),
///     ("config/staging.yaml", "overrides: {retry: {times: 1}}"),
/// ])?;
/// let mut plan = project.plan_fix("production", "staging", &DriftOptions::new())?;
/// plan.choose(|fix| fix.item.path.to_string() == "retry.times");
/// let mut edit = plan.edit()?;
/// assert_eq!(edit.blast_radius()?.environments(), ["staging"]);
/// edit.commit()?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct FixPlan {
    /// Where the values come from.
    pub from: String,
    /// Where they go.
    pub to: String,
    /// Every difference, in the order of a drift report.
    pub items: Vec<FixItem>,
    /// The project as the plan saw it.
    #[serde(skip)]
    begin: Edit,
}

/// A difference, and the edit that mends it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FixItem {
    /// Its number in the plan, from 1.
    pub number: usize,
    /// The difference, with the values as they are written: references in them are not followed.
    pub item: DriftItem,
    /// Whose values are edited: the environment's own layer, or its own file of a service.
    pub target: Target,
    /// What is done with them; `None` for what is left alone.
    pub operation: Option<Operation>,
    /// The file that is written; `None` for what is left alone.
    pub file: Option<String>,
    /// What the edit changes, in every environment.
    pub radius: BlastRadius,
    /// Parts of the value that are not copied with the rest.
    pub withheld: Vec<Withheld>,
    /// Why it is left alone; such an item cannot be chosen.
    pub left_alone: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Project {
    /// Plans how `to` can be made to say what `from` says, where the two have no reason to differ.
    /// Records, secrets, and differences that are expected are left alone, and so is what the options
    /// exclude.
    ///
    /// # Errors
    /// As [`Snapshot::drift_with`](crate::Snapshot::drift_with), and `E_USAGE` for one environment
    /// twice.
    pub fn plan_fix(&self, from: &str, to: &str, options: &DriftOptions) -> Result<FixPlan> {
        let mut begin = self.edit();
        let now = begin.snapshot()?;
        let found = proposals(&now, &Wish { from, to, options, flags: false })?;
        let items = found.into_iter().zip(1..).map(|(proposal, number)| {
            let mut trial = begin.clone();
            let left_alone = proposal.make(&mut trial)?;
            // What the whole project has to say against it is a reason too.
            let (left_alone, radius) = match (left_alone, trial.blast_radius()) {
                (Some(reason), _) => (Some(reason), BlastRadius::default()),
                (None, Ok(radius)) if changes(&radius, from, &proposal.item) => {
                    let reason = format!("`{from}` inherits it from `{to}`, and would change too");
                    (Some(reason), BlastRadius::default())
                }
                (None, Ok(radius)) => (None, radius),
                (None, Err(error)) if error.code() == Code::EditRefused => {
                    (Some(error.message().to_owned()), BlastRadius::default())
                }
                (None, Err(error)) => return Err(error),
            };
            let Proposal { item, target, operation, withheld, .. } = proposal;
            let operation = operation.filter(|_| left_alone.is_none());
            let file = operation.as_ref().map(|_| Slot::of(&target, &now)).transpose()?;
            let file = file.map(|slot| slot.path);
            let chosen = false;
            Ok(FixItem {
                number,
                item,
                target,
                operation,
                file,
                radius,
                withheld,
                left_alone,
                chosen,
            })
        });
        let items = items.collect::<Result<_>>()?;
        Ok(FixPlan { from: from.to_owned(), to: to.to_owned(), items, begin })
    }
}

impl FixPlan {
    /// The items that can be chosen.
    pub fn fixes(&self) -> impl Iterator<Item = &FixItem> {
        self.items.iter().filter(|item| item.left_alone.is_none())
    }

    /// The items that are chosen.
    pub fn chosen(&self) -> impl Iterator<Item = &FixItem> {
        self.items.iter().filter(|item| item.chosen)
    }

    /// Asks for each item that can be chosen whether it is.
    pub fn choose(&mut self, mut choose: impl FnMut(&FixItem) -> bool) {
        for item in self.items.iter_mut().filter(|item| item.left_alone.is_none()) {
            item.chosen = choose(item);
        }
    }

    /// Chooses an item by its number, or no longer.
    ///
    /// # Errors
    /// `E_USAGE` for a number that the plan does not have, and for an item that is left alone.
    pub fn set_chosen(&mut self, number: usize, chosen: bool) -> Result<()> {
        let last = self.items.len();
        let item = self.items.iter_mut().find(|item| item.number == number);
        let Some(item) = item else {
            let error = Error::new(Code::Usage, format!("the plan has no item {number}"));
            return Err(error.help(format!("its items have the numbers 1 to {last}")));
        };
        if let (Some(reason), true) = (&item.left_alone, chosen) {
            let message = format!("the item {number} cannot be chosen: {reason}");
            return Err(Error::new(Code::Usage, message).help("edit it by hand if it is meant"));
        }
        item.chosen = chosen;
        Ok(())
    }

    /// The edit that makes what is chosen.
    ///
    /// # Errors
    /// `E_EDIT_REFUSED` where one of them cannot be made after those before it.
    pub fn edit(&self) -> Result<Edit> {
        let mut edit = self.begin.clone();
        let chosen: Vec<&FixItem> = self.chosen().collect();
        for at in unsets_first(chosen.iter().map(|item| item.operation.as_ref())) {
            if let Some(operation) = &chosen[at].operation {
                edit.change(&chosen[at].target, operation.clone())?;
            }
        }
        Ok(edit)
    }
}

/// Whether an edit changes an environment where a difference is, or around it.
fn changes(radius: &BlastRadius, environment: &str, item: &DriftItem) -> bool {
    let effect = radius.effects.iter().find(|effect| effect.environment == environment);
    effect.is_some_and(|effect| {
        let found = effect.diff.section(&item.section).iter();
        found
            .into_iter()
            .any(|found| found.path.contains(&item.path) || item.path.contains(&found.path))
    })
}

/// What the item is about, where it would be written, and in which environments that shows.
impl fmt::Display for FixItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, item, target, .. } = self;
        write!(f, "{number}. {}", item.section)?;
        if !item.path.is_empty() {
            write!(f, " {}", item.path)?;
        }
        if let Some(reason) = &self.left_alone {
            return write!(f, ": left alone, {reason}");
        }
        let side = |f: &mut fmt::Formatter<'_>, side: &Option<crate::diff::Side>| match side {
            Some(side) => write!(f, "{side}"),
            None => f.write_str("missing"),
        };
        f.write_str(": ")?;
        side(f, &item.actual)?;
        f.write_str(" → ")?;
        side(f, &item.baseline)?;
        write!(f, ", in the {target}")?;
        self.file.iter().try_for_each(|file| write!(f, " ({file})"))?;
        match self.radius.environments().as_slice() {
            [] => f.write_str("; changes nothing")?,
            reached => write!(f, "; changes {}", reached.join(", "))?,
        }
        for part in &self.withheld {
            write!(f, "\n     without {}: {}", part.path, part.reason)?;
        }
        Ok(())
    }
}

/// Every item; those that are chosen are marked.
impl fmt::Display for FixPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (fixes, chosen) = (self.fixes().count(), self.chosen().count());
        write!(
            f,
            "{} → {}: {fixes} of {} can be made equal",
            self.from,
            self.to,
            self.items.len()
        )?;
        write!(f, ", {chosen} chosen")?;
        self.items
            .iter()
            .try_for_each(|item| write!(f, "\n{} {item}", if item.chosen { "*" } else { " " }))
    }
}
