/* Every function of comparisons that can fail, given what no function can take: it says so, and its answer is nothing. */
#include "shop.h"

#define RULE "{\"path\":\"a\",\"expected\":true,\"reason\":\"r\"}"
#define SHAPE "{\"path\":\"a\",\"expect\":\"production >= staging\",\"reason\":\"r\"}"

/* One of each handle, for the arguments that are not wrong. */
static struct {
    stageline_project *project;
    stageline_snapshot *snapshot;
    stageline_drift_options *options;
    stageline_comparison *comparison;
    stageline_fix_plan *plan;
    stageline_live *live;
    stageline_files *files;
    stageline_text text, resource;
    uint8_t key[16];
} one;

static stageline_text bad_texts[2];

static bool choose(void *user_data, const stageline_fix_plan *plan, size_t index) {
    (void)user_data;
    (void)plan;
    (void)index;
    return true;
}

CASE(one_of_each_handle_can_be_had) {
    one.project = shop();
    one.text = stageline_text_of("production");
    one.resource = stageline_text_of("cpu");
    bad_texts[0] = one.text;
    bad_texts[1] = stageline_text_of("a\xff");
    CHECK(one.project != NULL);
    DONE(stageline_project_snapshot(one.project, &one.snapshot, &err));
    DONE(stageline_drift_options_new(&one.options, &err));
    DONE(stageline_snapshot_diff(one.snapshot, "staging", "production", &one.comparison, &err));
    DONE(stageline_project_plan_fix(one.project, "production", "staging", NULL, &one.plan, &err));
    DONE(stageline_live_read("live.json", "{\"services\":{}}", NULL, &one.live, &err));
    DONE(stageline_files_new(&one.files, &err));
    DONE(stageline_files_add(one.files, "live.json", "{\"services\":{}}", &err));
}

CASE(drift_options_functions_refuse_what_they_cannot_take) {
    REFUSED("`out` is null", stageline_drift_options_new(NULL, &err));
    REFUSED("`options` is null", stageline_drift_options_set_today(NULL, "2026-01-01", &err));
    REFUSED("`today` is null", stageline_drift_options_set_today(one.options, NULL, &err));
    REFUSED("`options` is null", stageline_drift_options_set_today_n(NULL, "2026-01-01", STAGELINE_NUL, &err));
    REFUSED("`today` is null", stageline_drift_options_set_today_n(one.options, NULL, STAGELINE_NUL, &err));
    REFUSED("`today` is not UTF-8 at byte 1", stageline_drift_options_set_today_n(one.options, "a\xff", 2, &err));
    REFUSED("`today` has an impossible length", stageline_drift_options_set_today_n(one.options, "2026-01-01", SIZE_MAX - 1, &err));
    REFUSED("`options` is null", stageline_drift_options_add_rule(NULL, RULE, &err));
    REFUSED("`rule` is null", stageline_drift_options_add_rule(one.options, NULL, &err));
    REFUSED("`options` is null", stageline_drift_options_add_rule_n(NULL, RULE, STAGELINE_NUL, &err));
    REFUSED("`rule` is null", stageline_drift_options_add_rule_n(one.options, NULL, STAGELINE_NUL, &err));
    REFUSED("`rule` is not UTF-8 at byte 1", stageline_drift_options_add_rule_n(one.options, "a\xff", 2, &err));
    REFUSED("`rule` has an impossible length", stageline_drift_options_add_rule_n(one.options, RULE, SIZE_MAX - 1, &err));
    REFUSED("`options` is null", stageline_drift_options_add_shape(NULL, SHAPE, &err));
    REFUSED("`shape` is null", stageline_drift_options_add_shape(one.options, NULL, &err));
    REFUSED("`options` is null", stageline_drift_options_add_shape_n(NULL, SHAPE, STAGELINE_NUL, &err));
    REFUSED("`shape` is null", stageline_drift_options_add_shape_n(one.options, NULL, STAGELINE_NUL, &err));
    REFUSED("`shape` is not UTF-8 at byte 1", stageline_drift_options_add_shape_n(one.options, "a\xff", 2, &err));
    REFUSED("`shape` has an impossible length", stageline_drift_options_add_shape_n(one.options, SHAPE, SIZE_MAX - 1, &err));
    REFUSED("`options` is null", stageline_drift_options_set_key(NULL, one.key, 16, &err));
    REFUSED("`key` is null", stageline_drift_options_set_key(one.options, NULL, 16, &err));
    REFUSED("`key` has an impossible length", stageline_drift_options_set_key(one.options, one.key, SIZE_MAX - 1, &err));
    REFUSED("`options` is null", stageline_drift_options_add_section(NULL, "api", &err));
    REFUSED("`section` is null", stageline_drift_options_add_section(one.options, NULL, &err));
    REFUSED("`options` is null", stageline_drift_options_add_section_n(NULL, "api", STAGELINE_NUL, &err));
    REFUSED("`section` is null", stageline_drift_options_add_section_n(one.options, NULL, STAGELINE_NUL, &err));
    REFUSED("`section` is not UTF-8 at byte 1", stageline_drift_options_add_section_n(one.options, "a\xff", 2, &err));
    REFUSED("`section` has an impossible length", stageline_drift_options_add_section_n(one.options, "api", SIZE_MAX - 1, &err));
    REFUSED("`options` is null", stageline_drift_options_exclude(NULL, "api", &err));
    REFUSED("`exclude` is null", stageline_drift_options_exclude(one.options, NULL, &err));
    REFUSED("`options` is null", stageline_drift_options_exclude_n(NULL, "api", STAGELINE_NUL, &err));
    REFUSED("`exclude` is null", stageline_drift_options_exclude_n(one.options, NULL, STAGELINE_NUL, &err));
    REFUSED("`exclude` is not UTF-8 at byte 1", stageline_drift_options_exclude_n(one.options, "a\xff", 2, &err));
    REFUSED("`exclude` has an impossible length", stageline_drift_options_exclude_n(one.options, "api", SIZE_MAX - 1, &err));
}

CASE(project_functions_refuse_what_they_cannot_take) {
    stageline_fix_plan *out_fix_plan = (stageline_fix_plan *)&check_count;
    REFUSED("`project` is null", stageline_project_plan_fix(NULL, "production", "staging", NULL, &out_fix_plan, &err));
    REFUSED("`from` is null", stageline_project_plan_fix(one.project, NULL, "staging", NULL, &out_fix_plan, &err));
    REFUSED("`to` is null", stageline_project_plan_fix(one.project, "production", NULL, NULL, &out_fix_plan, &err));
    REFUSED("`out` is null", stageline_project_plan_fix(one.project, "production", "staging", NULL, NULL, &err));
    REFUSED("`project` is null", stageline_project_plan_fix_n(NULL, "production", STAGELINE_NUL, "staging", STAGELINE_NUL, NULL, &out_fix_plan, &err));
    REFUSED("`from` is null", stageline_project_plan_fix_n(one.project, NULL, STAGELINE_NUL, "staging", STAGELINE_NUL, NULL, &out_fix_plan, &err));
    REFUSED("`from` is not UTF-8 at byte 1", stageline_project_plan_fix_n(one.project, "a\xff", 2, "staging", STAGELINE_NUL, NULL, &out_fix_plan, &err));
    REFUSED("`from` has an impossible length", stageline_project_plan_fix_n(one.project, "production", SIZE_MAX - 1, "staging", STAGELINE_NUL, NULL, &out_fix_plan, &err));
    REFUSED("`to` is null", stageline_project_plan_fix_n(one.project, "production", STAGELINE_NUL, NULL, STAGELINE_NUL, NULL, &out_fix_plan, &err));
    REFUSED("`to` is not UTF-8 at byte 1", stageline_project_plan_fix_n(one.project, "production", STAGELINE_NUL, "a\xff", 2, NULL, &out_fix_plan, &err));
    REFUSED("`to` has an impossible length", stageline_project_plan_fix_n(one.project, "production", STAGELINE_NUL, "staging", SIZE_MAX - 1, NULL, &out_fix_plan, &err));
    REFUSED("`out` is null", stageline_project_plan_fix_n(one.project, "production", STAGELINE_NUL, "staging", STAGELINE_NUL, NULL, NULL, &err));
    CHECK(out_fix_plan == NULL);
}

CASE(snapshot_functions_refuse_what_they_cannot_take) {
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    stageline_comparison *out_comparison = (stageline_comparison *)&check_count;
    stageline_resources *out_resources = (stageline_resources *)&check_count;
    REFUSED("`snapshot` is null", stageline_snapshot_diff(NULL, "production", "production", &out_comparison, &err));
    REFUSED("`left` is null", stageline_snapshot_diff(one.snapshot, NULL, "production", &out_comparison, &err));
    REFUSED("`right` is null", stageline_snapshot_diff(one.snapshot, "production", NULL, &out_comparison, &err));
    REFUSED("`out` is null", stageline_snapshot_diff(one.snapshot, "production", "production", NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_diff_n(NULL, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`left` is null", stageline_snapshot_diff_n(one.snapshot, NULL, STAGELINE_NUL, "production", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`left` is not UTF-8 at byte 1", stageline_snapshot_diff_n(one.snapshot, "a\xff", 2, "production", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`left` has an impossible length", stageline_snapshot_diff_n(one.snapshot, "production", SIZE_MAX - 1, "production", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`right` is null", stageline_snapshot_diff_n(one.snapshot, "production", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`right` is not UTF-8 at byte 1", stageline_snapshot_diff_n(one.snapshot, "production", STAGELINE_NUL, "a\xff", 2, &out_comparison, &err));
    REFUSED("`right` has an impossible length", stageline_snapshot_diff_n(one.snapshot, "production", STAGELINE_NUL, "production", SIZE_MAX - 1, &out_comparison, &err));
    REFUSED("`out` is null", stageline_snapshot_diff_n(one.snapshot, "production", STAGELINE_NUL, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_diff_where(NULL, "production", "production", one.options, &out_comparison, &err));
    REFUSED("`left` is null", stageline_snapshot_diff_where(one.snapshot, NULL, "production", one.options, &out_comparison, &err));
    REFUSED("`right` is null", stageline_snapshot_diff_where(one.snapshot, "production", NULL, one.options, &out_comparison, &err));
    REFUSED("`out` is null", stageline_snapshot_diff_where(one.snapshot, "production", "production", one.options, NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_diff_where_n(NULL, "production", STAGELINE_NUL, "production", STAGELINE_NUL, one.options, &out_comparison, &err));
    REFUSED("`left` is null", stageline_snapshot_diff_where_n(one.snapshot, NULL, STAGELINE_NUL, "production", STAGELINE_NUL, one.options, &out_comparison, &err));
    REFUSED("`left` is not UTF-8 at byte 1", stageline_snapshot_diff_where_n(one.snapshot, "a\xff", 2, "production", STAGELINE_NUL, one.options, &out_comparison, &err));
    REFUSED("`left` has an impossible length", stageline_snapshot_diff_where_n(one.snapshot, "production", SIZE_MAX - 1, "production", STAGELINE_NUL, one.options, &out_comparison, &err));
    REFUSED("`right` is null", stageline_snapshot_diff_where_n(one.snapshot, "production", STAGELINE_NUL, NULL, STAGELINE_NUL, one.options, &out_comparison, &err));
    REFUSED("`right` is not UTF-8 at byte 1", stageline_snapshot_diff_where_n(one.snapshot, "production", STAGELINE_NUL, "a\xff", 2, one.options, &out_comparison, &err));
    REFUSED("`right` has an impossible length", stageline_snapshot_diff_where_n(one.snapshot, "production", STAGELINE_NUL, "production", SIZE_MAX - 1, one.options, &out_comparison, &err));
    REFUSED("`out` is null", stageline_snapshot_diff_where_n(one.snapshot, "production", STAGELINE_NUL, "production", STAGELINE_NUL, one.options, NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_diff_with(NULL, "production", one.snapshot, "production", &out_comparison, &err));
    REFUSED("`left` is null", stageline_snapshot_diff_with(one.snapshot, NULL, one.snapshot, "production", &out_comparison, &err));
    REFUSED("`other` is null", stageline_snapshot_diff_with(one.snapshot, "production", NULL, "production", &out_comparison, &err));
    REFUSED("`right` is null", stageline_snapshot_diff_with(one.snapshot, "production", one.snapshot, NULL, &out_comparison, &err));
    REFUSED("`out` is null", stageline_snapshot_diff_with(one.snapshot, "production", one.snapshot, "production", NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_diff_with_n(NULL, "production", STAGELINE_NUL, one.snapshot, "production", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`left` is null", stageline_snapshot_diff_with_n(one.snapshot, NULL, STAGELINE_NUL, one.snapshot, "production", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`left` is not UTF-8 at byte 1", stageline_snapshot_diff_with_n(one.snapshot, "a\xff", 2, one.snapshot, "production", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`left` has an impossible length", stageline_snapshot_diff_with_n(one.snapshot, "production", SIZE_MAX - 1, one.snapshot, "production", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`other` is null", stageline_snapshot_diff_with_n(one.snapshot, "production", STAGELINE_NUL, NULL, "production", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`right` is null", stageline_snapshot_diff_with_n(one.snapshot, "production", STAGELINE_NUL, one.snapshot, NULL, STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`right` is not UTF-8 at byte 1", stageline_snapshot_diff_with_n(one.snapshot, "production", STAGELINE_NUL, one.snapshot, "a\xff", 2, &out_comparison, &err));
    REFUSED("`right` has an impossible length", stageline_snapshot_diff_with_n(one.snapshot, "production", STAGELINE_NUL, one.snapshot, "production", SIZE_MAX - 1, &out_comparison, &err));
    REFUSED("`out` is null", stageline_snapshot_diff_with_n(one.snapshot, "production", STAGELINE_NUL, one.snapshot, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_drift(NULL, "production", &one.text, 1, NULL, &out_comparison, &err));
    REFUSED("`baseline` is null", stageline_snapshot_drift(one.snapshot, NULL, &one.text, 1, NULL, &out_comparison, &err));
    REFUSED("`targets` is null", stageline_snapshot_drift(one.snapshot, "production", NULL, 2, NULL, &out_comparison, &err));
    REFUSED("`targets[1]` is not UTF-8 at byte 1", stageline_snapshot_drift(one.snapshot, "production", bad_texts, 2, NULL, &out_comparison, &err));
    REFUSED("`targets` has an impossible count", stageline_snapshot_drift(one.snapshot, "production", &one.text, SIZE_MAX, NULL, &out_comparison, &err));
    REFUSED("`out` is null", stageline_snapshot_drift(one.snapshot, "production", &one.text, 1, NULL, NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_drift_n(NULL, "production", STAGELINE_NUL, &one.text, 1, NULL, &out_comparison, &err));
    REFUSED("`baseline` is null", stageline_snapshot_drift_n(one.snapshot, NULL, STAGELINE_NUL, &one.text, 1, NULL, &out_comparison, &err));
    REFUSED("`baseline` is not UTF-8 at byte 1", stageline_snapshot_drift_n(one.snapshot, "a\xff", 2, &one.text, 1, NULL, &out_comparison, &err));
    REFUSED("`baseline` has an impossible length", stageline_snapshot_drift_n(one.snapshot, "production", SIZE_MAX - 1, &one.text, 1, NULL, &out_comparison, &err));
    REFUSED("`targets` is null", stageline_snapshot_drift_n(one.snapshot, "production", STAGELINE_NUL, NULL, 2, NULL, &out_comparison, &err));
    REFUSED("`targets[1]` is not UTF-8 at byte 1", stageline_snapshot_drift_n(one.snapshot, "production", STAGELINE_NUL, bad_texts, 2, NULL, &out_comparison, &err));
    REFUSED("`targets` has an impossible count", stageline_snapshot_drift_n(one.snapshot, "production", STAGELINE_NUL, &one.text, SIZE_MAX, NULL, &out_comparison, &err));
    REFUSED("`out` is null", stageline_snapshot_drift_n(one.snapshot, "production", STAGELINE_NUL, &one.text, 1, NULL, NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_compare(NULL, &one.text, 1, NULL, &out_comparison, &err));
    REFUSED("`environments` is null", stageline_snapshot_compare(one.snapshot, NULL, 2, NULL, &out_comparison, &err));
    REFUSED("`environments[1]` is not UTF-8 at byte 1", stageline_snapshot_compare(one.snapshot, bad_texts, 2, NULL, &out_comparison, &err));
    REFUSED("`environments` has an impossible count", stageline_snapshot_compare(one.snapshot, &one.text, SIZE_MAX, NULL, &out_comparison, &err));
    REFUSED("`out` is null", stageline_snapshot_compare(one.snapshot, &one.text, 1, NULL, NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_drift_live(NULL, "production", one.live, NULL, &out_comparison, &err));
    REFUSED("`environment` is null", stageline_snapshot_drift_live(one.snapshot, NULL, one.live, NULL, &out_comparison, &err));
    REFUSED("`live` is null", stageline_snapshot_drift_live(one.snapshot, "production", NULL, NULL, &out_comparison, &err));
    REFUSED("`out` is null", stageline_snapshot_drift_live(one.snapshot, "production", one.live, NULL, NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_drift_live_by(NULL, "production", NULL, NULL, NULL, NULL, &out_comparison, &err));
    REFUSED("`environment` is null", stageline_snapshot_drift_live_by(one.snapshot, NULL, NULL, NULL, NULL, NULL, &out_comparison, &err));
    REFUSED("`callback` is null", stageline_snapshot_drift_live_by(one.snapshot, "production", NULL, NULL, NULL, NULL, &out_comparison, &err));
    REFUSED("`out` is null", stageline_snapshot_drift_live_by(one.snapshot, "production", NULL, NULL, NULL, NULL, NULL, &err));
    REFUSED("`environment` is not UTF-8 at byte 1", stageline_snapshot_drift_live_by_n(one.snapshot, "a\xff", 2, NULL, NULL, NULL, NULL, &out_comparison, &err));
    REFUSED("`message` is null", stageline_provider_failed(NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_drift_live_n(NULL, "production", STAGELINE_NUL, one.live, NULL, &out_comparison, &err));
    REFUSED("`environment` is null", stageline_snapshot_drift_live_n(one.snapshot, NULL, STAGELINE_NUL, one.live, NULL, &out_comparison, &err));
    REFUSED("`environment` is not UTF-8 at byte 1", stageline_snapshot_drift_live_n(one.snapshot, "a\xff", 2, one.live, NULL, &out_comparison, &err));
    REFUSED("`environment` has an impossible length", stageline_snapshot_drift_live_n(one.snapshot, "production", SIZE_MAX - 1, one.live, NULL, &out_comparison, &err));
    REFUSED("`live` is null", stageline_snapshot_drift_live_n(one.snapshot, "production", STAGELINE_NUL, NULL, NULL, &out_comparison, &err));
    REFUSED("`out` is null", stageline_snapshot_drift_live_n(one.snapshot, "production", STAGELINE_NUL, one.live, NULL, NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_resources(NULL, &one.text, 1, &one.resource, 1, &out_resources, &err));
    REFUSED("`environments` is null", stageline_snapshot_resources(one.snapshot, NULL, 2, &one.resource, 1, &out_resources, &err));
    REFUSED("`environments[1]` is not UTF-8 at byte 1", stageline_snapshot_resources(one.snapshot, bad_texts, 2, &one.resource, 1, &out_resources, &err));
    REFUSED("`environments` has an impossible count", stageline_snapshot_resources(one.snapshot, &one.text, SIZE_MAX, &one.resource, 1, &out_resources, &err));
    REFUSED("`resources` is null", stageline_snapshot_resources(one.snapshot, &one.text, 1, NULL, 2, &out_resources, &err));
    REFUSED("`resources[1]` is not UTF-8 at byte 1", stageline_snapshot_resources(one.snapshot, &one.text, 1, bad_texts, 2, &out_resources, &err));
    REFUSED("`resources` has an impossible count", stageline_snapshot_resources(one.snapshot, &one.text, 1, &one.resource, SIZE_MAX, &out_resources, &err));
    REFUSED("`out` is null", stageline_snapshot_resources(one.snapshot, &one.text, 1, &one.resource, 1, NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_resources_json(NULL, &one.text, 1, &one.resource, 1, &out_bytes, &err));
    REFUSED("`environments` is null", stageline_snapshot_resources_json(one.snapshot, NULL, 2, &one.resource, 1, &out_bytes, &err));
    REFUSED("`environments[1]` is not UTF-8 at byte 1", stageline_snapshot_resources_json(one.snapshot, bad_texts, 2, &one.resource, 1, &out_bytes, &err));
    REFUSED("`environments` has an impossible count", stageline_snapshot_resources_json(one.snapshot, &one.text, SIZE_MAX, &one.resource, 1, &out_bytes, &err));
    REFUSED("`resources` is null", stageline_snapshot_resources_json(one.snapshot, &one.text, 1, NULL, 2, &out_bytes, &err));
    REFUSED("`resources[1]` is not UTF-8 at byte 1", stageline_snapshot_resources_json(one.snapshot, &one.text, 1, bad_texts, 2, &out_bytes, &err));
    REFUSED("`resources` has an impossible count", stageline_snapshot_resources_json(one.snapshot, &one.text, 1, &one.resource, SIZE_MAX, &out_bytes, &err));
    REFUSED("`out` is null", stageline_snapshot_resources_json(one.snapshot, &one.text, 1, &one.resource, 1, NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_resources_text(NULL, &one.text, 1, &one.resource, 1, &out_bytes, &err));
    REFUSED("`environments` is null", stageline_snapshot_resources_text(one.snapshot, NULL, 2, &one.resource, 1, &out_bytes, &err));
    REFUSED("`environments[1]` is not UTF-8 at byte 1", stageline_snapshot_resources_text(one.snapshot, bad_texts, 2, &one.resource, 1, &out_bytes, &err));
    REFUSED("`environments` has an impossible count", stageline_snapshot_resources_text(one.snapshot, &one.text, SIZE_MAX, &one.resource, 1, &out_bytes, &err));
    REFUSED("`resources` is null", stageline_snapshot_resources_text(one.snapshot, &one.text, 1, NULL, 2, &out_bytes, &err));
    REFUSED("`resources[1]` is not UTF-8 at byte 1", stageline_snapshot_resources_text(one.snapshot, &one.text, 1, bad_texts, 2, &out_bytes, &err));
    REFUSED("`resources` has an impossible count", stageline_snapshot_resources_text(one.snapshot, &one.text, 1, &one.resource, SIZE_MAX, &out_bytes, &err));
    REFUSED("`out` is null", stageline_snapshot_resources_text(one.snapshot, &one.text, 1, &one.resource, 1, NULL, &err));
    CHECK(out_bytes == NULL);
    CHECK(out_comparison == NULL);
    CHECK(out_resources == NULL);
}

CASE(service_functions_refuse_what_they_cannot_take) {
    stageline_comparison *out_comparison = (stageline_comparison *)&check_count;
    REFUSED("`snapshot` is null", stageline_service_diff(NULL, "production", "api", one.snapshot, "production", "api", &out_comparison, &err));
    REFUSED("`environment` is null", stageline_service_diff(one.snapshot, NULL, "api", one.snapshot, "production", "api", &out_comparison, &err));
    REFUSED("`service` is null", stageline_service_diff(one.snapshot, "production", NULL, one.snapshot, "production", "api", &out_comparison, &err));
    REFUSED("`other` is null", stageline_service_diff(one.snapshot, "production", "api", NULL, "production", "api", &out_comparison, &err));
    REFUSED("`other_environment` is null", stageline_service_diff(one.snapshot, "production", "api", one.snapshot, NULL, "api", &out_comparison, &err));
    REFUSED("`other_service` is null", stageline_service_diff(one.snapshot, "production", "api", one.snapshot, "production", NULL, &out_comparison, &err));
    REFUSED("`out` is null", stageline_service_diff(one.snapshot, "production", "api", one.snapshot, "production", "api", NULL, &err));
    REFUSED("`snapshot` is null", stageline_service_diff_n(NULL, "production", STAGELINE_NUL, "api", STAGELINE_NUL, one.snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`environment` is null", stageline_service_diff_n(one.snapshot, NULL, STAGELINE_NUL, "api", STAGELINE_NUL, one.snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`environment` is not UTF-8 at byte 1", stageline_service_diff_n(one.snapshot, "a\xff", 2, "api", STAGELINE_NUL, one.snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`environment` has an impossible length", stageline_service_diff_n(one.snapshot, "production", SIZE_MAX - 1, "api", STAGELINE_NUL, one.snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`service` is null", stageline_service_diff_n(one.snapshot, "production", STAGELINE_NUL, NULL, STAGELINE_NUL, one.snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`service` is not UTF-8 at byte 1", stageline_service_diff_n(one.snapshot, "production", STAGELINE_NUL, "a\xff", 2, one.snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`service` has an impossible length", stageline_service_diff_n(one.snapshot, "production", STAGELINE_NUL, "api", SIZE_MAX - 1, one.snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`other` is null", stageline_service_diff_n(one.snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, NULL, "production", STAGELINE_NUL, "api", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`other_environment` is null", stageline_service_diff_n(one.snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, one.snapshot, NULL, STAGELINE_NUL, "api", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`other_environment` is not UTF-8 at byte 1", stageline_service_diff_n(one.snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, one.snapshot, "a\xff", 2, "api", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`other_environment` has an impossible length", stageline_service_diff_n(one.snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, one.snapshot, "production", SIZE_MAX - 1, "api", STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`other_service` is null", stageline_service_diff_n(one.snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, one.snapshot, "production", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_comparison, &err));
    REFUSED("`other_service` is not UTF-8 at byte 1", stageline_service_diff_n(one.snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, one.snapshot, "production", STAGELINE_NUL, "a\xff", 2, &out_comparison, &err));
    REFUSED("`other_service` has an impossible length", stageline_service_diff_n(one.snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, one.snapshot, "production", STAGELINE_NUL, "api", SIZE_MAX - 1, &out_comparison, &err));
    REFUSED("`out` is null", stageline_service_diff_n(one.snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, one.snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, NULL, &err));
    CHECK(out_comparison == NULL);
}

CASE(comparison_functions_refuse_what_they_cannot_take) {
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    stageline_value *out_value = (stageline_value *)&check_count;
    REFUSED("`comparison` is null", stageline_comparison_value(NULL, 0, 0, &out_value, &err));
    REFUSED("`out` is null", stageline_comparison_value(one.comparison, 0, 0, NULL, &err));
    REFUSED("`comparison` is null", stageline_comparison_title(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_comparison_title(one.comparison, NULL, &err));
    REFUSED("`comparison` is null", stageline_comparison_to_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_comparison_to_json(one.comparison, NULL, &err));
    REFUSED("`comparison` is null", stageline_comparison_to_text(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_comparison_to_text(one.comparison, NULL, &err));
    REFUSED("`comparison` is null", stageline_comparison_render(NULL, "text", NULL, &out_bytes, &err));
    REFUSED("`format` is null", stageline_comparison_render(one.comparison, NULL, NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_comparison_render(one.comparison, "text", NULL, NULL, &err));
    REFUSED("`comparison` is null", stageline_comparison_render_n(NULL, "text", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`format` is null", stageline_comparison_render_n(one.comparison, NULL, STAGELINE_NUL, NULL, STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`format` is not UTF-8 at byte 1", stageline_comparison_render_n(one.comparison, "a\xff", 2, NULL, STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`format` has an impossible length", stageline_comparison_render_n(one.comparison, "text", SIZE_MAX - 1, NULL, STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`options` is not UTF-8 at byte 1", stageline_comparison_render_n(one.comparison, "text", STAGELINE_NUL, "a\xff", 2, &out_bytes, &err));
    REFUSED("`options` has an impossible length", stageline_comparison_render_n(one.comparison, "text", STAGELINE_NUL, "{}", SIZE_MAX - 1, &out_bytes, &err));
    REFUSED("`out` is null", stageline_comparison_render_n(one.comparison, "text", STAGELINE_NUL, NULL, STAGELINE_NUL, NULL, &err));
    CHECK(out_bytes == NULL);
    CHECK(out_value == NULL);
}

CASE(fix_plan_functions_refuse_what_they_cannot_take) {
    stageline_blast_radius *out_blast_radius = (stageline_blast_radius *)&check_count;
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    stageline_edit *out_edit = (stageline_edit *)&check_count;
    stageline_names *out_names = (stageline_names *)&check_count;
    REFUSED("`plan` is null", stageline_fix_plan_item_text(NULL, 0, &out_bytes, &err));
    REFUSED("`out` is null", stageline_fix_plan_item_text(one.plan, 0, NULL, &err));
    REFUSED("`plan` is null", stageline_fix_plan_item_radius(NULL, 0, &out_blast_radius, &err));
    REFUSED("`out` is null", stageline_fix_plan_item_radius(one.plan, 0, NULL, &err));
    REFUSED("`plan` is null", stageline_fix_plan_item_withheld(NULL, 0, &out_names, &err));
    REFUSED("`out` is null", stageline_fix_plan_item_withheld(one.plan, 0, NULL, &err));
    REFUSED("`plan` is null", stageline_fix_plan_set_chosen(NULL, 1, true, &err));
    REFUSED("`plan` is null", stageline_fix_plan_choose(NULL, choose, NULL, NULL, &err));
    REFUSED("`callback` is null", stageline_fix_plan_choose(one.plan, NULL, NULL, NULL, &err));
    REFUSED("`plan` is null", stageline_fix_plan_edit(NULL, &out_edit, &err));
    REFUSED("`out` is null", stageline_fix_plan_edit(one.plan, NULL, &err));
    REFUSED("`plan` is null", stageline_fix_plan_to_text(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_fix_plan_to_text(one.plan, NULL, &err));
    REFUSED("`plan` is null", stageline_fix_plan_to_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_fix_plan_to_json(one.plan, NULL, &err));
    CHECK(out_blast_radius == NULL);
    CHECK(out_bytes == NULL);
    CHECK(out_edit == NULL);
    CHECK(out_names == NULL);
}

CASE(live_functions_refuse_what_they_cannot_take) {
    stageline_comparison *out_comparison = (stageline_comparison *)&check_count;
    stageline_live *out_live = (stageline_live *)&check_count;
    stageline_names *out_names = (stageline_names *)&check_count;
    stageline_value *out_value = (stageline_value *)&check_count;
    REFUSED("`file` is null", stageline_live_read(NULL, "{}", NULL, &out_live, &err));
    REFUSED("`text` is null", stageline_live_read("live.yaml", NULL, NULL, &out_live, &err));
    REFUSED("`out` is null", stageline_live_read("live.yaml", "{}", NULL, NULL, &err));
    REFUSED("`file` is null", stageline_live_read_n(NULL, STAGELINE_NUL, "{}", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_live, &err));
    REFUSED("`file` is not UTF-8 at byte 1", stageline_live_read_n("a\xff", 2, "{}", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_live, &err));
    REFUSED("`file` has an impossible length", stageline_live_read_n("live.yaml", SIZE_MAX - 1, "{}", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_live, &err));
    REFUSED("`text` is null", stageline_live_read_n("live.yaml", STAGELINE_NUL, NULL, STAGELINE_NUL, NULL, STAGELINE_NUL, &out_live, &err));
    REFUSED("`text` is not UTF-8 at byte 1", stageline_live_read_n("live.yaml", STAGELINE_NUL, "a\xff", 2, NULL, STAGELINE_NUL, &out_live, &err));
    REFUSED("`text` has an impossible length", stageline_live_read_n("live.yaml", STAGELINE_NUL, "{}", SIZE_MAX - 1, NULL, STAGELINE_NUL, &out_live, &err));
    REFUSED("`options` is not UTF-8 at byte 1", stageline_live_read_n("live.yaml", STAGELINE_NUL, "{}", STAGELINE_NUL, "a\xff", 2, &out_live, &err));
    REFUSED("`options` has an impossible length", stageline_live_read_n("live.yaml", STAGELINE_NUL, "{}", STAGELINE_NUL, "{}", SIZE_MAX - 1, &out_live, &err));
    REFUSED("`out` is null", stageline_live_read_n("live.yaml", STAGELINE_NUL, "{}", STAGELINE_NUL, NULL, STAGELINE_NUL, NULL, &err));
    REFUSED("`files` is null", stageline_live_read_files(NULL, NULL, &out_live, &err));
    REFUSED("`out` is null", stageline_live_read_files(one.files, NULL, NULL, &err));
    REFUSED("`files` is null", stageline_live_read_files_n(NULL, NULL, STAGELINE_NUL, &out_live, &err));
    REFUSED("`options` is not UTF-8 at byte 1", stageline_live_read_files_n(one.files, "a\xff", 2, &out_live, &err));
    REFUSED("`options` has an impossible length", stageline_live_read_files_n(one.files, "{}", SIZE_MAX - 1, &out_live, &err));
    REFUSED("`out` is null", stageline_live_read_files_n(one.files, NULL, STAGELINE_NUL, NULL, &err));
    REFUSED("`live` is null", stageline_live_service_names(NULL, &out_names, &err));
    REFUSED("`out` is null", stageline_live_service_names(one.live, NULL, &err));
    REFUSED("`live` is null", stageline_live_service(NULL, "api", &out_value, &err));
    REFUSED("`service` is null", stageline_live_service(one.live, NULL, &out_value, &err));
    REFUSED("`out` is null", stageline_live_service(one.live, "api", NULL, &err));
    REFUSED("`live` is null", stageline_live_service_n(NULL, "api", STAGELINE_NUL, &out_value, &err));
    REFUSED("`service` is null", stageline_live_service_n(one.live, NULL, STAGELINE_NUL, &out_value, &err));
    REFUSED("`service` is not UTF-8 at byte 1", stageline_live_service_n(one.live, "a\xff", 2, &out_value, &err));
    REFUSED("`service` has an impossible length", stageline_live_service_n(one.live, "api", SIZE_MAX - 1, &out_value, &err));
    REFUSED("`out` is null", stageline_live_service_n(one.live, "api", STAGELINE_NUL, NULL, &err));
    REFUSED("`live` is null", stageline_live_diff(NULL, one.live, one.key, 16, &out_comparison, &err));
    REFUSED("`after` is null", stageline_live_diff(one.live, NULL, one.key, 16, &out_comparison, &err));
    REFUSED("`key` has an impossible length", stageline_live_diff(one.live, one.live, one.key, SIZE_MAX - 1, &out_comparison, &err));
    REFUSED("`out` is null", stageline_live_diff(one.live, one.live, one.key, 16, NULL, &err));
    CHECK(out_comparison == NULL);
    CHECK(out_live == NULL);
    CHECK(out_names == NULL);
    CHECK(out_value == NULL);
}

CASE(accessors_answer_nothing_for_null) {
    CHECK(stageline_comparison_len(NULL) == 0);
    CHECK_TEXT(stageline_comparison_row(NULL, 0).section, "");
    CHECK(stageline_comparison_cell(NULL, 0, 0).is_missing);
    CHECK(stageline_comparison_count(NULL, STAGELINE_ROW_VERDICT_DRIFT) == 0);
    CHECK(!stageline_comparison_has_differences(NULL));
    CHECK(!stageline_comparison_has_at_least(NULL, STAGELINE_SEVERITY_INFO));
    CHECK_TEXT(stageline_comparison_violation(NULL, 0, 0).rule, "");
    CHECK(stageline_resources_len(NULL) == 0);
    CHECK_TEXT(stageline_resources_table(NULL, 0).resource, "");
    CHECK_TEXT(stageline_resources_service(NULL, 0, 0), "");
    CHECK(!stageline_resources_demand(NULL, 0, 0, 0).runs);
    CHECK_TEXT(stageline_resources_total(NULL, 0, 0).environment, "");
    CHECK_TEXT(stageline_resources_silent(NULL, 0, 0, 0), "");
    CHECK_TEXT(stageline_resources_uncounted(NULL, 0, 0, 0), "");
    CHECK(!stageline_resources_is_overcommitted(NULL));
    CHECK(stageline_comparison_finding_count(NULL) == 0);
    CHECK_TEXT(stageline_comparison_finding(NULL, 0).rule, "");
    CHECK(stageline_comparison_unknown_count(NULL) == 0);
    CHECK_TEXT(stageline_comparison_unknown(NULL, 0).path, "");
    CHECK(stageline_fix_plan_len(NULL) == 0);
    CHECK(stageline_fix_plan_chosen_count(NULL) == 0);
    CHECK_TEXT(stageline_fix_plan_item(NULL, 0).path, "");
    CHECK_TEXT(stageline_live_environment(NULL), "");
    CHECK(!stageline_live_is_partial(NULL));
    CHECK(stageline_live_note_count(NULL) == 0);
    CHECK_TEXT(stageline_live_note(NULL, 0).message, "");
}

CASE(every_handle_can_be_freed_and_null_too) {
    stageline_files_free(one.files);
    stageline_live_free(one.live);
    stageline_fix_plan_free(one.plan);
    stageline_comparison_free(one.comparison);
    stageline_drift_options_free(one.options);
    stageline_snapshot_free(one.snapshot);
    stageline_project_free(one.project);
    stageline_live_free(NULL);
    stageline_fix_plan_free(NULL);
    stageline_comparison_free(NULL);
    stageline_resources_free(NULL);
    stageline_drift_options_free(NULL);
    CHECK(one.project != NULL);
}

const check_row comparison_refusal_cases[] = {
    ROW(one_of_each_handle_can_be_had),
    ROW(drift_options_functions_refuse_what_they_cannot_take),
    ROW(project_functions_refuse_what_they_cannot_take),
    ROW(snapshot_functions_refuse_what_they_cannot_take),
    ROW(service_functions_refuse_what_they_cannot_take),
    ROW(comparison_functions_refuse_what_they_cannot_take),
    ROW(fix_plan_functions_refuse_what_they_cannot_take),
    ROW(live_functions_refuse_what_they_cannot_take),
    ROW(accessors_answer_nothing_for_null),
    ROW(every_handle_can_be_freed_and_null_too),
    {NULL, NULL},
};
