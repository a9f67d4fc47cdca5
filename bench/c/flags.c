/* Flags in C: nanoseconds of one evaluation by name, by handle and with details, for a context that is
   prepared once. It asks what `stageline-bench flags` asks in Rust, of the project that `generate-flags` wrote:

       flags FOLDER COUNT */
#define _POSIX_C_SOURCE 199309L
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <stageline.h>

enum { KINDS = 3, ASKED = 32, ROUNDS = 25, EVALUATIONS = 64000 };

static const char *const kinds[KINDS] = {"boolean", "rule", "rollout"};

/* What is asked, of one kind. */
static struct {
    stageline_flags *pinned, *live;
    stageline_context *context;
    char names[ASKED][32];
    stageline_flag *handles[ASKED], *following[ASKED];
} one;

/* Where answers go, so that no call is left out. */
static volatile unsigned answers;

static bool by_name(size_t at) { return stageline_flags_bool(one.pinned, one.names[at], one.context, false); }
static bool by_handle(size_t at) { return stageline_flag_bool(one.handles[at], one.context); }
static bool live(size_t at) { return stageline_flag_bool(one.following[at], one.context); }

static bool details(size_t at) {
    stageline_details *details = NULL;
    bool answer;
    stageline_flag_details(one.handles[at], one.context, &details, NULL);
    answer = stageline_details_get(details).value.boolean;
    stageline_details_free(details);
    return answer;
}

static double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec * 1e9 + (double)at.tv_nsec;
}

/* The best of all rounds. */
static double nanoseconds(bool (*ask)(size_t)) {
    double best = 1e18;
    int round, i;
    for (round = 0; round < ROUNDS; round++) {
        double start = now(), spent;
        size_t at = 0;
        for (i = 0; i < EVALUATIONS; i++) {
            answers += ask(at);
            at = (at + 1) % ASKED;
        }
        spent = (now() - start) / EVALUATIONS;
        if (spent < best) best = spent;
    }
    return best;
}

static int fail(stageline_error *err) {
    fprintf(stderr, "flags: %.*s\n", STAGELINE_TEXT_ARGS(stageline_error_message(err)));
    stageline_error_free(err);
    return 1;
}

int main(int argc, char **argv) {
    stageline_project *project = NULL;
    stageline_error *err = NULL;
    int count = argc == 3 ? atoi(argv[2]) : 0, kind, i;
    if (count < KINDS * ASKED) {
        fprintf(stderr, "usage: flags FOLDER COUNT\n");
        return 2;
    }
    if (stageline_project_open(argv[1], &project, &err)) return fail(err);
    if (stageline_flags_open(project, "production", &one.live, &err)) return fail(err);
    if (stageline_flags_pin(one.live, &one.pinned, &err)) return fail(err);
    if (stageline_context_new(one.pinned, "customer-4711", &one.context, &err)) return fail(err);
    if (stageline_context_set_text(one.context, "user.plan", "pro", &err)) return fail(err);
    if (stageline_context_set_text(one.context, "user.country", "DE", &err)) return fail(err);
    for (kind = 0; kind < KINDS; kind++) {
        int of_kind = (count - kind + KINDS - 1) / KINDS, step = of_kind / ASKED;
        for (i = 0; i < ASKED; i++) {
            int at = kind + i * step * KINDS;
            snprintf(one.names[i], sizeof one.names[i], "%s_flag_%05d", kinds[kind], at);
            if (stageline_flag_handle_bool(one.pinned, one.names[i], false, &one.handles[i], &err)) return fail(err);
            if (stageline_flag_handle_bool(one.live, one.names[i], false, &one.following[i], &err)) return fail(err);
        }
        printf("%s-name %.2f ", kinds[kind], nanoseconds(by_name));
        printf("%s-handle %.2f ", kinds[kind], nanoseconds(by_handle));
        printf("%s-details %.2f ", kinds[kind], nanoseconds(details));
        printf("%s-live %.2f%s", kinds[kind], nanoseconds(live), kind + 1 < KINDS ? " " : "\n");
        for (i = 0; i < ASKED; i++) {
            stageline_flag_free(one.handles[i]);
            stageline_flag_free(one.following[i]);
        }
    }
    stageline_context_free(one.context);
    stageline_flags_free(one.pinned);
    stageline_flags_free(one.live);
    stageline_project_free(project);
    return 0;
}
