/* A note's text after parsing: a program that makes its HTML, and what is known about it.
 *
 * The program is one run of literal HTML with numbered slots: places whose text depends on the
 * rest of the site (where a link leads) and is filled in when a page is rendered. Ranges of that
 * run are the heading texts and the sections, so a layout can arrange them. Nothing is parsed
 * again to render.
 *
 * A body lives in the arena that markdown_read was given and is constant afterwards; any number of
 * threads may read it. Offsets into `html` are bytes. */
#ifndef KBSITE_MARKDOWN_BODY_H
#define KBSITE_MARKDOWN_BODY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/str.h"
#include "base/vec.h"

/* A part of a text or an array: from, and one past the end. */
struct range {
    uint32_t from, to;
};

enum link_kind {
    LINK_ANCHOR, /* [text](target), <target>, a bare address */
    LINK_IMAGE,  /* ![alt](target) */
    LINK_HTML,   /* the href or src of raw HTML */
    LINK_WIKI,   /* [[target]] */
    LINK_EMBED   /* ![[target]] */
};

struct link {
    enum link_kind kind;
    bool refused;       /* the site is safe, and such an address is not: it leads nowhere */
    str target;         /* as the author meant it: escapes and entities decoded */
    str text;           /* plain; of an image its alt text; empty for raw HTML */
    str sentence;       /* the plain sentence around it; empty for images and raw HTML */
    str classes, rel;   /* of an attribute list, for SLOT_LINK */
    uint32_t line, col; /* of the text, else of the target; of the tag for raw HTML */
};

enum slot_kind {
    SLOT_LINK,  /* all attributes of an <a>, with the blank before each: ` href="../x/"` */
    SLOT_URL,   /* the escaped address itself, inside the quotes of an attribute */
    SLOT_TITLE, /* of a wikilink without a label: its text, or the title of the note with that id */
    SLOT_EMBED, /* the text of another note, with a link to it, or that link alone */
    SLOT_WORD   /* a word in the language of the site, escaped */
};

/* What kbsite itself says inside a text. */
enum body_word { WORD_ANSWER, WORD_FOOTNOTE, WORD_FOOTNOTE_BACK, WORD_ANNOTATION, BODY_WORDS };

struct slot {
    uint32_t at; /* offset in html */
    enum slot_kind kind;
    union {
        uint32_t link;       /* index into links */
        enum body_word word; /* of SLOT_WORD */
    };
};

/* What a heading that is not in a container or in raw HTML opens. In document order; a section's
 * own content reaches to the next heading of any level, and its subsections are the sections that
 * follow with a greater level. */
struct section {
    uint32_t heading;           /* index into headings */
    struct range own;           /* of html */
    uint32_t words, code_lines; /* of its own content, as in struct body */
};

struct heading {
    uint8_t level;     /* 1-6 as published: a second H1 counts as 2 */
    bool is_section;   /* in `sections`; else its element stands in the html */
    bool is_title;     /* the H1 that a page shows on top */
    struct range html; /* its inline content, in html */
    str text;          /* plain */
    str id;            /* explicit, else by GitHub's rule, unique in the note */
    str extra_id;      /* the id MkDocs would have made, where free; else empty */
    str classes;       /* of {#id .class}, separated by blanks */
    uint32_t line, col;
};

/* A block with an id of its own, ^id, that can be embedded. */
struct id_block {
    str id;            /* with its sign */
    struct range html; /* all of it */
};

/* An admonition of the lead: a layout may show it as something else, such as a tier banner. */
struct box {
    struct range html;    /* all of it */
    struct range heading; /* the title's inline content; empty where the author gave none */
    struct range inner;   /* without its element and title */
    str title;            /* plain; the type's name where the author gave none */
    str type;             /* lower case */
    str text;             /* plain, all of it */
    uint32_t line, col;   /* of its title */
};

#define BODY_LEAD UINT32_MAX /* in no section */

enum prompt_kind {
    PROMPT_CHECK,    /* a task that the reader ticks */
    PROMPT_QUESTION, /* a question whose answer is folded */
    PROMPT_CHOICE    /* a question with options, of which one is right */
};

/* What a reader can be asked. How it is written: prompts.h. */
struct prompt {
    enum prompt_kind kind;
    str id;             /* hexadecimal; names kind and text, unique in the note */
    str text;           /* what is asked, plain, on one line */
    bool done;          /* PROMPT_CHECK: the author has ticked it */
    char answer;        /* PROMPT_CHOICE: the right option, 'A' …; 0 when the note does not say */
    struct range asked; /* of html: the question as it is shown (of a choice with its options) */
    struct range answers; /* of html: what is folded; empty for checks */
    uint32_t section;     /* index into sections, or BODY_LEAD */
    uint32_t line, col;
};

/* What the page of a body needs more than text for: a script, a style sheet. Who writes such a
 * thing adds its bit to body.features; a layout asks for note.has_<feature>. */
enum feature {
    FEATURE_ANNOTATIONS,
    FEATURE_CODE,
    FEATURE_DIAGRAMS,
    FEATURE_FOOTNOTES,
    FEATURE_MATH,
    FEATURE_TABS,
    FEATURES
};

struct body {
    str html;               /* empty where only a cache has it */
    uint32_t length;        /* of html, always */
    struct range lead;      /* of html: what stands before the first section (after the title) */
    struct range footnotes; /* of html: the list of them; empty without any */
    vec(struct slot) slots;
    vec(struct link) links;
    vec(struct heading) headings;
    vec(struct section) sections;
    vec(struct box) boxes; /* in the lead, not in other containers */
    vec(struct prompt) prompts;
    vec(struct id_block) blocks;
    vec(str) anchors;    /* every id that a fragment can name, headings' and raw HTML's */
    uint32_t words;      /* of text, code left out */
    uint32_t code_lines; /* in fences and indented code */
    uint32_t features;   /* a bit, 1 << FEATURE_…, for each that it has */
    struct hash html_hash;
    struct hash hash; /* names html, slots and ranges; link targets count by their slots only */
};

/* Whether its target is a name, as wikilinks have it, and not an address. */
static inline bool link_is_wiki(const struct link *link)
{
    return link->kind == LINK_WIKI || link->kind == LINK_EMBED;
}

/* Fills one slot. */
typedef void body_fill(void *context, const struct body *body, const struct slot *slot,
                       struct buf *out);

/* Adds a range of the HTML with its slots filled. The HTML is body->html, from wherever it is. */
void body_print(const struct body *body, str html, struct range range, body_fill *fill,
                void *context, struct buf *out);

/* The slots that stand in a range of html, as a range of slot indices. */
struct range body_slots(const struct body *body, struct range range);

#endif
