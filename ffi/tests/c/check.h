/* The smallest test runner: cases register in a table, checks count, the first failure of a case ends it. */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <stageline.h>

typedef void (*check_case)(void);

/* A case: define it with CASE(name) and list it in its file's table. */
#define CASE(name) static void name(void)

/* One row of a table: the case and its name. */
#define ROW(name) {#name, name}

typedef struct check_row {
    const char *name;
    check_case run;
} check_row;

extern unsigned check_count;
extern bool check_failed;

/* The case fails unless `condition` holds. */
#define CHECK(condition)                                                                   \
    do {                                                                                   \
        check_count++;                                                                     \
        if (!(condition)) {                                                                \
            check_failed = true;                                                           \
            fprintf(stderr, "  %s:%d: %s\n", __FILE__, __LINE__, #condition);              \
            return;                                                                        \
        }                                                                                  \
    } while (0)

/* The case fails unless a stageline_text holds exactly `expected`. */
#define CHECK_TEXT(text, expected)                                                         \
    do {                                                                                   \
        stageline_text check_text_ = (text);                                               \
        check_count++;                                                                     \
        if (!check_text_is(check_text_, (expected))) {                                     \
            check_failed = true;                                                           \
            fprintf(stderr, "  %s:%d: %s is `%.*s`, not `%s`\n", __FILE__, __LINE__, #text, \
                    STAGELINE_TEXT_ARGS(check_text_), (expected));                         \
            return;                                                                        \
        }                                                                                  \
    } while (0)

static inline bool check_text_is(stageline_text text, const char *expected) {
    return text.ptr != NULL && text.len == strlen(expected) &&
           memcmp(text.ptr, expected, text.len) == 0;
}

/* Bytes are not NUL-terminated, so strstr and strcmp are out. */
static inline bool check_starts(const stageline_bytes *bytes, const char *expected) {
    stageline_text text = stageline_bytes_view(bytes);
    return text.len >= strlen(expected) && memcmp(text.ptr, expected, strlen(expected)) == 0;
}

static inline bool check_holds(const stageline_bytes *bytes, const char *part) {
    stageline_text text = stageline_bytes_view(bytes);
    size_t len = strlen(part), i;
    for (i = 0; i + len <= text.len; i++)
        if (memcmp(text.ptr + i, part, len) == 0) return true;
    return false;
}

/* The tables, each ended by a row of nulls. `main.c` runs them. */
extern const check_row version_cases[];
extern const check_row error_cases[];
extern const check_row log_cases[];
extern const check_row project_cases[];
extern const check_row value_cases[];
extern const check_row layer_cases[];
extern const check_row edit_cases[];
extern const check_row validation_cases[];
extern const check_row report_cases[];
extern const check_row quantity_cases[];
extern const check_row tree_cases[];
extern const check_row comparison_cases[];
extern const check_row resource_cases[];
extern const check_row fix_cases[];
extern const check_row live_cases[];
extern const check_row plan_cases[];
extern const check_row flag_cases[];
extern const check_row flag_answer_cases[];
extern const check_row flag_time_cases[];
extern const check_row bad_flag_cases[];
extern const check_row flag_seen_cases[];
extern const check_row accessor_cases[];
extern const check_row accessor_sample_cases[];
extern const check_row watch_cases[];
extern const check_row flag_edit_cases[];
extern const check_row flag_import_cases[];
extern const check_row refusal_cases[];
extern const check_row project_refusal_cases[];
extern const check_row value_refusal_cases[];
extern const check_row flag_refusal_cases[];
extern const check_row last_refusal_cases[];
extern const check_row edit_refusal_cases[];
extern const check_row validation_refusal_cases[];
extern const check_row tree_refusal_cases[];
extern const check_row comparison_refusal_cases[];
#ifdef STAGELINE_PROBE
extern const check_row probe_cases[];
extern const check_row probe_log_cases[];
extern const check_row vector_cases[];
#endif

#endif
