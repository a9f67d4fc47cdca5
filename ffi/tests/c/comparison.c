/* Environments held against each other: rows and cells, rules of the program, and every format. */
#include "shop.h"

/* Two environments with a secret each, a rule of the project, and a value that only one has. */
static stageline_project *two(void) {
    static const char *const files[][2] = {
        {"stageline.yaml", "drift:\n"
                           "  rules:\n"
                           "    - {path: cache.size, id: small-cache, expected: true, reason: staging is small, owner: team-cache, until: 2026-06-30}\n"
                           "    - {path: nowhere, expected: true, reason: once there was something}\n"},
        {"config/environments.yaml", "environments:\n  staging: {tier: staging}\n  production: {tier: production}\n"},
        {"config/staging.yaml", "overrides:\n  cache: {size: 10}\n  timeout: 5s\n  database: {password: hunter2}\n  extra: [1]\n"},
        {"config/production.yaml", "overrides:\n  cache: {size: 90}\n  timeout: 9s\n  database: {password: swordfish}\n"},
        {"config/services/api/base.yaml", "api: {resources: {requests: {cpu: 500m}}}\n"},
        {"config/services/api/staging.yaml", "api: {replicas: 1}\n"},
        {"config/services/api/production.yaml", "api: {replicas: 4}\n"},
    };
    stageline_files *all = NULL;
    stageline_project *project = NULL;
    size_t i;
    stageline_files_new(&all, NULL);
    for (i = 0; i < sizeof files / sizeof *files; i++) stageline_files_add(all, files[i][0], files[i][1], NULL);
    stageline_project_from_files(all, NULL, &project, NULL);
    stageline_files_free(all);
    return project;
}

static stageline_snapshot *pinned(const stageline_project *project) {
    stageline_snapshot *snapshot = NULL;
    stageline_project_snapshot(project, &snapshot, NULL);
    return snapshot;
}

/* The row at a path; past the last one where there is none. */
static size_t row_at(const stageline_comparison *comparison, const char *path) {
    size_t i;
    for (i = 0; i < stageline_comparison_len(comparison); i++)
        if (check_text_is(stageline_comparison_row(comparison, i).path, path)) break;
    return i;
}

CASE(a_difference_has_a_row_with_a_cell_for_each_side) {
    stageline_project *p = two();
    stageline_snapshot *s = pinned(p);
    stageline_comparison *c = NULL;
    stageline_value *value = NULL;
    stageline_bytes *bytes = NULL;
    stageline_row_verdict different = STAGELINE_ROW_VERDICT_DIFFERENT;
    stageline_comparison_row_view row;
    stageline_comparison_cell_view cell;
    size_t at;
    int64_t number = 0;
    DONE(stageline_snapshot_diff(s, "staging", "production", &c, &err));
    stageline_snapshot_free(s);
    stageline_project_free(p);
    CHECK(stageline_comparison_has_differences(c));
    CHECK(stageline_comparison_count(c, different) == stageline_comparison_len(c));
    CHECK(stageline_comparison_count(c, 99) == 0);
    DONE(stageline_comparison_title(c, &bytes, &err));
    CHECK_BYTES(bytes, "staging \xe2\x86\x92 production");

    at = row_at(c, "cache.size");
    row = stageline_comparison_row(c, at);
    CHECK_TEXT(row.section, "configuration");
    CHECK_TEXT(row.service, "");
    CHECK(row.verdict == different && row.kind == STAGELINE_CHANGE_KIND_CHANGED && row.severity == STAGELINE_SEVERITY_OTHER);
    CHECK(row.cell_count == 2);
    cell = stageline_comparison_cell(c, at, 1);
    CHECK_TEXT(cell.environment, "production");
    CHECK_PLACE(cell.place, "config/production.yaml", 2, 17);
    CHECK(!cell.is_missing && !cell.is_redacted && cell.group == 1 && !cell.is_outlier);
    DONE(stageline_comparison_value(c, at, 1, &value, &err));
    DONE(stageline_value_get_i64(value, "", &number, &err));
    CHECK(number == 90);
    stageline_value_free(value);

    at = row_at(c, "extra");
    CHECK(stageline_comparison_row(c, at).kind == STAGELINE_CHANGE_KIND_REMOVED);
    CHECK(!stageline_comparison_cell(c, at, 0).is_missing && stageline_comparison_cell(c, at, 1).is_missing);
    REFUSED("the cell has no value to show", stageline_comparison_value(c, at, 1, &value, &err));
    REFUSED("`index` is 2, but there are 2 cells", stageline_comparison_value(c, at, 2, &value, &err));
    REFUSED("`index` is 99, but there are 6 rows", stageline_comparison_value(c, 99, 0, &value, &err));
    CHECK(stageline_comparison_cell(c, at, 2).is_missing);
    CHECK_TEXT(stageline_comparison_row(c, 99).path, "");

    at = row_at(c, "replicas");
    CHECK_TEXT(stageline_comparison_row(c, at).section, "service");
    CHECK_TEXT(stageline_comparison_row(c, at).service, "api");
    DONE(stageline_comparison_to_json(c, &bytes, &err));
    CHECK(check_starts(bytes, "{\"left\":\"staging\",\"right\":\"production\",\"sections\":["));
    stageline_bytes_free(bytes);
    DONE(stageline_comparison_to_text(c, &bytes, &err));
    CHECK(check_starts(bytes, "staging \xe2\x86\x92 production"));
    stageline_bytes_free(bytes);
    stageline_comparison_free(c);
}

CASE(a_difference_is_asked_for_by_parts_services_and_paths) {
    static const uint8_t key[] = "0123456789abcdef";
    stageline_project *p = two();
    stageline_snapshot *s = pinned(p);
    stageline_drift_options *options = NULL;
    stageline_comparison *c = NULL;
    stageline_text mark;
    size_t whole;
    DONE(stageline_snapshot_diff(s, "staging", "production", &c, &err));
    whole = stageline_comparison_len(c);
    stageline_comparison_free(c);
    DONE(stageline_snapshot_diff_where(s, "staging", "production", NULL, &c, &err));
    CHECK(stageline_comparison_len(c) == whole);
    stageline_comparison_free(c);

    DONE(stageline_drift_options_new(&options, &err));
    DONE(stageline_drift_options_add_section(options, "configuration", &err));
    DONE(stageline_drift_options_exclude(options, "cache.*", &err));
    DONE(stageline_drift_options_set_key(options, key, sizeof key - 1, &err));
    DONE(stageline_snapshot_diff_where(s, "staging", "production", options, &c, &err));
    CHECK(stageline_comparison_len(c) == 3);
    CHECK(row_at(c, "cache.size") == 3 && row_at(c, "replicas") == 3 && row_at(c, "timeout") < 3);
    mark = stageline_comparison_cell(c, row_at(c, "database.password"), 0).mark;
    CHECK(mark.len > 5 && memcmp(mark.ptr, "hmac:", 5) == 0);
    stageline_comparison_free(c);

    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_ENVIRONMENT", "no environment is named `moon`", stageline_snapshot_diff_where(s, "staging", "moon", options, &c, &err));
    DONE(stageline_drift_options_add_section(options, "tiemout", &err));
    FAILS(STAGELINE_STATUS_USAGE, "E_USAGE", "`tiemout` is no part, no service and no path of what is compared", stageline_snapshot_diff_where_n(s, "staging", 7, "production", 10, options, &c, &err));
    stageline_drift_options_free(options);

    DONE(stageline_drift_options_new(&options, &err));
    DONE(stageline_drift_options_set_today(options, "2026-07-01", &err));
    REFUSED("`options` has a day, rules or shapes, and a difference is not judged", stageline_snapshot_diff_where(s, "staging", "production", options, &c, &err));
    CHECK(c == NULL);
    stageline_drift_options_free(options);
    stageline_snapshot_free(s);
    stageline_project_free(p);
}

CASE(two_states_and_two_services_are_compared) {
    stageline_project *p = two(), *q = two();
    stageline_snapshot *before = pinned(p), *after = NULL;
    stageline_edit *edit = NULL;
    stageline_scope *scope = NULL;
    stageline_comparison *c = NULL;
    stageline_bytes *bytes = NULL;
    DONE(stageline_project_edit(q, &edit, &err));
    DONE(stageline_edit_service(edit, "staging", "api", &scope, &err));
    DONE(stageline_scope_set_i64(scope, "replicas", 2, &err));
    DONE(stageline_edit_commit(edit, &after, &err));
    stageline_scope_free(scope);
    stageline_edit_free(edit);
    DONE(stageline_snapshot_diff_with(before, "staging", after, "staging", &c, &err));
    CHECK(stageline_comparison_len(c) == 1);
    CHECK_TEXT(stageline_comparison_row(c, 0).path, "replicas");
    CHECK_TEXT(stageline_comparison_cell(c, 0, 0).environment, "before");
    CHECK_TEXT(stageline_comparison_cell(c, 0, 1).environment, "after");
    DONE(stageline_comparison_render(c, "markdown", NULL, &bytes, &err));
    CHECK(check_holds(bytes, "replicas"));
    stageline_bytes_free(bytes);
    stageline_comparison_free(c);
    DONE(stageline_service_diff(before, "production", "api", after, "staging", "api", &c, &err));
    CHECK(stageline_comparison_len(c) == 1);
    DONE(stageline_comparison_title(c, &bytes, &err));
    CHECK_BYTES(bytes, "production \xe2\x86\x92 staging");
    stageline_comparison_free(c);
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_SERVICE", "no service is named `mail`", stageline_service_diff(before, "production", "mail", after, "staging", "api", &c, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_ENVIRONMENT", "no environment is named `moon`", stageline_snapshot_diff_with(before, "staging", after, "moon", &c, &err));
    CHECK(c == NULL);
    stageline_snapshot_free(after);
    stageline_snapshot_free(before);
    stageline_project_free(q);
    stageline_project_free(p);
}

CASE(drift_is_judged_by_rules_of_the_project_and_of_the_program) {
    stageline_project *p = two();
    stageline_snapshot *s = pinned(p);
    stageline_drift_options *options = NULL;
    stageline_comparison *c = NULL;
    stageline_comparison_row_view row;
    stageline_rule_finding_view finding;
    stageline_text staging = stageline_text_of("staging");
    DONE(stageline_snapshot_drift(s, "production", &staging, 1, NULL, &c, &err));
    row = stageline_comparison_row(c, row_at(c, "cache.size"));
    CHECK(row.verdict == STAGELINE_ROW_VERDICT_EXPECTED && row.severity == STAGELINE_SEVERITY_OTHER);
    CHECK_TEXT(row.rule, "project/small-cache");
    CHECK_TEXT(row.reason, "staging is small");
    CHECK_TEXT(row.owner, "team-cache");
    CHECK_PLACE(row.rule_at, "stageline.yaml", 3, 7);
    CHECK_TEXT(stageline_comparison_row(c, row_at(c, "timeout")).rule, "drift/timing");
    CHECK(stageline_comparison_finding_count(c) == 1);
    finding = stageline_comparison_finding(c, 0);
    CHECK_TEXT(finding.kind, "unused");
    CHECK_TEXT(finding.rule, "project/2");
    CHECK_TEXT(finding.message, "the rule `project/2` fits nothing that was compared");
    CHECK(finding.severity == STAGELINE_SEVERITY_INFO);
    CHECK_PLACE(finding.place, "stageline.yaml", 4, 7);
    CHECK_TEXT(stageline_comparison_finding(c, 1).rule, "");
    stageline_comparison_free(c);

    DONE(stageline_drift_options_new(&options, &err));
    DONE(stageline_drift_options_set_today(options, "2026-07-01", &err));
    DONE(stageline_drift_options_add_rule(options, "{\"path\":\"timeout\",\"id\":\"slow\",\"severity\":\"error\",\"reason\":\"they must be as patient\"}", &err));
    DONE(stageline_drift_options_add_shape(options, "{\"path\":\"replicas\",\"expect\":\"production <= staging\",\"reason\":\"for the test\",\"severity\":\"error\"}", &err));
    DONE(stageline_drift_options_exclude(options, "extra", &err));
    DONE(stageline_snapshot_drift(s, "production", &staging, 1, options, &c, &err));
    row = stageline_comparison_row(c, row_at(c, "timeout"));
    CHECK_TEXT(row.rule, "call/slow");
    CHECK(row.verdict == STAGELINE_ROW_VERDICT_DRIFT && row.severity == STAGELINE_SEVERITY_ERROR);
    CHECK_TEXT(stageline_comparison_row(c, row_at(c, "replicas")).rule, "call-shape/1");
    CHECK(row_at(c, "extra") == stageline_comparison_len(c));
    CHECK_TEXT(stageline_comparison_finding(c, 0).kind, "expired");
    CHECK(stageline_comparison_finding(c, 0).severity == STAGELINE_SEVERITY_WARNING);
    stageline_comparison_free(c);

    DONE(stageline_drift_options_add_section(options, "api", &err));
    DONE(stageline_snapshot_drift(s, "production", &staging, 1, options, &c, &err));
    CHECK(stageline_comparison_len(c) == 1);
    stageline_comparison_free(c);
    stageline_drift_options_free(options);
    stageline_snapshot_free(s);
    stageline_project_free(p);
}

CASE(many_environments_are_surveyed_at_once) {
    stageline_project *p = shop();
    stageline_snapshot *s = pinned(p);
    stageline_drift_options *options = NULL;
    stageline_comparison *c = NULL;
    stageline_bytes *bytes = NULL;
    stageline_text all[3];
    size_t at;
    all[0] = stageline_text_of("staging");
    all[1] = stageline_text_of("production");
    all[2] = stageline_text_of("acme-production");
    DONE(stageline_drift_options_new(&options, &err));
    DONE(stageline_drift_options_add_shape(options, "{\"path\":\"database.pool_size\",\"id\":\"pool\",\"expect\":\"staging >= production\",\"reason\":\"for the test\"}", &err));
    DONE(stageline_snapshot_compare(s, all, 3, options, &c, &err));
    at = row_at(c, "database.pool_size");
    CHECK(stageline_comparison_row(c, at).cell_count == 3 && stageline_comparison_row(c, at).verdict == STAGELINE_ROW_VERDICT_DRIFT);
    CHECK(stageline_comparison_row(c, at).kind == STAGELINE_CHANGE_KIND_OTHER);
    CHECK_TEXT(stageline_comparison_row(c, at).rule, "call-shape/pool");
    CHECK(stageline_comparison_cell(c, at, 0).is_outlier && !stageline_comparison_cell(c, at, 1).is_outlier);
    CHECK(stageline_comparison_cell(c, at, 1).group == stageline_comparison_cell(c, at, 2).group);
    CHECK_TEXT(stageline_comparison_cell(c, at, 2).environment, "acme-production");
    DONE(stageline_comparison_to_json(c, &bytes, &err));
    CHECK(check_starts(bytes, "{\"environments\":[\"staging\",\"production\",\"acme-production\"],\"rows\":["));
    stageline_bytes_free(bytes);
    DONE(stageline_comparison_to_text(c, &bytes, &err));
    CHECK(check_holds(bytes, "(stands apart)"));
    stageline_bytes_free(bytes);
    DONE(stageline_comparison_render(c, "markdown", NULL, &bytes, &err));
    CHECK(check_holds(bytes, "acme-production"));
    stageline_bytes_free(bytes);
    stageline_comparison_free(c);
    CHECK(stageline_snapshot_compare(s, all, 1, NULL, &c, NULL) == STAGELINE_STATUS_USAGE);
    all[2] = all[0];
    CHECK(stageline_snapshot_compare(s, all, 3, NULL, &c, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(c == NULL);
    stageline_drift_options_free(options);
    stageline_snapshot_free(s);
    stageline_project_free(p);
}

CASE(secrets_are_marked_and_never_shown) {
    static const uint8_t key[16] = {1, 2, 3};
    stageline_project *p = two();
    stageline_snapshot *s = pinned(p);
    stageline_drift_options *options = NULL;
    stageline_comparison *c = NULL;
    stageline_comparison_cell_view left, right;
    stageline_value *value = NULL;
    stageline_bytes *bytes = NULL;
    stageline_text staging = stageline_text_of("staging");
    static const char *const formats[] = {"text", "markdown", "html", "sarif", "junit", "json", "github"};
    size_t at, i;
    DONE(stageline_drift_options_new(&options, &err));
    DONE(stageline_drift_options_set_key(options, key, sizeof key, &err));
    DONE(stageline_snapshot_drift(s, "production", &staging, 1, options, &c, &err));
    at = row_at(c, "database.password");
    left = stageline_comparison_cell(c, at, 0);
    right = stageline_comparison_cell(c, at, 1);
    CHECK(left.is_redacted && right.is_redacted && left.mark.len == 21 && right.mark.len == 21);
    CHECK(memcmp(left.mark.ptr, "hmac:", 5) == 0 && memcmp(left.mark.ptr, right.mark.ptr, 21) != 0);
    REFUSED("the cell has no value to show", stageline_comparison_value(c, at, 0, &value, &err));
    for (i = 0; i < sizeof formats / sizeof *formats; i++) {
        DONE(stageline_comparison_render(c, formats[i], "{\"everything\":true}", &bytes, &err));
        CHECK((i > 0 || check_holds(bytes, "database")) && !check_holds(bytes, "hunter2") && !check_holds(bytes, "swordfish"));
        stageline_bytes_free(bytes);
    }
    DONE(stageline_comparison_to_json(c, &bytes, &err));
    CHECK(check_holds(bytes, "\"mark\":\"hmac:") && !check_holds(bytes, "hunter2"));
    stageline_bytes_free(bytes);
    stageline_comparison_free(c);
    stageline_drift_options_free(options);
    stageline_snapshot_free(s);
    stageline_project_free(p);
}

CASE(a_comparison_is_written_in_every_format) {
    stageline_project *p = two();
    stageline_snapshot *s = pinned(p);
    stageline_comparison *c = NULL;
    stageline_bytes *bytes = NULL;
    stageline_text staging = stageline_text_of("staging");
    DONE(stageline_snapshot_drift(s, "production", &staging, 1, NULL, &c, &err));
    DONE(stageline_comparison_render(c, "text", NULL, &bytes, &err));
    CHECK(check_starts(bytes, "staging against production: ") && !check_holds(bytes, "cache.size"));
    stageline_bytes_free(bytes);
    DONE(stageline_comparison_render(c, "text", "{\"colour\":true,\"width\":60,\"everything\":true}", &bytes, &err));
    CHECK(check_holds(bytes, "\x1b[") && check_holds(bytes, "cache.size"));
    stageline_bytes_free(bytes);
    DONE(stageline_comparison_render(c, "html", "{\"files_at\":\"https://code.example/blob/main\"}", &bytes, &err));
    CHECK(check_starts(bytes, "<!doctype html>") && check_holds(bytes, "https://code.example/blob/main/config/staging.yaml"));
    stageline_bytes_free(bytes);
    DONE(stageline_comparison_render(c, "sarif", "{\"prefix\":\"deploy\",\"rules_page\":\"https://rules.example\"}", &bytes, &err));
    CHECK(check_holds(bytes, "\"2.1.0\"") && check_holds(bytes, "deploy/config/staging.yaml"));
    stageline_bytes_free(bytes);
    DONE(stageline_comparison_render(c, "junit", "{\"fails\":\"error\"}", &bytes, &err));
    CHECK(check_starts(bytes, "<?xml"));
    stageline_bytes_free(bytes);
    DONE(stageline_comparison_render(c, "json", NULL, &bytes, &err));
    CHECK(check_holds(bytes, "\"question\": \"drift\""));
    stageline_bytes_free(bytes);
    DONE(stageline_comparison_render_n(c, "markdown!", 8, "{}!", 2, &bytes, &err));
    CHECK(check_holds(bytes, "staging against production"));
    stageline_bytes_free(bytes);
    REFUSED("`pdf` is no format of reports", stageline_comparison_render(c, "pdf", NULL, &bytes, &err));
    REFUSED("`options` has a key `color` that nothing reads", stageline_comparison_render(c, "text", "{\"color\":true}", &bytes, &err));
    REFUSED("`colour` of `options` is no boolean", stageline_comparison_render(c, "text", "{\"colour\":1}", &bytes, &err));
    REFUSED("`width` of `options` is no number of columns", stageline_comparison_render(c, "text", "{\"width\":0}", &bytes, &err));
    REFUSED("`prefix` of `options` is no text", stageline_comparison_render(c, "text", "{\"prefix\":1}", &bytes, &err));
    REFUSED("`fails` of `options` is no severity", stageline_comparison_render(c, "text", "{\"fails\":\"fatal\"}", &bytes, &err));
    CHECK(bytes == NULL);
    stageline_comparison_free(c);
    stageline_snapshot_free(s);
    stageline_project_free(p);
}

CASE(options_of_drift_that_are_none_are_refused) {
    static const uint8_t key[15] = {0};
    stageline_project *p = two();
    stageline_snapshot *s = pinned(p);
    stageline_drift_options *options = NULL;
    stageline_comparison *c = NULL;
    stageline_text staging = stageline_text_of("staging");
    DONE(stageline_drift_options_new(&options, &err));
    REFUSED("the key for secrets is shorter than 16 bytes", stageline_drift_options_set_key(options, key, sizeof key, &err));
    CHECK(stageline_drift_options_set_today(options, "soon", NULL) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_drift_options_add_rule(options, "{\"path\":\"a\"}", NULL) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_drift_options_add_rule(options, "{\"path\":\"a\",\"expected\":true,\"reason\":\"r\",\"tier\":[]}", NULL) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_drift_options_add_shape(options, "{\"path\":\"a\",\"expect\":\"a ? b\",\"reason\":\"r\"}", NULL) == STAGELINE_STATUS_USAGE);
    DONE(stageline_snapshot_drift(s, "production", &staging, 1, options, &c, &err));
    stageline_comparison_free(c);
    DONE(stageline_drift_options_add_section(options, "moon", &err));
    CHECK(stageline_snapshot_drift(s, "production", &staging, 1, options, &c, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(c == NULL);
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_ENVIRONMENT", "no environment is named `moon`", stageline_snapshot_diff(s, "moon", "staging", &c, &err));
    REFUSED("no environment is held against the baseline", stageline_snapshot_drift(s, "production", NULL, 0, NULL, &c, &err));
    stageline_drift_options_free(options);
    stageline_snapshot_free(s);
    stageline_project_free(p);
}

CASE(a_violated_shape_says_what_must_hold) {
    static const char shape[] =
        "{\"path\":\"replicas\",\"id\":\"few\",\"expect\":\"production <= staging\",\"reason\":\"for the test\",\"severity\":\"error\",\"owner\":\"team-shop\"}";
    stageline_project *p = two();
    stageline_snapshot *s = pinned(p);
    stageline_drift_options *options = NULL;
    stageline_comparison *c = NULL;
    stageline_shape_violation_view violation;
    stageline_text both[2];
    size_t at, i;
    both[0] = stageline_text_of("staging");
    both[1] = stageline_text_of("production");
    DONE(stageline_drift_options_new(&options, &err));
    DONE(stageline_drift_options_add_shape(options, shape, &err));
    for (i = 0; i < 2; i++) {
        if (i == 0) {
            DONE(stageline_snapshot_drift(s, "production", both, 1, options, &c, &err));
        } else {
            DONE(stageline_snapshot_compare(s, both, 2, options, &c, &err));
        }
        at = row_at(c, "replicas");
        CHECK(stageline_comparison_row(c, at).violation_count == 1);
        violation = stageline_comparison_violation(c, at, 0);
        CHECK_TEXT(violation.rule, "call-shape/few");
        CHECK_TEXT(violation.reason, "for the test");
        CHECK_TEXT(violation.owner, "team-shop");
        CHECK_TEXT(violation.left, "production");
        CHECK_TEXT(violation.relation, "<=");
        CHECK_TEXT(violation.right, "staging");
        CHECK(violation.severity == STAGELINE_SEVERITY_ERROR && violation.rule_at.file.len == 0);
        CHECK(stageline_comparison_row(c, row_at(c, "timeout")).violation_count == 0);
        CHECK_TEXT(stageline_comparison_violation(c, at, 1).rule, "");
        CHECK_TEXT(stageline_comparison_violation(c, 99, 0).left, "");
        stageline_comparison_free(c);
    }
    stageline_drift_options_free(options);
    stageline_snapshot_free(s);
    stageline_project_free(p);
}

CASE(a_comparison_says_whether_anything_is_so_severe) {
    stageline_project *p = two();
    stageline_snapshot *s = pinned(p);
    stageline_comparison *c = NULL;
    stageline_bytes *bytes = NULL;
    stageline_text staging = stageline_text_of("staging");
    DONE(stageline_snapshot_drift(s, "production", &staging, 1, NULL, &c, &err));
    CHECK(stageline_comparison_has_at_least(c, STAGELINE_SEVERITY_INFO) && stageline_comparison_has_at_least(c, STAGELINE_SEVERITY_WARNING));
    CHECK(!stageline_comparison_has_at_least(c, STAGELINE_SEVERITY_ERROR));
    CHECK(!stageline_comparison_has_at_least(c, 99) && !stageline_comparison_has_at_least(c, STAGELINE_SEVERITY_OTHER));
    DONE(stageline_comparison_render(c, "text", "{\"untitled\":true}", &bytes, &err));
    CHECK(!check_holds(bytes, "staging against production: ") && check_holds(bytes, "timeout"));
    stageline_bytes_free(bytes);
    REFUSED("`untitled` of `options` is no boolean", stageline_comparison_render(c, "text", "{\"untitled\":0}", &bytes, &err));
    stageline_comparison_free(c);
    DONE(stageline_snapshot_diff(s, "staging", "production", &c, &err));
    CHECK(stageline_comparison_has_at_least(c, STAGELINE_SEVERITY_INFO) && !stageline_comparison_has_at_least(c, STAGELINE_SEVERITY_WARNING));
    stageline_comparison_free(c);
    stageline_snapshot_free(s);
    stageline_project_free(p);
}

const check_row comparison_cases[] = {
    ROW(a_difference_has_a_row_with_a_cell_for_each_side),
    ROW(two_states_and_two_services_are_compared),
    ROW(drift_is_judged_by_rules_of_the_project_and_of_the_program),
    ROW(many_environments_are_surveyed_at_once),
    ROW(secrets_are_marked_and_never_shown),
    ROW(a_comparison_is_written_in_every_format),
    ROW(options_of_drift_that_are_none_are_refused),
    ROW(a_difference_is_asked_for_by_parts_services_and_paths),
    ROW(a_violated_shape_says_what_must_hold),
    ROW(a_comparison_says_whether_anything_is_so_severe),
    {NULL, NULL},
};
