//! What a flag says in an environment, in a word or two: `on`, `25%`, `2 rules, else off`.

use serde::Serialize;
use stageline::Place;
use stageline::flag::{Context, ErrorCode, Explanation, Flags, Movement, Preview, Reason, Step};
use stageline::value::{Timestamp, shown};
use stageline::yaml::{Data, Node};

use crate::config::many;
use crate::output::{Tone, fit, inline};

/// Longer values are cut; `get` shows them whole.
const MOST: usize = 24;

/// A flag in one environment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Summary {
    pub(super) environment: String,
    pub(super) summary: String,
    /// The same without what time will change of it.
    #[serde(skip)]
    pub(super) now: String,
    /// The value, where everybody gets the same; else null.
    value: Option<Node>,
    /// The variant that it is.
    variant: Option<String>,
    /// Why it cannot be decided, whoever asks.
    error_code: Option<ErrorCode>,
    /// The environment whose entry counts, or `default` for the flag's own; null without one.
    set_in: Option<String>,
    /// Where that entry stands.
    place: Option<Place>,
    /// When time alone changes what is said here.
    next_change: Option<Timestamp>,
}

impl Summary {
    /// What a flag says at a time; the context asks for that time and nothing else.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG`.
    pub(super) fn of(
        flags: &Flags,
        environment: &str,
        flag: &str,
        nobody: &Context,
        at: Timestamp,
    ) -> stageline::Result<Self> {
        let mut explanation = flags.explain(flag, nobody)?;
        // A list tells of many flags, and of no secret.
        explanation.value = shown([flag].into_iter(), &explanation.value);
        let preview = flags.preview(flag, at)?;
        let entry = explanation.steps.iter().find_map(|step| match step {
            Step::Entry { set_in, place } => Some((set_in.clone(), place.clone())),
            _ => None,
        });
        let (set_in, place) = entry.map_or((None, None), |(set_in, place)| (Some(set_in), place));
        let said = Said::of(&explanation, &preview);
        let error_code = explanation.error_code.filter(|code| is_broken(*code));
        let alike = said.is_for_everybody() && error_code.is_none() && set_in.is_some();
        let moves = preview.shares.iter().filter_map(|share| share.until);
        let now = said.text(&explanation, &preview, set_in.is_some());
        let is_told = error_code.is_none() && set_in.is_some();
        let change = preview.next_change.filter(|_| is_told);
        let summary = match change {
            Some(change) => format!("{now}, changes {}", day(change)),
            None => now.clone(),
        };
        Ok(Self {
            environment: environment.to_owned(),
            summary,
            now,
            value: alike.then(|| explanation.value.clone()),
            variant: explanation.variant.clone().filter(|_| alike),
            error_code,
            set_in,
            place,
            next_change: moves.chain(preview.next_change).min(),
        })
    }

    /// Whether it says the same as another environment's, whoever said it.
    pub(super) fn is_like(&self, other: &Summary) -> bool {
        self.summary == other.summary
    }

    /// What is on, off, broken or taken over stands out.
    pub(super) fn tone(&self) -> Tone {
        match (&self.set_in, self.error_code) {
            (_, Some(_)) => Tone::Bad,
            (Some(own), None) if *own == self.environment => Tone::Plain,
            _ => Tone::Quiet,
        }
    }
}

/// What a flag cannot be decided for, whoever asks. A missing key is missing here alone.
pub(super) fn is_broken(code: ErrorCode) -> bool {
    !matches!(code, ErrorCode::TargetingKeyMissing | ErrorCode::InvalidContext)
}

/// The parts of an entry.
#[derive(Debug, Default)]
struct Said<'e> {
    requires: Vec<&'e str>,
    targets: usize,
    rules: usize,
    off: bool,
    shares: bool,
}

impl<'e> Said<'e> {
    fn of(explanation: &'e Explanation, preview: &Preview) -> Self {
        let mut said = Self { off: preview.off, ..Self::default() };
        for step in &explanation.steps {
            match step {
                Step::Requirement { flag, .. } => said.requires.push(flag),
                Step::Target { .. } => said.targets += 1,
                Step::Rule { .. } => said.rules += 1,
                _ => {}
            }
        }
        said.shares = !preview.shares.is_empty();
        said
    }

    fn is_for_everybody(&self) -> bool {
        self.off
            || (self.requires.is_empty() && self.targets == 0 && self.rules == 0 && !self.shares)
    }

    fn text(&self, explanation: &Explanation, preview: &Preview, has_entry: bool) -> String {
        let mut parts = Vec::new();
        match explanation.error_code.filter(|code| is_broken(*code)) {
            Some(ErrorCode::ParseError) => return "broken".to_owned(),
            Some(_) => return "unknown".to_owned(),
            None if !has_entry => return "–".to_owned(),
            None if self.off => parts.push("switched off".to_owned()),
            None => {
                if self.targets > 0 {
                    parts.push(many(self.targets, "target", "targets"));
                }
                if self.rules > 0 {
                    parts.push(many(self.rules, "rule", "rules"));
                }
                parts.extend(share(explanation, preview));
                let alone = parts.is_empty();
                // What nobody in particular gets is for everybody whom no part knows.
                let decided = matches!(explanation.reason, Reason::Default | Reason::Static);
                let shared = preview.shares.iter().any(|share| share.rule.is_none());
                if decided && !shared {
                    let word = word(&explanation.value, explanation.variant.as_deref());
                    parts.push(if alone { word } else { format!("else {word}") });
                }
                if !self.requires.is_empty() {
                    parts.push(format!("requires {}", self.requires.join(" and ")));
                }
            }
        }
        parts.join(", ")
    }
}

/// The entry's own rollout or split.
fn share(explanation: &Explanation, preview: &Preview) -> Option<String> {
    let share = preview.shares.iter().find(|share| share.rule.is_none())?;
    let mut steps = explanation.steps.iter();
    let splits = steps.any(|step| matches!(step, Step::Split { rule: None, .. }));
    let mut said = share.percentage.to_string();
    match (share.movement, share.until) {
        (Movement::Still, Some(until)) => said = format!("{said} until {}", day(until)),
        (Movement::Still, None) => {}
        (moving, _) => said = format!("{said} {moving}"),
    }
    let split = match share.parts.len() {
        // Buckets of another tool have no shares that could be told.
        0 => "split".to_owned(),
        parts => format!("split in {parts}"),
    };
    Some(match (splits, said.as_str()) {
        (false, _) => said,
        (true, "100%") => split,
        (true, _) => format!("{said}, {split}"),
    })
}

/// The day of a time.
fn day(time: Timestamp) -> String {
    time.to_string().split('T').next().unwrap_or_default().to_owned()
}

/// `on`, `off`, a variant's name, or the value itself; a line for none.
fn word(value: &Node, variant: Option<&str>) -> String {
    match (variant, &value.data) {
        (Some(variant), _) => variant.to_owned(),
        (None, Data::Bool(true)) => "on".to_owned(),
        (None, Data::Bool(false)) => "off".to_owned(),
        (None, Data::Null) => "–".to_owned(),
        _ => fit(&inline(value), MOST),
    }
}
