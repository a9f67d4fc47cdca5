//! What makes one environment say what another one says, and which of it is chosen.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use stageline::project::{FixItem as EngineItem, FixPlan as Engine};

use crate::edit::Edit;
use crate::error::{StagelineError, guard};
use crate::project::json;
use crate::report::Severity;

/// What makes one environment say what another one says, difference by difference. Nothing is chosen at
/// first; what is chosen becomes an edit. Threads that share it wait for each other.
#[derive(uniffi::Object)]
pub struct FixPlan(Mutex<Engine>);

/// A difference, and the edit that mends it.
#[derive(Clone, Debug, uniffi::Record)]
pub struct FixItem {
    /// Its number in the plan, from 1.
    pub number: u64,
    /// The part of the environment, such as `configuration` or `service api`.
    pub section: String,
    /// Where in the part; empty for a service as a whole.
    pub path: String,
    /// The rule that says what the difference is.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// Why, as a sentence.
    pub reason: String,
    /// Whose values are edited, for people.
    pub target: String,
    /// The file that is written; absent for what is left alone.
    pub file: Option<String>,
    /// The environments in which the edit changes something.
    pub environments: Vec<String>,
    /// The paths of the parts of the value that are not copied with the rest.
    pub withheld: Vec<String>,
    /// Why it is left alone; such an item cannot be chosen.
    pub left_alone: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
    /// All of it in one line for people.
    pub text: String,
}

/// Says which items of a plan are chosen.
#[uniffi::export(with_foreign)]
pub trait FixChooser: Send + Sync {
    /// Whether an item is chosen. It is asked for each that can be, in order, and does not use the plan.
    ///
    /// # Errors
    /// What it raises is raised on, and the plan stays as it was.
    fn choose(&self, item: FixItem) -> Result<bool, StagelineError>;
}

type Answer<T> = Result<T, StagelineError>;

impl FixItem {
    fn of(item: &EngineItem) -> Self {
        FixItem {
            number: item.number as u64,
            section: item.item.section.to_string(),
            path: item.item.path.to_string(),
            rule: item.item.rule.to_string(),
            severity: Severity::of(item.item.severity),
            reason: item.item.reason.to_string(),
            target: item.target.to_string(),
            file: item.file.clone(),
            environments: item.radius.environments().into_iter().map(str::to_owned).collect(),
            withheld: item.withheld.iter().map(|part| part.path.to_string()).collect(),
            left_alone: item.left_alone.clone(),
            chosen: item.chosen,
            text: item.to_string(),
        }
    }
}

impl FixPlan {
    pub(crate) fn new(plan: Engine) -> Arc<Self> {
        Arc::new(FixPlan(Mutex::new(plan)))
    }

    /// The plan, for one caller at a time. A choice is made as a whole, so one that panicked made none.
    fn lock(&self) -> MutexGuard<'_, Engine> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[uniffi::export]
impl FixPlan {
    /// Every difference in the order of a drift report, those that are left alone among them.
    pub fn items(&self) -> Vec<FixItem> {
        self.lock().items.iter().map(FixItem::of).collect()
    }

    /// The items as a JSON list, each with `number`, `item` (the difference), `target`, `operation`,
    /// `file`, `radius`, `withheld`, `left_alone` and `chosen`.
    ///
    /// # Errors
    /// None that a caller could cause.
    pub fn items_json(&self) -> Answer<String> {
        guard(|| json(&self.lock().items))
    }

    /// Chooses an item by its number, from 1, or no longer.
    ///
    /// # Errors
    /// `E_USAGE` for a number that the plan does not have, and for an item that is left alone.
    pub fn set_chosen(&self, number: u64, chosen: bool) -> Answer<()> {
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        guard(|| Ok(self.lock().set_chosen(number, chosen)?))
    }

    /// Asks for each item that can be chosen whether it is. When all were asked the choices count.
    ///
    /// # Errors
    /// What `chooser` raises; the plan then stays as it was.
    pub fn choose(&self, chooser: Arc<dyn FixChooser>) -> Answer<()> {
        guard(|| {
            let items = self.items();
            let open = items.into_iter().filter(|item| item.left_alone.is_none());
            let chosen = open.map(|item| Ok((item.number as usize, chooser.choose(item)?)));
            let chosen = chosen.collect::<Answer<Vec<_>>>()?;
            let mut plan = self.lock();
            for (number, chosen) in chosen {
                plan.set_chosen(number, chosen)?;
            }
            Ok(())
        })
    }

    /// The edit that makes what is chosen, to be looked at and committed like any other. It is made on
    /// the project as the plan saw it.
    ///
    /// # Errors
    /// `E_EDIT_REFUSED` where one of the items cannot be made after those before it.
    pub fn edit(&self) -> Answer<Arc<Edit>> {
        guard(|| Ok(Edit::new(self.lock().edit()?)))
    }

    /// The plan for people: every item, those that are chosen with a mark.
    ///
    /// # Errors
    /// None that a caller could cause.
    pub fn text(&self) -> Answer<String> {
        guard(|| Ok(self.lock().to_string()))
    }
}
