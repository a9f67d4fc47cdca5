//! What an edit does to flags by what they answer, and code made from flags.

use std::time::SystemTime;

use stageline::project::edit::{CopyFlags, FlagRule, FlagScope, Rollout, SetValue, Target};
use stageline::value::Timestamp;
use stageline::yaml::Node;

use crate::edit::{Edit, EditScope, lock};
use crate::error::{StagelineError, guard};
use crate::json;
use crate::snapshot::Snapshot;

type Answer<T> = Result<T, StagelineError>;

impl EditScope {
    fn change_flag(
        &self,
        now: Timestamp,
        change: impl FnOnce(&mut FlagScope<'_>) -> stageline::Result<()>,
    ) -> Answer<()> {
        guard(|| match &self.target {
            Target::Flag { name } => Ok(change(&mut lock(&self.edit).flag(name).now(now))?),
            _ => Err(StagelineError::usage(
                "the scope is no flag".to_owned(),
                "ask the edit for the scope of a flag",
            )),
        })
    }
}

/// A time of RFC 3339; now, where none is given.
fn time(at: Option<String>) -> Answer<Timestamp> {
    match at {
        Some(at) => Ok(Timestamp::parse(&at)?),
        None => Ok(second()),
    }
}

/// The second that it is: nobody reads the fraction of one in a file.
fn second() -> Timestamp {
    let now = Timestamp::from(SystemTime::now()).as_millis();
    Timestamp::from_millis(now - now.rem_euclid(1000))
}

fn nodes(keys: Vec<String>) -> Vec<Node> {
    keys.iter().map(|key| Node::from(key.as_str())).collect()
}

/// The scope of a flag alone has these: elsewhere they fail with `E_USAGE`. What is changed is tried at
/// once: where the flag could not be decided afterwards, `E_EDIT_REFUSED`, and the edit stays as it was.
#[uniffi::export]
impl EditScope {
    /// Lets the flag answer a JSON value in an environment: a variant's name, a variant's value, or,
    /// where the flag has no variants, a value of the kind that it has elsewhere. `create` makes a flag
    /// that is not there; of an entry with rules or shares `default_only` changes what everybody else
    /// gets, and `replace` forgets them. `now`, here and elsewhere a time of RFC 3339, tells whether a schedule
    /// has the say by then; it is the time of the machine's clock unless given.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` and `E_UNKNOWN_ENVIRONMENT` with the nearest names, `E_TYPE` for a value of
    /// another kind, `E_EDIT_REFUSED` for an entry that says more than one value.
    #[uniffi::method(default(create = false, default_only = false, replace = false, now = None))]
    pub fn set_flag_json(
        &self,
        environment: &str,
        value: &str,
        create: bool,
        default_only: bool,
        replace: bool,
        now: Option<String>,
    ) -> Answer<()> {
        let (value, now) = (json::parse(value, "value")?, time(now)?);
        let options = SetValue::new().create(create).default_only(default_only).replace(replace);
        self.change_flag(now, |flag| flag.set_value_with(environment, value, &options).map(drop))
    }

    /// Rolls the flag out in an environment: to a share at once, or along a ramp. `rollout` is a JSON map in
    /// the words of a file: `percentage`, `over`, `start`, `from`, `curve`, `by`, `salt`, `template`, and `now`,
    /// which is the time of the machine's clock unless given; and `serve`, what those get whom it takes, as
    /// before unless given. A ramp begins at `start`, else now. Salt and
    /// `by` stay as they were unless given, so a larger share keeps whoever was in.
    ///
    /// # Errors
    /// As `set_flag_json`; `E_QUANTITY` for a percentage or a time that is none; `E_USAGE` for other words,
    /// and without a percentage; `E_ROLLOUT` and `E_UNKNOWN_RAMP` for a ramp that makes no sense.
    pub fn roll_out_json(&self, environment: &str, rollout: &str) -> Answer<()> {
        let rollout = Rollout::from_data(&json::parse(rollout, "rollout")?)?;
        self.change_flag(second(), |flag| flag.roll_out(environment, &rollout).map(drop))
    }

    /// Lets a ramp stand still from a time of RFC 3339 on; now, unless given.
    ///
    /// # Errors
    /// As `set_flag_json`, and `E_EDIT_REFUSED` where there is no ramp.
    #[uniffi::method(default(at = None))]
    pub fn hold(&self, environment: &str, at: Option<String>) -> Answer<()> {
        let at = time(at)?;
        self.change_flag(at, |flag| flag.hold(environment, at).map(drop))
    }

    /// Lets a ramp go on from a time of RFC 3339 on; now, unless given.
    ///
    /// # Errors
    /// As `hold`.
    #[uniffi::method(default(at = None))]
    pub fn resume(&self, environment: &str, at: Option<String>) -> Answer<()> {
        let at = time(at)?;
        self.change_flag(at, |flag| flag.resume(environment, at).map(drop))
    }

    /// Lets a ramp go back the way it came from a time of RFC 3339 on; now, unless given.
    ///
    /// # Errors
    /// As `hold`.
    #[uniffi::method(default(at = None))]
    pub fn roll_back(&self, environment: &str, at: Option<String>) -> Answer<()> {
        let at = time(at)?;
        self.change_flag(at, |flag| flag.roll_back(environment, at).map(drop))
    }

    /// Serves a JSON value to listed keys, whatever the rules say. `by` is the attribute that the keys are
    /// of; the targeting key unless given.
    ///
    /// # Errors
    /// As `set_flag_json`, and `E_USAGE` without keys.
    #[uniffi::method(default(by = None, now = None))]
    pub fn target_json(
        &self,
        environment: &str,
        serve: &str,
        keys: Vec<String>,
        by: Option<String>,
        now: Option<String>,
    ) -> Answer<()> {
        let (serve, keys, now) = (json::parse(serve, "serve")?, nodes(keys), time(now)?);
        self.change_flag(now, |flag| {
            flag.target(environment, serve, &keys, by.as_deref()).map(drop)
        })
    }

    /// Takes listed keys out of all targets of an attribute; of the targeting key unless given.
    ///
    /// # Errors
    /// As `set_flag_json`, and `E_UNKNOWN_PATH` where none of them is listed.
    #[uniffi::method(default(by = None, now = None))]
    pub fn untarget(
        &self,
        environment: &str,
        keys: Vec<String>,
        by: Option<String>,
        now: Option<String>,
    ) -> Answer<()> {
        let (keys, now) = (nodes(keys), time(now)?);
        self.change_flag(now, |flag| flag.untarget(environment, &keys, by.as_deref()).map(drop))
    }

    /// Adds a rule that serves a JSON value where a condition holds, or, without one, to everybody: behind
    /// the last rule, or before the one at a position. A rule with a share, a split or times is appended to
    /// the flag's `<environment>.rules` instead.
    ///
    /// # Errors
    /// As `set_flag_json`; `E_CONDITION` for a condition that is none, `E_USAGE` for a position beyond the last
    /// rule.
    #[uniffi::method(default(position = None, description = None, now = None))]
    pub fn add_rule_json(
        &self,
        environment: &str,
        when: Option<String>,
        serve: &str,
        position: Option<u32>,
        description: Option<String>,
        now: Option<String>,
    ) -> Answer<()> {
        let now = time(now)?;
        let mut rule = FlagRule::for_everyone(json::parse(serve, "serve")?);
        rule.when = when;
        rule.position = position.map(|at| at as usize);
        rule.description = description;
        self.change_flag(now, |flag| flag.add_rule(environment, &rule).map(drop))
    }

    /// Takes a rule away, by its position from 0.
    ///
    /// # Errors
    /// As `set_flag_json`, and `E_UNKNOWN_PATH` where there is no such rule.
    #[uniffi::method(default(now = None))]
    pub fn remove_rule(&self, environment: &str, index: u32, now: Option<String>) -> Answer<()> {
        let now = time(now)?;
        self.change_flag(now, |flag| flag.remove_rule(environment, index as usize).map(drop))
    }

    /// Switches the flag off with its kill switch, in an environment or, without one, in all of them. What else
    /// it says stays.
    ///
    /// # Errors
    /// As `set_flag_json`, and `E_EDIT_REFUSED` where a schedule has the say.
    #[uniffi::method(default(environment = None, now = None))]
    pub fn kill(&self, environment: Option<String>, now: Option<String>) -> Answer<()> {
        let now = time(now)?;
        self.change_flag(now, |flag| flag.kill(environment.as_deref()).map(drop))
    }

    /// Lets a flag answer again that is switched off, in an environment or, without one, in all of them.
    ///
    /// # Errors
    /// As `kill`, and `E_EDIT_REFUSED` for an environment of a flag that is switched off in all of them.
    #[uniffi::method(default(environment = None, now = None))]
    pub fn unkill(&self, environment: Option<String>, now: Option<String>) -> Answer<()> {
        let now = time(now)?;
        self.change_flag(now, |flag| flag.unkill(environment.as_deref()).map(drop))
    }

    /// Lets the flag answer in `target` what it answers in `source`, to everybody. Flags that it requires are not
    /// copied with it; `remarks` tells where one says something else in `target`.
    ///
    /// # Errors
    /// As `set_flag_json`, and `E_EDIT_REFUSED` where `target` says something else itself.
    pub fn copy_flag(&self, source: &str, target: &str) -> Answer<()> {
        self.change_flag(second(), |flag| flag.copy(source, target).map(drop))
    }
}

#[uniffi::export]
impl Edit {
    /// Lets flags answer in `target` what they answer in `source`, to everybody: all of them, or those that
    /// are named. With `replace` what `target` says itself is replaced. The answer names the flags whose
    /// entries change.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` and `E_UNKNOWN_ENVIRONMENT` with the nearest names; `E_EDIT_REFUSED` where `target` says
    /// something else itself. No flag is changed then.
    #[uniffi::method(default(names = None, replace = false))]
    pub fn copy_flags(
        &self,
        source: &str,
        target: &str,
        names: Option<Vec<String>>,
        replace: bool,
    ) -> Answer<Vec<String>> {
        guard(|| {
            let mut what = CopyFlags::new().replace(replace);
            what.names = names;
            Ok(lock(&self.0).copy_flags(source, target, &what)?)
        })
    }

    /// What is worth knowing of the changes that were asked for, a sentence each: that a share falls, that a
    /// ramp has ended by then. None of it keeps the edit from being committed.
    pub fn remarks(&self) -> Vec<String> {
        lock(&self.0).remarks().to_vec()
    }
}

#[uniffi::export]
impl Snapshot {
    /// Source code with a typed constant and getter for each flag, in a language: `c`, `python`, `rust` or
    /// `typescript`.
    ///
    /// # Errors
    /// `E_USAGE` for another language; `E_NAME_TAKEN` for flags or variants that would have one name there.
    pub fn flag_accessors(&self, language: &str) -> Answer<String> {
        guard(|| Ok(self.0.flag_accessors(language.parse()?)?.text().to_owned()))
    }
}
