/* What flags answer, part by part: one, several, all; and who gets what differently elsewhere. */
#include "shop.h"

static const char FLAGS[] =
    "feature_flags:\n"
    "  base: false\n"
    "  beta: {requires: [base], production: true}\n"
    "  listed: {default: false, production: {targets: [{serve: true, keys: [vip]}], default: false}}\n"
    "  half: {production: {rollout: {percentage: 50}}}\n"
    "  button: {variants: {red: '#f00', blue: '#00f'}, production: {split: {variants: {red: 1, blue: 1}}}}\n"
    "  tree: {default: {items: [1, 2]}}\n"
    "  ratio: 0.25\n"
    "  big: 18446744073709551615\n"
    "  plan: {default: free, production: {rules: [{when: 'user.plan == \"gold\"', serve: gold}], default: free}}\n";

static stageline_project *answers(void) { return shop_with("config/feature-flags.yaml", FLAGS); }

CASE(details_have_every_part_of_an_answer) {
    stageline_project *p = answers();
    stageline_flags *flags = NULL;
    stageline_context *vip = NULL;
    stageline_details *details = NULL;
    stageline_details_view view;
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "production", &flags, &err));
    DONE(stageline_context_new(flags, "vip", &vip, &err));

    DONE(stageline_flags_details(flags, "listed", vip, "false", &details, &err));
    view = stageline_details_get(details);
    CHECK_TEXT(view.flag, "listed");
    CHECK(view.value.kind == STAGELINE_KIND_BOOL && view.value.boolean);
    CHECK_TEXT(view.reason, "TARGETING_MATCH");
    CHECK_TEXT(view.decided_by, "target 0");
    CHECK(view.target == 0 && view.rule == -1 && view.bucket == -1 && view.threshold == -1);
    CHECK_TEXT(view.set_in, "production");
    CHECK_PLACE(view.place, "config/feature-flags.yaml", 4, 59);
    CHECK_TEXT(view.variant, "");
    CHECK_TEXT(view.error_code, "");
    CHECK_TEXT(view.error_message, "");
    CHECK(view.valid_until == INT64_MAX);
    stageline_details_free(details);

    DONE(stageline_flags_details_n(flags, "beta!", 4, vip, NULL, 0, &details, &err));
    view = stageline_details_get(details);
    CHECK(!view.value.boolean);
    CHECK_TEXT(view.reason, "DISABLED");
    CHECK_TEXT(view.decided_by, "requires");
    CHECK_TEXT(view.unmet, "base");
    stageline_details_free(details);

    DONE(stageline_flags_details(flags, "half", vip, "false", &details, &err));
    view = stageline_details_get(details);
    CHECK_TEXT(view.reason, "SPLIT");
    CHECK_TEXT(view.decided_by, "rollout");
    CHECK(view.threshold == INT64_C(1) << 31);
    CHECK(view.bucket >= 0 && view.value.boolean == (view.bucket < view.threshold));
    stageline_details_free(details);

    DONE(stageline_flags_details(flags, "button", vip, "\"\"", &details, &err));
    view = stageline_details_get(details);
    CHECK_TEXT(view.decided_by, "split");
    CHECK_TEXT(view.value.text, check_text_is(view.variant, "red") ? "#f00" : "#00f");
    stageline_details_free(details);

    DONE(stageline_context_set_text(vip, "user.plan", "gold", &err));
    DONE(stageline_flags_details(flags, "plan", vip, NULL, &details, &err));
    view = stageline_details_get(details);
    CHECK(view.rule == 0 && view.target == -1);
    CHECK_TEXT(view.decided_by, "rule 0");
    CHECK_TEXT(view.value.text, "gold");
    stageline_details_free(details);
    stageline_context_free(vip);
    stageline_flags_free(flags);
    stageline_project_free(p);
}

CASE(details_hold_values_of_every_kind) {
    stageline_project *p = answers();
    stageline_flags *flags = NULL;
    stageline_context *cx = NULL;
    stageline_details *details = NULL;
    stageline_value *value = NULL;
    stageline_flag *flag = NULL;
    stageline_bytes *bytes = NULL;
    stageline_details_view view;
    int64_t second = 0;
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "production", &flags, &err));
    DONE(stageline_context_new(flags, NULL, &cx, &err));
    DONE(stageline_flags_details(flags, "tree", cx, "{}", &details, &err));
    CHECK(stageline_details_get(details).value.kind == STAGELINE_KIND_MAP);
    DONE(stageline_details_value(details, &value, &err));
    stageline_details_free(details);
    DONE(stageline_value_get_i64(value, "items.1", &second, &err));
    CHECK(second == 2);
    stageline_value_free(value);
    DONE(stageline_flags_details(flags, "ratio", cx, "1.5", &details, &err));
    view = stageline_details_get(details);
    CHECK(view.value.kind == STAGELINE_KIND_NUMBER && view.value.number == 0.25 && view.value.integer == 0);
    stageline_details_free(details);
    DONE(stageline_flags_details(flags, "big", cx, NULL, &details, &err));
    view = stageline_details_get(details);
    CHECK(view.value.kind == STAGELINE_KIND_INTEGER && view.value.integer == INT64_MAX);
    CHECK(view.value.number > 1.8e19);
    stageline_details_free(details);
    DONE(stageline_flags_details(flags, "ratio", cx, "7", &details, &err));
    view = stageline_details_get(details);
    CHECK_TEXT(view.error_code, "TYPE_MISMATCH");
    CHECK_TEXT(view.error_message, "the flag `ratio` holds another kind of value than was asked for");
    CHECK(view.value.integer == 7 && view.value.number == 7.0);
    stageline_details_free(details);

    DONE(stageline_flags_json(flags, "tree", cx, NULL, &bytes, &err));
    CHECK_BYTES(bytes, "{\"items\":[1,2]}");
    DONE(stageline_flags_json_n(flags, "none!", 4, cx, "[1]and", 3, &bytes, &err));
    CHECK_BYTES(bytes, "[1]");

    /* Handles of each kind. */
    DONE(stageline_flag_handle_f64(flags, "ratio", 1, &flag, &err));
    DONE(stageline_flag_details(flag, cx, &details, &err));
    CHECK(stageline_details_get(details).value.number == 0.25);
    stageline_details_free(details);
    stageline_flag_free(flag);
    DONE(stageline_flag_handle_text(flags, "plan", "none", &flag, &err));
    DONE(stageline_flag_details(flag, cx, &details, &err));
    CHECK_TEXT(stageline_details_get(details).value.text, "free");
    stageline_details_free(details);
    stageline_flag_free(flag);
    DONE(stageline_flag_handle_json(flags, "tree", NULL, &flag, &err));
    DONE(stageline_flag_details(flag, cx, &details, &err));
    CHECK_TEXT(stageline_details_get(details).flag, "tree");
    stageline_details_free(details);
    stageline_flag_free(flag);
    DONE(stageline_flag_handle_bool(flags, "half", true, &flag, &err));
    DONE(stageline_flag_details(flag, cx, &details, &err));
    view = stageline_details_get(details);
    CHECK_TEXT(view.error_code, "TARGETING_KEY_MISSING");
    CHECK_TEXT(view.set_in, "");
    CHECK_PLACE(view.place, "config/feature-flags.yaml", 5, 22);
    CHECK(view.value.boolean);
    stageline_details_free(details);
    stageline_flag_free(flag);
    stageline_context_free(cx);
    stageline_flags_free(flags);
    stageline_project_free(p);
}

CASE(several_flags_are_asked_at_once) {
    stageline_project *p = answers();
    stageline_flags *flags = NULL;
    stageline_context *cx = NULL;
    stageline_evaluations *many = NULL;
    stageline_value *value = NULL;
    stageline_bytes *json = NULL;
    stageline_text names[3];
    CHECK(p != NULL);
    names[0] = stageline_text_of("tree");
    names[1] = stageline_text_of("base");
    names[2] = stageline_text_of("tree");
    DONE(stageline_flags_open(p, "production", &flags, &err));
    DONE(stageline_context_new(flags, "customer-1", &cx, &err));
    DONE(stageline_flags_evaluate_many(flags, names, 3, cx, &many, &err));
    CHECK(stageline_evaluations_len(many) == 3);
    CHECK_TEXT(stageline_evaluations_at(many, 0).flag, "tree");
    CHECK_TEXT(stageline_evaluations_at(many, 1).flag, "base");
    CHECK_TEXT(stageline_evaluations_at(many, 1).reason, "STATIC");
    CHECK_TEXT(stageline_evaluations_at(many, 2).flag, "tree");
    CHECK_TEXT(stageline_evaluations_at(many, 3).flag, "");
    DONE(stageline_evaluations_value(many, 2, &value, &err));
    CHECK(stageline_value_len(value) == 1);
    stageline_value_free(value);
    REFUSED("`index` is 3, but there are 3 answers", stageline_evaluations_value(many, 3, &value, &err));
    stageline_evaluations_free(many);
    DONE(stageline_flags_evaluate_many_json(flags, names + 1, 1, cx, &json, &err));
    CHECK(check_starts(json, "[{\"flag\":\"base\",\"value\":false,\"variant\":null,\"reason\":\"STATIC\","));
    stageline_bytes_free(json);
    DONE(stageline_flags_evaluate_many_json(flags, NULL, 0, cx, &json, &err));
    CHECK_BYTES(json, "[]");
    DONE(stageline_flags_evaluate_all(flags, cx, &many, &err));
    CHECK(stageline_evaluations_len(many) == 9);
    CHECK_TEXT(stageline_evaluations_at(many, 8).flag, "plan");
    stageline_evaluations_free(many);
    names[2] = stageline_text_of("tre");
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_FLAG", "no flag is named `tre`",
          stageline_flags_evaluate_many(flags, names, 3, cx, &many, &err));
    CHECK(many == NULL);
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_FLAG", "no flag is named `tre`",
          stageline_flags_evaluate_many_json(flags, names, 3, cx, &json, &err));
    stageline_context_free(cx);
    stageline_flags_free(flags);
    stageline_project_free(p);
}

CASE(environments_are_compared_for_contexts) {
    stageline_project *p = answers();
    stageline_flags *production = NULL, *staging = NULL;
    stageline_context *vip = NULL, *plain = NULL;
    const stageline_context *asked[3];
    stageline_flag_comparison *comparison = NULL;
    stageline_flag_comparison_view view;
    stageline_flag_difference_view listed;
    stageline_bytes *bytes = NULL;
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "production", &production, &err));
    DONE(stageline_flags_open(p, "staging", &staging, &err));
    DONE(stageline_context_new(production, "vip", &vip, &err));
    DONE(stageline_context_new(production, "customer-1", &plain, &err));
    asked[0] = plain;
    asked[1] = vip;
    asked[2] = NULL;
    DONE(stageline_flags_compare(staging, production, asked, 2, &comparison, &err));
    view = stageline_flag_comparison_get(comparison);
    CHECK_TEXT(view.left, "staging");
    CHECK_TEXT(view.right, "production");
    CHECK(view.context_count == 2 && view.flag_count == 9 && view.difference_count >= 1);
    listed = stageline_flag_comparison_at(comparison, 0);
    CHECK_TEXT(listed.flag, "listed");
    CHECK(listed.context_count == 1);
    CHECK(stageline_flag_comparison_context(comparison, 0, 0) == 1);
    CHECK(stageline_flag_comparison_context(comparison, 0, 1) == SIZE_MAX);
    CHECK(stageline_flag_comparison_context(comparison, view.difference_count, 0) == SIZE_MAX);
    CHECK(!listed.left.value.boolean && listed.right.value.boolean);
    CHECK_TEXT(listed.left.set_in, "default");
    CHECK_TEXT(listed.left.decided_by, "default");
    CHECK_TEXT(listed.left.error_code, "");
    CHECK_TEXT(listed.right.reason, "TARGETING_MATCH");
    CHECK_TEXT(listed.right.decided_by, "target 0");
    CHECK_TEXT(listed.right.variant, "");
    CHECK_PLACE(listed.right.place, "config/feature-flags.yaml", 4, 59);
    CHECK_TEXT(stageline_flag_comparison_at(comparison, view.difference_count).flag, "");
    DONE(stageline_flag_comparison_to_json(comparison, &bytes, &err));
    CHECK(check_starts(bytes, "{\"left\":\"staging\",\"right\":\"production\",\"contexts\":2,\"flags\":9,\"differences\":[{\"flag\":\"listed\",\"contexts\":[1],"));
    stageline_bytes_free(bytes);
    DONE(stageline_flag_comparison_to_text(comparison, &bytes, &err));
    CHECK(check_starts(bytes, "listed for 1 of 2 contexts\n  staging: false by default for all environments at "));
    stageline_bytes_free(bytes);
    stageline_flag_comparison_free(comparison);
    DONE(stageline_flags_compare(production, production, asked, 2, &comparison, &err));
    CHECK(stageline_flag_comparison_get(comparison).difference_count == 0);
    stageline_flag_comparison_free(comparison);
    DONE(stageline_flags_compare(staging, production, NULL, 0, &comparison, &err));
    CHECK(stageline_flag_comparison_get(comparison).difference_count == 0);
    stageline_flag_comparison_free(comparison);
    REFUSED("`context` is null", stageline_flags_compare(staging, production, asked, 3, &comparison, &err));
    CHECK(comparison == NULL);
    stageline_context_free(plain);
    stageline_context_free(vip);
    stageline_flags_free(staging);
    stageline_flags_free(production);
    stageline_project_free(p);
}

CASE(flags_of_a_snapshot_stay) {
    stageline_project *p = answers();
    stageline_snapshot *before = NULL, *after = NULL;
    stageline_flags *now = NULL, *then = NULL, *none = (stageline_flags *)&check_count;
    stageline_context *cx = NULL;
    stageline_edit *edit = NULL;
    stageline_scope *scope = NULL;
    CHECK(p != NULL);
    DONE(stageline_project_snapshot(p, &before, &err));
    DONE(stageline_snapshot_flags(before, "production", &then, &err));
    DONE(stageline_flags_open(p, "production", &now, &err));
    DONE(stageline_context_new(now, "customer-1", &cx, &err));
    DONE(stageline_project_edit(p, &edit, &err));
    DONE(stageline_edit_flag(edit, "base", &scope, &err));
    DONE(stageline_scope_set_bool(scope, "production", true, &err));
    DONE(stageline_edit_commit(edit, &after, &err));
    CHECK(stageline_flags_bool(now, "base", cx, false));
    CHECK(!stageline_flags_bool(then, "base", cx, true));
    stageline_flags_free(then);
    DONE(stageline_snapshot_flags_n(after, "production!", 10, &then, &err));
    CHECK(stageline_flags_bool(then, "base", cx, false) && !stageline_flags_is_live(then));
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_ENVIRONMENT", "no environment is named `moon`",
          stageline_snapshot_flags(after, "moon", &none, &err));
    CHECK(none == NULL);
    stageline_scope_free(scope);
    stageline_edit_free(edit);
    stageline_context_free(cx);
    stageline_flags_free(then);
    stageline_flags_free(now);
    stageline_snapshot_free(after);
    stageline_snapshot_free(before);
    stageline_project_free(p);
}

const check_row flag_answer_cases[] = {
    ROW(details_have_every_part_of_an_answer),
    ROW(details_hold_values_of_every_kind),
    ROW(several_flags_are_asked_at_once),
    ROW(environments_are_compared_for_contexts),
    ROW(flags_of_a_snapshot_stay),
    {NULL, NULL},
};
