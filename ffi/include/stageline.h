/*
 * stageline for C. SPDX-License-Identifier: MIT OR Apache-2.0
 * Generated from the library's source: change it there.
 *
 * The contract of every function, unless its own text says otherwise:
 *
 * - A function that can fail returns a stageline_status. Its last parameters are `out`, which
 *   receives the answer, and `err`, which receives the error object. After a failure `*out` is
 *   null, empty, false or 0; after a success `*err` is null. `err` itself may be null, `out` may not.
 *   What `*out` and `*err` held before is overwritten, never freed.
 * - A null handle or argument is a usage error, never a crash. Otherwise a pointer must be valid
 *   for what the function does with it, and a handle must be one the library gave and that is
 *   not freed.
 * - Every handle that `out` or `err` gives belongs to the caller, and has a `_free` function
 *   that accepts null. Freeing must not overlap any other use of the same handle. Functions that
 *   take a handle as `const` may run on several threads at once.
 * - A stageline_text is borrowed from the object it was asked of, and valid as long as that.
 * - Text arguments are UTF-8. The plain function takes a NUL-terminated string; its twin that
 *   ends in `_n` takes pointer and length. Null with length 0 is empty text.
 * - Nothing is written to standard output or standard error. See stageline_log_set.
 * - A callback must not unwind (throw) or longjmp through the library.
 */

#ifndef STAGELINE_H
#define STAGELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Given as a length, it says that the text is NUL-terminated. */
#define STAGELINE_NUL SIZE_MAX

/** The arguments of a `%.*s` that prints a stageline_text. */
#define STAGELINE_TEXT_ARGS(text) (int)(text).len, (text).ptr


/**
 * The version of the binary interface this header describes.
 *
 * It changes when a program built against an older header can no longer run with the library,
 * and is then the number in the library's SONAME too. Compare it with `stageline_abi_version()`
 * where the library is loaded by hand.
 */
#define STAGELINE_ABI_VERSION 1

/**
 * What a function that can fail returns. Zero is success, so `if (stageline_...(...)) goto failed;`
 * reads well. A status says whose move it is; `stageline_error_code` says what happened.
 *
 * Later versions may add values: treat an unknown one as `STAGELINE_STATUS_ERROR`.
 */
enum stageline_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Done; the out-parameters are set.
     */
    STAGELINE_STATUS_OK = 0,
    /**
     * The question could not be answered; the error object says why.
     */
    STAGELINE_STATUS_ERROR = 1,
    /**
     * The call itself is wrong: a null pointer, text that is not UTF-8, a number out of range.
     */
    STAGELINE_STATUS_USAGE = 2,
    /**
     * A fault inside the library. Only this call failed; other handles stay usable.
     */
    STAGELINE_STATUS_INTERNAL = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum stageline_status stageline_status;
#else
typedef int32_t stageline_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What to make of a row of a comparison.
 */
enum stageline_row_verdict
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Nothing that this header knows.
     */
    STAGELINE_ROW_VERDICT_OTHER = 0,
    /**
     * The values ought to be equal.
     */
    STAGELINE_ROW_VERDICT_DRIFT = 1,
    /**
     * The values differ; whether they ought to, nobody asked.
     */
    STAGELINE_ROW_VERDICT_DIFFERENT = 2,
    /**
     * Environments differ in this by nature, or as a rule expects.
     */
    STAGELINE_ROW_VERDICT_EXPECTED = 3,
    /**
     * The values mean the same and are spelled differently.
     */
    STAGELINE_ROW_VERDICT_EQUIVALENT = 4,
    /**
     * The other side cannot say.
     */
    STAGELINE_ROW_VERDICT_UNKNOWN = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum stageline_row_verdict stageline_row_verdict;
#else
typedef int32_t stageline_row_verdict;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What happened to a value.
 */
enum stageline_change_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Nothing that this header knows.
     */
    STAGELINE_CHANGE_KIND_OTHER = 0,
    /**
     * It is only on the right.
     */
    STAGELINE_CHANGE_KIND_ADDED = 1,
    /**
     * It is only on the left.
     */
    STAGELINE_CHANGE_KIND_REMOVED = 2,
    /**
     * It is another value.
     */
    STAGELINE_CHANGE_KIND_CHANGED = 3,
    /**
     * The items of a list are in another order.
     */
    STAGELINE_CHANGE_KIND_MOVED = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum stageline_change_kind stageline_change_kind;
#else
typedef int32_t stageline_change_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How bad a finding is.
 */
enum stageline_severity
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * None that this header knows, or the usual one of a rule.
     */
    STAGELINE_SEVERITY_OTHER = 0,
    /**
     * Good to know.
     */
    STAGELINE_SEVERITY_INFO = 1,
    /**
     * Probably a mistake.
     */
    STAGELINE_SEVERITY_WARNING = 2,
    /**
     * A mistake.
     */
    STAGELINE_SEVERITY_ERROR = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum stageline_severity stageline_severity;
#else
typedef int32_t stageline_severity;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a value is.
 */
enum stageline_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * `null`, or no value at all.
     */
    STAGELINE_KIND_NULL = 0,
    /**
     * `true` or `false`.
     */
    STAGELINE_KIND_BOOL = 1,
    /**
     * A whole number of 64 bits.
     */
    STAGELINE_KIND_INTEGER = 2,
    /**
     * Any other number.
     */
    STAGELINE_KIND_NUMBER = 3,
    /**
     * Text.
     */
    STAGELINE_KIND_TEXT = 4,
    /**
     * A list.
     */
    STAGELINE_KIND_LIST = 5,
    /**
     * A map from keys to values, in order.
     */
    STAGELINE_KIND_MAP = 6,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum stageline_kind stageline_kind;
#else
typedef int32_t stageline_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * The family of an error: what a program branches on when it does not care about the code.
 *
 * Later versions may add families: treat an unknown one as `STAGELINE_ERROR_CLASS_OTHER`.
 */
enum stageline_error_class
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * No family that this header knows, or no error at all.
     */
    STAGELINE_ERROR_CLASS_OTHER = 0,
    /**
     * Files could not be read or understood.
     */
    STAGELINE_ERROR_CLASS_LOAD = 1,
    /**
     * A name that the project does not know.
     */
    STAGELINE_ERROR_CLASS_UNKNOWN_NAME = 2,
    /**
     * Configuration that cannot be resolved, or a value of another kind than was asked for.
     */
    STAGELINE_ERROR_CLASS_CONFIG = 3,
    /**
     * An edit that was refused.
     */
    STAGELINE_ERROR_CLASS_EDIT = 4,
    /**
     * A step that needs a provider which failed or is not configured.
     */
    STAGELINE_ERROR_CLASS_PROVIDER = 5,
    /**
     * The call itself is wrong.
     */
    STAGELINE_ERROR_CLASS_USAGE = 6,
    /**
     * A fault inside the library.
     */
    STAGELINE_ERROR_CLASS_INTERNAL = 7,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum stageline_error_class stageline_error_class;
#else
typedef int32_t stageline_error_class;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How much an event matters. The higher the number, the more detailed the event.
 */
enum stageline_log_level
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Something failed.
     */
    STAGELINE_LOG_LEVEL_ERROR = 1,
    /**
     * Something will fail, or was put right on the way.
     */
    STAGELINE_LOG_LEVEL_WARN = 2,
    /**
     * What happened, for people who run the program.
     */
    STAGELINE_LOG_LEVEL_INFO = 3,
    /**
     * Why it happened, for people who write the program.
     */
    STAGELINE_LOG_LEVEL_DEBUG = 4,
    /**
     * Every step.
     */
    STAGELINE_LOG_LEVEL_TRACE = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum stageline_log_level stageline_log_level;
#else
typedef int32_t stageline_log_level;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether a promotion may start. Later versions may add values: treat an unknown one as blocked.
 */
enum stageline_verdict
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * It may start.
     */
    STAGELINE_VERDICT_READY = 0,
    /**
     * Something has no result yet; it may start when that has come.
     */
    STAGELINE_VERDICT_WAITS = 1,
    /**
     * It may not start until somebody changes something.
     */
    STAGELINE_VERDICT_BLOCKED = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum stageline_verdict stageline_verdict;
#else
typedef int32_t stageline_verdict;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How a project's root was found.
 */
enum stageline_root_found
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * In no way that this header knows.
     */
    STAGELINE_ROOT_FOUND_OTHER = 0,
    /**
     * The caller named it.
     */
    STAGELINE_ROOT_FOUND_GIVEN = 1,
    /**
     * `STAGELINE_ROOT` names it.
     */
    STAGELINE_ROOT_FOUND_VARIABLE = 2,
    /**
     * The nearest folder upward that holds a project.
     */
    STAGELINE_ROOT_FOUND_ANCESTOR = 3,
    /**
     * The project is held in memory.
     */
    STAGELINE_ROOT_FOUND_MEMORY = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum stageline_root_found stageline_root_found;
#else
typedef int32_t stageline_root_found;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a change of files may change. It belongs to the caller, who frees it with
 * `stageline_affected_free`; what is asked of it lives as long as it does.
 */
typedef struct stageline_affected stageline_affected;

/**
 * Bytes the caller owns: a rendered text, a document. Free them with `stageline_bytes_free`.
 */
typedef struct stageline_bytes stageline_bytes;

/**
 * What a comparison of environments found. It never changes, and threads share it freely. It belongs
 * to the caller, who frees it with `stageline_comparison_free`; what is asked of it lives as long as
 * it does. What looks like a secret is withheld.
 */
typedef struct stageline_comparison stageline_comparison;

/**
 * Who asks: a targeting key and attributes, prepared once for many questions. It belongs to the
 * project whose flags made it, and stays valid when that is reloaded. One thread at a time may set
 * attributes, and none may ask meanwhile; set, it may be asked with on several threads at once.
 */
typedef struct stageline_context stageline_context;

/**
 * What a flag answered, and why. It never changes, and threads share it freely. It belongs to the
 * caller, who frees it with `stageline_details_free`; what is asked of it lives as long as it does.
 */
typedef struct stageline_details stageline_details;

/**
 * What a comparison is asked beside the environments: the day, rules and shapes of the program, a
 * key for marks of secrets, and what is compared. It may be used for several comparisons, on several
 * threads at once; one thread at a time may set it, and none may compare with it meanwhile.
 */
typedef struct stageline_drift_options stageline_drift_options;

/**
 * Changes of a project's files that are not written yet. What a scope is told takes effect at once
 * in the edit, or fails without any; files keep every byte outside what changes. Nothing is
 * written before `stageline_edit_commit`. Functions that take it or one of its scopes wait for each
 * other.
 */
typedef struct stageline_edit stageline_edit;

/**
 * Why a call failed. It belongs to the caller, who frees it with `stageline_error_free`; texts
 * and places asked of it live as long as it does.
 */
typedef struct stageline_error stageline_error;

/**
 * What several flags answered. It never changes, and threads share it freely. It belongs to the
 * caller, who frees it with `stageline_evaluations_free`; what is asked of it lives as long as it does.
 */
typedef struct stageline_evaluations stageline_evaluations;

/**
 * A value and the layers that spoke of it, strongest first. It belongs to the caller, who frees it
 * with `stageline_explanation_free`; what is asked of it lives as long as it does.
 */
typedef struct stageline_explanation stageline_explanation;

/**
 * Explanations of several values, in the order of the tree. It belongs to the caller, who frees it
 * with `stageline_explanations_free`.
 */
typedef struct stageline_explanations stageline_explanations;

/**
 * Exposures that were drained, oldest first. It belongs to the caller, who frees it with
 * `stageline_exposure_batch_free`; what is asked of it lives as long as it does.
 */
typedef struct stageline_exposure_batch stageline_exposure_batch;

/**
 * The exposures of a project's flags, noted for as long as this is there: they wait in a queue of
 * fixed length until they are drained. Threads share it freely. It belongs to the caller, who frees it
 * with `stageline_exposures_free`.
 */
typedef struct stageline_exposures stageline_exposures;

/**
 * Files of a project in memory, by path relative to its root. They may be used for several
 * projects, and freed after each opening; one thread at a time may add to them.
 */
typedef struct stageline_files stageline_files;

/**
 * What a rule of the program finds, as it tells it. It belongs to the library and is valid while
 * the rule's callback runs, on the thread that runs it.
 */
typedef struct stageline_findings stageline_findings;

/**
 * What makes one environment say what another one says, difference by difference. Nothing is chosen
 * at first; what is chosen becomes an edit. It belongs to the caller, who frees it with
 * `stageline_fix_plan_free`; what is asked of it lives as long as it does, but for what a later choice
 * changes. One thread at a time may choose, and none may ask meanwhile.
 */
typedef struct stageline_fix_plan stageline_fix_plan;

/**
 * A flag with its kind and the caller's fallback. It follows the project; when the flag goes away
 * or changes its kind later, it answers the fallback and says so in its details. Threads share it
 * freely.
 */
typedef struct stageline_flag stageline_flag;

/**
 * The flags that answer some contexts differently in two environments. It never changes, and threads
 * share it freely. It belongs to the caller, who frees it with `stageline_flag_comparison_free`; what
 * is asked of it lives as long as it does.
 */
typedef struct stageline_flag_comparison stageline_flag_comparison;

/**
 * How often each flag gave what, in the order of environment, flag and answer. It never changes, and
 * threads share it freely. It belongs to the caller, who frees it with `stageline_flag_counts_free`;
 * what is asked of it lives as long as it does.
 */
typedef struct stageline_flag_counts stageline_flag_counts;

/**
 * Flags of another tool as ours. It never changes, and threads share it freely. It belongs to the caller,
 * who frees it with `stageline_flag_import_free`; what is asked of it lives as long as it does.
 */
typedef struct stageline_flag_import stageline_flag_import;

/**
 * What the rollouts and splits of a flag come to at a time. It never changes, and threads share it
 * freely. It belongs to the caller, who frees it with `stageline_flag_preview_free`; what is asked of
 * it lives as long as it does.
 */
typedef struct stageline_flag_preview stageline_flag_preview;

/**
 * The feature flags of one environment. They follow the project: each question is answered by what
 * was read last. Threads share them freely.
 */
typedef struct stageline_flags stageline_flags;

/**
 * What a flag will answer a context, change by change. It never changes, and threads share it freely.
 * It belongs to the caller, who frees it with `stageline_forecasts_free`; what is asked of it lives as
 * long as it does.
 */
typedef struct stageline_forecasts stageline_forecasts;

/**
 * What is running in one environment, with the place of every value in the file that says so. It never
 * changes, and threads share it freely. It belongs to the caller, who frees it with
 * `stageline_live_free`; what is asked of it lives as long as it does. Values of Kubernetes' Secrets are
 * compared and never shown.
 */
typedef struct stageline_live stageline_live;

/**
 * Names, such as those of a project's environments. It belongs to the caller, who frees it with
 * `stageline_names_free`; texts asked of it live as long as it does.
 */
typedef struct stageline_names stageline_names;

/**
 * How a project is opened. It may be used for several projects, and freed after each opening; one
 * thread at a time may set it.
 */
typedef struct stageline_options stageline_options;

/**
 * Where a value was written: the place, and the layer it belongs to. It belongs to the caller, who
 * frees it with `stageline_origin_free`; texts and places asked of it live as long as it does.
 */
typedef struct stageline_origin stageline_origin;

/**
 * A promotion that nobody has executed: what would move, what guards it, and whether it may start.
 * It never changes, and threads share it freely. It belongs to the caller, who frees it with
 * `stageline_plan_free`; what is asked of it lives as long as it does.
 */
typedef struct stageline_plan stageline_plan;

/**
 * What an edit would write. It belongs to the caller, who frees it with `stageline_preview_free`;
 * what is asked of it lives as long as it does, whatever happens to the edit.
 */
typedef struct stageline_preview stageline_preview;

/**
 * A project: its files, read, checked, and followed through reloads. Every function that takes
 * one may run on several threads at once, `stageline_project_reload` among them; readers never
 * wait. What was asked of it stays valid when it is freed.
 */
typedef struct stageline_project stageline_project;

/**
 * An exact amount, such as `500m` of a processor. It belongs to the caller, who frees it with
 * `stageline_quantity_free`.
 */
typedef struct stageline_quantity stageline_quantity;

/**
 * Everything that an edit changes, environment by environment. It belongs to the caller, who frees
 * it with `stageline_blast_radius_free`; what is asked of it lives as long as it does.
 */
typedef struct stageline_blast_radius stageline_blast_radius;

/**
 * Everything that a validation found. It never changes, and threads share it freely. It belongs to
 * the caller, who frees it with `stageline_report_free`; what is asked of it lives as long as it
 * does.
 */
typedef struct stageline_report stageline_report;

/**
 * What the services of environments ask for, beside what these may use. It never changes, and threads
 * share it freely. It belongs to the caller, who frees it with `stageline_resources_free`; what is asked
 * of it lives as long as it does.
 */
typedef struct stageline_resources stageline_resources;

/**
 * The values of one target of an edit; paths begin there. It belongs to the caller, who frees it
 * with `stageline_scope_free`. It outlives its edit safely, but what it is told then goes nowhere.
 *
 * Beside what is said of each, changes fail with the `E_UNKNOWN_…` of what the target names;
 * `E_EDIT_REFUSED` where more would change than was asked, with the places concerned; `E_USAGE`
 * and `E_MERGE` for what makes no sense. The edit then stays as it was.
 */
typedef struct stageline_scope stageline_scope;

/**
 * A project as it was at one moment. It never changes, and threads share it freely.
 */
typedef struct stageline_snapshot stageline_snapshot;

/**
 * What two sides changed since a common base. It never changes, and threads share it freely. It belongs
 * to the caller, who frees it with `stageline_three_way_free`; what is asked of it lives as long as it
 * does. It holds what the documents hold, secrets among it.
 */
typedef struct stageline_three_way stageline_three_way;

/**
 * What differs between two documents. It never changes, and threads share it freely. It belongs to
 * the caller, who frees it with `stageline_tree_diff_free`; what is asked of it lives as long as it
 * does. It holds what the documents hold, secrets among it.
 */
typedef struct stageline_tree_diff stageline_tree_diff;

/**
 * The values that are written on a line, for each environment that has them. It belongs to the
 * caller, who frees it with `stageline_uses_free`; what is asked of it lives as long as it does.
 */
typedef struct stageline_uses stageline_uses;

/**
 * What a validation is asked beside its rules. It may be used for several validations, on several
 * threads at once; one thread at a time may set it, and none may validate with it meanwhile.
 */
typedef struct stageline_validation stageline_validation;

/**
 * A resolved configuration, or a value in one; or a document of the program's. It never changes,
 * and threads share it freely. It belongs to the caller, who frees it with `stageline_value_free`;
 * texts asked of it live as long as it does, whatever happens to the project.
 *
 * A path is dotted text from the value down, such as `resources.limits.cpu` or `panels.0.title`;
 * a key that holds a dot stands in double quotes. The empty path is the value itself.
 */
typedef struct stageline_value stageline_value;

/**
 * A project's files, watched for as long as this is there. Threads share it freely: one may wait while
 * another stops it. It belongs to the caller, who frees it with `stageline_watch_free` when none waits.
 */
typedef struct stageline_watch stageline_watch;

/**
 * What a watch tells: files were read again, or could not be. It belongs to the caller, who frees it with
 * `stageline_watch_event_free`; what is asked of it lives as long as it does.
 */
typedef struct stageline_watch_event stageline_watch_event;

/**
 * UTF-8 text of `len` bytes, borrowed from the object it was asked of and valid as long as that.
 *
 * It is not NUL-terminated. `ptr` is never null; empty text has `len` 0. To print one:
 * `printf("%.*s", STAGELINE_TEXT_ARGS(text))`.
 */
typedef struct {
    /**
     * The first byte.
     */
    const char *ptr;
    /**
     * The number of bytes.
     */
    size_t len;
} stageline_text;

/**
 * A part of an environment, borrowed from what it was asked of.
 */
typedef struct {
    /**
     * The environment.
     */
    stageline_text environment;
    /**
     * The part: `record`, `configuration`, `service` or `flags`.
     */
    stageline_text part;
    /**
     * The service, where the part is one; else empty.
     */
    stageline_text service;
} stageline_affected_entry_view;

/**
 * The time in milliseconds since the start of 1970 in UTC. It may be called on any thread, on several
 * at once, wherever a flag that depends on time is asked.
 */
typedef int64_t (*stageline_clock_callback)(void *user_data);

/**
 * Frees what the program gave along with a callback.
 */
typedef void (*stageline_destructor)(void *user_data);

/**
 * A place in a file of the project, borrowed from the object it was asked of.
 */
typedef struct {
    /**
     * The file's path, relative to the project's root; empty when there is no place.
     */
    stageline_text file;
    /**
     * The line, from 1; 0 when the whole file is meant.
     */
    uint32_t line;
    /**
     * The column in Unicode scalars, from 1; 0 when the whole file is meant.
     */
    uint32_t column;
} stageline_place;

/**
 * One value that is not the same everywhere, borrowed from its comparison.
 */
typedef struct {
    /**
     * The part of the environments: `record`, `configuration`, `service` or `flags`.
     */
    stageline_text section;
    /**
     * The service, where the part is one; else empty.
     */
    stageline_text service;
    /**
     * Where in the part; empty for a service as a whole.
     */
    stageline_text path;
    /**
     * What to make of it.
     */
    stageline_row_verdict verdict;
    /**
     * What happened from left to right; `STAGELINE_CHANGE_KIND_OTHER` where there is no direction.
     */
    stageline_change_kind kind;
    /**
     * How much it matters; `STAGELINE_SEVERITY_OTHER` where nobody judged, or it is expected.
     */
    stageline_severity severity;
    /**
     * The rule that judged, such as `drift/security` or `project/search-is-small`; else empty.
     */
    stageline_text rule;
    /**
     * Why, as a sentence; empty where nobody judged.
     */
    stageline_text reason;
    /**
     * Who answers for the rule; empty where it does not say.
     */
    stageline_text owner;
    /**
     * Where the rule stands; its `file` is empty for one that stands in no file.
     */
    stageline_place rule_at;
    /**
     * How many cells it has, one for each environment that it is about.
     */
    size_t cell_count;
    /**
     * How many shapes its values violate.
     */
    size_t violation_count;
} stageline_comparison_row_view;

/**
 * What one environment has, borrowed from its comparison.
 */
typedef struct {
    /**
     * The environment.
     */
    stageline_text environment;
    /**
     * Whether it has no such value.
     */
    bool is_missing;
    /**
     * Whether the value, or a part of it, is withheld because it looks like a secret.
     */
    bool is_redacted;
    /**
     * Of a withheld value, where a key was given: what is equal where the values are; else empty.
     */
    stageline_text mark;
    /**
     * Where the value was written; of a missing one, where its parent stands. Its `file` is empty for
     * what stands in no file.
     */
    stageline_place place;
    /**
     * Cells of a row with the same number mean the same; numbers count from 0.
     */
    uint32_t group;
    /**
     * Whether it stands apart from what most environments have.
     */
    bool is_outlier;
} stageline_comparison_cell_view;

/**
 * Two values of a row that do not compare as a shape says, borrowed from its comparison.
 */
typedef struct {
    /**
     * The shape: `shape/…`, or `call-shape/…` of the program.
     */
    stageline_text rule;
    /**
     * How much it matters.
     */
    stageline_severity severity;
    /**
     * Why, as a sentence.
     */
    stageline_text reason;
    /**
     * Who answers for the shape; empty where it does not say.
     */
    stageline_text owner;
    /**
     * Where it stands; its `file` is empty for one of the program.
     */
    stageline_place rule_at;
    /**
     * The environment whose value is on the left.
     */
    stageline_text left;
    /**
     * How the values must compare: `>`, `>=`, `<`, `<=`, `==` or `!=`.
     */
    stageline_text relation;
    /**
     * The environment whose value is on the right.
     */
    stageline_text right;
} stageline_shape_violation_view;

/**
 * A rule or a shape that ought to be looked at, borrowed from its comparison.
 */
typedef struct {
    /**
     * What is wrong with it: `unused`, `expired`, `unknown_key` or `unknown_name`.
     */
    stageline_text kind;
    /**
     * The rule, as rows name it.
     */
    stageline_text rule;
    /**
     * The same as a sentence.
     */
    stageline_text message;
    /**
     * How much it matters.
     */
    stageline_severity severity;
    /**
     * Where it stands; its `file` is empty for one of the program.
     */
    stageline_place place;
} stageline_rule_finding_view;

/**
 * A value that a live state cannot tell, borrowed from its comparison.
 */
typedef struct {
    /**
     * The part of the environment: `configuration` or `service`.
     */
    stageline_text section;
    /**
     * The service, where the part is one; else empty.
     */
    stageline_text service;
    /**
     * Where in the part; empty for a part as a whole.
     */
    stageline_text path;
    /**
     * Why nothing is known of it.
     */
    stageline_text reason;
    /**
     * Where it is declared.
     */
    stageline_place place;
} stageline_unknown_view;

/**
 * What a flag answers, borrowed from the object it was asked of: a kind, and the value in the member
 * for it. Others are false, 0 or empty. A list or a map is given as JSON and as a `stageline_value`
 * alone.
 */
typedef struct {
    /**
     * What it is.
     */
    stageline_kind kind;
    /**
     * A boolean.
     */
    bool boolean;
    /**
     * An integer; `INT64_MAX` for one above it.
     */
    int64_t integer;
    /**
     * A number, an integer too.
     */
    double number;
    /**
     * A text.
     */
    stageline_text text;
} stageline_flag_value_view;

/**
 * The parts of an answer, borrowed from the object it was asked of.
 */
typedef struct {
    /**
     * The flag's name.
     */
    stageline_text flag;
    /**
     * The value.
     */
    stageline_flag_value_view value;
    /**
     * The variant it is; empty where the flag has no variants.
     */
    stageline_text variant;
    /**
     * Why it has this value, in OpenFeature's words: `STATIC`, `DEFAULT`, `TARGETING_MATCH`, `SPLIT`,
     * `DISABLED` or `ERROR`.
     */
    stageline_text reason;
    /**
     * Why it could not be decided, in OpenFeature's words, such as `TARGETING_KEY_MISSING`; empty but
     * with the reason `ERROR`.
     */
    stageline_text error_code;
    /**
     * The same as a sentence.
     */
    stageline_text error_message;
    /**
     * The part that decided: `rule 0`, `target 0`, `rollout`, `split`, `default`, `kill_switch`,
     * `requires`, or `nothing`.
     */
    stageline_text decided_by;
    /**
     * The index of the rule that decided, from 0; else -1.
     */
    int64_t rule;
    /**
     * The index of the target that decided, from 0; else -1.
     */
    int64_t target;
    /**
     * The flag that this one requires and that does not answer as it must; else empty.
     */
    stageline_text unmet;
    /**
     * The bucket, where a rollout or a split decided; else -1.
     */
    int64_t bucket;
    /**
     * The first bucket that is out, from 0 to 2³², where a rollout decided; where a split did, the
     * first behind those that get the same; else -1.
     */
    int64_t threshold;
    /**
     * When the answer next changes with time, in milliseconds since the start of 1970 in UTC;
     * `INT64_MAX` where it stays.
     */
    int64_t valid_until;
    /**
     * The environment whose entry gave the value, or `default` for the flag's own; empty for the
     * caller's fallback.
     */
    stageline_text set_in;
    /**
     * Where the value was written; of a flag that is off, what switches it off; of one that cannot be
     * decided, its entry. Its `file` is empty for the caller's fallback.
     */
    stageline_place place;
} stageline_details_view;

/**
 * One layer's word on a value, borrowed from the explanation it was asked of.
 */
typedef struct {
    /**
     * What the layer is; see `stageline_origin_layer`.
     */
    stageline_text layer;
    /**
     * The layer's name.
     */
    stageline_text name;
    /**
     * What it did: `sets`, `merges`, `appends`, `prepends`, `replaces`, `deletes`, or
     * `overridden` where a stronger layer says otherwise.
     */
    stageline_text effect;
    /**
     * Where it says so; its `file` is empty for what the caller gave.
     */
    stageline_place place;
} stageline_step;

/**
 * A reference in a text, such as `${shop.domain}`; borrowed from the object it was asked of.
 */
typedef struct {
    /**
     * What is referred to: `shop.domain`, `env:NAME`.
     */
    stageline_text text;
    /**
     * The place of the value; its `file` is empty for a variable, for what the caller gave, and where
     * the reference's default stands for a value that is not there.
     */
    stageline_place place;
} stageline_reference;

/**
 * Somebody was given a flag's answer; borrowed from its batch.
 */
typedef struct {
    /**
     * The environment that was asked.
     */
    stageline_text environment;
    /**
     * The flag.
     */
    stageline_text flag;
    /**
     * The value that was given; null for the caller's fallback.
     */
    stageline_flag_value_view value;
    /**
     * The variant it is; empty where the flag has no variants.
     */
    stageline_text variant;
    /**
     * Why, as in `stageline_details_view`.
     */
    stageline_text reason;
    /**
     * Why it could not be decided; empty but with the reason `ERROR`.
     */
    stageline_text error_code;
    /**
     * Whether the context has a targeting key.
     */
    bool has_targeting_key;
    /**
     * That key as text.
     */
    stageline_text targeting_key;
    /**
     * The time that the context asked for, or its clock's, in milliseconds since the start of 1970 in
     * UTC.
     */
    int64_t at;
} stageline_exposure_view;

/**
 * A difference and the edit that mends it, borrowed from its plan.
 */
typedef struct {
    /**
     * Its number in the plan, from 1.
     */
    size_t number;
    /**
     * The part of the environment: `record`, `configuration`, `service` or `flags`.
     */
    stageline_text section;
    /**
     * The service, where the part is one; else empty.
     */
    stageline_text service;
    /**
     * Where in the part; empty for a service as a whole.
     */
    stageline_text path;
    /**
     * The rule that says what the difference is.
     */
    stageline_text rule;
    /**
     * How much it matters.
     */
    stageline_severity severity;
    /**
     * Why, as a sentence.
     */
    stageline_text reason;
    /**
     * Whose values are edited, for people, such as `environment staging`.
     */
    stageline_text target;
    /**
     * What is done with them: `set`, `unset`, `delete` and so on; empty for what is left alone.
     */
    stageline_text operation;
    /**
     * The file that is written; empty for what is left alone.
     */
    stageline_text file;
    /**
     * Why it is left alone; else empty. Such an item cannot be chosen.
     */
    stageline_text left_alone;
    /**
     * Whether it is chosen.
     */
    bool is_chosen;
} stageline_fix_item_view;

/**
 * Says whether the item at `index` of `plan` is chosen. It may ask the plan anything, and not change
 * it.
 */
typedef bool (*stageline_fix_callback)(void *user_data,
                                       const stageline_fix_plan *plan,
                                       size_t index);

/**
 * A comparison as a whole, borrowed from it.
 */
typedef struct {
    /**
     * The first environment.
     */
    stageline_text left;
    /**
     * The second one.
     */
    stageline_text right;
    /**
     * How many contexts were asked for.
     */
    size_t context_count;
    /**
     * How many flags were compared.
     */
    size_t flag_count;
    /**
     * How many differences there are; a flag has one for each pair of answers.
     */
    size_t difference_count;
} stageline_flag_comparison_view;

/**
 * What an environment answers, and what makes it do so, borrowed from its comparison.
 */
typedef struct {
    /**
     * The value; that of the flag's default, else null, where nothing was decided.
     */
    stageline_flag_value_view value;
    /**
     * The variant it is; empty where the flag has no variants.
     */
    stageline_text variant;
    /**
     * Why, as in `stageline_details_view`.
     */
    stageline_text reason;
    /**
     * Why it cannot be decided; empty but with the reason `ERROR`.
     */
    stageline_text error_code;
    /**
     * The part that decided, as in `stageline_details_view`.
     */
    stageline_text decided_by;
    /**
     * The environment whose entry counts, or `default` for the flag's own; empty where there is none.
     */
    stageline_text set_in;
    /**
     * Where it was written; its `file` is empty where nothing was.
     */
    stageline_place place;
} stageline_flag_side_view;

/**
 * A flag that answers differently for the same reason to some contexts, borrowed from its comparison.
 */
typedef struct {
    /**
     * The flag's name.
     */
    stageline_text flag;
    /**
     * How many contexts get these answers.
     */
    size_t context_count;
    /**
     * What the first environment answers.
     */
    stageline_flag_side_view left;
    /**
     * What the second one does.
     */
    stageline_flag_side_view right;
} stageline_flag_difference_view;

/**
 * How often a flag gave one answer, since counting began; borrowed from its list.
 */
typedef struct {
    /**
     * The environment that was asked.
     */
    stageline_text environment;
    /**
     * The flag.
     */
    stageline_text flag;
    /**
     * Whether it was the caller's fallback.
     */
    bool is_fallback;
    /**
     * The variant's name, or the value as JSON; empty for the caller's fallback.
     */
    stageline_text gives;
    /**
     * Whether it could not be decided: the reason was `ERROR`.
     */
    bool failed;
    /**
     * How often.
     */
    uint64_t count;
} stageline_flag_count_view;

/**
 * Something that could not be kept as it was, borrowed from its import.
 */
typedef struct {
    /**
     * The code, such as `E_IMPORT`.
     */
    stageline_text code;
    /**
     * One sentence, without a final period.
     */
    stageline_text message;
    /**
     * What to do about it, or what comes of it; empty where there is nothing to say.
     */
    stageline_text help;
    /**
     * Where in the text; its `file` is empty where there is no place.
     */
    stageline_place place;
} stageline_flag_import_problem_view;

/**
 * A preview as a whole, borrowed from it. Times are in milliseconds since the start of 1970 in UTC.
 */
typedef struct {
    /**
     * The flag's name.
     */
    stageline_text flag;
    /**
     * The environment.
     */
    stageline_text environment;
    /**
     * The time.
     */
    int64_t at;
    /**
     * Whether the flag is switched off then.
     */
    bool is_off;
    /**
     * Why the flag cannot be decided, whoever asks, as in `PARSE_ERROR`; empty where it can.
     */
    stageline_text error_code;
    /**
     * What is wrong with it, in a sentence; empty where nothing is.
     */
    stageline_text error_message;
    /**
     * When a scheduled change comes next; `INT64_MAX` where none does.
     */
    int64_t next_change;
    /**
     * How many rollouts and splits it has.
     */
    size_t share_count;
} stageline_flag_preview_view;

/**
 * A rollout, a split, or both, borrowed from its preview.
 */
typedef struct {
    /**
     * The rule it is part of, from 0; -1 for the entry's own.
     */
    int64_t rule;
    /**
     * The share of keys that is in, in thousandths of a percent; all of them for a split by itself.
     */
    uint32_t thousandths;
    /**
     * The first bucket that is out, from 0 to 2³².
     */
    uint64_t threshold;
    /**
     * How the share moves: `still`, `rising` or `falling`.
     */
    stageline_text movement;
    /**
     * When it next moves otherwise, in milliseconds since the start of 1970 in UTC; `INT64_MAX` where
     * it does not.
     */
    int64_t until;
    /**
     * How many parts a split has; 0 where everybody who is in gets the same, or the buckets are
     * another tool's.
     */
    size_t part_count;
} stageline_flag_share_view;

/**
 * A part of a split, borrowed from its preview.
 */
typedef struct {
    /**
     * The variant's name, or the value.
     */
    stageline_text gives;
    /**
     * Its share of those that are in, in thousandths of a percent.
     */
    uint32_t thousandths;
} stageline_flag_share_part_view;

/**
 * What a flag will answer from a time on, if no file changes, borrowed from its list.
 */
typedef struct {
    /**
     * From when on, in milliseconds since the start of 1970 in UTC.
     */
    int64_t at;
    /**
     * The value.
     */
    stageline_flag_value_view value;
    /**
     * The variant it is; empty where the flag has no variants.
     */
    stageline_text variant;
    /**
     * Why, as in `stageline_details_view`.
     */
    stageline_text reason;
    /**
     * Why it cannot be decided then; empty but with the reason `ERROR`.
     */
    stageline_text error_code;
} stageline_forecast_view;

/**
 * Something about a live state that no comparison says, borrowed from it.
 */
typedef struct {
    /**
     * One sentence.
     */
    stageline_text message;
    /**
     * Where in the live file; its `file` is empty where there is no place.
     */
    stageline_place place;
} stageline_live_note_view;

/**
 * Says what is running in an environment: gives a live state in `*out`, which the library takes over,
 * and answers `STAGELINE_STATUS_OK`. A state that cannot be told is another `stageline_status`, and why
 * in `*err`, which the library takes over too: what a function of the library gave there, or
 * `stageline_provider_failed`. `environment` is valid during the call only.
 */
typedef int32_t (*stageline_live_callback)(void *user_data,
                                           stageline_text environment,
                                           stageline_live **out,
                                           stageline_error **err);

/**
 * Receives one event. `target` names the part of the library; both texts are valid during the
 * call only. It may run on any thread, several at a time. It may call the library, whose events
 * are then dropped on this thread until it returns.
 */
typedef void (*stageline_log_callback)(void *user_data,
                                       stageline_log_level level,
                                       stageline_text target,
                                       stageline_text message);

/**
 * What a promotion does to one service, borrowed from its plan.
 */
typedef struct {
    /**
     * The service.
     */
    stageline_text service;
    /**
     * The version the target has; empty where it has none.
     */
    stageline_text from;
    /**
     * The version it gets; empty where the source says none.
     */
    stageline_text to;
    /**
     * Where the target's version is written.
     */
    stageline_place from_place;
    /**
     * Where the version it gets is written.
     */
    stageline_place to_place;
    /**
     * Whether the target gets another version than it has.
     */
    bool changes;
} stageline_plan_service_view;

/**
 * What has to be passed, borrowed from its plan.
 */
typedef struct {
    /**
     * The gate.
     */
    stageline_text name;
    /**
     * The environment it belongs to.
     */
    stageline_text environment;
    /**
     * `entry` or `exit`.
     */
    stageline_text when;
    /**
     * Its state, such as `pending`.
     */
    stageline_text state;
    /**
     * Where it is written.
     */
    stageline_place place;
    /**
     * Whether people decide it.
     */
    bool approval;
} stageline_plan_gate_view;

/**
 * Why a promotion may not start yet, borrowed from its plan.
 */
typedef struct {
    /**
     * The stable code, such as `E_GATE_PENDING`.
     */
    stageline_text code;
    /**
     * One sentence for people, without a final period.
     */
    stageline_text message;
    /**
     * What to do about it.
     */
    stageline_text help;
    /**
     * The main place it comes from.
     */
    stageline_place place;
} stageline_plan_reason_view;

/**
 * One file that an edit would write, borrowed from its preview. It holds what the file holds,
 * secrets among it.
 */
typedef struct {
    /**
     * The path, relative to the project's root.
     */
    stageline_text path;
    /**
     * Its text now; empty for a file that is not there yet.
     */
    stageline_text before;
    /**
     * Its text afterwards.
     */
    stageline_text after;
    /**
     * Whether it is not there yet.
     */
    bool is_new;
} stageline_preview_file_view;

/**
 * Something that a rule found, borrowed from its report.
 */
typedef struct {
    /**
     * The rule's id, such as `unknown-environment`.
     */
    stageline_text rule;
    /**
     * How bad it is.
     */
    stageline_severity severity;
    /**
     * The code of the error behind it, such as `E_UNKNOWN_BASE`; empty where there is none.
     */
    stageline_text code;
    /**
     * One sentence for people, without a final period.
     */
    stageline_text message;
    /**
     * What to do about it; empty when there is no advice.
     */
    stageline_text help;
    /**
     * The first environment in which it matters; empty where it is about none.
     */
    stageline_text environment;
    /**
     * What stays the same when lines move, and tells it from every other of its report.
     */
    stageline_text fingerprint;
    /**
     * What `stageline_edit_fix` would do about it, in one sentence; empty where nothing is suggested.
     */
    stageline_text fix;
    /**
     * The main place.
     */
    stageline_place place;
} stageline_finding;

/**
 * A finding that is expected, and who says so; borrowed from its report.
 */
typedef struct {
    /**
     * What was found.
     */
    stageline_finding finding;
    /**
     * What suppresses it: `comment`, `exception` or `rule`.
     */
    stageline_text by;
    /**
     * Why, as it is written there; empty where it is not.
     */
    stageline_text reason;
    /**
     * Where that is written.
     */
    stageline_place place;
} stageline_suppressed;

/**
 * One resource, over all environments that were asked for; borrowed from what it was asked of.
 */
typedef struct {
    /**
     * The resource: `cpu`, `memory` or `storage`.
     */
    stageline_text resource;
    /**
     * How many services there are that run in any of them and say something of it.
     */
    size_t service_count;
    /**
     * How many environments there are.
     */
    size_t environment_count;
} stageline_resource_table_view;

/**
 * Something that ought to be an amount and cannot be read as one, borrowed from what it was asked of.
 */
typedef struct {
    /**
     * As it is written, a secret withheld; empty where there is no such thing.
     */
    stageline_text text;
    /**
     * Where it stands.
     */
    stageline_place place;
} stageline_unreadable_view;

/**
 * What one service asks for in one environment, borrowed from what it was asked of. Amounts are those
 * of one replica, as people write them, exactly.
 */
typedef struct {
    /**
     * Whether the service runs there; all else says nothing where it does not.
     */
    bool runs;
    /**
     * How many replicas always run.
     */
    uint64_t least;
    /**
     * How many there may be.
     */
    uint64_t most;
    /**
     * What each is sure to get; empty where nothing is said.
     */
    stageline_text request;
    /**
     * What each may use; empty where nothing is said.
     */
    stageline_text limit;
    /**
     * Where the request stands, or the limit where there is no request.
     */
    stageline_place place;
    /**
     * What is written for the request and is no amount; such a request counts for nothing.
     */
    stageline_unreadable_view unreadable_request;
    /**
     * What is written for the limit and is no amount.
     */
    stageline_unreadable_view unreadable_limit;
} stageline_service_demand_view;

/**
 * What all services ask for in one environment, and what there is; borrowed from what it was asked of.
 */
typedef struct {
    /**
     * The environment.
     */
    stageline_text environment;
    /**
     * The requests of all replicas that always run; empty where nothing is said.
     */
    stageline_text requested;
    /**
     * The requests with every service scaled out as far as it may; empty where nothing is said.
     */
    stageline_text most;
    /**
     * What the environment may use, `resource_limits` of its record; empty where nothing is said.
     */
    stageline_text available;
    /**
     * How much of that is requested, in percent, rounded up; -1 where nothing is said.
     */
    int64_t percent;
    /**
     * Where `available` stands.
     */
    stageline_place place;
    /**
     * What is written for `available` and is no amount.
     */
    stageline_unreadable_view unreadable;
    /**
     * How many services run there and do not say what they request.
     */
    size_t silent_count;
    /**
     * How many services request what is no amount; the sums lack them.
     */
    size_t uncounted_count;
} stageline_environment_demand_view;

/**
 * A value that both sides changed, and not alike; borrowed from what it was asked of.
 */
typedef struct {
    /**
     * Where in the base; an item of a list that has a name stands as `[name=blue]`.
     */
    stageline_text path;
    /**
     * Whether the base has such a value.
     */
    bool has_base;
    /**
     * Whether our side has.
     */
    bool has_ours;
    /**
     * Whether theirs has.
     */
    bool has_theirs;
} stageline_conflict_view;

/**
 * One difference, borrowed from what it was asked of. A subtree that is only on one side is one
 * difference, at its top.
 */
typedef struct {
    /**
     * Where in the left document; an item of a list that has a name stands as `[name=blue]`.
     */
    stageline_text path;
    /**
     * Where in the right one, for an item without a name that has another position there; else
     * empty.
     */
    stageline_text right_path;
    /**
     * What happened.
     */
    stageline_change_kind kind;
    /**
     * For `STAGELINE_CHANGE_KIND_MOVED`: the key that names the items; empty where they have no names.
     */
    stageline_text by;
    /**
     * For an item that is only on one side: its position in its list; else -1.
     */
    int64_t position;
    /**
     * Whether the left document has such a value.
     */
    bool has_left;
    /**
     * Whether the right one has.
     */
    bool has_right;
} stageline_change_view;

/**
 * A value written on a line, where an environment has it; borrowed from what it was asked of.
 */
typedef struct {
    /**
     * The environment.
     */
    stageline_text environment;
    /**
     * The part: `record`, `configuration`, `service` or `flags`.
     */
    stageline_text part;
    /**
     * The service, where the part is one; else empty.
     */
    stageline_text service;
    /**
     * The path in the part; of a flag, its name and what lies below.
     */
    stageline_text path;
    /**
     * Whether it counts there; otherwise something stronger says otherwise.
     */
    bool wins;
} stageline_use;

/**
 * A rule of the program: it looks at `snapshot` and tells `findings` what it finds. Both are
 * borrowed, and valid during the call only. It runs on the thread that validates, and may call the
 * library.
 */
typedef void (*stageline_rule_callback)(void *user_data,
                                        const stageline_snapshot *snapshot,
                                        stageline_findings *findings);

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * What a change of the files at `count` paths may change: paths relative to the root, of files
 * that are there, new or deleted. The answer is by who reads a file, not by what changed in it.
 */
stageline_status stageline_snapshot_affected(const stageline_snapshot *snapshot,
                                             const stageline_text *paths,
                                             size_t count,
                                             stageline_affected **out,
                                             stageline_error **err);

/**
 * How many parts of environments may change; 0 when `affected` is null.
 */
size_t stageline_affected_len(const stageline_affected *affected);

/**
 * The part at `index`, sorted. Past the last one, or when `affected` is null, its texts are empty.
 */
stageline_affected_entry_view stageline_affected_entry(const stageline_affected *affected,
                                                       size_t index);

/**
 * The pipelines that may change, by the names of their workflows, sorted.
 */
stageline_status stageline_affected_pipelines(const stageline_affected *affected,
                                              stageline_names **out,
                                              stageline_error **err);

/**
 * The paths that no part of the project reads, sorted.
 */
stageline_status stageline_affected_unknown(const stageline_affected *affected,
                                            stageline_names **out,
                                            stageline_error **err);

/**
 * Writes the services to deploy again as JSON, in the shape that matrix jobs of continuous
 * integration take: `include`, each with `environment` and `service`.
 */
stageline_status stageline_affected_matrix_json(const stageline_affected *affected,
                                                stageline_bytes **out,
                                                stageline_error **err);

/**
 * Writes the answer as JSON: `entries`, `pipelines` and `unknown`.
 */
stageline_status stageline_affected_to_json(const stageline_affected *affected,
                                            stageline_bytes **out,
                                            stageline_error **err);

/**
 * Frees `affected`; does nothing when it is null.
 */
void stageline_affected_free(stageline_affected *affected);

/**
 * The same flags with a clock of the program instead of the machine's. Contexts that are made from
 * them ask it where a flag depends on time, once for each question.
 *
 * `destructor`, unless null, is called with `user_data` once, when these flags, all that was made from
 * them, and contexts too are freed, possibly on another thread. When this function fails it is not
 * called.
 */
stageline_status stageline_flags_with_clock(const stageline_flags *flags,
                                            stageline_clock_callback callback,
                                            void *user_data,
                                            stageline_destructor destructor,
                                            stageline_flags **out,
                                            stageline_error **err);

/**
 * The same flags with a clock that stands still, in milliseconds since the start of 1970 in UTC: for
 * tests.
 */
stageline_status stageline_flags_with_time(const stageline_flags *flags,
                                           int64_t time,
                                           stageline_flags **out,
                                           stageline_error **err);

/**
 * What differs between two environments: record, configuration, each service, flags.
 *
 * Errors: `E_UNKNOWN_ENVIRONMENT` with the nearest names, or what resolving one of them fails with.
 */
stageline_status stageline_snapshot_diff(const stageline_snapshot *snapshot,
                                         const char *left,
                                         const char *right,
                                         stageline_comparison **out,
                                         stageline_error **err);

/**
 * `stageline_snapshot_diff` for text with its length.
 */
stageline_status stageline_snapshot_diff_n(const stageline_snapshot *snapshot,
                                           const char *left,
                                           size_t left_len,
                                           const char *right,
                                           size_t right_len,
                                           stageline_comparison **out,
                                           stageline_error **err);

/**
 * What differs between two environments in some parts, services and paths alone, or without some, as
 * the sections and exclusions of `options` say. A key of theirs marks withheld secrets. Null asks for
 * everything.
 *
 * Errors: as `stageline_snapshot_diff`; `E_USAGE` for a section or an exclusion that is no part, no
 * service and no path that one of the two has, where nothing is left to compare, and for options with
 * a day, rules or shapes: a difference is not judged.
 */
stageline_status stageline_snapshot_diff_where(const stageline_snapshot *snapshot,
                                               const char *left,
                                               const char *right,
                                               const stageline_drift_options *options,
                                               stageline_comparison **out,
                                               stageline_error **err);

/**
 * `stageline_snapshot_diff_where` for text with its length.
 */
stageline_status stageline_snapshot_diff_where_n(const stageline_snapshot *snapshot,
                                                 const char *left,
                                                 size_t left_len,
                                                 const char *right,
                                                 size_t right_len,
                                                 const stageline_drift_options *options,
                                                 stageline_comparison **out,
                                                 stageline_error **err);

/**
 * What differs between an environment and one of another state of the project, or of another project.
 * What values mean is as the first state says. Where both have one name, the answer calls the first
 * one `before` and the second `after`.
 *
 * Errors: as `stageline_snapshot_diff`.
 */
stageline_status stageline_snapshot_diff_with(const stageline_snapshot *snapshot,
                                              const char *left,
                                              const stageline_snapshot *other,
                                              const char *right,
                                              stageline_comparison **out,
                                              stageline_error **err);

/**
 * `stageline_snapshot_diff_with` for text with its length.
 */
stageline_status stageline_snapshot_diff_with_n(const stageline_snapshot *snapshot,
                                                const char *left,
                                                size_t left_len,
                                                const stageline_snapshot *other,
                                                const char *right,
                                                size_t right_len,
                                                stageline_comparison **out,
                                                stageline_error **err);

/**
 * What differs between a service of an environment and another one, of the same state or of another.
 * The sides are called by their environments; where these are one, by their services; where those are
 * one too, `before` and `after`. Where one of them is absent, that is the difference.
 *
 * Errors: `E_UNKNOWN_ENVIRONMENT` and `E_UNKNOWN_SERVICE` with the nearest names, or why one of them
 * cannot be resolved.
 */
stageline_status stageline_service_diff(const stageline_snapshot *snapshot,
                                        const char *environment,
                                        const char *service,
                                        const stageline_snapshot *other,
                                        const char *other_environment,
                                        const char *other_service,
                                        stageline_comparison **out,
                                        stageline_error **err);

/**
 * `stageline_service_diff` for text with its length.
 */
stageline_status stageline_service_diff_n(const stageline_snapshot *snapshot,
                                          const char *environment,
                                          size_t environment_len,
                                          const char *service,
                                          size_t service_len,
                                          const stageline_snapshot *other,
                                          const char *other_environment,
                                          size_t other_environment_len,
                                          const char *other_service,
                                          size_t other_service_len,
                                          stageline_comparison **out,
                                          stageline_error **err);

/**
 * How `count` environments differ from a baseline, and which of it is drift. Drift is an answer, not
 * an error. `options` may be null.
 *
 * Errors: `E_USAGE` without a target, and for a section or an exclusion that is none;
 * `E_UNKNOWN_ENVIRONMENT`; `E_NAME_TAKEN` where two rules of the program have one name; or what
 * resolving one of the environments fails with.
 */
stageline_status stageline_snapshot_drift(const stageline_snapshot *snapshot,
                                          const char *baseline,
                                          const stageline_text *targets,
                                          size_t count,
                                          const stageline_drift_options *options,
                                          stageline_comparison **out,
                                          stageline_error **err);

/**
 * `stageline_snapshot_drift` for text with its length.
 */
stageline_status stageline_snapshot_drift_n(const stageline_snapshot *snapshot,
                                            const char *baseline,
                                            size_t baseline_len,
                                            const stageline_text *targets,
                                            size_t count,
                                            const stageline_drift_options *options,
                                            stageline_comparison **out,
                                            stageline_error **err);

/**
 * What is not the same in all of `count` environments: who agrees with whom, who stands apart from most,
 * and which shapes are violated. A violated shape is drift. `options` may be null; rules have no say here.
 *
 * Errors: `E_USAGE` for fewer than two environments, and for one that is named twice; as
 * `stageline_snapshot_drift`.
 */
stageline_status stageline_snapshot_compare(const stageline_snapshot *snapshot,
                                            const stageline_text *environments,
                                            size_t count,
                                            const stageline_drift_options *options,
                                            stageline_comparison **out,
                                            stageline_error **err);

/**
 * How many rows there are, what is expected and what is only spelled differently among them; 0 when
 * `comparison` is null.
 */
size_t stageline_comparison_len(const stageline_comparison *comparison);

/**
 * The row at `index`, section by section. Past the last one, or when `comparison` is null, its texts
 * are empty.
 */
stageline_comparison_row_view stageline_comparison_row(const stageline_comparison *comparison,
                                                       size_t index);

/**
 * A cell of the row at `row`: the left environment or the baseline first, then the others. Past the
 * last one, or when `comparison` is null, it is missing and its texts are empty.
 */
stageline_comparison_cell_view stageline_comparison_cell(const stageline_comparison *comparison,
                                                         size_t row,
                                                         size_t index);

/**
 * The value of a cell.
 *
 * Errors: `E_USAGE` for a cell that is not there, and for one that has no value to show: it is
 * missing, withheld, or a service as a whole.
 */
stageline_status stageline_comparison_value(const stageline_comparison *comparison,
                                            size_t row,
                                            size_t index,
                                            stageline_value **out,
                                            stageline_error **err);

/**
 * The violation at `index` of the row at `row`: which shape, and what must hold between which
 * environments. Past the last one, or when `comparison` is null, its texts are empty.
 */
stageline_shape_violation_view stageline_comparison_violation(const stageline_comparison *comparison,
                                                              size_t row,
                                                              size_t index);

/**
 * How many rows have a verdict, a `stageline_row_verdict`; 0 for one that is none, or when
 * `comparison` is null.
 */
size_t stageline_comparison_count(const stageline_comparison *comparison, int32_t verdict);

/**
 * Whether any row is drift, or differs and was not judged; false when `comparison` is null.
 */
bool stageline_comparison_has_differences(const stageline_comparison *comparison);

/**
 * Whether a row that is drift, or differs and was not judged, is at least so severe, a
 * `stageline_severity`; what nobody judged is `STAGELINE_SEVERITY_INFO`. False for a severity that is
 * none, or when `comparison` is null.
 */
bool stageline_comparison_has_at_least(const stageline_comparison *comparison,
                                       int32_t severity);

/**
 * How many rules and shapes have expired or fit nothing that was compared; 0 when `comparison` is
 * null.
 */
size_t stageline_comparison_finding_count(const stageline_comparison *comparison);

/**
 * The rule or shape at `index` of those that ought to be looked at. Past the last one, or when
 * `comparison` is null, its texts are empty.
 */
stageline_rule_finding_view stageline_comparison_finding(const stageline_comparison *comparison,
                                                         size_t index);

/**
 * How many values a live state cannot tell; they are no drift. 0 for any other comparison, or when
 * `comparison` is null.
 */
size_t stageline_comparison_unknown_count(const stageline_comparison *comparison);

/**
 * The value at `index` of those that a live state cannot tell. Past the last one, or when `comparison`
 * is null, its texts are empty.
 */
stageline_unknown_view stageline_comparison_unknown(const stageline_comparison *comparison,
                                                    size_t index);

/**
 * Writes what was compared, such as `staging against production`.
 */
stageline_status stageline_comparison_title(const stageline_comparison *comparison,
                                            stageline_bytes **out,
                                            stageline_error **err);

/**
 * Writes the answer as JSON: of a difference `left`, `right` and `sections`; of drift `baseline`,
 * `targets`, `items`, `findings` and `summary`; of many environments at once `environments`, `rows`
 * (each with `cells`, `groups`, `majority`, `outliers` and `violations`) and `findings`. For one
 * document of all kinds, see `stageline_comparison_render`.
 */
stageline_status stageline_comparison_to_json(const stageline_comparison *comparison,
                                              stageline_bytes **out,
                                              stageline_error **err);

/**
 * Writes the answer as short text for people, a line for each difference.
 */
stageline_status stageline_comparison_to_text(const stageline_comparison *comparison,
                                              stageline_bytes **out,
                                              stageline_error **err);

/**
 * Writes the comparison in a format: `text` side by side for a terminal, `markdown` for a pull
 * request, `html` as one page that needs no network, `sarif` (2.1.0), `junit`, `json`, or `github` as
 * workflow commands.
 *
 * `options` is a JSON object, or null; each format takes what concerns it: `colour`, `everything` and
 * `untitled` (booleans) and `width` (columns) of text; `prefix`, the project's folder relative to the
 * repository's root; `rules_page`, the address of the page of rules; `files_at`, the address below
 * which code hosts show files; `fails`, the severity from which on a test case fails (`info`,
 * `warning`, `error`).
 *
 * Errors: `E_USAGE` for a format or options that are none.
 */
stageline_status stageline_comparison_render(const stageline_comparison *comparison,
                                             const char *format,
                                             const char *options,
                                             stageline_bytes **out,
                                             stageline_error **err);

/**
 * `stageline_comparison_render` for text with its length.
 */
stageline_status stageline_comparison_render_n(const stageline_comparison *comparison,
                                               const char *format,
                                               size_t format_len,
                                               const char *options,
                                               size_t options_len,
                                               stageline_bytes **out,
                                               stageline_error **err);

/**
 * Frees `comparison`; does nothing when it is null.
 */
void stageline_comparison_free(stageline_comparison *comparison);

/**
 * Makes a context for a targeting key, the text that percentages are counted by. Null means none:
 * rollouts by it then give the fallback.
 */
stageline_status stageline_context_new(const stageline_flags *flags,
                                       const char *targeting_key,
                                       stageline_context **out,
                                       stageline_error **err);

/**
 * `stageline_context_new` for text with its length.
 */
stageline_status stageline_context_new_n(const stageline_flags *flags,
                                         const char *targeting_key,
                                         size_t targeting_key_len,
                                         stageline_context **out,
                                         stageline_error **err);

/**
 * Makes a context for an integer as targeting key, which counts as its decimal digits.
 */
stageline_status stageline_context_new_i64(const stageline_flags *flags,
                                           int64_t targeting_key,
                                           stageline_context **out,
                                           stageline_error **err);

/**
 * Asks for this time, in milliseconds since the start of 1970 in UTC, instead of the machine's. Only
 * flags that depend on time look at it.
 */
stageline_status stageline_context_set_time(stageline_context *context,
                                            int64_t time,
                                            stageline_error **err);

/**
 * Sets the attribute at a dotted path, such as `user.plan`, to a boolean.
 */
stageline_status stageline_context_set_bool(stageline_context *context,
                                            const char *path,
                                            bool value,
                                            stageline_error **err);

/**
 * `stageline_context_set_bool` for text with its length.
 */
stageline_status stageline_context_set_bool_n(stageline_context *context,
                                              const char *path,
                                              size_t path_len,
                                              bool value,
                                              stageline_error **err);

/**
 * Sets the attribute at a dotted path, such as `user.plan`, to an integer.
 */
stageline_status stageline_context_set_i64(stageline_context *context,
                                           const char *path,
                                           int64_t value,
                                           stageline_error **err);

/**
 * `stageline_context_set_i64` for text with its length.
 */
stageline_status stageline_context_set_i64_n(stageline_context *context,
                                             const char *path,
                                             size_t path_len,
                                             int64_t value,
                                             stageline_error **err);

/**
 * Sets the attribute at a dotted path, such as `user.plan`, to an integer that is not negative.
 */
stageline_status stageline_context_set_u64(stageline_context *context,
                                           const char *path,
                                           uint64_t value,
                                           stageline_error **err);

/**
 * `stageline_context_set_u64` for text with its length.
 */
stageline_status stageline_context_set_u64_n(stageline_context *context,
                                             const char *path,
                                             size_t path_len,
                                             uint64_t value,
                                             stageline_error **err);

/**
 * Sets the attribute at a dotted path, such as `user.plan`, to a number.
 */
stageline_status stageline_context_set_f64(stageline_context *context,
                                           const char *path,
                                           double value,
                                           stageline_error **err);

/**
 * `stageline_context_set_f64` for text with its length.
 */
stageline_status stageline_context_set_f64_n(stageline_context *context,
                                             const char *path,
                                             size_t path_len,
                                             double value,
                                             stageline_error **err);

/**
 * Sets the attribute at a dotted path to text.
 */
stageline_status stageline_context_set_text(stageline_context *context,
                                            const char *path,
                                            const char *value,
                                            stageline_error **err);

/**
 * `stageline_context_set_text` for text with its length.
 */
stageline_status stageline_context_set_text_n(stageline_context *context,
                                              const char *path,
                                              size_t path_len,
                                              const char *value,
                                              size_t value_len,
                                              stageline_error **err);

/**
 * Sets the attribute at a dotted path to a JSON value: `null`, or a list; a map sets an attribute
 * for each value below it. With one of more than 32 levels of lists and maps every flag answers
 * `INVALID_CONTEXT`.
 *
 * Errors: `E_USAGE` for text that is no JSON.
 */
stageline_status stageline_context_set_json(stageline_context *context,
                                            const char *path,
                                            const char *json,
                                            stageline_error **err);

/**
 * `stageline_context_set_json` for text with its length.
 */
stageline_status stageline_context_set_json_n(stageline_context *context,
                                              const char *path,
                                              size_t path_len,
                                              const char *json,
                                              size_t json_len,
                                              stageline_error **err);

/**
 * Frees `context`; does nothing when it is null.
 */
void stageline_context_free(stageline_context *context);

/**
 * The value of a flag by name with its reason and where it was set.
 *
 * `fallback` is a JSON value, whose kind is what the flag has to be; null takes the flag as it is.
 * That a flag is unknown, or cannot be decided, is in the answer.
 *
 * Errors: `E_USAGE` for a fallback that is no JSON.
 */
stageline_status stageline_flags_details(const stageline_flags *flags,
                                         const char *name,
                                         const stageline_context *context,
                                         const char *fallback,
                                         stageline_details **out,
                                         stageline_error **err);

/**
 * `stageline_flags_details` for text with its length.
 */
stageline_status stageline_flags_details_n(const stageline_flags *flags,
                                           const char *name,
                                           size_t name_len,
                                           const stageline_context *context,
                                           const char *fallback,
                                           size_t fallback_len,
                                           stageline_details **out,
                                           stageline_error **err);

/**
 * `stageline_flags_details` for a flag as it is at a time, in milliseconds since the start of 1970 in
 * UTC, whatever time the context asks for.
 */
stageline_status stageline_flags_evaluate_at(const stageline_flags *flags,
                                             const char *name,
                                             const stageline_context *context,
                                             int64_t time,
                                             stageline_details **out,
                                             stageline_error **err);

/**
 * `stageline_flags_evaluate_at` for text with its length.
 */
stageline_status stageline_flags_evaluate_at_n(const stageline_flags *flags,
                                               const char *name,
                                               size_t name_len,
                                               const stageline_context *context,
                                               int64_t time,
                                               stageline_details **out,
                                               stageline_error **err);

/**
 * The parts of an answer; texts are empty and numbers -1 when `details` is null.
 */
stageline_details_view stageline_details_get(const stageline_details *details);

/**
 * The value of an answer as a tree, for lists and maps.
 */
stageline_status stageline_details_value(const stageline_details *details,
                                         stageline_value **out,
                                         stageline_error **err);

/**
 * What the flag's `metadata` says, as a tree; null where it says nothing.
 */
stageline_status stageline_details_metadata(const stageline_details *details,
                                            stageline_value **out,
                                            stageline_error **err);

/**
 * Frees `details`; does nothing when it is null.
 */
void stageline_details_free(stageline_details *details);

/**
 * Writes what differs between two environments as JSON: `left`, `right`, and `sections` for the
 * record, the configuration, each service and the flags.
 *
 * Errors: `E_UNKNOWN_ENVIRONMENT` with the nearest names, or what resolving one of them fails
 * with.
 */
stageline_status stageline_project_diff_json(const stageline_project *project,
                                             const char *left,
                                             const char *right,
                                             stageline_bytes **out,
                                             stageline_error **err);

/**
 * `stageline_project_diff_json` for text with its length.
 */
stageline_status stageline_project_diff_json_n(const stageline_project *project,
                                               const char *left,
                                               size_t left_len,
                                               const char *right,
                                               size_t right_len,
                                               stageline_bytes **out,
                                               stageline_error **err);

/**
 * Writes what differs between two environments as text for people.
 *
 * Errors: as `stageline_project_diff_json`.
 */
stageline_status stageline_project_diff_text(const stageline_project *project,
                                             const char *left,
                                             const char *right,
                                             stageline_bytes **out,
                                             stageline_error **err);

/**
 * `stageline_project_diff_text` for text with its length.
 */
stageline_status stageline_project_diff_text_n(const stageline_project *project,
                                               const char *left,
                                               size_t left_len,
                                               const char *right,
                                               size_t right_len,
                                               stageline_bytes **out,
                                               stageline_error **err);

/**
 * Writes how `count` environments differ from a baseline, and which of it is drift, as JSON:
 * `baseline`, `targets`, `items` and `summary`. Drift is an answer, not an error.
 *
 * Errors: `E_USAGE` without a target; as `stageline_project_diff_json`.
 */
stageline_status stageline_project_drift_json(const stageline_project *project,
                                              const char *baseline,
                                              const stageline_text *targets,
                                              size_t count,
                                              stageline_bytes **out,
                                              stageline_error **err);

/**
 * `stageline_project_drift_json` for text with its length.
 */
stageline_status stageline_project_drift_json_n(const stageline_project *project,
                                                const char *baseline,
                                                size_t baseline_len,
                                                const stageline_text *targets,
                                                size_t count,
                                                stageline_bytes **out,
                                                stageline_error **err);

/**
 * Writes the drift as text for people: what differs by nature is only counted.
 *
 * Errors: as `stageline_project_drift_json`.
 */
stageline_status stageline_project_drift_text(const stageline_project *project,
                                              const char *baseline,
                                              const stageline_text *targets,
                                              size_t count,
                                              stageline_bytes **out,
                                              stageline_error **err);

/**
 * `stageline_project_drift_text` for text with its length.
 */
stageline_status stageline_project_drift_text_n(const stageline_project *project,
                                                const char *baseline,
                                                size_t baseline_len,
                                                const stageline_text *targets,
                                                size_t count,
                                                stageline_bytes **out,
                                                stageline_error **err);

/**
 * How many differences are drift, for a program that only asks whether there are any.
 *
 * Errors: as `stageline_project_drift_json`.
 */
stageline_status stageline_project_drift_count(const stageline_project *project,
                                               const char *baseline,
                                               const stageline_text *targets,
                                               size_t count,
                                               uint64_t *out,
                                               stageline_error **err);

/**
 * `stageline_project_drift_count` for text with its length.
 */
stageline_status stageline_project_drift_count_n(const stageline_project *project,
                                                 const char *baseline,
                                                 size_t baseline_len,
                                                 const stageline_text *targets,
                                                 size_t count,
                                                 uint64_t *out,
                                                 stageline_error **err);

/**
 * Makes the options that are taken where none are given.
 */
stageline_status stageline_drift_options_new(stageline_drift_options **out,
                                             stageline_error **err);

/**
 * Says the day, such as `2026-12-31`, on which rules have expired or not; without one, none has.
 *
 * Errors: `E_USAGE` for a text that is no day.
 */
stageline_status stageline_drift_options_set_today(stageline_drift_options *options,
                                                   const char *today,
                                                   stageline_error **err);

/**
 * `stageline_drift_options_set_today` for text with its length.
 */
stageline_status stageline_drift_options_set_today_n(stageline_drift_options *options,
                                                     const char *today,
                                                     size_t today_len,
                                                     stageline_error **err);

/**
 * Adds a rule behind those that were added: a JSON object as `drift.rules` of `stageline.yaml` has
 * them, such as `{"path": "resources.**", "expected": true, "reason": "staging is small"}`. All come
 * before the project's.
 *
 * Errors: `E_USAGE` for what does not fit, and for keys that nothing reads.
 */
stageline_status stageline_drift_options_add_rule(stageline_drift_options *options,
                                                  const char *rule,
                                                  stageline_error **err);

/**
 * `stageline_drift_options_add_rule` for text with its length.
 */
stageline_status stageline_drift_options_add_rule_n(stageline_drift_options *options,
                                                    const char *rule,
                                                    size_t rule_len,
                                                    stageline_error **err);

/**
 * Adds a shape, which says how values must compare: a JSON object as `drift.shapes` of
 * `stageline.yaml` has them, such as `{"path": "replicas", "expect": "production >= staging", "reason":
 * "production has the load"}`.
 *
 * Errors: `E_USAGE` for what does not fit, and for keys that nothing reads.
 */
stageline_status stageline_drift_options_add_shape(stageline_drift_options *options,
                                                   const char *shape,
                                                   stageline_error **err);

/**
 * `stageline_drift_options_add_shape` for text with its length.
 */
stageline_status stageline_drift_options_add_shape_n(stageline_drift_options *options,
                                                     const char *shape,
                                                     size_t shape_len,
                                                     stageline_error **err);

/**
 * Marks withheld secrets with a key of `key_len` bytes, at least 16, which is copied: marks that were
 * made with one key are equal where the secrets are, and tell nothing else of them.
 *
 * Errors: `E_USAGE` for a shorter key.
 */
stageline_status stageline_drift_options_set_key(stageline_drift_options *options,
                                                 const uint8_t *key,
                                                 size_t key_len,
                                                 stageline_error **err);

/**
 * Compares this part of environments (`record`, `configuration`, `services`, `flags`), this service,
 * or what lies at this pattern of paths alone, or another one that is added. With parts and patterns,
 * those paths of those parts. Whether there is such a one is said on comparing.
 */
stageline_status stageline_drift_options_add_section(stageline_drift_options *options,
                                                     const char *section,
                                                     stageline_error **err);

/**
 * `stageline_drift_options_add_section` for text with its length.
 */
stageline_status stageline_drift_options_add_section_n(stageline_drift_options *options,
                                                       const char *section,
                                                       size_t section_len,
                                                       stageline_error **err);

/**
 * Leaves out a part of environments, a service, or a pattern of paths with what lies below.
 */
stageline_status stageline_drift_options_exclude(stageline_drift_options *options,
                                                 const char *exclude,
                                                 stageline_error **err);

/**
 * `stageline_drift_options_exclude` for text with its length.
 */
stageline_status stageline_drift_options_exclude_n(stageline_drift_options *options,
                                                   const char *exclude,
                                                   size_t exclude_len,
                                                   stageline_error **err);

/**
 * Frees `options`; does nothing when it is null.
 */
void stageline_drift_options_free(stageline_drift_options *options);

/**
 * Begins an edit of the project as it is now. Nothing is written before it is committed.
 */
stageline_status stageline_project_edit(const stageline_project *project,
                                        stageline_edit **out,
                                        stageline_error **err);

/**
 * Makes what `to` says equal to what `from` says: configuration, services and flags. Records,
 * secrets and what environments differ in by nature are left alone, and so is what the `count`
 * texts of `exclude` name: `configuration`, `services`, `flags`, `service <name>`, or a path.
 * Writes what was done as JSON: `from`, `to`, and `items`, each with `section`, `path`, and why it
 * was `left_alone`, or `null` where it was made equal.
 *
 * Errors: `E_UNKNOWN_ENVIRONMENT`, `E_USAGE` for an exclusion that is neither, or why one of the
 * two cannot be resolved. The edit then stays as it was.
 */
stageline_status stageline_edit_sync_json(const stageline_edit *edit,
                                          const char *from,
                                          const char *to,
                                          const stageline_text *exclude,
                                          size_t count,
                                          stageline_bytes **out,
                                          stageline_error **err);

/**
 * `stageline_edit_sync_json` for text with its length.
 */
stageline_status stageline_edit_sync_json_n(const stageline_edit *edit,
                                            const char *from,
                                            size_t from_len,
                                            const char *to,
                                            size_t to_len,
                                            const stageline_text *exclude,
                                            size_t count,
                                            stageline_bytes **out,
                                            stageline_error **err);

/**
 * Makes the change that the finding at `index` of a report suggests, and writes whether it suggests
 * one.
 *
 * Errors: `E_USAGE` for an index past the last one; `E_EDIT_REFUSED` where the file is no longer
 * what the report was made of. The edit then stays as it was.
 */
stageline_status stageline_edit_fix(const stageline_edit *edit,
                                    const stageline_report *report,
                                    size_t index,
                                    bool *out,
                                    stageline_error **err);

/**
 * What would be written: each file before and after.
 */
stageline_status stageline_edit_preview(const stageline_edit *edit,
                                        stageline_preview **out,
                                        stageline_error **err);

/**
 * What would change in which environment.
 *
 * Errors: `E_EDIT_REFUSED` where the project would not load afterwards, or would not have what was
 * asked.
 */
stageline_status stageline_edit_blast_radius(const stageline_edit *edit,
                                             stageline_blast_radius **out,
                                             stageline_error **err);

/**
 * The project as it would be, to ask it anything before it is.
 *
 * Errors: as `stageline_edit_blast_radius`.
 */
stageline_status stageline_edit_snapshot(const stageline_edit *edit,
                                         stageline_snapshot **out,
                                         stageline_error **err);

/**
 * Writes every file or none, and publishes the new state, which the answer pins. The edit begins
 * anew from there.
 *
 * Errors: as `stageline_edit_blast_radius`; `E_EDIT_CONFLICT` when a file is no longer what was
 * read; `E_READ_ONLY` for a project that cannot be written; `E_IO`. Nothing is written then, and
 * the edit stays as it was.
 */
stageline_status stageline_edit_commit(const stageline_edit *edit,
                                       stageline_snapshot **out,
                                       stageline_error **err);

/**
 * Forgets all changes.
 */
stageline_status stageline_edit_discard(const stageline_edit *edit, stageline_error **err);

/**
 * Whether nothing would be written; true when `edit` is null.
 */
bool stageline_edit_is_empty(const stageline_edit *edit);

/**
 * Frees `edit`; does nothing when it is null. What was not committed is never written.
 */
void stageline_edit_free(stageline_edit *edit);

/**
 * The stable code, such as `E_UNKNOWN_PATH`; empty when `error` is null.
 */
stageline_text stageline_error_code(const stageline_error *error);

/**
 * The family the code belongs to; `STAGELINE_ERROR_CLASS_OTHER` when `error` is null.
 */
stageline_error_class stageline_error_class_of(const stageline_error *error);

/**
 * What happened: one sentence for people, without a final period; empty when `error` is null.
 */
stageline_text stageline_error_message(const stageline_error *error);

/**
 * What to do about it; empty when there is no advice or `error` is null.
 */
stageline_text stageline_error_help(const stageline_error *error);

/**
 * Whether the same call may succeed later without a change; false when `error` is null.
 */
bool stageline_error_is_retryable(const stageline_error *error);

/**
 * How many places the error points to; 0 when `error` is null.
 */
size_t stageline_error_place_count(const stageline_error *error);

/**
 * The place at `index`, the most telling first. Past the last one, or when `error` is null,
 * `file` is empty and the numbers are 0.
 */
stageline_place stageline_error_place(const stageline_error *error, size_t index);

/**
 * How many names may have been meant instead of an unknown one; 0 when `error` is null.
 */
size_t stageline_error_suggestion_count(const stageline_error *error);

/**
 * The name at `index` that may have been meant, best first; empty past the last one, or when
 * `error` is null.
 */
stageline_text stageline_error_suggestion(const stageline_error *error, size_t index);

/**
 * How many single errors an `E_LOAD` stands for; 0 for any other error, or when `error` is null.
 */
size_t stageline_error_problem_count(const stageline_error *error);

/**
 * The single error at `index` of an `E_LOAD`, sorted by place, as an object of its own. An index
 * past the last one is a usage error.
 */
stageline_status stageline_error_problem(const stageline_error *error,
                                         size_t index,
                                         stageline_error **out,
                                         stageline_error **err);

/**
 * Writes what led to the error, as far as it comes from outside the library (the operating
 * system's word on a file); empty when there is nothing of the kind.
 */
stageline_status stageline_error_cause(const stageline_error *error,
                                       stageline_bytes **out,
                                       stageline_error **err);

/**
 * Writes the whole error as text for people: code, message, problems, places and help, on lines
 * of their own.
 */
stageline_status stageline_error_render(const stageline_error *error,
                                        stageline_bytes **out,
                                        stageline_error **err);

/**
 * Writes the whole error as JSON: `code`, `message`, `help`, `places`, `suggestions`, `problems`
 * and `retryable`.
 */
stageline_status stageline_error_to_json(const stageline_error *error,
                                         stageline_bytes **out,
                                         stageline_error **err);

/**
 * Frees `error`; does nothing when it is null.
 */
void stageline_error_free(stageline_error *error);

/**
 * Every flag for one context, from one state of the project and at one time, in the order the flags
 * were first seen.
 */
stageline_status stageline_flags_evaluate_all(const stageline_flags *flags,
                                              const stageline_context *context,
                                              stageline_evaluations **out,
                                              stageline_error **err);

/**
 * `count` flags for one context, from one state of the project and at one time, in the order they are
 * named.
 *
 * Errors: `E_UNKNOWN_FLAG` with the nearest names.
 */
stageline_status stageline_flags_evaluate_many(const stageline_flags *flags,
                                               const stageline_text *names,
                                               size_t count,
                                               const stageline_context *context,
                                               stageline_evaluations **out,
                                               stageline_error **err);

/**
 * How many answers there are; 0 when `evaluations` is null.
 */
size_t stageline_evaluations_len(const stageline_evaluations *evaluations);

/**
 * The answer at `index`. Past the last one, or when `evaluations` is null, its texts are empty.
 */
stageline_details_view stageline_evaluations_at(const stageline_evaluations *evaluations,
                                                size_t index);

/**
 * The value of the answer at `index` as a tree, for lists and maps.
 *
 * Errors: `E_USAGE` for an index past the last one.
 */
stageline_status stageline_evaluations_value(const stageline_evaluations *evaluations,
                                             size_t index,
                                             stageline_value **out,
                                             stageline_error **err);

/**
 * Frees `evaluations`; does nothing when it is null.
 */
void stageline_evaluations_free(stageline_evaluations *evaluations);

/**
 * How many layers spoke of the value; 0 when `explanation` is null.
 */
size_t stageline_explanation_len(const stageline_explanation *explanation);

/**
 * The step at `index`, the strongest first. Past the last one, or when `explanation` is null, its
 * texts are empty.
 */
stageline_step stageline_explanation_step(const stageline_explanation *explanation,
                                          size_t index);

/**
 * The path of the value; empty when `explanation` is null.
 */
stageline_text stageline_explanation_path(const stageline_explanation *explanation);

/**
 * How many references the text that counts holds; 0 when `explanation` is null.
 */
size_t stageline_explanation_reference_count(const stageline_explanation *explanation);

/**
 * The reference at `index`, in the order of the text. Past the last one, or when `explanation` is
 * null, its text is empty.
 */
stageline_reference stageline_explanation_reference(const stageline_explanation *explanation,
                                                    size_t index);

/**
 * Writes the value as JSON; `null` where a layer deleted it.
 */
stageline_status stageline_explanation_value_json(const stageline_explanation *explanation,
                                                  stageline_bytes **out,
                                                  stageline_error **err);

/**
 * Writes what the layer at `index` says as JSON; `null` where it deletes.
 *
 * Errors: `E_USAGE` for an index past the last one.
 */
stageline_status stageline_explanation_step_json(const stageline_explanation *explanation,
                                                 size_t index,
                                                 stageline_bytes **out,
                                                 stageline_error **err);

/**
 * Writes the explanation as JSON: `path`, `value`, `steps` and `references`.
 */
stageline_status stageline_explanation_to_json(const stageline_explanation *explanation,
                                               stageline_bytes **out,
                                               stageline_error **err);

/**
 * Writes the explanation as text for people: the value, then a line for each layer.
 */
stageline_status stageline_explanation_to_text(const stageline_explanation *explanation,
                                               stageline_bytes **out,
                                               stageline_error **err);

/**
 * Frees `explanation`; does nothing when it is null.
 */
void stageline_explanation_free(stageline_explanation *explanation);

/**
 * How many there are; 0 when `explanations` is null.
 */
size_t stageline_explanations_len(const stageline_explanations *explanations);

/**
 * The explanation at `index`, as an object of its own.
 *
 * Errors: `E_USAGE` for an index past the last one.
 */
stageline_status stageline_explanations_at(const stageline_explanations *explanations,
                                           size_t index,
                                           stageline_explanation **out,
                                           stageline_error **err);

/**
 * Writes them as a JSON list, each as `stageline_explanation_to_json` writes one.
 */
stageline_status stageline_explanations_to_json(const stageline_explanations *explanations,
                                                stageline_bytes **out,
                                                stageline_error **err);

/**
 * Writes them as text for people, one behind the other; values that look like secrets are
 * withheld.
 */
stageline_status stageline_explanations_to_text(const stageline_explanations *explanations,
                                                stageline_bytes **out,
                                                stageline_error **err);

/**
 * Frees `explanations`; does nothing when it is null.
 */
void stageline_explanations_free(stageline_explanations *explanations);

/**
 * Notes from now on who is given what by a project's flags, up to `capacity` exposures that nobody has
 * drained; what does not fit is dropped and counted, and evaluation never waits. A project has one
 * reader at a time: a new one takes the place of an earlier one. It ends when the reader is freed.
 *
 * Questions for a value are noted: by handle, by name, with details, of several. Explanations,
 * previews, comparisons and questions for all flags are not.
 */
stageline_status stageline_project_exposures(const stageline_project *project,
                                             size_t capacity,
                                             stageline_exposures **out,
                                             stageline_error **err);

/**
 * Takes what waits, oldest first, but no more than `most`; 0 takes as many as may wait. Without any, the
 * batch is empty.
 */
stageline_status stageline_exposures_drain(const stageline_exposures *exposures,
                                           size_t most,
                                           stageline_exposure_batch **out,
                                           stageline_error **err);

/**
 * How many were dropped because the queue was full; 0 when `exposures` is null.
 */
uint64_t stageline_exposures_dropped(const stageline_exposures *exposures);

/**
 * How many may wait, which may be less than was asked for; 0 when `exposures` is null.
 */
size_t stageline_exposures_capacity(const stageline_exposures *exposures);

/**
 * Frees `exposures`, which ends noting them; does nothing when it is null.
 */
void stageline_exposures_free(stageline_exposures *exposures);

/**
 * How many exposures there are; 0 when `batch` is null.
 */
size_t stageline_exposure_batch_len(const stageline_exposure_batch *batch);

/**
 * The exposure at `index`. Past the last one, or when `batch` is null, its texts are empty.
 */
stageline_exposure_view stageline_exposure_batch_at(const stageline_exposure_batch *batch,
                                                    size_t index);

/**
 * Writes the exposures as a JSON list, each with `environment`, `flag`, `variant`, `value`, `reason`,
 * `error_code`, `targeting_key` and `at`.
 */
stageline_status stageline_exposure_batch_to_json(const stageline_exposure_batch *batch,
                                                  stageline_bytes **out,
                                                  stageline_error **err);

/**
 * Frees `batch`; does nothing when it is null.
 */
void stageline_exposure_batch_free(stageline_exposure_batch *batch);

/**
 * Adds a finding. `severity` is a `stageline_severity`, or 0 for the usual one of the rule;
 * `message` is one lowercase sentence without a final period, which quotes no values. The
 * functions below say more of the finding that was added last.
 */
stageline_status stageline_findings_add(stageline_findings *findings,
                                        int32_t severity,
                                        const char *message,
                                        stageline_error **err);

/**
 * `stageline_findings_add` for text with its length.
 */
stageline_status stageline_findings_add_n(stageline_findings *findings,
                                          int32_t severity,
                                          const char *message,
                                          size_t message_len,
                                          stageline_error **err);

/**
 * Says what to do about the finding.
 */
stageline_status stageline_findings_set_help(stageline_findings *findings,
                                             const char *help,
                                             stageline_error **err);

/**
 * `stageline_findings_set_help` for text with its length.
 */
stageline_status stageline_findings_set_help_n(stageline_findings *findings,
                                               const char *help,
                                               size_t help_len,
                                               stageline_error **err);

/**
 * Says the environment in which the finding matters.
 */
stageline_status stageline_findings_set_environment(stageline_findings *findings,
                                                    const char *environment,
                                                    stageline_error **err);

/**
 * `stageline_findings_set_environment` for text with its length.
 */
stageline_status stageline_findings_set_environment_n(stageline_findings *findings,
                                                      const char *environment,
                                                      size_t environment_len,
                                                      stageline_error **err);

/**
 * Adds a place to the finding; the first one is the main one. `line` and `column` count from 1; a
 * line 0 means the file as a whole.
 */
stageline_status stageline_findings_add_place(stageline_findings *findings,
                                              const char *file,
                                              uint32_t line,
                                              uint32_t column,
                                              stageline_error **err);

/**
 * `stageline_findings_add_place` for text with its length.
 */
stageline_status stageline_findings_add_place_n(stageline_findings *findings,
                                                const char *file,
                                                size_t file_len,
                                                uint32_t line,
                                                uint32_t column,
                                                stageline_error **err);

/**
 * Adds to the finding the place where the value at a path of an environment's configuration, or of
 * a service in it, was written. `service` may be null. A value that stands in no file has no
 * place.
 *
 * Errors: `E_UNKNOWN_ENVIRONMENT`, `E_UNKNOWN_SERVICE`, `E_SERVICE_ABSENT`, `E_UNKNOWN_PATH`, or
 * why the values cannot be resolved.
 */
stageline_status stageline_findings_add_place_of(stageline_findings *findings,
                                                 const char *environment,
                                                 const char *service,
                                                 const char *path,
                                                 stageline_error **err);

/**
 * `stageline_findings_add_place_of` for text with its length.
 */
stageline_status stageline_findings_add_place_of_n(stageline_findings *findings,
                                                   const char *environment,
                                                   size_t environment_len,
                                                   const char *service,
                                                   size_t service_len,
                                                   const char *path,
                                                   size_t path_len,
                                                   stageline_error **err);

/**
 * Says why the rule cannot give its answer: an error of its id among the findings, beside those it
 * added.
 */
stageline_status stageline_findings_fail(stageline_findings *findings,
                                         const char *reason,
                                         stageline_error **err);

/**
 * `stageline_findings_fail` for text with its length.
 */
stageline_status stageline_findings_fail_n(stageline_findings *findings,
                                           const char *reason,
                                           size_t reason_len,
                                           stageline_error **err);

/**
 * Says that an error of the library keeps the rule from its answer: it becomes an error of its id
 * among the findings, with its code, help and places. `error` stays the caller's.
 */
stageline_status stageline_findings_fail_with(stageline_findings *findings,
                                              const stageline_error *error,
                                              stageline_error **err);

/**
 * Plans how `to` can be made to say what `from` says, where the two have no reason to differ: which
 * file is written for each difference, and what that changes in every environment. Records, secrets
 * and differences that are expected are left alone, and so is what the options, which may be null,
 * exclude. Nothing is written.
 *
 * Errors: `E_USAGE` for one environment twice; as `stageline_snapshot_drift`.
 */
stageline_status stageline_project_plan_fix(const stageline_project *project,
                                            const char *from,
                                            const char *to,
                                            const stageline_drift_options *options,
                                            stageline_fix_plan **out,
                                            stageline_error **err);

/**
 * `stageline_project_plan_fix` for text with its length.
 */
stageline_status stageline_project_plan_fix_n(const stageline_project *project,
                                              const char *from,
                                              size_t from_len,
                                              const char *to,
                                              size_t to_len,
                                              const stageline_drift_options *options,
                                              stageline_fix_plan **out,
                                              stageline_error **err);

/**
 * How many items there are, those that are left alone among them; 0 when `plan` is null.
 */
size_t stageline_fix_plan_len(const stageline_fix_plan *plan);

/**
 * How many items are chosen; 0 when `plan` is null.
 */
size_t stageline_fix_plan_chosen_count(const stageline_fix_plan *plan);

/**
 * The item at `index`, in the order of a drift report. Past the last one, or when `plan` is null, its
 * texts are empty.
 */
stageline_fix_item_view stageline_fix_plan_item(const stageline_fix_plan *plan,
                                                size_t index);

/**
 * Writes the item at `index` as text for people: what it is about, where it would be written, and in
 * which environments that shows.
 *
 * Errors: `E_USAGE` for an index past the last one.
 */
stageline_status stageline_fix_plan_item_text(const stageline_fix_plan *plan,
                                              size_t index,
                                              stageline_bytes **out,
                                              stageline_error **err);

/**
 * What the edit of the item at `index` changes, in every environment; nothing for what is left alone.
 *
 * Errors: as `stageline_fix_plan_item_text`.
 */
stageline_status stageline_fix_plan_item_radius(const stageline_fix_plan *plan,
                                                size_t index,
                                                stageline_blast_radius **out,
                                                stageline_error **err);

/**
 * The paths of the parts of the value that are not copied with the rest, such as secrets in a map.
 *
 * Errors: as `stageline_fix_plan_item_text`.
 */
stageline_status stageline_fix_plan_item_withheld(const stageline_fix_plan *plan,
                                                  size_t index,
                                                  stageline_names **out,
                                                  stageline_error **err);

/**
 * Chooses an item by its number, from 1, or no longer.
 *
 * Errors: `E_USAGE` for a number that the plan does not have, and for an item that is left alone.
 */
stageline_status stageline_fix_plan_set_chosen(stageline_fix_plan *plan,
                                               size_t number,
                                               bool chosen,
                                               stageline_error **err);

/**
 * Asks `callback` for each item that can be chosen, in order and on this thread, whether it is. When
 * all were asked the choices count; until then the plan stays as it was.
 *
 * `destructor`, unless null, is called with `user_data` once, after the last call of `callback`. When
 * this function fails it is not called.
 */
stageline_status stageline_fix_plan_choose(stageline_fix_plan *plan,
                                           stageline_fix_callback callback,
                                           void *user_data,
                                           stageline_destructor destructor,
                                           stageline_error **err);

/**
 * The edit that makes what is chosen, to be looked at and committed like any other. It is made on the
 * project as the plan saw it.
 *
 * Errors: `E_EDIT_REFUSED` where one of the items cannot be made after those before it.
 */
stageline_status stageline_fix_plan_edit(const stageline_fix_plan *plan,
                                         stageline_edit **out,
                                         stageline_error **err);

/**
 * Writes the plan as text for people: every item, those that are chosen with a mark.
 */
stageline_status stageline_fix_plan_to_text(const stageline_fix_plan *plan,
                                            stageline_bytes **out,
                                            stageline_error **err);

/**
 * Writes the plan as JSON: `from`, `to` and `items`, each with `number`, `item` (the difference),
 * `target`, `operation`, `file`, `radius`, `withheld`, `left_alone` and `chosen`.
 */
stageline_status stageline_fix_plan_to_json(const stageline_fix_plan *plan,
                                            stageline_bytes **out,
                                            stageline_error **err);

/**
 * Frees `plan`; does nothing when it is null. Edits that were asked of it stay.
 */
void stageline_fix_plan_free(stageline_fix_plan *plan);

/**
 * A handle on a flag that is a boolean, found once and asked often.
 *
 * Errors: `E_UNKNOWN_FLAG` with the nearest names; `E_TYPE` with the place of a value of another
 * kind.
 */
stageline_status stageline_flag_handle_bool(const stageline_flags *flags,
                                            const char *name,
                                            bool fallback,
                                            stageline_flag **out,
                                            stageline_error **err);

/**
 * `stageline_flag_handle_bool` for text with its length.
 */
stageline_status stageline_flag_handle_bool_n(const stageline_flags *flags,
                                              const char *name,
                                              size_t name_len,
                                              bool fallback,
                                              stageline_flag **out,
                                              stageline_error **err);

/**
 * A handle on a flag that is an integer, found once and asked often.
 *
 * Errors: `E_UNKNOWN_FLAG` with the nearest names; `E_TYPE` with the place of a value of another
 * kind.
 */
stageline_status stageline_flag_handle_i64(const stageline_flags *flags,
                                           const char *name,
                                           int64_t fallback,
                                           stageline_flag **out,
                                           stageline_error **err);

/**
 * `stageline_flag_handle_i64` for text with its length.
 */
stageline_status stageline_flag_handle_i64_n(const stageline_flags *flags,
                                             const char *name,
                                             size_t name_len,
                                             int64_t fallback,
                                             stageline_flag **out,
                                             stageline_error **err);

/**
 * A handle on a flag that is a number, or an integer, found once and asked often.
 *
 * Errors: `E_UNKNOWN_FLAG` with the nearest names; `E_TYPE` with the place of a value of another
 * kind.
 */
stageline_status stageline_flag_handle_f64(const stageline_flags *flags,
                                           const char *name,
                                           double fallback,
                                           stageline_flag **out,
                                           stageline_error **err);

/**
 * `stageline_flag_handle_f64` for text with its length.
 */
stageline_status stageline_flag_handle_f64_n(const stageline_flags *flags,
                                             const char *name,
                                             size_t name_len,
                                             double fallback,
                                             stageline_flag **out,
                                             stageline_error **err);

/**
 * The value for a context, or the handle's fallback where the files do not say; false when an
 * argument is null or the handle is not from `stageline_flag_handle_bool`. It neither fails nor
 * allocates.
 */
bool stageline_flag_bool(const stageline_flag *flag, const stageline_context *context);

/**
 * The value for a context, or the handle's fallback where the files do not say; 0 when an
 * argument is null or the handle is not from `stageline_flag_handle_i64`. It neither fails nor
 * allocates.
 */
int64_t stageline_flag_i64(const stageline_flag *flag, const stageline_context *context);

/**
 * The value for a context, or the handle's fallback where the files do not say; 0 when an
 * argument is null or the handle is not from `stageline_flag_handle_f64`. It neither fails nor
 * allocates.
 */
double stageline_flag_f64(const stageline_flag *flag, const stageline_context *context);

/**
 * A handle on a flag that is text.
 *
 * Errors: as `stageline_flag_handle_bool`.
 */
stageline_status stageline_flag_handle_text(const stageline_flags *flags,
                                            const char *name,
                                            const char *fallback,
                                            stageline_flag **out,
                                            stageline_error **err);

/**
 * `stageline_flag_handle_text` for text with its length.
 */
stageline_status stageline_flag_handle_text_n(const stageline_flags *flags,
                                              const char *name,
                                              size_t name_len,
                                              const char *fallback,
                                              size_t fallback_len,
                                              stageline_flag **out,
                                              stageline_error **err);

/**
 * A handle on a flag of any values; `fallback` is a JSON value, null is `null`.
 *
 * Errors: `E_UNKNOWN_FLAG` with the nearest names; `E_USAGE` for a fallback that is no JSON.
 */
stageline_status stageline_flag_handle_json(const stageline_flags *flags,
                                            const char *name,
                                            const char *fallback,
                                            stageline_flag **out,
                                            stageline_error **err);

/**
 * `stageline_flag_handle_json` for text with its length.
 */
stageline_status stageline_flag_handle_json_n(const stageline_flags *flags,
                                              const char *name,
                                              size_t name_len,
                                              const char *fallback,
                                              size_t fallback_len,
                                              stageline_flag **out,
                                              stageline_error **err);

/**
 * Copies the text for a context into `buffer`, and returns its full length in bytes, as
 * `stageline_flags_text` does; 0 when an argument is null or the handle is not from
 * `stageline_flag_handle_text`.
 */
size_t stageline_flag_text(const stageline_flag *flag,
                           const stageline_context *context,
                           char *buffer,
                           size_t size);

/**
 * Writes the value for a context as JSON, whatever kind the handle is of.
 */
stageline_status stageline_flag_json(const stageline_flag *flag,
                                     const stageline_context *context,
                                     stageline_bytes **out,
                                     stageline_error **err);

/**
 * Writes the value for a context with its reason and where it was set, as
 * `stageline_flags_details_json` does.
 */
stageline_status stageline_flag_details_json(const stageline_flag *flag,
                                             const stageline_context *context,
                                             stageline_bytes **out,
                                             stageline_error **err);

/**
 * The value for a context with its reason and where it was set. That the flag cannot be decided is in
 * the answer.
 */
stageline_status stageline_flag_details(const stageline_flag *flag,
                                        const stageline_context *context,
                                        stageline_details **out,
                                        stageline_error **err);

/**
 * The flag's name; empty when `flag` is null.
 */
stageline_text stageline_flag_name(const stageline_flag *flag);

/**
 * Frees `flag`; does nothing when it is null.
 */
void stageline_flag_free(stageline_flag *flag);

/**
 * Which flags answer some of `count` contexts differently in another environment, to whom, and which
 * entries make them do so. Contexts are known by their index; both environments are looked at as they
 * are now.
 */
stageline_status stageline_flags_compare(const stageline_flags *flags,
                                         const stageline_flags *other,
                                         const stageline_context *const *contexts,
                                         size_t count,
                                         stageline_flag_comparison **out,
                                         stageline_error **err);

/**
 * The comparison as a whole; its texts are empty when `comparison` is null.
 */
stageline_flag_comparison_view stageline_flag_comparison_get(const stageline_flag_comparison *comparison);

/**
 * The difference at `index`, in the order of the flags. Past the last one, or when `comparison` is
 * null, its texts are empty.
 */
stageline_flag_difference_view stageline_flag_comparison_at(const stageline_flag_comparison *comparison,
                                                            size_t index);

/**
 * Which context gets the answers of the difference at `difference`: the `index`-th of them, as its
 * position among those that were asked for. `SIZE_MAX` past the last one, or when `comparison` is
 * null.
 */
size_t stageline_flag_comparison_context(const stageline_flag_comparison *comparison,
                                         size_t difference,
                                         size_t index);

/**
 * Writes the comparison as JSON: `left`, `right`, `contexts`, `flags` and `differences`.
 */
stageline_status stageline_flag_comparison_to_json(const stageline_flag_comparison *comparison,
                                                   stageline_bytes **out,
                                                   stageline_error **err);

/**
 * Writes the comparison as text for people: a line for each difference and two for its sides.
 */
stageline_status stageline_flag_comparison_to_text(const stageline_flag_comparison *comparison,
                                                   stageline_bytes **out,
                                                   stageline_error **err);

/**
 * Frees `comparison`; does nothing when it is null.
 */
void stageline_flag_comparison_free(stageline_flag_comparison *comparison);

/**
 * Begins or ends counting what a project's flags give, which is off at first. What was counted stays.
 */
stageline_status stageline_project_count_flags(const stageline_project *project,
                                               bool on,
                                               stageline_error **err);

/**
 * How often each flag gave what while counting was on, through reloads as well.
 */
stageline_status stageline_project_flag_counts(const stageline_project *project,
                                               stageline_flag_counts **out,
                                               stageline_error **err);

/**
 * How many answers were given at all; 0 when `counts` is null.
 */
size_t stageline_flag_counts_len(const stageline_flag_counts *counts);

/**
 * The count at `index`. Past the last one, or when `counts` is null, its texts are empty.
 */
stageline_flag_count_view stageline_flag_counts_at(const stageline_flag_counts *counts,
                                                   size_t index);

/**
 * Writes the counts as a JSON list, each with `environment`, `flag`, `gives`, `failed` and `count`.
 */
stageline_status stageline_flag_counts_to_json(const stageline_flag_counts *counts,
                                               stageline_bytes **out,
                                               stageline_error **err);

/**
 * Frees `counts`; does nothing when it is null.
 */
void stageline_flag_counts_free(stageline_flag_counts *counts);

/**
 * Writes the value of any flag by name as JSON. `fallback` is a JSON value for where the files do not
 * say, whatever its kind; null is `null`.
 *
 * Errors: `E_USAGE` for a fallback that is no JSON.
 */
stageline_status stageline_flags_json(const stageline_flags *flags,
                                      const char *name,
                                      const stageline_context *context,
                                      const char *fallback,
                                      stageline_bytes **out,
                                      stageline_error **err);

/**
 * `stageline_flags_json` for text with its length.
 */
stageline_status stageline_flags_json_n(const stageline_flags *flags,
                                        const char *name,
                                        size_t name_len,
                                        const stageline_context *context,
                                        const char *fallback,
                                        size_t fallback_len,
                                        stageline_bytes **out,
                                        stageline_error **err);

/**
 * Writes the value of a flag by name with its reason and where it was set, as JSON: `flag`,
 * `value`, `variant`, `reason`, `error_code`, `rule`, `target`, `unmet`, `bucket`, `threshold`, `set_in`, `place`,
 * `valid_until`, and `metadata` where it has any.
 *
 * `fallback` is a JSON value, whose kind is what the flag has to be; null takes the flag as it is.
 * That a flag is unknown, or cannot be decided, is in the answer.
 *
 * Errors: `E_USAGE` for a fallback that is no JSON.
 */
stageline_status stageline_flags_details_json(const stageline_flags *flags,
                                              const char *name,
                                              const stageline_context *context,
                                              const char *fallback,
                                              stageline_bytes **out,
                                              stageline_error **err);

/**
 * `stageline_flags_details_json` for text with its length.
 */
stageline_status stageline_flags_details_json_n(const stageline_flags *flags,
                                                const char *name,
                                                size_t name_len,
                                                const stageline_context *context,
                                                const char *fallback,
                                                size_t fallback_len,
                                                stageline_bytes **out,
                                                stageline_error **err);

/**
 * Writes the details of every flag for one context, from one state of the project, as a JSON list.
 */
stageline_status stageline_flags_evaluate_all_json(const stageline_flags *flags,
                                                   const stageline_context *context,
                                                   stageline_bytes **out,
                                                   stageline_error **err);

/**
 * Writes the details of `count` flags for one context as a JSON list, as
 * `stageline_flags_evaluate_all_json` does for all.
 *
 * Errors: `E_UNKNOWN_FLAG` with the nearest names.
 */
stageline_status stageline_flags_evaluate_many_json(const stageline_flags *flags,
                                                    const stageline_text *names,
                                                    size_t count,
                                                    const stageline_context *context,
                                                    stageline_bytes **out,
                                                    stageline_error **err);

/**
 * Writes why a flag has its value, and why every other part of it did not decide, as JSON.
 *
 * Errors: `E_UNKNOWN_FLAG` with the nearest names.
 */
stageline_status stageline_flags_explain_json(const stageline_flags *flags,
                                              const char *name,
                                              const stageline_context *context,
                                              stageline_bytes **out,
                                              stageline_error **err);

/**
 * `stageline_flags_explain_json` for text with its length.
 */
stageline_status stageline_flags_explain_json_n(const stageline_flags *flags,
                                                const char *name,
                                                size_t name_len,
                                                const stageline_context *context,
                                                stageline_bytes **out,
                                                stageline_error **err);

/**
 * Writes why a flag has its value as text for people.
 *
 * Errors: as `stageline_flags_explain_json`.
 */
stageline_status stageline_flags_explain_text(const stageline_flags *flags,
                                              const char *name,
                                              const stageline_context *context,
                                              stageline_bytes **out,
                                              stageline_error **err);

/**
 * `stageline_flags_explain_text` for text with its length.
 */
stageline_status stageline_flags_explain_text_n(const stageline_flags *flags,
                                                const char *name,
                                                size_t name_len,
                                                const stageline_context *context,
                                                stageline_bytes **out,
                                                stageline_error **err);

/**
 * Reads the flags of another tool, JSON or the same as YAML: the written file answers as its origin does,
 * with everybody in the bucket they were in.
 *
 * `source` is the tool: `eppo`, `flagd`, `growthbook` or `unleash`. `file` is what places call the text.
 * With `environment` the flags say what they say in that environment alone; it may be null.
 *
 * Errors: `E_IMPORT` with the place of each mistake that leaves no flags to import; `E_USAGE` for a source
 * that is none; `E_NAME` for a name that no environment may have.
 */
stageline_status stageline_flags_import(const char *source,
                                        const char *file,
                                        const char *text,
                                        const char *environment,
                                        stageline_flag_import **out,
                                        stageline_error **err);

/**
 * `stageline_flags_import` for text with its length.
 */
stageline_status stageline_flags_import_n(const char *source,
                                          size_t source_len,
                                          const char *file,
                                          size_t file_len,
                                          const char *text,
                                          size_t text_len,
                                          const char *environment,
                                          size_t environment_len,
                                          stageline_flag_import **out,
                                          stageline_error **err);

/**
 * The text of a `config/feature-flags.yaml`; empty when `import` is null.
 */
stageline_text stageline_flag_import_yaml(const stageline_flag_import *import);

/**
 * The names of the flags, in order.
 */
stageline_status stageline_flag_import_names(const stageline_flag_import *import,
                                             stageline_names **out,
                                             stageline_error **err);

/**
 * How many things could not be kept as they were; 0 when `import` is null.
 */
size_t stageline_flag_import_problem_count(const stageline_flag_import *import);

/**
 * What could not be kept, at `index`, sorted by place. Past the last one, or when `import` is null, its
 * texts are empty.
 */
stageline_flag_import_problem_view stageline_flag_import_problem(const stageline_flag_import *import,
                                                                 size_t index);

/**
 * Writes the import as JSON: `from`, `flags`, `renamed` (a list of `from` and `to`), `problems` and `yaml`.
 */
stageline_status stageline_flag_import_json(const stageline_flag_import *import,
                                            stageline_bytes **out,
                                            stageline_error **err);

/**
 * Frees `import`; does nothing when it is null.
 */
void stageline_flag_import_free(stageline_flag_import *import);

/**
 * How large the rollouts and splits of a flag are at a time, in milliseconds since the start of 1970
 * in UTC.
 *
 * Errors: `E_UNKNOWN_FLAG` with the nearest names.
 */
stageline_status stageline_flags_preview(const stageline_flags *flags,
                                         const char *name,
                                         int64_t time,
                                         stageline_flag_preview **out,
                                         stageline_error **err);

/**
 * `stageline_flags_preview` for text with its length.
 */
stageline_status stageline_flags_preview_n(const stageline_flags *flags,
                                           const char *name,
                                           size_t name_len,
                                           int64_t time,
                                           stageline_flag_preview **out,
                                           stageline_error **err);

/**
 * The preview as a whole; its texts are empty when `preview` is null.
 */
stageline_flag_preview_view stageline_flag_preview_get(const stageline_flag_preview *preview);

/**
 * The rollout or split at `index`, those of rules first. Past the last one, or when `preview` is
 * null, its texts are empty.
 */
stageline_flag_share_view stageline_flag_preview_share(const stageline_flag_preview *preview,
                                                       size_t index);

/**
 * A part of the split at `share`, in the order of the file. Past the last one, or when `preview` is
 * null, its text is empty.
 */
stageline_flag_share_part_view stageline_flag_preview_part(const stageline_flag_preview *preview,
                                                           size_t share,
                                                           size_t index);

/**
 * Writes the preview as JSON: `flag`, `environment`, `at`, `off`, `error_code`, `error_message`,
 * `next_change` and `shares`.
 */
stageline_status stageline_flag_preview_to_json(const stageline_flag_preview *preview,
                                                stageline_bytes **out,
                                                stageline_error **err);

/**
 * Writes the preview as text for people: a line for the flag and one for each share.
 */
stageline_status stageline_flag_preview_to_text(const stageline_flag_preview *preview,
                                                stageline_bytes **out,
                                                stageline_error **err);

/**
 * Frees `preview`; does nothing when it is null.
 */
void stageline_flag_preview_free(stageline_flag_preview *preview);

/**
 * Says what time it is, in milliseconds since the start of 1970 in UTC, for what the scope of a flag is told from then
 * on: it tells whether a schedule has the say, and where a ramp begins. Until then it is the time by the machine's
 * clock.
 *
 * Errors: `E_USAGE` for a scope that is no flag.
 */
stageline_status stageline_scope_flag_now(stageline_scope *scope,
                                          int64_t now,
                                          stageline_error **err);

/**
 * Lets the flag answer in `to` what it answers in `from`, to everybody.
 *
 * Errors: as `stageline_scope_flag_set_json`, and `E_EDIT_REFUSED` where `to` says something else itself; see
 * `stageline_edit_copy_flags`.
 */
stageline_status stageline_scope_flag_copy(const stageline_scope *scope,
                                           const char *from,
                                           const char *to,
                                           stageline_error **err);

/**
 * `stageline_scope_flag_copy` for text with its length.
 */
stageline_status stageline_scope_flag_copy_n(const stageline_scope *scope,
                                             const char *from,
                                             size_t from_len,
                                             const char *to,
                                             size_t to_len,
                                             stageline_error **err);

/**
 * Lets flags answer in `to` what they answer in `from`, to everybody: the `count` flags of `names`, or all of them
 * when `names` is null. With `replace` what `to` says itself is replaced. The answer names the flags whose entries
 * change.
 *
 * Errors: `E_UNKNOWN_FLAG` and `E_UNKNOWN_ENVIRONMENT` with the nearest names; `E_EDIT_REFUSED` where `to` says something
 * else itself. No flag is changed then.
 */
stageline_status stageline_edit_copy_flags(const stageline_edit *edit,
                                           const char *from,
                                           const char *to,
                                           const stageline_text *names,
                                           size_t count,
                                           bool replace,
                                           stageline_names **out,
                                           stageline_error **err);

/**
 * `stageline_edit_copy_flags` for text with its length.
 */
stageline_status stageline_edit_copy_flags_n(const stageline_edit *edit,
                                             const char *from,
                                             size_t from_len,
                                             const char *to,
                                             size_t to_len,
                                             const stageline_text *names,
                                             size_t count,
                                             bool replace,
                                             stageline_names **out,
                                             stageline_error **err);

/**
 * What is worth knowing of the changes that an edit was asked for, a sentence each: that a share falls, that a ramp
 * has ended by then. None of it keeps the edit from being committed.
 */
stageline_status stageline_edit_remarks(const stageline_edit *edit,
                                        stageline_names **out,
                                        stageline_error **err);

/**
 * Switches the flag off with its kill switch, in an environment, or in all of them when `environment` is null. What
 * else it says stays for `stageline_scope_flag_unkill`.
 *
 * Errors: as `stageline_scope_flag_set_json`, and `E_EDIT_REFUSED` where a schedule has the say.
 */
stageline_status stageline_scope_flag_kill(const stageline_scope *scope,
                                           const char *environment,
                                           stageline_error **err);

/**
 * `stageline_scope_flag_kill` for text with its length.
 */
stageline_status stageline_scope_flag_kill_n(const stageline_scope *scope,
                                             const char *environment,
                                             size_t environment_len,
                                             stageline_error **err);

/**
 * Lets a flag answer again that is switched off, in an environment, or in all of them when `environment` is null.
 *
 * Errors: as `stageline_scope_flag_kill`, and `E_EDIT_REFUSED` for an environment of a flag that is switched off in
 * all of them.
 */
stageline_status stageline_scope_flag_unkill(const stageline_scope *scope,
                                             const char *environment,
                                             stageline_error **err);

/**
 * `stageline_scope_flag_unkill` for text with its length.
 */
stageline_status stageline_scope_flag_unkill_n(const stageline_scope *scope,
                                               const char *environment,
                                               size_t environment_len,
                                               stageline_error **err);

/**
 * Rolls the flag out in an environment: to a share at once, or along a ramp. `rollout` is a JSON map in the
 * words of a file: `percentage`, `over`, `start`, `from`, `curve`, `by`, `salt`, `template`, and `now`, which is the
 * time of the scope unless given; and `serve`, what those get whom it takes, as before unless given. A ramp begins at `start`, else now. Salt and `by` stay as they were
 * unless given, so a larger share keeps whoever was in.
 *
 * Errors, beside those of `stageline_scope_flag_set_json`: `E_QUANTITY` for a percentage or a time that is none;
 * `E_USAGE` for other words, and without a percentage; `E_ROLLOUT` and `E_UNKNOWN_RAMP` for a ramp that makes no
 * sense.
 */
stageline_status stageline_scope_flag_roll_out_json(const stageline_scope *scope,
                                                    const char *environment,
                                                    const char *rollout,
                                                    stageline_error **err);

/**
 * `stageline_scope_flag_roll_out_json` for text with its length.
 */
stageline_status stageline_scope_flag_roll_out_json_n(const stageline_scope *scope,
                                                      const char *environment,
                                                      size_t environment_len,
                                                      const char *rollout,
                                                      size_t rollout_len,
                                                      stageline_error **err);

/**
 * Lets a ramp stand still from a time on, in milliseconds since the start of 1970 in UTC.
 *
 * Errors: as `stageline_scope_flag_set_json`, and `E_EDIT_REFUSED` where there is no ramp.
 */
stageline_status stageline_scope_flag_hold(const stageline_scope *scope,
                                           const char *environment,
                                           int64_t at,
                                           stageline_error **err);

/**
 * `stageline_scope_flag_hold` for text with its length.
 */
stageline_status stageline_scope_flag_hold_n(const stageline_scope *scope,
                                             const char *environment,
                                             size_t environment_len,
                                             int64_t at,
                                             stageline_error **err);

/**
 * Lets a ramp go on from a time on, in milliseconds since the start of 1970 in UTC.
 *
 * Errors: as `stageline_scope_flag_set_json`, and `E_EDIT_REFUSED` where there is no ramp.
 */
stageline_status stageline_scope_flag_resume(const stageline_scope *scope,
                                             const char *environment,
                                             int64_t at,
                                             stageline_error **err);

/**
 * `stageline_scope_flag_resume` for text with its length.
 */
stageline_status stageline_scope_flag_resume_n(const stageline_scope *scope,
                                               const char *environment,
                                               size_t environment_len,
                                               int64_t at,
                                               stageline_error **err);

/**
 * Lets a ramp go back the way it came from a time on, in milliseconds since the start of 1970 in UTC.
 *
 * Errors: as `stageline_scope_flag_set_json`, and `E_EDIT_REFUSED` where there is no ramp.
 */
stageline_status stageline_scope_flag_roll_back(const stageline_scope *scope,
                                                const char *environment,
                                                int64_t at,
                                                stageline_error **err);

/**
 * `stageline_scope_flag_roll_back` for text with its length.
 */
stageline_status stageline_scope_flag_roll_back_n(const stageline_scope *scope,
                                                  const char *environment,
                                                  size_t environment_len,
                                                  int64_t at,
                                                  stageline_error **err);

/**
 * Adds a rule. `rule` is a JSON map: `serve`, the value; and, where they are wanted, `when`, a condition, without which
 * it counts for everyone, `position`, from 0, before whose rule it is put, and `description`. A rule with a share, a split
 * or times is appended to the flag's `<environment>.rules` instead.
 *
 * Errors: as `stageline_scope_flag_set_json`; `E_CONDITION` for a condition that is none; `E_USAGE` for a position
 * beyond the last rule.
 */
stageline_status stageline_scope_flag_add_rule_json(const stageline_scope *scope,
                                                    const char *environment,
                                                    const char *rule,
                                                    stageline_error **err);

/**
 * `stageline_scope_flag_add_rule_json` for text with its length.
 */
stageline_status stageline_scope_flag_add_rule_json_n(const stageline_scope *scope,
                                                      const char *environment,
                                                      size_t environment_len,
                                                      const char *rule,
                                                      size_t rule_len,
                                                      stageline_error **err);

/**
 * Takes a rule away, by its position from 0.
 *
 * Errors: as `stageline_scope_flag_set_json`, and `E_UNKNOWN_PATH` where there is no such rule.
 */
stageline_status stageline_scope_flag_remove_rule(const stageline_scope *scope,
                                                  const char *environment,
                                                  size_t index,
                                                  stageline_error **err);

/**
 * `stageline_scope_flag_remove_rule` for text with its length.
 */
stageline_status stageline_scope_flag_remove_rule_n(const stageline_scope *scope,
                                                    const char *environment,
                                                    size_t environment_len,
                                                    size_t index,
                                                    stageline_error **err);

/**
 * Serves a JSON value to `count` listed keys, whatever the rules say; integers are their digits. `by` is the
 * attribute that the keys are of, the targeting key when it is null.
 *
 * Errors: as `stageline_scope_flag_set_json`, and `E_USAGE` without keys.
 */
stageline_status stageline_scope_flag_target_json(const stageline_scope *scope,
                                                  const char *environment,
                                                  const char *json,
                                                  const stageline_text *keys,
                                                  size_t count,
                                                  const char *by,
                                                  stageline_error **err);

/**
 * `stageline_scope_flag_target_json` for text with its length.
 */
stageline_status stageline_scope_flag_target_json_n(const stageline_scope *scope,
                                                    const char *environment,
                                                    size_t environment_len,
                                                    const char *json,
                                                    size_t json_len,
                                                    const stageline_text *keys,
                                                    size_t count,
                                                    const char *by,
                                                    size_t by_len,
                                                    stageline_error **err);

/**
 * Takes `count` listed keys out of all targets of an attribute, the targeting key when `by` is null.
 *
 * Errors: as `stageline_scope_flag_set_json`, and `E_UNKNOWN_PATH` where none of them is listed.
 */
stageline_status stageline_scope_flag_untarget(const stageline_scope *scope,
                                               const char *environment,
                                               const stageline_text *keys,
                                               size_t count,
                                               const char *by,
                                               stageline_error **err);

/**
 * `stageline_scope_flag_untarget` for text with its length.
 */
stageline_status stageline_scope_flag_untarget_n(const stageline_scope *scope,
                                                 const char *environment,
                                                 size_t environment_len,
                                                 const stageline_text *keys,
                                                 size_t count,
                                                 const char *by,
                                                 size_t by_len,
                                                 stageline_error **err);

/**
 * Lets the flag answer a JSON value in an environment: a variant's name, a variant's value, or, where the
 * flag has no variants, a value of the kind that it has elsewhere. `options` are a JSON map or null:
 * `create` makes a flag that is not there; of an entry with rules or shares `default_only` changes what
 * everybody else gets, and `replace` forgets them.
 *
 * Errors, as of all functions on flags by what they answer: `E_UNKNOWN_FLAG` and `E_UNKNOWN_ENVIRONMENT` with the
 * nearest names; `E_EDIT_REFUSED` where the flag could not be decided afterwards; `E_USAGE` for a scope
 * that is no flag. The edit then stays as it was. Beside those: `E_TYPE` for a value of another kind;
 * `E_EDIT_REFUSED` for an entry that says more than one value, unless the options say what becomes of it.
 */
stageline_status stageline_scope_flag_set_json(const stageline_scope *scope,
                                               const char *environment,
                                               const char *json,
                                               const char *options,
                                               stageline_error **err);

/**
 * `stageline_scope_flag_set_json` for text with its length.
 */
stageline_status stageline_scope_flag_set_json_n(const stageline_scope *scope,
                                                 const char *environment,
                                                 size_t environment_len,
                                                 const char *json,
                                                 size_t json_len,
                                                 const char *options,
                                                 size_t options_len,
                                                 stageline_error **err);

/**
 * The feature flags of an environment.
 *
 * Errors: `E_UNKNOWN_ENVIRONMENT` with the nearest names.
 */
stageline_status stageline_flags_open(const stageline_project *project,
                                      const char *environment,
                                      stageline_flags **out,
                                      stageline_error **err);

/**
 * `stageline_flags_open` for text with its length.
 */
stageline_status stageline_flags_open_n(const stageline_project *project,
                                        const char *environment,
                                        size_t environment_len,
                                        stageline_flags **out,
                                        stageline_error **err);

/**
 * The feature flags of an environment as they are in a snapshot; they never change.
 *
 * Errors: `E_UNKNOWN_ENVIRONMENT` with the nearest names.
 */
stageline_status stageline_snapshot_flags(const stageline_snapshot *snapshot,
                                          const char *environment,
                                          stageline_flags **out,
                                          stageline_error **err);

/**
 * `stageline_snapshot_flags` for text with its length.
 */
stageline_status stageline_snapshot_flags_n(const stageline_snapshot *snapshot,
                                            const char *environment,
                                            size_t environment_len,
                                            stageline_flags **out,
                                            stageline_error **err);

/**
 * The same flags as they are now, for answers that must agree with each other.
 */
stageline_status stageline_flags_pin(const stageline_flags *flags,
                                     stageline_flags **out,
                                     stageline_error **err);

/**
 * Whether they follow the project; false for pinned ones, or when `flags` is null.
 */
bool stageline_flags_is_live(const stageline_flags *flags);

/**
 * Whether answers are noted, as exposures or counts; false when `flags` is null. Whoever keeps answers
 * and gives them again asks the flags instead for as long as this is so.
 */
bool stageline_flags_is_observed(const stageline_flags *flags);

/**
 * The names of all flags, in the order they were first seen.
 */
stageline_status stageline_flags_names(const stageline_flags *flags,
                                       stageline_names **out,
                                       stageline_error **err);

/**
 * The value of a flag that is a boolean, by name; `fallback` where the files do not say, where it is
 * of another kind, or where an argument is null or no UTF-8. It neither fails nor allocates.
 */
bool stageline_flags_bool(const stageline_flags *flags,
                          const char *name,
                          const stageline_context *context,
                          bool fallback);

/**
 * `stageline_flags_bool` for text with its length.
 */
bool stageline_flags_bool_n(const stageline_flags *flags,
                            const char *name,
                            size_t name_len,
                            const stageline_context *context,
                            bool fallback);

/**
 * The value of a flag that is an integer, by name; `fallback` where the files do not say, where it is
 * of another kind, or where an argument is null or no UTF-8. It neither fails nor allocates.
 */
int64_t stageline_flags_i64(const stageline_flags *flags,
                            const char *name,
                            const stageline_context *context,
                            int64_t fallback);

/**
 * `stageline_flags_i64` for text with its length.
 */
int64_t stageline_flags_i64_n(const stageline_flags *flags,
                              const char *name,
                              size_t name_len,
                              const stageline_context *context,
                              int64_t fallback);

/**
 * The value of a flag that is a number, or an integer up to 2⁵³ − 1 on either side of 0, by name; `fallback` where
 * the files do not say, where it is of another kind, or where an argument is null or no UTF-8. It neither fails
 * nor allocates.
 */
double stageline_flags_f64(const stageline_flags *flags,
                           const char *name,
                           const stageline_context *context,
                           double fallback);

/**
 * `stageline_flags_f64` for text with its length.
 */
double stageline_flags_f64_n(const stageline_flags *flags,
                             const char *name,
                             size_t name_len,
                             const stageline_context *context,
                             double fallback);

/**
 * Copies the text of a flag by name into `buffer`, and returns its full length in bytes.
 *
 * At most `size` bytes are written, a NUL among them, and never a part of a character; a length
 * of `size` or more says that the text was cut. `fallback` is copied where the files do not say;
 * null is empty. `buffer` may be null where `size` is 0. It neither fails nor allocates, but for a
 * text that is longer than 23 bytes.
 */
size_t stageline_flags_text(const stageline_flags *flags,
                            const char *name,
                            const stageline_context *context,
                            const char *fallback,
                            char *buffer,
                            size_t size);

/**
 * `stageline_flags_text` for text with its length.
 */
size_t stageline_flags_text_n(const stageline_flags *flags,
                              const char *name,
                              size_t name_len,
                              const stageline_context *context,
                              const char *fallback,
                              size_t fallback_len,
                              char *buffer,
                              size_t size);

/**
 * Frees `flags`; does nothing when it is null.
 */
void stageline_flags_free(stageline_flags *flags);

/**
 * What time alone will change of a flag's answer to a context, after the time that the context asks
 * for, or the machine's: each change in order; none where the answer stays.
 *
 * Errors: `E_UNKNOWN_FLAG` with the nearest names.
 */
stageline_status stageline_flags_when_will(const stageline_flags *flags,
                                           const char *name,
                                           const stageline_context *context,
                                           stageline_forecasts **out,
                                           stageline_error **err);

/**
 * `stageline_flags_when_will` for text with its length.
 */
stageline_status stageline_flags_when_will_n(const stageline_flags *flags,
                                             const char *name,
                                             size_t name_len,
                                             const stageline_context *context,
                                             stageline_forecasts **out,
                                             stageline_error **err);

/**
 * How many changes there are; 0 when `forecasts` is null.
 */
size_t stageline_forecasts_len(const stageline_forecasts *forecasts);

/**
 * The change at `index`. Past the last one, or when `forecasts` is null, its texts are empty.
 */
stageline_forecast_view stageline_forecasts_at(const stageline_forecasts *forecasts,
                                               size_t index);

/**
 * Writes the changes as a JSON list, each with `at`, `value`, `variant`, `reason` and `error_code`.
 */
stageline_status stageline_forecasts_to_json(const stageline_forecasts *forecasts,
                                             stageline_bytes **out,
                                             stageline_error **err);

/**
 * Writes the changes as text for people, a line for each.
 */
stageline_status stageline_forecasts_to_text(const stageline_forecasts *forecasts,
                                             stageline_bytes **out,
                                             stageline_error **err);

/**
 * Frees `forecasts`; does nothing when it is null.
 */
void stageline_forecasts_free(stageline_forecasts *forecasts);

/**
 * Puts text behind the last item of the list at a path, an inherited list too.
 */
stageline_status stageline_scope_append_text(const stageline_scope *scope,
                                             const char *path,
                                             const char *item,
                                             stageline_error **err);

/**
 * `stageline_scope_append_text` for text with its length.
 */
stageline_status stageline_scope_append_text_n(const stageline_scope *scope,
                                               const char *path,
                                               size_t path_len,
                                               const char *item,
                                               size_t item_len,
                                               stageline_error **err);

/**
 * Puts a JSON value behind the last item of the list at a path, an inherited list too.
 *
 * Errors: `E_USAGE` for text that is no JSON.
 */
stageline_status stageline_scope_append_json(const stageline_scope *scope,
                                             const char *path,
                                             const char *json,
                                             stageline_error **err);

/**
 * `stageline_scope_append_json` for text with its length.
 */
stageline_status stageline_scope_append_json_n(const stageline_scope *scope,
                                               const char *path,
                                               size_t path_len,
                                               const char *json,
                                               size_t json_len,
                                               stageline_error **err);

/**
 * Takes the first item that is equal to a text, or of that name, out of the list at a path.
 *
 * Errors: `E_UNKNOWN_PATH` where there is no such item.
 */
stageline_status stageline_scope_remove_text(const stageline_scope *scope,
                                             const char *path,
                                             const char *item,
                                             stageline_error **err);

/**
 * `stageline_scope_remove_text` for text with its length.
 */
stageline_status stageline_scope_remove_text_n(const stageline_scope *scope,
                                               const char *path,
                                               size_t path_len,
                                               const char *item,
                                               size_t item_len,
                                               stageline_error **err);

/**
 * Takes the first item that is equal to a JSON value out of the list at a path.
 *
 * Errors: `E_UNKNOWN_PATH` where there is no such item; `E_USAGE` for text that is no JSON.
 */
stageline_status stageline_scope_remove_json(const stageline_scope *scope,
                                             const char *path,
                                             const char *json,
                                             stageline_error **err);

/**
 * `stageline_scope_remove_json` for text with its length.
 */
stageline_status stageline_scope_remove_json_n(const stageline_scope *scope,
                                               const char *path,
                                               size_t path_len,
                                               const char *json,
                                               size_t json_len,
                                               stageline_error **err);

/**
 * Reads what is running from one file, JSON or YAML: a map with `services` and `configuration`, or
 * Kubernetes objects as `kubectl get -o yaml` and `-o json` print them. What the server added to them is
 * left out. `file` is what places call the file.
 *
 * `options` is a JSON object, or null: `environment`, whose state it is; `namespace`, whose objects
 * count; `service_labels`, a list of the labels that say which service an object belongs to
 * (`app.kubernetes.io/name` and `app` unless given, else the object's name); `workloads`, a map from their names
 * to services; `partial`, whether it shows only a part of what runs.
 *
 * Errors: `E_LIVE` with the place of what cannot be understood; what a file of a project fails with that
 * is no YAML or too large; `E_USAGE` for options that are none.
 */
stageline_status stageline_live_read(const char *file,
                                     const char *text,
                                     const char *options,
                                     stageline_live **out,
                                     stageline_error **err);

/**
 * `stageline_live_read` for text with its length.
 */
stageline_status stageline_live_read_n(const char *file,
                                       size_t file_len,
                                       const char *text,
                                       size_t text_len,
                                       const char *options,
                                       size_t options_len,
                                       stageline_live **out,
                                       stageline_error **err);

/**
 * Reads several files as one state, as where deployments and autoscalers were written apart. `options`
 * are those of `stageline_live_read`.
 *
 * Errors: as `stageline_live_read`; `E_USAGE` without a file, and for one that is not UTF-8.
 */
stageline_status stageline_live_read_files(const stageline_files *files,
                                           const char *options,
                                           stageline_live **out,
                                           stageline_error **err);

/**
 * `stageline_live_read_files` for text with its length.
 */
stageline_status stageline_live_read_files_n(const stageline_files *files,
                                             const char *options,
                                             size_t options_len,
                                             stageline_live **out,
                                             stageline_error **err);

/**
 * The environment whose state it is; empty where nobody said, or when `live` is null.
 */
stageline_text stageline_live_environment(const stageline_live *live);

/**
 * Whether it shows only a part of what runs; false when `live` is null.
 */
bool stageline_live_is_partial(const stageline_live *live);

/**
 * The names of the services that run, sorted.
 */
stageline_status stageline_live_service_names(const stageline_live *live,
                                              stageline_names **out,
                                              stageline_error **err);

/**
 * A service as it runs, in the shape of a project's services, without its secrets.
 *
 * Errors: `E_UNKNOWN_SERVICE` for one that does not run.
 */
stageline_status stageline_live_service(const stageline_live *live,
                                        const char *service,
                                        stageline_value **out,
                                        stageline_error **err);

/**
 * `stageline_live_service` for text with its length.
 */
stageline_status stageline_live_service_n(const stageline_live *live,
                                          const char *service,
                                          size_t service_len,
                                          stageline_value **out,
                                          stageline_error **err);

/**
 * How many notes there are on what was left out or taken for granted; 0 when `live` is null.
 */
size_t stageline_live_note_count(const stageline_live *live);

/**
 * The note at `index`, in the order of the files. Past the last one, or when `live` is null, its texts
 * are empty.
 */
stageline_live_note_view stageline_live_note(const stageline_live *live,
                                             size_t index);

/**
 * What differs between this state and a later one: the configuration and each service that both say
 * something of. With a key of `key_len` bytes, at least 16, secrets that differ have their marks; `key`
 * may be null.
 *
 * Errors: `E_USAGE` for a shorter key.
 */
stageline_status stageline_live_diff(const stageline_live *live,
                                     const stageline_live *after,
                                     const uint8_t *key,
                                     size_t key_len,
                                     stageline_comparison **out,
                                     stageline_error **err);

/**
 * How what runs in an environment differs from what is declared for it: its services, and its
 * configuration where the live state says it. The baseline is what is declared, the target is called
 * `live`. What the live state cannot tell is unknown and no drift; see
 * `stageline_comparison_unknown_count`. `options` may be null.
 *
 * Errors: as `stageline_snapshot_drift`, and `E_USAGE` for the live state of another environment.
 */
stageline_status stageline_snapshot_drift_live(const stageline_snapshot *snapshot,
                                               const char *environment,
                                               const stageline_live *live,
                                               const stageline_drift_options *options,
                                               stageline_comparison **out,
                                               stageline_error **err);

/**
 * `stageline_snapshot_drift_live` for text with its length.
 */
stageline_status stageline_snapshot_drift_live_n(const stageline_snapshot *snapshot,
                                                 const char *environment,
                                                 size_t environment_len,
                                                 const stageline_live *live,
                                                 const stageline_drift_options *options,
                                                 stageline_comparison **out,
                                                 stageline_error **err);

/**
 * Frees `live`; does nothing when it is null.
 */
void stageline_live_free(stageline_live *live);

/**
 * Makes the error of a provider that failed, with what it says in one sentence: `E_PROVIDER`. Its
 * answer is `STAGELINE_STATUS_ERROR`, for the callback to return.
 */
stageline_status stageline_provider_failed(const char *message,
                                           stageline_error **err);

/**
 * `stageline_provider_failed` for text with its length.
 */
stageline_status stageline_provider_failed_n(const char *message,
                                             size_t message_len,
                                             stageline_error **err);

/**
 * `stageline_snapshot_drift_live` with a state that `callback` is asked for, once, on this thread and
 * before this function returns; it may call the library. It is not asked about an environment that there
 * is not. `options` may be null.
 *
 * `destructor`, unless null, is called with `user_data` once, after `callback` has returned. When this
 * function fails it is not called.
 *
 * Errors: as `stageline_snapshot_drift_live`; the error that `callback` gives; `E_PROVIDER` where it
 * fails without one, or gives no live state.
 */
stageline_status stageline_snapshot_drift_live_by(const stageline_snapshot *snapshot,
                                                  const char *environment,
                                                  stageline_live_callback callback,
                                                  void *user_data,
                                                  stageline_destructor destructor,
                                                  const stageline_drift_options *options,
                                                  stageline_comparison **out,
                                                  stageline_error **err);

/**
 * `stageline_snapshot_drift_live_by` for text with its length.
 */
stageline_status stageline_snapshot_drift_live_by_n(const stageline_snapshot *snapshot,
                                                    const char *environment,
                                                    size_t environment_len,
                                                    stageline_live_callback callback,
                                                    void *user_data,
                                                    stageline_destructor destructor,
                                                    const stageline_drift_options *options,
                                                    stageline_comparison **out,
                                                    stageline_error **err);

/**
 * Sends the library's events up to `max_level` (a `stageline_log_level`) to `callback`, and
 * replaces the callback that was set before. A null `callback` ends logging, whatever
 * `user_data` and `destructor` are.
 *
 * `destructor`, unless null, is called with `user_data` once, after the last call of `callback`
 * has returned: when another one replaces it, possibly on another thread. When this function
 * fails it is not called, and what was set before stays.
 */
stageline_status stageline_log_set(int32_t max_level,
                                   stageline_log_callback callback,
                                   void *user_data,
                                   stageline_destructor destructor,
                                   stageline_error **err);

/**
 * How many names there are; 0 when `names` is null.
 */
size_t stageline_names_len(const stageline_names *names);

/**
 * The name at `index`; empty past the last one, or when `names` is null.
 */
stageline_text stageline_names_at(const stageline_names *names, size_t index);

/**
 * Frees `names`; does nothing when it is null.
 */
void stageline_names_free(stageline_names *names);

/**
 * Makes the options that a project is opened with when none are given.
 */
stageline_status stageline_options_new(stageline_options **out, stageline_error **err);

/**
 * Opens what can be opened; what cannot becomes findings of `stageline_project_validate_json`.
 */
stageline_status stageline_options_set_lenient(stageline_options *options,
                                               bool lenient,
                                               stageline_error **err);

/**
 * Bounds what a file may hold: `limit` is `file_bytes`, `nodes` or `depth` (at most 255). What
 * the project's `stageline.yaml` says comes before it.
 */
stageline_status stageline_options_set_limit(stageline_options *options,
                                             const char *limit,
                                             uint64_t value,
                                             stageline_error **err);

/**
 * `stageline_options_set_limit` for text with its length.
 */
stageline_status stageline_options_set_limit_n(stageline_options *options,
                                               const char *limit,
                                               size_t limit_len,
                                               uint64_t value,
                                               stageline_error **err);

/**
 * Reads `config/local/<environment>.yaml` and `config/local/all.yaml`, one person's own layers;
 * otherwise they are not there.
 */
stageline_status stageline_options_set_local(stageline_options *options,
                                             bool local,
                                             stageline_error **err);

/**
 * Gives a variable that `${env:NAME}` may read, or replaces it. The process's own variables are
 * never read: a program that wants them gives them here. Both texts are copied.
 */
stageline_status stageline_options_set_variable(stageline_options *options,
                                                const char *name,
                                                const char *value,
                                                stageline_error **err);

/**
 * `stageline_options_set_variable` for text with its length.
 */
stageline_status stageline_options_set_variable_n(stageline_options *options,
                                                  const char *name,
                                                  size_t name_len,
                                                  const char *value,
                                                  size_t value_len,
                                                  stageline_error **err);

/**
 * Takes those of the variables that are named like values as a layer: `STAGELINE_CONFIG__A__B`
 * sets `a.b` of every environment's configuration, `STAGELINE_SERVICE__API__A__B` sets `a.b` of
 * the service `api`.
 */
stageline_status stageline_options_set_variable_overrides(stageline_options *options,
                                                          bool overrides,
                                                          stageline_error **err);

/**
 * Frees `options`; does nothing when it is null.
 */
void stageline_options_free(stageline_options *options);

/**
 * Makes an empty set of files for `stageline_project_from_files`.
 */
stageline_status stageline_files_new(stageline_files **out, stageline_error **err);

/**
 * Adds a file, or replaces the one that was added at the same path. Both texts are copied.
 */
stageline_status stageline_files_add(stageline_files *files,
                                     const char *path,
                                     const char *content,
                                     stageline_error **err);

/**
 * `stageline_files_add` for text with its length.
 */
stageline_status stageline_files_add_n(stageline_files *files,
                                       const char *path,
                                       size_t path_len,
                                       const char *content,
                                       size_t content_len,
                                       stageline_error **err);

/**
 * Frees `files`; does nothing when it is null.
 */
void stageline_files_free(stageline_files *files);

/**
 * The place; `file` is empty for what the caller gave, or when `origin` is null.
 */
stageline_place stageline_origin_place(const stageline_origin *origin);

/**
 * What wrote it: `base`, `environment`, `file`, `service_base`, `service`, `tenant`, `record`,
 * `local`, `variable` or `caller`; empty when `origin` is null.
 */
stageline_text stageline_origin_layer(const stageline_origin *origin);

/**
 * The layer's name: that of a base, an environment, a tenant, or a file's path; empty when
 * `origin` is null.
 */
stageline_text stageline_origin_name(const stageline_origin *origin);

/**
 * Writes the origin as text for people: `file:line:column`, or the layer's kind where there is no
 * place.
 */
stageline_status stageline_origin_to_text(const stageline_origin *origin,
                                          stageline_bytes **out,
                                          stageline_error **err);

/**
 * Writes the origin as JSON: `place`, `layer` and `name`.
 */
stageline_status stageline_origin_to_json(const stageline_origin *origin,
                                          stageline_bytes **out,
                                          stageline_error **err);

/**
 * How many references the text that was written there holds; 0 for any other value, or when
 * `origin` is null.
 */
size_t stageline_origin_reference_count(const stageline_origin *origin);

/**
 * The reference at `index`, in the order of the text. Past the last one, or when `origin` is null,
 * its text is empty.
 */
stageline_reference stageline_origin_reference(const stageline_origin *origin,
                                               size_t index);

/**
 * Frees `origin`; does nothing when it is null.
 */
void stageline_origin_free(stageline_origin *origin);

/**
 * The same flags as they are now, one of which answers a JSON value to every context, at any time, with
 * the reason `STATIC`: for tests. A text that names a variant of the flag is that variant, and so is a
 * value that equals a variant's. Handles and other flags that were made before stay as they are.
 *
 * Errors: `E_UNKNOWN_FLAG` with the nearest names; `E_TYPE` for a value of a kind that the flag never
 * has; `E_USAGE` for text that is no JSON.
 */
stageline_status stageline_flags_with_override(const stageline_flags *flags,
                                               const char *name,
                                               const char *json,
                                               stageline_flags **out,
                                               stageline_error **err);

/**
 * `stageline_flags_with_override` for text with its length.
 */
stageline_status stageline_flags_with_override_n(const stageline_flags *flags,
                                                 const char *name,
                                                 size_t name_len,
                                                 const char *json,
                                                 size_t json_len,
                                                 stageline_flags **out,
                                                 stageline_error **err);

/**
 * Writes the JSON Patch (RFC 6902) that turns one JSON document into another, as a JSON list of
 * operations. Items of lists are known as in `stageline_tree_diff_of_json`, so one that is new, gone or
 * elsewhere is one operation; `options` are those of that function, or null. Other spellings of one value
 * are differences here: the patch gives exactly `right`.
 *
 * Errors: as `stageline_tree_diff_of_json`.
 */
stageline_status stageline_json_patch_make(const char *left,
                                           const char *right,
                                           const char *options,
                                           stageline_bytes **out,
                                           stageline_error **err);

/**
 * `stageline_json_patch_make` for text with its length.
 */
stageline_status stageline_json_patch_make_n(const char *left,
                                             size_t left_len,
                                             const char *right,
                                             size_t right_len,
                                             const char *options,
                                             size_t options_len,
                                             stageline_bytes **out,
                                             stageline_error **err);

/**
 * Applies a JSON Patch (RFC 6902) to a JSON document: all of its operations, or none. Writes the
 * document that it makes.
 *
 * Errors: `E_PATCH` names the first operation that cannot be applied, counted from 1, and why; as
 * `stageline_value_of_json`.
 */
stageline_status stageline_json_patch_apply(const char *document,
                                            const char *patch,
                                            stageline_bytes **out,
                                            stageline_error **err);

/**
 * `stageline_json_patch_apply` for text with its length.
 */
stageline_status stageline_json_patch_apply_n(const char *document,
                                              size_t document_len,
                                              const char *patch,
                                              size_t patch_len,
                                              stageline_bytes **out,
                                              stageline_error **err);

/**
 * Writes the JSON Merge Patch (RFC 7386) that turns one JSON document into another. Lists are replaced
 * as a whole.
 *
 * Errors: `E_PATCH` where a key would have to become `null`, which removes it in such a patch; as
 * `stageline_value_of_json`.
 */
stageline_status stageline_merge_patch_make(const char *left,
                                            const char *right,
                                            stageline_bytes **out,
                                            stageline_error **err);

/**
 * `stageline_merge_patch_make` for text with its length.
 */
stageline_status stageline_merge_patch_make_n(const char *left,
                                              size_t left_len,
                                              const char *right,
                                              size_t right_len,
                                              stageline_bytes **out,
                                              stageline_error **err);

/**
 * Applies a JSON Merge Patch (RFC 7386) to a JSON document, and writes the document that it makes.
 *
 * Errors: as `stageline_value_of_json`.
 */
stageline_status stageline_merge_patch_apply(const char *document,
                                             const char *patch,
                                             stageline_bytes **out,
                                             stageline_error **err);

/**
 * `stageline_merge_patch_apply` for text with its length.
 */
stageline_status stageline_merge_patch_apply_n(const char *document,
                                               size_t document_len,
                                               const char *patch,
                                               size_t patch_len,
                                               stageline_bytes **out,
                                               stageline_error **err);

/**
 * Writes the path of `count` keys as text, those that hold dots or quotes in double quotes.
 */
stageline_status stageline_path_of_keys(const stageline_text *keys,
                                        size_t count,
                                        stageline_bytes **out,
                                        stageline_error **err);

/**
 * Plans the promotion of `count` services from one environment to another, or of all that the
 * first has when `services` is null. Nothing is written or started; that the promotion may not
 * start is part of the plan, not an error.
 *
 * Errors: `E_UNKNOWN_ENVIRONMENT` or `E_UNKNOWN_SERVICE` with the nearest names, or what
 * resolving one of the environments fails with.
 */
stageline_status stageline_project_plan_promotion(const stageline_project *project,
                                                  const char *from,
                                                  const char *to,
                                                  const stageline_text *services,
                                                  size_t count,
                                                  stageline_plan **out,
                                                  stageline_error **err);

/**
 * `stageline_project_plan_promotion` for text with its length.
 */
stageline_status stageline_project_plan_promotion_n(const stageline_project *project,
                                                    const char *from,
                                                    size_t from_len,
                                                    const char *to,
                                                    size_t to_len,
                                                    const stageline_text *services,
                                                    size_t count,
                                                    stageline_plan **out,
                                                    stageline_error **err);

/**
 * Plans a promotion through the pipeline of that name, where several hold this step, and with
 * leave to skip stages for a reason; either may be null.
 *
 * Errors: as `stageline_project_plan_promotion`; `E_UNKNOWN_PIPELINE` with the nearest names;
 * `E_USAGE` for an empty reason.
 */
stageline_status stageline_project_plan_promotion_through(const stageline_project *project,
                                                          const char *from,
                                                          const char *to,
                                                          const stageline_text *services,
                                                          size_t count,
                                                          const char *pipeline,
                                                          const char *skip_stages,
                                                          stageline_plan **out,
                                                          stageline_error **err);

/**
 * `stageline_project_plan_promotion_through` for text with its length.
 */
stageline_status stageline_project_plan_promotion_through_n(const stageline_project *project,
                                                            const char *from,
                                                            size_t from_len,
                                                            const char *to,
                                                            size_t to_len,
                                                            const stageline_text *services,
                                                            size_t count,
                                                            const char *pipeline,
                                                            size_t pipeline_len,
                                                            const char *skip_stages,
                                                            size_t skip_stages_len,
                                                            stageline_plan **out,
                                                            stageline_error **err);

/**
 * Whether the promotion may start; `STAGELINE_VERDICT_BLOCKED` when `plan` is null.
 */
stageline_verdict stageline_plan_verdict(const stageline_plan *plan);

/**
 * The pipeline; empty when no single one holds this step, or when `plan` is null.
 */
stageline_text stageline_plan_pipeline(const stageline_plan *plan);

/**
 * The digest of what is intended: planning the same from the same files gives the same digest.
 * Empty when `plan` is null.
 */
stageline_text stageline_plan_digest(const stageline_plan *plan);

/**
 * Whether results of earlier runs were read; without a journal every gate is pending.
 */
bool stageline_plan_has_journal(const stageline_plan *plan);

/**
 * How many services the plan is about; 0 when `plan` is null.
 */
size_t stageline_plan_service_count(const stageline_plan *plan);

/**
 * How many of the services get another version than the target has; 0 when `plan` is null.
 */
size_t stageline_plan_changing_service_count(const stageline_plan *plan);

/**
 * The service at `index`. Past the last one, or when `plan` is null, its texts are empty.
 */
stageline_plan_service_view stageline_plan_service(const stageline_plan *plan, size_t index);

/**
 * How many values differ between source and target: configuration, flags, and the services that
 * move; a service that one side does not have counts once. 0 when `plan` is null.
 */
size_t stageline_plan_change_count(const stageline_plan *plan);

/**
 * How many gates the promotion has to pass; 0 when `plan` is null.
 */
size_t stageline_plan_gate_count(const stageline_plan *plan);

/**
 * The gate at `index`. Past the last one, or when `plan` is null, its texts are empty.
 */
stageline_plan_gate_view stageline_plan_gate(const stageline_plan *plan, size_t index);

/**
 * How many reasons there are why the promotion may not start yet; 0 when `plan` is null.
 */
size_t stageline_plan_reason_count(const stageline_plan *plan);

/**
 * The reason at `index`, the strongest first. Past the last one, or when `plan` is null, its
 * texts are empty.
 */
stageline_plan_reason_view stageline_plan_reason(const stageline_plan *plan, size_t index);

/**
 * Writes the plan as JSON.
 */
stageline_status stageline_plan_to_json(const stageline_plan *plan,
                                        stageline_bytes **out,
                                        stageline_error **err);

/**
 * Writes the plan as text for people: what a dry run prints.
 */
stageline_status stageline_plan_to_text(const stageline_plan *plan,
                                        stageline_bytes **out,
                                        stageline_error **err);

/**
 * Frees `plan`; does nothing when it is null.
 */
void stageline_plan_free(stageline_plan *plan);

/**
 * How many files would be written; 0 when `preview` is null.
 */
size_t stageline_preview_len(const stageline_preview *preview);

/**
 * The file at `index`, by path. Past the last one, or when `preview` is null, its texts are empty.
 */
stageline_preview_file_view stageline_preview_file(const stageline_preview *preview,
                                                   size_t index);

/**
 * Writes the change of the file at `index` as a unified diff, as `git apply` reads it. It holds
 * what the file holds.
 *
 * Errors: `E_USAGE` for an index past the last one.
 */
stageline_status stageline_preview_file_diff(const stageline_preview *preview,
                                             size_t index,
                                             stageline_bytes **out,
                                             stageline_error **err);

/**
 * Writes all changes as one unified diff, as `git apply` reads it. It holds what the files hold.
 */
stageline_status stageline_preview_diff(const stageline_preview *preview,
                                        stageline_bytes **out,
                                        stageline_error **err);

/**
 * Writes all changes as text for people: a diff in which values that look like secrets are
 * withheld.
 */
stageline_status stageline_preview_to_text(const stageline_preview *preview,
                                           stageline_bytes **out,
                                           stageline_error **err);

/**
 * Writes the preview as JSON: `files`, each with `path`, `before` and `after`. It holds what the
 * files hold.
 */
stageline_status stageline_preview_to_json(const stageline_preview *preview,
                                           stageline_bytes **out,
                                           stageline_error **err);

/**
 * Frees `preview`; does nothing when it is null.
 */
void stageline_preview_free(stageline_preview *preview);

/**
 * Opens the project in the folder `root`. It never searches; see `stageline_project_find`.
 *
 * Errors: `E_PROJECT_NOT_FOUND`; that of the one file that cannot be read; or `E_LOAD` with all
 * of them.
 */
stageline_status stageline_project_open(const char *root,
                                        stageline_project **out,
                                        stageline_error **err);

/**
 * `stageline_project_open` for text with its length.
 */
stageline_status stageline_project_open_n(const char *root,
                                          size_t root_len,
                                          stageline_project **out,
                                          stageline_error **err);

/**
 * Opens the project in the folder `root` with `options`, which may be null.
 *
 * Errors: as `stageline_project_open`.
 */
stageline_status stageline_project_open_with(const char *root,
                                             const stageline_options *options,
                                             stageline_project **out,
                                             stageline_error **err);

/**
 * `stageline_project_open_with` for text with its length.
 */
stageline_status stageline_project_open_with_n(const char *root,
                                               size_t root_len,
                                               const stageline_options *options,
                                               stageline_project **out,
                                               stageline_error **err);

/**
 * Opens the nearest project: `STAGELINE_ROOT` if it is set, else from the working folder upward,
 * as far as the repository reaches.
 *
 * Errors: `E_PROJECT_NOT_FOUND` naming the folders that were searched, or as
 * `stageline_project_open`.
 */
stageline_status stageline_project_find(stageline_project **out,
                                        stageline_error **err);

/**
 * Opens the nearest project from the folder `start` upward with `options`, which may be null.
 * `STAGELINE_ROOT` is not asked.
 *
 * Errors: as `stageline_project_find`.
 */
stageline_status stageline_project_find_from(const char *start,
                                             const stageline_options *options,
                                             stageline_project **out,
                                             stageline_error **err);

/**
 * `stageline_project_find_from` for text with its length.
 */
stageline_status stageline_project_find_from_n(const char *start,
                                               size_t start_len,
                                               const stageline_options *options,
                                               stageline_project **out,
                                               stageline_error **err);

/**
 * Opens a project held in memory with `options`, which may be null. `files` stays the caller's.
 *
 * Errors: as `stageline_project_open`, and `E_PATH_OUTSIDE` for a path that leaves the root.
 */
stageline_status stageline_project_from_files(const stageline_files *files,
                                              const stageline_options *options,
                                              stageline_project **out,
                                              stageline_error **err);

/**
 * Reads the whole project again. Questions asked afterwards are answered from the new state.
 *
 * Errors: as `stageline_project_open`; the state that was read before then stays.
 */
stageline_status stageline_project_reload(const stageline_project *project,
                                          stageline_error **err);

/**
 * Reads the files again that lie at `count` paths relative to the root; the rest stays as it is.
 *
 * Errors: as `stageline_project_reload`.
 */
stageline_status stageline_project_reload_paths(const stageline_project *project,
                                                const stageline_text *paths,
                                                size_t count,
                                                stageline_error **err);

/**
 * The folder the project lies in, or `memory`; empty when `project` is null.
 */
stageline_text stageline_project_root(const stageline_project *project);

/**
 * How the root was found; `STAGELINE_ROOT_FOUND_OTHER` when `project` is null.
 */
stageline_root_found stageline_project_root_found(const stageline_project *project);

/**
 * Pins the current state: the snapshot stays as it is, whatever happens to the files.
 */
stageline_status stageline_project_snapshot(const stageline_project *project,
                                            stageline_snapshot **out,
                                            stageline_error **err);

/**
 * Frees `project`; does nothing when it is null.
 */
void stageline_project_free(stageline_project *project);

/**
 * Where the value at a path was written.
 *
 * Errors: as `stageline_value_get`, and `E_USAGE` for a value that comes from no project.
 */
stageline_status stageline_value_origin(const stageline_value *value,
                                        const char *path,
                                        stageline_origin **out,
                                        stageline_error **err);

/**
 * `stageline_value_origin` for text with its length.
 */
stageline_status stageline_value_origin_n(const stageline_value *value,
                                          const char *path,
                                          size_t path_len,
                                          stageline_origin **out,
                                          stageline_error **err);

/**
 * Where the value at a path comes from and what it overrode. The path may be that of a value
 * which a layer deleted.
 *
 * Errors: as `stageline_value_origin`.
 */
stageline_status stageline_value_explain(const stageline_value *value,
                                         const char *path,
                                         stageline_explanation **out,
                                         stageline_error **err);

/**
 * `stageline_value_explain` for text with its length.
 */
stageline_status stageline_value_explain_n(const stageline_value *value,
                                           const char *path,
                                           size_t path_len,
                                           stageline_explanation **out,
                                           stageline_error **err);

/**
 * Every leaf below a path with where it comes from and what it overrode, in the order of the tree;
 * the empty path is everything. What some layer says and the result lacks is among them, without a
 * value.
 *
 * Errors: as `stageline_value_origin`.
 */
stageline_status stageline_value_explain_all(const stageline_value *value,
                                             const char *path,
                                             stageline_explanations **out,
                                             stageline_error **err);

/**
 * `stageline_value_explain_all` for text with its length.
 */
stageline_status stageline_value_explain_all_n(const stageline_value *value,
                                               const char *path,
                                               size_t path_len,
                                               stageline_explanations **out,
                                               stageline_error **err);

/**
 * Writes the explanation of `stageline_value_explain` as JSON: `path`, `value` and `steps`,
 * strongest first, each with `layer`, `name`, `place`, `effect` and `value`.
 *
 * Errors: as `stageline_value_origin`.
 */
stageline_status stageline_value_explain_json(const stageline_value *value,
                                              const char *path,
                                              stageline_bytes **out,
                                              stageline_error **err);

/**
 * `stageline_value_explain_json` for text with its length.
 */
stageline_status stageline_value_explain_json_n(const stageline_value *value,
                                                const char *path,
                                                size_t path_len,
                                                stageline_bytes **out,
                                                stageline_error **err);

/**
 * Reads an amount of a kind: `cpu` (cores), `bytes`, `duration` (seconds) or `percent`. A bare
 * number counts in the unit in brackets.
 *
 * Errors: `E_QUANTITY` for a text that is none of this kind.
 */
stageline_status stageline_quantity_parse(const char *text,
                                          const char *kind,
                                          stageline_quantity **out,
                                          stageline_error **err);

/**
 * `stageline_quantity_parse` for text with its length.
 */
stageline_status stageline_quantity_parse_n(const char *text,
                                            size_t text_len,
                                            const char *kind,
                                            size_t kind_len,
                                            stageline_quantity **out,
                                            stageline_error **err);

/**
 * What it measures: `cpu`, `bytes`, `duration` or `percent`; empty when `quantity` is null.
 */
stageline_text stageline_quantity_kind(const stageline_quantity *quantity);

/**
 * Writes -1, 0 or 1: whether the left amount is smaller, equal or larger.
 *
 * Errors: `E_USAGE` for amounts of different kinds.
 */
stageline_status stageline_quantity_compare(const stageline_quantity *left,
                                            const stageline_quantity *right,
                                            int32_t *out,
                                            stageline_error **err);

/**
 * The amount in its unit, as near as a double comes; 0 when `quantity` is null.
 */
double stageline_quantity_value(const stageline_quantity *quantity);

/**
 * Writes the amount as Kubernetes spells it, in the notation it was read in: the largest suffix
 * that leaves no fraction. `1024Mi` is `1Gi`, `0.5` is `500m`.
 */
stageline_status stageline_quantity_canonical(const stageline_quantity *quantity,
                                              stageline_bytes **out,
                                              stageline_error **err);

/**
 * Frees `quantity`; does nothing when it is null.
 */
void stageline_quantity_free(stageline_quantity *quantity);

/**
 * In how many environments something changes; 0 where only comments or spellings were edited, or
 * when `radius` is null.
 */
size_t stageline_blast_radius_len(const stageline_blast_radius *radius);

/**
 * The name of the environment at `index`, in the order of the project; empty past the last one, or
 * when `radius` is null.
 */
stageline_text stageline_blast_radius_environment(const stageline_blast_radius *radius,
                                                  size_t index);

/**
 * Writes the changes as JSON: `effects`, each with an `environment` and a `diff` as
 * `stageline_project_diff_json` writes one, from `before` to `after`.
 */
stageline_status stageline_blast_radius_to_json(const stageline_blast_radius *radius,
                                                stageline_bytes **out,
                                                stageline_error **err);

/**
 * Writes the changes as text for people: what looks like a secret is withheld.
 */
stageline_status stageline_blast_radius_to_text(const stageline_blast_radius *radius,
                                                stageline_bytes **out,
                                                stageline_error **err);

/**
 * Frees `radius`; does nothing when it is null.
 */
void stageline_blast_radius_free(stageline_blast_radius *radius);

/**
 * The integer at a path.
 *
 * Errors: as `stageline_value_get`, and `E_CONFIG_TYPE` with the place of a value that is no
 * integer or lies outside 64 signed bits.
 */
stageline_status stageline_value_get_i64(const stageline_value *value,
                                         const char *path,
                                         int64_t *out,
                                         stageline_error **err);

/**
 * `stageline_value_get_i64` for text with its length.
 */
stageline_status stageline_value_get_i64_n(const stageline_value *value,
                                           const char *path,
                                           size_t path_len,
                                           int64_t *out,
                                           stageline_error **err);

/**
 * The integer at a path, which is not negative.
 *
 * Errors: as `stageline_value_get`, and `E_CONFIG_TYPE` with the place of a value that is no
 * integer or is negative.
 */
stageline_status stageline_value_get_u64(const stageline_value *value,
                                         const char *path,
                                         uint64_t *out,
                                         stageline_error **err);

/**
 * `stageline_value_get_u64` for text with its length.
 */
stageline_status stageline_value_get_u64_n(const stageline_value *value,
                                           const char *path,
                                           size_t path_len,
                                           uint64_t *out,
                                           stageline_error **err);

/**
 * The number at a path; an integer is one where a double holds it exactly.
 *
 * Errors: as `stageline_value_get`, and `E_CONFIG_TYPE` with the place of a value that is no
 * number, or an integer beyond 2^53.
 */
stageline_status stageline_value_get_f64(const stageline_value *value,
                                         const char *path,
                                         double *out,
                                         stageline_error **err);

/**
 * `stageline_value_get_f64` for text with its length.
 */
stageline_status stageline_value_get_f64_n(const stageline_value *value,
                                           const char *path,
                                           size_t path_len,
                                           double *out,
                                           stageline_error **err);

/**
 * The boolean at a path.
 *
 * Errors: as `stageline_value_get`, and `E_CONFIG_TYPE` with the place of a value that is none.
 */
stageline_status stageline_value_get_bool(const stageline_value *value,
                                          const char *path,
                                          bool *out,
                                          stageline_error **err);

/**
 * `stageline_value_get_bool` for text with its length.
 */
stageline_status stageline_value_get_bool_n(const stageline_value *value,
                                            const char *path,
                                            size_t path_len,
                                            bool *out,
                                            stageline_error **err);

/**
 * The text at a path, borrowed from `value`.
 *
 * Errors: as `stageline_value_get`, and `E_CONFIG_TYPE` with the place of a value that is none.
 */
stageline_status stageline_value_get_text(const stageline_value *value,
                                          const char *path,
                                          stageline_text *out,
                                          stageline_error **err);

/**
 * `stageline_value_get_text` for text with its length.
 */
stageline_status stageline_value_get_text_n(const stageline_value *value,
                                            const char *path,
                                            size_t path_len,
                                            stageline_text *out,
                                            stageline_error **err);

/**
 * How many findings there are; 0 when `report` is null.
 */
size_t stageline_report_len(const stageline_report *report);

/**
 * The finding at `index`, by place. Past the last one, or when `report` is null, its texts are
 * empty.
 */
stageline_finding stageline_report_finding(const stageline_report *report, size_t index);

/**
 * How many places the finding at `index` speaks of; 0 past the last one, or when `report` is null.
 */
size_t stageline_report_place_count(const stageline_report *report,
                                    size_t index);

/**
 * One of the places of the finding at `index`, the main one first. Past the last one, or when
 * `report` is null, `file` is empty.
 */
stageline_place stageline_report_place(const stageline_report *report,
                                       size_t index,
                                       size_t place);

/**
 * How many findings are suppressed; `stageline_report_len` counts none of them. 0 when `report` is
 * null.
 */
size_t stageline_report_suppressed_count(const stageline_report *report);

/**
 * The suppressed finding at `index`, by place. Past the last one, or when `report` is null, its
 * texts are empty.
 */
stageline_suppressed stageline_report_suppressed(const stageline_report *report, size_t index);

/**
 * How many findings have a severity, a `stageline_severity`; 0 for one that is none, or when
 * `report` is null.
 */
size_t stageline_report_count(const stageline_report *report, int32_t severity);

/**
 * Whether a finding is at least this severe, a `stageline_severity`; false for one that is none,
 * or when `report` is null.
 */
bool stageline_report_has_at_least(const stageline_report *report,
                                   int32_t severity);

/**
 * How many files were looked at; 0 when `report` is null.
 */
size_t stageline_report_file_count(const stageline_report *report);

/**
 * The findings that an earlier report does not have, by their fingerprints, as a report of its
 * own. What is suppressed stays as it is.
 */
stageline_status stageline_report_new_since(const stageline_report *report,
                                            const stageline_report *base,
                                            stageline_report **out,
                                            stageline_error **err);

/**
 * The same with the earlier report as JSON, as `stageline_report_to_json` writes it.
 *
 * Errors: `E_USAGE` for a text that is no such report.
 */
stageline_status stageline_report_new_since_json(const stageline_report *report,
                                                 const char *base,
                                                 stageline_report **out,
                                                 stageline_error **err);

/**
 * `stageline_report_new_since_json` for text with its length.
 */
stageline_status stageline_report_new_since_json_n(const stageline_report *report,
                                                   const char *base,
                                                   size_t base_len,
                                                   stageline_report **out,
                                                   stageline_error **err);

/**
 * Writes the report as text for people, with excerpts of the files, secrets withheld, and ANSI
 * colours if they are wanted.
 */
stageline_status stageline_report_to_text(const stageline_report *report,
                                          bool colour,
                                          stageline_bytes **out,
                                          stageline_error **err);

/**
 * Writes the report as indented JSON: `findings`, `suppressed`, `counts`, `files` and
 * `host_rules`.
 */
stageline_status stageline_report_to_json(const stageline_report *report,
                                          stageline_bytes **out,
                                          stageline_error **err);

/**
 * Writes the report as SARIF 2.1.0, for code hosts and editors. `prefix` is the project's folder
 * relative to the repository's root, `rules_page` the address of the page of rules; each may be
 * null.
 */
stageline_status stageline_report_to_sarif(const stageline_report *report,
                                           const char *prefix,
                                           const char *rules_page,
                                           stageline_bytes **out,
                                           stageline_error **err);

/**
 * `stageline_report_to_sarif` for text with its length.
 */
stageline_status stageline_report_to_sarif_n(const stageline_report *report,
                                             const char *prefix,
                                             size_t prefix_len,
                                             const char *rules_page,
                                             size_t rules_page_len,
                                             stageline_bytes **out,
                                             stageline_error **err);

/**
 * Writes the report as JUnit XML, for test dashboards. A finding at least as bad as `fails`, a
 * `stageline_severity`, is a failure.
 */
stageline_status stageline_report_to_junit(const stageline_report *report,
                                           int32_t fails,
                                           stageline_bytes **out,
                                           stageline_error **err);

/**
 * Writes the report as workflow commands, which GitHub shows beside the lines of a change.
 * `prefix` is the project's folder relative to the repository's root, and may be null.
 */
stageline_status stageline_report_to_github(const stageline_report *report,
                                            const char *prefix,
                                            stageline_bytes **out,
                                            stageline_error **err);

/**
 * `stageline_report_to_github` for text with its length.
 */
stageline_status stageline_report_to_github_n(const stageline_report *report,
                                              const char *prefix,
                                              size_t prefix_len,
                                              stageline_bytes **out,
                                              stageline_error **err);

/**
 * Writes what is wrong with the project as JSON, as `stageline_project_validate` and
 * `stageline_report_to_json` together do.
 */
stageline_status stageline_project_validate_json(const stageline_project *project,
                                                 stageline_bytes **out,
                                                 stageline_error **err);

/**
 * Writes what is wrong with the project as text for people, with excerpts of the files and no
 * colours.
 */
stageline_status stageline_project_validate_text(const stageline_project *project,
                                                 stageline_bytes **out,
                                                 stageline_error **err);

/**
 * Frees `report`; does nothing when it is null.
 */
void stageline_report_free(stageline_report *report);

/**
 * Resolves the configuration of an environment, with all that it extends.
 *
 * Errors: `E_UNKNOWN_ENVIRONMENT` with the nearest names; `E_UNKNOWN_BASE`, `E_AMBIGUOUS_BASE`,
 * `E_NO_DEFAULT_BASE`, `E_EXTENDS_CYCLE` or `E_EXTENDS_DEPTH` with the places of the `extends`
 * concerned.
 */
stageline_status stageline_environment_resolve(const stageline_project *project,
                                               const char *environment,
                                               stageline_value **out,
                                               stageline_error **err);

/**
 * `stageline_environment_resolve` for text with its length.
 */
stageline_status stageline_environment_resolve_n(const stageline_project *project,
                                                 const char *environment,
                                                 size_t environment_len,
                                                 stageline_value **out,
                                                 stageline_error **err);

/**
 * Resolves the configuration of an environment with `overrides` on top: a JSON object, merge
 * instructions such as `{"$append": [...]}` among its values. Null means none.
 *
 * Errors: as `stageline_environment_resolve`; `E_USAGE` for text that is no JSON object; `E_MERGE`
 * for a merge instruction that is none.
 */
stageline_status stageline_environment_resolve_with(const stageline_project *project,
                                                    const char *environment,
                                                    const char *overrides,
                                                    stageline_value **out,
                                                    stageline_error **err);

/**
 * `stageline_environment_resolve_with` for text with its length.
 */
stageline_status stageline_environment_resolve_with_n(const stageline_project *project,
                                                      const char *environment,
                                                      size_t environment_len,
                                                      const char *overrides,
                                                      size_t overrides_len,
                                                      stageline_value **out,
                                                      stageline_error **err);

/**
 * An environment's record: what the project says of the environment itself (tier, region, limits).
 *
 * Errors: `E_UNKNOWN_ENVIRONMENT` with the nearest names.
 */
stageline_status stageline_environment_record(const stageline_project *project,
                                              const char *environment,
                                              stageline_value **out,
                                              stageline_error **err);

/**
 * `stageline_environment_record` for text with its length.
 */
stageline_status stageline_environment_record_n(const stageline_project *project,
                                                const char *environment,
                                                size_t environment_len,
                                                stageline_value **out,
                                                stageline_error **err);

/**
 * Whether customers depend on an environment: its tier is `production`.
 *
 * Errors: `E_UNKNOWN_ENVIRONMENT` with the nearest names.
 */
stageline_status stageline_environment_is_production(const stageline_project *project,
                                                     const char *environment,
                                                     bool *out,
                                                     stageline_error **err);

/**
 * `stageline_environment_is_production` for text with its length.
 */
stageline_status stageline_environment_is_production_n(const stageline_project *project,
                                                       const char *environment,
                                                       size_t environment_len,
                                                       bool *out,
                                                       stageline_error **err);

/**
 * Writes the name of the environment that a tenant derives from this one.
 *
 * Errors: `E_UNKNOWN_ENVIRONMENT`; `E_UNKNOWN_TENANT` for a tenant that does not exist or has no
 * such environment.
 */
stageline_status stageline_environment_tenant(const stageline_project *project,
                                              const char *environment,
                                              const char *tenant,
                                              stageline_bytes **out,
                                              stageline_error **err);

/**
 * `stageline_environment_tenant` for text with its length.
 */
stageline_status stageline_environment_tenant_n(const stageline_project *project,
                                                const char *environment,
                                                size_t environment_len,
                                                const char *tenant,
                                                size_t tenant_len,
                                                stageline_bytes **out,
                                                stageline_error **err);

/**
 * The names of the services that are configured in an environment, sorted.
 *
 * Errors: `E_UNKNOWN_ENVIRONMENT` with the nearest names.
 */
stageline_status stageline_environment_service_names(const stageline_project *project,
                                                     const char *environment,
                                                     stageline_names **out,
                                                     stageline_error **err);

/**
 * `stageline_environment_service_names` for text with its length.
 */
stageline_status stageline_environment_service_names_n(const stageline_project *project,
                                                       const char *environment,
                                                       size_t environment_len,
                                                       stageline_names **out,
                                                       stageline_error **err);

/**
 * Resolves the values of a service in an environment. Paths begin below the service's name.
 *
 * Errors: as `stageline_environment_resolve`; `E_UNKNOWN_SERVICE` with the nearest names;
 * `E_SERVICE_ABSENT` where the service has neither a base nor a file for the environment.
 */
stageline_status stageline_service_resolve(const stageline_project *project,
                                           const char *environment,
                                           const char *service,
                                           stageline_value **out,
                                           stageline_error **err);

/**
 * `stageline_service_resolve` for text with its length.
 */
stageline_status stageline_service_resolve_n(const stageline_project *project,
                                             const char *environment,
                                             size_t environment_len,
                                             const char *service,
                                             size_t service_len,
                                             stageline_value **out,
                                             stageline_error **err);

/**
 * Resolves the values of a service with `overrides` on top, as
 * `stageline_environment_resolve_with` does.
 *
 * Errors: as `stageline_service_resolve` and `stageline_environment_resolve_with`.
 */
stageline_status stageline_service_resolve_with(const stageline_project *project,
                                                const char *environment,
                                                const char *service,
                                                const char *overrides,
                                                stageline_value **out,
                                                stageline_error **err);

/**
 * `stageline_service_resolve_with` for text with its length.
 */
stageline_status stageline_service_resolve_with_n(const stageline_project *project,
                                                  const char *environment,
                                                  size_t environment_len,
                                                  const char *service,
                                                  size_t service_len,
                                                  const char *overrides,
                                                  size_t overrides_len,
                                                  stageline_value **out,
                                                  stageline_error **err);

/**
 * Whether a service has a file in an environment, a base, or a file of an environment that it
 * extends.
 *
 * Errors: `E_UNKNOWN_ENVIRONMENT` or `E_UNKNOWN_SERVICE` with the nearest names.
 */
stageline_status stageline_service_is_configured(const stageline_project *project,
                                                 const char *environment,
                                                 const char *service,
                                                 bool *out,
                                                 stageline_error **err);

/**
 * `stageline_service_is_configured` for text with its length.
 */
stageline_status stageline_service_is_configured_n(const stageline_project *project,
                                                   const char *environment,
                                                   size_t environment_len,
                                                   const char *service,
                                                   size_t service_len,
                                                   bool *out,
                                                   stageline_error **err);

/**
 * What the services of environments ask for, and what the environments may use: a table for each
 * resource, with a cell for each service and environment, and the sums. The resources are `cpu`,
 * `memory` and `storage`; none given are all.
 *
 * Errors: `E_USAGE` without an environment or for another resource, `E_UNKNOWN_ENVIRONMENT`, or why a
 * service cannot be resolved.
 */
stageline_status stageline_snapshot_resources(const stageline_snapshot *snapshot,
                                              const stageline_text *environments,
                                              size_t environment_count,
                                              const stageline_text *resources,
                                              size_t resource_count,
                                              stageline_resources **out,
                                              stageline_error **err);

/**
 * How many tables there are, one for each resource; 0 when `resources` is null.
 */
size_t stageline_resources_len(const stageline_resources *resources);

/**
 * The table at `index`, in the order in which the resources were asked for. Past the last one, or when
 * `resources` is null, its text is empty.
 */
stageline_resource_table_view stageline_resources_table(const stageline_resources *resources,
                                                        size_t index);

/**
 * The service at `index` of a table, sorted by name; empty past the last one, or when `resources` is
 * null.
 */
stageline_text stageline_resources_service(const stageline_resources *resources,
                                           size_t table,
                                           size_t index);

/**
 * What the service at `service` of a table asks for in the environment at `environment`, in the order
 * in which environments were asked for. Past the last ones, or when `resources` is null, it does not
 * run.
 */
stageline_service_demand_view stageline_resources_demand(const stageline_resources *resources,
                                                         size_t table,
                                                         size_t service,
                                                         size_t environment);

/**
 * What all services ask for in the environment at `environment`, and what there is. Past the last one,
 * or when `resources` is null, its texts are empty.
 */
stageline_environment_demand_view stageline_resources_total(const stageline_resources *resources,
                                                            size_t table,
                                                            size_t environment);

/**
 * The service at `index` of those that run in an environment and do not say what they request, sorted;
 * empty past the last one, or when `resources` is null.
 */
stageline_text stageline_resources_silent(const stageline_resources *resources,
                                          size_t table,
                                          size_t environment,
                                          size_t index);

/**
 * The service at `index` of those whose requests in an environment are no amounts, sorted; the sums lack
 * them. Empty past the last one, or when `resources` is null.
 */
stageline_text stageline_resources_uncounted(const stageline_resources *resources,
                                             size_t table,
                                             size_t environment,
                                             size_t index);

/**
 * Whether the services of some environment request more than it may use; false when `resources` is
 * null.
 */
bool stageline_resources_is_overcommitted(const stageline_resources *resources);

/**
 * Frees `resources`; does nothing when it is null.
 */
void stageline_resources_free(stageline_resources *resources);

/**
 * Writes what the services of environments ask for, and what the environments may use, as JSON:
 * `environments`, and `resources` with a table for each (`resource`, `services`, `totals`). The
 * resources are `cpu`, `memory` and `storage`; none given are all.
 *
 * Errors: as `stageline_snapshot_resources`.
 */
stageline_status stageline_snapshot_resources_json(const stageline_snapshot *snapshot,
                                                   const stageline_text *environments,
                                                   size_t environment_count,
                                                   const stageline_text *resources,
                                                   size_t resource_count,
                                                   stageline_bytes **out,
                                                   stageline_error **err);

/**
 * Writes the same as text for people, a line for each resource and environment.
 *
 * Errors: as `stageline_snapshot_resources`.
 */
stageline_status stageline_snapshot_resources_text(const stageline_snapshot *snapshot,
                                                   const stageline_text *environments,
                                                   size_t environment_count,
                                                   const stageline_text *resources,
                                                   size_t resource_count,
                                                   stageline_bytes **out,
                                                   stageline_error **err);

/**
 * Puts a boolean at a path; missing maps on the way are made.
 */
stageline_status stageline_scope_set_bool(const stageline_scope *scope,
                                          const char *path,
                                          bool value,
                                          stageline_error **err);

/**
 * `stageline_scope_set_bool` for text with its length.
 */
stageline_status stageline_scope_set_bool_n(const stageline_scope *scope,
                                            const char *path,
                                            size_t path_len,
                                            bool value,
                                            stageline_error **err);

/**
 * Puts an integer at a path; missing maps on the way are made.
 */
stageline_status stageline_scope_set_i64(const stageline_scope *scope,
                                         const char *path,
                                         int64_t value,
                                         stageline_error **err);

/**
 * `stageline_scope_set_i64` for text with its length.
 */
stageline_status stageline_scope_set_i64_n(const stageline_scope *scope,
                                           const char *path,
                                           size_t path_len,
                                           int64_t value,
                                           stageline_error **err);

/**
 * Puts an integer that is not negative at a path; missing maps on the way are made.
 */
stageline_status stageline_scope_set_u64(const stageline_scope *scope,
                                         const char *path,
                                         uint64_t value,
                                         stageline_error **err);

/**
 * `stageline_scope_set_u64` for text with its length.
 */
stageline_status stageline_scope_set_u64_n(const stageline_scope *scope,
                                           const char *path,
                                           size_t path_len,
                                           uint64_t value,
                                           stageline_error **err);

/**
 * Puts a number at a path; missing maps on the way are made.
 */
stageline_status stageline_scope_set_f64(const stageline_scope *scope,
                                         const char *path,
                                         double value,
                                         stageline_error **err);

/**
 * `stageline_scope_set_f64` for text with its length.
 */
stageline_status stageline_scope_set_f64_n(const stageline_scope *scope,
                                           const char *path,
                                           size_t path_len,
                                           double value,
                                           stageline_error **err);

/**
 * Puts text at a path; missing maps on the way are made.
 */
stageline_status stageline_scope_set_text(const stageline_scope *scope,
                                          const char *path,
                                          const char *value,
                                          stageline_error **err);

/**
 * `stageline_scope_set_text` for text with its length.
 */
stageline_status stageline_scope_set_text_n(const stageline_scope *scope,
                                            const char *path,
                                            size_t path_len,
                                            const char *value,
                                            size_t value_len,
                                            stageline_error **err);

/**
 * Puts a JSON value at a path; missing maps on the way are made. Merge instructions such as
 * `{"$append": […]}` are written as tags.
 *
 * Errors: `E_USAGE` for text that is no JSON.
 */
stageline_status stageline_scope_set_json(const stageline_scope *scope,
                                          const char *path,
                                          const char *json,
                                          stageline_error **err);

/**
 * `stageline_scope_set_json` for text with its length.
 */
stageline_status stageline_scope_set_json_n(const stageline_scope *scope,
                                            const char *path,
                                            size_t path_len,
                                            const char *json,
                                            size_t json_len,
                                            stageline_error **err);

/**
 * Forgets what this layer says at a path, so that the layers below count again.
 *
 * Errors: `E_UNKNOWN_PATH` where this layer says nothing.
 */
stageline_status stageline_scope_unset(const stageline_scope *scope,
                                       const char *path,
                                       stageline_error **err);

/**
 * `stageline_scope_unset` for text with its length.
 */
stageline_status stageline_scope_unset_n(const stageline_scope *scope,
                                         const char *path,
                                         size_t path_len,
                                         stageline_error **err);

/**
 * Takes the value at a path away for good, an inherited one too.
 *
 * Errors: `E_UNKNOWN_PATH` where nothing stands.
 */
stageline_status stageline_scope_delete(const stageline_scope *scope,
                                        const char *path,
                                        stageline_error **err);

/**
 * `stageline_scope_delete` for text with its length.
 */
stageline_status stageline_scope_delete_n(const stageline_scope *scope,
                                          const char *path,
                                          size_t path_len,
                                          stageline_error **err);

/**
 * Moves what this layer says at a path to another one, where nothing stands yet.
 *
 * Errors: `E_UNKNOWN_PATH` where this layer says nothing.
 */
stageline_status stageline_scope_move(const stageline_scope *scope,
                                      const char *from,
                                      const char *to,
                                      stageline_error **err);

/**
 * `stageline_scope_move` for text with its length.
 */
stageline_status stageline_scope_move_n(const stageline_scope *scope,
                                        const char *from,
                                        size_t from_len,
                                        const char *to,
                                        size_t to_len,
                                        stageline_error **err);

/**
 * Sets every leaf of a JSON value below a path; what it does not name stays. The empty path is the
 * target as a whole.
 *
 * Errors: `E_USAGE` for text that is no JSON.
 */
stageline_status stageline_scope_apply_json(const stageline_scope *scope,
                                            const char *path,
                                            const char *json,
                                            stageline_error **err);

/**
 * `stageline_scope_apply_json` for text with its length.
 */
stageline_status stageline_scope_apply_json_n(const stageline_scope *scope,
                                              const char *path,
                                              size_t path_len,
                                              const char *json,
                                              size_t json_len,
                                              stageline_error **err);

/**
 * Frees `scope`; does nothing when it is null.
 */
void stageline_scope_free(stageline_scope *scope);

/**
 * The names of the environments, in the order of the file, those of tenants behind.
 */
stageline_status stageline_snapshot_environment_names(const stageline_snapshot *snapshot,
                                                      stageline_names **out,
                                                      stageline_error **err);

/**
 * The names of the services, sorted.
 */
stageline_status stageline_snapshot_service_names(const stageline_snapshot *snapshot,
                                                  stageline_names **out,
                                                  stageline_error **err);

/**
 * Writes source code with a typed constant and getter for each flag, in a language: `c`, `python`, `rust` or
 * `typescript`.
 *
 * Errors: `E_USAGE` for another language; `E_NAME_TAKEN` for flags or variants that would have one name there.
 */
stageline_status stageline_snapshot_flag_accessors(const stageline_snapshot *snapshot,
                                                   const char *language,
                                                   stageline_bytes **out,
                                                   stageline_error **err);

/**
 * `stageline_snapshot_flag_accessors` for text with its length.
 */
stageline_status stageline_snapshot_flag_accessors_n(const stageline_snapshot *snapshot,
                                                     const char *language,
                                                     size_t language_len,
                                                     stageline_bytes **out,
                                                     stageline_error **err);

/**
 * Writes the digest of all files, paths and texts: `sl1:` and 64 hexadecimal digits.
 */
stageline_status stageline_snapshot_digest(const stageline_snapshot *snapshot,
                                           stageline_bytes **out,
                                           stageline_error **err);

/**
 * Writes what could not be loaded as a JSON list of errors; empty unless the project was opened
 * leniently.
 */
stageline_status stageline_snapshot_problems_json(const stageline_snapshot *snapshot,
                                                  stageline_bytes **out,
                                                  stageline_error **err);

/**
 * Writes the tenants as a JSON list, in the order of the file: `name`, `environments` (each `from`
 * and `name`), `tier`, `isolation` and `place`.
 */
stageline_status stageline_snapshot_tenants_json(const stageline_snapshot *snapshot,
                                                 stageline_bytes **out,
                                                 stageline_error **err);

/**
 * Writes the pipelines as a JSON list, by the names of their workflows: `name`, `title`, and
 * `stages` with `environment`, `auto_promote`, `gates` (each `name`, `when` and `approval`) and
 * `place`.
 */
stageline_status stageline_snapshot_pipelines_json(const stageline_snapshot *snapshot,
                                                   stageline_bytes **out,
                                                   stageline_error **err);

/**
 * Resolves the configuration of an environment, or of a service in it, from this state.
 * `service` may be null; `overrides` is a JSON object laid on top, or null.
 *
 * Errors: as `stageline_environment_resolve_with` and `stageline_service_resolve_with`.
 */
stageline_status stageline_snapshot_resolve(const stageline_snapshot *snapshot,
                                            const char *environment,
                                            const char *service,
                                            const char *overrides,
                                            stageline_value **out,
                                            stageline_error **err);

/**
 * `stageline_snapshot_resolve` for text with its length.
 */
stageline_status stageline_snapshot_resolve_n(const stageline_snapshot *snapshot,
                                              const char *environment,
                                              size_t environment_len,
                                              const char *service,
                                              size_t service_len,
                                              const char *overrides,
                                              size_t overrides_len,
                                              stageline_value **out,
                                              stageline_error **err);

/**
 * Frees `snapshot`; does nothing when it is null.
 */
void stageline_snapshot_free(stageline_snapshot *snapshot);

/**
 * An environment's own configuration: `overrides` of its file, which is written where there is
 * none. Of an environment that a tenant derives: the tenant's `overrides_by_environment`.
 */
stageline_status stageline_edit_environment(const stageline_edit *edit,
                                            const char *name,
                                            stageline_scope **out,
                                            stageline_error **err);

/**
 * `stageline_edit_environment` for text with its length.
 */
stageline_status stageline_edit_environment_n(const stageline_edit *edit,
                                              const char *name,
                                              size_t name_len,
                                              stageline_scope **out,
                                              stageline_error **err);

/**
 * An environment's record in `config/environments.yaml`.
 */
stageline_status stageline_edit_record(const stageline_edit *edit,
                                       const char *environment,
                                       stageline_scope **out,
                                       stageline_error **err);

/**
 * `stageline_edit_record` for text with its length.
 */
stageline_status stageline_edit_record_n(const stageline_edit *edit,
                                         const char *environment,
                                         size_t environment_len,
                                         stageline_scope **out,
                                         stageline_error **err);

/**
 * A service's file for one environment, which is written where there is none.
 */
stageline_status stageline_edit_service(const stageline_edit *edit,
                                        const char *environment,
                                        const char *name,
                                        stageline_scope **out,
                                        stageline_error **err);

/**
 * `stageline_edit_service` for text with its length.
 */
stageline_status stageline_edit_service_n(const stageline_edit *edit,
                                          const char *environment,
                                          size_t environment_len,
                                          const char *name,
                                          size_t name_len,
                                          stageline_scope **out,
                                          stageline_error **err);

/**
 * A service's `base.yaml`, for all environments.
 */
stageline_status stageline_edit_service_base(const stageline_edit *edit,
                                             const char *name,
                                             stageline_scope **out,
                                             stageline_error **err);

/**
 * `stageline_edit_service_base` for text with its length.
 */
stageline_status stageline_edit_service_base_n(const stageline_edit *edit,
                                               const char *name,
                                               size_t name_len,
                                               stageline_scope **out,
                                               stageline_error **err);

/**
 * A base, by its key.
 */
stageline_status stageline_edit_base(const stageline_edit *edit,
                                     const char *name,
                                     stageline_scope **out,
                                     stageline_error **err);

/**
 * `stageline_edit_base` for text with its length.
 */
stageline_status stageline_edit_base_n(const stageline_edit *edit,
                                       const char *name,
                                       size_t name_len,
                                       stageline_scope **out,
                                       stageline_error **err);

/**
 * A tenant's `overrides`, in all its environments.
 */
stageline_status stageline_edit_tenant(const stageline_edit *edit,
                                       const char *name,
                                       stageline_scope **out,
                                       stageline_error **err);

/**
 * `stageline_edit_tenant` for text with its length.
 */
stageline_status stageline_edit_tenant_n(const stageline_edit *edit,
                                         const char *name,
                                         size_t name_len,
                                         stageline_scope **out,
                                         stageline_error **err);

/**
 * A feature flag's entry.
 */
stageline_status stageline_edit_flag(const stageline_edit *edit,
                                     const char *name,
                                     stageline_scope **out,
                                     stageline_error **err);

/**
 * `stageline_edit_flag` for text with its length.
 */
stageline_status stageline_edit_flag_n(const stageline_edit *edit,
                                       const char *name,
                                       size_t name_len,
                                       stageline_scope **out,
                                       stageline_error **err);

/**
 * A workflow's file, by its name without the ending.
 */
stageline_status stageline_edit_workflow(const stageline_edit *edit,
                                         const char *name,
                                         stageline_scope **out,
                                         stageline_error **err);

/**
 * `stageline_edit_workflow` for text with its length.
 */
stageline_status stageline_edit_workflow_n(const stageline_edit *edit,
                                           const char *name,
                                           size_t name_len,
                                           stageline_scope **out,
                                           stageline_error **err);

/**
 * A file by its path in the project, from the root of its document.
 */
stageline_status stageline_edit_file(const stageline_edit *edit,
                                     const char *path,
                                     stageline_scope **out,
                                     stageline_error **err);

/**
 * `stageline_edit_file` for text with its length.
 */
stageline_status stageline_edit_file_n(const stageline_edit *edit,
                                       const char *path,
                                       size_t path_len,
                                       stageline_scope **out,
                                       stageline_error **err);

/**
 * A view of a NUL-terminated string, for functions that take arrays of texts; empty when `text` is
 * null. It is valid as long as the string.
 */
stageline_text stageline_text_of(const char *text);

/**
 * The content of `bytes`; empty when `bytes` is null.
 */
stageline_text stageline_bytes_view(const stageline_bytes *bytes);

/**
 * Frees `bytes`; does nothing when it is null.
 */
void stageline_bytes_free(stageline_bytes *bytes);

/**
 * Holds two values against what they both came from; each may have been resolved, or read from JSON. A
 * change that only one side made counts, and so does one that both made alike. Items of lists that have
 * names are looked at one by one; other lists that both sides changed are in conflict as a whole.
 * `options` are those of `stageline_tree_diff_of_values`, or null.
 *
 * Errors: as `stageline_tree_diff_of_values`.
 */
stageline_status stageline_three_way_of_values(const stageline_value *base,
                                               const stageline_value *ours,
                                               const stageline_value *theirs,
                                               const char *options,
                                               stageline_three_way **out,
                                               stageline_error **err);

/**
 * `stageline_three_way_of_values` for text with its length.
 */
stageline_status stageline_three_way_of_values_n(const stageline_value *base,
                                                 const stageline_value *ours,
                                                 const stageline_value *theirs,
                                                 const char *options,
                                                 size_t options_len,
                                                 stageline_three_way **out,
                                                 stageline_error **err);

/**
 * Holds two JSON documents against what they both came from.
 *
 * Errors: as `stageline_tree_diff_of_json`.
 */
stageline_status stageline_three_way_of_json(const char *base,
                                             const char *ours,
                                             const char *theirs,
                                             const char *options,
                                             stageline_three_way **out,
                                             stageline_error **err);

/**
 * `stageline_three_way_of_json` for text with its length.
 */
stageline_status stageline_three_way_of_json_n(const char *base,
                                               size_t base_len,
                                               const char *ours,
                                               size_t ours_len,
                                               const char *theirs,
                                               size_t theirs_len,
                                               const char *options,
                                               size_t options_len,
                                               stageline_three_way **out,
                                               stageline_error **err);

/**
 * Whether nothing is in conflict; true when `three_way` is null.
 */
bool stageline_three_way_is_clean(const stageline_three_way *three_way);

/**
 * The base with every change that is no conflict; where there is one, it says what the base says.
 */
stageline_status stageline_three_way_merged(const stageline_three_way *three_way,
                                            stageline_value **out,
                                            stageline_error **err);

/**
 * What only our side changed.
 */
stageline_status stageline_three_way_ours(const stageline_three_way *three_way,
                                          stageline_tree_diff **out,
                                          stageline_error **err);

/**
 * What only their side changed.
 */
stageline_status stageline_three_way_theirs(const stageline_three_way *three_way,
                                            stageline_tree_diff **out,
                                            stageline_error **err);

/**
 * What both sides changed alike, as ours spells it.
 */
stageline_status stageline_three_way_agreed(const stageline_three_way *three_way,
                                            stageline_tree_diff **out,
                                            stageline_error **err);

/**
 * How many values both sides changed, and not alike; 0 when `three_way` is null.
 */
size_t stageline_three_way_conflict_count(const stageline_three_way *three_way);

/**
 * The conflict at `index`. Past the last one, or when `three_way` is null, its path is empty and no side
 * has a value.
 */
stageline_conflict_view stageline_three_way_conflict(const stageline_three_way *three_way,
                                                     size_t index);

/**
 * What the value of the conflict at `index` was.
 *
 * Errors: `E_USAGE` for an index past the last one, and where there is no such value.
 */
stageline_status stageline_three_way_conflict_base(const stageline_three_way *three_way,
                                                   size_t index,
                                                   stageline_value **out,
                                                   stageline_error **err);

/**
 * What the value of the conflict at `index` is on our side.
 *
 * Errors: as `stageline_three_way_conflict_base`.
 */
stageline_status stageline_three_way_conflict_ours(const stageline_three_way *three_way,
                                                   size_t index,
                                                   stageline_value **out,
                                                   stageline_error **err);

/**
 * What the value of the conflict at `index` is on theirs.
 *
 * Errors: as `stageline_three_way_conflict_base`.
 */
stageline_status stageline_three_way_conflict_theirs(const stageline_three_way *three_way,
                                                     size_t index,
                                                     stageline_value **out,
                                                     stageline_error **err);

/**
 * Writes the answer as JSON: `merged`, the changes `ours`, `theirs` and `agreed`, and `conflicts`, each
 * with `path` and what of `base`, `ours` and `theirs` there is.
 */
stageline_status stageline_three_way_to_json(const stageline_three_way *three_way,
                                             stageline_bytes **out,
                                             stageline_error **err);

/**
 * Writes the answer as text for people: a line for each change and who made it, conflicts last.
 */
stageline_status stageline_three_way_to_text(const stageline_three_way *three_way,
                                             stageline_bytes **out,
                                             stageline_error **err);

/**
 * Frees `three_way`; does nothing when it is null.
 */
void stageline_three_way_free(stageline_three_way *three_way);

/**
 * Reads a date and time of RFC 3339, such as `2027-01-31T09:00:00Z`, as milliseconds since the start
 * of 1970 in UTC; earlier times are below 0.
 *
 * Errors: `E_USAGE` for any other text, and for times that the calendar does not have.
 */
stageline_status stageline_time_parse(const char *text,
                                      int64_t *out,
                                      stageline_error **err);

/**
 * `stageline_time_parse` for text with its length.
 */
stageline_status stageline_time_parse_n(const char *text,
                                        size_t text_len,
                                        int64_t *out,
                                        stageline_error **err);

/**
 * Writes milliseconds since the start of 1970 in UTC as a date and time of RFC 3339.
 */
stageline_status stageline_time_text(int64_t time,
                                     stageline_bytes **out,
                                     stageline_error **err);

/**
 * What differs between two values; each may have been resolved, or read from JSON.
 *
 * `options` is a JSON object, or null: `keys` maps paths of lists to the key that names their items,
 * such as `{"panels": "title"}`; else `name`, `id` or `key` is taken where each item has its own.
 * `meanings` maps patterns of paths to what values mean there: `exact`, `cpu`, `bytes`, `duration`,
 * `percent`, `image`, `url`, `set`, `case_insensitive`; of several that match, the last counts, and a
 * path that none matches says itself what it means. They may also be a list of pairs. With `leaves`, a subtree that is only on one side
 * is given leaf by leaf. `alignment` bounds the work on lists without names.
 *
 * Errors: `E_USAGE` for options that are none, and for a path, a pattern or a meaning that is none.
 */
stageline_status stageline_tree_diff_of_values(const stageline_value *left,
                                               const stageline_value *right,
                                               const char *options,
                                               stageline_tree_diff **out,
                                               stageline_error **err);

/**
 * `stageline_tree_diff_of_values` for text with its length.
 */
stageline_status stageline_tree_diff_of_values_n(const stageline_value *left,
                                                 const stageline_value *right,
                                                 const char *options,
                                                 size_t options_len,
                                                 stageline_tree_diff **out,
                                                 stageline_error **err);

/**
 * What differs between two JSON documents.
 *
 * Errors: as `stageline_tree_diff_of_values` and `stageline_value_of_json`.
 */
stageline_status stageline_tree_diff_of_json(const char *left,
                                             const char *right,
                                             const char *options,
                                             stageline_tree_diff **out,
                                             stageline_error **err);

/**
 * `stageline_tree_diff_of_json` for text with its length.
 */
stageline_status stageline_tree_diff_of_json_n(const char *left,
                                               size_t left_len,
                                               const char *right,
                                               size_t right_len,
                                               const char *options,
                                               size_t options_len,
                                               stageline_tree_diff **out,
                                               stageline_error **err);

/**
 * How many differences there are; 0 for documents that mean the same, or when `diff` is null.
 */
size_t stageline_tree_diff_len(const stageline_tree_diff *diff);

/**
 * The difference at `index`, in the order of the left document, what is new behind its siblings.
 * Past the last one, or when `diff` is null, its texts are empty.
 */
stageline_change_view stageline_tree_diff_change(const stageline_tree_diff *diff,
                                                 size_t index);

/**
 * The value of the difference at `index` on the left.
 *
 * Errors: `E_USAGE` for an index past the last one, and where there is no such value.
 */
stageline_status stageline_tree_diff_left(const stageline_tree_diff *diff,
                                          size_t index,
                                          stageline_value **out,
                                          stageline_error **err);

/**
 * The value of the difference at `index` on the right.
 *
 * Errors: as `stageline_tree_diff_left`.
 */
stageline_status stageline_tree_diff_right(const stageline_tree_diff *diff,
                                           size_t index,
                                           stageline_value **out,
                                           stageline_error **err);

/**
 * How many values mean the same and are spelled differently, as in `1Gi` and `1024Mi`; they are no
 * differences. 0 when `diff` is null.
 */
size_t stageline_tree_diff_equivalent_count(const stageline_tree_diff *diff);

/**
 * The value at `index` of those that mean the same. Past the last one, or when `diff` is null, its
 * texts are empty.
 */
stageline_change_view stageline_tree_diff_equivalent(const stageline_tree_diff *diff,
                                                     size_t index);

/**
 * The way back: what differs from right to left.
 */
stageline_status stageline_tree_diff_inverted(const stageline_tree_diff *diff,
                                              stageline_tree_diff **out,
                                              stageline_error **err);

/**
 * The document that the differences make of the left one: exactly the right one, other spellings of one
 * value among them. Differences at paths that `left` does not have are left out.
 *
 * Errors: `E_USAGE` for differences that were given leaf by leaf.
 */
stageline_status stageline_tree_diff_apply(const stageline_tree_diff *diff,
                                           const stageline_value *left,
                                           stageline_value **out,
                                           stageline_error **err);

/**
 * Writes the differences as JSON: `changes` and `equivalent`, each with `path`, `right_path`,
 * `kind`, `left`, `right`, `position` and `by`.
 */
stageline_status stageline_tree_diff_to_json(const stageline_tree_diff *diff,
                                             stageline_bytes **out,
                                             stageline_error **err);

/**
 * Writes the differences as text for people, a line for each; what its keys tell to be a secret is
 * withheld, and what is only spelled differently is left out.
 */
stageline_status stageline_tree_diff_to_text(const stageline_tree_diff *diff,
                                             stageline_bytes **out,
                                             stageline_error **err);

/**
 * Frees `diff`; does nothing when it is null.
 */
void stageline_tree_diff_free(stageline_tree_diff *diff);

/**
 * Every value that is written on a line, from 1, of a file, for each environment in which it has a
 * say: in its record, its configuration, its services and its flags.
 *
 * Errors: `E_FILE_NOT_FOUND` for a file that the project did not read.
 */
stageline_status stageline_snapshot_who_uses(const stageline_snapshot *snapshot,
                                             const char *file,
                                             uint32_t line,
                                             stageline_uses **out,
                                             stageline_error **err);

/**
 * `stageline_snapshot_who_uses` for text with its length.
 */
stageline_status stageline_snapshot_who_uses_n(const stageline_snapshot *snapshot,
                                               const char *file,
                                               size_t file_len,
                                               uint32_t line,
                                               stageline_uses **out,
                                               stageline_error **err);

/**
 * How many there are; 0 when `uses` is null.
 */
size_t stageline_uses_len(const stageline_uses *uses);

/**
 * The one at `index`. Past the last one, or when `uses` is null, its texts are empty.
 */
stageline_use stageline_uses_at(const stageline_uses *uses, size_t index);

/**
 * Writes them as a JSON list, each with `environment`, `part`, `service`, `path` and `wins`.
 */
stageline_status stageline_uses_to_json(const stageline_uses *uses,
                                        stageline_bytes **out,
                                        stageline_error **err);

/**
 * Frees `uses`; does nothing when it is null.
 */
void stageline_uses_free(stageline_uses *uses);

/**
 * Makes the options that a project is validated with when none are given.
 */
stageline_status stageline_validation_new(stageline_validation **out, stageline_error **err);

/**
 * Says the day, such as `2026-12-31`, on which exceptions have expired or not; without one, none
 * has.
 *
 * Errors: `E_USAGE` for a text that is no day.
 */
stageline_status stageline_validation_set_today(stageline_validation *validation,
                                                const char *today,
                                                stageline_error **err);

/**
 * `stageline_validation_set_today` for text with its length.
 */
stageline_status stageline_validation_set_today_n(stageline_validation *validation,
                                                  const char *today,
                                                  size_t today_len,
                                                  stageline_error **err);

/**
 * Only findings that matter in this environment count, or in another one that is added. Whether it
 * exists is said on validating.
 */
stageline_status stageline_validation_add_environment(stageline_validation *validation,
                                                      const char *environment,
                                                      stageline_error **err);

/**
 * `stageline_validation_add_environment` for text with its length.
 */
stageline_status stageline_validation_add_environment_n(stageline_validation *validation,
                                                        const char *environment,
                                                        size_t environment_len,
                                                        stageline_error **err);

/**
 * Adds a rule of the program with its id, how bad its findings usually are (a
 * `stageline_severity`), and what it finds in one sentence. Its findings are held against the
 * project's exceptions like all others.
 *
 * `destructor`, unless null, is called with `user_data` once, after the last call of `callback`
 * has returned: when `validation` is freed. When this function fails it is not called.
 *
 * Errors: `E_NAME` for an id that is no name or holds a comma or white space; `E_NAME_TAKEN` for
 * the id of a rule of stageline. That two rules of the program have one id is said on validating.
 */
stageline_status stageline_validation_add_rule(stageline_validation *validation,
                                               const char *id,
                                               int32_t severity,
                                               const char *summary,
                                               stageline_rule_callback callback,
                                               void *user_data,
                                               stageline_destructor destructor,
                                               stageline_error **err);

/**
 * `stageline_validation_add_rule` for text with its length.
 */
stageline_status stageline_validation_add_rule_n(stageline_validation *validation,
                                                 const char *id,
                                                 size_t id_len,
                                                 int32_t severity,
                                                 const char *summary,
                                                 size_t summary_len,
                                                 stageline_rule_callback callback,
                                                 void *user_data,
                                                 stageline_destructor destructor,
                                                 stageline_error **err);

/**
 * What is wrong with this state, by place, each finding once. `validation` may be null. Findings
 * are an answer, not an error.
 *
 * Errors: `E_UNKNOWN_ENVIRONMENT` for an environment that was added and does not exist;
 * `E_NAME_TAKEN` where two rules of the program have one id.
 */
stageline_status stageline_snapshot_validate(const stageline_snapshot *snapshot,
                                             const stageline_validation *validation,
                                             stageline_report **out,
                                             stageline_error **err);

/**
 * What is wrong with the project as it is now. A project that was opened leniently has what could
 * not be loaded among the findings. `validation` may be null.
 *
 * Errors: as `stageline_snapshot_validate`.
 */
stageline_status stageline_project_validate(const stageline_project *project,
                                            const stageline_validation *validation,
                                            stageline_report **out,
                                            stageline_error **err);

/**
 * Frees `validation`; does nothing when it is null.
 */
void stageline_validation_free(stageline_validation *validation);

/**
 * Reads a document of the program's: one JSON value. It has no origins and no explanations, and can
 * be compared with what was resolved.
 *
 * Errors: `E_USAGE` for text that is no JSON, has a key twice, or is nested deeper than 255 levels;
 * `E_NUMBER_RANGE` for an integer outside 64 bits.
 */
stageline_status stageline_value_of_json(const char *json,
                                         stageline_value **out,
                                         stageline_error **err);

/**
 * `stageline_value_of_json` for text with its length.
 */
stageline_status stageline_value_of_json_n(const char *json,
                                           size_t json_len,
                                           stageline_value **out,
                                           stageline_error **err);

/**
 * What `value` is; `STAGELINE_KIND_NULL` when it is null.
 */
stageline_kind stageline_value_kind(const stageline_value *value);

/**
 * How many entries a map or items a list has; 0 for anything else, or when `value` is null.
 */
size_t stageline_value_len(const stageline_value *value);

/**
 * The key of a map's entry at `index`; empty past the last one, when `value` is no map, or when
 * it is null.
 */
stageline_text stageline_value_key_at(const stageline_value *value, size_t index);

/**
 * The value of a map's entry, or a list's item, at `index`.
 *
 * Errors: `E_USAGE` for an index past the last one; `E_CONFIG_TYPE` where `value` is neither.
 */
stageline_status stageline_value_at(const stageline_value *value,
                                    size_t index,
                                    stageline_value **out,
                                    stageline_error **err);

/**
 * The value at a path, as an object of its own.
 *
 * Errors: `E_UNKNOWN_PATH` with the nearest keys; `E_USAGE` for a path that is none.
 */
stageline_status stageline_value_get(const stageline_value *value,
                                     const char *path,
                                     stageline_value **out,
                                     stageline_error **err);

/**
 * `stageline_value_get` for text with its length.
 */
stageline_status stageline_value_get_n(const stageline_value *value,
                                       const char *path,
                                       size_t path_len,
                                       stageline_value **out,
                                       stageline_error **err);

/**
 * The value at a path of `count` keys, which may hold dots and quotes; positions of a list are
 * decimal digits.
 *
 * Errors: `E_UNKNOWN_PATH` with the nearest keys.
 */
stageline_status stageline_value_get_keys(const stageline_value *value,
                                          const stageline_text *keys,
                                          size_t count,
                                          stageline_value **out,
                                          stageline_error **err);

/**
 * Whether a value, `null` among them, stands at a path.
 *
 * Errors: `E_USAGE` for a path that is none.
 */
stageline_status stageline_value_has(const stageline_value *value,
                                     const char *path,
                                     bool *out,
                                     stageline_error **err);

/**
 * `stageline_value_has` for text with its length.
 */
stageline_status stageline_value_has_n(const stageline_value *value,
                                       const char *path,
                                       size_t path_len,
                                       bool *out,
                                       stageline_error **err);

/**
 * Writes `value` as JSON, keys in the order they were written.
 */
stageline_status stageline_value_to_json(const stageline_value *value,
                                         stageline_bytes **out,
                                         stageline_error **err);

/**
 * Writes the digest of `value`: `sl1:` and 64 hexadecimal digits. Equal values have equal
 * digests, wherever they were written.
 */
stageline_status stageline_value_digest(const stageline_value *value,
                                        stageline_bytes **out,
                                        stageline_error **err);

/**
 * Frees `value`; does nothing when it is null.
 */
void stageline_value_free(stageline_value *value);

/**
 * The version of the library's binary interface; equals `STAGELINE_ABI_VERSION` of the header
 * it was built with.
 */
uint32_t stageline_abi_version(void);

/**
 * The version of the library, such as `1.4.2`. The text lives as long as the library.
 */
stageline_text stageline_version(void);

/**
 * Follows a project's files from now on: what changes in its folder is read again after a moment of
 * quiet, and live flags and new snapshots have it, whether or not anybody takes the events. It takes a
 * thread of the library's own, which keeps no process alive.
 *
 * `options` is a JSON object, null for the usual: `quiet_ms`, how long nothing must change before files
 * are read, 100 unless given; `poll_ms`, to look at all files in this interval, where the system does not
 * tell of changes, as on network drives.
 *
 * Errors: `E_USAGE` for a project that does not lie in a folder and for options that are none; `E_IO`
 * where the folder cannot be watched.
 */
stageline_status stageline_project_watch(const stageline_project *project,
                                         const char *options,
                                         stageline_watch **out,
                                         stageline_error **err);

/**
 * `stageline_project_watch` for text with its length.
 */
stageline_status stageline_project_watch_n(const stageline_project *project,
                                           const char *options,
                                           size_t options_len,
                                           stageline_watch **out,
                                           stageline_error **err);

/**
 * The next event, waited for `timeout_ms` milliseconds at most, or for as long as it takes when that is
 * below 0. `*out` is null where none came in time, or where the watch was stopped and all were taken.
 *
 * Errors: `E_USAGE` in a process that was forked from the one that began the watch: nothing follows the
 * files there. Freeing the watch is safe, and the project can be watched anew.
 */
stageline_status stageline_watch_next(const stageline_watch *watch,
                                      int64_t timeout_ms,
                                      stageline_watch_event **out,
                                      stageline_error **err);

/**
 * Stops watching. Who waits for an event gets those that are there, and then none. Does nothing when
 * `watch` is null.
 */
void stageline_watch_stop(const stageline_watch *watch);

/**
 * Whether it was stopped, or belongs to the process that this one was forked from; true when `watch` is
 * null.
 */
bool stageline_watch_is_stopped(const stageline_watch *watch);

/**
 * How many events made room for newer ones before anybody took them; 0 when `watch` is null.
 */
uint64_t stageline_watch_missed(const stageline_watch *watch);

/**
 * Frees `watch`, which ends its thread; a reload that has begun is waited for. Does nothing when it is
 * null.
 */
void stageline_watch_free(stageline_watch *watch);

/**
 * Whether what changed cannot be loaded; false when `event` is null. The project then stays as it was,
 * and all of it is tried again with the next change.
 */
bool stageline_watch_event_has_failed(const stageline_watch_event *event);

/**
 * Gives what cannot be loaded as an error of its own; null where nothing failed.
 */
stageline_status stageline_watch_event_error(const stageline_watch_event *event,
                                             stageline_error **out,
                                             stageline_error **err);

/**
 * How many environments may have changed; 0 when `event` is null.
 */
size_t stageline_watch_event_environment_count(const stageline_watch_event *event);

/**
 * The environment at `index`, by name; empty past the last one, or when `event` is null.
 */
stageline_text stageline_watch_event_environment(const stageline_watch_event *event,
                                                 size_t index);

/**
 * How many files have another text, new ones and deleted ones too; 0 when `event` is null.
 */
size_t stageline_watch_event_path_count(const stageline_watch_event *event);

/**
 * The file at `index`, by path; empty past the last one, or when `event` is null.
 */
stageline_text stageline_watch_event_path(const stageline_watch_event *event, size_t index);

/**
 * Writes the event as a line for people.
 */
stageline_status stageline_watch_event_to_text(const stageline_watch_event *event,
                                               stageline_bytes **out,
                                               stageline_error **err);

/**
 * Frees `event`; does nothing when it is null.
 */
void stageline_watch_event_free(stageline_watch_event *event);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* STAGELINE_H */
