//! Production that a release enters without anybody's word.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::model::{GateSpec, GateWhen, StageSpec};
use crate::yaml::Spanned;

rule! {
    /// Releases enter a production tier by themselves, and nothing has to be checked or approved.
    ///
    /// It looks at stages with `auto_promote` that neither have a gate on entry nor follow one on
    /// leaving the stage before.
    ///
    /// # Why it matters
    ///
    /// Every release that reaches the stage before is with customers a moment later, a broken one
    /// too.
    ///
    /// # Remedy
    ///
    /// Add a gate, or leave `auto_promote` off there.
    ///
    /// # Example
    ///
    /// ```yaml
    /// environments:
    ///   - name: staging
    ///   - {name: production, auto_promote: true}
    /// ```
    "unguarded-production" in Production, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let all = context.all();
    for workflow in all.workflows.iter() {
        let stages = &workflow.spec.environments;
        for (at, stage) in stages.iter().enumerate().filter(|(_, stage)| stage.auto_promote) {
            let environment = all.environment(&stage.name.value);
            if !environment.is_some_and(|environment| environment.record.is_production()) {
                continue;
            }
            let last = at + 1 == stages.len();
            let before =
                at.checked_sub(1).map(|before| guards(&stages[before], GateWhen::Exit, false));
            if guards(stage, GateWhen::Entry, last) || before == Some(true) {
                continue;
            }
            let name = &stage.name.value;
            let message =
                format!("the pipeline `{}` promotes into `{name}` without any gate", workflow.name);
            let help = "add a gate, or leave `auto_promote` off";
            let finding = found.say(message).help(help).within(name);
            found.add(finding.at(context.place(stage.name.span)));
        }
    }
}

/// Whether a stage has a gate on one of its sides. A gate that does not say its side guards the
/// exit, and the entry of the pipeline's last stage.
fn guards(stage: &StageSpec, side: GateWhen, last: bool) -> bool {
    let default = if last { GateWhen::Entry } else { GateWhen::Exit };
    let on_side = |gate: &Spanned<GateSpec>| gate.value.when().unwrap_or(default) == side;
    stage.gates.iter().any(on_side)
}
