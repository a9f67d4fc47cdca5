//! Accessors in Rust.

use super::claims::Claims;
use super::literal;
use super::model::{Kind, Known};
use super::prose::{markdown, sentence};
use super::words::Words;
use crate::yaml::{Data, Node};

/// Words that methods cannot be called by, or that are methods already.
const RESERVED: [&str; 53] = [
    "abstract", "as", "async", "await", "become", "box", "break", "clone", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "new", "override", "priv",
    "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whoever includes the file may hold its own code to stricter rules, and need not use every flag.
const ALLOW: &str =
    "#[allow(clippy::all, dead_code, missing_docs, rustdoc::bare_urls, unreachable_pub)]\n";

/// A flag as it is spelled in Rust.
struct Spelled<'k> {
    flag: &'k Known<'k>,
    getter: String,
    constant: String,
    variants: Option<Variants<'k>>,
}

/// The variants of a flag as an enum.
struct Variants<'k> {
    getter: String,
    of: String,
    all: Vec<(String, &'k str)>,
}

impl<'k> Spelled<'k> {
    fn new(flag: &'k Known<'k>, claims: &mut Claims<'k>) -> Self {
        let snake = flag.words.snake();
        let words = match RESERVED.contains(&snake.as_str()) {
            true => flag.words.and("flag"),
            false => flag.words.clone(),
        };
        let getter = words.snake();
        claims.flag(getter.clone(), flag);
        let variants = (!flag.variants.is_empty()).then(|| {
            let words = words.and("variant");
            let (getter, of) = (words.snake(), words.pascal());
            claims.flag(getter.clone(), flag);
            claims.flag(of.clone(), flag);
            let all = flag.variants.iter().map(|&variant| {
                let name = match Words::of(variant, "variant").pascal() {
                    name if name == "Self" => name + "Variant",
                    name => name,
                };
                claims.variant(format!("{of}::{name}"), flag, variant);
                (name, variant)
            });
            Variants { getter, all: all.collect(), of }
        });
        Self { flag, getter, constant: words.screaming(), variants }
    }

    fn fallback(&self) -> String {
        let fallback = &self.flag.fallback;
        match self.flag.kind {
            Kind::Boolean => fallback.to_string(),
            Kind::Text => literal::rust(fallback.as_text().unwrap_or_default()),
            Kind::Integer { .. } => literal::integer(fallback).to_string(),
            Kind::Number => literal::float(fallback),
            Kind::Json => node(fallback),
        }
    }
}

const fn of_kind(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Boolean => ("bool", "boolean"),
        Kind::Text => ("Text", "text"),
        Kind::Integer { .. } => ("i64", "integer"),
        Kind::Number => ("f64", "number"),
        Kind::Json => ("Node", "json"),
    }
}

pub(super) fn write<'k>(
    head: &[String],
    flags: &'k [Known<'k>],
    claims: &mut Claims<'k>,
) -> String {
    let flags: Vec<_> = flags.iter().map(|flag| Spelled::new(flag, claims)).collect();
    let mut text: String = head.iter().map(|line| format!("// {line}\n")).collect();
    text.push_str(&imports(&flags));
    text.push_str(&format!("\n/// The names of the flags.\n{ALLOW}pub mod names {{"));
    for Spelled { flag, constant, .. } in &flags {
        let (name, mark) = (literal::rust(flag.name), &flag.mark);
        text.push_str(&format!("\n    pub const {constant}: &str = {name}; // {mark}"));
    }
    text.push_str(if flags.is_empty() { "}\n" } else { "\n}\n" });
    for Spelled { flag, variants, .. } in &flags {
        text.push_str(
            &variants.as_ref().map(|variants| enumeration(flag, variants)).unwrap_or_default(),
        );
    }
    text.push_str("\n/// The project's feature flags, each found once.\n");
    text.push_str(&format!("{ALLOW}#[derive(Debug, Clone)]\npub struct FeatureFlags {{"));
    for Spelled { flag, getter, .. } in &flags {
        text.push_str(&format!("\n    {getter}: Handle<{}>,", of_kind(flag.kind).0));
    }
    text.push_str(if flags.is_empty() { "}\n" } else { "\n}\n" });
    text.push_str(&methods(&flags));
    text
}

fn imports(flags: &[Spelled<'_>]) -> String {
    let has = |kind| flags.iter().any(|spelled| spelled.flag.kind == kind);
    let mut names = vec!["Flags"];
    if !flags.is_empty() {
        names = vec!["Context", "Flags", "Handle"];
    }
    if has(Kind::Text) {
        names.push("Text");
    }
    let node = if has(Kind::Json) { "use stageline::yaml::Node;\n" } else { "" };
    match names.as_slice() {
        [name] => format!("\nuse stageline::flag::{name};\n"),
        names => format!("\nuse stageline::flag::{{{}}};\n{node}", names.join(", ")),
    }
}

fn enumeration(flag: &Known<'_>, variants: &Variants<'_>) -> String {
    let Variants { of, all, .. } = variants;
    let name = markdown(&sentence(&format!("The variants of {}", flag.name)));
    let mut text = format!("\n/// {name}\n{ALLOW}");
    text.push_str("#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]\n");
    text.push_str(&format!("pub enum {of} {{\n"));
    for (name, variant) in all {
        let said = markdown(&sentence(&format!("Named {variant}")));
        text.push_str(&format!("    /// {said}\n    {name},\n"));
    }
    text.push_str(&format!("}}\n\n{ALLOW}impl {of} {{\n"));
    text.push_str("    /// Its name in the files.\n");
    text.push_str("    pub const fn as_str(self) -> &'static str {\n        match self {\n");
    for (name, variant) in all {
        text.push_str(&format!("            Self::{name} => {},\n", literal::rust(variant)));
    }
    text.push_str(
        "        }\n    }\n\n    fn of(name: &str) -> Option<Self> {\n        match name {\n",
    );
    for (name, variant) in all {
        text.push_str(&format!("            {} => Some(Self::{name}),\n", literal::rust(variant)));
    }
    text.push_str("            _ => None,\n        }\n    }\n}\n");
    text
}

fn methods(flags: &[Spelled<'_>]) -> String {
    let mut text = format!("\n{ALLOW}impl FeatureFlags {{\n");
    text.push_str("    /// Finds each flag, when a program begins.\n    ///\n    /// # Errors\n");
    text.push_str(
        "    /// `E_UNKNOWN_FLAG` for a flag that is gone, `E_TYPE` for one of another type.\n",
    );
    text.push_str("    pub fn new(flags: &Flags) -> stageline::Result<Self> {\n");
    if flags.is_empty() {
        text.push_str("        let _ = flags;\n        Ok(Self {})\n    }\n");
    } else {
        text.push_str("        Ok(Self {\n");
        for spelled in flags {
            let (how, fallback) = (of_kind(spelled.flag.kind).1, spelled.fallback());
            let Spelled { getter, constant, .. } = spelled;
            let bound = format!("flags.{how}(names::{constant}, {fallback})?");
            text.push_str(&format!("            {getter}: {bound},\n"));
        }
        text.push_str("        })\n    }\n");
    }
    for Spelled { flag, getter, variants, .. } in flags {
        let prose: Vec<_> =
            flag.prose.iter().map(|line| format!("    /// {}\n", markdown(line))).collect();
        text.push_str(&format!("\n{}", prose.join("    ///\n")));
        let kind = of_kind(flag.kind).0;
        let taken = "&self, context: &Context";
        text.push_str(&format!("    #[inline]\n    pub fn {getter}({taken}) -> {kind} {{\n"));
        text.push_str(&format!("        self.{getter}.value(context)\n    }}\n"));
        if let Some(Variants { getter: variant, of, .. }) = variants {
            let name = markdown(&sentence(&format!("Which variant it is of {}", flag.name)));
            text.push_str(&format!("\n    /// {name} `None` for a value that is none.\n"));
            text.push_str(&format!(
                "    pub fn {variant}(&self, context: &Context) -> Option<{of}> {{\n"
            ));
            text.push_str(&format!(
                "        {of}::of(self.{getter}.details(context).variant()?)\n    }}\n"
            ));
        }
    }
    text.push_str("}\n");
    text
}

/// A value as an expression; as deep as the limits of files let it be.
fn node(value: &Node) -> String {
    match &value.untagged().data {
        Data::Bool(value) => format!("Node::from({value})"),
        Data::Int(value) => format!("Node::from({value}_i64)"),
        Data::UInt(value) => format!("Node::from({value}_u64)"),
        // JSON has no word for these, and says null.
        Data::Float(value) if !value.is_finite() => "Node::default()".to_owned(),
        Data::Float(_) => format!("Node::from({})", literal::float(value)),
        Data::Text(text) => format!("Node::from({})", literal::rust(text)),
        Data::List(items) => {
            let items: Vec<String> = items.iter().map(node).collect();
            format!("Node::from(Vec::<Node>::from([{}]))", items.join(", "))
        }
        Data::Map(map) if map.is_empty() => "Node::from_iter([(\"\", false); 0])".to_owned(),
        Data::Map(map) => {
            let entry = |key: &str, value| format!("({}, {})", literal::rust(key), node(value));
            let entries: Vec<String> =
                map.entries().iter().map(|e| entry(&e.key, &e.node)).collect();
            format!("Node::from_iter([{}])", entries.join(", "))
        }
        Data::Null | Data::Tagged(_) => "Node::default()".to_owned(),
    }
}
