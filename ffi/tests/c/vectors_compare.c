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

void run_diff(vector *one) {
    char *a = arg(one, "a"), *b = arg(one, "b");
    stageline_bytes *bytes = NULL;
    stageline_probe_json_t *json;
    size_t i, j, n = 0;
    if (stageline_project_diff_json(one->project, a, b, &bytes, &one->err) == STAGELINE_STATUS_OK) {
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
                say(&one->found, "}");
            }
        }
        say(&one->found, "]");
        stageline_probe_json_free(json);
    }
    free(a);
    free(b);
}

void run_drift(vector *one) {
    char *baseline = arg(one, "baseline");
    texts *targets = texts_at(one, "args/targets");
    stageline_bytes *bytes = NULL;
    size_t i;
    if (stageline_project_drift_json(one->project, baseline, targets->views, targets->len, &bytes, &one->err) == STAGELINE_STATUS_OK) {
        static const char *const parts[] = {"path", "class", "severity", "rule"};
        stageline_probe_json_t *json = document(bytes);
        size_t j;
        say(&one->found, "[");
        for (i = 0; i < stageline_probe_json_len(json, "/items"); i++) {
            char item[64];
            snprintf(item, sizeof item, "/items/%zu", i);
            say(&one->found, i > 0 ? ",{" : "{");
            put_member(one, json, item, "target", true);
            put_section(one, json, item, false);
            for (j = 0; j < sizeof parts / sizeof *parts; j++) put_member(one, json, item, parts[j], false);
            put_member_place(one, json, item, "baseline", "baseline/place");
            put_member_place(one, json, item, "found", "actual/place");
            say(&one->found, "}");
        }
        say(&one->found, "]");
        stageline_probe_json_free(json);
    }
    texts_free(targets);
    free(baseline);
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
