//! The public surface beside evaluation: references, slots, equality, and the limits.

use crate::condition::parse::{MAX_NESTING, MAX_TOKENS};
use crate::condition::{Attributes, Condition, Operand, Path, Truth};

fn parse(text: &str) -> Condition {
    Condition::parse(text).unwrap()
}

#[test]
fn each_path_is_referenced_once_where_it_stands_first() {
    let text = "NOT b.c == a AND `odd.name`.x in a OR b.c exists";
    let condition = parse(text);
    let references: Vec<_> = condition
        .references()
        .map(|r| (r.path.dotted(), r.path.slot(), &text[r.offset..r.offset + r.len]))
        .collect();
    assert_eq!(references, [("b.c", 0, "b.c"), ("a", 1, "a"), ("odd.name.x", 2, "`odd.name`.x")]);
    let segments: Vec<_> = condition.references().map(|r| r.path.segments().count()).collect();
    assert_eq!(segments, [2, 1, 2]);
}

#[test]
fn callers_choose_slots_and_equality_ignores_them() {
    struct Table([Option<Operand<'static>>; 8]);
    impl Attributes for Table {
        fn get(&self, path: &Path) -> Option<Operand<'_>> {
            self.0[path.slot() as usize]
        }
    }
    let plain = parse("plan == 'pro' AND seats > 3");
    let slotted = plain.clone().with_slots(|path| if path.dotted() == "plan" { 5 } else { 7 });
    let mut table = Table([None; 8]);
    table.0[5] = Some(Operand::Text("pro"));
    table.0[7] = Some(Operand::Int(4));
    assert_eq!(slotted.evaluate(&table), Truth::True);
    assert_eq!(slotted, plain);
    assert_eq!(slotted.evaluate(&table as &dyn Attributes), Truth::True);
}

#[test]
fn spelling_does_not_count_in_equality_but_meaning_does() {
    assert_eq!(parse("(a)&&!((b==\"x\"))"), parse("a AND NOT b == 'x'"));
    assert_eq!(parse("a NOT  IN [1,]"), parse("a not in [1]"));
    assert_ne!(parse("a AND (b AND c)"), parse("a AND b AND c"));
    assert_ne!(parse("`a.b`"), parse("a.b"));
    assert_ne!(parse("a == 1"), parse("a == 1.0"));
}

#[test]
fn the_canonical_text_is_plain() {
    for (written, canonical) in [
        ("a&&b||!c", "a AND b OR NOT c"),
        ("a && (b || c)", "a AND (b OR c)"),
        ("(a and b) or c", "a AND b OR c"),
        ("a or (b or c)", "a OR (b OR c)"),
        ("not (not a)", "NOT NOT a"),
        ("! (a == 1 and b)", "NOT (a == 1 AND b)"),
        ("a == \"it's\"", "a == 'it\\'s'"),
        ("a matches \"it's\\d\"", "a matches \"it's\\d\""),
        ("a matches \"x\\\"\"", "a matches 'x\\\"'"),
        ("`a`.`b c`.`in` == 2.0", "a.`b c`.in == 2.0"),
        ("`true` == -1.50", "`true` == -1.5"),
        ("a STARTS_WITH 'x'", "a starts_with 'x'"),
        ("a in ['x',null,TRUE,]", "a in ['x', null, true]"),
    ] {
        assert_eq!(parse(written).to_string(), canonical);
        assert_eq!(parse(canonical), parse(written));
        assert_eq!(parse(written).source(), written);
    }
}

#[test]
fn conditions_are_shared_between_threads() {
    fn shared<T: Send + Sync + Clone + 'static>(_: &T) {}
    shared(&parse("a matches 'x'"));
}

#[test]
fn nesting_is_bounded_and_its_deepest_form_evaluates() {
    let nested = |depth: usize| format!("{}a{}", "f OR t AND (".repeat(depth), ")".repeat(depth));
    let attributes =
        [("f", Operand::Bool(false)), ("t", Operand::Bool(true)), ("a", Operand::Bool(true))];
    let deepest = parse(&nested(MAX_NESTING));
    assert_eq!(deepest.evaluate(&attributes), Truth::True);
    assert_eq!(deepest.evaluate(&attributes[..2]), Truth::Unknown);
    let beyond = nested(MAX_NESTING + 1);
    let error = Condition::parse(&beyond).unwrap_err();
    assert_eq!(&beyond[error.offset..error.offset + error.len], "(");
    assert!(error.message.contains("nest at most 30 deep"), "{error}");
    for hostile in ["(", "!", "NOT ", "[", "a AND (", "not not ("] {
        assert!(Condition::parse(&hostile.repeat(100_000)).is_err());
    }
}

#[test]
fn length_is_bounded_and_its_longest_form_evaluates() {
    // `t` and `AND` alternate.
    let chain = |tokens: usize| {
        let tests = tokens.div_ceil(2);
        vec!["t"; tests].join(" AND ")
    };
    let longest = parse(&chain(MAX_TOKENS - 1));
    assert_eq!(longest.evaluate(&[("t", Operand::Bool(true))]), Truth::True);
    assert_eq!(parse(&longest.to_string()), longest);
    let error = Condition::parse(&chain(MAX_TOKENS + 1)).unwrap_err();
    assert!(error.message.contains("65536 words"), "{error}");
}
