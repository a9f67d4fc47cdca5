//! The documents of a comparison, asked for the secrets in them: a text that is one in one place is not
//! shown in another, as where an alias puts it there.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, OnceLock};

use smol_str::SmolStr;

use crate::value::{KeyPath, Standing, secrets};
use crate::yaml::Node;

/// The bytes from which on a secret is looked for inside other texts.
const LONG: usize = 8;

/// What was compared. It has no say in whether two answers are equal.
#[derive(Clone, Default)]
pub(crate) struct Documents(Option<Arc<Trees>>);

struct Trees {
    trees: Vec<Node>,
    /// The texts that are secrets somewhere in them, found out when it is first asked for.
    known: OnceLock<HashSet<SmolStr>>,
}

impl Documents {
    pub(super) fn of<'n>(trees: impl IntoIterator<Item = &'n Node>) -> Self {
        let trees = trees.into_iter().cloned().collect();
        Self(Some(Trees { trees, known: OnceLock::new() }.into()))
    }

    /// What is known of the values at a path by what stands around them.
    pub(super) fn standing(&self, path: &KeyPath) -> Standing {
        let trees = self.0.iter().flat_map(|of| &of.trees);
        let standing = trees.map(|tree| Standing::at(tree, path));
        standing.fold(Standing::default(), Standing::or)
    }

    /// Whether a text is, or holds, one that is a secret elsewhere.
    pub(super) fn tell_on(&self, node: &Node) -> bool {
        let (Some(of), Some(text)) = (&self.0, node.untagged().as_text()) else { return false };
        let known = of.known.get_or_init(|| {
            let mut known = HashSet::new();
            for tree in &of.trees {
                secrets(tree, &mut |node| {
                    known.extend(node.untagged().as_text().map(SmolStr::new))
                });
            }
            known.remove("");
            known
        });
        known.contains(text)
            || known.iter().any(|secret| secret.len() >= LONG && text.contains(secret.as_str()))
    }
}

impl PartialEq for Documents {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for Documents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Documents")
    }
}
