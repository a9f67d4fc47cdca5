//! A file that a command is asked to write: the old content or the new one stands there, whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use stageline::{Code, Error, Result};

/// Writes a file, through links and with the permissions it has. Folders are not made.
///
/// # Errors
/// `E_IO`.
pub(crate) fn write(file: &Path, content: &[u8]) -> Result<()> {
    put(file, content)
        .map_err(|cause| failure("write", file, cause, "check that its folder exists"))
}

/// The text of a file; `None` where it is not there. What is no UTF-8 is replaced.
///
/// # Errors
/// `E_IO`.
pub(crate) fn read(file: &Path) -> Result<Option<String>> {
    match fs::read(file) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(failure("read", file, cause, "name a file")),
    }
}

fn failure(what: &str, file: &Path, cause: io::Error, help: &str) -> Error {
    let message = format!("cannot {what} `{}`: {cause}", file.display());
    Error::new(Code::Io, message).help(help).cause(cause)
}

fn put(file: &Path, content: &[u8]) -> io::Result<()> {
    let there = match fs::canonicalize(file) {
        Ok(there) => Some(there),
        Err(cause) if cause.kind() == ErrorKind::NotFound => None,
        Err(cause) => return Err(cause),
    };
    let known = there.as_deref().map(fs::metadata).transpose()?;
    if known.as_ref().is_some_and(|known| !known.is_file()) {
        // A device or a pipe takes what is written, and must not be replaced by a file; a folder refuses.
        return fs::write(file, content);
    }
    let target = there.as_deref().unwrap_or(file);
    let Some(name) = target.file_name() else { return Err(ErrorKind::IsADirectory.into()) };
    let fresh = target.with_file_name(format!(".{}.stageline-new", name.to_string_lossy()));
    // Left by a process that was killed, or a link that must not be written through.
    let _ = fs::remove_file(&fresh);
    let written = OpenOptions::new().write(true).create_new(true).open(&fresh).and_then(|new| {
        fill(new, content)?;
        if let Some(known) = known {
            fs::set_permissions(&fresh, known.permissions())?;
        }
        fs::rename(&fresh, target)
    });
    if written.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    written
}

fn fill(mut new: File, content: &[u8]) -> io::Result<()> {
    new.write_all(content)?;
    new.sync_all()
}
