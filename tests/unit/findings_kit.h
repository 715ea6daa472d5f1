/* Findings made by hand, for tests of what is made of them. */
#ifndef KBSITE_TESTS_UNIT_FINDINGS_KIT_H
#define KBSITE_TESTS_UNIT_FINDINGS_KIT_H

#include "check/findings.h"

/* Adds one; texts are borrowed. */
static inline void add_finding(struct findings *f, enum diag_code code, struct place place,
                               str message)
{
    vec_push(f->arena, &f->list) =
        (struct finding){.diag = {code, diag_level(code), place, message}};
}

/* The line_source of tests: its context is a str, the text of every file. */
static inline str line_of_text(void *context, str path, uint32_t number)
{
    str text = *(const str *)context, line;
    (void)path;
    while (str_line(&text, &line))
        if (--number == 0)
            return line;
    return S("");
}

#endif
