/* Generated accessors of a project whose names and texts would break out of a header, if they could. */
#include "shop.h"

#include "../../../tests/golden/accessors/hostile/flags.h"

#define HOSTILE "tests/golden/accessors/hostile"

/* What an environment of the project holds, and how it is let go. */
typedef struct bound {
    stageline_project *project;
    stageline_flags *flags;
    stageline_context *context;
    feature_flags all;
} bound;

static stageline_status bind(const char *environment, const char *key, bound *out, stageline_error **err) {
    stageline_status status = stageline_project_open(HOSTILE, &out->project, err);
    if (!status) status = stageline_flags_open(out->project, environment, &out->flags, err);
    if (!status) status = stageline_context_new(out->flags, key, &out->context, err);
    if (!status) status = feature_flags_bind(&out->all, out->flags, err);
    return status;
}

static void let_go(bound *it) {
    feature_flags_free(&it->all);
    stageline_context_free(it->context);
    stageline_flags_free(it->flags);
    stageline_project_free(it->project);
}

CASE(getters_have_the_types_that_flags_have) {
    bound it = {0};
    stageline_bytes *json = NULL;
    char text[64];
    DONE(bind("production", "user-1", &it, &err));
    CHECK(flag_new_checkout_flow(&it.all, it.context));
    CHECK(flag_type(&it.all, it.context, text, sizeof text) == 4 && strcmp(text, "dark") == 0);
    CHECK(flag_class(&it.all, it.context) == 12);
    CHECK(flag_for(&it.all, it.context) == 1.0);
    DONE(flag_async(&it.all, it.context, &json, &err));
    CHECK_BYTES(json, "{\"columns\":4}");
    CHECK(flag_gr_uf6_udf_e(&it.all, it.context, text, sizeof text) > 0);
    CHECK(strcmp(text, "gr\xc3\xb6\xc3\x9f" "e \"q\" 'q' \\ \n ?" "?/ */ \xf0\x9f\x9a\x80 \xe2\x80\xae") == 0);
    CHECK(flag_u540d_u524d(&it.all, it.context) == INT64_C(9007199254740993));
    CHECK(flag_lowest(&it.all, it.context) == INT64_MIN);
    CHECK(flag_zero(&it.all, it.context, text, sizeof text) == 3 && memcmp(text, "c\0d", 4) == 0);
    CHECK(flag_long(&it.all, it.context, text, sizeof text) == 4100);
    DONE(flag_mixed(&it.all, it.context, &json, &err));
    CHECK_BYTES(json, "\"text\"");
    CHECK(flag_flag(&it.all, it.context) && flag_flag_2fa(&it.all, it.context));
    CHECK(flag_linux(&it.all, it.context) && flag_default(&it.all, it.context));
    CHECK_TEXT(stageline_flag_name(it.all.flag_it_s_a_flag), "it's \"a\" `flag`");
    CHECK(strcmp(FLAG_IT_S_A_FLAG, "it's \"a\" `flag`") == 0);
    let_go(&it);
}

CASE(what_cannot_be_decided_is_the_flags_own_default) {
    bound it = {0};
    stageline_bytes *json = NULL;
    DONE(bind("production", NULL, &it, &err));
    CHECK(flag_half(&it.all, it.context)); /* no key */
    let_go(&it);
    /* Those that nothing is said of: the first variant. */
    memset(&it, 0, sizeof it);
    DONE(bind("staging", NULL, &it, &err));
    DONE(flag_layout(&it.all, it.context, &json, &err));
    CHECK_BYTES(json, "{\"columns\":4}");
    CHECK(flag_size(&it.all, it.context) == 10);
    let_go(&it);
}

CASE(variants_are_constants) {
    bound it = {0};
    stageline_details *details = NULL;
    char text[8];
    DONE(bind("production", "user-1", &it, &err));
    DONE(stageline_context_set_text(it.context, "user.plan", "pro", &err));
    CHECK(flag_button(&it.all, it.context, text, sizeof text) == 4 && strcmp(text, "#00f") == 0);
    DONE(stageline_flag_details(it.all.flag_button, it.context, &details, &err));
    CHECK_TEXT(stageline_details_get(details).variant, VARIANT_BUTTON_A_B);
    stageline_details_free(details);
    CHECK(strcmp(VARIANT_BUTTON_QUO_TE_S, "quo\"te's\n*/") == 0);
    let_go(&it);
}

CASE(a_flag_that_is_gone_is_told_at_boot) {
    stageline_project *p = shop();
    stageline_flags *flags = NULL;
    stageline_error *err = NULL;
    feature_flags all;
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "production", &flags, &err));
    CHECK(feature_flags_bind(&all, flags, &err) == STAGELINE_STATUS_ERROR);
    CHECK_TEXT(stageline_error_code(err), "E_UNKNOWN_FLAG");
    stageline_error_free(err);
    /* There is nothing to free then, and nothing happens where it is done all the same. */
    feature_flags_free(&all);
    stageline_flags_free(flags);
    stageline_project_free(p);
}

const check_row accessor_cases[] = {
    ROW(getters_have_the_types_that_flags_have),
    ROW(what_cannot_be_decided_is_the_flags_own_default),
    ROW(variants_are_constants),
    ROW(a_flag_that_is_gone_is_told_at_boot),
    {NULL, NULL},
};
