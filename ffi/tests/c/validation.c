/* Validation: the day, the environments, rules of the program, and reports. */
#include "shop.h"

/* What a rule is given, and how often its destructor ran. */
typedef struct counted {
    unsigned asked, freed;
    const char *expected;
} counted;

static void count_free(void *user_data) { ((counted *)user_data)->freed++; }

/* Finds that production has too many connections, with what the library says of it. */
static void pool_rule(void *user_data, const stageline_snapshot *snapshot, stageline_findings *findings) {
    counted *self = user_data;
    stageline_value *v = NULL;
    stageline_error *err = NULL;
    int64_t pool = 0;
    self->asked++;
    if (stageline_snapshot_resolve(snapshot, "production", NULL, NULL, &v, &err) == STAGELINE_STATUS_OK &&
        stageline_value_get_i64(v, "database.pool_size", &pool, &err) == STAGELINE_STATUS_OK && pool > 20) {
        stageline_findings_add(findings, 0, "the pool of `production` is too large", &err);
        stageline_findings_set_help(findings, "stay at or below 20", &err);
        stageline_findings_set_environment(findings, "production", &err);
        stageline_findings_add_place_of(findings, "production", NULL, "database.pool_size", &err);
        stageline_findings_add_place(findings, "config/base.yaml", 2, 35, &err);
        stageline_findings_add_n(findings, STAGELINE_SEVERITY_INFO, "the pool is said!", 16, &err);
        stageline_findings_set_help_n(findings, "say nothing!", 11, &err);
        stageline_findings_set_environment_n(findings, "staging!", 7, &err);
        stageline_findings_add_place_n(findings, "config/staging.yaml!", 19, 0, 0, &err);
        stageline_findings_add_place_of_n(findings, "production!", 10, "api!", 3, "replicas!", 8, &err);
    }
    if (err != NULL) stageline_findings_fail_with(findings, err, NULL);
    stageline_error_free(err);
    stageline_value_free(v);
}

/* The finding of a rule in a report, or one of nothing. */
static stageline_finding of_rule(const stageline_report *report, const char *rule, size_t *at) {
    size_t i;
    for (i = 0; i < stageline_report_len(report); i++) {
        stageline_finding finding = stageline_report_finding(report, i);
        if (check_text_is(finding.rule, rule)) {
            *at = i;
            return finding;
        }
    }
    *at = SIZE_MAX;
    return stageline_report_finding(NULL, 0);
}

CASE(a_rule_of_the_program_is_one_among_others) {
    stageline_project *p = shop();
    stageline_validation *validation = NULL;
    stageline_report *report = NULL;
    stageline_finding finding;
    stageline_bytes *bytes = NULL;
    counted self = {0, 0, NULL};
    size_t at = 0, usual = 0, i, of_pool = 0;
    CHECK(p != NULL);
    DONE(stageline_project_validate(p, NULL, &report, &err));
    usual = stageline_report_len(report);
    stageline_report_free(report);
    DONE(stageline_validation_new(&validation, &err));
    DONE(stageline_validation_add_rule(validation, "pool-size", STAGELINE_SEVERITY_WARNING, "Pools stay small.", pool_rule,
                                       &self, count_free, &err));
    DONE(stageline_project_validate(p, validation, &report, &err));
    CHECK(self.asked == 1 && self.freed == 0);
    CHECK(stageline_report_len(report) == usual + 2);
    finding = of_rule(report, "pool-size", &at);
    CHECK_TEXT(finding.message, "the pool of `production` is too large");
    CHECK(finding.severity == STAGELINE_SEVERITY_WARNING);
    CHECK_TEXT(finding.help, "stay at or below 20");
    CHECK_TEXT(finding.environment, "production");
    CHECK_TEXT(finding.code, "");
    CHECK(finding.fingerprint.len == 35 && memcmp(finding.fingerprint.ptr, "f1:", 3) == 0);
    CHECK_PLACE(finding.place, "config/production.yaml", 3, 25);
    CHECK(stageline_report_place_count(report, at) == 2);
    CHECK_PLACE(stageline_report_place(report, at, 0), "config/production.yaml", 3, 25);
    CHECK_PLACE(stageline_report_place(report, at, 1), "config/base.yaml", 2, 35);
    CHECK_PLACE(stageline_report_place(report, at, 2), "", 0, 0);
    for (i = 0; i < stageline_report_len(report); i++) {
        finding = stageline_report_finding(report, i);
        if (!check_text_is(finding.message, "the pool is said")) continue;
        of_pool++;
        CHECK_TEXT(finding.rule, "pool-size");
        CHECK(finding.severity == STAGELINE_SEVERITY_INFO);
        CHECK_PLACE(finding.place, "config/staging.yaml", 0, 0);
        CHECK_PLACE(stageline_report_place(report, i, 1), "config/services/api/production.yaml", 2, 13);
    }
    CHECK(of_pool == 1);
    DONE(stageline_report_to_json(report, &bytes, &err));
    CHECK(check_holds(bytes, "\"id\": \"pool-size\""));
    stageline_bytes_free(bytes);
    stageline_report_free(report);
    DONE(stageline_project_validate(p, validation, &report, &err));
    CHECK(self.asked == 2);
    stageline_validation_free(validation);
    CHECK(self.freed == 1);
    stageline_report_free(report);
    stageline_project_free(p);
}

static void broken_rule(void *user_data, const stageline_snapshot *snapshot, stageline_findings *findings) {
    stageline_value *v = NULL;
    stageline_error *err = NULL;
    (void)user_data;
    stageline_findings_add(findings, 0, "found before it broke", NULL);
    stageline_snapshot_resolve(snapshot, "prodution", NULL, NULL, &v, &err);
    stageline_findings_fail_with(findings, err, NULL);
    stageline_error_free(err);
    stageline_findings_fail(findings, "the inventory does not answer", NULL);
    stageline_findings_fail_n(findings, "so it goes!", 10, NULL);
}

CASE(a_rule_that_fails_is_a_finding) {
    static const char *const messages[] = {
        "found before it broke",
        "the rule `inventory` failed: no environment is named `prodution`",
        "the rule `inventory` failed: the inventory does not answer",
        "the rule `inventory` failed: so it goes",
    };
    stageline_project *p = shop();
    stageline_validation *validation = NULL;
    stageline_report *report = NULL;
    size_t i, j, seen = 0;
    CHECK(p != NULL);
    DONE(stageline_validation_new(&validation, &err));
    DONE(stageline_validation_add_rule_n(validation, "inventory!", 9, STAGELINE_SEVERITY_INFO, "What is there.!", 14,
                                         broken_rule, NULL, NULL, &err));
    DONE(stageline_project_validate(p, validation, &report, &err));
    for (i = 0; i < stageline_report_len(report); i++) {
        stageline_finding finding = stageline_report_finding(report, i);
        if (!check_text_is(finding.rule, "inventory")) continue;
        for (j = 0; j < 4; j++) {
            if (!check_text_is(finding.message, messages[j])) continue;
            CHECK(finding.severity == (j == 0 ? STAGELINE_SEVERITY_INFO : STAGELINE_SEVERITY_ERROR));
            CHECK_TEXT(finding.code, j == 1 ? "E_UNKNOWN_ENVIRONMENT" : "");
            seen++;
        }
    }
    CHECK(seen == 4);
    CHECK(stageline_report_has_at_least(report, STAGELINE_SEVERITY_ERROR));
    stageline_report_free(report);
    stageline_validation_free(validation);
    stageline_project_free(p);
}

/* Tells the sink what it cannot take. */
static void clumsy_rule(void *user_data, const stageline_snapshot *snapshot, stageline_findings *findings) {
    counted *self = user_data;
    stageline_error *err = NULL;
    unsigned refused = 0;
    (void)snapshot;
    refused += stageline_findings_set_help(findings, "too early", &err) == STAGELINE_STATUS_USAGE;
    stageline_error_free(err);
    refused += stageline_findings_add_place(findings, "a.yaml", 1, 1, NULL) == STAGELINE_STATUS_USAGE;
    refused += stageline_findings_add(findings, 9, "no severity", NULL) == STAGELINE_STATUS_USAGE;
    refused += stageline_findings_add(findings, 0, NULL, NULL) == STAGELINE_STATUS_USAGE;
    refused += stageline_findings_fail_with(findings, NULL, NULL) == STAGELINE_STATUS_USAGE;
    refused += stageline_findings_fail(NULL, "x", NULL) == STAGELINE_STATUS_USAGE;
    refused += stageline_findings_set_help_n(findings, "a\xff", 2, NULL) == STAGELINE_STATUS_USAGE;
    refused += stageline_findings_set_environment(NULL, "x", NULL) == STAGELINE_STATUS_USAGE;
    refused += stageline_findings_add_place_of(findings, "moon", NULL, "a", NULL) == STAGELINE_STATUS_ERROR;
    self->asked = refused;
}

CASE(what_a_rule_tells_wrongly_is_refused_and_adds_nothing) {
    stageline_project *p = shop();
    stageline_snapshot *s = NULL;
    stageline_validation *validation = NULL;
    stageline_report *report = NULL;
    counted self = {0, 0, NULL};
    size_t at = 0;
    CHECK(p != NULL);
    DONE(stageline_project_snapshot(p, &s, &err));
    DONE(stageline_validation_new(&validation, &err));
    DONE(stageline_validation_add_rule(validation, "clumsy", STAGELINE_SEVERITY_ERROR, "", clumsy_rule, &self, NULL, &err));
    DONE(stageline_snapshot_validate(s, validation, &report, &err));
    CHECK(self.asked == 9);
    of_rule(report, "clumsy", &at);
    CHECK(at == SIZE_MAX);
    stageline_report_free(report);
    stageline_validation_free(validation);
    stageline_snapshot_free(s);
    stageline_project_free(p);
}

CASE(a_rule_that_is_refused_leaves_its_data_to_the_program) {
    stageline_validation *validation = NULL;
    stageline_project *p = shop();
    stageline_report *report = NULL;
    counted self = {0, 0, NULL};
    CHECK(p != NULL);
    DONE(stageline_validation_new(&validation, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_NAME_TAKEN", "the rule name `unknown-key` is taken",
          stageline_validation_add_rule(validation, "unknown-key", 1, "", pool_rule, &self, count_free, &err));
    CHECK(stageline_validation_add_rule(validation, "a, b", 1, "", pool_rule, &self, count_free, NULL) == STAGELINE_STATUS_ERROR);
    REFUSED("`severity` is 4", stageline_validation_add_rule(validation, "x", 4, "", pool_rule, &self, count_free, &err));
    REFUSED("`callback` is null", stageline_validation_add_rule(validation, "x", 1, "", NULL, &self, count_free, &err));
    CHECK(self.freed == 0);
    DONE(stageline_validation_add_rule(validation, "x", 1, "", pool_rule, &self, count_free, &err));
    DONE(stageline_validation_add_rule(validation, "x", 1, "", pool_rule, &self, count_free, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_NAME_TAKEN", "the rule name `x` is given twice",
          stageline_project_validate(p, validation, &report, &err));
    CHECK(self.asked == 0);
    stageline_validation_free(validation);
    CHECK(self.freed == 2);
    stageline_project_free(p);
}

/* A shop that excuses a tag until a day. */
static stageline_project *excused(void) {
    return shop_with("stageline.yaml", "validation:\n"
                                       "  exceptions:\n"
                                       "    - {rule: latest-in-production, until: 2026-06-30, reason: soon}\n");
}

CASE(an_exception_holds_until_its_day) {
    stageline_project *p = excused();
    stageline_edit *edit = NULL;
    stageline_scope *scope = NULL;
    stageline_snapshot *s = NULL;
    stageline_validation *validation = NULL;
    stageline_report *report = NULL;
    stageline_suppressed one;
    size_t at = 0;
    CHECK(p != NULL);
    DONE(stageline_project_edit(p, &edit, &err));
    DONE(stageline_edit_service_n(edit, "production!", 10, "api!", 3, &scope, &err));
    DONE(stageline_scope_set_text(scope, "image_tag", "latest", &err));
    DONE(stageline_edit_snapshot(edit, &s, &err));
    DONE(stageline_validation_new(&validation, &err));
    DONE(stageline_validation_set_today(validation, "2026-06-30", &err));
    DONE(stageline_snapshot_validate(s, validation, &report, &err));
    of_rule(report, "latest-in-production", &at);
    CHECK(at == SIZE_MAX);
    CHECK(stageline_report_suppressed_count(report) == 1);
    one = stageline_report_suppressed(report, 0);
    CHECK_TEXT(one.finding.rule, "latest-in-production");
    CHECK_TEXT(one.by, "exception");
    CHECK_TEXT(one.reason, "soon");
    CHECK_PLACE(one.place, "stageline.yaml", 3, 14);
    CHECK_TEXT(stageline_report_suppressed(report, 1).by, "");
    stageline_report_free(report);
    DONE(stageline_validation_set_today_n(validation, "2026-07-01!", 10, &err));
    DONE(stageline_snapshot_validate(s, validation, &report, &err));
    of_rule(report, "latest-in-production", &at);
    CHECK(at != SIZE_MAX);
    CHECK(stageline_report_suppressed_count(report) == 0);
    stageline_report_free(report);
    CHECK(stageline_validation_set_today(validation, "2026-02-30", NULL) == STAGELINE_STATUS_USAGE);
    DONE(stageline_validation_add_environment(validation, "staging", &err));
    DONE(stageline_snapshot_validate(s, validation, &report, &err));
    of_rule(report, "latest-in-production", &at);
    CHECK(at == SIZE_MAX);
    stageline_report_free(report);
    DONE(stageline_validation_add_environment_n(validation, "moon!", 4, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_ENVIRONMENT", "no environment is named `moon`",
          stageline_snapshot_validate(s, validation, &report, &err));
    stageline_validation_free(validation);
    stageline_snapshot_free(s);
    stageline_scope_free(scope);
    stageline_edit_free(edit);
    stageline_project_free(p);
}

CASE(a_report_tells_what_is_new) {
    stageline_project *p = shop_with("config/staging.yaml", "extends: bose\n");
    stageline_edit *edit = NULL;
    stageline_scope *scope = NULL;
    stageline_snapshot *after = NULL;
    stageline_report *old = NULL, *now = NULL, *fresh = NULL;
    stageline_bytes *json = NULL;
    stageline_text text;
    size_t at = 0, errors;
    CHECK(p != NULL);
    DONE(stageline_project_edit(p, &edit, &err));
    DONE(stageline_edit_service(edit, "production", "api", &scope, &err));
    DONE(stageline_scope_set_text(scope, "image_tag", "latest", &err));
    DONE(stageline_edit_snapshot(edit, &after, &err));
    DONE(stageline_project_validate(p, NULL, &old, &err));
    DONE(stageline_snapshot_validate(after, NULL, &now, &err));
    CHECK(stageline_report_file_count(now) == stageline_report_file_count(old));
    errors = stageline_report_count(now, STAGELINE_SEVERITY_ERROR);
    CHECK(errors > 0);
    CHECK(stageline_report_count(now, 0) == 0 && stageline_report_count(now, 4) == 0);
    CHECK(stageline_report_count(now, 1) + stageline_report_count(now, 2) + errors == stageline_report_len(now));
    CHECK(!stageline_report_has_at_least(now, 4));
    DONE(stageline_report_new_since(now, old, &fresh, &err));
    of_rule(fresh, "latest-in-production", &at);
    CHECK(at != SIZE_MAX);
    of_rule(fresh, "missing-base", &at);
    CHECK(at == SIZE_MAX);
    CHECK(stageline_report_len(fresh) < stageline_report_len(now));
    stageline_report_free(fresh);
    DONE(stageline_report_new_since(now, now, &fresh, &err));
    CHECK(stageline_report_len(fresh) == 0);
    stageline_report_free(fresh);
    DONE(stageline_report_to_json(now, &json, &err));
    text = stageline_bytes_view(json);
    DONE(stageline_report_new_since_json_n(now, text.ptr, text.len, &fresh, &err));
    CHECK(stageline_report_len(fresh) == 0);
    stageline_report_free(fresh);
    CHECK(stageline_report_new_since_json(now, "{}", &fresh, NULL) == STAGELINE_STATUS_USAGE);
    stageline_bytes_free(json);
    stageline_report_free(now);
    stageline_report_free(old);
    stageline_snapshot_free(after);
    stageline_scope_free(scope);
    stageline_edit_free(edit);
    stageline_project_free(p);
}

CASE(a_report_is_written_in_every_format) {
    stageline_project *p = shop_with("config/staging.yaml", "extends: bose\n");
    stageline_report *report = NULL;
    stageline_bytes *bytes = NULL;
    CHECK(p != NULL);
    DONE(stageline_project_validate(p, NULL, &report, &err));
    stageline_project_free(p);
    DONE(stageline_report_to_text(report, false, &bytes, &err));
    CHECK(check_holds(bytes, "--> config/staging.yaml:1:10\n"));
    CHECK(!check_holds(bytes, "\x1b["));
    stageline_bytes_free(bytes);
    DONE(stageline_report_to_text(report, true, &bytes, &err));
    CHECK(check_holds(bytes, "\x1b["));
    stageline_bytes_free(bytes);
    DONE(stageline_report_to_sarif(report, "deploy", "https://rules.example", &bytes, &err));
    CHECK(check_holds(bytes, "\"uri\": \"deploy/config/staging.yaml\""));
    CHECK(check_holds(bytes, "https://rules.example#missing-base"));
    stageline_bytes_free(bytes);
    DONE(stageline_report_to_sarif_n(report, NULL, 0, NULL, 0, &bytes, &err));
    CHECK(check_holds(bytes, "\"uri\": \"config/staging.yaml\""));
    stageline_bytes_free(bytes);
    DONE(stageline_report_to_junit(report, STAGELINE_SEVERITY_ERROR, &bytes, &err));
    CHECK(check_starts(bytes, "<?xml version=\"1.0\""));
    stageline_bytes_free(bytes);
    REFUSED("`fails` is 0", stageline_report_to_junit(report, 0, &bytes, &err));
    DONE(stageline_report_to_github(report, NULL, &bytes, &err));
    CHECK(check_starts(bytes, "::error file=config/staging.yaml,line=1,"));
    stageline_bytes_free(bytes);
    DONE(stageline_report_to_github_n(report, "deploy!", 6, &bytes, &err));
    CHECK(check_starts(bytes, "::error file=deploy/config/staging.yaml,line=1,"));
    stageline_bytes_free(bytes);
    stageline_report_free(report);
}

CASE(what_people_read_of_a_report_holds_no_secret) {
    stageline_project *p = shop_with("config/production.yaml", "extends: base\noverrides: {address: \"postgres://shop:hunter2@db/shop\"}\n");
    stageline_report *report = NULL;
    stageline_bytes *all[5];
    size_t i, at = 0;
    CHECK(p != NULL);
    DONE(stageline_project_validate(p, NULL, &report, &err));
    of_rule(report, "plain-text-password", &at);
    CHECK(at != SIZE_MAX);
    DONE(stageline_report_to_text(report, false, &all[0], &err));
    DONE(stageline_report_to_json(report, &all[1], &err));
    DONE(stageline_report_to_sarif(report, NULL, NULL, &all[2], &err));
    DONE(stageline_report_to_junit(report, 1, &all[3], &err));
    DONE(stageline_report_to_github(report, NULL, &all[4], &err));
    for (i = 0; i < 5; i++) {
        CHECK(check_holds(all[i], "plain-text-password"));
        CHECK(!check_holds(all[i], "hunter2"));
        stageline_bytes_free(all[i]);
    }
    stageline_report_free(report);
    stageline_project_free(p);
}

const check_row validation_cases[] = {
    ROW(a_rule_of_the_program_is_one_among_others),
    ROW(a_rule_that_fails_is_a_finding),
    ROW(what_a_rule_tells_wrongly_is_refused_and_adds_nothing),
    ROW(a_rule_that_is_refused_leaves_its_data_to_the_program),
    ROW(an_exception_holds_until_its_day),
    ROW(a_report_tells_what_is_new),
    ROW(a_report_is_written_in_every_format),
    ROW(what_people_read_of_a_report_holds_no_secret),
    {NULL, NULL},
};
