//! The gates that stand between two stages.

use serde::Serialize;

use super::pipeline::{Stage, Step};
use super::{Reason, Verdict};
use crate::error::{Code, Place};
use crate::model::GateWhen;
use crate::source::SourceMap;

/// How a gate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum GateState {
    /// It has no result.
    Pending,
}

/// A gate that the promotion has to pass.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Gate {
    /// Its name.
    pub name: String,
    /// The environment it belongs to.
    pub environment: String,
    /// Which side of that environment it guards.
    pub when: GateWhen,
    /// Whether a person decides it.
    pub approval: bool,
    /// How it stands.
    pub state: GateState,
    /// Where it is declared.
    pub place: Option<Place>,
}

impl Gate {
    /// The gates of a step: those on the way out of the first stage, then those on the way in.
    pub(super) fn of_step(step: &Step<'_>, names: [&str; 2], sources: &SourceMap) -> Vec<Gate> {
        let side = |stage: &Stage<'_>, environment: &str, wanted: GateWhen| -> Vec<Gate> {
            let gates = stage.gates().filter(|(_, when)| *when == wanted);
            let gates = gates.map(|(gate, when)| Gate {
                name: gate.value.name().to_owned(),
                environment: environment.to_owned(),
                when,
                approval: gate.value.is_approval(),
                state: GateState::Pending,
                place: sources.place(gate.span),
            });
            gates.collect()
        };
        let mut gates = side(&step.from, names[0], GateWhen::Exit);
        gates.extend(side(&step.to, names[1], GateWhen::Entry));
        gates
    }

    /// Why this gate holds the promotion up, if it does.
    pub(super) fn reason(&self) -> Option<Reason> {
        let GateState::Pending = self.state;
        let places = self.place.iter().cloned().collect();
        let (code, message, help) = match self.approval {
            true => (
                Code::ApprovalPending,
                format!("`{}` of `{}` has not been given", self.name, self.environment),
                "ask the people who approve for it".to_owned(),
            ),
            false => (
                Code::GatePending,
                format!("`{}` of `{}` has no result", self.name, self.environment),
                format!(
                    "what runs it is named in `gates.{}` of `stageline.yaml`; this version runs \
                     nothing yet, so it stays pending",
                    self.name
                ),
            ),
        };
        let reason = Reason::new(code, message, help, places);
        debug_assert_eq!(reason.verdict(), Verdict::Waits);
        Some(reason)
    }
}
