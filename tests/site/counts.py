"""How many constructs of each sort real notes have, by the independent census, and how many their pages
show.

    counts.py NAME CONTENT SITE CENSUS LISTED

CONTENT is the folder of the notes, SITE what kbsite made of it, CENSUS the program that counts, LISTED
a table of the differences that are known: collection, file, construct, difference (pages minus
census), and the reason, with the lines that cause it."""
import collections
import contextlib
import html.parser
import io
import json
import os
import pathlib
import re
import sys
import tempfile

# What the census does not count.
FENCE = re.compile(r"^( *)(```+|~~~+)[^`\n]*\n(.*\n)*?\1\2 *$", re.M)
RAW_CARDS = re.compile(r'<\w+ [^>]*class="grid cards"')
RAW_BOX = re.compile(r'<\w+ [^>]*class="[^">]*\badmonition[ "]')
PICTURE = re.compile(r"!\[\[[^\]|]+\.(png|jpe?g|gif|svg|webp|avif)\b", re.I)  # is an image, not a text
# What a page has in its text that is none of the note's: from front matter, or of other notes.
NOT_TEXT = ("embed", "kb-banner-more", "kb-banner-part", "kb-leads")
VOID = set("area base br col embed hr img input link meta source track wbr".split())

# What the census calls it, by what is counted on a page.
CONSTRUCTS = {
    "boxes": ("admonition !!!", "details ???", "details ???+", "callout > [!type]"),
    "tabs": ("content tab ===",),
    "tables": ("table",),
    "tasks": ("task list item",),
    "mermaid": (),
    "footnotes": ("footnote reference",),
    "embeds": ("wikilink embed ![[ ]]",),
    "grid cards": (),
}


class Page(html.parser.HTMLParser):
    """Counts in what a page has of its note's own text."""

    def __init__(self, text):
        super().__init__()
        self.counts = collections.Counter()
        self.open = []   # (tag, classes)
        self.in_title = False
        self.feed(text)

    def inside(self, name):
        return any(name in classes for _, classes in self.open)

    def handle_starttag(self, tag, attributes):
        attributes = {name: value or "" for name, value in attributes}
        classes = set(attributes.get("class", "").split())
        if self.inside("kb-text") and not any(self.inside(name) for name in NOT_TEXT):
            self.count(tag, classes, attributes)
        if tag not in VOID:
            self.open.append((tag, classes))

    def count(self, tag, classes, attributes):
        counts = self.counts
        counts["boxes"] += "admonition" in classes
        self.in_title |= "kb-banner-title" in classes
        counts["tabs"] += tag == "section" and "tab" in classes
        counts["tables"] += tag == "table" and bool(self.open) and "table" in self.open[-1][1]
        counts["tasks"] += tag == "li" and "task" in classes
        counts["mermaid"] += tag == "code" and "language-mermaid" in classes
        counts["footnotes"] += tag == "sup" and "footnote" in classes
        counts["embeds"] += "embed" in classes
        counts["grid cards"] += {"grid", "cards"} <= classes

    def handle_data(self, data):
        """A tier's box is its banner; one that the front matter makes has no title of an author's."""
        if self.in_title and data.strip():
            self.counts["boxes"] += not re.fullmatch(r"(Gold|Silver|Bronze) tier", data.strip())
            self.in_title = False

    def handle_endtag(self, tag):
        for i in range(len(self.open) - 1, -1, -1):
            if self.open[i][0] == tag:
                del self.open[i:]
                return


class Census:
    """The independent program, asked about one file at a time."""

    def __init__(self, program):
        self.code = compile(pathlib.Path(program).read_text("utf-8"), program, "exec")
        self.folder = tempfile.TemporaryDirectory()

    def of(self, path):
        root = pathlib.Path(self.folder.name, "notes")
        root.mkdir(exist_ok=True)
        for old in root.iterdir():
            old.unlink()
        (root / "note.md").write_bytes(pathlib.Path(path).read_bytes())
        out = os.path.join(self.folder.name, "census.json")
        arguments, sys.argv = sys.argv, ["census", "x", str(root), "--json", out]
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(self.code, {"__name__": "__main__", "__file__": "census"})
        finally:
            sys.argv = arguments
        found = json.loads(pathlib.Path(out).read_text("utf-8"))
        counts = {name: sum(found["feat"].get(key, [0])[0] for key in keys)
                  for name, keys in CONSTRUCTS.items()}
        counts["mermaid"] = dict(found["sub"].get("fence: total", [])).get("mermaid", 0)
        text = FENCE.sub("", pathlib.Path(path).read_text("utf-8"))
        counts["boxes"] += len(RAW_BOX.findall(text))
        counts["grid cards"] = len(RAW_CARDS.findall(text))
        counts["embeds"] -= sum(len(PICTURE.findall(text)) for _, _, text in
                                found["ex"].get("wikilink embed ![[ ]]", []))
        lines = {name: sorted({str(line) for key in keys for _, line, _ in found["ex"].get(key, [])}, key=int)
                 for name, keys in CONSTRUCTS.items()}
        return counts, lines


def main():
    name, content, site, program, listed = sys.argv[1:6]
    census, totals, ours, failed = Census(program), collections.Counter(), collections.Counter(), 0
    with open(listed, encoding="utf-8") as file:
        rows = [row.rstrip("\n").split("\t") for row in file]
    known = {(row[1], row[2]): row[3] for row in rows if row[0] == name}
    notes = json.loads(pathlib.Path(site, "kb.json").read_text("utf-8"))["notes"]
    for note in notes:
        url = note["url"]
        page = pathlib.Path(site, url + "index.html" if not url or url.endswith("/") else url)
        got = Page(page.read_text("utf-8")).counts
        wanted, lines = census.of(os.path.join(content, note["path"]))
        for construct in CONSTRUCTS:
            totals[construct] += wanted[construct]
            ours[construct] += got[construct]
            difference = got[construct] - wanted[construct]
            said = known.pop((note["path"], construct), "0")
            if said != f"{difference:+d}" and (difference or said != "0"):
                failed += 1
                print(f"FAIL: {name}: {note['path']}: {construct}: {difference:+d}, listed {said}; "
                      f"the census has lines {' '.join(lines[construct][:30])}")
    for key in sorted(known):
        failed += 1
        print(f"FAIL: {name}: not needed any more: {' '.join(key)}")
    print(f"{name}: " + ", ".join(f"{c} {ours[c]} ({totals[c]})" for c in totals if totals[c] or ours[c]))
    return 1 if failed else 0


sys.exit(main())
