/* Plans of promotions. */
#include "shop.h"

CASE(a_plan_says_what_moves_and_why_not_yet) {
    stageline_project *p = shop();
    stageline_plan *plan = NULL, *again = NULL;
    stageline_bytes *bytes = NULL;
    stageline_text services[1];
    stageline_plan_service_view service;
    stageline_plan_gate_view gate;
    stageline_plan_reason_view reason;
    CHECK(p != NULL);
    services[0] = stageline_text_of("api");
    DONE(stageline_project_plan_promotion(p, "staging", "production", services, 1, &plan, &err));
    CHECK(stageline_plan_verdict(plan) == STAGELINE_VERDICT_WAITS);
    CHECK_TEXT(stageline_plan_pipeline(plan), "release");
    CHECK(!stageline_plan_has_journal(plan));
    CHECK(stageline_plan_service_count(plan) == 1);
    CHECK(stageline_plan_changing_service_count(plan) == 1);
    CHECK(stageline_plan_change_count(plan) > 0);
    service = stageline_plan_service(plan, 0);
    CHECK_TEXT(service.service, "api");
    CHECK_TEXT(service.from, "v1");
    CHECK_TEXT(service.to, "v2");
    CHECK(service.changes);
    CHECK_TEXT(service.to_place.file, "config/services/api/staging.yaml");
    CHECK_TEXT(service.from_place.file, "config/services/api/base.yaml");
    CHECK_TEXT(stageline_plan_service(plan, 1).service, "");
    CHECK(stageline_plan_gate_count(plan) == 2);
    gate = stageline_plan_gate(plan, 0);
    CHECK_TEXT(gate.name, "smoke");
    CHECK_TEXT(gate.environment, "staging");
    CHECK_TEXT(gate.when, "exit");
    CHECK_TEXT(gate.state, "pending");
    CHECK(!gate.approval);
    CHECK(stageline_plan_gate(plan, 1).approval);
    CHECK_TEXT(stageline_plan_gate(plan, 2).name, "");
    CHECK(stageline_plan_reason_count(plan) == 2);
    reason = stageline_plan_reason(plan, 0);
    CHECK_TEXT(reason.code, "E_GATE_PENDING");
    CHECK(reason.message.len > 0 && reason.help.len > 0);
    CHECK_TEXT(reason.place.file, "workflows/release.yaml");
    CHECK_TEXT(stageline_plan_reason(plan, 2).code, "");
    CHECK(stageline_plan_digest(plan).len == 68);
    DONE(stageline_project_plan_promotion_through(p, "staging", "production", services, 1, "release", NULL,
                                                  &again, &err));
    CHECK(memcmp(stageline_plan_digest(plan).ptr, stageline_plan_digest(again).ptr, 68) == 0);
    stageline_plan_free(again);
    DONE(stageline_plan_to_text(plan, &bytes, &err));
    CHECK(check_starts(bytes, "promote staging"));
    stageline_bytes_free(bytes);
    DONE(stageline_plan_to_json(plan, &bytes, &err));
    CHECK(check_holds(bytes, "\"verdict\":\"waits\""));
    stageline_bytes_free(bytes);
    stageline_plan_free(plan);
    stageline_project_free(p);
}

CASE(a_plan_may_be_blocked) {
    stageline_project *p = shop();
    stageline_plan *plan = NULL;
    CHECK(p != NULL);
    /* All services: `mail` has no file in production. */
    DONE(stageline_project_plan_promotion(p, "staging", "production", NULL, 0, &plan, &err));
    CHECK(stageline_plan_verdict(plan) == STAGELINE_VERDICT_BLOCKED);
    CHECK_TEXT(stageline_plan_reason(plan, 0).code, "E_SERVICE_NOT_CONFIGURED");
    CHECK(stageline_plan_service_count(plan) == 2);
    CHECK_TEXT(stageline_plan_service(plan, 1).from, "");
    stageline_plan_free(plan);
    stageline_project_free(p);
}

CASE(what_cannot_be_planned_is_an_error) {
    stageline_project *p = shop();
    stageline_plan *plan = (stageline_plan *)&check_count;
    stageline_text services[1];
    CHECK(p != NULL);
    services[0] = stageline_text_of("apo");
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_SERVICE", "no service is named `apo`",
          stageline_project_plan_promotion(p, "staging", "production", services, 1, &plan, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_ENVIRONMENT", "no environment is named `moon`",
          stageline_project_plan_promotion(p, "staging", "moon", NULL, 0, &plan, &err));
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_PIPELINE", "no pipeline is named `none`",
          stageline_project_plan_promotion_through(p, "staging", "production", NULL, 0, "none", NULL, &plan, &err));
    REFUSED("stages are skipped without a reason",
            stageline_project_plan_promotion_through(p, "staging", "production", NULL, 0, NULL, " ", &plan, &err));
    CHECK(plan == NULL);
    stageline_project_free(p);
}

const check_row plan_cases[] = {
    ROW(a_plan_says_what_moves_and_why_not_yet),
    ROW(a_plan_may_be_blocked),
    ROW(what_cannot_be_planned_is_an_error),
    {NULL, NULL},
};
