#include "theme/vendor.h"

#include <assert.h>

#include "theme/web.h"

static void begin(struct vendor *v)
{
    str all = web_vendor();
    size_t end = str_find(all, S("\n\n"));
    v->names = end == STR_NONE ? S("") : str_until(all, end + 1);
    v->rest = end == STR_NONE ? S("") : str_from(all, end + 2);
}

bool vendor_next(struct vendor *v)
{
    str line;
    long size = 0;
    if (!v->names.ptr)
        begin(v);
    if (!str_line(&v->names, &line))
        return false;
    bool named = str_cut(&line, '\t', &v->name) && str_to_long(line, &size);
    assert(named && size >= 0 && (size_t)size <= v->rest.len);
    v->bytes = str_until(v->rest, (size_t)size);
    v->rest = str_from(v->rest, (size_t)size);
    return true;
}

bool vendor_file(str name, str *bytes)
{
    struct vendor v = {0};
    while (vendor_next(&v))
        if (str_eq(v.name, name)) {
            *bytes = v.bytes;
            return true;
        }
    return false;
}
