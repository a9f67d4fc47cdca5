/* Feature flags: by name, by handle, with reasons. */
#include "shop.h"

CASE(a_flag_is_asked_by_name) {
    stageline_project *p = shop();
    stageline_flags *production = NULL, *staging = NULL;
    stageline_context *cx = NULL;
    stageline_names *names = NULL;
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "production", &production, &err));
    DONE(stageline_flags_open(p, "staging", &staging, &err));
    DONE(stageline_context_new(staging, "customer-1", &cx, &err));
    CHECK(stageline_flags_bool(staging, "search", cx, false));
    CHECK(stageline_flags_bool_n(staging, "searching", 6, cx, false));
    CHECK(stageline_flags_i64(staging, "batch", cx, 1) == 20);
    CHECK(stageline_flags_i64(production, "batch", cx, 1) == 12);
    CHECK(stageline_flags_f64(production, "ratio", cx, 1) == 0.25);
    CHECK(stageline_flags_f64(production, "batch", cx, 1) == 12.0);
    /* An unknown flag, another kind, and bad arguments give the fallback. */
    CHECK(stageline_flags_bool(staging, "surch", cx, true));
    CHECK(stageline_flags_bool(staging, "batch", cx, true));
    CHECK(stageline_flags_i64(staging, "search", cx, 7) == 7);
    CHECK(stageline_flags_f64(staging, "search", cx, 7.5) == 7.5);
    CHECK(stageline_flags_bool(NULL, "search", cx, true));
    CHECK(stageline_flags_bool(staging, NULL, cx, true));
    CHECK(!stageline_flags_bool(staging, "search", NULL, false));
    CHECK(!stageline_flags_bool_n(staging, "search\xff", 7, cx, false));
    CHECK(stageline_flags_i64(NULL, "batch", cx, -3) == -3);
    CHECK(stageline_flags_i64_n(staging, "batch", SIZE_MAX - 1, cx, -3) == -3);
    CHECK(stageline_flags_f64(staging, "ratio", NULL, -0.5) == -0.5);
    CHECK(stageline_flags_f64_n(staging, NULL, 4, cx, -0.5) == -0.5);
    DONE(stageline_flags_names(staging, &names, &err));
    CHECK(stageline_names_len(names) == 5);
    CHECK_TEXT(stageline_names_at(names, 0), "search");
    stageline_names_free(names);
    stageline_context_free(cx);
    stageline_flags_free(staging);
    stageline_flags_free(production);
    stageline_project_free(p);
}

CASE(a_rollout_splits_by_the_targeting_key) {
    stageline_project *p = shop();
    stageline_flags *flags = NULL;
    stageline_context *cx = NULL, *same = NULL;
    int in = 0, i;
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "production", &flags, &err));
    for (i = 0; i < 400; i++) {
        char key[16];
        snprintf(key, sizeof key, "%d", i);
        DONE(stageline_context_new(flags, key, &cx, &err));
        DONE(stageline_context_new_i64(flags, i, &same, &err));
        CHECK(stageline_flags_bool(flags, "search", cx, false) == stageline_flags_bool(flags, "search", same, false));
        in += stageline_flags_bool(flags, "search", cx, false);
        stageline_context_free(same);
        stageline_context_free(cx);
    }
    CHECK(in > 60 && in < 140); /* a quarter, by hash */
    DONE(stageline_context_new(flags, NULL, &cx, &err));
    CHECK(stageline_flags_bool(flags, "search", cx, true)); /* no key: the fallback */
    stageline_context_free(cx);
    stageline_flags_free(flags);
    stageline_project_free(p);
}

CASE(text_is_copied_as_far_as_it_fits) {
    stageline_project *p = shop();
    stageline_flags *flags = NULL;
    stageline_context *cx = NULL;
    char text[8] = "xxxxxxx";
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "production", &flags, &err));
    DONE(stageline_context_new(flags, "customer-1", &cx, &err));
    CHECK(stageline_flags_text(flags, "theme", cx, "?", text, sizeof text) == 3);
    CHECK(strcmp(text, "day") == 0);
    DONE(stageline_context_set_text(cx, "user.plan", "gold", &err));
    CHECK(stageline_flags_text(flags, "theme", cx, "?", text, sizeof text) == 5);
    CHECK(strcmp(text, "night") == 0);
    CHECK(stageline_flags_text(flags, "theme", cx, "?", text, 3) == 5);
    CHECK(strcmp(text, "ni") == 0);
    CHECK(stageline_flags_text(flags, "theme", cx, "?", NULL, 0) == 5);
    CHECK(stageline_flags_text(flags, "none", cx, "a\xc3\xbc", text, 3) == 3); /* never half a letter */
    CHECK(strcmp(text, "a") == 0);
    CHECK(stageline_flags_text_n(flags, "none", 4, cx, "fallback", 4, text, sizeof text) == 4);
    CHECK(strcmp(text, "fall") == 0);
    CHECK(stageline_flags_text(NULL, "theme", cx, "gone", text, sizeof text) == 4);
    CHECK(strcmp(text, "gone") == 0);
    CHECK(stageline_flags_text(flags, "none", cx, NULL, text, sizeof text) == 0);
    CHECK(strcmp(text, "") == 0);
    CHECK(stageline_flags_text(flags, "none", cx, "\xff", text, sizeof text) == 0);
    stageline_context_free(cx);
    stageline_flags_free(flags);
    stageline_project_free(p);
}

CASE(a_handle_is_bound_once) {
    stageline_project *p = shop();
    stageline_flags *flags = NULL;
    stageline_context *cx = NULL;
    stageline_flag *search = NULL, *batch = NULL, *ratio = NULL, *theme = NULL, *menu = NULL;
    stageline_bytes *json = NULL;
    char text[8];
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "staging", &flags, &err));
    DONE(stageline_context_new(flags, "customer-1", &cx, &err));
    DONE(stageline_flag_handle_bool(flags, "search", false, &search, &err));
    DONE(stageline_flag_handle_i64(flags, "batch", 0, &batch, &err));
    DONE(stageline_flag_handle_f64(flags, "ratio", 0, &ratio, &err));
    DONE(stageline_flag_handle_text(flags, "theme", NULL, &theme, &err));
    DONE(stageline_flag_handle_json(flags, "menu", NULL, &menu, &err));
    CHECK(stageline_flag_bool(search, cx));
    CHECK(stageline_flag_i64(batch, cx) == 20);
    CHECK(stageline_flag_f64(ratio, cx) == 0.25);
    CHECK(stageline_flag_text(theme, cx, text, sizeof text) == 3);
    CHECK(strcmp(text, "day") == 0);
    DONE(stageline_flag_json(menu, cx, &json, &err));
    CHECK_BYTES(json, "{\"items\":[\"a\",\"b\"]}");
    DONE(stageline_flag_json(theme, cx, &json, &err));
    CHECK_BYTES(json, "\"day\"");
    CHECK_TEXT(stageline_flag_name(theme), "theme");
    DONE(stageline_flag_details_json(theme, cx, &json, &err));
    CHECK(check_starts(json, "{\"flag\":\"theme\",\"value\":\"day\",\"variant\":\"light\",\"reason\":\""));
    stageline_bytes_free(json);
    /* Of another kind, or nothing at all. */
    CHECK(!stageline_flag_bool(batch, cx));
    CHECK(stageline_flag_i64(search, cx) == 0);
    CHECK(stageline_flag_f64(search, cx) == 0);
    CHECK(stageline_flag_text(search, cx, text, sizeof text) == 0 && text[0] == 0);
    CHECK(!stageline_flag_bool(NULL, cx) && !stageline_flag_bool(search, NULL));
    CHECK(stageline_flag_i64(NULL, NULL) == 0 && stageline_flag_f64(NULL, NULL) == 0);
    CHECK(stageline_flag_text(NULL, cx, NULL, 0) == 0);
    stageline_flag_free(menu);
    stageline_flag_free(theme);
    stageline_flag_free(ratio);
    stageline_flag_free(batch);

    /* It outlives all it came from. */
    stageline_project_free(p);
    stageline_flags_free(flags);
    CHECK(stageline_flag_bool(search, cx));
    stageline_flag_free(search);
    stageline_context_free(cx);
}

CASE(a_handle_that_cannot_be_bound_says_why) {
    stageline_project *p = shop();
    stageline_flags *flags = NULL, *none = (stageline_flags *)&check_count;
    stageline_flag *flag = (stageline_flag *)&check_count;
    stageline_error *err = NULL;
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "staging", &flags, &err));
    CHECK(stageline_flag_handle_bool(flags, "serch", false, &flag, &err) == STAGELINE_STATUS_ERROR);
    CHECK(flag == NULL);
    CHECK_TEXT(stageline_error_code(err), "E_UNKNOWN_FLAG");
    CHECK_TEXT(stageline_error_suggestion(err, 0), "search");
    stageline_error_free(err);
    CHECK(stageline_flag_handle_bool(flags, "batch", false, &flag, &err) == STAGELINE_STATUS_ERROR);
    CHECK_TEXT(stageline_error_code(err), "E_TYPE");
    CHECK_TEXT(stageline_error_place(err, 0).file, "config/feature-flags.yaml");
    stageline_error_free(err);
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_ENVIRONMENT", "no environment is named `moon`",
          stageline_flags_open(p, "moon", &none, &err));
    CHECK(none == NULL);
    stageline_flags_free(flags);
    stageline_project_free(p);
}

CASE(details_say_why) {
    stageline_project *p = shop();
    stageline_flags *flags = NULL, *pinned = NULL;
    stageline_context *cx = NULL;
    stageline_bytes *json = NULL;
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "production", &flags, &err));
    DONE(stageline_flags_pin(flags, &pinned, &err));
    DONE(stageline_context_new(pinned, "customer-1", &cx, &err));
    DONE(stageline_context_set_json(cx, "user", "{\"plan\": \"gold\", \"tags\": [1, null]}", &err));
    DONE(stageline_flags_details_json(pinned, "theme", cx, "\"?\"", &json, &err));
    CHECK(check_starts(json, "{\"flag\":\"theme\",\"value\":\"night\",\"variant\":\"dark\",\"reason\":\"TARGETING_MATCH\",\"error_code\":null,\"rule\":0,"));
    stageline_bytes_free(json);
    DONE(stageline_flags_details_json(pinned, "theme", cx, "true", &json, &err));
    CHECK(check_holds(json, "\"value\":true") && check_holds(json, "\"error_code\":\"TYPE_MISMATCH\""));
    stageline_bytes_free(json);
    DONE(stageline_flags_details_json(pinned, "batch", cx, "1", &json, &err));
    CHECK(check_holds(json, "\"value\":12,"));
    stageline_bytes_free(json);
    DONE(stageline_flags_details_json(pinned, "ratio", cx, "1.5", &json, &err));
    CHECK(check_holds(json, "\"value\":0.25,"));
    stageline_bytes_free(json);
    DONE(stageline_flags_details_json(pinned, "menu", cx, "{}", &json, &err));
    CHECK(check_holds(json, "\"value\":{\"items\":[\"a\",\"b\"]},"));
    stageline_bytes_free(json);
    DONE(stageline_flags_details_json(pinned, "surch", cx, NULL, &json, &err));
    CHECK(check_holds(json, "\"error_code\":\"FLAG_NOT_FOUND\""));
    stageline_bytes_free(json);
    REFUSED("`fallback` is not JSON at line 1, column 3",
            stageline_flags_details_json(pinned, "theme", cx, "tru", &json, &err));
    DONE(stageline_flags_evaluate_all_json(pinned, cx, &json, &err));
    CHECK(check_starts(json, "[{\"flag\":\"search\",") && check_holds(json, "{\"flag\":\"menu\","));
    stageline_bytes_free(json);
    DONE(stageline_flags_explain_json(pinned, "theme", cx, &json, &err));
    CHECK(check_holds(json, "\"steps\":["));
    stageline_bytes_free(json);
    DONE(stageline_flags_explain_text(pinned, "theme", cx, &json, &err));
    CHECK(check_starts(json, "theme"));
    stageline_bytes_free(json);
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_FLAG", "no flag is named `surch`",
          stageline_flags_explain_text(pinned, "surch", cx, &json, &err));
    stageline_context_free(cx);
    stageline_flags_free(pinned);
    stageline_flags_free(flags);
    stageline_project_free(p);
}

CASE(a_context_takes_attributes_of_every_kind) {
    stageline_project *p = shop_with("config/feature-flags.yaml",
                                     "feature_flags:\n"
                                     "  a: {default: false, production: {rules: [{when: 'n == 3', serve: true}]}}\n"
                                     "  b: {default: false, production: {rules: [{when: 'u > 9', serve: true}]}}\n"
                                     "  c: {default: false, production: {rules: [{when: 'd < 1', serve: true}]}}\n"
                                     "  e: {default: false, production: {rules: [{when: 'yes == true', serve: true}]}}\n");
    stageline_flags *flags = NULL;
    stageline_context *cx = NULL;
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "production", &flags, &err));
    DONE(stageline_context_new(flags, "k", &cx, &err));
    CHECK(!stageline_flags_bool(flags, "a", cx, true));
    DONE(stageline_context_set_i64(cx, "n", 3, &err));
    DONE(stageline_context_set_u64(cx, "u", UINT64_MAX, &err));
    DONE(stageline_context_set_f64(cx, "d", 0.5, &err));
    DONE(stageline_context_set_bool(cx, "yes", true, &err));
    CHECK(stageline_flags_bool(flags, "a", cx, false));
    CHECK(stageline_flags_bool(flags, "b", cx, false));
    CHECK(stageline_flags_bool(flags, "c", cx, false));
    CHECK(stageline_flags_bool(flags, "e", cx, false));
    DONE(stageline_context_set_json(cx, "n", "4", &err));
    CHECK(!stageline_flags_bool(flags, "a", cx, true));
    REFUSED("`json` is not JSON at line 1, column 1", stageline_context_set_json(cx, "n", "x", &err));
    stageline_context_free(cx);
    stageline_flags_free(flags);
    stageline_project_free(p);
}

const check_row flag_cases[] = {
    ROW(a_flag_is_asked_by_name),
    ROW(a_rollout_splits_by_the_targeting_key),
    ROW(text_is_copied_as_far_as_it_fits),
    ROW(a_handle_is_bound_once),
    ROW(a_handle_that_cannot_be_bound_says_why),
    ROW(details_say_why),
    ROW(a_context_takes_attributes_of_every_kind),
    {NULL, NULL},
};
