//! Values that are given as words: read as a file would read them.

use std::path::Path;

use stageline::project::RootReason;
use stageline::source::{FileId, SourceFile};
use stageline::yaml::{Data, Limits, Node, parse};
use stageline::{Code, Error, Project, Result};

/// A word as a file would read it: `5` is a number, `"5"` is text, `[a, b]` is a list; what is no single
/// value is text, as it stands.
///
/// # Errors
/// `E_NUMBER_RANGE` for a number that does not fit 64 bits.
pub(crate) fn value(word: &str) -> Result<Node> {
    let file = SourceFile::new(FileId::NONE, "", word.to_owned());
    let text = || Node::from(word);
    Ok(match parse(&file, &Limits::default()) {
        Ok(node) => match &node.data {
            Data::Map(_) if !word.starts_with('{') => text(),
            Data::List(_) if !word.starts_with('[') => text(),
            Data::Tagged(_) => text(),
            _ if word.is_empty() => text(),
            // Blanks and comments beside the value belong to the word.
            _ if node.span.start > 0 || (node.span.end as usize) < word.len() => text(),
            _ => node,
        },
        Err(error) if error.code() == Code::NumberRange => {
            let error = Error::new(Code::NumberRange, "the number does not fit 64 bits");
            return Err(error.help("quote it to mean text"));
        }
        Err(_) => text(),
    })
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

fn not_found(name: &str) -> Error {
    Error::new(Code::FileNotFound, format!("the file `{name}` does not exist"))
        .help("name it from the working folder or from the project's root")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_a_file_would_read_them() {
        let is =
            |word: &str, json: &str| assert_eq!(value(word).unwrap().to_string(), json, "{word}");
        is("pro", "\"pro\"");
        is("5", "5");
        is("\"5\"", "\"5\"");
        is("2.5", "2.5");
        is("true", "true");
        is("no", "\"no\"");
        is("null", "null");
        is("[a, 1]", "[\"a\",1]");
        is("{a: 1}", "{\"a\":1}");
        for text in
            ["", "a: b", "@x", "- a", "*", "a\tb", "!x y", "feature/new-api", "# x", "5 # x", " 5"]
        {
            assert_eq!(value(text).unwrap().as_text(), Some(text), "{text}");
        }
        assert_eq!(value("99999999999999999999999").unwrap_err().code(), Code::NumberRange);
    }
}
