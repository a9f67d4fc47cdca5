//! Values that are given as words: read as a file would read them.

use std::path::Path;

use stageline::project::RootReason;
use stageline::source::{FileId, SourceFile};
use stageline::yaml::{Data, Limits, Node, parse};
use stageline::{Code, Error, Project, Result};

/// A word as a file would read it: `5` is a number, `"5"` is text, `[a, b]` is a list; what is no single
/// value is text, as it stands.
pub(crate) fn value(word: &str) -> Node {
    let text = || Node::from(word);
    match parse(&file(word), &Limits::default()) {
        Ok(node) => match &node.data {
            Data::Map(_) if !word.starts_with('{') => text(),
            Data::List(_) if !word.starts_with('[') => text(),
            Data::Tagged(_) => text(),
            _ if word.is_empty() => text(),
            // Blanks and comments beside the value belong to the word.
            _ if node.span.start > 0 || (node.span.end as usize) < word.len() => text(),
            _ => node,
        },
        Err(_) => text(),
    }
}

/// A word that is to be written into a file: as [`value`], and refused where it begins like YAML and
/// is none, or is a number that would be written in another way than it is typed.
///
/// # Errors
/// `E_USAGE`, `E_NUMBER_RANGE`, or why it is not YAML.
pub(crate) fn written(word: &str) -> Result<Node> {
    const TEXT: &str = "add `--string` to mean text";
    match parse(&file(word), &Limits::default()) {
        Ok(node) if matches!(node.data, Data::Tagged(_)) => return Ok(node),
        Err(error)
            if error.code() == Code::NumberRange
                || word.starts_with(['{', '[', '"', '\'', '!', '&', '*']) =>
        {
            let message = format!("the value cannot be read: {}", error.message());
            return Err(Error::new(error.code(), message).help(TEXT));
        }
        _ => {}
    }
    let node = value(word);
    let number = matches!(node.data, Data::Int(_) | Data::UInt(_) | Data::Float(_));
    if number && node.to_string() != word {
        let message = format!("`{word}` is a number, and would be written as `{node}`");
        return Err(Error::new(Code::Usage, message).help(TEXT));
    }
    Ok(node)
}

/// The same, or text as it stands.
///
/// # Errors
/// As [`written`].
pub(crate) fn written_or_text(word: &str, is_text: bool) -> Result<Node> {
    match is_text {
        true => Ok(Node::from(word)),
        false => written(word),
    }
}

fn file(word: &str) -> SourceFile {
    SourceFile::new(FileId::NONE, "", word.to_owned())
}

/// The tree of a file that the words name: from the working folder, or else from the project's root.
///
/// # Errors
/// `E_FILE_NOT_FOUND`, `E_IO`, `E_ENCODING`, or why it is not YAML.
pub(crate) fn tree(name: &str, project: &Project) -> Result<Node> {
    let text = text(name, project)?;
    let file = SourceFile::new(FileId::NONE, name, text);
    parse(&file, &Limits::default())
}

/// The text of such a file.
///
/// # Errors
/// `E_FILE_NOT_FOUND`, `E_IO` or `E_ENCODING`.
pub(crate) fn text(name: &str, project: &Project) -> Result<String> {
    let root = project.root();
    if root.reason == RootReason::Memory {
        let snapshot = project.snapshot();
        let file = snapshot.sources().by_path(name);
        return file.map(|file| file.text().to_owned()).ok_or_else(|| not_found(name));
    }
    let here = Path::new(name);
    let there = Path::new(&root.path).join(name);
    let path = if here.exists() { here } else { &there };
    let bytes = std::fs::read(path).map_err(|cause| match cause.kind() {
        std::io::ErrorKind::NotFound => not_found(name),
        _ => Error::new(Code::Io, format!("cannot read `{name}`: {cause}"))
            .help("check the path")
            .cause(cause),
    })?;
    String::from_utf8(bytes).map_err(|_| {
        Error::new(Code::Encoding, format!("the file `{name}` is not UTF-8"))
            .help("save it as UTF-8")
    })
}

/// The files that a word names as a live state: itself, or those of a folder that end in `.yaml`,
/// `.yml` or `.json`, sorted.
///
/// # Errors
/// `E_FILE_NOT_FOUND` for what is not there and a folder without such files, and as [`text`].
pub(crate) fn live_files(name: &str, project: &Project) -> Result<Vec<(String, String)>> {
    let there = Path::new(&project.root().path).join(name);
    let folder = [Path::new(name), &there].into_iter().find(|path| path.is_dir());
    let Some(folder) = folder.filter(|_| project.root().reason != RootReason::Memory) else {
        return Ok(vec![(name.to_owned(), text(name, project)?)]);
    };
    let failed = |cause: std::io::Error| {
        Error::new(Code::Io, format!("cannot read the folder `{name}`: {cause}"))
            .help("check the path")
            .cause(cause)
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        if path.is_file() && matches!(ending, Some("yaml" | "yml" | "json")) {
            files.extend(path.file_name().and_then(|file| file.to_str()).map(str::to_owned));
        }
    }
    files.sort_unstable();
    if files.is_empty() {
        let message = format!("the folder `{name}` holds no file of a live state");
        return Err(Error::new(Code::FileNotFound, message)
            .help("its files end in `.yaml`, `.yml` or `.json`"));
    }
    let name = name.trim_end_matches('/');
    let named = files.into_iter().map(|file| format!("{name}/{file}"));
    named.map(|file| Ok((file.clone(), text(&file, project)?))).collect()
}

fn not_found(name: &str) -> Error {
    Error::new(Code::FileNotFound, format!("the file `{name}` does not exist"))
        .help("name it from the working folder or from the project's root")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_a_file_would_read_them() {
        let is = |word: &str, json: &str| assert_eq!(value(word).to_string(), json, "{word}");
        is("pro", "\"pro\"");
        is("5", "5");
        is("\"5\"", "\"5\"");
        is("2.5", "2.5");
        is("true", "true");
        is("no", "\"no\"");
        is("null", "null");
        is("[a, 1]", "[\"a\",1]");
        is("{a: 1}", "{\"a\":1}");
        for text in [
            "",
            "a: b",
            "@x",
            "- a",
            "*",
            "a\tb",
            "!x y",
            "feature/new-api",
            "# x",
            "5 # x",
            " 5",
            "99999999999999999999999",
        ] {
            assert_eq!(value(text).as_text(), Some(text), "{text}");
        }
    }

    #[test]
    fn what_would_be_written_otherwise_than_typed_is_refused() {
        for word in ["5", "-3", "2.5", "v1.10", "[a, 1]", "a: b", "no", "10%"] {
            assert!(written(word).is_ok(), "{word}");
        }
        assert!(matches!(written("!append [x]").unwrap().data, Data::Tagged(_)));
        for (word, code) in [
            ("1.10", Code::Usage),
            ("01234", Code::Usage),
            ("0x1F", Code::Usage),
            ("1e3", Code::Usage),
            ("{a: 1", Code::Yaml),
            ("[a, b", Code::Yaml),
            ("\"open", Code::Yaml),
            ("!x y", Code::YamlTag),
            ("99999999999999999999999", Code::NumberRange),
        ] {
            assert_eq!(written(word).unwrap_err().code(), code, "{word}");
        }
    }
}
