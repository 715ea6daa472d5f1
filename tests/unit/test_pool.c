/* base/pool. labels: parallel */
#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

struct count {
    size_t n;
    unsigned threads;
    unsigned *calls; /* plain on purpose: job i owns element i, and ThreadSanitizer looks on */
    size_t *result;
    atomic_size_t out_of_range;
    atomic_size_t overlaps;
    atomic_bool busy[POOL_MAX_THREADS];
};

static void count_call(void *context, size_t i, unsigned worker)
{
    struct count *c = context;
    unsigned limit = c->threads ? c->threads : 1;
    if (i >= c->n || worker >= limit || worker >= POOL_MAX_THREADS) {
        atomic_fetch_add(&c->out_of_range, 1);
        return;
    }
    if (atomic_exchange(&c->busy[worker], true))
        atomic_fetch_add(&c->overlaps, 1);
    c->calls[i]++;
    c->result[i] = i * i + 1;
    atomic_store(&c->busy[worker], false);
}

static void check_count(unsigned threads, size_t n)
{
    struct count *c = test_calloc(1, sizeof *c);
    c->n = n;
    c->threads = threads;
    c->calls = test_calloc(n + 1, sizeof *c->calls);
    c->result = test_calloc(n + 1, sizeof *c->result);
    pool_each(threads, n, count_call, c);
    assert_int_equal(atomic_load(&c->out_of_range), 0);
    assert_int_equal(atomic_load(&c->overlaps), 0);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(c->calls[i], 1);
        assert_int_equal(c->result[i], i * i + 1);
    }
    test_free(c->result);
    test_free(c->calls);
    test_free(c);
}

static void every_index_once(void **state)
{
    (void)state;
    static const unsigned threads[] = {0, 1, 2, 3, 8, 64, POOL_MAX_THREADS};
    static const size_t sizes[] = {0, 1, 2, 3, 4, 5, 7, 8, 9, 63, 64, 65, 1000, 4097};
    for (size_t t = 0; t < sizeof threads / sizeof *threads; t++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
            check_count(threads[t], sizes[s]);
}

/* More threads than there are is a request, not a mistake. */
static void too_many_threads(void **state)
{
    (void)state;
    check_count(POOL_MAX_THREADS + 1, 2000);
    check_count(UINT32_MAX, 2000);
}

static void must_not_run(void *context, size_t i, unsigned worker)
{
    (void)i;
    (void)worker;
    *(bool *)context = true;
}

static void nothing_to_do(void **state)
{
    (void)state;
    bool called = false;
    pool_each(8, 0, must_not_run, &called);
    assert_false(called);
}

/* A job that runs a loop of its own, once over nothing and once over three. */
struct nested {
    unsigned inner[16][3];
    atomic_bool called_for_nothing;
};

static void add_inner(void *context, size_t i, unsigned worker)
{
    (void)worker;
    ((unsigned *)context)[i]++;
}

static void run_inner(void *context, size_t i, unsigned worker)
{
    struct nested *n = context;
    bool called = false;
    (void)worker;
    pool_each(4, 0, must_not_run, &called);
    if (called)
        atomic_store(&n->called_for_nothing, true);
    pool_each(2, 3, add_inner, n->inner[i]);
}

static void loops_nest(void **state)
{
    (void)state;
    static struct nested n;
    pool_each(4, 16, run_inner, &n);
    assert_false(atomic_load(&n.called_for_nothing));
    for (size_t i = 0; i < 16; i++)
        for (size_t j = 0; j < 3; j++)
            assert_int_equal(n.inner[i][j], 1);
}

/* Whether two threads are at work at the same time: each job waits for the other worker. */
struct meeting {
    atomic_uint seen; /* one bit for each worker */
};

static void meet(void *context, size_t i, unsigned worker)
{
    struct meeting *m = context;
    struct timespec pause = {.tv_nsec = 1000000};
    (void)i;
    atomic_fetch_or(&m->seen, 1u << worker);
    for (int ms = 0; ms < 10000 && atomic_load(&m->seen) != 3; ms++)
        nanosleep(&pause, NULL);
}

static void threads_run_together(void **state)
{
    (void)state;
    struct meeting m = {0};
    pool_each(2, 64, meet, &m);
    assert_int_equal(atomic_load(&m.seen), 3);
}

static void processors(void **state)
{
    (void)state;
    assert_in_range(pool_processors(), 1, POOL_MAX_THREADS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_index_once),     cmocka_unit_test(too_many_threads),
        cmocka_unit_test(nothing_to_do),        cmocka_unit_test(loops_nest),
        cmocka_unit_test(threads_run_together), cmocka_unit_test(processors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
