/* A project that follows its files. */
#include <stdlib.h>

#include "shop.h"

#if defined(__unix__) || defined(__APPLE__)
#include <sys/wait.h>
#include <unistd.h>
#endif

/* Puts a file in place as a whole, so that nobody reads half of it. */
static bool write_file(const char *path, const char *text) {
    char beside[1024];
    FILE *file;
    bool done;
    snprintf(beside, sizeof beside, "%s/next", getenv("STAGELINE_SCRATCH"));
    file = fopen(beside, "w");
    done = file != NULL && fputs(text, file) >= 0;
    return file != NULL && fclose(file) == 0 && done && rename(beside, path) == 0;
}

/* Long enough for a busy machine; what comes is taken as it comes. */
#define LONG 30000

CASE(files_are_followed) {
    const char *scratch = getenv("STAGELINE_SCRATCH");
    char environments[1024], flags_file[1024], base[1024];
    stageline_project *p = NULL;
    stageline_flags *flags = NULL;
    stageline_context *cx = NULL;
    stageline_watch *watch = NULL;
    stageline_watch_event *event = NULL;
    stageline_error *error = NULL;
    stageline_bytes *text = NULL;
    bool again;
    CHECK(scratch != NULL);
    snprintf(environments, sizeof environments, "%s/config/environments.yaml", scratch);
    snprintf(base, sizeof base, "%s/config/base.yaml", scratch);
    snprintf(flags_file, sizeof flags_file, "%s/config/feature-flags.yaml", scratch);
    CHECK(write_file(environments, "environments: {a: {}}\n"));
    CHECK(write_file(base, "base: {x: 1}\n"));
    CHECK(write_file(flags_file, "feature_flags: {search: false}\n"));
    DONE(stageline_project_open(scratch, &p, &err));
    DONE(stageline_flags_open(p, "a", &flags, &err));
    DONE(stageline_context_new(flags, NULL, &cx, &err));
    DONE(stageline_project_watch(p, "{\"quiet_ms\": 20}", &watch, &err));
    REFUSED("`out` is null", stageline_watch_next(watch, 0, NULL, &err));

    CHECK(write_file(flags_file, "feature_flags: {search: true}\n"));
    DONE(stageline_watch_next(watch, LONG, &event, &err));
    CHECK(event != NULL && !stageline_watch_event_has_failed(event));
    CHECK(stageline_flags_bool(flags, "search", cx, false));
    CHECK(stageline_watch_event_path_count(event) == 1);
    CHECK_TEXT(stageline_watch_event_path(event, 0), "config/feature-flags.yaml");
    CHECK_TEXT(stageline_watch_event_path(event, 1), "");
    CHECK(stageline_watch_event_environment_count(event) == 1);
    CHECK_TEXT(stageline_watch_event_environment(event, 0), "a");
    DONE(stageline_watch_event_error(event, &error, &err));
    CHECK(error == NULL);
    DONE(stageline_watch_event_to_text(event, &text, &err));
    CHECK_BYTES(text, "reloaded `config/feature-flags.yaml`; a may have changed");
    REFUSED("`out` is null", stageline_watch_event_to_text(event, NULL, &err));
    REFUSED("`out` is null", stageline_watch_event_error(event, NULL, &err));
    stageline_watch_event_free(event);

    CHECK(write_file(flags_file, "feature_flags: {search: [\n"));
    DONE(stageline_watch_next(watch, -1, &event, &err));
    CHECK(event != NULL && stageline_watch_event_has_failed(event));
    CHECK(stageline_flags_bool(flags, "search", cx, false)); /* it stays as it was */
    DONE(stageline_watch_event_error(event, &error, &err));
    CHECK(error != NULL && stageline_error_class_of(error) == STAGELINE_ERROR_CLASS_LOAD);
    CHECK(stageline_watch_event_path_count(event) == 0 && stageline_watch_event_environment_count(event) == 0);
    stageline_error_free(error);
    stageline_watch_event_free(event);

    /* A slow machine may hear of one change in two parts, and of the same failure twice. */
    do {
        DONE(stageline_watch_next(watch, 50, &event, &err));
        again = event != NULL;
        CHECK(!again || stageline_watch_event_has_failed(event));
        stageline_watch_event_free(event);
    } while (again);
    CHECK(!stageline_watch_is_stopped(watch) && stageline_watch_missed(watch) == 0);
    stageline_watch_stop(watch);
    DONE(stageline_watch_next(watch, -1, &event, &err));
    CHECK(event == NULL && stageline_watch_is_stopped(watch));
    stageline_watch_free(watch);

    /* Looking at files from time to time finds what changed meanwhile; freeing ends it. */
    DONE(stageline_project_watch_n(p, "{\"quiet_ms\": 5, \"poll_ms\": 20}and", 30, &watch, &err));
    CHECK(write_file(flags_file, "feature_flags: {search: false}\n"));
    do {
        DONE(stageline_watch_next(watch, LONG, &event, &err));
        CHECK(event != NULL);
        stageline_watch_event_free(event);
    } while (stageline_flags_bool(flags, "search", cx, true));
    stageline_watch_free(watch);
    stageline_context_free(cx);
    stageline_flags_free(flags);
    stageline_project_free(p);
    CHECK(remove(flags_file) == 0);
}

/* What a forked child finds of a watch: nothing to wait for, and nothing that stops when it is freed. */
CASE(a_forked_child_has_no_part_in_a_watch) {
#if defined(__unix__) || defined(__APPLE__)
    const char *scratch = getenv("STAGELINE_SCRATCH");
    char environments[1024];
    stageline_project *p = NULL;
    stageline_watch *watch = NULL;
    stageline_watch_event *event = NULL;
    pid_t child;
    int status = -1;
    CHECK(scratch != NULL);
    snprintf(environments, sizeof environments, "%s/config/environments.yaml", scratch);
    CHECK(write_file(environments, "environments: {a: {}}\n"));
    DONE(stageline_project_open(scratch, &p, &err));
    DONE(stageline_project_watch(p, "{\"quiet_ms\": 20}", &watch, &err));
    DONE(stageline_watch_next(watch, 500, &event, &err)); /* it is at rest when the process forks */
    stageline_watch_event_free(event);
    child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        stageline_error *err = NULL;
        bool told = stageline_watch_next(watch, -1, &event, &err) == STAGELINE_STATUS_USAGE && event == NULL &&
                    stageline_error_class_of(err) == STAGELINE_ERROR_CLASS_USAGE && stageline_watch_is_stopped(watch) &&
                    stageline_watch_missed(watch) == 0;
        stageline_error_free(err);
        stageline_watch_stop(watch);
        stageline_watch_free(watch);
        /* another program, so that no checker of memory looks for what threads held that are not there */
        execlp(told ? "true" : "false", told ? "true" : "false", (char *)NULL);
        _exit(told ? 0 : 1);
    }
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    CHECK(!stageline_watch_is_stopped(watch));
    stageline_watch_free(watch);
    stageline_project_free(p);
#endif
}

const check_row watch_cases[] = {
    ROW(files_are_followed),
    ROW(a_forked_child_has_no_part_in_a_watch),
    {NULL, NULL},
};
