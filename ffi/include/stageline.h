/*
 * stageline for C. SPDX-License-Identifier: MIT OR Apache-2.0
 * Generated from the library's source: change it there.
 *
 * The contract of every function, unless its own text says otherwise:
 *
 * - A function that can fail returns a stageline_status. Its last parameters are `out`, which
 *   receives the answer, and `err`, which receives the error object. After a failure `*out` is
 *   null or empty; after a success `*err` is null. `err` itself may be null, `out` may not.
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
 * Bytes the caller owns: a rendered text, a document. Free them with `stageline_bytes_free`.
 */
typedef struct stageline_bytes stageline_bytes;

/**
 * Why a call failed. It belongs to the caller, who frees it with `stageline_error_free`; texts
 * and places asked of it live as long as it does.
 */
typedef struct stageline_error stageline_error;

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
 * A place in a file of the project, borrowed from the object it was asked of.
 */
typedef struct {
    /**
     * The file's path, relative to the project's root.
     */
    stageline_text file;
    /**
     * The line, from 1; 0 when the whole file is meant.
     */
    uint32_t line;
    /**
     * The column in Unicode scalars, from 1; 0 when the whole line is meant.
     */
    uint32_t column;
} stageline_place;

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
 * Frees what the program gave along with a callback.
 */
typedef void (*stageline_destructor)(void *user_data);

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The stable code, such as `E_ARGUMENT`; empty when `error` is null.
 */
stageline_text stageline_error_code(const stageline_error *error);

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
 * Writes the whole error as text for people: code, message, places and help, on lines of their
 * own.
 */
stageline_status stageline_error_render(const stageline_error *error,
                                        stageline_bytes **out,
                                        stageline_error **err);

/**
 * Frees `error`; does nothing when it is null.
 */
void stageline_error_free(stageline_error *error);

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
 * The content of `bytes`; empty when `bytes` is null.
 */
stageline_text stageline_bytes_view(const stageline_bytes *bytes);

/**
 * Frees `bytes`; does nothing when it is null.
 */
void stageline_bytes_free(stageline_bytes *bytes);

/**
 * The version of the library's binary interface; equals `STAGELINE_ABI_VERSION` of the header
 * it was built with.
 */
uint32_t stageline_abi_version(void);

/**
 * The version of the library, such as `1.4.2`. The text lives as long as the library.
 */
stageline_text stageline_version(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* STAGELINE_H */
