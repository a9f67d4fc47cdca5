/*
 * What a deploy script asks before it moves anything: production's configuration and where it comes
 * from, how far staging has drifted, who sees the new checkout, and whether the release may go.
 *
 *   cc -std=c99 examples/deploy.c $(pkg-config --cflags --libs stageline) -o deploy && ./deploy
 */
#include <inttypes.h>
#include <stdio.h>

#include <stageline.h>

#define SHOW(text) STAGELINE_TEXT_ARGS(text)

static const char *const VERDICTS[] = {"it may go", "it waits", "it is blocked"};

static void print_and_free(stageline_bytes *bytes) {
    printf("%.*s\n", SHOW(stageline_bytes_view(bytes)));
    stageline_bytes_free(bytes);
}

/* The service as it would run, and where two of its values were written. */
static stageline_status show_service(stageline_project *project, stageline_error **err) {
    static const char *const paths[] = {"replicas", "resources.limits.memory"};
    stageline_value *api = NULL;
    stageline_bytes *text = NULL;
    stageline_explanation *why = NULL;
    int64_t replicas = 0;
    stageline_status status;

    if ((status = stageline_service_resolve(project, "production", "api", &api, err))) return status;
    if ((status = stageline_value_get_i64(api, "replicas", &replicas, err))) goto done;
    printf("api in production runs %" PRId64 " replicas:\n", replicas);
    if ((status = stageline_value_to_json(api, &text, err))) goto done;
    print_and_free(text);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        if ((status = stageline_value_explain(api, paths[i], &why, err))) goto done;
        status = stageline_explanation_to_text(why, &text, err);
        stageline_explanation_free(why);
        if (status) goto done;
        print_and_free(text);
    }
done:
    stageline_value_free(api);
    return status;
}

static stageline_status show_drift(stageline_project *project, stageline_error **err) {
    stageline_text staging = stageline_text_of("staging");
    stageline_bytes *text = NULL;
    stageline_status status = stageline_project_drift_text(project, "production", &staging, 1, &text, err);

    if (!status) print_and_free(text);
    return status;
}

static stageline_status show_flag(stageline_project *project, stageline_error **err) {
    static const char *const users[] = {"customer-17", "customer-18", "customer-19"};
    stageline_flags *flags = NULL;
    stageline_flag *checkout = NULL;
    stageline_status status;

    if ((status = stageline_flags_open(project, "production", &flags, err))) return status;
    if ((status = stageline_flag_handle_bool(flags, "one_page_checkout", false, &checkout, err))) goto done;
    for (size_t i = 0; i < sizeof users / sizeof *users; i++) {
        stageline_context *user = NULL;
        if ((status = stageline_context_new(flags, users[i], &user, err))) goto done;
        printf("%s sees %s\n", users[i],
               stageline_flag_bool(checkout, user) ? "the checkout on one page" : "the checkout as it was");
        stageline_context_free(user);
    }
done:
    stageline_flag_free(checkout);
    stageline_flags_free(flags);
    return status;
}

static stageline_status show_plan(stageline_project *project, stageline_error **err) {
    stageline_text services[] = {stageline_text_of("api"), stageline_text_of("worker")};
    stageline_plan *plan = NULL;
    stageline_status status;

    if ((status = stageline_project_plan_promotion(project, "staging", "production", services, 2, &plan, err)))
        return status;
    printf("staging to production: %s\n", VERDICTS[stageline_plan_verdict(plan)]);
    for (size_t i = 0; i < stageline_plan_service_count(plan); i++) {
        stageline_plan_service_view step = stageline_plan_service(plan, i);
        printf("  %-8.*s %.*s -> %.*s\n", SHOW(step.service), SHOW(step.from), SHOW(step.to));
    }
    for (size_t i = 0; i < stageline_plan_gate_count(plan); i++) {
        stageline_plan_gate_view gate = stageline_plan_gate(plan, i);
        printf("  %s %.*s of %.*s: %.*s\n", gate.approval ? "approval" : "gate", SHOW(gate.name),
               SHOW(gate.environment), SHOW(gate.state));
    }
    for (size_t i = 0; i < stageline_plan_reason_count(plan); i++) {
        stageline_plan_reason_view reason = stageline_plan_reason(plan, i);
        printf("  because %.*s (%.*s:%u)\n", SHOW(reason.message), SHOW(reason.place.file), reason.place.line);
    }
    stageline_plan_free(plan);
    return status;
}

int main(int argc, char **argv) {
    stageline_project *project = NULL;
    stageline_error *err = NULL;

    if (stageline_project_open(argc > 1 ? argv[1] : "examples/storefront", &project, &err)) goto done;
    if (show_service(project, &err)) goto done;
    putchar('\n');
    if (show_drift(project, &err)) goto done;
    putchar('\n');
    if (show_flag(project, &err)) goto done;
    putchar('\n');
    if (show_plan(project, &err)) goto done;
done:
    stageline_project_free(project);
    if (err == NULL) return 0;
    stageline_bytes *text = NULL;
    stageline_error_render(err, &text, NULL);
    fprintf(stderr, "deploy: %.*s\n", SHOW(stageline_bytes_view(text)));
    stageline_bytes_free(text);
    stageline_error_free(err);
    return 1;
}
