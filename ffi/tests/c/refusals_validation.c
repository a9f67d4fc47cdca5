/* Every function of validation and layers that can fail, given what no function can take: it says so, and its answer is
   nothing. */
#include "shop.h"

/* One of each handle, for the arguments that are not wrong. */
static struct {
    stageline_project *project;
    stageline_snapshot *snapshot;
    stageline_validation *validation;
    stageline_report *report;
    stageline_options *options;
    stageline_value *value;
    stageline_origin *origin;
    stageline_explanation *explanation;
    stageline_explanations *explanations;
    stageline_affected *affected;
    stageline_uses *uses;
    stageline_quantity *quantity;
    stageline_error *error;
    stageline_text text;
} one;

static void some_rule(void *user_data, const stageline_snapshot *snapshot, stageline_findings *findings) {
    (void)user_data;
    (void)snapshot;
    (void)findings;
}

CASE(one_of_each_handle_can_be_had) {
    one.project = shop();
    one.text = stageline_text_of("config/base.yaml");
    CHECK(one.project != NULL);
    DONE(stageline_project_snapshot(one.project, &one.snapshot, &err));
    DONE(stageline_validation_new(&one.validation, &err));
    DONE(stageline_project_validate(one.project, NULL, &one.report, &err));
    DONE(stageline_options_new(&one.options, &err));
    DONE(stageline_environment_resolve(one.project, "production", &one.value, &err));
    DONE(stageline_value_origin(one.value, "database", &one.origin, &err));
    DONE(stageline_value_explain(one.value, "database", &one.explanation, &err));
    DONE(stageline_value_explain_all(one.value, "", &one.explanations, &err));
    DONE(stageline_snapshot_affected(one.snapshot, &one.text, 1, &one.affected, &err));
    DONE(stageline_snapshot_who_uses(one.snapshot, "config/base.yaml", 2, &one.uses, &err));
    DONE(stageline_quantity_parse("1", "cpu", &one.quantity, &err));
    CHECK(stageline_log_set(99, NULL, NULL, NULL, &one.error) == STAGELINE_STATUS_USAGE);
}

CASE(snapshot_functions_refuse_what_they_cannot_take) {
    stageline_affected *out_affected = (stageline_affected *)&check_count;
    stageline_report *out_report = (stageline_report *)&check_count;
    stageline_uses *out_uses = (stageline_uses *)&check_count;
    REFUSED("`snapshot` is null", stageline_snapshot_affected(NULL, &one.text, 1, &out_affected, &err));
    REFUSED("`paths` is null", stageline_snapshot_affected(one.snapshot, NULL, 1, &out_affected, &err));
    REFUSED("`out` is null", stageline_snapshot_affected(one.snapshot, &one.text, 1, NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_who_uses(NULL, "config/base.yaml", 1, &out_uses, &err));
    REFUSED("`file` is null", stageline_snapshot_who_uses(one.snapshot, NULL, 1, &out_uses, &err));
    REFUSED("`out` is null", stageline_snapshot_who_uses(one.snapshot, "config/base.yaml", 1, NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_who_uses_n(NULL, "config/base.yaml", STAGELINE_NUL, 1, &out_uses, &err));
    REFUSED("`file` is null", stageline_snapshot_who_uses_n(one.snapshot, NULL, STAGELINE_NUL, 1, &out_uses, &err));
    REFUSED("`file` is not UTF-8 at byte 1", stageline_snapshot_who_uses_n(one.snapshot, "a\xff", 2, 1, &out_uses, &err));
    REFUSED("`file` has an impossible length", stageline_snapshot_who_uses_n(one.snapshot, "config/base.yaml", SIZE_MAX - 1, 1, &out_uses, &err));
    REFUSED("`out` is null", stageline_snapshot_who_uses_n(one.snapshot, "config/base.yaml", STAGELINE_NUL, 1, NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_validate(NULL, one.validation, &out_report, &err));
    REFUSED("`out` is null", stageline_snapshot_validate(one.snapshot, one.validation, NULL, &err));
    CHECK(out_affected == NULL);
    CHECK(out_report == NULL);
    CHECK(out_uses == NULL);
}

CASE(affected_functions_refuse_what_they_cannot_take) {
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    stageline_names *out_names = (stageline_names *)&check_count;
    REFUSED("`affected` is null", stageline_affected_pipelines(NULL, &out_names, &err));
    REFUSED("`out` is null", stageline_affected_pipelines(one.affected, NULL, &err));
    REFUSED("`affected` is null", stageline_affected_unknown(NULL, &out_names, &err));
    REFUSED("`out` is null", stageline_affected_unknown(one.affected, NULL, &err));
    REFUSED("`affected` is null", stageline_affected_matrix_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_affected_matrix_json(one.affected, NULL, &err));
    REFUSED("`affected` is null", stageline_affected_to_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_affected_to_json(one.affected, NULL, &err));
    CHECK(out_bytes == NULL);
    CHECK(out_names == NULL);
}

CASE(explanations_functions_refuse_what_they_cannot_take) {
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    stageline_explanation *out_explanation = (stageline_explanation *)&check_count;
    REFUSED("`explanations` is null", stageline_explanations_at(NULL, 1, &out_explanation, &err));
    REFUSED("`out` is null", stageline_explanations_at(one.explanations, 1, NULL, &err));
    REFUSED("`explanations` is null", stageline_explanations_to_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_explanations_to_json(one.explanations, NULL, &err));
    REFUSED("`explanations` is null", stageline_explanations_to_text(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_explanations_to_text(one.explanations, NULL, &err));
    CHECK(out_bytes == NULL);
    CHECK(out_explanation == NULL);
}

/* The sink lives while a rule runs, so a rule asks it. */
static void refusing_rule(void *user_data, const stageline_snapshot *snapshot, stageline_findings *findings) {
    (void)user_data;
    (void)snapshot;
    REFUSED("`findings` is null", stageline_findings_add(NULL, 1, "production", &err));
    REFUSED("`message` is null", stageline_findings_add(findings, 1, NULL, &err));
    REFUSED("`findings` is null", stageline_findings_add_n(NULL, 1, "production", STAGELINE_NUL, &err));
    REFUSED("`message` is null", stageline_findings_add_n(findings, 1, NULL, STAGELINE_NUL, &err));
    REFUSED("`message` is not UTF-8 at byte 1", stageline_findings_add_n(findings, 1, "a\xff", 2, &err));
    REFUSED("`message` has an impossible length", stageline_findings_add_n(findings, 1, "production", SIZE_MAX - 1, &err));
    REFUSED("`findings` is null", stageline_findings_set_help(NULL, "production", &err));
    REFUSED("`help` is null", stageline_findings_set_help(findings, NULL, &err));
    REFUSED("`findings` is null", stageline_findings_set_help_n(NULL, "production", STAGELINE_NUL, &err));
    REFUSED("`help` is null", stageline_findings_set_help_n(findings, NULL, STAGELINE_NUL, &err));
    REFUSED("`help` is not UTF-8 at byte 1", stageline_findings_set_help_n(findings, "a\xff", 2, &err));
    REFUSED("`help` has an impossible length", stageline_findings_set_help_n(findings, "production", SIZE_MAX - 1, &err));
    REFUSED("`findings` is null", stageline_findings_set_environment(NULL, "production", &err));
    REFUSED("`environment` is null", stageline_findings_set_environment(findings, NULL, &err));
    REFUSED("`findings` is null", stageline_findings_set_environment_n(NULL, "production", STAGELINE_NUL, &err));
    REFUSED("`environment` is null", stageline_findings_set_environment_n(findings, NULL, STAGELINE_NUL, &err));
    REFUSED("`environment` is not UTF-8 at byte 1", stageline_findings_set_environment_n(findings, "a\xff", 2, &err));
    REFUSED("`environment` has an impossible length", stageline_findings_set_environment_n(findings, "production", SIZE_MAX - 1, &err));
    REFUSED("`findings` is null", stageline_findings_add_place(NULL, "config/base.yaml", 1, 1, &err));
    REFUSED("`file` is null", stageline_findings_add_place(findings, NULL, 1, 1, &err));
    REFUSED("`findings` is null", stageline_findings_add_place_n(NULL, "config/base.yaml", STAGELINE_NUL, 1, 1, &err));
    REFUSED("`file` is null", stageline_findings_add_place_n(findings, NULL, STAGELINE_NUL, 1, 1, &err));
    REFUSED("`file` is not UTF-8 at byte 1", stageline_findings_add_place_n(findings, "a\xff", 2, 1, 1, &err));
    REFUSED("`file` has an impossible length", stageline_findings_add_place_n(findings, "config/base.yaml", SIZE_MAX - 1, 1, 1, &err));
    REFUSED("`findings` is null", stageline_findings_add_place_of(NULL, "production", "production", "database", &err));
    REFUSED("`environment` is null", stageline_findings_add_place_of(findings, NULL, "production", "database", &err));
    REFUSED("`path` is null", stageline_findings_add_place_of(findings, "production", "production", NULL, &err));
    REFUSED("`findings` is null", stageline_findings_add_place_of_n(NULL, "production", STAGELINE_NUL, "production", STAGELINE_NUL, "database", STAGELINE_NUL, &err));
    REFUSED("`environment` is null", stageline_findings_add_place_of_n(findings, NULL, STAGELINE_NUL, "production", STAGELINE_NUL, "database", STAGELINE_NUL, &err));
    REFUSED("`environment` is not UTF-8 at byte 1", stageline_findings_add_place_of_n(findings, "a\xff", 2, "production", STAGELINE_NUL, "database", STAGELINE_NUL, &err));
    REFUSED("`environment` has an impossible length", stageline_findings_add_place_of_n(findings, "production", SIZE_MAX - 1, "production", STAGELINE_NUL, "database", STAGELINE_NUL, &err));
    REFUSED("`service` is not UTF-8 at byte 1", stageline_findings_add_place_of_n(findings, "production", STAGELINE_NUL, "a\xff", 2, "database", STAGELINE_NUL, &err));
    REFUSED("`service` has an impossible length", stageline_findings_add_place_of_n(findings, "production", STAGELINE_NUL, "production", SIZE_MAX - 1, "database", STAGELINE_NUL, &err));
    REFUSED("`path` is null", stageline_findings_add_place_of_n(findings, "production", STAGELINE_NUL, "production", STAGELINE_NUL, NULL, STAGELINE_NUL, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_findings_add_place_of_n(findings, "production", STAGELINE_NUL, "production", STAGELINE_NUL, "a\xff", 2, &err));
    REFUSED("`path` has an impossible length", stageline_findings_add_place_of_n(findings, "production", STAGELINE_NUL, "production", STAGELINE_NUL, "database", SIZE_MAX - 1, &err));
    REFUSED("`findings` is null", stageline_findings_fail(NULL, "production", &err));
    REFUSED("`reason` is null", stageline_findings_fail(findings, NULL, &err));
    REFUSED("`findings` is null", stageline_findings_fail_n(NULL, "production", STAGELINE_NUL, &err));
    REFUSED("`reason` is null", stageline_findings_fail_n(findings, NULL, STAGELINE_NUL, &err));
    REFUSED("`reason` is not UTF-8 at byte 1", stageline_findings_fail_n(findings, "a\xff", 2, &err));
    REFUSED("`reason` has an impossible length", stageline_findings_fail_n(findings, "production", SIZE_MAX - 1, &err));
    REFUSED("`findings` is null", stageline_findings_fail_with(NULL, one.error, &err));
    REFUSED("`error` is null", stageline_findings_fail_with(findings, NULL, &err));
}

CASE(findings_functions_refuse_what_they_cannot_take) {
    stageline_validation *validation = NULL;
    stageline_report *report = NULL;
    DONE(stageline_validation_new(&validation, &err));
    DONE(stageline_validation_add_rule(validation, "refusing", 1, "", refusing_rule, NULL, NULL, &err));
    DONE(stageline_project_validate(one.project, validation, &report, &err));
    stageline_report_free(report);
    stageline_validation_free(validation);
}

CASE(options_functions_refuse_what_they_cannot_take) {
    REFUSED("`options` is null", stageline_options_set_local(NULL, true, &err));
    REFUSED("`options` is null", stageline_options_set_variable(NULL, "production", "production", &err));
    REFUSED("`name` is null", stageline_options_set_variable(one.options, NULL, "production", &err));
    REFUSED("`value` is null", stageline_options_set_variable(one.options, "production", NULL, &err));
    REFUSED("`options` is null", stageline_options_set_variable_n(NULL, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &err));
    REFUSED("`name` is null", stageline_options_set_variable_n(one.options, NULL, STAGELINE_NUL, "production", STAGELINE_NUL, &err));
    REFUSED("`name` is not UTF-8 at byte 1", stageline_options_set_variable_n(one.options, "a\xff", 2, "production", STAGELINE_NUL, &err));
    REFUSED("`name` has an impossible length", stageline_options_set_variable_n(one.options, "production", SIZE_MAX - 1, "production", STAGELINE_NUL, &err));
    REFUSED("`value` is null", stageline_options_set_variable_n(one.options, "production", STAGELINE_NUL, NULL, STAGELINE_NUL, &err));
    REFUSED("`value` is not UTF-8 at byte 1", stageline_options_set_variable_n(one.options, "production", STAGELINE_NUL, "a\xff", 2, &err));
    REFUSED("`value` has an impossible length", stageline_options_set_variable_n(one.options, "production", STAGELINE_NUL, "production", SIZE_MAX - 1, &err));
    REFUSED("`options` is null", stageline_options_set_variable_overrides(NULL, true, &err));
}

CASE(path_functions_refuse_what_they_cannot_take) {
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    REFUSED("`keys` is null", stageline_path_of_keys(NULL, 1, &out_bytes, &err));
    REFUSED("`out` is null", stageline_path_of_keys(&one.text, 1, NULL, &err));
    CHECK(out_bytes == NULL);
}

CASE(quantity_functions_refuse_what_they_cannot_take) {
    int32_t out_int = 7;
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    stageline_quantity *out_quantity = (stageline_quantity *)&check_count;
    REFUSED("`text` is null", stageline_quantity_parse(NULL, "cpu", &out_quantity, &err));
    REFUSED("`kind` is null", stageline_quantity_parse("1", NULL, &out_quantity, &err));
    REFUSED("`out` is null", stageline_quantity_parse("1", "cpu", NULL, &err));
    REFUSED("`text` is null", stageline_quantity_parse_n(NULL, STAGELINE_NUL, "cpu", STAGELINE_NUL, &out_quantity, &err));
    REFUSED("`text` is not UTF-8 at byte 1", stageline_quantity_parse_n("a\xff", 2, "cpu", STAGELINE_NUL, &out_quantity, &err));
    REFUSED("`text` has an impossible length", stageline_quantity_parse_n("1", SIZE_MAX - 1, "cpu", STAGELINE_NUL, &out_quantity, &err));
    REFUSED("`kind` is null", stageline_quantity_parse_n("1", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_quantity, &err));
    REFUSED("`kind` is not UTF-8 at byte 1", stageline_quantity_parse_n("1", STAGELINE_NUL, "a\xff", 2, &out_quantity, &err));
    REFUSED("`kind` has an impossible length", stageline_quantity_parse_n("1", STAGELINE_NUL, "cpu", SIZE_MAX - 1, &out_quantity, &err));
    REFUSED("`out` is null", stageline_quantity_parse_n("1", STAGELINE_NUL, "cpu", STAGELINE_NUL, NULL, &err));
    REFUSED("`left` is null", stageline_quantity_compare(NULL, one.quantity, &out_int, &err));
    REFUSED("`right` is null", stageline_quantity_compare(one.quantity, NULL, &out_int, &err));
    REFUSED("`out` is null", stageline_quantity_compare(one.quantity, one.quantity, NULL, &err));
    REFUSED("`quantity` is null", stageline_quantity_canonical(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_quantity_canonical(one.quantity, NULL, &err));
    CHECK(out_int == 0);
    CHECK(out_bytes == NULL);
    CHECK(out_quantity == NULL);
}

CASE(report_functions_refuse_what_they_cannot_take) {
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    stageline_report *out_report = (stageline_report *)&check_count;
    REFUSED("`report` is null", stageline_report_new_since(NULL, one.report, &out_report, &err));
    REFUSED("`base` is null", stageline_report_new_since(one.report, NULL, &out_report, &err));
    REFUSED("`out` is null", stageline_report_new_since(one.report, one.report, NULL, &err));
    REFUSED("`report` is null", stageline_report_new_since_json(NULL, "{}", &out_report, &err));
    REFUSED("`base` is null", stageline_report_new_since_json(one.report, NULL, &out_report, &err));
    REFUSED("`out` is null", stageline_report_new_since_json(one.report, "{}", NULL, &err));
    REFUSED("`report` is null", stageline_report_new_since_json_n(NULL, "{}", STAGELINE_NUL, &out_report, &err));
    REFUSED("`base` is null", stageline_report_new_since_json_n(one.report, NULL, STAGELINE_NUL, &out_report, &err));
    REFUSED("`base` is not UTF-8 at byte 1", stageline_report_new_since_json_n(one.report, "a\xff", 2, &out_report, &err));
    REFUSED("`base` has an impossible length", stageline_report_new_since_json_n(one.report, "{}", SIZE_MAX - 1, &out_report, &err));
    REFUSED("`out` is null", stageline_report_new_since_json_n(one.report, "{}", STAGELINE_NUL, NULL, &err));
    REFUSED("`report` is null", stageline_report_to_text(NULL, true, &out_bytes, &err));
    REFUSED("`out` is null", stageline_report_to_text(one.report, true, NULL, &err));
    REFUSED("`report` is null", stageline_report_to_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_report_to_json(one.report, NULL, &err));
    REFUSED("`report` is null", stageline_report_to_sarif(NULL, "production", "production", &out_bytes, &err));
    REFUSED("`out` is null", stageline_report_to_sarif(one.report, "production", "production", NULL, &err));
    REFUSED("`report` is null", stageline_report_to_sarif_n(NULL, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`prefix` is not UTF-8 at byte 1", stageline_report_to_sarif_n(one.report, "a\xff", 2, "production", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`prefix` has an impossible length", stageline_report_to_sarif_n(one.report, "production", SIZE_MAX - 1, "production", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`rules_page` is not UTF-8 at byte 1", stageline_report_to_sarif_n(one.report, "production", STAGELINE_NUL, "a\xff", 2, &out_bytes, &err));
    REFUSED("`rules_page` has an impossible length", stageline_report_to_sarif_n(one.report, "production", STAGELINE_NUL, "production", SIZE_MAX - 1, &out_bytes, &err));
    REFUSED("`out` is null", stageline_report_to_sarif_n(one.report, "production", STAGELINE_NUL, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`report` is null", stageline_report_to_junit(NULL, 1, &out_bytes, &err));
    REFUSED("`out` is null", stageline_report_to_junit(one.report, 1, NULL, &err));
    REFUSED("`report` is null", stageline_report_to_github(NULL, "production", &out_bytes, &err));
    REFUSED("`out` is null", stageline_report_to_github(one.report, "production", NULL, &err));
    REFUSED("`report` is null", stageline_report_to_github_n(NULL, "production", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`prefix` is not UTF-8 at byte 1", stageline_report_to_github_n(one.report, "a\xff", 2, &out_bytes, &err));
    REFUSED("`prefix` has an impossible length", stageline_report_to_github_n(one.report, "production", SIZE_MAX - 1, &out_bytes, &err));
    REFUSED("`out` is null", stageline_report_to_github_n(one.report, "production", STAGELINE_NUL, NULL, &err));
    CHECK(out_bytes == NULL);
    CHECK(out_report == NULL);
}

CASE(uses_functions_refuse_what_they_cannot_take) {
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    REFUSED("`uses` is null", stageline_uses_to_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_uses_to_json(one.uses, NULL, &err));
    CHECK(out_bytes == NULL);
}

CASE(validation_functions_refuse_what_they_cannot_take) {
    REFUSED("`out` is null", stageline_validation_new(NULL, &err));
    REFUSED("`validation` is null", stageline_validation_set_today(NULL, "2026-01-01", &err));
    REFUSED("`today` is null", stageline_validation_set_today(one.validation, NULL, &err));
    REFUSED("`validation` is null", stageline_validation_set_today_n(NULL, "2026-01-01", STAGELINE_NUL, &err));
    REFUSED("`today` is null", stageline_validation_set_today_n(one.validation, NULL, STAGELINE_NUL, &err));
    REFUSED("`today` is not UTF-8 at byte 1", stageline_validation_set_today_n(one.validation, "a\xff", 2, &err));
    REFUSED("`today` has an impossible length", stageline_validation_set_today_n(one.validation, "2026-01-01", SIZE_MAX - 1, &err));
    REFUSED("`validation` is null", stageline_validation_add_environment(NULL, "production", &err));
    REFUSED("`environment` is null", stageline_validation_add_environment(one.validation, NULL, &err));
    REFUSED("`validation` is null", stageline_validation_add_environment_n(NULL, "production", STAGELINE_NUL, &err));
    REFUSED("`environment` is null", stageline_validation_add_environment_n(one.validation, NULL, STAGELINE_NUL, &err));
    REFUSED("`environment` is not UTF-8 at byte 1", stageline_validation_add_environment_n(one.validation, "a\xff", 2, &err));
    REFUSED("`environment` has an impossible length", stageline_validation_add_environment_n(one.validation, "production", SIZE_MAX - 1, &err));
    REFUSED("`validation` is null", stageline_validation_add_rule(NULL, "production", 1, "production", some_rule, NULL, NULL, &err));
    REFUSED("`id` is null", stageline_validation_add_rule(one.validation, NULL, 1, "production", some_rule, NULL, NULL, &err));
    REFUSED("`summary` is null", stageline_validation_add_rule(one.validation, "production", 1, NULL, some_rule, NULL, NULL, &err));
    REFUSED("`callback` is null", stageline_validation_add_rule(one.validation, "production", 1, "production", NULL, NULL, NULL, &err));
    REFUSED("`validation` is null", stageline_validation_add_rule_n(NULL, "production", STAGELINE_NUL, 1, "production", STAGELINE_NUL, some_rule, NULL, NULL, &err));
    REFUSED("`id` is null", stageline_validation_add_rule_n(one.validation, NULL, STAGELINE_NUL, 1, "production", STAGELINE_NUL, some_rule, NULL, NULL, &err));
    REFUSED("`id` is not UTF-8 at byte 1", stageline_validation_add_rule_n(one.validation, "a\xff", 2, 1, "production", STAGELINE_NUL, some_rule, NULL, NULL, &err));
    REFUSED("`id` has an impossible length", stageline_validation_add_rule_n(one.validation, "production", SIZE_MAX - 1, 1, "production", STAGELINE_NUL, some_rule, NULL, NULL, &err));
    REFUSED("`summary` is null", stageline_validation_add_rule_n(one.validation, "production", STAGELINE_NUL, 1, NULL, STAGELINE_NUL, some_rule, NULL, NULL, &err));
    REFUSED("`summary` is not UTF-8 at byte 1", stageline_validation_add_rule_n(one.validation, "production", STAGELINE_NUL, 1, "a\xff", 2, some_rule, NULL, NULL, &err));
    REFUSED("`summary` has an impossible length", stageline_validation_add_rule_n(one.validation, "production", STAGELINE_NUL, 1, "production", SIZE_MAX - 1, some_rule, NULL, NULL, &err));
    REFUSED("`callback` is null", stageline_validation_add_rule_n(one.validation, "production", STAGELINE_NUL, 1, "production", STAGELINE_NUL, NULL, NULL, NULL, &err));
}

CASE(project_functions_refuse_what_they_cannot_take) {
    stageline_report *out_report = (stageline_report *)&check_count;
    REFUSED("`project` is null", stageline_project_validate(NULL, one.validation, &out_report, &err));
    REFUSED("`out` is null", stageline_project_validate(one.project, one.validation, NULL, &err));
    CHECK(out_report == NULL);
}

CASE(value_functions_refuse_what_they_cannot_take) {
    stageline_explanations *out_explanations = (stageline_explanations *)&check_count;
    REFUSED("`value` is null", stageline_value_explain_all(NULL, "database", &out_explanations, &err));
    REFUSED("`path` is null", stageline_value_explain_all(one.value, NULL, &out_explanations, &err));
    REFUSED("`out` is null", stageline_value_explain_all(one.value, "database", NULL, &err));
    REFUSED("`value` is null", stageline_value_explain_all_n(NULL, "database", STAGELINE_NUL, &out_explanations, &err));
    REFUSED("`path` is null", stageline_value_explain_all_n(one.value, NULL, STAGELINE_NUL, &out_explanations, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_value_explain_all_n(one.value, "a\xff", 2, &out_explanations, &err));
    REFUSED("`path` has an impossible length", stageline_value_explain_all_n(one.value, "database", SIZE_MAX - 1, &out_explanations, &err));
    REFUSED("`out` is null", stageline_value_explain_all_n(one.value, "database", STAGELINE_NUL, NULL, &err));
    CHECK(out_explanations == NULL);
}

CASE(accessors_answer_nothing_for_null) {
    CHECK(stageline_affected_len(NULL) == 0);
    CHECK_TEXT(stageline_affected_entry(NULL, 0).part, "");
    CHECK_TEXT(stageline_explanation_path(NULL), "");
    CHECK(stageline_explanation_reference_count(NULL) == 0);
    CHECK_TEXT(stageline_explanation_reference(NULL, 0).text, "");
    CHECK(stageline_explanations_len(NULL) == 0);
    CHECK(stageline_origin_reference_count(NULL) == 0);
    CHECK_TEXT(stageline_origin_reference(NULL, 0).text, "");
    CHECK_TEXT(stageline_quantity_kind(NULL), "");
    CHECK(stageline_quantity_value(NULL) == 0);
    CHECK(stageline_report_len(NULL) == 0);
    CHECK_TEXT(stageline_report_finding(NULL, 0).rule, "");
    CHECK(stageline_report_place_count(NULL, 0) == 0);
    CHECK_PLACE(stageline_report_place(NULL, 0, 0), "", 0, 0);
    CHECK(stageline_report_suppressed_count(NULL) == 0);
    CHECK_TEXT(stageline_report_suppressed(NULL, 0).finding.rule, "");
    CHECK(stageline_report_count(NULL, 0) == 0);
    CHECK(!stageline_report_has_at_least(NULL, 0));
    CHECK(stageline_report_file_count(NULL) == 0);
    CHECK(stageline_uses_len(NULL) == 0);
    CHECK_TEXT(stageline_uses_at(NULL, 0).part, "");
}

CASE(every_handle_can_be_freed_and_null_too) {
    stageline_error_free(one.error);
    stageline_quantity_free(one.quantity);
    stageline_uses_free(one.uses);
    stageline_affected_free(one.affected);
    stageline_explanations_free(one.explanations);
    stageline_explanation_free(one.explanation);
    stageline_origin_free(one.origin);
    stageline_value_free(one.value);
    stageline_options_free(one.options);
    stageline_report_free(one.report);
    stageline_validation_free(one.validation);
    stageline_snapshot_free(one.snapshot);
    stageline_project_free(one.project);
    stageline_error_free(NULL);
    stageline_quantity_free(NULL);
    stageline_uses_free(NULL);
    stageline_affected_free(NULL);
    stageline_explanations_free(NULL);
    stageline_explanation_free(NULL);
    stageline_origin_free(NULL);
    stageline_value_free(NULL);
    stageline_options_free(NULL);
    stageline_report_free(NULL);
    stageline_validation_free(NULL);
    stageline_snapshot_free(NULL);
    stageline_project_free(NULL);
    CHECK(one.project != NULL);
}

const check_row validation_refusal_cases[] = {
    ROW(one_of_each_handle_can_be_had),
    ROW(snapshot_functions_refuse_what_they_cannot_take),
    ROW(affected_functions_refuse_what_they_cannot_take),
    ROW(explanations_functions_refuse_what_they_cannot_take),
    ROW(findings_functions_refuse_what_they_cannot_take),
    ROW(options_functions_refuse_what_they_cannot_take),
    ROW(path_functions_refuse_what_they_cannot_take),
    ROW(quantity_functions_refuse_what_they_cannot_take),
    ROW(report_functions_refuse_what_they_cannot_take),
    ROW(uses_functions_refuse_what_they_cannot_take),
    ROW(validation_functions_refuse_what_they_cannot_take),
    ROW(project_functions_refuse_what_they_cannot_take),
    ROW(value_functions_refuse_what_they_cannot_take),
    ROW(accessors_answer_nothing_for_null),
    ROW(every_handle_can_be_freed_and_null_too),
    {NULL, NULL},
};
