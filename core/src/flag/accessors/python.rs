//! Accessors in Python.

use super::claims::Claims;
use super::literal;
use super::model::{Kind, Known};
use super::prose::{docstring, sentence};
use crate::yaml::Node;

/// Words that methods cannot be called by, that are methods already, or that types are called by.
const RESERVED: [&str; 38] = [
    "and",
    "as",
    "assert",
    "async",
    "await",
    "bind",
    "bool",
    "break",
    "class",
    "classmethod",
    "continue",
    "def",
    "del",
    "elif",
    "else",
    "except",
    "finally",
    "float",
    "for",
    "from",
    "global",
    "if",
    "import",
    "in",
    "int",
    "is",
    "lambda",
    "nonlocal",
    "not",
    "or",
    "pass",
    "raise",
    "return",
    "str",
    "try",
    "while",
    "with",
    "yield",
];

/// A flag as it is spelled in Python.
struct Spelled<'k> {
    flag: &'k Known<'k>,
    getter: String,
    constant: String,
    variants: Option<Variants>,
}

/// The variants of a flag as a type, and as what it has.
struct Variants {
    getter: String,
    of: String,
    all: String,
}

impl<'k> Spelled<'k> {
    fn new(flag: &'k Known<'k>, claims: &mut Claims<'k>) -> Self {
        let words = match RESERVED.contains(&flag.words.snake().as_str()) {
            true => flag.words.and("flag"),
            false => flag.words.clone(),
        };
        let (getter, constant) = (words.snake(), words.screaming());
        claims.flag(getter.clone(), flag);
        let variants = (!flag.variants.is_empty()).then(|| {
            let all = format!("_{constant}_VARIANTS");
            let words = words.and("variant");
            let (getter, of) = (words.snake(), words.pascal());
            claims.flag(getter.clone(), flag);
            claims.flag(of.clone(), flag);
            Variants { getter, of, all }
        });
        Self { flag, getter, constant, variants }
    }

    fn fallback(&self) -> String {
        let fallback = &self.flag.fallback;
        match self.flag.kind {
            Kind::Boolean if *fallback == Node::from(true) => "True".to_owned(),
            Kind::Boolean => "False".to_owned(),
            Kind::Text => literal::python(fallback.as_text().unwrap_or_default()),
            Kind::Integer { .. } => literal::integer(fallback).to_string(),
            Kind::Number => literal::float(fallback),
            Kind::Json if *fallback == Node::default() => "None".to_owned(),
            Kind::Json => format!("json.loads({})", literal::python(&fallback.to_string())),
        }
    }
}

const fn of_kind(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Boolean => ("bool", "boolean"),
        Kind::Text => ("str", "text"),
        Kind::Integer { .. } => ("int", "integer"),
        Kind::Number => ("float", "number"),
        Kind::Json => ("Any", "json"),
    }
}

pub(super) fn write<'k>(
    head: &[String],
    flags: &'k [Known<'k>],
    claims: &mut Claims<'k>,
) -> String {
    let flags: Vec<_> = flags.iter().map(|flag| Spelled::new(flag, claims)).collect();
    let mut text: String = head.iter().map(|line| format!("# {line}\n")).collect();
    text.push_str("\"\"\"The project's feature flags: their names, and a method for each.\"\"\"\n");
    text.push_str(&imports(&flags));
    if !flags.is_empty() {
        text.push_str("\n_Who: TypeAlias = \"Context | Mapping[str, Any] | None\"\n\n");
    }
    for Spelled { flag, constant, .. } in &flags {
        let (name, mark) = (literal::python(flag.name), &flag.mark);
        text.push_str(&format!("{constant}: Final = {name}  # {mark}\n"));
    }
    for Spelled { flag, variants, .. } in &flags {
        if let Some(Variants { of, all, .. }) = variants {
            let names: Vec<_> = flag.variants.iter().map(|name| literal::python(name)).collect();
            let (one, trailing) = (names.join(", "), if names.len() == 1 { "," } else { "" });
            text.push_str(&format!("\n{of} = Literal[{one}]\n"));
            text.push_str(&format!("{all}: Final[tuple[{of}, ...]] = ({one}{trailing})\n"));
        }
    }
    if flags.iter().any(|spelled| spelled.variants.is_some()) {
        text.push_str(KNOWN);
    }
    text.push_str("\n\n@final\n@dataclass(frozen=True, slots=True, repr=False, eq=False)\n");
    text.push_str(
        "class FeatureFlags:\n    \"\"\"The project's feature flags, each found once.\"\"\"\n\n",
    );
    for Spelled { flag, getter, .. } in &flags {
        text.push_str(&format!("    _{getter}: Flag[{}]\n", of_kind(flag.kind).0));
    }
    if !flags.is_empty() {
        text.push('\n');
    }
    text.push_str(&methods(&flags));
    text
}

const KNOWN: &str = r#"
_Variant = TypeVar("_Variant", bound=str)


def _known(variants: tuple[_Variant, ...], name: str | None) -> _Variant | None:
    return next((variant for variant in variants if variant == name), None)
"#;

fn imports(flags: &[Spelled<'_>]) -> String {
    let mut text = String::from("\nfrom __future__ import annotations\n\n");
    let loads = |spelled: &Spelled<'_>| spelled.fallback().starts_with("json.");
    if flags.iter().any(loads) {
        text.push_str("import json\n");
    }
    if flags.is_empty() {
        text.push_str("from dataclasses import dataclass\nfrom typing import final\n");
        return text + "\nfrom stageline import Flags\n";
    }
    text.push_str("from collections.abc import Mapping\nfrom dataclasses import dataclass\n");
    let variants = match flags.iter().any(|spelled| spelled.variants.is_some()) {
        true => "Final, Literal, TypeAlias, TypeVar",
        false => "Final, TypeAlias",
    };
    text.push_str(&format!("from typing import Any, {variants}, final\n"));
    text + "\nfrom stageline import Context, Flag, Flags\n"
}

fn methods(flags: &[Spelled<'_>]) -> String {
    const CONTEXT: &str = "context: _Who = None";
    let mut text =
        String::from("    @classmethod\n    def bind(cls, flags: Flags) -> FeatureFlags:\n");
    text.push_str("        \"\"\"Finds each flag, when a program begins.\n\n");
    text.push_str("        Raises `UnknownNameError` (`E_UNKNOWN_FLAG`) for a flag that is gone, and `LoadError`\n");
    text.push_str("        (`E_TYPE`) for one of another type.\n        \"\"\"\n");
    if flags.is_empty() {
        return text + "        return cls()\n";
    }
    text.push_str("        return cls(\n");
    for spelled in flags {
        let (how, fallback) = (of_kind(spelled.flag.kind).1, spelled.fallback());
        let Spelled { getter, constant, .. } = spelled;
        text.push_str(&format!("            _{getter}=flags.{how}({constant}, {fallback}),\n"));
    }
    text.push_str("        )\n");
    for Spelled { flag, getter, constant: _, variants } in flags {
        let kind = of_kind(flag.kind).0;
        text.push_str(&format!("\n    def {getter}(self, {CONTEXT}) -> {kind}:\n"));
        let prose: Vec<_> = flag.prose.iter().map(|line| docstring(line)).collect();
        match prose.as_slice() {
            [line] => text.push_str(&format!("        \"\"\"{line}\"\"\"\n")),
            lines => {
                let lines = lines.join("\n\n        ");
                text.push_str(&format!("        \"\"\"{lines}\n        \"\"\"\n"));
            }
        }
        text.push_str(&format!("        return self._{getter}.value(context)\n"));
        if let Some(Variants { getter: variant, of, all }) = variants {
            let name = docstring(&sentence(&format!("Which variant it is of {}", flag.name)));
            let result = format!("{of} | None");
            text.push_str(&format!("\n    def {variant}(self, {CONTEXT}) -> {result}:\n"));
            text.push_str(&format!(
                "        \"\"\"{name} `None` for a value that is none.\"\"\"\n"
            ));
            text.push_str(&format!(
                "        return _known({all}, self._{getter}.details(context).variant)\n"
            ));
        }
    }
    text
}
