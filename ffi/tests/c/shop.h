/* A project in memory that most cases ask, and short words for what they all do. */
#ifndef SHOP_H
#define SHOP_H

#include "check.h"

/* The project, or NULL after saying why not; free it with stageline_project_free. */
stageline_project *shop(void);

/* The same, with one file more or in place of another. */
stageline_project *shop_with(const char *path, const char *content);

/* The call succeeds. */
#define DONE(call)                                                                         \
    do {                                                                                   \
        stageline_error *err = NULL;                                                       \
        stageline_status check_status_ = (call);                                           \
        check_count++;                                                                     \
        if (check_status_ != STAGELINE_STATUS_OK || err != NULL) {                         \
            stageline_text check_why_ = stageline_error_message(err);                      \
            check_failed = true;                                                           \
            fprintf(stderr, "  %s:%d: %s: %.*s\n", __FILE__, __LINE__, #call,              \
                    STAGELINE_TEXT_ARGS(check_why_));                                      \
            stageline_error_free(err);                                                     \
            return;                                                                        \
        }                                                                                  \
    } while (0)

/* The call fails with that status, code and message. It names `err` as its last argument. */
#define FAILS(expected_status, code, message, call)                                        \
    do {                                                                                   \
        stageline_error *err = NULL;                                                       \
        CHECK((call) == (expected_status));                                                \
        CHECK_TEXT(stageline_error_code(err), code);                                       \
        CHECK_TEXT(stageline_error_message(err), message);                                 \
        stageline_error_free(err);                                                         \
    } while (0)

/* The call is refused as wrong by itself. */
#define REFUSED(message, call) FAILS(STAGELINE_STATUS_USAGE, "E_USAGE", message, call)

/* The bytes hold exactly `expected`; they are freed. */
#define CHECK_BYTES(bytes, expected)                                                       \
    do {                                                                                   \
        CHECK_TEXT(stageline_bytes_view(bytes), expected);                                 \
        stageline_bytes_free(bytes);                                                       \
    } while (0)

/* The place is that one. */
#define CHECK_PLACE(place, expected_file, expected_line, expected_column)                  \
    do {                                                                                   \
        stageline_place check_place_ = (place);                                            \
        CHECK_TEXT(check_place_.file, expected_file);                                      \
        CHECK(check_place_.line == (expected_line));                                       \
        CHECK(check_place_.column == (expected_column));                                   \
    } while (0)

#endif
