//! Feature flags: typed values by name, and details that say why.

use std::sync::Arc;
use std::time::SystemTime;

use serde::Serialize;
use stageline::flag::{self, Attribute};
use stageline::value::Timestamp;
use stageline::yaml::{Data, Node};

use crate::environment::Environment;
use crate::error::{Place, StagelineError, guard};
use crate::json::{a_map, parse, parse_unless_deep};
use crate::project::json;

/// Flags that read the machine's clock, where one of them depends on the time.
pub(crate) fn timed(flags: flag::Flags) -> flag::Flags {
    flags.with_clock(flag::Clock::new(|| SystemTime::now().into()))
}

/// The feature flags of one environment. They follow the project: each question is answered by what
/// was read last. A flag that cannot be decided gives the default, and its details say why.
#[derive(uniffi::Object)]
pub struct Flags(flag::Flags);

/// Who asks: a targeting key and attributes, prepared once for many questions.
#[derive(uniffi::Object)]
pub struct Context(flag::Context);

/// A flag's value, why it has it, and where that was set.
#[derive(Clone, Debug, uniffi::Record)]
pub struct FlagDetails {
    /// The flag.
    pub flag: String,
    /// The value as JSON.
    pub value_json: String,
    /// The variant it is, if the flag has variants.
    pub variant: Option<String>,
    /// Why it has this value, in OpenFeature's words, such as `TARGETING_MATCH`.
    pub reason: String,
    /// Why it could not be decided, in OpenFeature's words; only with the reason `ERROR`.
    pub error_code: Option<String>,
    /// The same as a sentence.
    pub error_message: Option<String>,
    /// The part that decided: `rule 0`, `target 0`, `rollout`, `split`, `default`, `kill_switch`,
    /// `requires`, or `nothing`.
    pub decided_by: String,
    /// The index of the rule that decided, from 0.
    pub rule: Option<u32>,
    /// The index of the target that decided, from 0.
    pub target: Option<u32>,
    /// The flag that this one requires and that does not answer as it must.
    pub unmet: Option<String>,
    /// The bucket, where a rollout or a split decided.
    pub bucket: Option<u32>,
    /// The first bucket that is out, from 0 to 2³², where a rollout decided; where a split did, the
    /// first behind those that get the same.
    pub threshold: Option<u64>,
    /// When the answer next changes with time, as RFC 3339; absent where it stays.
    pub valid_until: Option<String>,
    /// The environment whose entry gave the value, or `default` for the flag's own; absent for the
    /// caller's default.
    pub set_in: Option<String>,
    /// Where the value was written; of a flag that is off, what switches it off; of one that cannot be
    /// decided, its entry.
    pub place: Option<Place>,
    /// What the flag's `metadata` says as JSON, if it says anything.
    pub metadata_json: Option<String>,
}

type Answer<T> = Result<T, StagelineError>;

#[uniffi::export]
impl Context {
    /// The same, asking for a time of RFC 3339 such as `2027-01-31T09:00:00Z` instead of the machine's.
    /// Only flags that depend on time look at it.
    ///
    /// # Errors
    /// `E_USAGE` for any other text.
    pub fn at(&self, time: &str) -> Answer<Arc<Context>> {
        guard(|| Ok(Arc::new(Context(self.0.clone().at(Timestamp::parse(time)?)))))
    }
}

#[uniffi::export]
impl Environment {
    /// Its feature flags.
    pub fn flags(&self) -> Arc<Flags> {
        Arc::new(Flags(timed(self.0.flags())))
    }
}

#[uniffi::export]
impl Flags {
    /// The names of all flags, in the order they were first seen.
    pub fn names(&self) -> Vec<String> {
        self.0.names()
    }

    /// The same flags as they are now, for answers that must agree with each other.
    pub fn pinned(&self) -> Arc<Flags> {
        Arc::new(Flags(self.0.pinned()))
    }

    /// The same flags as they are now, one of which answers a JSON value to every context: for tests.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` with the nearest names; `E_TYPE` for a value of a kind that the flag never has;
    /// `E_USAGE` where `value` is no JSON.
    pub fn with_override(&self, name: &str, value: &str) -> Answer<Arc<Flags>> {
        guard(|| {
            let value = parse(value, "value")?;
            Ok(Arc::new(Flags(self.0.with_override(name, value)?)))
        })
    }

    /// The same flags with a clock that stands still at a time of RFC 3339: for tests.
    ///
    /// # Errors
    /// `E_USAGE` for any other text.
    pub fn with_time(&self, time: &str) -> Answer<Arc<Flags>> {
        guard(|| {
            let clock = flag::Clock::fixed(Timestamp::parse(time)?);
            Ok(Arc::new(Flags(self.0.clone().with_clock(clock))))
        })
    }

    /// Whether answers are noted, as exposures or counts.
    pub fn is_observed(&self) -> bool {
        self.0.is_observed()
    }

    /// A context for a targeting key, the text that percentages are counted by, and attributes as a
    /// JSON object. With one of more than 32 levels of lists and maps every flag answers
    /// `INVALID_CONTEXT`.
    ///
    /// # Errors
    /// `E_USAGE` for attributes that are no JSON object.
    #[uniffi::method(default(targeting_key = None, attributes = None))]
    pub fn context(
        &self,
        targeting_key: Option<String>,
        attributes: Option<String>,
    ) -> Answer<Arc<Context>> {
        guard(|| {
            let context = match &targeting_key {
                Some(key) => self.0.context(key),
                None => self.0.context_without_key(),
            };
            let given = attributes.as_deref().filter(|text| !text.is_empty()).unwrap_or("{}");
            let Some(node) = parse_unless_deep(given, "attributes")? else {
                let context = context.with("attributes", Attribute::too_deep());
                return Ok(Arc::new(Context(context)));
            };
            let node = a_map(node, "attributes")?;
            let entries = node.as_map().map_or(&[][..], |map| map.entries());
            let context = entries
                .iter()
                .fold(context, |context, entry| context.with(&entry.key, &entry.node));
            Ok(Arc::new(Context(context)))
        })
    }

    /// The value of a boolean flag, or `otherwise` where the files do not say.
    pub fn boolean(&self, name: &str, context: &Context, otherwise: bool) -> bool {
        self.0.boolean_value(name, &context.0, otherwise)
    }

    /// The value of an integer flag.
    pub fn integer(&self, name: &str, context: &Context, otherwise: i64) -> i64 {
        self.0.integer_value(name, &context.0, otherwise)
    }

    /// The value of a flag of numbers, integers too.
    pub fn number(&self, name: &str, context: &Context, otherwise: f64) -> f64 {
        self.0.number_value(name, &context.0, otherwise)
    }

    /// The value of a text flag.
    pub fn text(&self, name: &str, context: &Context, otherwise: &str) -> String {
        self.0.text_value(name, &context.0, otherwise).as_str().to_owned()
    }

    /// The value of any flag as JSON.
    ///
    /// # Errors
    /// `E_USAGE` where `otherwise` is no JSON.
    pub fn json(&self, name: &str, context: &Context, otherwise: &str) -> Answer<String> {
        guard(|| json(&self.0.json_value(name, &context.0, parse(otherwise, "otherwise")?)))
    }

    /// Makes sure at boot that a flag exists and holds values of the kind of `otherwise`, a JSON
    /// value.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` with the nearest names; `E_TYPE` with the place of a value of another kind;
    /// `E_USAGE` where `otherwise` is no JSON.
    pub fn require(&self, name: &str, otherwise: &str) -> Answer<()> {
        guard(|| {
            let node = parse(otherwise, "otherwise")?;
            match &node.data {
                Data::Bool(value) => self.0.boolean(name, *value).map(drop),
                Data::Int(value) => self.0.integer(name, *value).map(drop),
                Data::Float(value) => self.0.number(name, *value).map(drop),
                Data::Text(value) => self.0.text(name, value).map(drop),
                _ => self.0.json(name, node).map(drop),
            }?;
            Ok(())
        })
    }

    /// The value of a flag with its reason and where it was set. The kind of `otherwise`, a JSON
    /// value, is what the flag has to be; without it the flag is taken as it is.
    ///
    /// # Errors
    /// `E_USAGE` where `otherwise` is no JSON.
    #[uniffi::method(default(otherwise = None))]
    pub fn details(
        &self,
        name: &str,
        context: &Context,
        otherwise: Option<String>,
    ) -> Answer<FlagDetails> {
        guard(|| {
            let (flags, context) = (&self.0, &context.0);
            let Some(otherwise) = otherwise else {
                return FlagDetails::of(&flags.evaluate(name, context));
            };
            let node = parse(&otherwise, "otherwise")?;
            match &node.data {
                Data::Bool(value) => FlagDetails::of(&flags.details(name, context, *value)),
                Data::Int(value) => FlagDetails::of(&flags.details(name, context, *value)),
                Data::Float(value) => FlagDetails::of(&flags.details(name, context, *value)),
                Data::Text(value) => {
                    let text = flag::Text::from(value.as_str());
                    FlagDetails::of(&flags.details(name, context, text))
                }
                _ => FlagDetails::of(&flags.details::<Node>(name, context, node)),
            }
        })
    }

    /// The details of every flag for one context, from one state of the project.
    ///
    /// # Errors
    /// None that a caller could cause.
    pub fn evaluate_all(&self, context: &Context) -> Answer<Vec<FlagDetails>> {
        guard(|| self.0.evaluate_all(&context.0).iter().map(|d| FlagDetails::of(&d)).collect())
    }

    /// The details of these flags for one context, from one state of the project, in the order they are
    /// named.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` with the nearest names.
    pub fn evaluate_many(&self, names: Vec<String>, context: &Context) -> Answer<Vec<FlagDetails>> {
        guard(|| {
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            let many = self.0.evaluate_many(&names, &context.0)?;
            many.iter().map(|details| FlagDetails::of(&details)).collect()
        })
    }

    /// How large the rollouts and splits of a flag are at a time of RFC 3339, as JSON: `flag`,
    /// `environment`, `at`, `off`, `error_code`, `error_message`, `next_change` and `shares`.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` with the nearest names; `E_USAGE` for a time that is none.
    pub fn preview_json(&self, name: &str, time: &str) -> Answer<String> {
        guard(|| json(&self.0.preview(name, Timestamp::parse(time)?)?))
    }

    /// The same as text for people.
    ///
    /// # Errors
    /// As `preview_json`.
    pub fn preview_text(&self, name: &str, time: &str) -> Answer<String> {
        guard(|| Ok(self.0.preview(name, Timestamp::parse(time)?)?.to_string()))
    }

    /// What time alone will change of a flag's answer to a context, after the time that the context asks
    /// for, or the machine's, as a JSON list: `at`, `value`, `variant`, `reason` and `error_code` of each
    /// change in order.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` with the nearest names.
    pub fn when_will_json(&self, name: &str, context: &Context) -> Answer<String> {
        guard(|| json(&self.0.when_will(name, &context.0)?))
    }

    /// The same as text for people, a line for each change.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` with the nearest names.
    pub fn when_will_text(&self, name: &str, context: &Context) -> Answer<String> {
        guard(|| {
            let changes = self.0.when_will(name, &context.0)?;
            let lines: Vec<_> = changes.iter().map(ToString::to_string).collect();
            Ok(lines.join("\n"))
        })
    }

    /// Which flags answer some of the contexts differently in another environment, to whom, and which
    /// entries make them do so, as JSON: `left`, `right`, `contexts`, `flags` and `differences`. Contexts
    /// are known by their index.
    ///
    /// # Errors
    /// None that a caller could cause.
    pub fn compare_json(&self, other: &Flags, contexts: Vec<Arc<Context>>) -> Answer<String> {
        guard(|| json(&self.comparison(other, &contexts)))
    }

    /// The same as text for people.
    ///
    /// # Errors
    /// None that a caller could cause.
    pub fn compare_text(&self, other: &Flags, contexts: Vec<Arc<Context>>) -> Answer<String> {
        guard(|| Ok(self.comparison(other, &contexts).to_string()))
    }

    /// Why a flag has its value, and why every other part of it did not decide, as text for people.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` with the nearest names.
    pub fn explain_text(&self, name: &str, context: &Context) -> Answer<String> {
        guard(|| Ok(self.0.explain(name, &context.0)?.to_string()))
    }

    /// The same as JSON.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` with the nearest names.
    pub fn explain_json(&self, name: &str, context: &Context) -> Answer<String> {
        guard(|| json(&self.0.explain(name, &context.0)?))
    }
}

impl Flags {
    fn comparison(&self, other: &Flags, contexts: &[Arc<Context>]) -> flag::FlagComparison {
        let contexts: Vec<_> = contexts.iter().map(|context| context.0.clone()).collect();
        self.0.compare(&other.0, &contexts)
    }
}

impl FlagDetails {
    fn of<T: Serialize>(details: &flag::Details<'_, T>) -> Answer<Self> {
        Ok(FlagDetails {
            flag: details.flag().to_owned(),
            value_json: json(details.value())?,
            variant: details.variant().map(str::to_owned),
            reason: details.reason().to_string(),
            error_code: details.error_code().map(|code| code.to_string()),
            error_message: details.error_message(),
            decided_by: details.decided_by(),
            rule: details.rule(),
            target: details.target(),
            unmet: details.unmet().map(str::to_owned),
            bucket: details.bucket(),
            threshold: details.threshold(),
            valid_until: details.valid_until().map(|at| at.to_string()),
            set_in: details.set_in().map(str::to_owned),
            place: details.place().as_ref().map(Place::of),
            metadata_json: details.metadata().map(json).transpose()?,
        })
    }
}
