//! Accessors in TypeScript.

use super::claims::Claims;
use super::literal;
use super::model::{Kind, Known};
use super::prose::{block, sentence};
use crate::yaml::Node;

/// Words that methods cannot be called by, or that objects have already.
const RESERVED: [&str; 8] = [
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    // An object with such a method is taken for a promise.
    "then",
    "toLocaleString",
    "toString",
    "valueOf",
];

/// A flag as it is spelled in TypeScript.
struct Spelled<'k> {
    flag: &'k Known<'k>,
    getter: String,
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
        let words = match RESERVED.contains(&flag.words.camel().as_str()) {
            true => flag.words.and("flag"),
            false => flag.words.clone(),
        };
        let getter = words.camel();
        claims.flag(getter.clone(), flag);
        let variants = (!flag.variants.is_empty()).then(|| {
            let all = format!("{getter}Variants");
            let words = words.and("variant");
            let (getter, of) = (words.camel(), words.pascal());
            claims.flag(getter.clone(), flag);
            claims.flag(of.clone(), flag);
            Variants { getter, of, all }
        });
        Self { flag, getter, variants }
    }

    fn kind(&self) -> &'static str {
        match self.flag.kind {
            Kind::Boolean => "boolean",
            Kind::Text => "string",
            Kind::Integer { safe: true } | Kind::Number => "number",
            Kind::Integer { safe: false } => "bigint",
            Kind::Json => "Frozen",
        }
    }

    fn fallback(&self) -> String {
        let fallback = &self.flag.fallback;
        match self.flag.kind {
            Kind::Boolean => fallback.to_string(),
            Kind::Text => literal::typescript(fallback.as_text().unwrap_or_default()),
            Kind::Integer { safe: true } => literal::integer(fallback).to_string(),
            Kind::Integer { safe: false } => format!("{}n", literal::integer(fallback)),
            Kind::Number => literal::float(fallback),
            Kind::Json if *fallback == Node::default() => "null".to_owned(),
            // The text of an object would lend a key `__proto__` a meaning.
            Kind::Json => {
                format!("JSON.parse({}) as Tree", literal::typescript(&fallback.to_string()))
            }
        }
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
    text.push_str("\n/** The names of the flags. */\nexport const names = {");
    for Spelled { flag, getter, .. } in &flags {
        let (name, mark) = (literal::typescript(flag.name), &flag.mark);
        text.push_str(&format!("\n  {getter}: {name}, // {mark}"));
    }
    text.push_str(if flags.is_empty() { "} as const;\n" } else { "\n} as const;\n" });
    for Spelled { flag, variants, .. } in &flags {
        if let Some(Variants { of, all, .. }) = variants {
            let names: Vec<_> =
                flag.variants.iter().map(|name| literal::typescript(name)).collect();
            let said = block(&sentence(&format!("The variants of {}", flag.name)));
            text.push_str(&format!("\n/** {said} */\nexport type {of} = {};\n", names.join(" | ")));
            text.push_str(&format!("const {all}: readonly {of}[] = [{}];\n", names.join(", ")));
        }
    }
    text.push_str(
        "\n/** The project's feature flags, each found once. */\nexport class FeatureFlags {\n",
    );
    for spelled in &flags {
        text.push_str(&format!("  readonly #{}: Handle<{}>;\n", spelled.getter, spelled.kind()));
    }
    if !flags.is_empty() {
        text.push('\n');
    }
    text.push_str(&methods(&flags));
    text.push_str("}\n");
    if flags.iter().any(|spelled| spelled.variants.is_some()) {
        text.push_str(KNOWN);
    }
    text
}

const KNOWN: &str = "
function known<V extends string>(variants: readonly V[], name: string | null): V | null {
  return variants.find((variant) => variant === name) ?? null;
}
";

fn imports(flags: &[Spelled<'_>]) -> String {
    let mut names = vec!["Flags"];
    if !flags.is_empty() {
        names = vec!["Attributes", "Context", "Flags"];
    }
    if flags.iter().any(|spelled| spelled.flag.kind == Kind::Json) {
        names.push("Frozen");
    }
    if !flags.is_empty() {
        names.push("Handle");
    }
    if flags.iter().any(|spelled| spelled.fallback().starts_with("JSON.")) {
        names.push("Tree");
    }
    format!("\nimport type {{ {} }} from 'stageline';\n", names.join(", "))
}

fn methods(flags: &[Spelled<'_>]) -> String {
    const CONTEXT: &str = "context: Context | Attributes";
    let mut text = String::from("  /**\n   * Finds each flag, when a program begins.\n   *\n");
    text.push_str("   * @throws {UnknownNameError} `E_UNKNOWN_FLAG` for a flag that is gone.\n");
    text.push_str("   * @throws {LoadError} `E_TYPE` for one of another type.\n   */\n");
    if flags.is_empty() {
        text.push_str("  constructor(flags: Flags) {\n    void flags;\n");
    } else {
        text.push_str("  constructor(flags: Flags) {\n");
    }
    for spelled in flags {
        let (getter, fallback) = (&spelled.getter, spelled.fallback());
        let bound = format!("flags.handle(names.{getter}, {{ default: {fallback} }})");
        text.push_str(&format!("    this.#{getter} = {bound};\n"));
    }
    text.push_str("  }\n");
    for spelled in flags {
        let Spelled { flag, getter, variants } = spelled;
        let prose: Vec<_> =
            flag.prose.iter().map(|line| format!("   * {}\n", block(line))).collect();
        text.push_str(&format!("\n  /**\n{}   */\n", prose.join("   *\n")));
        text.push_str(&format!("  {getter}({CONTEXT}): {} {{\n", spelled.kind()));
        text.push_str(&format!("    return this.#{getter}.value(context);\n  }}\n"));
        if let Some(Variants { getter: variant, of, all }) = variants {
            let name = block(&sentence(&format!("Which variant it is of {}", flag.name)));
            text.push_str(&format!("\n  /** {name} Null for a value that is none. */\n"));
            text.push_str(&format!("  {variant}({CONTEXT}): {of} | null {{\n"));
            let details = format!("this.#{getter}.details(context).variant");
            text.push_str(&format!("    return known({all}, {details});\n  }}\n"));
        }
    }
    text
}
