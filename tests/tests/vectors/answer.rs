//! Each operation through the typed API, its answer as the format spells it.

use serde_json::{Map, Value, json};
use stageline::flag::{FlagValue, Flags};
use stageline::value::KeyPath;
use stageline::yaml::Node;
use stageline::{Configuration, Environment, Error, Place, Project};

use super::case::{Case, known};
use super::context::plain::Plain;
use super::context::{Ask, by_kind, context, details, node};
use super::{comparison, flags, live, provenance, trees, validation};

/// Every operation of the format.
pub(crate) const OPERATIONS: &[&str] = &[
    "open",
    "resolve",
    "get",
    "origin",
    "explain",
    "explain_all",
    "affected",
    "matrix",
    "who_uses",
    "record",
    "tenants",
    "pipelines",
    "services",
    "digest",
    "flag",
    "flags",
    "handle",
    "validate",
    "report",
    "diff",
    "drift",
    "fix",
    "at_least",
    "comparison",
    "drift_live",
    "resources",
    "plan",
    "edit",
];

/// What the API says to a case.
pub(crate) fn answer(case: &Case<'_>) -> Result<Value, Error> {
    let args = Args { id: case.id, args: case.args };
    if let Some((op, keys)) = trees::OPERATIONS.iter().find(|(op, _)| *op == case.op) {
        known(case.id, case.args, keys);
        return trees::answer(op, case.args);
    }
    if let Some((op, _)) = flags::OPERATIONS.iter().find(|(op, _)| *op == case.op) {
        let project = case.open(false)?;
        return flags::answer(case.id, op, case.args, &project).unwrap();
    }
    let keys: &[&str] = match case.op {
        "open" => &["lenient"],
        "resolve" => &["environment", "service", "overrides"],
        "get" | "origin" | "explain" | "explain_all" => &["environment", "service", "path"],
        "affected" | "matrix" => &["paths"],
        "who_uses" => &["file", "line"],
        "record" => &["environment", "path"],
        "services" => &["environment"],
        "digest" => &["environment", "service"],
        "flag" | "handle" => &["environment", "flag", "default", "targeting_key", "attributes"],
        "flags" => &["environment", "targeting_key", "attributes"],
        "tenants" | "pipelines" => &[],
        "validate" => &["today", "environments", "base"],
        "report" => &["today", "environments", "base", "format", "prefix", "rules_page", "fails"],
        "diff" => &["a", "b", "sections", "exclude", "key"],
        "drift" => {
            &["baseline", "targets", "rules", "shapes", "today", "sections", "exclude", "key"]
        }
        "survey" => &["environments", "rules", "shapes", "today", "sections", "exclude", "key"],
        "fix" => &["from", "to", "choose", "rules", "shapes", "today", "sections", "exclude"],
        "at_least" | "comparison" => &[
            "of",
            "a",
            "b",
            "baseline",
            "targets",
            "environments",
            "rules",
            "shapes",
            "today",
            "sections",
            "exclude",
            "key",
            "format",
            "prefix",
            "files_at",
            "fails",
            "width",
            "everything",
            "untitled",
        ],
        "drift_live" => live::ARGUMENTS,
        "resources" => &["environments", "resources"],
        "plan" => &["from", "to", "services"],
        "edit" => &["changes"],
        other => panic!("{}: there is no operation `{other}`", case.id),
    };
    known(case.id, case.args, keys);
    let lenient =
        matches!(case.op, "validate" | "report") || args.maybe("lenient") == Some(&json!(true));
    let project = case.open(lenient)?;
    match case.op {
        "open" => {
            let snapshot = project.snapshot();
            Ok(json!({
                "environments": snapshot.environment_names(),
                "services": snapshot.service_names(),
            }))
        }
        "resolve" => Ok(tree(args.configuration(&project)?.root())),
        "get" => Ok(tree(args.configuration(&project)?.get(args.path()?)?)),
        "origin" => provenance::origin(case, &args.configuration(&project)?, &args.path()?),
        "explain" => provenance::explain(case, &args.configuration(&project)?, &args.path()?),
        "explain_all" => provenance::explain_all(&args.configuration(&project)?, &args.path()?),
        "affected" => Ok(provenance::affected(&project, &args.texts("paths"))),
        "matrix" => Ok(provenance::matrix(&project, &args.texts("paths"))),
        "who_uses" => {
            let line = args.value("line").as_u64().unwrap() as u32;
            provenance::who_uses(&project, args.text("file"), line)
        }
        "record" => {
            let record = args.environment(&project)?.record_tree()?;
            Ok(tree(record.get(args.path()?)?))
        }
        "tenants" => Ok(tenants(&project)),
        "pipelines" => Ok(pipelines(&project)),
        "services" => Ok(json!(args.environment(&project)?.service_names())),
        "digest" => Ok(json!(args.configuration(&project)?.digest().to_string())),
        "flag" => {
            let flags = args.environment(&project)?.flags();
            let name = args.text("flag");
            Ok(by_kind(args.value("default"), AskFlag { flags: &flags, name, args: case.args }))
        }
        "handle" => {
            let flags = args.environment(&project)?.flags();
            let name = args.text("flag");
            by_kind(args.value("default"), AskHandle { flags: &flags, name, args: case.args })
        }
        "flags" => {
            let flags = args.environment(&project)?.flags();
            let all = flags.evaluate_all(&context(&flags, case.args));
            let values = all.iter().map(|found| (found.flag().to_owned(), tree(found.value())));
            Ok(Value::Object(values.collect()))
        }
        "validate" => validation::findings(case, &project),
        "report" => validation::report(case, &project),
        "diff" => comparison::diff(case, &project, args.text("a"), args.text("b")),
        "drift" => comparison::drift(case, &project, args.text("baseline"), &args.texts("targets")),
        "survey" => comparison::survey(case, &project, &args.texts("environments")),
        "fix" => comparison::fix(case, &project, args.text("from"), args.text("to")),
        "at_least" => super::rendered::at_least(case, &project),
        "comparison" => super::rendered::rendered(case, &project),
        "drift_live" => live::drift_live(case.args, &project),
        "resources" => {
            let resources = args.maybe("resources").map(|_| args.texts("resources"));
            let resources = resources.unwrap_or_default();
            let found = project.snapshot().resources(&args.texts("environments"), &resources)?;
            Ok(places_as_text(serde_json::to_value(found).unwrap()))
        }
        "edit" => super::edit::edit(case.id, &project, args.value("changes")),
        _ => plan(&project, &args),
    }
}

struct Args<'c> {
    id: &'c str,
    args: &'c Map<String, Value>,
}

impl<'c> Args<'c> {
    fn maybe(&self, key: &str) -> Option<&'c Value> {
        self.args.get(key)
    }

    fn value(&self, key: &str) -> &'c Value {
        self.maybe(key).unwrap_or_else(|| panic!("{}: no argument `{key}`", self.id))
    }

    fn text(&self, key: &str) -> &'c str {
        self.value(key).as_str().unwrap_or_else(|| panic!("{}: `{key}` is no text", self.id))
    }

    fn texts(&self, key: &str) -> Vec<&'c str> {
        let items = self.value(key).as_array();
        let items = items.unwrap_or_else(|| panic!("{}: `{key}` is no list", self.id));
        items.iter().map(|item| item.as_str().unwrap()).collect()
    }

    fn path(&self) -> Result<KeyPath, Error> {
        match self.value("path") {
            Value::String(text) => KeyPath::parse(text),
            _ => Ok(self.texts("path").into_iter().collect()),
        }
    }

    fn environment(&self, project: &Project) -> Result<Environment, Error> {
        project.environment(self.text("environment"))
    }

    fn configuration(&self, project: &Project) -> Result<Configuration, Error> {
        let environment = self.environment(project)?;
        let overrides = self.maybe("overrides").map(node);
        match (self.maybe("service"), overrides) {
            (None, None) => environment.resolve(),
            (None, Some(overrides)) => environment.resolve_with(&overrides),
            (Some(_), None) => environment.service(self.text("service"))?.resolve(),
            (Some(_), Some(overrides)) => {
                environment.service(self.text("service"))?.resolve_with(&overrides)
            }
        }
    }
}

pub(crate) fn tree(node: &Node) -> Value {
    serde_json::to_value(node).unwrap()
}

/// A document with its places as text.
pub(crate) fn places_as_text(document: Value) -> Value {
    match document {
        Value::Array(items) => items.into_iter().map(places_as_text).collect(),
        Value::Object(map) if map.contains_key("file") && map.contains_key("end_column") => {
            let text = |key: &str| map[key].to_string().trim_matches('"').to_owned();
            json!(format!("{}:{}:{}", text("file"), text("line"), text("column")))
        }
        Value::Object(map) => {
            let pairs = map.into_iter().map(|(key, value)| (key, places_as_text(value)));
            Value::Object(pairs.collect())
        }
        scalar => scalar,
    }
}

pub(crate) fn place(place: Option<&Place>) -> Value {
    place.map_or(Value::Null, |place| json!(place.to_string()))
}

fn tenants(project: &Project) -> Value {
    let tenants = project.snapshot().tenants();
    let tenants = tenants.iter().map(|tenant| {
        let environments = tenant.environments.iter();
        let environments: Vec<_> =
            environments.map(|each| json!({"from": each.from, "name": each.name})).collect();
        json!({
            "name": tenant.name,
            "environments": environments,
            "tier": tenant.tier,
            "isolation": tenant.isolation,
            "place": place(tenant.place.as_ref()),
        })
    });
    tenants.collect()
}

fn pipelines(project: &Project) -> Value {
    let pipelines = project.snapshot().pipelines();
    let pipelines = pipelines.iter().map(|pipeline| {
        let stages = pipeline.stages.iter().map(|stage| {
            let gates = stage.gates.iter().map(
                |gate| json!({"name": gate.name, "when": gate.when, "approval": gate.approval}),
            );
            json!({
                "environment": stage.environment,
                "auto_promote": stage.auto_promote,
                "gates": gates.collect::<Vec<_>>(),
                "place": place(stage.place.as_ref()),
            })
        });
        json!({
            "name": pipeline.name,
            "title": pipeline.title,
            "stages": stages.collect::<Vec<_>>(),
        })
    });
    pipelines.collect()
}

struct AskFlag<'f> {
    flags: &'f Flags,
    name: &'f str,
    args: &'f Map<String, Value>,
}

impl Ask for AskFlag<'_> {
    type Answer = Value;

    fn ask<T: FlagValue + Plain>(self, default: T) -> Value {
        details(&self.flags.details(self.name, &context(self.flags, self.args), default))
    }
}

struct AskHandle<'f> {
    flags: &'f Flags,
    name: &'f str,
    args: &'f Map<String, Value>,
}

impl Ask for AskHandle<'_> {
    type Answer = Result<Value, Error>;

    fn ask<T: FlagValue + Plain>(self, default: T) -> Result<Value, Error> {
        let handle = self.flags.handle(self.name, default)?;
        Ok(handle.value(&context(self.flags, self.args)).plain())
    }
}

fn plan(project: &Project, args: &Args<'_>) -> Result<Value, Error> {
    let mut request = project.plan_promotion(args.text("from"), args.text("to"));
    if args.maybe("services").is_some() {
        request = request.services(args.texts("services"));
    }
    let plan = request.build()?;
    let tag = |version: &Option<stageline::promotion::Version>| {
        version.as_ref().map(|version| version.tag.clone())
    };
    let services: Vec<Value> = plan
        .services
        .iter()
        .map(|step| json!({"service": step.service, "from": tag(&step.from), "to": tag(&step.to)}))
        .collect();
    let gates: Vec<Value> = plan
        .gates
        .iter()
        .map(|gate| {
            json!({
                "name": gate.name,
                "environment": gate.environment,
                "when": gate.when,
                "state": gate.state,
            })
        })
        .collect();
    let changes = plan
        .changes
        .sections
        .iter()
        .map(|section| section.differences.len() + usize::from(section.missing_in.is_some()))
        .sum::<usize>();
    Ok(json!({
        "verdict": plan.verdict.as_str(),
        "pipeline": plan.pipeline,
        "services": services,
        "changes": changes,
        "gates": gates,
        "why_not": plan.why_not.iter().map(|reason| reason.code.as_str()).collect::<Vec<_>>(),
        "digest": plan.digest.to_string(),
    }))
}
