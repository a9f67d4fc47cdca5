/* The operation `drift_live` of the vectors. */
#include "vector.h"

/* The options of reading, as JSON; the caller's. */
static char *live_options(vector *one) {
    static const char *const names[][2] = {
        {"of", "environment"}, {"namespace", "namespace"}, {"service_labels", "service_labels"},
        {"workloads", "workloads"}, {"partial", "partial"},
    };
    buffer options = {0};
    size_t i;
    say(&options, "{");
    for (i = 0; i < sizeof names / sizeof *names; i++) {
        char *value = arg_json(one, names[i][0]);
        if (value != NULL) {
            if (options.len > 1) say(&options, ",");
            quote(&options, stageline_text_of(names[i][1]));
            say(&options, ":");
            say(&options, value);
        }
        free(value);
    }
    say(&options, "}");
    return options.text;
}

/* The live state of one file, or of several. */
static stageline_live *read_live(vector *one) {
    char *options = live_options(one), *file = arg(one, "file"), *whole = arg_json(one, "live");
    stageline_bytes *held;
    stageline_text text = arg_text(one, "live", &held);
    stageline_live *live = NULL;
    if (whole != NULL && whole[0] == '{') {
        stageline_files *files = files_at(one, "args/live");
        stageline_live_read_files(files, options, &live, &one->err);
        stageline_files_free(files);
    } else {
        stageline_live_read_n(file, STAGELINE_NUL, text.ptr, text.len, options, STAGELINE_NUL, &live, &one->err);
    }
    stageline_bytes_free(held);
    free(whole);
    free(file);
    free(options);
    return live;
}

static void put_unknown(vector *one, const stageline_comparison *comparison) {
    buffer *f = &one->found;
    size_t i;
    say(f, "[");
    for (i = 0; i < stageline_comparison_unknown_count(comparison); i++) {
        stageline_unknown_view unknown = stageline_comparison_unknown(comparison, i);
        buffer section = {0};
        put(&section, unknown.section.ptr, unknown.section.len);
        if (unknown.service.len > 0) say(&section, " ");
        put(&section, unknown.service.ptr, unknown.service.len);
        say(f, i > 0 ? ",{\"section\":" : "{\"section\":");
        quote(f, stageline_text_of(section.text));
        free(section.text);
        say(f, ",\"path\":");
        quote(f, unknown.path);
        say(f, ",\"place\":");
        quote_place(f, unknown.place);
        say(f, "}");
    }
    say(f, "]");
}

void run_drift_live(vector *one) {
    char *environment = arg(one, "environment"), *key = arg(one, "key");
    stageline_snapshot *s = pinned(one);
    stageline_live *live = read_live(one);
    stageline_drift_options *options = live != NULL ? drift_options(one) : NULL;
    stageline_comparison *comparison = NULL;
    stageline_bytes *bytes = NULL;
    stageline_probe_json_t *json;
    if (options == NULL || stageline_snapshot_drift_live(s, environment, live, options, &comparison, &one->err)) goto done;
    if (stageline_comparison_to_json(comparison, &bytes, &one->err)) goto done;
    json = document(bytes);
    say(&one->found, "{\"items\":");
    put_drift_items(one, json, false, key != NULL);
    say(&one->found, ",\"unknown\":");
    put_unknown(one, comparison);
    say(&one->found, "}");
    stageline_probe_json_free(json);
done:
    stageline_comparison_free(comparison);
    stageline_drift_options_free(options);
    stageline_live_free(live);
    stageline_snapshot_free(s);
    free(key);
    free(environment);
}
