/* One person's layers, variables, where values come from, and what reads them. */
#include "shop.h"

/* A project that refers, has local files, and is given variables. */
static stageline_project *layered(bool local, bool overrides) {
    static const char *const files[][2] = {
        {"config/environments.yaml", "environments: {a: {}, b: {}}\n"},
        {"config/base.yaml", "base:\n  domain: shop.example\n  url: https://${domain}/${env:ROOM:-hall}\n  gone: 1\n  pool: 1\n"},
        {"config/a.yaml", "extends: base\noverrides: {gone: !delete }\n"},
        {"config/local/a.yaml", "overrides: {pool: 2}\n"},
        {"config/services/api/base.yaml", "api: {replicas: 1}\n"},
    };
    stageline_files *list = NULL;
    stageline_options *options = NULL;
    stageline_project *p = NULL;
    size_t i;
    stageline_files_new(&list, NULL);
    for (i = 0; i < sizeof files / sizeof *files; i++) stageline_files_add(list, files[i][0], files[i][1], NULL);
    stageline_options_new(&options, NULL);
    stageline_options_set_local(options, local, NULL);
    stageline_options_set_variable(options, "ROOM", "old", NULL);
    stageline_options_set_variable(options, "ROOM", "attic", NULL);
    stageline_options_set_variable_n(options, "STAGELINE_SERVICE__API__REPLICAS!", 32, "5!", 1, NULL);
    stageline_options_set_variable_overrides(options, overrides, NULL);
    stageline_project_from_files(list, options, &p, NULL);
    stageline_options_free(options);
    stageline_files_free(list);
    return p;
}

CASE(local_files_and_variables_are_layers_where_they_are_asked_for) {
    stageline_project *p = layered(false, false);
    stageline_value *v = NULL;
    stageline_origin *at = NULL;
    stageline_bytes *json = NULL;
    CHECK(p != NULL);
    DONE(stageline_environment_resolve(p, "a", &v, &err));
    DONE(stageline_value_to_json(v, &json, &err));
    CHECK_BYTES(json, "{\"domain\":\"shop.example\",\"url\":\"https://shop.example/attic\",\"pool\":1}");
    stageline_value_free(v);
    DONE(stageline_service_resolve(p, "a", "api", &v, &err));
    DONE(stageline_value_to_json(v, &json, &err));
    CHECK_BYTES(json, "{\"replicas\":1}");
    stageline_value_free(v);
    stageline_project_free(p);

    p = layered(true, true);
    CHECK(p != NULL);
    DONE(stageline_environment_resolve(p, "a", &v, &err));
    DONE(stageline_value_origin(v, "pool", &at, &err));
    CHECK_TEXT(stageline_origin_layer(at), "local");
    CHECK_TEXT(stageline_origin_name(at), "config/local/a.yaml");
    CHECK(stageline_origin_reference_count(at) == 0);
    CHECK_TEXT(stageline_origin_reference(at, 0).text, "");
    stageline_origin_free(at);
    stageline_value_free(v);
    DONE(stageline_service_resolve(p, "a", "api", &v, &err));
    DONE(stageline_value_origin(v, "replicas", &at, &err));
    CHECK_TEXT(stageline_origin_layer(at), "variable");
    CHECK_TEXT(stageline_origin_name(at), "STAGELINE_SERVICE__API__REPLICAS");
    CHECK_PLACE(stageline_origin_place(at), "", 0, 0);
    stageline_origin_free(at);
    stageline_value_free(v);
    stageline_project_free(p);
}

CASE(references_are_named_with_their_places) {
    stageline_project *p = layered(false, false);
    stageline_value *v = NULL;
    stageline_origin *at = NULL;
    stageline_explanation *why = NULL;
    CHECK(p != NULL);
    DONE(stageline_environment_resolve(p, "a", &v, &err));
    DONE(stageline_value_origin(v, "url", &at, &err));
    CHECK(stageline_origin_reference_count(at) == 2);
    CHECK_TEXT(stageline_origin_reference(at, 0).text, "domain");
    CHECK_PLACE(stageline_origin_reference(at, 0).place, "config/base.yaml", 2, 11);
    CHECK_TEXT(stageline_origin_reference(at, 1).text, "env:ROOM");
    CHECK_PLACE(stageline_origin_reference(at, 1).place, "", 0, 0);
    stageline_origin_free(at);
    DONE(stageline_value_explain(v, "url", &why, &err));
    CHECK_TEXT(stageline_explanation_path(why), "url");
    CHECK(stageline_explanation_reference_count(why) == 2);
    CHECK_TEXT(stageline_explanation_reference(why, 1).text, "env:ROOM");
    CHECK_TEXT(stageline_explanation_reference(why, 2).text, "");
    stageline_explanation_free(why);
    stageline_value_free(v);
    stageline_project_free(p);
}

CASE(everything_below_a_path_is_explained_at_once) {
    static const char *const paths[] = {"domain", "url", "gone", "pool"};
    stageline_project *p = layered(false, false);
    stageline_value *v = NULL, *numbers = NULL;
    stageline_explanations *all = NULL;
    stageline_explanation *why = NULL;
    stageline_bytes *bytes = NULL;
    size_t i;
    CHECK(p != NULL);
    DONE(stageline_environment_resolve(p, "a", &v, &err));
    DONE(stageline_value_explain_all(v, "", &all, &err));
    CHECK(stageline_explanations_len(all) == 4);
    for (i = 0; i < 4; i++) {
        size_t j, seen = 0;
        DONE(stageline_explanations_at(all, i, &why, &err));
        for (j = 0; j < 4; j++) seen += check_text_is(stageline_explanation_path(why), paths[j]);
        CHECK(seen == 1);
        if (check_text_is(stageline_explanation_path(why), "gone")) {
            CHECK_TEXT(stageline_explanation_step(why, 0).effect, "deletes");
            DONE(stageline_explanation_value_json(why, &bytes, &err));
            CHECK_BYTES(bytes, "null");
        }
        stageline_explanation_free(why);
    }
    REFUSED("`index` is 4, but there are 4 explanations", stageline_explanations_at(all, 4, &why, &err));
    DONE(stageline_explanations_to_json(all, &bytes, &err));
    CHECK(check_starts(bytes, "[{\"path\":\"domain\",\"value\":\"shop.example\",\"steps\":[{"));
    stageline_bytes_free(bytes);
    DONE(stageline_explanations_to_text(all, &bytes, &err));
    CHECK(check_starts(bytes, "domain = "));
    CHECK(check_holds(bytes, "\npool = 1\n"));
    stageline_bytes_free(bytes);
    stageline_explanations_free(all);
    stageline_project_free(p);
    stageline_value_free(v);

    p = shop();
    CHECK(p != NULL);
    DONE(stageline_environment_resolve(p, "production", &v, &err));
    DONE(stageline_value_get(v, "database", &numbers, &err));
    DONE(stageline_value_explain_all_n(numbers, "pool_size!", 9, &all, &err));
    CHECK(stageline_explanations_len(all) == 1);
    DONE(stageline_explanations_at(all, 0, &why, &err));
    CHECK_TEXT(stageline_explanation_path(why), "database.pool_size");
    stageline_explanation_free(why);
    stageline_explanations_free(all);
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_PATH", "no value stands at `database.pol_size`",
          stageline_value_explain_all(numbers, "pol_size", &all, &err));
    stageline_value_free(numbers);
    stageline_value_free(v);
    stageline_project_free(p);
}

CASE(a_change_of_files_reaches_those_who_read_them) {
    stageline_project *p = shop();
    stageline_snapshot *s = NULL;
    stageline_affected *affected = NULL;
    stageline_names *names = NULL;
    stageline_bytes *bytes = NULL;
    stageline_text paths[3];
    CHECK(p != NULL);
    DONE(stageline_project_snapshot(p, &s, &err));
    paths[0] = stageline_text_of("config/services/api/production.yaml");
    paths[1] = stageline_text_of("workflows/release.yaml");
    paths[2] = stageline_text_of("README.md");
    DONE(stageline_snapshot_affected(s, paths, 3, &affected, &err));
    CHECK(stageline_affected_len(affected) == 2);
    CHECK_TEXT(stageline_affected_entry(affected, 0).environment, "acme-production");
    CHECK_TEXT(stageline_affected_entry(affected, 1).environment, "production");
    CHECK_TEXT(stageline_affected_entry(affected, 1).part, "service");
    CHECK_TEXT(stageline_affected_entry(affected, 1).service, "api");
    CHECK_TEXT(stageline_affected_entry(affected, 2).part, "");
    DONE(stageline_affected_pipelines(affected, &names, &err));
    CHECK(stageline_names_len(names) == 1);
    CHECK_TEXT(stageline_names_at(names, 0), "release");
    stageline_names_free(names);
    DONE(stageline_affected_unknown(affected, &names, &err));
    CHECK(stageline_names_len(names) == 1);
    CHECK_TEXT(stageline_names_at(names, 0), "README.md");
    stageline_names_free(names);
    DONE(stageline_affected_matrix_json(affected, &bytes, &err));
    CHECK_BYTES(bytes, "{\"include\":[{\"environment\":\"acme-production\",\"service\":\"api\"},"
                       "{\"environment\":\"production\",\"service\":\"api\"}]}");
    DONE(stageline_affected_to_json(affected, &bytes, &err));
    CHECK(check_starts(bytes, "{\"entries\":[{\"environment\":\"acme-production\",\"part\":\"service\",\"service\":\"api\"},"));
    stageline_bytes_free(bytes);
    stageline_affected_free(affected);
    DONE(stageline_snapshot_affected(s, NULL, 0, &affected, &err));
    CHECK(stageline_affected_len(affected) == 0);
    stageline_affected_free(affected);
    stageline_snapshot_free(s);
    stageline_project_free(p);
}

CASE(a_line_says_who_has_its_values) {
    stageline_project *p = shop();
    stageline_snapshot *s = NULL;
    stageline_uses *uses = NULL;
    stageline_bytes *bytes = NULL;
    size_t i, wins = 0;
    CHECK(p != NULL);
    DONE(stageline_project_snapshot(p, &s, &err));
    DONE(stageline_snapshot_who_uses(s, "config/base.yaml", 2, &uses, &err));
    CHECK(stageline_uses_len(uses) == 6);
    for (i = 0; i < 6; i++) {
        stageline_use use = stageline_uses_at(uses, i);
        CHECK_TEXT(use.part, "configuration");
        CHECK_TEXT(use.service, "");
        if (check_text_is(use.environment, "production") && check_text_is(use.path, "database.pool_size")) CHECK(!use.wins);
        wins += use.wins;
    }
    CHECK(wins == 3);
    CHECK_TEXT(stageline_uses_at(uses, 6).path, "");
    DONE(stageline_uses_to_json(uses, &bytes, &err));
    CHECK(check_starts(bytes, "[{\"environment\":\"staging\",\"part\":\"configuration\",\"service\":null,\"path\":\"database.host\",\"wins\":true},"));
    stageline_bytes_free(bytes);
    stageline_uses_free(uses);
    DONE(stageline_snapshot_who_uses_n(s, "config/services/api/production.yaml!", 35, 2, &uses, &err));
    CHECK_TEXT(stageline_uses_at(uses, 0).service, "api");
    stageline_uses_free(uses);
    FAILS(STAGELINE_STATUS_ERROR, "E_FILE_NOT_FOUND", "the project reads no such file",
          stageline_snapshot_who_uses(s, "config/bose.yaml", 2, &uses, &err));
    stageline_snapshot_free(s);
    stageline_project_free(p);
}

const check_row layer_cases[] = {
    ROW(local_files_and_variables_are_layers_where_they_are_asked_for),
    ROW(references_are_named_with_their_places),
    ROW(everything_below_a_path_is_explained_at_once),
    ROW(a_change_of_files_reaches_those_who_read_them),
    ROW(a_line_says_who_has_its_values),
    {NULL, NULL},
};
