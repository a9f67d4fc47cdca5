//! The variables of a container's process: its own, and those it takes from config maps and
//! secrets.
//!
//! What a container takes from several places, the last of `envFrom` wins and `env` over all of
//! them; in `env` the last of one name.

use std::collections::HashSet;

use indexmap::IndexMap;
use smol_str::{SmolStr, format_smolstr};

use super::field::{self, Fields};
use super::kinds::{Found, Secret};
use super::object::Object;
use crate::error::Result;
use crate::provider::live::Untold;
use crate::source::Span;
use crate::value::KeyPath;
use crate::yaml::{Data, Entry, Node};

const ENV: &str = "spec.template.spec.containers.env";
const ENV_FROM: &str = "spec.template.spec.containers.envFrom";

/// What the variables come to.
#[derive(Default)]
pub(super) struct Variables {
    entries: IndexMap<SmolStr, Entry>,
    /// Where values of Secrets stand.
    pub(super) secrets: HashSet<Span>,
    pub(super) untold: Vec<Untold>,
    pub(super) open: Vec<Untold>,
}

/// Where variables stand in a service.
fn path() -> KeyPath {
    KeyPath::from_iter(["environment"])
}

impl Variables {
    pub(super) fn read(
        container: &Node,
        found: &Found<'_>,
        fields: &Fields<'_, '_>,
    ) -> Result<Self> {
        let mut variables = Self::default();
        for source in fields.list(container, "envFrom", ENV_FROM)? {
            variables.take_all(source, found, fields)?;
        }
        for variable in fields.list(container, "env", ENV)? {
            variables.take(variable, found, fields)?;
        }
        Ok(variables)
    }

    /// The entry `environment`, where there is a variable; `at` is the container.
    pub(super) fn entry(&mut self, container: &Node) -> Option<Entry> {
        let own = field::entry(container, "env").or_else(|| field::entry(container, "envFrom"))?;
        let entries: Vec<Entry> = std::mem::take(&mut self.entries).into_values().collect();
        let node = Node { span: own.node.span, ..container.with_entries(entries) };
        Some(Entry { key: "environment".into(), key_span: own.key_span, node })
    }

    fn put(&mut self, key: SmolStr, key_span: Span, node: Node) {
        self.untold.retain(|untold| untold.path.last() != Some(&key));
        self.entries.shift_remove(&key);
        self.entries.insert(key.clone(), Entry { key, key_span, node });
    }

    fn untold(&mut self, key: &str, reason: SmolStr) {
        self.entries.shift_remove(key);
        self.untold.push(Untold::new(path().join(key), reason));
    }

    /// A whole config map or secret.
    fn take_all(
        &mut self,
        source: &Node,
        found: &Found<'_>,
        fields: &Fields<'_, '_>,
    ) -> Result<()> {
        let prefix = field::at(source, "prefix").and_then(Node::as_text).unwrap_or_default();
        for (key, what) in [("configMapRef", "config map"), ("secretRef", "secret")] {
            let Some(reference) = field::at(source, key) else { continue };
            let name = name(reference, &format!("{ENV_FROM}.{key}.name"), fields)?;
            let taken = match key {
                "configMapRef" => self.take_config_map(prefix, name, found, fields),
                _ => self.take_secret(prefix, name, found, fields)?,
            };
            if !taken {
                let reason = format_smolstr!("the {what} `{name}` is not in the live state");
                self.open.push(Untold::new(path(), reason));
            }
        }
        Ok(())
    }

    fn take_config_map(
        &mut self,
        prefix: &str,
        name: &str,
        found: &Found<'_>,
        fields: &Fields<'_, '_>,
    ) -> bool {
        let mut maps = found.config_maps.named(name).iter();
        let map = maps.find(|map| map.object.is_beside(fields.object));
        for entry in map.map_or(&[][..], |map| map.entries()) {
            self.put(format_smolstr!("{prefix}{}", entry.key), entry.key_span, entry.node.clone());
        }
        map.is_some()
    }

    fn take_secret(
        &mut self,
        prefix: &str,
        name: &str,
        found: &Found<'_>,
        fields: &Fields<'_, '_>,
    ) -> Result<bool> {
        let Some(secret) = secret(found, name, fields.object) else { return Ok(false) };
        for (entry, encoded) in secret.keys() {
            let node = secret.value(entry, encoded, fields.context)?;
            self.secrets.insert(node.span);
            self.put(format_smolstr!("{prefix}{}", entry.key), entry.key_span, node);
        }
        Ok(true)
    }

    /// One variable.
    fn take(&mut self, variable: &Node, found: &Found<'_>, fields: &Fields<'_, '_>) -> Result<()> {
        let named = fields.text(variable, "name", &format!("{ENV}.name"))?;
        let Some((named, key)) = named.and_then(|named| Some((named, named.as_text()?))) else {
            let message = format!("a variable of {} has no name", fields.object);
            return Err(fields.context.error(variable.span, message).help("give its `name`"));
        };
        let (key, key_span) = (SmolStr::new(key), named.span);
        let from = |which: &str| field::at(variable, "valueFrom")?.child(which);
        if let Some(reference) = from("secretKeyRef") {
            return self.take_of_secret(key, key_span, reference, found, fields);
        }
        if let Some(reference) = from("configMapKeyRef") {
            let name = name(reference, &format!("{ENV}.valueFrom.configMapKeyRef.name"), fields)?;
            let wanted = field::at(reference, "key").and_then(Node::as_text);
            let mut maps = found.config_maps.named(name).iter();
            let Some(map) = maps.find(|map| map.object.is_beside(fields.object)) else {
                let reason = format_smolstr!("the config map `{name}` is not in the live state");
                self.untold(&key, reason);
                return Ok(());
            };
            // Without the key the variable is not set, or the container does not start.
            if let Some(entry) = map.entries().iter().find(|entry| Some(&*entry.key) == wanted) {
                self.put(key, key_span, entry.node.clone());
            }
            return Ok(());
        }
        if field::at(variable, "valueFrom").is_some() {
            self.untold(&key, "each pod has its own".into());
            return Ok(());
        }
        let node = field::at(variable, "value").cloned();
        // What is empty is not written at all.
        let node = node.unwrap_or(Node { data: Data::Text("".into()), span: variable.span });
        self.put(key, key_span, node);
        Ok(())
    }

    fn take_of_secret(
        &mut self,
        key: SmolStr,
        key_span: Span,
        reference: &Node,
        found: &Found<'_>,
        fields: &Fields<'_, '_>,
    ) -> Result<()> {
        let name = name(reference, &format!("{ENV}.valueFrom.secretKeyRef.name"), fields)?;
        let wanted = field::at(reference, "key").and_then(Node::as_text).unwrap_or_default();
        let Some(secret) = secret(found, name, fields.object) else {
            let data = Data::Text(format_smolstr!("secret://{name}/{wanted}"));
            self.put(key, key_span, Node { data, span: reference.span });
            return Ok(());
        };
        let keys = secret.keys();
        if let Some((entry, encoded)) = keys.into_iter().find(|(entry, _)| entry.key == wanted) {
            let node = secret.value(entry, encoded, fields.context)?;
            self.secrets.insert(node.span);
            self.put(key, key_span, node);
        }
        Ok(())
    }
}

fn name<'n>(reference: &'n Node, path: &str, fields: &Fields<'_, '_>) -> Result<&'n str> {
    let found = fields.text(reference, "name", path)?.and_then(Node::as_text);
    found.ok_or_else(|| {
        let message = format!("`{path}` of {} is missing", fields.object);
        fields.context.error(reference.span, message).help("name the object that is meant")
    })
}

fn secret<'f, 'n>(
    found: &'f Found<'n>,
    name: &str,
    workload: &Object<'_>,
) -> Option<&'f Secret<'n>> {
    found.secrets.named(name).iter().find(|secret| secret.object.is_beside(workload))
}
