//! A resolved tree: values by path, where they were written, and what they overrode.

use std::sync::Arc;

use stageline::error::Code;
use stageline::value::KeyPath;
use stageline::yaml::{Data, Node};

use crate::error::{Place, StagelineError, guard};
use crate::project::json;
use crate::word::word;

/// A resolved configuration. It never changes, and threads share it freely.
///
/// A path is dotted text, such as `resources.limits.cpu` or `panels.0.title`; `path_of_keys` makes
/// one of keys that hold dots. The empty path is the whole tree.
#[derive(uniffi::Object)]
pub struct Configuration(stageline::Configuration);

/// Where a value was written.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Origin {
    /// The place; absent for what the caller gave.
    pub place: Option<Place>,
    /// What wrote it: `base`, `environment`, `file`, `service_base`, `service`, `tenant`, `record`,
    /// `local`, `variable` or `caller`.
    pub layer: String,
    /// The layer's name.
    pub name: String,
    /// What the text that was written there refers to, in order; empty for any other value.
    pub references: Vec<Reference>,
}

/// A reference in a text, such as `${shop.domain}`.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Reference {
    /// What is referred to: `shop.domain`, `env:NAME`.
    pub text: String,
    /// The place of the value; absent for a variable, for what the caller gave, and where the
    /// reference's default stands for a value that is not there.
    pub place: Option<Place>,
}

impl Reference {
    fn all(references: &[stageline::config::Reference]) -> Vec<Self> {
        let all = references.iter().map(|reference| Reference {
            text: reference.text.clone(),
            place: reference.place.as_ref().map(Place::of),
        });
        all.collect()
    }
}

/// A value and the layers that spoke of it.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Explanation {
    /// The path.
    pub path: String,
    /// The value as JSON; absent when a layer deleted it.
    pub value_json: Option<String>,
    /// Every layer that spoke of it, strongest first.
    pub steps: Vec<Step>,
    /// What the text that counts refers to, in order; empty for any other value.
    pub references: Vec<Reference>,
    /// The explanation for people.
    pub text: String,
}

/// One layer's word on a value.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Step {
    /// What the layer is; see `Origin`.
    pub layer: String,
    /// The layer's name.
    pub name: String,
    /// Where it says so; absent for what the caller gave.
    pub place: Option<Place>,
    /// What it did: `sets`, `merges`, `appends`, `prepends`, `replaces`, `deletes`, or
    /// `overridden` where a stronger layer says otherwise.
    pub effect: String,
    /// What it says as JSON; absent where it deletes.
    pub value_json: Option<String>,
}

type Answer<T> = Result<T, StagelineError>;

impl Explanation {
    fn of(explanation: &stageline::config::Explanation) -> Answer<Self> {
        let shown = |node: &Option<Node>| node.as_ref().map(json).transpose();
        let steps = explanation.steps.iter().map(|step| {
            Ok(Step {
                layer: word(step.layer),
                name: step.name.to_string(),
                place: step.place.as_ref().map(Place::of),
                effect: word(step.effect),
                value_json: shown(&step.value)?,
            })
        });
        Ok(Explanation {
            path: explanation.path.to_string(),
            value_json: shown(&explanation.value)?,
            steps: steps.collect::<Answer<_>>()?,
            references: Reference::all(&explanation.references),
            text: explanation.to_string(),
        })
    }
}

/// The path of keys that may hold dots and quotes.
#[uniffi::export]
pub fn path_of_keys(keys: &[String]) -> String {
    keys.iter().map(String::as_str).collect::<KeyPath>().to_string()
}

#[uniffi::export]
impl Configuration {
    /// The whole tree as JSON, keys in the order they were written.
    ///
    /// # Errors
    /// None that a caller could cause.
    pub fn to_json(&self) -> Answer<String> {
        guard(|| json(self.0.root()))
    }

    /// The value at a path as JSON.
    ///
    /// # Errors
    /// `E_UNKNOWN_PATH` with the nearest keys; `E_USAGE` for a path that is none.
    pub fn get_json(&self, path: &str) -> Answer<String> {
        guard(|| json(self.0.get(path)?))
    }

    /// Whether a value, `null` among them, stands at a path.
    ///
    /// # Errors
    /// `E_USAGE` for a path that is none.
    pub fn has(&self, path: &str) -> Answer<bool> {
        guard(|| match self.0.get(path) {
            Ok(_) => Ok(true),
            Err(error) if error.code() == Code::UnknownPath => Ok(false),
            Err(error) => Err(error.into()),
        })
    }

    /// The integer at a path.
    ///
    /// # Errors
    /// As `get_json`, and `E_CONFIG_TYPE` with the place of a value that is no integer of 64 signed
    /// bits.
    pub fn get_integer(&self, path: &str) -> Answer<i64> {
        self.read(path, "an integer of 64 signed bits", |data| match data {
            Data::Int(value) => Some(*value),
            _ => None,
        })
    }

    /// The number at a path; an integer is one where a double holds it exactly.
    ///
    /// # Errors
    /// As `get_json`, and `E_CONFIG_TYPE` with the place of a value that is none.
    pub fn get_number(&self, path: &str) -> Answer<f64> {
        const EXACT: u64 = 1 << 53;
        self.read(path, "a number that a double holds", |data| match data {
            Data::Float(value) => Some(*value),
            Data::Int(value) if value.unsigned_abs() <= EXACT => Some(*value as f64),
            _ => None,
        })
    }

    /// The boolean at a path.
    ///
    /// # Errors
    /// As `get_json`, and `E_CONFIG_TYPE` with the place of a value that is none.
    pub fn get_boolean(&self, path: &str) -> Answer<bool> {
        self.read(path, "a boolean", |data| match data {
            Data::Bool(value) => Some(*value),
            _ => None,
        })
    }

    /// The text at a path.
    ///
    /// # Errors
    /// As `get_json`, and `E_CONFIG_TYPE` with the place of a value that is none.
    pub fn get_text(&self, path: &str) -> Answer<String> {
        self.read(path, "text", |data| match data {
            Data::Text(value) => Some(value.to_string()),
            _ => None,
        })
    }

    /// Where the value at a path was written.
    ///
    /// # Errors
    /// As `get_json`.
    pub fn origin(&self, path: &str) -> Answer<Origin> {
        guard(|| {
            let origin = self.0.origin(path)?;
            Ok(Origin {
                place: origin.place.as_ref().map(Place::of),
                layer: word(origin.layer),
                name: origin.name.to_string(),
                references: Reference::all(&origin.references),
            })
        })
    }

    /// Where the value at a path comes from and what it overrode. The path may be that of a value
    /// which a layer deleted.
    ///
    /// # Errors
    /// As `get_json`.
    pub fn explain(&self, path: &str) -> Answer<Explanation> {
        guard(|| Explanation::of(&self.0.explain(path)?))
    }

    /// Every leaf below a path with where it comes from and what it overrode, in the order of the tree;
    /// the empty path is everything. What some layer says and the result lacks is among them, without
    /// a value.
    ///
    /// # Errors
    /// As `get_json`.
    pub fn explain_all(&self, path: &str) -> Answer<Vec<Explanation>> {
        guard(|| self.0.explain_all(path)?.iter().map(Explanation::of).collect())
    }

    /// The digest of the tree; equal trees have equal digests, wherever they were written.
    pub fn digest(&self) -> String {
        self.0.digest().to_string()
    }
}

impl Configuration {
    pub(crate) fn new(configuration: stageline::Configuration) -> Arc<Self> {
        Arc::new(Configuration(configuration))
    }

    fn read<T>(
        &self,
        path: &str,
        wanted: &str,
        convert: impl FnOnce(&Data) -> Option<T>,
    ) -> Answer<T> {
        guard(|| {
            let node = self.0.get(path)?;
            convert(&node.untagged().data).ok_or_else(|| {
                let name = if path.is_empty() { "the tree".into() } else { format!("`{path}`") };
                let message = format!("{name} is {}, not {wanted}", node.kind());
                stageline::Error::new(Code::ConfigType, message)
                    .help("ask for the kind it has, or change the file")
                    .at(self.0.place(node))
                    .into()
            })
        })
    }
}
