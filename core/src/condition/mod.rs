//! The expression language of workflow conditions and flag rules: parsing, three-valued
//! evaluation, explanation.
//!
//! It owns the language alone. What an attribute is, where it comes from and what an unknown
//! condition leads to are the caller's affair.
//!
//! ```
//! use stageline::condition::{Condition, Operand, Truth};
//!
//! let condition = Condition::parse("user.plan == 'pro' AND user.country in ['DE', 'FR']")?;
//! let attributes = [("user.plan", Operand::Text("pro")), ("user.country", Operand::Text("FR"))];
//! assert_eq!(condition.evaluate(&attributes), Truth::True);
//!
//! // A missing attribute is neither true nor false …
//! assert_eq!(condition.evaluate(&[("user.plan", Operand::Text("pro"))]), Truth::Unknown);
//! // … unless the rest settles the outcome without it.
//! assert_eq!(condition.evaluate(&[("user.plan", Operand::Text("free"))]), Truth::False);
//! # Ok::<(), stageline::condition::SyntaxError>(())
//! ```
//!
//! # Words and signs
//!
//! | what | how it is written |
//! | --- | --- |
//! | attribute | `user.plan`; a segment begins with a letter or `_` and goes on with letters, digits, `_`, `-`; any other segment stands in backticks: `` user.`2nd name` `` |
//! | text | `'…'` or `"…"` on one line; escapes `\\` `\'` `\"` `` \` `` `\n` `\r` `\t` `\u{1f600}` |
//! | integer | `-9223372036854775808` to `18446744073709551615`; beyond that it is an error |
//! | decimal | `0.5`, `-1.25`, without exponent; the nearest 64-bit binary float |
//! | other values | `true` `false` `null` |
//! | list | `['a', 'b']` of values, never of attributes or lists |
//! | groups | `( … )`; `NOT` binds tighter than `AND`, `AND` tighter than `OR`, comparisons tightest |
//!
//! Words are read in upper or lower case. `and`, `or`, `not`, `in`, `true`, `false`, `null` are
//! reserved: as a one-segment attribute they need backticks. `&&`, `||` and `!` are `AND`, `OR`
//! and `NOT`; note that `!a == b` is `NOT (a == b)`.
//!
//! Limits: 65,536 words, values and signs; parentheses and `NOT` nested 30 deep; a regular
//! expression of 1 MiB once compiled, with groups nested 50 deep.
//!
//! # Truth
//!
//! Kleene's logic, in which `AND` is the lesser and `OR` the greater of false < unknown < true:
//!
//! | `AND` | false | unknown | true | | `OR` | false | unknown | true | | `NOT` | |
//! | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
//! | **false** | false | false | false | | **false** | false | unknown | true | | **false** | true |
//! | **unknown** | false | unknown | unknown | | **unknown** | unknown | unknown | true | | **unknown** | unknown |
//! | **true** | false | unknown | true | | **true** | true | true | true | | **true** | false |
//!
//! A comparison is unknown where an attribute is missing (`exists` apart), where kinds do not
//! compare, where a number is NaN, and where a text cannot be read as the operator needs.
//! [`Condition::explain`] says which.
//!
//! # Operators
//!
//! | operator | left | right | true when |
//! | --- | --- | --- | --- |
//! | none: `gate.approved` | boolean | | it is true |
//! | `segment('beta')` | | | the attributes are in that segment, which the caller knows |
//! | `exists` | attribute | | it is there, null included; never unknown |
//! | `==` `!=` | value | value | they are equal, or not; table below |
//! | `<` `<=` `>` `>=` | number or text | the same | numbers by exact value, texts by code points |
//! | `in` `not in` | value | list | an item equals the value; none does |
//! | `in_ignore_case` | text | list of texts | an item equals the text but for case |
//! | `contains` | text | text | the right is part of the left |
//! | `contains` | list | value | an item equals the value |
//! | `contains_any` `contains_all` | text or list | list | an item of the right is part of the left; all are |
//! | `contains_ignore_case` | text or list of texts | text | likewise but for case |
//! | `starts_with` `starts_with_ignore_case` | text | text | the left begins so |
//! | `ends_with` `ends_with_ignore_case` | text | text | the left ends so |
//! | `equals_ignore_case` | text | text | they are equal but for case |
//! | `matches` | text | regular expression | it is found anywhere in the text; `^…$` for the whole |
//! | `semver_eq` `semver_ne` `semver_lt` `semver_le` `semver_gt` `semver_ge` | version | version | precedence of SemVer 2.0.0 says so; build metadata takes no part |
//! | `before` `after` | date and time, or date | the same | the instant is strictly earlier, later (RFC 3339, nanoseconds; a date is its first instant in UTC) |
//! | `in_cidr` | IP address | network, or list of networks | one holds the address |
//!
//! - The right side may be an attribute too, save for `matches`: its pattern is written out and
//!   compiled once. The pattern is taken verbatim between its quotes, so `'\d'` is a digit; it is
//!   matched in linear time, without look-around and back-references.
//! - Versions, instants and addresses are text. A network is `10.0.0.0/8`, `2001:db8::/32`, or one
//!   address; bits beyond the prefix must be zero. IPv4 mapped into IPv6 counts as IPv4.
//! - Without case, letters compare by their Unicode lower-case form, the same in every locale;
//!   `ß` is not `ss`.
//! - A word that is not quoted is an attribute: `plan == pro` compares two attributes.
//!
//! # Equality by kind
//!
//! | `==` | null | boolean | number | text | list |
//! | --- | --- | --- | --- | --- | --- |
//! | **null** | true | false | false | false | false |
//! | **boolean** | false | compared | unknown | unknown | unknown |
//! | **number** | false | unknown | exact value, NaN unknown | unknown | unknown |
//! | **text** | false | unknown | unknown | code points | unknown |
//! | **list** | false | unknown | unknown | unknown | unknown |
//!
//! Null is a value: an attribute that is null is not missing. Integers compare with floats by exact
//! value, so `9007199254740993` is not equal to the float that lies nearest to it. In a list, a
//! certain match decides; without one, an item of another kind makes the answer unknown.
mod cidr;
mod code;
mod compare;
mod error;
mod evaluate;
mod explain;
mod lex;
mod operand;
mod operator;
mod parse;
mod path;
mod semver;
#[cfg(test)]
mod tests;
mod truth;
mod write;

pub(crate) use code::Simple;
pub use code::{Condition, Reference, SegmentReference};
pub use error::SyntaxError;
pub use explain::{Comparison, Explanation, Reason};
pub use operand::{Attributes, Items, Kind, Operand};
pub use path::Path;
#[cfg(feature = "import")]
pub(crate) use semver::{compare_versions, is_version};
pub use truth::Truth;
