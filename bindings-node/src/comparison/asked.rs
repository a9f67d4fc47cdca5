//! What a comparison is asked beside its two sides.

use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use stageline::Result;
use stageline::diff::{DiffOptions, Options};
use stageline::drift::{DriftOptions, DriftRule, Shape};
use stageline::value::{Date, IntoPath, Meaning, PathPattern, SecretKey};
use stageline::yaml::Node;

use crate::given;

/// How differences are judged.
#[napi(object)]
pub struct Judging {
    /// The day on which rules are over or not.
    pub today: Option<String>,
    /// Rules, a list as JSON text.
    pub rules: Option<String>,
    /// Shapes, a list as JSON text.
    pub shapes: Option<String>,
    /// The parts that are compared.
    pub sections: Option<Vec<String>>,
    /// What is left out.
    pub exclude: Option<Vec<String>>,
    /// The key that marks secrets.
    pub key: Option<Uint8Array>,
}

impl Judging {
    pub(crate) fn options(&self) -> Result<DriftOptions> {
        let mut options = DriftOptions::new();
        if let Some(today) = &self.today {
            options = options.today(Date::parse(today)?);
        }
        for rule in list(self.rules.as_deref())? {
            options = options.rule(DriftRule::from_data(&rule)?);
        }
        for shape in list(self.shapes.as_deref())? {
            options = options.shape(Shape::from_data(&shape)?);
        }
        if let Some(key) = &self.key {
            options = options.key(SecretKey::new(key)?);
        }
        let names = |list: &Option<Vec<String>>| list.clone().unwrap_or_default();
        Ok(options.sections(names(&self.sections)).exclude(names(&self.exclude)))
    }
}

impl Judging {
    /// What of it a diff asks, which nobody judges.
    pub(crate) fn of_diff(&self) -> Result<DiffOptions> {
        let names = |list: &Option<Vec<String>>| list.clone().unwrap_or_default();
        let mut options =
            DiffOptions::new().sections(names(&self.sections)).exclude(names(&self.exclude));
        options.key = self.key.as_ref().map(SecretKey::new).transpose()?;
        Ok(options)
    }
}

fn list(text: Option<&str>) -> Result<Vec<Node>> {
    let node = text.map(given::tree).transpose()?.unwrap_or_default();
    Ok(node.as_list().unwrap_or_default().to_vec())
}

/// How documents are compared.
#[napi(object)]
pub struct Comparing {
    /// The keys that name items: a map of paths as JSON text.
    pub keys: Option<String>,
    /// What values mean: a map of patterns as JSON text.
    pub meanings: Option<String>,
    /// Whether a subtree on one side is given leaf by leaf.
    pub leaves: Option<bool>,
    /// How many steps a list without names may take.
    pub alignment: Option<u32>,
}

impl Comparing {
    pub(super) fn options(&self) -> Result<Options> {
        let mut options = Options { leaves: self.leaves.unwrap_or(false), ..Options::default() };
        if let Some(steps) = self.alignment {
            options.alignment = usize::try_from(steps).unwrap_or(usize::MAX);
        }
        for (path, key) in given::texts(self.keys.as_deref())? {
            options.merge_keys.insert(path.as_str().into_path()?, key.into());
        }
        for (pattern, meaning) in given::texts(self.meanings.as_deref())? {
            options.meanings.push((PathPattern::parse(&pattern)?, Meaning::parse(&meaning)?));
        }
        Ok(options)
    }
}
