/* Values, where they come from, and errors, given what no function can take: it says so, and its answer is nothing. */
#include "refusals.h"

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

CASE(origin_functions_refuse_what_they_cannot_take) {
    stageline_origin *origin = one.origin;
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    REFUSED("`origin` is null", stageline_origin_to_text(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_origin_to_text(origin, NULL, &err));
    REFUSED("`origin` is null", stageline_origin_to_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_origin_to_json(origin, NULL, &err));
    CHECK(out_bytes == NULL);
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

const check_row value_refusal_cases[] = {
    ROW(value_functions_refuse_what_they_cannot_take),
    ROW(origin_functions_refuse_what_they_cannot_take),
    ROW(explanation_functions_refuse_what_they_cannot_take),
    ROW(error_functions_refuse_what_they_cannot_take),
    {NULL, NULL},
};
