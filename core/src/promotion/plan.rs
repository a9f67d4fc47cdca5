//! A promotion as data: what would move, what changes, what guards it, and whether it may start.

use std::fmt;

use serde::Serialize;

use super::pipeline::step;
use super::{Gate, Reason, Verdict};
use crate::diff::{Diff, Section};
use crate::error::{Code, Place};
use crate::model::{Declarations, Environment};
use crate::source::SourceMap;
use crate::value::Digest;
use crate::yaml::{Data, Entry, Node};

/// A service's version and where it is declared.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Version {
    /// The image's tag.
    pub tag: String,
    /// Where the file says it.
    pub place: Option<Place>,
}

impl Version {
    /// A version that a file declares.
    pub fn declared(tag: impl Into<String>, place: Option<Place>) -> Self {
        Self { tag: tag.into(), place }
    }
}

/// What the promotion does to one service.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ServiceStep {
    /// The service.
    pub service: String,
    /// What the target has; `None` where the service has no file there, or no version.
    pub from: Option<Version>,
    /// What it gets; `None` where the source says no version.
    pub to: Option<Version>,
}

impl ServiceStep {
    /// A service with its version in the target and the one it gets.
    pub fn new(service: impl Into<String>, from: Option<Version>, to: Option<Version>) -> Self {
        Self { service: service.into(), from, to }
    }

    /// Whether the target gets another version than it has.
    pub fn changes(&self) -> bool {
        self.from.as_ref().map(|version| &version.tag) != self.to.as_ref().map(|v| &v.tag)
    }
}

/// What a promotion is asked to do, with what the project says of both ends.
#[derive(Debug)]
pub struct Intent<'i> {
    /// Where the release is.
    pub from: &'i Environment,
    /// Where it goes.
    pub to: &'i Environment,
    /// The pipeline that is meant, where there are several.
    pub pipeline: Option<&'i str>,
    /// Why stages may be skipped, if they may.
    pub skip_stages: Option<&'i str>,
    /// The services that move, with their versions at both ends; the flag says whether the target
    /// has a configuration for the service.
    pub services: Vec<(ServiceStep, bool)>,
    /// How the source differs from the target.
    pub changes: Diff,
    /// The digests of the target's resolved configuration and flags.
    pub target: Vec<(String, Digest)>,
}

/// A promotion that nobody has executed. Planning it again from the same files gives the same
/// digest.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Plan {
    /// Where the release is.
    pub from: String,
    /// Where it goes.
    pub to: String,
    /// The pipeline; `None` when no single one holds this step.
    pub pipeline: Option<String>,
    /// Whether it may start.
    pub verdict: Verdict,
    /// Why it may not start yet, the strongest reason first; empty when it may.
    pub why_not: Vec<Reason>,
    /// The services that move.
    pub services: Vec<ServiceStep>,
    /// How the source differs from the target: configuration, flags, and the services that move. A
    /// promotion moves versions; the rest stays as each environment's files say.
    pub changes: Diff,
    /// What has to be passed.
    pub gates: Vec<Gate>,
    /// The digest of what is intended; evaluations and time are no part of it.
    pub digest: Digest,
    /// Whether results of earlier runs were read; without a journal every gate is pending.
    pub journal: bool,
}

impl Plan {
    /// The gates that people decide.
    pub fn approvals(&self) -> impl Iterator<Item = &Gate> {
        self.gates.iter().filter(|gate| gate.approval)
    }
}

/// Plans a promotion.
pub fn plan(all: &Declarations, sources: &SourceMap, intent: Intent<'_>) -> Plan {
    let (from, to) = (&intent.from.name, &intent.to.name);
    let mut why_not = Vec::new();
    let may_skip = intent.skip_stages.is_some();
    let step = step(all, sources, intent.from, intent.to, intent.pipeline, may_skip);
    let (pipeline, gates) = match step {
        Ok(step) => {
            let gates = Gate::of_step(&step, [from, to], sources);
            (Some(step.pipeline.to_string()), gates)
        }
        Err(reason) => {
            why_not.push(reason);
            (None, Vec::new())
        }
    };
    for (service, configured) in &intent.services {
        why_not.extend(service_reason(service, *configured, intent.from, to));
    }
    why_not.extend(gates.iter().filter_map(Gate::reason));
    // Stable, so that reasons of one strength stay in the order in which they were met.
    why_not.sort_by_key(|reason| std::cmp::Reverse(reason.verdict()));
    let digest = digest(&intent, pipeline.as_deref(), &gates);
    Plan {
        from: from.to_string(),
        to: to.to_string(),
        pipeline,
        verdict: why_not.iter().map(Reason::verdict).max().unwrap_or(Verdict::Ready),
        why_not,
        changes: intent.changes,
        services: intent.services.into_iter().map(|(service, _)| service).collect(),
        gates,
        digest,
        journal: false,
    }
}

fn service_reason(
    step: &ServiceStep,
    configured: bool,
    from: &Environment,
    to: &str,
) -> Option<Reason> {
    let name = &step.service;
    let places = |version: &Option<Version>| -> Vec<Place> {
        version.iter().filter_map(|version| version.place.clone()).collect()
    };
    if !configured {
        let message = format!("the service `{name}` has no configuration in `{to}`");
        let help = format!("write `config/services/{name}/{to}.yaml`");
        return Some(Reason::new(Code::ServiceNotConfigured, message, help, places(&step.to)));
    }
    if step.to.is_none() {
        let message = format!("the service `{name}` says no version in `{}`", from.name);
        let help = format!("set `image_tag` in `config/services/{name}/{}.yaml`", from.name);
        return Some(Reason::new(Code::NoVersion, message, help, places(&step.from)));
    }
    None
}

/// Release, target, steps and gate definitions in one canonical document.
fn digest(intent: &Intent<'_>, pipeline: Option<&str>, gates: &[Gate]) -> Digest {
    let text = |text: &str| Node::detached(Data::Text(text.into()));
    let maybe = |value: Option<&str>| value.map_or_else(Node::default, text);
    let map = |entries: Vec<(String, Node)>| {
        let entries = entries.into_iter().map(|(key, node)| Entry {
            key: key.into(),
            key_span: crate::source::Span::NONE,
            node,
        });
        Node::default().with_entries(entries.collect())
    };
    let versions = intent.services.iter().map(|(step, _)| {
        let tag = |version: &Option<Version>| maybe(version.as_ref().map(|v| v.tag.as_str()));
        let ends = vec![("from".to_owned(), tag(&step.from)), ("to".to_owned(), tag(&step.to))];
        (step.service.clone(), map(ends))
    });
    let gates = gates.iter().map(|gate| {
        let when = if gate.when == crate::model::GateWhen::Entry { "entry" } else { "exit" };
        map(vec![
            ("environment".to_owned(), text(&gate.environment)),
            ("name".to_owned(), text(&gate.name)),
            ("when".to_owned(), text(when)),
        ])
    });
    let target =
        intent.target.iter().map(|(part, digest)| (part.clone(), text(&digest.to_string())));
    let document = map(vec![
        ("kind".to_owned(), text("promotion")),
        ("from".to_owned(), text(&intent.from.name)),
        ("to".to_owned(), text(&intent.to.name)),
        ("pipeline".to_owned(), maybe(pipeline)),
        ("skip_stages".to_owned(), maybe(intent.skip_stages)),
        ("services".to_owned(), map(versions.collect())),
        ("target".to_owned(), map(target.collect())),
        ("gates".to_owned(), Node::detached(Data::List(gates.collect()))),
    ]);
    Digest::of(&document)
}

impl fmt::Display for Plan {
    /// What a dry run prints.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pipeline =
            self.pipeline.as_deref().map(|name| format!(" ({name})")).unwrap_or_default();
        writeln!(f, "promote {} → {}{pipeline}: {}", self.from, self.to, self.verdict)?;
        section(f, "services", &self.services, |f, step| {
            let tag =
                |version: &Option<Version>| version.as_ref().map_or("–", |v| &v.tag).to_owned();
            write!(f, "{}  {} → {}", step.service, tag(&step.from), tag(&step.to))?;
            if step.changes() { Ok(()) } else { f.write_str("  (the same)") }
        })?;
        self.write_changes(f)?;
        section(f, "gates", &self.gates, |f, gate| {
            let kind = if gate.approval { "approval" } else { "gate" };
            let side = match gate.when {
                crate::model::GateWhen::Entry => "entering",
                crate::model::GateWhen::Exit => "leaving",
            };
            write!(f, "{}  {kind}, {side} {}: pending", gate.name, gate.environment)
        })?;
        section(f, "why not", &self.why_not, |f, reason| {
            write!(f, "{reason}")?;
            match reason.places.first() {
                Some(place) => write!(f, " ({place})"),
                None => Ok(()),
            }
        })?;
        write!(f, "digest {}", self.digest)
    }
}

impl Plan {
    /// How much differs, part by part; the places are in `changes`.
    fn write_changes(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut services = 0;
        let mut parts = Vec::new();
        for found in &self.changes.sections {
            match &found.section {
                Section::Service(_) => services += found.differences.len(),
                _ if found.differences.is_empty() => {}
                section => parts.push(format!("{section} {}", found.differences.len())),
            }
        }
        if services > 0 {
            parts.push(format!("services {services}"));
        }
        if parts.is_empty() {
            return Ok(());
        }
        writeln!(f, "different in {}: {}", self.from, parts.join(", "))
    }
}

fn section<T>(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    items: &[T],
    write_item: impl Fn(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    if items.is_empty() {
        return Ok(());
    }
    writeln!(f, "{title}")?;
    for item in items {
        f.write_str("  ")?;
        write_item(f, item)?;
        writeln!(f)?;
    }
    Ok(())
}
