/* The numbers a program compares before it trusts the library. */
#include "check.h"

CASE(the_library_has_the_abi_of_the_header) {
    CHECK(stageline_abi_version() == STAGELINE_ABI_VERSION);
}

CASE(the_version_is_the_one_that_was_built) {
    CHECK_TEXT(stageline_version(), EXPECTED_VERSION);
}

const check_row version_cases[] = {
    ROW(the_library_has_the_abi_of_the_header),
    ROW(the_version_is_the_one_that_was_built),
    {NULL, NULL},
};
