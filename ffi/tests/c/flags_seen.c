/* Who was given what: exposures that are drained, answers that are counted; and answers that a test says. */
#include "shop.h"

CASE(exposures_are_drained_in_batches) {
    stageline_project *p = shop();
    stageline_flags *flags = NULL, *fixed = NULL;
    stageline_context *cx = NULL, *nobody = NULL;
    stageline_exposures *seen = NULL;
    stageline_exposure_batch *batch = NULL;
    stageline_exposure_view one;
    stageline_bytes *json = NULL;
    stageline_details *details = NULL;
    size_t i;
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "staging", &flags, &err));
    DONE(stageline_flags_with_time(flags, 1000, &fixed, &err));
    DONE(stageline_context_new(fixed, "customer-1", &cx, &err));
    DONE(stageline_context_new(fixed, NULL, &nobody, &err));
    CHECK(!stageline_flags_is_observed(flags));
    CHECK(stageline_flags_bool(flags, "search", cx, false)); /* before anybody looks */
    DONE(stageline_project_exposures(p, 3, &seen, &err));
    CHECK(stageline_exposures_capacity(seen) == 3 && stageline_flags_is_observed(flags));
    CHECK(stageline_flags_bool(flags, "search", cx, false));
    DONE(stageline_flags_details(flags, "theme", nobody, "\"\"", &details, &err));
    stageline_details_free(details);
    CHECK(stageline_flags_i64(flags, "search", cx, 7) == 7);
    CHECK(stageline_flags_bool(flags, "search", cx, false)); /* no room */
    CHECK(stageline_exposures_dropped(seen) == 1);
    DONE(stageline_exposures_drain(seen, 2, &batch, &err));
    CHECK(stageline_exposure_batch_len(batch) == 2);
    one = stageline_exposure_batch_at(batch, 0);
    CHECK_TEXT(one.environment, "staging");
    CHECK_TEXT(one.flag, "search");
    CHECK(one.value.kind == STAGELINE_KIND_BOOL && one.value.boolean);
    CHECK_TEXT(one.reason, "STATIC");
    CHECK_TEXT(one.error_code, "");
    CHECK(one.has_targeting_key && one.at == 1000);
    CHECK_TEXT(one.targeting_key, "customer-1");
    one = stageline_exposure_batch_at(batch, 1);
    CHECK_TEXT(one.variant, "light");
    CHECK_TEXT(one.value.text, "day");
    CHECK(!one.has_targeting_key);
    CHECK_TEXT(stageline_exposure_batch_at(batch, 2).flag, "");
    stageline_exposure_batch_free(batch);
    DONE(stageline_exposures_drain(seen, 0, &batch, &err));
    CHECK(stageline_exposure_batch_len(batch) == 1);
    CHECK_TEXT(stageline_exposure_batch_at(batch, 0).error_code, "TYPE_MISMATCH");
    DONE(stageline_exposure_batch_to_json(batch, &json, &err));
    CHECK(check_starts(json, "[{\"environment\":\"staging\",\"flag\":\"search\",\"variant\":null,\"value\":null,\"reason\":\"ERROR\","));
    stageline_bytes_free(json);
    stageline_exposure_batch_free(batch);
    for (i = 0; i < 2; i++) {
        DONE(stageline_exposures_drain(seen, 0, &batch, &err));
        CHECK(stageline_exposure_batch_len(batch) == 0);
        stageline_exposure_batch_free(batch);
    }
    stageline_exposures_free(seen);
    CHECK(!stageline_flags_is_observed(flags) && !stageline_flags_is_observed(NULL));
    stageline_context_free(nobody);
    stageline_context_free(cx);
    stageline_flags_free(fixed);
    stageline_flags_free(flags);
    stageline_project_free(p);
}

CASE(answers_are_counted) {
    stageline_project *p = shop();
    stageline_flags *flags = NULL;
    stageline_flag *search = NULL;
    stageline_context *cx = NULL;
    stageline_flag_counts *counts = NULL;
    stageline_flag_count_view one;
    stageline_bytes *json = NULL;
    int i;
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "staging", &flags, &err));
    DONE(stageline_context_new(flags, "customer-1", &cx, &err));
    DONE(stageline_flag_handle_bool(flags, "search", false, &search, &err));
    DONE(stageline_project_count_flags(p, true, &err));
    for (i = 0; i < 5; i++) CHECK(stageline_flag_bool(search, cx));
    CHECK(stageline_flags_i64(flags, "search", cx, 7) == 7);
    CHECK(stageline_flags_i64(flags, "batch", cx, 7) == 20);
    DONE(stageline_project_count_flags(p, false, &err));
    CHECK(stageline_flag_bool(search, cx));
    DONE(stageline_project_flag_counts(p, &counts, &err));
    CHECK(stageline_flag_counts_len(counts) == 3);
    one = stageline_flag_counts_at(counts, 0);
    CHECK_TEXT(one.environment, "staging");
    CHECK_TEXT(one.flag, "batch");
    CHECK_TEXT(one.gives, "20");
    CHECK(one.count == 1 && !one.failed && !one.is_fallback);
    one = stageline_flag_counts_at(counts, 1);
    CHECK_TEXT(one.gives, "");
    CHECK(one.count == 1 && one.failed && one.is_fallback);
    one = stageline_flag_counts_at(counts, 2);
    CHECK_TEXT(one.gives, "true");
    CHECK(one.count == 5);
    CHECK_TEXT(stageline_flag_counts_at(counts, 3).flag, "");
    DONE(stageline_flag_counts_to_json(counts, &json, &err));
    CHECK(check_starts(json, "[{\"environment\":\"staging\",\"flag\":\"batch\",\"gives\":\"20\",\"failed\":false,\"count\":1},"));
    stageline_bytes_free(json);
    stageline_flag_counts_free(counts);
    stageline_flag_free(search);
    stageline_context_free(cx);
    stageline_flags_free(flags);
    stageline_project_free(p);
}

CASE(tests_say_what_flags_answer) {
    stageline_project *p = shop();
    stageline_flags *flags = NULL, *told = NULL, *none = (stageline_flags *)&check_count;
    stageline_context *cx = NULL;
    stageline_details *details = NULL;
    stageline_value *metadata = NULL;
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "production", &flags, &err));
    DONE(stageline_context_new(flags, NULL, &cx, &err));
    DONE(stageline_flags_with_override(flags, "search", "true", &told, &err));
    CHECK(stageline_flags_bool(told, "search", cx, false)); /* without a key */
    CHECK(!stageline_flags_bool(flags, "search", cx, false));
    stageline_flags_free(told);
    DONE(stageline_flags_with_override_n(flags, "themes", 5, "\"dark\"!", 6, &told, &err));
    DONE(stageline_flags_details(told, "theme", cx, NULL, &details, &err));
    CHECK_TEXT(stageline_details_get(details).value.text, "night");
    CHECK_TEXT(stageline_details_get(details).variant, "dark");
    DONE(stageline_details_metadata(details, &metadata, &err));
    CHECK(stageline_value_kind(metadata) == STAGELINE_KIND_NULL);
    stageline_value_free(metadata);
    stageline_details_free(details);
    stageline_flags_free(told);
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_FLAG", "no flag is named `serch`",
          stageline_flags_with_override(flags, "serch", "true", &none, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_TYPE", "the flag `batch` holds an integer, not text",
          stageline_flags_with_override(flags, "batch", "\"a\"", &none, &err));
    CHECK(none == NULL);
    stageline_context_free(cx);
    stageline_flags_free(flags);
    stageline_project_free(p);

    p = shop_with("config/feature-flags.yaml", "feature_flags: {a: {default: true, metadata: {team: web}}}");
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "production", &flags, &err));
    DONE(stageline_context_new(flags, NULL, &cx, &err));
    DONE(stageline_flags_details(flags, "a", cx, NULL, &details, &err));
    DONE(stageline_details_metadata(details, &metadata, &err));
    CHECK_TEXT(stageline_value_key_at(metadata, 0), "team");
    stageline_value_free(metadata);
    stageline_details_free(details);
    stageline_context_free(cx);
    stageline_flags_free(flags);
    stageline_project_free(p);
}

const check_row flag_seen_cases[] = {
    ROW(exposures_are_drained_in_batches),
    ROW(answers_are_counted),
    ROW(tests_say_what_flags_answer),
    {NULL, NULL},
};
