/* A test that runs out of memory has no more to say. */
#include <stdlib.h>

#include "base/mem.h"

void mem_exhausted(size_t wanted)
{
    (void)wanted;
    abort();
}
