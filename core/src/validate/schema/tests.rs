//! Values and the schemas they fit or do not.

use super::*;
use crate::source::{FileId, SourceFile};
use crate::yaml::{Limits, parse};

fn node(text: &str) -> Node {
    let file = SourceFile::new(FileId(0), "a.json", text.to_owned());
    parse(&file, &Limits::default()).unwrap()
}

/// What does not fit: sentences and keywords.
fn wrong(schema: &str, value: &str) -> Vec<String> {
    let root = node(schema);
    let schema = Schema::read(&root).unwrap_or_else(|problems| panic!("{schema}: {problems:?}"));
    let found = schema.check(&node(value));
    found.iter().map(|it| format!("{} {}", it.sentence(), it.keyword)).collect()
}

fn refused(schema: &str) -> Vec<String> {
    let root = node(schema);
    let problems = Schema::read(&root).err().unwrap_or_default();
    problems.into_iter().map(|problem| problem.message).collect()
}

#[test]
fn each_keyword_takes_what_fits_and_refuses_what_does_not() {
    for (schema, fits, not) in [
        (
            "{type: integer}",
            &["1", "-1", "1.0", "18446744073709551615"][..],
            &["1.5", "'1'", "true", "null"][..],
        ),
        ("{type: number}", &["1", "1.5"], &["'1'", "[]"]),
        ("{type: [string, 'null']}", &["''", "null"], &["1", "{}"]),
        ("{type: array}", &["[]"], &["{}"]),
        ("{type: object}", &["{}"], &["[]", "a"]),
        ("{type: boolean}", &["true"], &["1"]),
        ("{enum: [1, a, [1, {b: 2}]]}", &["1", "1.0", "a", "[1, {b: 2.0}]"], &["2", "b", "[1]"]),
        ("{const: null}", &["null"], &["0", "''"]),
        ("{properties: {a: {type: integer}}}", &["{a: 1}", "{b: x}", "[]"], &["{a: x}"]),
        ("{patternProperties: {'^a': {type: integer}}}", &["{a1: 1, b: x}"], &["{a1: x}"]),
        (
            "{properties: {a: true}, patternProperties: {'^x-': true}, additionalProperties: false}",
            &["{a: 1, x-b: 1}"],
            &["{b: 1}"],
        ),
        (
            "{properties: {a: true}, additionalProperties: {type: integer}}",
            &["{a: x, b: 1}"],
            &["{b: x}"],
        ),
        ("{propertyNames: {maxLength: 2}}", &["{ab: 1}"], &["{abc: 1}"]),
        ("{required: [a, b]}", &["{a: 1, b: null}", "x"], &["{a: 1}"]),
        ("{dependentRequired: {a: [b]}}", &["{c: 1}", "{a: 1, b: 1}"], &["{a: 1}"]),
        ("{dependentSchemas: {a: {required: [b]}}}", &["{}", "{a: 1, b: 1}"], &["{a: 1}"]),
        ("{minProperties: 1, maxProperties: 2}", &["{a: 1}", "[]"], &["{}", "{a: 1, b: 1, c: 1}"]),
        ("{items: {type: integer}}", &["[]", "[1, 2]", "x"], &["[1, x]"]),
        (
            "{prefixItems: [{type: string}], items: {type: integer}}",
            &["[a, 1]", "[]"],
            &["[1]", "[a, b]"],
        ),
        ("{contains: {const: 1}}", &["[0, 1]"], &["[]", "[0]"]),
        ("{contains: {const: 1}, minContains: 0, maxContains: 1}", &["[]", "[1]"], &["[1, 1]"]),
        ("{minItems: 1, maxItems: 2}", &["[1]"], &["[]", "[1, 2, 3]"]),
        ("{uniqueItems: true}", &["[1, 2, '1']", "[]"], &["[1, 2, 1.0]", "[{a: 1}, {a: 1}]"]),
        ("{uniqueItems: false}", &["[1, 1]"], &[]),
        ("{minLength: 2, maxLength: 3}", &["éé", "1"], &["é", "éééé"]),
        ("{pattern: '^v\\d+$'}", &["v12", "1"], &["v", "xv1"]),
        ("{minimum: 1, maximum: 3}", &["1", "3.0", "x"], &["0.9", "4"]),
        ("{exclusiveMinimum: 1, exclusiveMaximum: 3}", &["2"], &["1", "3"]),
        ("{minimum: 9007199254740993}", &["9007199254740993"], &["9007199254740992"]),
        ("{multipleOf: 0.1}", &["0.3", "1"], &["0.35"]),
        ("{multipleOf: 3}", &["9", "9.0"], &["10", "1.5"]),
        ("{allOf: [{minimum: 1}, {maximum: 3}]}", &["2"], &["0", "4"]),
        ("{anyOf: [{type: string}, {minimum: 3}]}", &["a", "4"], &["2"]),
        ("{oneOf: [{minimum: 1}, {maximum: 3}]}", &["0", "4"], &["2"]),
        ("{not: {type: string}}", &["1"], &["a"]),
        (
            "{if: {type: string}, then: {minLength: 2}, else: {minimum: 2}}",
            &["ab", "2"],
            &["a", "1"],
        ),
        ("{then: false, else: false}", &["1"], &[]),
        ("{$ref: '#/$defs/a~1b%20c', $defs: {'a/b c': {type: string}}}", &["a"], &["1"]),
        (
            "{properties: {next: {$ref: '#'}, v: {type: integer}}}",
            &["{next: {next: {v: 1}}}"],
            &["{next: {next: {v: x}}}"],
        ),
        ("{$ref: '#/x-parts/a', x-parts: {a: {type: string}}}", &["a"], &["1"]),
        ("true", &["1"], &[]),
        ("false", &[], &["1"]),
        (
            "{title: t, description: d, format: email, $schema: s, $id: i, $comment: c, x-y: 1, default: 1, examples: []}",
            &["1"],
            &[],
        ),
    ] {
        for value in fits {
            assert!(
                wrong(schema, value).is_empty(),
                "{schema} {value}: {:?}",
                wrong(schema, value)
            );
        }
        for value in not {
            assert!(!wrong(schema, value).is_empty(), "{schema} {value}");
        }
    }
}

#[test]
fn what_does_not_fit_is_said_with_path_and_keyword() {
    let schema = "{required: [image, port], properties: {port: {$ref: '#/$defs/port'}, replicas: {type: [integer, 'null']}, names: {items: {pattern: ^a}}, mode: {anyOf: [{const: 1}, {type: string, minLength: 9}]}}, additionalProperties: false, $defs: {port: {maximum: 65535}}}";
    let value = "{port: 70000, replicas: many, names: [a, b], replica: 1, mode: x}";
    let root = node(schema);
    let found = Schema::read(&root).ok().unwrap().check(&node(value));
    let told: Vec<_> =
        found.iter().map(|it| format!("{} {} {:?}", it.sentence(), it.keyword, it.help)).collect();
    assert_eq!(
        told,
        [
            "it has no `image` /required None",
            "`port` is above the maximum /$defs/port/maximum None",
            "`replicas` is text, and must be an integer or null /properties/replicas/type None",
            "`names.1` does not match the pattern /properties/names/items/pattern None",
            "`mode` fits none of 2 alternatives /properties/mode/anyOf Some(\"the nearest alternative says: `mode` is not the one value allowed\")",
            "`replica` is not known here /additionalProperties Some(\"did you mean `replicas`?\")",
        ]
    );
}

#[test]
fn a_schema_that_cannot_be_kept_is_refused_and_never_passed_over() {
    for (schema, message) in [
        ("{unevaluatedProperties: false}", "the keyword `unevaluatedProperties` is not known"),
        ("{propertys: {}}", "the keyword `propertys` is not known; did you mean `properties`?"),
        ("{$dynamicRef: '#a'}", "the keyword `$dynamicRef` is not known"),
        ("{properties: {a: {$ref: other.json}}}", "`$ref` leaves the file"),
        ("{$ref: 'https://example.org/schema'}", "`$ref` leaves the file"),
        ("{$ref: '#/$defs/a'}", "`$ref` leads nowhere"),
        ("{$ref: '#name'}", "`$ref` leads nowhere"),
        ("{$ref: '#/$defs/%zz'}", "`$ref` leads nowhere"),
        ("{$defs: {a: {$id: x}}}", "`$id` stands inside the schema"),
        (
            "{type: text}",
            "`type` must be one or several of `null`, `boolean`, `integer`, `number`, `string`, `array`, `object`",
        ),
        (
            "{type: []}",
            "`type` must be one or several of `null`, `boolean`, `integer`, `number`, `string`, `array`, `object`",
        ),
        ("{minimum: true}", "`minimum` must be a number"),
        ("{exclusiveMinimum: true}", "`exclusiveMinimum` must be a number"),
        ("{multipleOf: 0}", "`multipleOf` must be a number above zero"),
        ("{minLength: -1}", "`minLength` must be a whole number that is not negative"),
        ("{required: a}", "`required` must be a list of names"),
        ("{dependentRequired: {a: b}}", "`dependentRequired` must be a map of lists of names"),
        ("{enum: a}", "`enum` must be a list"),
        ("{uniqueItems: 1}", "`uniqueItems` must be `true` or `false`"),
        ("{pattern: '(?=a)'}", "this is no regular expression that can be read"),
        ("{patternProperties: {'(': true}}", "this is no regular expression that can be read"),
        ("{allOf: []}", "`allOf` must be a list of schemas"),
        ("{items: [{type: string}]}", "a schema is a map, `true` or `false`, and not a list"),
        ("{properties: {a: 1}}", "a schema is a map, `true` or `false`, and not an integer"),
        ("[]", "a schema is a map, `true` or `false`, and not a list"),
        (
            "{$ref: '#/x-a', x-a: {typo: 1}}",
            "the keyword `typo` is not known; did you mean `type`?",
        ),
    ] {
        assert_eq!(refused(schema), [message], "{schema}");
    }
}

#[test]
fn schemas_that_would_never_end_are_told() {
    let bomb: String = (0..40)
        .map(|at| {
            format!(
                "a{at}: {{allOf: [{{$ref: '#/$defs/a{0}'}}, {{$ref: '#/$defs/a{0}'}}]}}, ",
                at + 1
            )
        })
        .collect();
    for schema in [
        "{$ref: '#'}".to_owned(),
        "{allOf: [{$ref: '#'}]}".to_owned(),
        format!("{{$ref: '#/$defs/a0', $defs: {{{bomb}a40: true}}}}"),
    ] {
        let found = wrong(&schema, "1");
        assert_eq!(found.len(), 1, "{schema}");
        assert!(found[0].contains("refers to itself, or costs too much"), "{found:?}");
    }
    let long = format!("[{}]", (0..5000).map(|at| format!("{at}, ")).collect::<String>());
    assert!(wrong("{uniqueItems: true}", &long)[0].contains("costs too much"));
}

#[test]
fn deep_values_are_checked_to_their_end() {
    let limits = Limits { depth: 255, ..Limits::default() };
    let text = format!("{}x{}", "{a: ".repeat(254), "}".repeat(254));
    let file = SourceFile::new(FileId(0), "a.yaml", text);
    let value = parse(&file, &limits).unwrap();
    let root = node("{properties: {a: {$ref: '#'}}, type: object}");
    let found = Schema::read(&root).ok().unwrap().check(&value);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].path.len(), 254, "{}", found[0].sentence());
}
