/* Parts of views that several sorts of page have. The keys are described in
 * themes/default/README.md. All values live in the view's scratch arena. */
#ifndef KBSITE_PAGE_VIEW_H
#define KBSITE_PAGE_VIEW_H

#include "page/body.h"
#include "page/page.h"

/* Values of one field that a list shows of a note, that the note is found by in it, and that a
 * filter offers: a page for each of n values would else show all n of the same note. */
enum { VIEW_MOST_VALUES = 60 };

/* A note's body as this page shows it. */
static inline struct body_page view_body_page(const struct view *v, uint32_t note)
{
    return (struct body_page){v->context->site, v->context->strings, note, v->output->url,
                              v->texts};
}

/* view_site.c: the page around the content. Title is the page's plain title; folder the folder that
 * it stands in, or SITE_NONE for a page that stands in none. */
struct value *view_page(const struct view *v, str title, str description, uint32_t folder);

/* The address of a page, printed as it is seen from the page that is made. */
const struct value *view_href(const struct view *v, str url);

/* Whether the page is shown at any address: nothing is relative to it. */
bool view_is_anywhere(const struct view *v);

/* A map of the same keys and values, to change. */
struct value *view_copy(const struct view *v, const struct value *map);

/* page.c: an address below the site's root, percent-encoded, as templates put it behind page.root.
 */
const struct value *view_url(struct arena *a, str url);

/* view_list.c: notes as entries of lists. */
static inline const struct value *view_note_entry(const struct view *v, uint32_t note)
{
    return v->context->entries[note];
}
struct value *view_folder_entry(const struct view *v, uint32_t folder);

/* An entry for each of these notes, and what sorts and filters them. */
struct value *view_note_list(const struct view *v, const uint32_t *notes, size_t n);

/* What a folder holds: {folders, notes}. */
const struct value *view_children(const struct view *v, uint32_t folder);

/* Other notes, or names of planned ones, with what is said about them. */
struct value *view_mention(const struct view *v, uint32_t note, str reason, str sentence);

/* The title of a field: the theme's word, its index's, or its name made readable. */
str view_field_title(const struct view *v, str field);

/* The fields of a note that the schema declares as words, the first `most` of them, and those of
 * other kinds that it wants to be seen among its facts. */
const struct value *view_fields(const struct view *v, const struct facts *facts, size_t most);
const struct value *view_marks(const struct view *v, const struct facts *facts);
const struct value *view_type(const struct view *v, str type);
const struct value *view_tags(const struct view *v, const struct facts *facts);

/* view_groups.c: what page_context.groups knows a field's value by; "go" is in the group "Go". */
str view_group_key(struct arena *a, str field, str value);

/* A field that notes are grouped by, and all of them. Of more than `most` groups, those with the
 * most notes. */
const struct value *view_grouping(const struct view *v, uint32_t grouping, size_t most);
const struct value *view_groupings(const struct view *v, size_t most);

/* view_filters.c: what scripts know a list's notes by. "status:mastered": the note is in this
 * group. */
str view_values(const struct view *v, uint32_t note);

/* The groups that some of these notes are in and others are not, by grouping. */
const struct value *view_filters(const struct view *v, const uint32_t *notes, size_t n);

/* view_study.c: the study board with at most so many notes in each part. Its parts' headings have
 * the given level. */
const struct value *view_study(const struct view *v, size_t most, size_t heading_level);

/* view_sections.c: the tree of a note's sections. */
const struct value *view_sections(const struct view *v, uint32_t note);

/* Its levels, in the order of the text. */
const struct value *view_levels(const struct view *v, uint32_t note);

/* view_leads.c: front matter that says what a section would, where the note has no such section,
 * and whether a field is shown so. */
const struct value *view_leads(const struct view *v, const struct note *note);
bool view_leads_show(const struct view *v, const struct note *note, const struct value_field *f);

/* view_details.c: front matter that stands nowhere else on the page, as rows. */
const struct value *view_details(const struct view *v, const struct note *note);

/* The same for one value; whether there is nothing to show in it. */
const struct value *view_detail(const struct view *v, const struct value *value);
bool view_is_empty(const struct value *value);

/* view_banner.c: what a layout says about a note's tier; null for notes without one. The fields
 * that it shows need no row of their own. */
const struct value *view_banner(const struct view *v, uint32_t note);
bool view_banner_shows(const struct facts *facts, str key);

/* view_note.c: everything about one note. */
const struct value *view_note(const struct view *v, uint32_t note);

/* Small things. They are inline so that the tags of literal keys are constants. */
static inline void view_set(const struct view *v, struct value *map, const char *key,
                            const struct value *value)
{
    value_set(v->a, map, str_of(key), value);
}

static inline void view_set_text(const struct view *v, struct value *map, const char *key, str text)
{
    view_set(v, map, key, value_string(v->a, text));
}

/* With key_is_one beside it, for languages that have a plural. */
#define view_set_count(v, map, key, n)                                                             \
    do {                                                                                           \
        view_set((v), (map), key, value_number((v)->a, (long)(n)));                                \
        view_set((v), (map), key "_is_one", value_bool((n) == 1));                                 \
    } while (0)

/* A name such as pattern_status as a title: "Pattern status". */
str view_readable(struct arena *a, str name);

/* What the language calls a name (words_for), else the name made readable. */
str view_named(const struct view *v, str prefix, str name);

/* "kb:" and the folded name: an id that no heading can have. */
str view_planned_id(struct arena *a, str name);

#endif
