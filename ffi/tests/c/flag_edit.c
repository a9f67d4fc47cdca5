/* Edits of flags by what they answer, and code made from flags. */
#include <stdlib.h>

#include "shop.h"

/* The call fails with that code; what it says is the library's affair. */
#define FAILED(code, call)                             \
    do {                                               \
        stageline_error *err = NULL;                   \
        CHECK((call) != STAGELINE_STATUS_OK);          \
        CHECK_TEXT(stageline_error_code(err), code);   \
        stageline_error_free(err);                     \
    } while (0)

#define START INT64_C(1801386000000) /* 2027-01-31T09:00:00Z */
#define HOUR INT64_C(3600000)

static const char *const FLAGS =
    "feature_flags:\n"
    "  search: # the new index\n"
    "    default: false\n"
    "    staging: true\n"
    "  button:\n"
    "    variants: {red: 1, green: 2}\n"
    "    default: red\n"
    "    production:\n"
    "      rules: [{when: user.plan == 'pro', serve: green}]\n"
    "      default: red\n";

/* An edit, and the scopes of two flags in it. */
typedef struct edited {
    stageline_edit *edit;
    stageline_scope *search, *button;
} edited;

static bool begin(edited *one) {
    stageline_files *files = NULL;
    stageline_project *project = NULL;
    bool begun;
    one->edit = NULL;
    one->search = one->button = NULL;
    stageline_files_new(&files, NULL);
    stageline_files_add(files, "config/environments.yaml", "environments: {development: {}, staging: {}, production: {}}", NULL);
    stageline_files_add(files, "config/feature-flags.yaml", FLAGS, NULL);
    stageline_project_from_files(files, NULL, &project, NULL);
    begun = stageline_project_edit(project, &one->edit, NULL) == STAGELINE_STATUS_OK &&
            stageline_edit_flag(one->edit, "search", &one->search, NULL) == STAGELINE_STATUS_OK &&
            stageline_edit_flag(one->edit, "button", &one->button, NULL) == STAGELINE_STATUS_OK;
    stageline_project_free(project);
    stageline_files_free(files);
    return begun;
}

static void end(edited *one) {
    stageline_scope_free(one->search);
    stageline_scope_free(one->button);
    stageline_edit_free(one->edit);
}

/* Whether the preview of the edit holds a text. */
static bool holds(const edited *one, const char *text) {
    stageline_preview *preview = NULL;
    stageline_text after;
    char *copy;
    bool found;
    stageline_edit_preview(one->edit, &preview, NULL);
    after = stageline_preview_file(preview, 0).after;
    copy = calloc(after.len + 1, 1);
    if (after.len > 0) memcpy(copy, after.ptr, after.len);
    found = strstr(copy, text) != NULL;
    free(copy);
    stageline_preview_free(preview);
    return found;
}

/* What a flag answers a user as the edit has it, in JSON. */
static bool answers(const edited *one, const char *environment, const char *flag, const char *user, int64_t at, const char *json) {
    stageline_snapshot *snapshot = NULL;
    stageline_flags *flags = NULL;
    stageline_context *context = NULL;
    stageline_bytes *bytes = NULL;
    bool same;
    stageline_edit_snapshot(one->edit, &snapshot, NULL);
    stageline_snapshot_flags(snapshot, environment, &flags, NULL);
    stageline_context_new(flags, user, &context, NULL);
    stageline_context_set_time(context, at, NULL);
    stageline_flags_json(flags, flag, context, NULL, &bytes, NULL);
    same = check_starts(bytes, json) && stageline_bytes_view(bytes).len == strlen(json);
    stageline_bytes_free(bytes);
    stageline_context_free(context);
    stageline_flags_free(flags);
    stageline_snapshot_free(snapshot);
    return same;
}

CASE(a_value_is_set_where_it_is_meant) {
    edited one;
    CHECK(begin(&one));
    DONE(stageline_scope_flag_set_json(one.search, "production", "true", NULL, &err));
    CHECK(answers(&one, "production", "search", "u", START, "true"));
    CHECK(answers(&one, "development", "search", "u", START, "false"));
    CHECK(holds(&one, "search: # the new index"));
    FAILED("E_TYPE", stageline_scope_flag_set_json(one.search, "production", "\"yes\"", NULL, &err));
    FAILED("E_UNKNOWN_ENVIRONMENT", stageline_scope_flag_set_json(one.search, "prodution", "true", NULL, &err));
    FAILED("E_EDIT_REFUSED", stageline_scope_flag_set_json(one.button, "production", "\"green\"", NULL, &err));
    DONE(stageline_scope_flag_set_json(one.button, "production", "\"green\"", "{\"default_only\":true}", &err));
    CHECK(holds(&one, "user.plan == 'pro'"));
    CHECK(answers(&one, "production", "button", "u", START, "2"));
    DONE(stageline_scope_flag_set_json_n(one.button, "production!", 10, "\"red\"!", 5, "{\"replace\":true}!", 16, &err));
    CHECK(!holds(&one, "user.plan == 'pro'"));
    REFUSED("`options` has an unknown key `replaced`", stageline_scope_flag_set_json(one.search, "production", "true", "{\"replaced\":true}", &err));
    REFUSED("`create` of `options` is no boolean", stageline_scope_flag_set_json(one.search, "production", "true", "{\"create\":1}", &err));
    end(&one);
}

CASE(a_flag_is_made_only_where_that_is_asked_for) {
    edited one;
    stageline_scope *dark = NULL, *production = NULL;
    CHECK(begin(&one));
    DONE(stageline_edit_flag(one.edit, "dark_mode", &dark, &err));
    FAILED("E_UNKNOWN_FLAG", stageline_scope_flag_set_json(dark, "staging", "true", NULL, &err));
    DONE(stageline_scope_flag_set_json(dark, "staging", "true", "{\"create\":true}", &err));
    CHECK(answers(&one, "staging", "dark_mode", "u", START, "true"));
    DONE(stageline_edit_environment(one.edit, "production", &production, &err));
    REFUSED("`scope` is no flag", stageline_scope_flag_set_json(production, "staging", "true", NULL, &err));
    stageline_scope_free(production);
    stageline_scope_free(dark);
    end(&one);
}

CASE(a_flag_is_rolled_out_along_a_ramp) {
    edited one;
    CHECK(begin(&one));
    DONE(stageline_scope_flag_roll_out_json(one.search, "production", "{\"percentage\":100,\"over\":\"2h\",\"start\":\"2027-01-31T09:00:00Z\"}", &err));
    CHECK(answers(&one, "production", "search", "u", START, "false"));
    CHECK(answers(&one, "production", "search", "u", START + 2 * HOUR, "true"));
    DONE(stageline_scope_flag_hold(one.search, "production", START + HOUR, &err));
    CHECK(holds(&one, "hold: "));
    DONE(stageline_scope_flag_resume(one.search, "production", START + 2 * HOUR, &err));
    CHECK(answers(&one, "production", "search", "u", START + 3 * HOUR, "true"));
    DONE(stageline_scope_flag_roll_back(one.search, "production", START + 4 * HOUR, &err));
    CHECK(answers(&one, "production", "search", "u", START + 7 * HOUR, "false"));
    DONE(stageline_edit_discard(one.edit, &err));
    DONE(stageline_scope_flag_roll_out_json_n(one.search, "production!", 10, "{\"percentage\":50,\"over\":\"1s\"}!", 29, &err));
    CHECK(holds(&one, "start: "));
    DONE(stageline_scope_flag_hold_n(one.search, "production!", 10, INT64_C(4000000000000), &err));
    DONE(stageline_scope_flag_resume_n(one.search, "production!", 10, INT64_C(4000000001000), &err));
    DONE(stageline_scope_flag_roll_back_n(one.search, "production!", 10, INT64_C(4000000002000), &err));
    end(&one);
}

CASE(rollouts_that_make_no_sense_are_refused_and_falls_are_remarked_on) {
    edited one;
    stageline_names *remarks = NULL;
    CHECK(begin(&one));
    FAILED("E_QUANTITY", stageline_scope_flag_roll_out_json(one.search, "production", "{\"percentage\":101}", &err));
    FAILED("E_USAGE", stageline_scope_flag_roll_out_json(one.search, "production", "{\"percent\":10}", &err));
    FAILED("E_USAGE", stageline_scope_flag_roll_out_json(one.search, "production", "50", &err));
    CHECK(stageline_edit_is_empty(one.edit));
    DONE(stageline_scope_flag_roll_out_json(one.search, "production", "{\"percentage\":50}", &err));
    DONE(stageline_scope_flag_roll_out_json(one.search, "production", "{\"percentage\":20}", &err));
    DONE(stageline_edit_remarks(one.edit, &remarks, &err));
    CHECK(stageline_names_len(remarks) == 1);
    stageline_names_free(remarks);
    end(&one);
}

CASE(a_flag_is_killed_and_comes_back) {
    edited one;
    CHECK(begin(&one));
    DONE(stageline_scope_flag_kill(one.button, NULL, &err));
    DONE(stageline_scope_flag_kill_n(one.button, "production!", 10, &err));
    CHECK(holds(&one, "kill_switch: true"));
    FAILED("E_EDIT_REFUSED", stageline_scope_flag_unkill(one.button, "production", &err));
    DONE(stageline_scope_flag_unkill(one.button, NULL, &err));
    DONE(stageline_scope_flag_unkill_n(one.button, "production!", 10, &err));
    CHECK(!holds(&one, "kill_switch"));
    FAILED("E_UNKNOWN_ENVIRONMENT", stageline_scope_flag_kill(one.button, "prod", &err));
    end(&one);
}

CASE(the_time_of_a_scope_says_whether_a_schedule_has_the_say) {
    edited one;
    stageline_scope *base = NULL;
    CHECK(begin(&one));
    DONE(stageline_scope_append_json(one.button, "production.schedule",
                                     "{\"at\":\"2027-01-01T00:00:00Z\",\"set\":\"red\"}", &err));
    DONE(stageline_scope_flag_now(one.button, 1767225600000, &err));
    DONE(stageline_scope_flag_kill(one.button, "production", &err));
    DONE(stageline_scope_flag_unkill(one.button, "production", &err));
    DONE(stageline_scope_flag_now(one.button, 1830297600000, &err));
    FAILED("E_EDIT_REFUSED", stageline_scope_flag_kill(one.button, "production", &err));
    DONE(stageline_edit_base(one.edit, "base", &base, &err));
    FAILED("E_USAGE", stageline_scope_flag_now(base, 0, &err));
    stageline_scope_free(base);
    end(&one);
}

CASE(keys_are_targeted_and_rules_are_added) {
    edited one;
    stageline_text keys[2] = {{"user-1", 6}, {"42", 2}};
    CHECK(begin(&one));
    DONE(stageline_scope_flag_target_json(one.button, "production", "\"green\"", keys, 2, NULL, &err));
    CHECK(answers(&one, "production", "button", "42", START, "2"));
    DONE(stageline_scope_flag_untarget(one.button, "production", keys, 1, NULL, &err));
    CHECK(answers(&one, "production", "button", "user-1", START, "1"));
    CHECK(answers(&one, "production", "button", "42", START, "2"));
    DONE(stageline_scope_flag_target_json_n(one.button, "production!", 10, "\"green\"!", 7, keys, 1, "user.id!", 7, &err));
    DONE(stageline_scope_flag_untarget_n(one.button, "production!", 10, keys, 1, "user.id!", 7, &err));
    FAILED("E_UNKNOWN_PATH", stageline_scope_flag_untarget(one.button, "production", keys, 1, "user.id", &err));
    REFUSED("`keys` is null", stageline_scope_flag_untarget(one.button, "production", NULL, 1, NULL, &err));

    DONE(stageline_scope_flag_add_rule_json(one.button, "production", "{\"when\":\"user.country == 'DE'\",\"serve\":\"green\",\"position\":0,\"description\":\"Germany\"}", &err));
    CHECK(holds(&one, "Germany"));
    DONE(stageline_scope_flag_remove_rule(one.button, "production", 0, &err));
    CHECK(!holds(&one, "Germany"));
    DONE(stageline_scope_flag_add_rule_json_n(one.button, "production!", 10, "{\"when\":\"true\",\"serve\":\"green\"}!", 31, &err));
    DONE(stageline_scope_flag_remove_rule_n(one.button, "production!", 10, 1, &err));
    FAILED("E_UNKNOWN_PATH", stageline_scope_flag_remove_rule(one.button, "production", 7, &err));
    FAILED("E_CONDITION", stageline_scope_flag_add_rule_json(one.button, "production", "{\"when\":\"a ==\",\"serve\":\"green\"}", &err));
    DONE(stageline_scope_flag_add_rule_json(one.button, "production", "{\"serve\":\"green\"}", &err));
    DONE(stageline_scope_flag_remove_rule(one.button, "production", 1, &err));
    REFUSED("`when` of `rule` is no text", stageline_scope_flag_add_rule_json(one.button, "production", "{\"when\":1,\"serve\":\"green\"}", &err));
    REFUSED("`serve` of `rule` is no value", stageline_scope_flag_add_rule_json(one.button, "production", "{\"when\":\"true\"}", &err));
    REFUSED("`position` of `rule` is no position", stageline_scope_flag_add_rule_json(one.button, "production", "{\"when\":\"true\",\"serve\":\"red\",\"position\":-1}", &err));
    end(&one);
}

CASE(flags_are_copied_between_environments) {
    edited one;
    stageline_names *names = NULL;
    stageline_text search[1] = {{"search", 6}};
    CHECK(begin(&one));
    DONE(stageline_scope_flag_copy(one.search, "staging", "production", &err));
    CHECK(answers(&one, "production", "search", "u", START, "true"));
    DONE(stageline_scope_flag_copy_n(one.search, "staging!", 7, "development!", 11, &err));
    DONE(stageline_edit_discard(one.edit, &err));
    FAILED("E_EDIT_REFUSED", stageline_edit_copy_flags(one.edit, "production", "staging", NULL, 0, false, &names, &err));
    CHECK(names == NULL && stageline_edit_is_empty(one.edit));
    DONE(stageline_edit_copy_flags(one.edit, "production", "staging", NULL, 0, true, &names, &err));
    CHECK(stageline_names_len(names) == 2);
    CHECK_TEXT(stageline_names_at(names, 0), "search");
    stageline_names_free(names);
    DONE(stageline_edit_discard(one.edit, &err));
    DONE(stageline_edit_copy_flags_n(one.edit, "staging!", 7, "development!", 11, search, 1, false, &names, &err));
    CHECK(stageline_names_len(names) == 1);
    stageline_names_free(names);
    end(&one);
}

CASE(code_is_made_from_flags) {
    edited one;
    stageline_snapshot *snapshot = NULL;
    stageline_bytes *bytes = NULL;
    CHECK(begin(&one));
    DONE(stageline_edit_snapshot(one.edit, &snapshot, &err));
    DONE(stageline_snapshot_flag_accessors(snapshot, "c", &bytes, &err));
    CHECK(check_holds(bytes, "search"));
    stageline_bytes_free(bytes);
    DONE(stageline_snapshot_flag_accessors_n(snapshot, "rust!", 4, &bytes, &err));
    CHECK(check_holds(bytes, "pub fn search"));
    stageline_bytes_free(bytes);
    FAILED("E_USAGE", stageline_snapshot_flag_accessors(snapshot, "cobol", &bytes, &err));
    stageline_snapshot_free(snapshot);
    end(&one);
}

CASE(edits_of_flags_that_are_none_are_refused) {
    edited one;
    stageline_names *names = NULL;
    stageline_bytes *bytes = NULL;
    CHECK(begin(&one));
    CHECK(stageline_scope_flag_set_json(NULL, "production", "true", NULL, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_scope_flag_set_json(one.search, NULL, "true", NULL, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_scope_flag_set_json(one.search, "production", NULL, NULL, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_scope_flag_roll_out_json(one.search, "production", NULL, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_scope_flag_hold(NULL, "production", START, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_scope_flag_copy(one.search, "staging", NULL, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_edit_copy_flags(NULL, "staging", "production", NULL, 0, false, &names, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_edit_copy_flags(one.edit, "staging", "production", NULL, 1, false, &names, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_edit_remarks(NULL, &names, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_snapshot_flag_accessors(NULL, "c", &bytes, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_edit_is_empty(one.edit));
    end(&one);
}

const check_row flag_edit_cases[] = {
    ROW(a_value_is_set_where_it_is_meant),
    ROW(a_flag_is_made_only_where_that_is_asked_for),
    ROW(a_flag_is_rolled_out_along_a_ramp),
    ROW(rollouts_that_make_no_sense_are_refused_and_falls_are_remarked_on),
    ROW(keys_are_targeted_and_rules_are_added),
    ROW(a_flag_is_killed_and_comes_back),
    ROW(the_time_of_a_scope_says_whether_a_schedule_has_the_say),
    ROW(flags_are_copied_between_environments),
    ROW(code_is_made_from_flags),
    ROW(edits_of_flags_that_are_none_are_refused),
    {NULL, NULL},
};
