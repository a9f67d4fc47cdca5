//! Objects put together to services: whose workload is whose, and what scales it.

use std::collections::{BTreeMap, HashSet};

use indexmap::IndexMap;
use smol_str::SmolStr;

use super::container;
use super::field::Fields;
use super::kinds::{Autoscaler, Found, Workload, autoscaling_path};
use super::objects::{collect, counted};
use super::unread::Unread;
use crate::error::{Error, Result};
use crate::model::check_name;
use crate::provider::live::{Context, LiveService, Untold};
use crate::provider::{LiveEnvironment, LiveNote};
use crate::source::Span;
use crate::yaml::Node;

/// Reads documents that hold objects.
pub(in crate::provider) fn read(roots: &[Node], context: &Context<'_>) -> Result<LiveEnvironment> {
    let found = collect(roots, context)?;
    if found.workloads.is_empty() {
        return Err(no_workload(&roots[0], &found, context));
    }
    let mut notes = Notes { context, notes: Vec::new() };
    let mut secrets = HashSet::new();
    let mut services = BTreeMap::new();
    let mut unread = Unread::default();
    for (name, workload) in by_service(&found, context, &mut notes)? {
        let fields = Fields { object: &workload.object, context };
        let mut taken = container::read(workload, &name, &found, &fields)?;
        scale(workload, &found, &mut taken.service, context, &mut notes)?;
        taken.notes.drain(..).for_each(|(message, span)| notes.add(message, span));
        secrets.extend(taken.secrets);
        unread.add(workload.object.node);
        services.insert(name, taken.service);
    }
    for (path, span, count) in unread.into_fields() {
        let of = if count == 1 { "a workload".into() } else { format!("{count} workloads") };
        notes.add(format!("`{path}` of {of} is not compared"), span);
    }
    if !found.others.is_empty() {
        notes.add(format!("not read: {}", counted(&found.others)), roots[0].span);
    }
    if found.alone {
        notes.add("one object is no whole environment; other services are unknown", roots[0].span);
    }
    Ok(LiveEnvironment {
        services: Some(services),
        partial: found.alone,
        notes: notes.notes,
        secrets,
        ..LiveEnvironment::silent()
    })
}

/// What should be known, with its place.
struct Notes<'c, 's> {
    context: &'c Context<'s>,
    notes: Vec<LiveNote>,
}

impl Notes<'_, '_> {
    fn add(&mut self, message: impl Into<String>, span: Span) {
        let place = self.context.sources.place(Span { end: span.start, ..span });
        self.notes.push(LiveNote { message: message.into(), place });
    }
}

fn no_workload(root: &Node, found: &Found<'_>, context: &Context<'_>) -> Error {
    let error = context.error(
        Span { end: root.span.start, ..root.span },
        "no Deployment, StatefulSet or DaemonSet stands here",
    );
    match (found.elsewhere, found.others.is_empty()) {
        (0, true) => {
            error.help("an empty answer is no live state; ask the right cluster and namespace")
        }
        (0, false) => error.help(format!("found only {}", counted(&found.others))),
        (count, _) => {
            error.help(format!("{count} objects are in another namespace than the one asked for"))
        }
    }
}

/// Each service with its workload, in the order of the files.
fn by_service<'f, 'n>(
    found: &'f Found<'n>,
    context: &Context<'_>,
    notes: &mut Notes<'_, '_>,
) -> Result<Vec<(SmolStr, &'f Workload<'n>)>> {
    let mut claims: IndexMap<SmolStr, Vec<&Workload<'n>>> = IndexMap::new();
    for workload in &found.workloads {
        let name = service_name(workload, context)?;
        claims.entry(name).or_default().push(workload);
    }
    let mut services = Vec::new();
    for (name, workloads) in claims {
        // Beside `api` there may be an `api-canary` with the same label.
        let called = workloads.iter().filter(|workload| workload.object.name == name);
        let called: Vec<_> = called.collect();
        let workload = match (&workloads[..], &called[..]) {
            ([alone], _) => *alone,
            (_, [called]) => **called,
            ([first, second, ..], _) => {
                let (one, other) = (&first.object, &second.object);
                let message = format!("{other} and {one} both are the service `{name}`");
                return Err(context
                    .error(second.object.node.span, message)
                    .at(context.sources.place(first.object.node.span))
                    .help("read one namespace, or say which label names a service"));
            }
            ([], _) => continue,
        };
        for other in workloads.iter().filter(|other| other.object.name != workload.object.name) {
            let message =
                format!("{} is the service `{name}` too, and is not compared", other.object);
            notes.add(message, other.object.node.span);
        }
        services.push((name, workload));
    }
    Ok(services)
}

/// The service that a workload is: as the caller says, else by a label, else by its own name.
fn service_name(workload: &Workload<'_>, context: &Context<'_>) -> Result<SmolStr> {
    let object = &workload.object;
    if let Some(name) = context.options.service_of(object.name) {
        return Ok(name.clone());
    }
    let labels = context.options.labels().iter();
    let label = labels
        .filter_map(|label| object.label(label))
        .find_map(|node| Some((node, node.as_text()?)));
    let Some((node, name)) = label else { return Ok(object.name.into()) };
    check_name("service", name).map_err(|error| error.at(context.sources.place(node.span)))?;
    Ok(name.into())
}

/// Adds what scales a workload to its service.
fn scale(
    workload: &Workload<'_>,
    found: &Found<'_>,
    service: &mut LiveService,
    context: &Context<'_>,
    notes: &mut Notes<'_, '_>,
) -> Result<()> {
    let scalers = found.autoscalers.named(workload.object.name).iter();
    let mut scalers = scalers.filter(|scaler| scaler.scales(workload));
    let Some(scaler) = scalers.next() else {
        if found.autoscalers.is_empty() {
            let reason = "no autoscaler is in the live state";
            service.untold.push(Untold::new(autoscaling_path(), reason));
        }
        return Ok(());
    };
    if let Some(other) = scalers.next() {
        let Autoscaler { object } = other;
        let message = format!("{object} scales {} too, and is not compared", workload.object);
        notes.add(message, object.node.span);
    }
    let entry = scaler.read(context, &mut service.untold)?;
    let entries = service.tree.as_map().into_iter().flat_map(|map| map.entries()).cloned();
    service.tree = service.tree.with_entries(entries.chain([entry]).collect());
    Ok(())
}
