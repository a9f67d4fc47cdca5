/* Every function of edits that can fail, given what no function can take: it says so, and its answer is nothing. */
#include "shop.h"

/* One of each handle, for the arguments that are not wrong. */
static struct {
    stageline_project *project;
    stageline_edit *edit;
    stageline_scope *scope;
    stageline_preview *preview;
    stageline_blast_radius *blast_radius;
    stageline_text text;
} one;

CASE(one_of_each_handle_can_be_had) {
    one.project = shop();
    one.text = stageline_text_of("flags");
    CHECK(one.project != NULL);
    DONE(stageline_project_edit(one.project, &one.edit, &err));
    DONE(stageline_edit_environment(one.edit, "production", &one.scope, &err));
    DONE(stageline_edit_preview(one.edit, &one.preview, &err));
    DONE(stageline_edit_blast_radius(one.edit, &one.blast_radius, &err));
}

CASE(project_functions_refuse_what_they_cannot_take) {
    stageline_edit *out_edit = (stageline_edit *)&check_count;
    REFUSED("`project` is null", stageline_project_edit(NULL, &out_edit, &err));
    REFUSED("`out` is null", stageline_project_edit(one.project, NULL, &err));
    CHECK(out_edit == NULL);
}

CASE(edit_functions_refuse_what_they_cannot_take) {
    stageline_blast_radius *out_blast_radius = (stageline_blast_radius *)&check_count;
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    stageline_preview *out_preview = (stageline_preview *)&check_count;
    stageline_scope *out_scope = (stageline_scope *)&check_count;
    stageline_snapshot *out_snapshot = (stageline_snapshot *)&check_count;
    REFUSED("`edit` is null", stageline_edit_sync_json(NULL, "production", "production", &one.text, 1, &out_bytes, &err));
    REFUSED("`from` is null", stageline_edit_sync_json(one.edit, NULL, "production", &one.text, 1, &out_bytes, &err));
    REFUSED("`to` is null", stageline_edit_sync_json(one.edit, "production", NULL, &one.text, 1, &out_bytes, &err));
    REFUSED("`exclude` is null", stageline_edit_sync_json(one.edit, "production", "production", NULL, 1, &out_bytes, &err));
    REFUSED("`out` is null", stageline_edit_sync_json(one.edit, "production", "production", &one.text, 1, NULL, &err));
    REFUSED("`edit` is null", stageline_edit_sync_json_n(NULL, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &one.text, 1, &out_bytes, &err));
    REFUSED("`from` is null", stageline_edit_sync_json_n(one.edit, NULL, STAGELINE_NUL, "production", STAGELINE_NUL, &one.text, 1, &out_bytes, &err));
    REFUSED("`from` is not UTF-8 at byte 1", stageline_edit_sync_json_n(one.edit, "a\xff", 2, "production", STAGELINE_NUL, &one.text, 1, &out_bytes, &err));
    REFUSED("`from` has an impossible length", stageline_edit_sync_json_n(one.edit, "production", SIZE_MAX - 1, "production", STAGELINE_NUL, &one.text, 1, &out_bytes, &err));
    REFUSED("`to` is null", stageline_edit_sync_json_n(one.edit, "production", STAGELINE_NUL, NULL, STAGELINE_NUL, &one.text, 1, &out_bytes, &err));
    REFUSED("`to` is not UTF-8 at byte 1", stageline_edit_sync_json_n(one.edit, "production", STAGELINE_NUL, "a\xff", 2, &one.text, 1, &out_bytes, &err));
    REFUSED("`to` has an impossible length", stageline_edit_sync_json_n(one.edit, "production", STAGELINE_NUL, "production", SIZE_MAX - 1, &one.text, 1, &out_bytes, &err));
    REFUSED("`exclude` is null", stageline_edit_sync_json_n(one.edit, "production", STAGELINE_NUL, "production", STAGELINE_NUL, NULL, 1, &out_bytes, &err));
    REFUSED("`out` is null", stageline_edit_sync_json_n(one.edit, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &one.text, 1, NULL, &err));
    REFUSED("`edit` is null", stageline_edit_preview(NULL, &out_preview, &err));
    REFUSED("`out` is null", stageline_edit_preview(one.edit, NULL, &err));
    REFUSED("`edit` is null", stageline_edit_blast_radius(NULL, &out_blast_radius, &err));
    REFUSED("`out` is null", stageline_edit_blast_radius(one.edit, NULL, &err));
    REFUSED("`edit` is null", stageline_edit_snapshot(NULL, &out_snapshot, &err));
    REFUSED("`out` is null", stageline_edit_snapshot(one.edit, NULL, &err));
    REFUSED("`edit` is null", stageline_edit_commit(NULL, &out_snapshot, &err));
    REFUSED("`out` is null", stageline_edit_commit(one.edit, NULL, &err));
    REFUSED("`edit` is null", stageline_edit_discard(NULL, &err));
    REFUSED("`edit` is null", stageline_edit_environment(NULL, "production", &out_scope, &err));
    REFUSED("`name` is null", stageline_edit_environment(one.edit, NULL, &out_scope, &err));
    REFUSED("`out` is null", stageline_edit_environment(one.edit, "production", NULL, &err));
    REFUSED("`edit` is null", stageline_edit_environment_n(NULL, "production", STAGELINE_NUL, &out_scope, &err));
    REFUSED("`name` is null", stageline_edit_environment_n(one.edit, NULL, STAGELINE_NUL, &out_scope, &err));
    REFUSED("`name` is not UTF-8 at byte 1", stageline_edit_environment_n(one.edit, "a\xff", 2, &out_scope, &err));
    REFUSED("`name` has an impossible length", stageline_edit_environment_n(one.edit, "production", SIZE_MAX - 1, &out_scope, &err));
    REFUSED("`out` is null", stageline_edit_environment_n(one.edit, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`edit` is null", stageline_edit_record(NULL, "production", &out_scope, &err));
    REFUSED("`environment` is null", stageline_edit_record(one.edit, NULL, &out_scope, &err));
    REFUSED("`out` is null", stageline_edit_record(one.edit, "production", NULL, &err));
    REFUSED("`edit` is null", stageline_edit_record_n(NULL, "production", STAGELINE_NUL, &out_scope, &err));
    REFUSED("`environment` is null", stageline_edit_record_n(one.edit, NULL, STAGELINE_NUL, &out_scope, &err));
    REFUSED("`environment` is not UTF-8 at byte 1", stageline_edit_record_n(one.edit, "a\xff", 2, &out_scope, &err));
    REFUSED("`environment` has an impossible length", stageline_edit_record_n(one.edit, "production", SIZE_MAX - 1, &out_scope, &err));
    REFUSED("`out` is null", stageline_edit_record_n(one.edit, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`edit` is null", stageline_edit_service(NULL, "production", "production", &out_scope, &err));
    REFUSED("`environment` is null", stageline_edit_service(one.edit, NULL, "production", &out_scope, &err));
    REFUSED("`name` is null", stageline_edit_service(one.edit, "production", NULL, &out_scope, &err));
    REFUSED("`out` is null", stageline_edit_service(one.edit, "production", "production", NULL, &err));
    REFUSED("`edit` is null", stageline_edit_service_n(NULL, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &out_scope, &err));
    REFUSED("`environment` is null", stageline_edit_service_n(one.edit, NULL, STAGELINE_NUL, "production", STAGELINE_NUL, &out_scope, &err));
    REFUSED("`environment` is not UTF-8 at byte 1", stageline_edit_service_n(one.edit, "a\xff", 2, "production", STAGELINE_NUL, &out_scope, &err));
    REFUSED("`environment` has an impossible length", stageline_edit_service_n(one.edit, "production", SIZE_MAX - 1, "production", STAGELINE_NUL, &out_scope, &err));
    REFUSED("`name` is null", stageline_edit_service_n(one.edit, "production", STAGELINE_NUL, NULL, STAGELINE_NUL, &out_scope, &err));
    REFUSED("`name` is not UTF-8 at byte 1", stageline_edit_service_n(one.edit, "production", STAGELINE_NUL, "a\xff", 2, &out_scope, &err));
    REFUSED("`name` has an impossible length", stageline_edit_service_n(one.edit, "production", STAGELINE_NUL, "production", SIZE_MAX - 1, &out_scope, &err));
    REFUSED("`out` is null", stageline_edit_service_n(one.edit, "production", STAGELINE_NUL, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`edit` is null", stageline_edit_service_base(NULL, "production", &out_scope, &err));
    REFUSED("`name` is null", stageline_edit_service_base(one.edit, NULL, &out_scope, &err));
    REFUSED("`out` is null", stageline_edit_service_base(one.edit, "production", NULL, &err));
    REFUSED("`edit` is null", stageline_edit_service_base_n(NULL, "production", STAGELINE_NUL, &out_scope, &err));
    REFUSED("`name` is null", stageline_edit_service_base_n(one.edit, NULL, STAGELINE_NUL, &out_scope, &err));
    REFUSED("`name` is not UTF-8 at byte 1", stageline_edit_service_base_n(one.edit, "a\xff", 2, &out_scope, &err));
    REFUSED("`name` has an impossible length", stageline_edit_service_base_n(one.edit, "production", SIZE_MAX - 1, &out_scope, &err));
    REFUSED("`out` is null", stageline_edit_service_base_n(one.edit, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`edit` is null", stageline_edit_base(NULL, "production", &out_scope, &err));
    REFUSED("`name` is null", stageline_edit_base(one.edit, NULL, &out_scope, &err));
    REFUSED("`out` is null", stageline_edit_base(one.edit, "production", NULL, &err));
    REFUSED("`edit` is null", stageline_edit_base_n(NULL, "production", STAGELINE_NUL, &out_scope, &err));
    REFUSED("`name` is null", stageline_edit_base_n(one.edit, NULL, STAGELINE_NUL, &out_scope, &err));
    REFUSED("`name` is not UTF-8 at byte 1", stageline_edit_base_n(one.edit, "a\xff", 2, &out_scope, &err));
    REFUSED("`name` has an impossible length", stageline_edit_base_n(one.edit, "production", SIZE_MAX - 1, &out_scope, &err));
    REFUSED("`out` is null", stageline_edit_base_n(one.edit, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`edit` is null", stageline_edit_tenant(NULL, "production", &out_scope, &err));
    REFUSED("`name` is null", stageline_edit_tenant(one.edit, NULL, &out_scope, &err));
    REFUSED("`out` is null", stageline_edit_tenant(one.edit, "production", NULL, &err));
    REFUSED("`edit` is null", stageline_edit_tenant_n(NULL, "production", STAGELINE_NUL, &out_scope, &err));
    REFUSED("`name` is null", stageline_edit_tenant_n(one.edit, NULL, STAGELINE_NUL, &out_scope, &err));
    REFUSED("`name` is not UTF-8 at byte 1", stageline_edit_tenant_n(one.edit, "a\xff", 2, &out_scope, &err));
    REFUSED("`name` has an impossible length", stageline_edit_tenant_n(one.edit, "production", SIZE_MAX - 1, &out_scope, &err));
    REFUSED("`out` is null", stageline_edit_tenant_n(one.edit, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`edit` is null", stageline_edit_flag(NULL, "production", &out_scope, &err));
    REFUSED("`name` is null", stageline_edit_flag(one.edit, NULL, &out_scope, &err));
    REFUSED("`out` is null", stageline_edit_flag(one.edit, "production", NULL, &err));
    REFUSED("`edit` is null", stageline_edit_flag_n(NULL, "production", STAGELINE_NUL, &out_scope, &err));
    REFUSED("`name` is null", stageline_edit_flag_n(one.edit, NULL, STAGELINE_NUL, &out_scope, &err));
    REFUSED("`name` is not UTF-8 at byte 1", stageline_edit_flag_n(one.edit, "a\xff", 2, &out_scope, &err));
    REFUSED("`name` has an impossible length", stageline_edit_flag_n(one.edit, "production", SIZE_MAX - 1, &out_scope, &err));
    REFUSED("`out` is null", stageline_edit_flag_n(one.edit, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`edit` is null", stageline_edit_workflow(NULL, "production", &out_scope, &err));
    REFUSED("`name` is null", stageline_edit_workflow(one.edit, NULL, &out_scope, &err));
    REFUSED("`out` is null", stageline_edit_workflow(one.edit, "production", NULL, &err));
    REFUSED("`edit` is null", stageline_edit_workflow_n(NULL, "production", STAGELINE_NUL, &out_scope, &err));
    REFUSED("`name` is null", stageline_edit_workflow_n(one.edit, NULL, STAGELINE_NUL, &out_scope, &err));
    REFUSED("`name` is not UTF-8 at byte 1", stageline_edit_workflow_n(one.edit, "a\xff", 2, &out_scope, &err));
    REFUSED("`name` has an impossible length", stageline_edit_workflow_n(one.edit, "production", SIZE_MAX - 1, &out_scope, &err));
    REFUSED("`out` is null", stageline_edit_workflow_n(one.edit, "production", STAGELINE_NUL, NULL, &err));
    REFUSED("`edit` is null", stageline_edit_file(NULL, "database", &out_scope, &err));
    REFUSED("`path` is null", stageline_edit_file(one.edit, NULL, &out_scope, &err));
    REFUSED("`out` is null", stageline_edit_file(one.edit, "database", NULL, &err));
    REFUSED("`edit` is null", stageline_edit_file_n(NULL, "database", STAGELINE_NUL, &out_scope, &err));
    REFUSED("`path` is null", stageline_edit_file_n(one.edit, NULL, STAGELINE_NUL, &out_scope, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_edit_file_n(one.edit, "a\xff", 2, &out_scope, &err));
    REFUSED("`path` has an impossible length", stageline_edit_file_n(one.edit, "database", SIZE_MAX - 1, &out_scope, &err));
    REFUSED("`out` is null", stageline_edit_file_n(one.edit, "database", STAGELINE_NUL, NULL, &err));
    CHECK(out_blast_radius == NULL);
    CHECK(out_bytes == NULL);
    CHECK(out_preview == NULL);
    CHECK(out_scope == NULL);
    CHECK(out_snapshot == NULL);
}

CASE(scope_functions_refuse_what_they_cannot_take) {
    REFUSED("`scope` is null", stageline_scope_append_text(NULL, "database", "production", &err));
    REFUSED("`path` is null", stageline_scope_append_text(one.scope, NULL, "production", &err));
    REFUSED("`item` is null", stageline_scope_append_text(one.scope, "database", NULL, &err));
    REFUSED("`scope` is null", stageline_scope_append_text_n(NULL, "database", STAGELINE_NUL, "production", STAGELINE_NUL, &err));
    REFUSED("`path` is null", stageline_scope_append_text_n(one.scope, NULL, STAGELINE_NUL, "production", STAGELINE_NUL, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_scope_append_text_n(one.scope, "a\xff", 2, "production", STAGELINE_NUL, &err));
    REFUSED("`path` has an impossible length", stageline_scope_append_text_n(one.scope, "database", SIZE_MAX - 1, "production", STAGELINE_NUL, &err));
    REFUSED("`item` is null", stageline_scope_append_text_n(one.scope, "database", STAGELINE_NUL, NULL, STAGELINE_NUL, &err));
    REFUSED("`item` is not UTF-8 at byte 1", stageline_scope_append_text_n(one.scope, "database", STAGELINE_NUL, "a\xff", 2, &err));
    REFUSED("`item` has an impossible length", stageline_scope_append_text_n(one.scope, "database", STAGELINE_NUL, "production", SIZE_MAX - 1, &err));
    REFUSED("`scope` is null", stageline_scope_append_json(NULL, "database", "1", &err));
    REFUSED("`path` is null", stageline_scope_append_json(one.scope, NULL, "1", &err));
    REFUSED("`json` is null", stageline_scope_append_json(one.scope, "database", NULL, &err));
    REFUSED("`scope` is null", stageline_scope_append_json_n(NULL, "database", STAGELINE_NUL, "1", STAGELINE_NUL, &err));
    REFUSED("`path` is null", stageline_scope_append_json_n(one.scope, NULL, STAGELINE_NUL, "1", STAGELINE_NUL, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_scope_append_json_n(one.scope, "a\xff", 2, "1", STAGELINE_NUL, &err));
    REFUSED("`path` has an impossible length", stageline_scope_append_json_n(one.scope, "database", SIZE_MAX - 1, "1", STAGELINE_NUL, &err));
    REFUSED("`json` is null", stageline_scope_append_json_n(one.scope, "database", STAGELINE_NUL, NULL, STAGELINE_NUL, &err));
    REFUSED("`json` is not UTF-8 at byte 1", stageline_scope_append_json_n(one.scope, "database", STAGELINE_NUL, "a\xff", 2, &err));
    REFUSED("`json` has an impossible length", stageline_scope_append_json_n(one.scope, "database", STAGELINE_NUL, "1", SIZE_MAX - 1, &err));
    REFUSED("`scope` is null", stageline_scope_remove_text(NULL, "database", "production", &err));
    REFUSED("`path` is null", stageline_scope_remove_text(one.scope, NULL, "production", &err));
    REFUSED("`item` is null", stageline_scope_remove_text(one.scope, "database", NULL, &err));
    REFUSED("`scope` is null", stageline_scope_remove_text_n(NULL, "database", STAGELINE_NUL, "production", STAGELINE_NUL, &err));
    REFUSED("`path` is null", stageline_scope_remove_text_n(one.scope, NULL, STAGELINE_NUL, "production", STAGELINE_NUL, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_scope_remove_text_n(one.scope, "a\xff", 2, "production", STAGELINE_NUL, &err));
    REFUSED("`path` has an impossible length", stageline_scope_remove_text_n(one.scope, "database", SIZE_MAX - 1, "production", STAGELINE_NUL, &err));
    REFUSED("`item` is null", stageline_scope_remove_text_n(one.scope, "database", STAGELINE_NUL, NULL, STAGELINE_NUL, &err));
    REFUSED("`item` is not UTF-8 at byte 1", stageline_scope_remove_text_n(one.scope, "database", STAGELINE_NUL, "a\xff", 2, &err));
    REFUSED("`item` has an impossible length", stageline_scope_remove_text_n(one.scope, "database", STAGELINE_NUL, "production", SIZE_MAX - 1, &err));
    REFUSED("`scope` is null", stageline_scope_remove_json(NULL, "database", "1", &err));
    REFUSED("`path` is null", stageline_scope_remove_json(one.scope, NULL, "1", &err));
    REFUSED("`json` is null", stageline_scope_remove_json(one.scope, "database", NULL, &err));
    REFUSED("`scope` is null", stageline_scope_remove_json_n(NULL, "database", STAGELINE_NUL, "1", STAGELINE_NUL, &err));
    REFUSED("`path` is null", stageline_scope_remove_json_n(one.scope, NULL, STAGELINE_NUL, "1", STAGELINE_NUL, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_scope_remove_json_n(one.scope, "a\xff", 2, "1", STAGELINE_NUL, &err));
    REFUSED("`path` has an impossible length", stageline_scope_remove_json_n(one.scope, "database", SIZE_MAX - 1, "1", STAGELINE_NUL, &err));
    REFUSED("`json` is null", stageline_scope_remove_json_n(one.scope, "database", STAGELINE_NUL, NULL, STAGELINE_NUL, &err));
    REFUSED("`json` is not UTF-8 at byte 1", stageline_scope_remove_json_n(one.scope, "database", STAGELINE_NUL, "a\xff", 2, &err));
    REFUSED("`json` has an impossible length", stageline_scope_remove_json_n(one.scope, "database", STAGELINE_NUL, "1", SIZE_MAX - 1, &err));
    REFUSED("`scope` is null", stageline_scope_set_bool(NULL, "database", true, &err));
    REFUSED("`path` is null", stageline_scope_set_bool(one.scope, NULL, true, &err));
    REFUSED("`scope` is null", stageline_scope_set_bool_n(NULL, "database", STAGELINE_NUL, true, &err));
    REFUSED("`path` is null", stageline_scope_set_bool_n(one.scope, NULL, STAGELINE_NUL, true, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_scope_set_bool_n(one.scope, "a\xff", 2, true, &err));
    REFUSED("`path` has an impossible length", stageline_scope_set_bool_n(one.scope, "database", SIZE_MAX - 1, true, &err));
    REFUSED("`scope` is null", stageline_scope_set_i64(NULL, "database", 1, &err));
    REFUSED("`path` is null", stageline_scope_set_i64(one.scope, NULL, 1, &err));
    REFUSED("`scope` is null", stageline_scope_set_i64_n(NULL, "database", STAGELINE_NUL, 1, &err));
    REFUSED("`path` is null", stageline_scope_set_i64_n(one.scope, NULL, STAGELINE_NUL, 1, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_scope_set_i64_n(one.scope, "a\xff", 2, 1, &err));
    REFUSED("`path` has an impossible length", stageline_scope_set_i64_n(one.scope, "database", SIZE_MAX - 1, 1, &err));
    REFUSED("`scope` is null", stageline_scope_set_u64(NULL, "database", 1, &err));
    REFUSED("`path` is null", stageline_scope_set_u64(one.scope, NULL, 1, &err));
    REFUSED("`scope` is null", stageline_scope_set_u64_n(NULL, "database", STAGELINE_NUL, 1, &err));
    REFUSED("`path` is null", stageline_scope_set_u64_n(one.scope, NULL, STAGELINE_NUL, 1, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_scope_set_u64_n(one.scope, "a\xff", 2, 1, &err));
    REFUSED("`path` has an impossible length", stageline_scope_set_u64_n(one.scope, "database", SIZE_MAX - 1, 1, &err));
    REFUSED("`scope` is null", stageline_scope_set_f64(NULL, "database", 0.5, &err));
    REFUSED("`path` is null", stageline_scope_set_f64(one.scope, NULL, 0.5, &err));
    REFUSED("`scope` is null", stageline_scope_set_f64_n(NULL, "database", STAGELINE_NUL, 0.5, &err));
    REFUSED("`path` is null", stageline_scope_set_f64_n(one.scope, NULL, STAGELINE_NUL, 0.5, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_scope_set_f64_n(one.scope, "a\xff", 2, 0.5, &err));
    REFUSED("`path` has an impossible length", stageline_scope_set_f64_n(one.scope, "database", SIZE_MAX - 1, 0.5, &err));
    REFUSED("`scope` is null", stageline_scope_set_text(NULL, "database", "production", &err));
    REFUSED("`path` is null", stageline_scope_set_text(one.scope, NULL, "production", &err));
    REFUSED("`value` is null", stageline_scope_set_text(one.scope, "database", NULL, &err));
    REFUSED("`scope` is null", stageline_scope_set_text_n(NULL, "database", STAGELINE_NUL, "production", STAGELINE_NUL, &err));
    REFUSED("`path` is null", stageline_scope_set_text_n(one.scope, NULL, STAGELINE_NUL, "production", STAGELINE_NUL, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_scope_set_text_n(one.scope, "a\xff", 2, "production", STAGELINE_NUL, &err));
    REFUSED("`path` has an impossible length", stageline_scope_set_text_n(one.scope, "database", SIZE_MAX - 1, "production", STAGELINE_NUL, &err));
    REFUSED("`value` is null", stageline_scope_set_text_n(one.scope, "database", STAGELINE_NUL, NULL, STAGELINE_NUL, &err));
    REFUSED("`value` is not UTF-8 at byte 1", stageline_scope_set_text_n(one.scope, "database", STAGELINE_NUL, "a\xff", 2, &err));
    REFUSED("`value` has an impossible length", stageline_scope_set_text_n(one.scope, "database", STAGELINE_NUL, "production", SIZE_MAX - 1, &err));
    REFUSED("`scope` is null", stageline_scope_set_json(NULL, "database", "1", &err));
    REFUSED("`path` is null", stageline_scope_set_json(one.scope, NULL, "1", &err));
    REFUSED("`json` is null", stageline_scope_set_json(one.scope, "database", NULL, &err));
    REFUSED("`scope` is null", stageline_scope_set_json_n(NULL, "database", STAGELINE_NUL, "1", STAGELINE_NUL, &err));
    REFUSED("`path` is null", stageline_scope_set_json_n(one.scope, NULL, STAGELINE_NUL, "1", STAGELINE_NUL, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_scope_set_json_n(one.scope, "a\xff", 2, "1", STAGELINE_NUL, &err));
    REFUSED("`path` has an impossible length", stageline_scope_set_json_n(one.scope, "database", SIZE_MAX - 1, "1", STAGELINE_NUL, &err));
    REFUSED("`json` is null", stageline_scope_set_json_n(one.scope, "database", STAGELINE_NUL, NULL, STAGELINE_NUL, &err));
    REFUSED("`json` is not UTF-8 at byte 1", stageline_scope_set_json_n(one.scope, "database", STAGELINE_NUL, "a\xff", 2, &err));
    REFUSED("`json` has an impossible length", stageline_scope_set_json_n(one.scope, "database", STAGELINE_NUL, "1", SIZE_MAX - 1, &err));
    REFUSED("`scope` is null", stageline_scope_unset(NULL, "database", &err));
    REFUSED("`path` is null", stageline_scope_unset(one.scope, NULL, &err));
    REFUSED("`scope` is null", stageline_scope_unset_n(NULL, "database", STAGELINE_NUL, &err));
    REFUSED("`path` is null", stageline_scope_unset_n(one.scope, NULL, STAGELINE_NUL, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_scope_unset_n(one.scope, "a\xff", 2, &err));
    REFUSED("`path` has an impossible length", stageline_scope_unset_n(one.scope, "database", SIZE_MAX - 1, &err));
    REFUSED("`scope` is null", stageline_scope_delete(NULL, "database", &err));
    REFUSED("`path` is null", stageline_scope_delete(one.scope, NULL, &err));
    REFUSED("`scope` is null", stageline_scope_delete_n(NULL, "database", STAGELINE_NUL, &err));
    REFUSED("`path` is null", stageline_scope_delete_n(one.scope, NULL, STAGELINE_NUL, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_scope_delete_n(one.scope, "a\xff", 2, &err));
    REFUSED("`path` has an impossible length", stageline_scope_delete_n(one.scope, "database", SIZE_MAX - 1, &err));
    REFUSED("`scope` is null", stageline_scope_move(NULL, "production", "production", &err));
    REFUSED("`from` is null", stageline_scope_move(one.scope, NULL, "production", &err));
    REFUSED("`to` is null", stageline_scope_move(one.scope, "production", NULL, &err));
    REFUSED("`scope` is null", stageline_scope_move_n(NULL, "production", STAGELINE_NUL, "production", STAGELINE_NUL, &err));
    REFUSED("`from` is null", stageline_scope_move_n(one.scope, NULL, STAGELINE_NUL, "production", STAGELINE_NUL, &err));
    REFUSED("`from` is not UTF-8 at byte 1", stageline_scope_move_n(one.scope, "a\xff", 2, "production", STAGELINE_NUL, &err));
    REFUSED("`from` has an impossible length", stageline_scope_move_n(one.scope, "production", SIZE_MAX - 1, "production", STAGELINE_NUL, &err));
    REFUSED("`to` is null", stageline_scope_move_n(one.scope, "production", STAGELINE_NUL, NULL, STAGELINE_NUL, &err));
    REFUSED("`to` is not UTF-8 at byte 1", stageline_scope_move_n(one.scope, "production", STAGELINE_NUL, "a\xff", 2, &err));
    REFUSED("`to` has an impossible length", stageline_scope_move_n(one.scope, "production", STAGELINE_NUL, "production", SIZE_MAX - 1, &err));
    REFUSED("`scope` is null", stageline_scope_apply_json(NULL, "database", "1", &err));
    REFUSED("`path` is null", stageline_scope_apply_json(one.scope, NULL, "1", &err));
    REFUSED("`json` is null", stageline_scope_apply_json(one.scope, "database", NULL, &err));
    REFUSED("`scope` is null", stageline_scope_apply_json_n(NULL, "database", STAGELINE_NUL, "1", STAGELINE_NUL, &err));
    REFUSED("`path` is null", stageline_scope_apply_json_n(one.scope, NULL, STAGELINE_NUL, "1", STAGELINE_NUL, &err));
    REFUSED("`path` is not UTF-8 at byte 1", stageline_scope_apply_json_n(one.scope, "a\xff", 2, "1", STAGELINE_NUL, &err));
    REFUSED("`path` has an impossible length", stageline_scope_apply_json_n(one.scope, "database", SIZE_MAX - 1, "1", STAGELINE_NUL, &err));
    REFUSED("`json` is null", stageline_scope_apply_json_n(one.scope, "database", STAGELINE_NUL, NULL, STAGELINE_NUL, &err));
    REFUSED("`json` is not UTF-8 at byte 1", stageline_scope_apply_json_n(one.scope, "database", STAGELINE_NUL, "a\xff", 2, &err));
    REFUSED("`json` has an impossible length", stageline_scope_apply_json_n(one.scope, "database", STAGELINE_NUL, "1", SIZE_MAX - 1, &err));
}

CASE(preview_functions_refuse_what_they_cannot_take) {
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    REFUSED("`preview` is null", stageline_preview_file_diff(NULL, 1, &out_bytes, &err));
    REFUSED("`out` is null", stageline_preview_file_diff(one.preview, 1, NULL, &err));
    REFUSED("`preview` is null", stageline_preview_diff(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_preview_diff(one.preview, NULL, &err));
    REFUSED("`preview` is null", stageline_preview_to_text(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_preview_to_text(one.preview, NULL, &err));
    REFUSED("`preview` is null", stageline_preview_to_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_preview_to_json(one.preview, NULL, &err));
    CHECK(out_bytes == NULL);
}

CASE(blast_radius_functions_refuse_what_they_cannot_take) {
    stageline_bytes *out_bytes = (stageline_bytes *)&check_count;
    REFUSED("`radius` is null", stageline_blast_radius_to_json(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_blast_radius_to_json(one.blast_radius, NULL, &err));
    REFUSED("`radius` is null", stageline_blast_radius_to_text(NULL, &out_bytes, &err));
    REFUSED("`out` is null", stageline_blast_radius_to_text(one.blast_radius, NULL, &err));
    CHECK(out_bytes == NULL);
}

CASE(accessors_answer_nothing_for_null) {
    CHECK(stageline_edit_is_empty(NULL));
    CHECK(stageline_preview_len(NULL) == 0);
    CHECK_TEXT(stageline_preview_file(NULL, 0).path, "");
    CHECK(stageline_blast_radius_len(NULL) == 0);
    CHECK_TEXT(stageline_blast_radius_environment(NULL, 0), "");
}

CASE(every_handle_can_be_freed_and_null_too) {
    stageline_blast_radius_free(one.blast_radius);
    stageline_preview_free(one.preview);
    stageline_scope_free(one.scope);
    stageline_edit_free(one.edit);
    stageline_project_free(one.project);
    stageline_blast_radius_free(NULL);
    stageline_preview_free(NULL);
    stageline_scope_free(NULL);
    stageline_edit_free(NULL);
    stageline_project_free(NULL);
    CHECK(one.project != NULL);
}

const check_row edit_refusal_cases[] = {
    ROW(one_of_each_handle_can_be_had),
    ROW(project_functions_refuse_what_they_cannot_take),
    ROW(edit_functions_refuse_what_they_cannot_take),
    ROW(scope_functions_refuse_what_they_cannot_take),
    ROW(preview_functions_refuse_what_they_cannot_take),
    ROW(blast_radius_functions_refuse_what_they_cannot_take),
    ROW(accessors_answer_nothing_for_null),
    ROW(every_handle_can_be_freed_and_null_too),
    {NULL, NULL},
};
