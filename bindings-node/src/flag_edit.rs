//! What an edit does to flags, by what they answer; seen from JavaScript.

use napi_derive::napi;
use stageline::project::edit::{CopyFlags, FlagRule, Rollout, SetValue};
use stageline::value::Timestamp;
use stageline::yaml::{Data, Node};
use stageline::{Code, Error, Result};

use crate::edit::Edit;
use crate::given;
use crate::guard::guarded;
use crate::thrown::Thrown;

/// An operation on a flag; `lib/edit.js` gives what each kind needs.
#[napi(object)]
pub struct FlagChange {
    /// The flag's name.
    pub flag: String,
    /// Its kind.
    pub op: String,
    /// The environment, or the one that is copied from; of a kill switch, none for all of them.
    pub environment: Option<String>,
    /// What else it needs, by name, as JSON text.
    pub given: String,
}

/// What an operation is given, by name.
struct Given(Node);

impl Given {
    fn node(&self, name: &str) -> Option<&Node> {
        self.0.child(name).filter(|node| !matches!(node.data, Data::Null))
    }

    /// A value, which may be null: the engine says what it makes of that.
    fn value(&self, name: &str) -> Result<Node> {
        self.0.child(name).cloned().ok_or_else(|| missing(name))
    }

    fn text(&self, name: &str) -> Result<&str> {
        self.maybe_text(name).ok_or_else(|| missing(name))
    }

    fn maybe_text(&self, name: &str) -> Option<&str> {
        self.node(name).and_then(Node::as_text)
    }

    fn is(&self, name: &str) -> bool {
        self.node(name).is_some_and(|node| matches!(node.data, Data::Bool(true)))
    }

    fn count(&self, name: &str) -> Option<usize> {
        match self.node(name)?.data {
            Data::Int(count) => usize::try_from(count).ok(),
            _ => None,
        }
    }

    fn time(&self, name: &str) -> Result<Timestamp> {
        Timestamp::parse(self.text(name)?)
    }

    fn maybe_time(&self, name: &str) -> Result<Option<Timestamp>> {
        self.maybe_text(name).map(Timestamp::parse).transpose()
    }
}

/// Calls options in advice as JavaScript does.
fn as_called_here(error: Error) -> Error {
    match error.help_text().map(|help| help.replace("`default-only`", "`defaultOnly`")) {
        Some(help) => error.help(help),
        None => error,
    }
}

fn missing(what: &str) -> Error {
    Error::new(Code::Usage, format!("the operation is given no `{what}`"))
}

#[napi]
impl Edit {
    /// Changes what a flag answers.
    #[napi(catch_unwind)]
    pub fn change_flag(&self, change: FlagChange) -> napi::Result<(), Thrown> {
        guarded(|| {
            let given = Given(given::tree(&change.given)?);
            let named = change.environment.as_deref();
            let environment = named.unwrap_or_default();
            let mut edit = self.lock();
            let mut flag = edit.flag(change.flag);
            if let Some(now) = given.maybe_time("now")? {
                flag = flag.now(now);
            }
            let changed = match change.op.as_str() {
                "set_value" => {
                    let options = SetValue::new()
                        .create(given.is("create"))
                        .default_only(given.is("default_only"))
                        .replace(given.is("replace"));
                    flag.set_value_with(environment, given.value("value")?, &options)
                }
                "roll_out" => flag.roll_out(environment, &Rollout::from_data(&given.0)?),
                "hold" => flag.hold(environment, given.time("at")?),
                "resume" => flag.resume(environment, given.time("at")?),
                "roll_back" => flag.roll_back(environment, given.time("at")?),
                "target" | "untarget" => {
                    let keys = given.value("keys")?;
                    let (keys, by) = (keys.as_list().unwrap_or_default(), given.maybe_text("by"));
                    match change.op.as_str() {
                        "target" => flag.target(environment, given.value("serve")?, keys, by),
                        _ => flag.untarget(environment, keys, by),
                    }
                }
                "add_rule" => {
                    let serve = given.value("serve")?;
                    let mut rule = match given.maybe_text("when") {
                        Some(when) => FlagRule::new(when, serve),
                        None => FlagRule::for_everyone(serve),
                    };
                    rule.position = given.count("position");
                    rule.description = given.maybe_text("description").map(str::to_owned);
                    flag.add_rule(environment, &rule)
                }
                "remove_rule" => {
                    let index = given.count("index").ok_or_else(|| missing("index"))?;
                    flag.remove_rule(environment, index)
                }
                "kill" => flag.kill(named),
                "unkill" => flag.unkill(named),
                "copy" => flag.copy(environment, given.text("to")?),
                op => Err(Error::new(Code::Usage, format!("no operation is named `{op}`"))),
            };
            changed.map(drop).map_err(as_called_here)
        })
    }

    /// Lets flags answer in one environment what they answer in another one; the names of those whose
    /// entries change.
    #[napi(catch_unwind)]
    pub fn copy_flags(
        &self,
        from: String,
        to: String,
        names: Option<Vec<String>>,
        replace: bool,
    ) -> napi::Result<Vec<String>, Thrown> {
        guarded(|| {
            let mut what = CopyFlags::new().replace(replace);
            what.names = names;
            self.lock().copy_flags(&from, &to, &what)
        })
    }

    /// What is worth knowing of the changes that were asked for.
    #[napi(catch_unwind)]
    pub fn remarks(&self) -> napi::Result<Vec<String>, Thrown> {
        guarded(|| Ok(self.lock().remarks().to_vec()))
    }
}
