//! Keys that lost what stood below them.

use super::super::context::Context;
use super::super::overrides::Override;
use super::super::rule::{Found, rule};
use crate::value::KeyPath;
use crate::yaml::{Data, Node};

rule! {
    /// A key without a value takes the place of an inherited map or list.
    ///
    /// `null` and `~` that are written out are meant, and left alone.
    ///
    /// # Why it matters
    ///
    /// `null` is a value, and replaces everything below the key. Mostly the lines that belong there
    /// were removed or have lost their indentation.
    ///
    /// # Remedy
    ///
    /// Indent what belongs there, or remove the key. Write `!delete` to take the map away.
    ///
    /// # Example
    ///
    /// ```yaml
    /// overrides:
    ///   database:
    ///   pool_size: 80   # meant to stand below database
    /// ```
    "empty-override" in Layers, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for each in context.overrides() {
        walk(context, found, each, &each.over, &each.below, &mut KeyPath::root());
    }
}

// Trees are as deep as `limits.depth` at most, so recursion is bounded.
fn walk(
    context: &Context<'_>,
    found: &mut Found,
    each: &Override<'_>,
    over: &Node,
    below: &Node,
    path: &mut KeyPath,
) {
    let (Data::Map(above), Data::Map(inherited)) = (&over.data, &below.data) else { return };
    for entry in above.entries() {
        let Some(beneath) = inherited.get(&entry.key) else { continue };
        path.push(entry.key.clone());
        if is_empty(context, &entry.node) && matches!(beneath.data, Data::Map(_) | Data::List(_)) {
            let message = format!(
                "`{path}` of {} has no value and takes the place of {}",
                each.owner,
                beneath.kind()
            );
            let help = "indent what belongs there, remove the key, or write `!delete`";
            let finding = found.say(message).help(help).within(&each.environment.name);
            let finding = finding.at(context.place(entry.key_span));
            found.add(finding.at(context.place(beneath.span)));
        }
        walk(context, found, each, &entry.node, beneath, path);
        path.pop();
    }
}

fn is_empty(context: &Context<'_>, node: &Node) -> bool {
    matches!(node.data, Data::Null) && context.plain(node).is_none()
}
