/* The browsers that wait for changes: one stream of server-sent events each, over which they are
 * told that something is different, never what. They ask for their page again and see.
 *
 *     event: change
 *     data: 17
 *
 * The number counts changes; one that comes while another is under way makes it one. Format: the
 * HTML standard, section "Server-sent events". Functions may be called from any thread. */
#ifndef KBSITE_SERVE_HUB_H
#define KBSITE_SERVE_HUB_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct hub_client;

struct hub {
    pthread_mutex_t lock;
    struct hub_client *clients;
    size_t count;
    uint64_t number; /* of changes so far */
    bool stopping;
};

void hub_open(struct hub *h);

/* A response that is the stream of a new client, on this connection; NULL when there are too many.
 */
struct MHD_Response *hub_join(struct hub *h, struct MHD_Connection *connection);

void hub_tell(struct hub *h);  /* of a change */
void hub_tick(struct hub *h);  /* something to read for all, so that those that are gone are seen */
void hub_stop(struct hub *h);  /* ends all streams; before the server is stopped */
void hub_close(struct hub *h); /* after it was */

#endif
