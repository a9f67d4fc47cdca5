/* Flags asked with what they cannot use: their answer is the fallback and says why; nothing fails or grows. */
#include <math.h>
#include <stdlib.h>

#include "shop.h"

static const char FLAGS[] =
    "feature_flags:\n"
    "  half: {production: {rollout: {percentage: 50}}}\n"
    "  by_score: {production: {rollout: {percentage: 100, by: score}}}\n"
    "  high: {default: false, production: {rules: [{when: 'score > 5', serve: true}]}}\n"
    "  long: {default: false, production: {rules: [{when: \"note ends_with 'zy'\", serve: true}]}}\n";

static stageline_project *strict(void) { return shop_with("config/feature-flags.yaml", FLAGS); }

/* The flag gives the fallback, true, for this reason. */
static bool answers(const stageline_flags *flags, const char *name, const stageline_context *cx, const char *code) {
    stageline_details *details = NULL;
    bool right = stageline_flags_bool(flags, name, cx, true);
    if (stageline_flags_details(flags, name, cx, "true", &details, NULL) != STAGELINE_STATUS_OK) return false;
    right = right && stageline_details_get(details).value.boolean;
    right = right && check_text_is(stageline_details_get(details).error_code, code);
    stageline_details_free(details);
    return right;
}

CASE(a_key_that_cannot_be_hashed_gives_the_fallback) {
    stageline_project *p = strict();
    stageline_flags *flags = NULL, *others = NULL;
    stageline_project *other = shop();
    stageline_context *cx = NULL;
    CHECK(p != NULL && other != NULL);
    DONE(stageline_flags_open(p, "production", &flags, &err));
    DONE(stageline_flags_open(other, "production", &others, &err));
    DONE(stageline_context_new(flags, NULL, &cx, &err));
    CHECK(answers(flags, "half", cx, "TARGETING_KEY_MISSING"));
    CHECK(answers(flags, "by_score", cx, "TARGETING_KEY_MISSING"));
    DONE(stageline_context_set_json(cx, "score", "null", &err));
    CHECK(answers(flags, "by_score", cx, "TARGETING_KEY_MISSING"));
    DONE(stageline_context_set_f64(cx, "score", 7.0, &err));
    CHECK(answers(flags, "by_score", cx, "INVALID_CONTEXT"));
    DONE(stageline_context_set_bool(cx, "score", true, &err));
    CHECK(answers(flags, "by_score", cx, "INVALID_CONTEXT"));
    DONE(stageline_context_set_json(cx, "score", "[1]", &err));
    CHECK(answers(flags, "by_score", cx, "INVALID_CONTEXT"));
    CHECK(answers(flags, "nothing", cx, "FLAG_NOT_FOUND"));
    CHECK(answers(others, "search", cx, "INVALID_CONTEXT"));
    CHECK(answers(others, "batch", cx, "TYPE_MISMATCH"));
    stageline_context_free(cx);
    stageline_flags_free(others);
    stageline_flags_free(flags);
    stageline_project_free(other);
    stageline_project_free(p);
}

CASE(numbers_that_are_none_match_nothing) {
    stageline_project *p = strict();
    stageline_flags *flags = NULL;
    stageline_context *cx = NULL;
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "production", &flags, &err));
    DONE(stageline_context_new(flags, "customer-1", &cx, &err));
    DONE(stageline_context_set_f64(cx, "score", HUGE_VAL, &err));
    CHECK(stageline_flags_bool(flags, "high", cx, false));
    DONE(stageline_context_set_f64(cx, "score", -HUGE_VAL, &err));
    CHECK(!stageline_flags_bool(flags, "high", cx, true));
    DONE(stageline_context_set_f64(cx, "score", NAN, &err));
    CHECK(!stageline_flags_bool(flags, "high", cx, true));
    CHECK(answers(flags, "by_score", cx, "INVALID_CONTEXT"));
    REFUSED("`json` is not JSON at line 1, column 1", stageline_context_set_json(cx, "score", "NaN", &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_NUMBER_RANGE", "`json` has an integer outside 64 bits at byte 0",
          stageline_context_set_json(cx, "score", "99999999999999999999", &err));
    stageline_context_free(cx);
    stageline_flags_free(flags);
    stageline_project_free(p);
}

CASE(huge_contexts_are_taken) {
    enum { LONG = 10 * 1024 * 1024, MANY = 5000 };
    stageline_project *p = strict();
    stageline_flags *flags = NULL;
    stageline_context *cx = NULL;
    char *text = malloc(LONG + 1), name[32];
    size_t i;
    CHECK(p != NULL && text != NULL);
    memset(text, 'z', LONG);
    text[LONG - 1] = 'y';
    text[LONG] = 0;
    DONE(stageline_flags_open(p, "production", &flags, &err));
    DONE(stageline_context_new_n(flags, text, LONG, &cx, &err));
    CHECK(stageline_flags_bool(flags, "half", cx, true) == stageline_flags_bool(flags, "half", cx, false));
    DONE(stageline_context_set_text_n(cx, "note", 4, text, LONG, &err));
    for (i = 0; i < MANY; i++) {
        snprintf(name, sizeof name, "more.n%zu", i);
        DONE(stageline_context_set_i64(cx, name, (int64_t)i, &err));
    }
    CHECK(stageline_flags_bool(flags, "long", cx, false));
    /* As JSON, nested deeper than is taken: every flag says so. */
    memset(text, '[', LONG);
    DONE(stageline_context_set_json_n(cx, "note", 4, text, LONG, &err));
    CHECK(!stageline_flags_bool(flags, "long", cx, false));
    CHECK(answers(flags, "long", cx, "INVALID_CONTEXT"));
    stageline_context_free(cx);
    stageline_flags_free(flags);
    stageline_project_free(p);
    free(text);
}

const check_row bad_flag_cases[] = {
    ROW(a_key_that_cannot_be_hashed_gives_the_fallback),
    ROW(numbers_that_are_none_match_nothing),
    ROW(huge_contexts_are_taken),
    {NULL, NULL},
};
