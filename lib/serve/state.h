/* What a page's script is told about it: what is wrong with its note or with the whole project, and
 * where it has gone. Any thread may ask; one tells. */
#ifndef KBSITE_SERVE_STATE_H
#define KBSITE_SERVE_STATE_H

#include <pthread.h>

#include "serve/preview.h"

struct state {
    pthread_mutex_t lock;
    struct arena arena;  /* of broken */
    struct diags broken; /* why there is no newer site; empty when there is */
    struct arena moved;
    struct map moves; /* address → index */
    vec(str) places;
};

void state_open(struct state *s);
void state_close(struct state *s);

/* After a refresh. */
void state_tell(struct state *s, const struct preview *p);

/* Appends, as JSON, what there is to say about the page with this address below the root:
 *
 *     {"moved": "other/address/", "broken": true, "styles": NAME, "scripts": NAME, "files": NAME,
 *      "diagnostics": [{"path", "line", "col", "level", "code", "message", "source"}]}
 *
 * The names are others when the theme's files of that sort have other bytes, and when files that
 * are copied, such as images, may have. */
void state_add(struct state *s, const struct preview_state *site, str address, struct buf *out);

#endif
