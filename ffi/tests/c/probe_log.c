/* What reaches the log callback. */
#include "check.h"
#include "probe.h"

/* Everything the callback was told, one event a line. */
typedef struct heard {
    char text[1024];
    unsigned events;
    bool log_inside;
    bool end_inside;
    unsigned freed;
} heard;

static void hear(void *user_data, stageline_log_level level, stageline_text target,
                 stageline_text message) {
    heard *to = user_data;
    size_t used = strlen(to->text);
    snprintf(to->text + used, sizeof to->text - used, "%d %.*s %.*s\n", (int)level,
             STAGELINE_TEXT_ARGS(target), STAGELINE_TEXT_ARGS(message));
    to->events++;
    if (to->log_inside) stageline_probe_log(NULL);
    if (to->end_inside) stageline_log_set(STAGELINE_LOG_LEVEL_ERROR, NULL, NULL, NULL, NULL);
}

static void forget(void *user_data) { ((heard *)user_data)->freed++; }

static stageline_status listen(stageline_log_level level, heard *to) {
    return stageline_log_set(level, hear, to, forget, NULL);
}

static stageline_status end(void) {
    return stageline_log_set(STAGELINE_LOG_LEVEL_ERROR, NULL, NULL, NULL, NULL);
}

CASE(events_arrive_up_to_the_level) {
    heard all = {0}, some = {0};
    CHECK(listen(STAGELINE_LOG_LEVEL_TRACE, &all) == 0);
    CHECK(stageline_probe_log(NULL) == 0);
    CHECK(listen(STAGELINE_LOG_LEVEL_WARN, &some) == 0);
    CHECK(stageline_probe_log(NULL) == 0);
    CHECK(end() == 0);
    CHECK(stageline_probe_log(NULL) == 0);
    CHECK(strcmp(all.text, "1 stageline::probe one\n"
                           "2 stageline::probe two count=2\n"
                           "3 stageline_runtime::probe three name=x y\n"
                           "4 stageline four\n"
                           "5 stageline five\n") == 0);
    CHECK(strcmp(some.text, "1 stageline::probe one\n2 stageline::probe two count=2\n") == 0);
    CHECK(all.freed == 1 && some.freed == 1);
}

CASE(a_panic_is_logged_without_its_text) {
    heard to = {0};
    stageline_bytes *bytes = NULL;
    CHECK(listen(STAGELINE_LOG_LEVEL_ERROR, &to) == 0);
    CHECK(stageline_probe_panic(&bytes, NULL) == STAGELINE_STATUS_INTERNAL);
    CHECK(end() == 0);
    CHECK(to.events == 1);
    CHECK(strstr(to.text, "1 stageline a fault inside the library at=") == to.text);
    CHECK(strstr(to.text, "hunter2") == NULL);
}

CASE(the_callback_may_call_the_library) {
    heard to = {0};
    to.log_inside = true;
    CHECK(listen(STAGELINE_LOG_LEVEL_ERROR, &to) == 0);
    CHECK(stageline_probe_log(NULL) == 0);
    CHECK(stageline_probe_log(NULL) == 0);
    CHECK(end() == 0);
    CHECK(to.events == 2); /* and not its own events, without end */
}

CASE(the_callback_may_end_the_logging) {
    heard to = {0};
    to.end_inside = true;
    CHECK(listen(STAGELINE_LOG_LEVEL_TRACE, &to) == 0);
    CHECK(stageline_probe_log(NULL) == 0);
    CHECK(to.events == 1 && to.freed == 1);
}

const check_row probe_log_cases[] = {
    ROW(events_arrive_up_to_the_level),
    ROW(a_panic_is_logged_without_its_text),
    ROW(the_callback_may_call_the_library),
    ROW(the_callback_may_end_the_logging),
    {NULL, NULL},
};
