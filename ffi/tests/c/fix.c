/* What makes one environment say what another one says: planned, chosen item by item, and committed. */
#include "shop.h"

static stageline_project *two(void) {
    static const char *const files[][2] = {
        {"config/environments.yaml", "environments:\n  staging: {}\n  production: {}\n"},
        {"config/staging.yaml", "overrides:\n  timeout: 5s # short\n  mode: a\n  database: {password: hunter2}\n"},
        {"config/production.yaml", "overrides:\n  timeout: 9s\n  mode: b\n  database: {password: swordfish}\n"},
    };
    stageline_files *all = NULL;
    stageline_project *project = NULL;
    size_t i;
    stageline_files_new(&all, NULL);
    for (i = 0; i < sizeof files / sizeof *files; i++) stageline_files_add(all, files[i][0], files[i][1], NULL);
    stageline_project_from_files(all, NULL, &project, NULL);
    stageline_files_free(all);
    return project;
}

/* The index of the item at a path; past the last one where there is none. */
static size_t item_at(const stageline_fix_plan *plan, const char *path) {
    size_t i;
    for (i = 0; i < stageline_fix_plan_len(plan); i++)
        if (check_text_is(stageline_fix_plan_item(plan, i).path, path)) break;
    return i;
}

/* What a callback is told, and how often. */
typedef struct chooser {
    const char *wanted;
    unsigned asked, freed;
    bool may_be_chosen;
} chooser;

static bool by_path(void *user_data, const stageline_fix_plan *plan, size_t index) {
    chooser *one = user_data;
    stageline_fix_item_view item = stageline_fix_plan_item(plan, index);
    one->asked++;
    one->may_be_chosen = one->may_be_chosen && item.left_alone.len == 0;
    return check_text_is(item.path, one->wanted);
}

static void freed(void *user_data) { ((chooser *)user_data)->freed++; }

CASE(a_plan_is_chosen_item_by_item_and_committed) {
    stageline_project *p = two();
    stageline_fix_plan *plan = NULL;
    stageline_edit *edit = NULL;
    stageline_snapshot *after = NULL;
    stageline_value *value = NULL;
    stageline_text text;
    stageline_bytes *bytes = NULL;
    stageline_blast_radius *radius = NULL;
    stageline_names *names = NULL;
    stageline_fix_item_view item;
    chooser one = {"timeout", 0, 0, true};
    size_t at;
    DONE(stageline_project_plan_fix(p, "production", "staging", NULL, &plan, &err));
    CHECK(stageline_fix_plan_len(plan) == 3 && stageline_fix_plan_chosen_count(plan) == 0);
    at = item_at(plan, "timeout");
    item = stageline_fix_plan_item(plan, at);
    CHECK(item.number == at + 1 && !item.is_chosen && item.severity == STAGELINE_SEVERITY_WARNING);
    CHECK_TEXT(item.section, "configuration");
    CHECK_TEXT(item.service, "");
    CHECK_TEXT(item.rule, "drift/timing");
    CHECK(item.reason.len > 0);
    CHECK(item.target.len > 0);
    CHECK_TEXT(item.operation, "set");
    CHECK_TEXT(item.file, "config/staging.yaml");
    CHECK_TEXT(item.left_alone, "");
    DONE(stageline_fix_plan_item_text(plan, at, &bytes, &err));
    CHECK(check_holds(bytes, "configuration timeout: \"5s\" \xe2\x86\x92 \"9s\"") && check_holds(bytes, "config/staging.yaml"));
    stageline_bytes_free(bytes);
    DONE(stageline_fix_plan_item_radius(plan, at, &radius, &err));
    CHECK(stageline_blast_radius_len(radius) == 1);
    CHECK_TEXT(stageline_blast_radius_environment(radius, 0), "staging");
    stageline_blast_radius_free(radius);
    DONE(stageline_fix_plan_item_withheld(plan, at, &names, &err));
    CHECK(stageline_names_len(names) == 0);
    stageline_names_free(names);

    DONE(stageline_fix_plan_choose(plan, by_path, &one, freed, &err));
    CHECK(one.asked == 2 && one.freed == 1 && one.may_be_chosen);
    CHECK(stageline_fix_plan_chosen_count(plan) == 1 && stageline_fix_plan_item(plan, at).is_chosen);
    DONE(stageline_fix_plan_to_text(plan, &bytes, &err));
    CHECK(check_starts(bytes, "production \xe2\x86\x92 staging: 2 of 3 can be made equal, 1 chosen") && !check_holds(bytes, "hunter2"));
    stageline_bytes_free(bytes);
    DONE(stageline_fix_plan_to_json(plan, &bytes, &err));
    CHECK(check_starts(bytes, "{\"from\":\"production\",\"to\":\"staging\",\"items\":[{\"number\":1,") && !check_holds(bytes, "hunter2") && !check_holds(bytes, "swordfish"));
    stageline_bytes_free(bytes);

    DONE(stageline_fix_plan_edit(plan, &edit, &err));
    stageline_fix_plan_free(plan);
    DONE(stageline_edit_commit(edit, &after, &err));
    DONE(stageline_environment_resolve(p, "staging", &value, &err));
    DONE(stageline_value_get_text(value, "timeout", &text, &err));
    CHECK_TEXT(text, "9s");
    DONE(stageline_value_get_text(value, "mode", &text, &err));
    CHECK_TEXT(text, "a");
    stageline_value_free(value);
    stageline_snapshot_free(after);
    stageline_edit_free(edit);
    stageline_project_free(p);
}

CASE(what_is_left_alone_cannot_be_chosen) {
    stageline_project *p = two();
    stageline_fix_plan *plan = NULL;
    stageline_drift_options *options = NULL;
    stageline_edit *edit = NULL;
    stageline_blast_radius *radius = NULL;
    stageline_bytes *bytes = NULL;
    size_t at;
    DONE(stageline_drift_options_new(&options, &err));
    DONE(stageline_drift_options_add_rule(options, "{\"path\":\"mode\",\"expected\":true,\"reason\":\"modes differ\"}", &err));
    DONE(stageline_project_plan_fix_n(p, "production!", 10, "staging!", 7, options, &plan, &err));
    stageline_drift_options_free(options);
    at = item_at(plan, "mode");
    CHECK_TEXT(stageline_fix_plan_item(plan, at).left_alone, "modes differ");
    CHECK_TEXT(stageline_fix_plan_item(plan, at).operation, "");
    CHECK_TEXT(stageline_fix_plan_item(plan, at).file, "");
    CHECK(stageline_fix_plan_set_chosen(plan, at + 1, true, NULL) == STAGELINE_STATUS_USAGE);
    DONE(stageline_fix_plan_set_chosen(plan, at + 1, false, &err));
    CHECK(stageline_fix_plan_set_chosen(plan, item_at(plan, "database.password") + 1, true, NULL) == STAGELINE_STATUS_USAGE);
    REFUSED("the plan has no item 4", stageline_fix_plan_set_chosen(plan, 4, true, &err));
    REFUSED("the plan has no item 0", stageline_fix_plan_set_chosen(plan, 0, true, &err));
    REFUSED("`index` is 3, but there are 3 items", stageline_fix_plan_item_text(plan, 3, &bytes, &err));
    CHECK_TEXT(stageline_fix_plan_item(plan, 3).path, "");
    DONE(stageline_fix_plan_edit(plan, &edit, &err));
    CHECK(stageline_edit_is_empty(edit));
    stageline_edit_free(edit);
    DONE(stageline_fix_plan_set_chosen(plan, item_at(plan, "timeout") + 1, true, &err));
    DONE(stageline_fix_plan_edit(plan, &edit, &err));
    DONE(stageline_edit_blast_radius(edit, &radius, &err));
    CHECK_TEXT(stageline_blast_radius_environment(radius, 0), "staging");
    stageline_blast_radius_free(radius);
    stageline_edit_free(edit);
    stageline_fix_plan_free(plan);
    REFUSED("`staging` is held against itself", stageline_project_plan_fix(p, "staging", "staging", NULL, &plan, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_ENVIRONMENT", "no environment is named `moon`", stageline_project_plan_fix(p, "moon", "staging", NULL, &plan, &err));
    CHECK(plan == NULL);
    stageline_project_free(p);
}

CASE(a_refused_choice_leaves_plan_and_data_alone) {
    stageline_project *p = two();
    stageline_fix_plan *plan = NULL;
    chooser one = {"timeout", 0, 0, true};
    DONE(stageline_project_plan_fix(p, "production", "staging", NULL, &plan, &err));
    REFUSED("`callback` is null", stageline_fix_plan_choose(plan, NULL, &one, freed, &err));
    REFUSED("`plan` is null", stageline_fix_plan_choose(NULL, by_path, &one, freed, &err));
    CHECK(one.asked == 0 && one.freed == 0 && stageline_fix_plan_chosen_count(plan) == 0);
    DONE(stageline_fix_plan_choose(plan, by_path, &one, NULL, &err));
    CHECK(one.asked == 2 && one.freed == 0 && stageline_fix_plan_chosen_count(plan) == 1);
    stageline_fix_plan_free(plan);
    stageline_project_free(p);
}

const check_row fix_cases[] = {
    ROW(a_plan_is_chosen_item_by_item_and_committed),
    ROW(what_is_left_alone_cannot_be_chosen),
    ROW(a_refused_choice_leaves_plan_and_data_alone),
    {NULL, NULL},
};
