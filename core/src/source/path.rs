//! Paths inside a project, without touching a disk.

use crate::error::{Code, Error, Place, Result};

/// Joins `path` onto the folder of the file `from`, and refuses whatever leaves the root.
pub(crate) fn relative_to(from: &str, path: &str) -> Result<String> {
    let outside = || {
        Error::new(Code::PathOutside, format!("the path `{path}` leaves the project"))
            .help("name a file inside the project's root")
    };
    let windows_drive = path.as_bytes().get(1) == Some(&b':');
    if path.starts_with('/') || path.contains('\\') || windows_drive || path.contains('\0') {
        return Err(outside());
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or_else(outside)?;
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

pub(super) fn not_found(path: &str) -> Error {
    Error::new(Code::FileNotFound, format!("the file `{path}` does not exist"))
        .help("create it, or correct the name")
        .at(Place::file(path))
}

pub(crate) fn too_large(path: &str, limit: u64) -> Error {
    Error::new(Code::FileTooLarge, format!("the file `{path}` is larger than {limit} bytes"))
        .help("split it, or raise `limits.file_bytes`")
        .at(Place::file(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside_the_root() {
        let from = "config/production.yaml";
        assert_eq!(relative_to(from, "bases/a.yaml").unwrap(), "config/bases/a.yaml");
        assert_eq!(relative_to(from, "../shared/./a.yaml").unwrap(), "shared/a.yaml");
        for hostile in ["../../etc/passwd", "/etc/passwd", "..\\x", "C:/x", "a\0b"] {
            assert_eq!(relative_to(from, hostile).unwrap_err().code(), Code::PathOutside);
        }
    }
}
