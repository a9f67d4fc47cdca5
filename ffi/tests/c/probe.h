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

#endif
