/* Operations of the vectors on feature flags. */
#include "vector.h"

/* Who asks, as the case says at a path: a targeting key, attributes, and the time of the case. */
static stageline_context *context_at(vector *one, const stageline_flags *flags, const char *path) {
    char *whole = look(one->cases, false, "/%zu/%s/targeting_key", one->at, path);
    char *now = arg(one, "now"), pointer[128];
    stageline_bytes *held;
    stageline_context *cx = NULL;
    int64_t time = 0;
    size_t i, len;
    stageline_text key;
    snprintf(pointer, sizeof pointer, "/%zu/%s/targeting_key", one->at, path);
    held = stageline_probe_json_get(one->cases, pointer, true);
    key = stageline_bytes_view(held);
    if (whole != NULL && whole[0] != '"' && strcmp(whole, "null") != 0)
        stageline_context_new_i64(flags, strtoll(whole, NULL, 10), &cx, &one->err);
    else
        stageline_context_new_n(flags, whole != NULL && whole[0] == '"' ? key.ptr : NULL, key.len, &cx, &one->err);
    snprintf(pointer, sizeof pointer, "/%zu/%s/attributes", one->at, path);
    len = stageline_probe_json_len(one->cases, pointer);
    for (i = 0; i < len; i++) {
        stageline_bytes *name = stageline_probe_json_entry(one->cases, pointer, i, false);
        stageline_text n = stageline_bytes_view(name);
        char *json = look(one->cases, false, "%s/%.*s", pointer, STAGELINE_TEXT_ARGS(n));
        stageline_context_set_json_n(cx, n.ptr, n.len, json, STAGELINE_NUL, NULL);
        stageline_bytes_free(name);
        free(json);
    }
    if (now != NULL && stageline_time_parse(now, &time, &one->err) == STAGELINE_STATUS_OK)
        stageline_context_set_time(cx, time, &one->err);
    stageline_bytes_free(held);
    free(now);
    free(whole);
    return cx;
}

static stageline_flags *flags_at(vector *one, const char *name) {
    char *environment = arg(one, name);
    stageline_flags *flags = NULL;
    stageline_flags_open(one->project, environment, &flags, &one->err);
    free(environment);
    return flags;
}

static stageline_flags *flags_of(vector *one, stageline_context **cx) {
    stageline_flags *flags = flags_at(one, "environment");
    if (flags != NULL) *cx = context_at(one, flags, "args");
    return flags;
}

void run_flag(vector *one) {
    static const char *const parts[] = {"value", "variant", "reason", "error_code", "set_in"};
    stageline_context *cx = NULL;
    stageline_flags *flags = flags_of(one, &cx);
    char *name = arg(one, "flag"), *fallback = arg_json(one, "default"), pointer[32];
    stageline_bytes *bytes = NULL;
    size_t i;
    if (flags != NULL && stageline_flags_details_json(flags, name, cx, fallback, &bytes, &one->err) == STAGELINE_STATUS_OK) {
        stageline_probe_json_t *json = document(bytes);
        say(&one->found, "{");
        for (i = 0; i < sizeof parts / sizeof *parts; i++) {
            snprintf(pointer, sizeof pointer, "/%s", parts[i]);
            quote(&one->found, stageline_text_of(parts[i]));
            say(&one->found, ":");
            put_part(&one->found, json, pointer);
            say(&one->found, ",");
        }
        say(&one->found, "\"place\":");
        put_place(&one->found, json, "/place");
        say(&one->found, "}");
        stageline_probe_json_free(json);
    }
    free(fallback);
    free(name);
    stageline_context_free(cx);
    stageline_flags_free(flags);
}

void run_flags(vector *one) {
    stageline_context *cx = NULL;
    stageline_flags *flags = flags_of(one, &cx);
    stageline_bytes *bytes = NULL;
    size_t i;
    if (flags != NULL && stageline_flags_evaluate_all_json(flags, cx, &bytes, &one->err) == STAGELINE_STATUS_OK) {
        stageline_probe_json_t *json = document(bytes);
        say(&one->found, "{");
        for (i = 0; i < stageline_probe_json_len(json, ""); i++) {
            char pointer[32];
            if (i > 0) say(&one->found, ",");
            snprintf(pointer, sizeof pointer, "/%zu/flag", i);
            put_part(&one->found, json, pointer);
            say(&one->found, ":");
            snprintf(pointer, sizeof pointer, "/%zu/value", i);
            put_part(&one->found, json, pointer);
        }
        say(&one->found, "}");
        stageline_probe_json_free(json);
    }
    stageline_context_free(cx);
    stageline_flags_free(flags);
}

void run_handle(vector *one) {
    stageline_context *cx = NULL;
    stageline_flags *flags = flags_of(one, &cx);
    char *name = arg(one, "flag"), *fallback = arg_json(one, "default"), *text = arg(one, "default");
    stageline_flag *flag = NULL;
    stageline_bytes *json = NULL;
    if (flags != NULL && fallback != NULL) {
        if (fallback[0] == 't' || fallback[0] == 'f')
            stageline_flag_handle_bool(flags, name, fallback[0] == 't', &flag, &one->err);
        else if (fallback[0] == '"')
            stageline_flag_handle_text(flags, name, text, &flag, &one->err);
        else if (strchr("-0123456789", fallback[0]) != NULL && strpbrk(fallback, ".eE") == NULL)
            stageline_flag_handle_i64(flags, name, strtoll(fallback, NULL, 10), &flag, &one->err);
        else if (strchr("-0123456789", fallback[0]) != NULL)
            stageline_flag_handle_f64(flags, name, strtod(fallback, NULL), &flag, &one->err);
        else
            stageline_flag_handle_json(flags, name, fallback, &flag, &one->err);
    }
    if (flag != NULL && stageline_flag_json(flag, cx, &json, &one->err) == STAGELINE_STATUS_OK)
        put_bytes(&one->found, json);
    stageline_flag_free(flag);
    free(text);
    free(fallback);
    free(name);
    stageline_context_free(cx);
    stageline_flags_free(flags);
}

static void put_name(vector *one, const char *name, bool first) {
    say(&one->found, first ? "\"" : ",\"");
    say(&one->found, name);
    say(&one->found, "\":");
}

static void put_text(vector *one, const char *name, stageline_text text) {
    put_name(one, name, false);
    quote_or_null(&one->found, text);
}

static void put_number(vector *one, const char *name, int64_t number) {
    char digits[32];
    snprintf(digits, sizeof digits, "%lld", (long long)number);
    put_name(one, name, false);
    say(&one->found, number < 0 ? "null" : digits);
}

static void put_time(vector *one, const char *name, int64_t time, bool first) {
    stageline_bytes *text = NULL;
    put_name(one, name, first);
    if (time != INT64_MAX) stageline_time_text(time, &text, &one->err);
    quote_or_null(&one->found, stageline_bytes_view(text));
    stageline_bytes_free(text);
}

/* A value that is neither a list nor a map as it is, anything else from the document. */
static void put_value(vector *one, stageline_flag_value_view value, const stageline_probe_json_t *json, const char *format, ...) {
    char pointer[128], digits[64];
    va_list args;
    va_start(args, format);
    vsnprintf(pointer, sizeof pointer, format, args);
    va_end(args);
    put_name(one, "value", true);
    if (value.kind == STAGELINE_KIND_NULL) say(&one->found, "null");
    else if (value.kind == STAGELINE_KIND_BOOL) say(&one->found, value.boolean ? "true" : "false");
    else if (value.kind == STAGELINE_KIND_TEXT) quote(&one->found, value.text);
    else if (value.kind == STAGELINE_KIND_INTEGER && value.integer != INT64_MAX) {
        snprintf(digits, sizeof digits, "%lld", (long long)value.integer);
        say(&one->found, digits);
    } else put_part(&one->found, json, pointer);
}

void run_flag_details(vector *one) {
    stageline_context *cx = NULL;
    stageline_flags *flags = flags_of(one, &cx);
    char *name = arg(one, "flag"), *fallback = arg_json(one, "default");
    stageline_details *details = NULL;
    stageline_value *value = NULL;
    stageline_details_view view;
    if (flags == NULL || stageline_flags_details(flags, name, cx, fallback, &details, &one->err)) goto done;
    if (stageline_details_value(details, &value, &one->err)) goto done;
    view = stageline_details_get(details);
    say(&one->found, "{");
    put_name(one, "value", true);
    put_json(one, value);
    put_text(one, "variant", view.variant);
    put_text(one, "reason", view.reason);
    put_text(one, "error_code", view.error_code);
    put_text(one, "decided_by", view.decided_by);
    put_number(one, "rule", view.rule);
    put_number(one, "target", view.target);
    put_text(one, "unmet", view.unmet);
    put_number(one, "bucket", view.bucket);
    put_number(one, "threshold", view.threshold);
    put_text(one, "set_in", view.set_in);
    put_name(one, "place", false);
    quote_place(&one->found, view.place);
    put_time(one, "valid_until", view.valid_until, false);
    say(&one->found, "}");
done:
    stageline_value_free(value);
    stageline_details_free(details);
    free(fallback);
    free(name);
    stageline_context_free(cx);
    stageline_flags_free(flags);
}

void run_flag_many(vector *one) {
    stageline_context *cx = NULL;
    stageline_flags *flags = flags_of(one, &cx);
    texts *names = texts_at(one, "args/flags");
    stageline_evaluations *many = NULL;
    size_t i;
    if (flags == NULL || stageline_flags_evaluate_many(flags, names->views, names->len, cx, &many, &one->err)) goto done;
    say(&one->found, "[");
    for (i = 0; i < stageline_evaluations_len(many); i++) {
        stageline_value *value = NULL;
        say(&one->found, i > 0 ? ",[" : "[");
        quote(&one->found, stageline_evaluations_at(many, i).flag);
        say(&one->found, ",");
        if (stageline_evaluations_value(many, i, &value, &one->err) == STAGELINE_STATUS_OK) put_json(one, value);
        stageline_value_free(value);
        say(&one->found, "]");
    }
    say(&one->found, "]");
done:
    stageline_evaluations_free(many);
    texts_free(names);
    stageline_context_free(cx);
    stageline_flags_free(flags);
}

void run_flag_explain(vector *one) {
    stageline_context *cx = NULL;
    stageline_flags *flags = flags_of(one, &cx);
    char *name = arg(one, "flag");
    stageline_bytes *json = NULL;
    if (flags != NULL && stageline_flags_explain_json(flags, name, cx, &json, &one->err) == STAGELINE_STATUS_OK)
        put_document(one, json);
    free(name);
    stageline_context_free(cx);
    stageline_flags_free(flags);
}

/* Thousandths of a percent as `12.5%`. */
static void put_percentage(vector *one, uint32_t thousandths) {
    char text[32];
    snprintf(text, sizeof text, "%g%%", thousandths / 1000.0);
    put_name(one, "percentage", false);
    quote(&one->found, stageline_text_of(text));
}

void run_flag_preview(vector *one) {
    stageline_flags *flags = flags_at(one, "environment");
    char *name = arg(one, "flag"), *now = arg(one, "now");
    stageline_flag_preview *preview = NULL;
    stageline_flag_preview_view view;
    int64_t time = 0;
    size_t i, j;
    if (flags == NULL || stageline_time_parse(now, &time, &one->err)) goto done;
    if (stageline_flags_preview(flags, name, time, &preview, &one->err)) goto done;
    view = stageline_flag_preview_get(preview);
    say(&one->found, "{\"off\":");
    say(&one->found, view.is_off ? "true" : "false");
    put_text(one, "flag", view.flag);
    put_text(one, "environment", view.environment);
    put_time(one, "at", view.at, false);
    put_time(one, "next_change", view.next_change, false);
    put_text(one, "error_code", view.error_code);
    put_text(one, "error_message", view.error_message);
    say(&one->found, ",\"shares\":[");
    for (i = 0; i < view.share_count; i++) {
        stageline_flag_share_view share = stageline_flag_preview_share(preview, i);
        say(&one->found, i > 0 ? ",{" : "{");
        put_time(one, "until", share.until, true);
        put_number(one, "rule", share.rule);
        put_percentage(one, share.thousandths);
        put_number(one, "threshold", (int64_t)share.threshold);
        put_text(one, "movement", share.movement);
        say(&one->found, ",\"parts\":[");
        for (j = 0; j < share.part_count; j++) {
            stageline_flag_share_part_view part = stageline_flag_preview_part(preview, i, j);
            say(&one->found, j > 0 ? ",{\"gives\":" : "{\"gives\":");
            quote(&one->found, part.gives);
            put_percentage(one, part.thousandths);
            say(&one->found, "}");
        }
        say(&one->found, "]}");
    }
    say(&one->found, "]}");
done:
    stageline_flag_preview_free(preview);
    free(now);
    free(name);
    stageline_flags_free(flags);
}

void run_flag_when_will(vector *one) {
    stageline_context *cx = NULL;
    stageline_flags *flags = flags_of(one, &cx);
    char *name = arg(one, "flag");
    stageline_forecasts *changes = NULL;
    stageline_bytes *bytes = NULL;
    stageline_probe_json_t *json = NULL;
    size_t i;
    if (flags == NULL || stageline_flags_when_will(flags, name, cx, &changes, &one->err)) goto done;
    if (stageline_forecasts_to_json(changes, &bytes, &one->err)) goto done;
    json = document(bytes);
    say(&one->found, "[");
    for (i = 0; i < stageline_forecasts_len(changes); i++) {
        stageline_forecast_view change = stageline_forecasts_at(changes, i);
        say(&one->found, i > 0 ? ",{" : "{");
        put_value(one, change.value, json, "/%zu/value", i);
        put_time(one, "at", change.at, false);
        put_text(one, "variant", change.variant);
        put_text(one, "reason", change.reason);
        put_text(one, "error_code", change.error_code);
        say(&one->found, "}");
    }
    say(&one->found, "]");
done:
    stageline_probe_json_free(json);
    stageline_forecasts_free(changes);
    free(name);
    stageline_context_free(cx);
    stageline_flags_free(flags);
}

static void put_flag_side(vector *one, const char *name, size_t at, stageline_flag_side_view side, const stageline_probe_json_t *json) {
    put_name(one, name, false);
    say(&one->found, "{");
    put_value(one, side.value, json, "/differences/%zu/%s/value", at, name);
    put_text(one, "variant", side.variant);
    put_text(one, "reason", side.reason);
    put_text(one, "error_code", side.error_code);
    put_text(one, "decided_by", side.decided_by);
    put_text(one, "set_in", side.set_in);
    put_name(one, "place", false);
    quote_place(&one->found, side.place);
    say(&one->found, "}");
}

void run_flag_compare(vector *one) {
    enum { MOST = 64 };
    stageline_flags *left = flags_at(one, "a"), *right = left != NULL ? flags_at(one, "b") : NULL;
    stageline_context *contexts[MOST] = {NULL};
    stageline_flag_comparison *comparison = NULL;
    stageline_bytes *bytes = NULL;
    stageline_probe_json_t *json = NULL;
    size_t len = count(one, "args/contexts"), i, j;
    char path[64], digits[32];
    if (right == NULL || len > MOST) goto done;
    for (i = 0; i < len; i++) {
        snprintf(path, sizeof path, "args/contexts/%zu", i);
        contexts[i] = context_at(one, left, path);
    }
    if (stageline_flags_compare(left, right, (const stageline_context *const *)contexts, len, &comparison, &one->err)) goto done;
    if (stageline_flag_comparison_to_json(comparison, &bytes, &one->err)) goto done;
    json = document(bytes);
    say(&one->found, "[");
    for (i = 0; i < stageline_flag_comparison_get(comparison).difference_count; i++) {
        stageline_flag_difference_view difference = stageline_flag_comparison_at(comparison, i);
        say(&one->found, i > 0 ? ",{\"contexts\":[" : "{\"contexts\":[");
        for (j = 0; j < difference.context_count; j++) {
            snprintf(digits, sizeof digits, j > 0 ? ",%zu" : "%zu", stageline_flag_comparison_context(comparison, i, j));
            say(&one->found, digits);
        }
        say(&one->found, "]");
        put_text(one, "flag", difference.flag);
        put_flag_side(one, "left", i, difference.left, json);
        put_flag_side(one, "right", i, difference.right, json);
        say(&one->found, "}");
    }
    say(&one->found, "]");
done:
    stageline_probe_json_free(json);
    stageline_flag_comparison_free(comparison);
    for (i = 0; i < MOST; i++) stageline_context_free(contexts[i]);
    stageline_flags_free(right);
    stageline_flags_free(left);
}
