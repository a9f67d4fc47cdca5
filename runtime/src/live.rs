//! Live state from files: one for each environment, or a folder of them.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use stageline::error::{Code, Error, Place, Result};
use stageline::model::check_name;
use stageline::provider::{LiveEnvironment, LiveOptions, LiveState};

/// What stands for the environment's name in a pattern.
const ENVIRONMENT: &str = "{environment}";

/// Files with these endings are read from a folder.
const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// Reads what is running from files that were written beforehand, as by
/// `kubectl get deployments,horizontalpodautoscalers,configmaps,secrets -o yaml`.
///
/// A pattern names the file or the folder of an environment, as in `live/{environment}.yaml` or
/// `live/{environment}`. Of a folder, the files that end in `.yaml`, `.yml` and `.json` are read
/// together, those in folders below it are not.
#[derive(Debug, Clone)]
pub struct FileLiveState {
    pattern: String,
    options: LiveOptions,
}

impl FileLiveState {
    /// A provider for a pattern.
    ///
    /// # Errors
    /// `E_USAGE` for a pattern without `{environment}`: one file is no answer for each of them.
    pub fn new(pattern: impl Into<String>) -> Result<Self> {
        let pattern = pattern.into();
        if !pattern.contains(ENVIRONMENT) {
            let message =
                format!("the pattern `{pattern}` does not say where an environment's name stands");
            return Err(Error::new(Code::Usage, message)
                .help("write `{environment}` in its place, as in `live/{environment}.yaml`"));
        }
        Ok(Self { pattern, options: LiveOptions::new() })
    }

    /// How files are read. The environment is the one that is asked for.
    #[must_use]
    pub fn options(mut self, options: LiveOptions) -> Self {
        self.options = options;
        self
    }

    /// What is running in an environment.
    ///
    /// # Errors
    /// `E_NO_PROVIDER` where nothing is written for it, `E_NAME` for a name that no environment has,
    /// `E_IO`, `E_NOT_A_FILE`, `E_FILE_TOO_LARGE` and `E_ENCODING` for a file that cannot be read, and what
    /// [`LiveEnvironment::read`] says of its content.
    pub fn read(&self, environment: &str) -> Result<LiveEnvironment> {
        // Such a name has no `/` and does not begin with a dot, so it stays where the pattern leads.
        check_name("environment", environment)?;
        let path = self.pattern.replace(ENVIRONMENT, environment);
        let options = self.options.clone().environment(environment);
        read_live(&path, &options).map_err(|error| match error.code() {
            Code::FileNotFound => nothing(environment, &path),
            _ => error,
        })
    }
}

/// What is running, as one file says it, or those of a folder together that end in `.yaml`, `.yml` or
/// `.json`.
///
/// # Errors
/// `E_FILE_NOT_FOUND` where there is none, `E_IO`, `E_NOT_A_FILE`, `E_FILE_TOO_LARGE` and `E_ENCODING` for
/// one that cannot be read, and what [`LiveEnvironment::read`] says of its content.
pub fn read_live(path: impl AsRef<Path>, options: &LiveOptions) -> Result<LiveEnvironment> {
    let path = path.as_ref();
    let paths = match fs::metadata(path) {
        Ok(found) if found.is_dir() => files_of(path)?,
        Ok(_) => vec![path.to_owned()],
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(not_found(path)),
        Err(error) => return Err(unreadable(path, error)),
    };
    if paths.is_empty() {
        return Err(not_found(path));
    }
    // The limit of one file holds for all of an environment.
    let limit = options.limits_of_files().file_bytes;
    let mut left = limit;
    let mut files = Vec::new();
    for path in paths {
        let text = text(&path, left, limit)?;
        left -= text.len() as u64;
        files.push((shown(&path), text));
    }
    Ok(LiveEnvironment::read_files(files, options)?.with_origin(shown(path)))
}

#[async_trait]
impl LiveState for FileLiveState {
    fn name(&self) -> &str {
        "files"
    }

    /// Reads without waiting for anything but the disk.
    async fn state(&self, environment: &str) -> Result<LiveEnvironment> {
        self.read(environment)
    }
}

/// The files of a folder that may hold live state, sorted.
fn files_of(folder: &Path) -> Result<Vec<PathBuf>> {
    let unreadable = |error| unreadable(folder, error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if ENDINGS.contains(&ending) && !path.is_dir() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// The text of a file of at most `left` bytes; `limit` is what there was at first.
fn text(path: &Path, left: u64, limit: u64) -> Result<String> {
    let place = || Place::file(shown(path));
    // Opening a pipe would wait for somebody to write.
    let kind = fs::metadata(path).map_err(|error| unreadable(path, error))?;
    if !kind.is_file() {
        return Err(Error::new(Code::NotAFile, format!("`{}` is not a file", shown(path)))
            .help("name a file, or a folder of files")
            .at(place()));
    }
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    let mut bytes = Vec::new();
    file.take(left.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(path, error))?;
    if bytes.len() as u64 > left {
        let message = format!("the live state is larger than {limit} bytes");
        return Err(Error::new(Code::FileTooLarge, message)
            .help("leave out what is not compared, or raise the limit")
            .at(place()));
    }
    let is_utf_16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    String::from_utf8(bytes).map_err(|_| {
        let error = Error::new(Code::Encoding, format!("the file `{}` is not UTF-8", shown(path)));
        let error = match is_utf_16 {
            true => error.help("it is UTF-16, as `>` writes in some shells; write it as UTF-8"),
            false => error.help("write it as UTF-8"),
        };
        error.at(place())
    })
}

fn not_found(path: &Path) -> Error {
    Error::new(Code::FileNotFound, format!("no live state is at `{}`", shown(path)))
        .help("name a file, or a folder with files that end in `.yaml`, `.yml` or `.json`")
        .at(Place::file(shown(path)))
}

fn nothing(environment: &str, path: &str) -> Error {
    let message = format!("no live state of `{environment}` is at `{path}`");
    Error::new(Code::NoProvider, message).help(format!(
        "write it with `kubectl get deployments,statefulsets,daemonsets,horizontalpodautoscalers,configmaps,secrets -o yaml > {path}`"
    ))
}

fn unreadable(path: &Path, error: std::io::Error) -> Error {
    Error::new(Code::Io, format!("`{}` cannot be read: {}", shown(path), error.kind()))
        .help("check its permissions")
        .at(Place::file(shown(path)))
        .cause(error)
}

/// A path as messages and places have it, with `/` on every system.
fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
