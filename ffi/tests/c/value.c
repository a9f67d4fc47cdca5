/* Resolved trees: shape, parts, typed values, origins and explanations. */
#include "shop.h"

CASE(a_service_resolves_with_its_environment) {
    stageline_project *p = shop();
    stageline_value *v = NULL;
    stageline_bytes *json = NULL;
    stageline_origin *at = NULL;
    int64_t n = 0;
    CHECK(p != NULL);
    DONE(stageline_service_resolve(p, "production", "api", &v, &err));
    DONE(stageline_value_get_i64(v, "replicas", &n, &err));
    CHECK(n == 4);
    DONE(stageline_value_to_json(v, &json, &err));
    CHECK_BYTES(json, "{\"replicas\":4,\"image_tag\":\"v1\"}");
    DONE(stageline_value_origin(v, "replicas", &at, &err));
    CHECK_PLACE(stageline_origin_place(at), "config/services/api/production.yaml", 2, 13);
    CHECK_TEXT(stageline_origin_layer(at), "service");
    CHECK_TEXT(stageline_origin_name(at), "production");
    DONE(stageline_origin_to_text(at, &json, &err));
    CHECK_BYTES(json, "config/services/api/production.yaml:2:13");
    DONE(stageline_origin_to_json(at, &json, &err));
    CHECK(check_starts(json, "{\"place\":{\"file\":"));
    stageline_bytes_free(json);
    stageline_origin_free(at);
    stageline_value_free(v);
    stageline_project_free(p);
}

CASE(environments_services_and_tenants_are_asked_by_name) {
    stageline_project *p = shop();
    stageline_value *v = NULL;
    stageline_names *names = NULL;
    stageline_bytes *name = NULL;
    stageline_text text;
    bool yes = false;
    CHECK(p != NULL);
    DONE(stageline_environment_is_production(p, "production", &yes, &err));
    CHECK(yes);
    DONE(stageline_environment_is_production(p, "staging", &yes, &err));
    CHECK(!yes);
    DONE(stageline_environment_service_names(p, "production", &names, &err));
    CHECK(stageline_names_len(names) == 1);
    stageline_names_free(names);
    DONE(stageline_service_is_configured(p, "production", "mail", &yes, &err));
    CHECK(!yes);
    DONE(stageline_service_is_configured(p, "staging", "mail", &yes, &err));
    CHECK(yes);
    DONE(stageline_environment_tenant(p, "production", "acme", &name, &err));
    CHECK_TEXT(stageline_bytes_view(name), "acme-production");
    text = stageline_bytes_view(name);
    DONE(stageline_environment_resolve_n(p, text.ptr, text.len, &v, &err));
    stageline_bytes_free(name);
    DONE(stageline_value_get_text(v, "database.host", &text, &err));
    CHECK_TEXT(text, "acme-db");
    stageline_value_free(v);
    DONE(stageline_environment_record(p, "production", &v, &err));
    DONE(stageline_value_get_text(v, "region", &text, &err));
    CHECK_TEXT(text, "eu");
    stageline_value_free(v);
    stageline_project_free(p);
}

CASE(unknown_names_are_told_with_what_was_meant) {
    stageline_project *p = shop();
    stageline_value *v = NULL;
    stageline_bytes *name = NULL;
    stageline_error *err = NULL;
    CHECK(p != NULL);
    CHECK(stageline_environment_resolve(p, "prodution", &v, &err) == STAGELINE_STATUS_ERROR);
    CHECK_TEXT(stageline_error_code(err), "E_UNKNOWN_ENVIRONMENT");
    CHECK(stageline_error_class_of(err) == STAGELINE_ERROR_CLASS_UNKNOWN_NAME);
    CHECK(stageline_error_suggestion_count(err) == 1);
    CHECK_TEXT(stageline_error_suggestion(err, 0), "production");
    CHECK_TEXT(stageline_error_suggestion(err, 1), "");
    CHECK_TEXT(stageline_error_help(err), "did you mean `production`?");
    stageline_error_free(err);
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_SERVICE", "no service is named `apu`",
          stageline_service_resolve(p, "production", "apu", &v, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_SERVICE_ABSENT", "the service `mail` has no file for `production`",
          stageline_service_resolve(p, "production", "mail", &v, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_TENANT", "no tenant is named `nobody`",
          stageline_environment_tenant(p, "production", "nobody", &name, &err));
    CHECK(v == NULL && name == NULL);
    stageline_project_free(p);
}

CASE(a_value_shows_its_shape) {
    stageline_project *p = shop();
    stageline_value *v = NULL, *list = NULL, *item = NULL, *none = NULL;
    stageline_bytes *json = NULL;
    stageline_text text;
    bool has = false;
    CHECK(p != NULL);
    DONE(stageline_environment_resolve(p, "production", &v, &err));
    CHECK(stageline_value_kind(v) == STAGELINE_KIND_MAP);
    CHECK(stageline_value_len(v) == 6);
    CHECK_TEXT(stageline_value_key_at(v, 0), "database");
    CHECK_TEXT(stageline_value_key_at(v, 6), "");
    DONE(stageline_value_get(v, "list", &list, &err));
    CHECK(stageline_value_kind(list) == STAGELINE_KIND_LIST);
    CHECK(stageline_value_len(list) == 4);
    CHECK_TEXT(stageline_value_key_at(list, 0), "");
    DONE(stageline_value_at(list, 2, &item, &err));
    DONE(stageline_value_get_text(item, "name", &text, &err));
    CHECK_TEXT(text, "c");
    stageline_value_free(item);
    DONE(stageline_value_at(list, 3, &item, &err));
    CHECK(stageline_value_kind(item) == STAGELINE_KIND_TEXT);
    CHECK(stageline_value_len(item) == 0);
    DONE(stageline_value_get_text(item, "", &text, &err));
    CHECK_TEXT(text, "z");
    REFUSED("`index` is 4, but there are 4 items", stageline_value_at(list, 4, &none, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_CONFIG_TYPE", "`list.3` is text, not a list or a map",
          stageline_value_at(item, 0, &none, &err));
    CHECK(none == NULL);
    stageline_value_free(item);
    stageline_value_free(list);
    DONE(stageline_value_at(v, 0, &item, &err));
    DONE(stageline_value_to_json(item, &json, &err));
    CHECK_BYTES(json, "{\"host\":\"db\",\"pool_size\":50}");
    stageline_value_free(item);
    DONE(stageline_value_has(v, "nothing", &has, &err));
    CHECK(has);
    DONE(stageline_value_has(v, "nothing.at.all", &has, &err));
    CHECK(!has);
    stageline_value_free(v);
    stageline_project_free(p);
}

CASE(values_are_read_as_what_they_are) {
    stageline_project *p = shop();
    stageline_value *v = NULL;
    int64_t i = 7;
    uint64_t u = 7;
    double d = 7;
    bool b = true;
    stageline_text text;
    CHECK(p != NULL);
    DONE(stageline_environment_resolve(p, "staging", &v, &err));
    DONE(stageline_value_get_u64(v, "numbers.big", &u, &err));
    CHECK(u == UINT64_MAX);
    DONE(stageline_value_get_u64(v, "database.pool_size", &u, &err));
    CHECK(u == 10);
    DONE(stageline_value_get_f64(v, "numbers.half", &d, &err));
    CHECK(d == 0.5);
    DONE(stageline_value_get_f64(v, "database.pool_size", &d, &err));
    CHECK(d == 10.0);
    DONE(stageline_value_get_bool(v, "features.search", &b, &err));
    CHECK(!b);
    DONE(stageline_value_get_text_n(v, "labels.\"app.kubernetes.io/name\"!", 31, &text, &err));
    CHECK_TEXT(text, "shop");

    FAILS(STAGELINE_STATUS_ERROR, "E_CONFIG_TYPE", "`numbers.big` is not an integer that fits",
          stageline_value_get_i64(v, "numbers.big", &i, &err));
    CHECK(i == 0);
    FAILS(STAGELINE_STATUS_ERROR, "E_CONFIG_TYPE", "`numbers.odd` is not a number that fits",
          stageline_value_get_f64(v, "numbers.odd", &d, &err));
    CHECK(d == 0.0);
    FAILS(STAGELINE_STATUS_ERROR, "E_CONFIG_TYPE", "`numbers.half` is a number, not an integer",
          stageline_value_get_i64(v, "numbers.half", &i, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_CONFIG_TYPE", "`database.host` is text, not an integer",
          stageline_value_get_u64(v, "database.host", &u, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_CONFIG_TYPE", "`nothing` is null, not a boolean",
          stageline_value_get_bool(v, "nothing", &b, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_CONFIG_TYPE", "the value is a map, not text",
          stageline_value_get_text(v, "", &text, &err));
    CHECK_TEXT(text, "");
    stageline_value_free(v);
    stageline_project_free(p);
}

CASE(a_misfit_says_where_it_was_written) {
    stageline_project *p = shop();
    stageline_value *v = NULL, *database = NULL;
    stageline_error *err = NULL;
    bool b = true;
    CHECK(p != NULL);
    DONE(stageline_environment_resolve(p, "production", &v, &err));
    DONE(stageline_value_get(v, "database", &database, &err));
    CHECK(stageline_value_get_bool(database, "pool_size", &b, &err) == STAGELINE_STATUS_ERROR);
    CHECK(stageline_error_class_of(err) == STAGELINE_ERROR_CLASS_CONFIG);
    CHECK_TEXT(stageline_error_message(err), "`database.pool_size` is an integer, not a boolean");
    CHECK_PLACE(stageline_error_place(err, 0), "config/production.yaml", 3, 25);
    stageline_error_free(err);
    CHECK(stageline_value_get_bool(database, "pool_sise", &b, &err) == STAGELINE_STATUS_ERROR);
    CHECK_TEXT(stageline_error_code(err), "E_UNKNOWN_PATH");
    CHECK_TEXT(stageline_error_message(err), "no value stands at `database.pool_sise`");
    CHECK_TEXT(stageline_error_suggestion(err, 0), "database.pool_size");
    stageline_error_free(err);
    stageline_value_free(database);
    stageline_value_free(v);
    stageline_project_free(p);
}

CASE(keys_may_hold_dots) {
    stageline_project *p = shop();
    stageline_value *v = NULL, *name = NULL;
    stageline_text keys[2], text;
    CHECK(p != NULL);
    keys[0] = stageline_text_of("labels");
    keys[1] = stageline_text_of("app.kubernetes.io/name");
    DONE(stageline_environment_resolve(p, "staging", &v, &err));
    DONE(stageline_value_get_keys(v, keys, 2, &name, &err));
    DONE(stageline_value_get_text(name, "", &text, &err));
    CHECK_TEXT(text, "shop");
    stageline_value_free(name);
    DONE(stageline_value_get_keys(v, NULL, 0, &name, &err));
    CHECK(stageline_value_kind(name) == STAGELINE_KIND_MAP);
    stageline_value_free(name);
    keys[1] = stageline_text_of("app");
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_PATH", "no value stands at `labels.app`",
          stageline_value_get_keys(v, keys, 2, &name, &err));
    REFUSED("the path `a..b` has an empty key", stageline_value_get(v, "a..b", &name, &err));
    stageline_value_free(v);
    stageline_project_free(p);
}

CASE(overrides_come_as_json) {
    stageline_project *p = shop();
    stageline_snapshot *s = NULL;
    stageline_value *v = NULL;
    stageline_origin *at = NULL;
    stageline_bytes *json = NULL;
    int64_t n = 0;
    CHECK(p != NULL);
    DONE(stageline_environment_resolve_with(
        p, "staging", "{\"list\": {\"$append\": [\"\\u00fc\"]}, \"database\": {\"pool_size\": -3}}", &v, &err));
    DONE(stageline_value_to_json(v, &json, &err));
    stageline_bytes_free(json);
    DONE(stageline_value_get_i64(v, "database.pool_size", &n, &err));
    CHECK(n == -3);
    DONE(stageline_value_origin(v, "database.pool_size", &at, &err));
    CHECK_PLACE(stageline_origin_place(at), "", 0, 0);
    CHECK_TEXT(stageline_origin_layer(at), "caller");
    stageline_origin_free(at);
    DONE(stageline_value_origin(v, "list.3", &at, &err));
    CHECK_TEXT(stageline_origin_layer(at), "caller");
    stageline_origin_free(at);
    stageline_value_free(v);
    DONE(stageline_service_resolve_with(p, "production", "api", "{\"replicas\": 9}", &v, &err));
    DONE(stageline_value_to_json(v, &json, &err));
    CHECK_BYTES(json, "{\"replicas\":9,\"image_tag\":\"v1\"}");
    stageline_value_free(v);
    DONE(stageline_service_resolve_with(p, "production", "api", NULL, &v, &err));
    stageline_value_free(v);
    DONE(stageline_project_snapshot(p, &s, &err));
    DONE(stageline_snapshot_resolve(s, "production", "api", "{\"replicas\": 18446744073709551615}", &v, &err));
    uint64_t most = 0;
    DONE(stageline_value_get_u64(v, "replicas", &most, &err));
    CHECK(most == UINT64_MAX);
    stageline_value_free(v);
    stageline_snapshot_free(s);
    stageline_project_free(p);
}

CASE(overrides_that_are_none_are_refused) {
    stageline_project *p = shop();
    stageline_value *v = (stageline_value *)&check_count;
    CHECK(p != NULL);
    REFUSED("`overrides` is not JSON at line 1, column 2",
            stageline_environment_resolve_with(p, "staging", "{hunter2}", &v, &err));
    REFUSED("`overrides` is a list, not a map",
            stageline_environment_resolve_with(p, "staging", "[1]", &v, &err));
    REFUSED("`overrides` has a key twice at line 1, column 16",
            stageline_environment_resolve_with(p, "staging", "{\"a\": 1, \"a\": 2}", &v, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_NUMBER_RANGE", "`overrides` has an integer outside 64 bits at byte 6",
          stageline_environment_resolve_with(p, "staging", "{\"a\": 18446744073709551616}", &v, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_MERGE", "at `list`, `$add` is no merge instruction",
          stageline_environment_resolve_with(p, "staging", "{\"list\": {\"$add\": 1}}", &v, &err));
    CHECK(v == NULL);
    stageline_project_free(p);
}

CASE(a_value_is_explained) {
    stageline_project *p = shop();
    stageline_value *v = NULL;
    stageline_explanation *why = NULL;
    stageline_bytes *bytes = NULL;
    stageline_step step;
    CHECK(p != NULL);
    DONE(stageline_environment_resolve(p, "production", &v, &err));
    DONE(stageline_value_explain(v, "database.pool_size", &why, &err));
    CHECK(stageline_explanation_len(why) == 2);
    step = stageline_explanation_step(why, 0);
    CHECK_TEXT(step.layer, "environment");
    CHECK_TEXT(step.name, "production");
    CHECK_TEXT(step.effect, "sets");
    CHECK_PLACE(step.place, "config/production.yaml", 3, 25);
    step = stageline_explanation_step(why, 1);
    CHECK_TEXT(step.layer, "base");
    CHECK_TEXT(step.effect, "overridden");
    step = stageline_explanation_step(why, 2);
    CHECK_TEXT(step.layer, "");
    DONE(stageline_explanation_step_json(why, 1, &bytes, &err));
    CHECK_BYTES(bytes, "10");
    REFUSED("`index` is 2, but there are 2 steps", stageline_explanation_step_json(why, 2, &bytes, &err));
    DONE(stageline_explanation_value_json(why, &bytes, &err));
    CHECK_BYTES(bytes, "50");
    DONE(stageline_explanation_to_text(why, &bytes, &err));
    CHECK_BYTES(bytes, "database.pool_size = 50\n"
                       "  from environment `production` at config/production.yaml:3:25\n"
                       "  over base `base` at config/base.yaml:2:35: 10");
    DONE(stageline_explanation_to_json(why, &bytes, &err));
    CHECK(check_starts(bytes, "{\"path\":\"database.pool_size\",\"value\":50,"));
    stageline_bytes_free(bytes);
    stageline_explanation_free(why);

    /* What was deleted can still be explained, and has no value. */
    DONE(stageline_value_explain(v, "features.search", &why, &err));
    CHECK_TEXT(stageline_explanation_step(why, 0).effect, "deletes");
    DONE(stageline_explanation_step_json(why, 0, &bytes, &err));
    CHECK_BYTES(bytes, "null");
    stageline_explanation_free(why);
    DONE(stageline_value_explain_json(v, "database.host", &bytes, &err));
    CHECK(check_holds(bytes, "\"effect\":\"sets\""));
    stageline_bytes_free(bytes);
    stageline_value_free(v);
    stageline_project_free(p);
}

CASE(equal_values_have_equal_digests) {
    stageline_project *p = shop();
    stageline_value *v = NULL, *part = NULL;
    stageline_bytes *a = NULL, *b = NULL;
    CHECK(p != NULL);
    DONE(stageline_environment_resolve(p, "staging", &v, &err));
    DONE(stageline_value_get(v, "database", &part, &err));
    DONE(stageline_value_digest(part, &a, &err));
    stageline_value_free(part);
    stageline_value_free(v);
    DONE(stageline_environment_resolve_with(p, "production", "{\"database\": {\"pool_size\": 10}}", &v, &err));
    DONE(stageline_value_get(v, "database", &part, &err));
    DONE(stageline_value_digest(part, &b, &err));
    CHECK(stageline_bytes_view(a).len == 68);
    CHECK(memcmp(stageline_bytes_view(a).ptr, stageline_bytes_view(b).ptr, 68) == 0);
    stageline_bytes_free(a);
    stageline_bytes_free(b);
    stageline_value_free(part);
    stageline_value_free(v);
    stageline_project_free(p);
}

const check_row value_cases[] = {
    ROW(a_service_resolves_with_its_environment),
    ROW(environments_services_and_tenants_are_asked_by_name),
    ROW(unknown_names_are_told_with_what_was_meant),
    ROW(a_value_shows_its_shape),
    ROW(values_are_read_as_what_they_are),
    ROW(a_misfit_says_where_it_was_written),
    ROW(keys_may_hold_dots),
    ROW(overrides_come_as_json),
    ROW(overrides_that_are_none_are_refused),
    ROW(a_value_is_explained),
    ROW(equal_values_have_equal_digests),
    {NULL, NULL},
};
