/* What the feature `probe` adds to the library; see `src/probe.rs`. */
#ifndef PROBE_H
#define PROBE_H

#include <stageline.h>

stageline_status stageline_probe_echo(const char *text, stageline_bytes **out,
                                      stageline_error **err);
stageline_status stageline_probe_echo_n(const char *text, size_t text_len, stageline_bytes **out,
                                        stageline_error **err);
stageline_status stageline_probe_fail(stageline_bytes **out, stageline_error **err);
stageline_status stageline_probe_log(stageline_error **err);
stageline_status stageline_probe_panic(stageline_bytes **out, stageline_error **err);
stageline_status stageline_probe_panic_twice(stageline_error **err);

/* A document: cases, or what an answer holds. A place in it is a JSON pointer. */
typedef struct stageline_probe_json_t stageline_probe_json_t;

stageline_status stageline_probe_vectors(const char *folder, stageline_probe_json_t **out, stageline_error **err);
stageline_status stageline_probe_json(const char *text, size_t text_len, stageline_probe_json_t **out,
                                      stageline_error **err);
stageline_bytes *stageline_probe_json_get(const stageline_probe_json_t *json, const char *pointer, bool plain);
size_t stageline_probe_json_len(const stageline_probe_json_t *json, const char *pointer);
stageline_bytes *stageline_probe_json_entry(const stageline_probe_json_t *json, const char *pointer, size_t index,
                                            bool value);
bool stageline_probe_json_remove(stageline_probe_json_t *json, const char *pointer);
void stageline_probe_json_spell_places(stageline_probe_json_t *json);
bool stageline_probe_json_same(const char *expected, const char *found);
void stageline_probe_json_free(stageline_probe_json_t *json);

#endif
