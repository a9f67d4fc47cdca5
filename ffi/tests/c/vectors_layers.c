/* Operations of the vectors: where values come from, and what reads them. */
#include "vector.h"

static void put_reference(vector *one, size_t i, stageline_reference reference) {
    say(&one->found, i > 0 ? ",{\"text\":" : "{\"text\":");
    quote(&one->found, reference.text);
    say(&one->found, ",\"place\":");
    quote_place(&one->found, reference.place);
    say(&one->found, "}");
}

void run_origin(vector *one) {
    stageline_value *v = resolved(one), *part = found(one, v);
    stageline_origin *at = NULL;
    size_t i;
    if (part != NULL && stageline_value_origin(part, "", &at, &one->err) == STAGELINE_STATUS_OK) {
        say(&one->found, "{\"place\":");
        quote_place(&one->found, stageline_origin_place(at));
        say(&one->found, ",\"layer\":");
        quote(&one->found, stageline_origin_layer(at));
        say(&one->found, ",\"name\":");
        quote(&one->found, stageline_origin_name(at));
        if (wanted(one, "references")) {
            say(&one->found, ",\"references\":[");
            for (i = 0; i < stageline_origin_reference_count(at); i++)
                put_reference(one, i, stageline_origin_reference(at, i));
            say(&one->found, "]");
        }
        say(&one->found, "}");
    }
    stageline_origin_free(at);
    stageline_value_free(part);
    stageline_value_free(v);
}

static void put_explanation(vector *one, const stageline_explanation *why, bool path, bool references) {
    buffer *f = &one->found;
    stageline_bytes *json = NULL;
    size_t i;
    say(f, "{\"value\":");
    stageline_explanation_value_json(why, &json, NULL);
    put_bytes(f, json);
    if (path) {
        say(f, ",\"path\":");
        quote(f, stageline_explanation_path(why));
    }
    say(f, ",\"steps\":[");
    for (i = 0; i < stageline_explanation_len(why); i++) {
        stageline_step step = stageline_explanation_step(why, i);
        say(f, i > 0 ? ",{\"layer\":" : "{\"layer\":");
        quote(f, step.layer);
        say(f, ",\"name\":");
        quote(f, step.name);
        say(f, ",\"place\":");
        quote_place(f, step.place);
        say(f, ",\"effect\":");
        quote(f, step.effect);
        say(f, ",\"value\":");
        stageline_explanation_step_json(why, i, &json, NULL);
        put_bytes(f, json);
        say(f, "}");
    }
    say(f, "]");
    if (references) {
        say(f, ",\"references\":[");
        for (i = 0; i < stageline_explanation_reference_count(why); i++)
            put_reference(one, i, stageline_explanation_reference(why, i));
        say(f, "]");
    }
    say(f, "}");
}

void run_explain(vector *one) {
    stageline_value *v = resolved(one);
    stageline_explanation *why = NULL;
    stageline_bytes *held = path_at(one, "args/path");
    stageline_text path = stageline_bytes_view(held);
    if (v != NULL && stageline_value_explain_n(v, path.ptr, path.len, &why, &one->err) == STAGELINE_STATUS_OK)
        put_explanation(one, why, false, wanted(one, "references"));
    stageline_explanation_free(why);
    stageline_value_free(v);
    stageline_bytes_free(held);
}

void run_explain_all(vector *one) {
    stageline_value *v = resolved(one);
    stageline_explanations *all = NULL;
    stageline_explanation *why = NULL;
    stageline_bytes *held = path_at(one, "args/path");
    stageline_text path = stageline_bytes_view(held);
    size_t i;
    if (v != NULL && stageline_value_explain_all_n(v, path.ptr, path.len, &all, &one->err) == STAGELINE_STATUS_OK) {
        say(&one->found, "[");
        for (i = 0; i < stageline_explanations_len(all); i++) {
            if (i > 0) say(&one->found, ",");
            stageline_explanations_at(all, i, &why, NULL);
            put_explanation(one, why, true, true);
            stageline_explanation_free(why);
        }
        say(&one->found, "]");
    }
    stageline_explanations_free(all);
    stageline_value_free(v);
    stageline_bytes_free(held);
}

/* What the paths of the case affect; NULL after saying why not. */
static stageline_affected *affected(vector *one) {
    stageline_snapshot *s = NULL;
    stageline_affected *a = NULL;
    stageline_text paths[16];
    char *names[16];
    size_t len = count(one, "args/paths"), i;
    len = len > 16 ? 16 : len;
    for (i = 0; i < len; i++) {
        names[i] = look(one->cases, true, "/%zu/args/paths/%zu", one->at, i);
        paths[i] = stageline_text_of(names[i]);
    }
    if (stageline_project_snapshot(one->project, &s, &one->err) == STAGELINE_STATUS_OK)
        stageline_snapshot_affected(s, paths, len, &a, &one->err);
    for (i = 0; i < len; i++) free(names[i]);
    stageline_snapshot_free(s);
    return a;
}

void run_affected(vector *one) {
    stageline_affected *a = affected(one);
    stageline_names *names = NULL;
    buffer *f = &one->found;
    size_t i;
    if (a == NULL) return;
    say(f, "{\"entries\":[");
    for (i = 0; i < stageline_affected_len(a); i++) {
        stageline_affected_entry_view entry = stageline_affected_entry(a, i);
        say(f, i > 0 ? ",{\"environment\":" : "{\"environment\":");
        quote(f, entry.environment);
        say(f, ",\"part\":");
        quote(f, entry.part);
        say(f, ",\"service\":");
        quote_or_null(f, entry.service);
        say(f, "}");
    }
    say(f, "],\"pipelines\":");
    stageline_affected_pipelines(a, &names, &one->err);
    put_names(one, names);
    say(f, ",\"unknown\":");
    stageline_affected_unknown(a, &names, &one->err);
    put_names(one, names);
    say(f, "}");
    stageline_affected_free(a);
}

void run_matrix(vector *one) {
    stageline_affected *a = affected(one);
    stageline_bytes *json = NULL;
    if (a != NULL && stageline_affected_matrix_json(a, &json, &one->err) == STAGELINE_STATUS_OK) put_bytes(&one->found, json);
    stageline_affected_free(a);
}

void run_who_uses(vector *one) {
    stageline_snapshot *s = NULL;
    stageline_uses *uses = NULL;
    char *file = arg(one, "file"), *line = arg_json(one, "line");
    buffer *f = &one->found;
    size_t i;
    stageline_project_snapshot(one->project, &s, &one->err);
    if (stageline_snapshot_who_uses(s, file, (uint32_t)strtoul(line, NULL, 10), &uses, &one->err) == STAGELINE_STATUS_OK) {
        say(f, "[");
        for (i = 0; i < stageline_uses_len(uses); i++) {
            stageline_use use = stageline_uses_at(uses, i);
            say(f, i > 0 ? ",{\"environment\":" : "{\"environment\":");
            quote(f, use.environment);
            say(f, ",\"part\":");
            quote(f, use.part);
            say(f, ",\"service\":");
            quote_or_null(f, use.service);
            say(f, ",\"path\":");
            quote(f, use.path);
            say(f, use.wins ? ",\"wins\":true}" : ",\"wins\":false}");
        }
        say(f, "]");
    }
    stageline_uses_free(uses);
    stageline_snapshot_free(s);
    free(line);
    free(file);
}
