/* A case of the vectors on its way: what it says, and the answer that is put together for it. */
#ifndef VECTOR_H
#define VECTOR_H

#include <stdarg.h>
#include <stdlib.h>

#include "probe.h"
#include "shop.h"

/* Text that grows. */
typedef struct buffer {
    char *text;
    size_t len, room;
} buffer;

/* A case on its way. */
typedef struct vector {
    const stageline_probe_json_t *cases;
    size_t at;
    stageline_project *project;
    stageline_error *err;
    buffer found;
} vector;

void put(buffer *to, const char *text, size_t len);
void say(buffer *to, const char *text);
void quote(buffer *to, stageline_text text);
void quote_or_null(buffer *to, stageline_text text);
/* A place as `file:line:column`, or null. */
void quote_place(buffer *to, stageline_place place);
/* The bytes, which are freed. */
void put_bytes(buffer *to, stageline_bytes *bytes);
/* The bytes as a document; they are freed. */
stageline_probe_json_t *document(stageline_bytes *bytes);

/* What stands in a document at a pointer, as text of the caller's; NULL where nothing does. */
char *look(const stageline_probe_json_t *json, bool plain, const char *format, ...);
/* A part of a document, put as it is. */
void put_part(buffer *to, const stageline_probe_json_t *json, const char *pointer);
/* A place of a document, put as `file:line:column`. */
void put_place(buffer *to, const stageline_probe_json_t *json, const char *pointer);

/* An argument of the case as text, and as JSON; NULL where there is none. */
char *arg(vector *one, const char *name);
char *arg_json(vector *one, const char *name);
/* A text argument with its length, since it may hold any character; `held` keeps it. */
stageline_text arg_text(vector *one, const char *name, stageline_bytes **held);
/* How many items or entries the case has at a path. */
size_t count(vector *one, const char *path);
/* A path of the case, given as text or as keys; as text, whose bytes are the caller's. */
stageline_bytes *path_at(vector *one, const char *path);
/* Whether the case expects a member of this name. */
bool wanted(vector *one, const char *name);
/* The files that a map of the case names. */
stageline_files *files_at(vector *one, const char *path);
/* The options that the case opens its project with. */
stageline_options *options_of(vector *one, bool lenient);

/* The values that the case asks, and the one at its path. */
stageline_value *resolved(vector *one);
stageline_value *found(vector *one, stageline_value *v);
void put_json(vector *one, const stageline_value *v);
void put_names(vector *one, stageline_names *names);

/* Texts of a list in the case; free them with texts_free. */
typedef struct texts {
    stageline_text *views;
    stageline_bytes **held;
    size_t len;
} texts;
texts *texts_at(vector *one, const char *path);
void texts_free(texts *all);

/* The state of the case's project. */
stageline_snapshot *pinned(vector *one);
/* The document, with places as text; the bytes are freed. */
void put_document(vector *one, stageline_bytes *bytes);

/* What the case says of a comparison beside its environments; NULL after saying what of it is wrong. */
stageline_drift_options *drift_options(vector *one);
/* What is wrong with rules, as a list. */
void put_rule_findings(vector *one, const stageline_comparison *comparison);
/* The items of a document of drift as a list; with more of each, and with the marks of both sides. */
void put_drift_items(vector *one, const stageline_probe_json_t *json, bool more, bool marks);
/* Commits an edit: the files and what it changes, but for the bracket before them. */
void put_committed(vector *one, stageline_edit *edit);

/* A member of an item of a report. */
void put_member(vector *one, const stageline_probe_json_t *json, const char *item, const char *name, bool first);
void put_member_place(vector *one, const stageline_probe_json_t *json, const char *item, const char *name, const char *inside);
/* The section that an item of a report belongs to: `service api` rather than both apart. */
void put_section(vector *one, const stageline_probe_json_t *json, const char *item, bool first);

/* Operations in files of their own. */
void run_origin(vector *one);
void run_explain(vector *one);
void run_explain_all(vector *one);
void run_affected(vector *one);
void run_matrix(vector *one);
void run_who_uses(vector *one);
void run_edit(vector *one);
void run_validate(vector *one);
void run_report(vector *one);
void run_diff(vector *one);
void run_drift(vector *one);
void run_fix(vector *one);
void run_comparison(vector *one);
void run_at_least(vector *one);
void run_survey(vector *one);
void run_drift_live(vector *one);
void run_compare(vector *one);
void run_json_patch(vector *one);
void run_apply_json_patch(vector *one);
void run_three_way(vector *one);
void run_merge_patch(vector *one);
void run_apply_merge_patch(vector *one);
void run_resources(vector *one);
void run_flag(vector *one);
void run_flags(vector *one);
void run_handle(vector *one);
void run_flag_details(vector *one);
void run_flag_many(vector *one);
void run_flag_explain(vector *one);
void run_flag_preview(vector *one);
void run_flag_when_will(vector *one);
void run_flag_compare(vector *one);

#endif
