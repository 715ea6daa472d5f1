/* Text that was once read in the wrong encoding, and which one that was. */
#include "check/encodings.h"
#include "check/rules.h"

/* Few enough runs that stay as they are may be text that was written later. In Windows-1252, no
 * text that means something comes back as UTF-8: one run is enough. */
enum { LEAST_PERCENT = 80 };

static bool is_sure(const struct rule_job *job, const struct encoding_guess *guess)
{
    return guess->encoding == &job->encodings->at[ENCODING_WINDOWS] ||
           guess->back * 100 >= guess->runs * LEAST_PERCENT;
}

static struct spot spot_of(const struct rule_job *job, str part)
{
    for (uint32_t i = 1; i <= job->source->lines.n; i++) {
        str line = source_line(job->source, i);
        if (part.ptr >= line.ptr && part.ptr < line.ptr + line.len)
            return (struct spot){i, (uint32_t)(part.ptr - line.ptr) + 1};
    }
    return (struct spot){1, 1};
}

static void check(struct rule_job *job)
{
    enum { SHOWN = 60 };
    struct encoding_guess guess;
    str text = job->source->text;
    encodings_guess(job->scratch, job->encodings, text, &guess);
    if (guess.back == 0 || !is_sure(job, &guess))
        return;
    struct spot spot = spot_of(job, guess.first);
    bool all = guess.back == guess.runs;
    rule_report(
        job, DIAG_ENCODING_SUSPECT, spot,
        "this was read as %.*s once: \"%.*s\" is \"%.*s\" (%zu of %zu runs of such signs%s)",
        STR_ARG(guess.encoding->name), (int)(guess.first.len > SHOWN ? SHOWN : guess.first.len),
        guess.first.ptr, (int)(guess.meant.len > SHOWN ? SHOWN : guess.meant.len), guess.meant.ptr,
        guess.back, guess.runs, all ? "" : "; not all of them, so --fix leaves it alone");
    if (!all)
        return;
    struct buf restored = {.arena = job->scratch};
    encodings_restore(guess.encoding, text, &restored);
    edits_add(job->edits, (struct edit){0, text.len, buf_str(&restored), DIAG_ENCODING_SUSPECT,
                                        spot.line, spot.col});
}

const struct rule rule_encoding = {"encoding", check};
