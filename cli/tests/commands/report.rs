//! `config report`, and the formats of `config diff` and `config drift-check`.

use insta::assert_snapshot;
use stageline_cli::Exit;

use crate::{Terminal, tell, transcripts};

#[test]
fn a_report_reads_side_by_side_and_as_markdown() {
    assert_snapshot!(transcripts(&[
        "config report --environments production,staging --only configuration,api",
        "config report --environments production,staging --only web --format markdown --everything",
    ]));
}

#[test]
fn mistakes_in_asking_for_a_report_are_told() {
    assert_snapshot!(transcripts(&[
        "config report --environments production",
        "config report --environments production,nowhere",
        "config report --environments production,staging --only prod",
        "config report --environments production,staging --format pdf",
        "config report --environments production,staging --format html --json",
        "config report --environments production,staging --output no-such-folder/a.html",
        "config report --environments production,staging --today soon",
    ]));
}

#[test]
fn every_format_can_be_printed_or_written_and_the_ending_names_it() {
    let folder = std::env::temp_dir().join(format!("stageline-report-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (name, begins) in [
        ("a.html", "<!doctype html>"),
        ("a.md", "### staging against production"),
        ("a.sarif", "{"),
        ("a.xml", "<?xml"),
        ("a.json", "{"),
        ("a.txt", "staging against production"),
        ("a.pdf", "%PDF-"),
    ] {
        let file = folder.join(name);
        let path = file.to_str().unwrap();
        let words = ["config", "report", "--environments", "production,staging", "--output", path];
        let told = tell(&words, Terminal::default());
        assert_eq!((told.exit, told.err.as_str()), (Exit::Findings, ""), "{name}");
        assert_eq!(told.out, format!("written: {path}\n"));
        let bytes = std::fs::read(&file).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.starts_with(begins), "{name}: {}", &text[..40]);
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn differences_and_drift_can_be_told_in_the_same_formats() {
    for command in [
        "config diff staging production",
        "config drift-check --baseline production --compare staging",
    ] {
        for (format, begins) in [
            ("text", "staging"),
            ("markdown", "### staging"),
            ("html", "<!doctype html>"),
            ("sarif", "{"),
            ("junit", "<?xml"),
            ("github", "::"),
            ("json", "{"),
        ] {
            let words = format!("{command} --format {format}");
            let words: Vec<&str> = words.split(' ').collect();
            let told = tell(&words, Terminal::default());
            assert_eq!((told.exit, told.err.as_str()), (Exit::Findings, ""), "{words:?}");
            assert!(told.out.starts_with(begins), "{words:?}: {}", told.out);
        }
    }
}
