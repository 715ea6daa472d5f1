#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

/* Small enough to share the last long jobs fairly, large enough that the counter is not contended.
 */
enum { BATCH = 4 };

struct loop {
    atomic_size_t next;
    size_t n;
    pool_job *job;
    void *context;
};

struct worker {
    struct loop *loop;
    unsigned index;
    pthread_t thread;
};

static void *work(void *arg)
{
    struct worker *w = arg;
    struct loop *loop = w->loop;
    for (;;) {
        size_t from = atomic_fetch_add_explicit(&loop->next, BATCH, memory_order_relaxed);
        if (from >= loop->n)
            return NULL;
        for (size_t i = from; i < from + BATCH && i < loop->n; i++)
            loop->job(loop->context, i, w->index);
    }
}

void pool_each(unsigned threads, size_t n, pool_job *job, void *context)
{
    struct loop loop = {.n = n, .job = job, .context = context};
    struct worker workers[POOL_MAX_THREADS];
    if (threads > POOL_MAX_THREADS)
        threads = POOL_MAX_THREADS;
    if (threads > n)
        threads = (unsigned)n;
    unsigned started = 0;
    for (unsigned i = 1; i < threads; i++) {
        struct worker *w = &workers[started];
        *w = (struct worker){.loop = &loop, .index = i};
        if (pthread_create(&w->thread, NULL, work, w) == 0)
            started++;
    }
    struct worker here = {.loop = &loop};
    work(&here);
    for (unsigned i = 0; i < started; i++)
        pthread_join(workers[i].thread, NULL);
}

unsigned pool_processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
#ifdef __linux__
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0)
        n = CPU_COUNT(&allowed);
#endif
    if (n < 1)
        return 1;
    return n > POOL_MAX_THREADS ? POOL_MAX_THREADS : (unsigned)n;
}
