/* Flags of other tools, imported: the file that comes of it, and what could not be kept. */
#include "shop.h"

static const char *const UNLEASH =
    "{\"features\":[{\"name\":\"shop/cart\",\"enabled\":true,\"strategies\":["
    "{\"name\":\"flexibleRollout\",\"parameters\":{\"rollout\":\"37\",\"stickiness\":\"userId\",\"groupId\":\"cart\"}},"
    "{\"name\":\"friends\"}]}]}";

/* The flags of an environment of a project with that file; NULL after saying why not. */
static stageline_flags *flags_of(stageline_text yaml, const char *environment) {
    stageline_files *files = NULL;
    stageline_project *project = NULL;
    stageline_flags *flags = NULL;
    stageline_files_new(&files, NULL);
    stageline_files_add(files, "config/environments.yaml", "environments: {production: {}, staging: {}}", NULL);
    stageline_files_add_n(files, "config/feature-flags.yaml", strlen("config/feature-flags.yaml"), yaml.ptr, yaml.len, NULL);
    stageline_project_from_files(files, NULL, &project, NULL);
    stageline_flags_open(project, environment, &flags, NULL);
    stageline_project_free(project);
    stageline_files_free(files);
    return flags;
}

/* For how many of 2000 users the flag is on, with a default of its own. */
static int taken(const stageline_flags *flags, bool fallback) {
    int count = 0, i;
    for (i = 0; i < 2000; i++) {
        char user[16];
        stageline_context *context = NULL;
        snprintf(user, sizeof user, "%d", i);
        stageline_context_new(flags, NULL, &context, NULL);
        stageline_context_set_text(context, "userId", user, NULL);
        count += stageline_flags_bool(flags, "shop-cart", context, fallback);
        stageline_context_free(context);
    }
    return count;
}

CASE(imported_flags_put_everybody_where_they_were) {
    stageline_flag_import *everywhere = NULL, *one = NULL;
    stageline_flags *flags = NULL;
    stageline_names *names = NULL;
    stageline_bytes *bytes = NULL;
    int in;
    DONE(stageline_flags_import("unleash", "features.json", UNLEASH, NULL, &everywhere, &err));
    DONE(stageline_flag_import_names(everywhere, &names, &err));
    CHECK(stageline_names_len(names) == 1);
    CHECK_TEXT(stageline_names_at(names, 0), "shop-cart");
    stageline_names_free(names);
    flags = flags_of(stageline_flag_import_yaml(everywhere), "production");
    CHECK(flags != NULL);
    in = taken(flags, false);
    stageline_flags_free(flags);
    CHECK(in > 640 && in < 840); /* 37 of 100 */
    DONE(stageline_flags_import_n("unleash", 7, "f", 1, UNLEASH, strlen(UNLEASH), "production!", 10, &one, &err));
    flags = flags_of(stageline_flag_import_yaml(one), "production");
    CHECK(flags != NULL && taken(flags, true) == in);
    stageline_flags_free(flags);
    /* Elsewhere the flag leaves its value to the caller. */
    flags = flags_of(stageline_flag_import_yaml(one), "staging");
    CHECK(flags != NULL && taken(flags, true) == 2000 && taken(flags, false) == 0);
    stageline_flags_free(flags);
    DONE(stageline_flag_import_json(one, &bytes, &err));
    CHECK(check_holds(bytes, "\"from\":\"unleash\",\"flags\":[\"shop-cart\"]"));
    CHECK(check_holds(bytes, "{\"from\":\"shop/cart\",\"to\":\"shop-cart\"}"));
    stageline_bytes_free(bytes);
    stageline_flag_import_free(one);
    stageline_flag_import_free(everywhere);
}

CASE(what_could_not_be_kept_has_a_place) {
    stageline_flag_import *import = NULL;
    stageline_flag_import_problem_view problem;
    DONE(stageline_flags_import("unleash", "features.json", UNLEASH, NULL, &import, &err));
    CHECK(stageline_flag_import_problem_count(import) == 2);
    problem = stageline_flag_import_problem(import, 1);
    CHECK_TEXT(problem.code, "E_IMPORT");
    CHECK_TEXT(problem.message, "the strategy `friends` is none of Unleash's own");
    CHECK(problem.help.len > 0);
    CHECK_TEXT(problem.place.file, "features.json");
    CHECK(problem.place.line == 1);
    CHECK_TEXT(stageline_flag_import_problem(import, 2).message, "");
    CHECK_TEXT(stageline_flag_import_problem(import, SIZE_MAX).place.file, "");
    stageline_flag_import_free(import);
}

CASE(a_flag_that_nobody_can_decide_comes_with_the_others) {
    const char *const flagd =
        "{\"flags\":{\"good\":{\"state\":\"ENABLED\",\"variants\":{\"on\":true}},"
        "\"bad\":{\"state\":\"ENABLED\",\"variants\":{\"on\":true},\"targeting\":{\"divide\":[5,0]}}}}";
    stageline_flag_import *import = NULL;
    stageline_bytes *bytes = NULL;
    DONE(stageline_flags_import("flagd", "flags.json", flagd, NULL, &import, &err));
    CHECK(stageline_flag_import_problem_count(import) == 1);
    CHECK_TEXT(stageline_flag_import_problem(import, 0).message, "the flag `bad`: flagd has no operation `divide`");
    DONE(stageline_flag_import_json(import, &bytes, &err));
    CHECK(check_holds(bytes, "\"undecided\":[\"bad\"]"));
    stageline_bytes_free(bytes);
    stageline_flag_import_free(import);
}

CASE(imports_that_are_none_are_refused) {
    stageline_flag_import *import = NULL;
    stageline_names *names = NULL;
    stageline_bytes *bytes = NULL;
    stageline_error *why = NULL;
    CHECK(stageline_flags_import("unleash", "f.json", "{\"features\":{\"hunter2\":1}}", NULL, &import, &why) == STAGELINE_STATUS_ERROR);
    CHECK(import == NULL);
    CHECK_TEXT(stageline_error_code(why), "E_IMPORT");
    CHECK_PLACE(stageline_error_place(why, 0), "f.json", 1, 13);
    DONE(stageline_error_render(why, &bytes, &err));
    CHECK(!check_holds(bytes, "hunter2"));
    stageline_bytes_free(bytes);
    stageline_error_free(why);
    REFUSED("no format is called `unleesh`", stageline_flags_import("unleesh", "f.json", "{}", NULL, &import, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_NAME", "no environment can be called `rules`, which is a part of flags",
          stageline_flags_import("unleash", "f.json", UNLEASH, "rules", &import, &err));
    CHECK(stageline_flags_import(NULL, "f.json", "{}", NULL, &import, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_flags_import("unleash", NULL, "{}", NULL, &import, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_flags_import("unleash", "f.json", NULL, NULL, &import, NULL) == STAGELINE_STATUS_USAGE);
    CHECK_TEXT(stageline_flag_import_yaml(NULL), "");
    CHECK(stageline_flag_import_problem_count(NULL) == 0);
    CHECK_TEXT(stageline_flag_import_problem(NULL, 0).code, "");
    CHECK(stageline_flag_import_names(NULL, &names, NULL) == STAGELINE_STATUS_USAGE);
    CHECK(stageline_flag_import_json(NULL, &bytes, NULL) == STAGELINE_STATUS_USAGE);
    stageline_flag_import_free(NULL);
}

const check_row flag_import_cases[] = {
    ROW(imported_flags_put_everybody_where_they_were),
    ROW(what_could_not_be_kept_has_a_place),
    ROW(a_flag_that_nobody_can_decide_comes_with_the_others),
    ROW(imports_that_are_none_are_refused),
    {NULL, NULL},
};
