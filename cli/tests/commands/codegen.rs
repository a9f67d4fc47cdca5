//! `feature-flag codegen`: printed, written, and held against a file.

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use stageline::Project;
use stageline_cli::{Exit, Output, execute_in};

use crate::{Terminal, tell, transcripts};

/// A folder of its own, gone with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("stageline-codegen-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn names(&self) -> Vec<String> {
        let names = fs::read_dir(&self.0).unwrap();
        names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a command says of a project, the file's name shortened.
fn codegen(flags: &str, file: &Path, more: &[&str]) -> (Exit, String) {
    let files = [
        ("config/environments.yaml", "environments: {production: {}}"),
        ("config/feature-flags.yaml", flags),
    ];
    let (project, file) = (Project::from_files(files).unwrap(), file.to_str().unwrap());
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let words = ["feature-flag", "codegen", "--lang", "python", "--output", file];
    let words = words.iter().chain(more).copied();
    let exit =
        execute_in(&project, words, &mut Output::new(&mut out, &mut err, Terminal::default()));
    let text = String::from_utf8([out, err].concat()).unwrap();
    (exit, text.replace(file, "FILE"))
}

const FLAGS: &str = "feature_flags: {search: true, limit: 5, theme: dark}";

#[test]
fn each_language_is_printed_as_the_library_writes_it() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/accessors/storefront");
    for (language, file) in
        [("rust", "flags.rs"), ("python", "flags.py"), ("typescript", "flags.ts"), ("c", "flags.h")]
    {
        let told = tell(&["feature-flag", "codegen", "--lang", language], Terminal::default());
        assert_eq!((told.exit, told.err.as_str()), (Exit::Done, ""));
        assert_eq!(told.out, fs::read_to_string(golden.join(file)).unwrap(), "{language}");
        let words = ["feature-flag", "codegen", "--lang", language, "--output", "-", "--json"];
        let document: serde_json::Value =
            serde_json::from_str(&tell(&words, Terminal::default()).out).unwrap();
        assert_eq!(document["text"], told.out);
        assert_eq!(document["flags"][0], "guest_returns");
    }
}

#[test]
fn a_file_is_written_once_and_checked_ever_after() {
    let folder = Folder::new("checked");
    let file = folder.file("flags.py");
    let mut transcript = String::new();
    let mut run = |flags: &str, more: &[&str], expected: Exit| {
        let (exit, text) = codegen(flags, &file, more);
        assert_eq!(exit, expected, "{text}");
        transcript += &format!("$ codegen {}\n{text}── exit {}\n\n", more.join(" "), exit.code());
    };
    run(FLAGS, &["--check"], Exit::Findings);
    run(FLAGS, &[], Exit::Done);
    run(FLAGS, &["--check"], Exit::Done);
    run(FLAGS, &[], Exit::Done);
    let other = "feature_flags: {search: false, limit: 5, new-theme: {default: dark}}";
    run(other, &["--check"], Exit::Findings);
    run(other, &["--check", "--json"], Exit::Findings);
    run(other, &[], Exit::Done);
    fs::write(&file, fs::read_to_string(&file).unwrap().replace("bool", "int")).unwrap();
    run(other, &["--check"], Exit::Findings);
    // Line ends that a checkout changes are no difference.
    run(other, &[], Exit::Done);
    fs::write(&file, fs::read_to_string(&file).unwrap().replace('\n', "\r\n")).unwrap();
    run(other, &["--check"], Exit::Done);
    assert_snapshot!(transcript);
    assert_eq!(folder.names(), ["flags.py"], "nothing else is left");
}

#[test]
fn a_check_writes_nothing() {
    let folder = Folder::new("dry");
    assert_eq!(codegen(FLAGS, &folder.file("flags.py"), &["--check"]).0, Exit::Findings);
    assert!(folder.names().is_empty());
    fs::write(folder.file("flags.py"), "# mine").unwrap();
    assert_eq!(codegen(FLAGS, &folder.file("flags.py"), &["--check"]).0, Exit::Findings);
    assert_eq!(fs::read_to_string(folder.file("flags.py")).unwrap(), "# mine");
}

#[test]
fn what_is_no_file_stays_what_it_is() {
    let folder = Folder::new("places");
    let (exit, text) = codegen(FLAGS, &folder.0, &[]);
    assert_eq!(exit, Exit::Failed);
    assert!(text.contains("E_IO"), "{text}");
    assert_eq!(codegen(FLAGS, &folder.file("no/such/flags.py"), &[]).0, Exit::Failed);
    assert!(folder.names().is_empty(), "no folder is made");
}

#[cfg(unix)]
#[test]
fn a_link_is_written_through_with_the_permissions_of_its_file() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (folder, other) = (Folder::new("link"), Folder::new("linked"));
    let (link, file) = (folder.file("flags.py"), other.file("real.py"));
    fs::write(&file, "").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&file, &link).unwrap();
    // Somebody waits where the new text is put first.
    let trap = other.file("trap");
    symlink(&trap, other.file(".real.py.stageline-new")).unwrap();
    assert_eq!(codegen(FLAGS, &link, &[]).0, Exit::Done);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&file).unwrap().contains("SEARCH: Final"));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(other.names(), ["real.py"]);
    // A device stays one.
    assert_eq!(codegen(FLAGS, Path::new("/dev/null"), &[]).0, Exit::Done);
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn mistakes_in_asking_for_accessors_are_told() {
    assert_snapshot!(transcripts(&[
        "feature-flag codegen",
        "feature-flag codegen --lang pyton",
        "feature-flag codegen --lang cobol",
        "feature-flag codegen --lang rust --check",
        "feature-flag codegen --lang rust --check --output -",
    ]));
}

#[test]
fn names_that_become_one_are_told_and_nothing_is_written() {
    let folder = Folder::new("names");
    let flags = "feature_flags:\n  new-search: true\n  newSearch: true\n";
    let (exit, text) = codegen(flags, &folder.file("flags.py"), &[]);
    assert_eq!(exit, Exit::Failed);
    assert_snapshot!(text);
    assert!(folder.names().is_empty());
}
