/* Operations of the vectors: what validation finds, and how reports show it. */
#include "vector.h"

static const char *const SEVERITIES[] = {"", "info", "warning", "error"};

/* The report that the case asks for; NULL after saying why not. */
static stageline_report *report_of(vector *one) {
    stageline_validation *validation = NULL;
    stageline_report *report = NULL, *base = NULL, *fresh = NULL;
    char *today = arg(one, "today"), *earlier = arg_json(one, "base");
    size_t i;
    stageline_validation_new(&validation, &one->err);
    if (today != NULL && stageline_validation_set_today(validation, today, &one->err)) goto done;
    for (i = 0; i < count(one, "args/environments"); i++) {
        char *name = look(one->cases, true, "/%zu/args/environments/%zu", one->at, i);
        stageline_validation_add_environment(validation, name, &one->err);
        free(name);
    }
    if (stageline_project_validate(one->project, validation, &report, &one->err)) goto done;
    if (earlier != NULL) {
        stageline_files *files = files_at(one, "args/base");
        stageline_options *options = options_of(one, true);
        stageline_project *p = NULL;
        stageline_project_from_files(files, options, &p, &one->err);
        stageline_project_validate(p, validation, &base, &one->err);
        stageline_report_new_since(report, base, &fresh, &one->err);
        stageline_report_free(report);
        report = fresh;
        stageline_project_free(p);
        stageline_options_free(options);
        stageline_files_free(files);
    }
done:
    stageline_report_free(base);
    stageline_validation_free(validation);
    free(earlier);
    free(today);
    return report;
}

/* A finding, but for the bracket that ends it. */
static void put_finding(vector *one, size_t i, stageline_finding finding) {
    say(&one->found, i > 0 ? ",{\"rule\":" : "{\"rule\":");
    quote(&one->found, finding.rule);
    say(&one->found, ",\"severity\":");
    quote(&one->found, stageline_text_of(SEVERITIES[finding.severity]));
    say(&one->found, ",\"place\":");
    quote_place(&one->found, finding.place);
}

void run_validate(vector *one) {
    stageline_report *report = report_of(one);
    buffer *f = &one->found;
    bool whole = wanted(one, "findings");
    size_t i;
    if (report == NULL) return;
    say(f, whole ? "{\"findings\":[" : "[");
    for (i = 0; i < stageline_report_len(report); i++) {
        put_finding(one, i, stageline_report_finding(report, i));
        say(f, "}");
    }
    say(f, "]");
    if (whole) {
        say(f, ",\"suppressed\":[");
        for (i = 0; i < stageline_report_suppressed_count(report); i++) {
            stageline_suppressed suppressed = stageline_report_suppressed(report, i);
            put_finding(one, i, suppressed.finding);
            say(f, ",\"by\":");
            quote(f, suppressed.by);
            say(f, ",\"reason\":");
            quote_or_null(f, suppressed.reason);
            say(f, ",\"suppressed_at\":");
            quote_place(f, suppressed.place);
            say(f, "}");
        }
        say(f, "]");
        if (wanted(one, "fingerprints")) {
            say(f, ",\"fingerprints\":[");
            for (i = 0; i < stageline_report_len(report); i++) {
                if (i > 0) say(f, ",");
                quote(f, stageline_report_finding(report, i).fingerprint);
            }
            say(f, "]");
        }
        say(f, "}");
    }
    stageline_report_free(report);
}

/* The log without what changes with releases; nothing where that is missing. */
static void put_sarif(vector *one, stageline_bytes *bytes) {
    static const char *const rules = "/runs/0/tool/driver/rules";
    stageline_probe_json_t *json = document(bytes);
    bool removed = stageline_probe_json_remove(json, "/runs/0/tool/driver/semanticVersion");
    size_t i;
    for (i = 0; i < stageline_probe_json_len(json, rules); i++) {
        char pointer[64];
        snprintf(pointer, sizeof pointer, "%s/%zu/help", rules, i);
        removed = stageline_probe_json_remove(json, pointer) && removed;
    }
    if (removed) put_part(&one->found, json, "");
    stageline_probe_json_free(json);
}

void run_report(vector *one) {
    stageline_report *report = report_of(one);
    stageline_bytes *bytes = NULL;
    char *format = arg(one, "format"), *prefix = arg(one, "prefix"), *page = arg(one, "rules_page"), *fails = arg(one, "fails");
    int32_t failing = STAGELINE_SEVERITY_WARNING, i;
    for (i = 1; i <= 3; i++)
        if (fails != NULL && strcmp(fails, SEVERITIES[i]) == 0) failing = i;
    if (strcmp(format, "text") == 0) stageline_report_to_text(report, false, &bytes, &one->err);
    if (strcmp(format, "junit") == 0) stageline_report_to_junit(report, failing, &bytes, &one->err);
    if (strcmp(format, "github") == 0) stageline_report_to_github(report, prefix, &bytes, &one->err);
    if (bytes != NULL) {
        quote(&one->found, stageline_bytes_view(bytes));
        stageline_bytes_free(bytes);
        bytes = NULL;
    }
    if (strcmp(format, "json") == 0 && stageline_report_to_json(report, &bytes, &one->err) == STAGELINE_STATUS_OK)
        put_bytes(&one->found, bytes);
    if (strcmp(format, "sarif") == 0 && stageline_report_to_sarif(report, prefix, page, &bytes, &one->err) == STAGELINE_STATUS_OK)
        put_sarif(one, bytes);
    stageline_report_free(report);
    free(fails);
    free(page);
    free(prefix);
    free(format);
}
