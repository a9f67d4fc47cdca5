/* Every function of documents, their differences and patches that can fail, given what no function can take. */
#include "shop.h"

/* One of each handle, for the arguments that are not wrong. */
static struct {
    stageline_value *value;
    stageline_tree_diff *diff;
    stageline_three_way *three_way;
} one;

CASE(one_of_each_handle_of_documents_can_be_had) {
    DONE(stageline_value_of_json("{}", &one.value, &err));
    DONE(stageline_tree_diff_of_json("1", "2", NULL, &one.diff, &err));
    DONE(stageline_three_way_of_json("1", "2", "3", NULL, &one.three_way, &err));
}

CASE(value_functions_refuse_what_they_cannot_take) {
    stageline_value *out_value = (stageline_value *)&check_count;
    REFUSED("`json` is null", stageline_value_of_json(NULL, &out_value, &err));
    REFUSED("`out` is null", stageline_value_of_json("1", NULL, &err));
    REFUSED("`json` is null", stageline_value_of_json_n(NULL, STAGELINE_NUL, &out_value, &err));
    REFUSED("`json` is not UTF-8 at byte 1", stageline_value_of_json_n("a\xff", 2, &out_value, &err));
    REFUSED("`json` has an impossible length", stageline_value_of_json_n("1", SIZE_MAX - 1, &out_value, &err));
    REFUSED("`out` is null", stageline_value_of_json_n("1", STAGELINE_NUL, NULL, &err));
    CHECK(out_value == NULL);
}

CASE(tree_diff_functions_refuse_what_they_cannot_take) {
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    stageline_tree_diff *out_tree_diff = (stageline_tree_diff *)&check_count;
    stageline_value *out_value = (stageline_value *)&check_count;
    REFUSED("`left` is null", stageline_tree_diff_of_values(NULL, one.value, NULL, &out_tree_diff, &err));
    REFUSED("`right` is null", stageline_tree_diff_of_values(one.value, NULL, NULL, &out_tree_diff, &err));
    REFUSED("`out` is null", stageline_tree_diff_of_values(one.value, one.value, NULL, NULL, &err));
    REFUSED("`left` is null", stageline_tree_diff_of_values_n(NULL, one.value, NULL, STAGELINE_NUL, &out_tree_diff, &err));
    REFUSED("`right` is null", stageline_tree_diff_of_values_n(one.value, NULL, NULL, STAGELINE_NUL, &out_tree_diff, &err));
    REFUSED("`options` is not UTF-8 at byte 1", stageline_tree_diff_of_values_n(one.value, one.value, "a\xff", 2, &out_tree_diff, &err));
    REFUSED("`options` has an impossible length", stageline_tree_diff_of_values_n(one.value, one.value, "{}", SIZE_MAX - 1, &out_tree_diff, &err));
    REFUSED("`out` is null", stageline_tree_diff_of_values_n(one.value, one.value, NULL, STAGELINE_NUL, NULL, &err));
    REFUSED("`left` is null", stageline_tree_diff_of_json(NULL, "1", NULL, &out_tree_diff, &err));
    REFUSED("`right` is null", stageline_tree_diff_of_json("1", NULL, NULL, &out_tree_diff, &err));
    REFUSED("`out` is null", stageline_tree_diff_of_json("1", "1", NULL, NULL, &err));
    REFUSED("`left` is null", stageline_tree_diff_of_json_n(NULL, STAGELINE_NUL, "1", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_tree_diff, &err));
    REFUSED("`left` is not UTF-8 at byte 1", stageline_tree_diff_of_json_n("a\xff", 2, "1", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_tree_diff, &err));
    REFUSED("`left` has an impossible length", stageline_tree_diff_of_json_n("1", SIZE_MAX - 1, "1", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_tree_diff, &err));
    REFUSED("`right` is null", stageline_tree_diff_of_json_n("1", STAGELINE_NUL, NULL, STAGELINE_NUL, NULL, STAGELINE_NUL, &out_tree_diff, &err));
    REFUSED("`right` is not UTF-8 at byte 1", stageline_tree_diff_of_json_n("1", STAGELINE_NUL, "a\xff", 2, NULL, STAGELINE_NUL, &out_tree_diff, &err));
    REFUSED("`right` has an impossible length", stageline_tree_diff_of_json_n("1", STAGELINE_NUL, "1", SIZE_MAX - 1, NULL, STAGELINE_NUL, &out_tree_diff, &err));
    REFUSED("`options` is not UTF-8 at byte 1", stageline_tree_diff_of_json_n("1", STAGELINE_NUL, "1", STAGELINE_NUL, "a\xff", 2, &out_tree_diff, &err));
    REFUSED("`options` has an impossible length", stageline_tree_diff_of_json_n("1", STAGELINE_NUL, "1", STAGELINE_NUL, "{}", SIZE_MAX - 1, &out_tree_diff, &err));
    REFUSED("`out` is null", stageline_tree_diff_of_json_n("1", STAGELINE_NUL, "1", STAGELINE_NUL, NULL, STAGELINE_NUL, NULL, &err));
    REFUSED("`diff` is null", stageline_tree_diff_left(NULL, 0, &out_value, &err));
    REFUSED("`out` is null", stageline_tree_diff_left(one.diff, 0, NULL, &err));
    REFUSED("`diff` is null", stageline_tree_diff_right(NULL, 0, &out_value, &err));
    REFUSED("`out` is null", stageline_tree_diff_right(one.diff, 0, NULL, &err));
    REFUSED("`diff` is null", stageline_tree_diff_inverted(NULL, &out_tree_diff, &err));
    REFUSED("`out` is null", stageline_tree_diff_inverted(one.diff, NULL, &err));
    REFUSED("`diff` is null", stageline_tree_diff_apply(NULL, one.value, &out_value, &err));
    REFUSED("`left` is null", stageline_tree_diff_apply(one.diff, NULL, &out_value, &err));
    REFUSED("`out` is null", stageline_tree_diff_apply(one.diff, one.value, NULL, &err));
    REFUSED("`diff` is null", stageline_tree_diff_to_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_tree_diff_to_json(one.diff, NULL, &err));
    REFUSED("`diff` is null", stageline_tree_diff_to_text(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_tree_diff_to_text(one.diff, NULL, &err));
    CHECK(out_bytes == NULL);
    CHECK(out_tree_diff == NULL);
    CHECK(out_value == NULL);
}

CASE(three_way_functions_refuse_what_they_cannot_take) {
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    stageline_three_way *out_three_way = (stageline_three_way *)&check_count;
    stageline_tree_diff *out_tree_diff = (stageline_tree_diff *)&check_count;
    stageline_value *out_value = (stageline_value *)&check_count;
    REFUSED("`base` is null", stageline_three_way_of_values(NULL, one.value, one.value, NULL, &out_three_way, &err));
    REFUSED("`ours` is null", stageline_three_way_of_values(one.value, NULL, one.value, NULL, &out_three_way, &err));
    REFUSED("`theirs` is null", stageline_three_way_of_values(one.value, one.value, NULL, NULL, &out_three_way, &err));
    REFUSED("`out` is null", stageline_three_way_of_values(one.value, one.value, one.value, NULL, NULL, &err));
    REFUSED("`base` is null", stageline_three_way_of_values_n(NULL, one.value, one.value, NULL, STAGELINE_NUL, &out_three_way, &err));
    REFUSED("`ours` is null", stageline_three_way_of_values_n(one.value, NULL, one.value, NULL, STAGELINE_NUL, &out_three_way, &err));
    REFUSED("`theirs` is null", stageline_three_way_of_values_n(one.value, one.value, NULL, NULL, STAGELINE_NUL, &out_three_way, &err));
    REFUSED("`options` is not UTF-8 at byte 1", stageline_three_way_of_values_n(one.value, one.value, one.value, "a\xff", 2, &out_three_way, &err));
    REFUSED("`options` has an impossible length", stageline_three_way_of_values_n(one.value, one.value, one.value, "{}", SIZE_MAX - 1, &out_three_way, &err));
    REFUSED("`out` is null", stageline_three_way_of_values_n(one.value, one.value, one.value, NULL, STAGELINE_NUL, NULL, &err));
    REFUSED("`base` is null", stageline_three_way_of_json(NULL, "1", "1", NULL, &out_three_way, &err));
    REFUSED("`ours` is null", stageline_three_way_of_json("1", NULL, "1", NULL, &out_three_way, &err));
    REFUSED("`theirs` is null", stageline_three_way_of_json("1", "1", NULL, NULL, &out_three_way, &err));
    REFUSED("`out` is null", stageline_three_way_of_json("1", "1", "1", NULL, NULL, &err));
    REFUSED("`base` is null", stageline_three_way_of_json_n(NULL, STAGELINE_NUL, "1", STAGELINE_NUL, "1", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_three_way, &err));
    REFUSED("`base` is not UTF-8 at byte 1", stageline_three_way_of_json_n("a\xff", 2, "1", STAGELINE_NUL, "1", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_three_way, &err));
    REFUSED("`base` has an impossible length", stageline_three_way_of_json_n("1", SIZE_MAX - 1, "1", STAGELINE_NUL, "1", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_three_way, &err));
    REFUSED("`ours` is null", stageline_three_way_of_json_n("1", STAGELINE_NUL, NULL, STAGELINE_NUL, "1", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_three_way, &err));
    REFUSED("`ours` is not UTF-8 at byte 1", stageline_three_way_of_json_n("1", STAGELINE_NUL, "a\xff", 2, "1", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_three_way, &err));
    REFUSED("`ours` has an impossible length", stageline_three_way_of_json_n("1", STAGELINE_NUL, "1", SIZE_MAX - 1, "1", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_three_way, &err));
    REFUSED("`theirs` is null", stageline_three_way_of_json_n("1", STAGELINE_NUL, "1", STAGELINE_NUL, NULL, STAGELINE_NUL, NULL, STAGELINE_NUL, &out_three_way, &err));
    REFUSED("`theirs` is not UTF-8 at byte 1", stageline_three_way_of_json_n("1", STAGELINE_NUL, "1", STAGELINE_NUL, "a\xff", 2, NULL, STAGELINE_NUL, &out_three_way, &err));
    REFUSED("`theirs` has an impossible length", stageline_three_way_of_json_n("1", STAGELINE_NUL, "1", STAGELINE_NUL, "1", SIZE_MAX - 1, NULL, STAGELINE_NUL, &out_three_way, &err));
    REFUSED("`options` is not UTF-8 at byte 1", stageline_three_way_of_json_n("1", STAGELINE_NUL, "1", STAGELINE_NUL, "1", STAGELINE_NUL, "a\xff", 2, &out_three_way, &err));
    REFUSED("`options` has an impossible length", stageline_three_way_of_json_n("1", STAGELINE_NUL, "1", STAGELINE_NUL, "1", STAGELINE_NUL, "{}", SIZE_MAX - 1, &out_three_way, &err));
    REFUSED("`out` is null", stageline_three_way_of_json_n("1", STAGELINE_NUL, "1", STAGELINE_NUL, "1", STAGELINE_NUL, NULL, STAGELINE_NUL, NULL, &err));
    REFUSED("`three_way` is null", stageline_three_way_merged(NULL, &out_value, &err));
    REFUSED("`out` is null", stageline_three_way_merged(one.three_way, NULL, &err));
    REFUSED("`three_way` is null", stageline_three_way_ours(NULL, &out_tree_diff, &err));
    REFUSED("`out` is null", stageline_three_way_ours(one.three_way, NULL, &err));
    REFUSED("`three_way` is null", stageline_three_way_theirs(NULL, &out_tree_diff, &err));
    REFUSED("`out` is null", stageline_three_way_theirs(one.three_way, NULL, &err));
    REFUSED("`three_way` is null", stageline_three_way_agreed(NULL, &out_tree_diff, &err));
    REFUSED("`out` is null", stageline_three_way_agreed(one.three_way, NULL, &err));
    REFUSED("`three_way` is null", stageline_three_way_conflict_base(NULL, 0, &out_value, &err));
    REFUSED("`out` is null", stageline_three_way_conflict_base(one.three_way, 0, NULL, &err));
    REFUSED("`three_way` is null", stageline_three_way_conflict_ours(NULL, 0, &out_value, &err));
    REFUSED("`out` is null", stageline_three_way_conflict_ours(one.three_way, 0, NULL, &err));
    REFUSED("`three_way` is null", stageline_three_way_conflict_theirs(NULL, 0, &out_value, &err));
    REFUSED("`out` is null", stageline_three_way_conflict_theirs(one.three_way, 0, NULL, &err));
    REFUSED("`three_way` is null", stageline_three_way_to_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_three_way_to_json(one.three_way, NULL, &err));
    REFUSED("`three_way` is null", stageline_three_way_to_text(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_three_way_to_text(one.three_way, NULL, &err));
    CHECK(out_bytes == NULL);
    CHECK(out_three_way == NULL);
    CHECK(out_tree_diff == NULL);
    CHECK(out_value == NULL);
}

CASE(json_patch_functions_refuse_what_they_cannot_take) {
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    REFUSED("`left` is null", stageline_json_patch_make(NULL, "1", NULL, &out_bytes, &err));
    REFUSED("`right` is null", stageline_json_patch_make("1", NULL, NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_json_patch_make("1", "1", NULL, NULL, &err));
    REFUSED("`left` is null", stageline_json_patch_make_n(NULL, STAGELINE_NUL, "1", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`left` is not UTF-8 at byte 1", stageline_json_patch_make_n("a\xff", 2, "1", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`left` has an impossible length", stageline_json_patch_make_n("1", SIZE_MAX - 1, "1", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`right` is null", stageline_json_patch_make_n("1", STAGELINE_NUL, NULL, STAGELINE_NUL, NULL, STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`right` is not UTF-8 at byte 1", stageline_json_patch_make_n("1", STAGELINE_NUL, "a\xff", 2, NULL, STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`right` has an impossible length", stageline_json_patch_make_n("1", STAGELINE_NUL, "1", SIZE_MAX - 1, NULL, STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`options` is not UTF-8 at byte 1", stageline_json_patch_make_n("1", STAGELINE_NUL, "1", STAGELINE_NUL, "a\xff", 2, &out_bytes, &err));
    REFUSED("`options` has an impossible length", stageline_json_patch_make_n("1", STAGELINE_NUL, "1", STAGELINE_NUL, "{}", SIZE_MAX - 1, &out_bytes, &err));
    REFUSED("`out` is null", stageline_json_patch_make_n("1", STAGELINE_NUL, "1", STAGELINE_NUL, NULL, STAGELINE_NUL, NULL, &err));
    REFUSED("`document` is null", stageline_json_patch_apply(NULL, "[]", &out_bytes, &err));
    REFUSED("`patch` is null", stageline_json_patch_apply("1", NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_json_patch_apply("1", "[]", NULL, &err));
    REFUSED("`document` is null", stageline_json_patch_apply_n(NULL, STAGELINE_NUL, "[]", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`document` is not UTF-8 at byte 1", stageline_json_patch_apply_n("a\xff", 2, "[]", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`document` has an impossible length", stageline_json_patch_apply_n("1", SIZE_MAX - 1, "[]", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`patch` is null", stageline_json_patch_apply_n("1", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`patch` is not UTF-8 at byte 1", stageline_json_patch_apply_n("1", STAGELINE_NUL, "a\xff", 2, &out_bytes, &err));
    REFUSED("`patch` has an impossible length", stageline_json_patch_apply_n("1", STAGELINE_NUL, "[]", SIZE_MAX - 1, &out_bytes, &err));
    REFUSED("`out` is null", stageline_json_patch_apply_n("1", STAGELINE_NUL, "[]", STAGELINE_NUL, NULL, &err));
    CHECK(out_bytes == NULL);
}

CASE(merge_patch_functions_refuse_what_they_cannot_take) {
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    REFUSED("`left` is null", stageline_merge_patch_make(NULL, "1", &out_bytes, &err));
    REFUSED("`right` is null", stageline_merge_patch_make("1", NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_merge_patch_make("1", "1", NULL, &err));
    REFUSED("`left` is null", stageline_merge_patch_make_n(NULL, STAGELINE_NUL, "1", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`left` is not UTF-8 at byte 1", stageline_merge_patch_make_n("a\xff", 2, "1", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`left` has an impossible length", stageline_merge_patch_make_n("1", SIZE_MAX - 1, "1", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`right` is null", stageline_merge_patch_make_n("1", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`right` is not UTF-8 at byte 1", stageline_merge_patch_make_n("1", STAGELINE_NUL, "a\xff", 2, &out_bytes, &err));
    REFUSED("`right` has an impossible length", stageline_merge_patch_make_n("1", STAGELINE_NUL, "1", SIZE_MAX - 1, &out_bytes, &err));
    REFUSED("`out` is null", stageline_merge_patch_make_n("1", STAGELINE_NUL, "1", STAGELINE_NUL, NULL, &err));
    REFUSED("`document` is null", stageline_merge_patch_apply(NULL, "[]", &out_bytes, &err));
    REFUSED("`patch` is null", stageline_merge_patch_apply("1", NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_merge_patch_apply("1", "[]", NULL, &err));
    REFUSED("`document` is null", stageline_merge_patch_apply_n(NULL, STAGELINE_NUL, "[]", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`document` is not UTF-8 at byte 1", stageline_merge_patch_apply_n("a\xff", 2, "[]", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`document` has an impossible length", stageline_merge_patch_apply_n("1", SIZE_MAX - 1, "[]", STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`patch` is null", stageline_merge_patch_apply_n("1", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_bytes, &err));
    REFUSED("`patch` is not UTF-8 at byte 1", stageline_merge_patch_apply_n("1", STAGELINE_NUL, "a\xff", 2, &out_bytes, &err));
    REFUSED("`patch` has an impossible length", stageline_merge_patch_apply_n("1", STAGELINE_NUL, "[]", SIZE_MAX - 1, &out_bytes, &err));
    REFUSED("`out` is null", stageline_merge_patch_apply_n("1", STAGELINE_NUL, "[]", STAGELINE_NUL, NULL, &err));
    CHECK(out_bytes == NULL);
}

CASE(accessors_of_documents_answer_nothing_for_null) {
    CHECK(stageline_tree_diff_len(NULL) == 0);
    CHECK_TEXT(stageline_tree_diff_change(NULL, 0).path, "");
    CHECK(stageline_tree_diff_equivalent_count(NULL) == 0);
    CHECK(stageline_tree_diff_equivalent(NULL, 0).kind == STAGELINE_CHANGE_KIND_OTHER);
    CHECK(stageline_three_way_is_clean(NULL));
    CHECK(stageline_three_way_conflict_count(NULL) == 0);
    CHECK_TEXT(stageline_three_way_conflict(NULL, 0).path, "");
}

CASE(every_handle_of_documents_can_be_freed_and_null_too) {
    stageline_three_way_free(one.three_way);
    stageline_tree_diff_free(one.diff);
    stageline_value_free(one.value);
    stageline_three_way_free(NULL);
    stageline_tree_diff_free(NULL);
    stageline_value_free(NULL);
    CHECK(one.value != NULL);
}

const check_row tree_refusal_cases[] = {
    ROW(one_of_each_handle_of_documents_can_be_had),
    ROW(value_functions_refuse_what_they_cannot_take),
    ROW(tree_diff_functions_refuse_what_they_cannot_take),
    ROW(three_way_functions_refuse_what_they_cannot_take),
    ROW(json_patch_functions_refuse_what_they_cannot_take),
    ROW(merge_patch_functions_refuse_what_they_cannot_take),
    ROW(accessors_of_documents_answer_nothing_for_null),
    ROW(every_handle_of_documents_can_be_freed_and_null_too),
    {NULL, NULL},
};
