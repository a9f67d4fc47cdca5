/* What is wrong with a project, and how its environments differ. */
#include "shop.h"

CASE(findings_are_an_answer) {
    stageline_project *p = shop_with("config/staging.yaml", "extends: bose\n");
    stageline_bytes *bytes = NULL;
    CHECK(p != NULL);
    DONE(stageline_project_validate_json(p, &bytes, &err));
    CHECK(check_holds(bytes, "\"rule\":\"missing-base\""));
    CHECK(check_holds(bytes, "\"counts\":{\"error\":"));
    stageline_bytes_free(bytes);
    DONE(stageline_project_validate_text(p, &bytes, &err));
    CHECK(check_holds(bytes, "--> config/staging.yaml:1:10\n"));
    stageline_bytes_free(bytes);
    stageline_project_free(p);
}

CASE(environments_are_held_against_each_other) {
    stageline_project *p = shop();
    stageline_bytes *bytes = NULL;
    stageline_text targets[2];
    uint64_t count = 0;
    CHECK(p != NULL);
    DONE(stageline_project_diff_json(p, "staging", "production", &bytes, &err));
    CHECK(check_holds(bytes, "{\"left\":\"staging\",\"right\":\"production\",\"sections\":["));
    stageline_bytes_free(bytes);
    DONE(stageline_project_diff_text(p, "staging", "production", &bytes, &err));
    CHECK(check_holds(bytes, "database.pool_size: 10 (config/base.yaml:2:35) \xe2\x86\x92 50 (config/production.yaml:3:25)"));
    stageline_bytes_free(bytes);
    DONE(stageline_project_diff_text(p, "staging", "staging", &bytes, &err));
    CHECK(check_holds(bytes, ": no difference"));
    stageline_bytes_free(bytes);

    targets[0] = stageline_text_of("staging");
    targets[1] = stageline_text_of("acme-production");
    DONE(stageline_project_drift_json(p, "production", targets, 2, &bytes, &err));
    CHECK(check_holds(bytes, "{\"baseline\":\"production\",\"targets\":[\"staging\",\"acme-production\"],\"items\":["));
    stageline_bytes_free(bytes);
    DONE(stageline_project_drift_text(p, "production", targets, 1, &bytes, &err));
    CHECK(check_holds(bytes, "staging against production: "));
    stageline_bytes_free(bytes);
    DONE(stageline_project_drift_count(p, "production", targets, 1, &count, &err));
    CHECK(count > 0);
    targets[0] = stageline_text_of("production");
    REFUSED("`production` is held against itself", stageline_project_drift_count(p, "production", targets, 1, &count, &err));
    stageline_project_free(p);
}

CASE(what_cannot_be_compared_is_an_error) {
    stageline_project *p = shop();
    stageline_bytes *bytes = (stageline_bytes *)&check_count;
    CHECK(p != NULL);
    REFUSED("no environment is held against the baseline",
            stageline_project_drift_json(p, "production", NULL, 0, &bytes, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_ENVIRONMENT", "no environment is named `moon`",
          stageline_project_diff_json(p, "production", "moon", &bytes, &err));
    CHECK(bytes == NULL);
    stageline_project_free(p);
}

const check_row report_cases[] = {
    ROW(findings_are_an_answer),
    ROW(environments_are_held_against_each_other),
    ROW(what_cannot_be_compared_is_an_error),
    {NULL, NULL},
};
