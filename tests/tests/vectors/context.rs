//! JSON as what the API takes: trees, attributes, typed defaults.

use serde_json::{Map, Value, json};
use stageline::flag::{Attribute, Context, Details, FlagValue, Flags};
use stageline::source::Span;
use stageline::yaml::{Data, Entry, Map as Tree, Node};

/// A tree as data.
pub(crate) fn node(value: &Value) -> Node {
    Node::detached(match value {
        Value::Null => Data::Null,
        Value::Bool(value) => Data::Bool(*value),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(value), _, _) => Data::Int(value),
            (None, Some(value), _) => Data::UInt(value),
            (None, None, value) => Data::Float(value.unwrap()),
        },
        Value::String(text) => Data::Text(text.as_str().into()),
        Value::Array(items) => Data::List(items.iter().map(node).collect()),
        Value::Object(map) => {
            let entries = map.iter().map(|(key, value)| Entry {
                key: key.as_str().into(),
                key_span: Span::NONE,
                node: node(value),
            });
            Data::Map(Tree::from_entries(entries.collect()).into())
        }
    })
}

/// The context of a case: `targeting_key` and `attributes`.
pub(crate) fn context(flags: &Flags, args: &Map<String, Value>) -> Context {
    let mut context = match args.get("targeting_key") {
        Some(key) => flags.context(Attribute::from(&node(key))),
        None => flags.context_without_key(),
    };
    for (path, value) in args.get("attributes").and_then(Value::as_object).into_iter().flatten() {
        context = context.with(path, Attribute::from(&node(value)));
    }
    context
}

/// Something asked with a default of one kind.
pub(crate) trait Ask {
    type Answer;

    fn ask<T: FlagValue + plain::Plain>(self, default: T) -> Self::Answer;
}

/// Asks with the kind that a default's spelling has.
pub(crate) fn by_kind<A: Ask>(default: &Value, ask: A) -> A::Answer {
    match default {
        Value::Bool(value) => ask.ask(*value),
        Value::String(text) => ask.ask(stageline::flag::Text::from(text.as_str())),
        Value::Number(number) => match number.as_i64() {
            Some(value) => ask.ask(value),
            None => ask.ask(number.as_f64().unwrap()),
        },
        other => ask.ask(node(other)),
    }
}

/// The details as the format spells them.
pub(crate) fn details<T: plain::Plain>(details: &Details<'_, T>) -> Value {
    json!({
        "value": details.value().plain(),
        "variant": details.variant(),
        "reason": details.reason().as_str(),
        "error_code": details.error_code().map(|code| code.as_str()),
        "set_in": details.set_in(),
        "place": details.place().map(|place| place.to_string()),
    })
}

pub(crate) mod plain {
    //! The kinds of flag values as JSON.

    use super::*;

    pub(crate) trait Plain {
        fn plain(&self) -> Value;
    }

    macro_rules! plain {
        ($($kind:ty = $value:ident $make:expr;)+) => {
            $(impl Plain for $kind {
                fn plain(&self) -> Value {
                    let $value = self;
                    $make
                }
            })+
        };
    }

    plain! {
        bool = value json!(value);
        i64 = value json!(value);
        f64 = value json!(value);
        stageline::flag::Text = value json!(&**value);
        Node = value serde_json::to_value(value).unwrap();
    }
}
