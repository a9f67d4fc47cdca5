//! stageline for C: the functions of `include/stageline.h`, which is generated from this crate.
//!
//! | file | owns |
//! | --- | --- |
//! | `abi`, `version` | the numbers a program compares before it trusts the library |
//! | `status` | what a function returns |
//! | `error` | the error object behind the last out-parameter, and its accessors |
//! | `text` | the borrowed string view and owned bytes |
//! | `names` | a list of names |
//! | `options`, `project`, `snapshot` | opening a project, following it, pinning its state |
//! | `resolve` | environments and services by name |
//! | `value`, `read`, `path` | a tree: its shape and parts, values as C's own types, paths of keys |
//! | `provenance`, `origin`, `explanation` | where a value was written, and what it overrode |
//! | `affected`, `uses` | what a change of files reaches, and who reads a line |
//! | `edit`, `target` | an edit, and what it is about |
//! | `scope`, `items` | what an edit does to values, and to items of lists |
//! | `flag_scope` | what an edit does to a flag by what it answers |
//! | `preview`, `radius` | what an edit would write, and what that changes |
//! | `flags`, `flag`, `context` | feature flags by name and by handle, and who asks |
//! | `clock`, `time` | the time that flags are asked at, and how C writes it |
//! | `details`, `evaluations`, `flag_value` | what a flag, or several, answered and why |
//! | `flag_preview`, `forecasts` | the shares of a flag at a time, and what time will change |
//! | `flag_documents` | answers of flags as JSON and text at once |
//! | `watch`, `watch_options` | a project that follows its files |
//! | `exposures`, `flag_counts` | who was given what, and how often |
//! | `overriding` | flags that answer as a test says |
//! | `flag_comparison` | who gets what differently in two environments |
//! | `flag_import` | flags of other tools, as the text of a file of ours |
//! | `validation`, `findings` | how a project is validated, and what rules of the host find |
//! | `report`, `finding` | what is wrong, in every format, and one by one |
//! | `tree_diff`, `tree_options`, `patch` | what differs between any two documents, and patches of the standards |
//! | `three_way` | what two sides changed since they last agreed |
//! | `compare`, `drift_options` | environments held against each other, and what is asked beside them |
//! | `comparison`, `row`, `render_options` | what a comparison found, one by one and in every format |
//! | `live`, `live_options` | what is running, held against what is declared |
//! | `fix_plan` | what makes one environment say what another one says |
//! | `differences` | how environments differ as JSON and text at once |
//! | `resources`, `demand` | what services ask for, and what environments may use |
//! | `plan` | a promotion's plan |
//! | `quantity` | amounts that are spelled in several ways |
//! | `json`, `word` | JSON text from C, and the engine's words for its enums |
//! | `arg` | pointers from C → references, or a usage error |
//! | `guard` | the frame around every exported function: out-parameters, errors, panics |
//! | `log`, `forward` | the log callback, and the `tracing` subscriber that feeds it |
//! | `probe`, `probe_json` | functions that fail on purpose, and what reads the vectors for the tests |
//!
//! An exported function is its conversions and one call into the engine:
//!
//! ```ignore
//! #[unsafe(no_mangle)]
//! pub unsafe extern "C" fn stageline_noun_verb_n(
//!     this: *const Noun, name: *const c_char, name_len: usize,
//!     out: *mut *mut Other, err: *mut *mut Error,
//! ) -> Status {
//!     // SAFETY: the caller keeps the contract of the header.
//!     unsafe {
//!         guard::call(out, err, || {
//!             let this = arg::handle(this, "noun")?;
//!             let name = arg::text(name, name_len, "name")?;
//!             Ok(guard::give(this.verb(name)?))
//!         })
//!     }
//! }
//! ```
//!
//! A text argument has two functions: `…_n` takes pointer and length, and the plain one takes
//! a NUL-terminated string and calls it with `STAGELINE_NUL`. A handle has `stageline_noun_free`,
//! made of `guard::take`. New handles are named in `cbindgen.toml`.

// One contract for every function, written once in the header's preamble (`cbindgen.toml`).
#![allow(clippy::missing_safety_doc)]

pub mod abi;
pub mod affected;
mod arg;
pub mod clock;
pub mod compare;
pub mod comparison;
pub mod context;
pub mod demand;
pub mod details;
pub mod differences;
pub mod drift_options;
pub mod edit;
pub mod error;
pub mod evaluations;
pub mod explanation;
pub mod exposures;
pub mod finding;
pub mod findings;
pub mod fix_plan;
pub mod flag;
pub mod flag_comparison;
pub mod flag_counts;
pub mod flag_documents;
pub mod flag_import;
pub mod flag_preview;
pub mod flag_scope;
pub mod flag_value;
pub mod flags;
pub mod forecasts;
mod forward;
mod guard;
pub mod items;
mod json;
pub mod live;
mod live_options;
pub mod live_provider;
pub mod log;
pub mod names;
pub mod options;
pub mod origin;
pub mod overriding;
pub mod patch;
pub mod path;
pub mod plan;
pub mod preview;
/// cbindgen:ignore
#[cfg(feature = "probe")]
pub mod probe;
/// cbindgen:ignore
#[cfg(feature = "probe")]
pub mod probe_json;
pub mod project;
pub mod provenance;
pub mod quantity;
pub mod radius;
pub mod read;
mod render_options;
pub mod report;
pub mod resolve;
pub mod resources;
pub mod row;
pub mod scope;
pub mod snapshot;
pub mod status;
pub mod target;
pub mod text;
pub mod three_way;
pub mod time;
pub mod tree_diff;
mod tree_options;
pub mod uses;
pub mod validation;
pub mod value;
pub mod version;
pub mod watch;
mod watch_options;
mod word;
