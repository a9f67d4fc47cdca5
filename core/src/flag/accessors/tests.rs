//! What accessors say of flags, whatever the flags are called.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::{Accessors, Language, Outdated};
use crate::error::Code;
use crate::{Project, Result};

fn project(flags: &str) -> Project {
    let environments = "environments: {staging: {}, production: {}}";
    let files = [("config/environments.yaml", environments), ("config/feature-flags.yaml", flags)];
    Project::from_files(files).unwrap()
}

fn accessors(flags: &str, language: Language) -> Result<Accessors> {
    project(flags).snapshot().flag_accessors(language)
}

fn rust(flags: &str) -> String {
    accessors(flags, Language::Rust).unwrap().text().to_owned()
}

/// The files that programs in each language are compiled from, and run; written anew with
/// `STAGELINE_UPDATE=1`.
#[test]
fn what_is_compiled_in_each_language_is_what_is_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let golden = root.join("tests/golden/accessors");
    for (folder, files) in [
        (golden.join("storefront"), root.join("examples/storefront")),
        (golden.join("hostile"), golden.join("hostile")),
        (golden.join("empty"), golden.join("empty")),
    ] {
        let snapshot = Project::open(files).unwrap().snapshot();
        for (language, file) in [
            (Language::Rust, "flags.rs"),
            (Language::Python, "flags.py"),
            (Language::TypeScript, "flags.ts"),
            (Language::C, "flags.h"),
        ] {
            let accessors = snapshot.flag_accessors(language).unwrap();
            let file = folder.join(file);
            if std::env::var_os("STAGELINE_UPDATE").is_some() {
                fs::write(&file, accessors.text()).unwrap();
            }
            let outdated = accessors.outdated(&fs::read_to_string(&file).unwrap_or_default());
            assert_eq!(outdated, None, "{}", file.display());
        }
    }
}

#[test]
fn the_type_of_a_flag_is_that_of_all_its_values() {
    for (flag, bound) in [
        ("true", "boolean(names::A, true)"),
        ("{production: true}", "boolean(names::A, false)"),
        ("{default: false, production: {rollout: {percentage: 5}}}", "boolean(names::A, false)"),
        ("{kill_switch: true}", "boolean(names::A, false)"),
        ("x", "text(names::A, \"x\")"),
        ("{default: 3, production: 4}", "integer(names::A, 3)"),
        (
            "{default: 3, production: {rules: [{when: a == 1, serve: 0.5}]}}",
            "number(names::A, 3.0)",
        ),
        (
            "{default: 1, staging: {schedule: [{at: 2027-01-01T00:00:00Z, set: 0.5}]}}",
            "number(names::A, 1.0)",
        ),
        // No number that is asked for can hold it.
        ("{production: 18446744073709551615}", "json(names::A, Node::default())"),
        ("{default: 1, production: x}", "json(names::A, Node::default())"),
        ("{default: true, production: null}", "json(names::A, Node::default())"),
        (
            "{default: {a: [1, 0.5, null]}}",
            "json(names::A, Node::from_iter([(\"a\", Node::from(Vec::<Node>::from([Node::from(1_i64), Node::from(0.5), Node::default()])))]))",
        ),
        ("{default: .inf}", "number(names::A, 0.0)"),
        ("{description: says nothing}", "json(names::A, Node::default())"),
        // A variant counts though nobody is served it; the first one stands in where none is `off`.
        ("{variants: {b: 1, c: 0.5}, production: b}", "number(names::A, 1.0)"),
        ("{variants: {b: x, off: y}, production: b}", "text(names::A, \"y\")"),
        ("{variants: {b: x, c: y}, default: c}", "text(names::A, \"y\")"),
        ("{variants: {b: true, c: false}, production: b}", "boolean(names::A, false)"),
        (
            "{variants: {on: true, loud: {volume: 11}}, production: on}",
            "json(names::A, Node::default())",
        ),
    ] {
        let text = rust(&format!("feature_flags: {{a: {flag}}}"));
        assert!(text.contains(&format!("flags.{bound}?")), "{flag}: {text}");
    }
}

#[test]
fn integers_that_javascript_cannot_hold_are_bigints() {
    let text = |value: &str| {
        let flags = format!("feature_flags: {{a: {value}}}");
        accessors(&flags, Language::TypeScript).unwrap().to_string()
    };
    assert!(text("9007199254740991").contains("{ default: 9007199254740991 }"));
    assert!(text("-9007199254740992").contains("{ default: -9007199254740992n }"));
}

#[test]
fn names_that_become_one_are_told_with_both_places() {
    let flags = "feature_flags:\n  new-search: true\n  newSearch: true\n  other: 1\n";
    for language in Language::ALL {
        let error = accessors(flags, language).unwrap_err();
        assert_eq!(error.code(), Code::NameTaken);
        let places: Vec<_> = error.places().iter().map(|place| place.line).collect();
        assert_eq!(places, [2, 3], "{error}");
    }
    let error = accessors(flags, Language::TypeScript).unwrap_err();
    let told = "the flags `new-search` and `newSearch` would both be `newSearch` in TypeScript";
    assert_eq!(error.message().replace(" and the flag ", " and "), told.replace("flags", "flag"));
    // What they share besides is not told, every two variants of one flag are.
    let flags = "feature_flags: {a-b: {variants: {c: 1}}, a_b: {variants: {c: 1}}, d: {variants: {e-e: 1, e_e: 2, f-f: 3, f_f: 4}}}";
    let error = accessors(flags, Language::C).unwrap_err();
    assert_eq!(error.problems().len(), 3, "{error:?}");
    // What is one in camel case need not be one in snake case.
    let flags = "feature_flags: {a1: true, a_1: true}";
    assert!(accessors(flags, Language::Rust).is_ok());
    assert!(accessors(flags, Language::TypeScript).is_err());
    // A variant's getter is a name too, and so are variants.
    let flags = "feature_flags: {a: {variants: {b: 1}}, a-variant: true}";
    assert!(accessors(flags, Language::Python).is_err());
    let flags = "feature_flags: {a: {variants: {b-c: 1, b_c: 2}}}";
    for (language, is_fine) in
        [(Language::Rust, false), (Language::C, false), (Language::Python, true)]
    {
        assert_eq!(accessors(flags, language).is_ok(), is_fine, "{language}");
    }
}

#[test]
fn a_word_that_a_language_keeps_for_itself_gets_another_one_behind_it() {
    let flags = "feature_flags: {type: true, class: true, then: true, constructor: true, new: true, bool: true}";
    let has = |language, names: &[&str]| {
        let text = accessors(flags, language).unwrap().to_string();
        for name in names {
            assert!(text.contains(&format!("{name}(")), "{language} {name}");
        }
    };
    has(Language::Rust, &["fn type_flag", "fn class", "fn then", "fn constructor", "fn new_flag"]);
    has(Language::Python, &["def type", "def class_flag", "def new", "def bool_flag"]);
    has(Language::TypeScript, &["  type", "  class", "  thenFlag", "  constructorFlag", "  new"]);
    has(Language::C, &["bool flag_type", "bool flag_class", "bool flag_constructor"]);
}

#[test]
fn only_what_the_text_says_makes_it_another_one() {
    let flags =
        |more: &str, a: &str| format!("feature_flags: {{{more}a: {{default: false, {a}}}, z: 1}}");
    let before = rust(&flags("b: true, ", "production: {rollout: {percentage: 10}}"));
    let outdated = |flags: String| accessors(&flags, Language::Rust).unwrap().outdated(&before);
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    assert_eq!(outdated(flags("b: true, ", "production: {rollout: {percentage: 90}}")), None);
    assert_eq!(
        outdated("feature_flags: {z: 1, b: true, a: {production: true, default: false}}".into()),
        None
    );
    let changed = outdated(flags("\"c '%@ é\": true, ", "owner: somebody")).unwrap();
    let expected =
        Outdated { added: names(&["c '%@ é"]), changed: names(&["a"]), removed: names(&["b"]) };
    assert_eq!(changed, expected);
    // And back again, by the name that had to be escaped.
    let after = rust(&flags("\"c '%@ é\": true, ", ""));
    let back = accessors(&flags("", ""), Language::Rust).unwrap().outdated(&after).unwrap();
    assert_eq!((back.removed, back.changed), (names(&["c '%@ é"]), names(&[])));
    // What is no change of a flag.
    let same = accessors(&flags("b: true, ", ""), Language::Rust).unwrap();
    assert_eq!(same.outdated(&before.replace('\n', "\r\n")), None);
    assert!(same.outdated(&before.replace("-> bool", "-> u8")).unwrap().is_text_alone());
    assert_eq!(same.outdated("").unwrap().added, ["a", "b", "z"]);
}

#[test]
fn a_language_that_is_not_known_is_told() {
    let error = "pyton".parse::<Language>().unwrap_err();
    assert_eq!((error.code(), error.suggestions()), (Code::Usage, &["python".to_owned()][..]));
    for language in Language::ALL {
        assert_eq!(language.as_str().parse::<Language>().unwrap(), language);
    }
}

/// What stands outside of comments and literals, as far as all four languages agree on them.
fn code(text: &str, language: Language) -> String {
    let (mut code, mut rest) = (String::new(), text);
    let line = if language == Language::Python { "#" } else { "//" };
    let quote = if language == Language::TypeScript { '\'' } else { '"' };
    while let Some(first) = rest.chars().next() {
        let skipped = if rest.starts_with("\"\"\"") && language == Language::Python {
            rest[3..].find("\"\"\"").map(|at| at + 6)
        } else if rest.starts_with("/*") {
            rest.find("*/").map(|at| at + 2)
        } else if rest.starts_with(line) {
            rest.find('\n')
        } else if first == quote {
            let mut escaped = false;
            let end = rest[1..].char_indices().find(|(_, char)| {
                let ends = !escaped && *char == quote;
                escaped = !escaped && *char == '\\';
                ends
            });
            end.map(|(at, _)| at + 2)
        } else {
            code.push(first);
            Some(first.len_utf8())
        };
        rest = &rest[skipped.unwrap()..];
    }
    // How many comments there are is of no account.
    code.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    /// Whatever a flag is called and says of itself: the same code comes out, but for its identifiers.
    #[test]
    fn no_text_of_a_flag_becomes_code(
        description in "\\PC{0,12}|[\"'*/\\\\`@#?\n ]{0,12}",
        owner in "[\"'*/\\\\\n\u{2028}\u{202e}]{0,8}",
        variant in "[\"'*/\\\\\n ?@#`]{0,6}",
        value in "\\PC{0,8}|[\"'*/\\\\\n\0]{0,6}",
    ) {
        let text = |text: &str| serde_json::to_string(text).unwrap();
        let flag = |description: &str, owner: &str, variant: &str, value: &str| {
            format!(
                "feature_flags: {{flag: {{description: {}, owner: {}, default: {variant}, variants: {{{variant}: {}}}}}}}",
                text(description), text(owner), text(value), variant = text(variant),
            )
        };
        for language in Language::ALL {
            let plain = accessors(&flag("plain", "plain", "_", "plain"), language).unwrap();
            let hostile = accessors(&flag(&description, &owner, &variant, &value), language).unwrap();
            let (plain, hostile) = (code(plain.text(), language), code(hostile.text(), language));
            // A text that holds a zero is handed over with its length.
            let counted = value.contains('\0') && language == Language::C;
            prop_assert!(plain == hostile || counted, "{language}:\n{hostile}");
        }
    }
}
