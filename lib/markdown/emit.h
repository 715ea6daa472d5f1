/* Tape to body: writes the literal HTML and its slots, the headings and sections, the outline. */
#ifndef KBSITE_MARKDOWN_EMIT_H
#define KBSITE_MARKDOWN_EMIT_H

#include "markdown/footnotes.h"
#include "markdown/heading_ids.h"
#include "markdown/markdown.h"
#include "markdown/prompts.h"
#include "markdown/rawhtml.h"
#include "markdown/tape.h"

/* What has been found on the tape. */
struct emit_job {
    struct arena *keep;
    struct tape *tape;
    const struct rawhtml *html;
    const struct heading_ids *ids;
    const struct prompts *prompts;
    const struct footnotes *notes;
    struct diags *diags;
};

/* Texts go to keep, the body's arrays to the tape's scratch arena: the caller moves them. False
 * when the output limit is passed. */
bool emit(const struct emit_job *job, struct body *body, struct outline *outline);

#endif
