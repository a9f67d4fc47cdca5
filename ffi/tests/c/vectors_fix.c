/* The operation `fix` of the vectors: plans, chooses, commits. */
#include "vector.h"

/* An item as cases name it: its section, service and path. */
static void put_name(buffer *to, stageline_fix_item_view item) {
    put(to, item.section.ptr, item.section.len);
    if (item.service.len > 0) say(to, " ");
    put(to, item.service.ptr, item.service.len);
    if (item.path.len > 0) say(to, " ");
    put(to, item.path.ptr, item.path.len);
}

static bool is_wanted(void *user_data, const stageline_fix_plan *plan, size_t index) {
    vector *one = user_data;
    char *all = arg(one, "choose");
    texts *chosen = texts_at(one, "args/choose");
    bool is = strcmp(all, "all") == 0;
    buffer name = {0};
    size_t i;
    put_name(&name, stageline_fix_plan_item(plan, index));
    for (i = 0; i < chosen->len; i++) is = is || check_text_is(chosen->views[i], name.text);
    free(name.text);
    texts_free(chosen);
    free(all);
    return is;
}

static void put_environments(vector *one, const stageline_fix_plan *plan, size_t index) {
    stageline_blast_radius *radius = NULL;
    size_t i;
    stageline_fix_plan_item_radius(plan, index, &radius, &one->err);
    say(&one->found, "[");
    for (i = 0; i < stageline_blast_radius_len(radius); i++) {
        if (i > 0) say(&one->found, ",");
        quote(&one->found, stageline_blast_radius_environment(radius, i));
    }
    say(&one->found, "]");
    stageline_blast_radius_free(radius);
}

static void put_item(vector *one, const stageline_fix_plan *plan, const stageline_probe_json_t *json, size_t index) {
    stageline_fix_item_view item = stageline_fix_plan_item(plan, index);
    stageline_names *withheld = NULL;
    buffer *f = &one->found, name = {0};
    char target[64];
    put_name(&name, item);
    say(f, index > 0 ? ",{\"item\":" : "{\"item\":");
    quote(f, stageline_text_of(name.text));
    free(name.text);
    say(f, ",\"rule\":");
    quote(f, item.rule);
    snprintf(target, sizeof target, "/items/%zu/target", index);
    say(f, ",\"target\":");
    put_part(f, json, target);
    say(f, ",\"op\":");
    quote_or_null(f, item.operation);
    say(f, ",\"file\":");
    quote_or_null(f, item.file);
    stageline_fix_plan_item_withheld(plan, index, &withheld, &one->err);
    say(f, ",\"withheld\":");
    put_names(one, withheld);
    say(f, ",\"left_alone\":");
    quote_or_null(f, item.left_alone);
    say(f, ",\"environments\":");
    put_environments(one, plan, index);
    say(f, item.is_chosen ? ",\"chosen\":true}" : ",\"chosen\":false}");
}

void run_fix(vector *one) {
    char *from = arg(one, "from"), *to = arg(one, "to");
    stageline_drift_options *options = drift_options(one);
    stageline_fix_plan *plan = NULL;
    stageline_edit *edit = NULL;
    stageline_bytes *bytes = NULL;
    stageline_probe_json_t *json = NULL;
    size_t i;
    if (options == NULL || stageline_project_plan_fix(one->project, from, to, options, &plan, &one->err)) goto done;
    stageline_fix_plan_choose(plan, is_wanted, one, NULL, &one->err);
    if (stageline_fix_plan_to_json(plan, &bytes, &one->err)) goto done;
    json = document(bytes);
    say(&one->found, "{\"items\":[");
    for (i = 0; i < stageline_fix_plan_len(plan); i++) put_item(one, plan, json, i);
    say(&one->found, "],");
    if (stageline_fix_plan_edit(plan, &edit, &one->err)) goto done;
    put_committed(one, edit);
done:
    stageline_probe_json_free(json);
    stageline_edit_free(edit);
    stageline_fix_plan_free(plan);
    stageline_drift_options_free(options);
    free(to);
    free(from);
}
