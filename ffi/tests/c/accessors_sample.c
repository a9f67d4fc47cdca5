/* Generated accessors of the sample project. */
#include "shop.h"

#include "../../../tests/golden/accessors/storefront/flags.h"

CASE(getters_answer_as_the_flags_of_the_sample_project_do) {
    stageline_project *p = NULL;
    stageline_flags *flags = NULL;
    feature_flags all;
    int in = 0, i;
    DONE(stageline_project_open("examples/storefront", &p, &err));
    DONE(stageline_flags_open(p, "production", &flags, &err));
    DONE(feature_flags_bind(&all, flags, &err));
    for (i = 0; i < 40; i++) {
        stageline_context *cx = NULL;
        char key[16];
        snprintf(key, sizeof key, "customer-%d", i);
        DONE(stageline_context_new(flags, key, &cx, &err));
        CHECK(flag_guest_returns(&all, cx) == stageline_flags_bool(flags, FLAG_GUEST_RETURNS, cx, false));
        CHECK(flag_loyalty_points(&all, cx) == stageline_flags_bool(flags, FLAG_LOYALTY_POINTS, cx, false));
        CHECK(flag_one_page_checkout(&all, cx) == stageline_flags_bool(flags, FLAG_ONE_PAGE_CHECKOUT, cx, false));
        CHECK(flag_stock_countdown(&all, cx) == stageline_flags_bool(flags, FLAG_STOCK_COUNTDOWN, cx, false));
        CHECK(flag_visual_search(&all, cx) == stageline_flags_bool(flags, FLAG_VISUAL_SEARCH, cx, false));
        CHECK(flag_warehouse_pickup(&all, cx) == stageline_flags_bool(flags, FLAG_WAREHOUSE_PICKUP, cx, false));
        in += flag_one_page_checkout(&all, cx);
        stageline_context_free(cx);
    }
    CHECK(in > 0 && in < 40); /* a rollout gives both */
    feature_flags_free(&all);
    stageline_flags_free(flags);
    stageline_project_free(p);
}

const check_row accessor_sample_cases[] = {
    ROW(getters_answer_as_the_flags_of_the_sample_project_do),
    {NULL, NULL},
};
