/* The error object, as far as a library without probes can be made to give one. */
#include "check.h"

/* Fails with a usage error: no level has the number 99. */
static stageline_status fail(stageline_error **err) {
    return stageline_log_set(99, NULL, NULL, NULL, err);
}

CASE(a_null_error_is_empty) {
    stageline_place place = stageline_error_place(NULL, 0);
    CHECK_TEXT(stageline_error_code(NULL), "");
    CHECK_TEXT(stageline_error_message(NULL), "");
    CHECK_TEXT(stageline_error_help(NULL), "");
    CHECK(!stageline_error_is_retryable(NULL));
    CHECK(stageline_error_place_count(NULL) == 0);
    CHECK_TEXT(place.file, "");
    CHECK(place.line == 0 && place.column == 0);
}

CASE(null_can_be_freed_and_viewed) {
    stageline_error_free(NULL);
    stageline_bytes_free(NULL);
    CHECK_TEXT(stageline_bytes_view(NULL), "");
}

CASE(a_wrong_number_is_a_usage_error) {
    stageline_error *err = NULL;
    CHECK(fail(&err) == STAGELINE_STATUS_USAGE);
    CHECK(err != NULL);
    CHECK_TEXT(stageline_error_code(err), "E_USAGE");
    CHECK_TEXT(stageline_error_message(err), "`max_level` is 99");
    CHECK_TEXT(stageline_error_help(err), "use a STAGELINE_LOG_LEVEL_ constant, 1 to 5");
    CHECK(!stageline_error_is_retryable(err));
    CHECK(stageline_error_place_count(err) == 0);
    stageline_error_free(err);
}

CASE(the_error_out_parameter_may_be_null) {
    CHECK(fail(NULL) == STAGELINE_STATUS_USAGE);
}

CASE(success_clears_the_error_out_parameter) {
    stageline_error *err = (stageline_error *)&check_count; /* not null: it must be overwritten */
    CHECK(stageline_log_set(STAGELINE_LOG_LEVEL_WARN, NULL, NULL, NULL, &err) ==
          STAGELINE_STATUS_OK);
    CHECK(err == NULL);
}

CASE(an_error_renders_as_text) {
    stageline_error *err = NULL, *second = NULL;
    stageline_bytes *bytes = NULL;
    CHECK(fail(&err) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_error_render(err, &bytes, &second) == STAGELINE_STATUS_OK);
    CHECK_TEXT(stageline_bytes_view(bytes),
               "E_USAGE: `max_level` is 99\n"
               "  help: use a STAGELINE_LOG_LEVEL_ constant, 1 to 5");
    stageline_bytes_free(bytes);
    stageline_error_free(err);
}

CASE(a_null_handle_is_a_usage_error) {
    stageline_error *err = NULL;
    stageline_bytes *bytes = (stageline_bytes *)&check_count;
    CHECK(stageline_error_render(NULL, &bytes, &err) == STAGELINE_STATUS_USAGE);
    CHECK(bytes == NULL);
    CHECK_TEXT(stageline_error_message(err), "`error` is null");
    stageline_error_free(err);
}

CASE(a_null_out_parameter_is_a_usage_error) {
    stageline_error *first = NULL, *err = NULL;
    CHECK(fail(&first) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_error_render(first, NULL, &err) == STAGELINE_STATUS_USAGE);
    CHECK_TEXT(stageline_error_message(err), "`out` is null");
    stageline_error_free(err);
    stageline_error_free(first);
}

const check_row error_cases[] = {
    ROW(a_null_error_is_empty),
    ROW(null_can_be_freed_and_viewed),
    ROW(a_wrong_number_is_a_usage_error),
    ROW(the_error_out_parameter_may_be_null),
    ROW(success_clears_the_error_out_parameter),
    ROW(an_error_renders_as_text),
    ROW(a_null_handle_is_a_usage_error),
    ROW(a_null_out_parameter_is_a_usage_error),
    {NULL, NULL},
};
