/* What is running, held against what is declared. */
#include "shop.h"

static const char *const LIVE = "apiVersion: apps/v1\n"
                                "kind: Deployment\n"
                                "metadata: {name: shop-api, namespace: shop, labels: {app: api}, uid: abc}\n"
                                "spec:\n"
                                "  replicas: 3\n"
                                "  template:\n"
                                "    spec:\n"
                                "      containers:\n"
                                "        - name: api\n"
                                "          image: registry.example/shop/api:v1\n"
                                "          env:\n"
                                "            - {name: TOKEN, valueFrom: {secretKeyRef: {name: api, key: token}}}\n"
                                "---\n"
                                "apiVersion: v1\n"
                                "kind: Secret\n"
                                "metadata: {name: api, namespace: shop}\n"
                                "data: {token: aHVudGVyMg==}\n";
static const char *const NATIVE = "{\"services\": {\"api\": {\"replicas\": 4, \"image_tag\": \"v1\"}, \"stray\": {\"replicas\": 1}}}";

static stageline_snapshot *pinned(void) {
    stageline_project *p = shop();
    stageline_snapshot *s = NULL;
    stageline_project_snapshot(p, &s, NULL);
    stageline_project_free(p);
    return s;
}

/* The row at a path of a service; past the last one where there is none. */
static size_t row_at(const stageline_comparison *c, const char *service, const char *path) {
    size_t i;
    for (i = 0; i < stageline_comparison_len(c); i++) {
        stageline_comparison_row_view row = stageline_comparison_row(c, i);
        if (check_text_is(row.service, service) && check_text_is(row.path, path)) break;
    }
    return i;
}

CASE(what_runs_is_held_against_what_is_declared) {
    stageline_snapshot *s = pinned();
    stageline_live *live = NULL;
    stageline_comparison *c = NULL;
    stageline_value *value = NULL;
    stageline_names *names = NULL;
    stageline_bytes *bytes = NULL;
    int64_t replicas = 0;
    size_t at;
    DONE(stageline_live_read("live.yaml", LIVE, "{\"environment\":\"production\",\"namespace\":\"shop\",\"service_labels\":[\"app\"]}", &live, &err));
    CHECK_TEXT(stageline_live_environment(live), "production");
    CHECK(!stageline_live_is_partial(live));
    DONE(stageline_live_service_names(live, &names, &err));
    CHECK(stageline_names_len(names) == 1);
    CHECK_TEXT(stageline_names_at(names, 0), "api");
    stageline_names_free(names);
    DONE(stageline_live_service(live, "api", &value, &err));
    DONE(stageline_value_get_i64(value, "replicas", &replicas, &err));
    CHECK(replicas == 3);
    DONE(stageline_value_to_json(value, &bytes, &err));
    CHECK(!check_holds(bytes, "hunter2") && !check_holds(bytes, "aHVudGVyMg"));
    stageline_bytes_free(bytes);
    stageline_value_free(value);

    DONE(stageline_snapshot_drift_live(s, "production", live, NULL, &c, &err));
    at = row_at(c, "api", "replicas");
    CHECK(stageline_comparison_row(c, at).verdict == STAGELINE_ROW_VERDICT_DRIFT);
    CHECK_TEXT(stageline_comparison_cell(c, at, 1).environment, "live");
    CHECK_PLACE(stageline_comparison_cell(c, at, 0).place, "config/services/api/production.yaml", 2, 13);
    CHECK_PLACE(stageline_comparison_cell(c, at, 1).place, "live.yaml", 5, 13);
    CHECK(stageline_comparison_unknown_count(c) == 1);
    CHECK_TEXT(stageline_comparison_unknown(c, 0).section, "configuration");
    CHECK(stageline_comparison_unknown(c, 0).reason.len > 0);
    CHECK_TEXT(stageline_comparison_unknown(c, 1).reason, "");
    DONE(stageline_comparison_render(c, "html", NULL, &bytes, &err));
    CHECK(check_holds(bytes, "live.yaml") && !check_holds(bytes, "hunter2") && !check_holds(bytes, "aHVudGVyMg"));
    stageline_bytes_free(bytes);
    DONE(stageline_comparison_to_json(c, &bytes, &err));
    CHECK(check_holds(bytes, "\"targets\":[\"live\"]") && check_holds(bytes, "\"unknown\":[{"));
    stageline_bytes_free(bytes);
    stageline_comparison_free(c);
    FAILS(STAGELINE_STATUS_USAGE, "E_USAGE", "`live.yaml` is the live state of `production`", stageline_snapshot_drift_live(s, "staging", live, NULL, &c, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_SERVICE", "no service named `apy` runs there", stageline_live_service(live, "apy", &value, &err));
    stageline_live_free(live);
    stageline_snapshot_free(s);
}

CASE(a_live_state_comes_in_the_shape_of_a_project_or_in_parts) {
    stageline_snapshot *s = pinned();
    stageline_live *live = NULL, *partial = NULL;
    stageline_files *files = NULL;
    stageline_comparison *c = NULL;
    DONE(stageline_live_read("live.json", NATIVE, NULL, &live, &err));
    CHECK_TEXT(stageline_live_environment(live), "");
    DONE(stageline_snapshot_drift_live(s, "production", live, NULL, &c, &err));
    CHECK(row_at(c, "api", "replicas") == stageline_comparison_len(c));
    CHECK_TEXT(stageline_comparison_row(c, row_at(c, "stray", "")).rule, "drift/extra_service");
    stageline_comparison_free(c);
    DONE(stageline_files_new(&files, &err));
    DONE(stageline_files_add(files, "a.yaml", LIVE, &err));
    DONE(stageline_files_add(files, "b.yaml", "kind: Job\nmetadata: {name: migrate}\n", &err));
    DONE(stageline_live_read_files(files, "{\"partial\":true,\"workloads\":{\"shop-api\":\"mail\"}}", &partial, &err));
    CHECK(stageline_live_is_partial(partial));
    CHECK(stageline_live_note_count(partial) > 0);
    CHECK(stageline_live_note(partial, 0).message.len > 0);
    CHECK_TEXT(stageline_live_note(partial, 99).message, "");
    DONE(stageline_snapshot_drift_live(s, "production", partial, NULL, &c, &err));
    CHECK(stageline_comparison_row(c, row_at(c, "api", "")).verdict == STAGELINE_ROW_VERDICT_UNKNOWN);
    stageline_comparison_free(c);
    stageline_live_free(partial);
    DONE(stageline_files_add_n(files, "c.yaml", STAGELINE_NUL, "a\xff", 2, &err));
    REFUSED("`c.yaml` is not UTF-8", stageline_live_read_files(files, NULL, &partial, &err));
    CHECK(partial == NULL);
    stageline_files_free(files);
    stageline_live_free(live);
    stageline_snapshot_free(s);
}

CASE(two_live_states_are_compared_and_secrets_by_their_marks) {
    static const uint8_t key[16] = {1};
    stageline_live *before = NULL, *after = NULL;
    stageline_comparison *c = NULL;
    stageline_bytes *bytes = NULL;
    DONE(stageline_live_read("before.json", "{\"services\":{\"api\":{\"replicas\":1,\"password\":\"hunter2\"}}}", NULL, &before, &err));
    DONE(stageline_live_read("after.json", "{\"services\":{\"api\":{\"replicas\":2,\"password\":\"swordfish\"}}}", NULL, &after, &err));
    DONE(stageline_live_diff(before, after, key, sizeof key, &c, &err));
    CHECK(stageline_comparison_len(c) == 2);
    CHECK(stageline_comparison_cell(c, row_at(c, "api", "password"), 0).mark.len == 21);
    DONE(stageline_comparison_render(c, "markdown", NULL, &bytes, &err));
    CHECK(!check_holds(bytes, "hunter2") && !check_holds(bytes, "swordfish"));
    stageline_bytes_free(bytes);
    stageline_comparison_free(c);
    DONE(stageline_live_diff(before, before, NULL, 0, &c, &err));
    CHECK(!stageline_comparison_has_differences(c));
    stageline_comparison_free(c);
    REFUSED("the key for secrets is shorter than 16 bytes", stageline_live_diff(before, after, key, 15, &c, &err));
    CHECK(c == NULL);
    stageline_live_free(after);
    stageline_live_free(before);
}

typedef struct {
    int asked, freed;
    const char *text;
    stageline_status status;
} host;

static int32_t state_of(void *user_data, stageline_text environment, stageline_live **out, stageline_error **err) {
    host *it = user_data;
    it->asked++;
    if (!check_text_is(environment, "production")) return stageline_provider_failed("another environment was asked for", err);
    if (it->text != NULL) return stageline_live_read("now.json", it->text, NULL, out, err);
    if (it->status == STAGELINE_STATUS_INTERNAL) return stageline_provider_failed_n("gone away", 4, err);
    return it->status;
}

static void freed(void *user_data) { ((host *)user_data)->freed++; }

CASE(the_program_is_asked_what_runs) {
    stageline_snapshot *s = pinned();
    stageline_comparison *c = NULL;
    stageline_error *why = NULL;
    host here = {0, 0, NATIVE, STAGELINE_STATUS_OK}, none = {0, 0, "[]", STAGELINE_STATUS_OK};
    host mute = {0, 0, NULL, STAGELINE_STATUS_OK}, failing = {0, 0, NULL, STAGELINE_STATUS_ERROR}, saying = {0, 0, NULL, STAGELINE_STATUS_INTERNAL};
    DONE(stageline_snapshot_drift_live_by(s, "production", state_of, &here, freed, NULL, &c, &err));
    CHECK(here.asked == 1 && here.freed == 1);
    CHECK_TEXT(stageline_comparison_row(c, row_at(c, "stray", "")).rule, "drift/extra_service");
    stageline_comparison_free(c);
    DONE(stageline_snapshot_drift_live_by_n(s, "productions", 10, state_of, &here, NULL, NULL, &c, &err));
    CHECK(here.asked == 2 && here.freed == 1);
    stageline_comparison_free(c);
    CHECK(stageline_snapshot_drift_live_by(s, "production", state_of, &none, freed, NULL, &c, &why) == STAGELINE_STATUS_ERROR);
    CHECK_TEXT(stageline_error_code(why), "E_LIVE");
    stageline_error_free(why);
    FAILS(STAGELINE_STATUS_ERROR, "E_PROVIDER", "the callback gave no live state", stageline_snapshot_drift_live_by(s, "production", state_of, &mute, freed, NULL, &c, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_PROVIDER", "the callback failed and does not say why", stageline_snapshot_drift_live_by(s, "production", state_of, &failing, freed, NULL, &c, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_PROVIDER", "gone", stageline_snapshot_drift_live_by(s, "production", state_of, &saying, freed, NULL, &c, &err));
    CHECK(none.freed + mute.freed + failing.freed + saying.freed == 0);
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_ENVIRONMENT", "no environment is named `prod`", stageline_snapshot_drift_live_by(s, "prod", state_of, &here, freed, NULL, &c, &err));
    CHECK(here.asked == 2 && c == NULL);
    stageline_snapshot_free(s);
}

CASE(live_states_that_are_none_are_refused) {
    static const char *const options[][2] = {
        {"{\"service\":{}}", "`options` has a key `service` that nothing reads"},
        {"{\"environment\":1}", "`environment` of `options` is no text"},
        {"{\"namespace\":1}", "`namespace` of `options` is no text"},
        {"{\"service_labels\":[1]}", "`service_labels` of `options` is no list of texts"},
        {"{\"workloads\":{\"a\":1}}", "`workloads` of `options` is no map of texts"},
        {"{\"partial\":1}", "`partial` of `options` is no boolean"},
    };
    stageline_live *live = NULL;
    stageline_files *files = NULL;
    stageline_error *why = NULL;
    stageline_bytes *bytes = NULL;
    size_t i;
    for (i = 0; i < sizeof options / sizeof *options; i++)
        REFUSED(options[i][1], stageline_live_read("live.yaml", NATIVE, options[i][0], &live, &err));
    CHECK(stageline_live_read("live.yaml", "kind: Secret\nmetadata: {name: a}\ndata: {token: 'hunter2!'}\n", NULL, &live, &why) == STAGELINE_STATUS_ERROR);
    CHECK_TEXT(stageline_error_code(why), "E_LIVE");
    CHECK_TEXT(stageline_error_place(why, 0).file, "live.yaml");
    DONE(stageline_error_render(why, &bytes, &err));
    CHECK(!check_holds(bytes, "hunter2"));
    stageline_bytes_free(bytes);
    stageline_error_free(why);
    DONE(stageline_files_new(&files, &err));
    CHECK(stageline_live_read_files(files, NULL, &live, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(live == NULL);
    stageline_files_free(files);
}

const check_row live_cases[] = {
    ROW(what_runs_is_held_against_what_is_declared),
    ROW(a_live_state_comes_in_the_shape_of_a_project_or_in_parts),
    ROW(two_live_states_are_compared_and_secrets_by_their_marks),
    ROW(the_program_is_asked_what_runs),
    ROW(live_states_that_are_none_are_refused),
    {NULL, NULL},
};
