//! Maps that an edit empties: those that then mean nothing go too.

use super::Standing;
use super::items::is_list;
use crate::value::KeyPath;
use crate::yaml::Data;

impl Standing<'_> {
    /// A value, or the topmost map of the layer that would be left with nothing when it goes and then
    /// means nothing: it carries no tag, is no part of a list, hides nothing but maps, and is not the
    /// layer as a whole. Nor does it hold what is kept.
    pub(super) fn with_emptied(&self, path: &KeyPath, keep: Option<&KeyPath>) -> KeyPath {
        let Some(own) = self.own.filter(|_| self.is_layer) else { return path.clone() };
        let mut maps = Vec::new();
        let mut node = own;
        for key in path.keys() {
            maps.push(node);
            match node.child(key) {
                Some(child) => node = child,
                None => return path.clone(),
            }
        }
        let in_list = maps.iter().position(|node| is_list(node)).unwrap_or(maps.len());
        let mut gone = path.clone();
        for (depth, map) in maps.iter().enumerate().skip(1).rev() {
            let mut above = gone.clone();
            above.pop();
            let is_emptied = matches!(&map.data, Data::Map(map) if map.len() == 1);
            let below = self.inherited(&above);
            let means_something = depth >= in_list
                || below.is_some_and(|below| below.as_map().is_none())
                || keep.is_some_and(|keep| above.contains(keep));
            if !is_emptied || means_something {
                break;
            }
            gone = above;
        }
        gone
    }
}
