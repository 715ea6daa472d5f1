/* Where running out of memory goes.
 *
 * The library neither exits nor carries an error path through every allocation: it calls this
 * function, which the program defines (kbsite prints one line and ends with status 3; a test may
 * do otherwise). It must not return. */
#ifndef KBSITE_BASE_MEM_H
#define KBSITE_BASE_MEM_H

#include <stddef.h>

_Noreturn void mem_exhausted(size_t wanted);

/* malloc and realloc that end in mem_exhausted instead of NULL. Free with free(). */
void *mem_alloc(size_t size);
void *mem_realloc(void *old, size_t size);

/* Gives what was freed back to the system, as far as there is a way; for programs that go on after
 * they needed much. */
void mem_trim(void);

#endif
