/* Opening a project, following it, and pinning its state. */
#include "shop.h"

CASE(a_project_opens_from_files) {
    stageline_project *p = shop();
    stageline_snapshot *s = NULL;
    stageline_names *names = NULL;
    CHECK(p != NULL);
    CHECK_TEXT(stageline_project_root(p), "memory");
    CHECK(stageline_project_root_found(p) == STAGELINE_ROOT_FOUND_MEMORY);
    DONE(stageline_project_snapshot(p, &s, &err));
    DONE(stageline_snapshot_environment_names(s, &names, &err));
    CHECK(stageline_names_len(names) == 3);
    CHECK_TEXT(stageline_names_at(names, 0), "staging");
    CHECK_TEXT(stageline_names_at(names, 1), "production");
    CHECK_TEXT(stageline_names_at(names, 2), "acme-production");
    CHECK_TEXT(stageline_names_at(names, 3), "");
    stageline_names_free(names);
    DONE(stageline_snapshot_service_names(s, &names, &err));
    CHECK(stageline_names_len(names) == 2);
    CHECK_TEXT(stageline_names_at(names, 0), "api");
    stageline_names_free(names);
    stageline_snapshot_free(s);
    stageline_project_free(p);
}

CASE(tenants_and_pipelines_are_listed) {
    stageline_project *p = shop();
    stageline_snapshot *s = NULL;
    stageline_bytes *bytes = NULL;
    CHECK(p != NULL);
    DONE(stageline_project_snapshot(p, &s, &err));
    stageline_project_free(p);
    DONE(stageline_snapshot_tenants_json(s, &bytes, &err));
    CHECK(check_holds(bytes, "[{\"name\":\"acme\",\"environments\":[{\"from\":\"production\",\"name\":\"acme-production\"}],"
                             "\"tier\":null,\"isolation\":null,\"place\":{\"file\":\"config/tenants.yaml\",\"line\":2,"));
    stageline_bytes_free(bytes);
    DONE(stageline_snapshot_pipelines_json(s, &bytes, &err));
    CHECK(check_holds(bytes, "[{\"name\":\"release\",\"title\":null,\"stages\":[{\"environment\":\"staging\",\"auto_promote\":false,"
                             "\"gates\":[{\"name\":\"smoke\",\"when\":\"exit\",\"approval\":false}],\"place\":{"));
    CHECK(check_holds(bytes, "\"gates\":[{\"name\":\"final_approval\",\"when\":\"entry\",\"approval\":true}]"));
    stageline_bytes_free(bytes);
    stageline_snapshot_free(s);
}

CASE(equal_files_have_equal_digests) {
    stageline_project *a = shop(), *b = shop(), *c = shop_with("config/staging.yaml", "extends: base # x\n");
    stageline_project *all[3];
    stageline_bytes *digest[3];
    stageline_snapshot *s;
    int i;
    all[0] = a, all[1] = b, all[2] = c;
    for (i = 0; i < 3; i++) {
        CHECK(all[i] != NULL);
        DONE(stageline_project_snapshot(all[i], &s, &err));
        DONE(stageline_snapshot_digest(s, &digest[i], &err));
        stageline_snapshot_free(s);
        stageline_project_free(all[i]);
    }
    stageline_text first = stageline_bytes_view(digest[0]);
    CHECK(first.len == 68 && memcmp(first.ptr, "sl1:", 4) == 0);
    CHECK(memcmp(first.ptr, stageline_bytes_view(digest[1]).ptr, first.len) == 0);
    CHECK(memcmp(first.ptr, stageline_bytes_view(digest[2]).ptr, first.len) != 0);
    for (i = 0; i < 3; i++) stageline_bytes_free(digest[i]);
}

CASE(a_project_opens_from_a_folder_and_is_found_from_below) {
    stageline_project *p = NULL;
    DONE(stageline_project_open("examples/storefront", &p, &err));
    CHECK(stageline_project_root_found(p) == STAGELINE_ROOT_FOUND_GIVEN);
    CHECK(stageline_project_root(p).len > 0);
    DONE(stageline_project_reload(p, &err));
    stageline_project_free(p);
    DONE(stageline_project_open_with_n("examples/storefront/", 19, NULL, &p, &err));
    stageline_project_free(p);
    DONE(stageline_project_find_from("examples/storefront/config/services", NULL, &p, &err));
    CHECK(stageline_project_root_found(p) == STAGELINE_ROOT_FOUND_ANCESTOR);
    stageline_project_free(p);
    FAILS(STAGELINE_STATUS_ERROR, "E_PROJECT_NOT_FOUND", "the folder `examples/nowhere` does not exist",
          stageline_project_open("examples/nowhere", &p, &err));
    CHECK(p == NULL);
}

CASE(a_project_is_found_from_the_working_folder) {
    stageline_project *p = NULL;
    stageline_error *err = NULL;
    /* The checkout itself holds none, so what is found depends on STAGELINE_ROOT alone. */
    stageline_status status = stageline_project_find(&p, &err);
    CHECK(status == STAGELINE_STATUS_OK || check_text_is(stageline_error_code(err), "E_PROJECT_NOT_FOUND"));
    stageline_error_free(err);
    stageline_project_free(p);
}

CASE(all_problems_of_the_files_are_told) {
    stageline_files *files = NULL;
    stageline_project *p = (stageline_project *)&check_count;
    stageline_options *options = NULL;
    stageline_snapshot *s = NULL;
    stageline_error *err = NULL, *problem = NULL;
    stageline_bytes *bytes = NULL;
    DONE(stageline_files_new(&files, &err));
    DONE(stageline_files_add(files, "config/environments.yaml", "environments: {a: {}}\n", &err));
    DONE(stageline_files_add(files, "config/a.yaml", "a: 1\na: 2\n", &err));
    DONE(stageline_files_add(files, "config/base.yaml", "base: [\n", &err));
    CHECK(stageline_project_from_files(files, NULL, &p, &err) == STAGELINE_STATUS_ERROR);
    CHECK(p == NULL);
    CHECK_TEXT(stageline_error_code(err), "E_LOAD");
    CHECK(stageline_error_class_of(err) == STAGELINE_ERROR_CLASS_LOAD);
    CHECK(stageline_error_problem_count(err) == 2);
    CHECK(stageline_error_place_count(err) == 2);
    CHECK(stageline_error_problem(err, 0, &problem, NULL) == STAGELINE_STATUS_OK);
    CHECK_TEXT(stageline_error_code(problem), "E_DUPLICATE_KEY");
    CHECK_PLACE(stageline_error_place(problem, 0), "config/a.yaml", 2, 1);
    stageline_error_free(problem);
    CHECK(stageline_error_problem(err, 2, &problem, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(problem == NULL);
    CHECK(stageline_error_render(err, &bytes, NULL) == STAGELINE_STATUS_OK);
    CHECK(check_holds(bytes, "E_DUPLICATE_KEY"));
    stageline_bytes_free(bytes);
    stageline_error_free(err);

    /* Opened leniently, they are for the snapshot to tell. */
    DONE(stageline_options_new(&options, &err));
    DONE(stageline_options_set_lenient(options, true, &err));
    DONE(stageline_project_from_files(files, options, &p, &err));
    DONE(stageline_project_snapshot(p, &s, &err));
    DONE(stageline_snapshot_problems_json(s, &bytes, &err));
    CHECK(check_starts(bytes, "[{\"code\":\"E_"));
    stageline_bytes_free(bytes);
    stageline_snapshot_free(s);
    stageline_project_free(p);
    stageline_options_free(options);
    stageline_files_free(files);
}

CASE(limits_are_set_by_name) {
    stageline_options *options = NULL;
    stageline_files *files = NULL;
    stageline_project *p = NULL;
    DONE(stageline_options_new(&options, &err));
    DONE(stageline_options_set_limit(options, "depth", 3, &err));
    DONE(stageline_options_set_limit(options, "nodes", 1000, &err));
    DONE(stageline_options_set_limit(options, "file_bytes", 1000, &err));
    REFUSED("the depth 256 is too large", stageline_options_set_limit(options, "depth", 256, &err));
    REFUSED("`limit` names no limit", stageline_options_set_limit(options, "width", 1, &err));
    DONE(stageline_files_new(&files, &err));
    DONE(stageline_files_add(files, "config/environments.yaml", "environments: {a: {b: {c: {d: 1}}}}\n", &err));
    stageline_error *err = NULL;
    CHECK(stageline_project_from_files(files, options, &p, &err) == STAGELINE_STATUS_ERROR);
    CHECK_TEXT(stageline_error_code(err), "E_YAML_LIMIT");
    stageline_error_free(err);
    stageline_files_free(files);
    stageline_options_free(options);
}

CASE(files_keep_what_was_added_last_and_whatever_it_holds) {
    stageline_files *files = NULL;
    stageline_project *p = NULL;
    stageline_error *err = NULL;
    DONE(stageline_files_new(&files, &err));
    DONE(stageline_files_add(files, "config/environments.yaml", "environments: {old: {}}\n", &err));
    DONE(stageline_files_add_n(files, "config/environments.yaml!", 24, "environments: {new: {}}\xff", 23, &err));
    DONE(stageline_project_from_files(files, NULL, &p, &err));
    stageline_project_free(p);
    DONE(stageline_files_add_n(files, "config/base.yaml", 16, "a: \xff\0", 5, &err));
    CHECK(stageline_project_from_files(files, NULL, &p, &err) == STAGELINE_STATUS_ERROR);
    CHECK_TEXT(stageline_error_code(err), "E_ENCODING");
    CHECK_PLACE(stageline_error_place(err, 0), "config/base.yaml", 1, 1);
    stageline_error_free(err);
    DONE(stageline_files_add(files, "../outside.yaml", "a: 1", &err));
    CHECK(stageline_project_from_files(files, NULL, &p, &err) == STAGELINE_STATUS_ERROR);
    CHECK_TEXT(stageline_error_code(err), "E_PATH_OUTSIDE");
    stageline_error_free(err);
    stageline_files_free(files);
}

CASE(what_was_asked_outlives_the_project) {
    stageline_project *p = shop();
    stageline_snapshot *s = NULL;
    stageline_value *v = NULL;
    stageline_text host;
    CHECK(p != NULL);
    DONE(stageline_project_snapshot(p, &s, &err));
    stageline_project_free(p);
    DONE(stageline_snapshot_resolve(s, "production", NULL, NULL, &v, &err));
    stageline_snapshot_free(s);
    DONE(stageline_value_get_text(v, "database.host", &host, &err));
    CHECK_TEXT(host, "db");
    stageline_value_free(v);
}

CASE(reloading_reads_the_paths_that_are_named) {
    stageline_project *p = shop();
    stageline_text paths[2];
    CHECK(p != NULL);
    paths[0] = stageline_text_of("config/base.yaml");
    paths[1] = stageline_text_of("config/none.yaml");
    DONE(stageline_project_reload_paths(p, paths, 2, &err));
    DONE(stageline_project_reload_paths(p, NULL, 0, &err));
    DONE(stageline_project_reload(p, &err));
    stageline_project_free(p);
}

const check_row project_cases[] = {
    ROW(a_project_opens_from_files),
    ROW(tenants_and_pipelines_are_listed),
    ROW(equal_files_have_equal_digests),
    ROW(a_project_opens_from_a_folder_and_is_found_from_below),
    ROW(a_project_is_found_from_the_working_folder),
    ROW(all_problems_of_the_files_are_told),
    ROW(limits_are_set_by_name),
    ROW(files_keep_what_was_added_last_and_whatever_it_holds),
    ROW(what_was_asked_outlives_the_project),
    ROW(reloading_reads_the_paths_that_are_named),
    {NULL, NULL},
};
