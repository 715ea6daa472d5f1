/* RENDER: every output of a manifest into a sink, in parallel, as far as it differs from what the
 * last build left there. */
#ifndef KBSITE_BUILD_RENDER_H
#define KBSITE_BUILD_RENDER_H

#include "build/progress.h"
#include "build/sink.h"
#include "build/snapshot.h"
#include "page/page.h"

/* Why an output was written. */
enum render_reason {
    RENDER_NEW,      /* the last build had no such file */
    RENDER_MISSING,  /* what the last build left is gone, or somebody changed it */
    RENDER_FILE,     /* the file that it is a copy of changed */
    RENDER_TEMPLATE, /* the theme changed */
    RENDER_NOTE,     /* the note changed that it is the page of */
    RENDER_SLOT,     /* something changed that it shows of other notes or of the site */
    RENDER_REASONS
};

struct render_result {
    struct sink_result sink;
    enum render_reason reason; /* of what was written */
};

struct render_job {
    const struct page_context *context;
    struct sink *sink;
    str content;              /* the folder that copied files are in */
    const struct hash *notes; /* what names each note, by number; NULL where nothing is kept */
    struct note_shape shape;  /* of all that the site is made from */
    unsigned threads;
    const struct progress *progress;
    const struct snapshot *before; /* NULL: everything is made */
};

/* Makes all outputs, in the order of the manifest. Results, and the files as they were left, are
 * arrays for all outputs; files may be NULL. */
void render(struct arena *a, const struct render_job *job, struct render_result *results,
            struct snapshot_file *files);

#endif
