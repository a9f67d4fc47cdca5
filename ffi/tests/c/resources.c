/* What services ask for, beside what environments may use. */
#include "shop.h"

/* Two environments, in which some of what is written is no amount. */
static stageline_project *two(void) {
    static const char *const files[][2] = {
        {"config/environments.yaml", "environments:\n  a: {resource_limits: {cpu: 1}}\n  b: {resource_limits: {cpu: plenty}}\n"},
        {"config/services/api/a.yaml", "api: {replicas: 2, resources: {requests: {cpu: 600m}, limits: {cpu: [1]}}}\n"},
        {"config/services/api/b.yaml", "api: {resources: {requests: {cpu: lots}}}\n"},
        {"config/services/web/a.yaml", "web: {}\n"},
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

CASE(what_services_ask_for_is_told_cell_by_cell) {
    stageline_project *p = two();
    stageline_snapshot *s = NULL;
    stageline_resources *r = NULL;
    stageline_service_demand_view demand;
    stageline_environment_demand_view total;
    stageline_text environments[2], cpu = stageline_text_of("cpu");
    environments[0] = stageline_text_of("a");
    environments[1] = stageline_text_of("b");
    DONE(stageline_project_snapshot(p, &s, &err));
    DONE(stageline_snapshot_resources(s, environments, 2, &cpu, 1, &r, &err));
    stageline_snapshot_free(s);
    stageline_project_free(p);
    CHECK(stageline_resources_len(r) == 1 && stageline_resources_is_overcommitted(r));
    CHECK_TEXT(stageline_resources_table(r, 0).resource, "cpu");
    CHECK(stageline_resources_table(r, 0).service_count == 1 && stageline_resources_table(r, 0).environment_count == 2);
    CHECK_TEXT(stageline_resources_service(r, 0, 0), "api");
    CHECK_TEXT(stageline_resources_service(r, 0, 1), "");

    demand = stageline_resources_demand(r, 0, 0, 0);
    CHECK(demand.runs && demand.least == 2 && demand.most == 2);
    CHECK_TEXT(demand.request, "600m");
    CHECK_TEXT(demand.limit, "");
    CHECK_TEXT(demand.unreadable_request.text, "");
    CHECK_TEXT(demand.unreadable_limit.text, "[1]");
    CHECK_PLACE(demand.place, "config/services/api/a.yaml", 1, 48);
    CHECK_PLACE(demand.unreadable_limit.place, "config/services/api/a.yaml", 1, 69);
    demand = stageline_resources_demand(r, 0, 0, 1);
    CHECK_TEXT(demand.request, "");
    CHECK_TEXT(demand.unreadable_request.text, "lots");
    CHECK_PLACE(demand.unreadable_request.place, "config/services/api/b.yaml", 1, 35);
    CHECK(!stageline_resources_demand(r, 0, 0, 2).runs && !stageline_resources_demand(r, 1, 0, 0).runs && !stageline_resources_demand(r, 0, 1, 0).runs);

    total = stageline_resources_total(r, 0, 0);
    CHECK_TEXT(total.environment, "a");
    CHECK_TEXT(total.requested, "1.2");
    CHECK_TEXT(total.most, "1.2");
    CHECK_TEXT(total.available, "1");
    CHECK(total.percent == 120 && total.silent_count == 1 && total.uncounted_count == 0);
    CHECK_PLACE(total.place, "config/environments.yaml", 2, 30);
    CHECK_TEXT(stageline_resources_silent(r, 0, 0, 0), "web");
    CHECK_TEXT(stageline_resources_silent(r, 0, 0, 1), "");
    total = stageline_resources_total(r, 0, 1);
    CHECK_TEXT(total.available, "");
    CHECK_TEXT(total.unreadable.text, "plenty");
    CHECK_PLACE(total.unreadable.place, "config/environments.yaml", 3, 30);
    CHECK(total.percent == -1 && total.silent_count == 0 && total.uncounted_count == 1);
    CHECK_TEXT(stageline_resources_uncounted(r, 0, 1, 0), "api");
    CHECK_TEXT(stageline_resources_uncounted(r, 0, 1, 1), "");
    CHECK_TEXT(stageline_resources_total(r, 0, 2).environment, "");
    stageline_resources_free(r);
}

CASE(what_services_ask_for_is_written_as_text_and_json) {
    stageline_project *p = two();
    stageline_snapshot *s = NULL;
    stageline_resources *r = NULL;
    stageline_bytes *bytes = NULL;
    stageline_text environments[2], cpu = stageline_text_of("cpu"), power = stageline_text_of("power");
    environments[0] = stageline_text_of("a");
    environments[1] = stageline_text_of("b");
    DONE(stageline_project_snapshot(p, &s, &err));
    DONE(stageline_snapshot_resources_text(s, environments, 2, &cpu, 1, &bytes, &err));
    CHECK(check_starts(bytes, "cpu in a: 1.2 requested, at most 1.2, 120% of 1") && check_holds(bytes, "\ncpu in b: "));
    stageline_bytes_free(bytes);
    DONE(stageline_snapshot_resources_json(s, environments, 1, NULL, 0, &bytes, &err));
    CHECK(check_starts(bytes, "{\"environments\":[\"a\"],\"resources\":[{\"resource\":\"cpu\","));
    stageline_bytes_free(bytes);
    REFUSED("no environment is named", stageline_snapshot_resources_json(s, NULL, 0, NULL, 0, &bytes, &err));
    REFUSED("`power` is no resource", stageline_snapshot_resources_text(s, environments, 1, &power, 1, &bytes, &err));
    REFUSED("`power` is no resource", stageline_snapshot_resources(s, environments, 1, &power, 1, &r, &err));
    CHECK(bytes == NULL && r == NULL);
    stageline_snapshot_free(s);
    stageline_project_free(p);
}

const check_row resource_cases[] = {
    ROW(what_services_ask_for_is_told_cell_by_cell),
    ROW(what_services_ask_for_is_written_as_text_and_json),
    {NULL, NULL},
};
