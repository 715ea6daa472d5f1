/* kbsite serve: a preview that follows the files.
 *
 * serve_run opens the project, starts the server, and looks at the files whenever something
 * changes, until `stop` can be read. Nothing but the cache is written. It prints nothing: what
 * there is to say goes to a listener, on the thread that called serve_run. */
#ifndef KBSITE_SERVE_SERVE_H
#define KBSITE_SERVE_SERVE_H

#include "serve/http.h"

struct serve_start {
    str url; /* of the home page */
    size_t notes;
    double seconds; /* that it took */
    const struct diags *diags;
};

struct serve_change {
    bool broken; /* there is no newer site; `diags` says why */
    size_t notes;
    double seconds;
    const struct diags *diags;
    const struct diags *before; /* those of the last start or change */
};

struct serve_listener {
    void (*started)(void *context, const struct serve_start *start);
    void (*changed)(void *context, const struct serve_change *change);
    void *context;
};

struct serve_options {
    struct build_options build;
    struct http_options http;
    struct serve_listener listener;
    unsigned poll; /* milliseconds between looks at the files; 0: when the system says so */
    int stop;      /* a handle */
};

enum serve_outcome {
    SERVE_DONE,
    SERVE_PROJECT, /* there is no site to show; diags say why */
    SERVE_PORT,    /* nothing can be served there; error is an errno value */
};

struct serve_result {
    enum serve_outcome outcome;
    int error;
    struct arena arena; /* of diags: the caller's to free */
    struct diags diags;
};

void serve_run(const struct serve_options *options, struct serve_result *result);

#endif
