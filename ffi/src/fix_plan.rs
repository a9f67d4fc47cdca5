//! What makes one environment say what another one says, and which of it is chosen.

use std::ffi::{c_char, c_void};

use stageline::project::{FixItem as EngineItem, FixPlan as Engine};

use crate::drift_options::DriftOptions;
use crate::edit::Edit;
use crate::error::Error;
use crate::finding::Severity;
use crate::log::Destructor;
use crate::names::Names;
use crate::project::Project;
use crate::radius::Radius;
use crate::row;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::{arg, guard};

/// What makes one environment say what another one says, difference by difference. Nothing is chosen
/// at first; what is chosen becomes an edit. It belongs to the caller, who frees it with
/// `stageline_fix_plan_free`; what is asked of it lives as long as it does, but for what a later choice
/// changes. One thread at a time may choose, and none may ask meanwhile.
pub struct FixPlan {
    plan: Engine,
    words: Vec<Words>,
}

/// What of an item has no text of its own.
struct Words {
    path: String,
    target: String,
    operation: String,
}

/// A difference and the edit that mends it, borrowed from its plan.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FixItem {
    /// Its number in the plan, from 1.
    pub number: usize,
    /// The part of the environment: `record`, `configuration`, `service` or `flags`.
    pub section: Text,
    /// The service, where the part is one; else empty.
    pub service: Text,
    /// Where in the part; empty for a service as a whole.
    pub path: Text,
    /// The rule that says what the difference is.
    pub rule: Text,
    /// How much it matters.
    pub severity: Severity,
    /// Why, as a sentence.
    pub reason: Text,
    /// Whose values are edited, for people, such as `environment staging`.
    pub target: Text,
    /// What is done with them: `set`, `unset`, `delete` and so on; empty for what is left alone.
    pub operation: Text,
    /// The file that is written; empty for what is left alone.
    pub file: Text,
    /// Why it is left alone; else empty. Such an item cannot be chosen.
    pub left_alone: Text,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

/// Says whether the item at `index` of `plan` is chosen. It may ask the plan anything, and not change
/// it.
pub type FixCallback =
    Option<extern "C" fn(user_data: *mut c_void, plan: *const FixPlan, index: usize) -> bool>;

impl FixPlan {
    fn new(plan: Engine) -> Self {
        let words = plan.items.iter().map(|item| Words {
            path: item.item.path.to_string(),
            target: item.target.to_string(),
            operation: item.operation.as_ref().map(operation).unwrap_or_default(),
        });
        FixPlan { words: words.collect(), plan }
    }
}

/// The operation's word, as its JSON has it.
fn operation(operation: &impl serde::Serialize) -> String {
    let json = serde_json::to_value(operation).unwrap_or_default();
    json.get("op").and_then(|word| word.as_str()).unwrap_or_default().to_owned()
}

impl FixItem {
    const NOTHING: Self = FixItem {
        number: 0,
        section: Text::EMPTY,
        service: Text::EMPTY,
        path: Text::EMPTY,
        rule: Text::EMPTY,
        severity: Severity::Other,
        reason: Text::EMPTY,
        target: Text::EMPTY,
        operation: Text::EMPTY,
        file: Text::EMPTY,
        left_alone: Text::EMPTY,
        is_chosen: false,
    };

    fn of(item: &EngineItem, words: &Words) -> Self {
        let (section, service) = row::section(&item.item.section);
        FixItem {
            number: item.number,
            section,
            service,
            path: Text::of(&words.path),
            rule: Text::of(&item.item.rule),
            severity: Severity::of(item.item.severity),
            reason: Text::of(&item.item.reason),
            target: Text::of(&words.target),
            operation: Text::of(&words.operation),
            file: Text::optional(item.file.as_deref()),
            left_alone: Text::optional(item.left_alone.as_deref()),
            is_chosen: item.chosen,
        }
    }
}

/// The item at an index of a plan.
///
/// # Safety
/// As [`arg::handle`].
unsafe fn item<'a>(plan: *const FixPlan, index: usize) -> Result<&'a EngineItem, Error> {
    // SAFETY: the contract is the same.
    let plan = unsafe { arg::handle(plan, "plan") }?;
    arg::item(&plan.plan.items, index, "items")
}

/// Plans how `to` can be made to say what `from` says, where the two have no reason to differ: which
/// file is written for each difference, and what that changes in every environment. Records, secrets
/// and differences that are expected are left alone, and so is what the options, which may be null,
/// exclude. Nothing is written.
///
/// Errors: `E_USAGE` for one environment twice; as `stageline_snapshot_drift`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_plan_fix(
    project: *const Project,
    from: *const c_char,
    to: *const c_char,
    options: *const DriftOptions,
    out: *mut *mut FixPlan,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_project_plan_fix_n(
            project,
            from,
            arg::STAGELINE_NUL,
            to,
            arg::STAGELINE_NUL,
            options,
            out,
            err,
        )
    }
}

/// `stageline_project_plan_fix` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_plan_fix_n(
    project: *const Project,
    from: *const c_char,
    from_len: usize,
    to: *const c_char,
    to_len: usize,
    options: *const DriftOptions,
    out: *mut *mut FixPlan,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let project = &arg::handle(project, "project")?.0;
            let (from, to) = (arg::text(from, from_len, "from")?, arg::text(to, to_len, "to")?);
            let options = DriftOptions::of(options)?;
            Ok(guard::give(FixPlan::new(project.plan_fix(from, to, &options)?)))
        })
    }
}

/// How many items there are, those that are left alone among them; 0 when `plan` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_fix_plan_len(plan: *const FixPlan) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(plan, "plan")?.plan.items.len())) }
}

/// How many items are chosen; 0 when `plan` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_fix_plan_chosen_count(plan: *const FixPlan) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(plan, "plan")?.plan.chosen().count())) }
}

/// The item at `index`, in the order of a drift report. Past the last one, or when `plan` is null, its
/// texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_fix_plan_item(plan: *const FixPlan, index: usize) -> FixItem {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(FixItem::NOTHING, || {
            let plan = arg::handle(plan, "plan")?;
            let item = plan.plan.items.get(index).zip(plan.words.get(index));
            Ok(item.map_or(FixItem::NOTHING, |(item, words)| FixItem::of(item, words)))
        })
    }
}

/// Writes the item at `index` as text for people: what it is about, where it would be written, and in
/// which environments that shows.
///
/// Errors: `E_USAGE` for an index past the last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_fix_plan_item_text(
    plan: *const FixPlan,
    index: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || Ok(guard::give(Bytes::from(item(plan, index)?.to_string()))))
    }
}

/// What the edit of the item at `index` changes, in every environment; nothing for what is left alone.
///
/// Errors: as `stageline_fix_plan_item_text`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_fix_plan_item_radius(
    plan: *const FixPlan,
    index: usize,
    out: *mut *mut Radius,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::call(out, err, || Ok(guard::give(Radius(item(plan, index)?.radius.clone())))) }
}

/// The paths of the parts of the value that are not copied with the rest, such as secrets in a map.
///
/// Errors: as `stageline_fix_plan_item_text`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_fix_plan_item_withheld(
    plan: *const FixPlan,
    index: usize,
    out: *mut *mut Names,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let withheld = item(plan, index)?.withheld.iter().map(|part| part.path.to_string());
            Ok(guard::give(Names::from(withheld.collect::<Vec<_>>())))
        })
    }
}

/// Chooses an item by its number, from 1, or no longer.
///
/// Errors: `E_USAGE` for a number that the plan does not have, and for an item that is left alone.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_fix_plan_set_chosen(
    plan: *mut FixPlan,
    number: usize,
    chosen: bool,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || Ok(arg::handle_mut(plan, "plan")?.plan.set_chosen(number, chosen)?))
    }
}

/// Asks `callback` for each item that can be chosen, in order and on this thread, whether it is. When
/// all were asked the choices count; until then the plan stays as it was.
///
/// `destructor`, unless null, is called with `user_data` once, after the last call of `callback`. When
/// this function fails it is not called.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_fix_plan_choose(
    plan: *mut FixPlan,
    callback: FixCallback,
    user_data: *mut c_void,
    destructor: Destructor,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header. What the callback asks of the plan is over
    // before the plan changes.
    unsafe {
        guard::run(err, || {
            let items = arg::handle(plan, "plan")?.plan.items.iter().enumerate();
            let callback = callback.ok_or_else(|| arg::null("callback"))?;
            let open = items.filter(|(_, item)| item.left_alone.is_none());
            let chosen: Vec<(usize, bool)> =
                open.map(|(index, item)| (item.number, callback(user_data, plan, index))).collect();
            let plan = &mut arg::handle_mut(plan, "plan")?.plan;
            for (number, chosen) in chosen {
                plan.set_chosen(number, chosen)?;
            }
            if let Some(destructor) = destructor {
                destructor(user_data);
            }
            Ok(())
        })
    }
}

/// The edit that makes what is chosen, to be looked at and committed like any other. It is made on the
/// project as the plan saw it.
///
/// Errors: `E_EDIT_REFUSED` where one of the items cannot be made after those before it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_fix_plan_edit(
    plan: *const FixPlan,
    out: *mut *mut Edit,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Edit::new(arg::handle(plan, "plan")?.plan.edit()?)))
        })
    }
}

/// Writes the plan as text for people: every item, those that are chosen with a mark.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_fix_plan_to_text(
    plan: *const FixPlan,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::from(arg::handle(plan, "plan")?.plan.to_string())))
        })
    }
}

/// Writes the plan as JSON: `from`, `to` and `items`, each with `number`, `item` (the difference),
/// `target`, `operation`, `file`, `radius`, `withheld`, `left_alone` and `chosen`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_fix_plan_to_json(
    plan: *const FixPlan,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || Ok(guard::give(Bytes::json(&arg::handle(plan, "plan")?.plan)?)))
    }
}

/// Frees `plan`; does nothing when it is null. Edits that were asked of it stay.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_fix_plan_free(plan: *mut FixPlan) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(plan) }
}
