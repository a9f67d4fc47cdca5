//! `feature-flag copy`: what flags say in one environment, said in another one.

use clap::Args;
use stageline::Project;
use stageline::project::edit::CopyFlags;

use crate::edits::Writing;
use crate::output::{Output, Tone};
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct Copy {
    /// The flags
    #[arg(value_name = "NAME", required_unless_present = "all", conflicts_with = "all")]
    names: Vec<String>,
    /// All flags
    #[arg(long)]
    all: bool,
    /// The environment that says what is to be answered
    #[arg(long, value_name = "ENV")]
    from: String,
    /// The environment that is to answer it
    #[arg(long, value_name = "ENV")]
    to: String,
    /// Write over what it says itself
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    writing: Writing,
}

impl Copy {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let what = match self.all {
            true => CopyFlags::new(),
            false => CopyFlags::new().named(&self.names),
        };
        let mut edit = project.edit();
        let copied = edit.copy_flags(&self.from, &self.to, &what.replace(self.replace))?;
        let told = match copied.as_slice() {
            [] => "no flag says anything else".to_owned(),
            [one] => format!("{one} says in {} what it says in {}", self.to, self.from),
            several => {
                let count = several.len();
                format!("{count} flags say in {} what they say in {}", self.to, self.from)
            }
        };
        self.writing.finish_with(&mut edit, out, |page| {
            page.line([(Tone::Strong, told.as_str())]);
            page.blank();
        })
    }
}
