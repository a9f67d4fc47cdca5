//! Flags that answer as somebody says, for tests.

use std::sync::Arc;

use smol_str::SmolStr;

use super::details::Reason;
use super::flags::{Flags, unknown_flag};
use super::quick::Quick;
use super::table::{Outcome, Plan, Table};
use crate::error::{Code, Error, Result};
use crate::model::Flag;
use crate::source::Span;
use crate::yaml::{Data, Node};

/// What the value of an override is set in, and the variant it is, unless it is one of the flag's.
const OVERRIDE: &str = "override";

impl Flags {
    /// The same flags as they are now, one of which answers this to every context, at any time, with
    /// the reason `STATIC`.
    ///
    /// A text that names a variant of the flag is that variant, and so is a value that equals a
    /// variant's. Of any other value the variant is `override`. It is always set in `override`, and
    /// stands nowhere. Flags that require this one are answered accordingly. Handles and other flags
    /// that were made before are left as they are.
    ///
    /// ```
    /// # fn main() -> stageline::Result<()> {
    /// # let project = stageline::Project::from_files([
    /// #     ("config/environments.yaml", "environments: {production: {}}"),
    /// #     ("config/feature-flags.yaml", "feature_flags: {search: {rollout: {percentage: 25}}}"),
    /// # ])?;
    /// let flags = project.environment("production")?.flags().with_override("search", true)?;
    /// assert!(flags.boolean_value("search", &flags.context("anybody"), false));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` with the nearest names; `E_TYPE` for a value of a kind that the flag never has.
    pub fn with_override(&self, name: &str, value: impl Into<Node>) -> Result<Flags> {
        let mut table = (*self.table()).clone();
        let (id, plan) = table.find(name);
        let before = plan.ok_or_else(|| unknown_flag(name, &table))?;
        let value = value.into().untagged().clone();
        let declared = table.declared.get(name);
        let (value, variant) = match declared.and_then(|flag| meant(flag, &value)) {
            Some((variant, value)) => (value.untagged().clone(), SmolStr::from(variant)),
            None => (value, OVERRIDE.into()),
        };
        let served = before.all_outcomes().map(|outcome| &outcome.value);
        let named = declared.into_iter().flat_map(|flag| flag.variants.values());
        let known: Vec<&Node> = served.chain(named.map(Node::untagged)).collect();
        if let Some(first) = known.first()
            && !known.iter().any(|known| alike(known, &value))
        {
            let message = format!("the flag `{name}` holds {}, not {}", first.kind(), value.kind());
            return Err(Error::new(Code::Type, message)
                .help("override it with a value of that kind")
                .at(table.place(before.span)));
        }
        let outcome = Outcome { value, variant: Some(variant), span: Span::NONE, is_own: false };
        let plan = Plan {
            otherwise: 0,
            outcomes: Box::new([outcome]),
            set_in: Some(OVERRIDE.into()),
            ..Plan::nothing()
        };
        table.put(id, plan.settle(Reason::Static));
        Ok(self.pinned_to(Arc::new(table)))
    }
}

impl Table {
    fn put(&mut self, flag: u32, plan: Plan) {
        let flag = flag as usize;
        if let (Some(old), Some(quick)) = (self.plans.get_mut(flag), self.quick.get_mut(flag)) {
            *quick = Quick::of(&plan);
            *old = Some(Arc::new(plan));
        }
    }
}

/// The variant that a value names or equals.
pub(crate) fn meant<'f>(flag: &'f Flag, value: &Node) -> Option<(&'f str, &'f Node)> {
    let named = value.as_text().and_then(|name| flag.variants.get_key_value(name));
    let equal = || flag.variants.iter().find(|(_, known)| known.untagged() == value);
    named.or_else(equal).map(|(name, value)| (name.as_str(), value))
}

/// Whether two values are of one kind; all numbers are.
pub(crate) fn alike(a: &Node, b: &Node) -> bool {
    let number = |node: &Node| matches!(node.data, Data::Int(_) | Data::UInt(_) | Data::Float(_));
    number(a) && number(b) || a.kind() == b.kind()
}
