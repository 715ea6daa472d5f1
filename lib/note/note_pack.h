/* A note as bytes: what LOAD made of a file, so that it need not be made again.
 *
 * note_unpack(note_pack(note)) is a note that every later stage takes for the first one, but
 * without its HTML, which is most of a note and only asked for when its page is printed. Bytes that
 * no note was packed into are told: hostile ones may give a note that says nonsense, but none that
 * leads outside its own memory. */
#ifndef KBSITE_NOTE_NOTE_PACK_H
#define KBSITE_NOTE_NOTE_PACK_H

#include "base/buf.h"
#include "note/note.h"

/* Appends all but body.html to out. The note is only read. */
void note_pack(const struct note *note, struct buf *out);

/* What of a note shows elsewhere than on its own page: its facts and links, all but its text. */
struct note_shape {
    struct hash shape; /* names what other pages and RESOLVE can see, wherever it stands */
    struct hash spots; /* names the lines of its references and links */
};
struct note_shape note_shape(const struct note *note, struct buf *scratch);

/* A note in an arena of its own that has no more memory than it needs, freed with note_free; NULL
 * when the bytes are not whole. */
struct note *note_unpack(str path, str bytes);

/* Names the form of the bytes, and everything that decides what a file's note is apart from its
 * bytes, types and options. Part of cache keys. */
struct hash note_version(void);

#endif
