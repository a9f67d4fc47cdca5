//! YAML files that belong to no part of a project.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::model::Notice;

rule! {
    /// A YAML file belongs to no part of the project.
    ///
    /// # Why it matters
    ///
    /// A file is known by its path. One in the wrong folder is not read, and looks as if it were.
    ///
    /// # Remedy
    ///
    /// Move it where it belongs. Where another tool reads it, nothing need be done.
    ///
    /// # Example
    ///
    /// `config/service/api/production.yaml`, in `service` and not in `services`.
    "unknown-file" in Files, Info, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for notice in context.all().notices.iter() {
        let Notice::UnknownFile { span } = notice else { continue };
        let finding = found.say("the file belongs to no part of the project");
        let help = "move it if it should be read; otherwise nothing need be done";
        found.add(finding.help(help).at(context.place(*span)));
    }
}
