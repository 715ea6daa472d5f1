/* cmocka, and comparisons that show the str they got. Include it first in a unit test. */
#ifndef KBSITE_TESTS_UNIT_EXPECT_H
#define KBSITE_TESTS_UNIT_EXPECT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"

static inline void expect_str_at(str got, str want, str about, const char *file, int line)
{
    if (str_eq(got, want))
        return;
    print_error("about \"%.*s\"\n  got  \"%.*s\"\n  want \"%.*s\"\n", STR_ARG(about), STR_ARG(got),
                STR_ARG(want));
    _fail(file, line);
}

static inline void expect_at(bool holds, str about, const char *what, const char *file, int line)
{
    if (holds)
        return;
    print_error("about \"%.*s\": not %s\n", STR_ARG(about), what);
    _fail(file, line);
}

/* `about` names the row of a table, as a str. */
#define expect_str(got, want, about) expect_str_at(got, want, about, __FILE__, __LINE__)
#define expect(condition, about) expect_at(condition, about, #condition, __FILE__, __LINE__)

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

#endif
