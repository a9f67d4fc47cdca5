//! What a flag serves, as words say it.

use clap::Args;
use stageline::Result;
use stageline::yaml::Node;

use crate::given;

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// What they get: a variant's name, or a value
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    serve: String,
    /// Take the value as text, whatever it looks like
    #[arg(long)]
    string: bool,
}

impl Serve {
    /// # Errors
    /// As [`given::written_or_text`].
    pub(super) fn value(&self) -> Result<Node> {
        given::written_or_text(&self.serve, self.string)
    }
}
