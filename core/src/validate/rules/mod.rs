//! The rules, one file each, and their table.

mod bad_condition;
mod bad_flag;
mod bad_quantity;
mod bad_reference;
mod environment_without_file;
mod exception_without_reason;
mod expired_exception;
mod extends_cycle;
mod latest_in_production;
mod load;
mod missing_base;
mod plain_text_password;
mod replicas_outside_bounds;
mod requests_above_limits;
mod service_schema;
mod similar_names;
mod suppression_without_reason;
mod surprising_merge;
mod unknown_environment;
mod unknown_file;
mod unknown_key;
mod unknown_rule;
mod unknown_step;
mod unlisted_environment;
mod unsupported_key;
mod unused_exception;
mod unused_suppression;

use super::Rule;

/// Every rule, in the order of the reference page.
pub const RULES: &[Rule] = &[
    load::RULE,
    unknown_environment::RULE,
    unlisted_environment::RULE,
    environment_without_file::RULE,
    missing_base::RULE,
    extends_cycle::RULE,
    bad_reference::RULE,
    surprising_merge::RULE,
    unknown_key::RULE,
    unsupported_key::RULE,
    unknown_file::RULE,
    similar_names::RULE,
    bad_quantity::RULE,
    requests_above_limits::RULE,
    replicas_outside_bounds::RULE,
    latest_in_production::RULE,
    plain_text_password::RULE,
    bad_condition::RULE,
    unknown_step::RULE,
    bad_flag::RULE,
    service_schema::RULE,
    unknown_rule::RULE,
    exception_without_reason::RULE,
    suppression_without_reason::RULE,
    expired_exception::RULE,
    // These two stay last: they ask what was said of the findings of all others.
    unused_suppression::RULE,
    unused_exception::RULE,
];
