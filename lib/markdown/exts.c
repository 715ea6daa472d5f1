#include "markdown/exts.h"

#include <assert.h>

/* clang-format off */
const struct ext *const exts[] = {
    &ext_table,
    &ext_admonition,
    &ext_callout,
    &ext_tabs,
    &ext_blocks,
    &ext_footnotes,
    &ext_definitions,
    &ext_abbreviations,
    &ext_annotations,
    &ext_html_markdown,
    &ext_select,
    &ext_autolink,
    &ext_math,
    &ext_wikilink,
    &ext_embed,
    &ext_comment,
    &ext_block_id,
    &ext_quotes,
    &ext_signs,
    &ext_keys,
    &ext_attributes,
    &ext_icon,
    NULL,
};
/* clang-format on */

void exts_add(uint32_t sets[EXT_BYTES], const char *bytes, unsigned n)
{
    assert(n < 32);
    if (bytes)
        for (const char *c = bytes; *c; c++)
            sets[(unsigned char)*c] |= 1U << n;
    else
        for (unsigned c = 0; c < EXT_BYTES; c++)
            sets[c] |= 1U << n;
}
