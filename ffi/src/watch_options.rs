//! How files are watched, as JSON text.

use std::time::Duration;

use stageline::error::{Code, Error};
use stageline::yaml::Data;
use stageline_runtime::WatchOptions;

use crate::json;

/// Reads the options that `stageline_project_watch` names; null and empty text mean the usual ones.
pub(crate) fn read(text: Option<&str>) -> Result<WatchOptions, Error> {
    let node = json::parse_map(text, "options")?;
    let mut options = WatchOptions::new();
    for entry in node.as_map().into_iter().flat_map(|map| map.entries()) {
        let name = entry.key.as_str();
        let time = match entry.node.data {
            Data::Int(time) => u64::try_from(time).ok().map(Duration::from_millis),
            _ => None,
        };
        let unfit = || wrong(&format!("`{name}` of `options` is no number of milliseconds"));
        options = match name {
            "quiet_ms" => options.quiet(time.ok_or_else(unfit)?),
            // An interval of nothing would look at files without a pause.
            "poll_ms" => options.poll(time.filter(|time| !time.is_zero()).ok_or_else(unfit)?),
            key => {
                let known = ["quiet_ms", "poll_ms"];
                return Err(json::unread(key, &known, wrong));
            }
        };
    }
    Ok(options)
}

fn wrong(message: &str) -> Error {
    Error::new(Code::Usage, message)
        .help("pass an object with `quiet_ms` and `poll_ms`, such as {\"quiet_ms\": 100}")
}
