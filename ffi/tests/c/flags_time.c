/* Flags that depend on time: what they answer at one, when that changes, and how large their shares are. */
#include "shop.h"

static const char FLAGS[] =
    "feature_flags:\n"
    "  ramp: {production: {rollout: {percentage: 100, start: 2027-01-01T00:00:00Z, over: 100m}}}\n"
    "  sale: {production: {default: false, schedule: [{at: 2027-01-01T00:00:00Z, set: true}]}}\n"
    "  button: {variants: {red: '#f00', blue: '#00f'}, production: {split: {variants: {red: 75, blue: 25}}}}\n"
    "  still: {default: true, production: {kill_switch: true}}\n";

/* 2027-01-01T00:00:00Z, and a minute. */
#define START INT64_C(1798761600000)
#define MINUTE INT64_C(60000)

static stageline_project *times(void) { return shop_with("config/feature-flags.yaml", FLAGS); }

CASE(times_are_milliseconds_and_text) {
    int64_t time = 1;
    stageline_bytes *text = NULL;
    DONE(stageline_time_parse("2027-01-01T01:00:00+01:00", &time, &err));
    CHECK(time == START);
    DONE(stageline_time_parse_n("1969-12-31T23:59:59.5Z and more", 22, &time, &err));
    CHECK(time == -500);
    DONE(stageline_time_text(START + 5, &text, &err));
    CHECK_BYTES(text, "2027-01-01T00:00:00.005Z");
    REFUSED("this is no date and time", stageline_time_parse("2027-02-30T00:00:00Z", &time, &err));
    CHECK(time == 0);
}

CASE(a_context_asks_for_a_time) {
    stageline_project *p = times();
    stageline_flags *flags = NULL;
    stageline_context *cx = NULL;
    stageline_details *details = NULL;
    stageline_details_view view;
    int64_t in;
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "production", &flags, &err));
    DONE(stageline_context_new(flags, "customer-1", &cx, &err));
    DONE(stageline_context_set_time(cx, START - 1, &err));
    CHECK(!stageline_flags_bool(flags, "sale", cx, true));
    CHECK(!stageline_flags_bool(flags, "ramp", cx, true));
    DONE(stageline_flags_details(flags, "sale", cx, "false", &details, &err));
    CHECK(stageline_details_get(details).valid_until == START);
    stageline_details_free(details);
    DONE(stageline_context_set_time(cx, START, &err));
    CHECK(stageline_flags_bool(flags, "sale", cx, false));
    DONE(stageline_context_set_time(cx, START + 100 * MINUTE, &err));
    CHECK(stageline_flags_bool(flags, "ramp", cx, false));

    /* Whatever time the context asks for. */
    DONE(stageline_flags_evaluate_at(flags, "ramp", cx, START, &details, &err));
    view = stageline_details_get(details);
    CHECK(!view.value.boolean && view.threshold == 0);
    in = view.valid_until;
    CHECK(in > START && in < START + 100 * MINUTE);
    stageline_details_free(details);
    DONE(stageline_flags_evaluate_at_n(flags, "ramp!", 4, cx, in - 1, &details, &err));
    CHECK(!stageline_details_get(details).value.boolean);
    stageline_details_free(details);
    DONE(stageline_flags_evaluate_at(flags, "ramp", cx, in, &details, &err));
    CHECK(stageline_details_get(details).value.boolean);
    stageline_details_free(details);
    DONE(stageline_flags_evaluate_at(flags, "none", cx, in, &details, &err));
    CHECK_TEXT(stageline_details_get(details).error_code, "FLAG_NOT_FOUND");
    CHECK(stageline_details_get(details).value.kind == STAGELINE_KIND_NULL);
    stageline_details_free(details);
    stageline_context_free(cx);
    stageline_flags_free(flags);
    stageline_project_free(p);
}

CASE(changes_to_come_are_told) {
    stageline_project *p = times();
    stageline_flags *flags = NULL;
    stageline_context *cx = NULL;
    stageline_forecasts *changes = NULL;
    stageline_forecast_view change;
    stageline_bytes *bytes = NULL;
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "production", &flags, &err));
    DONE(stageline_context_new(flags, "customer-1", &cx, &err));
    DONE(stageline_context_set_time(cx, START - MINUTE, &err));
    DONE(stageline_flags_when_will(flags, "sale", cx, &changes, &err));
    CHECK(stageline_forecasts_len(changes) == 1);
    change = stageline_forecasts_at(changes, 0);
    CHECK(change.at == START && change.value.boolean);
    CHECK_TEXT(change.variant, "");
    CHECK_TEXT(change.reason, "STATIC");
    CHECK_TEXT(change.error_code, "");
    CHECK_TEXT(stageline_forecasts_at(changes, 1).reason, "");
    DONE(stageline_forecasts_to_json(changes, &bytes, &err));
    CHECK_BYTES(bytes, "[{\"at\":\"2027-01-01T00:00:00Z\",\"value\":true,\"variant\":null,\"reason\":\"STATIC\",\"error_code\":null}]");
    DONE(stageline_forecasts_to_text(changes, &bytes, &err));
    CHECK_BYTES(bytes, "2027-01-01T00:00:00Z: true (STATIC)");
    stageline_forecasts_free(changes);
    DONE(stageline_flags_when_will_n(flags, "button!", 6, cx, &changes, &err));
    CHECK(stageline_forecasts_len(changes) == 0);
    stageline_forecasts_free(changes);
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_FLAG", "no flag is named `sail`",
          stageline_flags_when_will(flags, "sail", cx, &changes, &err));
    stageline_context_free(cx);
    stageline_flags_free(flags);
    stageline_project_free(p);
}

CASE(shares_are_previewed_before_anybody_asks) {
    stageline_project *p = times();
    stageline_flags *flags = NULL;
    stageline_flag_preview *preview = NULL;
    stageline_flag_preview_view view;
    stageline_flag_share_view share;
    stageline_bytes *bytes = NULL;
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "production", &flags, &err));
    DONE(stageline_flags_preview(flags, "ramp", START + 25 * MINUTE, &preview, &err));
    view = stageline_flag_preview_get(preview);
    CHECK_TEXT(view.flag, "ramp");
    CHECK_TEXT(view.environment, "production");
    CHECK(view.at == START + 25 * MINUTE && !view.is_off && view.next_change == INT64_MAX && view.share_count == 1);
    share = stageline_flag_preview_share(preview, 0);
    CHECK(share.rule == -1 && share.thousandths == 25000 && share.threshold == UINT64_C(1) << 30);
    CHECK_TEXT(share.movement, "rising");
    CHECK(share.until == START + 100 * MINUTE && share.part_count == 0);
    CHECK_TEXT(stageline_flag_preview_share(preview, 1).movement, "");
    CHECK_TEXT(stageline_flag_preview_part(preview, 0, 0).gives, "");
    DONE(stageline_flag_preview_to_text(preview, &bytes, &err));
    CHECK(check_starts(bytes, "ramp in production at 2027-01-01T00:25:00Z\n  25%, rising, until 2027-01-01T01:40:00Z"));
    stageline_bytes_free(bytes);
    DONE(stageline_flag_preview_to_json(preview, &bytes, &err));
    CHECK(check_starts(bytes, "{\"flag\":\"ramp\",\"environment\":\"production\",\"at\":\"2027-01-01T00:25:00Z\",\"off\":false,"));
    stageline_bytes_free(bytes);
    stageline_flag_preview_free(preview);

    DONE(stageline_flags_preview_n(flags, "button!", 6, START, &preview, &err));
    share = stageline_flag_preview_share(preview, 0);
    CHECK(share.thousandths == 100000 && share.part_count == 2);
    CHECK_TEXT(stageline_flag_preview_part(preview, 0, 1).gives, "blue");
    CHECK(stageline_flag_preview_part(preview, 0, 0).thousandths == 75000);
    stageline_flag_preview_free(preview);
    DONE(stageline_flags_preview(flags, "sale", START - 1, &preview, &err));
    CHECK(stageline_flag_preview_get(preview).next_change == START);
    stageline_flag_preview_free(preview);
    DONE(stageline_flags_preview(flags, "still", START, &preview, &err));
    CHECK(stageline_flag_preview_get(preview).is_off);
    stageline_flag_preview_free(preview);
    FAILS(STAGELINE_STATUS_ERROR, "E_UNKNOWN_FLAG", "no flag is named `rump`",
          stageline_flags_preview(flags, "rump", START, &preview, &err));
    stageline_flags_free(flags);
    stageline_project_free(p);
}

/* A clock that counts how often it was read. */
typedef struct counting_clock {
    int64_t time;
    int reads, freed;
} counting_clock;

static int64_t read_clock(void *user_data) {
    counting_clock *clock = user_data;
    clock->reads++;
    return clock->time;
}

static void free_clock(void *user_data) { ((counting_clock *)user_data)->freed++; }

CASE(flags_read_the_clock_of_the_program) {
    stageline_project *p = times();
    stageline_flags *flags = NULL, *clocked = NULL, *pinned = NULL, *fixed = NULL;
    stageline_context *cx = NULL;
    counting_clock clock = {START - 1, 0, 0};
    CHECK(p != NULL);
    DONE(stageline_flags_open(p, "production", &flags, &err));
    DONE(stageline_flags_with_clock(flags, read_clock, &clock, free_clock, &clocked, &err));
    DONE(stageline_context_new(clocked, "customer-1", &cx, &err));
    CHECK(!stageline_flags_bool(clocked, "sale", cx, true) && clock.reads == 1);
    clock.time = START;
    CHECK(stageline_flags_bool(clocked, "sale", cx, false) && clock.reads == 2);
    CHECK(!stageline_flags_bool(clocked, "still", cx, true) && clock.reads == 2); /* it does not depend on time */
    DONE(stageline_flags_pin(clocked, &pinned, &err));
    CHECK(stageline_flags_is_live(clocked) && !stageline_flags_is_live(pinned) && !stageline_flags_is_live(NULL));
    stageline_flags_free(clocked);
    stageline_flags_free(pinned);
    CHECK(stageline_flags_bool(flags, "sale", cx, false) && clock.reads == 3 && clock.freed == 0);
    stageline_context_free(cx);
    CHECK(clock.freed == 1);

    DONE(stageline_flags_with_time(flags, START - 1, &fixed, &err));
    DONE(stageline_context_new(fixed, "customer-1", &cx, &err));
    CHECK(!stageline_flags_bool(fixed, "sale", cx, true));
    stageline_context_free(cx);
    stageline_flags_free(fixed);
    stageline_flags_free(flags);
    stageline_project_free(p);

    REFUSED("`flags` is null", stageline_flags_with_clock(NULL, read_clock, &clock, free_clock, &clocked, &err));
    CHECK(clocked == NULL && clock.freed == 1);
}

const check_row flag_time_cases[] = {
    ROW(times_are_milliseconds_and_text),
    ROW(a_context_asks_for_a_time),
    ROW(changes_to_come_are_told),
    ROW(shares_are_previewed_before_anybody_asks),
    ROW(flags_read_the_clock_of_the_program),
    {NULL, NULL},
};
