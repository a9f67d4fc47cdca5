//! What reaches what: `Affected` by changed files, and each `Use` of a line.

use pyo3::prelude::*;
use stageline::project;

use crate::guard::guarded;
use crate::record::{record, tuple};
use crate::to_python::to_python;

/// A part of an environment, for people.
fn part(environment: &str, part: project::Part, service: Option<&str>) -> String {
    match service {
        Some(service) => format!("{environment}: {} {service}", part.as_str()),
        None => format!("{environment}: {}", part.as_str()),
    }
}

fn entry(entry: &project::AffectedEntry) -> String {
    part(&entry.environment, entry.part, entry.service.as_deref())
}

record! {
    /// A part of an environment. `str()` is one line.
    AffectedEntry(project::AffectedEntry), str = |it| entry(it);
    /// The environment.
    environment = |_py, it| it.environment.as_str();
    /// The part.
    part = |_py, it| it.part.as_str();
    /// The service, where the part is one.
    service = |_py, it| it.service.as_deref();
}

record! {
    /// What a change of files may change. `str()` is a line for each part.
    Affected(project::Affected), str = |it| {
        let pipelines = it.pipelines.iter().map(|name| format!("pipeline {name}"));
        let unknown = it.unknown.iter().map(|path| format!("read by nobody: {path}"));
        let lines = it.entries.iter().map(entry).chain(pipelines).chain(unknown);
        lines.collect::<Vec<_>>().join("\n")
    };
    /// The parts of environments, sorted, each once.
    entries = |py, it| tuple(py, it.entries.iter().cloned(), AffectedEntry)?;
    /// The pipelines, by the names of their workflows, sorted.
    pipelines = |py, it| tuple(py, &it.pipelines, String::as_str)?;
    /// Paths that no part of the project reads, sorted.
    unknown = |py, it| tuple(py, &it.unknown, String::as_str)?;
    {
        /// The services to deploy again, in the shape that matrix jobs of continuous integration
        /// take: `{"include": [{"environment": …, "service": …}]}`.
        fn matrix<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            guarded(|| Ok(to_python(py, &self.0.matrix())?))
        }
    }
}

record! {
    /// A value that is written on a line, where an environment has it. `str()` is one line.
    Use(project::Use), str = |it| {
        let part = part(&it.environment, it.part, it.service.as_deref());
        format!("{part} {}{}", it.path, if it.wins { "" } else { " (overridden)" })
    };
    /// The environment.
    environment = |_py, it| it.environment.as_str();
    /// The part of it.
    part = |_py, it| it.part.as_str();
    /// The service, where the part is one.
    service = |_py, it| it.service.as_deref();
    /// The path in the part; of a flag, its name and what lies below.
    path = |_py, it| it.path.to_string();
    /// Whether it counts there; otherwise something stronger says otherwise.
    wins = |_py, it| it.wins;
}
