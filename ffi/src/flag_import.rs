//! Flags of other tools, as the text of a file of ours.

use std::ffi::c_char;

use stageline::flag::import::{Format, Imported, import};

use crate::error::{Error, Place};
use crate::names::Names;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::{arg, guard};

/// Flags of another tool as ours. It never changes, and threads share it freely. It belongs to the caller,
/// who frees it with `stageline_flag_import_free`; what is asked of it lives as long as it does.
pub struct FlagImport {
    imported: Imported,
    yaml: String,
}

/// Something that could not be kept as it was, borrowed from its import.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FlagImportProblem {
    /// The code, such as `E_IMPORT`.
    pub code: Text,
    /// One sentence, without a final period.
    pub message: Text,
    /// What to do about it, or what comes of it; empty where there is nothing to say.
    pub help: Text,
    /// Where in the text; its `file` is empty where there is no place.
    pub place: Place,
}

impl FlagImportProblem {
    const NOTHING: Self = FlagImportProblem {
        code: Text::EMPTY,
        message: Text::EMPTY,
        help: Text::EMPTY,
        place: Place::NOWHERE,
    };
}

/// Reads the flags of another tool, JSON or the same as YAML: the written file answers as its origin does,
/// with everybody in the bucket they were in.
///
/// `source` is the tool: `eppo`, `flagd`, `growthbook` or `unleash`. `file` is what places call the text.
/// With `environment` the flags say what they say in that environment alone; it may be null.
///
/// Errors: `E_IMPORT` with the place of each mistake that leaves no flags to import; `E_USAGE` for a source
/// that is none; `E_NAME` for a name that no environment may have.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_import(
    source: *const c_char,
    file: *const c_char,
    text: *const c_char,
    environment: *const c_char,
    out: *mut *mut FlagImport,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_flags_import_n(
            source,
            arg::STAGELINE_NUL,
            file,
            arg::STAGELINE_NUL,
            text,
            arg::STAGELINE_NUL,
            environment,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_flags_import` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_import_n(
    source: *const c_char,
    source_len: usize,
    file: *const c_char,
    file_len: usize,
    text: *const c_char,
    text_len: usize,
    environment: *const c_char,
    environment_len: usize,
    out: *mut *mut FlagImport,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let source: Format = arg::text(source, source_len, "source")?.parse()?;
            let file = arg::text(file, file_len, "file")?;
            let text = arg::text(text, text_len, "text")?;
            let environment = arg::optional_text(environment, environment_len, "environment")?;
            let imported = import(source, file, text)?;
            let imported = match environment {
                Some(environment) => imported.for_environment(environment)?,
                None => imported,
            };
            let yaml = imported.to_yaml();
            Ok(guard::give(FlagImport { imported, yaml }))
        })
    }
}

/// The text of a `config/feature-flags.yaml`; empty when `import` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_import_yaml(import: *const FlagImport) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(Text::EMPTY, || Ok(Text::of(&arg::handle(import, "import")?.yaml))) }
}

/// The names of the flags, in order.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_import_names(
    import: *const FlagImport,
    out: *mut *mut Names,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let names: Vec<&str> = arg::handle(import, "import")?.imported.flags().collect();
            Ok(guard::give(Names::of(&names)))
        })
    }
}

/// How many things could not be kept as they were; 0 when `import` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_import_problem_count(import: *const FlagImport) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(import, "import")?.imported.problems.len())) }
}

/// What could not be kept, at `index`, sorted by place. Past the last one, or when `import` is null, its
/// texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_import_problem(
    import: *const FlagImport,
    index: usize,
) -> FlagImportProblem {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(FlagImportProblem::NOTHING, || {
            let problem = arg::handle(import, "import")?.imported.problems.get(index);
            Ok(problem.map_or(FlagImportProblem::NOTHING, |problem| FlagImportProblem {
                code: Text::of(problem.code().as_str()),
                message: Text::of(problem.message()),
                help: Text::optional(problem.help_text()),
                place: Place::of(problem.places().first()),
            }))
        })
    }
}

/// Writes the import as JSON: `from`, `flags`, `renamed` (a list of `from` and `to`), `problems` and `yaml`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_import_json(
    import: *const FlagImport,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::json(&arg::handle(import, "import")?.imported)?))
        })
    }
}

/// Frees `import`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_import_free(import: *mut FlagImport) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(import) }
}
