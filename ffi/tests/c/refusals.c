/* The handles that the cases beside this file share, and what answers nothing for null. */
#include "refusals.h"

struct refusals one;

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
    DONE(stageline_flags_open(one.project, "production", &one.flags, &err));
    DONE(stageline_flag_handle_bool(one.flags, "search", false, &one.flag, &err));
    DONE(stageline_context_new(one.flags, "customer-1", &one.context, &err));
    DONE(stageline_flags_details(one.flags, "search", one.context, NULL, &one.details, &err));
    DONE(stageline_flags_evaluate_all(one.flags, one.context, &one.evaluations, &err));
    DONE(stageline_flags_preview(one.flags, "search", 0, &one.preview, &err));
    DONE(stageline_flags_when_will(one.flags, "search", one.context, &one.forecasts, &err));
    DONE(stageline_flags_compare(one.flags, one.flags, NULL, 0, &one.comparison, &err));
    CHECK(stageline_log_set(99, NULL, NULL, NULL, &one.error) == STAGELINE_STATUS_USAGE);
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
    CHECK_TEXT(stageline_flag_name(NULL), "");
    CHECK_TEXT(stageline_details_get(NULL).flag, "");
    CHECK(stageline_details_get(NULL).rule == -1 && stageline_details_get(NULL).valid_until == INT64_MAX);
    CHECK(stageline_evaluations_len(NULL) == 0);
    CHECK_TEXT(stageline_evaluations_at(NULL, 0).reason, "");
    CHECK(stageline_exposures_dropped(NULL) == 0 && stageline_exposures_capacity(NULL) == 0);
    CHECK(stageline_exposure_batch_len(NULL) == 0);
    CHECK_TEXT(stageline_exposure_batch_at(NULL, 0).flag, "");
    CHECK(stageline_flag_counts_len(NULL) == 0);
    CHECK_TEXT(stageline_flag_counts_at(NULL, 0).flag, "");
    CHECK_TEXT(stageline_flag_preview_get(NULL).flag, "");
    CHECK_TEXT(stageline_flag_preview_share(NULL, 0).movement, "");
    CHECK_TEXT(stageline_flag_preview_part(NULL, 0, 0).gives, "");
    CHECK(stageline_forecasts_len(NULL) == 0);
    CHECK_TEXT(stageline_forecasts_at(NULL, 0).reason, "");
    CHECK_TEXT(stageline_flag_comparison_get(NULL).left, "");
    CHECK_TEXT(stageline_flag_comparison_at(NULL, 0).flag, "");
    CHECK(stageline_flag_comparison_context(NULL, 0, 0) == SIZE_MAX);
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

/* What the first case made goes. */
CASE(every_handle_can_be_freed_and_null_too) {
    stageline_error_free(one.error);
    stageline_flag_comparison_free(one.comparison);
    stageline_forecasts_free(one.forecasts);
    stageline_flag_preview_free(one.preview);
    stageline_evaluations_free(one.evaluations);
    stageline_details_free(one.details);
    stageline_context_free(one.context);
    stageline_flag_free(one.flag);
    stageline_flags_free(one.flags);
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
    stageline_flags_free(NULL);
    stageline_flag_free(NULL);
    stageline_context_free(NULL);
    stageline_details_free(NULL);
    stageline_exposures_free(NULL);
    stageline_exposure_batch_free(NULL);
    stageline_flag_counts_free(NULL);
    stageline_evaluations_free(NULL);
    stageline_flag_preview_free(NULL);
    stageline_forecasts_free(NULL);
    stageline_flag_comparison_free(NULL);
    stageline_error_free(NULL);
    stageline_names_free(NULL);
    stageline_bytes_free(NULL);
    CHECK(one.project != NULL);
}

const check_row refusal_cases[] = {
    ROW(one_of_each_handle_can_be_had),
    {NULL, NULL},
};

/* They run behind those of all other files. */
const check_row last_refusal_cases[] = {
    ROW(accessors_answer_nothing_for_null),
    ROW(every_handle_can_be_freed_and_null_too),
    {NULL, NULL},
};
