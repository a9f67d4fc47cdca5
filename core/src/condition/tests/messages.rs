//! Each mistake is underlined at the right bytes, and says what to write instead.

use crate::condition::Condition;

const MISTAKES: &[&str] = &[
    "",
    "  ",
    "user.plan = 'pro'",
    "a === 1",
    "a <> 1",
    "a =~ 'x'",
    "a & b",
    "a | b",
    "user.plan == 'pro",
    "a == 'it's'",
    "a == ‘x’",
    "`a == 1",
    "a == 'C:\\dir'",
    "a == '\\u{d800}'",
    "user.plan startswith 'x'",
    "user.plan start_with 'x'",
    "a conatins 'x'",
    "a is 1",
    "a frobnicates 1",
    "a ADN b",
    "a b.c",
    "a == 1 b == 2",
    "a == 1, b == 2",
    "a ==",
    "a AND",
    "AND a",
    "a AND OR b",
    "NOT",
    "(a AND b",
    "a AND b)",
    "()",
    "(a) == true",
    "1 < count < 5",
    "a exists == true",
    "'x' exists",
    "'pro'",
    "null",
    "['a']",
    "user..plan",
    "user.",
    "user.2nd",
    "not.success",
    ".plan",
    "user['plan'] == 1",
    "${user.plan} == 1",
    "a == 18446744073709551616",
    "a == -9223372036854775809",
    "a == 1.2.3",
    "a == 10.0.0.0/8",
    "a > 2030-01-31",
    "a > 1e5",
    "a > 007",
    "a > 50%",
    "a > 1_000",
    "a > 5.",
    "a > .5",
    "a > +5",
    "a > true",
    "a == ['x']",
    "a in 'abc'",
    "a in 5",
    "a in ['x'",
    "a in ['x' 'y']",
    "a in [x]",
    "a in [['x']]",
    "a not contains 'x'",
    "a !in ['x']",
    "a not == 1",
    "a starts_with 5",
    "a matches b",
    "a matches '(x'",
    "a matches 'x(?=y)'",
    "a matches '\\w{5000}'",
    "v semver_ge '1.2'",
    "v semver_ge 1.2",
    "at before '2030-02-30T00:00:00Z'",
    "at before 5",
    "ip in_cidr '10.0.0.1/8'",
    "ip in_cidr '10.0.0.0/33'",
    "ip in_cidr ['10.0.0.0/8', 'ten']",
    "a\n  AND b = 1\n  AND c",
    "größe = 1",
    "a == 1 \u{0} b",
];

#[test]
fn mistakes_are_underlined_with_a_remedy() {
    let shown: Vec<String> = MISTAKES
        .iter()
        .map(|text| match Condition::parse(text) {
            Ok(condition) => panic!("{text} parsed as {condition}"),
            Err(error) => error.underline(text),
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn messages_keep_the_house_style_and_places_stay_inside_the_text() {
    for text in MISTAKES {
        let error = Condition::parse(text).unwrap_err();
        let message = error.to_string();
        assert!(!message.ends_with('.') && !message.contains('\n'), "{message}");
        assert!(!message.starts_with(char::is_uppercase), "{message}");
        assert!(text.get(error.offset..error.offset + error.len).is_some(), "{text}: {error:?}");
    }
}

#[test]
fn messages_never_quote_a_text_literal() {
    for text in [
        "a = 'hunter2'",
        "a in 'hunter2'",
        "v semver_ge 'hunter2'",
        "at before 'hunter2'",
        "ip in_cidr 'hunter2'",
        "a == 1 'hunter2'",
        "a 'hunter2'",
        "'hunter2'",
        "a matches 'hunter2('",
        "a == 'hunter2",
    ] {
        let error = Condition::parse(text).unwrap_err();
        let said = format!("{} {}", error.message, error.help.unwrap_or_default());
        assert!(!said.contains("hunter2"), "{said}");
    }
}
