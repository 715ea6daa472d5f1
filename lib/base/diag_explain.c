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
    /* notes, as check reads them, and the published site */
    [DIAG_FIELD_UNKNOWN] =
        WITH("A key of the front matter is not a field of the note's type, and "
             "differs from one by a letter or two. It is kept and shown, but "
             "does not count as the field that was meant. Correct it, or rename "
             "it so that the two cannot be taken for each other. kbsite check "
             "--fix takes the name that is meant where two letters are swapped, one is doubled or "
             "left out, and the value is one for that field; the rest is for you to judge.",
             "difficulty: easy    # not: dificulty\n"),
    [DIAG_FIELD_MISSING] = TEXT("The contract of the note's type (contract: in types/TYPE.yml) "
                                "asks for a field that the front matter does not have, or for more "
                                "values than it has. Readers miss it in lists and filters. Add it, "
                                "or take it out of the contract in a type file of your own. Notes "
                                "whose status is stub are let off."),
    [DIAG_FIELD_KIND] = WITH("A field that holds one text was given a list or a map. Mostly a "
                             "value begins with a bracket, which YAML takes for a list. Put the "
                             "whole value in quotes.",
                             "title: \"[RFC] Limits\"\n"),
    [DIAG_PLACEHOLDER] = TEXT("A note still says what a template says where its author was to "
                              "say something: words in square or angle brackets, dots, YYYY-MM- "
                              "DD, or a choice such as gold|silver|bronze. Readers would see it "
                              "as it is. Fill it in or delete the line. Brackets in a sentence "
                              "count only in notes that have others which stand alone."),
    [DIAG_TEMPLATE_LEFT] =
        TEXT("The instructions of a template are still in the note. They are not published, but "
             "they make the source longer and count as its lines. Delete them; kbsite check --fix "
             "takes away what stands between the two comments that mark them, unless other text "
             "shares a line with them and might go, too."),
    [DIAG_FRONT_GHOST] = TEXT("Lines such as description: … stand in the text, with a line of "
                              "dashes below them. They are the end of an older front matter "
                              "block, and Markdown makes a heading of them that stands in the "
                              "table of contents. Delete these lines."),
    [DIAG_ENCODING_SUSPECT] =
        TEXT("Signs of this file that are not ASCII are UTF-8 that was once read in another "
             "encoding and saved. Written back, they are valid UTF-8 again, and signs that people "
             "write come of signs that nobody puts together so. Code is left out: it may be what "
             "the note is about; only many such signs in it are reported. Where several different "
             "ones are there, all of them come back and it is plain what is code, kbsite check "
             "--fix restores the text. Otherwise something may be lost, or meant as it is: take "
             "the text from where it came from."),
    [DIAG_SECTION_MISSING] =
        TEXT("The contract of the note's type asks for a section of this kind, "
             "and no heading of the note is one. The place is the heading that "
             "it would follow. Which titles count stands in types/note.yml and "
             "in the type's own file. Notes whose status is stub are let off."),
    [DIAG_SECTION_ORDER] = TEXT("The sections of a contract are there, but in another order. "
                                "Readers who know one note of a type find their way in all others "
                                "only when the order is the same. Move the section, or change the "
                                "contract."),
    [DIAG_SECTION_LATE] = TEXT("A section that is to be seen early begins below the line that the "
                               "contract allows: who should not use something has to know before "
                               "half an hour is spent on it. Move it up."),
    [DIAG_LEVEL_MISSING] = WITH("A note in levels lacks one of those that its contract counts. "
                                "Readers choose how deep they go by the level, and the bar of "
                                "levels has a hole there. A level is a heading that begins with "
                                "Level and its number.",
                                "## Level 2: Foundation (10 min)\n"),
    [DIAG_LEVEL_SHARE] = TEXT("One level holds most of what the note says, or next to nothing. "
                              "Levels help only if each is a step. Move text up or down, or "
                              "change level_share in the contract."),
    [DIAG_NOTE_LONG] = TEXT("The file has more lines than the contract of its type allows. "
                            "Long notes are not finished by their readers. Split it, or raise "
                            "the limit in the type's file. The place is the first line too "
                            "many."),
    [DIAG_CODE_SHARE] = TEXT("More of the note's lines are code than its contract allows; "
                             "diagrams do not count as code. Keep what shows the idea, and link "
                             "the rest."),
    [DIAG_VISUAL_SHARE] = TEXT("Fewer of the note's lines are in tables and diagrams than its "
                               "contract advises. It is advice: prose that is needed is no "
                               "mistake. Change visual_share in the type's file, or switch the "
                               "code off in kbsite.yml."),
    [DIAG_DIAGRAMS_FEW] =
        TEXT("The note has fewer Mermaid diagrams with something in them than its "
             "contract asks for. Who sees how the parts hang together reads the text "
             "faster. Draw what the longest paragraph explains."),
    [DIAG_QUESTIONS_FEW] =
        WITH("The note asks its reader fewer questions with answers than its "
             "contract wants. Questions are what makes a note worth coming back "
             "to. Multiple choice counts when the right option is named.",
             "1) **Q:** Why does the queue grow?\n   - **A:** More comes in than goes out.\n"),
    [DIAG_CHECKS_FEW] = WITH("The note has fewer things that its reader can tick than its contract "
                             "wants. A list of what one can do afterwards is how readers find out "
                             "what they did not understand.",
                             "- [ ] I can say what it costs.\n"),
    [DIAG_QUESTION_UNANSWERED] =
        WITH("A trap question has no answer below it, so that readers cannot "
             "check theirs. Write it as a list item that begins with A:, "
             "Answer:, R: or Respuesta: below the question, indented as far as "
             "the question's words; a hint or code may stand between them.",
             "1) **Q:** Why?\n   - **A:** Because.\n"),
    [DIAG_PART_MISSING] = TEXT("The contract asks for something that can stand in a note in "
                               "several forms, such as a failure story in a box of its own or "
                               "under a heading. None of them is there. The message names all "
                               "that would do."),
    [DIAG_TIER_FIELD] = TEXT("A note that claims a tier owes its readers proof: the contract "
                             "says which fields a note of that tier has, and how many values. "
                             "Add them, or claim another tier."),
    [DIAG_TIER_BANNER] =
        WITH("A note of a tier begins with one box whose title names it. There "
             "is none, or a template's boxes of several tiers were left in.",
             "!!! info \"Silver Tier Pattern\"\n    In half a sentence, what it is worth.\n"),
    [DIAG_NOTE_ORPHAN] = TEXT("No other note leads to this one, and the navigation does not name "
                              "it. Readers find it by search and in lists only. Link it where "
                              "somebody would need it."),
    [DIAG_ALIAS_DUPLICATE] =
        TEXT("An alias of one note is the title, the id or an alias of another. "
             "Whoever links the name gets an error, since it is not clear which "
             "one is meant. Remove it from one of them."),
    [DIAG_DISABLE_UNKNOWN] = WITH("A comment that silences findings names one that does not exist, "
                                  "so it silences nothing. Its spelling is wrong, or it was "
                                  "renamed: kbsite help diagnostics lists all names. A comment "
                                  "in code is an example and silences nothing, either.",
                                  "<!-- kbsite-disable-next-line image-alt -->\n"),
    [DIAG_IMAGE_ALT] = WITH("An image has no alternative text. Who cannot see it, or has a "
                            "slow line, gets nothing. Say between the brackets what the "
                            "picture says; for an ornament in HTML, write alt=\"\".",
                            "![Latency grows without bound near full load](curve.svg)\n"),
    [DIAG_HEADING_SKIPPED] = TEXT("A heading is two or more levels below the one above it. Screen "
                                  "readers list headings as a tree, which has a hole there. Raise "
                                  "it, or write the level between."),
    [DIAG_TABLE_CELLS] =
        WITH("A row has more cells than its table has columns, and what is beyond them is not "
             "shown. Mostly a bar in the text of a cell was taken for the end of the cell: there, "
             "and in a wikilink, it is written with a backslash. Else the head of the table, or "
             "the line of dashes below it, lacks a column.",
             "| Operator | Meaning |\n|---|---|\n| `a \\| b` | either |\n"),
    [DIAG_SITE_LINK] = TEXT("A link of a published page leads to nothing. The site is looked "
                            "at as GitHub Pages would serve it: names are case-sensitive, and "
                            "all of it stands below its base path, so that an address from the "
                            "root of the host leaves it. Links that are already complained "
                            "about in a note are not counted again."),
    [DIAG_SITE_FRAGMENT] = TEXT("A link leads to a page that exists, but to no element in it: the "
                                "browser stays at the top. The id was renamed, or a layout dropped "
                                "the element."),
    [DIAG_SITE_ASSET] = TEXT("A page needs a file that the site does not have: a picture, a "
                             "style sheet, a script. Check the path, and that the file is not "
                             "excluded."),
    [DIAG_SITE_REDIRECT] =
        TEXT("A page sends its readers on at once, and they end nowhere: in a "
             "circle, in a chain of more than ten, or at an address that does not "
             "exist. Correct redirect_to or the alias that made it, or the meta "
             "element of the note. An address that begins with a slash counts from "
             "the root of the host, not of the site."),
    [DIAG_SITE_DUPLICATE_ID] =
        TEXT("Two elements of a page have the same id. Links and scripts find "
             "the first one only."),
    [DIAG_SITE_CASE] = TEXT("Two files of the site have names that differ only in upper and "
                            "lower case. On the disks of many people they are one file, so "
                            "that one of them overwrites the other."),
    [DIAG_SITE_PATH] = TEXT("A path of the site has a part that begins with a dot or an "
                            "underscore. GitHub Pages does not publish the one, and some ways "
                            "of publishing leave out the other. Rename the file."),
    [DIAG_SITE_SIZE] = TEXT("The site is larger than the gigabyte that GitHub Pages publishes. "
                            "Keep large files elsewhere and link them."),
    [DIAG_SITE_REQUEST] = TEXT("Whoever opens the page makes a request to another host without "
                               "having asked for it, which learns who reads what; and the page is "
                               "not whole when that host is not reached. kbsite itself never does "
                               "so: it comes from a note or from a theme. Keep a copy of the file "
                               "in the wiki."),
    [DIAG_SITE_DRAFT] = TEXT("The site shows a note that is a draft: its page is there, or its "
                             "title or address stands in the search, a feed or other data. "
                             "Mostly the folder is from a build with --drafts. Build it anew."),
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
