/* The server: answers requests with the pages of a preview as GitHub Pages would answer them with
 * the files of the published site, below the same path.
 *
 * What kbsite adds for its own page script is below ".kbsite/", where no published file can be:
 *
 *     .kbsite/reload.js             the script, which every page asks for
 *     .kbsite/events                the stream of changes (hub.h)
 *     .kbsite/state?ADDRESS         what is to be said about a page (state.h)
 *
 * Requests are answered by one thread of the server's own. Transport by libmicrohttpd. */
#ifndef KBSITE_SERVE_HTTP_H
#define KBSITE_SERVE_HTTP_H

#include "base/arena.h"
#include "serve/hub.h"
#include "serve/preview.h"
#include "serve/state.h"

struct http_options {
    const char *bind; /* an address in digits */
    unsigned port;    /* 0: any that is free */
    bool strict_port; /* no other one when it is taken */
    bool no_reload;   /* pages are just what a build writes */
};

enum { HTTP_NAMES = 2 };

struct http {
    struct preview *preview;
    struct hub hub;
    struct state state;
    struct MHD_Daemon *daemon;
    struct arena arena;
    struct arena scratch;  /* of one request */
    str names[HTTP_NAMES]; /* of this machine, where others may come to it */
    unsigned port;
    bool no_reload;
};

/* Returns 0 or an errno value: EADDRINUSE, EINVAL where the address is none, … */
int http_open(struct http *h, struct preview *preview, const struct http_options *options);
void http_close(struct http *h);

#endif
