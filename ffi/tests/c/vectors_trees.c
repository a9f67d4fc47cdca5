/* Operations of the vectors on trees alone. */
#include "vector.h"

/* The options of the case, as JSON; the caller's. */
static char *tree_options(vector *one) {
    static const char *const names[] = {"keys", "meanings", "leaves", "alignment"};
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

/* Whether the differences make exactly `right` of `left`. */
static bool leads(vector *one, const stageline_tree_diff *diff, const char *left, const char *right) {
    stageline_value *from = NULL, *to = NULL, *made = NULL;
    stageline_bytes *found = NULL, *wanted = NULL;
    bool is = false;
    if (stageline_value_of_json(left, &from, &one->err) || stageline_value_of_json(right, &to, &one->err)) goto done;
    if (stageline_tree_diff_apply(diff, from, &made, &one->err)) goto done;
    if (stageline_value_digest(made, &found, &one->err) || stageline_value_digest(to, &wanted, &one->err)) goto done;
    is = memcmp(stageline_bytes_view(found).ptr, stageline_bytes_view(wanted).ptr, stageline_bytes_view(found).len) == 0;
done:
    stageline_bytes_free(wanted);
    stageline_bytes_free(found);
    stageline_value_free(made);
    stageline_value_free(to);
    stageline_value_free(from);
    return is;
}

void run_compare(vector *one) {
    char *left = arg_json(one, "left"), *right = arg_json(one, "right"), *options = tree_options(one), *leaves = arg_json(one, "leaves");
    stageline_tree_diff *diff = NULL, *back = NULL;
    stageline_bytes *bytes = NULL;
    if (stageline_tree_diff_of_json(left, right, options, &diff, &one->err)) goto done;
    if (stageline_tree_diff_inverted(diff, &back, &one->err)) goto done;
    if (leaves == NULL || strcmp(leaves, "true") != 0) {
        if (!leads(one, diff, left, right)) say(&one->found, "it does not lead to the right tree: ");
        if (!leads(one, back, right, left)) say(&one->found, "it does not lead back: ");
    }
    if (stageline_tree_diff_to_json(diff, &bytes, &one->err) == STAGELINE_STATUS_OK) put_bytes(&one->found, bytes);
done:
    stageline_tree_diff_free(back);
    stageline_tree_diff_free(diff);
    free(leaves);
    free(options);
    free(right);
    free(left);
}

void run_json_patch(vector *one) {
    char *left = arg_json(one, "left"), *right = arg_json(one, "right"), *options = tree_options(one);
    stageline_bytes *bytes = NULL;
    if (stageline_json_patch_make(left, right, options, &bytes, &one->err) == STAGELINE_STATUS_OK) put_bytes(&one->found, bytes);
    free(options);
    free(right);
    free(left);
}

typedef stageline_status (*of_two)(const char *, const char *, stageline_bytes **, stageline_error **);

static void run_of_two(vector *one, const char *first, const char *second, of_two run) {
    char *a = arg_json(one, first), *b = arg_json(one, second);
    stageline_bytes *bytes = NULL;
    if (run(a, b, &bytes, &one->err) == STAGELINE_STATUS_OK) put_bytes(&one->found, bytes);
    free(b);
    free(a);
}

void run_apply_json_patch(vector *one) { run_of_two(one, "tree", "patch", stageline_json_patch_apply); }
void run_merge_patch(vector *one) { run_of_two(one, "left", "right", stageline_merge_patch_make); }
void run_apply_merge_patch(vector *one) { run_of_two(one, "tree", "patch", stageline_merge_patch_apply); }

void run_three_way(vector *one) {
    char *base = arg_json(one, "base"), *ours = arg_json(one, "ours"), *theirs = arg_json(one, "theirs"), *options = tree_options(one);
    stageline_three_way *found = NULL;
    stageline_bytes *bytes = NULL;
    if (!stageline_three_way_of_json(base, ours, theirs, options, &found, &one->err) &&
        !stageline_three_way_to_json(found, &bytes, &one->err))
        put_bytes(&one->found, bytes);
    stageline_three_way_free(found);
    free(options);
    free(theirs);
    free(ours);
    free(base);
}
