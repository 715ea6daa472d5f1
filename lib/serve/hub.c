#include "serve/hub.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

enum { MOST_CLIENTS = 1000, BLOCK = 512, MESSAGE_ROOM = 64 };

struct hub_client {
    struct hub *hub;
    struct MHD_Connection *connection;
    struct hub_client *next, **link; /* what points here */
    uint64_t told;
    bool ticks, waits; /* waits: the connection is suspended */
};

void hub_open(struct hub *h)
{
    *h = (struct hub){.clients = NULL};
    pthread_mutex_init(&h->lock, NULL);
}

void hub_close(struct hub *h)
{
    assert(h->count == 0);
    pthread_mutex_destroy(&h->lock);
}

/* What a client has not been told yet; it sleeps when there is nothing. With the lock held. */
static ssize_t next_message(struct hub_client *c, char *room, size_t size)
{
    assert(size >= MESSAGE_ROOM);
    if (c->hub->stopping)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (c->told != c->hub->number) {
        c->told = c->hub->number;
        c->ticks = false;
        return snprintf(room, size, "event: change\ndata: %" PRIu64 "\n\n", c->told);
    }
    if (c->ticks) {
        c->ticks = false;
        return snprintf(room, size, ":\n\n");
    }
    c->waits = true;
    MHD_suspend_connection(c->connection);
    return 0;
}

static ssize_t read_stream(void *context, uint64_t at, char *room, size_t size)
{
    struct hub_client *c = context;
    (void)at;
    pthread_mutex_lock(&c->hub->lock);
    ssize_t n = next_message(c, room, size);
    pthread_mutex_unlock(&c->hub->lock);
    return n;
}

static void leave(void *context)
{
    struct hub_client *c = context;
    struct hub *h = c->hub;
    pthread_mutex_lock(&h->lock);
    *c->link = c->next;
    if (c->next)
        c->next->link = c->link;
    h->count--;
    pthread_mutex_unlock(&h->lock);
    free(c);
}

static void join(struct hub *h, struct hub_client *c)
{
    pthread_mutex_lock(&h->lock);
    c->told = h->number;
    c->ticks = true; /* so that the browser sees that the stream is there */
    c->next = h->clients;
    c->link = &h->clients;
    if (c->next)
        c->next->link = &c->next;
    h->clients = c;
    h->count++;
    pthread_mutex_unlock(&h->lock);
}

struct MHD_Response *hub_join(struct hub *h, struct MHD_Connection *connection)
{
    if (h->count >= MOST_CLIENTS)
        return NULL;
    struct hub_client *c = mem_alloc(sizeof *c);
    *c = (struct hub_client){.hub = h, .connection = connection};
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, read_stream, c, leave);
    if (!response) {
        free(c);
        return NULL;
    }
    join(h, c);
    return response;
}

/* With the lock held. */
static void wake_all(struct hub *h)
{
    for (struct hub_client *c = h->clients; c; c = c->next) {
        if (!c->waits)
            continue;
        c->waits = false;
        MHD_resume_connection(c->connection);
    }
}

void hub_tell(struct hub *h)
{
    pthread_mutex_lock(&h->lock);
    h->number++;
    wake_all(h);
    pthread_mutex_unlock(&h->lock);
}

void hub_tick(struct hub *h)
{
    pthread_mutex_lock(&h->lock);
    for (struct hub_client *c = h->clients; c; c = c->next)
        c->ticks = true;
    wake_all(h);
    pthread_mutex_unlock(&h->lock);
}

void hub_stop(struct hub *h)
{
    pthread_mutex_lock(&h->lock);
    h->stopping = true;
    wake_all(h);
    pthread_mutex_unlock(&h->lock);
}
