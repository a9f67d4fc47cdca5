//! Keys that are a text here and a number there.

use super::super::context::{Context, is_reference};
use super::super::rule::{Found, rule};
use super::super::side_by_side::side_by_side;
use crate::error::Severity;
use crate::value::kind_of;
use crate::yaml::{Data, Node, plain};

rule! {
    /// A value is of one kind in one environment and of another kind in the next.
    ///
    /// Kinds are text, number, boolean, list and map. Amounts may be numbers or texts, references
    /// and `null` stand for anything. Where a text reads like the other kind, as `"30"` beside
    /// `30`, this is a warning.
    ///
    /// # Why it matters
    ///
    /// The application was tested with one of them. `"false"` is a text that is not empty, which
    /// many languages take for *yes*.
    ///
    /// # Remedy
    ///
    /// Write the same kind everywhere; mostly the quotes are too many or too few.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/staging.yaml
    /// overrides: {database: {pool_size: 20}}
    /// # config/production.yaml
    /// overrides: {database: {pool_size: "80"}}
    /// ```
    "kind-differs-between-environments" in Environments, Info, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for (owner, views) in context.views() {
        let roots: Vec<&Node> = views.iter().map(|(_, resolved)| resolved.root()).collect();
        side_by_side(&roots, &mut |path, nodes| {
            if kind_of(path.keys()).is_some() {
                return;
            }
            let mut kinds = nodes.iter().zip(&views).filter_map(|(node, (environment, _))| {
                let node = (*node)?;
                Some((kind(node)?, node, environment))
            });
            let Some((first, one, here)) = kinds.next() else { return };
            let Some((second, other, there)) = kinds.find(|(kind, ..)| *kind != first) else {
                return;
            };
            let severity = match reads_as(one, second) || reads_as(other, first) {
                true => Severity::Warning,
                false => Severity::Info,
            };
            // The text is the one that is probably written wrongly.
            let (main, beside) = if first == TEXT { (one, other) } else { (other, one) };
            let message = format!(
                "`{path}` of {owner} is {first} in `{}` and {second} in `{}`",
                here.name, there.name
            );
            let finding = found.with(severity, message).help("write the same kind everywhere");
            found.add(finding.at(context.place(main.span)).at(context.place(beside.span)));
        });
    }
}

const TEXT: &str = "text";
const NUMBER: &str = "a number";

fn kind(node: &Node) -> Option<&'static str> {
    match node.data {
        Data::Null => None,
        Data::Int(_) | Data::UInt(_) | Data::Float(_) => Some(NUMBER),
        Data::Text(_) if is_reference(node) => None,
        _ => Some(node.kind()),
    }
}

/// Whether a text would be of this kind without its quotes.
fn reads_as(node: &Node, wanted: &str) -> bool {
    let Some(text) = node.as_text() else { return false };
    plain(text).is_ok_and(|data| kind(&Node::detached(data)) == Some(wanted))
}
