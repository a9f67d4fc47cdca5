/* Runs every table of cases and says how many there were. */
#include "check.h"

unsigned check_count = 0;
bool check_failed = false;

int main(void) {
    const check_row *const tables[] = {
        version_cases, error_cases, log_cases, project_cases, value_cases, layer_cases, edit_cases,
        validation_cases, report_cases, quantity_cases, tree_cases, comparison_cases, resource_cases, fix_cases, live_cases,
        plan_cases, flag_edit_cases, flag_import_cases, flag_cases, flag_answer_cases, flag_time_cases, bad_flag_cases, flag_seen_cases,
        accessor_cases, accessor_sample_cases, watch_cases,
        /* The first makes what the next three and the last share. */
        refusal_cases, project_refusal_cases, value_refusal_cases, flag_refusal_cases, last_refusal_cases,
        edit_refusal_cases, validation_refusal_cases, tree_refusal_cases, comparison_refusal_cases,
#ifdef STAGELINE_PROBE
        probe_cases, probe_log_cases, vector_cases,
#endif
    };
    unsigned cases = 0, failed = 0;

    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        for (const check_row *row = tables[t]; row->run != NULL; row++) {
            check_failed = false;
            row->run();
            cases++;
            if (check_failed) {
                failed++;
                fprintf(stderr, "failed: %s\n", row->name);
            }
        }
    }
    printf("%u cases, %u checks, %u failed\n", cases, check_count, failed);
    return failed == 0 && cases > 0 ? 0 : 1;
}
