/* What the operations of the vectors share. */
#include "vector.h"

void put(buffer *to, const char *text, size_t len) {
    if (to->len + len + 1 > to->room) {
        to->room = 2 * (to->len + len + 1);
        to->text = realloc(to->text, to->room);
        if (to->text == NULL) abort();
    }
    memcpy(to->text + to->len, text, len);
    to->len += len;
    to->text[to->len] = 0;
}

void say(buffer *to, const char *text) { put(to, text, strlen(text)); }

void quote(buffer *to, stageline_text text) {
    size_t i;
    say(to, "\"");
    for (i = 0; i < text.len; i++) {
        char one = text.ptr[i], code[8];
        if (one == '"' || one == '\\') say(to, "\\");
        if ((unsigned char)one < 0x20) {
            snprintf(code, sizeof code, "\\u%04x", (unsigned)one);
            say(to, code);
        } else {
            put(to, &one, 1);
        }
    }
    say(to, "\"");
}

void quote_or_null(buffer *to, stageline_text text) {
    if (text.len == 0) say(to, "null");
    else quote(to, text);
}

void quote_place(buffer *to, stageline_place place) {
    char at[32] = "";
    buffer text = {0};
    if (place.line > 0) snprintf(at, sizeof at, ":%u:%u", place.line, place.column);
    if (place.file.len == 0) {
        say(to, "null");
        return;
    }
    put(&text, place.file.ptr, place.file.len);
    say(&text, at);
    quote(to, stageline_text_of(text.text));
    free(text.text);
}

void put_bytes(buffer *to, stageline_bytes *bytes) {
    stageline_text text = stageline_bytes_view(bytes);
    put(to, text.ptr, text.len);
    stageline_bytes_free(bytes);
}

char *look(const stageline_probe_json_t *json, bool plain, const char *format, ...) {
    char pointer[256];
    va_list args;
    stageline_bytes *bytes;
    buffer copy = {0};
    va_start(args, format);
    vsnprintf(pointer, sizeof pointer, format, args);
    va_end(args);
    bytes = stageline_probe_json_get(json, pointer, plain);
    if (bytes == NULL) return NULL;
    put_bytes(&copy, bytes);
    return copy.text;
}

char *arg(vector *one, const char *name) { return look(one->cases, true, "/%zu/args/%s", one->at, name); }
char *arg_json(vector *one, const char *name) { return look(one->cases, false, "/%zu/args/%s", one->at, name); }

stageline_text arg_text(vector *one, const char *name, stageline_bytes **held) {
    char pointer[64];
    snprintf(pointer, sizeof pointer, "/%zu/args/%s", one->at, name);
    *held = stageline_probe_json_get(one->cases, pointer, true);
    return stageline_bytes_view(*held);
}

size_t count(vector *one, const char *path) {
    char pointer[256];
    snprintf(pointer, sizeof pointer, "/%zu/%s", one->at, path);
    return stageline_probe_json_len(one->cases, pointer);
}

stageline_bytes *path_at(vector *one, const char *path) {
    char pointer[256];
    stageline_bytes *bytes, *keys[32];
    stageline_text views[32];
    size_t len = count(one, path), i;
    snprintf(pointer, sizeof pointer, "/%zu/%s", one->at, path);
    bytes = stageline_probe_json_get(one->cases, pointer, true);
    if (stageline_bytes_view(bytes).len == 0 || stageline_bytes_view(bytes).ptr[0] != '[' || len > 32) return bytes;
    stageline_bytes_free(bytes);
    for (i = 0; i < len; i++) {
        snprintf(pointer, sizeof pointer, "/%zu/%s/%zu", one->at, path, i);
        keys[i] = stageline_probe_json_get(one->cases, pointer, true);
        views[i] = stageline_bytes_view(keys[i]);
    }
    stageline_path_of_keys(views, len, &bytes, &one->err);
    for (i = 0; i < len; i++) stageline_bytes_free(keys[i]);
    return bytes;
}

stageline_files *files_at(vector *one, const char *path) {
    char pointer[64];
    stageline_files *files = NULL;
    size_t len = count(one, path), i;
    snprintf(pointer, sizeof pointer, "/%zu/%s", one->at, path);
    stageline_files_new(&files, NULL);
    for (i = 0; i < len; i++) {
        stageline_bytes *name = stageline_probe_json_entry(one->cases, pointer, i, false);
        stageline_bytes *content = stageline_probe_json_entry(one->cases, pointer, i, true);
        stageline_text n = stageline_bytes_view(name), c = stageline_bytes_view(content);
        stageline_files_add_n(files, n.ptr, n.len, c.ptr, c.len, NULL);
        stageline_bytes_free(name);
        stageline_bytes_free(content);
    }
    return files;
}

static bool says(vector *one, const char *path) {
    char *text = look(one->cases, false, "/%zu/%s", one->at, path);
    bool is = text != NULL && strcmp(text, "true") == 0;
    free(text);
    return is;
}

stageline_options *options_of(vector *one, bool lenient) {
    char pointer[64];
    stageline_options *options = NULL;
    size_t len = count(one, "open/variables"), i;
    stageline_options_new(&options, NULL);
    stageline_options_set_lenient(options, lenient || says(one, "args/lenient"), NULL);
    stageline_options_set_local(options, says(one, "open/local"), NULL);
    stageline_options_set_variable_overrides(options, says(one, "open/variable_overrides"), NULL);
    snprintf(pointer, sizeof pointer, "/%zu/open/variables", one->at);
    for (i = 0; i < len; i++) {
        stageline_bytes *name = stageline_probe_json_entry(one->cases, pointer, i, false);
        stageline_bytes *value = stageline_probe_json_entry(one->cases, pointer, i, true);
        stageline_text n = stageline_bytes_view(name), v = stageline_bytes_view(value);
        stageline_options_set_variable_n(options, n.ptr, n.len, v.ptr, v.len, NULL);
        stageline_bytes_free(name);
        stageline_bytes_free(value);
    }
    return options;
}

stageline_value *resolved(vector *one) {
    char *service = arg(one, "service"), *overrides = arg_json(one, "overrides");
    stageline_bytes *held;
    stageline_text environment = arg_text(one, "environment", &held);
    stageline_value *v = NULL;
    if (service != NULL)
        stageline_service_resolve_with_n(one->project, environment.ptr, environment.len, service, STAGELINE_NUL,
                                         overrides, STAGELINE_NUL, &v, &one->err);
    else
        stageline_environment_resolve_with_n(one->project, environment.ptr, environment.len, overrides,
                                             STAGELINE_NUL, &v, &one->err);
    stageline_bytes_free(held);
    free(overrides);
    free(service);
    return v;
}

/* The value at the case's path, given as text or as keys. */
stageline_value *found(vector *one, stageline_value *v) {
    char *whole = arg_json(one, "path"), pointer[64];
    stageline_bytes *held, *keys[32];
    stageline_text views[32], path = arg_text(one, "path", &held);
    stageline_value *part = NULL;
    size_t len = count(one, "args/path"), i;
    if (v != NULL && whole != NULL && whole[0] == '[' && len <= 32) {
        for (i = 0; i < len; i++) {
            snprintf(pointer, sizeof pointer, "/%zu/args/path/%zu", one->at, i);
            keys[i] = stageline_probe_json_get(one->cases, pointer, true);
            views[i] = stageline_bytes_view(keys[i]);
        }
        stageline_value_get_keys(v, views, len, &part, &one->err);
        for (i = 0; i < len; i++) stageline_bytes_free(keys[i]);
    } else if (v != NULL) {
        stageline_value_get_n(v, path.ptr, path.len, &part, &one->err);
    }
    stageline_bytes_free(held);
    free(whole);
    return part;
}

void put_json(vector *one, const stageline_value *v) {
    stageline_bytes *json = NULL;
    if (v == NULL) return;
    stageline_value_to_json(v, &json, &one->err);
    put_bytes(&one->found, json);
}

void put_names(vector *one, stageline_names *names) {
    size_t i;
    say(&one->found, "[");
    for (i = 0; i < stageline_names_len(names); i++) {
        if (i > 0) say(&one->found, ",");
        quote(&one->found, stageline_names_at(names, i));
    }
    say(&one->found, "]");
    stageline_names_free(names);
}

void put_part(buffer *to, const stageline_probe_json_t *json, const char *pointer) {
    char *text = look(json, false, "%s", pointer);
    say(to, text != NULL ? text : "null");
    free(text);
}

void put_place(buffer *to, const stageline_probe_json_t *json, const char *pointer) {
    char *file = look(json, true, "%s/file", pointer), *line = look(json, false, "%s/line", pointer);
    char *column = look(json, false, "%s/column", pointer);
    stageline_place place;
    place.file = stageline_text_of(file);
    place.line = line != NULL ? (uint32_t)strtoul(line, NULL, 10) : 0;
    place.column = column != NULL ? (uint32_t)strtoul(column, NULL, 10) : 0;
    quote_place(to, place);
    free(file);
    free(line);
    free(column);
}

stageline_probe_json_t *document(stageline_bytes *bytes) {
    stageline_probe_json_t *json = NULL;
    stageline_text text = stageline_bytes_view(bytes);
    stageline_probe_json(text.ptr, text.len, &json, NULL);
    stageline_bytes_free(bytes);
    return json;
}

void put_member(vector *one, const stageline_probe_json_t *json, const char *item, const char *name, bool first) {
    char pointer[256];
    if (!first) say(&one->found, ",");
    quote(&one->found, stageline_text_of(name));
    say(&one->found, ":");
    snprintf(pointer, sizeof pointer, "%s/%s", item, name);
    put_part(&one->found, json, pointer);
}

void put_member_place(vector *one, const stageline_probe_json_t *json, const char *item, const char *name,
                             const char *inside) {
    char pointer[256];
    say(&one->found, ",");
    quote(&one->found, stageline_text_of(name));
    say(&one->found, ":");
    snprintf(pointer, sizeof pointer, "%s/%s", item, inside);
    put_place(&one->found, json, pointer);
}

void put_section(vector *one, const stageline_probe_json_t *json, const char *item, bool first) {
    char *section = look(json, true, "%s/section", item), *service = look(json, true, "%s/service", item);
    buffer name = {0};
    say(&name, section != NULL ? section : "");
    if (service != NULL) {
        say(&name, " ");
        say(&name, service);
    }
    say(&one->found, first ? "\"section\":" : ",\"section\":");
    quote(&one->found, stageline_text_of(name.text));
    free(name.text);
    free(service);
    free(section);
}

bool wanted(vector *one, const char *name) {
    char *text = look(one->cases, false, "/%zu/expect/%s", one->at, name);
    bool is = text != NULL;
    free(text);
    return is;
}
