/* The pipeline: LOAD, RESOLVE, RENDER, FINISH.
 *
 * build_open reads what a project says about itself; build_run makes its site. Both collect
 * complaints and print nothing. All that a build makes lives in its arena until build_close. A
 * struct build belongs to one thread; the parallel stages use threads of their own. */
#ifndef KBSITE_BUILD_BUILD_H
#define KBSITE_BUILD_BUILD_H

#include "build/load.h"
#include "build/progress.h"
#include "build/project.h"
#include "build/render.h"
#include "page/page.h"

struct build_options {
    struct project_options project;
    unsigned threads; /* 0: as many as there are processors */
    bool clean;       /* make and write every file anew, whatever stands there */
    struct progress progress;
};

enum build_outcome {
    BUILD_DONE,  /* the site is there; complaints about content may be, too */
    BUILD_USAGE, /* options, configuration or theme cannot be used; nothing was touched */
    BUILD_DISK   /* something could not be written; nothing old was removed */
};

struct build_counts {
    size_t notes, pages, files; /* pages: HTML files; files: all */
    size_t written, unchanged, removed;
};

/* An output that was written. */
struct build_written {
    str file;
    enum render_reason reason;
};

struct build {
    struct arena arena;
    struct diags diags; /* paths as the user knows them */
    struct project project;
    struct loaded loaded;
    struct site site;
    struct manifest manifest;
    struct page_context context;
    struct build_counts counts;
    vec(struct build_written) written;
    size_t resolved; /* complaints there were before RESOLVE */
    struct cache cache;
    struct snapshot before, after; /* what the output folder held, and what it holds */
};

/* The whole way into the project's output folder. */
enum build_outcome build_run(struct build *b, const struct build_options *options);

/* The stages, for programs that show a site without writing it. */
bool build_open(struct build *b, const struct build_options *options);
bool build_load(struct build *b, const struct build_options *options);
void build_resolve(struct build *b, const struct build_options *options);

/* Makes all outputs anew for a sink. False when it failed on one; reported. */
bool build_render(struct build *b, const struct build_options *options, struct sink *sink);

void build_close(struct build *b);

#endif
