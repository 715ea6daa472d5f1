#include "markdown/body.h"

struct range body_slots(const struct body *body, struct range range)
{
    struct range found;
    size_t low = 0, high = body->slots.n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (body->slots.at[middle].at < range.from)
            low = middle + 1;
        else
            high = middle;
    }
    found.from = (uint32_t)low;
    while (low < body->slots.n && body->slots.at[low].at < range.to)
        low++;
    found.to = (uint32_t)low;
    return found;
}

void body_print(const struct body *body, str html, struct range range, body_fill *fill,
                void *context, struct buf *out)
{
    struct range slots = body_slots(body, range);
    uint32_t at = range.from;
    for (uint32_t i = slots.from; i < slots.to; i++) {
        const struct slot *slot = &body->slots.at[i];
        buf_add(out, str_slice(html, at, slot->at));
        fill(context, body, slot, out);
        at = slot->at;
    }
    buf_add(out, str_slice(html, at, range.to));
}
