//! Kill switches: flags that are off whatever they say, everywhere or in one environment.

use smol_str::SmolStr;

use super::FlagScope;
use super::said::{ROOT, Said, flag_of, room_of};
use super::schedule::Wanted;
use crate::error::Result;
use crate::model::{Flag, FlagEntry};
use crate::project::Snapshot;
use crate::yaml::{Change, Node, Spanned};

const SWITCH: &str = "kill_switch";

impl FlagScope<'_> {
    /// Switches the flag off with its kill switch, in an environment or, without one, in all of them;
    /// what else it says stays for [`FlagScope::unkill`]. Flags that require it are told by
    /// [`remarks`](crate::project::Edit::remarks).
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` and `E_UNKNOWN_ENVIRONMENT`; `E_EDIT_REFUSED` where a schedule has the say.
    pub fn kill(&mut self, environment: Option<&str>) -> Result<&mut Self> {
        let now = self.edit.now()?.snapshot.clone();
        let flag = flag_of(&now, &self.name)?;
        let mut later = None;
        let changes = match environment {
            None if is_on(&flag.kill_switch) => Vec::new(),
            None => {
                let mut changes = room_of(flag);
                changes.push(Change::Set { path: switch(flag), value: Node::from(true) });
                changes
            }
            Some(name) => {
                let said = Said::of(&now, &self.name, name)?;
                later = said.unless_scheduled(Wanted::Switch(true), self.now)?;
                match said.entry().is_some_and(|entry| is_on(&entry.kill_switch)) {
                    true => Vec::new(),
                    false => {
                        let mut changes = said.base();
                        changes.push(said.set(&[SWITCH], Node::from(true)));
                        changes
                    }
                }
            }
        };
        self.edit.write_flags(&changes)?;
        let others = requiring(&now, flag).filter(|_| !changes.is_empty());
        let others = others.map(|others| format!("`{}` is required by {others}", flag.name));
        self.edit.remark(others.into_iter().chain(later));
        Ok(self)
    }

    /// Lets a flag answer again that is switched off, in an environment or, without one, in all of
    /// them. An environment that inherits its switch gets an entry of its own without it.
    ///
    /// # Errors
    /// As [`FlagScope::kill`]; `E_EDIT_REFUSED` for an environment of a flag that is switched off in
    /// all of them.
    pub fn unkill(&mut self, environment: Option<&str>) -> Result<&mut Self> {
        let now = self.edit.now()?.snapshot.clone();
        let flag = flag_of(&now, &self.name)?;
        let everywhere = is_on(&flag.kill_switch);
        let mut later = None;
        let changes = match environment {
            None if !everywhere => Vec::new(),
            None => vec![revived(flag)],
            Some(name) => {
                let said = Said::of(&now, &self.name, name)?;
                if let Some(switch) = flag.kill_switch.as_ref().filter(|_| everywhere) {
                    let what = "is switched off everywhere, and would stay so";
                    let help = "let it answer in all environments, by naming none";
                    return Err(said.refuse_at(switch.span, what, help));
                }
                later = said.unless_scheduled(Wanted::Switch(false), self.now)?;
                match said.entry().is_some_and(|entry| is_on(&entry.kill_switch)) {
                    true => said.without(SWITCH)?,
                    false => Vec::new(),
                }
            }
        };
        self.edit.write_flags(&changes)?;
        let off = flag.environments.iter().filter(|(_, entry)| is_on(&entry.kill_switch));
        let off: Vec<String> = off.map(|(name, _)| format!("`{name}`")).collect();
        self.edit.remark(later);
        if environment.is_none() && !off.is_empty() {
            let remark = format!("`{}` is still switched off in {}", flag.name, off.join(", "));
            self.edit.remark([remark]);
        }
        Ok(self)
    }
}

fn is_on(switch: &Option<Spanned<bool>>) -> bool {
    switch.as_ref().is_some_and(|switch| switch.value)
}

/// Where the switch for all environments stands.
fn switch(flag: &Flag) -> Vec<SmolStr> {
    [ROOT, &flag.name, SWITCH].map(SmolStr::new).to_vec()
}

/// The switch taken away, or said to be off where nothing else is said: nothing is an empty map's value.
fn revived(flag: &Flag) -> Change {
    let path = switch(flag);
    let is_all = flag.fallback.is_none()
        && flag.environments.is_empty()
        && flag.variants.is_empty()
        && flag.description.is_none()
        && flag.owner.is_none()
        && flag.expires.is_none();
    match is_all {
        true => Change::Set { path, value: Node::from(false) },
        false => Change::Remove { path },
    }
}

/// The flags that require this one, as a list.
fn requiring(now: &Snapshot, flag: &Flag) -> Option<String> {
    let entries = |other: &Flag| other.entries().any(|entry| requires(entry, &flag.name));
    let others = now.0.all.flags.values().filter(|other| {
        other.requires.iter().any(|spec| spec.value.flag.value == flag.name.as_str())
            || entries(other)
    });
    let others: Vec<String> = others.map(|other| format!("`{}`", other.name)).collect();
    (!others.is_empty()).then(|| others.join(", "))
}

fn requires(entry: &FlagEntry, name: &str) -> bool {
    entry.requires.iter().any(|spec| spec.value.flag.value == name)
}
