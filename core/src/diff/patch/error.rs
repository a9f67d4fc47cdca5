//! Why a patch cannot be applied or made. What a document says is never quoted.

use crate::error::{Code, Error};
use crate::value::KeyPath;

/// What is wrong with an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Why {
    NoMap,
    Missing(&'static str),
    NoText(&'static str),
    UnknownOperation,
    NoPointer,
    Absent(String),
    NoPosition(String),
    BeyondEnd(String),
    NoContainer(String),
    Different(String),
    IntoItself(String),
    WholeDocument,
    TooDeep,
    TooLarge,
}

impl Why {
    /// The error of the operation with a number, counted from 1.
    pub(super) fn at(self, number: usize) -> Error {
        let error = |what: String| Error::new(Code::Patch, format!("operation {number} {what}"));
        let stale = "the patch was made for another document: make it anew for this one";
        match self {
            Self::NoMap => {
                error("is no map".into()).help("write each operation as a map of `op` and `path`")
            }
            Self::Missing(key) => {
                error(format!("has no `{key}`")).help(format!("give it a `{key}`"))
            }
            Self::NoText(key) => {
                error(format!("gives no text as its `{key}`")).help("write it as text")
            }
            Self::UnknownOperation => error("has an `op` that is not known".into())
                .help("use `add`, `remove`, `replace`, `move`, `copy` or `test`"),
            Self::NoPointer => error("has a path that is no JSON Pointer".into())
                .help("begin it with `/`, and write `~1` for a `/` and `~0` for a `~` in a key"),
            Self::Absent(at) => {
                error(format!("speaks of `{at}`, where nothing stands")).help(stale)
            }
            Self::NoPosition(at) => {
                error(format!("speaks of `{at}`, which is no position of a list"))
                    .help("write a position in digits, without a zero before them")
            }
            Self::BeyondEnd(at) => {
                error(format!("speaks of `{at}`, which is beyond the end of the list"))
                    .help("write `-` for the end of a list")
            }
            Self::NoContainer(at) => {
                error(format!("speaks of `{at}`, and above it is neither a map nor a list"))
                    .help(stale)
            }
            Self::Different(at) => error(format!("expects another value at `{at}`")).help(stale),
            Self::IntoItself(at) => error(format!("moves a value to `{at}`, into itself"))
                .help("move it beside itself first, or copy it"),
            Self::WholeDocument => error("removes the whole document".into())
                .help("replace it, with `null` if nothing is meant"),
            Self::TooDeep => {
                error("nests values deeper than 255 levels".into()).help("nest them less deeply")
            }
            Self::TooLarge => {
                error("is one copy too many: more than 8,000,000 values are copied".into())
                    .help("copy less")
            }
        }
    }
}

pub(super) fn not_a_list() -> Error {
    Error::new(Code::Patch, "the patch is no list of operations")
        .help("write a JSON Patch as a list; a map is a merge patch")
}

/// Where a merge patch would have to say `null`.
pub(super) fn null_on_the_right(path: &KeyPath) -> Error {
    let at = path.to_string();
    Error::new(Code::Patch, format!("a merge patch cannot say that `{at}` is null"))
        .help("`null` removes a key there: use a JSON Patch")
}
