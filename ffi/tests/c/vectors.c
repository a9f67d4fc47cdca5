/* The shared vectors through the exported functions. The probe reads the files; it answers nothing. */
#include "vector.h"

static void open_project(vector *one, bool lenient) {
    char *tree = look(one->cases, true, "/%zu/tree", one->at);
    stageline_options *options = options_of(one, lenient);
    stageline_files *files = NULL;
    if (tree != NULL) {
        stageline_project_open_with(tree, options, &one->project, &one->err);
    } else {
        files = files_at(one, "files");
        stageline_project_from_files(files, options, &one->project, &one->err);
    }
    stageline_files_free(files);
    stageline_options_free(options);
    free(tree);
}

/* Whether an operation asks about trees alone: such a case has no project. */
static bool is_of_trees(const char *op) {
    static const char *const ops[] = {"compare", "json_patch", "apply_json_patch", "merge_patch", "apply_merge_patch", "three_way"};
    bool is = false;
    size_t i;
    for (i = 0; i < sizeof ops / sizeof *ops; i++) is = is || strcmp(op, ops[i]) == 0;
    return is;
}

static void run_open(vector *one) {
    stageline_snapshot *s = NULL;
    stageline_names *names = NULL;
    stageline_project_snapshot(one->project, &s, &one->err);
    say(&one->found, "{\"environments\":");
    stageline_snapshot_environment_names(s, &names, &one->err);
    put_names(one, names);
    say(&one->found, ",\"services\":");
    stageline_snapshot_service_names(s, &names, &one->err);
    put_names(one, names);
    say(&one->found, "}");
    stageline_snapshot_free(s);
}

static void run_resolve(vector *one) {
    stageline_value *v = resolved(one);
    put_json(one, v);
    stageline_value_free(v);
}

static void run_get(vector *one) {
    stageline_value *v = resolved(one), *part = found(one, v);
    put_json(one, part);
    stageline_value_free(part);
    stageline_value_free(v);
}

static void run_record(vector *one) {
    char *environment = arg(one, "environment");
    stageline_value *v = NULL, *part;
    stageline_environment_record(one->project, environment, &v, &one->err);
    part = found(one, v);
    put_json(one, part);
    stageline_value_free(part);
    stageline_value_free(v);
    free(environment);
}

static void run_services(vector *one) {
    char *environment = arg(one, "environment");
    stageline_names *names = NULL;
    if (stageline_environment_service_names(one->project, environment, &names, &one->err) == STAGELINE_STATUS_OK)
        put_names(one, names);
    free(environment);
}

static void run_digest(vector *one) {
    stageline_value *v = resolved(one);
    stageline_bytes *digest = NULL;
    if (v != NULL && stageline_value_digest(v, &digest, &one->err) == STAGELINE_STATUS_OK)
        quote(&one->found, stageline_bytes_view(digest));
    stageline_bytes_free(digest);
    stageline_value_free(v);
}

/* The list that `write` makes of the snapshot, as a document; NULL where it fails. */
static stageline_probe_json_t *listed(vector *one, stageline_status (*write)(const stageline_snapshot *, stageline_bytes **,
                                                                             stageline_error **)) {
    stageline_snapshot *s = NULL;
    stageline_bytes *bytes = NULL;
    stageline_status status = stageline_project_snapshot(one->project, &s, &one->err);
    if (status == STAGELINE_STATUS_OK) status = write(s, &bytes, &one->err);
    stageline_snapshot_free(s);
    return status == STAGELINE_STATUS_OK ? document(bytes) : NULL;
}

static void run_tenants(vector *one) {
    stageline_probe_json_t *json = listed(one, stageline_snapshot_tenants_json);
    size_t i;
    if (json == NULL) return;
    say(&one->found, "[");
    for (i = 0; i < stageline_probe_json_len(json, ""); i++) {
        char item[32];
        snprintf(item, sizeof item, "/%zu", i);
        say(&one->found, i > 0 ? ",{" : "{");
        put_member(one, json, item, "name", true);
        put_member(one, json, item, "environments", false);
        put_member(one, json, item, "tier", false);
        put_member(one, json, item, "isolation", false);
        put_member_place(one, json, item, "place", "place");
        say(&one->found, "}");
    }
    say(&one->found, "]");
    stageline_probe_json_free(json);
}

static void run_pipelines(vector *one) {
    stageline_probe_json_t *json = listed(one, stageline_snapshot_pipelines_json);
    size_t i, j;
    if (json == NULL) return;
    say(&one->found, "[");
    for (i = 0; i < stageline_probe_json_len(json, ""); i++) {
        char item[32], stages[64];
        snprintf(item, sizeof item, "/%zu", i);
        snprintf(stages, sizeof stages, "%s/stages", item);
        say(&one->found, i > 0 ? ",{" : "{");
        put_member(one, json, item, "name", true);
        put_member(one, json, item, "title", false);
        say(&one->found, ",\"stages\":[");
        for (j = 0; j < stageline_probe_json_len(json, stages); j++) {
            char stage[96];
            snprintf(stage, sizeof stage, "%s/%zu", stages, j);
            say(&one->found, j > 0 ? ",{" : "{");
            put_member(one, json, stage, "environment", true);
            put_member(one, json, stage, "auto_promote", false);
            put_member(one, json, stage, "gates", false);
            put_member_place(one, json, stage, "place", "place");
            say(&one->found, "}");
        }
        say(&one->found, "]}");
    }
    say(&one->found, "]");
    stageline_probe_json_free(json);
}

static void run_plan(vector *one) {
    static const char *const verdicts[] = {"ready", "waits", "blocked"};
    char *from = arg(one, "from"), *to = arg(one, "to"), *names[16], number[32];
    stageline_text services[16];
    stageline_plan *plan = NULL;
    char *asked = arg_json(one, "services");
    size_t len = count(one, "args/services"), i;
    len = len > 16 ? 16 : len;
    for (i = 0; i < len; i++) {
        names[i] = look(one->cases, true, "/%zu/args/services/%zu", one->at, i);
        services[i] = stageline_text_of(names[i]);
    }
    stageline_project_plan_promotion(one->project, from, to, asked ? services : NULL, len, &plan, &one->err);
    if (plan != NULL) {
        buffer *f = &one->found;
        say(f, "{\"verdict\":");
        quote(f, stageline_text_of(verdicts[stageline_plan_verdict(plan)]));
        /* A local case may say less than the whole answer. */
        if (wanted(one, "pipeline")) {
            say(f, ",\"pipeline\":");
            quote_or_null(f, stageline_plan_pipeline(plan));
        }
        if (wanted(one, "services")) {
            say(f, ",\"services\":[");
            for (i = 0; i < stageline_plan_service_count(plan); i++) {
                stageline_plan_service_view step = stageline_plan_service(plan, i);
                say(f, i > 0 ? ",{\"service\":" : "{\"service\":");
                quote(f, step.service);
                say(f, ",\"from\":");
                quote_or_null(f, step.from);
                say(f, ",\"to\":");
                quote_or_null(f, step.to);
                say(f, "}");
            }
            say(f, "]");
        }
        if (wanted(one, "changes")) {
            snprintf(number, sizeof number, ",\"changes\":%zu", stageline_plan_change_count(plan));
            say(f, number);
        }
        if (wanted(one, "gates")) {
            say(f, ",\"gates\":[");
            for (i = 0; i < stageline_plan_gate_count(plan); i++) {
                stageline_plan_gate_view gate = stageline_plan_gate(plan, i);
                say(f, i > 0 ? ",{\"name\":" : "{\"name\":");
                quote(f, gate.name);
                say(f, ",\"environment\":");
                quote(f, gate.environment);
                say(f, ",\"when\":");
                quote(f, gate.when);
                say(f, ",\"state\":");
                quote(f, gate.state);
                say(f, "}");
            }
            say(f, "]");
        }
        if (wanted(one, "why_not")) {
            say(f, ",\"why_not\":[");
            for (i = 0; i < stageline_plan_reason_count(plan); i++) {
                if (i > 0) say(f, ",");
                quote(f, stageline_plan_reason(plan, i).code);
            }
            say(f, "]");
        }
        if (wanted(one, "digest")) {
            say(f, ",\"digest\":");
            quote(f, stageline_plan_digest(plan));
        }
        say(f, "}");
    }
    stageline_plan_free(plan);
    for (i = 0; i < len; i++) free(names[i]);
    free(asked);
    free(to);
    free(from);
}

/* What the case says of an error, as the error says it. */
static void tell(vector *one, buffer *to) {
    const stageline_error *err = one->err;
    size_t i;
    char *place = look(one->cases, false, "/%zu/error/place", one->at);
    char *suggestions = look(one->cases, false, "/%zu/error/suggestions", one->at);
    char *problems = look(one->cases, false, "/%zu/error/problems", one->at);
    say(to, "{\"code\":");
    quote(to, stageline_error_code(err));
    if (place != NULL) {
        say(to, ",\"place\":");
        quote_place(to, stageline_error_place(err, 0));
    }
    if (suggestions != NULL) {
        say(to, ",\"suggestions\":[");
        for (i = 0; i < stageline_error_suggestion_count(err); i++) {
            if (i > 0) say(to, ",");
            quote(to, stageline_error_suggestion(err, i));
        }
        say(to, "]");
    }
    if (problems != NULL) {
        say(to, ",\"problems\":[");
        for (i = 0; i < stageline_error_problem_count(err); i++) {
            stageline_error *problem = NULL;
            stageline_error_problem(err, i, &problem, NULL);
            say(to, i > 0 ? ",{\"code\":" : "{\"code\":");
            quote(to, stageline_error_code(problem));
            say(to, ",\"place\":");
            quote_place(to, stageline_error_place(problem, 0));
            say(to, "}");
            stageline_error_free(problem);
        }
        say(to, "]");
    }
    say(to, "}");
    free(problems);
    free(suggestions);
    free(place);
}

static bool run_one(const stageline_probe_json_t *cases, size_t at) {
    static const struct {
        const char *op;
        void (*run)(vector *);
    } ops[] = {
        {"open", run_open},         {"resolve", run_resolve}, {"get", run_get},           {"origin", run_origin},
        {"explain", run_explain},   {"explain_all", run_explain_all}, {"affected", run_affected}, {"matrix", run_matrix},
        {"who_uses", run_who_uses}, {"edit", run_edit},       {"report", run_report},     {"record", run_record},   {"services", run_services}, {"digest", run_digest},
        {"flag", run_flag},         {"flags", run_flags},     {"handle", run_handle},     {"validate", run_validate},
        {"diff", run_diff},         {"drift", run_drift},     {"plan", run_plan},         {"tenants", run_tenants},
        {"pipelines", run_pipelines}, {"resources", run_resources}, {"fix", run_fix}, {"comparison", run_comparison}, {"at_least", run_at_least},
        {"survey", run_survey},     {"drift_live", run_drift_live}, {"compare", run_compare}, {"json_patch", run_json_patch},
        {"apply_json_patch", run_apply_json_patch}, {"merge_patch", run_merge_patch}, {"apply_merge_patch", run_apply_merge_patch},
        {"three_way", run_three_way},
        {"flag_details", run_flag_details}, {"flag_many", run_flag_many}, {"flag_explain", run_flag_explain},
        {"flag_preview", run_flag_preview}, {"flag_when_will", run_flag_when_will}, {"flag_compare", run_flag_compare},
    };
    vector one = {0};
    buffer told = {0};
    char *op = look(cases, true, "/%zu/op", at), *id = look(cases, true, "/%zu/id", at);
    char *expect = look(cases, false, "/%zu/expect", at), *error = look(cases, false, "/%zu/error", at);
    bool known = false, right = false;
    size_t i;
    one.cases = cases;
    one.at = at;
    if (!is_of_trees(op)) open_project(&one, strcmp(op, "validate") == 0 || strcmp(op, "report") == 0);
    for (i = 0; i < sizeof ops / sizeof *ops; i++) {
        if (strcmp(op, ops[i].op) != 0) continue;
        known = true;
        if (one.err == NULL) ops[i].run(&one);
    }
    if (one.err != NULL) tell(&one, &told);
    if (known && error != NULL) right = told.text != NULL && stageline_probe_json_same(error, told.text);
    if (known && expect != NULL && one.err == NULL) right = one.found.text != NULL && stageline_probe_json_same(expect, one.found.text);
    if (!right)
        fprintf(stderr, "  %s (%s): %s, not %s\n", id, op, told.text ? told.text : one.found.text ? one.found.text : "nothing",
                error ? error : expect ? expect : "nothing");
    stageline_error_free(one.err);
    stageline_project_free(one.project);
    free(one.found.text);
    free(told.text);
    free(error);
    free(expect);
    free(id);
    free(op);
    return right;
}

static void run_folder(const char *folder, size_t least) {
    stageline_probe_json_t *cases = NULL;
    size_t count, ran = 0, right = 0;
    DONE(stageline_probe_vectors(folder, &cases, &err));
    count = stageline_probe_json_len(cases, "");
    for (; ran < count; ran++) right += run_one(cases, ran);
    stageline_probe_json_free(cases);
    CHECK(count >= least);
    CHECK(right == count);
}

CASE(the_vectors_of_this_folder_hold) { run_folder("ffi/tests/vectors", 20); }

CASE(the_shared_vectors_hold) { run_folder("tests/vectors", 1300); }

const check_row vector_cases[] = {
    ROW(the_vectors_of_this_folder_hold),
    ROW(the_shared_vectors_hold),
    {NULL, NULL},
};
