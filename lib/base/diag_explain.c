#include "base/diag_explain.h"

struct explanation {
    str text, example;
};

#define TEXT(text)                                                                                 \
    {                                                                                              \
        S_INIT(text),                                                                              \
        {                                                                                          \
            NULL, 0                                                                                \
        }                                                                                          \
    }
#define WITH(text, example)                                                                        \
    {                                                                                              \
        S_INIT(text), S_INIT(example)                                                              \
    }

/* One for each code, in the order of diag_codes.h. tests/unit/test_diag_explain.c misses those that
 * are not here. Texts have no braces and no Markdown: SARIF would read them as something else. */
static const struct explanation explanations[DIAG_CODE_COUNT] = {
    /* configuration and theme */
    [DIAG_CONFIG_SYNTAX] =
        WITH("kbsite.yml (or mkdocs.yml) cannot be read as YAML, or holds something other than "
             "fields. Nothing is built, since a half-read configuration could publish the wrong "
             "files. The place is where reading stopped; the mistake may be a line above it. Often "
             "it is a value with a colon in it, which needs quotes.",
             "title: \"Limits: a field guide\"\n"),
    [DIAG_CONFIG_KEY] =
        TEXT("kbsite.yml has a key that means nothing. It is an error and not ignored, because a "
             "misspelt key would leave its default in force without a word. Correct it (the "
             "nearest known key is named) or remove it; the README lists all keys."),
    [DIAG_CONFIG_VALUE] =
        WITH("A key of kbsite.yml is known, but its value is not of the kind that it takes, such "
             "as a list where one word belongs. The message says what it must be.",
             "drafts: true\nexclude: [\"old/\", \"*.draft.md\"]\n"),
    [DIAG_MKDOCS_IGNORED] =
        TEXT("mkdocs.yml sets something that kbsite does in another way or not at all, such as "
             "plugins or extra styles. The site is built without it; the message says what takes "
             "its place. Nothing has to be done, unless readers would miss what it gave them. A "
             "kbsite.yml of your own replaces mkdocs.yml altogether."),
    [DIAG_MKDOCS_VALUE] =
        TEXT("A value in mkdocs.yml has a form that kbsite cannot use, or a key is given twice. "
             "The build goes on as if the value were not there, so the site may lack its address, "
             "its links to the source or an entry of the navigation. Correct the value as the "
             "message says."),
    [DIAG_NAV_MISSING] =
        WITH("An entry of nav names a file that is not in the content folder, that is a draft, or "
             "that is left out of the site. The entry is left out of the navigation, so readers "
             "do not find the page there. Write the path as seen from the content folder, or "
             "remove the entry.",
             "nav:\n  - guide/limits.md\n"),
    [DIAG_NAV_OMITTED] =
        TEXT("Some notes are in no entry of nav. They are published and follow behind it under "
             "their folders, so nothing is lost. Add entries for those that need a place of their "
             "own; otherwise nothing has to be done."),
    [DIAG_TYPE_SYNTAX] =
        WITH("A file in types/ that declares a type of note is not valid YAML, or has a key, a "
             "kind of field or a section that does not exist. Nothing is built until it is "
             "mended, since notes of the type would be read wrongly. The form of these files is "
             "described in themes/default/types/README.md.",
             "title: Runbook\nfields:\n  severity: {words: [low, high]}\n"),
    [DIAG_TEMPLATE_SYNTAX] =
        WITH("A template is not valid Mustache, such as a section that is never closed, or a file "
             "of words in strings/ is not valid YAML. Nothing is built until it is mended, since "
             "every page with this layout would be wrong.",
             "{{#tags}}<li>{{title}}</li>{{/tags}}\n"),
    [DIAG_TEMPLATE_PARTIAL] =
        TEXT("A template includes a partial that neither the theme nor the default theme has. "
             "Nothing is shown in its place. Correct the name (the nearest one is named), or add "
             "the file to partials/."),
    [DIAG_TEMPLATE_KEY] =
        TEXT("A template asks for a key that no page has, or for a word that is in no file of "
             "strings/. Nothing is shown in its place, on every page that has the layout. Correct "
             "the name: kbsite theme keys LAYOUT prints what a template can ask for."),
    [DIAG_TEMPLATE_LIMIT] =
        TEXT("Partials include each other in a circle by their names, so that a page would never "
             "end. Nothing is built. The message shows the way round; take one of the includes "
             "out."),
    [DIAG_THEME_MISSING] =
        TEXT("The configuration names a theme folder that does not exist. Nothing is built. Paths "
             "are relative to the configuration's folder; theme: default needs no folder."),
    /* files */
    [DIAG_FILE_UNREADABLE] =
        TEXT("A file or folder cannot be read: it does not exist, its permissions forbid it, it is "
             "a link to nothing, or it is no plain file. If it is a note, readers miss it, and "
             "links to it are broken. Restore it, set its permissions, or name it under "
             "exclude."),
    [DIAG_FILE_NAME] =
        TEXT("A file's name has control characters, is not UTF-8, or is too long for an address. "
             "The first two are left out of the site; the last one gets an address that was cut. "
             "Rename the file."),
    [DIAG_FILE_UNSAFE] =
        TEXT("With safe: true, files beside the notes are published only if they can run nothing: "
             "pictures, sound, films, PDF, plain text, office documents and archives. This one, "
             "such as an HTML or SVG file, could run scripts at the site's own address and is left "
             "out. Convert it, for example to PNG, or remove it."),
    [DIAG_SYMLINK_OUTSIDE] =
        TEXT("A symbolic link in the content folder leads to something outside of it. It is left "
             "out, since following it could publish files that nobody meant to. Copy the file into "
             "the content folder if readers are to see it."),
    [DIAG_SYMLINK_LOOP] =
        TEXT("A symbolic link leads to itself or to a folder that it is in, so following it would "
             "never end. It is left out. Remove the link, or name it under exclude."),
    [DIAG_OUTPUT_INSIDE] =
        TEXT("The folder that the site is written to lies among the notes, or kbsite wrote one "
             "there earlier. What is in it is not taken for content, so notes that you put there "
             "are not published. Nothing has to be done if there are none."),
    [DIAG_OUTPUT_EQUAL] =
        TEXT("The site would be written over the notes, or into a folder that holds them. Nothing "
             "is written. Choose another folder with output_dir or --destination."),
    [DIAG_OUTPUT_FOREIGN] =
        TEXT("The output folder holds files and kbsite has never written to it; or it is a file. A "
             "build removes what it no longer needs, so it does not touch a folder that may hold "
             "something of yours. Empty the folder or choose another one with --destination."),
    [DIAG_OUTPUT_FAILED] =
        TEXT("A file of the site could not be written: the disk is full, the permissions forbid "
             "it, or something else stands in its place. The site is incomplete. Mend the cause "
             "that the message names and build again."),
    /* text */
    [DIAG_UTF8_INVALID] =
        TEXT("A note or template has bytes that are not UTF-8, mostly because it was saved in an "
             "old encoding such as Latin-1. Readers see a replacement character for each. Save the "
             "file as UTF-8; the place is that of the first such byte."),
    [DIAG_NUL_BYTE] =
        TEXT("A note holds NUL bytes, which text has no use for: it was damaged, or saved as "
             "UTF-16. Readers see a replacement character for each. Save the file as UTF-8, or "
             "restore it from an earlier version."),
    [DIAG_NOTE_TOO_LARGE] =
        TEXT("A note is larger than limits.note_bytes. Its page shows the source of its beginning "
             "and nothing of the rest. Split the note, which also helps who reads it, or raise the "
             "limit in kbsite.yml."),
    [DIAG_NOTE_TOO_DEEP] =
        TEXT("A note nests lists, quotes and boxes deeper than limits.nesting. Its page shows its "
             "source instead. Such a depth is mostly a mistake in the indentation; if it is meant, "
             "raise the limit."),
    [DIAG_NOTE_OUTPUT_LIMIT] =
        TEXT("The HTML of a note would be larger than limits.output_bytes, or one of its "
             "paragraphs has too many brackets to be searched for links. Its page shows its source "
             "instead. Split the note or its paragraph, or raise the limit."),
    /* front matter */
    [DIAG_FRONT_UNCLOSED] =
        WITH("A note begins with a --- line and fields, but no second --- line follows. kbsite "
             "guesses where the fields end, and may guess wrong. Add the line behind the last "
             "field.",
             "---\ntitle: Timeouts\n---\n"),
    [DIAG_FRONT_SYNTAX] =
        WITH("Front matter is not valid YAML. Each field is then read on its own, which may give "
             "another value than you meant, and other tools may refuse the note. Often a value "
             "with a colon, a bracket or a quotation mark in it needs quotes.",
             "title: \"Retries: when to stop\"\n"),
    [DIAG_FRONT_NOT_MAP] =
        TEXT("The block between two --- lines at the beginning of a note holds no fields of the "
             "form key: value. It is shown as text. Write fields, or put a heading before the "
             "first line if it is meant as a rule."),
    [DIAG_FRONT_DUPLICATE] =
        TEXT("Front matter has the same field twice. The last one counts, which may not be the one "
             "that you look at; other tools take the first or refuse the note. Remove one of "
             "them."),
    [DIAG_FRONT_ANCHOR] =
        WITH("A value in front matter begins with & or *, which YAML takes for an anchor or an "
             "alias. kbsite does not use these. Mostly it is text and needs quotes.",
             "title: \"*args and **kwargs\"\n"),
    [DIAG_FRONT_LIMIT] = TEXT("Front matter is larger than limits.front_bytes, or nested too deep. "
                              "Its fields are then read one by one, so nested values may come out "
                              "as plain text. Move long text into the note, or raise the limit."),
    [DIAG_FIELD_VALUE] =
        WITH("A field of the front matter has a value that the note's type does not declare: an "
             "unknown word, a number out of its range, or text where true or false belongs. The "
             "page shows your word, but lists cannot tell that it means the same as another: it "
             "sorts and filters apart from its like. Use one of the words that the message lists, "
             "or declare yours in theme/types/.",
             "difficulty: medium\nimportance: 80\n"),
    [DIAG_TIER_CONFLICT] =
        TEXT("A banner in the note's text names one tier, such as silver, and its front matter "
             "another. The front matter counts for the page and all lists, so the banner's text "
             "contradicts what readers see around it. Change the one that is out of date."),
    [DIAG_FIELD_DATE] =
        WITH("A date is not of the form YYYY-MM-DD, YYYY-MM or YYYY, or there is no such day. The "
             "field then gives the note no date, so lists by date may have it in the wrong place "
             "or not at all. Write it in one of these forms.",
             "updated: 2024-03-09\n"),
    /* Markdown and HTML */
    [DIAG_HTML_UNKNOWN_TAG] =
        WITH("Something in angle brackets looks like a tag, but HTML has none of that name. "
             "Browsers would swallow it, so it is shown as text. If it is a type or a placeholder, "
             "put it in backquotes.",
             "Use `List<String>` here.\n"),
    [DIAG_HTML_UNCLOSED] =
        TEXT("An HTML element or comment is opened and never closed, or stands in too many others. "
             "Left alone it would swallow the rest of the page, so kbsite closes it or shows it as "
             "text. Add the end tag where you meant it to end."),
    [DIAG_HTML_STRAY_CLOSE] =
        TEXT("An HTML end tag has no start tag that it could close: that one is missing, misspelt, "
             "or in another block. It is shown as text. Remove it, or add the start tag."),
    [DIAG_HTML_UNSAFE] =
        TEXT("With safe: true, notes may hold no HTML and no attributes that could run scripts or "
             "imitate the site. What was refused is shown as text or left out; of a note's refused "
             "tags only the first is named. Write it in Markdown, or build without safe if you "
             "trust all who write."),
    [DIAG_HTML_DUPLICATE_ID] =
        WITH("Two elements of a note have the same id. A link to it leads to the first, so readers "
             "never arrive at the other one. Give one of them another id.",
             "## Costs {#costs}\n\n## Costs of retries {#costs-of-retries}\n"),
    [DIAG_ADMONITION_BODY] = WITH(
        "The text below a line with !!! or ??? is not indented by four blanks, so it is not in "
        "the box, which is empty or shorter than you meant. Indent all of its lines.",
        "!!! tip\n    This is in the box.\n"),
    [DIAG_ICON_MISSING] =
        TEXT("Nothing among the icons and emoji has this name, so readers see its words instead. "
             "Correct the name (the nearest one is named where there is one), or take one of the "
             "sets that kbsite has: material, octicons, fontawesome, simple."),
    [DIAG_INCLUDE_FAILED] =
        WITH("A line asks for another file's text, but the file does not exist, is hidden, lies "
             "outside of the project, includes itself, or has no part of that name. The line is "
             "shown as it is written. Paths are looked for from the project's folder, the content "
             "folder and the note's own.",
             "--8<-- \"examples/retry.py:loop\"\n"),
    [DIAG_TAB_BODY] =
        WITH("The text below a line with === is not indented by four blanks, so it is not in the "
             "tab but behind it, and the tab is empty or shorter than you meant. Indent all of its "
             "lines.",
             "=== \"By hand\"\n    Knead it for ten minutes.\n"),
    [DIAG_BLOCK_UNCLOSED] =
        WITH("A block that begins with slashes has no line of as many slashes to end it. It ends "
             "with what it stands in, often the whole note, so more is in the box than you meant. "
             "Add the line.",
             "/// note | Beware\nThis is in the box.\n///\n"),
    [DIAG_BLOCK_STRAY_CLOSE] =
        TEXT("A line of slashes closes no block: none is open, or the open ones begin with another "
             "number of slashes. It is shown as text. Remove it, or make the numbers equal."),
    [DIAG_BLOCK_OPTION] =
        WITH("A line below the header of a block looks like an option, but this kind of block has "
             "none of that name or value. It has no effect. Correct it, or put a blank line before "
             "it if it is text.",
             "/// details | More\n    open: true\n\nText.\n///\n"),
    [DIAG_FOOTNOTE_MISSING] =
        WITH("The text refers to a footnote that the note does not have, so readers see the "
             "brackets as they are written. Write the footnote, or correct its name.",
             "Measured twice.[^1]\n\n[^1]: In March and in May.\n"),
    [DIAG_FOOTNOTE_UNUSED] =
        TEXT("A footnote is written, but nothing in the text refers to it, so readers have no "
             "reason to look at it. It is still shown at the end. Refer to it where it belongs, or "
             "remove it."),
    [DIAG_FOOTNOTE_DUPLICATE] =
        TEXT("Two footnotes of a note have the same name. All references lead to the first, so "
             "those that were meant for the second show the wrong text. Rename one of them and its "
             "references."),
    [DIAG_COMMENT_UNCLOSED] =
        TEXT("A comment begins with %% and never ends. So as not to hide the rest of the note, it "
             "is shown as it is written, and readers see what was not meant for them. Add the "
             "second %%."),
    [DIAG_FENCE_LINES] =
        WITH("A code fence asks to highlight lines that its code does not have, or names them in a "
             "form that is none. Readers see the wrong lines marked, or none; mostly the code "
             "became shorter. Count the lines again, from 1.",
             "```python hl_lines=\"2 4-6\"\n"),
    [DIAG_FENCE_UNCLOSED] =
        TEXT("A code fence has no closing fence, so what follows it, up to the end of the note or "
             "of the list or box around it, is code. The closing fence needs at least as many "
             "marks as the opening one and nothing behind them."),
    /* names, links and the graph */
    [DIAG_ID_DUPLICATE] =
        TEXT("Two notes have the same id in their front matter; case does not matter. Whoever "
             "refers to the id may get the wrong note. Give one of them another id."),
    [DIAG_NAME_AMBIGUOUS] =
        TEXT("A name that is used for a note belongs to several equally well. The first was taken, "
             "which may not be the one that you meant. Write its path or its id instead."),
    [DIAG_LINK_MISSING] =
        WITH("A link, an image or a reference names a file or note that does not exist. Readers "
             "see words that lead nowhere, or a picture that does not load. Correct the path or "
             "the name (the nearest one is named where there is one), restore the file, or, for a "
             "note that is not written yet, mark it as planned.",
             "- [Timeouts](timeouts.md)\n- (TODO) Idempotency\n"),
    [DIAG_LINK_UNSAFE] =
        TEXT("With safe: true, links lead only to the site and to https:, http:, mailto: and tel: "
             "addresses. Another one, such as javascript:, keeps its text and leads nowhere. Write "
             "an address of these kinds."),
    [DIAG_LINK_ANCHOR] =
        WITH("A link's part behind # is the id of no heading or element of the page. The link "
             "leads to the page, but not to the place, so readers have to search. Mostly the "
             "heading was reworded: copy its new id, or give it one that lasts.",
             "## What a retry costs {#costs}\n"),
    [DIAG_LINK_EXCLUDED] =
        TEXT("A link leads to a draft or to a file that exclude leaves out, so readers see its "
             "words without a link. Publish the target, or take the link out until then."),
    [DIAG_EMBED_REFUSED] =
        TEXT("A note that ![[…]] asks for is linked instead of shown in place: it would stand in "
             "itself, too many notes would stand in each other, or the page would become too long. "
             "Break the circle, or embed one section with #Heading."),
    [DIAG_EDGE_PLANNED] =
        WITH("A note needs another one that is not written yet. It is listed on the page of "
             "planned notes with who needs it, and holds nothing up. If the name is a slip, "
             "correct it; otherwise write the note when its time comes.",
             "kbsite new concept \"Idempotency\"\n"),
    [DIAG_EDGE_SELF] =
        TEXT("A note names itself as its prerequisite, which nobody could ever fulfil. The "
             "relation is left out. Remove it, or name the note that was meant."),
    [DIAG_EDGE_DUPLICATE] =
        TEXT("A note names the same prerequisite twice, for example in the front matter and in a "
             "list. It counts once. Remove one of them, so that a later change is made in one "
             "place."),
    [DIAG_EDGE_CYCLE] =
        TEXT("Notes need each other in a circle, so there is none to begin with. kbsite breaks the "
             "circle at one place, always the same, and the learning order there is arbitrary. The "
             "message shows the shortest way round with file and line of each step: drop the "
             "weakest of these relations or make it a related note."),
    /* addresses */
    [DIAG_ADDRESS_CLASH] =
        TEXT("Two notes, or a note and another file, would be the same page. One keeps the "
             "address; the other note gets one that ends in .html, and another file is left out. "
             "Links inside the site follow, but links from elsewhere may arrive at the wrong page. "
             "Rename or move one of them."),
    [DIAG_ADDRESS_CASE] =
        TEXT("Two addresses differ only in upper and lower case. On some hosts and on many disks "
             "they are the same file, so one page would replace the other. Rename one of them."),
    [DIAG_ADDRESS_TAKEN] =
        TEXT("A note or file has the address where kbsite would put a page of its own, such as the "
             "list of tags. Yours stays, and kbsite's page moves to the address that the message "
             "names. Rename yours if readers expect the usual one."),
    [DIAG_ALIAS_ADDRESS] =
        TEXT("An alias with a slash is an old address that should lead to the note. This one is no "
             "address that a page can have, or something else is there already. Readers with an "
             "old link arrive at nothing or at the other page. Correct the alias or remove it."),
    [DIAG_SITE_URL_MISSING] =
        TEXT("kbsite does not know where the site will be, so it makes no sitemap, no feeds and no "
             "canonical addresses, which need it. Everything else works. Set site_url in "
             "kbsite.yml, or give --base-url when you publish."),
    [DIAG_SITE_URL_VALUE] =
        WITH("site_url is neither an address nor a path. Nothing is built, since every absolute "
             "address would be wrong.",
             "site_url: https://example.org/wiki/\n"),
    /* check */
    [DIAG_BASELINE_SYNTAX] =
        TEXT("A line of the baseline is none that kbsite writes: a fingerprint, a code and a path "
             "with tabs between them. Mostly a merge left its marks there. The other lines count; "
             "what this one knew is new again. Remove the line, or write the baseline anew."),
};

str diag_explanation(enum diag_code code)
{
    return explanations[code].text;
}

str diag_example(enum diag_code code)
{
    return explanations[code].example;
}

/* Blank by blank, so that no line is longer than the limit unless one word is. */
static void add_wrapped(struct buf *out, str text)
{
    enum { MOST_COLUMNS = 80 };
    size_t column = 0;
    for (str word; str_cut(&text, ' ', &word);) {
        if (column && column + 1 + word.len > MOST_COLUMNS) {
            buf_add_char(out, '\n');
            column = 0;
        } else if (column) {
            buf_add_char(out, ' ');
            column++;
        }
        buf_add(out, word);
        column += word.len;
    }
    buf_add_char(out, '\n');
}

void diag_explain(struct buf *out, enum diag_code code)
{
    str example = diag_example(code), level = diag_level_name(diag_level(code));
    buf_addf(out, "%.*s (%.*s): %.*s\n\n", STR_ARG(diag_name(code)), STR_ARG(level),
             STR_ARG(diag_meaning(code)));
    add_wrapped(out, diag_explanation(code));
    if (example.len)
        buf_add_char(out, '\n');
    for (str line; str_line(&example, &line);) {
        buf_add(out, line.len ? S("    ") : S(""));
        buf_add(out, line);
        buf_add_char(out, '\n');
    }
}
