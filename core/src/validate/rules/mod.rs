//! The rules, one file each, and their table.

mod address_of_another_environment;
mod autoscaling_target;
mod autoscaling_without_request;
mod bad_condition;
mod bad_cron;
mod bad_expiry;
mod bad_flag;
mod bad_port;
mod bad_quantity;
mod bad_reference;
mod bad_replicas;
mod bad_secret_reference;
mod blank_around_text;
mod debug_in_production;
mod duplicate_item;
mod duplicate_item_name;
mod empty_override;
mod environment_overcommitted;
mod environment_without_file;
mod exception_without_reason;
mod expired_drift_rule;
mod expired_exception;
mod expired_flag;
mod extends_cycle;
mod fewer_replicas_in_production;
mod finished_rollout;
mod flag_without_entry;
mod health_check_timing;
mod item_without_merge_key;
mod kind_differs_between_environments;
mod latest_in_production;
mod load;
mod localhost_in_production;
mod missing_base;
mod missing_in_one_environment;
mod mistyped_tier;
mod mixed_flag_kinds;
mod negative_amount;
mod override_of_unknown_key;
mod placeholder_in_production;
mod plain_http_in_production;
mod plain_text_password;
mod redundant_override;
mod repeated_gate;
mod repeated_name;
mod repeated_parent;
mod repeated_stage;
mod repeated_step;
mod replicas_outside_bounds;
mod requests_above_limits;
mod secret_of_another_environment;
mod service_missing_in_one_stage;
mod service_schema;
mod similar_names;
mod step_shape;
mod suppression_without_reason;
mod surprising_merge;
mod tenant_without_environments;
mod test_data_in_production;
mod tls_off_in_production;
mod unguarded_production;
mod unknown_default_base;
mod unknown_environment;
mod unknown_environment_in_command;
mod unknown_file;
mod unknown_key;
mod unknown_rule;
mod unknown_section;
mod unknown_step;
mod unlisted_environment;
mod unquoted_version;
mod unreachable_flag_rule;
mod unsupported_key;
mod unused_base;
mod unused_drift_rule;
mod unused_exception;
mod unused_flag;
mod unused_meaning;
mod unused_merge_key;
mod unused_ramp;
mod unused_segment;
mod unused_suppression;
mod unused_tenant_override;
mod unused_variant;
mod yaml_1_1_word;

use super::Rule;

/// Every rule, topic by topic, in the order of the reference.
pub const RULES: &[Rule] = &[
    load::RULE,
    unknown_environment::RULE,
    unlisted_environment::RULE,
    unknown_key::RULE,
    unsupported_key::RULE,
    unknown_file::RULE,
    similar_names::RULE,
    repeated_name::RULE,
    mistyped_tier::RULE,
    unknown_default_base::RULE,
    unused_merge_key::RULE,
    environment_without_file::RULE,
    missing_base::RULE,
    unused_base::RULE,
    repeated_parent::RULE,
    extends_cycle::RULE,
    bad_reference::RULE,
    surprising_merge::RULE,
    empty_override::RULE,
    override_of_unknown_key::RULE,
    redundant_override::RULE,
    duplicate_item_name::RULE,
    item_without_merge_key::RULE,
    tenant_without_environments::RULE,
    unused_tenant_override::RULE,
    missing_in_one_environment::RULE,
    kind_differs_between_environments::RULE,
    service_missing_in_one_stage::RULE,
    fewer_replicas_in_production::RULE,
    unknown_section::RULE,
    expired_drift_rule::RULE,
    unused_drift_rule::RULE,
    unused_meaning::RULE,
    bad_quantity::RULE,
    negative_amount::RULE,
    bad_port::RULE,
    unquoted_version::RULE,
    yaml_1_1_word::RULE,
    blank_around_text::RULE,
    duplicate_item::RULE,
    bad_secret_reference::RULE,
    bad_replicas::RULE,
    replicas_outside_bounds::RULE,
    autoscaling_target::RULE,
    autoscaling_without_request::RULE,
    requests_above_limits::RULE,
    environment_overcommitted::RULE,
    health_check_timing::RULE,
    latest_in_production::RULE,
    plain_text_password::RULE,
    secret_of_another_environment::RULE,
    placeholder_in_production::RULE,
    debug_in_production::RULE,
    tls_off_in_production::RULE,
    plain_http_in_production::RULE,
    localhost_in_production::RULE,
    address_of_another_environment::RULE,
    test_data_in_production::RULE,
    unguarded_production::RULE,
    bad_flag::RULE,
    mixed_flag_kinds::RULE,
    unreachable_flag_rule::RULE,
    unused_variant::RULE,
    unused_segment::RULE,
    unused_ramp::RULE,
    flag_without_entry::RULE,
    unused_flag::RULE,
    finished_rollout::RULE,
    bad_expiry::RULE,
    expired_flag::RULE,
    bad_condition::RULE,
    unknown_step::RULE,
    repeated_step::RULE,
    step_shape::RULE,
    unknown_environment_in_command::RULE,
    bad_cron::RULE,
    repeated_stage::RULE,
    repeated_gate::RULE,
    service_schema::RULE,
    unknown_rule::RULE,
    exception_without_reason::RULE,
    suppression_without_reason::RULE,
    expired_exception::RULE,
    // These two stay last: they ask what was said of the findings of all others.
    unused_suppression::RULE,
    unused_exception::RULE,
];
