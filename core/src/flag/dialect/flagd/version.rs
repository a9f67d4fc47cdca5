//! `sem_ver`: versions, a leading `v` and missing parts allowed, compared by precedence.

use std::cmp::Ordering;

use crate::condition::{compare_versions, is_version};

/// Whether a version stands so to another; nothing where one is no version or the sign has no
/// meaning.
pub(super) fn holds(left: &str, sign: &str, right: &str) -> Option<bool> {
    let (left, right) = (normal(left)?, normal(right)?);
    let ordering = compare_versions(&left, &right)?;
    let number = |version: &str, at: usize| {
        let core = version.split(['-', '+']).next().unwrap_or_default();
        core.split('.').nth(at).map(str::to_owned)
    };
    let same = |at: usize| number(&left, at) == number(&right, at);
    Some(match sign {
        "=" => ordering == Ordering::Equal,
        "!=" => ordering != Ordering::Equal,
        "<" => ordering == Ordering::Less,
        "<=" => ordering != Ordering::Greater,
        ">" => ordering == Ordering::Greater,
        ">=" => ordering != Ordering::Less,
        "^" => same(0),
        "~" => same(0) && same(1),
        _ => return None,
    })
}

/// A semantic version: as it is, without its `v`, or with zeros for the parts that `1` and `1.2` lack.
fn normal(text: &str) -> Option<String> {
    let text = text.strip_prefix(['v', 'V']).unwrap_or(text).trim();
    if is_version(text) {
        return Some(text.to_owned());
    }
    let parts: Vec<&str> = text.split('.').collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.len() > 2 || !parts.iter().all(digits) {
        return None;
    }
    let zeros = [".0.0", ".0"][parts.len() - 1];
    let full = format!("{text}{zeros}");
    is_version(&full).then_some(full)
}
