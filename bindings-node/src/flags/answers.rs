//! What the handles of an environment are answered, all in one crossing.

use serde::Serialize;
use stageline::flag::{self, Context, Details, FlagValue, Text};
use stageline::yaml::Node;

use super::asked::Kind;

/// For each handle its value, or 0 where its default counts, and until when that stays so, in
/// milliseconds; the second list is empty where nothing depends on time.
#[derive(Serialize)]
pub(super) struct Answers(Vec<Answer>, Vec<Option<i64>>);

impl Answers {
    /// Asks flags that hold still.
    pub(super) fn of(flags: &flag::Flags, bound: &[(String, Kind)], context: &Context) -> Self {
        let asked = bound.iter().map(|(name, kind)| match kind {
            Kind::Boolean => answer(flags.details(name, context, false), Answer::Boolean),
            Kind::Text => answer(flags.details(name, context, Text::default()), Answer::Text),
            Kind::Integer => answer(flags.details(name, context, 0), Answer::Integer),
            Kind::Number => answer(flags.details(name, context, 0.0), Answer::Number),
            Kind::Json => answer(flags.details(name, context, Node::default()), Answer::Json),
        });
        let (answers, mut times): (Vec<_>, Vec<_>) = asked.unzip();
        if times.iter().all(Option::is_none) {
            times.clear();
        }
        Self(answers, times)
    }
}

/// What a handle answers: a value of the files, or its default.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Boolean([bool; 1]),
    Text([Text; 1]),
    Integer([i64; 1]),
    Number([f64; 1]),
    Json([Node; 1]),
    Default(u8),
}

fn answer<T: FlagValue>(
    details: Details<'_, T>,
    value: fn([T; 1]) -> Answer,
) -> (Answer, Option<i64>) {
    let until = details.valid_until().map(|until| until.as_millis());
    match details.error_code().is_none() && details.set_in().is_some() {
        true => (value([details.into_value()]), until),
        false => (Answer::Default(0), until),
    }
}
