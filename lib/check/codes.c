#include "check/codes.h"

#include "base/nearest.h"

bool codes_find(str name, enum diag_code *code)
{
    for (int i = 0; i < DIAG_CODE_COUNT; i++)
        if (str_eq(diag_name((enum diag_code)i), name)) {
            *code = (enum diag_code)i;
            return true;
        }
    return false;
}

bool codes_find_level(str name, enum diag_level *level)
{
    for (int i = DIAG_NOTE; i <= DIAG_ERROR; i++)
        if (str_eq(diag_level_name((enum diag_level)i), name)) {
            *level = (enum diag_level)i;
            return true;
        }
    return false;
}

str codes_near(str name)
{
    str names[DIAG_CODE_COUNT];
    for (int i = 0; i < DIAG_CODE_COUNT; i++)
        names[i] = diag_name((enum diag_code)i);
    size_t near = nearest(name, names, DIAG_CODE_COUNT);
    return near == STR_NONE ? S("") : names[near];
}

void codes_report_unknown(struct diags *diags, enum diag_code code, struct place place, str name)
{
    str near = codes_near(name);
    diag_add(diags, code, place, "no complaint is called \"%.*s\"%s%.*s%s", STR_ARG(name),
             near.len ? "; did you mean \"" : "", STR_ARG(near), near.len ? "\"?" : "");
}
