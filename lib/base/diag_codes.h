/* Every complaint that kbsite can make: X(ID, name, level, meaning). The name is public: people
 * write it into configurations and scripts. Each code has a golden site in tests/golden/codes/. */
#ifndef KBSITE_BASE_DIAG_CODES_H
#define KBSITE_BASE_DIAG_CODES_H

/* clang-format off */
#define DIAG_CODES(X) \
    /* configuration and theme */ \
    X(CONFIG_SYNTAX,       "config-syntax",       ERROR,   "the configuration is not valid YAML") \
    X(CONFIG_KEY,          "config-key",          ERROR,   "the configuration has a key that kbsite does not know") \
    X(CONFIG_VALUE,        "config-value",        ERROR,   "a value in the configuration has the wrong form") \
    X(MKDOCS_IGNORED,      "mkdocs-ignored",      NOTE,    "a setting of mkdocs.yml that kbsite leaves out") \
    X(MKDOCS_VALUE,        "mkdocs-value",        WARNING, "a value in mkdocs.yml that kbsite cannot use; it goes on without it") \
    X(NAV_MISSING,         "nav-missing",         WARNING, "an entry of the navigation leads to nothing and was left out") \
    X(NAV_OMITTED,         "nav-omitted",         NOTE,    "notes that the navigation does not name stand behind it") \
    X(TYPE_SYNTAX,         "type-syntax",         ERROR,   "a file in types/ cannot be used") \
    X(TEMPLATE_SYNTAX,     "template-syntax",     ERROR,   "a template cannot be compiled") \
    X(TEMPLATE_PARTIAL,    "template-partial",    WARNING, "a template names a partial that does not exist") \
    X(TEMPLATE_KEY,        "template-key",        WARNING, "a template names a key or a word that no page has") \
    X(TEMPLATE_LIMIT,      "template-limit",      ERROR,   "templates include each other without end") \
    X(THEME_MISSING,       "theme-missing",       ERROR,   "the theme named in the configuration does not exist") \
    /* files */ \
    X(FILE_UNREADABLE,     "file-unreadable",     ERROR,   "a file or folder cannot be read") \
    X(FILE_NAME,           "file-name",           WARNING, "a file name that cannot become an address as it is") \
    X(FILE_UNSAFE,         "file-unsafe",         WARNING, "a file beside the notes is of a kind that a safe site does not publish") \
    X(SYMLINK_OUTSIDE,     "symlink-outside",     WARNING, "a symbolic link leads out of the content folder and was left out") \
    X(SYMLINK_LOOP,        "symlink-loop",        WARNING, "a symbolic link leads back into itself and was left out") \
    X(OUTPUT_INSIDE,       "output-inside",       NOTE,    "the output folder lies in the content folder; what is in it is not content") \
    X(OUTPUT_EQUAL,        "output-equal",        ERROR,   "the output folder is the content folder or holds it") \
    X(OUTPUT_FOREIGN,      "output-foreign",      ERROR,   "the output folder holds files that kbsite did not make") \
    X(OUTPUT_FAILED,       "output-failed",       ERROR,   "a file of the site could not be written") \
    /* text */ \
    X(UTF8_INVALID,        "utf8-invalid",        WARNING, "bytes that are not UTF-8 were replaced") \
    X(NUL_BYTE,            "nul-byte",            WARNING, "NUL bytes were replaced") \
    X(NOTE_TOO_LARGE,      "note-too-large",      ERROR,   "a note is larger than the limit; it is shown as its source") \
    X(NOTE_TOO_DEEP,       "note-too-deep",       ERROR,   "a note nests more containers than the limit; it is shown as its source") \
    X(NOTE_OUTPUT_LIMIT,   "note-output-limit",   ERROR,   "a note renders to more than the limit; it is shown as its source") \
    /* front matter */ \
    X(FRONT_UNCLOSED,      "front-unclosed",      WARNING, "front matter begins but does not end") \
    X(FRONT_SYNTAX,        "front-syntax",        WARNING, "front matter is not valid YAML; it was read line by line") \
    X(FRONT_NOT_MAP,       "front-not-map",       WARNING, "front matter holds something other than fields") \
    X(FRONT_DUPLICATE,     "front-duplicate",     WARNING, "a front matter field is given twice; the last one counts") \
    X(FRONT_ANCHOR,        "front-anchor",        WARNING, "YAML anchors and aliases are not used in front matter") \
    X(FRONT_LIMIT,         "front-limit",         WARNING, "front matter is larger or nested deeper than the limit") \
    X(FIELD_VALUE,         "field-value",         WARNING, "a field's value is not one its type declares") \
    X(TIER_CONFLICT,       "tier-conflict",       WARNING, "a note's banner names another tier than its front matter") \
    X(FIELD_DATE,          "field-date",          WARNING, "a date is not of the form YYYY-MM-DD") \
    /* Markdown and HTML */ \
    X(HTML_UNKNOWN_TAG,    "html-unknown-tag",    WARNING, "something that looks like an HTML tag but is none is shown as text") \
    X(HTML_UNCLOSED,       "html-unclosed",       WARNING, "an HTML element is never closed") \
    X(HTML_STRAY_CLOSE,    "html-stray-close",    WARNING, "an HTML end tag closes nothing") \
    X(HTML_UNSAFE,         "html-unsafe",         WARNING, "HTML that a safe site does not take is shown as text") \
    X(HTML_DUPLICATE_ID,   "html-duplicate-id",   WARNING, "two elements of a note have the same id") \
    X(ADMONITION_BODY,     "admonition-body",     WARNING, "the text after an admonition is not indented, so it is not in it") \
    X(ICON_MISSING,        "icon-missing",        WARNING, "an icon that does not exist; its words are shown") \
    X(INCLUDE_FAILED,      "include-failed",      ERROR,   "a file that a note includes cannot be; the line is shown as written") \
    X(TAB_BODY,            "tab-body",            WARNING, "the text after the header of a tab is not indented, so it is not in it") \
    X(BLOCK_UNCLOSED,      "block-unclosed",      WARNING, "a block that begins with slashes is never closed") \
    X(BLOCK_STRAY_CLOSE,   "block-stray-close",   WARNING, "a line of slashes closes no block") \
    X(BLOCK_OPTION,        "block-option",        WARNING, "a line below the header of a block is no option of it") \
    X(FOOTNOTE_MISSING,    "footnote-missing",    WARNING, "a reference to a footnote that is not written; it is shown as written") \
    X(FOOTNOTE_UNUSED,     "footnote-unused",     WARNING, "nothing refers to a footnote") \
    X(FOOTNOTE_DUPLICATE,  "footnote-duplicate",  WARNING, "two footnotes of a note have the same name") \
    X(COMMENT_UNCLOSED,    "comment-unclosed",    WARNING, "a comment is never closed") \
    X(FENCE_LINES,         "fence-lines",         WARNING, "a code fence highlights lines that its code does not have") \
    X(FENCE_UNCLOSED,      "fence-unclosed",      WARNING, "a code fence is never closed") \
    /* names, links and the graph */ \
    X(ID_DUPLICATE,        "id-duplicate",        ERROR,   "two notes have the same id") \
    X(NAME_AMBIGUOUS,      "name-ambiguous",      ERROR,   "a name that is used belongs to more than one note") \
    X(LINK_MISSING,        "link-missing",        ERROR,   "a link leads to nothing") \
    X(LINK_UNSAFE,         "link-unsafe",         WARNING, "a link has an address that a safe site does not lead to; its text is left") \
    X(LINK_ANCHOR,         "link-anchor",         WARNING, "a link leads to a note, but to no heading or id in it") \
    X(LINK_EXCLUDED,       "link-excluded",       WARNING, "a link leads to a draft or to a file that is not published") \
    X(EMBED_REFUSED,       "embed-refused",       WARNING, "a note that is to be embedded is linked: it would stand in itself or be too much") \
    X(EDGE_PLANNED,        "edge-planned",        WARNING, "a note that is needed is not written yet") \
    X(EDGE_SELF,           "edge-self",           ERROR,   "a note names itself as its prerequisite") \
    X(EDGE_DUPLICATE,      "edge-duplicate",      NOTE,    "a note names the same prerequisite twice") \
    X(EDGE_CYCLE,          "edge-cycle",          ERROR,   "prerequisites form a cycle") \
    /* addresses */ \
    X(ADDRESS_CLASH,       "address-clash",       ERROR,   "two notes would have the same address") \
    X(ADDRESS_CASE,        "address-case",        WARNING, "two addresses differ only in upper and lower case") \
    X(ADDRESS_TAKEN,       "address-taken",       WARNING, "a note stands where kbsite would put a page of its own") \
    X(ALIAS_ADDRESS,       "alias-address",       WARNING, "an alias with a slash is no address that can lead to the note") \
    X(SITE_URL_MISSING,    "site-url-missing",    NOTE,    "without site_url there is no sitemap and no canonical address") \
    X(SITE_URL_VALUE,      "site-url-value",      ERROR,   "site_url is not an address that pages can have") \
    /* notes, as check reads them */ \
    X(FIELD_UNKNOWN,       "field-unknown",       WARNING, "a field that no type has, and that is almost one that there is") \
    X(FIELD_MISSING,       "field-missing",       WARNING, "a field that the contract of a type asks for is not there") \
    X(FIELD_KIND,          "field-kind",          WARNING, "a field holds several values, or fields, where it can have one text") \
    X(PLACEHOLDER,         "placeholder",         WARNING, "something of a template that was to be filled in") \
    X(TEMPLATE_LEFT,       "template-left",       WARNING, "the instructions of a template were left in a note") \
    X(FRONT_GHOST,         "front-ghost",         WARNING, "the end of a second front matter block stands in the text, and became a heading") \
    X(ENCODING_SUSPECT,    "encoding-suspect",    WARNING, "a text was once read in the wrong encoding") \
    X(SECTION_MISSING,     "section-missing",     WARNING, "a section that the contract of a type asks for is not there") \
    X(SECTION_ORDER,       "section-order",       WARNING, "the sections of a contract stand in another order") \
    X(SECTION_LATE,        "section-late",        WARNING, "a section begins later than the contract of a type allows") \
    X(LEVEL_MISSING,       "level-missing",       WARNING, "a level is not there") \
    X(LEVEL_SHARE,         "level-share",         WARNING, "a level holds too much or too little of what the levels say") \
    X(NOTE_LONG,           "note-long",           WARNING, "a note has more lines than the contract of its type allows") \
    X(CODE_SHARE,          "code-share",          WARNING, "more of a note is code than the contract of its type allows") \
    X(VISUAL_SHARE,        "visual-share",        NOTE,    "less of a note is tables and diagrams than the contract of its type advises") \
    X(DIAGRAMS_FEW,        "diagrams-few",        WARNING, "a note has fewer diagrams than the contract of its type asks for") \
    X(QUESTIONS_FEW,       "questions-few",       WARNING, "a note asks fewer questions than the contract of its type asks for") \
    X(CHECKS_FEW,          "checks-few",          WARNING, "a note has fewer things to tick than the contract of its type asks for") \
    X(QUESTION_UNANSWERED, "question-unanswered", WARNING, "a question has no answer") \
    X(PART_MISSING,        "part-missing",        WARNING, "a part that the contract of a type asks for is not there, in any form") \
    X(TIER_FIELD,          "tier-field",          WARNING, "a field that the tier of a note asks for is not there, or holds too little") \
    X(TIER_BANNER,         "tier-banner",         WARNING, "a note has no banner of its tier, or more than one") \
    X(NOTE_ORPHAN,         "note-orphan",         NOTE,    "no other note leads to a note") \
    X(ALIAS_DUPLICATE,     "alias-duplicate",     WARNING, "an alias is also a name of another note") \
    X(DISABLE_UNKNOWN,     "disable-unknown",     WARNING, "a comment that silences complaints names one that does not exist") \
    X(IMAGE_ALT,           "image-alt",           WARNING, "an image has no alternative text") \
    X(HEADING_SKIPPED,     "heading-skipped",     WARNING, "a heading is more than one level below the one that it stands under") \
    X(TABLE_CELLS,         "table-cells",         WARNING, "a row of a table has more cells than the table has columns") \
    /* check */ \
    X(BASELINE_SYNTAX,     "baseline-syntax",     ERROR,   "a line of the baseline has another form") \
    /* the published site */ \
    X(SITE_LINK,           "site-link",           ERROR,   "an address in a page or a feed leads to nothing") \
    X(SITE_FRAGMENT,       "site-fragment",       WARNING, "a link leads to a page, but to no id in it") \
    X(SITE_ASSET,          "site-asset",          ERROR,   "a picture, script, style sheet or other part of a page is missing") \
    X(SITE_REDIRECT,       "site-redirect",       ERROR,   "a page sends readers in a circle, too often or to nothing") \
    X(SITE_DUPLICATE_ID,   "site-duplicate-id",   WARNING, "two elements of a page have the same id") \
    X(SITE_CASE,           "site-case",           ERROR,   "two files of the site differ only in upper and lower case") \
    X(SITE_PATH,           "site-path",           WARNING, "a file has a name that GitHub Pages may leave out") \
    X(SITE_SIZE,           "site-size",           ERROR,   "the site is larger than GitHub Pages takes") \
    X(SITE_REQUEST,        "site-request",        WARNING, "a page makes browsers ask another host") \
    X(SITE_DRAFT,          "site-draft",          ERROR,   "the site holds or names a draft")
/* clang-format on */

#endif
