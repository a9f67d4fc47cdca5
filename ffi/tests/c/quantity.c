/* Amounts that are spelled in several ways. */
#include "shop.h"

static stageline_quantity *amount(const char *text, const char *kind) {
    stageline_quantity *quantity = NULL;
    stageline_quantity_parse(text, kind, &quantity, NULL);
    return quantity;
}

CASE(amounts_are_compared_by_what_they_mean) {
    static const struct {
        const char *left, *right, *kind;
        int32_t answer;
    } rows[] = {
        {"500m", "0.5", "cpu", 0},       {"1", "1001m", "cpu", -1},         {"2Gi", "2048Mi", "bytes", 0},
        {"1Gi", "1G", "bytes", 1},       {"90s", "1m30s", "duration", 0},   {"70%", "70", "percent", 0},
    };
    size_t i;
    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        stageline_quantity *left = amount(rows[i].left, rows[i].kind), *right = amount(rows[i].right, rows[i].kind);
        int32_t answer = 7;
        CHECK(left != NULL && right != NULL);
        CHECK_TEXT(stageline_quantity_kind(left), rows[i].kind);
        DONE(stageline_quantity_compare(left, right, &answer, &err));
        CHECK(answer == rows[i].answer);
        stageline_quantity_free(left);
        stageline_quantity_free(right);
    }
}

CASE(an_amount_has_one_spelling) {
    stageline_quantity *memory = amount("2048Mi", "bytes"), *cpu = NULL;
    stageline_bytes *text = NULL;
    int32_t answer = 7;
    DONE(stageline_quantity_canonical(memory, &text, &err));
    CHECK_BYTES(text, "2Gi");
    CHECK(stageline_quantity_value(memory) == 2147483648.0);
    DONE(stageline_quantity_parse_n("0.5!", 3, "cpu!", 3, &cpu, &err));
    DONE(stageline_quantity_canonical(cpu, &text, &err));
    CHECK_BYTES(text, "500m");
    REFUSED("`left` measures bytes, `right` measures cpu", stageline_quantity_compare(memory, cpu, &answer, &err));
    CHECK(answer == 0);
    stageline_quantity_free(cpu);
    stageline_quantity_free(memory);
}

CASE(what_is_no_amount_is_not_quoted) {
    stageline_quantity *quantity = NULL;
    stageline_error *why = NULL;
    stageline_bytes *text = NULL;
    CHECK(stageline_quantity_parse("hunter2", "cpu", &quantity, &why) == STAGELINE_STATUS_ERROR);
    CHECK_TEXT(stageline_error_code(why), "E_QUANTITY");
    DONE(stageline_error_render(why, &text, &err));
    CHECK(!check_holds(text, "hunter2"));
    stageline_bytes_free(text);
    stageline_error_free(why);
    REFUSED("`kind` is no kind of quantity", stageline_quantity_parse("1", "cup", &quantity, &err));
    CHECK(quantity == NULL);
}

const check_row quantity_cases[] = {
    ROW(amounts_are_compared_by_what_they_mean),
    ROW(an_amount_has_one_spelling),
    ROW(what_is_no_amount_is_not_quoted),
    {NULL, NULL},
};
