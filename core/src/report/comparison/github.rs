//! The comparison as workflow commands, which GitHub shows beside the lines of a change.

use std::fmt::Write;

use super::model::{Cell, Comparison, Row, finding_name};
use crate::error::{Place, Severity, visible};
use crate::report::Repository;
use crate::report::github::{command, range};

impl Comparison {
    /// The differences as workflow commands, one a line, the worst first: GitHub shows only the
    /// first few. Each stands at the target of drift, or at an environment that stands apart.
    ///
    /// What is expected or spelled differently is not told. No command holds a line of a file.
    pub fn github(&self, repository: &Repository) -> String {
        let mut out = String::new();
        let mut rows: Vec<&Row> = self.differences().collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.severity));
        for row in rows {
            let mut places = row.placed().into_iter().filter_map(Cell::place);
            let main = places.next();
            let mut message = visible(&row.message());
            places.for_each(|place| message.push_str(&see(place, repository)));
            put(&mut out, row.level(), main, repository, row.rule_name(), &message);
        }
        for finding in &self.findings {
            let (severity, place) = (finding.severity, finding.place.as_ref());
            put(
                &mut out,
                severity,
                place,
                repository,
                finding_name(finding),
                &visible(&finding.message),
            );
        }
        out
    }
}

fn see(place: &Place, repository: &Repository) -> String {
    let file = repository.path(&place.file).into_owned();
    let place = Place { file: file.into(), ..place.clone() };
    format!("\nsee {}", visible(&place.to_string()))
}

fn put(
    out: &mut String,
    severity: Severity,
    place: Option<&Place>,
    repository: &Repository,
    title: &str,
    message: &str,
) {
    let about = place.map_or(Vec::new(), |place| range(place, repository));
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{}", command(severity, about, title, message));
}
