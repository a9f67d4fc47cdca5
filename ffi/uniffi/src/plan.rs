//! A promotion's plan as records.

use stageline::promotion::{self, Version};

use crate::error::{Place, StagelineError};
use crate::project::json;
use crate::word::word;

/// Whether a promotion may start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Verdict {
    /// It may start.
    Ready,
    /// Something has no result yet; it may start when that has come.
    Waits,
    /// It may not start until somebody changes something.
    Blocked,
}

/// A promotion that nobody has executed.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Plan {
    /// Whether it may start.
    pub verdict: Verdict,
    /// The pipeline; absent when no single one holds this step.
    pub pipeline: Option<String>,
    /// The services that move.
    pub services: Vec<PlanService>,
    /// What has to be passed.
    pub gates: Vec<PlanGate>,
    /// Why it may not start yet, the strongest reason first; empty when it may.
    pub why_not: Vec<PlanReason>,
    /// The digest of what is intended: planning the same from the same files gives the same one.
    pub digest: String,
    /// Whether results of earlier runs were read; without a journal every gate is pending.
    pub journal: bool,
    /// The whole plan as JSON.
    pub json: String,
    /// The plan for people: what a dry run prints.
    pub text: String,
}

/// What a promotion does to one service.
#[derive(Clone, Debug, uniffi::Record)]
pub struct PlanService {
    /// The service.
    pub service: String,
    /// The version the target has; absent where it has none.
    pub old: Option<PlanVersion>,
    /// The version it gets; absent where the source says none.
    pub new: Option<PlanVersion>,
    /// Whether the target gets another version than it has.
    pub changes: bool,
}

/// A version and where it is declared.
#[derive(Clone, Debug, uniffi::Record)]
pub struct PlanVersion {
    /// The image's tag.
    pub tag: String,
    /// Where the file says it.
    pub place: Option<Place>,
}

/// What has to be passed.
#[derive(Clone, Debug, uniffi::Record)]
pub struct PlanGate {
    /// The gate.
    pub name: String,
    /// The environment it belongs to.
    pub environment: String,
    /// `entry` or `exit`.
    pub applies_at: String,
    /// Its state, such as `pending`.
    pub state: String,
    /// Whether people decide it.
    pub approval: bool,
    /// Where it is written.
    pub place: Option<Place>,
}

/// Why a promotion may not start yet.
#[derive(Clone, Debug, uniffi::Record)]
pub struct PlanReason {
    /// The stable code, such as `E_GATE_PENDING`.
    pub code: String,
    /// One sentence for people, without a final period.
    pub text: String,
    /// What to do about it.
    pub help: String,
    /// Where it comes from, the main place first.
    pub places: Vec<Place>,
}

impl Plan {
    pub(crate) fn new(plan: &promotion::Plan) -> Result<Self, StagelineError> {
        let version = |version: &Version| PlanVersion {
            tag: version.tag.clone(),
            place: version.place.as_ref().map(Place::of),
        };
        let service = |step: &promotion::ServiceStep| PlanService {
            service: step.service.clone(),
            old: step.from.as_ref().map(version),
            new: step.to.as_ref().map(version),
            changes: step.changes(),
        };
        let gate = |gate: &promotion::Gate| PlanGate {
            name: gate.name.clone(),
            environment: gate.environment.clone(),
            applies_at: word(gate.when),
            state: word(gate.state),
            approval: gate.approval,
            place: gate.place.as_ref().map(Place::of),
        };
        let reason = |reason: &promotion::Reason| PlanReason {
            code: reason.code.as_str().to_owned(),
            text: reason.message.clone(),
            help: reason.help.clone(),
            places: Place::all(&reason.places),
        };
        Ok(Plan {
            verdict: match plan.verdict {
                promotion::Verdict::Ready => Verdict::Ready,
                promotion::Verdict::Waits => Verdict::Waits,
                _ => Verdict::Blocked,
            },
            pipeline: plan.pipeline.clone(),
            services: plan.services.iter().map(service).collect(),
            gates: plan.gates.iter().map(gate).collect(),
            why_not: plan.why_not.iter().map(reason).collect(),
            digest: plan.digest.to_string(),
            journal: plan.journal,
            json: json(plan)?,
            text: plan.to_string(),
        })
    }
}
