//! What flags say in one environment, said in another one.

use smol_str::SmolStr;

use super::FlagScope;
use super::said::{Counts, Said, flag_of};
use super::value::as_entry;
use crate::error::{Code, Error, Result};
use crate::project::Snapshot;
use crate::project::edit::Edit;
use crate::project::edit::brackets::as_written;
use crate::yaml::{Change, Node};

/// Which flags are copied from one environment to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CopyFlags {
    /// Their names; all flags unless given.
    pub names: Option<Vec<String>>,
    /// Copies over what the other environment says itself.
    pub replace: bool,
}

impl CopyFlags {
    /// All flags, where nothing would be lost.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// These flags alone.
    #[must_use]
    pub fn named<T: Into<String>>(self, names: impl IntoIterator<Item = T>) -> Self {
        Self { names: Some(names.into_iter().map(Into::into).collect()), ..self }
    }

    /// Over what the other environment says itself.
    #[must_use]
    pub fn replace(self, replace: bool) -> Self {
        Self { replace, ..self }
    }
}

impl FlagScope<'_> {
    /// Lets the flag answer in `to` what it answers in `from`, to everybody: the entry that counts
    /// there, an inherited one too, is written out. Shares take the same keys, for salts are kept.
    /// Flags that it requires are not copied with it: one that says something else in `to` is told by
    /// [`remarks`](Edit::remarks).
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` and `E_UNKNOWN_ENVIRONMENT`; `E_EDIT_REFUSED` where `to` says something else
    /// itself.
    pub fn copy(&mut self, from: &str, to: &str) -> Result<&mut Self> {
        self.edit.copy_flags(from, to, &CopyFlags::new().named([self.name.as_str()]))?;
        Ok(self)
    }
}

impl Edit {
    /// Lets flags answer in `to` what they answer in `from`, to everybody; see [`FlagScope::copy`].
    /// All of them, or none. The answer names those whose entries change.
    ///
    /// # Errors
    /// As [`FlagScope::copy`], and `E_EDIT_REFUSED` for a flag that says nothing in `from` while `to`
    /// inherits something.
    pub fn copy_flags(&mut self, from: &str, to: &str, what: &CopyFlags) -> Result<Vec<String>> {
        let now = self.now()?.snapshot.clone();
        for name in [from, to] {
            now.environment(name)?;
        }
        let all = now.0.all.flags.keys().map(|name| name.as_str());
        let names: Vec<&str> = match &what.names {
            Some(names) => names.iter().map(String::as_str).collect(),
            None => all.collect(),
        };
        let (mut copied, mut taken) = (Vec::new(), Vec::new());
        let (mut changes, mut copies) = (Vec::new(), Vec::new());
        for &name in &names {
            let (from, to) = (Said::of(&now, name, from)?, Said::of(&now, name, to)?);
            if copied.iter().any(|known| known == name) || is_same(&from, &to) {
                continue;
            }
            if to.own().is_some() && !what.replace {
                taken.push(to);
                continue;
            }
            let own = copy(&from, &to)?;
            copies.extend(as_it_stands(&from, &to, &own));
            changes.extend(own);
            copied.push(name.to_owned());
        }
        if let Some((first, others)) = taken.split_first() {
            let also = match others {
                [] => String::new(),
                others => format!(", like {},", listed(others.iter().map(|said| &said.flag.name))),
            };
            let help = match what.names.as_deref() {
                Some([_]) => "ask to replace what it says (`replace`)",
                Some(_) => "ask to replace what they say (`replace`), or name the others alone",
                None => "ask to replace what they say (`replace`), or name the flags to copy",
            };
            return Err(first.refuse(&format!("says something else{also}"), help));
        }
        self.write_copies(&changes, &copies)?;
        let after = self.now()?.snapshot.clone();
        for name in names {
            let remark = required_otherwise(&after, name, from, to)?;
            self.remark(remark);
        }
        Ok(copied)
    }
}

/// A remark on the flags that one requires, themselves or through others, and that say something else
/// in `to` than in `from`.
fn required_otherwise(now: &Snapshot, name: &str, from: &str, to: &str) -> Result<Option<String>> {
    let flag = &flag_of(now, name)?.name;
    let (mut known, mut others) = (vec![flag.clone()], Vec::new());
    let mut asked = vec![flag.clone()];
    while let Some(name) = asked.pop() {
        let said = Said::of(now, &name, from)?;
        if name != *flag && !is_same(&said, &Said::of(now, &name, to)?) {
            others.push(name);
            continue;
        }
        let of_entry = said.entry().into_iter().flat_map(|entry| {
            let later = entry.schedule.iter().flat_map(|change| &change.set.requires);
            entry.requires.iter().chain(later)
        });
        for required in said.flag.requires.iter().chain(of_entry) {
            let required = &required.value.flag.value;
            let other = now.0.all.flags.get(required.as_str()).map(|other| &other.name);
            if let Some(other) = other.filter(|other| !known.contains(other)) {
                known.push(other.clone());
                asked.push(other.clone());
            }
        }
    }
    others.sort_unstable();
    let verb = if others.len() == 1 { "says" } else { "say" };
    Ok((!others.is_empty()).then(|| {
        format!(
            "`{flag}` requires {}, which {verb} something else in `{to}` than in `{from}`",
            listed(others.iter())
        )
    }))
}

/// Names in backticks: a few, and how many more there are.
fn listed<'n>(names: impl ExactSizeIterator<Item = &'n SmolStr>) -> String {
    const MOST: usize = 5;
    let count = names.len();
    let mut shown: Vec<String> = names.take(MOST).map(|name| format!("`{name}`")).collect();
    match (count.checked_sub(MOST), shown.pop()) {
        (Some(more), Some(last)) if more > 0 => {
            shown.push(last);
            format!("{} and {more} more", shown.join(", "))
        }
        (_, Some(last)) if shown.is_empty() => last,
        (_, Some(last)) => format!("{} and {last}", shown.join(", ")),
        (_, None) => String::new(),
    }
}

/// Whether both answer the same already, as far as that is written.
fn is_same(from: &Said<'_>, to: &Said<'_>) -> bool {
    match (from.entry(), to.entry()) {
        (None, None) => true,
        (Some(a), Some(b)) if a.is_value() && b.is_value() => {
            let value = |said: &Said<'_>| said.otherwise().cloned().unwrap_or_default();
            from.is_same(&value(from), &value(to))
        }
        (Some(a), Some(b)) => a.node.untagged() == b.node.untagged(),
        _ => false,
    }
}

/// The entry that is copied as it stands in the file, and where it is copied to.
fn as_it_stands(
    from: &Said<'_>,
    to: &Said<'_>,
    changes: &[Change],
) -> Option<(Vec<SmolStr>, Vec<SmolStr>)> {
    let entry = match from.counts? {
        Counts::Own(entry) | Counts::Inherited(entry) => entry,
        Counts::Flag(_) => return None,
    };
    let [Change::Set { path, value }] = changes else { return None };
    // Without a comment inside, any way to write it is as good.
    let file = from.now.sources().get(entry.span.file)?;
    let end = entry.node.span.end as usize;
    let line = file.text().get(end..)?.split(['\n', '\r']).next().unwrap_or_default();
    let inside = file.text().get(entry.key_span.start as usize..end + line.len())?;
    if !inside.contains('#') {
        return None;
    }
    let mut entries = from.flag.environments.iter();
    let (name, _) = entries.find(|(_, other)| std::ptr::eq(*other, entry))?;
    let start = &path[..path.len() - 1];
    let source = [start, std::slice::from_ref(name)].concat();
    (value == entry.node.untagged() && *path == to.path(&[])).then(|| (source, path.clone()))
}

/// The changes that let `to` answer as `from`.
fn copy(from: &Said<'_>, to: &Said<'_>) -> Result<Vec<Change>> {
    let inherits = match to.own() {
        None => to.counts,
        Some(_) => to.above()?,
    };
    let without_own = || match to.own() {
        Some(_) => vec![Change::Remove { path: to.path(&[]) }],
        None => Vec::new(),
    };
    match (from.counts, inherits) {
        (None, None) => Ok(without_own()),
        (None, Some(_)) => {
            let message = format!(
                "the flag `{}` says nothing in `{}`, and `{}` inherits something",
                to.flag.name, from.environment, to.environment
            );
            let help = "set a value in one of the two";
            Err(Error::new(Code::EditRefused, message).help(help))
        }
        // Where nothing else counts, the flag's own does.
        (Some(Counts::Flag(_)), None | Some(Counts::Flag(_))) => Ok(without_own()),
        (Some(counts), _) => {
            let entry = counts.entry();
            let node: Node = match &entry.value {
                Some(value) if entry.is_value() => {
                    as_entry(Some(to.flag), as_written(value.untagged(), from.now))
                }
                _ => as_written(entry.node.untagged(), from.now),
            };
            let mut changes = to.room();
            changes.push(to.set(&[], node));
            Ok(changes)
        }
    }
}
