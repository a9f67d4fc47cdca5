//! One question: a table, a context, and the time, which is read at most once.

use std::cell::Cell;

use super::context::{Attribute, Context};
use super::registry::Registry;
use super::table::Table;
use crate::condition::{Attributes, Operand, Path, Truth};
use crate::value::Timestamp;

/// A time that never comes, in milliseconds.
pub(super) const NEVER: i64 = i64::MAX;

/// What one question is answered from.
pub(super) struct Scope<'a> {
    pub(super) table: &'a Table,
    pub(super) context: &'a Context,
    now: Cell<Clocked>,
    /// Up to when the answer stays as it is; `None` where nobody asks.
    until: Cell<Option<i64>>,
    #[cfg(feature = "import")]
    asking: Asking,
}

#[derive(Clone, Copy)]
enum Clocked {
    Unread,
    Read(Option<i64>),
}

impl<'a> Scope<'a> {
    /// For a value alone.
    #[inline]
    pub(super) fn new(table: &'a Table, context: &'a Context) -> Self {
        Self {
            table,
            context,
            now: Cell::new(Clocked::Unread),
            until: Cell::new(None),
            #[cfg(feature = "import")]
            asking: Asking::default(),
        }
    }

    /// For a value and how long it stays.
    #[inline]
    pub(super) fn lasting(table: &'a Table, context: &'a Context) -> Self {
        Self { until: Cell::new(Some(NEVER)), ..Self::new(table, context) }
    }

    /// The same question at another time.
    pub(super) fn at(table: &'a Table, context: &'a Context, millis: i64) -> Self {
        let now = Cell::new(Clocked::Read(Some(millis)));
        Self { now, ..Self::lasting(table, context) }
    }

    #[inline]
    pub(super) fn registry(&self) -> &'a Registry {
        &self.table.registry
    }

    /// The time in milliseconds; `None` where there is none.
    pub(super) fn now(&self) -> Option<i64> {
        match self.now.get() {
            Clocked::Read(now) => now,
            Clocked::Unread => {
                let now = self.context.now().map(Timestamp::as_millis);
                self.now.set(Clocked::Read(now));
                now
            }
        }
    }

    /// Whether somebody asks how long the answer stays.
    pub(super) fn is_lasting(&self) -> bool {
        self.until.get().is_some()
    }

    /// The answer may change at this time.
    pub(super) fn turns_at(&self, millis: i64) {
        if let Some(until) = self.until.get() {
            self.until.set(Some(until.min(millis)));
        }
    }

    /// Begins anew with what is known of how long the answer stays.
    pub(super) fn take_until(&self) -> i64 {
        self.until.replace(self.until.get().map(|_| NEVER)).unwrap_or(NEVER)
    }

    /// The attribute of an id.
    #[inline]
    pub(super) fn attribute(&self, id: u32) -> Option<&'a Attribute> {
        let attributes = &self.registry().attributes;
        self.context.attribute(id, || attributes.name(id).to_owned())
    }
}

impl Scope<'_> {
    /// The share that was noted since it was asked last.
    #[inline]
    pub(super) fn take_share(&self) -> Option<(u32, u64)> {
        #[cfg(feature = "import")]
        {
            self.asking.share.take()
        }
        #[cfg(not(feature = "import"))]
        {
            None
        }
    }
}

impl Attributes for Scope<'_> {
    #[inline]
    fn get(&self, path: &Path) -> Option<Operand<'_>> {
        self.context.get(path)
    }

    fn holds(&self, path: &Path) -> bool {
        self.context.holds(path)
    }

    fn segment(&self, _: &str, slot: u32) -> Truth {
        match self.table.segments.get(slot as usize) {
            Some(segment) => segment.holds(self),
            None => Truth::Unknown,
        }
    }
}

/// The flags that wait for others' answers, and whether any two of them wait for each other.
#[cfg(feature = "import")]
#[derive(Default)]
struct Asking {
    flags: std::cell::RefCell<Vec<u32>>,
    circle: Cell<bool>,
    /// The bucket that a part asked for last, and the first bucket that is out.
    share: Cell<Option<(u32, u64)>>,
}

/// One flag waiting for another's answer.
#[cfg(feature = "import")]
pub(super) struct Asked<'s>(&'s Asking);

#[cfg(feature = "import")]
impl Scope<'_> {
    /// Notes the share that a part in another tool's language asked for.
    pub(super) fn note_share(&self, share: Option<(u32, u64)>) {
        self.asking.share.set(share);
    }

    /// The flag `asker` asks for the answer of `flag`; `None` where that waits for the asker already.
    pub(super) fn ask(&self, asker: u32, flag: u32) -> Option<Asked<'_>> {
        let mut flags = self.asking.flags.borrow_mut();
        if flags.is_empty() {
            self.asking.circle.set(false);
        }
        // Deeper than any chain that somebody writes, and far from the stack's end.
        if flag == asker || flags.contains(&flag) || flags.len() >= 64 {
            self.asking.circle.set(true);
            return None;
        }
        flags.push(asker);
        Some(Asked(&self.asking))
    }
}

#[cfg(feature = "import")]
impl Asked<'_> {
    /// The answer is there; whether it stands on a circle.
    pub(super) fn end(self) -> bool {
        self.0.circle.get()
    }
}

#[cfg(feature = "import")]
impl Drop for Asked<'_> {
    fn drop(&mut self) {
        self.0.flags.borrow_mut().pop();
    }
}
