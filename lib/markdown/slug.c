#include "markdown/slug.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/utf8.h"

/* \p{Word} of Ruby, which GitHub's rule is written in: superscripts and the like are none. */
static bool is_word(int32_t c)
{
    switch (c == UTF8_INVALID ? UTF8PROC_CATEGORY_CN : utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_PC:
        return true;
    case UTF8PROC_CATEGORY_NO:
        return false;
    default:
        return utf8_is_letter_or_digit(c) || utf8_is_mark(c);
    }
}

void slug_github(struct buf *out, str text)
{
    text = str_trim(text);
    for (size_t at = 0, len = 1; at < text.len; at += len) {
        char c = text.ptr[at];
        if (c == ' ')
            buf_add_char(out, '-');
        else if (ascii_is_alnum(c) || c == '-' || c == '_')
            buf_add_char(out, ascii_lower(c));
        len = 1;
        if ((unsigned char)c >= 0x80 && is_word(utf8_at(text, at, &len)))
            utf8_add_lower(out, str_slice(text, at, at + len));
    }
}

/* The ASCII bytes of the text's compatibility decomposition. */
static void add_ascii(struct buf *out, str text)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &mapped,
                     UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
    if (n == UTF8PROC_ERROR_NOMEM)
        mem_exhausted(text.len);
    for (utf8proc_ssize_t i = 0; i < n; i++)
        if (mapped[i] < 0x80)
            buf_add_char(out, (char)mapped[i]);
    free(mapped);
}

static bool is_gap(char c)
{
    return c == '-' || ascii_is_space(c);
}

/* Without blanks at the ends and characters that no id has; runs of gaps as one hyphen. */
static void add_slug(struct buf *out, str ascii)
{
    size_t from = out->len, kept = from;
    for (size_t i = 0; i < ascii.len; i++) {
        char c = ascii.ptr[i];
        if (ascii_is_alnum(c) || c == '_' || (is_gap(c) && (c == '-' || out->len > from)))
            buf_add_char(out, ascii_lower(c));
    }
    str s = str_trim_right(str_from(buf_str(out), from));
    for (size_t i = 0; i < s.len; i++) {
        bool gap = is_gap(s.ptr[i]), again = gap && kept > from && out->ptr[kept - 1] == '-';
        if (!again)
            out->ptr[kept++] = gap ? '-' : s.ptr[i];
    }
    out->len = kept;
}

void slug_mkdocs(struct buf *out, str text)
{
    struct buf ascii = {0};
    if (utf8_ascii(text) < text.len) {
        add_ascii(&ascii, text);
        text = buf_str(&ascii);
    }
    add_slug(out, text);
    buf_free(&ascii);
}
