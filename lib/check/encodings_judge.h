/* Whether a run of characters that comes back as UTF-8 is what it was read from.
 *
 * That it comes back is not enough: in a short run it happens by chance ("weiß…", "√π", "дії"). So
 * what comes back must be something that people write, and what stands there something that they
 * do not: an ordinary sign behind a letter is none. */
#ifndef KBSITE_CHECK_ENCODINGS_JUDGE_H
#define KBSITE_CHECK_ENCODINGS_JUDGE_H

#include <stdbool.h>

#include "base/str.h"

enum trace {
    TRACE_NONE,     /* nobody meant this */
    TRACE_POSSIBLE, /* fits where others are sure, and says nothing alone */
    TRACE_LIKELY,
    TRACE_SURE
};

/* meant: the bytes of the run, valid UTF-8. in_word: a small letter stands before or behind it. */
enum trace encodings_judge(str run, str meant, bool in_word);

#endif
