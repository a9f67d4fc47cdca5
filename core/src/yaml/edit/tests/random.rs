//! Random trees, in random styles, with comments, edited at random places.

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::yaml::edit::outline::Outline;
use crate::yaml::{Entry, write};

/// Texts that something could go wrong with.
const TEXTS: &[&str] = &[
    "",
    " ",
    "x",
    "a b",
    "no",
    "On",
    "y",
    "~",
    "null",
    "017",
    "0o17",
    "1_000",
    "12:30:00",
    "1e3",
    "0x1F",
    "0b1",
    ".5",
    "-",
    "- x",
    "-x",
    "--- x",
    "...",
    "? x",
    ": x",
    "x:",
    "x: y",
    "x #y",
    "#x",
    "x#y",
    "[x",
    "{x}",
    "a, b",
    "&x",
    "*x",
    "!x",
    "|",
    ">",
    "'x'",
    "it's",
    "\"x\"",
    "\\",
    "%",
    "@x",
    "`x",
    "=",
    "<<",
    "x\ty",
    "\tx",
    "x\n",
    "x\ny",
    "x\ny\n",
    "x\n\ny\n",
    "\nx",
    "x\n\n",
    " x\ny\n",
    "x \ny",
    "\n",
    "x\ry",
    "é",
    "e\u{301}",
    "🚀👩\u{200d}🚀",
    "שלום",
    "\u{feff}x",
    "\u{2028}",
    "\u{85}",
    "\u{7}",
    "\u{a0}",
    "\u{202e}x",
    "2024-05-01",
    "http://h:80/#f",
    "# x\ny\n",
    "x\n# y\n",
    "${a.b}",
    "1.2.3",
    "+1",
    "-.inf",
    ".nan",
    "0x",
    "1__0.5",
    "{",
    "x\n---\ny\n",
];

fn scalar() -> impl Strategy<Value = Data> {
    prop_oneof![
        Just(Data::Null),
        any::<bool>().prop_map(Data::Bool),
        any::<i64>().prop_map(Data::Int),
        ((i64::MAX as u64 + 1)..).prop_map(Data::UInt),
        any::<f64>().prop_map(Data::Float),
        prop::sample::select(vec![0.0, -0.0, 1e300, 1e-300, 1e16, f64::INFINITY, f64::NAN])
            .prop_map(Data::Float),
        prop::sample::select(TEXTS).prop_map(|text| Data::Text(text.into())),
        "\\PC{0,12}".prop_map(|text| Data::Text(text.into())),
        any::<String>().prop_map(|text| Data::Text(text.into())),
    ]
}

fn key() -> impl Strategy<Value = SmolStr> {
    prop_oneof![
        3 => prop::sample::select(&["a", "b", "c", "name", "x-y", "z.1"][..]).prop_map(SmolStr::new),
        1 => prop::sample::select(TEXTS).prop_map(SmolStr::new),
    ]
}

fn intent() -> impl Strategy<Value = Intent> {
    prop_oneof![
        Just(Intent::Append),
        Just(Intent::Prepend),
        Just(Intent::Replace),
        Just(Intent::Delete),
        prop::sample::select(&["name", "the key", "ä/,", "!", "%41"][..])
            .prop_map(|key| Intent::MergeBy(key.into())),
    ]
}

fn map(entries: Vec<(SmolStr, Node)>) -> Data {
    let mut unique: Vec<Entry> = Vec::new();
    for (key, node) in entries {
        if unique.iter().all(|entry| entry.key != key) {
            unique.push(Entry { key, key_span: node.span, node });
        }
    }
    Node::default().with_entries(unique).data
}

fn any_tree() -> impl Strategy<Value = Node> {
    scalar().prop_map(Node::detached).prop_recursive(4, 24, 5, |inner| {
        let tagged = (intent(), inner.clone()).prop_map(|(intent, node)| {
            let node = node.untagged().clone();
            Data::Tagged(Tagged { intent, node }.into())
        });
        prop_oneof![
            2 => prop::collection::vec(inner.clone(), 0..5).prop_map(|items| Data::List(items.into())),
            4 => prop::collection::vec((key(), inner), 0..5).prop_map(map),
            1 => tagged,
        ]
        .prop_map(Node::detached)
    })
}

/// A document in a style of its own: its own indentation, comments wherever one may stand.
fn styled(root: &Node, indent: usize, comments: u64, line_break: &str) -> String {
    let written = write(root, indent);
    let mut text = String::new();
    let mut block: Option<usize> = None;
    for (number, line) in written.lines().enumerate() {
        let bits = comments >> (number * 2 % 60);
        let spaces = line.len() - line.trim_start().len();
        let is_content = block.is_some_and(|indent| line.is_empty() || spaces > indent);
        if !is_content {
            block = None;
            if bits & 1 == 1 {
                text.push_str(&format!("{}# own {number}{line_break}", " ".repeat(spaces)));
            }
        }
        text.push_str(line);
        let opens = line.ends_with("|") || line.ends_with("|-");
        if !is_content && opens {
            // The content of a block is indented further than what its line begins with.
            block = Some(spaces);
        }
        if !is_content && !opens && bits & 2 == 2 {
            text.push_str(&format!(" # same {number}"));
        }
        text.push_str(line_break);
    }
    text
}

fn any_change() -> impl Strategy<Value = (u8, Index, Index, Node, SmolStr)> {
    (0u8..6, any::<Index>(), any::<Index>(), any_tree(), key())
}

fn pick(root: &Node, (kind, at, to, value, key): (u8, Index, Index, Node, SmolStr)) -> Change {
    let paths = paths(root);
    let path = at.get(&paths[..]).clone();
    let below = |path: &Vec<SmolStr>| [path.as_slice(), std::slice::from_ref(&key)].concat();
    match kind {
        0 => Change::Set { path, value },
        1 => Change::Set { path: below(&path), value },
        2 => Change::Append { path, item: value },
        3 => Change::Remove { path },
        4 => {
            let parent = path.split_last().map(|(_, parent)| parent.to_vec()).unwrap_or_default();
            Change::Rename { from: path, to: below(&parent) }
        }
        _ => Change::Rename { from: path, to: below(to.get(&paths[..])) },
    }
}

fn comments(text: &str) -> usize {
    Outline::read(&file(text), &Limits::default()).unwrap().comments.len()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn what_is_written_reads_back(root in any_tree(), indent in 1usize..6) {
        let written = write(&root, indent);
        let read = parse(&file(&written), &Limits::default());
        let read = read.unwrap_or_else(|error| panic!("{written}\n{error}"));
        prop_assert!(guard::is_same(&read, &root), "{written}\n{root:?}\n{read:?}");
    }

    #[test]
    fn an_edit_changes_what_was_asked_and_keeps_the_comments(
        root in any_tree(),
        indent in 1usize..6,
        marks in any::<u64>(),
        line_break in prop::sample::select(&["\n", "\r\n", "\r"][..]),
        asked in any_change(),
    ) {
        let before = styled(&root, indent, marks, line_break);
        let read = parse(&file(&before), &Limits::default());
        let read = read.unwrap_or_else(|error| panic!("{before}\n{error}"));
        prop_assert!(guard::is_same(&read, &root), "{before}");
        let asked = pick(&root, asked);
        match change(&before, &asked) {
            Ok(edited) => {
                let wanted = apply::apply(&file(&before), &root, &asked, &Limits::default());
                prop_assert!(guard::is_same(&tree(&edited.text), &wanted.unwrap()));
                if !matches!(asked, Change::Set { .. } | Change::Remove { .. }) {
                    prop_assert!(comments(&before) == comments(&edited.text), "{before}\n{asked:?}");
                }
            }
            // Such a document has no anchors: only a move, or the tag of a whole document, can
            // have a comment in its way.
            Err(error) if error.code() == Code::EditRefused => {
                let may_refuse = match &asked {
                    Change::Rename { .. } => true,
                    Change::Set { path, .. } => path.is_empty(),
                    Change::Remove { .. } | Change::Append { .. } => false,
                };
                prop_assert!(may_refuse, "{before}\n{asked:?}\n{error:?}");
            }
            Err(error) => prop_assert_eq!(error.code(), Code::Usage),
        }
    }

    #[test]
    fn values_set_at_once_are_those_set_one_after_the_other(
        root in any_tree(),
        indent in 1usize..6,
        marks in any::<u64>(),
        asked in prop::collection::vec(any_change(), 2..6),
    ) {
        let before = styled(&root, indent, marks, "\n");
        let sets = asked.into_iter().map(|(kind, at, to, value, key)| (kind % 2, at, to, value, key));
        let sets: Vec<Change> = sets.map(|set| pick(&root, set)).collect();
        let one_by_one = sets.iter().try_fold(before.clone(), |text, set| {
            change(&text, set).map(|edited| edited.text)
        });
        let at_once = edit_all(&file(&before), &tree(&before), &sets, &Limits::default());
        match (one_by_one, at_once) {
            (Ok(one_by_one), Ok(at_once)) => {
                let [a, b] = [tree(&one_by_one), tree(&at_once.text)];
                prop_assert!(guard::is_same(&a, &b), "{before}\n{one_by_one}\n{}", at_once.text);
                prop_assert!(guard::is_same(&b, &at_once.root));
            }
            // What one step would refuse may be no step at all.
            (Err(error), Ok(_)) => prop_assert_eq!(error.code(), Code::EditRefused),
            (Ok(text), Err(error)) => panic!("{before}\n{sets:?}\n{text}\n{error:?}"),
            (Err(one_by_one), Err(at_once)) => prop_assert_eq!(one_by_one.code(), at_once.code()),
        }
    }

    #[test]
    fn items_that_stay_keep_their_comments_and_those_that_go_take_theirs(
        fates in prop::collection::vec((0usize..3, 0usize..3, any::<bool>()), 1..9),
        named in any::<bool>(),
        line_break in prop::sample::select(&["\n", "\r\n"][..]),
        ends in any::<bool>(),
    ) {
        let item = |at: usize, port: usize| match named {
            true => format!("{{name: n{at}, port: {port}}}"),
            false => format!("n{at}"),
        };
        let mut before = vec!["l:".to_owned()];
        let mut wanted = Vec::new();
        for (at, (inserted, fate, above)) in fates.iter().enumerate() {
            if *above {
                before.push(format!("  # above {at}."));
            }
            before.push(format!("  - {} # same {at}.", item(at, 1)));
            wanted.extend((0..*inserted).map(|new| item(100 * (at + 1) + new, 1)));
            if *fate > 0 {
                wanted.push(item(at, *fate));
            }
        }
        // A list of which nothing stays is written whole.
        prop_assume!(fates.iter().any(|(_, fate, _)| *fate > 0));
        let mut before = before.join(line_break);
        if ends {
            before.push_str(line_break);
        }
        let value = tree(&format!("[{}]", wanted.join(", ")));
        let edited = change(&before, &Change::Set { path: path("l"), value }).unwrap().text;
        for (at, (_, fate, above)) in fates.iter().enumerate() {
            let (same, own) = (format!("# same {at}."), format!("# above {at}."));
            let is_kept = *fate > 0;
            prop_assert_eq!(edited.contains(&same), is_kept, "{}\n{}", before, edited);
            prop_assert_eq!(edited.contains(&own), is_kept && *above, "{}\n{}", before, edited);
        }
        prop_assert_eq!(edited.ends_with(line_break), ends, "{}", edited);
    }

    #[test]
    fn children_in_brackets_that_stay_keep_their_comments_and_those_that_go_take_theirs(
        fates in prop::collection::vec((0usize..3, 0usize..3, any::<bool>(), any::<bool>()), 1..7),
        (is_map, nested, comma, closes, moved) in any::<(bool, bool, bool, bool, bool)>(),
        turn in any::<Index>(),
        line_break in prop::sample::select(&["\n", "\r\n"][..]),
    ) {
        let child = |at: usize, fate: usize| match (is_map, nested) {
            (true, true) => format!("k{at}: {{port: {fate}, x: [y]}}"),
            (true, false) => format!("k{at}: {fate}"),
            (false, true) => format!("{{name: n{at}, port: {fate}}}"),
            (false, false) => format!("n{at}"),
        };
        let (open, close) = if is_map { ("{", "}") } else { ("[", "]") };
        let mut before = vec![format!("l: {open} # all")];
        let mut wanted = Vec::new();
        for (at, (inserted, fate, above, same)) in fates.iter().enumerate() {
            if *above {
                before.push(format!("  # above {at}."));
            }
            let is_last = at + 1 == fates.len();
            let comma = if is_last && !comma { "" } else { "," };
            let same = match (same, is_last && closes) {
                (_, true) => close.to_owned(),
                (true, _) => format!(" # same {at}."),
                _ => String::new(),
            };
            before.push(format!("  {}{comma}{same}", child(at, 1)));
            wanted.extend((0..*inserted).map(|new| child(100 * (at + 1) + new, 1)));
            if *fate > 0 {
                wanted.push(child(at, *fate));
            }
        }
        prop_assume!(fates.iter().any(|(_, fate, ..)| *fate > 0));
        if !closes {
            before.push(format!("  {close}"));
        }
        before.push("z: 1 # end".to_owned());
        let before = before.join(line_break);
        if moved && !wanted.is_empty() {
            let turn = turn.index(wanted.len());
            wanted.rotate_left(turn);
        }
        let value = tree(&format!("{open}{}{close}", wanted.join(", ")));
        let asked = Change::Set { path: path("l"), value };
        let edited = change(&before, &asked).unwrap().text;
        prop_assert!(edited.contains("# all") && edited.contains("# end"), "{}\n{}", before, edited);
        for (at, (_, fate, above, same)) in fates.iter().enumerate() {
            let is_kept = *fate > 0;
            let has_same = *same && !(closes && at + 1 == fates.len());
            let (same, own) = (format!("# same {at}."), format!("# above {at}."));
            prop_assert_eq!(edited.contains(&same), is_kept && has_same, "{}\n{:?}\n{}", before, wanted, edited);
            prop_assert_eq!(edited.contains(&own), is_kept && *above, "{}\n{:?}\n{}", before, wanted, edited);
            if is_kept && has_same {
                let line = edited.lines().find(|line| line.contains(&same)).unwrap();
                prop_assert!(line.contains(&child(at, *fate)), "{}\n{:?}\n{}", before, wanted, edited);
            }
        }
        prop_assert!(!edited.lines().any(|line| line.ends_with(' ')), "{}\n{}", before, edited);
    }

    #[test]
    fn own_keys_beside_a_merge_change_and_the_merge_stays(
        fates in prop::collection::vec((0usize..3, 0usize..3, any::<bool>()), 1..6),
        (hides, nested, in_braces) in any::<(bool, bool, bool)>(),
        turn in any::<Index>(),
    ) {
        let own = |at: usize, fate: usize| match nested {
            true => format!("k{at}: {{port: {fate}, x: [y]}}"),
            false => format!("k{at}: {fate}"),
        };
        let (open, comma, close) = if in_braces { (" {", ",", "  }\n") } else { ("", "", "") };
        let mut before = format!(
            "base: &base {{a: 1, deep: {{b: 2}}}}\ny:{open}\n  # Of it.\n  <<: *base{comma} # all\n"
        );
        let mut wanted = Vec::new();
        for (at, (inserted, fate, above)) in fates.iter().enumerate() {
            if *above {
                before.push_str(&format!("  # above {at}.\n"));
            }
            before.push_str(&format!("  {}{comma} # same {at}.\n", own(at, 1)));
            wanted.extend((0..*inserted).map(|new| own(100 * (at + 1) + new, 1)));
            if *fate > 0 {
                wanted.push(own(at, *fate));
            }
        }
        before.push_str(close);
        let turn = turn.index(wanted.len().max(1));
        wanted.rotate_left(turn);
        let deep = if hides { "{b: 3}" } else { "{b: 2}" };
        let asked = format!("{{a: 1, deep: {deep}, {}}}", wanted.join(", "));
        let value = tree(&asked);
        let edited = change(&before, &Change::Set { path: path("y"), value }).unwrap().text;
        let kept = format!("  # Of it.\n  <<: *base{comma} # all\n");
        prop_assert!(edited.contains(&kept), "{before}\n{asked}\n{edited}");
        prop_assert_eq!(edited.contains("{b: 3}") || edited.contains("b: 3"), hides, "{}", edited);
        for (at, (_, fate, above)) in fates.iter().enumerate() {
            let (same, above_it) = (format!("# same {at}."), format!("# above {at}."));
            let is_kept = *fate > 0;
            prop_assert_eq!(edited.contains(&same), is_kept, "{}\n{}", before, edited);
            prop_assert_eq!(edited.contains(&above_it), is_kept && *above, "{}\n{}", before, edited);
        }
    }

    #[test]
    fn without_comments_every_meaningful_edit_but_a_move_is_made(
        root in any_tree(),
        indent in 1usize..6,
        asked in any_change(),
    ) {
        let before = styled(&root, indent, 0, "\n");
        let asked = pick(&root, asked);
        let meaningful = apply::apply(&file(&before), &root, &asked, &Limits::default()).is_ok();
        let is_move = matches!(&asked, Change::Rename { from, to } if from.len() != to.len());
        if let (true, false, Err(error)) = (meaningful, is_move, change(&before, &asked)) {
            panic!("{before}\n{asked:?}\n{error:?} {:?}", std::error::Error::source(&error));
        }
    }
}
