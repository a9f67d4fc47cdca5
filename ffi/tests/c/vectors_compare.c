/* Operations of the vectors: environments held against each other. */
#include "vector.h"

stageline_snapshot *pinned(vector *one) {
    stageline_snapshot *s = NULL;
    stageline_project_snapshot(one->project, &s, &one->err);
    return s;
}

texts *texts_at(vector *one, const char *path) {
    texts *all = calloc(1, sizeof *all);
    size_t i;
    if (all == NULL) abort();
    all->len = count(one, path);
    all->views = calloc(all->len + 1, sizeof *all->views);
    all->held = calloc(all->len + 1, sizeof *all->held);
    if (all->views == NULL || all->held == NULL) abort();
    for (i = 0; i < all->len; i++) {
        char pointer[256];
        snprintf(pointer, sizeof pointer, "/%zu/%s/%zu", one->at, path, i);
        all->held[i] = stageline_probe_json_get(one->cases, pointer, true);
        all->views[i] = stageline_bytes_view(all->held[i]);
    }
    return all;
}

void texts_free(texts *all) {
    size_t i;
    for (i = 0; i < all->len; i++) stageline_bytes_free(all->held[i]);
    free(all->held);
    free(all->views);
    free(all);
}

void put_document(vector *one, stageline_bytes *bytes) {
    stageline_probe_json_t *json = document(bytes);
    stageline_probe_json_spell_places(json);
    put_part(&one->found, json, "");
    stageline_probe_json_free(json);
}

/* The marks of both sides of an item. */
static void put_marks(vector *one, const stageline_probe_json_t *json, const char *item, const char *left, const char *right) {
    char mark[160];
    say(&one->found, ",\"marks\":[");
    snprintf(mark, sizeof mark, "%s/%s/mark", item, left);
    put_part(&one->found, json, mark);
    say(&one->found, ",");
    snprintf(mark, sizeof mark, "%s/%s/mark", item, right);
    put_part(&one->found, json, mark);
    say(&one->found, "]");
}

/* Whether the case says what of its environments is compared. */
static bool is_limited(vector *one) {
    char *key = arg(one, "key");
    bool is = key != NULL || count(one, "args/sections") > 0 || count(one, "args/exclude") > 0;
    free(key);
    return is;
}

/* What the case says of a difference, as the document that the library makes of it; NULL where it fails. */
static stageline_bytes *diff_of(vector *one, const char *a, const char *b) {
    stageline_snapshot *s = pinned(one);
    stageline_drift_options *options = drift_options(one);
    stageline_comparison *comparison = NULL;
    stageline_bytes *bytes = NULL;
    if (options != NULL && !stageline_snapshot_diff_where(s, a, b, options, &comparison, &one->err))
        stageline_comparison_to_json(comparison, &bytes, &one->err);
    stageline_comparison_free(comparison);
    stageline_drift_options_free(options);
    stageline_snapshot_free(s);
    return bytes;
}

void run_diff(vector *one) {
    char *a = arg(one, "a"), *b = arg(one, "b"), *key = arg(one, "key");
    stageline_bytes *bytes = NULL;
    stageline_probe_json_t *json;
    size_t i, j, n = 0;
    if (is_limited(one)) {
        bytes = diff_of(one, a, b);
    } else {
        stageline_project_diff_json(one->project, a, b, &bytes, &one->err);
    }
    if (bytes != NULL) {
        json = document(bytes);
        say(&one->found, "[");
        for (i = 0; i < stageline_probe_json_len(json, "/sections"); i++) {
            char section[64], list[96], *missing;
            snprintf(section, sizeof section, "/sections/%zu", i);
            missing = look(json, true, "%s/missing_in", section);
            if (missing != NULL && strcmp(missing, "null") != 0) {
                bool added = strcmp(missing, a) == 0;
                say(&one->found, n++ > 0 ? ",{" : "{");
                put_section(one, json, section, true);
                say(&one->found, added ? ",\"path\":\"\",\"kind\":\"added\"" : ",\"path\":\"\",\"kind\":\"removed\"");
                put_member_place(one, json, section, "left", added ? "none" : "present_at");
                put_member_place(one, json, section, "right", added ? "present_at" : "none");
                say(&one->found, "}");
            }
            free(missing);
            snprintf(list, sizeof list, "%s/differences", section);
            for (j = 0; j < stageline_probe_json_len(json, list); j++) {
                char item[128];
                snprintf(item, sizeof item, "%s/%zu", list, j);
                say(&one->found, n++ > 0 ? ",{" : "{");
                put_section(one, json, section, true);
                put_member(one, json, item, "path", false);
                put_member(one, json, item, "kind", false);
                put_member_place(one, json, item, "left", "left/place");
                put_member_place(one, json, item, "right", "right/place");
                if (key != NULL) put_marks(one, json, item, "left", "right");
                say(&one->found, "}");
            }
        }
        say(&one->found, "]");
        stageline_probe_json_free(json);
    }
    free(key);
    free(a);
    free(b);
}

stageline_drift_options *drift_options(vector *one) {
    stageline_drift_options *options = NULL;
    char *today = arg(one, "today"), *key = arg(one, "key");
    texts *rules = texts_at(one, "args/rules"), *shapes = texts_at(one, "args/shapes");
    texts *sections = texts_at(one, "args/sections"), *exclude = texts_at(one, "args/exclude");
    size_t i;
    stageline_drift_options_new(&options, &one->err);
    if (today != NULL) stageline_drift_options_set_today(options, today, &one->err);
    if (key != NULL && one->err == NULL)
        stageline_drift_options_set_key(options, (const uint8_t *)key, strlen(key), &one->err);
    for (i = 0; i < rules->len && one->err == NULL; i++)
        stageline_drift_options_add_rule_n(options, rules->views[i].ptr, rules->views[i].len, &one->err);
    for (i = 0; i < shapes->len && one->err == NULL; i++)
        stageline_drift_options_add_shape_n(options, shapes->views[i].ptr, shapes->views[i].len, &one->err);
    for (i = 0; i < sections->len && one->err == NULL; i++)
        stageline_drift_options_add_section_n(options, sections->views[i].ptr, sections->views[i].len, &one->err);
    for (i = 0; i < exclude->len && one->err == NULL; i++)
        stageline_drift_options_exclude_n(options, exclude->views[i].ptr, exclude->views[i].len, &one->err);
    texts_free(exclude);
    texts_free(sections);
    texts_free(shapes);
    texts_free(rules);
    free(key);
    free(today);
    if (one->err == NULL) return options;
    stageline_drift_options_free(options);
    return NULL;
}

void put_rule_findings(vector *one, const stageline_comparison *comparison) {
    static const char *const severities[] = {"", "info", "warning", "error"};
    buffer *f = &one->found;
    size_t i;
    say(f, "[");
    for (i = 0; i < stageline_comparison_finding_count(comparison); i++) {
        stageline_rule_finding_view finding = stageline_comparison_finding(comparison, i);
        say(f, i > 0 ? ",{\"kind\":" : "{\"kind\":");
        quote(f, finding.kind);
        say(f, ",\"rule\":");
        quote(f, finding.rule);
        say(f, ",\"severity\":");
        quote(f, stageline_text_of(severities[finding.severity]));
        say(f, ",\"place\":");
        quote_place(f, finding.place);
        say(f, "}");
    }
    say(f, "]");
}

/* A shape that values violate. */
static void put_violated(vector *one, const stageline_probe_json_t *json, const char *item) {
    static const char *const parts[] = {"severity", "left", "relation", "right"};
    size_t i;
    say(&one->found, "{");
    put_member(one, json, item, "rule", true);
    for (i = 0; i < sizeof parts / sizeof *parts; i++) put_member(one, json, item, parts[i], false);
    say(&one->found, "}");
}

/* The shape that the values of an item violate, where they do. */
static void put_violation(vector *one, const stageline_probe_json_t *json, const char *item) {
    char violation[96], *rule;
    snprintf(violation, sizeof violation, "%s/violation", item);
    rule = look(json, true, "%s/rule", violation);
    if (rule != NULL) {
        say(&one->found, ",\"violation\":");
        put_violated(one, json, violation);
    }
    free(rule);
}

void put_drift_items(vector *one, const stageline_probe_json_t *json, bool more, bool marks) {
    static const char *const parts[] = {"path", "class", "severity", "rule"};
    buffer *f = &one->found;
    size_t i, j;
    say(f, "[");
    for (i = 0; i < stageline_probe_json_len(json, "/items"); i++) {
        char item[64];
        snprintf(item, sizeof item, "/items/%zu", i);
        say(f, i > 0 ? ",{" : "{");
        put_member(one, json, item, "target", true);
        put_section(one, json, item, false);
        for (j = 0; j < sizeof parts / sizeof *parts; j++) put_member(one, json, item, parts[j], false);
        put_member_place(one, json, item, "baseline", "baseline/place");
        put_member_place(one, json, item, "found", "actual/place");
        if (more) {
            put_member(one, json, item, "reason", false);
            put_member(one, json, item, "owner", false);
            put_member_place(one, json, item, "rule_at", "rule_at");
        }
        if (marks) put_marks(one, json, item, "baseline", "actual");
        if (more) put_violation(one, json, item);
        say(f, "}");
    }
    say(f, "]");
}

/* Drift as the format has it: its items, or a map where the case asks for more. */
static void put_drift(vector *one, const stageline_comparison *comparison) {
    bool more = wanted(one, "items");
    stageline_bytes *bytes = NULL;
    stageline_probe_json_t *json;
    if (stageline_comparison_to_json(comparison, &bytes, &one->err)) return;
    json = document(bytes);
    if (more) say(&one->found, "{\"items\":");
    put_drift_items(one, json, more, more);
    if (more) {
        say(&one->found, ",\"findings\":");
        put_rule_findings(one, comparison);
        say(&one->found, "}");
    }
    stageline_probe_json_free(json);
}

void run_drift(vector *one) {
    char *baseline = arg(one, "baseline");
    texts *targets = texts_at(one, "args/targets");
    stageline_snapshot *s = pinned(one);
    stageline_drift_options *options = drift_options(one);
    stageline_comparison *comparison = NULL;
    if (options != NULL && !stageline_snapshot_drift(s, baseline, targets->views, targets->len, options, &comparison, &one->err))
        put_drift(one, comparison);
    stageline_comparison_free(comparison);
    stageline_drift_options_free(options);
    stageline_snapshot_free(s);
    texts_free(targets);
    free(baseline);
}

static void put_violations(vector *one, const stageline_probe_json_t *json, const char *row) {
    char list[64], item[96];
    size_t i;
    snprintf(list, sizeof list, "%s/violations", row);
    say(&one->found, ",\"violations\":[");
    for (i = 0; i < stageline_probe_json_len(json, list); i++) {
        snprintf(item, sizeof item, "%s/%zu", list, i);
        if (i > 0) say(&one->found, ",");
        put_violated(one, json, item);
    }
    say(&one->found, "]");
}

static void put_survey_row(vector *one, const stageline_probe_json_t *json, const char *row) {
    static const char *const parts[] = {"path", "groups", "majority", "outliers"};
    char cells[64], place[96];
    size_t i;
    snprintf(cells, sizeof cells, "%s/cells", row);
    put_section(one, json, row, true);
    for (i = 0; i < sizeof parts / sizeof *parts; i++) put_member(one, json, row, parts[i], false);
    say(&one->found, ",\"places\":[");
    for (i = 0; i < stageline_probe_json_len(json, cells); i++) {
        if (i > 0) say(&one->found, ",");
        snprintf(place, sizeof place, "%s/%zu/place", cells, i);
        put_place(&one->found, json, place);
    }
    say(&one->found, "]");
    put_violations(one, json, row);
}

void run_survey(vector *one) {
    texts *environments = texts_at(one, "args/environments");
    stageline_snapshot *s = pinned(one);
    stageline_drift_options *options = drift_options(one);
    stageline_comparison *comparison = NULL;
    stageline_bytes *bytes = NULL;
    stageline_probe_json_t *json;
    size_t i;
    if (options == NULL || stageline_snapshot_compare(s, environments->views, environments->len, options, &comparison, &one->err)) goto done;
    if (stageline_comparison_to_json(comparison, &bytes, &one->err)) goto done;
    json = document(bytes);
    say(&one->found, "{\"environments\":");
    put_part(&one->found, json, "/environments");
    say(&one->found, ",\"rows\":[");
    for (i = 0; i < stageline_probe_json_len(json, "/rows"); i++) {
        char row[32];
        snprintf(row, sizeof row, "/rows/%zu", i);
        say(&one->found, i > 0 ? ",{" : "{");
        put_survey_row(one, json, row);
        say(&one->found, "}");
    }
    say(&one->found, "],\"findings\":");
    put_rule_findings(one, comparison);
    say(&one->found, "}");
    stageline_probe_json_free(json);
done:
    stageline_comparison_free(comparison);
    stageline_drift_options_free(options);
    stageline_snapshot_free(s);
    texts_free(environments);
}

/* The comparison that the case is of. */
static stageline_comparison *compared(vector *one) {
    char *of = arg(one, "of"), *a = arg(one, "a"), *b = arg(one, "b"), *baseline = arg(one, "baseline");
    texts *targets = texts_at(one, "args/targets"), *environments = texts_at(one, "args/environments");
    stageline_snapshot *s = pinned(one);
    stageline_drift_options *options = drift_options(one);
    stageline_comparison *comparison = NULL;
    if (options != NULL && strcmp(of, "diff") == 0) stageline_snapshot_diff_where(s, a, b, options, &comparison, &one->err);
    if (options != NULL && strcmp(of, "drift") == 0)
        stageline_snapshot_drift(s, baseline, targets->views, targets->len, options, &comparison, &one->err);
    if (options != NULL && strcmp(of, "survey") == 0)
        stageline_snapshot_compare(s, environments->views, environments->len, options, &comparison, &one->err);
    stageline_drift_options_free(options);
    stageline_snapshot_free(s);
    texts_free(environments);
    texts_free(targets);
    free(baseline);
    free(b);
    free(a);
    free(of);
    return comparison;
}

void run_at_least(vector *one) {
    static const char *const severities[] = {"info", "warning", "error"};
    stageline_comparison *comparison = compared(one);
    size_t n = 0;
    int i;
    say(&one->found, "[");
    for (i = 0; i < 3; i++) {
        if (!stageline_comparison_has_at_least(comparison, STAGELINE_SEVERITY_INFO + i)) continue;
        if (n++ > 0) say(&one->found, ",");
        quote(&one->found, stageline_text_of(severities[i]));
    }
    say(&one->found, "]");
    stageline_comparison_free(comparison);
}

/* The options of the case that are for formats, as JSON; the caller's. */
static char *render_options(vector *one) {
    static const char *const names[] = {"prefix", "files_at", "fails", "width", "everything", "untitled"};
    buffer options = {0};
    size_t i;
    say(&options, "{");
    for (i = 0; i < sizeof names / sizeof *names; i++) {
        char *value = arg_json(one, names[i]);
        if (value != NULL) {
            if (options.len > 1) say(&options, ",");
            quote(&options, stageline_text_of(names[i]));
            say(&options, ":");
            say(&options, value);
        }
        free(value);
    }
    say(&options, "}");
    return options.text;
}

/* How many rows a page has. */
static void put_rows(vector *one, stageline_text page) {
    static const char row[] = "<details class=\"row ";
    size_t i, rows = 0, len = sizeof row - 1;
    char number[32];
    for (i = 0; i + len <= page.len; i++) rows += memcmp(page.ptr + i, row, len) == 0;
    snprintf(number, sizeof number, "%zu", rows);
    say(&one->found, number);
}

void run_comparison(vector *one) {
    char *format = arg(one, "format"), *options = render_options(one);
    stageline_comparison *comparison = compared(one);
    stageline_bytes *bytes = NULL;
    if (comparison != NULL) stageline_comparison_render(comparison, format, options, &bytes, &one->err);
    if (bytes != NULL && strcmp(format, "html") == 0) {
        put_rows(one, stageline_bytes_view(bytes));
    } else if (bytes != NULL && (strcmp(format, "sarif") == 0 || strcmp(format, "json") == 0)) {
        stageline_probe_json_t *json = document(bytes);
        bytes = NULL;
        if (strcmp(format, "json") == 0 || stageline_probe_json_remove(json, "/runs/0/tool/driver/semanticVersion"))
            put_part(&one->found, json, "");
        stageline_probe_json_free(json);
    } else if (bytes != NULL) {
        quote(&one->found, stageline_bytes_view(bytes));
    }
    stageline_bytes_free(bytes);
    stageline_comparison_free(comparison);
    free(options);
    free(format);
}

void run_resources(vector *one) {
    stageline_snapshot *s = pinned(one);
    texts *environments = texts_at(one, "args/environments"), *resources = texts_at(one, "args/resources");
    stageline_bytes *bytes = NULL;
    if (stageline_snapshot_resources_json(s, environments->views, environments->len, resources->views, resources->len, &bytes,
                                          &one->err) == STAGELINE_STATUS_OK)
        put_document(one, bytes);
    texts_free(resources);
    texts_free(environments);
    stageline_snapshot_free(s);
}
