//! Accessors in C: a header of constants and inline functions.

use super::claims::Claims;
use super::literal;
use super::model::{Kind, Known};
use super::prose::{block, sentence};
use super::words::Words;
use crate::yaml::Node;

/// How many bytes of text a compiler has to take in one literal.
const LONGEST: usize = 4000;

/// A flag as it is spelled in C. Every identifier has a word in front, so none is reserved.
struct Spelled<'k> {
    flag: &'k Known<'k>,
    getter: String,
    constant: String,
    variants: Vec<(String, &'k str)>,
}

impl<'k> Spelled<'k> {
    fn new(flag: &'k Known<'k>, claims: &mut Claims<'k>) -> Self {
        let getter = format!("flag_{}", flag.words.snake());
        let constant = format!("FLAG_{}", flag.words.screaming());
        claims.flag(getter.clone(), flag);
        let variants = flag.variants.iter().map(|&variant| {
            let name = Words::of(variant, "variant").screaming();
            let name = format!("VARIANT_{}_{name}", flag.words.screaming());
            claims.variant(name.clone(), flag, variant);
            (name, variant)
        });
        let variants = variants.collect();
        Self { flag, getter, constant, variants }
    }

    /// The call that finds it, as far as the place for the handle.
    fn found(&self) -> String {
        let (fallback, constant) = (&self.flag.fallback, &self.constant);
        let (how, fallback) = match self.flag.kind {
            Kind::Boolean => ("bool", fallback.to_string()),
            Kind::Text => match fallback.as_text().unwrap_or_default() {
                text if text.contains('\0') => {
                    let length = format!("{}, {}", literal::c(text), text.len());
                    return format!(
                        "stageline_flag_handle_text_n(flags, {constant}, sizeof {constant} - 1, {length}"
                    );
                }
                text => ("text", literal::c(text)),
            },
            Kind::Integer { .. } => match literal::integer(fallback) {
                i64::MIN => ("i64", "INT64_MIN".to_owned()),
                value => ("i64", format!("INT64_C({value})")),
            },
            Kind::Number => ("f64", literal::float(fallback)),
            Kind::Json if *fallback == Node::default() => ("json", "NULL".to_owned()),
            Kind::Json => ("json", literal::c(&fallback.to_string())),
        };
        format!("stageline_flag_handle_{how}(flags, {constant}, {fallback}")
    }

    fn is_long(&self) -> bool {
        let fallback = &self.flag.fallback;
        let length = match self.flag.kind {
            Kind::Text => fallback.as_text().unwrap_or_default().len(),
            Kind::Json => fallback.to_string().len(),
            _ => 0,
        };
        length > LONGEST || self.flag.variants.iter().any(|variant| variant.len() > LONGEST)
    }

    fn function(&self) -> String {
        let getter = &self.getter;
        let (result, more, call) = match self.flag.kind {
            Kind::Boolean => ("bool", "", "stageline_flag_bool"),
            Kind::Integer { .. } => ("int64_t", "", "stageline_flag_i64"),
            Kind::Number => ("double", "", "stageline_flag_f64"),
            Kind::Text => ("size_t", ", char *buffer, size_t size", "stageline_flag_text"),
            Kind::Json => (
                "stageline_status",
                ", stageline_bytes **out, stageline_error **err",
                "stageline_flag_json",
            ),
        };
        let given = match self.flag.kind {
            Kind::Text => ", buffer, size",
            Kind::Json => ", out, err",
            _ => "",
        };
        let parameters = "const feature_flags *self, const stageline_context *context";
        format!(
            "static inline {result} {getter}({parameters}{more}) {{\n    \
             return {call}(self->{getter}, context{given});\n}}\n"
        )
    }
}

pub(super) fn write<'k>(
    head: &[String],
    flags: &'k [Known<'k>],
    claims: &mut Claims<'k>,
) -> String {
    let flags: Vec<_> = flags.iter().map(|flag| Spelled::new(flag, claims)).collect();
    let lines: Vec<_> = head.iter().map(|line| format!(" * {line}\n")).collect();
    let mut text = format!("/*\n{} */\n", lines.concat());
    text.push_str("#ifndef FEATURE_FLAGS_H\n#define FEATURE_FLAGS_H\n\n#include <stageline.h>\n");
    if flags.iter().any(Spelled::is_long) {
        text.push_str(
            "\n#ifdef __GNUC__\n#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n#endif\n",
        );
    }
    text.push_str("\n/* The names of the flags. */\n");
    for Spelled { flag, constant, .. } in &flags {
        let (name, mark) = (literal::c(flag.name), &flag.mark);
        text.push_str(&format!("#define {constant} {name} /* {mark} */\n"));
    }
    for Spelled { flag, variants, .. } in &flags {
        if !variants.is_empty() {
            let said = block(&sentence(&format!("The variants of {}", flag.name)));
            text.push_str(&format!("\n/* {said} */\n"));
        }
        for (name, variant) in variants {
            text.push_str(&format!("#define {name} {}\n", literal::c(variant)));
        }
    }
    text.push_str(
        "\n/* The project's feature flags, each found once. */\ntypedef struct feature_flags {\n",
    );
    for Spelled { getter, .. } in &flags {
        text.push_str(&format!("    stageline_flag *{getter};\n"));
    }
    if flags.is_empty() {
        text.push_str("    char none; /* a struct has to hold something */\n");
    }
    text.push_str("} feature_flags;\n");
    text.push_str(&whole(&flags));
    for spelled in &flags {
        let prose: Vec<_> =
            spelled.flag.prose.iter().map(|line| format!(" * {}\n", block(line))).collect();
        text.push_str(&format!("\n/*\n{} */\n{}", prose.join(" *\n"), spelled.function()));
    }
    text.push_str("\n#endif\n");
    text
}

/// What finds and frees all flags.
fn whole(flags: &[Spelled<'_>]) -> String {
    let mut text = String::from("\n/* Frees each flag; `self` may be bound anew. */\n");
    text.push_str("static inline void feature_flags_free(feature_flags *self) {\n");
    for Spelled { getter, .. } in flags {
        text.push_str(&format!("    stageline_flag_free(self->{getter});\n"));
        text.push_str(&format!("    self->{getter} = NULL;\n"));
    }
    if flags.is_empty() {
        text.push_str("    self->none = 0;\n");
    }
    text.push_str("}\n\n/*\n * Finds each flag, when a program begins; `feature_flags_free` frees them.\n *\n");
    text.push_str(" * Errors: `E_UNKNOWN_FLAG` for a flag that is gone, `E_TYPE` for one of another type. There is\n");
    text.push_str(" * nothing to free then.\n */\n");
    text.push_str("static inline stageline_status feature_flags_bind(feature_flags *self, const stageline_flags *flags,\n");
    text.push_str("                                                  stageline_error **err) {\n");
    text.push_str("    stageline_status status = STAGELINE_STATUS_OK;\n");
    for Spelled { getter, .. } in flags {
        text.push_str(&format!("    self->{getter} = NULL;\n"));
    }
    if flags.is_empty() {
        text.push_str("    self->none = 0;\n    (void)flags;\n    (void)err;\n");
    }
    for spelled in flags {
        let found = spelled.found();
        text.push_str(&format!(
            "    if (!status) status = {found}, &self->{}, err);\n",
            spelled.getter
        ));
    }
    if !flags.is_empty() {
        text.push_str("    if (status) feature_flags_free(self);\n");
    }
    text.push_str("    return status;\n}\n");
    text
}
