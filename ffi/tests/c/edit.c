/* Edits: collected, looked at, and committed together or not at all. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "shop.h"

/* An edit of a shop, and the scope of production in it. */
typedef struct edited {
    stageline_project *project;
    stageline_edit *edit;
    stageline_scope *production;
} edited;

static bool begin(edited *one) {
    one->project = shop();
    one->edit = NULL;
    one->production = NULL;
    return one->project != NULL && stageline_project_edit(one->project, &one->edit, NULL) == STAGELINE_STATUS_OK &&
           stageline_edit_environment(one->edit, "production", &one->production, NULL) == STAGELINE_STATUS_OK;
}

static void end(edited *one) {
    stageline_scope_free(one->production);
    stageline_edit_free(one->edit);
    stageline_project_free(one->project);
}

/* What the project has at a path of production. */
static int64_t production_i64(const stageline_project *p, const char *path) {
    stageline_value *v = NULL;
    int64_t found = -1;
    stageline_environment_resolve(p, "production", &v, NULL);
    stageline_value_get_i64(v, path, &found, NULL);
    stageline_value_free(v);
    return found;
}

CASE(an_edit_is_looked_at_and_committed) {
    edited one;
    stageline_preview *preview = NULL;
    stageline_blast_radius *radius = NULL;
    stageline_snapshot *after = NULL;
    stageline_value *v = NULL;
    stageline_bytes *bytes = NULL;
    stageline_preview_file_view file;
    int64_t n = 0;
    CHECK(begin(&one));
    CHECK(stageline_edit_is_empty(one.edit));
    DONE(stageline_scope_set_i64(one.production, "database.pool_size", 80, &err));
    CHECK(!stageline_edit_is_empty(one.edit));
    CHECK(production_i64(one.project, "database.pool_size") == 50);

    DONE(stageline_edit_preview(one.edit, &preview, &err));
    CHECK(stageline_preview_len(preview) == 1);
    file = stageline_preview_file(preview, 0);
    CHECK_TEXT(file.path, "config/production.yaml");
    CHECK(!file.is_new);
    CHECK(file.before.len == file.after.len);
    CHECK_TEXT(file.after, "extends: base\n"
                           "overrides:\n"
                           "  database: {pool_size: 80}\n"
                           "  list: !append [z]\n"
                           "  features: {search: !delete }\n");
    CHECK_TEXT(stageline_preview_file(preview, 1).path, "");
    DONE(stageline_preview_to_text(preview, &bytes, &err));
    CHECK(check_starts(bytes, "--- a/config/production.yaml\n+++ b/config/production.yaml\n@@ -1,5 +1,5 @@\n"));
    stageline_bytes_free(bytes);
    DONE(stageline_preview_diff(preview, &bytes, &err));
    CHECK(check_holds(bytes, "\n-  database: {pool_size: 50}\n+  database: {pool_size: 80}\n"));
    stageline_bytes_free(bytes);
    DONE(stageline_preview_file_diff(preview, 0, &bytes, &err));
    CHECK(check_holds(bytes, "\n+  database: {pool_size: 80}\n"));
    stageline_bytes_free(bytes);
    REFUSED("`index` is 1, but there are 1 files", stageline_preview_file_diff(preview, 1, &bytes, &err));
    DONE(stageline_preview_to_json(preview, &bytes, &err));
    CHECK(check_starts(bytes, "{\"files\":[{\"path\":\"config/production.yaml\",\"before\":\"extends: base\\n"));
    stageline_bytes_free(bytes);

    DONE(stageline_edit_blast_radius(one.edit, &radius, &err));
    CHECK(stageline_blast_radius_len(radius) == 2);
    CHECK_TEXT(stageline_blast_radius_environment(radius, 0), "production");
    CHECK_TEXT(stageline_blast_radius_environment(radius, 1), "acme-production");
    CHECK_TEXT(stageline_blast_radius_environment(radius, 2), "");
    DONE(stageline_blast_radius_to_text(radius, &bytes, &err));
    CHECK(check_starts(bytes, "production\n  configuration\n    ~ database.pool_size: 50 (config/production.yaml:3:25) "));
    stageline_bytes_free(bytes);
    DONE(stageline_blast_radius_to_json(radius, &bytes, &err));
    CHECK(check_starts(bytes, "{\"effects\":[{\"environment\":\"production\",\"diff\":{\"left\":\"before\",\"right\":\"after\","));
    stageline_bytes_free(bytes);

    DONE(stageline_edit_snapshot(one.edit, &after, &err));
    DONE(stageline_snapshot_resolve(after, "production", NULL, NULL, &v, &err));
    DONE(stageline_value_get_i64(v, "database.pool_size", &n, &err));
    CHECK(n == 80);
    stageline_value_free(v);
    stageline_snapshot_free(after);
    CHECK(production_i64(one.project, "database.pool_size") == 50);

    DONE(stageline_edit_commit(one.edit, &after, &err));
    CHECK(stageline_edit_is_empty(one.edit));
    CHECK(production_i64(one.project, "database.pool_size") == 80);
    DONE(stageline_scope_set_i64(one.production, "database.pool_size", 81, &err));
    stageline_snapshot_free(after);
    DONE(stageline_edit_commit(one.edit, &after, &err));
    CHECK(production_i64(one.project, "database.pool_size") == 81);
    stageline_snapshot_free(after);
    stageline_blast_radius_free(radius);
    /* The preview is of its moment. */
    CHECK(stageline_preview_len(preview) == 1);
    stageline_preview_free(preview);
    end(&one);
}

CASE(every_kind_of_value_can_be_set) {
    edited one;
    stageline_snapshot *after = NULL;
    stageline_value *v = NULL, *part = NULL;
    stageline_bytes *json = NULL, *path = NULL;
    stageline_text keys[2];
    CHECK(begin(&one));
    DONE(stageline_scope_set_bool(one.production, "k.yes", true, &err));
    DONE(stageline_scope_set_bool_n(one.production, "k.no, or not", 4, false, &err));
    DONE(stageline_scope_set_i64(one.production, "k.least", INT64_MIN, &err));
    DONE(stageline_scope_set_i64_n(one.production, "k.one!", 5, 1, &err));
    DONE(stageline_scope_set_u64(one.production, "k.most", UINT64_MAX, &err));
    DONE(stageline_scope_set_u64_n(one.production, "k.two!", 5, 2, &err));
    DONE(stageline_scope_set_f64(one.production, "k.half", 0.5, &err));
    DONE(stageline_scope_set_f64_n(one.production, "k.whole!", 7, 3.0, &err));
    DONE(stageline_scope_set_text(one.production, "k.word", "true", &err));
    DONE(stageline_scope_set_text_n(one.production, "k.lines!", 7, "a\nb: #c\n!", 8, &err));
    DONE(stageline_scope_set_json(one.production, "k.tree", "{\"list\":[1,{\"a\":null}]}", &err));
    DONE(stageline_scope_set_json_n(one.production, "k.nothing!", 9, "null!", 4, &err));
    keys[0] = stageline_text_of("k");
    keys[1] = stageline_text_of("a.b \"c\"");
    DONE(stageline_path_of_keys(keys, 2, &path, &err));
    stageline_text dotted = stageline_bytes_view(path);
    DONE(stageline_scope_set_text_n(one.production, dotted.ptr, dotted.len, "\xc3\xb6", 2, &err));
    stageline_bytes_free(path);
    DONE(stageline_edit_commit(one.edit, &after, &err));
    stageline_snapshot_free(after);
    DONE(stageline_environment_resolve(one.project, "production", &v, &err));
    DONE(stageline_value_get(v, "k", &part, &err));
    DONE(stageline_value_to_json(part, &json, &err));
    CHECK_BYTES(json, "{\"yes\":true,\"no\":false,\"least\":-9223372036854775808,\"one\":1,\"most\":18446744073709551615,\"two\":2,"
                      "\"half\":0.5,\"whole\":3.0,\"word\":\"true\",\"lines\":\"a\\nb: #c\\n\","
                      "\"tree\":{\"list\":[1,{\"a\":null}]},\"nothing\":null,\"a.b \\\"c\\\"\":\"\xc3\xb6\"}");
    stageline_value_free(part);
    stageline_value_free(v);
    end(&one);
}

CASE(values_are_forgotten_deleted_moved_and_applied) {
    edited one;
    stageline_value *v = NULL;
    stageline_snapshot *after = NULL;
    stageline_bytes *json = NULL;
    CHECK(begin(&one));
    DONE(stageline_scope_unset(one.production, "features.search", &err));
    DONE(stageline_scope_unset_n(one.production, "database.pool_size!", 18, &err));
    DONE(stageline_scope_delete(one.production, "nothing", &err));
    DONE(stageline_scope_delete_n(one.production, "labels!", 6, &err));
    DONE(stageline_scope_delete(one.production, "numbers", &err));
    DONE(stageline_scope_append_text(one.production, "list", "y", &err));
    DONE(stageline_scope_append_text_n(one.production, "list!", 4, "x!", 1, &err));
    DONE(stageline_scope_append_json(one.production, "list", "7", &err));
    DONE(stageline_scope_append_json_n(one.production, "list!", 4, "8!", 1, &err));
    DONE(stageline_scope_remove_text(one.production, "list", "y", &err));
    DONE(stageline_scope_remove_text_n(one.production, "list!", 4, "z!", 1, &err));
    DONE(stageline_scope_remove_json(one.production, "list", "7", &err));
    DONE(stageline_scope_remove_json_n(one.production, "list!", 4, "8!", 1, &err));
    DONE(stageline_scope_apply_json(one.production, "", "{\"a\":{\"b\":1}}", &err));
    DONE(stageline_scope_apply_json_n(one.production, "a!", 1, "{\"c\":2}!", 7, &err));
    DONE(stageline_scope_move(one.production, "a.b", "a.d", &err));
    DONE(stageline_scope_move_n(one.production, "a.c!", 3, "e!", 1, &err));
    DONE(stageline_edit_commit(one.edit, &after, &err));
    DONE(stageline_snapshot_resolve(after, "production", NULL, NULL, &v, &err));
    DONE(stageline_value_to_json(v, &json, &err));
    CHECK_BYTES(json, "{\"database\":{\"host\":\"db\",\"pool_size\":10},\"features\":{\"search\":false},"
                      "\"list\":[\"a\",2,{\"name\":\"c\"},\"x\"],\"a\":{\"d\":1},\"e\":2}");
    stageline_value_free(v);
    stageline_snapshot_free(after);
    end(&one);
}

CASE(every_target_can_be_edited) {
    static const struct {
        stageline_status (*open)(const stageline_edit *, const char *, size_t, stageline_scope **, stageline_error **);
        const char *name, *path, *file, *line;
    } targets[] = {
        {stageline_edit_environment_n, "acme-production", "k", "config/tenants.yaml", "    overrides_by_environment:"},
        {stageline_edit_record_n, "production", "region", "config/environments.yaml", "region: x}"},
        {stageline_edit_service_base_n, "api", "k", "config/services/api/base.yaml", "k: x"},
        {stageline_edit_base_n, "base", "k", "config/base.yaml", "  k: x"},
        {stageline_edit_tenant_n, "acme", "k", "config/tenants.yaml", "k: x"},
        {stageline_edit_flag_n, "theme", "owner", "config/feature-flags.yaml", "owner: x"},
        {stageline_edit_workflow_n, "release", "name", "workflows/release.yaml", "name: x"},
        {stageline_edit_file_n, "config/staging.yaml", "overrides.k", "config/staging.yaml", "  k: x"},
    };
    edited one;
    stageline_scope *scope = NULL;
    stageline_preview *preview = NULL;
    stageline_bytes *diff = NULL;
    size_t i;
    CHECK(begin(&one));
    for (i = 0; i < sizeof targets / sizeof *targets; i++) {
        DONE(targets[i].open(one.edit, targets[i].name, STAGELINE_NUL, &scope, &err));
        DONE(stageline_scope_set_text(scope, targets[i].path, "x", &err));
        stageline_scope_free(scope);
        DONE(stageline_edit_preview(one.edit, &preview, &err));
        CHECK(stageline_preview_len(preview) == 1);
        CHECK_TEXT(stageline_preview_file(preview, 0).path, targets[i].file);
        DONE(stageline_preview_diff(preview, &diff, &err));
        CHECK(check_holds(diff, targets[i].line));
        stageline_bytes_free(diff);
        stageline_preview_free(preview);
        DONE(stageline_edit_discard(one.edit, &err));
        CHECK(stageline_edit_is_empty(one.edit));
    }
    DONE(stageline_edit_service(one.edit, "production", "mail", &scope, &err));
    DONE(stageline_scope_set_text(scope, "image_tag", "v8", &err));
    DONE(stageline_edit_preview(one.edit, &preview, &err));
    CHECK_TEXT(stageline_preview_file(preview, 0).path, "config/services/mail/production.yaml");
    CHECK(stageline_preview_file(preview, 0).is_new);
    CHECK_TEXT(stageline_preview_file(preview, 0).before, "");
    CHECK_TEXT(stageline_preview_file(preview, 0).after, "mail:\n  image_tag: v8\n");
    stageline_preview_free(preview);
    stageline_scope_free(scope);
    end(&one);
}

CASE(what_cannot_be_done_leaves_the_edit_as_it_was) {
    edited one;
    stageline_scope *scope = NULL;
    stageline_snapshot *after = NULL;
    stageline_bytes *bytes = NULL;
    CHECK(begin(&one));
    DONE(stageline_edit_environment(one.edit, "prodution", &scope, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_ENVIRONMENT", "no environment is named `prodution`",
          stageline_scope_set_i64(scope, "k", 1, &err));
    stageline_scope_free(scope);
    DONE(stageline_edit_file(one.edit, "../secrets.yaml", &scope, &err));
    CHECK(stageline_scope_set_i64(scope, "k", 1, NULL) == STAGELINE_STATUS_ERROR);
    stageline_scope_free(scope);
    CHECK(stageline_scope_unset(one.production, "labels", NULL) == STAGELINE_STATUS_ERROR);
    CHECK(stageline_scope_set_json(one.production, "k", "{hunter2}", NULL) == STAGELINE_STATUS_USAGE);
    FAILS(STAGELINE_STATUS_USAGE, "E_USAGE", "`json` has a key twice at line 1, column 13",
          stageline_scope_set_json(one.production, "k", "{\"a\":1,\"a\":2}", &err));
    CHECK(stageline_scope_set_i64(one.production, "a..b", 1, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_scope_append_text(one.production, "database", "x", NULL) != STAGELINE_STATUS_OK);
    CHECK(stageline_edit_is_empty(one.edit));

    DONE(stageline_edit_file(one.edit, "config/production.yaml", &scope, &err));
    DONE(stageline_scope_set_text(scope, "extends", "production", &err));
    stageline_error *err = NULL;
    CHECK(stageline_edit_commit(one.edit, &after, &err) == STAGELINE_STATUS_ERROR);
    CHECK_TEXT(stageline_error_code(err), "E_EDIT_REFUSED");
    CHECK(stageline_error_class_of(err) == STAGELINE_ERROR_CLASS_EDIT);
    CHECK(stageline_error_help(err).len > 0);
    stageline_error_free(err);
    CHECK(after == NULL);
    CHECK(production_i64(one.project, "database.pool_size") == 50);
    CHECK(!stageline_edit_is_empty(one.edit));
    stageline_scope_free(scope);
    REFUSED("`production` is held against itself",
            stageline_edit_sync_json(one.edit, "production", "production", NULL, 0, &bytes, &err));
    end(&one);
}

CASE(a_scope_outlives_its_edit) {
    edited one;
    CHECK(begin(&one));
    stageline_edit_free(one.edit);
    stageline_project_free(one.project);
    DONE(stageline_scope_set_i64(one.production, "database.pool_size", 80, &err));
    stageline_scope_free(one.production);
}

CASE(one_environment_is_made_like_another) {
    edited one;
    stageline_bytes *bytes = NULL;
    stageline_text exclude[2];
    stageline_snapshot *after = NULL;
    stageline_value *v = NULL;
    bool there = false;
    CHECK(begin(&one));
    exclude[0] = stageline_text_of("flags");
    exclude[1] = stageline_text_of("features");
    DONE(stageline_edit_sync_json(one.edit, "staging", "production", exclude, 2, &bytes, &err));
    CHECK(check_starts(bytes, "{\"from\":\"staging\",\"to\":\"production\",\"items\":["));
    CHECK(check_holds(bytes, "\"path\":\"features.search\",\"left_alone\":\"excluded\","));
    CHECK(check_holds(bytes, "\"section\":\"service\",\"service\":\"mail\",\"path\":\"\",\"left_alone\":null,"));
    stageline_bytes_free(bytes);
    DONE(stageline_edit_sync_json_n(one.edit, "staging!", 7, "production!", 10, NULL, 0, &bytes, &err));
    CHECK(check_holds(bytes, "\"path\":\"features.search\",\"left_alone\":null,"));
    CHECK(check_holds(bytes, "\"path\":\"database.pool_size\",\"left_alone\":\"environments differ in size\","));
    stageline_bytes_free(bytes);
    DONE(stageline_edit_commit(one.edit, &after, &err));
    DONE(stageline_snapshot_resolve(after, "production", NULL, NULL, &v, &err));
    DONE(stageline_value_has(v, "features.search", &there, &err));
    CHECK(there);
    DONE(stageline_value_has(v, "labels", &there, &err));
    CHECK(there);
    stageline_value_free(v);
    stageline_snapshot_free(after);
    end(&one);
}

CASE(flags_follow_a_commit) {
    edited one;
    stageline_flags *flags = NULL;
    stageline_flag *batch = NULL;
    stageline_context *cx = NULL;
    stageline_scope *scope = NULL;
    stageline_snapshot *after = NULL;
    CHECK(begin(&one));
    DONE(stageline_flags_open(one.project, "production", &flags, &err));
    DONE(stageline_flag_handle_i64(flags, "batch", 1, &batch, &err));
    DONE(stageline_context_new(flags, "k", &cx, &err));
    CHECK(stageline_flag_i64(batch, cx) == 12);
    DONE(stageline_edit_flag(one.edit, "batch", &scope, &err));
    DONE(stageline_scope_set_i64(scope, "production", 40, &err));
    CHECK(stageline_flag_i64(batch, cx) == 12);
    DONE(stageline_edit_commit(one.edit, &after, &err));
    CHECK(stageline_flag_i64(batch, cx) == 40);
    stageline_snapshot_free(after);
    stageline_scope_free(scope);
    stageline_context_free(cx);
    stageline_flag_free(batch);
    stageline_flags_free(flags);
    end(&one);
}

CASE(what_people_read_of_an_edit_holds_no_secret) {
    edited one;
    stageline_preview *preview = NULL;
    stageline_blast_radius *radius = NULL;
    stageline_bytes *bytes = NULL;
    CHECK(begin(&one));
    DONE(stageline_scope_set_text(one.production, "database.password", "hunter2", &err));
    DONE(stageline_edit_preview(one.edit, &preview, &err));
    DONE(stageline_preview_to_text(preview, &bytes, &err));
    CHECK(check_holds(bytes, "database"));
    CHECK(!check_holds(bytes, "hunter2"));
    stageline_bytes_free(bytes);
    DONE(stageline_preview_diff(preview, &bytes, &err));
    CHECK(check_holds(bytes, "hunter2"));
    stageline_bytes_free(bytes);
    DONE(stageline_edit_blast_radius(one.edit, &radius, &err));
    DONE(stageline_blast_radius_to_text(radius, &bytes, &err));
    CHECK(check_holds(bytes, "database.password"));
    CHECK(!check_holds(bytes, "hunter2"));
    stageline_bytes_free(bytes);
    stageline_blast_radius_free(radius);
    stageline_preview_free(preview);
    end(&one);
}

/* Numbers that YAML spells and JSON does not. */
CASE(numbers_that_are_none_are_kept) {
    edited one;
    stageline_value *v = NULL;
    stageline_snapshot *after = NULL;
    double found = 0;
    CHECK(begin(&one));
    DONE(stageline_scope_set_f64(one.production, "odd.nan", NAN, &err));
    DONE(stageline_scope_set_f64(one.production, "odd.inf", INFINITY, &err));
    DONE(stageline_scope_set_f64(one.production, "odd.tiny", -DBL_MIN, &err));
    DONE(stageline_edit_commit(one.edit, &after, &err));
    DONE(stageline_snapshot_resolve(after, "production", NULL, NULL, &v, &err));
    DONE(stageline_value_get_f64(v, "odd.inf", &found, &err));
    CHECK(isinf(found) && found > 0);
    DONE(stageline_value_get_f64(v, "odd.nan", &found, &err));
    CHECK(isnan(found));
    DONE(stageline_value_get_f64(v, "odd.tiny", &found, &err));
    CHECK(found == -DBL_MIN);
    stageline_value_free(v);
    stageline_snapshot_free(after);
    end(&one);
}

/* Writes a file of the scratch folder, or reads it; false where that fails. */
static bool write_file(const char *path, const char *text) {
    FILE *file = fopen(path, "wb");
    bool done = file != NULL && fputs(text, file) >= 0;
    return file != NULL && fclose(file) == 0 && done;
}

static bool file_holds(const char *path, const char *text) {
    char found[256];
    FILE *file = fopen(path, "rb");
    size_t len = file != NULL ? fread(found, 1, sizeof found, file) : 0;
    if (file != NULL) fclose(file);
    return len == strlen(text) && memcmp(found, text, len) == 0;
}

CASE(a_folder_is_written_unless_somebody_else_did) {
    const char *scratch = getenv("STAGELINE_SCRATCH");
    char environments[1024], base[1024];
    stageline_project *p = NULL;
    stageline_edit *edit = NULL;
    stageline_scope *scope = NULL;
    stageline_snapshot *after = NULL;
    CHECK(scratch != NULL);
    snprintf(environments, sizeof environments, "%s/config/environments.yaml", scratch);
    snprintf(base, sizeof base, "%s/config/base.yaml", scratch);
    CHECK(write_file(environments, "environments: {a: {}, b: {}}\n"));
    CHECK(write_file(base, "base: {x: 1} # one\n"));
    DONE(stageline_project_open(scratch, &p, &err));
    DONE(stageline_project_edit(p, &edit, &err));
    DONE(stageline_edit_base(edit, "base", &scope, &err));
    DONE(stageline_scope_set_i64(scope, "x", 2, &err));
    CHECK(file_holds(base, "base: {x: 1} # one\n"));
    DONE(stageline_edit_commit(edit, &after, &err));
    CHECK(file_holds(base, "base: {x: 2} # one\n"));
    stageline_snapshot_free(after);

    DONE(stageline_scope_set_i64(scope, "x", 3, &err));
    CHECK(write_file(base, "base: {x: 7}\n"));
    stageline_error *err = NULL;
    CHECK(stageline_edit_commit(edit, &after, &err) == STAGELINE_STATUS_ERROR);
    CHECK_TEXT(stageline_error_code(err), "E_EDIT_CONFLICT");
    CHECK(stageline_error_class_of(err) == STAGELINE_ERROR_CLASS_EDIT);
    stageline_error_free(err);
    CHECK(file_holds(base, "base: {x: 7}\n"));
    stageline_scope_free(scope);
    stageline_edit_free(edit);
    stageline_project_free(p);
}

const check_row edit_cases[] = {
    ROW(an_edit_is_looked_at_and_committed),
    ROW(every_kind_of_value_can_be_set),
    ROW(values_are_forgotten_deleted_moved_and_applied),
    ROW(every_target_can_be_edited),
    ROW(what_cannot_be_done_leaves_the_edit_as_it_was),
    ROW(a_scope_outlives_its_edit),
    ROW(one_environment_is_made_like_another),
    ROW(flags_follow_a_commit),
    ROW(what_people_read_of_an_edit_holds_no_secret),
    ROW(numbers_that_are_none_are_kept),
    ROW(a_folder_is_written_unless_somebody_else_did),
    {NULL, NULL},
};
