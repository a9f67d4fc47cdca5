//! What compiling a foreign part may use.

#[cfg(feature = "import")]
use super::Bad;
#[cfg(feature = "import")]
use crate::yaml::Node;

/// What compiling a program may use, and what it needs to be told.
#[cfg_attr(
    not(feature = "import"),
    expect(dead_code, reason = "only the languages behind the feature `import` read it")
)]
pub(in crate::flag) struct Frame<'c> {
    /// The flag's name.
    pub(in crate::flag) flag: &'c str,
    /// Gives the id of an attribute by its registered name.
    pub(in crate::flag) attribute: &'c mut dyn FnMut(&str) -> u32,
    /// The names of the flag's variants, in order.
    pub(in crate::flag) variants: &'c [&'c str],
}

#[cfg(feature = "import")]
impl Frame<'_> {
    /// The index of the variant that a key of `data` names.
    pub(super) fn variant(&self, data: &Node, key: &str) -> Result<u32, Bad> {
        let node = data.child(key);
        let name = node
            .and_then(Node::as_text)
            .ok_or_else(|| Bad::new(data.span, format!("`{key}` names no variant")))?;
        let index = self.variants.iter().position(|variant| *variant == name);
        let span = node.map_or(data.span, |node| node.span);
        let index = index.ok_or_else(|| {
            Bad::new(span, format!("the flag has no such variant as `{key}` names"))
        });
        Ok(index? as u32)
    }
}
