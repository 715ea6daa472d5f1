"""Hostile inputs by name: functions from a size n to a project, {path: text}. Twice the size is
about twice the input, and must be about twice the work.

What md4c, libyaml and libcmark are known to be slow at, and our own constructs."""


def note(text):
    return {"notes/a.md": text}


def note_front(fields, text="# A\n\ntext\n"):
    return note("---\n" + fields + "---\n" + text)


def many(count, text, **more):
    """count notes; text gets their number."""
    files = {f"notes/n{i:05}.md": text(i) for i in range(count)}
    return {**files, **more}


def repeated(unit, before="", after=""):
    return lambda n: note(before + unit * n + after)


def numbered(unit, before="", after=""):
    return lambda n: note(before + "".join(unit.format(i) for i in range(n)) + after)


def front(unit, before="", after=""):
    return lambda n: note_front(before + "".join(unit.format(i) for i in range(n)) + after)


def staircase(unit, text):
    """Steps that are indented ever more. The size is that of the input, so the depth is its root."""
    return lambda n: note("".join(unit * i + text for i in range(int((2 * n) ** 0.5))))


def backticks(n):
    return note("".join("`" * i + "a" for i in range(int((2 * n) ** 0.5))))


def long_definition(n):
    return note("[x]: /" + "u" * n + "\n\n" + "[x] " * (n // 4))


def wide_table(n):
    side = n // 7
    return note("|a" * side + "|\n" + "|---" * side + "|\n" + "|b\n" * (side // 2))


def chain(n):
    return many(n, lambda i: f"---\ntitle: N{i}\nprerequisites: [N{i + 1}]\n---\ntext\n")


def cycle(n):
    return many(n, lambda i: f"---\ntitle: N{i}\nprerequisites: [N{(i + 1) % n}]\n---\ntext\n")


def ring_of_all(n):
    """Each needs the four before it and the four behind it: one big knot."""
    def text(i):
        names = ", ".join(f"N{(i + k) % n}" for k in (-4, -3, -2, -1, 1, 2, 3, 4))
        return f"---\ntitle: N{i}\nprerequisites: [{names}]\n---\ntext\n"
    return many(n, text)


def deep_folders(n):
    return {f"notes/f{i}/" + "d/" * 8 + f"n{i}.md": f"# N{i}\n" for i in range(n // 8)}


def many_folders(n):
    return {f"notes/f{i}/a.md": f"# N{i}\n" for i in range(n)}


def one_folder(n):
    return {f"notes/f/n{i:05}.md": f"# N{i}\n" for i in range(n)}


def backlinks(n):
    return many(n, lambda i: "[a](n00000.md)\n")


def linked_notes(n):
    links = "".join(f"[a](n{i:05}.md) " for i in range(n))
    return many(n, lambda i: links if i == 0 else f"# N{i}\n")


def safe(unit, before="", after=""):
    """A note on a safe site."""
    return lambda n: {"kbsite.yml": "content_dir: notes\nsafe: true\n",
                      **note(before + unit * n + after)}


def template(text):
    """A theme of the project's own whose layout for notes is that text."""
    return {"kbsite.yml": "content_dir: notes\ntheme: theme\n",
            "theme/layouts/note.mustache": text, **note("# A\n")}


def layout(unit, before="", after=""):
    return lambda n: template(before + unit * n + after)


def config(unit, before=""):
    return lambda n: {"kbsite.yml": before + "".join(unit.format(i) for i in range(n))}


def mkdocs(unit, before=""):
    return lambda n: {"mkdocs.yml": before + "".join(unit.format(i) for i in range(n)),
                      "docs/a.md": "# A\n"}


def mkdocs_nav(n):
    pages = "".join(f"  - P{i}: n{i:05}.md\n" for i in range(n))
    files = {f"docs/n{i:05}.md": f"# N{i}\n" for i in range(n)}
    return {**files, "mkdocs.yml": "site_name: x\nnav:\n" + pages}


def mkdocs_sections(n):
    files = {f"docs/n{i:05}.md": f"# N{i}\n" for i in range(n)}
    nav = "".join(f"  - S{i}:\n    - n{i:05}.md\n" for i in range(n))
    return {**files, "mkdocs.yml": "site_name: x\nnav:\n" + nav}


def mkdocs_stairs(n):
    files = {f"docs/n{i:05}.md": f"# N{i}\n" for i in range(3 * n)}
    nav = "".join("  " * (k + 1) + "- S:\n" + "  " * (k + 2) + f"- n{3 * i + k:05}.md\n"
                  for i in range(n) for k in range(3))
    return {**files, "mkdocs.yml": "site_name: x\nnav:\n" + nav}


def excluded(n):
    patterns = "".join(f"  - x{i}/*\n" for i in range(n))
    return {"kbsite.yml": "content_dir: notes\nexclude:\n" + patterns, **note("# A\n")}


# name: (a size that takes about a second, function)
NOTES = {
    # Addresses and links
    "www": (1066, repeated("www._")),
    "addresses": (845, repeated("https://a.b ")),
    "mails": (879, repeated("a@b.cd ")),
    "at signs": (24000, repeated("a@")),
    "schemes": (2000, repeated("http://_._ ")),
    "closing brackets over lines": (3000, repeated("](\n[")),
    "opening parentheses over lines": (3000, repeated("]([\n")),
    "links over lines": (2500, repeated("[a\nb](c\n\"t\")\n")),
    "undefined references over lines": (2500, repeated("[a]\n")),
    "double references over lines": (1500, repeated("[a][b]\n")),
    "destinations over lines": (3000, repeated("[a](<b\n")),
    "images over lines": (2000, repeated("![a\n](b)\n")),
    "brackets in quotes": (3000, repeated("> ](\n> [")),
    "brackets in an item": (3000, repeated("](\n[", before="- a\n")),
    "no definitions": (3000, repeated("[x]: ](\n", before="a\n")),
    "definitions that are none": (3000, repeated("[x]: <](\n")),
    "tags over lines": (3000, repeated("<a\n", before="x ")),
    "attributes over lines": (3000, repeated('<a b="\n', before="x ")),
    "comments over lines": (3000, repeated("<!--\n", before="x ")),
    "instructions over lines": (3000, repeated("<?\n", before="x ")),
    "code over lines": (3000, repeated("`\n")),
    "code of two kinds over lines": (2000, repeated("`a\n``b\n")),
    "emphasis over lines": (2000, repeated("*a\n")),
    "link ends": (4000, repeated("[a](b")),
    "link ends in angles": (4000, repeated("[a](<b")),
    "link titles": (3000, repeated('[a](b "c')),
    "images": (856, repeated("![a](b.png) ")),
    "images in images": (6000, repeated("![")),
    "brackets": (8000, repeated("[")),
    "brackets that close": (4000, lambda n: note("[" * n + "]" * n)),
    "wikilinks": (2000, repeated("[[a|b]] ")),
    "long definition": (8000, long_definition),
    "definitions": (2000, numbered("[x{0}]: /u{0}\n", after="\n[x0] [x1]\n")),
    "definitions used": (448, lambda n: note(
        "".join(f"[x{i}]: /u\n" for i in range(n)) + "\n" +
        "".join(f"[x{i}] " for i in range(n)))),
    "mails in wikilinks": (800, repeated("[[<a@b.cd>|c]] ")),
    "undefined references": (4000, numbered("[x{0}] ")),
    # Spans and characters
    "emphasis that opens": (8000, repeated("*a ")),
    "emphasis that closes": (8000, repeated("a* ")),
    "strong and emphasis": (3000, repeated("a**b*c")),
    "underscores": (4000, repeated("_a __b ")),
    "strikes": (4000, repeated("~~a ~b ")),
    "backticks": (80000, backticks),
    "code spans": (3000, repeated("`a` ")),
    "angles": (10000, repeated("<")),
    "ampersands": (10000, repeated("&")),
    "backslashes": (10000, repeated("\\")),
    "bars": (40000, repeated("|")),
    "tags that do not end": (8000, repeated("<a ")),
    "comments that do not end": (8000, repeated("<!--")),
    "instructions that do not end": (4000, repeated("<?")),
    "declarations that do not end": (4000, repeated("<!A ")),
    "CDATA that does not end": (4000, repeated("<![CDATA[")),
    "NULs": (30000, repeated("\0")),
    "invalid bytes": (24000, repeated("\udcff")),
    "references": (2000, repeated("&amp; ")),
    "unknown references": (500, numbered("&x{0}; ")),
    "soft breaks": (3000, repeated("a\n")),
    "hard breaks": (3000, repeated("a  \n")),
    "one long line": (10000, repeated("word ")),
    "one long word": (120000, repeated("a")),
    "no sentence ends": (485, repeated("some words [a](b.md) ")),
    "abbreviations": (21000, repeated("e.g. ", after="[a](b.md)")),
    # Blocks
    "wide table": (3000, wide_table),
    "long table": (1000, repeated("|a|b|\n", before="|a|b|\n|-|-|\n")),
    "tables": (400, repeated("|a|b|\n|-|-|\n|c|d|\n\n")),
    "delimiter rows": (2000, repeated("|-|-|\n")),
    "list marks and blank lines": (8000, lambda n: note("- " * n + "\n" * n)),
    "blank lines in a deep list": (4000, lambda n: note("- " * 90 + "a\n" + "\n" * n + "b\n")),
    "list": (1500, repeated("- a\n")),
    "loose list": (1000, repeated("- a\n\n")),
    "long items": (60, lambda n: note(("- a\n" + "b\n" * 50 + "\n") * n)),
    "list staircase": (40000, staircase(" ", "- a\n")),
    "list stairs to the limit": (30, lambda n: note(
        "".join(" " * 2 * i + "- a\n" for i in range(60)) * n)),
    "empty items": (2000, repeated("-\n")),
    "quote marks": (25000, repeated("> ")),
    "quotes": (1500, repeated("> a\n\n")),
    "lazy quotes": (1500, repeated("> a\nb\n")),
    "quotes and lists": (800, repeated("> - > - a\n")),
    "fences": (2000, repeated("```\n")),
    "fence that says much": (20000, repeated('a="b" ', before="```c ", after="\nx\n```\n")),
    "fence with many braces": (20000, repeated("{.a ", before="```c ", after="\nx\n```\n")),
    "fence with open quotes": (20000, repeated('a=" ', before="```c ", after="\nx\n```\n")),
    "fence that highlights much": (20000, repeated(
        "1-2 ", before='```c hl_lines="', after='"\nx\n```\n')),
    "lines with numbers": (4000, repeated(
        "a\n", before='```c linenums="1" hl_lines="1 3 5 7-9"\n', after="```\n")),
    "code spans with languages": (3000, repeated("`#!c a` ")),
    "unclosed fence": (4000, repeated("a\n", before="```\n")),
    "fences of growing length": (120000, lambda n: note("".join(
        "`" * i + "\n" for i in range(3, int((2 * n) ** 0.5))))),
    "indented code": (4000, repeated("    a\n", before="\n")),
    "code with tabs": (4000, repeated("\t\ta\n", before="```\n", after="```\n")),
    "tabs": (40000, repeated("\t", before="```\n", after="a\n```\n")),
    "setext headings": (469, repeated("a\n=\n\n")),
    "rules": (2000, repeated("***\n")),
    # Raw HTML
    "open divisions": (1500, repeated("<div>\n")),
    "closing divisions": (1500, repeated("</div>\n")),
    "open divisions apart": (1000, repeated("<div>\n\n")),
    "open paragraphs": (1500, repeated("<p>\n")),
    "inline tags": (2000, repeated("<b>")),
    "inline ends": (2000, repeated("</b>")),
    "crossed tags": (1000, repeated("<b><i></b></i>")),
    "unknown tags": (1000, repeated("<foo>")),
    "attributes": (3000, repeated('b="c" ', before="<a ", after=">")),
    "ids in HTML": (800, numbered('<a id="x{0}"></a>\n')),
    "one id in HTML": (800, repeated('<a id="x"></a>\n')),
    "markdown in HTML": (600, repeated("<div markdown>\na\n</div>\n\n")),
    "selects": (600, repeated("a\n<select>\n<option>b</option>\n</select>\n\n")),
    "svg": (800, repeated("<svg><g>\n")),
    "refused tags": (1500, safe("<span>")),
    "refused blocks": (1000, safe("<section>\n\n")),
    "refused tags of a block": (2000, safe("<p title=x>\n")),
    "refused attributes": (3000, safe('b="c" ', before="<b ", after=">")),
    "divisions with classes": (1000, safe('<div class="a b">\n')),
    "long class": (20000, safe("a ", before='<div class="', after='">\n')),
    "refused attribute lists": (500, safe("`a`{ .b onclick=c } ")),
    "images from elsewhere": (500, safe("![a](http://b.c/d) ")),
    "refused links": (500, safe("[a](javascript:b) ")),
    "long scheme": (20000, safe("a", before="[a](", after=":b)")),
    # Our own
    "admonitions": (500, repeated('!!! note "T"\n    a\n\n')),
    "folded admonitions": (500, repeated("??? tip\n    a\n\n")),
    "admonition staircase": (80000, staircase("    ", "!!! a\n")),
    "admonition stairs to the limit": (12, lambda n: note(
        "".join("    " * i + "!!! note\n" for i in range(60)) * n)),
    "icons": (2000, repeated(":material-home: ")),
    "large icons": (1000, repeated(":simple-elsevier: ")),
    "icons that do not exist": (1500, numbered(":material-h{0}: ")),
    "colons": (60000, repeated(":")),
    "admonition marks": (3000, repeated("!!!\n")),
    "formulas": (4000, repeated("$a$ ")),
    "dollars": (20000, repeated("$a ")),
    "formulas that never end": (20000, repeated("\\(a ")),
    "displayed, never ended": (10000, repeated("$$a ")),
    "lines of formulas that never end": (4000, repeated("$$\na\n")),
    "lines of formulas": (4000, repeated("$$\na\n$$\n\n")),
    "quoted formulas that never end": (4000, repeated("> a $$\n")),
    "content tabs": (400, numbered('=== "T{0}"\n    a\n\n')),
    "tabs on one line": (10000, repeated('=== "', before='=== "a" ')),
    "tab staircase": (40000, staircase("    ", '=== "a"\n')),
    "tabs of sets of their own": (400, repeated('===! "T"\n    a\n\n')),
    "slash blocks": (300, repeated("/// note | T\n    type: tip\n\na\n///\n\n")),
    "slash blocks that are not closed": (60, lambda n: note(
        "".join("/" * i + " note\n" for i in range(3, 80)) * n)),
    "slash blocks that nothing closes": (1000, repeated("///\n\n")),
    "slash blocks inside each other": (20, lambda n: note(
        ("".join("/" * i + " note\n" for i in range(3, 60)) + "/" * 3 + "\n") * n)),
    "options of a slash block": (1500, repeated("    a: b\n", before="/// note\n")),
    "selector of a slash block": (30000, repeated(".a#b", before="/// html | div", after="\na\n///\n")),
    "slashes": (40000, repeated("/")),
    "footnotes": (300, lambda n: note(
        "".join(f"a[^{i}]\n" for i in range(n)) + "\n" +
        "".join(f"[^{i}]: b\n" for i in range(n)))),
    "one footnote": (700, repeated("a[^1] ", after="\n\n[^1]: b\n")),
    "equal footnotes": (500, repeated("[^1]: b\n")),
    "missing footnotes": (700, repeated("a[^1] ")),
    "footnotes that do not end": (20000, repeated("[^a")),
    "footnotes behind each other": (200, repeated("[^1]: " * 10 + "a\n\n")),
    "footnotes in footnotes": (300, lambda n: note("a[^0]\n\n" + "".join(
        f"[^{i}]: b[^{i + 1}]\n" for i in range(n)))),
    "lazy footnote": (2000, repeated("b\n", before="[^1]: a\n")),
    "notes in the text": (500, repeated("a^[b] ")),
    "notes that do not end": (8000, repeated("^[")),
    "notes in notes": (1000, lambda n: note("^[a" * n + "]" * n)),
    "brackets in a note": (4000, repeated("[", before="^[")),
    "notes over lines": (1500, repeated("^[a\n")),
    "definition lists": (400, repeated("a\n:   b\n\n")),
    "definitions of one term": (1000, repeated(":   b\n", before="a\n")),
    "terms of one definition": (2000, repeated("a\n", after=":   b\n")),
    "definitions behind each other": (200, repeated("a\n" + ": " * 15 + "b\n\n")),
    "definitions of nothing": (2000, repeated(": a\n\n")),
    "abbreviated words": (300, lambda n: note(
        "".join(f"*[A{i:05}]: text\n" for i in range(n)) + "\n" +
        "".join(f"A{i:05} " for i in range(n)))),
    "abbreviations of all lengths": (1500, lambda n: note(
        "".join("*[" + "a" * i + "]: text\n" for i in range(1, 64)) + "\n" + "-aaaaaaaa " * n)),
    "abbreviation lines that do not end": (20000, repeated("*[", before="*[a]: b\n\n")),
    "expanded abbreviations": (3000, lambda n: note(
        "*[A]: " + "text " * n + "\n\n" + "A " * n)),
    "Markdown between tags": (400, repeated("<div markdown>*a*</div>\n\n")),
    "lists that an end tag leaves": (300, repeated("<div markdown>\n\n- a\n\n  </div>\n\n")),
    "tags of one line": (3000, repeated("<div markdown>", after="</div>\n")),
    "ends of one line": (3000, repeated("</div>", before="<div markdown>")),
    "annotations": (300, repeated("a (1)\n{ .annotate }\n\n1. b\n\n")),
    "markers": (3000, repeated("(1) ", before="a ", after="\n{ .annotate }\n\n1. b\n")),
    "annotated items": (600, lambda n: note(
        "(1)\n" * n + "{ .annotate }\n\n" + "1. b\n" * n)),
    "annotated divisions that do not end": (600, repeated('<div class="annotate" markdown>\n\n')),
    "definitions between slashes": (300, repeated("/// define\na\n\n- b\n///\n\n")),
    "inline classes": (10000, repeated("inline ", before="!!! note ")),
    "equal headings": (500, repeated("## a\n\n")),
    "equal headings of two kinds": (300, repeated("## a\n\n## a 1\n\n")),
    "titles": (500, repeated("# a\n\n")),
    "levels": (500, numbered("## Level 3: a{0}\n\nwords\n\n")),
    "attribute lists": (500, numbered("## a {{#b{0} .c}}\n\n")),
    "equal attribute lists": (500, repeated("## a {#b .c}\n\n")),
    "long attribute list": (14000, repeated(".c ", before="## a {", after="}\n")),
    "wikilinks that do not end": (8000, repeated("[[a ")),
    "wikilinks with bars": (8000, repeated("[[a|")),
    "wikilinks that end late": (30000, lambda n: note("[[" * n + "a" + "]]" * n)),
    "wikilinks over lines": (1500, repeated("[[a\n")),
    "missing wikilinks": (300, numbered("[[missing {0}]]\n\n")),
    "block ids": (1000, numbered("a ^b{0}\n\n")),
    "carets": (8000, repeated(" ^a")),
    "comments in a line": (4000, repeated("%% a %% b ")),
    "comments in a line that do not end": (4000, repeated("%% a\n", before="x ")),
    "comments over lines": (1500, repeated("%%\na\n%%\nb\n")),
    "comments over lines that do not end": (2000, repeated("%%\n", before="%%\n")),
    "percents": (20000, repeated("%", before="a ")),
    "embeds that do not end": (8000, repeated("![[a ")),
    "embedded pictures": (1000, repeated("![[x.png|30]] ")),
    "pictures with sizes": (1000, repeated("![a|30](x.png) ")),
    "signs": (1500, repeated("==a== ^b^ ")),
    "signs that open": (4000, repeated("==a ^^b ~~c ^d ~e ")),
    "signs that close": (4000, repeated("a== b^^ c~~ d^ e~ ")),
    "signs that open, then close": (1500, lambda n: note("==a ~b " * n + "c== d~ " * n)),
    "signs in spans": (1500, repeated("*==a* b== ")),
    "signs over lines": (3000, repeated("==a\n")),
    "single signs": (8000, repeated("~a^")),
    "equal signs": (40000, repeated("=", before="a ")),
    "keys": (800, repeated("++ctrl+c++ ")),
    "keys that do not end": (8000, repeated("++a+b")),
    "quotes in keys": (4000, repeated('++"')),
    "pluses": (40000, repeated("+", before="a ")),
    "attribute lists behind code": (1000, repeated("`a`{ .b } ")),
    "attribute lists behind items": (500, repeated("- a\n\n{ .b }\n\n")),
    "attribute lists behind deep items": (12, lambda n: note(
        ("".join("  " * i + "- a\n" for i in range(40)) +
         "".join("\n" + "  " * i + "{ .b }\n" for i in range(39, -1, -1)) + "\nc\n\n") * n)),
    "attribute lists that do not end": (4000, repeated("`a`{ .b ")),
    "attribute lists that do not end over lines": (2000, repeated("a { .b\n")),
    "quotes in attribute lists": (8000, repeated("{a=\"{b='")),
    "braces": (20000, repeated("{")),
    "braces in a heading": (64000, repeated("{", before="## a ")),
    "long heading": (6000, repeated("level ", before="## ")),
    "heading of marks": (20000, repeated("- ", before="## ")),
    "tasks": (800, numbered("- [ ] a{0}\n")),
    "equal tasks": (800, repeated("- [ ] a\n")),
    "questions": (400, numbered("1) **Q:** a{0}?\n   - **A:** b\n")),
    "question with many lists": (800, repeated(
        "   - b\n\n   1. c\n\n", before="1) **Q:** a?\n\n")),
    "questions without answers": (800, repeated("1) Q: a?\n")),
    "choices": (300, numbered("Q{0}) a?\nA) b\nB) c\n\n", after="Correct: A\n")),
    "choices with answers at the end": (200, lambda n: note(
        "".join(f"Q{i}) a?\nA) b\nB) c\n\n" for i in range(1, n)) +
        "".join(f"- Q{i})\n- Correct: A\n" for i in range(1, n)))),
    "options": (1000, repeated("A) a\nB) b\n")),
    "options without an end": (1500, repeated("A) a\n")),
    "answers": (1000, repeated("Correct: A\n\n")),
    "labels": (500, repeated("**Related**: [a](b.md)\n")),
    "names to write": (2000, repeated("(TODO) a, ", before="**Next**: ")),
    "links in a list line": (255, repeated("[a](b.md), ", before="## Related\n\n- ")),
    "links with reasons": (500, numbered("- [a{0}](b{0}.md) — why\n", before="## Related\n\n")),
    "names in a list": (500, numbered("- Name {0}\n", before="## Prerequisites\n\n")),
    "wikilinks in a list": (1000, repeated("[[a]] ", before="## Related\n\n- ")),
    "words in bold": (1500, repeated("**a** b\n")),
    "missing notes": (300, numbered("[a](missing{0}.md)\n\n")),
    "missing fragments": (500, numbered("[a](#x{0})\n\n", after="## b\n")),
    "links to fragments": (300, lambda n: note(
        "".join(f"## a{i}\n\n[b](#a{i})\n\n" for i in range(n)))),
    # Front matter; the limit is 64 KB
    "flow depth": (5015, lambda n: note_front("a: " + "[" * n + "\n")),
    "flow depth that closes": (2507, lambda n: note_front("a: " + "[" * n + "]" * n + "\n")),
    "block depth": (5000, lambda n: note_front("a:\n  " + "- " * n + "b\n")),
    "maps as keys": (600, front("k{0}: {{{{a}}}}\n")),
    "keys": (1500, front("k{0}: v\n")),
    "equal keys": (2000, front("k: v\n")),
    "anchors": (1200, front("k{0}: &a{0} v\n")),
    "aliases of anchors": (1200, front("k{0}: *a\n", before="a: &a v\n")),
    "fields that are no YAML": (800, front("k{0}: a: b\n")),
    "open quote": (4000, front("line {0}\n", before='a: "\n')),
    "tags": (600, front("t{0}, ", before="tags: [", after="]\n")),
    "equal tags": (4000, front("t, ", before="tags: [", after="]\n")),
    "tags in a text": (600, front("t{0}, ", before="tags: ", after="\n")),
    "aliases": (1500, front("- a{0}\n", before="aliases:\n")),
    # 500 values of one note are kept, and each gets a page
    "words of a field": (600, front("- d{0}\n", before="difficulty:\n")),
    "some words of a field": (200, front("- d{0}\n", before="difficulty:\n")),
    "some tags": (200, front("t{0}, ", before="tags: [", after="]\n")),
    "some aliases": (200, front("- a{0}\n", before="aliases:\n")),
    "values of an index": (200, lambda n: {
        **note_front("owner:\n" + "".join(f"- d{i}\n" for i in range(n))),
        "kbsite.yml": "content_dir: notes\nindexes: [owner]\n"}),
    "prerequisites": (600, front("- Name {0}\n", before="prerequisites:\n")),
    "prerequisites to write": (600, front("- (TODO) Name {0}\n", before="prerequisites:\n")),
    "related notes": (600, front("- a{0}.md\n", before="related:\n")),
    "long text in a field": (8000, front("word ", before="description: ", after="\n")),
    "long title": (4000, front("word ", before="title: ", after="\n")),
    "long id": (24000, front("a", before="id: ", after="\n")),
    "many lines of front matter": (4000, lambda n: note("---\n" + "a\n" * n)),
}

# Above a hundred notes, since a page lists all notes of a folder that has no more
SITES = {
    "one tag": (120, lambda n: many(n, lambda i: f"---\ntags: [t]\n---\n# N{i}\n")),
    "a tag each": (120, lambda n: many(n, lambda i: f"---\ntags: [t{i}]\n---\n# N{i}\n")),
    "backlinks": (120, backlinks),
    "links to all notes": (120, linked_notes),
    "equal titles": (120, lambda n: many(n, lambda i: "# Same\n\n[[Same]]\n")),
    "equal ids": (120, lambda n: many(n, lambda i: f"---\nid: same\n---\n# N{i}\n")),
    "equal aliases": (120, lambda n: many(n, lambda i: "---\naliases: [Same]\n---\n[[Same]]\n")),
    "missing names": (120, lambda n: many(n, lambda i: f"# Note {i}\n\n[[Note x{i}]]\n")),
    "embeds of one note": (120, lambda n: many(n, lambda i: "![[n00000]]\n" if i else "text\n")),
    "chain of embeds": (120, lambda n: many(n, lambda i: f"# N{i}\n\n![[n{i + 1:05}]]\n")),
    "cycle of embeds": (120, lambda n: many(n, lambda i: f"# N\n\n![[n{(i + 1) % n:05}]]\n")),
    "embeds of all notes": (120, lambda n: many(
        n, lambda i: "".join(f"![[n{k:05}]]\n" for k in range(n)) if i == 0 else "text\n")),
    "missing links": (120, lambda n: many(n, lambda i: f"# Note {i}\n\n[a](n{i:05}x.md)\n")),
    "planned notes": (120, lambda n: many(
        n, lambda i: f"---\nprerequisites: [(TODO) P{i}]\n---\n# N{i}\n")),
    "one planned note": (120, lambda n: many(
        n, lambda i: f"---\nprerequisites: [(TODO) P]\n---\n# N{i}\n")),
    "chain of prerequisites": (120, chain),
    "cycle of prerequisites": (120, cycle),
    "knot of prerequisites": (120, ring_of_all),
    "one folder": (120, one_folder),
    "many folders": (120, many_folders),
    "deep folders": (480, deep_folders),
    "folder stairs to the limit": (4, lambda n: {
        f"notes/f{k}/" + "d/" * i + "a.md": "# A\n" for i in range(60) for k in range(n)}),
    "notes of a date": (120, lambda n: many(n, lambda i: f"---\nupdated: 2024-01-01\n---\n# N{i}\n")),
    "study": (120, lambda n: many(n, lambda i: f"- [ ] a{i}\n- [ ] b{i}\n")),
    "navigation of mkdocs": (120, mkdocs_nav),
    "sections of mkdocs": (120, mkdocs_sections),
    "sections of mkdocs in each other": (110, mkdocs_stairs),
    "patterns of excluded files": (450, excluded),
    "keys of mkdocs": (3000, mkdocs("k{0}: v\n", before="site_name: x\n")),
    "anchors of mkdocs": (2000, mkdocs("k{0}: &a{0} v\n", before="site_name: x\n")),
    "aliases of mkdocs": (2000, mkdocs("k{0}: *a\n", before="site_name: x\na: &a v\n")),
    "aliases of lists of mkdocs": (30, lambda n: {
        "mkdocs.yml": "a0: &a0 [a.md, a.md]\n" + "".join(
            f"a{i + 1}: &a{i + 1} [A: *a{i}, B: *a{i}]\n" for i in range(n)) +
        f"nav: *a{n}\n", "docs/a.md": "# A\n"}),
    "lists of mkdocs in each other": (5000, mkdocs("[", before="nav: ")),
    "missing files of mkdocs": (500, mkdocs("- m{0}.md\n", before="nav:\n")),
}

# Configurations that cannot be used: no site is made
# What check says of notes.
CHECKS = {
    "gaps": (1500, repeated("Text <fill in> and <baz qux>\n\n", before="# A\n\n")),
    "gaps with marks": (1500, repeated("<Fill *this* in>\n", before="# A\n\n")),
    "gaps with escapes": (1500, repeated("<\\*fill in> [\\*so *it* is] ", before="# A\n\n")),
    "gaps behind definitions": (1500, repeated("<a *gap*>\n", before="[k]: /u\n[l]: /u\n")),
    "comments that silence": (
        1500, repeated("<!-- kbsite-disable-next-line image-alt -->\n![](a.svg)\n\n")),
    "comments of templates": (3000, repeated("<!-- TEMPLATE INSTRUCTIONS -->\n")),
    "images": (1500, repeated("a <img src=a.svg>\n")),
    "comments of Obsidian": (6000, repeated("%% [a gap] ")),
    "formulas": (3000, repeated("<math> ")),
    "questions": (1500, repeated("- Q: Why?\n\n  A hint.\n")),
}

CONFIGS = {
    "unknown keys": (1500, config("k{0}: v\n")),
    "equal keys": (2000, config("k: v\n")),
    "lists in each other": (10000, config("[", before="indexes: ")),
}

TEMPLATES = {
    "sections": (2000, layout("{{#note}}a{{/note}}\n")),
    "sections in each other": (60000, lambda n: template("{{#note}}" * n + "a" + "{{/note}}" * n)),
    "sections that do not end": (60000, layout("{{#note}}")),
    "ends of no section": (60000, layout("{{/note}}")),
    "tags": (3000, layout("{{title}} ")),
    "unknown tags": (1000, layout("{{unknown}} ")),
    "missing partials": (1000, layout("{{>missing}}\n")),
    "partials of themselves": (1000, layout("{{>note}}\n")),
    "unclosed tags": (60000, layout("{{a ")),
    "comments": (6000, layout("{{! a }}\n")),
    "delimiters": (2000, layout("{{=<% %>=}}<%={{ }}=%>")),
    "partials": (4000, lambda n: {**template("{{>p}}\n" * n), "theme/partials/p.mustache": "a\n"}),
    "partials in a line": (4000, lambda n: {**template("{{>p}}" * n),
                                           "theme/partials/p.mustache": "a"}),
    "blocks": (1000, layout("{{$b}}a{{/b}}")),
}

# What is not linear yet, and why; it must not be, or the line here is out of date.
KNOWN = {
}
