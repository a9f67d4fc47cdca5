//! `config report`, and the formats of `config diff` and `config drift-check`.

use insta::assert_snapshot;
use stageline_cli::Exit;

use crate::{Terminal, storefront, tell, transcripts};

#[test]
fn a_report_reads_side_by_side_and_as_markdown() {
    assert_snapshot!(transcripts(&[
        "config report --environments production,staging --only configuration,api",
        "config report --environments production,staging --only web --format markdown --everything",
    ]));
}

#[test]
fn many_environments_stand_in_a_table_that_fits_the_terminal() {
    let diff = "config diff development testing staging production production-eu --only record,api";
    let drift = "config drift-check --baseline production --compare staging,testing,development --only record,api";
    let words = |line: &'static str| line.split(' ').collect::<Vec<_>>();
    for width in [60, 80, 120] {
        for line in [diff, drift] {
            let terminal = Terminal { out: true, width: Some(width), ..Terminal::default() };
            let told = tell(&words(line), terminal);
            assert_eq!((told.exit, told.err.as_str()), (Exit::Findings, ""));
            assert!(told.out.contains("\u{1b}[1m"), "coloured");
            let plain = without_colours(&told.out);
            let table = plain
                .lines()
                .skip(1)
                .filter(|line| !line.contains(" = ") && !line.contains(" --project "));
            for line in table {
                let wide = line.chars().count();
                // A place is never cut.
                assert!(wide <= width || line.contains(".yaml:"), "{wide} of {width}: {line}");
            }
        }
    }
    let terminal = Terminal { width: Some(80), no_color: true, out: true, ..Terminal::default() };
    let named = format!(" --project {}", storefront().display());
    let told = |line| tell(&words(line), terminal).out.replace(&named, "");
    let [diff, drift] = [diff, drift].map(told);
    assert!(!diff.contains('\u{1b}'), "no colours where nobody wants them");
    assert_snapshot!("many_environments", diff);
    assert_snapshot!("drift_of_many", drift);
    assert_snapshot!(
        "many_environments_in_a_pipe",
        transcripts(&[
            "config diff production production-eu staging --only record",
            "config drift-check --baseline production --compare staging,testing --only record --everything",
            "config diff production staging production",
        ])
    );
    let told =
        tell(&words("config diff production staging testing --json --only record"), terminal);
    let survey: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(survey["environments"], serde_json::json!(["production", "staging", "testing"]));
}

fn without_colours(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once('m').map_or(part, |(_, rest)| rest))
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
