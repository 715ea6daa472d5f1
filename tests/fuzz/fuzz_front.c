/* Front matter: any text can be read, nothing of it gets lost, and the tree is sound. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"
#include "data/json.h"
#include "note/front.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena keep = {0}, scratch = {0};
    struct diags diags = {.arena = &keep};
    struct front_options options = {.path = {"n.md", 4}, .max_bytes = 2000, .max_depth = 16};
    struct front front;
    struct buf source = {0}, json = {0};
    buf_add(&source, (str){(const char *)data, size});
    front_read(&keep, &scratch, buf_str(&source), &options, &diags, &front);
    arena_free(&scratch);
    json_value(&json, front.map);

    require(front.text.len <= size && front.text_line >= 1);
    require(front.map->kind == VALUE_MAP || front.map == &value_null);
    /* The text is an end of the source, and begins on the line that text_line says. */
    str whole = buf_str(&source), line;
    if (str_starts(whole, S("\xEF\xBB\xBF")))
        whole = str_from(whole, 3);
    require(str_ends(whole, front.text));
    str before = str_until(whole, whole.len - front.text.len);
    uint32_t lines = 1;
    while (str_line(&before, &line))
        lines++;
    require(lines == front.text_line);
    for (size_t i = 0; i < diags.list.n; i++)
        require(diags.list.at[i].place.line >= 1 && diags.list.at[i].place.col >= 1);

    buf_free(&json);
    buf_free(&source);
    arena_free(&keep);
    return 0;
}
