/* Every function that can fail, given what no function can take: it says so, and its answer is nothing. */
#include "shop.h"

/* One of each handle, for the arguments that are not wrong. */
static struct {
    stageline_project *project;
    stageline_snapshot *snapshot;
    stageline_value *value;
    stageline_origin *origin;
    stageline_explanation *explanation;
    stageline_options *options;
    stageline_files *files;
    stageline_plan *plan;
    stageline_error *error;
} one;

CASE(error_functions_refuse_what_they_cannot_take) {
    stageline_error *error = one.error;
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    stageline_error *out_error = (stageline_error *)&check_count;
    REFUSED("`error` is null", stageline_error_problem(NULL, 0, &out_error, &err));
    REFUSED("`out` is null", stageline_error_problem(error, 0, NULL, &err));
    REFUSED("`error` is null", stageline_error_cause(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_error_cause(error, NULL, &err));
    REFUSED("`error` is null", stageline_error_render(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_error_render(error, NULL, &err));
    REFUSED("`error` is null", stageline_error_to_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_error_to_json(error, NULL, &err));
    CHECK(out_bytes == NULL);
    CHECK(out_error == NULL);
}

CASE(explanation_functions_refuse_what_they_cannot_take) {
    stageline_explanation *explanation = one.explanation;
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    REFUSED("`explanation` is null", stageline_explanation_value_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_explanation_value_json(explanation, NULL, &err));
    REFUSED("`explanation` is null", stageline_explanation_step_json(NULL, 0, &out_bytes, &err));
    REFUSED("`out` is null", stageline_explanation_step_json(explanation, 0, NULL, &err));
    REFUSED("`explanation` is null", stageline_explanation_to_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_explanation_to_json(explanation, NULL, &err));
    REFUSED("`explanation` is null", stageline_explanation_to_text(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_explanation_to_text(explanation, NULL, &err));
    CHECK(out_bytes == NULL);
}

CASE(options_functions_refuse_what_they_cannot_take) {
    stageline_options *options = one.options;
    REFUSED("`out` is null", stageline_options_new(NULL, &err));
    REFUSED("`options` is null", stageline_options_set_lenient(NULL, true, &err));
    REFUSED("`options` is null", stageline_options_set_limit(NULL, "depth", 0, &err));
    REFUSED("`limit` is null", stageline_options_set_limit(options, NULL, 0, &err));
    REFUSED("`options` is null", stageline_options_set_limit_n(NULL, "depth", STAGELINE_NUL, 0, &err));
    REFUSED("`limit` is null", stageline_options_set_limit_n(options, NULL, STAGELINE_NUL, 0, &err));
    REFUSED("`limit` is not UTF-8 at byte 1", stageline_options_set_limit_n(options, "a\xff", 2, 0, &err));
    REFUSED("`limit` has an impossible length", stageline_options_set_limit_n(options, "depth", SIZE_MAX - 1, 0, &err));
}

CASE(files_functions_refuse_what_they_cannot_take) {
    stageline_files *files = one.files;
    REFUSED("`out` is null", stageline_files_new(NULL, &err));
    REFUSED("`files` is null", stageline_files_add(NULL, "database", "a: 1", &err));
    REFUSED("`path` is null", stageline_files_add(files, NULL, "a: 1", &err));
    REFUSED("`content` is null", stageline_files_add(files, "database", NULL, &err));
    REFUSED("`files` is null", stageline_files_add_n(NULL, "database", STAGELINE_NUL, "a: 1", STAGELINE_NUL, &err));
    REFUSED("`path` is null", stageline_files_add_n(files, NULL, STAGELINE_NUL, "a: 1", STAGELINE_NUL, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_files_add_n(files, "a\xff", 2, "a: 1", STAGELINE_NUL, &err));
    REFUSED("`path` has an impossible length", stageline_files_add_n(files, "database", SIZE_MAX - 1, "a: 1", STAGELINE_NUL, &err));
    REFUSED("`content` is null", stageline_files_add_n(files, "database", STAGELINE_NUL, NULL, STAGELINE_NUL, &err));
    REFUSED("`content` has an impossible length", stageline_files_add_n(files, "database", STAGELINE_NUL, "a: 1", SIZE_MAX - 1, &err));
}

CASE(origin_functions_refuse_what_they_cannot_take) {
    stageline_origin *origin = one.origin;
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    REFUSED("`origin` is null", stageline_origin_to_text(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_origin_to_text(origin, NULL, &err));
    REFUSED("`origin` is null", stageline_origin_to_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_origin_to_json(origin, NULL, &err));
    CHECK(out_bytes == NULL);
}

CASE(project_functions_refuse_what_they_cannot_take) {
    stageline_project *project = one.project;
    stageline_options *options = one.options;
    stageline_files *files = one.files;
    const stageline_text bad_texts[] = {{"a", 1}, {"a\xff", 2}};
    const stageline_text texts[] = {{"production", 10}};
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    stageline_plan *out_plan = (stageline_plan *)&check_count;
    stageline_project *out_project = (stageline_project *)&check_count;
    stageline_snapshot *out_snapshot = (stageline_snapshot *)&check_count;
    uint64_t out_uint64_t = 1;
    REFUSED("`project` is null", stageline_project_plan_promotion(NULL, "staging", "production", texts, 1, &out_plan, &err));
    REFUSED("`from` is null", stageline_project_plan_promotion(project, NULL, "production", texts, 1, &out_plan, &err));
    REFUSED("`to` is null", stageline_project_plan_promotion(project, "staging", NULL, texts, 1, &out_plan, &err));
    REFUSED("`services` is null", stageline_project_plan_promotion(project, "staging", "production", NULL, 2, &out_plan, &err));
    REFUSED("`services[1]` is not UTF-8 at byte 1", stageline_project_plan_promotion(project, "staging", "production", bad_texts, 2, &out_plan, &err));
    REFUSED("`services` has an impossible count", stageline_project_plan_promotion(project, "staging", "production", texts, SIZE_MAX, &out_plan, &err));
    REFUSED("`out` is null", stageline_project_plan_promotion(project, "staging", "production", texts, 1, NULL, &err));
    REFUSED("`project` is null", stageline_project_plan_promotion_n(NULL, "staging", STAGELINE_NUL, "production", STAGELINE_NUL, texts, 1, &out_plan, &err));
    REFUSED("`from` is null", stageline_project_plan_promotion_n(project, NULL, STAGELINE_NUL, "production", STAGELINE_NUL, texts, 1, &out_plan, &err));
    REFUSED("`from` is not UTF-8 at byte 1", stageline_project_plan_promotion_n(project, "a\xff", 2, "production", STAGELINE_NUL, texts, 1, &out_plan, &err));
    REFUSED("`from` has an impossible length", stageline_project_plan_promotion_n(project, "staging", SIZE_MAX - 1, "production", STAGELINE_NUL, texts, 1, &out_plan, &err));
    REFUSED("`to` is null", stageline_project_plan_promotion_n(project, "staging", STAGELINE_NUL, NULL, STAGELINE_NUL, texts, 1, &out_plan, &err));
    REFUSED("`to` is not UTF-8 at byte 1", stageline_project_plan_promotion_n(project, "staging", STAGELINE_NUL, "a\xff", 2, texts, 1, &out_plan, &err));
    REFUSED("`to` has an impossible length", stageline_project_plan_promotion_n(project, "staging", STAGELINE_NUL, "production", SIZE_MAX - 1, texts, 1, &out_plan, &err));
    REFUSED("`services` is null", stageline_project_plan_promotion_n(project, "staging", STAGELINE_NUL, "production", STAGELINE_NUL, NULL, 2, &out_plan, &err));
    REFUSED("`services[1]` is not UTF-8 at byte 1", stageline_project_plan_promotion_n(project, "staging", STAGELINE_NUL, "production", STAGELINE_NUL, bad_texts, 2, &out_plan, &err));
    REFUSED("`services` has an impossible count", stageline_project_plan_promotion_n(project, "staging", STAGELINE_NUL, "production", STAGELINE_NUL, texts, SIZE_MAX, &out_plan, &err));
    REFUSED("`out` is null", stageline_project_plan_promotion_n(project, "staging", STAGELINE_NUL, "production", STAGELINE_NUL, texts, 1, NULL, &err));
    REFUSED("`project` is null", stageline_project_plan_promotion_through(NULL, "staging", "production", texts, 1, "production", "production", &out_plan, &err));
    REFUSED("`from` is null", stageline_project_plan_promotion_through(project, NULL, "production", texts, 1, "production", "production", &out_plan, &err));
    REFUSED("`to` is null", stageline_project_plan_promotion_through(project, "staging", NULL, texts, 1, "production", "production", &out_plan, &err));
    REFUSED("`services` is null", stageline_project_plan_promotion_through(project, "staging", "production", NULL, 2, "production", "production", &out_plan, &err));
    REFUSED("`services[1]` is not UTF-8 at byte 1", stageline_project_plan_promotion_through(project, "staging", "production", bad_texts, 2, "production", "production", &out_plan, &err));
    REFUSED("`services` has an impossible count", stageline_project_plan_promotion_through(project, "staging", "production", texts, SIZE_MAX, "production", "production", &out_plan, &err));
    REFUSED("`out` is null", stageline_project_plan_promotion_through(project, "staging", "production", texts, 1, "production", "production", NULL, &err));
    REFUSED("`project` is null", stageline_project_plan_promotion_through_n(NULL, "staging", STAGELINE_NUL, "production", STAGELINE_NUL, texts, 1, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &out_plan, &err));
    REFUSED("`from` is null", stageline_project_plan_promotion_through_n(project, NULL, STAGELINE_NUL, "production", STAGELINE_NUL, texts, 1, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &out_plan, &err));
    REFUSED("`from` is not UTF-8 at byte 1", stageline_project_plan_promotion_through_n(project, "a\xff", 2, "production", STAGELINE_NUL, texts, 1, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &out_plan, &err));
    REFUSED("`from` has an impossible length", stageline_project_plan_promotion_through_n(project, "staging", SIZE_MAX - 1, "production", STAGELINE_NUL, texts, 1, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &out_plan, &err));
    REFUSED("`to` is null", stageline_project_plan_promotion_through_n(project, "staging", STAGELINE_NUL, NULL, STAGELINE_NUL, texts, 1, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &out_plan, &err));
    REFUSED("`to` is not UTF-8 at byte 1", stageline_project_plan_promotion_through_n(project, "staging", STAGELINE_NUL, "a\xff", 2, texts, 1, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &out_plan, &err));
    REFUSED("`to` has an impossible length", stageline_project_plan_promotion_through_n(project, "staging", STAGELINE_NUL, "production", SIZE_MAX - 1, texts, 1, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &out_plan, &err));
    REFUSED("`services` is null", stageline_project_plan_promotion_through_n(project, "staging", STAGELINE_NUL, "production", STAGELINE_NUL, NULL, 2, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &out_plan, &err));
    REFUSED("`services[1]` is not UTF-8 at byte 1", stageline_project_plan_promotion_through_n(project, "staging", STAGELINE_NUL, "production", STAGELINE_NUL, bad_texts, 2, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &out_plan, &err));
    REFUSED("`services` has an impossible count", stageline_project_plan_promotion_through_n(project, "staging", STAGELINE_NUL, "production", STAGELINE_NUL, texts, SIZE_MAX, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &out_plan, &err));
    REFUSED("`pipeline` is not UTF-8 at byte 1", stageline_project_plan_promotion_through_n(project, "staging", STAGELINE_NUL, "production", STAGELINE_NUL, texts, 1, "a\xff", 2, "production", STAGELINE_NUL, &out_plan, &err));
    REFUSED("`pipeline` has an impossible length", stageline_project_plan_promotion_through_n(project, "staging", STAGELINE_NUL, "production", STAGELINE_NUL, texts, 1, "production", SIZE_MAX - 1, "production", STAGELINE_NUL, &out_plan, &err));
    REFUSED("`skip_stages` is not UTF-8 at byte 1", stageline_project_plan_promotion_through_n(project, "staging", STAGELINE_NUL, "production", STAGELINE_NUL, texts, 1, "production", STAGELINE_NUL, "a\xff", 2, &out_plan, &err));
    REFUSED("`skip_stages` has an impossible length", stageline_project_plan_promotion_through_n(project, "staging", STAGELINE_NUL, "production", STAGELINE_NUL, texts, 1, "production", STAGELINE_NUL, "production", SIZE_MAX - 1, &out_plan, &err));
    REFUSED("`out` is null", stageline_project_plan_promotion_through_n(project, "staging", STAGELINE_NUL, "production", STAGELINE_NUL, texts, 1, "production", STAGELINE_NUL, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`root` is null", stageline_project_open(NULL, &out_project, &err));
    REFUSED("`out` is null", stageline_project_open("production", NULL, &err));
    REFUSED("`root` is null", stageline_project_open_n(NULL, STAGELINE_NUL, &out_project, &err));
    REFUSED("`root` is not UTF-8 at byte 1", stageline_project_open_n("a\xff", 2, &out_project, &err));
    REFUSED("`root` has an impossible length", stageline_project_open_n("production", SIZE_MAX - 1, &out_project, &err));
    REFUSED("`out` is null", stageline_project_open_n("production", STAGELINE_NUL, NULL, &err));
    REFUSED("`root` is null", stageline_project_open_with(NULL, options, &out_project, &err));
    REFUSED("`out` is null", stageline_project_open_with("production", options, NULL, &err));
    REFUSED("`root` is null", stageline_project_open_with_n(NULL, STAGELINE_NUL, options, &out_project, &err));
    REFUSED("`root` is not UTF-8 at byte 1", stageline_project_open_with_n("a\xff", 2, options, &out_project, &err));
    REFUSED("`root` has an impossible length", stageline_project_open_with_n("production", SIZE_MAX - 1, options, &out_project, &err));
    REFUSED("`out` is null", stageline_project_open_with_n("production", STAGELINE_NUL, options, NULL, &err));
    REFUSED("`out` is null", stageline_project_find(NULL, &err));
    REFUSED("`start` is null", stageline_project_find_from(NULL, options, &out_project, &err));
    REFUSED("`out` is null", stageline_project_find_from("production", options, NULL, &err));
    REFUSED("`start` is null", stageline_project_find_from_n(NULL, STAGELINE_NUL, options, &out_project, &err));
    REFUSED("`start` is not UTF-8 at byte 1", stageline_project_find_from_n("a\xff", 2, options, &out_project, &err));
    REFUSED("`start` has an impossible length", stageline_project_find_from_n("production", SIZE_MAX - 1, options, &out_project, &err));
    REFUSED("`out` is null", stageline_project_find_from_n("production", STAGELINE_NUL, options, NULL, &err));
    REFUSED("`files` is null", stageline_project_from_files(NULL, options, &out_project, &err));
    REFUSED("`out` is null", stageline_project_from_files(files, options, NULL, &err));
    REFUSED("`project` is null", stageline_project_reload(NULL, &err));
    REFUSED("`project` is null", stageline_project_reload_paths(NULL, texts, 1, &err));
    REFUSED("`paths` is null", stageline_project_reload_paths(project, NULL, 2, &err));
    REFUSED("`paths[1]` is not UTF-8 at byte 1", stageline_project_reload_paths(project, bad_texts, 2, &err));
    REFUSED("`paths` has an impossible count", stageline_project_reload_paths(project, texts, SIZE_MAX, &err));
    REFUSED("`project` is null", stageline_project_snapshot(NULL, &out_snapshot, &err));
    REFUSED("`out` is null", stageline_project_snapshot(project, NULL, &err));
    REFUSED("`project` is null", stageline_project_validate_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_project_validate_json(project, NULL, &err));
    REFUSED("`project` is null", stageline_project_validate_text(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_project_validate_text(project, NULL, &err));
    REFUSED("`project` is null", stageline_project_diff_json(NULL, "production", "production", &out_bytes, &err));
    REFUSED("`left` is null", stageline_project_diff_json(project, NULL, "production", &out_bytes, &err));
    REFUSED("`right` is null", stageline_project_diff_json(project, "production", NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_project_diff_json(project, "production", "production", NULL, &err));
    REFUSED("`project` is null", stageline_project_diff_json_n(NULL, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`left` is null", stageline_project_diff_json_n(project, NULL, STAGELINE_NUL, "production", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`left` is not UTF-8 at byte 1", stageline_project_diff_json_n(project, "a\xff", 2, "production", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`left` has an impossible length", stageline_project_diff_json_n(project, "production", SIZE_MAX - 1, "production", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`right` is null", stageline_project_diff_json_n(project, "production", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`right` is not UTF-8 at byte 1", stageline_project_diff_json_n(project, "production", STAGELINE_NUL, "a\xff", 2, &out_bytes, &err));
    REFUSED("`right` has an impossible length", stageline_project_diff_json_n(project, "production", STAGELINE_NUL, "production", SIZE_MAX - 1, &out_bytes, &err));
    REFUSED("`out` is null", stageline_project_diff_json_n(project, "production", STAGELINE_NUL, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`project` is null", stageline_project_diff_text(NULL, "production", "production", &out_bytes, &err));
    REFUSED("`left` is null", stageline_project_diff_text(project, NULL, "production", &out_bytes, &err));
    REFUSED("`right` is null", stageline_project_diff_text(project, "production", NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_project_diff_text(project, "production", "production", NULL, &err));
    REFUSED("`project` is null", stageline_project_diff_text_n(NULL, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`left` is null", stageline_project_diff_text_n(project, NULL, STAGELINE_NUL, "production", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`left` is not UTF-8 at byte 1", stageline_project_diff_text_n(project, "a\xff", 2, "production", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`left` has an impossible length", stageline_project_diff_text_n(project, "production", SIZE_MAX - 1, "production", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`right` is null", stageline_project_diff_text_n(project, "production", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`right` is not UTF-8 at byte 1", stageline_project_diff_text_n(project, "production", STAGELINE_NUL, "a\xff", 2, &out_bytes, &err));
    REFUSED("`right` has an impossible length", stageline_project_diff_text_n(project, "production", STAGELINE_NUL, "production", SIZE_MAX - 1, &out_bytes, &err));
    REFUSED("`out` is null", stageline_project_diff_text_n(project, "production", STAGELINE_NUL, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`project` is null", stageline_project_drift_json(NULL, "production", texts, 1, &out_bytes, &err));
    REFUSED("`baseline` is null", stageline_project_drift_json(project, NULL, texts, 1, &out_bytes, &err));
    REFUSED("`targets` is null", stageline_project_drift_json(project, "production", NULL, 2, &out_bytes, &err));
    REFUSED("`targets[1]` is not UTF-8 at byte 1", stageline_project_drift_json(project, "production", bad_texts, 2, &out_bytes, &err));
    REFUSED("`targets` has an impossible count", stageline_project_drift_json(project, "production", texts, SIZE_MAX, &out_bytes, &err));
    REFUSED("`out` is null", stageline_project_drift_json(project, "production", texts, 1, NULL, &err));
    REFUSED("`project` is null", stageline_project_drift_json_n(NULL, "production", STAGELINE_NUL, texts, 1, &out_bytes, &err));
    REFUSED("`baseline` is null", stageline_project_drift_json_n(project, NULL, STAGELINE_NUL, texts, 1, &out_bytes, &err));
    REFUSED("`baseline` is not UTF-8 at byte 1", stageline_project_drift_json_n(project, "a\xff", 2, texts, 1, &out_bytes, &err));
    REFUSED("`baseline` has an impossible length", stageline_project_drift_json_n(project, "production", SIZE_MAX - 1, texts, 1, &out_bytes, &err));
    REFUSED("`targets` is null", stageline_project_drift_json_n(project, "production", STAGELINE_NUL, NULL, 2, &out_bytes, &err));
    REFUSED("`targets[1]` is not UTF-8 at byte 1", stageline_project_drift_json_n(project, "production", STAGELINE_NUL, bad_texts, 2, &out_bytes, &err));
    REFUSED("`targets` has an impossible count", stageline_project_drift_json_n(project, "production", STAGELINE_NUL, texts, SIZE_MAX, &out_bytes, &err));
    REFUSED("`out` is null", stageline_project_drift_json_n(project, "production", STAGELINE_NUL, texts, 1, NULL, &err));
    REFUSED("`project` is null", stageline_project_drift_text(NULL, "production", texts, 1, &out_bytes, &err));
    REFUSED("`baseline` is null", stageline_project_drift_text(project, NULL, texts, 1, &out_bytes, &err));
    REFUSED("`targets` is null", stageline_project_drift_text(project, "production", NULL, 2, &out_bytes, &err));
    REFUSED("`targets[1]` is not UTF-8 at byte 1", stageline_project_drift_text(project, "production", bad_texts, 2, &out_bytes, &err));
    REFUSED("`targets` has an impossible count", stageline_project_drift_text(project, "production", texts, SIZE_MAX, &out_bytes, &err));
    REFUSED("`out` is null", stageline_project_drift_text(project, "production", texts, 1, NULL, &err));
    REFUSED("`project` is null", stageline_project_drift_text_n(NULL, "production", STAGELINE_NUL, texts, 1, &out_bytes, &err));
    REFUSED("`baseline` is null", stageline_project_drift_text_n(project, NULL, STAGELINE_NUL, texts, 1, &out_bytes, &err));
    REFUSED("`baseline` is not UTF-8 at byte 1", stageline_project_drift_text_n(project, "a\xff", 2, texts, 1, &out_bytes, &err));
    REFUSED("`baseline` has an impossible length", stageline_project_drift_text_n(project, "production", SIZE_MAX - 1, texts, 1, &out_bytes, &err));
    REFUSED("`targets` is null", stageline_project_drift_text_n(project, "production", STAGELINE_NUL, NULL, 2, &out_bytes, &err));
    REFUSED("`targets[1]` is not UTF-8 at byte 1", stageline_project_drift_text_n(project, "production", STAGELINE_NUL, bad_texts, 2, &out_bytes, &err));
    REFUSED("`targets` has an impossible count", stageline_project_drift_text_n(project, "production", STAGELINE_NUL, texts, SIZE_MAX, &out_bytes, &err));
    REFUSED("`out` is null", stageline_project_drift_text_n(project, "production", STAGELINE_NUL, texts, 1, NULL, &err));
    REFUSED("`project` is null", stageline_project_drift_count(NULL, "production", texts, 1, &out_uint64_t, &err));
    REFUSED("`baseline` is null", stageline_project_drift_count(project, NULL, texts, 1, &out_uint64_t, &err));
    REFUSED("`targets` is null", stageline_project_drift_count(project, "production", NULL, 2, &out_uint64_t, &err));
    REFUSED("`targets[1]` is not UTF-8 at byte 1", stageline_project_drift_count(project, "production", bad_texts, 2, &out_uint64_t, &err));
    REFUSED("`targets` has an impossible count", stageline_project_drift_count(project, "production", texts, SIZE_MAX, &out_uint64_t, &err));
    REFUSED("`out` is null", stageline_project_drift_count(project, "production", texts, 1, NULL, &err));
    REFUSED("`project` is null", stageline_project_drift_count_n(NULL, "production", STAGELINE_NUL, texts, 1, &out_uint64_t, &err));
    REFUSED("`baseline` is null", stageline_project_drift_count_n(project, NULL, STAGELINE_NUL, texts, 1, &out_uint64_t, &err));
    REFUSED("`baseline` is not UTF-8 at byte 1", stageline_project_drift_count_n(project, "a\xff", 2, texts, 1, &out_uint64_t, &err));
    REFUSED("`baseline` has an impossible length", stageline_project_drift_count_n(project, "production", SIZE_MAX - 1, texts, 1, &out_uint64_t, &err));
    REFUSED("`targets` is null", stageline_project_drift_count_n(project, "production", STAGELINE_NUL, NULL, 2, &out_uint64_t, &err));
    REFUSED("`targets[1]` is not UTF-8 at byte 1", stageline_project_drift_count_n(project, "production", STAGELINE_NUL, bad_texts, 2, &out_uint64_t, &err));
    REFUSED("`targets` has an impossible count", stageline_project_drift_count_n(project, "production", STAGELINE_NUL, texts, SIZE_MAX, &out_uint64_t, &err));
    REFUSED("`out` is null", stageline_project_drift_count_n(project, "production", STAGELINE_NUL, texts, 1, NULL, &err));
    CHECK(out_bytes == NULL);
    CHECK(out_plan == NULL);
    CHECK(out_project == NULL);
    CHECK(out_snapshot == NULL);
    CHECK(out_uint64_t == 0);
}

CASE(plan_functions_refuse_what_they_cannot_take) {
    stageline_plan *plan = one.plan;
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    REFUSED("`plan` is null", stageline_plan_to_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_plan_to_json(plan, NULL, &err));
    REFUSED("`plan` is null", stageline_plan_to_text(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_plan_to_text(plan, NULL, &err));
    CHECK(out_bytes == NULL);
}

CASE(value_functions_refuse_what_they_cannot_take) {
    stageline_value *value = one.value;
    const stageline_text bad_texts[] = {{"a", 1}, {"a\xff", 2}};
    const stageline_text texts[] = {{"production", 10}};
    bool out_bool = true;
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    double out_double = 1;
    stageline_explanation *out_explanation = (stageline_explanation *)&check_count;
    int64_t out_int64_t = 1;
    stageline_origin *out_origin = (stageline_origin *)&check_count;
    stageline_text out_text = {"x", 1};
    uint64_t out_uint64_t = 1;
    stageline_value *out_value = (stageline_value *)&check_count;
    REFUSED("`value` is null", stageline_value_get_i64(NULL, "database", &out_int64_t, &err));
    REFUSED("`path` is null", stageline_value_get_i64(value, NULL, &out_int64_t, &err));
    REFUSED("`out` is null", stageline_value_get_i64(value, "database", NULL, &err));
    REFUSED("`value` is null", stageline_value_get_i64_n(NULL, "database", STAGELINE_NUL, &out_int64_t, &err));
    REFUSED("`path` is null", stageline_value_get_i64_n(value, NULL, STAGELINE_NUL, &out_int64_t, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_value_get_i64_n(value, "a\xff", 2, &out_int64_t, &err));
    REFUSED("`path` has an impossible length", stageline_value_get_i64_n(value, "database", SIZE_MAX - 1, &out_int64_t, &err));
    REFUSED("`out` is null", stageline_value_get_i64_n(value, "database", STAGELINE_NUL, NULL, &err));
    REFUSED("`value` is null", stageline_value_get_u64(NULL, "database", &out_uint64_t, &err));
    REFUSED("`path` is null", stageline_value_get_u64(value, NULL, &out_uint64_t, &err));
    REFUSED("`out` is null", stageline_value_get_u64(value, "database", NULL, &err));
    REFUSED("`value` is null", stageline_value_get_u64_n(NULL, "database", STAGELINE_NUL, &out_uint64_t, &err));
    REFUSED("`path` is null", stageline_value_get_u64_n(value, NULL, STAGELINE_NUL, &out_uint64_t, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_value_get_u64_n(value, "a\xff", 2, &out_uint64_t, &err));
    REFUSED("`path` has an impossible length", stageline_value_get_u64_n(value, "database", SIZE_MAX - 1, &out_uint64_t, &err));
    REFUSED("`out` is null", stageline_value_get_u64_n(value, "database", STAGELINE_NUL, NULL, &err));
    REFUSED("`value` is null", stageline_value_get_f64(NULL, "database", &out_double, &err));
    REFUSED("`path` is null", stageline_value_get_f64(value, NULL, &out_double, &err));
    REFUSED("`out` is null", stageline_value_get_f64(value, "database", NULL, &err));
    REFUSED("`value` is null", stageline_value_get_f64_n(NULL, "database", STAGELINE_NUL, &out_double, &err));
    REFUSED("`path` is null", stageline_value_get_f64_n(value, NULL, STAGELINE_NUL, &out_double, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_value_get_f64_n(value, "a\xff", 2, &out_double, &err));
    REFUSED("`path` has an impossible length", stageline_value_get_f64_n(value, "database", SIZE_MAX - 1, &out_double, &err));
    REFUSED("`out` is null", stageline_value_get_f64_n(value, "database", STAGELINE_NUL, NULL, &err));
    REFUSED("`value` is null", stageline_value_get_bool(NULL, "database", &out_bool, &err));
    REFUSED("`path` is null", stageline_value_get_bool(value, NULL, &out_bool, &err));
    REFUSED("`out` is null", stageline_value_get_bool(value, "database", NULL, &err));
    REFUSED("`value` is null", stageline_value_get_bool_n(NULL, "database", STAGELINE_NUL, &out_bool, &err));
    REFUSED("`path` is null", stageline_value_get_bool_n(value, NULL, STAGELINE_NUL, &out_bool, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_value_get_bool_n(value, "a\xff", 2, &out_bool, &err));
    REFUSED("`path` has an impossible length", stageline_value_get_bool_n(value, "database", SIZE_MAX - 1, &out_bool, &err));
    REFUSED("`out` is null", stageline_value_get_bool_n(value, "database", STAGELINE_NUL, NULL, &err));
    REFUSED("`value` is null", stageline_value_get_text(NULL, "database", &out_text, &err));
    REFUSED("`path` is null", stageline_value_get_text(value, NULL, &out_text, &err));
    REFUSED("`out` is null", stageline_value_get_text(value, "database", NULL, &err));
    REFUSED("`value` is null", stageline_value_get_text_n(NULL, "database", STAGELINE_NUL, &out_text, &err));
    REFUSED("`path` is null", stageline_value_get_text_n(value, NULL, STAGELINE_NUL, &out_text, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_value_get_text_n(value, "a\xff", 2, &out_text, &err));
    REFUSED("`path` has an impossible length", stageline_value_get_text_n(value, "database", SIZE_MAX - 1, &out_text, &err));
    REFUSED("`out` is null", stageline_value_get_text_n(value, "database", STAGELINE_NUL, NULL, &err));
    REFUSED("`value` is null", stageline_value_at(NULL, 0, &out_value, &err));
    REFUSED("`out` is null", stageline_value_at(value, 0, NULL, &err));
    REFUSED("`value` is null", stageline_value_get(NULL, "database", &out_value, &err));
    REFUSED("`path` is null", stageline_value_get(value, NULL, &out_value, &err));
    REFUSED("`out` is null", stageline_value_get(value, "database", NULL, &err));
    REFUSED("`value` is null", stageline_value_get_n(NULL, "database", STAGELINE_NUL, &out_value, &err));
    REFUSED("`path` is null", stageline_value_get_n(value, NULL, STAGELINE_NUL, &out_value, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_value_get_n(value, "a\xff", 2, &out_value, &err));
    REFUSED("`path` has an impossible length", stageline_value_get_n(value, "database", SIZE_MAX - 1, &out_value, &err));
    REFUSED("`out` is null", stageline_value_get_n(value, "database", STAGELINE_NUL, NULL, &err));
    REFUSED("`value` is null", stageline_value_get_keys(NULL, texts, 1, &out_value, &err));
    REFUSED("`keys` is null", stageline_value_get_keys(value, NULL, 2, &out_value, &err));
    REFUSED("`keys[1]` is not UTF-8 at byte 1", stageline_value_get_keys(value, bad_texts, 2, &out_value, &err));
    REFUSED("`keys` has an impossible count", stageline_value_get_keys(value, texts, SIZE_MAX, &out_value, &err));
    REFUSED("`out` is null", stageline_value_get_keys(value, texts, 1, NULL, &err));
    REFUSED("`value` is null", stageline_value_has(NULL, "database", &out_bool, &err));
    REFUSED("`path` is null", stageline_value_has(value, NULL, &out_bool, &err));
    REFUSED("`out` is null", stageline_value_has(value, "database", NULL, &err));
    REFUSED("`value` is null", stageline_value_has_n(NULL, "database", STAGELINE_NUL, &out_bool, &err));
    REFUSED("`path` is null", stageline_value_has_n(value, NULL, STAGELINE_NUL, &out_bool, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_value_has_n(value, "a\xff", 2, &out_bool, &err));
    REFUSED("`path` has an impossible length", stageline_value_has_n(value, "database", SIZE_MAX - 1, &out_bool, &err));
    REFUSED("`out` is null", stageline_value_has_n(value, "database", STAGELINE_NUL, NULL, &err));
    REFUSED("`value` is null", stageline_value_origin(NULL, "database", &out_origin, &err));
    REFUSED("`path` is null", stageline_value_origin(value, NULL, &out_origin, &err));
    REFUSED("`out` is null", stageline_value_origin(value, "database", NULL, &err));
    REFUSED("`value` is null", stageline_value_origin_n(NULL, "database", STAGELINE_NUL, &out_origin, &err));
    REFUSED("`path` is null", stageline_value_origin_n(value, NULL, STAGELINE_NUL, &out_origin, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_value_origin_n(value, "a\xff", 2, &out_origin, &err));
    REFUSED("`path` has an impossible length", stageline_value_origin_n(value, "database", SIZE_MAX - 1, &out_origin, &err));
    REFUSED("`out` is null", stageline_value_origin_n(value, "database", STAGELINE_NUL, NULL, &err));
    REFUSED("`value` is null", stageline_value_explain(NULL, "database", &out_explanation, &err));
    REFUSED("`path` is null", stageline_value_explain(value, NULL, &out_explanation, &err));
    REFUSED("`out` is null", stageline_value_explain(value, "database", NULL, &err));
    REFUSED("`value` is null", stageline_value_explain_n(NULL, "database", STAGELINE_NUL, &out_explanation, &err));
    REFUSED("`path` is null", stageline_value_explain_n(value, NULL, STAGELINE_NUL, &out_explanation, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_value_explain_n(value, "a\xff", 2, &out_explanation, &err));
    REFUSED("`path` has an impossible length", stageline_value_explain_n(value, "database", SIZE_MAX - 1, &out_explanation, &err));
    REFUSED("`out` is null", stageline_value_explain_n(value, "database", STAGELINE_NUL, NULL, &err));
    REFUSED("`value` is null", stageline_value_explain_json(NULL, "database", &out_bytes, &err));
    REFUSED("`path` is null", stageline_value_explain_json(value, NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_value_explain_json(value, "database", NULL, &err));
    REFUSED("`value` is null", stageline_value_explain_json_n(NULL, "database", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`path` is null", stageline_value_explain_json_n(value, NULL, STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_value_explain_json_n(value, "a\xff", 2, &out_bytes, &err));
    REFUSED("`path` has an impossible length", stageline_value_explain_json_n(value, "database", SIZE_MAX - 1, &out_bytes, &err));
    REFUSED("`out` is null", stageline_value_explain_json_n(value, "database", STAGELINE_NUL, NULL, &err));
    REFUSED("`value` is null", stageline_value_to_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_value_to_json(value, NULL, &err));
    REFUSED("`value` is null", stageline_value_digest(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_value_digest(value, NULL, &err));
    CHECK(!out_bool);
    CHECK(out_bytes == NULL);
    CHECK(out_double == 0);
    CHECK(out_explanation == NULL);
    CHECK(out_int64_t == 0);
    CHECK(out_origin == NULL);
    CHECK(out_text.len == 0 && out_text.ptr != NULL);
    CHECK(out_uint64_t == 0);
    CHECK(out_value == NULL);
}

CASE(environment_functions_refuse_what_they_cannot_take) {
    stageline_project *project = one.project;
    bool out_bool = true;
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    stageline_names *out_names = (stageline_names *)&check_count;
    stageline_value *out_value = (stageline_value *)&check_count;
    REFUSED("`project` is null", stageline_environment_resolve(NULL, "production", &out_value, &err));
    REFUSED("`environment` is null", stageline_environment_resolve(project, NULL, &out_value, &err));
    REFUSED("`out` is null", stageline_environment_resolve(project, "production", NULL, &err));
    REFUSED("`project` is null", stageline_environment_resolve_n(NULL, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`environment` is null", stageline_environment_resolve_n(project, NULL, STAGELINE_NUL, &out_value, &err));
    REFUSED("`environment` is not UTF-8 at byte 1", stageline_environment_resolve_n(project, "a\xff", 2, &out_value, &err));
    REFUSED("`environment` has an impossible length", stageline_environment_resolve_n(project, "production", SIZE_MAX - 1, &out_value, &err));
    REFUSED("`out` is null", stageline_environment_resolve_n(project, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`project` is null", stageline_environment_resolve_with(NULL, "production", "production", &out_value, &err));
    REFUSED("`environment` is null", stageline_environment_resolve_with(project, NULL, "production", &out_value, &err));
    REFUSED("`out` is null", stageline_environment_resolve_with(project, "production", "production", NULL, &err));
    REFUSED("`project` is null", stageline_environment_resolve_with_n(NULL, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`environment` is null", stageline_environment_resolve_with_n(project, NULL, STAGELINE_NUL, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`environment` is not UTF-8 at byte 1", stageline_environment_resolve_with_n(project, "a\xff", 2, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`environment` has an impossible length", stageline_environment_resolve_with_n(project, "production", SIZE_MAX - 1, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`overrides` is not UTF-8 at byte 1", stageline_environment_resolve_with_n(project, "production", STAGELINE_NUL, "a\xff", 2, &out_value, &err));
    REFUSED("`overrides` has an impossible length", stageline_environment_resolve_with_n(project, "production", STAGELINE_NUL, "production", SIZE_MAX - 1, &out_value, &err));
    REFUSED("`out` is null", stageline_environment_resolve_with_n(project, "production", STAGELINE_NUL, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`project` is null", stageline_environment_record(NULL, "production", &out_value, &err));
    REFUSED("`environment` is null", stageline_environment_record(project, NULL, &out_value, &err));
    REFUSED("`out` is null", stageline_environment_record(project, "production", NULL, &err));
    REFUSED("`project` is null", stageline_environment_record_n(NULL, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`environment` is null", stageline_environment_record_n(project, NULL, STAGELINE_NUL, &out_value, &err));
    REFUSED("`environment` is not UTF-8 at byte 1", stageline_environment_record_n(project, "a\xff", 2, &out_value, &err));
    REFUSED("`environment` has an impossible length", stageline_environment_record_n(project, "production", SIZE_MAX - 1, &out_value, &err));
    REFUSED("`out` is null", stageline_environment_record_n(project, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`project` is null", stageline_environment_is_production(NULL, "production", &out_bool, &err));
    REFUSED("`environment` is null", stageline_environment_is_production(project, NULL, &out_bool, &err));
    REFUSED("`out` is null", stageline_environment_is_production(project, "production", NULL, &err));
    REFUSED("`project` is null", stageline_environment_is_production_n(NULL, "production", STAGELINE_NUL, &out_bool, &err));
    REFUSED("`environment` is null", stageline_environment_is_production_n(project, NULL, STAGELINE_NUL, &out_bool, &err));
    REFUSED("`environment` is not UTF-8 at byte 1", stageline_environment_is_production_n(project, "a\xff", 2, &out_bool, &err));
    REFUSED("`environment` has an impossible length", stageline_environment_is_production_n(project, "production", SIZE_MAX - 1, &out_bool, &err));
    REFUSED("`out` is null", stageline_environment_is_production_n(project, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`project` is null", stageline_environment_tenant(NULL, "production", "production", &out_bytes, &err));
    REFUSED("`environment` is null", stageline_environment_tenant(project, NULL, "production", &out_bytes, &err));
    REFUSED("`tenant` is null", stageline_environment_tenant(project, "production", NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_environment_tenant(project, "production", "production", NULL, &err));
    REFUSED("`project` is null", stageline_environment_tenant_n(NULL, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`environment` is null", stageline_environment_tenant_n(project, NULL, STAGELINE_NUL, "production", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`environment` is not UTF-8 at byte 1", stageline_environment_tenant_n(project, "a\xff", 2, "production", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`environment` has an impossible length", stageline_environment_tenant_n(project, "production", SIZE_MAX - 1, "production", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`tenant` is null", stageline_environment_tenant_n(project, "production", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`tenant` is not UTF-8 at byte 1", stageline_environment_tenant_n(project, "production", STAGELINE_NUL, "a\xff", 2, &out_bytes, &err));
    REFUSED("`tenant` has an impossible length", stageline_environment_tenant_n(project, "production", STAGELINE_NUL, "production", SIZE_MAX - 1, &out_bytes, &err));
    REFUSED("`out` is null", stageline_environment_tenant_n(project, "production", STAGELINE_NUL, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`project` is null", stageline_environment_service_names(NULL, "production", &out_names, &err));
    REFUSED("`environment` is null", stageline_environment_service_names(project, NULL, &out_names, &err));
    REFUSED("`out` is null", stageline_environment_service_names(project, "production", NULL, &err));
    REFUSED("`project` is null", stageline_environment_service_names_n(NULL, "production", STAGELINE_NUL, &out_names, &err));
    REFUSED("`environment` is null", stageline_environment_service_names_n(project, NULL, STAGELINE_NUL, &out_names, &err));
    REFUSED("`environment` is not UTF-8 at byte 1", stageline_environment_service_names_n(project, "a\xff", 2, &out_names, &err));
    REFUSED("`environment` has an impossible length", stageline_environment_service_names_n(project, "production", SIZE_MAX - 1, &out_names, &err));
    REFUSED("`out` is null", stageline_environment_service_names_n(project, "production", STAGELINE_NUL, NULL, &err));
    CHECK(!out_bool);
    CHECK(out_bytes == NULL);
    CHECK(out_names == NULL);
    CHECK(out_value == NULL);
}

CASE(service_functions_refuse_what_they_cannot_take) {
    stageline_project *project = one.project;
    bool out_bool = true;
    stageline_value *out_value = (stageline_value *)&check_count;
    REFUSED("`project` is null", stageline_service_resolve(NULL, "production", "api", &out_value, &err));
    REFUSED("`environment` is null", stageline_service_resolve(project, NULL, "api", &out_value, &err));
    REFUSED("`service` is null", stageline_service_resolve(project, "production", NULL, &out_value, &err));
    REFUSED("`out` is null", stageline_service_resolve(project, "production", "api", NULL, &err));
    REFUSED("`project` is null", stageline_service_resolve_n(NULL, "production", STAGELINE_NUL, "api", STAGELINE_NUL, &out_value, &err));
    REFUSED("`environment` is null", stageline_service_resolve_n(project, NULL, STAGELINE_NUL, "api", STAGELINE_NUL, &out_value, &err));
    REFUSED("`environment` is not UTF-8 at byte 1", stageline_service_resolve_n(project, "a\xff", 2, "api", STAGELINE_NUL, &out_value, &err));
    REFUSED("`environment` has an impossible length", stageline_service_resolve_n(project, "production", SIZE_MAX - 1, "api", STAGELINE_NUL, &out_value, &err));
    REFUSED("`service` is null", stageline_service_resolve_n(project, "production", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_value, &err));
    REFUSED("`service` is not UTF-8 at byte 1", stageline_service_resolve_n(project, "production", STAGELINE_NUL, "a\xff", 2, &out_value, &err));
    REFUSED("`service` has an impossible length", stageline_service_resolve_n(project, "production", STAGELINE_NUL, "api", SIZE_MAX - 1, &out_value, &err));
    REFUSED("`out` is null", stageline_service_resolve_n(project, "production", STAGELINE_NUL, "api", STAGELINE_NUL, NULL, &err));
    REFUSED("`project` is null", stageline_service_resolve_with(NULL, "production", "api", "production", &out_value, &err));
    REFUSED("`environment` is null", stageline_service_resolve_with(project, NULL, "api", "production", &out_value, &err));
    REFUSED("`service` is null", stageline_service_resolve_with(project, "production", NULL, "production", &out_value, &err));
    REFUSED("`out` is null", stageline_service_resolve_with(project, "production", "api", "production", NULL, &err));
    REFUSED("`project` is null", stageline_service_resolve_with_n(NULL, "production", STAGELINE_NUL, "api", STAGELINE_NUL, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`environment` is null", stageline_service_resolve_with_n(project, NULL, STAGELINE_NUL, "api", STAGELINE_NUL, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`environment` is not UTF-8 at byte 1", stageline_service_resolve_with_n(project, "a\xff", 2, "api", STAGELINE_NUL, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`environment` has an impossible length", stageline_service_resolve_with_n(project, "production", SIZE_MAX - 1, "api", STAGELINE_NUL, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`service` is null", stageline_service_resolve_with_n(project, "production", STAGELINE_NUL, NULL, STAGELINE_NUL, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`service` is not UTF-8 at byte 1", stageline_service_resolve_with_n(project, "production", STAGELINE_NUL, "a\xff", 2, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`service` has an impossible length", stageline_service_resolve_with_n(project, "production", STAGELINE_NUL, "api", SIZE_MAX - 1, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`overrides` is not UTF-8 at byte 1", stageline_service_resolve_with_n(project, "production", STAGELINE_NUL, "api", STAGELINE_NUL, "a\xff", 2, &out_value, &err));
    REFUSED("`overrides` has an impossible length", stageline_service_resolve_with_n(project, "production", STAGELINE_NUL, "api", STAGELINE_NUL, "production", SIZE_MAX - 1, &out_value, &err));
    REFUSED("`out` is null", stageline_service_resolve_with_n(project, "production", STAGELINE_NUL, "api", STAGELINE_NUL, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`project` is null", stageline_service_is_configured(NULL, "production", "api", &out_bool, &err));
    REFUSED("`environment` is null", stageline_service_is_configured(project, NULL, "api", &out_bool, &err));
    REFUSED("`service` is null", stageline_service_is_configured(project, "production", NULL, &out_bool, &err));
    REFUSED("`out` is null", stageline_service_is_configured(project, "production", "api", NULL, &err));
    REFUSED("`project` is null", stageline_service_is_configured_n(NULL, "production", STAGELINE_NUL, "api", STAGELINE_NUL, &out_bool, &err));
    REFUSED("`environment` is null", stageline_service_is_configured_n(project, NULL, STAGELINE_NUL, "api", STAGELINE_NUL, &out_bool, &err));
    REFUSED("`environment` is not UTF-8 at byte 1", stageline_service_is_configured_n(project, "a\xff", 2, "api", STAGELINE_NUL, &out_bool, &err));
    REFUSED("`environment` has an impossible length", stageline_service_is_configured_n(project, "production", SIZE_MAX - 1, "api", STAGELINE_NUL, &out_bool, &err));
    REFUSED("`service` is null", stageline_service_is_configured_n(project, "production", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_bool, &err));
    REFUSED("`service` is not UTF-8 at byte 1", stageline_service_is_configured_n(project, "production", STAGELINE_NUL, "a\xff", 2, &out_bool, &err));
    REFUSED("`service` has an impossible length", stageline_service_is_configured_n(project, "production", STAGELINE_NUL, "api", SIZE_MAX - 1, &out_bool, &err));
    REFUSED("`out` is null", stageline_service_is_configured_n(project, "production", STAGELINE_NUL, "api", STAGELINE_NUL, NULL, &err));
    CHECK(!out_bool);
    CHECK(out_value == NULL);
}

CASE(snapshot_functions_refuse_what_they_cannot_take) {
    stageline_snapshot *snapshot = one.snapshot;
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    stageline_names *out_names = (stageline_names *)&check_count;
    stageline_value *out_value = (stageline_value *)&check_count;
    REFUSED("`snapshot` is null", stageline_snapshot_environment_names(NULL, &out_names, &err));
    REFUSED("`out` is null", stageline_snapshot_environment_names(snapshot, NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_service_names(NULL, &out_names, &err));
    REFUSED("`out` is null", stageline_snapshot_service_names(snapshot, NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_digest(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_snapshot_digest(snapshot, NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_problems_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_snapshot_problems_json(snapshot, NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_resolve(NULL, "production", "api", "production", &out_value, &err));
    REFUSED("`environment` is null", stageline_snapshot_resolve(snapshot, NULL, "api", "production", &out_value, &err));
    REFUSED("`out` is null", stageline_snapshot_resolve(snapshot, "production", "api", "production", NULL, &err));
    REFUSED("`snapshot` is null", stageline_snapshot_resolve_n(NULL, "production", STAGELINE_NUL, "api", STAGELINE_NUL, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`environment` is null", stageline_snapshot_resolve_n(snapshot, NULL, STAGELINE_NUL, "api", STAGELINE_NUL, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`environment` is not UTF-8 at byte 1", stageline_snapshot_resolve_n(snapshot, "a\xff", 2, "api", STAGELINE_NUL, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`environment` has an impossible length", stageline_snapshot_resolve_n(snapshot, "production", SIZE_MAX - 1, "api", STAGELINE_NUL, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`service` is not UTF-8 at byte 1", stageline_snapshot_resolve_n(snapshot, "production", STAGELINE_NUL, "a\xff", 2, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`service` has an impossible length", stageline_snapshot_resolve_n(snapshot, "production", STAGELINE_NUL, "api", SIZE_MAX - 1, "production", STAGELINE_NUL, &out_value, &err));
    REFUSED("`overrides` is not UTF-8 at byte 1", stageline_snapshot_resolve_n(snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, "a\xff", 2, &out_value, &err));
    REFUSED("`overrides` has an impossible length", stageline_snapshot_resolve_n(snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, "production", SIZE_MAX - 1, &out_value, &err));
    REFUSED("`out` is null", stageline_snapshot_resolve_n(snapshot, "production", STAGELINE_NUL, "api", STAGELINE_NUL, "production", STAGELINE_NUL, NULL, &err));
    CHECK(out_bytes == NULL);
    CHECK(out_names == NULL);
    CHECK(out_value == NULL);
}

CASE(one_of_each_handle_can_be_had) {
    one.project = shop();
    CHECK(one.project != NULL);
    DONE(stageline_project_snapshot(one.project, &one.snapshot, &err));
    DONE(stageline_environment_resolve(one.project, "production", &one.value, &err));
    DONE(stageline_value_origin(one.value, "database", &one.origin, &err));
    DONE(stageline_value_explain(one.value, "database", &one.explanation, &err));
    DONE(stageline_options_new(&one.options, &err));
    DONE(stageline_files_new(&one.files, &err));
    DONE(stageline_project_plan_promotion(one.project, "staging", "production", NULL, 0, &one.plan, &err));
    CHECK(stageline_log_set(99, NULL, NULL, NULL, &one.error) == STAGELINE_STATUS_USAGE);
}

/* Last of these cases: what the first one made goes. */
CASE(every_handle_can_be_freed_and_null_too) {
    stageline_error_free(one.error);
    stageline_plan_free(one.plan);
    stageline_files_free(one.files);
    stageline_options_free(one.options);
    stageline_explanation_free(one.explanation);
    stageline_origin_free(one.origin);
    stageline_value_free(one.value);
    stageline_snapshot_free(one.snapshot);
    stageline_project_free(one.project);
    stageline_project_free(NULL);
    stageline_snapshot_free(NULL);
    stageline_value_free(NULL);
    stageline_origin_free(NULL);
    stageline_explanation_free(NULL);
    stageline_options_free(NULL);
    stageline_files_free(NULL);
    stageline_plan_free(NULL);
    stageline_error_free(NULL);
    stageline_names_free(NULL);
    stageline_bytes_free(NULL);
    CHECK(one.project != NULL);
}

CASE(accessors_answer_nothing_for_null) {
    CHECK_TEXT(stageline_error_code(NULL), "");
    CHECK(stageline_error_class_of(NULL) == 0);
    CHECK_TEXT(stageline_error_message(NULL), "");
    CHECK_TEXT(stageline_error_help(NULL), "");
    CHECK(!stageline_error_is_retryable(NULL));
    CHECK(stageline_error_place_count(NULL) == 0);
    CHECK_PLACE(stageline_error_place(NULL, 0), "", 0, 0);
    CHECK(stageline_error_suggestion_count(NULL) == 0);
    CHECK_TEXT(stageline_error_suggestion(NULL, 0), "");
    CHECK(stageline_error_problem_count(NULL) == 0);
    CHECK(stageline_explanation_len(NULL) == 0);
    CHECK(stageline_names_len(NULL) == 0);
    CHECK_TEXT(stageline_names_at(NULL, 0), "");
    CHECK_PLACE(stageline_origin_place(NULL), "", 0, 0);
    CHECK_TEXT(stageline_origin_layer(NULL), "");
    CHECK_TEXT(stageline_origin_name(NULL), "");
    CHECK(stageline_plan_verdict(NULL) == STAGELINE_VERDICT_BLOCKED);
    CHECK_TEXT(stageline_plan_pipeline(NULL), "");
    CHECK_TEXT(stageline_plan_digest(NULL), "");
    CHECK(!stageline_plan_has_journal(NULL));
    CHECK(stageline_plan_service_count(NULL) == 0);
    CHECK(stageline_plan_changing_service_count(NULL) == 0);
    CHECK_TEXT(stageline_plan_service(NULL, 0).service, "");
    CHECK(stageline_plan_gate_count(NULL) == 0);
    CHECK_TEXT(stageline_plan_gate(NULL, 0).name, "");
    CHECK(stageline_plan_reason_count(NULL) == 0);
    CHECK_TEXT(stageline_plan_reason(NULL, 0).code, "");
    CHECK_TEXT(stageline_project_root(NULL), "");
    CHECK(stageline_project_root_found(NULL) == 0);
    CHECK_TEXT(stageline_bytes_view(NULL), "");
    CHECK(stageline_value_kind(NULL) == 0);
    CHECK(stageline_value_len(NULL) == 0);
    CHECK_TEXT(stageline_value_key_at(NULL, 0), "");
    CHECK_TEXT(stageline_text_of(NULL), "");
}

const check_row refusal_cases[] = {
    ROW(one_of_each_handle_can_be_had),
    ROW(error_functions_refuse_what_they_cannot_take),
    ROW(explanation_functions_refuse_what_they_cannot_take),
    ROW(options_functions_refuse_what_they_cannot_take),
    ROW(files_functions_refuse_what_they_cannot_take),
    ROW(origin_functions_refuse_what_they_cannot_take),
    ROW(project_functions_refuse_what_they_cannot_take),
    ROW(plan_functions_refuse_what_they_cannot_take),
    ROW(value_functions_refuse_what_they_cannot_take),
    ROW(environment_functions_refuse_what_they_cannot_take),
    ROW(service_functions_refuse_what_they_cannot_take),
    ROW(snapshot_functions_refuse_what_they_cannot_take),
    ROW(accessors_answer_nothing_for_null),
    ROW(every_handle_can_be_freed_and_null_too),
    {NULL, NULL},
};
