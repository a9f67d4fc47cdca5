/* Any two documents: what differs, how one becomes the other. */
#include <stdlib.h>

#include "shop.h"

static const char *const LEFT = "{\"replicas\":2,\"memory\":\"1Gi\",\"old\":1,\"ports\":[{\"name\":\"web\",\"port\":80},{\"name\":\"admin\",\"port\":81}]}";
static const char *const RIGHT = "{\"replicas\":3,\"memory\":\"1024Mi\",\"new\":{\"a\":1},\"ports\":[{\"name\":\"admin\",\"port\":81},{\"name\":\"web\",\"port\":8080}]}";

/* The value is that JSON; it is freed. */
static bool is_json(stageline_value *value, const char *expected) {
    stageline_bytes *json = NULL;
    bool is;
    stageline_value_to_json(value, &json, NULL);
    is = check_text_is(stageline_bytes_view(json), expected);
    stageline_bytes_free(json);
    stageline_value_free(value);
    return is;
}

CASE(two_documents_are_compared_change_by_change) {
    static const struct {
        const char *path;
        stageline_change_kind kind;
        bool left, right;
    } rows[] = {
        {"replicas", STAGELINE_CHANGE_KIND_CHANGED, true, true}, {"old", STAGELINE_CHANGE_KIND_REMOVED, true, false},
        {"ports", STAGELINE_CHANGE_KIND_MOVED, true, true},      {"ports.[name=web].port", STAGELINE_CHANGE_KIND_CHANGED, true, true},
        {"new", STAGELINE_CHANGE_KIND_ADDED, false, true},
    };
    stageline_tree_diff *diff = NULL;
    stageline_value *value = NULL;
    int64_t number = 0;
    size_t i;
    DONE(stageline_tree_diff_of_json(LEFT, RIGHT, NULL, &diff, &err));
    CHECK(stageline_tree_diff_len(diff) == sizeof rows / sizeof *rows);
    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        stageline_change_view change = stageline_tree_diff_change(diff, i);
        CHECK_TEXT(change.path, rows[i].path);
        CHECK(change.kind == rows[i].kind && change.has_left == rows[i].left && change.has_right == rows[i].right);
        CHECK_TEXT(change.right_path, "");
        CHECK_TEXT(change.by, rows[i].kind == STAGELINE_CHANGE_KIND_MOVED ? "name" : "");
        CHECK(change.position == -1);
    }
    DONE(stageline_tree_diff_left(diff, 3, &value, &err));
    DONE(stageline_value_get_i64(value, "", &number, &err));
    CHECK(number == 80);
    stageline_value_free(value);
    DONE(stageline_tree_diff_right(diff, 4, &value, &err));
    CHECK(is_json(value, "{\"a\":1}"));
    REFUSED("the change has no value on that side", stageline_tree_diff_left(diff, 4, &value, &err));
    REFUSED("`index` is 5, but there are 5 changes", stageline_tree_diff_right(diff, 5, &value, &err));
    CHECK(value == NULL);
    CHECK_TEXT(stageline_tree_diff_change(diff, 5).path, "");
    CHECK(stageline_tree_diff_equivalent_count(diff) == 1);
    CHECK_TEXT(stageline_tree_diff_equivalent(diff, 0).path, "memory");
    CHECK_TEXT(stageline_tree_diff_equivalent(diff, 1).path, "");
    stageline_tree_diff_free(diff);
}

CASE(what_differs_makes_one_document_of_the_other_and_back) {
    stageline_tree_diff *diff = NULL, *back = NULL, *none = NULL;
    stageline_value *left = NULL, *right = NULL, *made = NULL;
    DONE(stageline_value_of_json(LEFT, &left, &err));
    DONE(stageline_value_of_json(RIGHT, &right, &err));
    DONE(stageline_tree_diff_of_values(left, right, NULL, &diff, &err));
    DONE(stageline_tree_diff_apply(diff, left, &made, &err));
    DONE(stageline_tree_diff_of_values(made, right, NULL, &none, &err));
    CHECK(stageline_tree_diff_len(none) == 0 && stageline_tree_diff_equivalent_count(none) == 0);
    stageline_tree_diff_free(none);
    stageline_value_free(made);
    DONE(stageline_tree_diff_inverted(diff, &back, &err));
    CHECK(stageline_tree_diff_len(back) == stageline_tree_diff_len(diff));
    DONE(stageline_tree_diff_apply(back, right, &made, &err));
    DONE(stageline_tree_diff_of_values(made, left, NULL, &none, &err));
    CHECK(stageline_tree_diff_len(none) == 0);
    stageline_tree_diff_free(none);
    stageline_value_free(made);
    stageline_tree_diff_free(back);
    stageline_tree_diff_free(diff);
    stageline_value_free(right);
    stageline_value_free(left);
}

CASE(what_was_resolved_is_compared_with_a_document) {
    stageline_project *p = shop();
    stageline_value *production = NULL, *staging = NULL, *document = NULL;
    stageline_tree_diff *diff = NULL;
    stageline_bytes *json = NULL;
    CHECK(p != NULL);
    DONE(stageline_service_resolve(p, "production", "api", &production, &err));
    DONE(stageline_service_resolve(p, "staging", "api", &staging, &err));
    DONE(stageline_tree_diff_of_values(staging, production, NULL, &diff, &err));
    CHECK(stageline_tree_diff_len(diff) == 2);
    DONE(stageline_tree_diff_to_json(diff, &json, &err));
    CHECK_BYTES(json, "{\"changes\":[{\"path\":\"replicas\",\"right_path\":null,\"kind\":\"changed\",\"left\":1,\"right\":4,\"position\":null,\"by\":null},"
                      "{\"path\":\"image_tag\",\"right_path\":null,\"kind\":\"changed\",\"left\":\"v2\",\"right\":\"v1\",\"position\":null,\"by\":null}],"
                      "\"equivalent\":[]}");
    DONE(stageline_tree_diff_to_text(diff, &json, &err));
    CHECK(check_holds(json, "replicas: 1 \xe2\x86\x92 4"));
    stageline_bytes_free(json);
    stageline_tree_diff_free(diff);
    DONE(stageline_value_of_json("{\"replicas\":4,\"image_tag\":\"v1\"}", &document, &err));
    DONE(stageline_tree_diff_of_values(document, production, NULL, &diff, &err));
    CHECK(stageline_tree_diff_len(diff) == 0);
    stageline_tree_diff_free(diff);
    stageline_value_free(document);
    stageline_value_free(staging);
    stageline_value_free(production);
    stageline_project_free(p);
}

CASE(a_document_is_read_like_what_was_resolved) {
    stageline_value *value = NULL, *part = NULL;
    stageline_origin *origin = NULL;
    stageline_explanation *explanation = NULL;
    stageline_explanations *explanations = NULL;
    stageline_bytes *bytes = NULL;
    stageline_error *why = NULL;
    int64_t number = 0;
    DONE(stageline_value_of_json_n("{\"a\":{\"replicas\":3}}!", 20, &value, &err));
    DONE(stageline_value_get_i64(value, "a.replicas", &number, &err));
    CHECK(number == 3 && stageline_value_len(value) == 1);
    DONE(stageline_value_get(value, "a", &part, &err));
    CHECK(stageline_value_get_i64(part, "replcas", &number, &why) == STAGELINE_STATUS_ERROR);
    CHECK_TEXT(stageline_error_code(why), "E_UNKNOWN_PATH");
    CHECK_TEXT(stageline_error_suggestion(why, 0), "replicas");
    stageline_error_free(why);
    FAILS(STAGELINE_STATUS_ERROR, "E_CONFIG_TYPE", "the value is a map, not an integer", stageline_value_get_i64(part, "", &number, &err));
    REFUSED("the value comes from no project", stageline_value_origin(value, "a", &origin, &err));
    REFUSED("the value comes from no project", stageline_value_explain(value, "a", &explanation, &err));
    REFUSED("the value comes from no project", stageline_value_explain_all(value, "a", &explanations, &err));
    REFUSED("the value comes from no project", stageline_value_explain_json(value, "a", &bytes, &err));
    stageline_value_free(part);
    stageline_value_free(value);
}

CASE(options_say_what_values_mean_and_how_items_are_named) {
    stageline_tree_diff *diff = NULL;
    DONE(stageline_tree_diff_of_json("{\"origins\":[1,2]}", "{\"origins\":[2,1]}", "{\"meanings\":{\"**\":\"exact\",\"origins\":\"set\"}}", &diff, &err));
    CHECK(stageline_tree_diff_len(diff) == 0 && stageline_tree_diff_equivalent_count(diff) == 1);
    stageline_tree_diff_free(diff);
    DONE(stageline_tree_diff_of_json("[1,2]", "[2,1]", "{\"meanings\":[[\"**\",\"set\"],[\"**\",\"exact\"]]}", &diff, &err));
    CHECK(stageline_tree_diff_len(diff) == 1);
    stageline_tree_diff_free(diff);
    DONE(stageline_tree_diff_of_json("{\"panels\":[{\"title\":\"a\",\"name\":1}]}", "{\"panels\":[{\"title\":\"a\",\"name\":2}]}",
                                     "{\"keys\":{\"panels\":\"title\"},\"alignment\":10}", &diff, &err));
    CHECK(stageline_tree_diff_len(diff) == 1);
    CHECK_TEXT(stageline_tree_diff_change(diff, 0).path, "panels.[title=a].name");
    stageline_tree_diff_free(diff);
    DONE(stageline_tree_diff_of_json("{}", "{\"a\":{\"b\":1,\"c\":2}}", "{\"leaves\":true}", &diff, &err));
    CHECK(stageline_tree_diff_len(diff) == 2);
    CHECK_TEXT(stageline_tree_diff_change(diff, 1).path, "a.c");
    stageline_tree_diff_free(diff);
    REFUSED("`options` has a key `key` that nothing reads", stageline_tree_diff_of_json("1", "2", "{\"key\":{}}", &diff, &err));
    REFUSED("`meanings` of `options` is no map of texts", stageline_tree_diff_of_json("1", "2", "{\"meanings\":[[\"a\"]]}", &diff, &err));
    REFUSED("`keys` of `options` is no map of texts", stageline_tree_diff_of_json("1", "2", "{\"keys\":{\"a\":1}}", &diff, &err));
    REFUSED("`leaves` of `options` is no boolean", stageline_tree_diff_of_json("1", "2", "{\"leaves\":1}", &diff, &err));
    REFUSED("`alignment` of `options` is no number of steps", stageline_tree_diff_of_json("1", "2", "{\"alignment\":-1}", &diff, &err));
    REFUSED("`sets` is no meaning of values", stageline_tree_diff_of_json("1", "2", "{\"meanings\":{\"a\":\"sets\"}}", &diff, &err));
    CHECK(diff == NULL);
}

/* `[[…1…]]`, so many brackets deep. */
static char *deep(size_t levels) {
    char *text = malloc(2 * levels + 2);
    memset(text, '[', levels);
    text[levels] = '1';
    memset(text + levels + 1, ']', levels);
    text[2 * levels + 1] = 0;
    return text;
}

CASE(documents_that_are_none_are_refused_without_being_quoted) {
    static const char *const broken[][2] = {
        {"{hunter2}", "`right` is not JSON at line 1, column 2"},
        {"{\"a\":1,\"a\":2}", "`right` has a key twice at line 1, column 13"},
        {"", "`right` is not JSON at line 1, column 0"},
    };
    stageline_tree_diff *diff = NULL;
    char *text = deep(200000);
    size_t i;
    for (i = 0; i < sizeof broken / sizeof *broken; i++)
        REFUSED(broken[i][1], stageline_tree_diff_of_json("1", broken[i][0], NULL, &diff, &err));
    REFUSED("the value given is nested deeper than 255 levels", stageline_tree_diff_of_json("1", text, NULL, &diff, &err));
    free(text);
    FAILS(STAGELINE_STATUS_ERROR, "E_NUMBER_RANGE", "`left` has an integer outside 64 bits at byte 1",
          stageline_tree_diff_of_json("[18446744073709551616]", "1", NULL, &diff, &err));
    CHECK(diff == NULL);
    text = deep(256);
    REFUSED("the value given is nested deeper than 255 levels", stageline_tree_diff_of_json(text, "1", NULL, &diff, &err));
    free(text);
    text = deep(255);
    DONE(stageline_tree_diff_of_json(text, "1", NULL, &diff, &err));
    CHECK(stageline_tree_diff_len(diff) == 1);
    stageline_tree_diff_free(diff);
    free(text);
}

CASE(both_zeros_are_equal_and_each_is_kept) {
    stageline_bytes *bytes = NULL;
    DONE(stageline_json_patch_make("{\"a\":0.0,\"b\":0}", "{\"a\":-0.0,\"b\":-0}", NULL, &bytes, &err));
    CHECK_BYTES(bytes, "[]");
    DONE(stageline_json_patch_apply("{\"a\":0.0}", "[{\"op\":\"replace\",\"path\":\"/a\",\"value\":-0.0}]", &bytes, &err));
    CHECK_BYTES(bytes, "{\"a\":-0.0}");
    DONE(stageline_merge_patch_make("{}", "{\"-0\":\"-0\",\"l\":[-0,0,-1]}", &bytes, &err));
    CHECK_BYTES(bytes, "{\"-0\":\"-0\",\"l\":[0,0,-1]}");
}

CASE(what_is_given_for_a_project_is_as_deep_as_its_files_may_be) {
    stageline_project *p = shop();
    stageline_snapshot *snapshot = NULL;
    stageline_value *v = NULL;
    char *text = deep(127), *overrides = malloc(300);
    CHECK(p != NULL);
    DONE(stageline_project_snapshot(p, &snapshot, &err));
    sprintf(overrides, "{\"x\":%s}", text);
    DONE(stageline_snapshot_resolve(snapshot, "production", NULL, overrides, &v, &err));
    stageline_value_free(v);
    v = NULL;
    free(text);
    text = deep(128);
    sprintf(overrides, "{\"x\":%s}", text);
    REFUSED("the value given is nested deeper than 128 levels", stageline_snapshot_resolve(snapshot, "production", NULL, overrides, &v, &err));
    CHECK(v == NULL);
    free(text);
    free(overrides);
    stageline_snapshot_free(snapshot);
    stageline_project_free(p);
}

CASE(awkward_keys_and_items_that_are_alike_are_told_apart) {
    const char *left = "{\"a/b~c.d\":1,\"[x]\":[{\"name\":\"a\",\"v\":1},{\"name\":\"a\",\"v\":2}]}";
    const char *right = "{\"a/b~c.d\":2,\"[x]\":[{\"name\":\"a\",\"v\":2},{\"name\":\"a\",\"v\":1},{\"name\":\"a\",\"v\":1}]}";
    stageline_tree_diff *diff = NULL, *none = NULL;
    stageline_value *from = NULL, *to = NULL, *made = NULL;
    DONE(stageline_value_of_json(left, &from, &err));
    DONE(stageline_value_of_json(right, &to, &err));
    DONE(stageline_tree_diff_of_values(from, to, NULL, &diff, &err));
    CHECK_TEXT(stageline_tree_diff_change(diff, 0).path, "\"a/b~c.d\"");
    DONE(stageline_tree_diff_apply(diff, from, &made, &err));
    DONE(stageline_tree_diff_of_values(made, to, NULL, &none, &err));
    CHECK(stageline_tree_diff_len(none) == 0);
    stageline_tree_diff_free(none);
    stageline_tree_diff_free(diff);
    stageline_value_free(made);
    stageline_value_free(to);
    stageline_value_free(from);
}

CASE(patches_of_the_standards_go_out_and_in) {
    const char *left = "{\"a\":{\"b/c\":1},\"list\":[{\"name\":\"x\"},{\"name\":\"y\"}],\"gone\":true}";
    const char *right = "{\"a\":{\"b/c\":2},\"list\":[{\"name\":\"y\"},{\"name\":\"x\"}]}";
    stageline_bytes *patch = NULL, *made = NULL;
    stageline_error *why = NULL;
    stageline_text text;
    DONE(stageline_json_patch_make(left, right, NULL, &patch, &err));
    CHECK(check_holds(patch, "{\"op\":\"replace\",\"path\":\"/a/b~1c\",\"value\":2}") && check_holds(patch, "\"op\":\"move\""));
    text = stageline_bytes_view(patch);
    DONE(stageline_json_patch_apply_n(left, STAGELINE_NUL, text.ptr, text.len, &made, &err));
    CHECK_BYTES(made, right);
    stageline_bytes_free(patch);
    DONE(stageline_merge_patch_make(left, right, &patch, &err));
    text = stageline_bytes_view(patch);
    CHECK(check_holds(patch, "\"gone\":null"));
    DONE(stageline_merge_patch_apply_n(left, STAGELINE_NUL, text.ptr, text.len, &made, &err));
    CHECK_BYTES(made, right);
    stageline_bytes_free(patch);
    DONE(stageline_json_patch_make_n("{\"i\":[{\"t\":1,\"v\":1}]}", STAGELINE_NUL, "{\"i\":[{\"t\":1,\"v\":2}]}", STAGELINE_NUL, "{\"keys\":{\"i\":\"t\"}}", STAGELINE_NUL, &patch, &err));
    CHECK_BYTES(patch, "[{\"op\":\"replace\",\"path\":\"/i/0/v\",\"value\":2}]");
    /* `1Gi` and `1024Mi` mean the same, and are two spellings. */
    DONE(stageline_json_patch_make("{\"memory\":\"1Gi\"}", "{\"memory\":\"1024Mi\"}", NULL, &patch, &err));
    CHECK(check_holds(patch, "1024Mi"));
    stageline_bytes_free(patch);
    CHECK(stageline_json_patch_apply("{\"a\":1}", "[{\"op\":\"remove\",\"path\":\"/a\"},{\"op\":\"remove\",\"path\":\"/b\"}]", &made, &why) == STAGELINE_STATUS_ERROR);
    CHECK_TEXT(stageline_error_code(why), "E_PATCH");
    CHECK(made == NULL);
    stageline_error_free(why);
    CHECK(stageline_merge_patch_make("{}", "{\"a\":null}", &patch, &why) == STAGELINE_STATUS_ERROR);
    CHECK_TEXT(stageline_error_code(why), "E_PATCH");
    stageline_error_free(why);
    DONE(stageline_merge_patch_apply("{\"a\":1}", "[1]", &made, &err));
    CHECK_BYTES(made, "[1]");
    REFUSED("`patch` is not JSON at line 1, column 2", stageline_json_patch_apply("{}", "{hunter2}", &made, &err));
    CHECK(made == NULL);
}

CASE(what_two_sides_changed_is_merged_and_conflicts_are_named) {
    const char *base = "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1}";
    const char *ours = "{\"a\":2,\"b\":1,\"c\":2,\"d\":5}";
    const char *theirs = "{\"a\":1,\"b\":3,\"c\":3,\"d\":5,\"e\":7}";
    stageline_three_way *found = NULL, *clean = NULL;
    stageline_tree_diff *diff = NULL;
    stageline_value *value = NULL;
    stageline_bytes *bytes = NULL;
    stageline_conflict_view conflict;
    DONE(stageline_three_way_of_json(base, ours, theirs, NULL, &found, &err));
    CHECK(!stageline_three_way_is_clean(found) && stageline_three_way_conflict_count(found) == 2);
    DONE(stageline_three_way_merged(found, &value, &err));
    CHECK(is_json(value, "{\"a\":2,\"b\":3,\"c\":1,\"d\":5,\"e\":1}"));
    DONE(stageline_three_way_ours(found, &diff, &err));
    CHECK(stageline_tree_diff_len(diff) == 1);
    CHECK_TEXT(stageline_tree_diff_change(diff, 0).path, "a");
    stageline_tree_diff_free(diff);
    DONE(stageline_three_way_theirs(found, &diff, &err));
    CHECK_TEXT(stageline_tree_diff_change(diff, 0).path, "b");
    stageline_tree_diff_free(diff);
    DONE(stageline_three_way_agreed(found, &diff, &err));
    CHECK_TEXT(stageline_tree_diff_change(diff, 0).path, "d");
    stageline_tree_diff_free(diff);
    conflict = stageline_three_way_conflict(found, 0);
    CHECK_TEXT(conflict.path, "c");
    CHECK(conflict.has_base && conflict.has_ours && conflict.has_theirs);
    DONE(stageline_three_way_conflict_base(found, 0, &value, &err));
    CHECK(is_json(value, "1"));
    DONE(stageline_three_way_conflict_ours(found, 0, &value, &err));
    CHECK(is_json(value, "2"));
    DONE(stageline_three_way_conflict_theirs(found, 0, &value, &err));
    CHECK(is_json(value, "3"));
    CHECK(!stageline_three_way_conflict(found, 1).has_ours);
    REFUSED("the conflict has no value on that side", stageline_three_way_conflict_ours(found, 1, &value, &err));
    REFUSED("`index` is 2, but there are 2 conflicts", stageline_three_way_conflict_base(found, 2, &value, &err));
    CHECK(value == NULL);
    CHECK_TEXT(stageline_three_way_conflict(found, 2).path, "");
    DONE(stageline_three_way_to_text(found, &bytes, &err));
    CHECK(check_holds(bytes, "ours ~ a") && check_holds(bytes, "! c"));
    stageline_bytes_free(bytes);
    DONE(stageline_three_way_to_json(found, &bytes, &err));
    CHECK(check_starts(bytes, "{\"merged\":{") && check_holds(bytes, "\"conflicts\":[{\"path\":\"c\",\"base\":1,\"ours\":2,\"theirs\":3}"));
    stageline_bytes_free(bytes);
    stageline_three_way_free(found);

    DONE(stageline_value_of_json(base, &value, &err));
    DONE(stageline_three_way_of_values(value, value, value, "{\"leaves\":true}", &clean, &err));
    CHECK(stageline_three_way_is_clean(clean) && stageline_three_way_conflict_count(clean) == 0);
    stageline_three_way_free(clean);
    stageline_value_free(value);
}

const check_row tree_cases[] = {
    ROW(what_two_sides_changed_is_merged_and_conflicts_are_named),
    ROW(patches_of_the_standards_go_out_and_in),
    ROW(two_documents_are_compared_change_by_change),
    ROW(what_differs_makes_one_document_of_the_other_and_back),
    ROW(what_was_resolved_is_compared_with_a_document),
    ROW(a_document_is_read_like_what_was_resolved),
    ROW(options_say_what_values_mean_and_how_items_are_named),
    ROW(documents_that_are_none_are_refused_without_being_quoted),
    ROW(both_zeros_are_equal_and_each_is_kept),
    ROW(what_is_given_for_a_project_is_as_deep_as_its_files_may_be),
    ROW(awkward_keys_and_items_that_are_alike_are_told_apart),
    {NULL, NULL},
};
