//! `config drift-check`: where environments have drifted from a baseline.

use clap::Args;
use stageline::diff::Section;
use stageline::drift::{DriftItem, DriftReport};
use stageline::model::LIVE;
use stageline::provider::{LiveEnvironment, LiveOptions};
use stageline::report::Comparison;
use stageline::{Code, Error, Project, Severity};

use super::judging::Judging;
use super::side::{below, cells, many, options, service_file};
use crate::comparing::Comparing;
use crate::given;
use crate::output::{Cell, Output, Page, Table, Tone};
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct DriftCheck {
    /// The environment that the others should agree with
    #[arg(long, value_name = "ENV")]
    baseline: String,
    /// The environments to compare with it
    #[arg(long, value_name = "ENV,…", value_delimiter = ',')]
    compare: Vec<String>,
    /// Files that say what runs in the baseline, to compare instead: a map of services, or what
    /// `kubectl get -o yaml` prints; repeatable
    #[arg(long, value_name = "FILE", conflicts_with = "compare")]
    live: Vec<String>,
    /// Of the live files, only objects of this namespace count
    #[arg(long, value_name = "NAME", requires = "live")]
    namespace: Option<String>,
    /// The live files show only a part: what is not in them is unknown, and not missing
    #[arg(long, requires = "live")]
    partial: bool,
    #[command(flatten)]
    judging: Judging,
    #[command(flatten)]
    comparing: Comparing,
}

impl DriftCheck {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let snapshot = project.snapshot();
        let options = self.judging.options()?;
        let (report, comparison) = match self.live.is_empty() {
            true if self.compare.is_empty() => {
                let message = "nothing is held against the baseline";
                let help = "add `--compare ENV,…`, or `--live FILE` for what runs";
                return Err(Stop::Usage(Error::new(Code::Usage, message).help(help)));
            }
            true => {
                let targets: Vec<&str> = self.compare.iter().map(String::as_str).collect();
                let report = snapshot.drift_with(&self.baseline, &targets, &options)?;
                let comparison = Comparison::of_drift(&report, snapshot.sources());
                (report, comparison)
            }
            false => {
                let live = self.running(project)?;
                let report = snapshot.drift_live(&self.baseline, &live, &options)?;
                let sources = (snapshot.sources(), live.sources());
                let comparison = Comparison::of_drift(&report, sources);
                (report, comparison)
            }
        };
        match self.comparing.format(out)? {
            None => out.give(&report, |page| write(page, &report))?,
            Some(format) => self.comparing.give(&comparison, format, out)?,
        }
        Ok(if report.has_drift() { Exit::Findings } else { Exit::Done })
    }
}

impl DriftCheck {
    /// What the live files say.
    fn running(&self, project: &Project) -> stageline::Result<LiveEnvironment> {
        let mut options = LiveOptions::new().environment(&*self.baseline).partial(self.partial);
        if let Some(name) = &self.namespace {
            options = options.namespace(&**name);
        }
        let read = |file: &String| Ok((file.clone(), given::text(file, project)?));
        let files: Vec<(String, String)> =
            self.live.iter().map(read).collect::<stageline::Result<_>>()?;
        LiveEnvironment::read_files(files, &options)
    }
}

pub(crate) fn write(page: &mut Page, report: &DriftReport) {
    for (nth, target) in report.targets.iter().enumerate() {
        if nth > 0 {
            page.blank();
        }
        let items = || report.items.iter().filter(|item| item.target == *target);
        let mut drift: Vec<&DriftItem> = items().filter(|item| item.is_drift()).collect();
        drift.sort_by_key(|item| std::cmp::Reverse(item.severity));
        let verdict = match drift.len() {
            0 => (Tone::Good, "no drift".to_owned()),
            count => (Tone::Warn, format!("{count} drifted")),
        };
        let expected = items().count() - drift.len();
        page.line([
            (Tone::Strong, target),
            (Tone::Plain, " against "),
            (Tone::Strong, &report.baseline),
            (Tone::Plain, ": "),
            (verdict.0, &verdict.1),
            (Tone::Quiet, &format!(", {expected} differ by nature")),
        ]);
        for item in &drift {
            page.blank();
            write_item(page, item, &report.baseline);
        }
    }
    if !report.unknown.is_empty() {
        let unknown = many(report.unknown.len(), "value is unknown", "values are unknown");
        page.line([(Tone::Quiet, &format!("{unknown}: what runs does not say them"))]);
    }
    if !report.findings.is_empty() {
        page.blank();
    }
    for finding in &report.findings {
        let head = format!("{}[{}]", finding.severity.as_str(), finding.rule);
        let at = finding.place.as_ref().map_or(String::new(), |place| format!("  {place}"));
        page.line([
            (tone_of(finding.severity), &head),
            (Tone::Plain, ": "),
            (Tone::Plain, &finding.message),
            (Tone::Place, &at),
        ]);
    }
    if let Some(worst) = report.drift().max_by_key(|item| item.severity) {
        page.blank();
        advise(page, report, worst);
    }
}

fn tone_of(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Warn,
        Severity::Info => Tone::Quiet,
    }
}

/// What drifted and why that is no difference by nature, then both sides.
pub(super) fn write_item(page: &mut Page, item: &DriftItem, baseline: &str) {
    let tone = tone_of(item.severity);
    let path = match item.path.is_empty() {
        true => String::new(),
        false => format!(" {}", item.path),
    };
    page.line([
        (tone, item.severity.as_str()),
        (tone, &format!("[{}]", item.rule)),
        (Tone::Plain, ": "),
        (Tone::Plain, &item.section.to_string()),
        (Tone::Strong, &path),
    ]);
    let mut table = Table::new().indent(2);
    let missing = |name: &str| match &item.section {
        // What runs stands in no file of the project.
        Section::Service(_) if item.path.is_empty() && name == LIVE => String::new(),
        Section::Service(service) if item.path.is_empty() => service_file(service, name),
        _ => below(item.missing_at.as_ref()),
    };
    let sides = [(baseline, &item.baseline, Tone::Good), (&item.target, &item.actual, tone)];
    for (name, side, tone) in sides {
        let [value, place] = cells(side.as_ref(), tone, &missing(name));
        table.row([Cell::new(Tone::Plain, name), value, place]);
    }
    page.table(&table);
    page.line([(Tone::Quiet, "  = "), (Tone::Quiet, &item.reason)]);
}

/// The counts, and what to do next.
fn advise(page: &mut Page, report: &DriftReport, worst: &DriftItem) {
    let summary = &report.summary;
    let counts = [
        (summary.errors, many(summary.errors, "error", "errors")),
        (summary.warnings, many(summary.warnings, "warning", "warnings")),
        (summary.infos, many(summary.infos, "note", "notes")),
    ];
    let counts: Vec<String> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text).collect();
    page.line([(Tone::Strong, &counts.join(", "))]);
    page.line([(Tone::Plain, "settle each where it is written, on the side that is wrong")]);
    // What runs is no environment that could be asked.
    let (side, name) = match worst.target == LIVE {
        true => (&worst.baseline, &report.baseline),
        false => (&worst.actual, &worst.target),
    };
    if let Some(options) = options(&worst.section).filter(|_| side.is_some()) {
        let path = match worst.path.is_empty() {
            true => String::new(),
            false => format!(" {}", worst.path),
        };
        let command = format!("stageline config explain {name}{path}{options}");
        page.line([(Tone::Plain, "who sets a value: "), (Tone::Place, &command)]);
    }
}
