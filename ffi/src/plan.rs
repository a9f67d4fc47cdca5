//! A promotion's plan: asking for it, and reading it.

use std::ffi::c_char;

use crate::error::{Error, Place};
use crate::project::Project;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::word::word;
use crate::{arg, guard};

/// A promotion that nobody has executed: what would move, what guards it, and whether it may start.
/// It never changes, and threads share it freely. It belongs to the caller, who frees it with
/// `stageline_plan_free`; what is asked of it lives as long as it does.
pub struct Plan {
    plan: stageline::promotion::Plan,
    digest: String,
    /// When each gate applies, and its state.
    words: Vec<[String; 2]>,
}

/// Whether a promotion may start. Later versions may add values: treat an unknown one as blocked.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may start.
    Ready = 0,
    /// Something has no result yet; it may start when that has come.
    Waits = 1,
    /// It may not start until somebody changes something.
    Blocked = 2,
}

/// What a promotion does to one service, borrowed from its plan.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct PlanService {
    /// The service.
    pub service: Text,
    /// The version the target has; empty where it has none.
    pub from: Text,
    /// The version it gets; empty where the source says none.
    pub to: Text,
    /// Where the target's version is written.
    pub from_place: Place,
    /// Where the version it gets is written.
    pub to_place: Place,
    /// Whether the target gets another version than it has.
    pub changes: bool,
}

/// What has to be passed, borrowed from its plan.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct PlanGate {
    /// The gate.
    pub name: Text,
    /// The environment it belongs to.
    pub environment: Text,
    /// `entry` or `exit`.
    pub when: Text,
    /// Its state, such as `pending`.
    pub state: Text,
    /// Where it is written.
    pub place: Place,
    /// Whether people decide it.
    pub approval: bool,
}

/// Why a promotion may not start yet, borrowed from its plan.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct PlanReason {
    /// The stable code, such as `E_GATE_PENDING`.
    pub code: Text,
    /// One sentence for people, without a final period.
    pub message: Text,
    /// What to do about it.
    pub help: Text,
    /// The main place it comes from.
    pub place: Place,
}

impl Plan {
    fn new(plan: stageline::promotion::Plan) -> Self {
        let words = plan.gates.iter().map(|gate| [word(gate.when), word(gate.state)]).collect();
        Plan { digest: plan.digest.to_string(), words, plan }
    }
}

impl PlanService {
    const NOTHING: Self = PlanService {
        service: Text::EMPTY,
        from: Text::EMPTY,
        to: Text::EMPTY,
        from_place: Place::NOWHERE,
        to_place: Place::NOWHERE,
        changes: false,
    };
}

impl PlanGate {
    const NOTHING: Self = PlanGate {
        name: Text::EMPTY,
        environment: Text::EMPTY,
        when: Text::EMPTY,
        state: Text::EMPTY,
        place: Place::NOWHERE,
        approval: false,
    };
}

impl PlanReason {
    const NOTHING: Self = PlanReason {
        code: Text::EMPTY,
        message: Text::EMPTY,
        help: Text::EMPTY,
        place: Place::NOWHERE,
    };
}

/// Plans the promotion of `count` services from one environment to another, or of all that the
/// first has when `services` is null. Nothing is written or started; that the promotion may not
/// start is part of the plan, not an error.
///
/// Errors: `E_UNKNOWN_ENVIRONMENT` or `E_UNKNOWN_SERVICE` with the nearest names, or what
/// resolving one of the environments fails with.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_plan_promotion(
    project: *const Project,
    from: *const c_char,
    to: *const c_char,
    services: *const Text,
    count: usize,
    out: *mut *mut Plan,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_project_plan_promotion_n(
            project,
            from,
            arg::STAGELINE_NUL,
            to,
            arg::STAGELINE_NUL,
            services,
            count,
            out,
            err,
        )
    }
}

/// `stageline_project_plan_promotion` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_plan_promotion_n(
    project: *const Project,
    from: *const c_char,
    from_len: usize,
    to: *const c_char,
    to_len: usize,
    services: *const Text,
    count: usize,
    out: *mut *mut Plan,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let project = &arg::handle(project, "project")?.0;
            let from = arg::text(from, from_len, "from")?;
            let request = project.plan_promotion(from, arg::text(to, to_len, "to")?);
            let request = match services.is_null() && count == 0 {
                true => request,
                false => request.services(arg::texts(services, count, "services")?),
            };
            Ok(guard::give(Plan::new(request.build()?)))
        })
    }
}

/// Plans a promotion through the pipeline of that name, where several hold this step, and with
/// leave to skip stages for a reason; either may be null.
///
/// Errors: as `stageline_project_plan_promotion`; `E_UNKNOWN_PIPELINE` with the nearest names;
/// `E_USAGE` for an empty reason.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_plan_promotion_through(
    project: *const Project,
    from: *const c_char,
    to: *const c_char,
    services: *const Text,
    count: usize,
    pipeline: *const c_char,
    skip_stages: *const c_char,
    out: *mut *mut Plan,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_project_plan_promotion_through_n(
            project,
            from,
            arg::STAGELINE_NUL,
            to,
            arg::STAGELINE_NUL,
            services,
            count,
            pipeline,
            arg::STAGELINE_NUL,
            skip_stages,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_project_plan_promotion_through` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_plan_promotion_through_n(
    project: *const Project,
    from: *const c_char,
    from_len: usize,
    to: *const c_char,
    to_len: usize,
    services: *const Text,
    count: usize,
    pipeline: *const c_char,
    pipeline_len: usize,
    skip_stages: *const c_char,
    skip_stages_len: usize,
    out: *mut *mut Plan,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let project = &arg::handle(project, "project")?.0;
            let from = arg::text(from, from_len, "from")?;
            let mut request = project.plan_promotion(from, arg::text(to, to_len, "to")?);
            if !services.is_null() || count > 0 {
                request = request.services(arg::texts(services, count, "services")?);
            }
            if let Some(name) = arg::optional_text(pipeline, pipeline_len, "pipeline")? {
                request = request.pipeline(name);
            }
            if let Some(why) = arg::optional_text(skip_stages, skip_stages_len, "skip_stages")? {
                request = request.skip_stages(why);
            }
            Ok(guard::give(Plan::new(request.build()?)))
        })
    }
}

/// Whether the promotion may start; `STAGELINE_VERDICT_BLOCKED` when `plan` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_plan_verdict(plan: *const Plan) -> Verdict {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Verdict::Blocked, || {
            Ok(match arg::handle(plan, "plan")?.plan.verdict {
                stageline::promotion::Verdict::Ready => Verdict::Ready,
                stageline::promotion::Verdict::Waits => Verdict::Waits,
                _ => Verdict::Blocked,
            })
        })
    }
}

/// The pipeline; empty when no single one holds this step, or when `plan` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_plan_pipeline(plan: *const Plan) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || {
            Ok(arg::handle(plan, "plan")?.plan.pipeline.as_deref().map_or(Text::EMPTY, Text::of))
        })
    }
}

/// The digest of what is intended: planning the same from the same files gives the same digest.
/// Empty when `plan` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_plan_digest(plan: *const Plan) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(Text::EMPTY, || Ok(Text::of(&arg::handle(plan, "plan")?.digest))) }
}

/// Whether results of earlier runs were read; without a journal every gate is pending.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_plan_has_journal(plan: *const Plan) -> bool {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(false, || Ok(arg::handle(plan, "plan")?.plan.journal)) }
}

/// How many services the plan is about; 0 when `plan` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_plan_service_count(plan: *const Plan) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(plan, "plan")?.plan.services.len())) }
}

/// How many of the services get another version than the target has; 0 when `plan` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_plan_changing_service_count(plan: *const Plan) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(0, || {
            let services = &arg::handle(plan, "plan")?.plan.services;
            Ok(services.iter().filter(|service| service.changes()).count())
        })
    }
}

/// The service at `index`. Past the last one, or when `plan` is null, its texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_plan_service(plan: *const Plan, index: usize) -> PlanService {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(PlanService::NOTHING, || {
            let service = arg::handle(plan, "plan")?.plan.services.get(index);
            Ok(service.map_or(PlanService::NOTHING, |step| {
                let (from, to) = (step.from.as_ref(), step.to.as_ref());
                PlanService {
                    service: Text::of(&step.service),
                    from: from.map_or(Text::EMPTY, |version| Text::of(&version.tag)),
                    to: to.map_or(Text::EMPTY, |version| Text::of(&version.tag)),
                    from_place: Place::of(from.and_then(|version| version.place.as_ref())),
                    to_place: Place::of(to.and_then(|version| version.place.as_ref())),
                    changes: step.changes(),
                }
            }))
        })
    }
}

/// How many values differ between source and target: configuration, flags, and the services that
/// move; a service that one side does not have counts once. 0 when `plan` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_plan_change_count(plan: *const Plan) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(0, || {
            let sections = arg::handle(plan, "plan")?.plan.changes.sections.iter();
            let count = |section: &stageline::diff::SectionDiff| {
                section.differences.len() + usize::from(section.missing_in.is_some())
            };
            Ok(sections.map(count).sum())
        })
    }
}

/// How many gates the promotion has to pass; 0 when `plan` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_plan_gate_count(plan: *const Plan) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(plan, "plan")?.plan.gates.len())) }
}

/// The gate at `index`. Past the last one, or when `plan` is null, its texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_plan_gate(plan: *const Plan, index: usize) -> PlanGate {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(PlanGate::NOTHING, || {
            let plan = arg::handle(plan, "plan")?;
            let gate = plan.plan.gates.get(index).zip(plan.words.get(index));
            Ok(gate.map_or(PlanGate::NOTHING, |(gate, [when, state])| PlanGate {
                name: Text::of(&gate.name),
                environment: Text::of(&gate.environment),
                when: Text::of(when),
                state: Text::of(state),
                place: Place::of(gate.place.as_ref()),
                approval: gate.approval,
            }))
        })
    }
}

/// How many reasons there are why the promotion may not start yet; 0 when `plan` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_plan_reason_count(plan: *const Plan) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(plan, "plan")?.plan.why_not.len())) }
}

/// The reason at `index`, the strongest first. Past the last one, or when `plan` is null, its
/// texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_plan_reason(plan: *const Plan, index: usize) -> PlanReason {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(PlanReason::NOTHING, || {
            let reason = arg::handle(plan, "plan")?.plan.why_not.get(index);
            Ok(reason.map_or(PlanReason::NOTHING, |reason| PlanReason {
                code: Text::of(reason.code.as_str()),
                message: Text::of(&reason.message),
                help: Text::of(&reason.help),
                place: Place::of(reason.places.first()),
            }))
        })
    }
}

/// Writes the plan as JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_plan_to_json(
    plan: *const Plan,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || Ok(guard::give(Bytes::json(&arg::handle(plan, "plan")?.plan)?)))
    }
}

/// Writes the plan as text for people: what a dry run prints.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_plan_to_text(
    plan: *const Plan,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::from(arg::handle(plan, "plan")?.plan.to_string())))
        })
    }
}

/// Frees `plan`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_plan_free(plan: *mut Plan) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(plan) }
}
