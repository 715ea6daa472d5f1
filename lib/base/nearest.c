#include "base/nearest.h"

#include "base/ascii.h"

enum { COMPARED = 64 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool same(char a, char b)
{
    return ascii_lower(a) == ascii_lower(b);
}

size_t nearest_distance(str a, str b, size_t limit)
{
    size_t rows[3][COMPARED + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    a = str_until(a, COMPARED);
    b = str_until(b, COMPARED);
    if ((a.len > b.len ? a.len - b.len : b.len - a.len) > limit)
        return limit + 1;
    for (size_t j = 0; j <= b.len; j++)
        before[j] = last[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t best = row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t replaced = last[j - 1] + !same(a.ptr[i - 1], b.ptr[j - 1]);
            row[j] = least(replaced, least(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && same(a.ptr[i - 1], b.ptr[j - 2]) &&
                same(a.ptr[i - 2], b.ptr[j - 1]))
                row[j] = least(row[j], before[j - 2] + 1);
            best = least(best, row[j]);
        }
        if (best > limit)
            return limit + 1;
        size_t *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[b.len] > limit ? limit + 1 : last[b.len];
}

size_t nearest(str wanted, const str *candidates, size_t n)
{
    size_t limit = wanted.len / 3 + 1, found = STR_NONE;
    for (size_t i = 0; i < n && limit > 0; i++) {
        size_t d = nearest_distance(wanted, candidates[i], limit);
        if (d <= limit && d < candidates[i].len) {
            found = i;
            limit = d ? d - 1 : 0;
            if (d == 0)
                break;
        }
    }
    return found;
}
