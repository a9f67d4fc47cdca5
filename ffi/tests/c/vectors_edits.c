/* The operation `edit` of the vectors. */
#include "vector.h"

/* The scope of a target; NULL after saying why not. */
static stageline_scope *scope_of(vector *one, stageline_edit *edit, size_t change) {
    static const struct {
        const char *target;
        stageline_status (*open)(const stageline_edit *, const char *, stageline_scope **, stageline_error **);
    } targets[] = {
        {"environment", stageline_edit_environment}, {"record", stageline_edit_record},
        {"service_base", stageline_edit_service_base}, {"base", stageline_edit_base},
        {"tenant", stageline_edit_tenant}, {"flag", stageline_edit_flag}, {"workflow", stageline_edit_workflow},
    };
    char *target = look(one->cases, true, "/%zu/args/changes/%zu/target/target", one->at, change);
    char *name = look(one->cases, true, "/%zu/args/changes/%zu/target/name", one->at, change);
    char *environment = look(one->cases, true, "/%zu/args/changes/%zu/target/environment", one->at, change);
    char *path = look(one->cases, true, "/%zu/args/changes/%zu/target/path", one->at, change);
    stageline_scope *scope = NULL;
    size_t i;
    if (strcmp(target, "service") == 0) stageline_edit_service(edit, environment, name, &scope, &one->err);
    if (strcmp(target, "file") == 0) stageline_edit_file(edit, path, &scope, &one->err);
    for (i = 0; i < sizeof targets / sizeof *targets; i++)
        if (strcmp(target, targets[i].target) == 0) targets[i].open(edit, name, &scope, &one->err);
    free(path);
    free(environment);
    free(name);
    free(target);
    return scope;
}

/* Puts a value with the setter of its kind. */
static void set(vector *one, stageline_scope *scope, stageline_text path, size_t change) {
    char *json = look(one->cases, false, "/%zu/args/changes/%zu/value", one->at, change), pointer[64];
    if (json[0] == 't' || json[0] == 'f') {
        stageline_scope_set_bool_n(scope, path.ptr, path.len, json[0] == 't', &one->err);
    } else if (json[0] == '"') {
        stageline_bytes *held;
        stageline_text text;
        snprintf(pointer, sizeof pointer, "/%zu/args/changes/%zu/value", one->at, change);
        held = stageline_probe_json_get(one->cases, pointer, true);
        text = stageline_bytes_view(held);
        stageline_scope_set_text_n(scope, path.ptr, path.len, text.ptr, text.len, &one->err);
        stageline_bytes_free(held);
    } else if (strchr("-0123456789", json[0]) != NULL && strpbrk(json, ".eE") != NULL) {
        stageline_scope_set_f64_n(scope, path.ptr, path.len, strtod(json, NULL), &one->err);
    } else if (json[0] == '-') {
        stageline_scope_set_i64_n(scope, path.ptr, path.len, strtoll(json, NULL, 10), &one->err);
    } else if (strchr("0123456789", json[0]) != NULL) {
        stageline_scope_set_u64_n(scope, path.ptr, path.len, strtoull(json, NULL, 10), &one->err);
    } else {
        stageline_scope_set_json_n(scope, path.ptr, path.len, json, STAGELINE_NUL, &one->err);
    }
    free(json);
}

/* A part of a change, as text and as JSON; NULL where it has none. */
static char *part(vector *one, size_t change, bool plain, const char *name) {
    return look(one->cases, plain, "/%zu/args/changes/%zu/%s", one->at, change, name);
}

/* The texts of a list of a change, as views of what `held` keeps; how many there are. */
static size_t texts_of(vector *one, size_t change, const char *name, stageline_bytes **held, stageline_text *views) {
    char path[96], pointer[128];
    size_t len, i;
    snprintf(path, sizeof path, "args/changes/%zu/%s", change, name);
    len = count(one, path);
    for (i = 0; i < len && i < 8; i++) {
        snprintf(pointer, sizeof pointer, "/%zu/%s/%zu", one->at, path, i);
        held[i] = stageline_probe_json_get(one->cases, pointer, true);
        views[i] = stageline_bytes_view(held[i]);
    }
    return i;
}

/* Those parts of a change that it has, as a JSON map. */
static char *map_of(vector *one, size_t change, const char *const *names, size_t len) {
    buffer map = {0};
    size_t i;
    for (i = 0; i < len; i++) {
        char *value = part(one, change, false, names[i]);
        if (value == NULL) continue;
        say(&map, map.text == NULL ? "{\"" : ",\"");
        say(&map, names[i]);
        say(&map, "\":");
        say(&map, value);
        free(value);
    }
    say(&map, map.text == NULL ? "{}" : "}");
    return map.text;
}

/* Makes a change of what flags answer; whether it was one. */
static bool make_flag(vector *one, stageline_edit *edit, size_t change) {
    static const char *const options[] = {"create", "default_only", "replace"};
    static const char *const rule[] = {"when", "serve", "position", "description"};
    char *op = part(one, change, true, "op"), *name = part(one, change, true, "target/name");
    char *environment = part(one, change, true, "environment"), *at = part(one, change, true, "at");
    char *from = part(one, change, true, "from"), *to = part(one, change, true, "to");
    char *now = part(one, change, true, "now");
    char *by = part(one, change, true, "by"), *json = NULL, *more = NULL;
    stageline_bytes *held[8] = {NULL};
    stageline_text views[8];
    stageline_scope *flag = NULL;
    stageline_names *copied = NULL;
    int64_t time = 0;
    size_t len = 0, i;
    bool known = true;
    if (strcmp(op, "copy_flags") == 0) {
        len = texts_of(one, change, "names", held, views);
        more = part(one, change, false, "replace");
        stageline_edit_copy_flags(edit, from, to, len > 0 ? views : NULL, len, more != NULL && strcmp(more, "true") == 0,
                                  &copied, &one->err);
        goto done;
    }
    if (name == NULL || stageline_edit_flag(edit, name, &flag, &one->err)) {
        known = one->err != NULL;
        goto done;
    }
    if (now != NULL &&
        (stageline_time_parse(now, &time, &one->err) || stageline_scope_flag_now(flag, time, &one->err)))
        goto done;
    if (at != NULL && stageline_time_parse(at, &time, &one->err)) goto done;
    if (strcmp(op, "set_value") == 0) {
        json = part(one, change, false, "value");
        more = map_of(one, change, options, 3);
        stageline_scope_flag_set_json(flag, environment, json, more, &one->err);
    } else if (strcmp(op, "roll_out") == 0) {
        json = part(one, change, false, "rollout");
        stageline_scope_flag_roll_out_json(flag, environment, json, &one->err);
    } else if (strcmp(op, "hold") == 0) {
        stageline_scope_flag_hold(flag, environment, time, &one->err);
    } else if (strcmp(op, "resume") == 0) {
        stageline_scope_flag_resume(flag, environment, time, &one->err);
    } else if (strcmp(op, "roll_back") == 0) {
        stageline_scope_flag_roll_back(flag, environment, time, &one->err);
    } else if (strcmp(op, "target") == 0) {
        json = part(one, change, false, "serve");
        len = texts_of(one, change, "keys", held, views);
        stageline_scope_flag_target_json(flag, environment, json, views, len, by, &one->err);
    } else if (strcmp(op, "untarget") == 0) {
        len = texts_of(one, change, "keys", held, views);
        stageline_scope_flag_untarget(flag, environment, views, len, by, &one->err);
    } else if (strcmp(op, "add_rule") == 0) {
        json = map_of(one, change, rule, 4);
        stageline_scope_flag_add_rule_json(flag, environment, json, &one->err);
    } else if (strcmp(op, "remove_rule") == 0) {
        json = part(one, change, false, "index");
        stageline_scope_flag_remove_rule(flag, environment, strtoul(json, NULL, 10), &one->err);
    } else if (strcmp(op, "kill") == 0) {
        stageline_scope_flag_kill(flag, environment, &one->err);
    } else if (strcmp(op, "unkill") == 0) {
        stageline_scope_flag_unkill(flag, environment, &one->err);
    } else if (strcmp(op, "copy") == 0) {
        stageline_scope_flag_copy(flag, from, to, &one->err);
    } else {
        known = false;
    }
done:
    for (i = 0; i < len; i++) stageline_bytes_free(held[i]);
    stageline_names_free(copied);
    stageline_scope_free(flag);
    free(more);
    free(json);
    free(by);
    free(to);
    free(from);
    free(now);
    free(at);
    free(environment);
    free(name);
    free(op);
    return known;
}

/* Makes one of the changes. */
static void make(vector *one, stageline_edit *edit, size_t change) {
    static const char *const paths[] = {"path", "from", "to"};
    stageline_scope *scope = scope_of(one, edit, change);
    stageline_bytes *held[3] = {NULL, NULL, NULL};
    stageline_text path, from, to;
    char *op = look(one->cases, true, "/%zu/args/changes/%zu/op", one->at, change);
    char *item = look(one->cases, false, "/%zu/args/changes/%zu/item", one->at, change);
    char *tree = look(one->cases, false, "/%zu/args/changes/%zu/tree", one->at, change), where[64];
    size_t i;
    for (i = 0; i < 3; i++) {
        snprintf(where, sizeof where, "args/changes/%zu/%s", change, paths[i]);
        held[i] = path_at(one, where);
    }
    path = stageline_bytes_view(held[0]);
    from = stageline_bytes_view(held[1]);
    to = stageline_bytes_view(held[2]);
    if (one->err != NULL) goto done;
    if (strcmp(op, "set") == 0) set(one, scope, path, change);
    if (strcmp(op, "unset") == 0) stageline_scope_unset_n(scope, path.ptr, path.len, &one->err);
    if (strcmp(op, "delete") == 0) stageline_scope_delete_n(scope, path.ptr, path.len, &one->err);
    if (strcmp(op, "append") == 0)
        stageline_scope_append_json_n(scope, path.ptr, path.len, item, STAGELINE_NUL, &one->err);
    if (strcmp(op, "remove") == 0)
        stageline_scope_remove_json_n(scope, path.ptr, path.len, item, STAGELINE_NUL, &one->err);
    if (strcmp(op, "move") == 0) stageline_scope_move_n(scope, from.ptr, from.len, to.ptr, to.len, &one->err);
    if (strcmp(op, "apply") == 0)
        stageline_scope_apply_json_n(scope, path.ptr, path.len, tree, STAGELINE_NUL, &one->err);
done:
    for (i = 0; i < 3; i++) stageline_bytes_free(held[i]);
    stageline_scope_free(scope);
    free(tree);
    free(item);
    free(op);
}

static void put_row(vector *one, const stageline_probe_json_t *json, size_t effect, const char *section, const char *kind) {
    char pointer[64];
    char last = one->found.text[one->found.len - 1];
    say(&one->found, last == '[' ? "{\"environment\":" : ",{\"environment\":");
    snprintf(pointer, sizeof pointer, "/effects/%zu/environment", effect);
    put_part(&one->found, json, pointer);
    put_section(one, json, section, false);
    if (kind != NULL) {
        say(&one->found, ",\"path\":\"\",\"kind\":");
        quote(&one->found, stageline_text_of(kind));
        say(&one->found, "}");
    }
}

/* What the edit changes where, row by row. */
static void put_radius(vector *one, stageline_blast_radius *radius) {
    static const char *const lists[] = {"differences", "equivalent"};
    stageline_bytes *bytes = NULL;
    stageline_probe_json_t *json;
    size_t i, j, k, l;
    stageline_blast_radius_to_json(radius, &bytes, NULL);
    json = document(bytes);
    say(&one->found, "[");
    for (i = 0; i < stageline_blast_radius_len(radius); i++) {
        char sections[64];
        snprintf(sections, sizeof sections, "/effects/%zu/diff/sections", i);
        for (j = 0; j < stageline_probe_json_len(json, sections); j++) {
            char section[96], list[160], item[192], *missing;
            snprintf(section, sizeof section, "%s/%zu", sections, j);
            missing = look(json, true, "%s/missing_in", section);
            if (missing != NULL && strcmp(missing, "null") != 0)
                put_row(one, json, i, section, strcmp(missing, "before") == 0 ? "added" : "removed");
            free(missing);
            for (l = 0; l < 2; l++) {
                snprintf(list, sizeof list, "%s/%s", section, lists[l]);
                for (k = 0; k < stageline_probe_json_len(json, list); k++) {
                    snprintf(item, sizeof item, "%s/%zu", list, k);
                    put_row(one, json, i, section, NULL);
                    put_member(one, json, item, "path", false);
                    put_member(one, json, item, "kind", false);
                    say(&one->found, "}");
                }
            }
        }
    }
    say(&one->found, "]");
    stageline_probe_json_free(json);
}

static void put_digest(buffer *to, const stageline_snapshot *s) {
    stageline_bytes *bytes = NULL;
    stageline_snapshot_digest(s, &bytes, NULL);
    put_bytes(to, bytes);
}

/* The digest of the project as it is now. */
static char *digest(vector *one) {
    stageline_snapshot *s = NULL;
    buffer text = {0};
    stageline_project_snapshot(one->project, &s, NULL);
    put_digest(&text, s);
    stageline_snapshot_free(s);
    return text.text;
}

/* Whether the project holds what the case's files and those of the preview come to. */
static bool is_as_previewed(vector *one, const stageline_preview *preview) {
    stageline_options *options = options_of(one, false);
    stageline_files *files = files_at(one, "files");
    stageline_project *expected = NULL;
    stageline_snapshot *s = NULL;
    buffer text = {0};
    char *now = digest(one);
    bool same;
    size_t i;
    for (i = 0; i < stageline_preview_len(preview); i++) {
        stageline_preview_file_view file = stageline_preview_file(preview, i);
        stageline_files_add_n(files, file.path.ptr, file.path.len, file.after.ptr, file.after.len, NULL);
    }
    stageline_project_from_files(files, options, &expected, NULL);
    stageline_project_snapshot(expected, &s, NULL);
    put_digest(&text, s);
    same = text.text != NULL && strcmp(text.text, now) == 0;
    stageline_snapshot_free(s);
    stageline_project_free(expected);
    stageline_files_free(files);
    stageline_options_free(options);
    free(text.text);
    free(now);
    return same;
}

/* Makes all changes in one edit, looks at it, and commits it. */
void put_committed(vector *one, stageline_edit *edit) {
    stageline_preview *preview = NULL;
    stageline_blast_radius *radius = NULL;
    stageline_snapshot *after = NULL;
    size_t i;
    if (stageline_edit_preview(edit, &preview, &one->err)) goto done;
    say(&one->found, "\"files\":{");
    for (i = 0; i < stageline_preview_len(preview); i++) {
        stageline_preview_file_view file = stageline_preview_file(preview, i);
        if (i > 0) say(&one->found, ",");
        quote(&one->found, file.path);
        say(&one->found, ":");
        quote(&one->found, file.after);
    }
    say(&one->found, "},\"radius\":");
    if (stageline_edit_blast_radius(edit, &radius, &one->err)) goto done;
    put_radius(one, radius);
    say(&one->found, "}");
    if (stageline_edit_commit(edit, &after, &one->err)) goto done;
    if (!is_as_previewed(one, preview)) say(&one->found, " was not committed as previewed");
done:
    stageline_snapshot_free(after);
    stageline_blast_radius_free(radius);
    stageline_preview_free(preview);
}

/* What is worth knowing of an edit, where there is something. */
static void put_remarks(vector *one, stageline_edit *edit) {
    stageline_names *remarks = NULL;
    if (stageline_edit_remarks(edit, &remarks, &one->err)) return;
    if (stageline_names_len(remarks) > 0) {
        say(&one->found, "\"remarks\":");
        put_names(one, remarks);
        say(&one->found, ",");
        return;
    }
    stageline_names_free(remarks);
}

void run_edit(vector *one) {
    stageline_edit *edit = NULL;
    char *before = digest(one), *now;
    size_t i;
    stageline_project_edit(one->project, &edit, &one->err);
    for (i = 0; i < count(one, "args/changes") && one->err == NULL; i++)
        if (!make_flag(one, edit, i)) make(one, edit, i);
    if (one->err == NULL) {
        say(&one->found, "{");
        put_remarks(one, edit);
        put_committed(one, edit);
    }
    now = digest(one);
    if (one->err != NULL && strcmp(before, now) != 0) {
        stageline_error_free(one->err);
        one->err = NULL;
        say(&one->found, " a refused edit changed the project");
    }
    free(now);
    free(before);
    stageline_edit_free(edit);
}
