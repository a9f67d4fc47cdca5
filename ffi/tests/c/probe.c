/* The frame itself: errors, panics and text, through functions that fail on purpose. */
#include "check.h"
#include "probe.h"

CASE(an_error_carries_everything) {
    stageline_error *err = NULL;
    stageline_bytes *bytes = (stageline_bytes *)&check_count;
    CHECK(stageline_probe_fail(&bytes, &err) == STAGELINE_STATUS_ERROR);
    CHECK(bytes == NULL);
    CHECK_TEXT(stageline_error_code(err), "E_LOAD");
    CHECK_TEXT(stageline_error_message(err), "the probe `\xc3\xb6` failed");
    CHECK_TEXT(stageline_error_help(err), "expect it");
    CHECK(stageline_error_is_retryable(err));
    CHECK(stageline_error_place_count(err) == 3);
    CHECK_TEXT(stageline_error_place(err, 0).file, "config/base.yaml");
    CHECK(stageline_error_place(err, 0).line == 3 && stageline_error_place(err, 0).column == 5);
    CHECK(stageline_error_place(err, 1).line == 7 && stageline_error_place(err, 1).column == 1);
    CHECK(stageline_error_place(err, 2).line == 0 && stageline_error_place(err, 2).column == 0);
    CHECK_TEXT(stageline_error_place(err, 3).file, "");
    CHECK(stageline_error_class_of(err) == STAGELINE_ERROR_CLASS_LOAD);
    CHECK(stageline_error_suggestion_count(err) == 2);
    CHECK_TEXT(stageline_error_suggestion(err, 1), "prober");
    CHECK_TEXT(stageline_error_suggestion(err, SIZE_MAX), "");
    CHECK(stageline_error_problem_count(err) == 0);
    CHECK(stageline_error_cause(err, &bytes, NULL) == STAGELINE_STATUS_OK);
    CHECK_TEXT(stageline_bytes_view(bytes), "the probe's cause");
    stageline_bytes_free(bytes);
    CHECK(stageline_error_to_json(err, &bytes, NULL) == STAGELINE_STATUS_OK);
    CHECK(check_starts(bytes, "{\"code\":\"E_LOAD\",\"message\":"));
    stageline_bytes_free(bytes);
    CHECK_TEXT(stageline_error_place(err, SIZE_MAX).file, "");

    CHECK(stageline_error_render(err, &bytes, NULL) == STAGELINE_STATUS_OK);
    CHECK_TEXT(stageline_bytes_view(bytes), "E_LOAD: the probe `\xc3\xb6` failed\n"
                                            "  at config/base.yaml:3:5\n"
                                            "  at config/staging.yaml:7:1\n"
                                            "  at stageline.yaml\n"
                                            "  help: expect it");
    stageline_bytes_free(bytes);
    stageline_error_free(err);
}

CASE(a_panic_is_an_internal_error) {
    stageline_error *err = NULL;
    stageline_bytes *bytes = (stageline_bytes *)&check_count, *text = NULL;
    CHECK(stageline_probe_panic(&bytes, &err) == STAGELINE_STATUS_INTERNAL);
    CHECK(bytes == NULL);
    CHECK_TEXT(stageline_error_code(err), "E_INTERNAL");
    CHECK(!stageline_error_is_retryable(err));
    CHECK(stageline_error_render(err, &text, NULL) == STAGELINE_STATUS_OK);
    stageline_text rendered = stageline_bytes_view(text);
    char copy[512] = "";
    CHECK(rendered.len < sizeof copy);
    memcpy(copy, rendered.ptr, rendered.len);
    CHECK(strstr(copy, "probe.rs:") != NULL);
    CHECK(strstr(copy, "hunter2") == NULL); /* what a panic says may be a secret */
    stageline_bytes_free(text);
    stageline_error_free(err);
}

CASE(a_panic_may_go_unheard) {
    stageline_bytes *bytes = NULL;
    CHECK(stageline_probe_panic(&bytes, NULL) == STAGELINE_STATUS_INTERNAL);
    CHECK(bytes == NULL);
}

CASE(a_panic_in_the_payload_of_a_panic_is_caught_too) {
    CHECK(stageline_probe_panic_twice(NULL) == STAGELINE_STATUS_INTERNAL);
}

CASE(nothing_runs_without_an_out_parameter) {
    stageline_error *err = NULL;
    CHECK(stageline_probe_panic(NULL, &err) == STAGELINE_STATUS_USAGE);
    CHECK_TEXT(stageline_error_message(err), "`out` is null");
    stageline_error_free(err);
}

/* Echoes `len` bytes of `text` and compares. */
static bool echoes(const char *text, size_t len, const char *expected, size_t expected_len) {
    stageline_bytes *bytes = NULL;
    if (stageline_probe_echo_n(text, len, &bytes, NULL)) return false;
    stageline_text view = stageline_bytes_view(bytes);
    bool same = view.ptr != NULL && view.len == expected_len &&
                memcmp(view.ptr, expected, expected_len) == 0;
    stageline_bytes_free(bytes);
    return same;
}

CASE(text_comes_with_its_length_or_with_nul) {
    stageline_bytes *bytes = NULL;
    CHECK(echoes("staging", 5, "stagi", 5));
    CHECK(echoes("a\0b", 3, "a\0b", 3));
    CHECK(echoes("", 0, "", 0));
    CHECK(echoes(NULL, 0, "", 0));
    CHECK(echoes("staging", STAGELINE_NUL, "staging", 7));
    CHECK(stageline_probe_echo("gr\xc3\xbc\xc3\x9f", &bytes, NULL) == STAGELINE_STATUS_OK);
    CHECK_TEXT(stageline_bytes_view(bytes), "gr\xc3\xbc\xc3\x9f");
    stageline_bytes_free(bytes);
}

/* The message of the usage error for `len` bytes of `text`, which must be `expected`. */
static bool refuses(const char *text, size_t len, const char *expected) {
    stageline_error *err = NULL;
    stageline_bytes *bytes = NULL;
    stageline_status status = stageline_probe_echo_n(text, len, &bytes, &err);
    bool so = status == STAGELINE_STATUS_USAGE && bytes == NULL &&
              check_text_is(stageline_error_message(err), expected) &&
              stageline_error_help(err).len > 0;
    stageline_bytes_free(bytes);
    stageline_error_free(err);
    return so;
}

CASE(bad_text_is_a_usage_error) {
    CHECK(refuses(NULL, 1, "`text` is null"));
    CHECK(refuses(NULL, STAGELINE_NUL, "`text` is null"));
    CHECK(refuses("ab\xff", 3, "`text` is not UTF-8 at byte 2"));
    CHECK(refuses("gr\xc3\xbc", 3, "`text` is not UTF-8 at byte 2"));
    CHECK(refuses("a", STAGELINE_NUL - 1, "`text` has an impossible length"));
}

const check_row probe_cases[] = {
    ROW(an_error_carries_everything),
    ROW(a_panic_is_an_internal_error),
    ROW(a_panic_may_go_unheard),
    ROW(a_panic_in_the_payload_of_a_panic_is_caught_too),
    ROW(nothing_runs_without_an_out_parameter),
    ROW(text_comes_with_its_length_or_with_nul),
    ROW(bad_text_is_a_usage_error),
    {NULL, NULL},
};
