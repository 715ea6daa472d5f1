/* A parallel loop: the only way kbsite uses threads.
 *
 * pool_each calls job(context, i, worker) once for every i below n, on up to `threads` threads at a
 * time, and returns when all calls have. Job i writes only to result i and to what belongs to
 * `worker` (0 … threads-1, one call at a time each); all else that it touches must be constant
 * meanwhile. The order of calls is not defined. With one thread, or when no thread can be started,
 * the calls are made here. */
#ifndef KBSITE_BASE_POOL_H
#define KBSITE_BASE_POOL_H

#include <stddef.h>

enum { POOL_MAX_THREADS = 256 };

typedef void pool_job(void *context, size_t i, unsigned worker);

void pool_each(unsigned threads, size_t n, pool_job *job, void *context);

/* How many processors this process may use; at least 1. */
unsigned pool_processors(void);

#endif
