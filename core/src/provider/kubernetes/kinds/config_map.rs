//! ConfigMap: texts that containers may take as variables.

use super::{Found, Kind};
use crate::provider::kubernetes::field;
use crate::provider::kubernetes::object::Object;
use crate::yaml::Entry;

pub(super) const KIND: Kind = Kind { name: "ConfigMap", groups: &[""], take };

fn take<'n>(object: Object<'n>, found: &mut Found<'n>) {
    found.config_maps.push(object.name, ConfigMap { object });
}

pub(in crate::provider::kubernetes) struct ConfigMap<'n> {
    pub(in crate::provider::kubernetes) object: Object<'n>,
}

impl<'n> ConfigMap<'n> {
    /// Its texts by key; bytes that are no text are never a variable.
    pub(in crate::provider::kubernetes) fn entries(&self) -> &'n [Entry] {
        let data = field::at(self.object.node, "data").and_then(|data| data.as_map());
        data.map_or(&[], |map| map.entries())
    }
}
