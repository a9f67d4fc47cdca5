//! Documents as people and attackers write them.

mod mistakes;
mod notation;
mod sources;
mod suite;

#[path = "../../../tests/outside/mod.rs"]
mod outside;

use proptest::prelude::*;

use super::*;
use crate::error::{Code, Error};
use crate::source::{FileId, SourceFile};

fn file(text: &str) -> SourceFile {
    SourceFile::new(FileId(0), "a.yaml", text.to_owned())
}

fn node(text: &str) -> Node {
    parse(&file(text), &Limits::default()).unwrap()
}

fn refusal(text: &str) -> Error {
    parse(&file(text), &Limits::default()).unwrap_err()
}

fn json(text: &str) -> String {
    serde_json::to_string(&node(text)).unwrap()
}

fn at<'n>(node: &'n Node, path: &str) -> &'n Node {
    path.split('.').fold(node, |node, key| node.child(key).unwrap())
}

#[test]
fn every_value_knows_its_range() {
    let text = "a:\n  b: \"x\" # c\n  l: [1, 22]\n  t: |\n    one\n    two\n  e:\nz: é\n";
    let (file, root) = (file(text), node(text));
    let shown = |path: &str| {
        let span = at(&root, path).span;
        let place = file.place(span.start, span.end);
        (place.to_string(), &text[span.start as usize..span.end as usize])
    };
    assert_eq!(shown("a.b"), ("a.yaml:2:6".into(), "\"x\""));
    assert_eq!(shown("a.l"), ("a.yaml:3:6".into(), "[1, 22]"));
    assert_eq!(shown("a.l.1"), ("a.yaml:3:10".into(), "22"));
    assert_eq!(shown("a.t").0, "a.yaml:4:6");
    assert_eq!(shown("z"), ("a.yaml:8:4".into(), "é"));
    assert_eq!(shown("a").0, "a.yaml:2:3");
    assert_eq!(at(&root, "a.e").data, Data::Null);
}

#[test]
fn aliases_and_merge_keys_share_what_they_name() {
    let text = "d: &d {a: 1, b: 2}\ne:\n  <<: *d\n  b: 3\nf: *d\n'<<': text\n";
    assert_eq!(
        json(text),
        r#"{"d":{"a":1,"b":2},"e":{"a":1,"b":3},"f":{"a":1,"b":2},"<<":"text"}"#
    );
}

#[test]
fn merge_intentions_are_kept() {
    let root = node("a: !append [1]\nb: !delete\nc: !merge_by:the%20name [{the name: 1}]\n");
    let intent = |path| match &at(&root, path).data {
        Data::Tagged(tagged) => tagged.intent.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(intent("a"), Intent::Append);
    assert_eq!(intent("b"), Intent::Delete);
    assert_eq!(intent("c"), Intent::MergeBy("the name".into()));
}

#[test]
fn bad_documents_are_refused_with_a_place_and_a_remedy() {
    let bomb = {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for i in 1..12 {
            let uses = vec![format!("*a{}", i - 1); 10].join(", ");
            text.push_str(&format!("a{i}: &a{i} [{uses}]\n"));
        }
        text
    };
    for (text, code, place) in [
        ("a: 1\na: 2\n", Code::DuplicateKey, "a.yaml:2:1"),
        ("a: [1, 2\n", Code::Yaml, "a.yaml:1:4"),
        ("a:\n\t- b\n", Code::Yaml, "a.yaml:2:1"),
        ("a: *b\n", Code::Yaml, "a.yaml:1:4"),
        ("a: &a [*a]\n", Code::Yaml, "a.yaml:1:8"),
        ("a: 1\n---\nb: 2\n", Code::Yaml, "a.yaml:2:1"),
        ("a: 99999999999999999999\n", Code::NumberRange, "a.yaml:1:4"),
        ("a: !!python/object:os.system x\n", Code::YamlTag, "a.yaml:1:4"),
        ("a: !vault x\n", Code::YamlTag, "a.yaml:1:4"),
        ("? [a]\n: b\n", Code::Yaml, "a.yaml:1:3"),
        (&bomb, Code::YamlLimit, "a.yaml:7:40"),
        (&"[".repeat(100_000), Code::YamlLimit, "a.yaml:1:129"),
        (&"- ".repeat(50_000), Code::YamlLimit, "a.yaml:1:257"),
        (&format!("{}b: 1", "? ".repeat(20_000)), Code::Yaml, "a.yaml:1:3"),
    ] {
        let error = refusal(text);
        let shown: String = text.chars().take(40).collect();
        assert_eq!((error.code(), error.places()[0].to_string()), (code, place.into()), "{shown}");
        assert!(error.help_text().is_some(), "{shown}");
    }
}

#[test]
fn errors_never_quote_a_value() {
    for text in ["password: hunter2: x\n", "password: 'hunter2\n", "password: [hunter2\n"] {
        assert!(!refusal(text).to_string().contains("hunter2"), "{text}");
    }
    #[derive(Debug, serde::Deserialize)]
    struct Config {
        #[allow(dead_code)]
        password: u32,
    }
    let error = read::<Config>(&node("password: hunter2\n")).unwrap_err();
    assert_eq!(error.message(), "expected a whole number that is not negative, found text");
    assert_eq!(error.path, ["password"]);
}

#[test]
fn reading_leniently_keeps_what_fits() {
    #[derive(Debug, serde::Deserialize)]
    struct Config {
        a: Option<u32>,
        b: Option<Spanned<String>>,
        #[serde(default)]
        rest: Node,
    }
    let reading = read_leniently::<Config>(&node("a: -1\nb: [x]\nrest: {x: [1]}\nbee: 1\n"));
    let config = reading.value.unwrap();
    assert!(config.a.is_none() && config.b.is_none());
    assert_eq!(serde_json::to_string(&config.rest).unwrap(), r#"{"x":[1]}"#);
    let paths: Vec<_> = reading.problems.iter().map(|problem| problem.path.join(".")).collect();
    assert_eq!(paths, ["a", "b"]);
    assert_eq!(reading.unknown[0].key, "bee");
}

#[test]
fn a_list_is_never_read_as_the_fields_of_a_type() {
    #[derive(Debug, serde::Deserialize)]
    struct Config {
        #[allow(dead_code)]
        a: String,
    }
    let error = read::<Config>(&node("- x\n")).unwrap_err();
    assert_eq!(error.message(), "expected a map, found a list");
}

/// Where the quick parser answers, it answers what the full one does.
fn agree(text: &str) -> bool {
    let file = file(text);
    let Some(quick) = quick::parse(&file, &Limits::default()) else { return false };
    let full = compose::compose(&file, &Limits::default());
    let full = full.unwrap_or_else(|error| panic!("{text:?}: {error}"));
    assert_eq!(format!("{quick:?}"), format!("{full:?}"), "{text:?}");
    true
}

#[test]
fn the_quick_parser_reads_files_as_people_write_them() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/storefront");
    let mut folders = vec![std::path::PathBuf::from(root)];
    let (mut quick, mut all) = (0, 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "yaml") {
                all += 1;
                quick += usize::from(agree(&std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    assert!(quick * 4 > all * 3, "only {quick} of {all}");
}

#[test]
fn the_quick_parser_leaves_what_it_does_not_know() {
    for text in AWKWARD {
        agree(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20000))]

    #[test]
    fn the_quick_parser_agrees_with_the_full_one(
        lines in prop::collection::vec(
            (0usize..5, prop::sample::select([LINES, OPEN_LINES].concat())), 1..9,
        )
    ) {
        let text: String =
            lines.iter().map(|(indent, line)| format!("{}{line}\n", " ".repeat(*indent))).collect();
        agree(&text);
        agree(text.trim_end());
    }
}

const LINES: &[&str] = &[
    "a:",
    "b:",
    "c: 1",
    "d: x y",
    "e: \"q\"",
    "'f': 'r'",
    "g: # c",
    "h: 1 # c",
    "# c",
    "",
    "- a",
    "- b: 1",
    "-",
    "- c:",
    "-   d: 2",
    "- 'e'",
    "- [1, {a: b}]",
    "i: [x, 'y', {z: 1}]",
    "j: {a: 1, \"b\": [c]}",
    "k: {}",
    "l: []",
    "x",
    "- - y",
    "m: |",
    "n: >-",
    "o: &p 1",
    "q: *p",
    "r: s: t",
    "u:  v  ",
    "w: -",
    "? a",
    ": b",
    "y: [a",
    "z: {a: b",
    "]",
    "aa: it's",
    "bb: a#b",
    "cc: 'a'#b",
    "dd: ~",
    "ee: 017",
    "ff: http://h:80/x",
    "gg: -1.5",
    "hh: $(x)",
    "ii: <y",
    "jj: [a b, c]",
    "kk: {a: , b: 1}",
    "ll: [,]",
    "mm: [a,b]",
    "nn: ä",
    "- # c",
    "-  ",
    "oo:   ",
    "pp: 'x' # c",
    "qq: [1] # c",
    "---",
    "...",
];

#[test]
fn comments_are_found_where_they_are_comments() {
    let text = "# top\na: 'x # no' # yes\nb: x#no\nc: |\n  # no\n  text\n  # own\nd: \"multi\n  # no\n  \" # é\n  # between\ne: [1, # in\n  2]\n# last";
    let found: Vec<_> =
        comments(&file(text)).into_iter().map(|c| (c.text, c.span.start, c.own_line)).collect();
    let at = |what: &str| text.find(what).unwrap() as u32;
    let wanted = [
        (" top", true),
        (" yes", false),
        (" é", false),
        (" between", true),
        (" in", false),
        (" last", true),
    ];
    let wanted: Vec<_> = wanted
        .map(|(comment, own)| (comment.to_owned(), at(&format!("#{comment}")), own))
        .into_iter()
        .collect();
    assert_eq!(found, wanted);
    let many = "# c\n".repeat(500) + "a: 1\n";
    assert_eq!(comments(&file(&many)).len(), 500);
    assert_eq!(comments(&file("a: 1 # one\nb: [\n")).len(), 1);
}

/// Lines of texts and brackets that go on. Where they are not deep enough, only a lenient parser
/// reads them; so they stand apart.
const OPEN_LINES: &[&str] = &[
    "rr: |-",
    "ss: |+",
    "tt: [a,",
    "uu: {a: 1,",
    "b, c",
    "  ]",
    "}",
    "vv: !append [x]",
    "ww: !replace",
    "xx: !merge_by:b",
    "yy: \"a\\nb\\\\\"",
    "zz: 'it''s'",
    "# [",
    "a b # c",
    "cr: 1\r",
    "- x\r",
    "cs: [1,\r",
    "ct: |\r",
];

/// Documents on the edge of what people write.
const AWKWARD: &[&str] = &[
    "",
    "a",
    "- a\n",
    "a:\n",
    "a: \n",
    "a:\n- x\n",
    "a: x\n  y\n",
    "a: 'x'\n  y\n",
    "a: 'it''s'\n",
    "a: \"x\\n\"\n",
    "a: |\n  x\n",
    "a: &x 1\nb: *x\n",
    "a: !append [1]\n",
    "? a\n: b\n",
    "a: b: c\n",
    "a:b\n",
    "a : b\n",
    "---\na: 1\n",
    "a: 1\n...\n",
    "a: 1\n---\n",
    "a:\t1\n",
    "a: 1\r\n",
    "\u{feff}a: 1",
    "a: 1\n b: 2\n",
    " a: 1\n",
    "a: [1\n]\n",
    "a: [1,2]\n",
    "a: [1, ]\n",
    "a: {b}\n",
    "a: {b: 1, b: 2}\n",
    "a: 1\na: 2\n",
    "a: x #y\n",
    "a: x#y\n",
    "a: #y\n",
    "a:#y\n",
    "a: \"x\"#y\n",
    "a: -\n",
    "a: - b\n",
    "a: @x\n",
    "a: %x\n",
    "a: x:\n",
    "a: http://x:80/\n",
    "a: 99999999999999999999\n",
    "-\n",
    "- - a\n",
    "- a: 1\n  b: 2\n- c\n",
    "-  a: 1\n   b: 2\n",
    "- a: 1\n b: 2\n",
    "a:\n  - b\n - c\n",
    "a: \u{2028}\n",
    "a: \u{1680}\n",
    "a: x\u{3000}\n",
    "a: [x\u{2003}]\n",
    "a: ä # ö\n",
    "é: 1\n",
    "a: {b: [1, {c: 'd'}], e: f g}\n",
    "a: [a b, c]\n",
    "a: [a#b]\n",
    "a: [a:b]\n",
    "a:\n  b:\n c: 1\n",
    "a:\n    b: 1\n  c: 2\n",
    "a: {\"b\":1}\n",
    "a: [-1, - 2]\n",
    "a: x\n# c\n  y\n",
    "a: \u{7f}\n",
    "a: \u{85}\n",
    "a: 'x' y\n",
    "<<: {a: 1}\n",
    "a:   \n\n\nb:\n",
    "a: x  \n",
    "a: {}\nb: []\n",
    "a: [ 1 , 2 ]\n",
    "a: ~\nb: null\n",
    "true: 1\n1: 2\n",
    "a: 1\n\n#\n",
    "a: x # y\n#z",
    "a: x\n   ",
    "--- # c\na: 1\n",
    "# c\n---\na: 1\n",
    "--- a: 1\n",
    "---\n",
    "a: |\n  x\n  y\nb: 1\n",
    "a: |-\n  x\n\n   y\n\n\nb: 1\n",
    "a: |+\n  x\n\n\nb: 1\n",
    "a: |\n  x\n # c\nb: 1\n",
    "a: |\n  x\n    \n  y\n",
    "a: |\n\n  x\n",
    "a: |\n  x",
    "a: |\n  x\n\n",
    "a: |\n  x\n \nb: 1\n",
    "a:\n  b: |\n    x\n  # c\n  d: 1\n",
    "a:\n  b: |\n    x\n\n\n  d: 1\n",
    "a:\n  b: |\n    x\n# c\nd: 1\n",
    "- |\n  x\n- |\n y\n",
    "- a: |\n    x\n  b: 1\n",
    "a: | # c\n  x\n",
    "a: |2\n  x\n",
    "a: |\nb: 1\n",
    "a: |\n  x\n y\n",
    "a: |\n  x\n...\n",
    "a: [\n  1,\n  2\n  ]\nb: 1\n",
    "a: [\n  1, # c\n\n  2,\n ]\n",
    "a: [1,\n2]\n",
    "a: {\n  b: 1,\n  c: [\n   2\n  ]\n  }\n",
    "a: [x\n  y]\n",
    "a: [x\n  , y]\n",
    "a: {b:\n  1}\n",
    "a: {b: 1,\n  b: 2}\n",
    "a:\n- [1,\n  2]\n",
    "- [1,\n2]\n",
    "a: {b: 1}: c\n",
    "a: [1] x\n",
    "a: [1\n  # c\n  , 2]\n",
    "{a: 1}: b\n",
    "a: 1\r\nb:\r\n  - c # d\r\n  - [e,\r\n    f]\r\n# g\r\n\r\n",
    "a: |\r\n  x\r\n",
    "a: |\n  x\r\n  y\n",
    "a: 1\rb: 2\n",
    "a: \"q\\tr\\\"s\\\\\"\nb: \"\\u0041\"\n",
    "a: \"q\\\n  r\"\n",
    "a: 'x\\y'\nb: 'it''s'\nc: ''''\n",
    "a: ['it''s', \"x\\ny\"]\n",
    "'it''s': 1\n",
    "a: !append [1]\nb: !replace {c: 1}\nd: !prepend\n  - x\n",
    "a: !merge_by:name\n  - name: x\n",
    "a: !merge_by:\n  - name: x\n",
    "a: !replace\n  b: 1\nc: !replace\nd: 1\n",
    "a: !append\n- x\n",
    "a: !append # c\n  - x\n",
    "a: !delete\nb: !delete \n",
    "a: !replace x\n",
    "a: !append  [1]\n",
    "a: !append\n\n  # c\n  - x\n",
    "a: !!str 1\n",
    "a: [!append [1]]\n",
    "- !replace {a: 1}\n",
    "a:b: c\n",
    "a: b :c\n",
    "a: b : c\n",
    "a: b  #c\n",
    "a: b# c\n",
    "a: b#\n",
    "a: b:c:\n",
];

#[test]
fn a_key_whose_value_does_not_fit_is_not_missing_too() {
    #[derive(Debug, serde::Deserialize)]
    #[expect(dead_code, reason = "only its problems are looked at")]
    struct Rule {
        severity: u8,
        other: u8,
    }
    let root = node("severity: high\n");
    let reading = read_leniently::<Rule>(&root);
    let told: Vec<&str> = reading.problems.iter().map(|problem| problem.message()).collect();
    assert_eq!(told, ["expected a whole number that is not negative, found text"]);
}
