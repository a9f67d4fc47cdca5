//! A list of names on its way to C.

use crate::text::Text;
use crate::{arg, guard};

/// Names, such as those of a project's environments. It belongs to the caller, who frees it with
/// `stageline_names_free`; texts asked of it live as long as it does.
pub struct Names(Vec<String>);

impl Names {
    pub(crate) fn of(names: &[&str]) -> Self {
        Names(names.iter().map(|&name| name.to_owned()).collect())
    }
}

impl From<Vec<String>> for Names {
    fn from(names: Vec<String>) -> Self {
        Names(names)
    }
}

/// How many names there are; 0 when `names` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_names_len(names: *const Names) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(names, "names")?.0.len())) }
}

/// The name at `index`; empty past the last one, or when `names` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_names_at(names: *const Names, index: usize) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || {
            let names = arg::handle(names, "names")?;
            Ok(names.0.get(index).map_or(Text::EMPTY, |name| Text::of(name)))
        })
    }
}

/// Frees `names`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_names_free(names: *mut Names) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(names) }
}
