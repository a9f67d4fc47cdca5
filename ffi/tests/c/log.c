/* Who owns the log callback's data, and until when. */
#include "check.h"

static void ignore(void *user_data, stageline_log_level level, stageline_text target,
                   stageline_text message) {
    (void)user_data, (void)level, (void)target, (void)message;
}

static void count(void *user_data) { ++*(int *)user_data; }

static stageline_status clear(void) {
    return stageline_log_set(STAGELINE_LOG_LEVEL_ERROR, NULL, NULL, NULL, NULL);
}

CASE(the_destructor_runs_once_when_the_callback_is_replaced) {
    int first = 0, second = 0;
    CHECK(stageline_log_set(STAGELINE_LOG_LEVEL_INFO, ignore, &first, count, NULL) == 0);
    CHECK(first == 0);
    CHECK(stageline_log_set(STAGELINE_LOG_LEVEL_INFO, ignore, &second, count, NULL) == 0);
    CHECK(first == 1 && second == 0);
    CHECK(clear() == 0);
    CHECK(clear() == 0);
    CHECK(first == 1 && second == 1);
}

CASE(a_refused_callback_changes_nothing) {
    int kept = 0, refused = 0;
    CHECK(stageline_log_set(STAGELINE_LOG_LEVEL_INFO, ignore, &kept, count, NULL) == 0);
    CHECK(stageline_log_set(0, ignore, &refused, count, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_log_set(6, ignore, &refused, count, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(kept == 0 && refused == 0);
    CHECK(clear() == 0);
    CHECK(kept == 1 && refused == 0);
}

CASE(the_destructor_may_be_null) {
    CHECK(stageline_log_set(STAGELINE_LOG_LEVEL_TRACE, ignore, NULL, NULL, NULL) == 0);
    CHECK(clear() == 0);
}

static void log_again(void *user_data) {
    ++*(int *)user_data;
    stageline_log_set(STAGELINE_LOG_LEVEL_ERROR, NULL, NULL, NULL, NULL);
}

CASE(the_destructor_may_call_the_library) {
    int calls = 0;
    CHECK(stageline_log_set(STAGELINE_LOG_LEVEL_TRACE, ignore, &calls, log_again, NULL) == 0);
    CHECK(clear() == 0);
    CHECK(calls == 1);
}

const check_row log_cases[] = {
    ROW(the_destructor_runs_once_when_the_callback_is_replaced),
    ROW(a_refused_callback_changes_nothing),
    ROW(the_destructor_may_be_null),
    ROW(the_destructor_may_call_the_library),
    {NULL, NULL},
};
